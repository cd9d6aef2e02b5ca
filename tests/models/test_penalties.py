"""What weights cost, in a plane and along a cut: L1 has corners, L2 is round."""

import numpy as np
import pytest

from models.cuts import cut_at
from models.landscapes import measure, part_of
from models.objectives import costs_of, make_objective
from models.options import revise
from models.penalties import penalty_lines
from models.planes import make_plane
from models.sights import cut_through
from models.snapshots import frozen
from models.specs import Spec


def make(data="blood_pressure", **changes):
    changes = {key.replace("__", "."): value for key, value in changes.items()}
    spec = revise(Spec(), {"data.name": data, "network.bias": False} | changes)
    return spec, make_objective(spec), make_plane(spec)


def costs(objective, plane, lines):
    points = lines[np.isfinite(lines).all(1)]
    thetas = np.array([plane.theta(x, y) for x, y in points])
    return points, costs_of(objective, thetas)


def test_lines_of_l2_are_circles_around_no_weights():
    _, objective, plane = make(loss__l2=0.1)
    points, found = costs(objective, plane, penalty_lines(objective, plane))
    levels = np.unique(found.round(2))
    assert 3 <= len(levels) <= 9
    assert np.abs(found - found.round(2)).max() < 0.01  # at round numbers
    np.testing.assert_allclose(found, 0.1 * (points**2).sum(1))


def test_lines_of_l1_are_diamonds_with_corners_at_the_axes():
    _, objective, plane = make(loss__l1=0.1)
    points, found = costs(objective, plane, penalty_lines(objective, plane))
    np.testing.assert_allclose(found, 0.1 * np.abs(points).sum(1))
    np.testing.assert_allclose(found, found.round(1), atol=1e-9)  # straight
    corners = points[np.abs(points).min(1) < 1e-9]
    assert len(corners) >= 8


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_cost_of_a_slice_is_what_the_loss_has_more(reduction):
    changes = {"network__hidden": (3,), "plane__kind": "random"}
    common = {"loss__reduction": reduction, **changes}
    _, plain, plane = make("moons", **common)
    _, dear, _ = make("moons", loss__l1=0.02, loss__l2=0.05, **common)
    theta = np.array([plane.theta(0.3, -0.4), plane.theta(-0.2, 0.9)])
    more = dear.total(dear.losses(theta)) - plain.total(plain.losses(theta))
    np.testing.assert_allclose(costs_of(dear, theta), more)
    assert not costs_of(plain, theta).any()


def test_where_weights_cost_nothing_there_are_no_lines():
    _, objective, plane = make()
    assert penalty_lines(objective, plane) is None
    formula = revise(Spec(), {"function.name": "bowl"})
    assert penalty_lines(make_objective(formula), make_plane(formula)) is None
    spec, _, plane = make(loss__l2=0.1, data__test=0.5)
    assert penalty_lines(make_objective(spec, "test"), plane) is None


def test_a_surface_has_them_and_a_part_of_it_too():
    _, objective, plane = make(loss__l2=0.1)
    *_, surface = measure(objective, plane, 21)
    assert len(surface.penalty) > 20
    part = part_of(objective, surface, np.array([0, 1]))
    assert part.penalty is surface.penalty


def test_a_plane_on_which_the_cost_is_level_has_none():
    _, objective, plane = make("six_points", network__bias=True, loss__l2=0.1)
    lines = penalty_lines(objective, plane)
    w = lines[np.isfinite(lines).all(1)][:, 0]  # straight along b, which is free
    assert len(np.unique(w.round(6))) <= 18


def test_a_cut_shows_the_data_without_the_cost():
    spec, objective, plane = make(loss__l1=0.3)
    theta = frozen([0.5, -1.0])
    cut = cut_through(spec, objective, plane, theta)
    plain = make()[1]
    points = np.column_stack([cut.axis, np.full(len(cut.axis), -1.0)])
    np.testing.assert_allclose(cut.data, plain.total(plain.losses(points)))
    np.testing.assert_allclose(cut.losses - cut.data, 0.3 * (np.abs(cut.axis) + 1))
    bend = np.abs(np.diff(cut.losses, 2))
    assert abs(cut.axis[1 + bend.argmax()]) < 1e-9  # the crease is where w is 0
    free = cut_at(plain, plane, theta, frozen([1, 0]), -3, 3, 0.0, "w")
    assert free.data is None
