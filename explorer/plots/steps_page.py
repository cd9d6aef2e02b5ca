"""From the most likely model to the loss: one line for each step, with its numbers."""

import re

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from explorer.elided import ElidedLabel
from explorer.theme import LIGHT, Theme
from models.language import tr
from models.snapshots import Line, Sight
from models.specs import Spec

CONSTANT = re.compile(r"\{(.*?)\}")
EXPLANATION = tr("What happens from the line before to the one that is lit.")


class LineRow(QWidget):
    """One line; it is lit when it is clicked.

    Signals:
        clicked: the user pressed it.
    """

    clicked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.formula, self.value = QLabel(), QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.formula, 1)
        row.addWidget(self.value)
        middle = Qt.AlignmentFlag.AlignVCenter
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | middle)

    def show_line(self, line: Line, is_lit: bool, theme: Theme) -> None:
        """Show what is constant in grey, and what is lit in the accent."""
        color = theme.accent if is_lit else theme.text
        grey = f'<span style="color:{theme.dim}">\\1</span>'
        text = CONSTANT.sub(grey, line.formula)
        for label, html in ((self.formula, text), (self.value, f"<b>{line.value}</b>")):
            label.setText(f'<span style="color:{color}">{html}</span>')
        self.setToolTip(line.note)
        self.setAccessibleName(f"{line.formula}: {line.value}")

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Ask to be lit."""
        self.clicked.emit()


class StepsPage(QWidget):
    """The lines, of which one is lit and explained below.

    Signals:
        edited: (dict) never: there is nothing to change.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[LineRow] = []
        self.note = ElidedLabel(EXPLANATION, lines=2)
        self.note.setObjectName("strip")
        self.note.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.buttons = [
            _button("‹", tr("Light the line before.")),
            _button("›", tr("Light the next line.")),
        ]
        self._lines: tuple[Line, ...] = ()
        self._lit, self._theme = 0, LIGHT
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        below = QHBoxLayout()
        below.addWidget(self.note, 1)
        for by, button in zip((-1, 1), self.buttons, strict=True):
            button.clicked.connect(lambda _, by=by: self.light(self._lit + by))
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._column, 1)
        column.addLayout(below)

    def show_spec(self, spec: Spec) -> None:
        """Nothing of it is asked for."""

    def show_sight(self, sight: Sight) -> None:
        """Show the numbers of where the walker stands."""
        if sight.likelihood is not None and sight.likelihood.lines:
            self._lines = sight.likelihood.lines
            self.light(self._lit)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.light(self._lit)

    def light(self, number: int) -> None:
        """Light the line of this number, if there is one."""
        while len(self.rows) < len(self._lines):
            row, at = LineRow(), len(self.rows)
            row.clicked.connect(lambda at=at: self.light(at))
            self._column.addWidget(row)
            self.rows.append(row)
        if not self._lines:
            return
        self._lit = min(max(number, 0), len(self._lines) - 1)
        for at, (row, line) in enumerate(zip(self.rows, self._lines, strict=True)):
            row.show_line(line, at == self._lit, self._theme)
        self.note.say(self._lines[self._lit].note)
        ends = 0, len(self._lines) - 1
        for button, end in zip(self.buttons, ends, strict=True):
            button.setEnabled(self._lit != end)


def _button(text: str, tooltip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tooltip)
    button.setAccessibleName(tooltip.rstrip("."))
    button.setObjectName("segment")
    return button
