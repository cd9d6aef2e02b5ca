"""A look at the bends of the hidden units, and at where the data fall on them."""

from functools import partial
from typing import cast

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import IndexControl, NameControl, titled
from explorer.elided import ElidedLabel
from explorer.plots.activation_plot import ActivationPlot, Look
from explorer.plots.activation_words import account, alarm
from explorer.theme import Theme
from explorer.view_menus import MenuButton
from models.catalog import ACTIVATIONS, ActivationName
from models.language import tr
from models.options import OPTIONS
from models.snapshots import Sight, Units
from models.specs import Spec

GAP = 4  # px
WIDTHS = 74, 79, 78  # of layer, unit and activation, in proportion
FIRST = 4  # units of the layer that one may add
MEANING = tr(
    "A unit is dead where it is 0 for all examples, and saturated for those where f′ "
    "is under 1 % of its largest: there it hardly learns."
)
NO_LAYER = tr("There is no hidden layer, and so no activation: add one.")
NO_UNITS = tr("A formula has no units, and so no activation.")


class ActivationView(QWidget):
    """The activation of a layer, which may be changed here, and its units on it.

    Signals:
        edited: (dict) the user chose a layer, a unit, another activation for this
            layer, or some to compare with it.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.layer = IndexControl(
            "view.hidden", _layers, lambda spec: spec.watched_layer, first=1
        )
        self.unit = IndexControl("view.unit", _units, lambda spec: spec.watched_unit)
        self.bend = NameControl("network.activation", titled(ACTIVATIONS), value=_own)
        self.compare = MenuButton(tr("Compare"), OPTIONS["view.compared"].meaning)
        self.plot = ActivationPlot()
        self.told = ElidedLabel(MEANING)
        self.nothing, self.add = QLabel(), QToolButton()
        self._pages = QStackedWidget()
        self._spec = Spec()
        self._units: Units | None = None
        self._connect()
        self._lay_out()

    def show_spec(self, spec: Spec) -> None:
        """Show which layer and unit is looked at, and what it is compared with."""
        self._spec = spec
        self._pages.setCurrentIndex(0 if spec.watched_layer else 1)
        self.nothing.setText(NO_UNITS if spec.is_function else NO_LAYER)
        self.add.setHidden(spec.is_function)
        if spec.watched_layer:
            for control in (self.layer, self.unit, self.bend):
                control.show(spec)
            self.layer.widget.setVisible(len(spec.network.hidden) > 1)
            own = _own(spec)
            for name, action in self.compare.actions_by_name.items():
                action.setChecked(name in spec.view.compared or name == own)
                action.setEnabled(name != own)
            self._draw()

    def show_sight(self, sight: Sight) -> None:
        """Show where the examples fall; what is of another network is left alone."""
        self._units = sight.units
        self._draw()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.plot.show_theme(theme)

    def _draw(self) -> None:
        spec, units = self._spec, self._units
        if units is None or not _fits(units, spec):
            return
        layer, unit = spec.watched_layer, spec.watched_unit
        self.plot.show_units(units, Look(layer, unit, _own(spec), spec.view.compared))
        warning = alarm(units, layer - 1)
        self.told.say(warning or account(units, layer - 1, unit))
        self.told.setObjectName("told" if warning else "note")
        if (style := self.told.style()) is not None:
            style.polish(self.told)  # takes the colour of its name

    def _connect(self) -> None:
        for control, key in ((self.layer, "view.hidden"), (self.unit, "view.unit")):
            control.connect(partial(self._tell, key))
            control.widget.setToolTip(OPTIONS[key].meaning)
            control.widget.setAccessibleName(OPTIONS[key].meaning)
        self.bend.connect(self._choose)
        self.bend.widget.setAccessibleName(tr("Activation of this layer"))
        self.bend.widget.setToolTip(tr("The activation of this layer alone."))
        for name, choice in ACTIVATIONS.items():
            action = self.compare.add(name, choice.title, choice.meaning, True)
            action.triggered.connect(self._compare)
        self.plot.chosen.connect(partial(self._tell, "view.unit"))
        self.add.clicked.connect(lambda: self.edited.emit({"network.hidden": (FIRST,)}))
        self.add.setText(tr("Add a hidden layer"))
        self.add.setObjectName("segment")
        self.add.setToolTip(tr("A hidden layer of {first} units.", first=FIRST))

    def _lay_out(self) -> None:
        whole, look, none = QVBoxLayout(self), QWidget(), QWidget()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        for page in (look, none):
            self._pages.addWidget(page)
        column, row = QVBoxLayout(look), QHBoxLayout()
        row.setSpacing(GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        controls = self.layer, self.unit, self.bend
        for control, width in zip(controls, WIDTHS, strict=True):
            control.widget.setMinimumContentsLength(1)
            row.addWidget(control.widget, width)
        row.addWidget(self.compare)
        self.compare.setObjectName("page")
        column.addLayout(row)
        column.addWidget(self.plot, 1)
        column.addWidget(self.told)
        empty = QVBoxLayout(none)
        self.nothing.setWordWrap(True)
        empty.addStretch(1)
        for widget in (self.nothing, self.add):
            empty.addWidget(widget)
        empty.addStretch(1)

    def _tell(self, key: str, value: object) -> None:
        self.edited.emit({key: value})

    def _choose(self, name: object) -> None:
        layer = self._spec.watched_layer - 1
        bends = self._spec.network.bent(layer, cast(ActivationName, name))
        self.edited.emit({"network.activation": bends})

    def _compare(self) -> None:
        own, actions = _own(self._spec), self.compare.actions_by_name
        compared = tuple(
            name for name in ACTIVATIONS if actions[name].isChecked() and name != own
        )
        self.edited.emit({"view.compared": compared})


def _layers(spec: Spec) -> list[str]:
    return [
        tr("Layer {number}", number=number)
        for number in range(1, len(spec.network.hidden) + 1)
    ]


def _units(spec: Spec) -> list[str]:
    count = spec.network.hidden[spec.watched_layer - 1]
    return [
        tr("All units"),
        *(tr("Unit {number}", number=number) for number in range(1, count + 1)),
    ]


def _own(spec: Spec) -> ActivationName:
    return spec.network.activations[spec.watched_layer - 1]


def _fits(units: Units, spec: Spec) -> bool:
    """Tell whether these are the units of this network."""
    own = tuple(len(sums) for sums in units.sums)
    return bool(spec.watched_layer) and own == spec.shape.sizes[1:]
