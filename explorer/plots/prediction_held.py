"""Where the inputs are held that are along no axis: a slider for each, in a menu."""

from functools import partial

import numpy as np
from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QGridLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QSlider,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from explorer.elided import ElidedLabel
from explorer.theme import hold
from models.introductions import measured
from models.language import tr
from models.options import OPTIONS
from models.snapshots import Array, Data, Prediction
from models.specs import Spec

KEY = "view.held_inputs"
TICKS = 200
WIDTH, TALLEST = 340, 300  # px
NAME, SLIDER, VALUE = range(3)  # columns
WIDTHS = {NAME: 120, VALUE: 76}  # px; nothing jumps


class HeldInputs(QToolButton):
    """A button that opens sliders for the inputs that are along no axis.

    Signals:
        edited: (dict) the user holds the inputs elsewhere, or at their means again.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Held inputs"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sliders: dict[int, QSlider] = {}
        self.values: dict[int, QLabel] = {}
        self.means = QToolButton()
        self.means.setText(tr("All at their means"))
        self.means.setObjectName("segment")
        self.means.clicked.connect(lambda: self.edited.emit({KEY: ()}))
        self._shown: tuple[Data, tuple[int, ...]] | None = None
        self._held = np.zeros(0)
        self._asked: tuple[float, ...] = ()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        hold(self._area, width=WIDTH)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        menu, action = QMenu(self), QWidgetAction(self)
        action.setDefaultWidget(self._area)
        menu.addAction(action)
        self.setMenu(menu)

    def show_spec(self, spec: Spec) -> None:
        """Take where inputs are to be held; that is shown once it is computed."""
        self._asked = spec.view.held_inputs
        others = len(spec.data.choice.inputs) - len(spec.drawn_inputs)
        self.setText(tr("{others} held ▾", others=others))
        where = (
            ""
            if self._asked
            else tr(" {others} are now at their means.", others=others)
        )
        self.setToolTip(OPTIONS[KEY].meaning + where)
        if len(self._asked) == len(self._held):
            self._show_values(np.array(self._asked))

    def show_prediction(self, prediction: Prediction) -> None:
        """Show where inputs are held."""
        wanted = prediction.data, prediction.inputs
        if not len(prediction.data.inputs):
            return  # it is of a formula still
        if wanted != self._shown:
            self._shown = wanted
            self._make_sliders(*wanted)
        if not self._asked or self._asked == tuple(prediction.held.tolist()):
            self._show_values(prediction.held)

    def _show_values(self, held: Array) -> None:
        self._held = np.array(held)
        if self._shown is None:
            return
        data, _ = self._shown
        for number, slider in self.sliders.items():
            low, high = _ends(data, number)
            with QSignalBlocker(slider):
                share = (self._held[number] - low) / (high - low)
                slider.setValue(round(TICKS * float(np.clip(share, 0, 1))))
            own = data.shift[number] + data.scale[number] * self._held[number]
            self.values[number].setText(measured(float(own), data.units[number]))

    def _make_sliders(self, data: Data, drawn: tuple[int, ...]) -> None:
        page = QWidget()
        page.setObjectName("column")
        grid = QGridLayout(page)
        grid.setColumnStretch(SLIDER, 1)
        for column, width in WIDTHS.items():
            grid.setColumnMinimumWidth(column, width)
        others = [n for n in range(data.inputs.shape[1]) if n not in drawn]
        self.sliders, self.values = {}, {}
        for row, number in enumerate(others):
            slider, value, name = self._make_slider(data, number)
            grid.addWidget(name, row, NAME)
            grid.addWidget(slider, row, SLIDER)
            grid.addWidget(value, row, VALUE)
        self.means.setParent(None)
        grid.addWidget(self.means, len(others), SLIDER)
        self._area.setWidget(page)
        self._area.setFixedHeight(min(page.sizeHint().height() + 4, TALLEST))

    def _make_slider(
        self, data: Data, number: int
    ) -> tuple[QSlider, QLabel, ElidedLabel]:
        name, value = ElidedLabel(), QLabel()
        name.say(data.names[number])
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, TICKS)
        slider.setAccessibleName(data.names[number])
        slider.setToolTip(tr("Hold {names} here", names=data.names[number]))
        slider.valueChanged.connect(partial(self._ask, number))
        self.sliders[number], self.values[number] = slider, value
        return slider, value, name

    def _ask(self, number: int, tick: int) -> None:
        assert self._shown is not None
        low, high = _ends(self._shown[0], number)
        held = self._held.tolist()
        held[number] = low + (high - low) * tick / TICKS
        self.edited.emit({KEY: tuple(float(f"{value:.4g}") for value in held)})


def _ends(data: Data, number: int) -> tuple[float, float]:
    """Return the least and the greatest value of an input, apart in any case."""
    column = data.inputs[:, number]
    low, high = float(column.min()), float(column.max())
    return low, high if high > low else low + 1.0
