"""What a map shows at single points: marks, kept points, the cut, the pointer."""

from itertools import chain

import pyqtgraph as pg
from PyQt6.QtCore import Qt

from explorer.plots.captions import Caption
from explorer.theme import Theme
from models.scales import mark_text
from models.snapshots import Array, Marker, MarkKind, Surface, frozen
from models.specs import ViewSpec

SYMBOLS: dict[MarkKind, str] = {
    "minimum": "star",
    "saddle": "x",
    "maximum": "t1",
    "equivalent": "star",
}
SIGN, DIAMOND, POINTER = 15, 13, 14  # px
ON_PLANE = 1e-6  # of the extent: a kept point nearer than this is on the plane
Spot = dict[str, object]
"""As pyqtgraph takes it."""


class Signs:
    """Symbols, and the texts that belong beside them."""

    def __init__(self) -> None:
        self._cut = pg.PlotCurveItem(antialias=True)
        self._marks = pg.ScatterPlotItem(size=SIGN)
        self._kept = pg.ScatterPlotItem(size=DIAMOND)
        self._pointer = pg.ScatterPlotItem(size=POINTER)
        self.items = self._cut, self._marks, self._kept, self._pointer
        self.captions: tuple[Caption, ...] = ()

    def show(
        self,
        surface: Surface,
        markers: tuple[Marker, ...],
        view: ViewSpec,
        theme: Theme,
    ) -> None:
        """Draw the marks of `surface`, and kept points, in the colours of `theme`."""
        text, accent, halo = theme.text, theme.accent, theme.halo
        marks = surface.marks if "marks" in view.layers else ()
        kept = markers if "kept" in view.layers else ()
        near = ON_PLANE * surface.plane.extent
        stars = [
            haloed(one.xy, SYMBOLS[one.kind], text, halo, one.kind == "equivalent")
            for one in marks
        ]
        diamonds = [
            haloed(one.xy, "d", accent, halo, one.off_plane > near) for one in kept
        ]
        self._marks.setData(list(chain.from_iterable(stars)))
        self._kept.setData(list(chain.from_iterable(diamonds)))
        names = [Caption(one.name, one.xy) for one in kept]
        self.captions = (*names, *(Caption(mark_text(one), one.xy) for one in marks))

    def show_cut(self, ends: Array | None) -> None:
        """Draw the line between `ends` (2, 2)."""
        self._cut.setData(*([[], []] if ends is None else ends.T))

    def show_pointer(self, point: tuple[float, float] | None, theme: Theme) -> None:
        """Draw a ring where the pointer is in another view."""
        shown = haloed(frozen(point), "o", theme.text, theme.halo) if point else []
        self._pointer.setData(shown)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._cut.setPen(pg.mkPen(theme.text, width=1.8, style=Qt.PenStyle.DashDotLine))
        self._cut.setShadowPen(pg.mkPen(theme.halo, width=3.5))


def haloed(
    xy: Array, symbol: str, color: str, halo: str, is_hollow: bool = True
) -> list[Spot]:
    """Return the spots of a symbol over its halo: it lies on every colour."""
    back = {"pos": xy, "symbol": symbol, "pen": pg.mkPen(halo, width=4), "brush": None}
    brush = None if is_hollow else color
    return [back, back | {"pen": pg.mkPen(color, width=1.6), "brush": brush}]
