"""Creases of ReLU networks, against the sums that switch there."""

import numpy as np
import pytest
import torch

from models.creases import find_creases
from models.landscapes import explained, measure
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.specs import Spec
from tests.models.nets import Plain


def creases_of(**changes):
    plain = {
        "data.name": "moons",
        "data.samples": 6,
        "network.hidden": (2,),
        "network.activation": "relu",
        "plane.kind": "random",
    }
    spec = revise(Spec(), plain | {k.replace("__", "."): v for k, v in changes.items()})
    objective, plane = make_objective(spec), make_plane(spec)
    *_, surface = measure(objective, plane, 61)
    return objective, surface, *find_creases(objective, surface)


def sums_at(objective, theta):
    """The weighted sums (U, N) of all hidden units at `theta` (P,), by plain loops."""
    values, sums = objective.inputs.numpy(), []
    for weights, biases, fan_in, fan_out in list(objective.shape.layers())[:-1]:
        matrix = theta[weights].reshape(fan_in, fan_out)
        sums.append(matrix.T @ values + theta[biases][:, None])
        values = np.maximum(sums[-1], 0)
    return np.concatenate(sums)


def points_of(lines):
    return lines[np.isfinite(lines).all(1)]


def test_in_the_first_layer_creases_are_exactly_where_a_sum_is_zero():
    objective, surface, lines, note = creases_of()
    points = points_of(lines)
    assert len(points) > 50
    assert np.abs(points).max() <= surface.plane.extent + 1e-9
    for x, y in points[::7]:
        sums = np.abs(sums_at(objective, surface.plane.theta(x, y)))
        top = np.abs(sums_at(objective, surface.plane.theta(x, y)).max(1))
        assert min(sums.min(), top.min()) < 1e-6
    assert "too many" not in note


def test_every_sum_that_switches_has_its_line():
    objective, surface, lines, _ = creases_of()
    x, y = surface.axis_x, surface.axis_y
    at = np.array(
        [[sums_at(objective, surface.plane.theta(a, b)) for b in y] for a in x]
    )  # (R, R, U, N)
    points, cell = points_of(lines), x[1] - x[0]
    for field in at.reshape(61, 61, -1).transpose(2, 0, 1):
        turns = np.argwhere(np.diff(np.sign(field), axis=0))
        for i, j in turns[:: max(1, len(turns) // 5)]:
            share = field[i, j] / (field[i, j] - field[i + 1, j])
            away = np.abs(points - [x[i] + share * cell, y[j]])
            assert away.max(1).min() < 1e-6 + cell / 2


def test_the_slope_of_the_loss_jumps_across_a_crease():
    objective, surface, lines, _ = creases_of(network__hidden=(2, 2))
    points = points_of(lines)
    basis = np.stack([surface.plane.direction_x, surface.plane.direction_y])
    jumps = []
    for a, b in zip(points[:-1:5], points[1::5], strict=False):
        along = b - a
        if not 1e-9 < np.linalg.norm(along) < 0.2:
            continue
        across = 0.02 * np.array([-along[1], along[0]]) / np.linalg.norm(along)
        middle = (a + b) / 2
        thetas = [surface.plane.theta(*(middle + s * across)) for s in (-1, 1)]
        slopes = objective.gradient(np.stack(thetas)) @ basis.T
        jumps.append(np.linalg.norm(slopes[1] - slopes[0]))
    assert len(jumps) > 10
    x, y = np.random.default_rng(0).uniform(-2, 2, (2, 100))
    calm = []
    for at in zip(x, y, strict=True):
        if np.abs(points - at).max(1).min() > 0.1:
            thetas = [surface.plane.theta(at[0] + s * 0.02, at[1]) for s in (-1, 1)]
            both = objective.gradient(np.stack(thetas)) @ basis.T
            calm.append(np.linalg.norm(both[1] - both[0]))
    assert np.median(jumps) > 3 * np.median(calm)


def test_too_many_creases_are_counted():
    objective, surface, lines, note = creases_of(data__samples=300)
    plane = surface.plane
    corners = [plane.theta(x, y) for x in (-2, 2) for y in (-2, 2)]
    sums = np.array([sums_at(objective, theta) for theta in corners])
    count = int(((sums.min(0) < 0) & (sums.max(0) > 0)).sum())  # affine in x and y
    assert count > 64
    assert note.startswith(f"{count:,} kinks cross this slice: too many to draw")
    assert lines is None or "dead" in note


def test_where_a_unit_is_dead_is_told_and_bordered():
    objective, surface, lines, note = creases_of(data__samples=300)
    x, y = surface.axis_x, surface.axis_y
    tops = np.array(
        [[sums_at(objective, surface.plane.theta(a, b)).max(1) for b in y] for a in x]
    )
    partly = int(((tops <= 0).any((0, 1)) & (tops > 0).any((0, 1))).sum())
    assert partly == 1
    assert "; 1 unit is dead in part of it" in note
    for a, b in points_of(lines)[::5]:
        top = sums_at(objective, surface.plane.theta(a, b)).max(1)
        assert np.abs(top).min() < 0.02


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "linear"])
def test_smooth_networks_have_no_creases(activation):
    *_, lines, note = creases_of(network__activation=activation)
    assert (lines, note) == (None, "")


def test_without_hidden_units_there_are_no_creases():
    *_, lines, note = creases_of(network__hidden=())
    assert (lines, note) == (None, "")


def test_a_plane_of_the_last_layer_has_no_creases():
    weights = {"plane__kind": "weights", "plane__x": 6, "plane__y": 7}
    *_, lines, note = creases_of(**weights)
    assert (lines, note) == (None, "")


def test_other_objectives_have_no_creases():
    class Bowl(Plain):
        samples, dtype = 1, torch.float64

        def losses(self, theta):
            return (theta**2).sum(1, keepdims=True)

        def losses_and_gradient(self, theta):
            return self.losses(theta), 2 * theta

    *_, surface = measure(Bowl(), make_plane(Spec()), 21)
    *_, surface = explained(Bowl(), surface)
    assert (surface.creases, surface.note) == (None, "")
    assert [mark.kind for mark in surface.marks] == ["minimum"]
