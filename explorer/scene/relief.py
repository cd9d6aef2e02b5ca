"""The relief of a surface, and lines that lie on it and under it."""

import math
from dataclasses import dataclass

import contourpy
import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from explorer.scene.box import FLOOR, HEIGHT, Box
from explorer.scene.picking import HeightField
from explorer.scene.shapes import Pass, Relief, Strokes, rgba
from explorer.scene.strokes import line
from explorer.scene.ticks import grid_spacing
from explorer.theme import PENALTY, Theme, color_table
from models.catalog import BrightName, ColorMapName
from models.scales import CONTOURS_PER_MAJOR, Scale, contour_spacing
from models.snapshots import Array, Surface
from models.specs import ViewSpec

SMOOTH = 45  # points a side from which the contours on the floor are found
THIN, STRONG = 1.0, 1.5  # pixels
FAINT, CLEAR = 0.5, 0.9  # against the ground
VIVID = 0.7  # how much of a contour's colour is that of its loss
ON_FLOOR = Pass(nearer=0.0005, is_solid=False)
OVER_FLOOR = Pass(nearer=0.001, is_solid=False)


@dataclass(frozen=True, slots=True)
class Finish:
    """The part of a ViewSpec that a relief depends on."""

    color_map: ColorMapName
    bright: BrightName
    opacity: float
    has_contours: bool
    has_grid: bool

    @classmethod
    def of(cls, view: ViewSpec) -> "Finish":
        """Return the finish that `view` asks for."""
        return cls(
            view.color_map,
            view.bright,
            view.opacity,
            "contours" in view.layers,
            "grid" in view.layers,
        )


def make_relief(surface: Surface, box: Box, colors: Scale, finish: Finish) -> Relief:
    """Return what is drawn of `surface`; where a loss is no number there is a hole."""
    fractions, tint = box.scale.unit(surface.loss), surface.tint
    places = fractions if colors == box.scale else colors.unit(tint)
    heights = HEIGHT * fractions
    heights[~np.isfinite(tint)] = np.nan
    return Relief(
        axis_x=(surface.axis_x - box.centre[0]) / box.extent,
        axis_y=(surface.axis_y - box.centre[1]) / box.extent,
        heights=heights,
        colors=places,
        table=color_table(colors, finish.color_map, finish.bright),
        contours=contour_spacing(colors),
        grid=grid_spacing(box),
        has_contours=finish.has_contours,
        has_grid=finish.has_grid,
        opacity=finish.opacity,
    )


def field_of(relief: Relief) -> HeightField:
    """Return what the pointer can pick."""
    return HeightField(relief.axis_x, relief.axis_y, relief.heights)


def floor_contours(relief: Relief, theme: Theme) -> Strokes:
    """Return the contours on the floor, every fifth stronger, as on the surface."""
    per_unit, offset = relief.contours
    numbers = np.arange(math.floor(offset) + 1, math.ceil(per_unit + offset))
    levels = np.asarray((numbers - offset) / per_unit, np.float64)
    lines = _contours(relief, levels)
    counts = [len(each) for each in lines]
    points = np.concatenate([np.empty((0, 2)), *lines])
    is_strong = numbers.repeat(counts) % CONTOURS_PER_MAJOR == 0
    places = np.column_stack([points, np.full(len(points), FLOOR)])
    widths = np.where(is_strong, STRONG, THIN)
    colors = _inks(relief, levels.repeat(counts), is_strong, theme)
    return Strokes(line(places, widths, colors), (ON_FLOOR,))


def floor_penalty(surface: Surface, box: Box) -> Strokes | None:
    """Return lines on the floor on which weights cost the same."""
    if surface.penalty is None:
        return None
    flat = (surface.penalty - box.centre) / box.extent
    places = np.column_stack([flat, np.full(len(flat), FLOOR)])
    return Strokes(line(places, STRONG, rgba(QColor(PENALTY))), (OVER_FLOOR,))


def _contours(relief: Relief, levels: Array) -> list[Array]:
    """Return the lines (K, 2) of each of `levels`, each line ending with nan."""
    index = np.linspace(0, len(relief.axis_x) - 1, SMOOTH).round().astype(int)
    index = np.unique(index)
    values = np.where(np.isnan(relief.heights), np.nan, relief.colors)
    generator = contourpy.contour_generator(
        relief.axis_x[index],
        relief.axis_y[index],
        values[np.ix_(index, index)].T,
        line_type=contourpy.LineType.ChunkCombinedNan,
    )
    gap = np.full((1, 2), np.nan)
    found = [generator.lines(level)[0][0] for level in levels]
    return [gap if each is None else np.concatenate([each, gap]) for each in found]


def _inks(
    relief: Relief, levels: Array, is_strong: NDArray[np.bool_], theme: Theme
) -> Array:
    """Return the colours (K, 4) of contours: of their losses, told from the ground.

    They are opaque, as translucent joints would show as beads.
    """
    own = relief.table[np.round(255 * levels).astype(int)] / 255
    text, ground = (np.array(rgba(theme.color(name))) for name in ("text", "panel"))
    ink = VIVID * own + (1 - VIVID) * text
    strength = np.where(is_strong, CLEAR, FAINT)[:, None]
    return np.asarray(strength * ink + (1 - strength) * ground)
