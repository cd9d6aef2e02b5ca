"""How well something is told, the more labels there are: by codes and by pixels."""

import numpy as np
import pyqtgraph as pg

from explorer.plots.style import Plot
from explorer.theme import NEGATIVE, POSITIVE, Theme, hold
from models.language import tr
from models.latent_moments import Sweep

LEAST = 120  # px
ENDS = 0.4, 1.02  # of the accuracy, at least
BELOW = 0.05  # under the lowest


class LabelPlot(Plot):
    """Accuracy of the nearest mean against the number of labels of each side."""

    def __init__(self) -> None:
        super().__init__(tr("labels of each side"), tr("told right"))
        self.setMouseEnabled(x=False, y=False)
        hold(self, minimumHeight=LEAST)
        self.setToolTip(
            tr(
                "How many of the images held out are told right by which mean is "
                "nearer: that of some with it, or of as many without."
            )
        )
        self._lines = {
            color: pg.PlotDataItem(
                pen=pg.mkPen(color, width=2),
                symbol=symbol,
                symbolSize=6,
                symbolBrush=color,
                symbolPen=None,
            )
            for color, symbol in ((POSITIVE, "o"), (NEGATIVE, "s"))
        }
        for line in self._lines.values():
            self.addItem(line, ignoreBounds=True)

    def show_sweep(self, sweep: Sweep) -> None:
        """Draw how many are told right, over a logarithmic axis of labels."""
        if not len(sweep.labels):
            return
        x = np.log10(sweep.labels)
        both = (sweep.by_codes, sweep.by_pixels)
        for line, y in zip(self._lines.values(), both, strict=True):
            line.setData(x, y)
        low = min(ENDS[0], float(np.nanmin(both)) - BELOW)
        room = 0.04 * (x[-1] - x[0]) + 0.02
        self.setRange(
            xRange=(x[0] - room, x[-1] + room), yRange=(low, ENDS[1]), padding=0
        )
        axis = self.getPlotItem().getAxis("bottom")
        axis.setTicks([[(at, f"{n}") for at, n in zip(x, sweep.labels, strict=True)]])
        self.show_signs()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self.show_signs()

    def show_signs(self) -> None:
        """Say which line is which."""
        self.show_title(
            self.legend([(POSITIVE, tr("● codes")), (NEGATIVE, tr("■ pixels"))])
        )
