"""Controls to type into: numbers, with a slider or without, and text."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from PyQt6.QtCore import QSignalBlocker, Qt
from PyQt6.QtWidgets import QHBoxLayout, QLineEdit, QSlider, QToolButton, QWidget

from explorer.controls import Tell, enable
from explorer.theme import hold
from models.keys import Option
from models.language import tr
from models.options import OPTIONS
from models.roots import value_of


def when_typed(field: QLineEdit, tell: Callable[[str], None]) -> None:
    """Call `tell` once with what was typed, on Enter or when the field is left.

    Enter leaves the field, unless what was typed is refused and stays in it.
    """

    def finish() -> None:
        if field.isModified():
            field.setModified(False)
            tell(field.text())

    def enter() -> None:
        finish()
        if field.property("refused"):
            field.selectAll()
        else:
            field.clearFocus()

    field.returnPressed.connect(enter)
    field.editingFinished.connect(finish)


def mark(field: QLineEdit, refusal: str, meaning: str) -> None:
    """Let a field say why what stands in it is refused; nothing, if it is not."""
    field.setToolTip(refusal or meaning)
    field.setProperty("refused", bool(refusal))
    if style := field.style():  # looks at the property again
        style.unpolish(field)
        style.polish(field)


def as_number(text: str) -> object:
    """Return the number that was typed, None for nothing, or the text as it is."""
    for kind in (int, float):
        try:
            return kind(text.replace(",", ".")) if text.strip() else None
        except ValueError:
            continue
    return text


class NumberRow(QWidget):
    """A slider and its field beside each other, to a screen reader both of one name."""

    def __init__(self, *parts: QWidget) -> None:
        """Take the parts; the first has the focus."""
        super().__init__()
        self._parts = parts
        self.setFocusProxy(parts[0])

    def setAccessibleName(self, name: str | None) -> None:
        """Call the parts by this name, too."""
        super().setAccessibleName(name)
        for part in self._parts:
            part.setAccessibleName(name)


class NumberControl:
    """A number on a slider, logarithmic or not, and in a field to type into."""

    TICKS = 400

    def __init__(
        self,
        key: str,
        low: float,
        high: float | Callable[[Any], float],
        is_log: bool = True,
        value: Callable[[Any], float] | None = None,
        refusal: Callable[[Any], str] = lambda spec: "",
        zero: str = "",
        options: Mapping[str, Option] = OPTIONS,
    ) -> None:
        """Take the ends of the slider; the field takes all that the option allows.

        `refusal` says why the number cannot be changed now, `zero` what 0 means, if
        the slider has it below its low end, where a logarithm has none. `options` are
        all keys of the spec.
        """
        self._low, self._is_log = low, is_log
        self._find_high = high if callable(high) else lambda spec: high
        self._high = 1.0
        self._value = value or (lambda spec: float(value_of(spec, key)))
        self._refusal, self._meaning = refusal, options[key].meaning
        self._zero = zero
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, self.TICKS)
        self.slider.setPageStep(self.TICKS // 20)
        self.field = QLineEdit()
        hold(self.field, width=64)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.widget = NumberRow(self.slider, self.field)
        self.row = QHBoxLayout(self.widget)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.slider, 1)
        self.row.addWidget(self.field)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the number the slider stands at, or with what was typed."""
        self.slider.valueChanged.connect(lambda tick: tell(self._number(tick)))
        when_typed(self.field, lambda text: tell(self._typed(text)))

    def show(self, spec: Any) -> None:
        """Show the number."""
        value, self._high = self._value(spec), self._find_high(spec)
        is_zero = bool(self._zero) and value == 0
        with QSignalBlocker(self.slider):
            self.slider.setValue(0 if is_zero else self._tick(value))
        self.field.setText(self._zero if is_zero else f"{value:.4g}")
        self.field.setModified(False)
        enable(self.widget, self._refusal(spec), self._meaning)

    def _typed(self, text: str) -> object:
        return 0.0 if self._zero and text.strip() == self._zero else as_number(text)

    def _number(self, tick: int) -> float:
        if self._zero and tick == 0:
            return 0.0
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


class AutoControl(NumberControl):
    """A number on a slider, or what suits while its button is down."""

    def __init__(
        self,
        key: str,
        low: float,
        high: float,
        middle: float | Callable[[Any], float],
        is_log: bool = True,
        suits: str = tr("As suits the picture."),
    ) -> None:
        """Take the ends of the slider, where it stands without a number, and why."""
        find = middle if callable(middle) else lambda spec: middle
        super().__init__(
            key, low, high, is_log, lambda spec: value_of(spec, key) or find(spec)
        )
        self._key = key
        self.field.setPlaceholderText(tr("as suits"))
        self.button = QToolButton()
        self.button.setText(tr("auto"))
        self.button.setObjectName("segment")
        self.button.setCheckable(True)
        self.button.setToolTip(suits)
        self.row.addWidget(self.button)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the number, or None for what suits."""
        super().connect(tell)
        self.button.clicked.connect(lambda: tell(None))

    def show(self, spec: Any) -> None:
        """Show the number, or that it is as suits."""
        super().show(spec)
        is_auto = value_of(spec, self._key) is None
        self.button.setChecked(is_auto)
        if is_auto:
            self.field.clear()


class OptionalControl:
    """A number in a field; none while it is empty."""

    def __init__(self, key: str, hint: str) -> None:
        """Take what the empty field says."""
        self._key = key
        self.widget: QLineEdit = QLineEdit()
        self.widget.setPlaceholderText(hint)
        hold(self.widget, minimumWidth=60)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the number, or None."""
        when_typed(self.widget, lambda text: tell(as_number(text)))

    def show(self, spec: Any) -> None:
        """Show the number."""
        value = value_of(spec, self._key)
        text = f"{value:.4g}" if isinstance(value, float) else str(value)
        self.widget.setText("" if value is None else text)


class TextControl:
    """A line of text; one that is refused stays, marked, to be mended."""

    def __init__(self, key: str) -> None:
        self._key, self._meaning = key, OPTIONS[key].meaning
        self._shown, self._asked = "", ""
        self.widget: QLineEdit = QLineEdit()
        self.widget.setMaxLength(int(OPTIONS[key].high))

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the text."""

        def ask(text: str) -> None:
            self._asked = text
            tell(text)

        when_typed(self.widget, ask)

    def show(self, spec: Any) -> None:
        """Show the text; while it is as it was, what was asked for was refused."""
        value = value_of(spec, self._key)
        is_refused = value == self._shown and self._asked != value
        if not is_refused:
            self._shown = self._asked = value
            self.widget.setText(value)
            self.widget.setCursorPosition(0)  # of a long text, the beginning
        refusal = (
            tr("Refused; this is still drawn: {value}", value=value)
            if is_refused
            else ""
        )
        mark(self.widget, refusal, self._meaning)
