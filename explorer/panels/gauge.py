"""The learning rate against the largest that is stable where the walker stands."""

import math

from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFontMetricsF,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShowEvent,
)
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from explorer.controls import enable
from explorer.theme import DARK, TICK_PIXELS, WALKER, Theme, sized_font
from models.language import tr
from models.optimizers import rate_at
from models.rates import CRAWL, DIVERGE, ZIGZAG, Zones, is_bounded, zones_of
from models.scales import short
from models.snapshots import Bend
from models.specs import OptimizerSpec

BELOW, ABOVE = 60.0, 5.0  # so far below and above the largest stable rate it reaches
ENDS = 1e-5, 10.0  # of all rates, where they have no zones
BAR, GAP = 8.0, 3.0  # px
LINES = 46  # px, of three lines of text
MARK = 5.0  # px, half the width of the mark at α
QUIET = 80  # alpha of the zones that α is not in
EXPLANATION = tr(
    "How long a step may be where the loss bends by λmax, the largest eigenvalue of "
    "its Hessian over all the training examples. Up to 0.1/λmax it crawls, up to "
    "1/λmax it glides to the bottom of the sharpest valley, up to 2/λmax it zig-zags "
    "across it, and beyond each step is worse than the last. λmax is that of here: "
    "elsewhere it may be another; where a descent has diverged it is that of its "
    "start. Rules that scale their steps have no such zones. The mark is α of the next "
    "step."
)


class Gauge(QWidget):
    """The zones, a sentence, and a button that sets a safe learning rate.

    Signals:
        watched: (bool) it is on the screen, or no more.
        edited: (dict) the user asks for a safe learning rate.
    """

    watched = pyqtSignal(bool)
    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.bar = RateBar()
        self.text = QLabel()
        self.text.setObjectName("note")
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.text.setMinimumHeight(LINES)  # below it nothing moves with its length
        self.button = QToolButton()
        self.button.setText(tr("largest\nstable ÷ 10"))
        self.button.setObjectName("segment")
        self.button.clicked.connect(self._ask)
        self._spec, self._index = OptimizerSpec(), 0
        self._bend: Bend | None = None
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.setToolTip(EXPLANATION)
        self._refresh()

    @property
    def zones(self) -> Zones | None:
        """What learning rates do here; None while that is not known."""
        return zones_of(self._spec, self._bend.high) if self._bend else None

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        return rate_at(self._spec, self._index)

    def show_optimizer(self, spec: OptimizerSpec) -> None:
        """Show the rate of `spec`, and the zones of its rule."""
        self._spec = spec
        self._refresh()

    def show_index(self, index: int) -> None:
        """Show the rate that follows step `index`."""
        self._index = index
        self._refresh()

    def show_bend(self, bend: Bend | None) -> None:
        """Show the zones where the loss bends so."""
        self._bend = bend
        self._refresh()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.bar.show_theme(theme)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Say that there is something to compute it for."""
        super().showEvent(event)
        self.watched.emit(True)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Say that there is nothing to compute it for."""
        super().hideEvent(event)
        self.watched.emit(False)

    def _ask(self) -> None:
        if zones := self.zones:
            self.edited.emit({"optimizer.learning_rate": zones.safe})

    def _refresh(self) -> None:
        zones, is_own = self.zones, is_bounded(self._spec)
        self.bar.show_rate(self.rate, zones if is_own else None)
        sentence = _sentence(self._spec, self.rate, zones, self._bend)
        self.text.setText(sentence)
        meaning = zones and tr(
            "Set α to {safe}: {bound} here, ÷ 10.",
            safe=short(zones.safe),
            bound=zones.bound,
        )
        enable(self.button, "" if zones and is_own else sentence, meaning or "")


