"""One example under the data view: what it is, what the model says, what that costs."""

from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from explorer.elided import ElidedLabel
from models.introductions import numbered, outcome, who
from models.language import tr
from models.snapshots import Prediction
from models.specs import Spec

STEPS = {"‹": (-1, tr("The example before")), "›": (1, tr("The next example"))}


class PersonStrip(QWidget):
    """Three lines about one example, and buttons for another one.

    Signals:
        edited: (dict) the user wants another example, or its own surface.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._spec = Spec()
        self.count, self.buttons = QLabel(), list(map(self._make_step, STEPS))
        self.count.setToolTip(tr("Its number among those that are learnt from."))
        self.surface = QToolButton()
        self.surface.setText(tr("Its surface"))
        self.surface.setToolTip(
            tr("Draw the loss of this example alone, or of all again.")
        )
        self.surface.setCheckable(True)
        self.surface.setObjectName("small")
        self.surface.clicked.connect(self._ask_surface)
        self.inputs = ElidedLabel(tr("The inputs, in their own units."))
        self.outcome = ElidedLabel(
            tr(
                "The target t, what the model says of it, and the loss of this "
                "example alone, of the numbers that the network sees: sd is the "
                "standard deviation of the targets."
            ),
            lines=2,
        )
        self._lay_out()

    def show_spec(self, spec: Spec) -> None:
        """Show which example it is, and whether the surface is its own."""
        self._spec = spec
        self.surface.setChecked(spec.view.samples == "example")
        if not spec.is_function:
            number = numbered(spec.drawn_example, spec.data.training)
            self.count.setText(tr("Example {number}", number=number))

    def show_prediction(self, prediction: Prediction) -> None:
        """Tell of the example that is looked at."""
        if prediction.example is None:
            return
        row = prediction.example.row
        self.inputs.say(who(prediction.data, row, prediction.inputs))
        self.outcome.say(outcome(self._spec, prediction))

    def _make_step(self, text: str) -> QToolButton:
        by, tooltip = STEPS[text]
        button = QToolButton()
        button.setText(text)
        button.setObjectName("small")
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip)
        button.setAutoRepeat(True)
        button.clicked.connect(partial(self._ask_step, by))
        return button

    def _ask_step(self, by: int) -> None:
        number = (self._spec.drawn_example + by) % self._spec.data.training
        self.edited.emit({"view.example": number})

    def _ask_surface(self, is_on: bool) -> None:
        self.edited.emit({"view.samples": "example" if is_on else "all"})

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row.setSpacing(4)
        for button in self.buttons:
            row.addWidget(button)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.surface)
        column.addLayout(row)
        for label in (self.inputs, self.outcome):
            label.setObjectName("strip")
            column.addWidget(label)
