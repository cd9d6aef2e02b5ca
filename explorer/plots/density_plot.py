"""A density over what may be true: its middle can be dragged."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QResizeEvent

from explorer.gestures import LEFT
from explorer.plots.style import HOLD, Plot
from explorer.theme import OTHERS, VEIL, WALKER, Theme
from models.densities import DENSITIES
from models.language import tr
from models.snapshots import Array, FamilyName

TRUTH = OTHERS[3]  # as the targets of the lecture
POINTS = 241
AROUND = 2.6  # spreads that are seen at both sides, at least
LOW, BELOW = 130, 34  # px: lower, the heights have no name; of the axis below
LEAST = 90  # px, of the plot with its axis
ROOM = 1.25  # of the height, over the top
EMPTY = np.zeros((2, 0))


class DensityPlot(Plot):
    """A bell or a tent over the axis of the target, all as the network sees it.

    Signals:
        moved: (float) the user dragged the middle here.
        returned: the user asked to see the network's own again.
    """

    moved = pyqtSignal(float)
    returned = pyqtSignal()

    def __init__(self) -> None:
        super().__init__("t", tr("density"))
        self.setMouseEnabled(x=False, y=False)
        self.setMinimumHeight(LEAST)
        self.getPlotItem().getAxis("bottom").setHeight(BELOW)
        self._curve = pg.PlotCurveItem(antialias=True, pen=pg.mkPen(WALKER, width=2.5))
        self._stem = pg.PlotCurveItem(pen=pg.mkPen(TRUTH, width=4))
        dashes = Qt.PenStyle.DashLine
        self._middle = pg.PlotCurveItem(pen=pg.mkPen(WALKER, width=1.5, style=dashes))
        self._tops = pg.ScatterPlotItem(size=11)
        self._ask, self._wish = pg.TextItem(), pg.TextItem()
        items = (self._curve, self._middle, self._stem, self._tops)
        for item in (*items, self._ask, self._wish):
            self.addItem(item, ignoreBounds=True)
        self._label = "t"
        self._at = 0.0  # the middle
        self.is_dragging = False

    def show_axis(self, label: str, targets: Array) -> None:
        """Take the name of the axis, and the targets of all examples."""
        self._label = label
        self._fit()
        self._ends = float(targets.min()), float(targets.max())

    def show_density(
        self, family: FamilyName, middle: float, spread: float, target: float
    ) -> None:
        """Draw the density, and where the truth stands."""
        density = DENSITIES[family]
        low, high = self._ends
        low = min(low, middle - AROUND * spread)
        high = max(high, middle + AROUND * spread)
        # The top is a point of its own: a narrow bell is not to lose it.
        t = np.sort(np.append(np.linspace(low, high, POINTS), middle))
        at = np.array([middle, target])
        top, truth = density(at, middle, spread).tolist()
        self._curve.setData(t, density(t, middle, spread))
        self._middle.setData([middle, middle], [0, top])
        self._stem.setData([target, target], [0, truth])
        self._tops.setData(at, [top, truth], brush=[WALKER, TRUTH])
        self._at = middle
        if not self.is_dragging:
            self.setRange(
                xRange=(low, high), yRange=(0, ROOM * max(top, 0.4)), padding=0
            )
        self._write(middle, top, target, truth)
        self.repaint_soon()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self._tops.setPen(pg.mkPen(theme.halo, width=1.5))
        veil = theme.color("panel")
        veil.setAlpha(VEIL)
        for text in (self._ask, self._wish):
            text.setFont(self.small_font)
            text.setColor(theme.color("text"))
            text.fill = pg.mkBrush(veil)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Leave out the name of the heights where there is no room for it."""
        super().resizeEvent(event)
        if event is not None and self.getPlotItem():  # not while it is made or closed
            self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the middle, or let it jump here."""
        self.is_dragging = event.button() == LEFT
        if self.is_dragging:
            away = event.position().x() - self.pixel_of(self._at, 0.0).x()
            if abs(away) >= HOLD:
                self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the middle is dragged."""
        if self.is_dragging:
            low, high = self.viewRange()[0]
            self.moved.emit(min(max(self.point_at(event.position())[0], low), high))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.is_dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the network's own."""
        self.is_dragging = False
        self.returned.emit()

    def _fit(self) -> None:
        self.show_labels(self._label, tr("density") if self.height() >= LOW else "")

    def _write(self, middle: float, top: float, target: float, truth: float) -> None:
        """Write what to move and what for, at either side."""
        is_left = target > sum(self.viewRange()[0]) / 2  # where there is room
        for text, what, at, aside in (
            (self._ask, tr("move this"), (middle, top), not is_left),
            (self._wish, tr("to maximise this"), (target, 0.5 * truth), is_left),
        ):
            text.setText(what)
            text.setAnchor((1.1, 0.5) if aside else (-0.1, 0.5))
            text.setPos(*at)
