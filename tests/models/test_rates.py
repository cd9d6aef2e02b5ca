"""Which learning rates are stable, against the rules themselves on a parabola."""

import numpy as np
import pytest

from models.curvature import bend_at
from models.lessons import load_lesson
from models.objectives import make_objective
from models.optimizers import Here, make_optimizer
from models.options import revise
from models.planes import make_plane
from models.rates import is_bounded, zones_of
from models.sights import look_around
from models.specs import OptimizerSpec
from models.training import train

BOUNDED = [
    ("gradient_descent", 0.9),
    ("momentum", 0.5),
    ("momentum", 0.9),
    ("nesterov", 0.0),
    ("nesterov", 0.5),
    ("nesterov", 0.9),
]


def distance_after(spec, steps, high):
    """Return how far from the bottom of high x² / 2 a walker from 1 still comes."""
    rule, theta = make_optimizer(spec), np.ones(1)
    memory, far = rule.init(theta), []
    for _ in range(steps):
        here = Here(theta, high * theta, spec.learning_rate, lambda: np.eye(1))
        change, memory = rule.update(here, memory)
        theta = theta + change
        far.append(abs(theta[0]))
    return max(far[-20:])


@pytest.mark.parametrize(("name", "momentum"), BOUNDED)
@pytest.mark.parametrize("high", [0.3, 20.0])
def test_a_rule_diverges_just_above_its_largest_stable_rate(name, momentum, high):
    stable = zones_of(OptimizerSpec(name, momentum=momentum), high).stable
    below, above = (
        OptimizerSpec(name, factor * stable, momentum) for factor in (0.99, 1.01)
    )
    assert distance_after(below, 3000, high) < 1e-3
    assert distance_after(above, 3000, high) > 1e6


def test_the_zones_of_gradient_descent_are_what_its_steps_do():
    zones = zones_of(OptimizerSpec(), 4.0)
    factors = {rate: 1 - 4 * rate for rate in (0.01, 0.1, 0.24, 0.3, 0.49, 0.51)}
    for rate, factor in factors.items():
        expected = (
            "diverge"
            if abs(factor) > 1
            else "zig-zag"
            if factor < 0
            else "glide"
            if factor < 0.9
            else "crawl"
        )
        assert zones.names[zones.place(rate)] == expected


@pytest.mark.parametrize("high", [0.0, -2.0, np.nan, np.inf])
def test_where_nothing_bends_up_there_is_no_bound(high):
    assert zones_of(OptimizerSpec(), high) is None


def test_rules_that_scale_their_steps_are_not_bounded_so():
    names = {name for name, _ in BOUNDED}
    for name in ("adagrad", "rmsprop", "adam", "adamw", "newton", "lbfgs"):
        assert not is_bounded(OptimizerSpec(name))
    assert all(is_bounded(OptimizerSpec(name)) for name in names)


def test_lesson_10_the_largest_stable_rate_is_seen_by_who_looks():
    spec = load_lesson("10").spec
    step, plane = next(train(spec)), make_plane(spec)
    (sight,) = look_around(spec, [step], plane, watched={"gauge"})
    zones = zones_of(spec.optimizer, sight.bend.high)
    assert zones.stable == pytest.approx(0.10130, abs=5e-6)
    assert zones.safe == 0.0101
    (sight,) = look_around(spec, [step], plane)
    assert sight.bend is None


def test_a_slope_that_is_infinite_has_no_bend():

    own = {"function.name": "expression", "function.expression": "sqrt(x) + y"}
    spec = revise(load_lesson("10").spec, {**own, "start.theta": (0.0, 0.0)})
    theta = np.zeros(2)
    bend = bend_at(make_objective(spec), theta, np.array([np.inf, 1.0]))
    assert np.isnan(bend.high)
