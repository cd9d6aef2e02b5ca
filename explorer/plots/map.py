"""The loss surface from above: colours, contours, path and arrows."""

import math

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QEvent, QPointF, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from explorer.color_bar import BAR_SPACE, ColorBar
from explorer.gestures import Gesture, Pick
from explorer.plots.grids import Image, cells, contour_lines
from explorer.plots.style import AXIS_HEIGHT, AXIS_WIDTH, MARGINS, Plot
from explorer.theme import DOWNHILL, GRADIENT, WALKER, Theme, lookup_table
from models.scales import Scale
from models.snapshots import Array, Path, Surface

CONTOURS = 18
MARGIN, GAP = 8, 6  # px, around the map and between its parts
ARROW = 0.22  # of the extent
NECK = 0.8  # of the arrow, where its head has begun


class MapPlot(Plot):
    """A `Surface` in two dimensions; works without OpenGL.

    Signals:
        picked: (float, float) the user clicked here, in plane coordinates.
        hovered: (tuple or None) the pointer is here, or outside.
    """

    picked = pyqtSignal(float, float)
    hovered = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__("x", "y")
        self.setMouseEnabled(x=False, y=False)
        self.setAspectLocked(True)
        self.getPlotItem().showGrid(x=False, y=False)
        self._image = Image()
        self._image.setLookupTable(lookup_table())
        self._contours = pg.PlotCurveItem(
            pen=pg.mkPen((0, 0, 0, 110), width=1), connect="finite", antialias=True
        )
        self._halo = pg.PlotCurveItem(antialias=True, connect="finite")
        self._path = pg.PlotCurveItem(
            pen=pg.mkPen(WALKER, width=2.5), antialias=True, connect="finite"
        )
        self._arrows = [_Arrow(GRADIENT), _Arrow(DOWNHILL)]
        self._start = pg.ScatterPlotItem(
            size=10, brush=None, pen=pg.mkPen(WALKER, width=2)
        )
        self._walker = pg.ScatterPlotItem(size=12, brush=WALKER)
        heads = [item for arrow in self._arrows for item in (arrow.line, arrow.head)]
        self._marks = [self._halo, self._path, *heads, self._start, self._walker]
        for item in (self._image, self._contours, *self._marks):
            self.addItem(item)
        self._surface: Surface | None = None
        self._scale = Scale(0.0, 1.0)
        self._gesture: Gesture | None = None
        self._pick = Pick(self)
        self._pick.picked.connect(self.picked)
        self.viewport().setMouseTracking(True)

    def show_surface(self, surface: Surface, scale: Scale) -> None:
        """Draw `surface` in the colours of `scale`."""
        axis_x, axis_y, plane = surface.axis_x, surface.axis_y, surface.plane
        values = scale.unit(surface.loss)
        self._image.setImage(values, levels=(0.0, 1.0), autoLevels=False)
        self._image.setRect(cells(axis_x, axis_y))
        levels = np.linspace(0, 1, CONTOURS + 2)[1:-1]
        self._contours.setData(*contour_lines(axis_x, axis_y, values, levels))
        if self._surface is None or self._surface.plane is not plane:
            self.show_labels(plane.name_x, plane.name_y)
            self.setRange(
                xRange=(axis_x[0], axis_x[-1]),
                yRange=(axis_y[0], axis_y[-1]),
                padding=0.01,
            )
        self._surface, self._scale = surface, scale
        self.repaint_soon()

    def show_path(self, path: Path | None) -> None:
        """Draw `path`, with the gradient and its opposite at its end."""
        self.repaint_soon()
        for item in self._marks:
            item.setVisible(path is not None)
        if path is None:
            return
        for item in (self._halo, self._path):
            item.setData(*path.xy.T)
        self._start.setData(*path.xy[:1].T)
        self._walker.setData(*path.xy[-1:].T)
        length = float(np.linalg.norm(path.gradient))
        extent = self._surface.plane.extent if self._surface else 1.0
        for arrow, sign in zip(self._arrows, (1, -1), strict=True):
            along = (
                sign * ARROW * extent * path.gradient / length if length > 0 else None
            )
            arrow.show(path.xy[-1], along)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self._halo.setPen(pg.mkPen(theme.halo, width=4.5))
        self._walker.setPen(pg.mkPen(theme.halo, width=1.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._gesture = Gesture(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the pointer is."""
        if self._gesture is None:
            self.hovered.emit(self._plane_point(event.position()))
        else:
            self._gesture.move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, not a drag, picks a point."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None and gesture.is_click:
            self._pick.click(self._plane_point(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks pick nothing."""
        self._pick.cancel()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is nowhere."""
        self.hovered.emit(None)
        super().leaveEvent(event)

    def _plane_point(self, position: QPointF) -> tuple[float, float] | None:
        if self._surface is None:
            return None
        point = self.getPlotItem().getViewBox().mapSceneToView(position)
        x, y = self._surface.axis_x, self._surface.axis_y
        inside = x[0] <= point.x() <= x[-1] and y[0] <= point.y() <= y[-1]
        return (point.x(), point.y()) if inside else None


class MapView(QWidget):
    """The map with its colour bar; signals as those of `MapPlot`."""

    picked = pyqtSignal(float, float)
    hovered = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.plot, self._bar = MapPlot(), ColorBar()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.plot, 1000)
        row.addWidget(self._bar)
        row.addStretch(1)
        self.plot.picked.connect(self.picked)
        self.plot.hovered.connect(self.hovered)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the map square: right angles in the plane stay right."""
        left, top, right, bottom = MARGINS
        beside, below = left + AXIS_WIDTH + right, top + AXIS_HEIGHT + bottom
        room = self.width() - 2 * MARGIN - BAR_SPACE - 2 * GAP - beside
        side = max(1, min(room, self.height() - 2 * MARGIN - below))
        self.plot.setMaximumSize(side + beside, side + below)
        self._bar.setMaximumHeight(side + below)
        super().resizeEvent(event)

    def show_surface(self, surface: Surface, heights: Scale, colors: Scale) -> None:
        """Draw `surface` in the colours of `colors`; a map has no heights."""
        self.plot.show_surface(surface, colors)
        self._bar.show_scale(colors)

    def show_path(self, path: Path | None) -> None:
        """Draw `path`, or none."""
        self.plot.show_path(path)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.plot.show_theme(theme)
        self._bar.show_theme(theme)


class _Arrow:
    """A line with a head, in one colour."""

    def __init__(self, color: str) -> None:
        edge = "#1d2127"
        self.line = pg.PlotCurveItem(
            pen=pg.mkPen(color, width=3), shadowPen=pg.mkPen(edge, width=5)
        )
        self.head = pg.ArrowItem(
            headLen=14, tipAngle=42, brush=color, pen=pg.mkPen(edge, width=1)
        )

    def show(self, tail: Array, along: Array | None) -> None:
        """Draw it from `tail` (2,), or hide it where there is no direction."""
        for item in (self.line, self.head):
            item.setVisible(along is not None)
        if along is not None:
            tip = tail + along
            neck = tail + NECK * along
            self.line.setData([tail[0], neck[0]], [tail[1], neck[1]])
            angle = math.degrees(math.atan2(along[1], along[0]))
            self.head.setStyle(angle=180 - angle)
            self.head.setPos(*tip)
