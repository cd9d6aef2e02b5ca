"""Points of many images, coloured by what is known of them."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QColor, QImage, QPainter, QTransform
from PyQt6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from explorer.latent.pictures import fineness
from explorer.latent.thumbnails_item import rect_around
from explorer.theme import CLASSES, POSITIVE, lookup_table
from models.images import Attribute
from models.snapshots import Array

LEVELS = 24  # colours of a number
DARKEST = 56  # of the 256 of the colour map: seen on a dark ground
RADIUS, HOLE = 2.6, 1.2  # px, of a dot, and of the hole in one that is held out
SOFT = 0.5  # px, of its edge
Inks = NDArray[np.uint32]


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
    table = lookup_table("viridis")[np.linspace(DARKEST, 255, LEVELS).astype(int)]
    return [QColor(*row) for row in table.tolist()]


class CloudItem(QGraphicsObject):
    """Dots, and rings for images that are held out.

    They are set into an image pixel by pixel, all dots at once: thousands that move
    with each epoch take Qt, dot by dot, longer than a frame.
    """

    def __init__(self, radius: float = RADIUS) -> None:
        super().__init__()
        self._radius = radius
        self._points: Array = np.zeros((0, 2))
        self._inks: Inks = np.zeros(0, np.uint32)
        self._is_out: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._ground = QColor()
        self._rect = QRectF()

    def show_points(
        self,
        points: Array,
        attribute: Attribute | None,
        is_out: NDArray[np.bool_] | None = None,
        ground: QColor | None = None,
    ) -> None:
        """Draw `points` (N, 2), of images of which `attribute` is known.

        Those that are held out have holes of the colour of the `ground`.
        """
        self.prepareGeometryChange()
        inks = np.array([ink(color) for color in palette_of(attribute)], np.uint32)
        self._points = points
        self._inks = inks[levels_of(attribute, len(points))]
        none = np.zeros(len(points), np.bool_)
        self._is_out = none if is_out is None else is_out
        self._ground = ground or QColor()
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
        if painter is None or not len(self._points):
            return
        view, scale = painter.viewport(), fineness(painter)
        spots = scale * mapped(painter.worldTransform(), self._points)
        sheet = Sheet(round(scale * view.width()), round(scale * view.height()))
        sheet.stamp(spots, blended(self._inks), (self._radius + SOFT) * scale)
        sheet.stamp(spots, self._inks, self._radius * scale)
        hole = np.full(int(self._is_out.sum()), ink(self._ground), np.uint32)
        sheet.stamp(spots[self._is_out], hole, HOLE * scale)
        painter.save()
        painter.setWorldTransform(QTransform())
        sheet.draw(painter, scale)
        painter.restore()


class Sheet:
    """Pixels that discs are stamped into, with room for those over the edge."""

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        self._room = 16
        rows, columns = height + 2 * self._room, width + 2 * self._room
        self._pixels = np.zeros((rows, columns), np.uint32)

    def stamp(self, spots: Array, inks: Inks, radius: float) -> None:
        """Set a disc at each of `spots` (N, 2), in premultiplied colours (N,)."""
        room, (width, height) = self._room - int(radius) - 1, self._size
        low, high = -room, np.array([width, height]) + room - 1
        with np.errstate(invalid="ignore"):
            is_seen = ((spots > low) & (spots < high)).all(1)
        places = np.rint(spots[is_seen]).astype(np.intp) + self._room
        flat, across = self._pixels.reshape(-1), self._pixels.shape[1]
        middles, shown = places[:, 1] * across + places[:, 0], inks[is_seen]
        for x, y in disc(radius):
            flat[middles + (y * across + x)] = shown

    def draw(self, painter: QPainter, scale: float) -> None:
        """Draw it over all that the painter sees."""
        rows, columns = self._pixels.shape
        kind = QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(self._pixels.tobytes(), columns, rows, 4 * columns, kind)
        image.setDevicePixelRatio(scale)
        painter.drawImage(QPointF(-self._room, -self._room) / scale, image)


def mapped(transform: QTransform, points: Array) -> Array:
    """Return where a painter with `transform` paints `points` (N, 2)."""
    t = transform
    turn = np.array([[t.m11(), t.m12()], [t.m21(), t.m22()]])
    return np.asarray(points @ turn + (t.dx(), t.dy()))


@lru_cache(maxsize=16)
def disc(radius: float) -> tuple[tuple[int, int], ...]:
    """Return the pixels of a disc, as offsets from its middle."""
    reach = range(-int(radius), int(radius) + 1)
    return tuple((x, y) for x in reach for y in reach if x * x + y * y <= radius**2)


def ink(color: QColor) -> int:
    """Return an opaque colour as a pixel."""
    return int(color.rgb())


def blended(inks: Inks) -> Inks:
    """Return colours at half their strength, premultiplied: edges look smooth."""
    return (inks >> np.uint32(1)) & np.uint32(0x7F7F7F7F)
