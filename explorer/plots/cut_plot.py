"""The loss along a line, and the tangent that touches it at one point."""

import math

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QEvent, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QWheelEvent

from explorer.gestures import LEFT
from explorer.plots.style import Plot, zoom_factor
from explorer.plots.tangents import (
    curve_points,
    ends,
    precise,
    run_length,
    tangent_at,
    triangle,
    value_at,
)
from explorer.theme import PENALTY, VEIL, WALKER, Theme
from models.language import tr
from models.scales import short
from models.snapshots import Cut

CELLS = 12  # grid points across, at least: nearer the curve would be made of corners
EMPTY = np.zeros((2, 0))


class CutPlot(Plot):
    """A `Cut` with its tangent; the point where they touch can be dragged.

    Signals:
        moved: (float) the user dragged the touching point here on the axis.
        read: (str) what tangent and curve are under the pointer; empty beside them.
    """

    moved = pyqtSignal(float)
    read = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__("", tr("loss"))
        self.setMouseEnabled(x=False, y=False)
        self._curve, self._data, self._tangent, self._triangle, self._gap = (
            pg.PlotCurveItem(connect="finite", antialias=True) for _ in range(5)
        )
        self._point = pg.ScatterPlotItem(size=13, brush=WALKER)
        self._run, self._rise = pg.TextItem(), pg.TextItem(anchor=(0, 0.5))
        lines = (self._triangle, self._tangent, self._data, self._curve, self._gap)
        for item in (*lines, self._point, self._run, self._rise):
            self.addItem(item, ignoreBounds=True)
        self._cut: Cut | None = None
        self._factor = 1.0  # how much closer one looks
        self._is_dragging = False
        self._pointer: float | None = None  # on the axis
        self.viewport().setMouseTracking(True)

    def show_cut(self, cut: Cut | None) -> None:
        """Draw `cut`, or nothing."""
        self._cut = cut
        self.show_labels(cut.name if cut else "", tr("loss"))
        self._curve.setData(*(curve_points(cut) if cut else EMPTY))
        self._show_data(cut)
        self._point.setData(*([[cut.at], [cut.loss]] if cut else EMPTY))
        if cut is None or self._is_dragging:
            self._draw_tangent()
        else:
            self._look()
        self._draw_gap()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self._curve.setPen(pg.mkPen(theme.text, width=2))
        self._data.setPen(pg.mkPen(PENALTY, width=2))
        self._tangent.setPen(pg.mkPen(theme.accent, width=2))
        self._triangle.setPen(pg.mkPen(theme.dim, width=1))
        self._gap.setPen(pg.mkPen(theme.warning, width=3))
        self._point.setPen(pg.mkPen(theme.halo, width=1.5))
        veil = theme.color("panel")
        veil.setAlpha(VEIL)
        for text in (self._run, self._rise):
            text.setFont(self.small_font)
            text.setColor(theme.color("text"))
            text.fill = pg.mkBrush(veil)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the touching point."""
        cut = self._cut
        self._is_dragging = (
            cut is not None
            and event.button() == LEFT
            and self.is_held(event.position(), cut.at, cut.loss)
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the touching point is dragged, or read off the gap."""
        if self._cut is None:
            return
        x, _ = self.point_at(event.position())
        low, high = self._cut.axis[[0, -1]].tolist()
        if self._is_dragging:
            self.moved.emit(min(max(x, low), high))
        else:
            self._pointer = x if low <= x <= high else None
            self._draw_gap()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._is_dragging = False
        self._look()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole line."""
        self._factor = 1.0
        self._look()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the touching point: both axes alike, so slopes look the same."""
        if self._cut is not None:
            closest = max(1.0, len(self._cut.axis) / CELLS)
            self._factor = min(max(self._factor * zoom_factor(event), 1.0), closest)
            self._look()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is nowhere."""
        self._pointer = None
        self._draw_gap()
        super().leaveEvent(event)

    def _show_data(self, cut: Cut | None) -> None:
        """Draw what the loss is without the cost of weights, and name both."""
        if cut is None or cut.data is None:
            self._data.setData(*EMPTY)
            self.show_title([])
            return
        self._data.setData(cut.axis, cut.data)
        both = [
            (self.theme.text, tr("― loss")),
            (PENALTY, tr("― without what weights cost")),
        ]
        self.show_title(self.legend(both))

    def _look(self) -> None:
        if self._cut is not None:
            (left, right), (low, high) = ends(self._cut, self._factor)
            self.setRange(xRange=(left, right), yRange=(low, high), padding=0)
            self._draw_tangent()

    def _draw_tangent(self) -> None:
        cut, line, run, legs = self._cut, EMPTY, 0.0, EMPTY
        if cut is not None and math.isfinite(cut.loss + cut.slope):
            box = self.viewRange()
            x = np.array(box[0])
            line = np.stack([x, tangent_at(cut, x)])
            run = run_length(cut, box)
            legs = triangle(cut, run)
        self._tangent.setData(*line)
        self._triangle.setData(*legs)
        self._write(cut, run)
        self.repaint_soon()

    def _write(self, cut: Cut | None, run: float) -> None:
        for text in (self._run, self._rise):
            text.setVisible(run > 0)
        if cut is not None and run > 0:
            rise = cut.slope * run
            self._run.setText(short(run))
            self._run.setAnchor((0.5, 0.0 if rise > 0 else 1.0))
            self._run.setPos(cut.at + run / 2, cut.loss)
            self._rise.setText(short(rise))
            self._rise.setPos(cut.at + run, cut.loss + rise / 2)

    def _draw_gap(self) -> None:
        cut, x = self._cut, self._pointer
        lines, sentence = EMPTY, ""
        if cut is not None and x is not None and math.isfinite(cut.loss + cut.slope):
            distance = float(f"{x - cut.at:.2g}")  # so that one can point at a half
            at = cut.at + distance
            line, curve = float(tangent_at(cut, np.array(at))), value_at(cut, at)
            lines = np.array([[at, at], [line, curve]])
            sentence = tr(
                "at distance {distance}: line {line}, curve {curve}, gap {gap}",
                distance=short(abs(distance)),
                line=short(line),
                curve=short(curve),
                gap=precise(curve - line),
            )
        self._gap.setData(*lines)
        self.read.emit(sentence)
        self.repaint_soon()
