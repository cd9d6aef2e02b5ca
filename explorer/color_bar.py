"""The colour bar: which colour is which loss."""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import (
    QFontMetricsF,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PyQt6.QtWidgets import QWidget

from explorer.theme import (
    NAME_PIXELS,
    TICK_PIXELS,
    VEIL,
    Theme,
    lookup_table,
    sized_font,
)
from models.scales import Scale, tick_texts

BAR_WIDTH = 12.0
BAR_SPACE = 72  # with its numbers
GAP = 6.0  # between the bar, its marks and its numbers
MARK = 4.0
TIP = 9.0  # height of the triangle that says "and above"


def paint_color_bar(
    painter: QPainter,
    rect: QRectF,
    scale: Scale,
    lookup_table: NDArray[np.uint8],
    theme: Theme,
    title: str,
) -> None:
    """Paint a colour bar with numbers and a title over it.

    Args:
        painter: its font is used, at our sizes.
        rect: for all of it: the bar is at the left, its numbers right of it.
        scale: its ticks are numbered; a triangle on top says that losses are clipped.
        lookup_table: (256, 4), low losses first.
        theme: for text and frame.
        title: short, as it starts at the left of `rect`.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    title_font = sized_font(painter.font(), NAME_PIXELS)
    tick_font = sized_font(painter.font(), TICK_PIXELS)
    above = QFontMetricsF(title_font).height() + GAP + (TIP if scale.is_clipped else 0)
    bar = QRectF(rect.left(), rect.top() + above, BAR_WIDTH, rect.height() - above)
    veil = theme.color("panel")
    veil.setAlpha(VEIL)
    painter.fillRect(rect.adjusted(-GAP, -GAP, GAP, 2 * GAP), veil)
    painter.setFont(title_font)
    painter.setPen(theme.color("text"))
    painter.drawText(
        rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title
    )
    _paint_colors(painter, bar, lookup_table, theme, scale.is_clipped)
    painter.setFont(tick_font)
    _paint_numbers(painter, bar, scale, theme)
    painter.restore()


class ColorBar(QWidget):
    """A colour bar beside a plot."""

    def __init__(self) -> None:
        super().__init__()
        self._scale: Scale | None = None
        self._theme: Theme | None = None
        self._table = lookup_table()
        self.setFixedWidth(BAR_SPACE)

    def show_scale(self, scale: Scale) -> None:
        """Show which colours the losses of `scale` have."""
        self._scale = scale
        self.update()

    def show_table(self, table: NDArray[np.uint8]) -> None:
        """Show the colours of `table`, (256, 4), low losses first."""
        self._table = table
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the bar over the height of the widget."""
        if self._scale is None or self._theme is None:
            return
        rect = QRectF(self.rect()).adjusted(GAP, GAP, -GAP, -3 * GAP)
        with QPainter(self) as painter:
            paint_color_bar(
                painter, rect, self._scale, self._table, self._theme, "loss"
            )


def _paint_colors(
    painter: QPainter,
    bar: QRectF,
    lookup_table: NDArray[np.uint8],
    theme: Theme,
    has_tip: bool,
) -> None:
    colors = np.ascontiguousarray(lookup_table[::-1])
    image = QImage(colors.tobytes(), 1, len(colors), 4, QImage.Format.Format_RGBA8888)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(bar, image)
    painter.setPen(QPen(theme.color("grid"), 1))
    if has_tip:
        painter.setBrush(image.pixelColor(0, 0))
        tip = QPointF(bar.center().x(), bar.top() - TIP)
        painter.drawPolygon(QPolygonF([bar.topLeft(), tip, bar.topRight()]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar)


def _paint_numbers(painter: QPainter, bar: QRectF, scale: Scale, theme: Theme) -> None:
    metrics = QFontMetricsF(painter.font())
    ticks = scale.ticks()
    for loss, text in zip(ticks, tick_texts(ticks), strict=True):
        fraction = float(scale.unit(np.array([loss]))[0])
        y = bar.bottom() - fraction * bar.height()
        painter.setPen(QPen(theme.color("grid"), 1))
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + MARK, y))
        painter.setPen(theme.color("dim"))
        baseline = y + metrics.capHeight() / 2
        painter.drawText(QPointF(bar.right() + MARK + GAP, baseline), text)
