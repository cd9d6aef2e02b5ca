"""The ground under a walker, against lesson 10 and plain arithmetic."""

from dataclasses import replace

import numpy as np
import pytest

from models.grounds import ground_at
from models.lessons import load_lesson
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.specs import Spec
from models.training import train


def six_points():
    spec = revise(load_lesson("6").spec, {"start.theta": (-1.0, 1.0)})
    return make_objective(spec), make_plane(spec), next(train(spec))


@pytest.mark.parametrize(
    ("radius", "gap"),
    [(1, 9.83), (1 / 2, 2.458), (1 / 4, 0.6145), (1 / 8, 0.1536), (1 / 16, 0.0384)],
)
def test_lesson_10_the_surface_leaves_the_tangent_plane(radius, gap):
    objective, plane, step = six_points()
    change = -radius * step.gradient / np.linalg.norm(step.gradient)
    ground = ground_at(objective, plane, step, change)
    assert ground.real - ground.promised == pytest.approx(gap, rel=1e-3)
    assert ground.step == pytest.approx(change)
    if radius == 1:
        assert ground.promised == pytest.approx(-7.59, abs=5e-3)
        assert ground.real == pytest.approx(2.24, abs=5e-3)


def test_where_all_models_lie_in_the_plane_the_ground_is_the_model():
    objective, plane, step = six_points()
    ground = ground_at(objective, plane, step, np.zeros(2))
    assert ground.height == pytest.approx(step.loss, rel=1e-12)
    assert ground.real == ground.promised == pytest.approx(step.loss, rel=1e-12)
    assert ground.gradient == pytest.approx([-22.967, -4.900], abs=5e-4)
    assert np.linalg.eigvalsh(ground.hessian) == pytest.approx(
        [0.591, 19.742], abs=5e-4
    )


def test_off_the_plane_the_ground_is_the_point_beneath():
    spec = revise(
        Spec(),
        {
            "data.name": "moons", "data.samples": 20, "network.hidden": (3,),
            "plane.kind": "random", "batch.size": 4,
        },
    )  # fmt: skip
    objective, plane, step = make_objective(spec), make_plane(spec), next(train(spec))
    away = np.random.default_rng(0).normal(size=spec.count)
    for direction in np.linalg.qr(np.stack([plane.direction_x, plane.direction_y]).T)[
        0
    ].T:
        away -= (away @ direction) * direction
    inside = plane.theta(0.4, -0.3)
    theta = inside + away
    loss = objective.losses(theta[None]).mean()
    change = 0.2 * plane.direction_x + 0.1 * away
    ground = ground_at(objective, plane, replace(step, theta=theta, loss=loss), change)
    assert ground.xy == pytest.approx([0.4, -0.3], abs=1e-9)
    assert ground.step == pytest.approx([0.2, 0.0], abs=1e-9)
    assert ground.loss == pytest.approx(loss)
    below = objective.losses(inside[None]).mean()
    assert ground.height == pytest.approx(below)
    assert abs(below - loss) > 1e-3
    full = objective.gradient(theta[None])[0]
    assert ground.promised == pytest.approx(loss + full @ change)
    after = objective.losses((theta + change)[None]).mean()
    assert ground.real == pytest.approx(after)
