"""The axes of a history: losses and the like at the left, shares at the right."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg

from explorer.plots.style import Axis
from models.scales import Scale, short
from models.snapshots import Array

POWERS = -300.0, 300.0  # of ten, that a number can be: no axis goes farther
SMALLEST = 1e-280  # less is as good as 0
RIM = 0.03  # of the scale at the right, over and under it
ROUND = [m * 10.0**e for e in range(-6, 16) for m in (1, 2, 5)]  # steps of ticks
MARGIN = 0.05  # of the heights, over and under the curves
LEAST = 0.005  # of the losses, there: numbers at the axis are to differ


class LossAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of losses, or of their logarithms, with round numbers on it."""

    is_log = True

    def tickValues(self, low: float, high: float, size: float) -> object:
        """Return where the ticks are, in one level."""
        if not self.is_log:
            return super().tickValues(low, high, size)
        most = max(2, int(size / 28))
        low, high = np.clip((low, high), *POWERS)
        if not low < high:
            return [(1.0, [])]
        ticks = Scale(10.0**low, 10.0**high, is_log=True).ticks(most)
        return [(1.0, [float(np.log10(tick)) for tick in ticks])]

    def tickStrings(self, values: list[float], scale: float, step: float) -> list[str]:
        """Return the losses at the ticks."""
        return [short(10.0**value if self.is_log else value) for value in values]


class ValueAxis(Axis):
    """An axis of shares or of weights, with few round numbers."""

    def tickValues(self, low: float, high: float, size: float) -> object:
        """Return where the ticks are, in one level."""
        room = size / (20 * (high - low))  # ticks for each unit
        every = next((step for step in ROUND if room * step >= 1), high - low)
        first, last = np.ceil(low / every), np.floor(high / every)
        return [(every, (np.arange(first, last + 1) * every + 0.0).tolist())]


class Ruler(NamedTuple):
    """Where on a plot the values of both axes are."""

    is_log: bool  # at the left
    left: tuple[float, float]  # heights at the ends of the plot
    right: tuple[float, float]  # shares and weights there

    def heights(self, y: Array, is_right: bool) -> Array:
        """Return how high `y` is drawn; a gap for 0 if the scale is logarithmic."""
        if is_right:
            return np.interp(y, self.right, self.left, left=np.nan)
        return logarithms(y) if self.is_log else y


def make_ruler(
    left: Sequence[Array],
    right: Sequence[Array],
    wants_log: bool,
    weights: Sequence[Array] = (),
) -> Ruler:
    """Return a ruler that holds all of `left`, and what is worth it of `right`.

    There is no log scale where anything is negative. R² has no lower end: below -1 it
    is not drawn. All of `weights` is, at the right as well.
    """
    is_log = wants_log and not any((y < 0).any() for y in left)
    low, high = _ends([logarithms(y) for y in left] if is_log else left)
    worth = 1.0 if is_log else max(abs(low), abs(high))
    margin = max(MARGIN * (high - low), LEAST * worth) if high > low else 0.5
    return Ruler(is_log, (low - margin, high + margin), _right_ends(right, weights))


def _right_ends(
    shares: Sequence[Array], weights: Sequence[Array]
) -> tuple[float, float]:
    """Return the ends of the scale at the right; 0 is on it, and 1 for shares."""
    bottom, top = 0.0, 1.0 if shares or not weights else 0.0
    if shares:
        bottom = min(bottom, max(-1.0, _ends(shares)[0]))
    if weights:
        low, high = _ends(weights)
        bottom, top = min(bottom, low), max(top, high)
    rim = RIM * (top - bottom) or RIM
    return bottom - rim, top + rim


def logarithms(y: Array) -> Array:
    """Return decimal logarithms; a gap where there is none."""
    return np.log10(np.where(y > SMALLEST, y, np.nan))


def _ends(values: Sequence[Array]) -> tuple[float, float]:
    """Return the least and the greatest of all that is finite, or 0 and 1."""
    found = [float(f.reduce(y)) for y in values if len(y) for f in (np.fmin, np.fmax)]
    known = [value for value in found if np.isfinite(value)]
    return (min(known), max(known)) if known else (0.0, 1.0)
