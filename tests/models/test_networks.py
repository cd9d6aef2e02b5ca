"""Networks, losses and gradients, against torch and finite differences."""

from itertools import pairwise, product

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import binary_cross_entropy_with_logits, mse_loss

from models.activations import ACTIVATIONS
from models.catalog import ACTIVATIONS as ACTIVATION_NAMES
from models.catalog import KINKED
from models.objectives import make_objective
from models.options import revise
from models.parameters import Shape, draw_parameters, parameter_names
from models.specs import Spec

ORACLES = {
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": torch.nn.functional.leaky_relu,
    "elu": torch.nn.functional.elu,
    "gelu": torch.nn.functional.gelu,
    "silu": torch.nn.functional.silu,
    "softplus": torch.nn.functional.softplus,
    "sine": torch.sin,
}


def make(name="moons", hidden=(3, 2), activation="tanh", loss="auto", bias=True):
    return make_objective(
        revise(
            Spec(),
            {
                "data.name": name,
                "data.samples": 6,
                "network.hidden": hidden,
                "network.activation": activation,
                "network.bias": bias,
                "loss.name": loss,
            },
        )
    )


def random_theta(objective, rows=4):
    return np.random.default_rng(1).normal(size=(rows, objective.shape.count))


def plain_loss(objective, theta, activation, loss):
    """The mean loss of one parameter vector (P,), as a textbook would write it."""
    hidden, start, sizes = objective.inputs.T, 0, objective.shape.sizes
    names = [activation] * 2 if isinstance(activation, str) else activation
    bends = iter([ORACLES[name] for name in names])
    for fan_in, fan_out in pairwise(sizes):
        end = start + fan_in * fan_out
        sums = hidden @ theta[start:end].view(fan_in, fan_out)
        if objective.shape.bias:
            sums, end = sums + theta[end : end + fan_out], end + fan_out
        is_last = end == objective.shape.count
        hidden, start = (sums if is_last else next(bends)(sums)), end
    return loss(hidden, objective.targets.T)


LOSS_ORACLES = [
    ("six_points", "squared", mse_loss),
    ("moons", "log", binary_cross_entropy_with_logits),
    ("moons", "squared", lambda z, t: mse_loss(torch.sigmoid(z), t)),
]
MIXED = ("gelu", "tanh"), ("tanh", "relu")  # of the two hidden layers
CASES = list(product([*ACTIVATION_NAMES, *MIXED], LOSS_ORACLES, (True, False)))


