"""Shares that add up to 1, as bars: one for each class."""

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from explorer.elided import ElidedLabel
from explorer.theme import CLASSES, LIGHT, Theme, hold
from models.language import tr
from models.snapshots import Array

THIN, WIDE = 12, 44  # px, of a bar, at least and at most
NAME, NUMBER = 84, 52  # px, of what stands beside it
ROUND = 3.0  # px


class ShareBar(QWidget):
    """A bar from 0 to 1; that of the true class has an outline."""

    def __init__(self) -> None:
        super().__init__()
        self.share, self.is_true = 0.0, False
        self._color, self._theme = QColor(CLASSES[0]), LIGHT
        policy = QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, policy)
        self.setMinimumSize(24, THIN)
        self.setMaximumHeight(WIDE)

    def show_share(self, share: float, number: int, is_true: bool = False) -> None:
        """Show the share of the class of this number."""
        self.share, self.is_true = share, is_true
        self._color = QColor(CLASSES[number % len(CLASSES)])
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the bar on its ground."""
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        bar = QRectF(whole)
        bar.setWidth(whole.width() * min(max(self.share, 0.0), 1.0))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("field"))
            painter.drawRoundedRect(whole, ROUND, ROUND)
            painter.setBrush(self._color)
            painter.drawRoundedRect(bar, ROUND, ROUND)
            if self.is_true:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.color("text"), 2.0))
                painter.drawRoundedRect(whole, ROUND, ROUND)


class Shares(QWidget):
    """The name of each class, its bar and its share in numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: list[ShareBar] = []
        self.numbers: list[QLabel] = []
        self._names: list[ElidedLabel] = []
        self._theme = LIGHT
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, NAME)
        self._grid.setColumnStretch(1, 1)

    def show_shares(self, names: tuple[str, ...], shares: Array, true: int) -> None:
        """Show the share of each class, and which of them is true."""
        self._make(len(names))
        for number, (name, share) in enumerate(
            zip(names, shares.tolist(), strict=True)
        ):
            is_true = number == true
            self._names[number].say(f"{name} ✓" if is_true else name)
            self.bars[number].show_share(share, number, is_true)
            self.numbers[number].setText(f"{share:.3f}")

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for bar in self.bars:
            bar.show_theme(theme)

    def _make(self, count: int) -> None:
        while len(self.bars) < count:
            bar, number = ShareBar(), QLabel()
            name = ElidedLabel(tr("A class, and ✓ if it is the true one."))
            name.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            hold(number, width=NUMBER)
            number.setAlignment(
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            bar.show_theme(self._theme)
            row = len(self.bars)
            for column, widget in enumerate((name, bar, number)):
                self._grid.addWidget(widget, row, column)
            self.bars.append(bar)
            self.numbers.append(number)
            self._names.append(name)
        for row in range(len(self.bars)):
            for widget in (self.bars[row], self.numbers[row], self._names[row]):
                widget.setVisible(row < count)
