"""An image enlarged beside the pointer, with what is known of it."""

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtGui import QImage, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from explorer.latent.pictures import one_picture, scaled
from explorer.theme import LIGHT, TICK_PIXELS, Theme, sized_font
from models.images import Pixels

SIDE = 144  # px, of the enlarged image, about
EDGE, LINE = 6, 16  # px: around it, and of a line of text
AWAY = 14  # px, from what it is of


class ImageTip(QWidget):
    """A window without a frame, which takes neither focus nor mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._theme = LIGHT
        self._picture = QImage()
        self._lines: list[str] = []

    def show_image(self, image: Pixels, text: str, beside: QRect) -> None:
        """Show an image (H, W, C) over lines of text, beside a place on the screen."""
        high, wide = image.shape[:2]
        size = QSize(wide, high) * max(1, SIDE // high)
        self._picture = scaled(one_picture(image), size)
        self._lines = text.splitlines()
        metrics = self.fontMetrics()
        wide = max([size.width(), *map(metrics.horizontalAdvance, self._lines)])
        high = size.height() + LINE * len(self._lines)
        self.resize(wide + 2 * EDGE, high + 2 * EDGE)
        self.move(self._place(beside))
        self.show()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the image and the lines under it."""
        theme, picture = self._theme, self._picture
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("field"))
            painter.setPen(theme.color("line"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            left = (self.width() - picture.width()) // 2
            painter.drawImage(left, EDGE, picture)
            painter.setFont(sized_font(self.font(), TICK_PIXELS))
            for number, line in enumerate(self._lines):
                painter.setPen(theme.color("dim" if number else "text"))
                top = EDGE + picture.height() + number * LINE
                box = QRect(EDGE, top, self.width() - 2 * EDGE, LINE)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line)

    def _place(self, beside: QRect) -> QPoint:
        """Return where all of it is on the screen, and covers not what it is of."""
        screen = self.screen()
        room = screen.availableGeometry() if screen else QRect(0, 0, 1920, 1080)
        x = beside.right() + AWAY
        if x + self.width() > room.right():
            x = beside.left() - AWAY - self.width()
        y = beside.center().y() - self.height() // 2
        y = min(max(y, room.top()), max(room.bottom() - self.height(), room.top()))
        return QPoint(max(x, room.left()), y)
