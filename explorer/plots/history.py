"""The loss at every kept step."""

import numpy as np
import pyqtgraph as pg

from explorer.plots.style import Plot
from explorer.theme import WALKER, Theme
from models.scales import Scale, short
from models.snapshots import Array, Path, Step

BETWEEN = 2  # points in a column of pixels, at most
PADDING = 0.02  # of the steps, at both ends


class LossAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of losses, or of their logarithms, with round numbers on it."""

    is_log = True

    def tickValues(self, low: float, high: float, size: float) -> object:
        """Return where the ticks are, in one level."""
        if not self.is_log:
            return super().tickValues(low, high, size)
        most = max(2, int(size / 28))
        ticks = Scale(10.0**low, 10.0**high, is_log=True).ticks(most)
        return [(1.0, [float(np.log10(tick)) for tick in ticks])]

    def tickStrings(self, values: list[float], scale: float, step: float) -> list[str]:
        """Return the losses at the ticks."""
        return [short(10.0**value if self.is_log else value) for value in values]


class HistoryPlot(Plot):
    """Loss against steps, on a log scale where no loss is negative."""

    def __init__(self) -> None:
        super().__init__("step", "loss, log scale", {"left": LossAxis("left")})
        self._axis: LossAxis = self.getPlotItem().getAxis("left")
        self.setMouseEnabled(x=False, y=False)
        self._curve = pg.PlotCurveItem(pen=pg.mkPen(WALKER, width=2))
        self._end = pg.ScatterPlotItem(size=7, brush=WALKER)
        for item in (self._curve, self._end):
            self.addItem(item, ignoreBounds=True)  # the range is set with each path

    def show_path(self, path: Path, _: Step) -> None:
        """Draw the losses of `path`."""
        losses = np.where(np.isfinite(path.losses), path.losses, np.nan)
        is_log = self._axis.is_log = not (losses < 0).any()
        self.show_labels("step", "loss, log scale" if is_log else "loss")
        heights = losses
        if is_log:  # where the loss is 0 there is a gap
            heights = np.log10(np.where(losses > 0, losses, np.nan))
        drawn = heights[np.isfinite(heights)]
        if not drawn.size:
            self.clear_path()
            return
        most = max(2, BETWEEN * self.width())
        self._curve.setData(*envelope(path.indices, heights, most), connect="finite")
        is_there = slice(-1, None) if np.isfinite(heights[-1]) else slice(0)
        self._end.setData(path.indices[is_there], heights[is_there])
        last = max(10.0, float(path.indices[-1]))
        low, high = float(drawn.min()), float(drawn.max())
        margin = 0.05 * (high - low) or 0.5
        x_range = -PADDING * last, (1 + PADDING) * last
        self.setRange(xRange=x_range, yRange=(low - margin, high + margin), padding=0)
        self.repaint_soon()

    def clear_path(self) -> None:
        """Draw no losses."""
        self._curve.clear()
        self._end.clear()
        self.repaint_soon()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self._end.setPen(pg.mkPen(theme.panel))


def envelope(x: Array, y: Array, most: int) -> tuple[Array, Array]:
    """Return the line through (x, y) by about `most` points that look the same.

    Of each few neighbours the least and the greatest are left, in their order: what
    lies between them is in the same column of pixels. Gaps stay, and both ends.
    """
    size = -(-2 * len(x) // most)  # neighbours of which two are left
    if size <= 2:
        return x, y
    ends = len(x) // size * size
    rows = y[:ends].reshape(-1, size)
    first = np.arange(0, ends, size)
    is_gap = np.isnan(rows)
    low = np.where(is_gap, np.inf, rows).argmin(axis=1)
    high = np.where(is_gap, -np.inf, rows).argmax(axis=1)
    gap = np.where(is_gap.any(axis=1), is_gap.argmax(axis=1), low)
    left = np.concatenate([[0], first + low, first + high, first + gap])
    kept = np.unique(np.concatenate([left, np.arange(ends, len(x)), [len(x) - 1]]))
    return x[kept], y[kept]
