"""The facts of lessons 5, 6, 7, 9 and 10 that the program can show, to their digits."""

from itertools import islice

import numpy as np
import pytest

from models.curvature import largest_curvature
from models.landscapes import measure
from models.lessons import lesson_names, load_lesson
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.training import train


def lesson(name):
    spec = load_lesson(name).spec
    return spec, make_objective(spec), make_plane(spec)


def double(*rows):
    return np.array(rows, dtype=float)


def loss_at(objective, *theta):
    return float(objective.losses(double(theta)).mean())


def gradient_at(objective, *theta):
    return objective.gradient(double(theta))[0]


def hessian_at(objective, *theta):
    nudges = 1e-5 * np.eye(len(theta))
    ahead, behind = (objective.gradient(theta + s * nudges) for s in (1, -1))
    return (ahead - behind) / 2e-5


def steps_until(spec, is_there):
    return next(step.index for step in train(spec) if is_there(step))


def test_the_lessons_are_listed_in_order():
    assert lesson_names() == ["5", "6", "7", "8", "9", "10"]
    with pytest.raises(ValueError, match="there is no lesson 4: the lessons are 5, 6"):
        load_lesson("4")


def test_lesson_5_squares():
    spec, objective, plane = lesson("5")
    assert plane.is_exact
    assert (plane.name_x, plane.name_y) == ("w_age", "w_weight")
    start = next(train(spec))
    assert start.theta.tolist() == [0, 0]
    assert start.loss == pytest.approx(1, abs=1e-12)  # always guess the mean
    errors, losses = objective.targets[0].numpy(), objective.losses(double((0, 0)))[0]
    np.testing.assert_allclose(losses, errors**2)
    perfect = objective.loss.value(errors, errors)
    assert not perfect.any()
    np.testing.assert_allclose(  # twice the error, four times the loss
        objective.loss.value(2 * errors, 0 * errors), 4 * losses
    )
    best = np.linalg.lstsq(objective.inputs.T, errors, rcond=None)[0]
    assert np.abs(gradient_at(objective, *best)).max() < 1e-9
    assert loss_at(objective, *best) == pytest.approx(0.345, abs=5e-4)  # 1 - R²


def test_lesson_6_two_weights_one_landscape():
    spec, objective, plane = lesson("6")
    assert (plane.name_x, plane.name_y, plane.is_exact) == ("w", "b", True)
    assert loss_at(objective, -2, 2) == pytest.approx(39.125, abs=1e-12)
    end = list(islice(train(spec), 2001))[-1]
    assert end.theta == pytest.approx([0.8371, -1.1429], abs=5e-5)
    assert end.loss == pytest.approx(0.04514, abs=5e-6)
    low, high = np.linalg.eigvalsh(hessian_at(objective, 0, 0))
    assert (low, high) == (
        pytest.approx(0.591, abs=5e-4),
        pytest.approx(19.742, abs=5e-4),
    )
    assert high / low == pytest.approx(33.4, abs=0.05)
    assert largest_curvature(objective, double(0, 0)) == pytest.approx(high, rel=1e-6)


def test_lesson_6_the_surface_is_the_loss_of_each_model():
    spec, objective, plane = lesson("6")
    *_, surface = measure(objective, plane, 21)
    assert surface.axis_x[[0, -1]].tolist() == [-3, 3]
    x, t = objective.inputs.numpy()[0], objective.targets.numpy()[0]
    w, b = np.meshgrid(surface.axis_x, surface.axis_y, indexing="ij")
    expected = ((w[..., None] * x + b[..., None] - t) ** 2).mean(-1)
    np.testing.assert_allclose(surface.loss, expected, rtol=1e-12)


def test_lesson_7_two_valleys():
    spec, objective, plane = lesson("7")
    assert (plane.name_x, plane.name_y, plane.is_exact) == ("w₁", "w₂", True)
    ends = []
    for x, y in ((0.1, -0.05), (-0.1, 0.05)):
        *_, end = islice(train(revise(spec, {"start.theta": (x, y)})), 401)
        ends.append(end.theta)
        assert end.loss == pytest.approx(0.00592, abs=5e-6)
    assert ends[0] == pytest.approx([1.26, 1.49], abs=5e-3)
    assert ends[1] == pytest.approx(-ends[0], abs=1e-9)
    assert np.abs(gradient_at(objective, 0, 0)).max() == 0
    assert loss_at(objective, 0, 0) == pytest.approx(1.3806, abs=5e-5)
    assert np.linalg.eigvalsh(hessian_at(objective, 0, 0)) == pytest.approx(
        [-2.702, 2.702], abs=5e-4
    )
    *_, surface = measure(objective, plane, 21)
    assert np.abs(surface.loss - surface.loss[::-1, ::-1]).max() < 1e-13


def test_lesson_9_two_slopes_make_an_arrow():
    spec, objective, _ = lesson("9")
    assert next(train(spec)).gradient == pytest.approx([-22.967, -4.900], abs=5e-4)
    gradient = gradient_at(objective, -1, 1)
    angles = np.linspace(0, 2 * np.pi, 3600, endpoint=False)
    ring = np.stack([np.cos(angles), np.sin(angles)], 1)
    around = objective.losses(double(*([-1, 1] + 1e-4 * ring))).mean(1)
    lowest = np.degrees(angles[int(around.argmin())])
    assert lowest == pytest.approx(12.0, abs=0.05)
    assert np.degrees(np.arctan2(*-gradient[::-1])) == pytest.approx(12.04, abs=5e-3)
    best = np.linalg.lstsq(
        np.column_stack([objective.inputs[0], np.ones(6)]),
        objective.targets[0],
        rcond=None,
    )[0]
    assert np.abs(gradient_at(objective, *best)).max() < 1e-9


@pytest.mark.parametrize(("rate", "steps"), [(0.005, 1412), (0.02, 352), (0.08, 87)])
def test_lesson_10_steps_to_the_minimum(rate, steps):
    spec = revise(load_lesson("10").spec, {"optimizer.learning_rate": rate})
    lowest = 0.04514286
    assert steps_until(spec, lambda step: step.loss < lowest + 1e-3) == steps


def test_lesson_10_the_edge_of_stability():
    spec, objective, _ = lesson("6")
    edge = 2 / largest_curvature(objective, double(-2, 2))
    assert edge == pytest.approx(0.10130, abs=5e-6)
    slow = revise(spec, {"optimizer.learning_rate": 0.99 * edge})
    assert steps_until(slow, lambda step: step.loss < 0.04514286 + 1e-3) == 259
    fast = revise(spec, {"optimizer.learning_rate": 1.01 * edge})
    assert steps_until(fast, lambda step: bool(step.verdict)) == 260
