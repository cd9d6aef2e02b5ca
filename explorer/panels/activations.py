"""The activation of all hidden layers, or of each of them."""

from functools import partial
from typing import cast

from PyQt6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import NameControl, Tell, enable, titled
from models.catalog import ACTIVATIONS, ActivationName
from models.language import tr
from models.specs import MOST_LAYERS, Spec

KEY = "network.activation"
MEANING = tr("The activation of all hidden layers.")
NO_LAYER = tr("There is no hidden layer: set Hidden layers to 1 or more.")


class ActivationsControl:
    """One choice for all hidden layers; unfolded, one for each."""

    def __init__(self) -> None:
        self.all = NameControl(KEY, titled(ACTIVATIONS), value=_first)
        self.all.widget.setPlaceholderText(tr("Mixed"))
        self.each = [
            NameControl(KEY, titled(ACTIVATIONS), value=partial(_of, number))
            for number in range(MOST_LAYERS)
        ]
        self.unfold = QToolButton()
        self._labels = [QLabel(f"{number + 1}") for number in range(MOST_LAYERS)]
        self._rows, self.widget = QWidget(), QWidget()
        self._spec, self._is_mixed = Spec(), False
        self._lay_out()

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the activations of the layers."""
        self.all.connect(lambda name: tell((name,)))
        for number, control in enumerate(self.each):
            control.connect(partial(self._tell, tell, number))

    def show(self, spec: Spec) -> None:
        """Show that of all, and of each; unfold where they begin to differ."""
        bends, was_mixed = spec.network.activations, self._is_mixed
        self._spec, self._is_mixed = spec, len(set(bends)) > 1
        self.all.show(spec)
        if self._is_mixed:
            self.all.widget.setCurrentIndex(-1)
        enable(self.all.widget, "" if bends else NO_LAYER, MEANING)
        for number, control in enumerate(self.each):
            for widget in (self._labels[number], control.widget):
                widget.setVisible(number < len(bends))
            if number < len(bends):
                control.show(spec)
        if self._is_mixed and not was_mixed:
            self.unfold.setChecked(True)
        self.unfold.setVisible(len(bends) > 1)
        self._fold()

    def _fold(self) -> None:
        has_rows = len(self._spec.network.hidden) > 1
        self._rows.setVisible(has_rows and self.unfold.isChecked())

    def _tell(self, tell: Tell, number: int, name: object) -> None:
        tell(self._spec.network.bent(number, cast(ActivationName, name)))

    def _lay_out(self) -> None:
        column, row, grid = QVBoxLayout(self.widget), QHBoxLayout(), QGridLayout()
        for layout in (column, grid):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(4)
        for one in (self.all, *self.each):
            one.widget.setMinimumContentsLength(4)
        row.addWidget(self.all.widget, 1)
        row.addWidget(self.unfold)
        column.addLayout(row)
        column.addWidget(self._rows)
        self._rows.setLayout(grid)
        for number, control in enumerate(self.each):
            grid.addWidget(self._labels[number], number, 0)
            grid.addWidget(control.widget, number, 1)
            control.widget.setToolTip(
                tr("The activation of hidden layer {number}.", number=number + 1)
            )
            control.widget.setAccessibleName(
                tr("Activation of layer {number}", number=number + 1)
            )
            self._labels[number].setObjectName("note")
        grid.setColumnStretch(1, 1)
        self.unfold.setText(tr("Each"))
        self.unfold.setCheckable(True)
        self.unfold.setObjectName("segment")
        self.unfold.setToolTip(tr("Another activation for each hidden layer."))
        self.unfold.setAccessibleName(tr("An activation for each layer"))
        self.unfold.clicked.connect(self._fold)
        self.all.widget.setAccessibleName(tr("Activation of all layers"))
        self.widget.setFocusProxy(self.all.widget)


def _first(spec: Spec) -> str:
    bends = spec.network.activations or spec.network.activation
    return bends[0] if bends else "linear"


def _of(number: int, spec: Spec) -> str:
    return spec.network.activations[number]
