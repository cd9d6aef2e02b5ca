"""Curves of losses, and the data's own on them: lessons 5, 14 and 17."""

import numpy as np
import pytest

from models.catalog import LOSSES
from models.loss_curves import curve_of, shelf_of
from models.objectives import make_objective
from models.options import revise
from models.scales import rounded_up
from models.sights import look_around
from models.specs import Spec, unsuited
from models.training import train

TASKS = {"numbers": "six_points", "two classes": "threshold", "more classes": "iris"}
PAIRS = [
    (task, name)
    for task, data in TASKS.items()
    for name in LOSSES
    if name != "auto" and task in LOSSES[name].suits
]


def make(data="threshold", **changes):
    changes = {key.replace("__", "."): value for key, value in changes.items()}
    return revise(Spec(), {"data.name": data} | changes)


def curve(name, axis, data="threshold", target=0.0, **changes):
    return curve_of(make(data, **changes), name, np.array(axis, float), target)


def shelf(spec, size=1.0):
    theta = size * np.random.default_rng(3).normal(size=spec.count)
    return shelf_of(spec, theta), make_objective(spec), theta


def test_squares_cost_nothing_when_right_and_four_times_as_much_twice_as_far():
    (values,) = curve("squared", [0, 0.7, 1.4, -1.4], "six_points").values
    assert values[0] == 0
    assert values[2] == values[3] == pytest.approx(4 * values[1])


def test_the_log_loss_of_a_probability():
    p = [0.99, 0.9, 0.5, 0.1, 0.01]
    right = curve("log", p, view__loss_over="prediction").values[1]
    np.testing.assert_allclose(
        right, [0.0101, 0.1054, 0.6931, 2.3026, 4.6052], atol=5e-5
    )
    wrong = curve("log", p[::-1], view__loss_over="prediction").values[0]
    np.testing.assert_allclose(wrong, right)
    bits = curve("log", [0.5], view__loss_over="prediction", loss__base="2").values
    np.testing.assert_allclose(bits, 1)


def test_hinge_and_log_loss_side_by_side():
    margins = [-1, 0, 0.5, 1, 2]
    assert curve("hinge", margins).values[1].tolist() == [2, 1, 0.5, 0, 0]
    logs = curve("log", margins).values[1]
    np.testing.assert_allclose(logs, [1.313, 0.693, 0.474, 0.313, 0.127], atol=5e-4)
    np.testing.assert_allclose(curve("cross_entropy", margins).values[1], logs)


def test_squared_error_goes_flat_where_it_is_most_wrong():
    at = [-6.0]
    assert curve("log", at).slopes[1] == pytest.approx(-0.9975, abs=5e-5)
    assert curve("squared", at).slopes[1] == pytest.approx(-0.0049, abs=5e-5)
    assert curve("squared", at).values[1] < 1


def test_half_the_way_is_the_same_for_huber_and_beyond_it_is_straight():
    axis = [-3, -0.5, 0.5, 1, 2, 3]
    huber = curve("huber", axis, "six_points", loss__delta=1.0)
    assert huber.values[0].tolist() == [2.5, 0.125, 0.125, 0.5, 1.5, 2.5]
    assert huber.slopes[0].tolist() == [-1, -0.5, 0.5, 1, 1, 1]


@pytest.mark.parametrize(("task", "name"), PAIRS)
@pytest.mark.parametrize("over", ["output", "prediction"])
def test_slopes_are_those_of_the_curves(task, name, over):
    spec = make(TASKS[task], view__loss_over=over)
    axis = np.linspace(0.06, 0.94, 89)  # off the corners
    nudge, target = 1e-6, 0.333
    after, before = (
        curve_of(spec, name, axis + s * nudge, target).values for s in (1, -1)
    )
    found = curve_of(spec, name, axis, target).slopes
    assert found.shape == after.shape == ((2 if task == "two classes" else 1), 89)
    steps = np.abs(after - before) > 0.5  # an error is counted, or not
    expected = np.where(steps, 0, (after - before) / (2 * nudge))
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("task", "name"), PAIRS)
@pytest.mark.parametrize("over", ["output", "prediction"])
def test_examples_lie_on_the_curve(task, name, over):
    spec = make(TASKS[task], loss__name=name, view__loss_over=over, view__example=2)
    found, objective, theta = shelf(spec)
    assert found.curves[0].name == name
    own = objective.losses(theta[None])[0]
    np.testing.assert_allclose(found.losses, own[found.numbers])
    assert found.mean == pytest.approx(own.mean())
    assert found.numbers[found.chosen] == 2
    if (task, name) == ("more classes", "errors"):
        return  # that of the true class alone does not tell
    lines = found.classes if task == "two classes" else 0 * found.classes
    picked = range(len(found.numbers))
    if name == "normal":  # each has a spread of its own
        picked = [found.chosen]
    for k in picked:
        values = found.curves[0].values[lines[k]]
        at = np.interp(found.places[k], found.axis, values)
        assert at == pytest.approx(found.losses[k], abs=0.02 * (1 + found.losses[k]))


def test_what_weights_cost_is_no_matter_of_examples():
    spec = make("moons", network__hidden=(3,))
    plain, _, theta = shelf(spec)
    dear = shelf_of(revise(spec, {"loss.l1": 0.3, "loss.l2": 0.3}), theta)
    np.testing.assert_array_equal(dear.losses, plain.losses)
    assert dear.mean == plain.mean


