"""Lines laid on the surface: creases, and the line along which it is cut."""

import numpy as np
from PyQt6.QtGui import QColor

from explorer.scene.box import FLOOR, Box
from explorer.scene.picking import HeightField
from explorer.scene.shapes import Pass, Strokes, rgba
from explorer.scene.strokes import dashed, line
from explorer.scene.track import clip_segments
from explorer.theme import CREASE, Theme
from models.snapshots import Array, Surface

CREASE_WIDTH, CUT_WIDTH = 1.8, 2.4  # pixels
SHADOW = 0.7  # opacity
LYING = 0.009  # nearer than the surface

Ends = tuple[tuple[float, float], tuple[float, float]]
FARTHEST = 1e9  # half boxes that a line may be long


def crease_lines(surface: Surface, box: Box, field: HeightField) -> Strokes | None:
    """Return the lines where the loss has a kink."""
    if surface.creases is None or not len(surface.creases):
        return None
    places = draped((surface.creases - box.centre) / box.extent, field)
    edge = Pass(widen=1.6, tint=QColor("#1d2127"), nearer=LYING, is_solid=False)
    segments = line(places, CREASE_WIDTH, rgba(QColor(CREASE)))
    return Strokes(segments, (edge, Pass(nearer=LYING, is_solid=False)))


def cut_line(ends: Ends, box: Box, field: HeightField, theme: Theme) -> Strokes | None:
    """Return the line between `ends` on the surface."""
    flat = _inside(ends, box)
    if flat is None:
        return None
    places = draped(flat, field)
    halo = Pass(widen=2.4, tint=theme.color("halo"), nearer=LYING, is_solid=False)
    segments = line(places, CUT_WIDTH, rgba(theme.color("text")))
    return Strokes(segments, (halo, Pass(nearer=LYING, is_solid=False)))


def cut_shadow(ends: Ends, box: Box, theme: Theme) -> Strokes | None:
    """Return the same line on the floor, dashed."""
    flat = _inside(ends, box)
    if flat is None:
        return None
    places = dashed(*np.column_stack([flat, np.full(2, FLOOR)]))
    segments = line(places, CUT_WIDTH / 2, rgba(theme.color("text"), SHADOW))
    return Strokes(segments, (Pass(nearer=0.001, is_solid=False),))


def _inside(ends: Ends, box: Box) -> Array | None:
    """Return the ends (2, 2) of the part of a line that lies in the box, if any.

    A line may be a million times as long as the box.
    """
    flat = (np.array(ends) - box.centre) / box.extent
    if not np.abs(flat).max() < FARTHEST:
        return None
    places = np.column_stack([flat, np.zeros(2)]).astype(np.float32)
    begins, stops, _ = clip_segments(places)
    if not len(begins):
        return None
    return np.concatenate([begins, stops])[:, :2].astype(float).clip(-1, 1)


def draped(points: Array, field: HeightField) -> Array:
    """Return the line through `points` (K, 2) laid on the surface, (K', 3).

    It has a point in each cell, as between two points it would cut through the hills.
    """
    step = field.axis_x[1] - field.axis_x[0]
    ways = np.nan_to_num(np.diff(points, axis=0))  # a way into a gap has no length
    pieces = (np.hypot(*ways.T) / step).astype(int) + 1
    first = np.repeat(np.cumsum(pieces) - pieces, pieces)
    along = (np.arange(pieces.sum()) - first) / np.repeat(pieces, pieces)
    index = np.repeat(np.arange(len(ways)), pieces)
    flat = np.concatenate([points[index] + along[:, None] * ways[index], points[-1:]])
    heights = field.height(np.nan_to_num(flat))
    flat[(np.abs(flat) > 1 + 1e-9).any(axis=1)] = np.nan
    return np.column_stack([flat, heights])
