"""A density over what may be true: its middle can be dragged."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QResizeEvent

from explorer.gestures import LEFT
from explorer.plots.style import AXIS_HEIGHT, HOLD, Plot
from explorer.theme import OTHERS, TICK_PIXELS, VEIL, WALKER, Theme, sized_font
from models.densities import DENSITIES
from models.snapshots import Array, FamilyName

TRUTH = OTHERS[3]  # as the targets of the lecture
POINTS = 241
AROUND = 2.6  # spreads that are seen at both sides, at least
LOW, NUMBERS = 130, 22  # px: lower, the axis has numbers and no name; their height
ROOM = 1.25  # of the height, over the top
EMPTY = np.zeros((2, 0))


class DensityPlot(Plot):
    """A bell or a tent over the axis of the target, in its own units.

    Signals:
        moved: (float) the user dragged the middle here, as the network sees it.
        returned: the user asked to see the network's own again.
    """

    moved = pyqtSignal(float)
    returned = pyqtSignal()

    def __init__(self) -> None:
        super().__init__("t", "density")
        self.setMouseEnabled(x=False, y=False)
        self._curve = pg.PlotCurveItem(antialias=True, pen=pg.mkPen(WALKER, width=2.5))
        self._stem = pg.PlotCurveItem(pen=pg.mkPen(TRUTH, width=4))
        dashes = Qt.PenStyle.DashLine
        self._middle = pg.PlotCurveItem(pen=pg.mkPen(WALKER, width=1.5, style=dashes))
        self._tops = pg.ScatterPlotItem(size=11)
        self._ask, self._wish = pg.TextItem(), pg.TextItem()
        items = (self._curve, self._middle, self._stem, self._tops)
        for item in (*items, self._ask, self._wish):
            self.addItem(item, ignoreBounds=True)
        for text in (self._ask, self._wish):
            text.setFont(sized_font(self.font(), TICK_PIXELS))
        self._label = "t"
        self._at = 0.0  # the middle, in own units
        self._shift, self._scale = 0.0, 1.0
        self.is_dragging = False

    def show_axis(self, label: str, targets: Array, shift: float, scale: float) -> None:
        """Take the targets of all examples, and what they are in their own units."""
        self._shift, self._scale = shift, scale
        self._label = label
        self._fit()
        self._ends = float(targets.min()), float(targets.max())

    def show_density(
        self, family: FamilyName, middle: float, spread: float, target: float
    ) -> None:
        """Draw the density, all as the network sees it, and where the truth stands."""
        density = DENSITIES[family]
        low, high = self._ends
        low = min(low, middle - AROUND * spread)
        high = max(high, middle + AROUND * spread)
        # The top is a point of its own: a narrow bell is not to lose it.
        t = np.sort(np.append(np.linspace(low, high, POINTS), middle))
        at = np.array([middle, target])
        top, truth = density(at, middle, spread).tolist()
        self._curve.setData(self._own(t), density(t, middle, spread))
        x, x_truth = self._own(at).tolist()
        self._middle.setData([x, x], [0, top])
        self._stem.setData([x_truth, x_truth], [0, truth])
        self._tops.setData([x, x_truth], [top, truth], brush=[WALKER, TRUTH])
        self._at = x
        if not self.is_dragging:
            ends = self._own(np.array([low, high])).tolist()
            self.setRange(xRange=ends, yRange=(0, ROOM * max(top, 0.4)), padding=0)
        self._write(x, top, x_truth, truth)
        self.repaint_soon()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self._tops.setPen(pg.mkPen(theme.halo, width=1.5))
        veil = theme.color("panel")
        veil.setAlpha(VEIL)
        for text in (self._ask, self._wish):
            text.setColor(theme.color("text"))
            text.fill = pg.mkBrush(veil)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Leave out the name of the axis where the curve needs its room."""
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
            x = min(max(self.point_at(event.position())[0], low), high)
            self.moved.emit((x - self._shift) / self._scale)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.is_dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the network's own."""
        self.is_dragging = False
        self.returned.emit()

    def _fit(self) -> None:
        is_low = self.height() < LOW
        height = NUMBERS if is_low else AXIS_HEIGHT
        self.getPlotItem().getAxis("bottom").setHeight(height)
        self.show_labels("" if is_low else self._label, "" if is_low else "density")

    def _own(self, seen: Array) -> Array:
        own: Array = self._shift + self._scale * seen
        return own

    def _write(self, x: float, top: float, x_truth: float, truth: float) -> None:
        """Write what to move and what for, at either side."""
        is_left = x_truth > sum(self.viewRange()[0]) / 2  # where there is room
        for text, what, at, aside in (
            (self._ask, "move this", (x, top), not is_left),
            (self._wish, "to maximise this", (x_truth, 0.5 * truth), is_left),
        ):
            text.setText(what)
            text.setAnchor((1.1, 0.5) if aside else (-0.1, 0.5))
            text.setPos(*at)
