"""A loss as a function of flat parameter vectors, batched, and kept per sample."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.activations import ACTIVATIONS, Numbers
from models.catalog import ActivationName, SubsetName
from models.data import make_data
from models.functions import FunctionObjective, make_function
from models.losses import Loss, choose_loss
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
from models.snapshots import Array
from models.specs import DataSpec, Spec

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

    def losses(self, theta: Array) -> Array:
        """Return the loss of each sample: (K, P) -> (K, N)."""

    def gradient(self, theta: Array, batch: Batch = None) -> Array:
        """Return the gradient of the mean loss over `batch`: (K, P) -> (K, P)."""

    def losses_and_gradient(
        self, theta: Array, batch: Batch = None
    ) -> tuple[Array, Array]:
        """Return both, the losses over all samples, from one pass."""


@dataclass(frozen=True, slots=True, eq=False)
class NetworkObjective:
    """The loss of a network on data."""

    shape: Shape
    bends: Bends
    loss: Loss
    inputs: Tensor  # (D, N)
    targets: Tensor  # (O, N)

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
        return torch.cat([self.wrong(z) for z in outputs]).numpy()

    def wrong(self, outputs: Tensor) -> Tensor:
        """Return how wrong outputs (K, O, N) are for each sample, (K, N)."""
        return summed(self.loss.value(outputs, self.targets))

    def gradient(self, theta: Array, batch: Batch = None) -> Array:
        """Return the gradient of the mean loss over `batch`: (K, P) -> (K, P)."""
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
        layers, targets = matrices(theta, self.shape), self.targets.numpy()
        with np.errstate(all="ignore"):  # infinite where a descent diverges
            values = self._forward(layers, self.inputs.numpy())
            losses = summed(self.loss.value(values[-1], targets))
            if batch is not None:
                values = [value[..., batch] for value in values]
                targets = targets[:, batch]
            errors = self.loss.slope(values[-1], targets)
            errors /= targets.shape[1]
            return losses, backward(layers, values, errors, self.bends)

    def outputs(self, theta: Array, inputs: Array) -> Array:
        """Return predictions (K, O, G) for `inputs` (D, G)."""
        outputs = self._forward(matrices(theta, self.shape), inputs)[-1]
        return self.loss.link(outputs)

    def _forward(self, layers: list[Array], inputs: Array) -> list[Array]:
        bias = self.shape.bias
        return forward(layers, with_ones(inputs, bias), self.bends, bias)

    def cast(self, dtype: torch.dtype) -> "NetworkObjective":
        """Return the same objective in another precision."""
        inputs, targets = self.inputs.to(dtype), self.targets.to(dtype)
        return replace(self, inputs=inputs, targets=targets)


def summed(apart: Numbers) -> Numbers:
    """Return the sums over the outputs: (K, O, N) -> (K, N)."""
    return apart[:, 0] if apart.shape[1] == 1 else apart.sum(1)


def even(count: int, most: int) -> int:
    """Return the size of equal parts of `count`, each at most `most`, at least 1."""
    parts = -(-count // max(1, most))
    return -(-count // parts)


def make_objective(
    spec: Spec, of: SubsetName = "training"
) -> NetworkObjective | FunctionObjective:
    """Return the objective that `spec` asks for, in double precision.

    It is over the examples that are learnt from, or over those that are held out.
    """
    if spec.is_function:
        return make_function(spec.formula)
    names = spec.network.activations
    return _objective(spec.data, of, spec.shape, names, spec.loss_name)


@lru_cache(maxsize=4)
def _objective(
    data_spec: DataSpec,
    of: SubsetName,
    shape: Shape,
    names: tuple[ActivationName, ...],
    loss_name: str,
) -> NetworkObjective:
    data = make_data(data_spec)
    is_in = data.is_held_out if of == "test" else ~data.is_held_out
    return NetworkObjective(
        shape,
        tuple(ACTIVATIONS[name] for name in names),
        choose_loss(loss_name, data.has_classes),
        torch.tensor(data.inputs[is_in].T.copy()),
        torch.tensor(data.targets[is_in].T.copy()),
    )
