"""Test surfaces: values, gradients and descents, against oracles of their own."""

from itertools import islice

import numpy as np
import pytest
import torch

from models.catalog import FUNCTIONS
from models.functions import make_function
from models.objectives import make_objective
from models.options import revise
from models.predictions import predict
from models.records import record
from models.specs import Spec
from models.training import train

NAMED = [name for name, choice in FUNCTIONS.items() if choice.formula]
ORACLES = {  # by hand, in torch
    "peaks": lambda x, y: (
        3 * (1 - x) ** 2 * torch.exp(-(x**2) - (y + 1) ** 2)
        - 10 * (x / 5 - x**3 - y**5) * torch.exp(-(x**2) - y**2)
        - torch.exp(-((x + 1) ** 2) - y**2) / 3
        + x**2
        + y**2
        + 5
    ),
    "bowl": lambda x, y: x**2 + y**2,
    "ravine": lambda x, y: x**2 / 2 + 10 * y**2,
    "saddle": lambda x, y: x**2 - y**2 + y**4 / 8 + 2,
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "plateau": lambda x, y: 1 - torch.exp(-(x**2 + y**2) / 2),
}


def function_spec(name, **settings):
    return revise(Spec(), {"function.name": name, **settings})


def double(points):
    return np.array(points, dtype=float)


@pytest.mark.parametrize("name", NAMED)
def test_named_surfaces_are_what_they_are_called(name):
    points = double(np.random.default_rng(0).uniform(-3, 3, (200, 2)))
    leaf = torch.tensor(points).requires_grad_()
    expected = ORACLES[name](leaf[:, 0], leaf[:, 1])
    (slope,) = torch.autograd.grad(expected.sum(), leaf)
    losses, gradient = make_objective(function_spec(name)).losses_and_gradient(points)
    np.testing.assert_allclose(losses[:, 0], expected.detach(), rtol=1e-7, atol=1e-7)
    np.testing.assert_allclose(gradient, slope, rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize(
    "formula",
    [
        "sin(x) cos(3y) + tan(x/4)",
        "exp(x y) / (1 + y²)",
        "log(4 + x) √(y + 4)",
        "(x + 4)^(y/2) + 2^x + x^3",
        "abs(x − y) + tanh(x) sigmoid(3y)",
        "max(x, y²) + min(x y, 1)",
        "-x^2 + e^-x + 7",
        "5",
    ],
)
def test_gradients_are_those_of_finite_differences(formula):
    objective, nudge = make_function(formula), 1e-6
    points = double(np.random.default_rng(1).uniform(-3, 3, (50, 2)))
    around = [
        (objective.losses(points + way) - objective.losses(points - way)) / (2 * nudge)
        for way in nudge * np.eye(2)
    ]
    gradient = objective.gradient(points)
    assert gradient.shape == (50, 2)
    np.testing.assert_allclose(
        gradient, np.hstack(around), rtol=1e-5, atol=1e-6, equal_nan=False
    )


@pytest.mark.parametrize("formula", ["1/x", "log(x)", "√(x) + y", "log(x²)", "x^-1"])
def test_where_there_is_no_loss_there_is_no_slope(formula):
    losses, gradient = make_function(formula).losses_and_gradient(
        double([[0, 1], [-1, 1], [1, 1]])
    )
    no_loss = ~np.isfinite(losses[:, 0])
    assert np.isnan(gradient[no_loss]).all()
    assert np.isfinite(gradient[2]).all()


def test_the_precision_is_always_double_as_huge_numbers_need():
    objective = make_function("1e80 * x").cast(torch.float32)
    losses, gradient = objective.losses_and_gradient(double([[2, 0]]))
    assert objective.dtype == torch.float64
    assert losses.dtype == gradient.dtype == np.float64
    assert (losses.item(), gradient.tolist()) == (2e80, [[1e80, 0]])


@pytest.mark.parametrize(
    ("name", "minima"),
    [
        (
            "peaks",
            {(0.228, -1.523): 0.976, (-1.196, 0.206): 3.601, (0.272, 0.239): 5.093},
        ),
        (
            "himmelblau",
            {
                (3.0, 2.0): 0,
                (-2.805118, 3.131313): 0,
                (-3.779310, -3.283186): 0,
                (3.584428, -1.848127): 0,
            },
        ),
        ("rosenbrock", {(1.0, 1.0): 0}),
    ],
)
def test_the_minima_are_where_they_are_known_to_be(name, minima):
    objective = make_objective(function_spec(name))
    points = double(list(minima))
    for _ in range(3):  # Newton's steps, from the digits that are known
        slopes = objective.gradient(points)
        bends = np.stack(
            [
                (objective.gradient(points + way) - slopes) / 1e-6
                for way in 1e-6 * np.eye(2)
            ],
            1,
        )
        assert (np.linalg.eigvalsh((bends + bends.transpose(0, 2, 1)) / 2) > 0).all()
        points = points - np.linalg.solve(bends, slopes[..., None])[..., 0]
    assert np.allclose(points, list(minima), atol=6e-4)
    assert np.allclose(objective.losses(points)[:, 0], list(minima.values()), atol=6e-4)


@pytest.mark.parametrize(
    ("rate", "steps"), [(0.005, 120), (0.01, 59), (0.02, 29), (0.05, 11), (0.1, 6)]
)
def test_the_lectures_descent_ends_in_the_second_dip(rate, steps):
    spec = function_spec("peaks", **{"optimizer.learning_rate": rate})
    first = next(
        step.index
        for step in islice(train(spec), 200)
        if np.linalg.norm(step.theta - (-1.1957, 0.2063)) < 0.02
    )
    assert first == steps


def test_a_descent_that_leaves_the_formula_says_so():
    spec = function_spec(
        "expression", **{"function.expression": "log(x) + y", "start.theta": (0.1, 0.0)}
    )
    revised = revise(spec, {"optimizer.learning_rate": 1.0})
    *_, last = islice(train(revised), 20)
    assert last.verdict.startswith("diverged at step 1")


def test_a_formula_is_looked_at_without_data():
    spec = function_spec("bowl")
    prediction = predict(spec, np.array([3.0, 4.0]), np.array([1.0, 0.0]), (1.0, 0.0))
    assert (prediction.walker.loss, *prediction.walker.gradient) == (25, 6, 8)
    assert prediction.hovered.loss == 1
    assert prediction.data.title == "x² + y²"
    assert (prediction.axes, prediction.walker.outputs.shape) == ((), (1, 0))


def test_a_formula_is_exported_without_data():
    found = record(function_spec("himmelblau", **{"plane.resolution": 21}), 3)
    assert (found["inputs"].shape, found["targets"].shape) == ((0, 2), (0, 1))
    x, y = found["axis_x"][:, None], found["axis_y"][None]
    expected = (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2
    assert np.allclose(found["loss"], expected)
    assert found["thetas"].shape == (1, 4, 2)


def test_the_six_points_come_back_after_a_formula():
    assert revise(function_spec("peaks"), {"function.name": "none"}) == Spec()
