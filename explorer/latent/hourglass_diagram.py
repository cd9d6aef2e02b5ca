"""The hourglass as a drawing: how far each layer is narrower than the last."""

import math

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from explorer.latent.hourglass_layers import Drawn, drawn_of
from explorer.theme import (
    LIGHT,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    TICK_PIXELS,
    Theme,
    sized_font,
)
from models.language import tr
from models.latent_specs import AutoencoderSpec

ENCODER, CODE, DECODER = NEGATIVE, POSITIVE, "#009e73"
HIGH, LEAST = 168, 200  # px: height; the least width
ABOVE, BELOW, SIDE = 18.0, 36.0, 24.0  # px, around the layers: words
THICK, LOWEST = 7.0, 5.0  # px: width of a layer, height of one unit
LINEAR = 24  # times as high as the lowest: more is drawn by logarithms
FILL, STRONG = 60, 120  # alpha of the weights, and of those pointed at
ROUND = 2.0  # px


class HourglassDiagram(QWidget):
    """Layers as bars, as high as they are wide, and the weights between them.

    Signals:
        pointed: (str) what is under the pointer, in words; empty for nothing.
    """

    pointed = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Hourglass"))
        self.setMouseTracking(True)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)
        self._theme = LIGHT
        self._at: tuple[str, int] | None = None  # a layer or a link
        self.show_spec(AutoencoderSpec())

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Draw the layers of `spec`."""
        self.drawn: Drawn = drawn_of(spec)
        self._ratio = (
            f"{spec.compression:.4g} : 1"
            if spec.compression < 1000
            else tr("{ratio:,.0f} : 1", ratio=spec.compression)
        )
        self._total = tr("{count:,} parameters", count=spec.count)
        most, least = self._ends()
        self.is_log = most > LINEAR * least
        how = tr("logarithmic") if self.is_log else tr("true to scale")
        self._meaning = tr(
            "{row}. An image is squeezed {ratio}. Heights are {how}.",
            row=self.drawn.row,
            ratio=self._ratio,
            how=how,
        )
        self.setAccessibleDescription(self._meaning)
        self._point(None)
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for the words."""
        return QSize(LEAST, HIGH)

    def minimumSizeHint(self) -> QSize:
        """Ask for room for the words."""
        return self.sizeHint()

    def rect_of(self, number: int) -> QRectF:
        """Return where a layer is."""
        count = len(self.drawn.layers)
        step = (self.width() - 2 * SIDE - THICK) / max(count - 1, 1)
        high = self._height(self.drawn.layers[number].numbers)
        middle = (ABOVE + self.height() - BELOW) / 2
        return QRectF(SIDE + number * step, middle - high / 2, THICK, high)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Say what is under the pointer."""
        if event is not None:
            self._point(self._under(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        """Say nothing."""
        self._point(None)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the weights, the layers and their words."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(sized_font(self.font(), TICK_PIXELS))
            for number in range(len(self.drawn.links)):
                self._paint_link(painter, number)
            for number in range(len(self.drawn.layers)):
                self._paint_layer(painter, number)
            self._paint_words(painter)

    def _ends(self) -> tuple[int, int]:
        numbers = [layer.numbers for layer in self.drawn.layers]
        return max(numbers), min(numbers)

    def _height(self, numbers: int) -> float:
        most, _ = self._ends()
        room = self.height() - ABOVE - BELOW
        share = numbers / most
        if self.is_log:
            share = math.log2(numbers + 1) / math.log2(most + 1)
        return max(share * room, LOWEST)

    def _color(self, number: int) -> QColor:
        if number == self.drawn.bottleneck:
            return QColor(CODE)
        last = len(self.drawn.layers) - 1
        if number in (0, last):
            return QColor(
                self._theme.dim if self._theme.name == LIGHT.name else NEUTRAL
            )
        return QColor(ENCODER if number < self.drawn.bottleneck else DECODER)

    def _shape(self, number: int) -> QPolygonF:
        left, right = self.rect_of(number), self.rect_of(number + 1)
        return QPolygonF(
            [left.topRight(), right.topLeft(), right.bottomLeft(), left.bottomRight()]
        )

    def _paint_link(self, painter: QPainter, number: int) -> None:
        color = QColor(ENCODER if number < self.drawn.bottleneck else DECODER)
        color.setAlpha(STRONG if self._at == ("link", number) else FILL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(self._shape(number))
        left, right = self.rect_of(number), self.rect_of(number + 1)
        middle = QPointF((left.right() + right.left()) / 2, left.center().y())
        if right.left() - left.right() > 4 * ROUND:
            pen = QPen(self._theme.color("dim"), 1.4)
            painter.setPen(pen)
            tip = middle + QPointF(2.5, 0)
            for up in (-3.5, 3.5):
                painter.drawLine(tip + QPointF(-4.5, up), tip)

    def _paint_layer(self, painter: QPainter, number: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self._at == ("layer", number):
            painter.setPen(QPen(self._theme.color("text"), 1.5))
        painter.setBrush(self._color(number))
        painter.drawRoundedRect(self.rect_of(number), ROUND, ROUND)

    def _paint_words(self, painter: QPainter) -> None:
        theme, metrics = self._theme, QFontMetricsF(painter.font())
        count, middle = len(self.drawn.layers), Qt.AlignmentFlag.AlignHCenter
        room = (self.width() - 2 * SIDE) / max(count - 1, 1)
        for number, layer in enumerate(self.drawn.layers):
            x = self.rect_of(number).center().x()
            is_tight = metrics.horizontalAdvance(layer.said) > room - 4
            low = self.height() - BELOW + 2 + (14 if is_tight and number % 2 else 0)
            is_code = number == self.drawn.bottleneck
            painter.setPen(theme.color("text" if is_code else "dim"))
            painter.drawText(QRectF(x - 40, low, 80, 14), middle, layer.said)
        first = self.rect_of(0).right()
        code, last = self.rect_of(self.drawn.bottleneck), self.rect_of(count - 1)
        sides = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for left, right, word, side in (
            (first - THICK, code.left(), "encoder", sides[0]),
            (code.right(), last.right(), "decoder", sides[1]),
        ):
            painter.setPen(theme.color("dim"))
            painter.drawText(QRectF(left, 1, right - left, 14), side, word)
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(code.center().x() - 40, 1, 80, 14), middle, self._ratio)
        painter.setPen(theme.color("dim"))
        line = QRectF(0, self.height() - 15, self.width(), 14)
        words = (
            tr("{total}, heights logarithmic", total=self._total)
            if self.is_log
            else self._total
        )
        if metrics.horizontalAdvance(words) > self.width():
            words = self._total
        painter.drawText(line, middle, words)

    def _under(self, spot: QPointF) -> tuple[str, int] | None:
        for number in range(len(self.drawn.layers)):
            if self.rect_of(number).adjusted(-2, -2, 2, 2).contains(spot):
                return "layer", number
        for number in range(len(self.drawn.links)):
            if self._shape(number).containsPoint(spot, Qt.FillRule.OddEvenFill):
                return "link", number
        return None

    def _point(self, at: tuple[str, int] | None) -> None:
        if at == self._at and self.toolTip():
            return
        self._at = at
        words = ""
        if at is not None:
            kind, number = at
            parts = self.drawn.layers if kind == "layer" else self.drawn.links
            words = parts[number].meaning + "."
        self.setToolTip(words or self._meaning)
        self.pointed.emit(words)
        self.update()


def _ratio(compression: float) -> str:
    """Return how many numbers of an image one of its code stands for."""
    digits = ",.0f" if compression >= 100 else ".3g"
    return f"{compression:{digits}} : 1"
