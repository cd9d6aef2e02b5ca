"""Four small maps of one plane beside each other, with a cross-hair in all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QWidget

from explorer.theme import LIGHT, TICK_PIXELS, VEIL, WALKER, Theme, sized_font

GAP, LINE = 6.0, 14.0  # px, between maps, and of a line of text over each
STAR, DOT = 15, 4.0  # px
WIDEST = 1.6  # times as wide as high: a map is not squeezed further
LOW = 2.0  # times as wide as high: so low, all stand in one row


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """One map, ready to be painted."""

    title: str
    head: str  # its own highest number, or its lowest
    colors: NDArray[np.uint8]  # (R, R, 4), the first index along x
    note: str = ""  # over the map, where there is nothing to see in it
    has_best: bool = True  # whether the star stands in it


class FourMaps(QWidget):
    """Paints `Tile`s, and tells which grid point is under the pointer.

    Signals:
        pointed: (tuple or None) the pointer is over this grid point, of any map.
    """

    pointed = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.tiles: tuple[Tile, ...] = ()
        self._images: tuple[QImage, ...] = ()
        self._best = self._walker = (0.5, 0.5)  # shares of the sides
        self._pointer: tuple[float, float] | None = None
        self._theme = LIGHT
        self._font = sized_font(self.font(), TICK_PIXELS)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 90)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Paint these maps."""
        self.tiles = tiles
        self._images = tuple(_image(tile.colors) for tile in tiles)
        self.update()

    def show_places(
        self, best: tuple[float, float], walker: tuple[float, float]
    ) -> None:
        """Mark the best point and the walker, in shares of the sides from 0 to 1."""
        self._best, self._walker = best, walker
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._font = sized_font(self.font(), theme.pixels(TICK_PIXELS))
        self.update()

    @property
    def _line(self) -> float:
        """How much room a line of text has, in pixels."""
        return LINE * self._theme.zoom

    def rects(self) -> list[QRectF]:
        """Return where the four maps are: in two rows, or in one."""
        rows = 1 if self.width() > LOW * self.height() else 2
        columns, title = 4 // rows, 2 * self._line
        width = (self.width() - (columns - 1) * GAP) / columns
        height = self.height() / rows - title - 1
        wide = min(width, WIDEST * height)
        left = (self.width() - columns * wide - (columns - 1) * GAP) / 2
        return [
            QRectF(
                left + column * (wide + GAP),
                row * (height + title + 1) + title,
                wide,
                height,
            )
            for row in range(rows)
            for column in range(columns)
        ]

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Tell the grid point under the pointer."""
        if event is None or not self.tiles:
            return
        spot = event.position()
        inside = [rect for rect in self.rects() if rect.contains(spot)]
        self._point(_share(spot, inside[0]) if inside else None)

    def leaveEvent(self, event: QEvent | None) -> None:
        """The pointer is nowhere."""
        self._point(None)

    def _point(self, share: tuple[float, float] | None) -> None:
        self._pointer = share
        last = len(self.tiles[0].colors) - 1 if self.tiles else 0
        self.pointed.emit(share and tuple(round(part * last) for part in share))
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint titles, maps, the star, the walker and the cross-hair."""
        with QPainter(self) as painter:
            painter.setFont(self._font)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for tile, image, rect in zip(
                self.tiles, self._images, self.rects(), strict=False
            ):
                painter.drawImage(rect, image)
                self._paint_title(painter, tile, rect)
                self._paint_signs(painter, tile, rect)
                if tile.note:
                    self._paint_note(painter, tile, rect)

    def _paint_title(self, painter: QPainter, tile: Tile, rect: QRectF) -> None:
        metrics, right = QFontMetricsF(self._font), Qt.TextElideMode.ElideRight
        for line, (text, color) in enumerate(
            ((tile.title, "text"), (tile.head, "dim"))
        ):
            painter.setPen(self._theme.color(color))
            top = rect.top() - (2 - line) * self._line
            box = QRectF(rect.left(), top, rect.width(), self._line)
            shown = metrics.elidedText(text, right, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_signs(self, painter: QPainter, tile: Tile, rect: QRectF) -> None:
        painter.save()
        painter.setClipRect(rect)
        if self._pointer is not None:
            at = _spot(self._pointer, rect)
            for color, width in ((QColor("black"), 3.0), (QColor("white"), 1.0)):
                painter.setPen(QPen(color, width))
                ends = QPointF(at.x(), rect.top()), QPointF(at.x(), rect.bottom())
                painter.drawLine(*ends)
                ends = QPointF(rect.left(), at.y()), QPointF(rect.right(), at.y())
                painter.drawLine(*ends)
        painter.setPen(QPen(QColor("white"), 1.5))
        painter.setBrush(QColor(WALKER))
        painter.drawEllipse(_spot(self._walker, rect), DOT, DOT)
        if tile.has_best:
            self._paint_star(painter, _spot(self._best, rect))
        painter.restore()

    def _paint_star(self, painter: QPainter, at: QPointF) -> None:
        box = QRectF(at.x() - STAR, at.y() - STAR, 2 * STAR, 2 * STAR)
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setFont(sized_font(self._font, STAR + 5))
        painter.setPen(QColor("black"))
        painter.drawText(box, middle, "★")
        painter.setFont(sized_font(self._font, STAR))
        painter.setPen(QColor("white"))
        painter.drawText(box, middle, "★")
        painter.setFont(self._font)

    def _paint_note(self, painter: QPainter, tile: Tile, rect: QRectF) -> None:
        place = Qt.AlignmentFlag.AlignCenter
        if tile.has_best:  # which is not to be covered
            place = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        flags = place.value | Qt.TextFlag.TextWordWrap.value
        room = rect.adjusted(4, 2, -4, -2)
        box = painter.boundingRect(room, flags, tile.note).adjusted(-3, -1, 3, 1)
        veil = self._theme.color("panel")
        veil.setAlpha(VEIL)
        painter.fillRect(box, veil)
        painter.setPen(self._theme.color("text"))
        painter.drawText(room, flags, tile.note)


def _image(colors: NDArray[np.uint8]) -> QImage:
    """Return colours (R, R, 4) as an image: x to the right, y upwards."""
    upright = np.ascontiguousarray(colors.transpose(1, 0, 2)[::-1])
    height, width, _ = upright.shape
    kind = QImage.Format.Format_RGBA8888
    return QImage(upright.tobytes(), width, height, 4 * width, kind).copy()


def _spot(share: tuple[float, float], rect: QRectF) -> QPointF:
    x, y = share
    return QPointF(rect.left() + x * rect.width(), rect.bottom() - y * rect.height())


def _share(spot: QPointF, rect: QRectF) -> tuple[float, float]:
    x = (spot.x() - rect.left()) / rect.width()
    return x, (rect.bottom() - spot.y()) / rect.height()
