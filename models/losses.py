"""Losses: how wrong the output z of a network is for a target t, and the slope in z.

Targets and outputs are (..., O, N); a loss sums over the O outputs of each sample.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import softplus


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss with its link, the function that turns the output into a prediction."""

    value: Callable[[Tensor, Tensor], Tensor]  # (z, t) -> loss, element by element
    slope: Callable[[Tensor, Tensor], Tensor]  # (z, t) -> d loss / dz
    link: Callable[[Tensor], Tensor]  # z -> y


def _squared_sigmoid_slope(z: Tensor, t: Tensor) -> Tensor:
    y = torch.sigmoid(z)
    return 2 * (y - t) * y * (1 - y)


SQUARED = Loss(lambda z, t: (z - t).square_(), lambda z, t: 2 * (z - t), lambda z: z)
SQUARED_SIGMOID = Loss(
    lambda z, t: (torch.sigmoid(z) - t).square_(), _squared_sigmoid_slope, torch.sigmoid
)
LOG = Loss(  # -log y for t = 1, -log(1 - y) for t = 0, with y = sigmoid(z): so exact
    lambda z, t: softplus(z * (1 - 2 * t)),  # where y is 0 or 1 but for rounding
    lambda z, t: torch.sigmoid(z) - t,
    torch.sigmoid,
)


def choose_loss(name: str, has_classes: bool) -> Loss:
    """Return the loss called `name`: classes are predicted through a sigmoid."""
    if name == "log":
        return LOG
    return SQUARED_SIGMOID if has_classes else SQUARED
