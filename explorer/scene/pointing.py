"""What the mouse does to the scene: it looks round, points, picks and drags."""

import math

from PyQt6.QtCore import QObject, QPointF, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QWheelEvent

from explorer.gestures import LEFT, Gesture, Pick
from explorer.scene.contents import Contents
from explorer.scene.tripod import Tripod

DEGREES_PER_PIXEL = 0.4
ZOOM_PER_NOTCH = 1.15
NOTCH = 120  # eighths of a degree, of the wheel
GRASP = 14.0  # pixels from the walker: nearer takes hold of it


class Pointing(QObject):
    """Turns the mouse into moves of the camera, and into points of the plane.

    Signals:
        picked: (float, float) a click on the surface.
        hovered: (tuple or None) the pointer is over this point, or over none.
        dragged: (float, float) the walker is pulled here.
        grasped: (bool) the pointer is near enough to the walker to pull it, or not.
    """

    picked = pyqtSignal(float, float)
    hovered = pyqtSignal(object)
    dragged = pyqtSignal(float, float)
    grasped = pyqtSignal(bool)

    def __init__(self, parent: QObject, tripod: Tripod, contents: Contents) -> None:
        super().__init__(parent)
        self._tripod, self._contents = tripod, contents
        self._gesture: Gesture | None = None
        self._is_pulling = self._is_over = False
        self._pick = Pick(self)
        self._pick.picked.connect(self.picked)

    def press(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._tripod.touch()
        self._gesture = Gesture(event)
        is_left = event.button() == LEFT and not self._gesture.is_pan
        self._is_pulling = is_left and self._is_near(self._spot(event))

    def move(self, event: QMouseEvent) -> None:
        """Orbit, pan or pull with a button, else tell where the pointer is."""
        if self._gesture is None:
            self._tell_hover(self._point(self._spot(event)))
            self.grasped.emit(self._is_near(self._spot(event)))
            return
        way = self._gesture.move(event.position())
        if way is None:
            return
        camera = self._tripod.camera
        if self._is_pulling:
            if (point := self._point(self._spot(event))) is not None:
                self.dragged.emit(*point)
        elif self._gesture.is_pan:
            way /= self._contents.shown.theme.zoom
            self._tripod.put(camera.pan(way.x(), way.y()))
        else:
            turn, rise = way.x() * DEGREES_PER_PIXEL, way.y() * DEGREES_PER_PIXEL
            self._tripod.put(camera.orbit(turn, rise))

    def release(self, event: QMouseEvent) -> None:
        """End a drag, or tell what was clicked."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None and gesture.is_click:
            self._pick.click(self._point(self._spot(event)))

    def double_click(self) -> None:
        """Return home; the click that came before picks nothing."""
        self._pick.cancel()
        self._tripod.go(self._tripod.camera.home())

    def leave(self) -> None:
        """Tell that the pointer is over nothing."""
        self._tell_hover(None)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        factor = ZOOM_PER_NOTCH ** (event.angleDelta().y() / NOTCH)
        spot = self._spot(event)
        self._tripod.put(self._tripod.camera.zoom(factor, spot.x(), spot.y()))
        event.accept()

    def _spot(self, event: QMouseEvent | QWheelEvent) -> QPointF:
        """Return where the pointer is, in pixels of the layout."""
        return event.position() / self._contents.shown.theme.zoom

    def _point(self, spot: QPointF) -> tuple[float, float] | None:
        return self._contents.point_at(self._tripod.camera, spot)

    def _is_near(self, spot: QPointF) -> bool:
        """Return whether `spot` is near enough to the walker to take hold of it."""
        walker = self._contents.walker
        if walker is None:
            return False
        x, y = self._tripod.camera.project(walker)[0]
        return math.hypot(spot.x() - x, spot.y() - y) <= GRASP

    def _tell_hover(self, point: tuple[float, float] | None) -> None:
        if point is not None or self._is_over:
            self.hovered.emit(point)
        self._is_over = point is not None
