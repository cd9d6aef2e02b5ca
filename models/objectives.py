"""A loss as a function of flat parameter vectors, batched, and kept per sample."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.activations import ACTIVATIONS, Numbers
from models.catalog import SubsetName
from models.data import make_data
from models.functions import FunctionObjective, make_function
from models.losses import Loss, make_loss
from models.networks import (
    Bends,
    backward,
    cells,
    evaluate,
    forward,
    matrices,
    split_layers,
    with_ones,
)
from models.parameters import Shape
from models.snapshots import Array, frozen
from models.specs import Spec, StartSpec

ROOM = 2**21  # numbers on their way through a network: few enough stay in the cache


Batch = NDArray[np.intp] | None
"""Numbers of examples; None for all."""


class Objective(Protocol):
    """What every descent and every landscape is made from."""

    @property
    def samples(self) -> int:
        """The number of examples N."""

    @property
    def dtype(self) -> torch.dtype:
        """The precision of everything computed here."""

    @property
    def free(self) -> Array | float:
        """1 for each parameter (P,) that may change and 0 for others; or 1 for all."""

    def losses(self, theta: Array) -> Array:
        """Return the loss of each sample: (K, P) -> (K, N)."""

    def total(self, losses: Numbers) -> Numbers:
        """Return the loss, from those of samples: (..., N) -> (...)."""

    def gradient(self, theta: Array, batch: Batch = None) -> Array:
        """Return the gradient of the loss over `batch`: (K, P) -> (K, P)."""

    def losses_and_gradient(
        self, theta: Array, batch: Batch = None
    ) -> tuple[Array, Array]:
        """Return both, the losses over all samples, from one pass."""


@dataclass(frozen=True, slots=True, eq=False)
class NetworkObjective:
    """The loss of a network on data, and what its weights cost.

    That cost is shared among the samples, so that a batch has its part of it.
    """

    shape: Shape
    bends: Bends
    loss: Loss
    inputs: Tensor  # (D, N)
    targets: Tensor  # (1, N), or (O, N) for an output each
    is_sum: bool = False  # of the losses of samples, or else their mean
    l1: float = 0.0
    l2: float = 0.0
    share: float = 1.0  # of the cost of weights that a sample has
    free: Array | float = 1.0  # 1 for each parameter (P,) that may change, 0 for others

    @property
    def samples(self) -> int:
        """The number of examples N."""
        return self.inputs.shape[1]

    @property
    def dtype(self) -> torch.dtype:
        """The precision of everything computed here."""
        return self.inputs.dtype

    def losses(self, theta: Array) -> Array:
        """Return the loss of each sample: (K, P) -> (K, N)."""
        rows = even(len(theta), ROOM // (self.samples * cells(self.shape)))
        layers = split_layers(torch.tensor(theta, dtype=self.dtype), self.shape)
        outputs = evaluate(layers, self.inputs, self.bends, rows)
        losses = torch.cat([self.wrong(z) for z in outputs]).numpy()
        if self.has_cost:
            losses += self.cost(theta)[:, None].astype(losses.dtype)
        return losses

    def total(self, losses: Numbers) -> Numbers:
        """Return the loss, from those of samples: (..., N) -> (...)."""
        whole: Numbers = losses.sum(-1) if self.is_sum else losses.mean(-1)
        return whole

    @property
    def has_cost(self) -> bool:
        """Whether weights cost something."""
        return bool(self.l1 or self.l2)

    def cost(self, theta: Array) -> Array:
        """Return a sample's share (K,) of what the weights of `theta` (K, P) cost."""
        weights = theta[:, is_weight(self.shape)]
        both: Array = self.l1 * np.abs(weights).sum(1) + self.l2 * (weights**2).sum(1)
        return self.share * both

    def whole_cost(self, theta: Array) -> Array:
        """Return which part (K,) of the loss the weights of `theta` (K, P) are."""
        return self.cost(theta) * (self.samples if self.is_sum else 1)

    def wrong(self, outputs: Tensor) -> Tensor:
        """Return how wrong outputs (K, O, N) are for each sample, (K, N)."""
        return summed(self.loss.value(outputs, self.targets))

    def gradient(self, theta: Array, batch: Batch = None) -> Array:
        """Return the gradient of the loss over `batch`: (K, P) -> (K, P)."""
        if batch is None:
            return self.losses_and_gradient(theta)[1]
        return self.part(batch).gradient(theta)

    def part(self, samples: NDArray[np.intp]) -> "NetworkObjective":
        """Return the same objective over some of the samples alone."""
        inputs, targets = self.inputs[:, samples], self.targets[:, samples]
        return replace(self, inputs=inputs, targets=targets)

    def losses_and_gradient(
        self, theta: Array, batch: Batch = None
    ) -> tuple[Array, Array]:
        """Return both, the losses over all samples, from one pass."""
        layers, (inputs, targets) = matrices(theta, self.shape), _in_numpy(self)
        with np.errstate(all="ignore"):  # infinite where a descent diverges
            values = forward(layers, inputs, self.bends, self.shape.bias)
            losses = summed(self.loss.value(values[-1], targets))
            if batch is not None:
                values = [value[..., batch] for value in values]
                targets = targets[:, batch]
            errors = self.loss.slope(values[-1], targets)
            if not self.is_sum:
                errors /= targets.shape[1]
            gradient = backward(layers, values, errors, self.bends)
            if self.has_cost:
                losses += self.cost(theta)[:, None]
                gradient += self._cost_slope(theta, targets.shape[1])
            return losses, gradient * self.free

    def _cost_slope(self, theta: Array, count: int) -> Array:
        """Return the slope (K, P) of what weights cost in the loss of some samples."""
        slope = self.l1 * np.sign(theta) + 2 * self.l2 * theta
        times = count * self.share if self.is_sum else self.share
        return times * slope * is_weight(self.shape)

    def outputs(self, theta: Array, inputs: Array) -> Array:
        """Return predictions (K, O, G) for `inputs` (D, G)."""
        return self.loss.link(self.raw(theta, inputs))

    def raw(self, theta: Array, inputs: Array) -> Array:
        """Return outputs z (K, O, G), before the link that makes predictions."""
        layers, bias = matrices(theta, self.shape), self.shape.bias
        return forward(layers, with_ones(inputs, bias), self.bends, bias)[-1]

    def cast(self, dtype: torch.dtype) -> "NetworkObjective":
        """Return the same objective in another precision."""
        inputs, targets = self.inputs.to(dtype), self.targets.to(dtype)
        return replace(self, inputs=inputs, targets=targets)


