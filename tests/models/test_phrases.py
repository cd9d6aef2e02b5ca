"""An update in words is the update that is made."""

from itertools import islice

import numpy as np
import pytest

from models.catalog import OPTIMIZERS
from models.options import revise
from models.planes import make_plane
from models.scales import short
from models.sights import look_around
from models.specs import Spec
from models.training import train


def told(spec, taken=3):
    """Return the steps so far, the one that follows, and what is told of it."""
    *steps, after = islice(train(spec), taken + 1)
    (sight,) = look_around(spec, steps, make_plane(spec), watched={"update"})
    return steps[-1], after, sight.phrases


def pair(vector):
    return f"({', '.join(short(value) for value in vector)})"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_it_begins_where_the_walker_stands_and_ends_where_it_will(name):
    spec = revise(Spec(), {"optimizer.name": name, "optimizer.learning_rate": 0.01})
    step, after, phrases = told(spec)
    first, gradient, *_, change, last = phrases
    assert first.values == f"θ = {pair(step.theta)}, L = {short(step.loss)}"
    assert (gradient.values, gradient.arrow) == (
        f"∇L = {pair(step.gradient)}",
        "gradient",
    )
    assert change.values == f"Δθ = {pair(after.theta - step.theta)}"
    assert change.arrow == "step"
    assert last.values == f"θ′ = {pair(after.theta)}, L = {short(after.loss)}"


def test_what_adam_remembers_is_told_as_its_formula_has_it():
    changes = {"optimizer.name": "adam", "optimizer.learning_rate": 0.5}
    step, after, phrases = told(revise(Spec(), changes), taken=1)
    g = step.gradient
    m, v = 0.1 * g, 0.001 * g**2
    assert [(p.formula, p.values) for p in phrases[2:-1]] == [
        ("m ← 0.9 m + (1 − 0.9) ∇L", f"m = {pair(m)}"),
        ("v ← 0.999 v + (1 − 0.999) ∇L²", f"v = {pair(v)}"),
        ("m′ = m / (1 − 0.9¹)", f"m′ = {pair(g)}"),
        ("v′ = v / (1 − 0.999¹)", f"v′ = {pair(g**2)}"),
        ("Δθ = −0.5 m′ / (√v′ + 1e-08)", f"Δθ = {pair(after.theta - step.theta)}"),
    ]
    changes["optimizer.bias_correction"] = False
    _, _, phrases = told(revise(Spec(), changes), taken=1)
    assert [p.formula for p in phrases[4:-1]] == ["Δθ = −0.5 m / (√v + 1e-08)"]


def test_of_many_weights_the_drawn_are_told_or_the_lengths():
    changes = {"data.name": "moons", "network.hidden": (3,)}
    weights = changes | {"plane.kind": "weights", "plane.x": 0, "plane.y": 4}
    step, _, phrases = told(revise(Spec(), weights))
    drawn = ", ".join(short(step.theta[k]) for k in (0, 4))
    assert phrases[0].values.startswith(f"θ = ({drawn}, …), L")
    step, _, phrases = told(revise(Spec(), changes | {"plane.kind": "random"}))
    length = short(np.linalg.norm(step.gradient))
    assert phrases[1].values == f"‖∇L‖ = {length}"


def test_nothing_is_told_to_nobody():
    steps = list(islice(train(Spec()), 2))
    (sight,) = look_around(Spec(), steps, make_plane(Spec()))
    assert sight.phrases == ()
