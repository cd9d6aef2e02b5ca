"""Two classes by one sigmoid node, or by two nodes of softmax: the same, and not quite.

A node with weights w and two with -w/2 and +w/2 say the same, as softmax asks for
differences only. In hidden layers their gradients are equal; in the output layer each
of two has all of the gradient of one, and so their difference moves twice as fast.
"""

from functools import lru_cache

import numpy as np

from models.families import NODES
from models.networks import cells
from models.objectives import NetworkObjective, make_objective
from models.options import revise
from models.parameters import Shape
from models.points import start_of
from models.snapshots import Array, Nodes, frozen
from models.specs import Spec

STEPS, FEWEST = 200, 10  # of the descents beside each other
WORK = 2**24  # numbers on their way through the network, in all of them


def nodes_at(spec: Spec, theta: Array) -> Nodes:
    """Return what one node and two make of it where the walker stands, at `theta`."""
    one, two = objectives(spec)
    is_two = spec.outputs == 2
    first = as_one(theta, two.shape) if is_two else theta
    second = theta if is_two else as_two(theta, one.shape)
    (loss, slope), (other_loss, other_slope) = (
        objective.losses_and_gradient(at[None])
        for objective, at in ((one, first), (two, second))
    )
    hidden, own = _parted(slope[0], one.shape)
    other_hidden, (negative, positive) = _parted(other_slope[0], two.shape)
    gap = np.maximum(np.abs(negative + own[0]), np.abs(positive - own[0]))
    start = start_of(spec)
    begin = as_one(start, two.shape) if is_two else start
    return Nodes(
        is_two=is_two,
        counts=(one.shape.count, two.shape.count),
        one=frozen(own[0]),
        two=frozen([negative, positive]),
        loss_gap=float(abs(one.total(loss)[0] - two.total(other_loss)[0])),
        hidden_gap=float(np.abs(hidden - other_hidden).max(initial=0.0)),
        output_gap=float(gap.max()),
        losses=raced(one, two, tuple(begin.tolist()), spec.optimizer.learning_rate),
        start=frozen(begin if is_two else as_two(begin, one.shape)),
    )


def objectives(spec: Spec) -> tuple[NetworkObjective, NetworkObjective]:
    """Return the same problem with one sigmoid node, and with two of softmax."""
    one, two = (
        make_objective(revise(spec, {"loss.name": name, "network.frozen": ()}))
        for name in NODES
    )
    assert isinstance(one, NetworkObjective)
    assert isinstance(two, NetworkObjective)
    return one, two


def as_two(theta: Array, shape: Shape) -> Array:
    """Return the parameters of two nodes that say what one says, of a network."""
    hidden, (own,) = _parted(theta, shape)
    halves = np.stack([-own / 2, own / 2], 1)  # as they lie: inputs, then nodes
    return np.concatenate([hidden, halves.ravel()])


def as_one(theta: Array, shape: Shape) -> Array:
    """Return the parameters of the one node that says what two say."""
    hidden, (negative, positive) = _parted(theta, shape)
    return np.concatenate([hidden, positive - negative])


def _parted(theta: Array, shape: Shape) -> tuple[Array, Array]:
    """Return the parameters before the output layer, and its own (O, H) by node."""
    weights, biases, fan_in, fan_out = list(shape.layers())[-1]
    own = theta[weights.start : biases.stop].reshape(fan_in + shape.bias, fan_out)
    return theta[: weights.start], own.T


@lru_cache(maxsize=4)
def raced(
    one: NetworkObjective, two: NetworkObjective, start: tuple[float, ...], rate: float
) -> Array:
    """Return the losses (3, T) of plain descents from a start of one node.

    They are of one node, of two, and of two with half the rate in the output layer.
    """
    each = one.samples * (cells(one.shape) + cells(two.shape))
    steps = int(np.clip(WORK / (4 * each), FEWEST, STEPS))
    begin = np.array(start)
    both = np.stack([as_two(begin, one.shape)] * 2)
    rates = np.full_like(both, rate)
    rates[1, list(two.shape.layers())[-1][0].start :] /= 2
    with np.errstate(all="ignore"):
        alone = _descend(one, begin[None], np.array([[rate]]), steps)
        return frozen([*alone, *_descend(two, both, rates, steps)])


def _descend(
    objective: NetworkObjective, theta: Array, rates: Array, steps: int
) -> Array:
    """Return the losses (K, T) of so many steps down from `theta` (K, P)."""
    found = []
    for _ in range(steps + 1):
        losses, gradient = objective.losses_and_gradient(theta)
        found.append(objective.total(losses))
        theta = theta - rates * gradient
    return np.stack(found, 1)
