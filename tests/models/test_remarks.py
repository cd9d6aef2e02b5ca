"""What is said of a descent, and whether taking the advice helps indeed."""

import re
from itertools import islice

import numpy as np
import pytest

from models.catalog import DATA
from models.lessons import lesson_names, load_lesson
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.sights import _judged, dead_units, look_around
from models.specs import Spec
from models.training import train

SIX = load_lesson("10").spec


def steps_of(spec, count):
    return tuple(islice(train(spec), count + 1))


def said(spec, steps):
    (sight,) = look_around(spec, steps, make_plane(spec), watched={"gauge"})
    return sight.remarks


def remark(spec, count):
    """Return the one thing said after so many steps, and the loss there."""
    steps = steps_of(spec, count)
    (only,) = said(spec, steps)
    return only, steps[-1].loss


def events(spec, count, every=1):
    """Return what is said along a descent, without repetitions, from start to end."""
    return [now for now, _ in stages(spec, steps_of(spec, count), every)]


def stages(spec, steps, every):
    """Return what is said along a descent, and at which step first.

    Only that is computed, and not all else that is seen from every step.
    """
    objective, found = make_objective(spec), []
    for last in range(1, len(steps) + 1, every):
        _, remarks = _judged(spec, objective, steps[:last])
        now = tuple(remark.event for remark in remarks)
        if [now] != [event for event, _ in found[-1:]]:
            found.append((now, steps[last - 1]))
    return found


def rate_in(advice):
    number, power = re.search(r"α (?:to|=) ([\d.]+)(?:×10(\S+?))?[.:]", advice).groups()
    digits = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    return float(number.rstrip(".")) * 10 ** int((power or "0").translate(digits))


def at_rate(spec, rate):
    return revise(spec, {"optimizer.learning_rate": rate})


def formula(name, rate, **more):
    return revise(
        Spec(), {"function.name": name, "optimizer.learning_rate": rate, **more}
    )


def test_a_rate_above_the_bound_diverges_and_a_tenth_of_it_does_not():
    spec = at_rate(SIX, 0.105)
    going, loss = remark(spec, 20)
    assert going.event == "diverging"
    assert loss > 39.125
    assert "as α = 0.105 is above 2/λmax = 0.1013" in going.sentence
    gone, _ = remark(spec, 100)
    assert gone.event == "diverged"
    assert gone.sentence.endswith("in 73 steps.")
    for advice in (going.advice, gone.advice):
        assert rate_in(advice) == 0.0101
        assert steps_of(at_rate(spec, rate_in(advice)), 1000)[-1].loss < 0.0452


def test_what_is_far_above_the_bound_needs_more_than_a_tenth():
    spec = at_rate(SIX, 5.0)
    gone, _ = remark(spec, 100)
    assert rate_in(gone.advice) == 0.0101
    named = revise(spec, {"optimizer.name": "momentum"})
    gone, _ = remark(named, 100)
    assert not steps_of(at_rate(named, rate_in(gone.advice)), 300)[-1].has_diverged


def test_a_loss_that_is_infinite_is_named_so_too():
    spec = formula("expression", 1.0, **{"function.expression": "x^2 + exp(x^8)"})
    (gone,) = said(spec, steps_of(revise(spec, {"start.theta": (1.5, 0.0)}), 50))
    assert gone.event == "diverged"
    assert "nan" not in gone.sentence


def test_just_below_the_bound_it_zigzags_and_half_the_rate_does_not():
    spec = at_rate(SIX, 0.1003)
    found, loss = remark(spec, 60)
    assert found.event == "zig-zag"
    steps = steps_of(spec, 60)
    cosines = [
        one.gradient
        @ two.gradient
        / np.linalg.norm(one.gradient)
        / np.linalg.norm(two.gradient)
        for one, two in zip(steps[-25:-1], steps[-24:], strict=True)
    ]
    assert f"cosine {np.median(cosines):.3g}".replace("-", "−") in found.sentence
    slower = at_rate(spec, rate_in(found.advice))
    assert steps_of(slower, 60)[-1].loss < 0.1 * loss
    assert events(slower, 150)[:1] == [()]


def test_a_rate_that_is_far_too_small_crawls_and_the_one_advised_does_not():
    spec = at_rate(SIX, 3e-5)
    found, loss = remark(spec, 60)
    assert found.event == "crawling"
    assert rate_in(found.advice) == pytest.approx(0.10130 / 2, abs=1e-4)
    assert steps_of(at_rate(spec, rate_in(found.advice)), 60)[-1].loss < 0.05 * loss


