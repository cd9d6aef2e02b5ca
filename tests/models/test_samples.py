"""Losses over what is learnt from and what is held out, against numpy by hand."""

import numpy as np
import pytest

from models.data import make_data
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.samples import drawn
from models.sights import look_around
from models.specs import Spec
from models.surveys import NO_TRAIL, survey
from models.trails import Trail
from models.training import train

SIX = revise(Spec(), {"data.test": 0.4, "plane.resolution": 21})
MOONS = revise(
    Spec(),
    {
        "data.name": "moons", "data.samples": 30, "data.test": 0.3,
        "network.hidden": (4,), "plane.resolution": 21, "plane.kind": "random",
        "batch.size": 6, "optimizer.learning_rate": 0.5,
    },
)  # fmt: skip


def losses(spec, theta):
    """The losses (..., N) of all examples at theta (..., P), without torch."""
    data = make_data(spec.data)
    if spec.data.name == "six_points":
        outputs = theta[..., :1] * data.inputs[:, 0] + theta[..., 1:]
        return (outputs - data.targets[:, 0]) ** 2
    first, bias, last, at_last = np.split(theta, [8, 12, 16], axis=-1)
    weights = first.reshape(*theta.shape[:-1], 2, 4)
    hidden = np.tanh(data.inputs @ weights + bias[..., None, :])
    outputs = (hidden * last[..., None, :]).sum(-1) + at_last
    return np.logaddexp(0, (1 - 2 * data.targets[:, 0]) * outputs)


def finest(spec, trail=NO_TRAIL):
    *_, last = survey(spec, trail)
    return last.surface


def on_grid(surface):
    """The parameters (R, R, P) at each point of the grid."""
    plane, axes = surface.plane, (surface.axis_x, surface.axis_y)
    x, y = (part[..., None] for part in np.meshgrid(*axes, indexing="ij"))
    return plane.origin + x * plane.direction_x + y * plane.direction_y


@pytest.mark.parametrize("spec", [SIX, MOONS])
def test_training_and_test_have_each_the_losses_of_their_own(spec):
    is_test = make_data(spec.data).is_held_out
    theta = np.random.default_rng(3).normal(size=(5, spec.count))
    expected = losses(spec, theta)
    for of, is_in in (("training", ~is_test), ("test", is_test)):
        found = make_objective(spec, of).losses(theta)
        np.testing.assert_allclose(found, expected[:, is_in], rtol=1e-10)
    assert 0 < is_test.sum() < len(is_test)


@pytest.mark.parametrize("spec", [SIX, MOONS])
def test_a_descent_never_sees_what_is_held_out(spec):
    is_test = make_data(spec.data).is_held_out
    start = next(train(spec))
    assert start.loss == pytest.approx(losses(spec, start.theta)[~is_test].mean())
    whole = revise(spec, {"batch.size": 0})
    nudges = 1e-6 * np.eye(spec.count)
    up, down = (
        losses(spec, start.theta + sign * nudges)[:, ~is_test].mean(1)
        for sign in (1, -1)
    )
    assert next(train(whole)).gradient == pytest.approx((up - down) / 2e-6, abs=1e-6)


def test_an_epoch_is_a_pass_over_the_training_examples():
    steps = [step for step, _ in zip(train(MOONS), range(5), strict=False)]
    assert [step.seen for step in steps] == [0, 6, 12, 18, 21]
    assert steps[-1].epoch == 1


@pytest.mark.parametrize("spec", [SIX, MOONS])
def test_the_surface_of_the_test_is_its_mean_loss(spec):
    is_test = make_data(spec.data).is_held_out
    surface = finest(revise(spec, {"view.samples": "test"}))
    expected = losses(spec, on_grid(surface))[..., is_test].mean(-1)
    np.testing.assert_allclose(surface.loss, expected, rtol=1e-4)
    assert surface.table.shape[2] == is_test.sum()
    training = finest(spec)
    assert not np.allclose(surface.loss, training.loss, rtol=0.01)
    learnt = losses(spec, on_grid(training))[..., ~is_test].mean(-1)
    np.testing.assert_allclose(training.loss, learnt, rtol=1e-4)


