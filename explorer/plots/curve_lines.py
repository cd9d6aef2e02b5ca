"""The lines of a history: those of the walker's curves, and thin ones of others."""

from itertools import zip_longest

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import Qt

from explorer.plots.curves import LOOKS, RIGHT, SYMBOLS, Curve, envelope, other_looks
from explorer.plots.loss_axis import Ruler
from explorer.theme import LIGHT, Theme
from explorer.walkers import MOST_LEFT
from models.catalog import CurveName
from models.snapshots import Array
from models.specs import MOST_RIVALS

END = 9  # px, of the sign at a curve's end
MOST = MOST_RIVALS + MOST_LEFT  # beside the walker
NOISY = "batch", "gradient"
DASHED, SOLID = Qt.PenStyle.DashLine, Qt.PenStyle.SolidLine


class CurveLines:
    """Draws curves, each with its sign at its end."""

    def __init__(self) -> None:
        self._own = {name: pg.PlotCurveItem(connect="finite") for name in LOOKS}
        self._others = [pg.PlotCurveItem(connect="finite") for _ in range(MOST)]
        self._ends = pg.ScatterPlotItem(size=END)
        self.items = (*self._others, *self._own.values(), self._ends)
        self._theme = LIGHT
        for line, (color, _) in zip(self._others, other_looks(), strict=False):
            line.setPen(pg.mkPen(color, width=1))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for name, line in self._own.items():
            style = DASHED if LOOKS[name].is_held_out else SOLID
            width = 1 if name in NOISY else 2
            color = LOOKS[name].color_in(theme)
            line.setPen(pg.mkPen(color, width=width, style=style))

    def show_curves(
        self,
        curves: dict[CurveName, Curve],
        others: list[Curve],
        ruler: Ruler,
        most: int,
    ) -> None:
        """Draw the walker's curves and the losses of others, by `most` points each."""
        spots: list[dict[str, object]] = []
        looks = zip(self._others, other_looks(), strict=False)
        for (line, (color, sign)), other in zip_longest(looks, others[:MOST]):
            end = _show(line, other, ruler, most, is_right=False)
            spots += _sign(end, SYMBOLS[sign], color, self._theme.panel)
        for name, line in self._own.items():
            look, color = LOOKS[name], LOOKS[name].color_in(self._theme)
            end = _show(line, curves.get(name), ruler, most, look.axis == RIGHT)
            colors = color, self._theme.panel
            brush, pen = reversed(colors) if look.is_held_out else colors
            spots += _sign(end, look.symbol, brush, pen)
        self._ends.setData(spots)


def _sign(end: Array, symbol: str, brush: str, pen: str) -> list[dict[str, object]]:
    is_there = len(end) and np.isfinite(end).all()
    spot = {"pos": end, "symbol": symbol, "brush": brush, "pen": pen}
    return [spot] if is_there else []


def _show(
    line: pg.PlotCurveItem,
    curve: Curve | None,
    ruler: Ruler,
    most: int,
    is_right: bool,
) -> Array:
    """Draw a curve, or hide its line; return its end (2,), or nothing."""
    line.setVisible(curve is not None)
    if curve is None:
        return np.empty(0)
    heights = ruler.heights(curve.y, is_right)
    line.setData(*envelope(curve.x, heights, most))
    return np.array([curve.x[-1], heights[-1]])
