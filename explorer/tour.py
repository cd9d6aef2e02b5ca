"""The first tour: a few cards, each beside the control that it is about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PyQt6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PyQt6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from explorer.settings import settings
from explorer.theme import LIGHT, Theme
from models.language import tr

SEEN = "tour/seen"  # in the settings
WIDTH, AWAY, EDGE = 300, 10, 2  # px: of a card, from its control, around both
LOW, LARGE = 80, 500  # px: of a line of controls, at most; of a view, at least
TOUR = {  # titles and texts of its cards
    "play": (
        tr("Let it learn"),
        tr(
            "Press Space, or this. With each step the network gets its weights a "
            "little more right, and the red ball goes down its loss surface."
        ),
    ),
    "scene": (
        tr("Every point is a model"),
        tr(
            "Point at the surface: what that model says is drawn at the right. Drag to "
            "turn it, the wheel zooms, a click starts there."
        ),
    ),
    "panels": (
        tr("Change anything"),
        tr(
            "Data, network, loss, descent: the surface follows at once, and nothing is "
            "lost: Ctrl+Z takes it back. Point at a word to see what it means."
        ),
    ),
    "time": (
        tr("Go back in time"),
        tr(
            "Every step is kept. Drag this line, change one thing, and play on: that "
            "is a branch, in a colour of its own."
        ),
    ),
    "lessons": (
        tr("A lecture in 24 questions"),
        tr(
            "Each sets up the views and asks before it plays. F1 has every key and "
            "every word, F11 presents to a class, Menu has files and pictures."
        ),
    ),
}
Control = Callable[[], QWidget | None]


@dataclass(frozen=True, slots=True)
class Stop:
    """A control, and what it is for."""

    control: Control  # None where it is not shown
    title: str
    says: str


class Tour(QObject):
    """Shows one card after the other; Esc ends it, Enter goes on."""

    def __init__(self, window: QWidget, stops: Sequence[Stop]) -> None:
        super().__init__(window)
        self._window, self._stops = window, tuple(stops)
        self.number: int | None = None  # of the stop that is shown
        self._theme = LIGHT
        self._card: TourCard | None = None
        self._outline: Outline | None = None
        acts = (("Esc", self.end), ("Return", self._enter), ("Enter", self._enter))
        self._keys = [QShortcut(QKeySequence(k), window, act) for k, act in acts]
        self._listen(False)

    def offer(self) -> None:
        """Begin, if there never was one here."""
        if not settings().value(SEEN):
            self.begin()

    def begin(self) -> None:
        """Show the first card."""
        settings().setValue(SEEN, "yes")
        self._leave()
        self._card, self._outline = TourCard(self._window), Outline(self._window)
        self._card.show_theme(self._theme)
        self._outline.show_theme(self._theme)
        self._card.onward.clicked.connect(self.go_on)
        self._card.back.clicked.connect(lambda: self._go(-1))
        self._card.leave.clicked.connect(self.end)
        self._window.installEventFilter(self)
        self._listen(True)
        self.number = -1
        self.go_on()

    def go_on(self) -> None:
        """Show the next card, or end after the last."""
        self._go(1)

    def end(self) -> None:
        """Show none of them."""
        self._listen(False)
        self._leave()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for part in (self._card, self._outline):
            if part is not None:
                part.show_theme(theme)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Stay beside the control; end with the window."""
        if event is not None and self._card is not None:
            kinds = QEvent.Type
            if event.type() in (kinds.Move, kinds.Resize):
                self._place()
            elif event.type() in (kinds.Close, kinds.Hide):
                self.end()
        return super().eventFilter(watched, event)

    def _go(self, by: int) -> None:
        if self.number is None or self._card is None:
            return
        number = self.number + by
        while 0 <= number < len(self._stops) and self._control(number) is None:
            number += by
        if number >= len(self._stops):
            self.end()
        elif number >= 0:
            self.number = number
            count = len(self._stops)
            self._card.show_stop(self._stops[number], number, count)
            self._place()

    def _enter(self) -> None:
        """Go on; a number that is being typed is taken first."""
        if isinstance(focused := QApplication.focusWidget(), QLineEdit):
            focused.clearFocus()
        else:
            self.go_on()

    def _control(self, number: int) -> QWidget | None:
        control = self._stops[number].control()
        return control if control is not None and control.isVisible() else None

    def _place(self) -> None:
        card, outline = self._card, self._outline
        control = None if self.number is None else self._control(self.number)
        if control is None or card is None or outline is None:
            return
        corner = control.mapTo(self._window, QPoint())
        outline.surround(QRect(corner, control.size()))
        at = QRect(control.mapToGlobal(QPoint()), control.size())
        whole = QRect(self._window.mapToGlobal(QPoint()), self._window.size())
        card.move(_beside(at, card.sizeHint().width(), card.height(), whole))
        card.show()
        card.raise_()

    def _listen(self, is_on: bool) -> None:
        for key in self._keys:
            key.setEnabled(is_on)

    def _leave(self) -> None:
        self.number = None
        self._window.removeEventFilter(self)
        for part in (self._card, self._outline):
            if part is not None:
                part.hide()
                part.deleteLater()
        self._card = self._outline = None