def test_the_lowest_point_of_the_test_surface_is_the_best_line_through_those_points():
    data = make_data(SIX.data)
    held_out = data.inputs[data.is_held_out, 0], data.targets[data.is_held_out, 0]
    (mark,) = finest(revise(SIX, {"view.samples": "test"})).marks
    assert mark.xy == pytest.approx(np.polyfit(*held_out, 1), abs=1e-6)


CHOICES = [("all", 0), ("example", 17), ("batch", 0), ("test", 0)]


@pytest.mark.parametrize(("name", "example"), CHOICES)
def test_the_tether_ends_on_the_surface_that_is_drawn(name, example):
    spec = revise(MOONS, {"view.samples": name, "view.example": example})
    walk = train(spec)
    steps = tuple(next(walk) for _ in range(3))
    plane = make_plane(spec)
    (sight,) = look_around(spec, steps, plane)
    is_test = make_data(spec.data).is_held_out
    ground, theta = sight.ground, steps[-1].theta
    assert ground.loss == pytest.approx(losses(spec, theta)[~is_test].mean())

    def height(x, y):
        return drawn_surface(spec, steps, plane.theta(x, y))

    x, y = ground.xy
    assert ground.height == pytest.approx(height(x, y))
    slope = [
        (height(x + d, y + e) - height(x - d, y - e)) / 2e-5
        for d, e in ((1e-5, 0), (0, 1e-5))
    ]
    assert ground.gradient == pytest.approx(slope, abs=1e-6)


def drawn_surface(spec, steps, theta):
    """The height of what is drawn at theta (P,)."""
    is_test = make_data(spec.data).is_held_out
    learnt = np.flatnonzero(~is_test)
    order = np.random.default_rng([spec.batch.seed, 0]).permutation(len(learnt))
    seen = steps[-1].seen
    numbers = {
        "all": learnt,
        "example": learnt[[spec.view.example]],
        "batch": learnt[order[seen : seen + spec.batch.size]],
        "test": np.flatnonzero(is_test),
    }
    return losses(spec, theta)[numbers[spec.view.samples]].mean()


@pytest.mark.parametrize(("name", "example"), CHOICES[1:])
@pytest.mark.parametrize("is_kept", [True, False])
def test_surfaces_of_some_are_theirs_also_where_single_losses_are_too_many(
    name, example, is_kept, monkeypatch
):
    if not is_kept:
        monkeypatch.setattr("models.landscapes.KEPT", 1)
    spec = revise(MOONS, {"view.samples": name, "view.example": example})
    walk = train(spec)
    steps = tuple(next(walk) for _ in range(3))
    surface = finest(spec, Trail(steps))
    theta = on_grid(surface)
    for i, j in ((0, 0), (4, 17), (20, 3)):
        expected = drawn_surface(spec, steps, theta[i, j])
        assert surface.loss[i, j] == pytest.approx(expected, rel=1e-4)
    if name != "test":
        is_test = make_data(spec.data).is_held_out
        whole = losses(spec, theta)[..., ~is_test].mean(-1)
        np.testing.assert_allclose(surface.whole, whole, rtol=1e-4)


def test_a_formula_has_no_parts():
    spec = revise(Spec(), {"function.name": "peaks", "view.samples": "example"})
    surface = finest(spec)
    assert surface.whole is None
    assert surface.marks
    assert drawn(spec, 0).samples == 1


def test_without_any_held_out_the_six_points_are_as_ever():
    (start,) = (step for step, _ in zip(train(Spec()), range(1), strict=False))
    assert start.loss == pytest.approx(39.125)
    assert make_objective(Spec()).samples == 6
    (mark,) = finest(revise(Spec(), {"plane.resolution": 21})).marks
    assert mark.loss == pytest.approx(0.04514286)
