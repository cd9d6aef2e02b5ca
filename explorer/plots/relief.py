"""What a map shows of the surface itself."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

from explorer.plots.arrows import HEAD, arrow_item, arrow_outlines, field_arrows
from explorer.plots.excerpt import Excerpt
from explorer.plots.grids import (
    Image,
    cells,
    contour_levels,
    contour_lines,
    pixels,
)
from explorer.theme import CREASE, PENALTY
from models.scales import Scale, round_numbers
from models.snapshots import Array, Surface
from models.specs import ViewSpec

FINE, MAJOR, GRID = (0, 0, 0, 80), (0, 0, 0, 255), (255, 255, 255, 60)
FIELD, FIELD_EDGE = "#ffffff", "#1d212780"  # fainter: these arrows are small
SMALL = 0.5  # the heads of the field, against those at the walker
GRID_LINES = 9


class Relief:
    """The image, and the lines on it; `items` in the order of drawing."""

    def __init__(self) -> None:
        self._image = Image()
        self._grid = _lines(GRID)
        self._fine, self._major = _lines(FINE), _lines(MAJOR)
        self._creases, self._field = _lines(CREASE), arrow_item(FIELD, FIELD_EDGE)
        self._creases.setPen(pg.mkPen(CREASE, width=2))
        self._penalty = _lines(PENALTY)
        self._penalty.setPen(pg.mkPen(PENALTY, width=2))
        for item in (self._creases, self._penalty, self._field):
            # Slow to paint: it is done when they change, not when the walker moves.
            item.setCacheMode(item.CacheMode.DeviceCoordinateCache)
        lines = (self._grid, self._fine, self._major)
        over = (self._penalty, self._creases, self._field)
        self.items = (self._image, *lines, *over)

    def show(
        self, surface: Surface, scale: Scale, view: ViewSpec, table: NDArray[np.uint8]
    ) -> None:
        """Draw `surface` in the colours of `scale` and `table`."""
        self._grid.setVisible("grid" in view.layers)
        self._image.setImage(pixels(surface.tint, scale, table), levels=None)
        self._image.setRect(cells(surface.axis_x, surface.axis_y))
        self._show_contours(surface, scale, view)
        creases = surface.creases if "creases" in view.layers else None
        self._creases.setData(*_columns(creases))
        penalty = surface.penalty if "penalty" in view.layers else None
        self._penalty.setData(*_columns(penalty))

    def show_grid(self, excerpt: Excerpt) -> None:
        """Draw lines at round numbers of what is shown."""
        lines, ends = [np.zeros((0, 2))], excerpt.ends
        for axis, (low, high) in enumerate(ends):
            for at in round_numbers(low, high, GRID_LINES):
                line = np.full((3, 2), np.nan)
                line[:2, axis], line[:2, 1 - axis] = at, ends[1 - axis]
                lines.append(line)
        self._grid.setData(*_columns(np.concatenate(lines)))

    def show_field(
        self, surface: Surface, scale: Scale, view: ViewSpec, excerpt: Excerpt
    ) -> None:
        """Draw arrows down the slopes of what is shown."""
        self._field.setVisible("field" in view.layers)
        if "field" in view.layers:
            arrows = field_arrows(surface, scale, excerpt, view.true_length)
            head = SMALL * HEAD * excerpt.half
            self._field.setData(*arrow_outlines(*arrows, head))

    def _show_contours(self, surface: Surface, scale: Scale, view: ViewSpec) -> None:
        items, tint = (self._fine, self._major), surface.tint
        axes = surface.axis_x, surface.axis_y
        for item in items:
            item.setVisible("contours" in view.layers)
        if "contours" in view.layers:
            values = np.where(np.isfinite(tint), scale.unit(tint), np.nan)
            for item, levels in zip(items, contour_levels(scale), strict=True):
                item.setData(*contour_lines(*axes, values, levels))


def _lines(color: object) -> pg.PlotCurveItem:
    """Return an item for lines one pixel wide: Qt draws wider ones 15 times slower."""
    return pg.PlotCurveItem(pen=pg.mkPen(color), connect="finite", antialias=True)


def _columns(points: Array | None) -> Array:
    """Return x and y (2, K) of `points` (K, 2), of none as well."""
    return np.zeros((2, 0)) if points is None else points.T
