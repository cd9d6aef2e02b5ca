"""A chain of linear layers, and the one layer that says the same."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models.collapse import LONGEST, as_matrices, collapse, collapsed_shape, written_out
from models.parameters import Shape

LECTURE = Shape((4, 2, 1), bias=False)
# x₁ and x₂ go into the first unit, x₃ and x₄ into the second
CHAIN = np.array([1.0, 0.0, 3.0, 0.0, 0.0, 2.0, 0.0, 1.0, 1.0, 2.0])


def outputs(theta, shape, inputs):
    """Return what torch makes of inputs (N, D): layer after layer."""
    values, theta = torch.tensor(inputs), torch.tensor(theta)
    for weights, biases, fan_in, fan_out in shape.layers():
        values = values @ theta[weights].reshape(fan_in, fan_out)
        if shape.bias:
            values = values + theta[biases]
    return values.numpy()


@pytest.mark.parametrize("depth", range(2, 17))
@pytest.mark.parametrize("bias", [True, False])
def test_a_chain_of_any_depth_is_one_perceptron(depth, bias):
    rng = np.random.default_rng(depth)
    sizes = (3, *rng.integers(1, 9, depth - 1).tolist(), 2)
    shape = Shape(sizes, bias)
    bounds = [
        np.full((fan_in + bias) * fan_out, fan_in**-0.5)
        for _, _, fan_in, fan_out in shape.layers()
    ]
    theta = rng.uniform(-1, 1, shape.count) * np.concatenate(bounds)
    inputs = rng.normal(size=(200, 3))
    single = outputs(collapse(theta, shape), collapsed_shape(shape), inputs)
    assert np.abs(single - outputs(theta, shape, inputs)).max() < 1e-12


def test_the_example_of_the_lecture():
    assert written_out(CHAIN, LECTURE) == "1(1x₁ + 3x₂) + 2(2x₃ + 1x₄)"
    assert collapse(CHAIN, LECTURE).tolist() == [1.0, 3.0, 4.0, 2.0]


def test_the_example_of_the_lecture_as_matrices():
    assert as_matrices(CHAIN, LECTURE) == "[1 0; 3 0; 0 2; 0 1] · [1; 2]"


@given(st.integers(1, 4), st.integers(1, 5), st.booleans())
def test_matrices_that_are_written_multiply_to_the_one_layer(layers, units, bias):
    shape = Shape((2, *[units] * (layers - 1), 1), bias)
    theta = np.round(np.random.default_rng(units).normal(size=shape.count), 1)
    text = as_matrices(theta, shape)
    count = sum((fan_in * fan_out) for _, _, fan_in, fan_out in shape.layers())
    assert bool(text) == (layers in (2, 3) and count <= 14)
    if text:
        factors = [
            np.array([row.split() for row in part.strip("[]").split("; ")], float)
            for part in text.replace("−", "-").split(" · ")
        ]
        single = np.linalg.multi_dot(factors).ravel()
        assert np.allclose(single, collapse(theta, shape)[:2])


def test_a_bias_goes_through_the_layers_that_follow():
    shape = Shape((1, 1, 1))
    theta = np.array([2.0, -1.0, 3.0, 0.5])
    assert written_out(theta, shape) == "3(2x − 1) + 0.5"
    assert collapse(theta, shape).tolist() == [6.0, -2.5]


def test_signs_and_nothing_at_all_are_written_as_by_hand():
    assert written_out(np.array([-1.5, 2.0]), Shape((2, 1), False)) == "−1.5x₁ + 2x₂"
    assert written_out(np.zeros(4), Shape((1, 1, 1))) == "0"


@given(st.integers(1, 6), st.integers(1, 16), st.booleans())
def test_a_product_is_short_or_not_written(depth, units, bias):
    shape = Shape((2, *[units] * depth, 1), bias)
    theta = np.random.default_rng(0).normal(size=shape.count)
    assert len(written_out(theta, shape)) <= LONGEST
    if units > 4 and depth > 1:
        assert written_out(theta, shape) == ""


def test_a_network_that_has_diverged_collapses_without_a_warning():
    theta = np.full(CHAIN.size, np.inf)
    assert not np.isfinite(collapse(theta, LECTURE)).all()
    assert collapse(CHAIN * 1e200, LECTURE).shape == (4,)
