"""What a pressed pointer does: a click or a drag."""

import math

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QMouseEvent

CLICK = 4.0  # pixels: less movement of the pointer is a click
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


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
