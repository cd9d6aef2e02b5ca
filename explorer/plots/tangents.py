"""Where a cut, its tangent and the triangle of its slope are drawn."""

import math

import numpy as np

from models.scales import make_scale
from models.snapshots import Array, Cut

UNDER, OVER = 0.2, 0.06  # of the range of losses: room, more where the tangent dives
ROOM = 0.9  # of what there is, for the triangle
NARROW = 0.04  # of the width: a triangle narrower than this cannot be read


def curve_points(cut: Cut) -> Array:
    """Return x and y (2, G + 1) of the curve, through the touching point itself."""
    k = int(np.searchsorted(cut.axis, cut.at))
    x, y = np.insert(cut.axis, k, cut.at), np.insert(cut.losses, k, cut.loss)
    return np.stack([x, y])


def ends(cut: Cut, factor: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the x and y that are shown, `factor` times closer to the touching point.

    Cliffs that would flatten the rest are cut off, as on the surface.
    """
    scale = make_scale(np.append(cut.losses, cut.loss))
    room = scale.high - scale.low
    low, high = scale.low - UNDER * room, scale.high + OVER * room
    y = cut.loss if math.isfinite(cut.loss) else scale.low
    left, right = cut.axis[[0, -1]].tolist()
    return (
        (cut.at + (left - cut.at) / factor, cut.at + (right - cut.at) / factor),
        (y + (low - y) / factor, y + (high - y) / factor),
    )


def tangent_at(cut: Cut, x: Array) -> Array:
    """Return the tangent at each of `x`."""
    return cut.loss + cut.slope * (x - cut.at)


def value_at(cut: Cut, x: float) -> float:
    """Return the loss at `x`: the parabola through the three nearest points."""
    axis = cut.axis
    step = float(axis[1] - axis[0])
    k = min(max(round((x - float(axis[0])) / step), 1), len(axis) - 2)
    before, here, after = cut.losses[k - 1 : k + 2].tolist()
    t = (x - float(axis[k])) / step
    bend = (before + after) / 2 - here
    return float(here + t * (after - before) / 2 + t * t * bend)


def run_length(cut: Cut, box: list[list[float]]) -> float:
    """Return how far to the right the triangle goes: 1, if that can be seen.

    Else it is another round number; 0 where there is no room at all.
    """
    (left, right), (low, high) = box
    least = NARROW * (right - left)
    most = max(1.0, 10.0 ** math.ceil(math.log10(least)))
    free = ROOM * (right - cut.at)
    if cut.slope:
        edge = high if cut.slope > 0 else low
        free = min(free, ROOM * abs(edge - cut.loss) / abs(cut.slope))
    if free <= least:
        return 0.0
    power = 10.0 ** math.floor(math.log10(free))
    return min(most, max(f * power for f in (1, 2, 5) if f * power <= free))


def triangle(cut: Cut, run: float) -> Array:
    """Return x and y (2, 4) of the two legs and the way back."""
    x, y, rise = cut.at, cut.loss, cut.slope * run
    return np.array([[x, x + run, x + run, x], [y, y, y + rise, y]])


def precise(value: float) -> str:
    """Return `value` with four significant digits: a fourth of it is to be seen."""
    return f"{value:.4g}".replace("-", "−")
