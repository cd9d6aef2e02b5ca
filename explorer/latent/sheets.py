"""A sheet of images in rows and columns: the way in which all tools show images."""

from collections.abc import Set as AbstractSet

from PyQt6.QtCore import QEvent, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from explorer.keys import ENTER
from explorer.latent.image_tip import ImageTip
from explorer.latent.pictures import fineness, picture_of, scaled
from explorer.latent.sheet_grid import (
    BESIDE,
    GAP,
    Captions,
    Grid,
    Place,
    every,
    grid_for,
    highest,
)
from explorer.theme import LIGHT, TICK_PIXELS, Theme, sized_font
from models.images import Pixels

LEAST, USUAL, MOST = 10, 40, 96  # px, of an image
KEYS: dict[int, Place] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
MIDDLE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ImageSheet(QWidget):
    """Paints images as large as there is room; arrow keys and the mouse point at one.

    Signals:
        picked: (int, int) the user clicked this row and column, or pressed Enter there.
        pointed: (tuple or None) the pointer is at this row and column, or at none.
    """

    picked = pyqtSignal(int, int)
    pointed = pyqtSignal(object)

    def __init__(
        self, name: str, most: int = MOST, hint: str = "", least: int = LEAST
    ) -> None:
        """Take what it is called, and how large and how small an image may be.

        `hint` is what it says while it is empty.
        """
        super().__init__()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, policy)
        self.captions = Captions()
        self.grid = Grid()
        self.at: Place | None = None  # what is pointed at
        self._sides, self._hint = (least, most), hint
        self._images: Pixels | None = None  # (M, S, S, C)
        self._columns = 0  # 0: as there is room
        self._marks: dict[Place, str] = {}
        self._picture, self._screen = QImage(), QImage()
        self._theme = LIGHT
        self._tip: ImageTip | None = None

    def show_images(
        self, images: Pixels, captions: Captions | None = None, columns: int = 0
    ) -> None:
        """Show images (R, C, S, S, channels), or (M, S, S, channels) in turn.

        Those in turn stand in so many `columns`; 0: as leaves them the most room.
        """
        if images.ndim == 5:
            columns = images.shape[1]
            images = images.reshape(-1, *images.shape[2:])
        self._images, self._columns = images, columns
        self._picture = QImage()
        self.show_captions(captions or Captions())
        if self.at is not None:
            self._point(self.at if self.grid.holds(self.at) else None)

    def show_nothing(self, hint: str) -> None:
        """Show no image, and say why."""
        self._images, self._hint = None, hint
        self._point(None)
        self.show_captions(Captions())

    def show_captions(self, captions: Captions) -> None:
        """Show other words with the same images."""
        self.captions = captions
        self._lay_out()
        self.updateGeometry()

    def show_marks(self, places: AbstractSet[Place], color: str = "") -> None:
        """Outline these images, in a colour of one's own or in the theme's accent."""
        if (marks := dict.fromkeys(sorted(places), color)) != self._marks:
            self._marks = marks
            self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        if self._tip is not None:
            self._tip.show_theme(theme)
        self._lay_out()
        self.updateGeometry()

    @property
    def count(self) -> int:
        """How many images there are."""
        return 0 if self._images is None else len(self._images)

    def number(self, place: Place) -> int:
        """Return which of the images stands there."""
        row, column = place
        return row * self.grid.columns + column

    def minimumSizeHint(self) -> QSize:
        """Ask for room to tell images apart."""
        return self._asked(self._sides[0])

    def sizeHint(self) -> QSize:
        """Ask for what is comfortable."""
        return self._asked(min(self._sides[1], USUAL))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Point at what is under the pointer."""
        if event is not None:
            self._point(self.grid.at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Pick what is under the pointer."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (place := self.grid.at(event.position().toPoint())) is not None:
            self._point(place)
            self.picked.emit(*place)

    def leaveEvent(self, event: QEvent | None) -> None:
        """Point at nothing."""
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Point at nothing."""
        self._point(None)
        super().focusOutEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Take the keys that move from image to image before the window does."""
        if isinstance(event, QKeyEvent):
            is_own = event.key() in KEYS or event.key() in ENTER
            if is_own and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Move from image to image by arrows, pick one by Enter."""
        if event is None:
            return
        if event.key() in ENTER and self.at is not None:
            self.picked.emit(*self.at)
        elif event.key() in KEYS and self.count:
            down, right = KEYS[event.key()]
            place = (self.at[0] + down, self.at[1] + right) if self.at else (0, 0)
            self._point(place if self.grid.holds(place) else self.at)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Let the images have the new room."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the images, the words at them, and what is marked."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setFont(self._font())
            painter.setPen(theme.color("dim"))
            if not self.count:
                words = MIDDLE | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect(), words, self._hint)
                return
            self._paint_images(painter)
            self._paint_captions(painter)
            for place, color in self._marks.items():
                self._outline(painter, place, color or theme.accent)
            if self.at is not None:
                self._outline(painter, self.at, theme.text)

    def _asked(self, side: int) -> QSize:
        columns = self._columns or min(self.count, 8) or 1
        room = QSize(columns * (side + GAP) * 4, 0)
        captions, metrics = self.captions, self._metrics()
        grid = grid_for(self.count, columns, captions, metrics, room, (side, side))
        return grid.size()

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())

    def _font(self) -> QFont:
        return sized_font(self.font(), self._theme.pixels(TICK_PIXELS))

    def _lay_out(self) -> None:
        what = self.count, self._columns, self.captions, self._metrics()
        self.grid = grid_for(*what, self.size(), self._sides)
        self._screen = QImage()
        if self.count:
            self.setMaximumHeight(highest(*what, self.width(), self._sides[1]))
        self.update()

    def _point(self, place: Place | None) -> None:
        if place != self.at:
            self.at = place
            self.pointed.emit(place)
            self.update()
        self._show_tip()

    def _show_tip(self) -> None:
        if self.at is None or self._images is None:
            if self._tip is not None:
                self._tip.hide()
            return
        if self._tip is None:
            self._tip = ImageTip(self)
            self._tip.show_theme(self._theme)
        number, rect = self.number(self.at), self.grid.rect(self.at)
        tips = self.captions.tips
        beside = QRect(self.mapToGlobal(rect.topLeft()), rect.size())
        text = tips[number] if number < len(tips) else ""
        self._tip.show_image(self._images[number], text, beside)

    def _paint_images(self, painter: QPainter) -> None:
        assert self._images is not None
        grid, side = self.grid, round(self.grid.side * fineness(painter))
        if self._picture.isNull():
            self._picture = picture_of(self._images, grid.columns)
        wide = self._images.shape[2]
        if self._picture.width() != wide * grid.columns:
            self._picture = picture_of(self._images, grid.columns)
        size = QSize(side * grid.columns, side * grid.rows)
        if self._screen.size() != size:
            self._screen = scaled(self._picture, size)
        for number in range(grid.count):
            row, column = divmod(number, grid.columns)
            part = QRect(column * side, row * side, side, side)
            painter.drawImage(grid.rect((row, column)), self._screen.copy(part))

    def _paint_captions(self, painter: QPainter) -> None:
        said, grid = self.captions, self.grid
        for row, text in enumerate(said.rows[: grid.rows]):
            box = grid.rect((row, 0))
            box.setLeft(0)
            box.setRight(grid.left - BESIDE)
            painter.drawText(box, RIGHT, text)
        names, step = said.columns[: grid.columns], grid.side + GAP
        for column in range(0, len(names), every(names, painter.fontMetrics(), step)):
            cell = grid.rect((0, column)).adjusted(-GAP, 0, GAP, 0)
            cell.setTop(0)
            cell.setHeight(high := grid.top - 1)
            painter.drawText(cell.adjusted(-high, 0, high, 0), MIDDLE, names[column])
        apart = every(said.below, painter.fontMetrics(), step)
        if apart == 1:  # else there is no room: the tips say the same
            for number, text in enumerate(said.below):
                painter.drawText(grid.words(number), MIDDLE, text)

    def _outline(self, painter: QPainter, place: Place, color: str) -> None:
        if not self.grid.holds(place):
            return
        rect = self.grid.rect(place)
        for width, own in ((4, self._theme.panel), (2, color)):
            pen = QPen(QColor(own), width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(rect)
