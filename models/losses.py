"""Losses: how wrong the output z of a network is for a target t, and the slope in z.

Targets and outputs are (..., O, N), of numpy or of torch; a loss sums over the O
outputs of each sample.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch.nn.functional import softplus

from models.activations import Numbers, sigmoid
from models.snapshots import Array


class Value(Protocol):
    """How wrong z is for t, element by element."""

    def __call__(self, z: Numbers, t: Numbers) -> Numbers:
        """Return the loss."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss with its link, the function that turns the output into a prediction."""

    value: Value
    slope: Callable[[Array, Array], Array]  # (z, t) -> d loss / dz
    link: Callable[[Array], Array]  # z -> y


def _squared(z: Numbers, t: Numbers) -> Numbers:
    apart = z - t
    apart *= apart
    return apart


def _squared_sigmoid(z: Numbers, t: Numbers) -> Numbers:
    return _squared(torch.sigmoid(z) if isinstance(z, torch.Tensor) else _link(z), t)


def _squared_sigmoid_slope(z: Array, t: Array) -> Array:
    y = _link(z)
    return 2 * (y - t) * y * (1 - y)


def _log(z: Numbers, t: Numbers) -> Numbers:
    """-log y for t = 1, -log(1 - y) for t = 0, with y = sigmoid(z).

    So it is exact where y is 0 or 1 but for rounding.
    """
    turned = z * (1 - 2 * t)
    if isinstance(turned, torch.Tensor):
        return softplus(turned)
    return np.logaddexp(0, turned)


def _link(z: Array) -> Array:
    return sigmoid(z.copy())


SQUARED = Loss(_squared, lambda z, t: 2 * (z - t), lambda z: z)
SQUARED_SIGMOID = Loss(_squared_sigmoid, _squared_sigmoid_slope, _link)
LOG = Loss(_log, lambda z, t: _link(z) - t, _link)


def choose_loss(name: str, has_classes: bool) -> Loss:
    """Return the loss called `name`: classes are predicted through a sigmoid."""
    if name == "log":
        return LOG
    return SQUARED_SIGMOID if has_classes else SQUARED
