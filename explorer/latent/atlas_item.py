"""What a decoder makes of each place, drawn behind the codes."""

import math

import numpy as np
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QImage, QPainter, QTransform
from PyQt6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from explorer.latent.pictures import FAST, KEEP, fineness, picture_of
from explorer.theme import LIGHT, Theme
from models.latent_moments import Atlas
from models.latent_words import mistrust
from models.snapshots import Array

FINEST = 2048  # px, of the enlarged tiles, along a side
DENSE, THIN = 215, 120  # alpha of the fog where nothing is trusted: on tiles, alone
FILLING = 0.94  # of a tile is its image
BRIGHTNESS = 0.6  # of the tiles, with dots over them


class AtlasItem(QGraphicsObject):
    """Tiles at their places, and fog over those that are not to be trusted."""

    def __init__(self) -> None:
        super().__init__()
        self._atlas: Atlas | None = None
        self._tiles, self._large = QImage(), QImage()
        self._mistrust: Array | None = None  # (G, G)
        self._fog = QImage()
        self._rect = QRectF()
        self._has_tiles, self._has_fog = True, False
        self._brightness = BRIGHTNESS
        self._theme = LIGHT

    def show_atlas(self, atlas: Atlas | None, size: float = 1.0) -> None:
        """Draw `atlas`, of a cloud of codes of a size, or nothing."""
        self.prepareGeometryChange()
        self._atlas, self._large, self._fog = atlas, QImage(), QImage()
        self._rect = QRectF() if atlas is None else tiles_rect(atlas)
        if atlas is not None:
            upright = atlas.pixels.swapaxes(0, 1)[::-1]  # the highest row first
            images = upright.reshape(-1, *upright.shape[2:])
            self._tiles = picture_of(images, len(atlas.axis_x))
            self._mistrust = mistrust(atlas.doubt, size).T[::-1]
        self.update()

    def show_layers(
        self, has_tiles: bool, has_fog: bool, brightness: float = BRIGHTNESS
    ) -> None:
        """Draw images, doubt, both or neither; images as bright as asked, to 1."""
        self._has_tiles, self._has_fog = has_tiles, has_fog
        self._brightness, self._fog = brightness, QImage()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme, self._fog = theme, QImage()
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the places that have an image."""
        return self._rect

    def paint(
        self,
        painter: QPainter | None,
        option: QStyleOptionGraphicsItem | None,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the tiles, and the fog over them."""
        if painter is None or self._atlas is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        to_screen = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        if self._has_tiles:
            painter.setOpacity(self._brightness)
            self._paint_tiles(painter, to_screen)
            painter.setOpacity(1.0)
        if self._has_fog:
            if self._fog.isNull():
                self._fog = self._drawn_fog()
            painter.drawImage(to_screen.mapRect(self._rect), self._fog)
        painter.restore()

    def _paint_tiles(self, painter: QPainter, to_screen: QTransform) -> None:
        """Paint each image that is seen, square, in the middle of its tile."""
        assert self._atlas is not None
        columns, rows = len(self._atlas.axis_x), len(self._atlas.axis_y)
        whole, seen = to_screen.mapRect(self._rect), QRectF(painter.viewport())
        wide, high = whole.width() / columns, whole.height() / rows
        side = FILLING * min(wide, high)
        self._enlarge(side * fineness(painter))
        own = self._large.width() / columns
        for number in range(columns * rows):
            row, column = divmod(number, columns)
            left = whole.left() + column * wide + (wide - side) / 2
            top = whole.top() + row * high + (high - side) / 2
            place = QRectF(left, top, side, side)
            if place.intersects(seen):
                corner = round(column * own), round(row * own)
                part = self._large.copy(*corner, round(own), round(own))
                painter.drawImage(place, part)

    def _enlarge(self, side: float) -> None:
        """Make square pixels as large as they will be seen, for soft edges of them."""
        assert self._atlas is not None
        wide, most = self._atlas.pixels.shape[3], max(self._tiles.width(), 1)
        factor = max(1, min(math.ceil(side / wide), FINEST // most))
        if self._large.width() != factor * self._tiles.width():
            size = self._tiles.size() * factor
            self._large = self._tiles.scaled(size, KEEP, FAST)

    def _drawn_fog(self) -> QImage:
        assert self._mistrust is not None
        high, wide = self._mistrust.shape
        color = QColor(self._theme.panel if self._has_tiles else self._theme.dim)
        pixels = np.empty((high, wide, 4), np.uint8)
        pixels[..., :3] = color.blue(), color.green(), color.red()
        most = DENSE if self._has_tiles else THIN
        pixels[..., 3] = np.rint(most * self._mistrust)
        kind = QImage.Format.Format_ARGB32
        return QImage(pixels.tobytes(), wide, high, 4 * wide, kind).copy()


def tiles_rect(atlas: Atlas) -> QRectF:
    """Return where the tiles of `atlas` lie, each around its place."""
    ends = []
    for axis in (atlas.axis_x, atlas.axis_y):
        half = (axis[-1] - axis[0]) / max(len(axis) - 1, 1) / 2 or 0.5
        ends.append((float(axis[0] - half), float(axis[-1] - axis[0] + 2 * half)))
    (left, width), (low, height) = ends
    return QRectF(left, low, width, height)
