"""The card of a lesson: its text, its question, and what is seen once answered."""

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
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
from models.lessons import Lesson

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
        super().__init__(tr("Lesson"))
        self.setAccessibleName(tr("Lesson"))
        self.hide_note(True)
        self.name, self.text = _words("title"), _words()
        self.question = _words("title")
        self.outcome, self.measured = _words(), _words("note")
        self.more = QToolButton()
        self.more.setText(tr("Text again"))
        self.more.setObjectName("small")
        self.more.setToolTip(tr("What the lesson is about"))
        self.more.clicked.connect(self._show_text)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(4)
        self.buttons: list[WrappedButton] = []
        page = QWidget()
        page.setObjectName("column")
        self._page = rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for widget in (self.name, self.text, self.question):
            rows.addWidget(widget)
        rows.addLayout(self._answers)
        for widget in (self.outcome, self.measured):
            rows.addWidget(widget)
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
        for widget in (self.outcome, self.measured, self.more):
            widget.hide()
        for widget in (self.text, self.question):
            widget.show()
        self._offer([answer.text for answer in lesson.answers])

    def show_answer(self, lesson: Lesson, number: int) -> None:
        """Show what is right, why what was chosen is or is not, and what is seen."""
        right = lesson.answers[lesson.right]
        said = [f"{RIGHT} {right.text}\n{right.why}"]
        if number not in (-1, lesson.right):
            chosen = lesson.answers[number]
            said.insert(0, f"{WRONG} {chosen.text}\n{chosen.why}")
        self._offer([])
        self.outcome.setText("\n\n".join([*said, lesson.observation]))
        self.text.hide()
        for widget in (self.outcome, self.more):
            widget.show()
        self.grown.emit()

    def show_facts(self, facts: Sequence[Fact], is_done: bool) -> None:
        """Show what has been measured of what the lesson claims."""
        lines = [f"{RIGHT if fact.holds else WRONG} {fact.says}" for fact in facts]
        self.measured.setText("\n".join(lines if is_done else [*lines, MEASURES]))
        self.measured.setVisible(bool(lines) or not is_done)
        self.grown.emit()

    def needed(self, width: int) -> int:
        """Return the height at which nothing has to be scrolled."""
        left, top, right, bottom = OPEN
        inner = self._page.totalHeightForWidth(width - left - right - BAR)
        return inner + self.header.sizeHint().height() + top + bottom + GAP + EDGES

    def _show_text(self) -> None:
        self.text.show()
        self.more.hide()
        self.grown.emit()

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
        self.grown.emit()

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
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