@pytest.mark.parametrize(("activation", "oracle", "bias"), CASES)
def test_losses_and_gradients_equal_autograd(activation, oracle, bias):
    name, loss_name, loss = oracle
    objective = make(name, activation=activation, loss=loss_name, bias=bias)
    thetas = random_theta(objective)
    losses, gradients = objective.losses_and_gradient(thetas)
    in_torch = objective.losses(thetas)
    np.testing.assert_allclose(in_torch, losses, rtol=1e-10, equal_nan=False)
    for theta, row, gradient in zip(thetas, losses, gradients, strict=True):
        leaf = torch.tensor(theta).requires_grad_()
        expected = plain_loss(objective, leaf, activation, loss)
        expected.backward()
        assert row.mean() == pytest.approx(expected.item(), rel=1e-12, abs=1e-13)
        np.testing.assert_allclose(gradient, leaf.grad, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(("activation", "oracle", "bias"), CASES)
def test_gradients_equal_finite_differences(activation, oracle, bias):
    name, loss_name, _ = oracle
    objective = make(name, activation=activation, loss=loss_name, bias=bias)
    theta, nudge = random_theta(objective, 1), 1e-5
    nudges = nudge * np.eye(objective.shape.count)
    ahead, behind = (objective.losses(theta + s * nudges).mean(1) for s in (1, -1))
    numbers = (ahead - behind) / (2 * nudge)
    np.testing.assert_allclose(
        objective.gradient(theta)[0], numbers, rtol=1e-6, atol=1e-8, equal_nan=False
    )


@pytest.mark.parametrize("name", ACTIVATION_NAMES)
def test_slopes_equal_those_of_torch(name):
    z = torch.linspace(-6, 6, 41, dtype=torch.float64)
    leaf = z.clone().requires_grad_()
    value = ORACLES[name](leaf)
    value.sum().backward()
    ours = ACTIVATIONS[name].value(z.clone())
    torch.testing.assert_close(ours, value.detach(), rtol=1e-12, atol=1e-15)
    in_numpy = ACTIVATIONS[name].value(z.numpy().copy())
    np.testing.assert_allclose(in_numpy, value.detach(), rtol=1e-12, atol=1e-15)
    slope = ACTIVATIONS[name].slope(z.numpy() if ACTIVATIONS[name].of_sum else in_numpy)
    np.testing.assert_allclose(slope, leaf.grad, rtol=1e-9, atol=1e-12)


def test_every_activation_has_its_functions():
    assert ACTIVATIONS.keys() == ACTIVATION_NAMES.keys()


def test_what_the_catalogue_says_of_kinks_is_so():
    assert {name for name, bend in ACTIVATIONS.items() if bend.has_kink} == KINKED


@pytest.mark.parametrize("name", ACTIVATION_NAMES)
def test_a_bend_is_odd_where_it_says_so(name):
    z = np.linspace(-3, 3, 13)
    turned, value = (ACTIVATIONS[name].value(s * z) for s in (-1, 1))
    assert np.allclose(turned, -value) == ACTIVATIONS[name].is_odd


@pytest.mark.parametrize("activation", ACTIVATION_NAMES)
def test_single_precision_is_close_to_double(activation):
    objective = make(activation=activation)
    theta = random_theta(objective)
    single = objective.cast(torch.float32).losses(theta)
    assert single.dtype == np.float32
    np.testing.assert_allclose(
        single, objective.losses(theta), rtol=1e-4, atol=1e-5, equal_nan=False
    )


def test_many_vectors_at_once_are_the_same_as_each_alone():
    objective = make_objective(
        revise(Spec(), {"data.name": "moons", "network.hidden": (16,) * 6})
    )
    thetas = random_theta(objective, 30)  # more than one chunk
    apart = np.concatenate([objective.losses(theta[None]) for theta in thetas])
    np.testing.assert_allclose(
        objective.losses(thetas), apart, rtol=1e-12, atol=1e-14, equal_nan=False
    )


def test_the_mean_of_batch_gradients_is_the_full_gradient():
    objective = make()
    theta = random_theta(objective, 1)
    halves = [objective.gradient(theta, np.array(k)) for k in ([0, 1, 2], [3, 4, 5])]
    np.testing.assert_allclose(
        sum(halves) / 2, objective.gradient(theta), rtol=1e-7, equal_nan=False
    )


def test_log_loss_neither_overflows_nor_vanishes_where_it_is_confidently_wrong():
    objective = make("blobs", ())
    theta = 1e4 * random_theta(objective, 1)
    losses, gradient = objective.losses_and_gradient(theta)
    assert np.isfinite(losses).all()
    assert np.abs(gradient).max() > 0


@given(st.lists(st.integers(1, 5), min_size=2, max_size=5), st.booleans())
@settings(max_examples=50)
def test_parameters_are_counted_named_and_drawn(sizes, bias):
    shape = Shape((*sizes, 1), bias)
    names = parameter_names(shape, tuple(f"x{k}" for k in range(sizes[0])))
    drawn = draw_parameters(shape, 0)
    assert len(names) == len(set(names)) == shape.count == len(drawn)
    ends = [part.stop for *parts, _, _ in shape.layers() for part in parts]
    assert ends[-1] == shape.count


def test_parameters_are_drawn_within_one_over_the_root_of_fan_in():
    drawn = draw_parameters(Shape((4, 16, 1)), 3)
    assert 0.4 < np.abs(drawn[:80]).max() <= 0.5
    assert np.abs(drawn[80:]).max() <= 0.25
    assert not np.array_equal(drawn, draw_parameters(Shape((4, 16, 1)), 4))


@pytest.mark.parametrize(
    ("sizes", "inputs", "names"),
    [
        ((1, 1), ("x",), "w b"),
        ((2, 1), ("x₁", "x₂"), "w₁ w₂ b"),
        ((2, 1), ("age", "weight"), "w_age w_weight b"),
        ((1, 1, 1), ("x",), "w₁ b₁ w₂ b₂"),
    ],
)
def test_small_networks_have_the_names_of_the_lecture(sizes, inputs, names):
    assert " ".join(parameter_names(Shape(sizes), inputs)) == names


def test_parameters_lie_layer_by_layer_weights_row_by_row_then_biases():
    names = parameter_names(Shape((2, 3, 1)), ("x₁", "x₂"))
    assert len(names) == 13  # the lines of the drawing with two inputs
    assert names[:4] == (
        "w₁₁ of layer 1",
        "w₁₂ of layer 1",
        "w₁₃ of layer 1",
        "w₂₁ of layer 1",
    )
    assert names[6:10] == (
        "b₁ of layer 1",
        "b₂ of layer 1",
        "b₃ of layer 1",
        "w₁₁ of layer 2",
    )


@pytest.mark.parametrize(("activation", "oracle", "bias"), CASES)
def test_one_pass_gives_the_gradient_of_a_batch_and_the_losses_of_all(
    activation, oracle, bias
):
    name, loss_name, _ = oracle
    objective = make(name, activation=activation, loss=loss_name, bias=bias)
    thetas, batch = random_theta(objective), np.array([3, 0, 4])
    losses, gradients = objective.losses_and_gradient(thetas, batch)
    assert np.array_equal(losses, objective.losses_and_gradient(thetas)[0])
    expected = objective.part(batch).gradient(thetas)
    np.testing.assert_allclose(
        gradients, expected, rtol=1e-12, atol=1e-14, equal_nan=False
    )
