"""The bends in hidden units: a function of the weighted sum, and its slope.

`value` writes into its argument, of numpy or of torch; `slope` takes what it returned.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor

from models.catalog import ActivationName
from models.snapshots import Array

Numbers = TypeVar("Numbers", Array, Tensor)


class Bend(Protocol):
    """A function, element by element, that overwrites its argument."""

    def __call__(self, z: Numbers) -> Numbers:
        """Return f(z)."""


@dataclass(frozen=True, slots=True)
class Activation:
    """f and f', element by element; f' as a function of f, which all of these allow."""

    value: Bend
    slope: Callable[[Array], Array]
    is_shifted_sigmoid: bool = False  # 2 sigmoid(2 z) - 1, which weights can absorb


def sigmoid(z: Numbers) -> Numbers:
    """Overwrite `z` by torch, three times as fast as numpy on AVX2."""
    (torch.from_numpy(z) if isinstance(z, np.ndarray) else z).sigmoid_()
    return z


def _tanh(z: Numbers) -> Numbers:
    """Tanh z = 2 sigmoid(2 z) - 1, three times faster than torch's own on AVX2."""
    z *= 2
    sigmoid(z)
    z *= 2
    z -= 1
    return z


def _relu(z: Numbers) -> Numbers:
    return np.maximum(z, 0, out=z) if isinstance(z, np.ndarray) else z.relu_()


ACTIVATIONS: dict[ActivationName, Activation] = {
    "linear": Activation(lambda z: z, np.ones_like),
    "sigmoid": Activation(sigmoid, lambda a: a * (1 - a)),
    "tanh": Activation(_tanh, lambda a: 1 - a * a, is_shifted_sigmoid=True),
    "relu": Activation(_relu, lambda a: (a > 0).astype(a.dtype)),
}
