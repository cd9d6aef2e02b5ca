"""The line of time under the scene: every step kept, to go back to."""

from bisect import bisect_right

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from explorer.controls import enable
from explorer.theme import LIGHT, Theme, hold
from models.language import tr
from models.snapshots import Array, Path, Step

HEIGHT = 18  # px
LINE, TICK = 3.0, 5.0  # px: how thick the line is, and how far a tick goes beyond it
KNOB = 6.0  # px, its radius
NARROW = 420  # px: less is no room for the epoch
NAME = tr("Timeline")
MEANING = tr(
    "Time: every moment that is kept. Drag, click or use the arrow keys to see all as "
    "it was then; Page Up and Page Down go a tenth of the line, Home and End to its "
    "ends. Ticks are where branches begin."
)
FAR_KEYS = Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown
REFUSAL = tr("Nothing to go back to yet: go on first (.).")


class Groove(QSlider):
    """A slider whose handle goes where it is clicked, with ticks of its own."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        hold(self, height=HEIGHT)
        self.setRange(0, 0)
        self.setAccessibleName(NAME)
        self._ticks: tuple[int, ...] = ()
        self._theme = LIGHT
        self.lone = 0.0  # the place of a moment beside which none is kept

    def show_ticks(self, values: tuple[int, ...]) -> None:
        """Draw ticks at these values."""
        if values != self._ticks:
            self._ticks = values
            self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def place(self, value: int) -> float:
        """Return where on the line a value is, in pixels from the left."""
        part = value / self.maximum() if self.maximum() else self.lone
        return KNOB + part * (self.width() - 2 * KNOB)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take the handle to the pointer."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Take it along."""
        if event is not None and self.isSliderDown():
            self._follow(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let go of it."""
        self.setSliderDown(False)

    def event(self, event: QEvent | None) -> bool:
        """Take keys that mean something else where the line has not the keyboard."""
        is_claim = event is not None and event.type() == QEvent.Type.ShortcutOverride
        if is_claim and isinstance(event, QKeyEvent) and event.key() in FAR_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Go to an end, or a page: up is back, as with the keys of the window."""
        at, page = self.value(), self.pageStep()
        ends = 0, self.maximum(), at - page, at + page
        far = dict(zip(FAR_KEYS, ends, strict=True))
        if event is not None and event.key() in far:
            self.setValue(far[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the line, its past stronger, the ticks and the handle."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, at = self.height() / 2, self.place(self.value())
        strong = theme.color("accent" if self.isEnabled() else "dim")
        for color, end in ((theme.color("line"), self.width() - KNOB), (strong, at)):
            pen = QPen(color, LINE, cap=Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(KNOB, middle), QPointF(end, middle))
        painter.setPen(QPen(theme.color("text"), 1.5))
        for x in map(self.place, self._ticks):
            painter.drawLine(QPointF(x, middle - TICK), QPointF(x, middle + TICK))
        painter.setPen(QPen(theme.color("panel"), 1.5))
        painter.setBrush(theme.color("text") if self.hasFocus() else strong)
        painter.drawEllipse(QRectF(at - KNOB, middle - KNOB, 2 * KNOB, 2 * KNOB))

    def _follow(self, x: float) -> None:
        part = (x - KNOB) / max(1.0, self.width() - 2 * KNOB)
        self.setValue(round(min(max(part, 0.0), 1.0) * self.maximum()))


class Timeline(QWidget):
    """A slider over the kept steps of the walker, from its start to its last.

    Signals:
        sought: (int) the user wants to see the step of this number.
    """

    sought = pyqtSignal(int)

    def __init__(self, unit: str = tr("step")) -> None:
        """Take what it is a line of."""
        super().__init__()
        self._unit = unit
        self.groove, self.first, self.last = Groove(), QLabel("0"), QLabel()
        for label in (self.first, self.last):
            label.setObjectName("strip")
        self.last.setToolTip(tr("The last that there is."))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time goes in plots
        self._indices: Array = np.zeros(1)
        self._forks: tuple[int, ...] = ()
        self._end = f"{unit} 0", ""  # what is said of it
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.first)
        row.addWidget(self.groove, 1)
        row.addWidget(self.last)
        self.groove.valueChanged.connect(self._seek)
        self.clear_path()

    def clear_path(self) -> None:
        """There is nothing to go back to."""
        self._indices, self._forks, self._end = np.zeros(1), (), (f"{self._unit} 0", "")
        self.last.setMinimumWidth(0)
        self._show_steps(0)

    def show_paths(self, paths: tuple[Path, ...], step: Step, _: bool) -> None:
        """Show all steps of the walker's path, and which of them is looked at."""
        indices, record = paths[0].indices, paths[0].record
        epoch = (
            tr(" · epoch {epochs:.4g}", epochs=record.epochs[-1])
            if len(record.epochs)
            else ""
        )
        self.show_kept(indices, step.index, epoch)

    def show_kept(self, indices: Array, index: int, more: str = "") -> None:
        """Show the numbers of all steps that are kept, and which is looked at."""
        self._indices = indices
        self._end = f"{self._unit} {int(indices[-1])}", more
        self._show_steps(self._row_of(index))

    def show_forks(self, forks: tuple[int, ...]) -> None:
        """Mark the steps at which the walker went on in another way."""
        self._forks = forks
        self._show_ticks()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.groove.show_theme(theme)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Leave out the epoch where there is no room."""
        super().resizeEvent(event)
        self.last.setMinimumWidth(0)
        self._show_end()

    def _row_of(self, index: int) -> int:
        return max(0, bisect_right(self._indices, index) - 1)

    def _show_steps(self, row: int) -> None:
        refusal = REFUSAL if len(self._indices) < 2 else ""
        with QSignalBlocker(self.groove):
            self.groove.lone = float(self._indices[0] > 0)  # it is the last of many
            self.groove.setMaximum(len(self._indices) - 1)
            self.groove.setPageStep(max(1, len(self._indices) // 10))
            if not self.groove.isSliderDown():
                self.groove.setValue(row)
        self.first.setText(f"{int(self._indices[0])}")
        enable(self.groove, refusal, MEANING)
        self.groove.update()  # also where only its range has changed
        self._show_ticks()
        self._show_end()

    def _show_ticks(self) -> None:
        self.groove.show_ticks(tuple(map(self._row_of, self._forks)))

    def _show_end(self) -> None:
        """Say how far it goes; the line gives room, and takes it back only anew."""
        step, epoch = self._end
        self.last.setText(step + epoch if self.width() >= NARROW else step)
        wanted = self.last.sizeHint().width()
        self.last.setMinimumWidth(max(self.last.minimumWidth(), wanted))

    def _seek(self, row: int) -> None:
        self.sought.emit(int(self._indices[row]))
