"""A row of buttons of which one is down: it says what is shown."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget


class Segments(QWidget):
    """One button for each name.

    Signals:
        chosen: (str) the user pressed the button of this name.
    """

    chosen = pyqtSignal(str)

    def __init__(self, tooltips: dict[str, str]) -> None:
        """Take the names, and what each button does."""
        super().__init__()
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        group = QButtonGroup(self)
        for name, tooltip in tooltips.items():
            button = QToolButton()
            button.setText(name[0].upper() + name[1:])
            button.setToolTip(tooltip)
            button.setCheckable(True)
            button.setObjectName("segment")
            button.clicked.connect(lambda _, name=name: self.chosen.emit(name))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[name] = button

    def show_choice(self, name: str) -> None:
        """Show that `name` is chosen."""
        self.buttons[name].setChecked(True)
