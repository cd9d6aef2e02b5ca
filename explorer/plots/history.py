"""The loss at every kept step."""

import numpy as np
import pyqtgraph as pg

from explorer.plots.style import Plot
from explorer.theme import WALKER, Theme
from models.scales import Scale, short
from models.snapshots import Path, Step

LOW, HIGH = 1e-12, 1e12  # losses beyond are drawn at these


class LogAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of logarithms, with round numbers on it."""

    def tickValues(self, low: float, high: float, size: float) -> object:
        """Return where the ticks are, in one level."""
        most = max(2, int(size / 28))
        ticks = Scale(10.0**low, 10.0**high, is_log=True).ticks(most)
        return [(1.0, [float(np.log10(tick)) for tick in ticks])]

    def tickStrings(self, values: list[float], scale: float, step: float) -> list[str]:
        """Return the losses at the ticks."""
        return [short(10.0**value) for value in values]


class HistoryPlot(Plot):
    """Loss against steps, on a log scale."""

    def __init__(self) -> None:
        super().__init__("step", "loss, log scale", {"left": LogAxis("left")})
        self.setMouseEnabled(x=False, y=False)
        self._curve = self.plot(pen=pg.mkPen(WALKER, width=2))
        self._end = pg.ScatterPlotItem(size=7, brush=WALKER)
        self.addItem(self._end)

    def show_path(self, path: Path, _: Step) -> None:
        """Draw the losses of `path`."""
        losses = np.nan_to_num(path.losses, nan=HIGH, posinf=HIGH)
        heights = np.log10(np.clip(losses, LOW, HIGH))
        self._curve.setData(path.indices, heights)
        self._end.setData(path.indices[-1:], heights[-1:])
        self.setXRange(0, max(10.0, float(path.indices[-1])), padding=0.02)
        margin = 0.05 * float(np.ptp(heights)) or 0.5
        self.setYRange(heights.min() - margin, heights.max() + margin, padding=0)
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
