"""The facts of the lecture on perceptrons and networks."""

import math
from itertools import islice

import numpy as np
import pytest

from models.objectives import make_objective
from models.options import revise
from models.scores import accuracy
from models.specs import Spec
from models.training import train


def spec_of(name, **changes):
    changes = {key.replace("__", "."): value for key, value in changes.items()}
    return revise(Spec(), {"data.name": name} | changes)


def outputs_of(spec, theta):
    objective = make_objective(spec)
    return objective.outputs(np.array([theta]), objective.inputs.numpy())[0]


def right_of(spec, theta):
    objective = make_objective(spec)
    return accuracy(outputs_of(spec, theta), objective.targets.numpy())


def trained(spec, steps):
    *_, last = islice(train(spec), steps + 1)
    return last.theta


@pytest.mark.parametrize("hidden", [(), (8,), (8, 8), (8, 8, 8, 8)])
def test_lesson_2_linear_layers_tell_no_ring_from_its_disc(hidden):
    spec = spec_of(
        "circles", network__hidden=hidden, network__activation="linear",
        optimizer__learning_rate=0.3,
    )  # fmt: skip
    assert right_of(spec, trained(spec, 400)) == pytest.approx(0.525, abs=0.03)


def test_lesson_2_a_line_is_worth_a_coin_on_balanced_xor():
    spec = spec_of("xor", optimizer__learning_rate=0.5)
    theta = trained(spec, 3000)
    objective = make_objective(spec)
    loss = objective.total(objective.losses(theta[None]))[0]
    assert loss == pytest.approx(math.log(2), abs=2e-3)
    assert right_of(spec, theta) == pytest.approx(0.5, abs=0.06)


def chain(start):
    """The toy y = w₂ w₁ x, from `start`."""
    return spec_of(
        "tanh_curve", network__hidden=(1,), network__activation="linear",
        network__bias=False, start__theta=start, optimizer__learning_rate=0.1,
    )  # fmt: skip


def test_lesson_2_the_function_collapses_and_the_landscape_does_not():
    objective = make_objective(chain((1.0, 1.0)))
    x, t = objective.inputs[0].numpy(), objective.targets[0].numpy()
    best = x @ t / (x @ x)
    valley = np.array([[1, best], [2, best / 2], [0.5, 2 * best], [-1, -best]])
    losses = objective.total(objective.losses(valley))
    assert np.ptp(losses) < 1e-15
    np.testing.assert_allclose(objective.gradient(valley), 0, atol=1e-12)
    for start, sign in (((0.05, 0.01), 1), ((-0.05, 0.01), -1)):
        end = trained(chain(start), 400)
        np.testing.assert_allclose(end, sign * math.sqrt(best), atol=1e-2)
    assert not make_objective(chain((0.0, 0.0))).gradient(np.zeros((1, 2))).any()


@pytest.mark.parametrize("activation", ["linear", "tanh"])
def test_lesson_2_linear_layers_make_a_plane_of_the_output(activation):
    spec = spec_of(
        "blood_pressure", network__hidden=(5, 4), network__activation=activation
    )
    objective = make_objective(spec)
    axis = np.linspace(-3, 3, 9)
    grid = np.stack([part.ravel() for part in np.meshgrid(axis, axis, indexing="ij")])
    theta = np.random.default_rng(0).normal(size=(1, spec.count))
    output = objective.outputs(theta, grid)[0, 0].reshape(9, 9)
    bends = [np.diff(output, n=2, axis=k) for k in (0, 1)]
    assert (max(np.abs(bend).max() for bend in bends) < 1e-9) == (
        activation == "linear"
    )


@pytest.mark.parametrize(("size", "steps"), [(1, 256), (16, 16), (100, 3), (256, 1)])
def test_lesson_12_an_epoch_has_so_many_steps(size, steps):
    spec = spec_of("blood_pressure", data__samples=256, batch__size=size)
    ended = next(step for step in train(spec) if step.epoch >= 1)
    assert (ended.index, ended.seen) == (steps, 256)
