"""The drawings on buttons: by lines, and so as fine as the screen or the picture is."""

from collections.abc import Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PyQt6.QtSvg import QSvgRenderer

from explorer.theme import RESOURCES

PALE = 0.4  # opacity of what cannot be pressed


def icon(name: str, color: str, off: str | None = None) -> QIcon:
    """Return the drawing `name` of resources/icons in `color`.

    Where it cannot be pressed it has the color `off`, or is pale.
    """
    source = (RESOURCES / "icons" / f"{name}.svg").read_text()
    both = color, off or color
    drawings = [source.replace("currentColor", one).encode() for one in both]
    return QIcon(_Drawing(drawings[0], drawings[1], 1.0 if off else PALE))


@contextmanager
def fine_icons(scale: float) -> Iterator[None]:
    """Let icons have `scale` times as many pixels meanwhile as are asked for.

    A widget that is painted into a picture asks for as many as it has on the screen.
    """
    was, _Drawing.scale = _Drawing.scale, max(scale, 1.0)
    try:
        yield
    finally:
        _Drawing.scale = was


class _Drawing(QIconEngine):
    """Draws the same lines at every size."""

    scale = 1.0

    def __init__(self, usual: bytes, off: bytes, opacity: float) -> None:
        super().__init__()
        self._given = usual, off, opacity
        self._usual, self._off = QSvgRenderer(usual), QSvgRenderer(off)

    def paint(
        self, painter: QPainter | None, rect: QRect, mode: QIcon.Mode, _: QIcon.State
    ) -> None:
        """Draw it in `rect`."""
        if painter is not None:
            is_off = mode == QIcon.Mode.Disabled
            painter.setOpacity(self._given[2] if is_off else 1.0)
            (self._off if is_off else self._usual).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return it as an image of `size`, or of a multiple of that."""
        pixmap = QPixmap(size * self.scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            self.paint(painter, pixmap.rect(), mode, state)
        return pixmap

    def clone(self) -> QIconEngine:
        """Return another that draws the same."""
        return _Drawing(*self._given)
