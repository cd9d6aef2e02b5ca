"""What a pressed pointer does: a drag, a click, or the first click of two."""

import math

from PyQt6.QtCore import QObject, QPointF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication

CLICK = 4.0  # pixels: less movement of the pointer is a click
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SECOND_CLICK = 250  # ms, at most


class Gesture:
    """One press of a button, until it is released."""

    def __init__(self, event: QMouseEvent) -> None:
        self._start = self._last = event.position()
        is_shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.is_pan = bool(is_shifted) or event.button() == RIGHT
        self.is_click = event.button() == LEFT  # until it moves

    def move(self, spot: QPointF) -> QPointF | None:
        """Return the way since the last move, or None while it may be a click."""
        moved = spot - self._start
        if self.is_click and math.hypot(moved.x(), moved.y()) < CLICK:
            return None
        self.is_click = False
        way, self._last = spot - self._last, spot
        return way


class Pick(QObject):
    """Tells a click when it was no double-click.

    Signals:
        picked: (float, float) the point that was clicked once.
    """

    picked = pyqtSignal(float, float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._point: tuple[float, float] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(min(SECOND_CLICK, QApplication.doubleClickInterval()))
        self._wait.timeout.connect(self._tell)

    def click(self, point: tuple[float, float] | None) -> None:
        """Take a click on `point`, or beside the surface."""
        self._point = point
        self._wait.start()

    def cancel(self) -> None:
        """Forget the click: it was the first of two."""
        self._wait.stop()

    def hurry(self) -> None:
        """Tell the click now, if it waits: the next press is somewhere else."""
        if self._wait.isActive():
            self._wait.stop()
            self._tell()

    def _tell(self) -> None:
        if self._point is not None:
            self.picked.emit(*self._point)
