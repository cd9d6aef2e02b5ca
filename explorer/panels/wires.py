"""Where the weights of a network are drawn, and which of them is pointed at."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QLineF, QPointF, QRectF

from models.parameters import Shape
from models.snapshots import Array, frozen

REACH = 6.0  # px: farther away, nothing is pointed at
SMALLEST, LARGEST = 2.5, 8.0  # px, radius of a unit
LEVELS = 12  # of strength that are told apart; 0 is nearly nothing


@dataclass(frozen=True, slots=True, eq=False)
class Wires:
    """The units, and a line for each parameter, in the order of the parameters.

    A line ends at the rims of its units; that of a bias is the middle of its own unit.
    """

    units: tuple[Array, ...]  # of each layer, inputs first: (U, 2), px
    starts: Array  # (P, 2), px
    ends: Array  # (P, 2), px
    lines: tuple[QLineF, ...]  # P, the same
    is_bias: NDArray[np.bool_]  # (P,)
    radius: float  # of a unit, px

    def distances(self, spot: QPointF) -> Array:
        """Return how far `spot` is from each line, or from a bias's unit, (P,) px."""
        at, way = np.array([spot.x(), spot.y()]), self.ends - self.starts
        squared = (way**2).sum(axis=1)
        share = ((at - self.starts) * way).sum(axis=1) / np.maximum(squared, 1e-9)
        feet = self.starts + np.clip(share, 0.0, 1.0)[:, None] * way
        apart: Array = np.linalg.norm(at - feet, axis=1)
        return np.where(self.is_bias, np.maximum(apart - self.radius, 0.0), apart)

    def nearest(self, spot: QPointF) -> int | None:
        """Return the number of the parameter at `spot`, if there is one."""
        apart = self.distances(spot)
        best = int(apart.argmin())
        return best if apart[best] <= REACH else None


def lay_out(shape: Shape, room: QRectF) -> Wires:
    """Return the network with its inputs at the left edge of `room`."""
    gap = room.width() / (len(shape.sizes) - 1)
    radius = min(0.3 * room.height() / max(shape.sizes), 0.15 * gap)
    radius = min(max(radius, SMALLEST), LARGEST)
    units = tuple(
        _column(room.left() + number * gap, size, room)
        for number, size in enumerate(shape.sizes)
    )
    starts, ends = [], []
    for before, after in pairwise(units):
        sources = np.repeat(before, len(after), axis=0)  # (fan_in fan_out, 2)
        targets = np.tile(after, (len(before), 1))
        way = targets - sources
        rim = radius * way / np.linalg.norm(way, axis=1, keepdims=True)
        biases = [after] * shape.bias
        starts += [sources + rim, *biases]
        ends += [targets - rim, *biases]
    return _wired(units, np.concatenate(starts), np.concatenate(ends), radius)


def levels_of(theta: Array) -> NDArray[np.int64]:
    """Return sign and strength of each parameter (P,), from −LEVELS to LEVELS.

    Strength is |w| / (1 + |w|): the same weight always looks the same, however large
    the others are.
    """
    with np.errstate(invalid="ignore"):
        strength = 1.0 - 1.0 / (1.0 + np.abs(theta))
    signed = np.nan_to_num(np.sign(theta) * strength)
    return np.rint(LEVELS * signed).astype(np.int64)


def _wired(
    units: tuple[Array, ...], starts: Array, ends: Array, radius: float
) -> Wires:
    lines = tuple(QLineF(*line) for line in np.hstack([starts, ends]).tolist())
    is_bias = (starts == ends).all(axis=1)
    return Wires(units, frozen(starts), frozen(ends), lines, is_bias, radius)


def _column(x: float, size: int, room: QRectF) -> Array:
    """Return the middles (size, 2) of the units of a layer, evenly spread."""
    y = room.top() + room.height() * (np.arange(size) + 0.5) / size
    return frozen(np.column_stack([np.full(size, x), y]))
