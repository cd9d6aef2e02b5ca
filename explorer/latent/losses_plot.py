"""The losses of a training against its epochs, to read and go back in."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QEvent, pyqtSignal
from PyQt6.QtGui import QMouseEvent

from explorer.gestures import LEFT
from explorer.latent.course import History
from explorer.plots.loss_axis import LossAxis, logarithms, make_ruler
from explorer.plots.style import Plot
from explorer.theme import OTHERS, POSITIVE, WALKER, Theme
from models.language import tr
from models.scales import short
from models.snapshots import Array

FAINT = 110  # alpha of branches that were left
PADDING = 0.02
DOT = 7  # px


class LossesPlot(Plot):
    """Loss of the images that train and of those held out, on a logarithmic scale.

    Signals:
        asked: (int) the user wants to see the epoch of this number.
        read: (str) the losses at the epoch under the pointer; empty beside them.
    """

    asked = pyqtSignal(int)
    read = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__(tr("epoch"), tr("loss, log scale"), {"left": LossAxis("left")})
        self.setMouseEnabled(x=False, y=False)
        self._left = [pg.PlotDataItem() for _ in OTHERS]
        self._learnt, self._out = pg.PlotDataItem(), pg.PlotDataItem()
        self._now = pg.InfiniteLine(angle=90)
        for item in (*self._left, self._learnt, self._out, self._now):
            self.addItem(item)
        self._history: History | None = None
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Losses"))
        self.show_history(None)

    def show_history(self, history: History | None) -> None:
        """Draw the losses of all epochs, and of branches that were left."""
        self._history = history
        courses = history.losses if history else ()
        whole = courses[0] if courses else None
        for item, name in ((self._learnt, "learnt"), (self._out, "held_out")):
            if whole is None:
                item.setData([], [])
            else:
                _draw(item, whole.epochs, logarithms(getattr(whole, name)))
        left = courses[1:]
        for number, item in enumerate(self._left):
            if number < len(left):
                item.setData(left[number].epochs, logarithms(left[number].learnt))
            else:
                item.setData([], [])
        self._now.setVisible(history is not None and history.is_back)
        if history is not None:
            self._now.setValue(history.at)
            last = max(float(course.epochs[-1]) for course in courses)
            self.setXRange(0, max(last, 1.0), padding=PADDING)
            both = [loss for one in courses for loss in (one.learnt, one.held_out)]
            if len(both[0]) == 1:  # of one epoch: room for numbers that are round
                both += [both[0] / 2, both[0] * 2]
            self.setYRange(*make_ruler(both, (), wants_log=True).left, padding=0)
        self.repaint_soon()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self._learnt.setPen(pg.mkPen(WALKER, width=2))
        self._out.setPen(pg.mkPen(POSITIVE, width=2))
        for color, item in zip(OTHERS, self._left, strict=True):
            faint = pg.mkColor(color)
            faint.setAlpha(FAINT)
            item.setPen(pg.mkPen(faint, width=1.5))
        self._now.setPen(pg.mkPen(theme.accent, width=1.5))
        parts = [(WALKER, tr("● images that train")), (POSITIVE, tr("● held out"))]
        self.show_title(self.legend(parts))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the epoch under the pointer."""
        if event.button() == LEFT:
            self.asked.emit(self._epoch(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ask for the epochs one drags over, and read off what is under the pointer."""
        if event.buttons() & LEFT:
            self.asked.emit(self._epoch(event))
        history = self._history
        if history is not None and len(history.losses[0].epochs):
            whole = history.losses[0]
            row = int(np.abs(whole.epochs - self._epoch(event)).argmin())
            out = whole.held_out[row]
            more = (
                tr(" · held out {out}", out=short(float(out)))
                if np.isfinite(out)
                else ""
            )
            epoch, loss = int(whole.epochs[row]), short(float(whole.learnt[row]))
            self.read.emit(
                tr(
                    "epoch {epoch} · loss {loss}{more}",
                    epoch=epoch,
                    loss=loss,
                    more=more,
                )
            )

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is nowhere."""
        self.read.emit("")
        super().leaveEvent(event)

    def _epoch(self, event: QMouseEvent) -> int:
        return max(0, round(self.point_at(event.position())[0]))


def _draw(item: pg.PlotDataItem, epochs: Array, heights: Array) -> None:
    """Draw a line; of one epoch alone, as of a model that was opened, a dot."""
    color, is_lone = pg.mkPen(item.opts["pen"]).color(), len(epochs) == 1
    item.setData(
        epochs, heights, symbol="o" if is_lone else None,
        symbolSize=DOT, symbolBrush=color, symbolPen=None,
    )  # fmt: skip
