"""The facts of the lecture on perceptrons and networks."""

import math
from itertools import islice

import numpy as np
import pytest

from models.data import make_data
from models.objectives import make_objective
from models.options import revise
from models.scores import accuracy, r_squared
from models.specs import DataSpec, Spec
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


def steps_to_99(spec, most):
    walked = (step for step in islice(train(spec), most) if step.index % 5 == 0)
    found = (step.index for step in walked if right_of(spec, step.theta) >= 0.99)
    return next(found, math.inf)


@pytest.fixture(scope="module")
def perceptron():
    spec = spec_of(
        "blobs", data__standardise=False, start__theta=(-1.0, 1.0, 0.0),
        optimizer__learning_rate=0.5,
    )  # fmt: skip
    return spec, trained(spec, 300)


def test_lesson_1_one_neuron_tells_two_clouds_apart(perceptron):
    assert 0.965 <= right_of(*perceptron) <= 0.970


def test_lesson_1_ten_times_the_weights_are_the_same_decisions(perceptron):
    spec, theta = perceptron
    signs = [outputs_of(spec, times * theta) > 0.5 for times in (1, 10, 0.1)]
    assert np.array_equal(signs[0], signs[1])
    assert np.array_equal(signs[0], signs[2])


def test_lesson_1_the_border_is_as_far_from_the_origin_as_the_bias_says(perceptron):
    spec, (w1, w2, b) = perceptron
    foot = -b * np.array([w1, w2]) / (w1**2 + w2**2)
    assert np.linalg.norm(foot) == pytest.approx(abs(b) / math.hypot(w1, w2), rel=1e-9)
    objective = make_objective(spec)
    p = objective.outputs(np.array([[w1, w2, b]]), foot[:, None])
    assert p.item() == pytest.approx(0.5, abs=1e-12)


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


def test_lesson_3_bends_need_their_time_and_a_line_never_learns_the_ring():
    medians = {}
    for name, most in (
        ("relu", 700),
        ("tanh", 700),
        ("sigmoid", 1700),
        ("linear", 300),
    ):
        each = [
            steps_to_99(
                spec_of(
                    "circles", data__standardise=False, network__hidden=(4,),
                    network__activation=name, network__seed=seed,
                    optimizer__learning_rate=0.5,
                ),
                most,
            )
            for seed in range(8)
        ]  # fmt: skip
        medians[name] = np.median(each)
        if name == "tanh":
            assert max(each) < math.inf
        if name == "relu":
            assert max(each) == math.inf  # some have units that are dead
    assert medians["relu"] < medians["tanh"] < medians["sigmoid"] / 3
    assert medians["linear"] == math.inf


def test_lesson_4_three_bent_units_come_closer_to_the_truth_than_a_plane():
    clean = make_data(DataSpec("blood_pressure", noise=0.0, standardise=False))
    scores = {}
    for hidden in ((), (3,)):
        spec = spec_of(
            "blood_pressure", network__hidden=hidden, network__seed=1,
            optimizer__name="adam", optimizer__learning_rate=0.02,
        )  # fmt: skip
        outputs = outputs_of(spec, trained(spec, 2500))
        seen = make_data(spec.data)
        raw = seen.shift[-1] + seen.scale[-1] * outputs
        scores[hidden] = r_squared(raw, clean.targets.T)
    assert scores[()] == pytest.approx(0.928, abs=5e-3)
    assert scores[(3,)] == pytest.approx(0.978, abs=5e-3)


def test_lesson_5_errors_twice_as_large_cost_four_times_as_much():
    loss = make_objective(Spec()).loss
    e = np.array([[0.0, 0.3, 0.6]])
    costs = loss.value(e, np.zeros_like(e))[0]
    assert costs[0] == 0
    assert costs[2] / costs[1] == pytest.approx(4)


@pytest.mark.parametrize(("size", "steps"), [(1, 256), (16, 16), (100, 3), (256, 1)])
def test_lesson_12_an_epoch_has_so_many_steps(size, steps):
    spec = spec_of("blood_pressure", data__samples=256, batch__size=size)
    ended = next(step for step in train(spec) if step.epoch >= 1)
    assert (ended.index, ended.seen) == (steps, 256)
