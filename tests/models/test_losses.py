"""Losses, their slopes, what weights cost, and what is frozen; torch is the oracle."""

import math
from itertools import islice

import numpy as np
import pytest
import torch
from torch.nn import functional

from models.catalog import LOSSES, OPTIMIZERS
from models.curvature import hessian
from models.landscapes import measure
from models.losses import softmax
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.snapshots import frozen
from models.specs import Spec
from models.training import train


def sign(t):
    return 2 * t - 1


def gaussian(z, t):
    deviation = z[1:].exp()
    normal = torch.distributions.Normal(z[:1], deviation)
    return -normal.log_prob(t)


ORACLES = {
    "squared": ("six_points", lambda z, t: (z - t) ** 2),
    "absolute": ("six_points", lambda z, t: (z - t).abs()),
    "huber": (
        "six_points",
        lambda z, t: functional.huber_loss(z, t, reduction="none", delta=0.7),
    ),
    "normal": ("six_points", gaussian),
    "log": (
        "blobs",
        lambda z, t: functional.binary_cross_entropy_with_logits(
            z, t, reduction="none"
        ),
    ),
    "hinge": ("blobs", lambda z, t: functional.relu(1 - sign(t) * z)),
    "cross_entropy": (
        "iris",
        lambda z, t: functional.cross_entropy(z.T, t.argmax(0), reduction="none"),
    ),
}


def make(name, data=None, **changes):
    chosen = {"data.name": data or ORACLES[name][0], "network.hidden": (3,)}
    changes = {key.replace("__", "."): value for key, value in changes.items()}
    return revise(Spec(), chosen | {"loss.name": name, "loss.delta": 0.7} | changes)


def random_theta(spec, rows=2, size=1.0):
    return size * np.random.default_rng(1).normal(size=(rows, spec.count))


def by_torch(spec, objective, theta, loss):
    """The losses (N,) of one vector, as a leaf of autograd."""
    values = objective.inputs
    for depth, (weights, biases, fan_in, fan_out) in enumerate(spec.shape.layers()):
        matrix = theta[weights].view(fan_in, fan_out)
        values = matrix.T @ values + theta[biases][:, None]
        if depth == 0 and spec.network.hidden:
            values = values.tanh()
    return loss(values, objective.targets).reshape(-1)


