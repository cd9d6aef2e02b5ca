"""The bends in hidden units: a function of the weighted sum, and its slope.

`value` writes into its argument, of numpy or of torch. `slope` takes what `value`
returned, from which most slopes are quickest to get, or else the sum itself.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.catalog import ActivationName
from models.snapshots import Array

Numbers = TypeVar("Numbers", Array, Tensor)

LEAK = 0.01  # the slope of a leaky ReLU below 0


class Bend(Protocol):
    """A function, element by element, that overwrites its argument."""

    def __call__(self, z: Numbers) -> Numbers:
        """Return f(z)."""


@dataclass(frozen=True, slots=True)
class Activation:
    """f and f', element by element; f' as a function of f, if not `of_sum`."""

    value: Bend
    slope: Callable[[Array], Array]
    of_sum: bool = False  # `slope` takes z, as f(z) does not tell
    is_shifted_sigmoid: bool = False  # 2 sigmoid(2 z) - 1, which weights can absorb
    is_odd: bool = False  # f(-z) = -f(z)
    has_kink: bool = False  # at 0
    can_die: bool = False  # 0, and level, for all z below 0


def by_torch(function: Callable[[Tensor], Tensor]) -> Bend:
    """Return `function` as a bend that overwrites arrays of numpy as well."""

    def value(z: Numbers) -> Numbers:
        room = torch.from_numpy(z) if isinstance(z, np.ndarray) else z
        room.copy_(function(room))
        return z

    return value


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


def _gelu_slope(z: Array) -> Array:
    density = np.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)
    share: Array = torch.special.ndtr(torch.from_numpy(z)).numpy()
    return share + z * density


def _silu_slope(z: Array) -> Array:
    share = sigmoid(z.copy())
    return share * (1 + z * (1 - share))


ACTIVATIONS: dict[ActivationName, Activation] = {
    "linear": Activation(lambda z: z, np.ones_like, is_odd=True),
    "sigmoid": Activation(sigmoid, lambda a: a * (1 - a)),
    "tanh": Activation(
        _tanh, lambda a: 1 - a * a, is_shifted_sigmoid=True, is_odd=True
    ),
    "relu": Activation(
        _relu, lambda a: (a > 0).astype(a.dtype), has_kink=True, can_die=True
    ),
    "leaky_relu": Activation(
        by_torch(lambda z: functional.leaky_relu(z, LEAK)),
        lambda a: np.where(a > 0, 1.0, LEAK),
        has_kink=True,
    ),
    "elu": Activation(
        by_torch(functional.elu), lambda a: np.where(a > 0, 1.0, a + 1.0)
    ),
    "gelu": Activation(by_torch(functional.gelu), _gelu_slope, of_sum=True),
    "silu": Activation(by_torch(functional.silu), _silu_slope, of_sum=True),
    "softplus": Activation(by_torch(functional.softplus), lambda a: 1 - np.exp(-a)),
    "sine": Activation(by_torch(torch.sin), np.cos, of_sum=True, is_odd=True),
}