@lru_cache(maxsize=8)
def _in_numpy(objective: NetworkObjective) -> tuple[Array, Array]:
    """Return inputs with their ones (D + 1, N), and targets: thousands ask a second."""
    inputs = with_ones(objective.inputs.numpy(), objective.shape.bias)
    return inputs, objective.targets.numpy()


def loss_at(objective: Objective, theta: Array) -> float:
    """Return the loss at one `theta` (P,)."""
    return float(objective.total(objective.losses(theta[None]))[0])


@lru_cache(maxsize=16)
def is_weight(shape: Shape) -> NDArray[np.bool_]:
    """Return which parameters (P,) are weights, and no biases."""
    found = np.zeros(shape.count, np.bool_)
    for weights, *_ in shape.layers():
        found[weights] = True
    return found


def summed(apart: Numbers) -> Numbers:
    """Return the sums over the outputs: (K, O, N) -> (K, N)."""
    return apart[:, 0] if apart.shape[1] == 1 else apart.sum(1)


def even(count: int, most: int) -> int:
    """Return the size of equal parts of `count`, each at most `most`, at least 1."""
    parts = -(-count // max(1, most))
    return -(-count // parts)


def costs_of(objective: Objective, theta: Array) -> Array:
    """Return what the weights of `theta` (K, P) cost; those of a formula nothing."""
    if isinstance(objective, NetworkObjective) and objective.has_cost:
        return objective.whole_cost(theta)
    return np.zeros(len(theta))


def make_objective(
    spec: Spec, of: SubsetName = "training"
) -> NetworkObjective | FunctionObjective:
    """Return the objective that `spec` asks for, in double precision.

    It is over the examples that are learnt from, or over those that are held out.
    """
    if spec.is_function:
        return make_function(spec.formula)
    return _objective(_problem(spec), of)


def _problem(spec: Spec) -> Spec:
    """Return `spec` without what the loss does not depend on."""
    return Spec(
        spec.data,
        spec.network,
        spec.loss,
        start=StartSpec(),
    )


@lru_cache(maxsize=4)
def _objective(spec: Spec, of: SubsetName) -> NetworkObjective:
    data, loss = make_data(spec.data), spec.loss
    is_in = data.is_held_out if of == "test" else ~data.is_held_out
    targets = data.targets[is_in].T.copy()
    if data.has_classes and spec.outputs > 1:
        targets = 1.0 * (targets == np.arange(spec.outputs)[:, None])
    is_sum, count = loss.reduction == "sum", targets.shape[1]
    objective = NetworkObjective(
        spec.shape,
        tuple(ACTIVATIONS[name] for name in spec.network.activations),
        make_loss(spec),
        torch.tensor(data.inputs[is_in].T.copy()),
        torch.tensor(targets),
        is_sum,
        free=_free(spec),
    )
    if of == "test":
        return objective  # what weights cost is no matter of the examples
    share = 1 / max(count, 1) if is_sum else 1.0
    return replace(objective, l1=loss.l1, l2=loss.l2, share=share)


def _free(spec: Spec) -> Array | float:
    if not spec.network.frozen:
        return 1.0
    free = np.ones(spec.count)
    free[list(spec.network.frozen)] = 0.0
    return frozen(free)
