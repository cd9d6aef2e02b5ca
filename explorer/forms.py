"""Cards: flat panels with a title; some hold controls for keys of the spec."""

from functools import partial

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QAbstractButton,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import Control
from models.options import OPTIONS
from models.specs import Spec

HIGHEST = 2**24 - 1  # px, of Qt's own


class Card(QFrame):
    """A flat panel with a title, and a quiet note at the right of it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.header = QHBoxLayout()
        self._note = QLabel()
        heading = QLabel(title)
        heading.setObjectName("title")
        self._note.setObjectName("note")
        middle = Qt.AlignmentFlag.AlignVCenter
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | middle)
        self.header.addWidget(heading)
        self.header.addStretch(1)
        self.header.addWidget(self._note)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 10, 12, 12)
        self.body.setSpacing(8)
        self.body.addLayout(self.header)

    def show_note(self, text: str) -> None:
        """Show `text` beside the title."""
        self._note.setText(text)

    def fold(self, is_folded: bool) -> None:
        """Let the card be no higher than its header, once its body is hidden."""
        least = self.minimumSizeHint().height()
        self.setMaximumHeight(least if is_folded else HIGHEST)

    def hide_note(self, is_hidden: bool) -> None:
        """Leave out what is beside the title, where there is no room."""
        self._note.setHidden(is_hidden)


class Panel(Card):
    """A card of controls for some keys of the spec.

    Signals:
        edited: (dict) the user changed a control; dotted keys and their new values.
    """

    edited = pyqtSignal(object)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.controls: dict[str, Control] = {}
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

    def changes(self, key: str, value: object) -> dict[str, object]:
        """Return the edit that the user asks for with a `value` for `key`."""
        return {key: value}

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says, without telling anyone."""
        for control in self.controls.values():
            with QSignalBlocker(control.widget):
                control.show(spec)

    def show_row(self, key: str, is_visible: bool) -> None:
        """Show or hide the line of `key`."""
        self._rows.setRowVisible(self._lines[key], is_visible)

    def _add_row(self, label: str, line: QWidget, controls: dict[str, Control]) -> None:
        text = QLabel(label)
        text.setToolTip(" ".join(OPTIONS[key].meaning for key in controls))
        for key, control in controls.items():
            self.controls[key], self._lines[key] = control, line
            control.connect(partial(self._tell, key))
            control.widget.setToolTip(OPTIONS[key].meaning)
            control.widget.setAccessibleName(_title(key, label, line, control.widget))
        text.setBuddy(next(iter(controls.values())).widget)
        self._rows.addRow(text, line)

    def _tell(self, key: str, value: object) -> None:
        self.edited.emit(self.changes(key, value))


def _title(key: str, label: str, line: QWidget, widget: QWidget) -> str:
    """Return what a control is called, on a line of its own or beside others."""
    own = widget.text() if isinstance(widget, QAbstractButton) else ""
    if line is widget:
        return label or own or key
    word = key.split(".")[1].split("_")[-1]
    return own or (label if word == label.lower() else f"{label} {word}")
