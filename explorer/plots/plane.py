"""A square of a plane, which the user points at, walks over and looks closer at."""

from PyQt6.QtCore import QEvent, QPointF, QRectF, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QPainter, QWheelEvent

from explorer.gestures import Gesture, Pick
from explorer.plots.captions import Caption, paint_captions
from explorer.plots.excerpt import Excerpt
from explorer.plots.style import Plot, zoom_factor
from models.snapshots import Array, Plane

PADDING = 0.01  # of the square, around it


class PlanePlot(Plot):
    """A plot in the coordinates of a `Plane`, the same along both axes.

    Signals:
        picked: (float, float) the user clicked here, in plane coordinates.
        hovered: (tuple or None) the pointer is here, or outside.
        dragged: (float, float) the walker was dragged here.
        looked: (Excerpt) this part of the plane is shown now.
    """

    picked = pyqtSignal(float, float)
    hovered = pyqtSignal(object)
    dragged = pyqtSignal(float, float)
    looked = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__("x", "y")
        self.setMouseEnabled(x=False, y=False)
        self.setAspectLocked(True)
        self.getPlotItem().showGrid(x=False, y=False)
        self.captions: tuple[Caption, ...] = ()  # over everything
        self.walker: Array | None = None  # (2,), where it can be taken hold of
        self._excerpt: Excerpt | None = None
        self._gesture: Gesture | None = None
        self._is_held = False  # the walker
        self._spot: QPointF | None = None  # under the pointer
        self._pick = Pick(self)
        self._pick.picked.connect(self.picked)
        self.viewport().setMouseTracking(True)

    def show_plane(self, plane: Plane) -> None:
        """Name the axes, and show the whole square if it is another."""
        self.show_labels(plane.name_x, plane.name_y)
        if self._excerpt is None or not self._excerpt.is_of(plane):
            self._look(Excerpt.whole(plane))

    def home(self) -> None:
        """Show the whole square."""
        if self._excerpt is not None:
            self._look(self._excerpt.home())

    def drawForeground(self, painter: QPainter | None, rect: QRectF) -> None:
        """Write the captions, at pixels."""
        assert painter is not None
        spots = [self.pixel_of(*one.at) for one in self.captions]
        area = self.getPlotItem().getViewBox().sceneBoundingRect()
        texts = [one.text for one in self.captions]
        paint_captions(painter, texts, spots, area, self.theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._gesture = Gesture(event)
        self._is_held = (
            self.walker is not None
            and not self._gesture.is_pan
            and self.is_held(event.position(), *self.walker)
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the pointer or the walker is, or move the plane."""
        self._spot = spot = event.position()
        if self._gesture is None:
            self.hovered.emit(self._point(spot))
        elif (way := self._gesture.move(spot)) is None:
            return
        elif not self._is_held:
            self._pan(way)
        elif (point := self._point(spot)) is not None:
            self.dragged.emit(*point)
            self.hovered.emit(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, not a drag, picks a point."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None and gesture.is_click:
            self._pick.click(self._point(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole square; the click that came before picks nothing."""
        self._pick.cancel()
        self.home()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        if self._excerpt is not None:
            about = self.point_at(event.position())
            self._look(self._excerpt.zoom(zoom_factor(event), about))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is nowhere."""
        self._spot = None
        self.hovered.emit(None)
        super().leaveEvent(event)

    def _look(self, excerpt: Excerpt) -> None:
        self._excerpt = excerpt
        (left, right), (low, high) = excerpt.ends
        self.setRange(xRange=(left, right), yRange=(low, high), padding=PADDING)
        self.looked.emit(excerpt)
        if self._spot is not None:  # something else is under it now
            self.hovered.emit(self._point(self._spot))
        self.repaint_soon()

    def _pan(self, way: QPointF) -> None:
        if self._excerpt is not None:
            width, height = self.getPlotItem().getViewBox().viewPixelSize()
            self._look(self._excerpt.move(-way.x() * width, way.y() * height))

    def _point(self, spot: QPointF) -> tuple[float, float] | None:
        """Return where in the plane a pixel is, if it is inside the square."""
        point = self.point_at(spot)
        is_inside = self._excerpt is not None and self._excerpt.holds(point)
        return point if is_inside else None
