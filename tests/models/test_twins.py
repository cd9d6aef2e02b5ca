"""One sigmoid node or two of softmax: lesson 16, to its digits."""

import numpy as np
import pytest
import torch

from models.objectives import make_objective
from models.options import revise
from models.points import drawn_of
from models.specs import Spec
from models.training import train
from models.twins import as_one, as_two, nodes_at, objectives, raced

MOONS = {
    "data.name": "moons",
    "network.hidden": (8,),
    "optimizer.learning_rate": 0.1,
}


@pytest.fixture(scope="module")
def spec():
    return revise(Spec(), MOONS)


@pytest.fixture(scope="module")
def nodes(spec):
    return nodes_at(spec, drawn_of(spec))


def test_they_say_the_same_and_have_the_same_gradients(nodes):
    assert nodes.loss_gap < 2e-16
    assert nodes.hidden_gap < 3e-17
    assert nodes.output_gap < 2e-16
    assert nodes.counts == (33, 42)  # another row of 8 weights and a bias
    np.testing.assert_allclose(nodes.two, [-nodes.one, nodes.one], atol=2e-16)


def test_two_nodes_are_ahead_but_not_at_half_the_rate(spec):
    """From a start that torch draws, on inputs as they are, as in the lecture."""
    torch.manual_seed(0)
    layers = [torch.nn.Linear(*s, dtype=torch.float64) for s in ((2, 8), (8, 1))]
    parts = [(layer.weight.detach().T, layer.bias.detach()) for layer in layers]
    start = np.concatenate([part.numpy().ravel() for pair in parts for part in pair])
    one_and_two = objectives(revise(spec, {"data.standardise": False}))
    one, two, halved = raced(*one_and_two, tuple(start.tolist()), 0.1)
    assert len(one) == 201
    assert one[-1] == pytest.approx(0.3149, abs=2e-4)
    assert two[-1] == pytest.approx(0.3074, abs=2e-4)
    assert np.abs(one - halved).max() < 1e-15


def test_there_and_back(spec):
    theta, (one, two) = drawn_of(spec), objectives(spec)
    twin = as_two(theta, one.shape)
    np.testing.assert_allclose(as_one(twin, two.shape), theta, atol=1e-16)
    assert two.losses(twin[None]) == pytest.approx(one.losses(theta[None]), abs=1e-14)


def test_the_start_of_the_twin_makes_the_program_walk_as_it_says(spec, nodes):
    changes = {"loss.name": "cross_entropy", "start.theta": tuple(nodes.start.tolist())}
    twin = revise(spec, changes)
    steps = [step for step, _ in zip(train(twin), range(51), strict=False)]
    assert steps[-1].loss == pytest.approx(nodes.losses[1, 50], abs=1e-12)
    back = nodes_at(twin, steps[-1].theta)
    assert back.is_two
    assert back.hidden_gap < 1e-16
    np.testing.assert_allclose(back.start, drawn_of(spec), atol=1e-16)
    np.testing.assert_allclose(back.losses, nodes.losses, atol=1e-12)


@pytest.mark.parametrize(
    "changes", [{"network.hidden": ()}, {"network.bias": False}, {"loss.base": "2"}]
)
def test_any_network_has_a_twin(spec, changes):
    spec = revise(spec, changes)
    theta = drawn_of(spec)
    nodes = nodes_at(spec, theta)
    gradient = make_objective(spec).gradient(theta[None])[0]
    np.testing.assert_allclose(nodes.one, gradient[-len(nodes.one) :], atol=1e-15)
    assert max(nodes.loss_gap, nodes.hidden_gap, nodes.output_gap) < 1e-15
