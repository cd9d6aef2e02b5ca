"""Where the weights of a network are drawn, and which of them is pointed at."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QLineF, QPointF, QRectF

from models.parameters import Shape
from models.snapshots import Array, frozen

REACH = 6.0  # px: farther away, nothing is pointed at
SMALLEST, LARGEST = 2.5, 11.0  # px, radius of a unit
SHARE, SIDE = 0.42, 0.17  # a radius in rows, and in gaps between layers, at most
ROW = 46.0  # px between two units, at most
LEVELS = 12  # of strength that are told apart; 0 is nearly nothing

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Wires:
    """The units, and a line for each parameter, in the order of the parameters.

    A line ends at the rims of its units; that of a bias begins at a node fixed to 1,
    or, where it is drawn as a dot, is the middle of its own unit. Units are numbered
    from the inputs on, layer by layer.
    """

    units: tuple[Array, ...]  # of each layer, inputs first: (U, 2), px
    radii: tuple[float, ...]  # of the units of each layer, px
    ones: Array  # (L, 2), px, the nodes fixed to 1; or none
    starts: Array  # (P, 2), px
    ends: Array  # (P, 2), px
    lines: tuple[QLineF, ...]  # P, the same
    sources: Numbers  # (P,) the unit that a line comes from; −1: none, it is a bias
    targets: Numbers  # (P,) the unit that it goes to
    is_dot: NDArray[np.bool_]  # (P,) a bias, drawn in its unit

    @property
    def radius(self) -> float:
        """The radius of the smallest unit, px: no line is as wide."""
        return min(self.radii)

    @property
    def middles(self) -> Array:
        """The middles (U, 2) of all units, px."""
        return np.concatenate(self.units)

    @property
    def each_radius(self) -> Array:
        """The radius (U,) of each unit, px."""
        return np.repeat(self.radii, list(map(len, self.units)))

    def distances(self, spot: QPointF) -> Array:
        """Return how far `spot` is from each line, or from a dot's unit, (P,) px."""
        at, way = np.array([spot.x(), spot.y()]), self.ends - self.starts
        squared = (way**2).sum(axis=1)
        share = ((at - self.starts) * way).sum(axis=1) / np.maximum(squared, 1e-9)
        feet = self.starts + np.clip(share, 0.0, 1.0)[:, None] * way
        apart: Array = np.linalg.norm(at - feet, axis=1)
        rims = self.each_radius[self.targets]
        return np.where(self.is_dot, np.maximum(apart - rims, 0.0), apart)

    def nearest(self, spot: QPointF) -> int | None:
        """Return the number of the parameter at `spot`, if there is one.

        In a unit there is only its own bias.
        """
        apart = self.distances(spot)
        if (unit := self.unit_at(spot)) is not None:
            apart = np.where(self.is_dot & (self.targets == unit), apart, np.inf)
        best = int(apart.argmin())
        return best if apart[best] <= REACH else None

    def unit_at(self, spot: QPointF) -> int | None:
        """Return the number of the unit at `spot`, if there is one."""
        apart = np.linalg.norm(self.middles - (spot.x(), spot.y()), axis=1)
        inside = apart - self.each_radius
        best = int(inside.argmin())
        return best if inside[best] <= 0 else None

    def layer_of(self, unit: int) -> tuple[int, int]:
        """Return the layer of a unit, inputs are 0, and its place in there."""
        ends = np.cumsum([0, *map(len, self.units)])
        layer = int(np.searchsorted(ends, unit, "right")) - 1
        return layer, unit - int(ends[layer])


def lay_out(
    shape: Shape, room: QRectF, has_ones: bool = False, largest: float = LARGEST
) -> Wires:
    """Return the network with its inputs at the left edge of `room`.

    `has_ones` gives each layer but the last a node fixed to 1, below its units.
    """
    gap = room.width() / (len(shape.sizes) - 1)
    has_ones = has_ones and shape.bias
    last = len(shape.sizes) - 1
    rows = [
        size + (has_ones and layer < last) for layer, size in enumerate(shape.sizes)
    ]
    columns = [_column(room.left() + k * gap, n, room) for k, n in enumerate(rows)]
    units = tuple(
        column[:size] for column, size in zip(columns, shape.sizes, strict=True)
    )
    most = max(min(largest, SIDE * gap), SMALLEST)
    radii = tuple(
        min(max(SHARE * min(room.height() / n, ROW), SMALLEST), most) for n in rows
    )
    ones = [column[-1] for column in columns[:-1]] if has_ones else []
    return _joined(units, radii, np.array(ones).reshape(-1, 2), shape.bias)


def _joined(
    units: tuple[Array, ...], radii: tuple[float, ...], ones: Array, bias: bool
) -> Wires:
    """Return the lines between units, and from `ones`, or a dot for each bias."""
    parts: list[tuple[NDArray[Any], ...]] = []  # starts, ends, sources, targets
    first, is_dot = 0, not len(ones)
    for layer, (before, after) in enumerate(pairwise(units)):
        fan_in, fan_out, rims = len(before), len(after), radii[layer : layer + 2]
        numbers = first + np.arange(fan_in), first + fan_in + np.arange(fan_out)
        froms, tos = np.repeat(before, fan_out, 0), np.tile(after, (fan_in, 1))
        from_to = np.repeat(numbers[0], fan_out), np.tile(numbers[1], fan_in)
        parts.append((*_between(froms, tos, *rims), *from_to))
        if bias:
            one = after if is_dot else np.tile(ones[layer], (fan_out, 1))
            ends = (after, after) if is_dot else _between(one, after, *rims)
            parts.append((*ends, np.full(fan_out, -1), numbers[1]))
        first += fan_in
    starts, ends_of, sources, targets = map(np.concatenate, zip(*parts, strict=True))
    lines = tuple(QLineF(*line) for line in np.hstack([starts, ends_of]).tolist())
    return Wires(
        units,
        radii,
        ones,
        frozen(starts),
        frozen(ends_of),
        lines,
        sources.astype(np.intp),
        targets.astype(np.intp),
        (sources < 0) & is_dot,
    )


def _between(
    starts: Array, ends: Array, rim_before: float, rim_after: float
) -> tuple[Array, ...]:
    """Return lines (K, 2) from middle to middle, cut off at the rims."""
    way = ends - starts
    way = way / np.linalg.norm(way, axis=1, keepdims=True)
    return starts + rim_before * way, ends - rim_after * way


def levels_of(theta: Array) -> NDArray[np.int64]:
    """Return sign and strength of each parameter (P,), from −LEVELS to LEVELS.

    Strength is |w| / (1 + |w|): the same weight always looks the same, however large
    the others are.
    """
    with np.errstate(invalid="ignore"):
        strength = 1.0 - 1.0 / (1.0 + np.abs(theta))
    signed = np.nan_to_num(np.sign(theta) * strength)
    return np.rint(LEVELS * signed).astype(np.int64)


def square(middle: QPointF, half: float) -> QRectF:
    """Return the square around a point."""
    return QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)


def _column(x: float, size: int, room: QRectF) -> Array:
    """Return the middles (size, 2) of the nodes of a layer, evenly spread."""
    height = min(room.height(), size * ROW)
    top = room.center().y() - height / 2
    y = top + height * (np.arange(size) + 0.5) / size
    return frozen(np.column_stack([np.full(size, x), y]))
