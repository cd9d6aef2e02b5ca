"""Descents, against torch.optim and the figures of the lecture."""

from itertools import islice

import numpy as np
import pytest
import torch

from models.draws import batch_at
from models.objectives import make_objective
from models.options import revise
from models.specs import BatchSpec, Spec
from models.training import train


def walk(steps, **changes):
    spec = revise(Spec(), {key.replace("__", "."): v for key, v in changes.items()})
    return list(islice(train(spec), steps + 1))


MOONS = {
    "data__name": "moons",
    "network__hidden": (4, 3),
    "optimizer__learning_rate": 0.3,
}


def test_equals_torch_sgd_over_a_hundred_steps():
    ours = walk(100, **MOONS)
    spec = revise(Spec(), {k.replace("__", "."): v for k, v in MOONS.items()})
    objective = make_objective(spec)
    theta = torch.tensor(ours[0].theta).requires_grad_()
    oracle = torch.optim.SGD([theta], lr=0.3)
    for step in ours:
        np.testing.assert_allclose(
            step.theta, theta.detach().numpy(), rtol=0, atol=1e-6
        )
        oracle.zero_grad()
        theta.grad = torch.tensor(objective.gradient(theta.detach().numpy()[None])[0])
        oracle.step()
    assert ours[-1].loss < 0.8 * ours[0].loss


@pytest.mark.parametrize("size", [0, 7])
def test_the_same_seed_gives_the_same_numbers_twice(size):
    first, second = (walk(50, batch__size=size, **MOONS) for _ in range(2))
    assert np.array_equal(first[-1].theta, second[-1].theta)
    other = walk(50, batch__size=size, network__seed=1, **MOONS)
    assert not np.array_equal(first[-1].theta, other[-1].theta)


def test_a_step_is_the_learning_rate_times_the_gradient():
    first, second, *_ = walk(2)
    np.testing.assert_allclose(
        second.theta, first.theta - 0.05 * first.gradient, rtol=1e-12
    )


@pytest.mark.parametrize("size", [0, 7])
def test_going_on_from_a_kept_step_is_as_never_stopped(size):
    spec = revise(Spec(), {"data.name": "moons", "batch.size": size})
    whole = list(islice(train(spec), 80))
    rest = list(islice(train(spec, whole[30]), 49))
    assert [step.index for step in rest] == list(range(31, 80))
    assert np.array_equal(rest[-1].theta, whole[-1].theta)


def test_snapshots_are_read_only():
    for step in walk(2, batch__size=3):
        for array in (step.theta, step.gradient):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 1.0


@pytest.mark.parametrize(("samples", "size"), [(10, 3), (10, 5), (10, 1), (7, 6)])
def test_an_epoch_uses_every_example_once(samples, size):
    spec, seen, epochs = BatchSpec(size, seed=4), 0, []
    for _ in range(2):
        used = []
        for _ in range(-(-samples // size)):
            batch = batch_at(samples, spec, seen)
            used += batch.tolist()
            seen += len(batch)
        epochs.append(used)
        assert sorted(used) == list(range(samples))
    assert epochs[0] != epochs[1]
    assert seen == 2 * samples


def test_batches_as_large_as_the_data_are_all_of_it():
    assert batch_at(10, BatchSpec(0), 0) is None
    assert batch_at(10, BatchSpec(10), 0) is None
    assert batch_at(10, BatchSpec(11), 0) is None


def test_the_seconds_of_computing_add_up_also_when_one_goes_on():
    steps = walk(20, **MOONS)
    assert steps[0].seconds == 0
    assert (np.diff([step.seconds for step in steps]) > 0).all()
    spec = revise(Spec(), {k.replace("__", "."): v for k, v in MOONS.items()})
    assert next(train(spec, steps[10])).seconds > steps[10].seconds


def test_epochs_are_counted():
    steps = walk(8, data__name="moons", data__samples=10, batch__size=3)
    assert [round(step.epoch, 2) for step in steps] == [
        0, 0.3, 0.6, 0.9, 1, 1.3, 1.6, 1.9, 2,
    ]  # fmt: skip


@pytest.mark.parametrize(("rate", "step"), [(0.12, 17), (0.2, 5)])
def test_divergence_is_named_with_its_bound(rate, step):
    last = walk(100, optimizer__learning_rate=rate)[-1]
    assert last.index == step
    assert last.verdict == (
        f"diverged at step {step}: learning rate above 2/λmax = 0.101"
    )


def test_divergence_below_the_bound_at_the_start_is_not_blamed_on_it():
    steps = walk(
        3000,
        data__name="tanh_curve",
        network__hidden=(1,),
        network__bias=False,
        start__theta=(3.0, 0.0),
        optimizer__learning_rate=0.9,
    )
    assert "2/λmax" not in steps[-1].verdict


def test_where_the_bound_is_not_the_same_everywhere_that_is_said():
    steps = walk(2000, network__hidden=(2,), optimizer__learning_rate=5.0)
    assert steps[-1].verdict.endswith(" at the start")
    assert "learning rate above 2/λmax" in steps[-1].verdict


def test_a_step_that_diverged_is_the_last():
    steps = walk(1000, optimizer__learning_rate=100.0)
    assert steps[-1].verdict
    spec = revise(Spec(), {"optimizer.learning_rate": 0.01})
    assert list(islice(train(spec, steps[-1]), 5)) == []


@pytest.mark.parametrize(
    ("key", "limit", "reason"),
    [
        ("steps", 12, "it was to take 12 steps"),
        ("steps", 1, "it was to take 1 step"),
        ("epochs", 3, "it was to take 3 epochs"),
        ("loss", 0.5, "the loss is below 0.5"),
        ("gradient", 1.5, "|∇L| is below 1.5"),
    ],
)
def test_a_descent_stops_at_the_first_step_that_reaches_a_condition(key, limit, reason):
    free = walk(200, batch__size=4, optimizer__learning_rate=0.03)
    reach = {
        "steps": lambda step: step.index >= limit,
        "epochs": lambda step: step.seen >= 6 * limit,
        "loss": lambda step: step.loss < limit,
        "gradient": lambda step: (step.gradient @ step.gradient) ** 0.5 < limit,
    }[key]
    first = next(step.index for step in free if reach(step))
    own = {"batch__size": 4, "optimizer__learning_rate": 0.03, f"stop__{key}": limit}
    *before, last = walk(200, **own)
    assert last.index == first > 0
    assert last.verdict == f"stopped at step {first}: {reason}"
    assert not any(step.verdict for step in before)
    assert np.array_equal(last.theta, free[first].theta)


def test_a_descent_may_have_reached_its_end_at_its_start():
    (start,) = walk(10, stop__loss=50.0)
    assert start.verdict == "stopped at step 0: the loss is below 50"


def test_one_that_stopped_goes_on_under_other_conditions_as_if_it_never_had():
    stopped = walk(200, stop__steps=30)[-1]
    spec = revise(Spec(), {"stop.steps": 40})
    rest = list(train(spec, stopped))
    assert np.array_equal(rest[-1].theta, walk(40)[-1].theta)
    assert [step.index for step in rest] == list(range(31, 41))
    assert list(train(revise(Spec(), {"stop.steps": 20}), stopped)) == []
