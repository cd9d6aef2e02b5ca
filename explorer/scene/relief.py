"""The relief of a surface, and lines that lie on it and under it."""

import math
from dataclasses import dataclass

import contourpy
import numpy as np
from PyQt6.QtGui import QColor

from explorer.scene.box import FLOOR, HEIGHT, Box
from explorer.scene.picking import HeightField
from explorer.scene.shapes import Pass, Relief, Segments, Strokes, rgba
from explorer.scene.strokes import joined, line
from explorer.scene.ticks import grid_spacing
from explorer.theme import Theme, lookup_table
from models.catalog import BrightName, ColorMapName
from models.scales import CONTOURS_PER_MAJOR, Scale, contour_spacing
from models.snapshots import Surface
from models.specs import ViewSpec

SMOOTH = 51  # points a side from which the contours on the floor are found
THIN, STRONG = 1.0, 1.5  # pixels
FAINT, CLEAR = 0.5, 0.9  # against the ground
VIVID = 0.7  # how much of a contour's colour is that of its loss
ON_FLOOR = Pass(nearer=0.0005, is_solid=False)


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
    fractions = box.scale.unit(surface.loss)
    places = fractions if colors == box.scale else colors.unit(surface.loss)
    heights = HEIGHT * fractions
    heights[~np.isfinite(surface.loss)] = np.nan
    return Relief(
        axis_x=(surface.axis_x - box.centre[0]) / box.extent,
        axis_y=(surface.axis_y - box.centre[1]) / box.extent,
        heights=heights,
        colors=places,
        table=lookup_table(finish.color_map, finish.bright),
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
    pick = np.linspace(0, len(relief.axis_x) - 1, SMOOTH).round().astype(int)
    pick = np.unique(pick)
    values = np.where(np.isnan(relief.heights), np.nan, relief.colors)
    generator = contourpy.contour_generator(
        relief.axis_x[pick],
        relief.axis_y[pick],
        values[np.ix_(pick, pick)].T,
        line_type=contourpy.LineType.ChunkCombinedNan,
    )
    found: list[Segments] = []
    per_unit, offset = relief.contours
    for number in range(math.floor(offset) + 1, math.ceil(per_unit + offset)):
        level = (number - offset) / per_unit
        points = generator.lines(level)[0][0]
        if points is not None:
            is_strong = number % CONTOURS_PER_MAJOR == 0
            color = _ink(relief, level, theme, CLEAR if is_strong else FAINT)
            flat = np.column_stack([points, np.full(len(points), FLOOR)])
            found.append(line(flat, STRONG if is_strong else THIN, color))
    return Strokes(joined(found), (ON_FLOOR,))


def _ink(
    relief: Relief, level: float, theme: Theme, strength: float
) -> tuple[float, float, float, float]:
    """Return the colour of a contour: that of its loss, but told from the ground.

    It is opaque, as translucent joints would show as beads.
    """
    own = relief.table[round(255 * level), :3]
    text, ground = (theme.color(name).getRgb()[:3] for name in ("text", "panel"))
    ink = VIVID * own + (1 - VIVID) * np.array(text)
    mixed = strength * ink + (1 - strength) * np.array(ground)
    return rgba(QColor(*mixed.round().astype(int).tolist()))
