"""Controls for the keys of a spec: each shows a value, and tells what the user asks."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from PyQt6.QtCore import QEvent, QSignalBlocker, Qt
from PyQt6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.options import OPTIONS, value_of
from models.specs import MOST_LAYERS, MOST_UNITS, Spec

Tell = Callable[[object], None]
"""Called with what the user asked for, not yet checked."""


class CountBox(QSpinBox):
    """A box for a whole number, which leaves to the window the keys it cannot use."""

    def __init__(self) -> None:
        super().__init__()
        if (field := self.lineEdit()) is not None:
            field.returnPressed.connect(self.clearFocus)

    def event(self, event: QEvent | None) -> bool:
        """Let Space and letters be keys of the window while the box has the focus."""
        if isinstance(event, QKeyEvent) and self._leaves(event):
            event.ignore()
            return True
        return super().event(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        is_question = event.type() == QEvent.Type.ShortcutOverride
        return is_question and event.text().isprintable() and not event.text().isdigit()


class NameControl:
    """One of a few names; those that do not fit are greyed and say why."""

    def __init__(
        self,
        key: str,
        titles: Mapping[str, tuple[str, str]],
        refusal: Callable[[Spec, str], str] = lambda spec, name: "",
    ) -> None:
        """Take title and meaning of each name, and why one cannot be chosen now."""
        self._key, self._titles, self._refusal = key, titles, refusal
        self._names = list(titles)
        self.widget: QComboBox = QComboBox()
        for title, meaning in titles.values():
            self.widget.addItem(title)
            last = self.widget.count() - 1
            self.widget.setItemData(last, meaning, Qt.ItemDataRole.ToolTipRole)
        # A long title must not widen the column.
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.widget.setSizeAdjustPolicy(policy)
        self.widget.setMinimumContentsLength(12)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the name that the user chose."""
        self.widget.activated.connect(lambda index: tell(self._names[index]))

    def show(self, spec: Spec) -> None:
        """Show the chosen name, and which others fit."""
        self.widget.setCurrentIndex(self._names.index(value_of(spec, self._key)))
        model = self.widget.model()
        assert isinstance(model, QStandardItemModel)
        for row, (name, (_, meaning)) in enumerate(self._titles.items()):
            item, refusal = model.item(row), self._refusal(spec, name)
            assert isinstance(item, QStandardItem)
            item.setEnabled(not refusal)
            item.setToolTip(refusal or meaning)


class ToggleControl:
    """On or off."""

    def __init__(self, key: str, text: str, value: Callable[[Spec], bool]) -> None:
        self._value = value
        self.widget: QCheckBox = QCheckBox(text)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the new state."""
        self.widget.clicked.connect(tell)

    def show(self, spec: Spec) -> None:
        """Show the state."""
        self.widget.setChecked(self._value(spec))


class CountControl:
    """A whole number."""

    def __init__(
        self,
        key: str,
        value: Callable[[Spec], int] | None = None,
        high: Callable[[Spec], int] | None = None,
        step: int = 1,
        refusal: Callable[[Spec], str] = lambda spec: "",
        zero: str = "",
    ) -> None:
        """Take where the number comes from, and a limit, if not the option's own.

        `refusal` says why it cannot be changed now, `zero` what 0 means, if anything.
        """
        option = OPTIONS[key]
        self._value = value or (lambda spec: int(value_of(spec, key)))
        self._high = high or (lambda spec: int(option.high))
        self._refusal, self._meaning = refusal, option.meaning
        self.widget: CountBox = CountBox()
        self.widget.setRange(int(option.low), int(option.high))
        self.widget.setSingleStep(step)
        self.widget.setSpecialValueText(zero)
        self.widget.setKeyboardTracking(False)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the new number."""
        self.widget.valueChanged.connect(tell)

    def show(self, spec: Spec) -> None:
        """Show the number."""
        self.widget.setMaximum(self._high(spec))
        self.widget.setValue(self._value(spec))
        _enable(self.widget, self._refusal(spec), self._meaning)


