"""Cuts, against the losses and slopes on their line."""

import numpy as np
import pytest

from models.cuts import cut_at
from models.lessons import load_lesson
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.points import start_of
from models.projections import project
from models.specs import Spec


def test_lesson_9_the_slope_along_one_weight():
    spec = load_lesson("6").spec
    objective, plane = make_objective(spec), make_plane(spec)
    theta, along = np.array([0.0, 1.0]), np.array([1.0, 0.0])
    cut = cut_at(objective, plane, theta, along, -3, 3, -1, "w")
    assert cut.slope == pytest.approx(-22.967, abs=5e-4)
    assert cut.name == "w"
    np.testing.assert_allclose(cut.ends, [[-3, 1], [3, 1]], atol=1e-12)
    x, t = objective.inputs[0].numpy(), objective.targets[0].numpy()
    expected = ((cut.axis[:, None] * x + 1 - t) ** 2).mean(1)
    np.testing.assert_allclose(cut.losses, expected, rtol=1e-12)
    assert cut.loss == pytest.approx(((-x + 1 - t) ** 2).mean())


def test_a_cut_through_a_network_may_leave_the_plane():
    spec = revise(
        Spec(),
        {"data.name": "moons", "network.hidden": (4, 3), "plane.kind": "random"},
    )
    objective, plane = make_objective(spec), make_plane(spec)
    rng = np.random.default_rng(0)
    theta, along = start_of(spec) + 0.1, rng.normal(size=spec.count)
    cut = cut_at(objective, plane, theta, along, -0.5, 2.0, 0.25, "to the kept point")
    assert cut.axis[[0, -1]].tolist() == [-0.5, 2.0]
    assert len(cut.axis) == len(cut.losses) == 201
    nudge = 1e-6
    around = theta + (0.25 + nudge * np.array([[-1], [0], [1]])) * along
    behind, here, ahead = objective.losses(around).mean(1).tolist()
    assert cut.loss == pytest.approx(here, rel=1e-12)
    assert cut.slope == pytest.approx((ahead - behind) / (2 * nudge), rel=1e-7)
    ends, _ = project(plane, np.stack([theta - 0.5 * along, theta + 2 * along]))
    np.testing.assert_allclose(cut.ends, ends, atol=1e-12)
