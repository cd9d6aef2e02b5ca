"""Hessians and their largest eigenvalues, against autograd's."""

import numpy as np
import pytest
import torch

from models.curvature import (
    WHOLE,
    bend_at,
    hessian,
    hessian_product,
    largest_curvature,
    quadratics,
    top_directions,
)
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.points import start_of
from models.specs import Spec
from tests.models.nets import Plain

ORACLES = {
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "relu": torch.relu,
    "gelu": torch.nn.functional.gelu,
}


def make(activation="tanh", hidden=(3,), samples=6):
    spec = revise(
        Spec(),
        {
            "data.name": "moons",
            "data.samples": samples,
            "network.hidden": hidden,
            "network.activation": activation,
        },
    )
    return spec, make_objective(spec)


def autograd_hessian(spec, objective, theta):
    def loss(t):
        values, layers = objective.inputs.T, list(spec.shape.layers())
        for depth, (weights, biases, fan_in, fan_out) in enumerate(layers, start=1):
            values = values @ t[weights].view(fan_in, fan_out) + t[biases]
            if depth < len(layers):
                values = ORACLES[spec.network.activations[0]](values)
        targets = objective.targets.T
        return torch.nn.functional.binary_cross_entropy_with_logits(values, targets)

    return torch.autograd.functional.hessian(loss, torch.tensor(theta)).numpy()


def random_theta(spec, seed=1):
    return np.random.default_rng(seed).normal(size=spec.count)


@pytest.mark.parametrize("activation", ORACLES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_hessian_equals_that_of_autograd(activation, seed):
    spec, objective = make(activation, (3, 2))
    theta = random_theta(spec, seed)
    found, expected = (
        hessian(objective, theta),
        autograd_hessian(spec, objective, theta),
    )
    scale = np.abs(expected).max()
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-8 * scale)
    assert np.array_equal(found, found.T)
    vector = random_theta(spec, seed + 1)
    product = hessian_product(objective, theta, vector)
    np.testing.assert_allclose(product, expected @ vector, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("hidden", [(3, 2), (14, 13)])  # whole, and by Lanczos
def test_the_top_directions_are_the_first_eigenvectors(hidden):
    spec, objective = make(hidden=hidden)
    assert (spec.count > 200) == (hidden == (14, 13))
    theta = random_theta(spec)
    expected = autograd_hessian(spec, objective, theta)
    values, vectors = np.linalg.eigh(expected)
    found, rows = top_directions(objective, theta, 3)
    np.testing.assert_allclose(found, values[:-4:-1], rtol=1e-6)
    for row, vector in zip(rows, vectors.T[:-4:-1], strict=True):
        assert abs(row @ vector) == pytest.approx(1, abs=1e-9)
        assert row[np.abs(row).argmax()] > 0
    assert largest_curvature(objective, theta) == pytest.approx(values[-1], rel=1e-6)


class Quadratic(Plain):
    """The loss θᵀ A θ / 2 of one sample."""

    samples, dtype = 1, torch.float64

    def __init__(self, matrix):
        self.matrix = matrix

    def gradient(self, theta, batch=None):
        return theta @ self.matrix


def test_the_largest_eigenvalue_need_not_be_the_largest_in_size():
    saddle = Quadratic(np.diag([1.0, -5.0]))
    theta = np.ones(2)
    assert largest_curvature(saddle, theta) == pytest.approx(1.0, rel=1e-8)


def test_eigenvalues_that_are_equal_are_all_found():
    bowl = Quadratic(np.diag([7.0, 7.0, 3.0] + [1.0] * 250))
    values, rows = top_directions(bowl, np.zeros(253), 3)
    np.testing.assert_allclose(values, [7, 7, 3], rtol=1e-8)
    np.testing.assert_allclose(rows @ rows.T, np.eye(3), atol=1e-8)


def test_curvature_where_nothing_is_finite_is_nan():
    bowl = Quadratic(np.full((2, 2), np.nan))
    values, rows = top_directions(bowl, np.ones(2), 1)
    assert np.isnan(values).all()
    assert np.isnan(rows).all()
    assert rows.shape == (1, 2)


def test_a_slice_bends_as_the_hessian_does_along_its_directions():
    spec, objective = make()
    spec = revise(spec, {"plane.kind": "random"})
    plane = make_plane(spec)
    xy = np.array([[0.0, 0.0], [1.2, -0.7]])
    losses, slopes, bends = quadratics(objective, plane, xy)
    basis = np.stack([plane.direction_x, plane.direction_y])
    for point, loss, slope, bend in zip(xy, losses, slopes, bends, strict=True):
        theta = plane.theta(*point)
        expected = basis @ autograd_hessian(spec, objective, theta) @ basis.T
        np.testing.assert_allclose(bend, expected, rtol=1e-6, atol=1e-8)
        gradient = objective.gradient(theta[None])[0]
        np.testing.assert_allclose(
            slope, basis @ gradient, rtol=1e-10, atol=1e-12, equal_nan=False
        )
        assert loss == pytest.approx(objective.losses(theta[None]).mean())


def test_no_points_have_no_bends():
    spec, objective = make()
    xy = np.empty((0, 2))
    shapes = [part.shape for part in quadratics(objective, make_plane(spec), xy)]
    assert shapes == [(0,), (0, 2), (0, 2, 2)]
    assert len(start_of(spec)) == spec.count


@pytest.mark.parametrize("hidden", [(3,), (8, 8)])  # whole, and by a few rounds
def test_a_glance_finds_how_the_loss_bends(hidden):
    spec, objective = make(hidden=hidden, samples=60)
    assert (spec.count > WHOLE) == (hidden == (8, 8))
    theta = random_theta(spec)
    gradient = objective.gradient(theta[None])[0]
    expected = autograd_hessian(spec, objective, theta)
    low, *_, high = np.linalg.eigvalsh(expected)
    bend = bend_at(objective, theta, gradient)
    along = gradient @ expected @ gradient / (gradient @ gradient)
    assert bend.along == pytest.approx(along, rel=1e-5)
    assert bend.high == pytest.approx(high, rel=1e-2)
    assert bend.low == pytest.approx(low, abs=0.02 * high)
    assert np.isnan(bend_at(objective, theta, 0 * gradient).along)
