"""The colour bar: which colour is which loss."""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import (
    QColor,
    QFontMetricsF,
    QLinearGradient,
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
    hold,
    lookup_table,
    sized_font,
)
from models.language import tr
from models.scales import Scale, tick_texts

BAR_WIDTH = 12.0
BAR_SPACE = 72  # with its numbers
GAP = 6.0  # between the bar, its marks and its numbers
MARK = 4.0
STOPS = 65  # colours of the bar, between which it is blended
TIP = 9.0  # height of the triangle that says "and above"


def paint_color_bar(
    painter: QPainter,
    rect: QRectF,
    scale: Scale,
    lookup_table: NDArray[np.uint8],
    theme: Theme,
) -> None:
    """Paint a colour bar with numbers, and a title over it that says of what.

    Args:
        painter: its font is used, at our sizes.
        rect: for all of it: the bar is at the left, its numbers right of it.
        scale: its ticks are numbered; a triangle on top says that losses are clipped,
            and one at each end that differences are.
        lookup_table: (256, 4), low losses first.
        theme: for text and frame.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    title_font = sized_font(painter.font(), NAME_PIXELS)
    tick_font = sized_font(painter.font(), TICK_PIXELS)
    above = QFontMetricsF(title_font).height() + GAP + (TIP if scale.is_clipped else 0)
    below = TIP if scale.is_clipped and scale.is_difference else 0
    bar = QRectF(rect.left(), rect.top(), BAR_WIDTH, rect.height())
    bar.adjust(0, above, 0, -below)
    veil = theme.color("panel")
    veil.setAlpha(VEIL)
    painter.fillRect(rect.adjusted(-GAP, -GAP, GAP, 2 * GAP), veil)
    painter.setFont(title_font)
    painter.setPen(theme.color("text"))
    painter.drawText(
        rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, _title(scale)
    )
    _paint_colors(painter, bar, lookup_table, theme, scale)
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
        hold(self, width=BAR_SPACE)

    def show_colors(self, scale: Scale, table: NDArray[np.uint8]) -> None:
        """Show which colours of `table` (256, 4) the losses of `scale` have."""
        self._scale, self._table = scale, table
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the bar over the height of the widget."""
        if self._scale is None or self._theme is None:
            return
        zoom = self._theme.zoom
        whole = QRectF(0, 0, self.width() / zoom, self.height() / zoom)
        rect = whole.adjusted(GAP, GAP, -GAP, -3 * GAP)
        with QPainter(self) as painter:
            painter.scale(zoom, zoom)
            paint_color_bar(painter, rect, self._scale, self._table, self._theme)


def _paint_colors(
    painter: QPainter,
    bar: QRectF,
    lookup_table: NDArray[np.uint8],
    theme: Theme,
    scale: Scale,
) -> None:
    gradient = QLinearGradient(bar.topLeft(), bar.bottomLeft())
    places = np.linspace(0, len(lookup_table) - 1, STOPS).astype(int)
    colors = [QColor(*lookup_table[place].tolist()) for place in places]
    for number, color in enumerate(reversed(colors)):
        gradient.setColorAt(number / (STOPS - 1), color)
    painter.fillRect(bar, gradient)
    painter.setPen(QPen(theme.color("grid"), 1))
    if scale.is_clipped:
        painter.setBrush(colors[-1])
        tip = QPointF(bar.center().x(), bar.top() - TIP)
        painter.drawPolygon(QPolygonF([bar.topLeft(), tip, bar.topRight()]))
    if scale.is_clipped and scale.is_difference:
        painter.setBrush(colors[0])
        tip = QPointF(bar.center().x(), bar.bottom() + TIP)
        painter.drawPolygon(QPolygonF([bar.bottomLeft(), tip, bar.bottomRight()]))
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
        sign = "+" if scale.is_difference and loss > 0 else ""
        painter.drawText(QPointF(bar.right() + MARK + GAP, baseline), sign + text)


def _title(scale: Scale) -> str:
    """Return what the numbers are, shortly: it starts at the left of the bar."""
    return tr("Δ loss") if scale.is_difference else tr("loss")