class RateBar(QWidget):
    """The zones on a logarithmic scale, with the learning rate marked."""

    def __init__(self) -> None:
        super().__init__()
        self._theme, self._rate = DARK, 1.0
        self._zones: Zones | None = None
        self._font = sized_font(self.font(), TICK_PIXELS)
        self._line = math.ceil(QFontMetricsF(self._font).height())
        self.setFixedHeight(round(2 * self._line + 2 * MARK + BAR + GAP))

    def show_rate(self, rate: float, zones: Zones | None) -> None:
        """Show where `rate` is in `zones`; where there are none, its number."""
        self._rate, self._zones = rate, zones
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def place(self, rate: float) -> float:
        """Return where `rate` is, in px from the left; rates beyond are at an end.

        Without zones the scale is that of all learning rates.
        """
        stable = self._zones.stable if self._zones else 1.0
        low, high = (stable / BELOW, stable * ABOVE) if self._zones else ENDS
        part = math.log(min(max(rate, low), high) / low) / math.log(high / low)
        return MARK + part * (self.width() - 2 * MARK)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the names above the zones, and the numbers below them."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._font)
            if self._zones is not None:
                self._paint_zones(painter, self._zones)
                self._paint_bounds(painter, self._zones)
                self._paint_mark(painter)
                return
            line = QRectF(MARK, self._top, self.width() - 2 * MARK, BAR)
            painter.fillRect(line, self._theme.color("grid"))
            self._paint_mark(painter)
            self._paint_number(painter)

    @property
    def _top(self) -> float:
        return self._line + 2 * MARK

    def _paint_zones(self, painter: QPainter, zones: Zones) -> None:
        inner = [self.place(bound) for bound in zones.bounds]
        ends = [MARK, *inner, self.width() - MARK]
        here = zones.place(self._rate)
        for number, name in enumerate(zones.names):
            left, right = ends[number], ends[number + 1]
            color = self._color(name)
            color.setAlpha(255 if number == here else QUIET)
            painter.fillRect(QRectF(left, self._top, right - left, BAR), color)
            painter.setPen(self._theme.color("text" if number == here else "dim"))
            box = QRectF((left + right) / 2 - 40, 0, 80, self._line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_bounds(self, painter: QPainter, zones: Zones) -> None:
        """Write the numbers; that before the last ends where the last begins."""
        metrics = QFontMetricsF(self._font)
        bottom = self._top + BAR
        for number, bound in enumerate(zones.bounds):
            x, text = self.place(bound), short(bound)
            painter.setPen(QPen(self._theme.color("dim"), 1.0))
            painter.drawLine(QPointF(x, self._top), QPointF(x, bottom + GAP))
            width = metrics.horizontalAdvance(text)
            is_last = number == len(zones.bounds) - 1
            is_next = number == len(zones.bounds) - 2
            left = x - (MARK if is_last else width - MARK if is_next else width / 2)
            painter.drawText(QPointF(left, bottom + GAP + metrics.ascent()), text)

    def _paint_number(self, painter: QPainter) -> None:
        """Write the rate under its mark."""
        metrics, text = QFontMetricsF(self._font), short(self._rate)
        width = metrics.horizontalAdvance(text)
        left = self.place(self._rate) - width / 2
        left = min(max(left, 0.0), self.width() - width)
        painter.setPen(self._theme.color("dim"))
        painter.drawText(QPointF(left, self._top + BAR + GAP + metrics.ascent()), text)

    def _paint_mark(self, painter: QPainter) -> None:
        x, tip = self.place(self._rate), self._top - 1
        painter.setPen(QPen(self._theme.color("panel"), 4.0))
        ends = QPointF(x, tip), QPointF(x, self._top + BAR)
        painter.drawLine(*ends)
        color = self._theme.color("text")
        painter.setPen(QPen(color, 2.0))
        painter.drawLine(*ends)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        corners = [
            QPointF(x - MARK, tip - MARK - 2),
            QPointF(x + MARK, tip - MARK - 2),
            QPointF(x, tip),
        ]
        painter.drawPolygon(QPolygonF(corners))

    def _color(self, name: str) -> QColor:
        tokens = {CRAWL: "dim", ZIGZAG: "warning"}
        if name == DIVERGE:
            return QColor(WALKER)
        return self._theme.color(tokens.get(name, "accent"))


def _sentence(
    spec: OptimizerSpec, rate: float, zones: Zones | None, bend: Bend | None
) -> str:
    if bend is None:
        return ""
    if zones is None and math.isfinite(bend.high):
        return tr(
            "The loss bends up nowhere here, λmax = {high}: no bound.",
            high=short(bend.high),
        )
    if zones is None:
        return tr("How the loss bends here is not finite: no bound.")
    bound = f"{zones.bound} = {short(zones.stable)}"
    if not is_bounded(spec):
        rule = spec.choice.title
        return tr(
            "α is {rate}. {rule} scales its steps: {bound} is no bound.",
            rate=short(rate),
            rule=rule,
            bound=bound,
        )
    times = short(rate / zones.stable)
    return tr(
        "α is {times} of {bound}: {names}",
        times=times,
        bound=bound,
        names=zones.names[zones.place(rate)],
    )
