"""Bars with words before them and a figure behind: to compare a few numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from explorer.theme import LIGHT, POSITIVE, TICK_PIXELS, Theme, sized_font

LINE, THICK, GAP, ROUND = 20, 10, 8, 3  # px
VERTICAL = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Bar:
    """One number among others."""

    name: str
    value: float
    said: str  # the number as it is written
    is_chosen: bool = True  # others are fainter


class Bars(QWidget):
    """One line for each bar; the longest is as long as there is room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.bars: Sequence[Bar] = ()
        self._most = 0.0
        self._theme = LIGHT
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], most: float = 0.0) -> None:
        """Show numbers; `most` fills a line, or the largest does if that is 0."""
        if len(bars) != len(self.bars):
            self.updateGeometry()
        self.bars, self._most = bars, most
        words = "; ".join(f"{bar.name}: {bar.said}" for bar in bars)
        self.setAccessibleDescription(words)
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a line each."""
        return QSize(200, self._theme.pixels(LINE) * len(self.bars))

    def minimumSizeHint(self) -> QSize:
        """Ask for a line each."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the bars and their words."""
        theme, line = self._theme, self._theme.pixels(LINE)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(sized_font(self.font(), theme.pixels(TICK_PIXELS)))
            metrics = painter.fontMetrics()
            names = max(
                (metrics.horizontalAdvance(b.name) for b in self.bars), default=0
            )
            said = max(
                (metrics.horizontalAdvance(b.said) for b in self.bars), default=0
            )
            room = max(self.width() - names - said - 2 * GAP, 1)
            most = self._most or max((bar.value for bar in self.bars), default=0) or 1.0
            for number, bar in enumerate(self.bars):
                top = number * line
                painter.setPen(theme.color("text" if bar.is_chosen else "dim"))
                painter.drawText(QRectF(0, top, names, line), VERTICAL, bar.name)
                right = QRectF(self.width() - said, top, said, line)
                flags = VERTICAL | Qt.AlignmentFlag.AlignRight
                painter.drawText(right, flags, bar.said)
                share = min(max(bar.value / most, 0.0), 1.0)
                above = top + (line - THICK) / 2
                whole = QRectF(names + GAP, above, room, THICK)
                self._paint_bar(painter, whole, share, bar.is_chosen)

    def _paint_bar(
        self, painter: QPainter, whole: QRectF, share: float, is_chosen: bool
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("field"))
        painter.drawRoundedRect(whole, ROUND, ROUND)
        whole.setWidth(share * whole.width())
        painter.setBrush(QColor(POSITIVE) if is_chosen else self._theme.color("grid"))
        painter.drawRoundedRect(whole, ROUND, ROUND)