class TourCard(QWidget):
    """A window without a frame: it may lie over the scene, which is one of its own."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.title, self.words, self.count = QLabel(), QLabel(), QLabel()
        self.title.setObjectName("title")
        self.count.setObjectName("dim")
        self.words.setWordWrap(True)
        self.leave, self.back = QPushButton(tr("Skip")), QPushButton(tr("Back"))
        self.onward = QPushButton(tr("Next"))
        self.onward.setObjectName("play")
        self.leave.setToolTip(tr("End the tour (Esc); Menu has it again"))
        self.onward.setToolTip(tr("Go on (Enter)"))
        self._theme = LIGHT
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        for button in (self.leave, self.back, self.onward):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 12)
        rows.setSpacing(8)
        rows.addWidget(self.title)
        rows.addWidget(self.words)
        rows.addLayout(row)

    def show_stop(self, stop: Stop, number: int, count: int) -> None:
        """Say what a control is for."""
        self.title.setText(stop.title)
        self.words.setText(stop.says)
        self.count.setText(tr("{number} of {count}", number=number + 1, count=count))
        self.back.setEnabled(number > 0)
        self.onward.setText(tr("Done") if number == count - 1 else tr("Next"))
        self.leave.setVisible(number < count - 1)
        layout = self.layout()
        assert layout is not None
        width = max(WIDTH, layout.totalMinimumSize().width())  # of long words, too
        self.setFixedWidth(width)
        self.resize(width, layout.totalHeightForWidth(width))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the ground, and an edge that is seen."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.color("panel"))
            painter.setPen(QPen(self._theme.color("accent"), EDGE))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class Outline(QWidget):
    """A line around a control; the pointer goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = LIGHT

    def surround(self, rect: QRect) -> None:
        """Lie around `rect` of the window."""
        self.setGeometry(rect.adjusted(-EDGE, -EDGE, EDGE, EDGE))
        self.show()
        self.raise_()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the line."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), EDGE))
            inner = self.rect().adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inner, 8, 8)


def _beside(control: QRect, width: int, height: int, room: QRect) -> QPoint:
    """Return where a card hides neither its control nor, if it can be, another."""
    middle = control.center()
    x, y = middle.x() - width // 2, middle.y() - height // 2
    below = QRect(x, control.bottom() + AWAY, width, height)
    above = QRect(x, control.top() - AWAY - height, width, height)
    right = QRect(control.right() + AWAY, y, width, height)
    left = QRect(control.left() - AWAY - width, y, width, height)
    beside = (below, above) if control.height() < LOW else (right, left)
    if control.width() < LARGE or control.height() < LOW:
        for place in (*beside, right, left):
            moved = _moved_into(place, room)
            if not moved.intersects(control):
                return moved.topLeft()
    corner = control.bottomLeft() + QPoint(AWAY, -AWAY - height)
    return _moved_into(QRect(corner.x(), corner.y(), width, height), room).topLeft()


def _moved_into(rect: QRect, room: QRect) -> QRect:
    """Return `rect` where all of it is in `room`."""
    moved, size = QRect(rect), rect.size()
    left, top = room.left() + AWAY, room.top() + AWAY
    moved.moveLeft(min(max(rect.left(), left), room.right() - size.width()))
    moved.moveTop(min(max(rect.top(), top), room.bottom() - size.height()))
    return moved
