"""Which two of more than two inputs are drawn, and where the others are held."""

from functools import partial

from PyQt6.QtCore import QSignalBlocker, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from explorer.controls import IndexControl
from explorer.plots.prediction_held import HeldInputs
from models.language import tr
from models.options import OPTIONS
from models.snapshots import Prediction
from models.specs import Spec

KEYS = "view.input_x", "view.input_y"


class InputsStrip(QWidget):
    """A choice for each axis, and a button for the other inputs.

    Signals:
        edited: (dict) the user chose other inputs, or holds others elsewhere.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[int, ...] = (0, 1)
        self.held = HeldInputs()
        self.held.edited.connect(self.edited)
        self.controls = [self._make_control(axis) for axis in (0, 1)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for axis, (name, control) in enumerate(zip("xy", self.controls, strict=True)):
            control.connect(partial(self._tell, axis))
            control.widget.setToolTip(OPTIONS[KEYS[axis]].meaning)
            control.widget.setAccessibleName(tr("Input along {name}", name=name))
            control.widget.setMinimumContentsLength(6)
            row.addWidget(QLabel(name))
            row.addWidget(control.widget, 1)
        row.addWidget(self.held)

    def show_spec(self, spec: Spec) -> None:
        """Show which inputs are drawn; there must be two at least."""
        self._drawn = spec.drawn_inputs
        for control in self.controls:
            with QSignalBlocker(control.widget):
                control.show(spec)
        self.held.show_spec(spec)

    def show_prediction(self, prediction: Prediction) -> None:
        """Show where the others are held."""
        self.held.show_prediction(prediction)

    def _make_control(self, axis: int) -> IndexControl:
        return IndexControl(
            KEYS[axis],
            lambda spec: spec.data.choice.input_names,
            lambda spec: spec.drawn_inputs[axis],
        )

    def _tell(self, axis: int, number: object) -> None:
        """Ask for this input; one that is along the other axis changes places."""
        other = 1 - axis
        changes = {KEYS[axis]: number}
        if number == self._drawn[other]:
            changes[KEYS[other]] = self._drawn[axis]
        self.edited.emit(changes)
