"""Which point of the surface is under the pointer: a ray cast, without the GPU."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.snapshots import Array

SAMPLES_PER_CELL = 4
FINER = 65  # samples between two samples
SIDE = 2.0  # of the floor
MARGIN = 1e-6  # above and below the surface, in the scene


@dataclass(frozen=True, slots=True, eq=False)
class HeightField:
    """Heights over a regular grid of the scene, bilinear between its points."""

    axis_x: Array  # (R,)
    axis_y: Array  # (R,)
    heights: NDArray[np.floating]  # (R, R); nan is a hole

    def height(self, places: Array) -> Array:
        """Return the heights (...) under `places` (..., 2 or 3); nan beside a hole."""
        i, across = _cell(self.axis_x, places[..., 0])
        j, along = _cell(self.axis_y, places[..., 1])
        z = self.heights
        near = (1 - along) * z[i, j] + along * z[i, j + 1]
        far = (1 - along) * z[i + 1, j] + along * z[i + 1, j + 1]
        return np.asarray((1 - across) * near + across * far)

    def bounds(self) -> tuple[Array, Array]:
        """Return the lowest and the highest corner (3,) of what is there."""
        x, y, z = self.axis_x, self.axis_y, self.heights[np.isfinite(self.heights)]
        lowest, highest = (z.min(), z.max()) if z.size else (0.0, 0.0)
        low = np.array([x[0], y[0], lowest - MARGIN])
        return low, np.array([x[-1], y[-1], highest + MARGIN])


def _cell(axis: Array, values: Array) -> tuple[NDArray[np.intp], Array]:
    """Return the index of the cell of each value, and where in it, in [0, 1]."""
    last = len(axis) - 1
    position = (values - axis[0]) * (last / (axis[-1] - axis[0]))
    position = np.clip(position, 0, last)
    index = np.minimum(position.astype(np.intp), last - 1)
    return index, position - index


def pick(field: HeightField, start: Array, end: Array) -> Array | None:
    """Return where the segment from `start` to `end` first meets `field`, or None.

    It is sampled four times per crossed cell, so only folds seen at a grazing angle
    can be missed, and then finer where it crosses.
    """
    inside = _clip(start, end, *field.bounds())
    if inside is None:
        return None
    first, last = inside
    way = end - start

    def clearance(times: Array) -> Array:
        points = start + np.multiply.outer(times, way)
        return np.asarray(points[..., 2] - field.height(points))

    cells = np.abs(way[:2]) / (field.axis_x[1] - field.axis_x[0]) * (last - first)
    count = int(SAMPLES_PER_CELL * cells.sum()) + 8
    for samples in (count, FINER, FINER):
        times = np.linspace(first, last, samples)
        side = np.sign(clearance(times))  # nan over a hole, which changes nothing
        changes = np.flatnonzero(side[1:] * side[:-1] <= 0)
        if not len(changes):
            return None
        first, last = times[changes[0]], times[changes[0] + 1]
    return np.asarray(start + 0.5 * (first + last) * way)


def are_hidden(field: HeightField, places: Array, eye: Array) -> NDArray[np.bool_]:
    """Return which of `places` (K, 3) have `field` between them and `eye`, roughly.

    Hidden is what is on the other side of the surface than the eye; a ray that leaves
    under its edge is free. It is looked at 40 points, up to the height of the surface.
    """
    way = eye - places
    tallest = field.bounds()[1][2]
    with np.errstate(divide="ignore", invalid="ignore"):
        rise = (tallest - places[:, 2]) / np.maximum(way[:, 2], MARGIN)
    reach = np.minimum(rise, 2 * SIDE / np.linalg.norm(way, axis=1))
    times = np.linspace(0.01, 1, 40)[:, None] * reach
    points = places + times[..., None] * way
    inside = (np.abs(points[..., :2]) < 1).all(axis=-1)
    clearance = points[..., 2] - field.height(points)  # nan over a hole
    under, over = inside & (clearance < 0), inside & (clearance >= 0)
    return np.asarray(under.any(axis=0) & over.any(axis=0))


def _clip(
    start: Array, end: Array, low: Array, high: Array
) -> tuple[float, float] | None:
    """Return the part of a segment, as fractions, between two corners (3,)."""
    way = end - start
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - start) / way, (high - start) / way
    first = max(0.0, float(np.nanmax(np.minimum(one, other))))
    last = min(1.0, float(np.nanmin(np.maximum(one, other))))
    return (first, last) if first < last else None
