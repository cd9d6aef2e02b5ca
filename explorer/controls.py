"""Controls for the keys of a spec: each shows a value, and tells what the user asks."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

from PyQt6.QtCore import QEvent
from PyQt6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSpinBox,
    QWidget,
)

from models.catalog import LOSSES, LossName
from models.keys import Option
from models.options import OPTIONS
from models.roots import value_of
from models.specs import MOST_LAYERS, Spec, unsuited

FIRST_UNITS = 4  # of a hidden layer where there was none

NARROWEST = 72  # px, of a box for a whole number

Tell = Callable[[object], None]
"""Called with what the user asked for, not yet checked."""


class Control(Protocol):
    """What a panel needs of each of its controls."""

    @property
    def widget(self) -> QWidget:
        """What is laid out."""

    def connect(self, tell: Tell) -> None:
        """Call `tell` with what the user asks for."""

    def show(self, spec: Any) -> None:
        """Show what `spec` says."""


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


class NameBox(QComboBox):
    """A box of names, which leaves the wheel to what it is scrolled in."""

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Choose nothing that was only passed over."""
        if event is not None:
            event.ignore()


class NameControl:
    """One of a few names; those that do not fit are greyed and say why."""

    def __init__(
        self,
        key: str,
        titles: Mapping[str, tuple[str, str]],
        refusal: Callable[[Any, str], str] = lambda spec, name: "",
        value: Callable[[Any], object] | None = None,
        headings: Mapping[str, str] | None = None,
    ) -> None:
        """Take title and meaning of each name, and why one cannot be chosen now.

        The chosen name is a `value` of the spec, if not the option itself. Headings
        stand above the names that they are given for.
        """
        self._titles, self._refusal = titles, refusal
        self._value = value or (lambda spec: value_of(spec, key))
        self._names: Sequence[object] = []
        self.widget: QComboBox = NameBox()
        self._model = self.widget.model()  # to ask for it takes long
        for name, (title, meaning) in titles.items():
            if headings and name in headings:
                self._add(None, headings[name])
            self._add(name, title, meaning)
        # A long title must not widen the column.
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.widget.setSizeAdjustPolicy(policy)
        self.widget.setMinimumContentsLength(10)

    def _add(self, name: str | None, text: str, meaning: str = "") -> None:
        """Add a name, or without one a heading, which cannot be chosen."""
        self._names = [*self._names, name]
        self.widget.addItem(text)
        item = self._item(self.widget.count() - 1)
        item.setEnabled(name is not None)
        item.setToolTip(meaning)

    def _item(self, row: int) -> QStandardItem:
        assert isinstance(self._model, QStandardItemModel)
        item = self._model.item(row)
        assert item is not None
        return item

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the name that the user chose."""
        self.widget.activated.connect(lambda index: tell(self._names[index]))

    def show(self, spec: Any) -> None:
        """Show the chosen name, and which others fit."""
        self.widget.setCurrentIndex(self._names.index(self._value(spec)))
        for name, (_, meaning) in self._titles.items():
            item = self._item(self._names.index(name))
            refusal = self._refusal(spec, name)
            item.setEnabled(not refusal)
            item.setToolTip(refusal or meaning)


class LossControl(NameControl):
    """The loss; those that do not suit the data are greyed and say why."""

    def __init__(self) -> None:
        super().__init__("loss.name", titled(LOSSES), self._refuse)

    @staticmethod
    def _refuse(spec: Spec, name: str) -> str:
        refusal = unsuited(cast(LossName, name), spec.data.choice)
        return f"{refusal}." if refusal else ""


class IndexControl(NameControl):
    """The number of one of some things, such as parameters, by name."""

    def __init__(
        self,
        key: str,
        find: Callable[[Any], Sequence[str]],
        value: Callable[[Any], int] | None = None,
        first: int = 0,
    ) -> None:
        """Take where the names come from, and the number of the first.

        The chosen number is a `value` of the spec, if not the option itself.
        """
        super().__init__(key, {}, value=value)
        self._find, self._first = find, first
        self._shown: list[str] = []

    def show(self, spec: Any) -> None:
        """Show the chosen one among those that there are."""
        if (names := list(self._find(spec))) != self._shown:
            self._shown = names
            self._names = range(self._first, self._first + len(names))
            self.widget.clear()
            self.widget.addItems(names)
        if names:
            super().show(spec)


class ToggleControl:
    """On or off."""

    def __init__(
        self, key: str, text: str, value: Callable[[Any], bool] | None = None
    ) -> None:
        """Take where the state comes from, if not from the option itself."""
        self._value = value or (lambda spec: bool(value_of(spec, key)))
        self.widget: QCheckBox = QCheckBox(text)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the new state."""
        self.widget.clicked.connect(tell)

    def show(self, spec: Any) -> None:
        """Show the state."""
        self.widget.setChecked(self._value(spec))


class CountControl:
    """A whole number."""

    def __init__(
        self,
        key: str,
        value: Callable[[Any], int] | None = None,
        high: Callable[[Any], int] | None = None,
        step: int = 1,
        refusal: Callable[[Any], str] = lambda spec: "",
        zero: str = "",
        first: int = 0,
        options: Mapping[str, Option] = OPTIONS,
    ) -> None:
        """Take where the number comes from, and a limit, if not the option's own.

        `refusal` says why it cannot be changed now, `zero` what 0 means, if anything.
        People see numbers that are higher by `first`: 1 where they count from 1.
        `options` are all keys of the spec.
        """
        option = options[key]
        self._value = value or (lambda spec: int(value_of(spec, key)))
        self._high = high or (lambda spec: int(option.high))
        self._refusal, self._meaning = refusal, option.meaning
        self.widget: CountBox = CountBox()
        self._first = first
        self.widget.setRange(int(option.low) + first, int(option.high) + first)
        self.widget.setSingleStep(step)
        self.widget.setSpecialValueText(zero)
        self.widget.setMinimumWidth(NARROWEST)  # for another control beside it
        self.widget.setKeyboardTracking(False)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the new number."""
        self.widget.valueChanged.connect(lambda shown: tell(shown - self._first))

    def show(self, spec: Any) -> None:
        """Show the number."""
        self.widget.setMaximum(self._high(spec) + self._first)
        self.widget.setValue(self._value(spec) + self._first)
        enable(self.widget, self._refusal(spec), self._meaning)


class LayersControl:
    """How many hidden layers; the units of each are numbers at the drawing."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._hidden: tuple[int, ...] = ()
        self.widget: CountBox = CountBox()
        self.widget.setRange(0, MOST_LAYERS)

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the units of all layers; a new one is like the last."""

        def ask(count: int) -> None:
            last = self._hidden[-1] if self._hidden else FIRST_UNITS
            more = (last,) * (count - len(self._hidden))
            tell((*self._hidden, *more)[:count])

        self.widget.valueChanged.connect(ask)

    def show(self, spec: Any) -> None:
        """Show the layers that there are."""
        self._hidden = value_of(spec, self._key)
        self.widget.setValue(len(self._hidden))


def enable(widget: QWidget, refusal: str, meaning: str) -> None:
    """Enable `widget`, or let it say why it is not."""
    widget.setEnabled(not refusal)
    widget.setToolTip(refusal or meaning)


def titled(choices: Mapping[Any, Any]) -> dict[str, tuple[str, str]]:
    """Return title and meaning for each name of a catalogue."""
    return {name: (choice.title, choice.meaning) for name, choice in choices.items()}
