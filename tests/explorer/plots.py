"""What the tests of plots share: the mouse over one of them."""

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication

NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def send(plot, kind, at, button=LEFT, held=LEFT, keys=NO_KEYS):
    viewport = plot.viewport()
    where = QPointF(viewport.mapToGlobal(at.toPoint()))
    event = QMouseEvent(kind, at, where, button, held, keys)
    QApplication.sendEvent(viewport, event)


def turn_wheel(plot, at, notches):
    viewport = plot.viewport()
    event = QWheelEvent(
        at, QPointF(viewport.mapToGlobal(at.toPoint())), QPoint(),
        QPoint(0, round(120 * notches)), NONE, NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)