@pytest.mark.parametrize(
    ("name", "rate"), [("adam", 1e-4), ("momentum", 1e-6), ("rmsprop", 1e-5)]
)
def test_other_rules_crawl_as_well(name, rate):
    spec = at_rate(revise(SIX, {"optimizer.name": name}), rate)
    found, loss = remark(spec, 100)
    assert found.event == "crawling"
    assert steps_of(at_rate(spec, rate_in(found.advice)), 100)[-1].loss < loss - 0.1


def test_a_narrow_valley_wants_momentum():
    spec = formula("rosenbrock", 0.001)
    steps = steps_of(spec, 3000)
    (found,) = said(spec, steps)
    assert found.event == "crawling"
    assert found.advice.startswith("Take momentum")
    taken = revise(spec, {"optimizer.name": "momentum"})
    assert steps_of(taken, 3000)[-1].loss < 0.1 * steps[-1].loss


def test_a_schedule_that_has_run_down_crawls():
    down = {"optimizer.schedule": "step", "optimizer.schedule_steps": 100}
    spec = revise(formula("ravine", 0.01), down | {"optimizer.decay": 0.01})
    found, loss = remark(spec, 160)
    assert found.advice == "Take a constant schedule."
    constant = revise(spec, {"optimizer.schedule": "constant"})
    assert steps_of(constant, 160)[-1].loss < 0.5 * loss


@pytest.mark.parametrize("rate", [0.01, 0.0999])
def test_a_rate_of_zero_at_the_end_of_a_schedule_is_no_error(rate):
    cosine = {"optimizer.schedule": "cosine", "optimizer.schedule_steps": 40}
    assert ("diverging",) not in events(revise(formula("ravine", rate), cosine), 60, 5)


def test_a_saddle_is_no_minimum_and_another_start_leads_off_it():
    spec = formula("saddle", 0.1, **{"start.theta": (-2.0, 0.0)})
    found, loss = remark(spec, 60)
    assert (found.event, loss) == ("saddle", pytest.approx(2.0, abs=1e-6))
    assert "λmin = −2" in found.sentence
    assert found.advice == "Another start leads off it."
    assert steps_of(revise(spec, {"start.theta": (-2.0, 0.01)}), 100)[-1].loss < 1e-3


def test_the_saddle_of_lesson_7_is_named_where_it_stands_for_ever():
    spec = revise(load_lesson("7").spec, {"start.theta": (0.0, 0.0)})
    found, loss = remark(spec, 20)
    assert found.event == "saddle"
    assert "λmin = −2.7" in found.sentence
    assert steps_of(load_lesson("7").spec, 400)[-1].loss < 0.01 * loss


def test_a_plateau_is_crossed_with_larger_steps():
    spec = formula("plateau", 0.05)
    found, loss = remark(spec, 100)
    assert found.event == "plateau"
    assert "changes it by 1." in found.sentence
    assert steps_of(at_rate(spec, rate_in(found.advice)), 100)[-1].loss < 0.1 * loss


def test_squared_error_of_classes_is_a_plateau_and_log_loss_has_a_slope():
    data = {"data.name": "blobs", "loss.name": "squared", "network.bias": False}
    spec = revise(Spec(), {**data, "optimizer.learning_rate": 0.5})
    best = -6 * steps_of(spec, 50)[-1].theta  # confidently wrong
    spec = revise(spec, {"start.theta": tuple(best)})
    found, loss = remark(spec, 30)
    assert (found.event, found.advice[:14]) == ("plateau", "Take log loss:")
    log = steps_of(revise(spec, {"loss.name": "auto"}), 100)
    squared = make_objective(spec).losses(log[-1].theta[None]).mean()
    assert squared < 0.1 * steps_of(spec, 100)[-1].loss


@pytest.mark.parametrize(("data", "named"), [("blobs", "log"), ("iris", "cross-en")])
def test_an_error_count_is_level_and_another_loss_lowers_it(data, named):
    spec = at_rate(revise(Spec(), {"data.name": data, "loss.name": "errors"}), 0.5)
    found, loss = remark(spec, 10)
    assert found.event == "level"
    assert found.advice.startswith(f"Take {named}")
    steps = steps_of(spec, 10)
    np.testing.assert_array_equal(steps[-1].theta, steps[0].theta)
    assert loss == steps[0].loss > 0
    (unwatched,) = look_around(spec, steps[:1], make_plane(spec))
    assert unwatched.remarks == (found,), "also while no panel is open"
    advised = steps_of(revise(spec, {"loss.name": "auto"}), 50)[-1].theta
    assert make_objective(spec).losses(advised[None]).mean() < 0.7 * loss


def test_a_penalty_beside_an_error_count_has_a_slope():
    counts = {"data.name": "blobs", "loss.name": "errors", "loss.l2": 0.1}
    assert ("level",) not in events(revise(Spec(), counts), 10)


