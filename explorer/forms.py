"""Cards: flat panels with a title; some hold controls for keys of the spec."""

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from explorer.controls import AnyControl
from models.options import OPTIONS
from models.specs import Spec


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


class Panel(Card):
    """A card of controls for some keys of the spec.

    Signals:
        edited: (dict) the user changed a control; dotted keys and their new values.
    """

    edited = pyqtSignal(object)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.controls: dict[str, AnyControl] = {}
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(6)
        self._rows.setFieldGrowthPolicy(
            QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        )
        self.body.addLayout(self._rows)

    def add(self, key: str, label: str, control: AnyControl) -> None:
        """Add a line for `key`; its tooltip is the meaning of the key."""
        self.controls[key] = control
        control.connect(lambda value: self.edited.emit({key: value}))
        text = QLabel(label)
        text.setBuddy(control.widget)
        for part in (text, control.widget):
            part.setToolTip(OPTIONS[key].meaning)
        control.widget.setAccessibleName(label or key)
        self._rows.addRow(text, control.widget)

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says, without telling anyone."""
        for control in self.controls.values():
            with QSignalBlocker(control.widget):
                control.show(spec)

    def show_row(self, key: str, is_visible: bool) -> None:
        """Show or hide the line of `key`."""
        self._rows.setRowVisible(self.controls[key].widget, is_visible)
