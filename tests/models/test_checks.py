"""The gradient by nudging each parameter, beside the one of the backward pass."""

import numpy as np
import pytest
import torch

from models.checks import check_gradient
from models.ends import steps_to
from models.inspections import inspect
from models.objectives import make_objective
from models.options import revise
from models.points import start_of
from models.sights import look_around
from models.specs import Spec
from models.training import train

LESSON_12 = revise(
    Spec(),
    {
        "data.name": "blood_pressure",
        "data.samples": 256,
        "network.hidden": (3,),
        "batch.size": 16,
    },
)
RELU = revise(LESSON_12, {"network.activation": ("relu",)})


def checked(spec, theta=None):
    theta = start_of(spec) if theta is None else np.array(theta, dtype=float)
    gradient = make_objective(spec).gradient(theta[None])[0]
    return check_gradient(spec, theta, gradient), gradient


def test_lesson_12_nudging_finds_the_gradient_of_the_backward_pass():
    assert [steps_to(revise(LESSON_12, {"batch.size": n}), 1, 0) for n in (1, 16, 256)]\
        == [256, 16, 1]  # fmt: skip
    check, gradient = checked(LESSON_12)
    assert LESSON_12.count == len(check.nudged) == 13
    assert np.abs(check.nudged - gradient).max() == check.largest < 1e-9
    assert not check.is_apart
    assert "over 13 weights" in check.told
    assert "Nudging took 26 evaluations" in check.told


@pytest.mark.parametrize(
    "changes",
    [
        {"data.name": "moons", "network.hidden": (4, 3)},
        {"data.name": "iris", "network.hidden": (4,), "loss.base": "2"},
        {"loss.name": "huber", "loss.l2": 0.1, "loss.reduction": "sum"},
        {"network.activation": ("sine",), "network.bias": False},
        {"function.name": "rosenbrock"},
        {"data.samples": 20_000, "network.hidden": (8,)},
    ],
)
def test_it_agrees_with_whatever_is_smooth(changes):
    check, _ = checked(revise(LESSON_12, changes))
    assert not check.is_apart
    assert check.largest < 1e-7


def test_the_loss_that_is_nudged_is_that_of_torch():
    spec = revise(RELU, {"data.name": "moons", "network.hidden": (5,)})
    check, _ = checked(spec)
    data = make_objective(spec)
    theta = torch.tensor(start_of(spec), requires_grad=True)
    first, second = theta[:15].reshape(3, 5), theta[15:]
    hidden = torch.relu(first[:2].T @ data.inputs + first[2, :, None])
    z = second[:5] @ hidden + second[5]
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    entropy(z, data.targets[0]).backward()
    np.testing.assert_allclose(check.nudged, theta.grad.numpy(), atol=1e-9)


def test_frozen_parameters_are_left_out():
    spec = revise(LESSON_12, {"network.frozen": (0, 4, 12)})
    check, gradient = checked(spec)
    assert np.flatnonzero(np.isnan(check.nudged)).tolist() == [0, 4, 12]
    assert check.largest < 1e-9
    assert "over 10 weights, 3 frozen left out" in check.told
    assert "20 evaluations" in check.told


def test_of_very_many_some_are_nudged_and_it_says_so():
    spec = revise(LESSON_12, {"data.samples": 30, "network.hidden": (16, 16, 16)})
    check, _ = checked(spec)
    assert spec.count == 609
    assert np.isfinite(check.nudged).sum() == 500
    assert "over 500 weights of 609, evenly chosen" in check.told
    assert "1000 evaluations" in check.told


@pytest.mark.parametrize(
    ("spec", "cause"),
    [
        (RELU, "a kink of the bend lies within the nudge"),
        (revise(LESSON_12, {"loss.l1": 0.1}), "a kink of |w| lies within the nudge"),
    ],
)
def test_it_says_where_a_kink_makes_it_differ(spec, cause):
    theta = start_of(spec) + 0.0
    theta[[0, 3, 6]] = 4e-6, 0.0, 0.0  # the first unit is at the kink for all examples
    check, _ = checked(spec, theta)
    assert check.is_apart
    assert cause in check.told


def test_a_count_of_errors_has_no_slope_to_find():
    spec = revise(Spec(), {"data.name": "moons", "loss.name": "errors"})
    data = make_objective(spec).inputs[:, 0].numpy()
    check, gradient = checked(spec, [1.0, 1.0, -data.sum()])  # one on the border
    assert not gradient.any()
    assert check.is_apart
    assert "a count of errors has no slope, it only jumps" in check.told


def test_nothing_is_compared_where_it_has_diverged():
    check, _ = checked(LESSON_12, np.full(13, np.inf))
    assert check.is_apart
    assert np.isnan(check.largest)
    assert check.told.startswith("The loss is not finite")


def test_the_past_is_that_of_every_parameter():
    descent = train(LESSON_12)
    steps = [next(descent) for _ in range(250)]
    inspection = inspect(LESSON_12, steps, steps[-1].gradient)
    assert inspection.past.shape[0] == 13
    assert inspection.past.shape[1] <= 101
    assert inspection.past[:, 0].tolist() == steps[0].theta.tolist()
    assert inspection.past[:, -1].tolist() == steps[-1].theta.tolist()
    assert inspection.check is None  # nobody asked for it


def test_it_is_computed_while_someone_looks():
    spec, watched = revise(LESSON_12, {"view.nudging": True}), {"weights"}
    steps = [next(train(spec))]
    (unwatched,) = look_around(spec, steps, None)
    assert unwatched.inspection is None
    (seen,) = look_around(spec, steps, None, None, watched)
    assert seen.inspection.check.largest < 1e-9
