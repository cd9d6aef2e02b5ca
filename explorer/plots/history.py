"""The loss at every kept step."""

import numpy as np
import pyqtgraph as pg

from explorer.plots.style import Plot
from explorer.theme import WALKER, Theme
from models.scales import Scale, short
from models.snapshots import Path, Step


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
        self._curve = self.plot(pen=pg.mkPen(WALKER, width=2))
        self._end = pg.ScatterPlotItem(size=7, brush=WALKER)
        self.addItem(self._end)

    def show_path(self, path: Path, _: Step) -> None:
        """Draw the losses of `path`."""
        losses = np.where(np.isfinite(path.losses), path.losses, np.nan)
        is_log = self._axis.is_log = not (losses < 0).any()
        self.show_labels("step", "loss, log scale" if is_log else "loss")
        heights = losses
        if is_log:  # where the loss is 0 there is a gap
            heights = np.log10(np.where(losses > 0, losses, np.nan))
        drawn = heights[np.isfinite(heights)]
        self.clear_path()
        self.setXRange(0, max(10.0, float(path.indices[-1])), padding=0.02)
        if drawn.size:
            self._curve.setData(path.indices, heights, connect="finite")
            if np.isfinite(heights[-1]):
                self._end.setData(path.indices[-1:], heights[-1:])
            margin = 0.05 * float(np.ptp(drawn)) or 0.5
            self.setYRange(drawn.min() - margin, drawn.max() + margin, padding=0)
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
