"""Codes drawn from a bell over those of images, and the bell itself."""

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform
from PyQt6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from explorer.latent.thumbnails_item import rect_around
from explorer.theme import LIGHT, POSITIVE, WALKER, Theme
from models.latent_moments import Invention
from models.snapshots import Array

REAL, DRAWN = 4.0, 5.0  # px, of a dot
FAINT = 160  # alpha of the dots of images
WIDTHS = 2.2, 1.6, 1.1  # px, of the ellipses at 1, 2 and 3 σ


class EllipsesItem(QGraphicsObject):
    """Ellipses at 1, 2 and 3 σ, drawn codes red over those of images in blue."""

    def __init__(self) -> None:
        super().__init__()
        self._ellipses: tuple[QPolygonF, ...] = ()
        self._drawn, self._real = QPolygonF(), QPolygonF()
        self._rect = QRectF()
        self._theme = LIGHT

    def show_invention(
        self, invention: Invention | None, real: Array | None = None
    ) -> None:
        """Draw new codes, and those of images (N, 2) under them if they are given."""
        self.prepareGeometryChange()
        nothing = np.zeros((0, 2))
        lines = invention.ellipses if invention else ()
        drawn = invention.points if invention else nothing
        below = nothing if real is None or invention is None else real
        self._ellipses = tuple(map(polygon, lines))
        self._drawn, self._real = polygon(drawn), polygon(below)
        self._rect = rect_around(np.concatenate([nothing, *lines, drawn, below]))
        self.update()

    @property
    def ends(self) -> tuple[Array, Array] | None:
        """Between which corners (2,) the ellipses lie, if there are any."""
        if not self._ellipses:
            return None
        rect = QRectF()
        for line in self._ellipses:
            rect |= line.boundingRect()
        corners = rect.topLeft(), rect.bottomRight()
        low, high = (np.array([corner.x(), corner.y()]) for corner in corners)
        return low, high

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def boundingRect(self) -> QRectF:
        """Return where there is anything."""
        return self._rect

    def paint(
        self,
        painter: QPainter | None,
        option: QStyleOptionGraphicsItem | None,
        widget: QWidget | None = None,
    ) -> None:
        """Paint what the codes are, what was drawn, and where from."""
        if painter is None:
            return
        to_screen = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())  # Qt draws a point as a line, not short
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        blue, red = QColor(POSITIVE), QColor(WALKER)
        blue.setAlpha(FAINT)
        painter.setPen(_dot(blue, REAL))
        painter.drawPoints(to_screen.map(self._real))
        painter.setPen(_dot(red, DRAWN))
        painter.drawPoints(to_screen.map(self._drawn))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, line in enumerate(self._ellipses):
            width = WIDTHS[number % len(WIDTHS)]
            for color, more in ((self._theme.halo, 2.0), (self._theme.text, 0.0)):
                painter.setPen(QPen(QColor(color), width + more))
                painter.drawPolyline(to_screen.map(line))
        painter.restore()


def polygon(points: Array) -> QPolygonF:
    """Return finite `points` (N, 2) as Qt has them."""
    finite = points[np.isfinite(points).all(1)]
    return QPolygonF([QPointF(x, y) for x, y in finite.tolist()])


def _dot(color: QColor, size: float) -> QPen:
    pen = QPen(color, size)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
