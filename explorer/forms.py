"""Cards: flat panels with a title; some hold controls for keys of the spec."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Protocol

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QAbstractButton,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import Control
from explorer.elided import ElidedLabel, Heading
from models.keys import Option
from models.language import marked, tr
from models.options import OPTIONS

HIGHEST = 2**24 - 1  # px, of Qt's own
OPEN, FOLDED = (12, 10, 12, 12), (12, 4, 12, 4)  # px, around what is in a card
KEY = re.compile(r"[a-z]+\.[a-z_0-9]+")
FOLD = tr("Fold or unfold this panel.")
ARROWS = {True: "▸", False: "▾"}


class Titled(Protocol):
    """What has names for some keys."""

    @property
    def titles(self) -> dict[str, str]:
        """What the keys are called that are set here."""


class Card(QFrame):
    """A flat panel with a title, and a quiet note at the right of it."""

    def __init__(self, title: str, says: str) -> None:
        """Take the title, and what there is to see, in one sentence."""
        super().__init__()
        self.title, self.says = title, says
        self.setObjectName("card")
        self.header = QHBoxLayout()
        self._note = ElidedLabel()
        self._note.setObjectName("note")
        middle = Qt.AlignmentFlag.AlignVCenter
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | middle)
        self._heading = self._make_heading(title)
        self.header.addWidget(self._heading)
        self.header.addWidget(self._note, 1)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(*OPEN)
        self.whole.setSpacing(8)
        self.whole.addLayout(self.header)
        self.whole.addWidget(self.content, 1)

    def show_note(self, text: str) -> None:
        """Show `text` beside the title."""
        self._note.say(text)

    def show_title(self, title: str) -> None:
        """Call it by another title."""
        if isinstance(self._heading, QLabel):
            self._heading.setText(title)

    @property
    def is_folded(self) -> bool:
        """Whether there is no more of the card than its header."""
        return self.content.isHidden()

    def fold(self, is_folded: bool) -> None:
        """Leave no more of the card than its header, or show all of it."""
        self.content.setHidden(is_folded)
        least = self.minimumSizeHint().height()
        self.setMaximumHeight(least if is_folded else HIGHEST)
        self.whole.activate()  # of itself Qt does so only where the height changes

    def _make_heading(self, title: str) -> QWidget:
        heading = Heading(title)
        heading.setObjectName("title")
        return heading

    def room_beside(self, widget: QWidget, width: int) -> int:
        """Return what a card of this width has for one of the widgets in its header."""
        items = (self.header.itemAt(k) for k in range(self.header.count()))
        parts = [item.widget() for item in items if item is not None]
        used = [
            part.sizeHint().width() + self.header.spacing()
            for part in parts
            if part not in (None, widget, self._note) and not part.isHidden()
        ]
        left, _, right, _ = OPEN
        return width - left - right - sum(used)

    def hide_note(self, is_hidden: bool) -> None:
        """Leave out what is beside the title, where there is no room."""
        self._note.setHidden(is_hidden)


class Panel(Card):
    """A card of controls for some keys of the spec; its title is a button to fold it.

    Signals:
        edited: (dict) the user changed a control; dotted keys and their new values.
    """

    edited = pyqtSignal(object)

    def __init__(
        self, title: str, says: str, options: Mapping[str, Option] = OPTIONS
    ) -> None:
        """Take the title, what can be set, as a sentence, and all keys of the spec."""
        super().__init__(title, says)
        self.heading.setToolTip(f"{says}\n{FOLD}")
        self._options = options
        self.controls: dict[str, Control] = {}
        self.heart: QWidget | None = None  # what is looked at, where not all fits
        self._lines: dict[str, QWidget] = {}
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(6)
        self._rows.setFieldGrowthPolicy(
            QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        )
        self.body.addLayout(self._rows)

    def add(self, key: str, label: str, control: Control) -> None:
        """Add a line for `key`; its tooltip is the meaning of the key."""
        self._add_row(label, control.widget, {key: control})

    def add_line(self, label: str, controls: dict[str, Control]) -> None:
        """Add one line with a control for each of some keys."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        for control in controls.values():
            row.addWidget(control.widget, 1)
        self._add_row(label, line, controls)

    def add_text(self) -> QLabel:
        """Add a quiet text, as wide as the panel."""
        text = QLabel()
        text.setObjectName("note")
        text.setWordWrap(True)
        self.add_widget(text)
        return text

    def add_widget(self, widget: QWidget) -> None:
        """Add a line of something else than controls, as wide as the panel."""
        self._rows.addRow(widget)

    def fold(self, is_folded: bool) -> None:
        """Leave no more than a line of the panel, or show all of it."""
        self.whole.setContentsMargins(*(FOLDED if is_folded else OPEN))
        self.heading.setText(f"{ARROWS[is_folded]} {self.title}")
        super().fold(is_folded)

    def _make_heading(self, title: str) -> QWidget:
        self.title, self.heading = title, QToolButton()
        self.heading.setObjectName("heading")
        self.heading.setText(f"{ARROWS[False]} {title}")
        self.heading.setAccessibleName(title)
        return self.heading

    @property
    def buttons(self) -> list[QAbstractButton]:
        """The buttons beside the title, which are there also while it is folded."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        found = self.findChildren(QAbstractButton, options=direct)
        return [button for button in found if button is not self.heading]

    @property
    def titles(self) -> dict[str, str]:
        """What the keys are called that are set here."""
        return {
            key: control.widget.accessibleName()
            for key, control in self.controls.items()
        }

    def changes(self, key: str, value: object) -> dict[str, object]:
        """Return the edit that the user asks for with a `value` for `key`."""
        return {key: value}

    def show_spec(self, spec: Any) -> None:
        """Show what `spec` says, without telling anyone."""
        for control in self.controls.values():
            with QSignalBlocker(control.widget):
                control.show(spec)

    def show_row(self, key: str, is_visible: bool) -> None:
        """Show or hide the line of `key`."""
        self._rows.setRowVisible(self._lines[key], is_visible)

    def _add_row(self, label: str, line: QWidget, controls: dict[str, Control]) -> None:
        text = QLabel(label)
        text.setToolTip(" ".join(self._options[key].meaning for key in controls))
        for key, control in controls.items():
            self.controls[key], self._lines[key] = control, line
            control.connect(partial(self._tell, key))
            control.widget.setToolTip(self._options[key].meaning)
            control.widget.setAccessibleName(_title(key, label, line, control.widget))
        text.setBuddy(next(iter(controls.values())).widget)
        self._rows.addRow(text, line)

    def _tell(self, key: str, value: object) -> None:
        self.edited.emit(self.changes(key, value))


BESIDE = (  # words of keys, which name controls that stand beside others on a line
    marked("first"), marked("second"), marked("low"), marked("high"), marked("seed"),
    marked("steps"), marked("epochs"), marked("loss"), marked("gradient"),
)  # fmt: skip


def in_words(sentence: str, panels: Iterable[Titled]) -> str:
    """Return a sentence in which keys have the names of their controls."""
    titles: dict[str, str] = {}
    for panel in panels:
        titles |= panel.titles
    return KEY.sub(lambda key: titles.get(key[0], key[0]), sentence)


def _title(key: str, label: str, line: QWidget, widget: QWidget) -> str:
    """Return what a control is called, on a line of its own or beside others."""
    own = widget.text() if isinstance(widget, QAbstractButton) else ""
    if line is widget:
        return label or own or key
    word = key.split(".")[1].split("_")[-1]
    return own or (label if word == label.lower() else f"{label} {tr(word)}")