class NumberControl:
    """A number on a slider, logarithmic or not, and in a field to type into."""

    TICKS = 400

    def __init__(
        self,
        key: str,
        low: float,
        high: float | Callable[[Spec], float],
        is_log: bool = True,
        value: Callable[[Spec], float] | None = None,
        refusal: Callable[[Spec], str] = lambda spec: "",
    ) -> None:
        """Take the ends of the slider; the field takes all that the option allows.

        `refusal` says why the number cannot be changed now.
        """
        self._low, self._is_log = low, is_log
        self._find_high = high if callable(high) else lambda spec: high
        self._high = 1.0
        self._value = value or (lambda spec: float(value_of(spec, key)))
        self._refusal, self._meaning = refusal, OPTIONS[key].meaning
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, self.TICKS)
        self.slider.setPageStep(self.TICKS // 20)
        self.field = QLineEdit()
        self.field.setFixedWidth(64)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.returnPressed.connect(self.field.clearFocus)
        self.widget = QWidget()
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        self.widget.setFocusProxy(self.slider)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the number the slider stands at, or with what was typed."""
        self.slider.valueChanged.connect(lambda tick: tell(self._number(tick)))
        self.field.editingFinished.connect(lambda: self._tell_typed(tell))

    def show(self, spec: Spec) -> None:
        """Show the number."""
        value, self._high = self._value(spec), self._find_high(spec)
        with QSignalBlocker(self.slider):
            self.slider.setValue(self._tick(value))
        self.field.setText(f"{value:.4g}")
        self.field.setModified(False)
        _enable(self.widget, self._refusal(spec), self._meaning)

    def _tell_typed(self, tell: Tell) -> None:
        if self.field.isModified():
            self.field.setModified(False)
            try:
                tell(float(self.field.text().replace(",", ".")))
            except ValueError:
                tell(self.field.text())

    def _number(self, tick: int) -> float:
        part = tick / self.TICKS
        if self._is_log:
            return float(f"{self._low * (self._high / self._low) ** part:.3g}")
        return float(f"{self._low + (self._high - self._low) * part:.3g}")

    def _tick(self, value: float) -> int:
        value = min(max(value, self._low), self._high)
        if self._is_log:
            part = math.log(value / self._low) / math.log(self._high / self._low)
        else:
            part = (value - self._low) / (self._high - self._low)
        return round(part * self.TICKS)


class LayersControl:
    """How many hidden layers, and the units of each."""

    def __init__(self, key: str) -> None:
        self._key = key
        self.layers = CountBox()
        self.layers.setRange(0, MOST_LAYERS)
        self.layers.setToolTip("Hidden layers; with none the network is a perceptron.")
        self.units = [CountBox() for _ in range(MOST_LAYERS)]
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.layers)
        for boxes in (self.units[:3], self.units[3:]):
            row = QHBoxLayout()
            row.setSpacing(4)
            column.addLayout(row)
            for box in boxes:
                box.setRange(1, MOST_UNITS)
                box.setKeyboardTracking(False)
                box.setMinimumWidth(40)
                row.addWidget(box, 1)
        for number, box in enumerate(self.units, start=1):
            box.setToolTip(f"Units of hidden layer {number}")
            box.setAccessibleName(box.toolTip())
        self.widget.setFocusProxy(self.layers)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the units of all layers."""
        for box in (self.layers, *self.units):
            box.valueChanged.connect(lambda _: tell(self._sizes()))

    def show(self, spec: Spec) -> None:
        """Show the layers that there are."""
        hidden = value_of(spec, self._key)
        for box in (self.layers, *self.units):
            box.blockSignals(True)
        self.layers.setValue(len(hidden))
        for number, box in enumerate(self.units):
            box.setVisible(number < len(hidden))
            if number < len(hidden):
                box.setValue(hidden[number])
        for box in (self.layers, *self.units):
            box.blockSignals(False)

    def _sizes(self) -> tuple[int, ...]:
        shown = [box.value() for box in self.units if not box.isHidden()]
        new = shown[-1] if shown else 4
        shown += [new] * (self.layers.value() - len(shown))
        return tuple(shown[: self.layers.value()])


def _enable(widget: QWidget, refusal: str, meaning: str) -> None:
    """Enable `widget`, or let it say why it is not."""
    widget.setEnabled(not refusal)
    widget.setToolTip(refusal or meaning)


AnyControl = NameControl | ToggleControl | CountControl | NumberControl | LayersControl


def titled(choices: Mapping[Any, Any]) -> dict[str, tuple[str, str]]:
    """Return title and meaning for each name of a catalogue."""
    return {name: (choice.title, choice.meaning) for name, choice in choices.items()}
