"""Arrows all over the surface, or over the floor, that point downhill."""

import numpy as np
from PyQt6.QtGui import QColor

from explorer.scene.box import FLOOR
from explorer.scene.shapes import Arrows, Float32, Relief, rgba
from explorer.theme import Theme
from models.snapshots import Array, Surface

SIDE = 14  # arrows along each side
CELL = 2 / SIDE
LENGTH = 0.72 * CELL  # of all arrows, where they do not differ
SIZE = 0.34  # of shaft and head
LIFT = 0.008  # above the surface and the floor
LEVEL = 1e-3  # a slope in the scene that has no direction
ON_SURFACE = "#f4f6f8"


def surface_flow(relief: Relief, surface: Surface, is_true: bool) -> Arrows:
    """Return arrows that lie on the surface; see `_flow`."""
    return _flow(relief, surface, is_true, QColor(ON_SURFACE), is_flat=False)


def floor_flow(relief: Relief, surface: Surface, is_true: bool, theme: Theme) -> Arrows:
    """Return arrows that lie on the floor; see `_flow`."""
    return _flow(relief, surface, is_true, theme.color("dim"), is_flat=True)


def _flow(
    relief: Relief, surface: Surface, is_true: bool, color: QColor, is_flat: bool
) -> Arrows:
    """Return the arrows; none where the surface is level or has a hole.

    With `is_true` they are as long as the slope of the loss, the longest as a cell.
    """
    side = len(relief.axis_x)
    index = ((np.arange(SIDE) + 0.5) / SIDE * (side - 1)).round().astype(int)
    i, j = (part.ravel() for part in np.meshgrid(index, index, indexing="ij"))
    slopes = _slopes(relief.heights, i, j) / (relief.axis_x[1] - relief.axis_x[0])
    vectors = np.column_stack([-slopes, -(slopes**2).sum(axis=1)])
    if is_flat:
        vectors[:, 2] = 0
    lengths = _lengths(surface.loss, i, j) if is_true else np.full(len(i), LENGTH)
    with np.errstate(all="ignore"):
        vectors *= (lengths / np.linalg.norm(vectors, axis=1))[:, None]
        is_drawn = (np.hypot(*slopes.T) > LEVEL) & (lengths > 0.05 * CELL)
    heights = np.full(len(i), FLOOR) if is_flat else relief.heights[i, j]
    middles = np.column_stack([relief.axis_x[i], relief.axis_y[j], heights + LIFT])
    tails: Float32 = (middles - vectors / 2)[is_drawn].astype(np.float32)
    painted = np.tile(np.array(rgba(color), np.float32), (len(tails), 1))
    drawn = vectors[is_drawn].astype(np.float32)
    return Arrows(tails, drawn, painted, size=SIZE, is_in_front=False)


def _slopes(values: Array, i: Array, j: Array) -> Array:
    """Return half the differences (K, 2) to the neighbours; nan beside a hole."""
    last = len(values) - 1
    low_i, high_i = np.maximum(i - 1, 0), np.minimum(i + 1, last)
    low_j, high_j = np.maximum(j - 1, 0), np.minimum(j + 1, last)
    with np.errstate(invalid="ignore"):
        along_x = (values[high_i, j] - values[low_i, j]) / (high_i - low_i)
        along_y = (values[i, high_j] - values[i, low_j]) / (high_j - low_j)
    return np.stack([along_x, along_y], axis=1)


def _lengths(losses: Array, i: Array, j: Array) -> Array:
    """Return lengths like the slopes of the loss, the longest as a cell."""
    steepness = np.hypot(*_slopes(losses, i, j).T)
    steepness[np.isinf(steepness)] = np.nan
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(CELL * steepness / np.fmax.reduce(steepness))
