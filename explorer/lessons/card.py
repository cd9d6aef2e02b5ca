"""The card of a lesson: its text, its question, and what is seen once answered."""

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.forms import OPEN, Card
from explorer.lessons.wrapped import WrappedButton
from explorer.theme import BAR
from models.claims import Fact
from models.language import tr
from models.lessons import Answer, Lesson

SAYS = tr("A question of the lecture: answer it, and then see what comes.")
TIGHT = 2  # px, between its buttons
GAP, EDGES = 8, 2  # px, between its heading and the rest; its border, twice
RIGHT, WRONG = "✓", "✗"
MEASURES = tr("Measuring …")


class LessonCard(Card):
    """A text, then a question; once that is answered, what is seen.

    Signals:
        answered: (int) the user chose the answer of this number; -1: none, to go on.
        turned: (int) asks for the lesson so many further.
        mapped: asks for the map of the lecture.
        closed: asks to leave the lesson.
        grown: the height that it needs is another.
    """

    answered = pyqtSignal(int)
    turned = pyqtSignal(int)
    mapped = pyqtSignal()
    closed = pyqtSignal()
    grown = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(tr("Lesson"), SAYS)
        self.setAccessibleName(tr("Lesson"))
        self.hide_note(True)
        self.name, self.text = _words("title"), _words()
        self.question = _words("title")
        self.seen, self.measured = _words(), Facts()
        self.more = QToolButton()
        self.more.setText(tr("Text again"))
        self.more.setObjectName("small")
        self.more.setToolTip(tr("What the lesson is about"))
        self.more.clicked.connect(self._show_text)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(4)
        self.buttons: list[WrappedButton] = []
        self._verdicts = QVBoxLayout()
        self._verdicts.setSpacing(8)
        self.verdicts: list[Verdict] = []
        self._inner = page = QWidget()
        page.installEventFilter(self)
        page.setObjectName("column")
        self._page = rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for widget in (self.name, self.text, self.question):
            rows.addWidget(widget)
        rows.addLayout(self._answers)
        rows.addLayout(self._verdicts)
        rows.addWidget(self.seen)
        rows.addWidget(self.measured)
        rows.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        self.body.addWidget(_scrolled(page))
        self._add_turns()

    def show_lesson(self, lesson: Lesson) -> None:
        """Show its text, and ask its question."""
        self.show_title(
            tr("Lesson {name}", name=lesson.name)
            if lesson.name.isdigit()
            else tr("Lesson")
        )
        self.name.setText(lesson.title)
        self.name.setToolTip(lesson.part)
        self.text.setText(lesson.text)
        self.question.setText(lesson.question)
        for widget in (self.seen, self.measured, self.more):
            widget.hide()
        self._judge([])
        for widget in (self.text, self.question):
            widget.show()
        self._offer([answer.text for answer in lesson.answers])

    def show_answer(self, lesson: Lesson, number: int) -> None:
        """Show what is right, why what was chosen is or is not, and what is seen."""
        self._offer([])
        is_wrong = number not in (-1, lesson.right)
        self._judge(
            [Verdict(lesson.answers[number], is_right=False)] * is_wrong
            + [Verdict(lesson.answers[lesson.right], is_right=True)]
        )
        self.seen.setText(lesson.observation)
        self.text.hide()
        for widget in (self.seen, self.more):
            widget.show()

    def show_facts(self, facts: Sequence[Fact], is_done: bool) -> None:
        """Show what has been measured of what the lesson claims."""
        self.measured.show_facts(facts, is_done)
        self.measured.setVisible(bool(facts) or not is_done)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Tell when what is in it has another height."""
        is_other = event is not None and event.type() == QEvent.Type.LayoutRequest
        if is_other and watched is self._inner:
            self.grown.emit()
        return super().eventFilter(watched, event)

    def needed(self, width: int) -> int:
        """Return the height at which nothing has to be scrolled."""
        left, top, right, bottom = OPEN
        inner = self._page.totalHeightForWidth(width - left - right - EDGES - BAR)
        return inner + self.header.sizeHint().height() + top + bottom + GAP + EDGES

    def _show_text(self) -> None:
        self.text.show()
        self.more.hide()

    def _judge(self, verdicts: list["Verdict"]) -> None:
        for old in self.verdicts:
            self._verdicts.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.verdicts = verdicts
        for verdict in verdicts:
            self._verdicts.addWidget(verdict)

    def _offer(self, answers: list[str]) -> None:
        for button in self.buttons:
            self._answers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, text in enumerate(answers):
            self._add_answer("ABCD"[number], text, number)
        if answers:
            self._add_answer("", tr("Skip: show it without an answer"), -1)

    def _add_answer(self, mark: str, text: str, number: int) -> None:
        button = WrappedButton(mark, text, "answer" if number >= 0 else "skip")
        button.setToolTip(
            tr("Answer, and then see it") if number >= 0 else tr("See it")
        )
        button.clicked.connect(partial(self.answered.emit, number))
        self._answers.addWidget(button)
        self.buttons.append(button)

    def _add_turns(self) -> None:
        self.header.setSpacing(TIGHT)
        last, following = partial(self.turned.emit, -1), partial(self.turned.emit, 1)
        for text, name, tooltip, act in (
            ("◂", tr("Lesson before"), tr("The lesson before (Ctrl+PgUp)"), last),
            ("▸", tr("Next lesson"), tr("The next lesson (Ctrl+PgDown)"), following),
            (
                tr("Map"),
                tr("Map of the lecture"),
                tr("All lessons (Ctrl+3)"),
                self.mapped.emit,
            ),
            (
                "✕",
                tr("Close the lesson"),
                tr("Leave it; the views stay"),
                self.closed.emit,
            ),
        ):
            button = QToolButton()
            button.setText(text)
            button.setObjectName("turn")
            button.setAccessibleName(name)
            button.setToolTip(tooltip)
            button.clicked.connect(lambda _, act=act: act())
            self.header.addWidget(button)


class Verdict(QFrame):
    """An answer, whether it is right, and why; a bar has a colour for that."""

    def __init__(self, answer: Answer, is_right: bool) -> None:
        super().__init__()
        self.setObjectName("right" if is_right else "wrong")
        self.text, self.why = _words("title"), _words()
        self.text.setText(f"{RIGHT if is_right else WRONG} {answer.text}")
        self.why.setText(answer.why)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(9, 0, 0, 0)
        rows.setSpacing(2)
        for label in (self.text, self.why):
            rows.addWidget(label)


class Facts(QFrame):
    """What the program has measured of what a lesson claims, under a line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("facts")
        title, self.lines = _words("title"), _words("small")
        title.setText(tr("Measured here"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 6, 0, 0)
        rows.setSpacing(2)
        for label in (title, self.lines):
            rows.addWidget(label)

    def show_facts(self, facts: Sequence[Fact], is_done: bool) -> None:
        """Show those that are there; more will come unless that `is_done`."""
        lines = [f"{RIGHT if fact.holds else WRONG} {fact.says}" for fact in facts]
        self.lines.setText("\n".join(lines if is_done else [*lines, MEASURES]))


def _words(name: str = "") -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that arrows scroll it
    return area