@pytest.mark.parametrize("name", ["5", "6", "7", "8", "9", "10"])
def test_a_lesson_is_silent_until_it_has_converged(name):
    assert name in lesson_names()
    spec = load_lesson(name).spec
    steps = steps_of(spec, 2000)
    (silent, start), (found, there) = stages(spec, steps[:601], every=5)
    assert (silent, found) == ((), ("converged",))
    assert there.loss - steps[-1].loss < 2e-6 * (start.loss - there.loss)


def test_after_it_has_converged_hidden_units_fit_better():
    found, loss = remark(load_lesson("6").spec, 600)
    assert found.advice == "There is none lower; hidden units may fit better."
    deeper = {"network.hidden": (4,), "optimizer.name": "adam"}
    spec = revise(Spec(), {"data.name": "six_points", **deeper})
    assert steps_of(at_rate(spec, 0.03), 600)[-1].loss < loss


def test_after_it_has_converged_another_start_may_be_lower():
    spec = formula("peaks", 0.05)
    found, loss = remark(spec, 200)
    assert found.advice == "Another start may lead to a lower minimum."
    assert steps_of(revise(spec, {"start.theta": (0.0, -2.0)}), 200)[-1].loss < loss - 1


@pytest.mark.parametrize("name", ["momentum", "nesterov", "adam", "rmsprop", "newton"])
def test_once_converged_a_rule_stays_so(name):
    spec = revise(formula("peaks", 0.02), {"optimizer.name": name})
    if name == "newton":
        spec = at_rate(spec, 1.0)
    assert events(spec, 400, every=3) == [(), ("converged",)]


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("name", ["adam", "gradient_descent"])
def test_nothing_is_said_of_a_healthy_network(data, name):
    network = {"data.name": data, "network.hidden": (8,), "network.activation": "tanh"}
    spec = revise(Spec(), {**network, "optimizer.name": name})
    spec = at_rate(spec, 0.01 if name == "adam" else 0.1)
    assert events(spec, 48, every=6) == [()]
    spec = at_rate(revise(spec, {"batch.size": 10}), 0.01)
    assert events(spec, 200, every=20) == [()]


def test_at_a_minimum_from_the_start_nothing_is_said():
    assert events(formula("bowl", 0.1, **{"start.theta": (0.0, 0.0)}), 30) == [()]


RELU = {"data.name": "moons", "network.hidden": (6, 4), "network.activation": "relu"}


def with_dead(dead):
    """Return a network of ReLU of which the first `dead` units never rise above 0."""
    spec = revise(Spec(), RELU)
    theta = next(train(spec)).theta.copy()
    shape = make_objective(spec).shape
    (weights, biases, _, _), *_ = shape.layers()
    theta[biases.start : biases.start + dead] = -100.0
    theta[weights] = np.clip(theta[weights], -1, 1)
    return revise(spec, {"start.theta": tuple(theta)}), biases


@pytest.mark.parametrize("dead", [1, 3, 6])
def test_dead_units_are_counted_and_nothing_moves_them(dead):
    spec, biases = with_dead(dead)
    steps = steps_of(spec, 30)
    first = dead_units(make_objective(spec), steps[0].theta)
    in_second = first - dead  # of those that the others leave nothing
    assert 0 <= in_second <= 4
    moved = steps[-1].theta != steps[0].theta
    assert not moved[biases.start : biases.start + dead].any()
    *_, found = said(spec, steps)
    assert found.event == "dead units"
    numbers = [int(n) for n in re.findall(r"\d+", found.sentence)]
    assert numbers[0] >= dead
    assert numbers[1:] == [10, 0, spec.data.training]


def test_units_of_tanh_are_not_dead_and_so_learn_where_relu_cannot():
    spec, _ = with_dead(6)
    stuck = steps_of(spec, 100)[-1].loss
    *_, found = said(spec, steps_of(spec, 100))
    assert found.advice.startswith("Take tanh")
    bent = revise(spec, {"network.activation": "tanh", "start.theta": ()})
    assert dead_units(make_objective(bent), steps_of(bent, 0)[0].theta) == 0
    assert steps_of(bent, 100)[-1].loss < 0.8 * stuck


def test_a_unit_that_lives_for_one_example_is_not_dead():
    spec, biases = with_dead(0)
    objective, theta = make_objective(spec), steps_of(spec, 0)[0].theta.copy()
    (weights, _, fan_in, fan_out), *_ = objective.shape.layers()
    ways = theta[weights].reshape(fan_in, fan_out)[:, 0]
    highest = float((ways @ objective.inputs.numpy()).max())
    counts = []
    for bias in (-highest - 1e-9, -highest + 1e-9):
        theta[biases.start] = bias
        counts.append(dead_units(objective, theta))
    assert counts[0] == counts[1] + 1