def test_errors_have_steps_and_no_slope():
    found, *_ = shelf(make("threshold", loss__name="errors"))
    (errors,) = found.curves
    assert set(np.unique(errors.values)) == {0, 1}
    assert (np.abs(np.diff(errors.values)) > 0).sum(1).tolist() == [1, 1]
    assert not errors.slopes.any()


def test_the_error_count_is_a_staircase_of_which_no_slope_is_seen():
    spec = make("threshold", loss__name="errors")
    objective = make_objective(spec)
    grid = np.stack(np.meshgrid(*[np.linspace(-8, 8, 81)] * 2), -1).reshape(-1, 2)
    counts = objective.losses(grid).sum(1)
    assert len(np.unique(counts)) <= 31
    nudged = objective.losses(grid + np.array([1e-7, 0])).sum(1)
    assert (nudged == counts).mean() > 0.98
    assert not objective.gradient(grid).any()


def test_only_what_suits_is_beside_the_loss():
    names = tuple(LOSSES)
    spec = make("moons", view__shelf=names)
    assert spec.shelved == ("log", "squared", "cross_entropy", "hinge", "errors")
    assert revise(spec, {"data.name": "iris"}).shelved == ("cross_entropy", "errors")
    assert revise(spec, {"data.name": "six_points"}).shelved == (
        "squared", "absolute", "huber", "normal",
    )  # fmt: skip
    found, *_ = shelf(spec)
    assert tuple(curve.name for curve in found.curves) == spec.shelved
    assert all(not unsuited(name, spec.data.choice) for name in spec.shelved)


def test_few_of_many_examples_are_drawn_and_the_chosen_one():
    spec = make("blobs", data__samples=5000, view__example=1234)
    found, objective, theta = shelf(spec)
    assert len(found.numbers) <= 301
    assert found.numbers[found.chosen] == 1234
    assert found.mean == pytest.approx(objective.losses(theta[None]).mean())


def test_one_example_alone_has_a_curve_over_what_is_predicted():
    spec = make("six_points", view__loss_over="prediction", view__example=3)
    found, objective, theta = shelf(spec)
    assert (found.name, found.numbers.tolist()) == ("y", [3])
    target = objective.targets[0, 3].item()
    assert found.axis[0] < target < found.axis[-1]
    low = found.axis[found.curves[0].values[0].argmin()]
    assert low == pytest.approx(target, abs=0.05)


def test_a_hinge_is_drawn_over_its_output_only():
    spec = make("moons", loss__name="hinge", view__loss_over="prediction")
    found, *_ = shelf(spec)
    assert found.name == "z"
    assert {-1.0, 0.0, 1.0} <= set(found.axis)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("data", ["six_points", "moons", "iris"])
@pytest.mark.parametrize("size", [1e200, np.inf, np.nan])
def test_a_model_that_diverged_has_curves_and_no_dots(data, size):
    spec = make(data)
    found = shelf_of(spec, np.full(spec.count, size))
    assert np.isfinite(found.axis).all()
    assert np.isfinite(found.places).all()
    assert np.isfinite(found.losses).all()


def test_it_is_seen_only_while_it_is_watched():
    spec = make("moons")
    steps = [next(train(spec))]
    (bare,) = look_around(spec, steps, None)
    (seen,) = look_around(spec, steps, None, watched={"loss"})
    assert bare.shelf is None
    assert len(seen.shelf.numbers) == 200
    formula = make(function__name="bowl")
    (none,) = look_around(formula, [next(train(formula))], None, watched={"loss"})
    assert none.shelf is None


def best(values, name):
    """Return the one number that costs least for `values`, by a fine grid."""
    guesses = np.linspace(values.min(), values.max(), 20_001)
    errors = guesses[:, None] - values
    found = curve_of(make("six_points"), name, errors.ravel()).values.reshape(
        errors.shape
    )
    return guesses[found.sum(1).argmin()]


def test_squared_error_means_and_absolute_error_stays_in_the_middle():
    rng = np.random.default_rng(0)
    values = rng.normal(3, 1, 50)
    outliers = np.append(values, [30, 30, 30])
    for sample in (values, outliers):
        assert best(sample, "squared") == pytest.approx(sample.mean(), abs=2e-3)
        ordered = np.sort(sample)
        middle = len(sample) // 2
        low, high = ordered[middle - 1], ordered[-(-len(sample) // 2)]
        assert low - 1e-3 <= best(sample, "absolute") <= high + 1e-3
    chased = best(outliers, "squared") - best(values, "squared")
    moved = best(outliers, "absolute") - best(values, "absolute")
    assert chased > 1.4
    assert abs(moved) < 0.2


def test_axes_end_at_round_numbers():
    values = [0.1, 0.5, 1, 1.01, 1.4, 2.5, 3, 7, 9, 12, 990]
    ends = [0.1, 0.5, 1, 1.5, 1.5, 3, 3, 8, 10, 15, 1000]
    assert [rounded_up(value) for value in values] == pytest.approx(ends)
    assert rounded_up(0) == rounded_up(np.inf) == 1