@pytest.mark.parametrize("name", ORACLES)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("costs", [{}, {"loss__l1": 0.03, "loss__l2": 0.2}])
def test_losses_and_gradients_equal_autograd(name, reduction, costs):
    spec = make(name, loss__reduction=reduction, **costs)
    objective, thetas = make_objective(spec), random_theta(spec)
    losses, gradients = objective.losses_and_gradient(thetas)
    np.testing.assert_allclose(objective.losses(thetas), losses, rtol=1e-10)
    is_bias = np.ones(spec.count, bool)
    for weights, *_ in spec.shape.layers():
        is_bias[weights] = False
    for theta, row, gradient in zip(thetas, losses, gradients, strict=True):
        leaf = torch.tensor(theta, requires_grad=True)
        each = by_torch(spec, objective, leaf, ORACLES[name][1])
        weights = leaf[torch.tensor(~is_bias)]
        cost = spec.loss.l1 * weights.abs().sum() + spec.loss.l2 * (weights**2).sum()
        whole = (each.mean() if reduction == "mean" else each.sum()) + cost
        whole.backward()
        assert objective.total(row) == pytest.approx(whole.item(), rel=1e-10)
        np.testing.assert_allclose(gradient, leaf.grad, rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("name", ORACLES)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_surface_is_the_loss_with_what_weights_cost(name, reduction):
    spec = make(
        name, loss__reduction=reduction, loss__l1=0.1, loss__l2=0.1,
        plane__kind="random", data__test=0.2,
    )  # fmt: skip
    objective, plane = make_objective(spec), make_plane(spec)
    *_, surface = measure(objective, plane, 21)
    for i, j in ((0, 0), (4, 17), (20, 9)):
        theta = plane.theta(surface.axis_x[i], surface.axis_y[j])[None]
        (expected,) = objective.total(objective.losses(theta))
        assert surface.loss[i, j] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_batches_share_what_weights_cost(reduction):
    spec = make("log", loss__reduction=reduction, loss__l2=0.3, data__samples=40)
    objective, theta = make_objective(spec), random_theta(spec, 1)
    parts = [objective.gradient(theta, np.arange(k, k + 10)) for k in range(0, 40, 10)]
    whole = sum(parts) / (4 if reduction == "mean" else 1)
    np.testing.assert_allclose(whole, objective.gradient(theta), rtol=1e-12)


def test_what_weights_cost_is_in_no_test_loss():
    plain, dear = (make("log", data__test=0.5, loss__l2=cost) for cost in (0.0, 5.0))
    theta = random_theta(plain, 1)
    first, second = (
        make_objective(spec, "test").losses(theta) for spec in (plain, dear)
    )
    np.testing.assert_array_equal(first, second)


def test_a_sum_is_as_many_times_the_mean_with_the_same_minimum():
    mean, total = (
        make("squared", network__hidden=(), loss__reduction=r) for r in ("mean", "sum")
    )
    thetas = random_theta(mean, 5)
    first, second = make_objective(mean), make_objective(total)
    np.testing.assert_allclose(second.gradient(thetas), 6 * first.gradient(thetas))
    inputs = first.inputs.numpy()
    best = np.linalg.lstsq(np.vstack([inputs, np.ones(6)]).T, first.targets[0].numpy())[
        0
    ]
    for objective in (first, second):
        np.testing.assert_allclose(objective.gradient(best[None]), 0, atol=1e-9)


@pytest.mark.parametrize("name", ["log", "cross_entropy"])
def test_the_base_only_scales(name):
    nats, bits = (make_objective(make(name, loss__base=base)) for base in ("e", "2"))
    theta = random_theta(make(name))
    losses, gradient = bits.losses_and_gradient(theta)
    np.testing.assert_allclose(losses * math.log(2), nats.losses(theta))
    np.testing.assert_allclose(gradient * math.log(2), nats.gradient(theta))
    (half,) = make_objective(make("log", loss__base="2")).losses(np.zeros((1, 13)))
    np.testing.assert_allclose(half, 1)  # a coin: 1 bit


@pytest.mark.parametrize("data", ["blobs", "iris"])
def test_errors_are_counted_and_have_no_slope(data):
    spec = make("errors", data)
    objective, theta = make_objective(spec), random_theta(spec, 3)
    losses, gradient = objective.losses_and_gradient(theta)
    assert set(np.unique(losses)) <= {0.0, 1.0}
    assert not gradient.any()
    outputs, targets = (
        objective.outputs(theta, objective.inputs.numpy()),
        objective.targets,
    )
    told = outputs.argmax(1) if data == "iris" else outputs[:, 0] > 0.5
    true = targets.argmax(0) if data == "iris" else targets[0] > 0.5
    np.testing.assert_array_equal(losses, told != true.numpy())
    np.testing.assert_array_equal(losses, objective.losses(theta))


def test_hinge_asks_for_a_margin_of_one():
    objective = make_objective(make("hinge"))
    z = np.array([[-1.0, 0, 0.5, 1, 2]])
    assert objective.loss.value(z, np.ones_like(z)).tolist() == [[2, 1, 0.5, 0, 0]]


def test_two_softmax_outputs_walk_as_one_sigmoid_output_does():
    one, two = make("log", "moons"), make("cross_entropy", "moons")
    theta = random_theta(one, 1)
    hidden, last = theta[:, :9], theta[:, 9:]
    pairs = np.stack([-last / 2, last / 2], 2)  # (1, 4, 2) of each unit, and the bias
    both = np.concatenate([hidden, pairs.reshape(1, 8)], 1)
    losses, gradient = make_objective(one).losses_and_gradient(theta)
    again, twice = make_objective(two).losses_and_gradient(both)
    np.testing.assert_allclose(again, losses, atol=1e-15)
    np.testing.assert_allclose(twice[:, :9], gradient[:, :9], atol=1e-16)
    np.testing.assert_allclose(twice[:, 10::2], gradient[:, 9:], atol=1e-15)
    np.testing.assert_allclose(twice[:, 9::2], -gradient[:, 9:], atol=1e-15)


def test_softmax_shares_out_one_and_sees_differences_only():
    z = np.array([[0, 1.792, 1.099]]).T
    np.testing.assert_allclose(softmax(z)[:, 0], [0.1, 0.6, 0.3], atol=5e-5)
    np.testing.assert_allclose(softmax(z + 100), softmax(z), atol=1e-15)
    assert np.isfinite(softmax(1e4 * z)).all()


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_what_is_frozen_stays_whatever_the_rule(name):
    held = (0, 4, 12)
    spec = make(
        "log", network__frozen=held, optimizer__name=name, optimizer__weight_decay=0.5,
        optimizer__learning_rate=0.05, batch__size=16,
    )  # fmt: skip
    first, *_, last = islice(train(spec), 30)
    moved = np.flatnonzero(last.theta != first.theta)
    assert set(moved) == set(range(spec.count)) - set(held)
    assert not last.gradient[list(held)].any()


def test_freezing_all_but_two_makes_their_surface_exact():
    spec = make("squared", network__frozen=tuple(range(8)))
    assert (spec.count, spec.free, spec.is_exact) == (10, 2, True)
    plane = make_plane(spec)
    assert plane.is_exact
    assert (spec.plane.x, spec.plane.y, spec.plane_kind) == (8, 9, "weights")
    assert "frozen" in plane.note
    other = make_plane(revise(spec, {"plane.x": 0}))
    assert not other.is_exact
    *_, last = islice(train(spec), 20)
    rest = last.theta - plane.theta(*last.theta[8:])
    np.testing.assert_allclose(rest, 0, atol=1e-12)


@pytest.mark.parametrize("kind", ["random", "hessian", "path", "principal"])
def test_planes_leave_frozen_parameters_alone(kind):
    spec = make("log", network__frozen=(0, 5), plane__kind=kind)
    plane = make_plane(spec)
    for way in (plane.direction_x, plane.direction_y):
        np.testing.assert_allclose(way[[0, 5]], 0, atol=1e-8)


def test_the_hessian_is_that_of_what_may_change():
    spec = make("squared", network__frozen=(0, 5))
    theta = frozen(random_theta(spec, 1)[0])
    whole = hessian(make_objective(revise(spec, {"network.frozen": ()})), theta)
    found = hessian(make_objective(spec), theta)
    whole[[0, 5]] = whole[:, [0, 5]] = 0
    np.testing.assert_allclose(found, whole, atol=1e-6)


def test_only_losses_that_suit_the_task_can_be_taken():
    for data, task in (
        ("six_points", "numbers"),
        ("blobs", "two classes"),
        ("iris", "more classes"),
    ):
        for name, choice in LOSSES.items():
            if task in choice.suits:
                assert make(name, data).loss.name == name
            else:
                with pytest.raises(ValueError, match=r"loss.name must be auto"):
                    make(name, data)


def test_a_loss_that_no_longer_suits_gives_way_to_what_suits():
    spec = make("hinge", "blobs")
    assert revise(spec, {"data.classes": 3}).loss_name == "cross_entropy"
    assert revise(spec, {"data.noise": 0.1}).loss_name == "hinge"


def test_another_number_of_outputs_has_parameters_of_its_own():
    spec = revise(make("log", "blobs"), {"start.theta": (0.5,) * 13})
    assert revise(spec, {"loss.name": "squared"}).start == spec.start
    two = revise(spec, {"loss.name": "cross_entropy"})
    assert (two.outputs, two.count, two.start.theta) == (2, 17, ())
