"""Optimisers against those of torch, Newton against its closed form, and schedules."""

from itertools import islice

import numpy as np
import pytest
import torch

from models.catalog import OPTIMIZERS as TITLES
from models.curvature import hessian
from models.draws import batch_at
from models.objectives import make_objective
from models.optimizers import OPTIMIZERS, rate_at
from models.options import revise
from models.specs import MOST_NEWTON, OptimizerSpec, Spec
from models.training import train

NET = {"data.name": "moons", "data.samples": 40, "network.hidden": (4, 3)}
CASES = [
    ("gradient_descent", {}, torch.optim.SGD, {}),
    ("momentum", {"momentum": 0.8}, torch.optim.SGD, {"momentum": 0.8}),
    (
        "nesterov",
        {"momentum": 0.8},
        torch.optim.SGD,
        {"momentum": 0.8, "nesterov": True},
    ),
    ("adagrad", {"epsilon": 1e-9}, torch.optim.Adagrad, {"eps": 1e-9}),
    (
        "rmsprop",
        {"beta2": 0.97, "epsilon": 1e-6},
        torch.optim.RMSprop,
        {"alpha": 0.97, "eps": 1e-6},
    ),
    (
        "adam",
        {"beta1": 0.85, "beta2": 0.99},
        torch.optim.Adam,
        {"betas": (0.85, 0.99)},
    ),
    ("adamw", {"weight_decay": 0.1}, torch.optim.AdamW, {"weight_decay": 0.1}),
    (
        "lbfgs",
        {"history": 5},
        torch.optim.LBFGS,
        {
            "history_size": 5,
            "max_iter": 1,
            "tolerance_grad": 0,
            "tolerance_change": 0,
        },
    ),
]


def spec_of(name, rate=0.05, **settings):
    own = {f"optimizer.{key}": value for key, value in settings.items()}
    return revise(
        Spec(), {**NET, "optimizer.name": name, "optimizer.learning_rate": rate, **own}
    )


@pytest.mark.parametrize("size", [0, 16])
@pytest.mark.parametrize(("name", "settings", "oracle", "arguments"), CASES)
def test_equals_torch_over_two_hundred_steps(name, settings, oracle, arguments, size):
    spec = revise(spec_of(name, **settings), {"batch.size": size})
    steps = list(islice(train(spec), 201))
    theta = torch.tensor(steps[0].theta).requires_grad_()
    theirs = oracle([theta], lr=0.05, **arguments)
    for step in steps:
        np.testing.assert_allclose(step.theta, theta.detach(), rtol=0, atol=1e-6)

        def closure(gradient=step.gradient):
            theta.grad = torch.tensor(gradient)
            return torch.tensor(0.0)

        theirs.step(closure)
    assert np.abs(steps[-1].theta - steps[0].theta).max() > 0.05


def test_every_optimiser_has_its_function_and_formula():
    assert OPTIMIZERS.keys() == TITLES.keys()
    assert {name for name, *_ in CASES} | {"newton"} == OPTIMIZERS.keys()
    fields = set(OptimizerSpec.__dataclass_fields__)
    assert all(
        choice.formula and set(choice.uses) <= fields for choice in TITLES.values()
    )


def test_newton_solves_a_quadratic_bowl_in_one_step():
    spec = revise(Spec(), {"optimizer.name": "newton", "optimizer.damping": 0.0})
    spec = revise(spec, {"optimizer.learning_rate": 1.0})
    first, second = islice(train(spec), 2)
    assert np.abs(second.gradient).max() < 1e-8 * np.abs(first.gradient).max()


def test_newton_turns_downwards_what_bends_down():
    spec = spec_of("newton", 0.5, damping=0.01)
    first, second = islice(train(spec), 2)
    values, vectors = np.linalg.eigh(hessian(make_objective(spec), first.theta))
    assert values[0] < 0
    inverse = vectors @ np.diag(1 / (np.abs(values) + 0.01)) @ vectors.T
    expected = first.theta - 0.5 * inverse @ first.gradient
    np.testing.assert_allclose(second.theta, expected, rtol=1e-9, atol=1e-12)


def test_newton_is_for_few_parameters():
    with pytest.raises(ValueError, match=f"more than {MOST_NEWTON} parameters"):
        revise(spec_of("newton"), {"network.hidden": (16, 16)})


def test_without_bias_correction_the_first_step_is_longer():
    corrected, plain = (
        list(islice(train(spec_of("adam", bias_correction=is_corrected)), 2))
        for is_corrected in (True, False)
    )
    first = corrected[1].theta - corrected[0].theta
    gradient = corrected[0].gradient
    np.testing.assert_allclose(first, -0.05 * np.sign(gradient), rtol=1e-4)
    bare = plain[1].theta - plain[0].theta
    np.testing.assert_allclose(bare, first * 0.1 / 0.001**0.5, rtol=1e-3)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_going_on_repeats_the_original_bit_for_bit(name):
    spec = revise(spec_of(name), {"batch.size": 7})
    whole = list(islice(train(spec), 40))
    rest = list(islice(train(spec, whole[15]), 24))
    for ours, theirs in zip(rest, whole[16:], strict=True):
        assert np.array_equal(ours.theta, theirs.theta)
        assert ours.loss == theirs.loss


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_another_rule_takes_over_anywhere(name):
    *_, last = islice(train(spec_of("adam")), 20)
    steps = list(islice(train(spec_of(name), last), 20))
    assert steps[0].index == 20
    assert np.isfinite(steps[-1].loss)


@pytest.mark.parametrize(
    ("settings", "rates"),
    [
        ({"schedule": "constant"}, {0: 0.4, 1000: 0.4}),
        (
            {"schedule": "step", "schedule_steps": 10, "decay": 0.5},
            {0: 0.4, 9: 0.4, 10: 0.2, 25: 0.1},
        ),
        (
            {"schedule": "cosine", "schedule_steps": 100},
            {0: 0.4, 50: 0.2, 100: 0.0, 200: 0.0},
        ),
        ({"schedule": "inverse_sqrt"}, {0: 0.4, 3: 0.2, 99: 0.04}),
        ({"warm_up": 4}, {0: 0.1, 1: 0.2, 3: 0.4, 4: 0.4}),
    ],
)
def test_schedules_follow_their_formulas(settings, rates):
    spec = OptimizerSpec(learning_rate=0.4, **settings)
    for index, rate in rates.items():
        assert rate_at(spec, index) == pytest.approx(rate, abs=1e-15)


def test_the_cosine_schedule_equals_that_of_torch():
    spec = OptimizerSpec(learning_rate=0.4, schedule="cosine", schedule_steps=30)
    rule = torch.optim.SGD([torch.zeros(1)], lr=0.4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(rule, 30)
    for index in range(30):
        assert rate_at(spec, index) == pytest.approx(schedule.get_last_lr()[0])
        rule.step()
        schedule.step()


def test_batches_with_replacement_are_drawn_from_all():
    spec = revise(
        spec_of("gradient_descent"), {"batch.size": 40, "batch.replace": True}
    )
    assert not spec.has_batches  # all at once, as the size says
    spec = revise(spec, {"batch.size": 39})
    batches = [batch_at(40, spec.batch, 39 * k) for k in range(50)]
    counts = np.bincount(np.concatenate(batches), minlength=40)
    assert counts.min() > 0
    assert any(len(set(batch.tolist())) < 39 for batch in batches)
    assert np.array_equal(batches[3], batch_at(40, spec.batch, 39 * 3))
