"""The path of a descent on a map."""

import numpy as np
import pyqtgraph as pg

from explorer.theme import Theme
from models.snapshots import Path

WIDTH, HALO = 2.5, 4.5
RING, END = 10, 12


class Track:
    """A haloed line with a ring where it starts, and a marker where it ends."""

    def __init__(self, color: str, symbol: str) -> None:
        self._halo, self._line = (
            pg.PlotCurveItem(connect="finite", antialias=True) for _ in range(2)
        )
        self._line.setPen(pg.mkPen(color, width=WIDTH))
        self._start = pg.ScatterPlotItem(
            size=RING, brush=None, pen=pg.mkPen(color, width=2)
        )
        self.items = self._halo, self._line, self._start
        self.end = pg.ScatterPlotItem(size=END, brush=color, symbol=symbol)

    def show(self, path: Path | None) -> None:
        """Draw `path`, or none."""
        for item in (*self.items, self.end):
            item.setVisible(path is not None)
        if path is not None:
            for item in (self._halo, self._line):
                item.setData(*path.xy.T)
            for item, point in ((self._start, path.xy[0]), (self.end, path.xy[-1])):
                is_there = np.isfinite(point).all()
                item.setData(*(point[:, None] if is_there else np.zeros((2, 0))))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._halo.setPen(pg.mkPen(theme.halo, width=HALO))
        self.end.setPen(pg.mkPen(theme.halo, width=1.5))
