"""Points of many images, coloured by what is known of them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QPainter, QPolygonF, QTransform
from PyQt6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from explorer.latent.ellipses_item import cosmetic, polygon
from explorer.latent.thumbnails_item import rect_around
from explorer.theme import CLASSES, POSITIVE, lookup_table
from models.images import Attribute
from models.snapshots import Array

LEVELS = 24  # colours of a number
ROUND_CAP = 5.0  # px, of a dot


def levels_of(attribute: Attribute | None, count: int) -> NDArray[np.intp]:
    """Return which colour of `palette_of` each of `count` images has."""
    if attribute is None:
        return np.zeros(count, np.intp)
    if attribute.classes:
        return attribute.values.astype(np.intp)
    low, high = float(attribute.values.min()), float(attribute.values.max())
    share = (attribute.values - low) / ((high - low) or 1.0)
    return np.minimum(share * LEVELS, LEVELS - 1).astype(np.intp)


def palette_of(attribute: Attribute | None) -> Sequence[QColor]:
    """Return the colours of the classes of `attribute`, or from low to high."""
    if attribute is None:
        return [QColor(POSITIVE)]
    if attribute.classes:
        many = range(len(attribute.classes))
        return [QColor(CLASSES[number % len(CLASSES)]) for number in many]
    table = lookup_table("viridis")[np.linspace(0, 255, LEVELS).astype(int)]
    return [QColor(*row) for row in table.tolist()]


class CloudItem(QGraphicsObject):
    """Dots, all of a colour at once."""

    def __init__(self, size: float = ROUND_CAP) -> None:
        super().__init__()
        self._size = size
        self._parts: list[tuple[QColor, QPolygonF]] = []
        self._rect = QRectF()

    def show_points(self, points: Array, attribute: Attribute | None) -> None:
        """Draw `points` (N, 2), of images of which `attribute` is known."""
        self.prepareGeometryChange()
        levels, palette = levels_of(attribute, len(points)), palette_of(attribute)
        self._parts = [
            (color, polygon(points[levels == number]))
            for number, color in enumerate(palette)
        ]
        self._rect = rect_around(points)
        self.update()

    def show_plain(self, points: Array, color: QColor) -> None:
        """Draw `points` (N, 2) in one colour."""
        self.prepareGeometryChange()
        self._parts = [(color, polygon(points))]
        self._rect = rect_around(points)
        self.update()

    def boundingRect(self) -> QRectF:
        """Return where there are dots."""
        return self._rect

    def paint(
        self,
        painter: QPainter | None,
        option: QStyleOptionGraphicsItem | None,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the dots."""
        if painter is None:
            return
        to_screen = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())  # Qt draws a point as a line, not short
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, points in self._parts:
            pen = cosmetic(color, self._size)
            pen.setCapStyle(pen.capStyle().RoundCap)
            painter.setPen(pen)
            painter.drawPoints(to_screen.map(points))
        painter.restore()
