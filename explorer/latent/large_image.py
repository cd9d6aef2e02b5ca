"""One image, as large as there is room."""

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from explorer.latent.pictures import fineness, one_picture, scaled
from explorer.theme import LIGHT, TICK_PIXELS, Theme, sized_font
from models.images import Pixels

LEAST, MOST, LINE = 64, 320, 16  # px: the image at least and at most; the words below


class LargeImage(QWidget):
    """Paints an image with a few words under it."""

    def __init__(self, name: str, hint: str = "", most: int = MOST) -> None:
        """Take what it is called, and what it says while there is no image."""
        super().__init__()
        self.setAccessibleName(name)
        policy = QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, policy)
        self.words = ""
        self.image: Pixels | None = None
        self._hint, self._most = hint, most
        self._picture, self._screen = QImage(), QImage()
        self.theme = LIGHT

    def show_image(self, image: Pixels | None, words: str = "") -> None:
        """Show an image (S, S, C), or none."""
        self.image, self.words = image, words
        self._picture = QImage() if image is None else one_picture(image)
        self._screen = QImage()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.theme, self._screen = theme, QImage()
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Ask for room to see anything."""
        return QSize(LEAST, LEAST + self._line)

    def sizeHint(self) -> QSize:
        """Ask for what is comfortable."""
        return QSize(2 * LEAST, 2 * LEAST + self._line)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Let the image have the new room."""
        super().resizeEvent(event)
        self._screen = QImage()

    @property
    def _line(self) -> int:
        """How much room the words have, in pixels."""
        return self.theme.pixels(LINE)

    def rect_of(self) -> QRect:
        """Return where the image is: a whole factor larger, if that loses little."""
        room = min(self.width() - 2, self.height() - self._line - 2, self._most)
        own = max(self._picture.width(), 1)
        whole = room // own * own
        side = max(whole if whole > 0.8 * room else room, 1)
        left, top = (self.width() - side) // 2, (self.height() - self._line - side) // 2
        return QRect(left, max(top, 1), side, side)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the image and the words."""
        theme, rect = self.theme, self.rect_of()
        with QPainter(self) as painter:
            painter.setFont(sized_font(self.font(), theme.pixels(TICK_PIXELS)))
            painter.setPen(theme.color("line"))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
            painter.setPen(theme.color("dim"))
            if self._picture.isNull():
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(rect.adjusted(6, 0, -6, 0), flags, self._hint)
            else:
                size = rect.size() * fineness(painter)
                if self._screen.size() != size:
                    self._screen = scaled(self._picture, size)
                painter.drawImage(rect, self._screen)
            box = QRect(0, rect.bottom() + 2, self.width(), self._line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.words)
