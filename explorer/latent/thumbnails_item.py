"""Images drawn where their codes lie: so many as there is room for."""

import math
from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen, QTransform
from PyQt6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from explorer.latent.pictures import fineness, one_picture, scaled
from models.images import Images
from models.snapshots import Array

SIDE, EDGE, APART = 28, 2.0, 4  # px, of an image, of its frame, between two
MOST_KEPT = 2000  # pictures
FAR = 2**31  # more cells than a row has
AROUND = sorted(
    product((-1, 0, 1), repeat=2), key=lambda way: abs(way[0]) + abs(way[1])
)


class ThumbnailsItem(QGraphicsObject):
    """Draws no two images over each other: of those too near, the first.

    What was drawn before goes first: nothing flickers while codes move.
    """

    def __init__(self, side: int = SIDE) -> None:
        super().__init__()
        self._side = side
        self._images: Images | None = None
        self._points = np.zeros((0, 2))
        self._colors: Sequence[QColor] = ()
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._rect = QRectF()
        self.drawn: tuple[int, ...] = ()

    def show_images(
        self, images: Images | None, points: Array, colors: Sequence[QColor] = ()
    ) -> None:
        """Draw images at `points` (N, 2), framed in `colors` if there are any."""
        if images is not self._images:
            self._images, self._pictures, self.drawn = images, {}, ()
        self.prepareGeometryChange()
        self._points, self._colors = points, colors
        self._rect = rect_around(points)
        self.update()

    def boundingRect(self) -> QRectF:
        """Return where images may be."""
        return self._rect

    def paint(
        self,
        painter: QPainter | None,
        option: QStyleOptionGraphicsItem | None,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the images, as large at every scale."""
        if painter is None or self._images is None:
            return
        to_screen = painter.worldTransform()
        step = (self._side + APART) / math.hypot(to_screen.m11(), to_screen.m12())
        down = (self._side + APART) / math.hypot(to_screen.m21(), to_screen.m22())
        inverse, _ = to_screen.inverted()
        device = painter.viewport().adjusted(-SIDE, -SIDE, SIDE, SIDE)
        seen = _inside(self._points, inverse.mapRect(QRectF(device)))
        self.drawn = thinned(self._points, (step, down), seen, self.drawn)
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        half = self._side / 2
        for number in self.drawn:
            spot = to_screen.map(QPointF(*self._points[number].tolist()))
            left, top = round(spot.x() - half), round(spot.y() - half)
            picture = self._picture(number, round(self._side * fineness(painter)))
            place = QRect(left, top, self._side, self._side)
            painter.drawImage(place, picture)
            if self._colors:
                painter.setPen(_frame(self._colors[number]))
                painter.drawRect(left, top, self._side, self._side)
        painter.restore()

    def _picture(self, number: int, side: int) -> QImage:
        if (number, side) not in self._pictures:
            if len(self._pictures) > MOST_KEPT:
                self._pictures.clear()
            assert self._images is not None
            whole = one_picture(self._images.pixels[number])
            self._pictures[number, side] = scaled(whole, QSize(side, side))
        return self._pictures[number, side]


def thinned(
    points: Array,
    cell: tuple[float, float],
    seen: NDArray[np.intp],
    before: Sequence[int] = (),
) -> tuple[int, ...]:
    """Return the numbers of points (N, 2) of which no two are nearer than a cell.

    Each half of a cell of a lattice offers one point; of those, the ones are left out
    that are too near to one kept before. Only points that are `seen` count, and those
    drawn `before` are asked first.
    """
    is_seen = np.zeros(len(points), bool)
    is_seen[seen] = True
    again = [number for number in before if is_seen[number]]
    order = np.array([*again, *seen.tolist()], dtype=np.intp)
    halves = np.floor(2 * points[order] / cell).astype(np.int64)
    _, first = np.unique(halves[:, 0] * FAR + halves[:, 1], return_index=True)
    kept = np.sort(first)
    spots = (points[order[kept]] / cell).tolist()
    taken: dict[tuple[int, int], tuple[float, float]] = {}
    drawn = []
    for index, (x, y) in zip(kept.tolist(), spots, strict=True):
        column, row = math.floor(x), math.floor(y)
        near = (taken.get((column + right, row + up)) for right, up in AROUND)
        if all(one is None or _is_apart(one, x, y) for one in near):
            taken[column, row] = x, y
            drawn.append(int(order[index]))
    return tuple(drawn)


def _is_apart(other: tuple[float, float], x: float, y: float) -> bool:
    """Tell whether places, in cells, are at least one apart in a direction."""
    return abs(other[0] - x) >= 1 or abs(other[1] - y) >= 1


def _inside(points: Array, rect: QRectF) -> NDArray[np.intp]:
    """Return the numbers of points (N, 2) in a rectangle; of none without numbers."""
    left, right = sorted((rect.left(), rect.right()))
    low, high = sorted((rect.top(), rect.bottom()))
    x, y = points.T
    return np.flatnonzero((x >= left) & (x <= right) & (y >= low) & (y <= high))


def rect_around(points: Array, margin: float = 0.2) -> QRectF:
    """Return a rectangle around finite `points` (N, 2), with a share of it beside."""
    finite = points[np.isfinite(points).all(1)]
    if not len(finite):
        return QRectF()
    low, high = finite.min(0), finite.max(0)
    room = margin * (high - low) + 1e-6
    left, bottom = (low - room).tolist()
    width, height = (high - low + 2 * room).tolist()
    return QRectF(left, bottom, width, height)


def _frame(color: QColor) -> QPen:
    pen = QPen(color, EDGE)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
