"""Presentation: for a class, with large type, folded columns and a ring as pointer."""

from typing import Protocol

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QCursor, QKeySequence, QPainter, QPixmap, QShortcut
from PyQt6.QtWidgets import QApplication, QWidget

from explorer.theme import Theme, apply_theme, presented
from models.language import tr

WIDTHS = 1024, 1280, 1920, 2560, 3840  # px of a screen
ZOOMS = 1.1, 1.3, 1.6, 1.9, 2.8
RING, PEN = 17.0, 3.5  # px: the radius of the pointer, and how thick it is
LASER, HALO = "#ff3b30", "#ffffff"
BEGUN = tr(
    "Presenting: V shows the views beside, Ctrl+Page Down goes to the next lesson, "
    "F11 or Esc ends it."
)


class Hall(Protocol):
    """What is needed of a window."""

    theme: Theme

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""

    def arrange(self) -> None:
        """Show the columns that are to be seen."""

    def say(self, sentence: str) -> None:
        """Tell the user something."""


class Presentation:
    """Whether the window is presented, and what of it is seen then."""

    def __init__(self, window: QWidget, hall: Hall) -> None:
        """Take the window, once as a widget, and once for what it shows."""
        self.is_on, self.has_views = False, False
        self._window, self._hall = window, hall
        self._state = Qt.WindowState.WindowNoState  # that it had before
        self._plain = hall.theme
        self._end = QShortcut(QKeySequence("Esc"), window, self.toggle)
        self._end.setEnabled(False)

    def toggle(self) -> None:
        """Begin, or end."""
        self.is_on = not self.is_on
        self._end.setEnabled(self.is_on)
        if self.is_on:
            self._plain, self.has_views = self._hall.theme, False
            self._state = self._window.windowState()
            QApplication.setOverrideCursor(_ring(self._window.devicePixelRatioF()))
        else:
            QApplication.restoreOverrideCursor()
        self._show(self.dressed(self._plain))
        self._hall.arrange()
        full = Qt.WindowState.WindowFullScreen
        self._window.setWindowState(self._state | full if self.is_on else self._state)
        self._hall.say(BEGUN if self.is_on else "")

    def toggle_views(self) -> None:
        """Show the views beside the picture, or hide them; only while presenting."""
        if self.is_on:
            self.has_views = not self.has_views
            self._hall.arrange()

    def dressed(self, theme: Theme) -> Theme:
        """Return `theme` as it is to be seen now."""
        self._plain = theme
        return presented(theme, self._zoom) if self.is_on else theme

    @property
    def _zoom(self) -> float:
        screen = self._window.screen()
        width = screen.size().width() if screen is not None else WIDTHS[0]
        return float(np.interp(width, WIDTHS, ZOOMS))

    def _show(self, theme: Theme) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        self._hall.show_theme(theme)


def _ring(ratio: float) -> QCursor:
    """Return a pointer that is seen from the last row."""
    side = round(2 * (RING + PEN))
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    middle = QPointF(side / 2, side / 2)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, width in ((HALO, PEN + 2), (LASER, PEN)):
            pen = painter.pen()
            pen.setColor(QColor(color))
            pen.setWidthF(width)
            painter.setPen(pen)
            painter.drawEllipse(middle, RING, RING)
        painter.setPen(QColor(HALO))
        painter.setBrush(QColor(LASER))
        painter.drawEllipse(middle, PEN, PEN)
    return QCursor(pixmap, side // 2, side // 2)
