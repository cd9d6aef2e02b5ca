"""The race: rivals that descend beside the walker, and how each of them stands."""

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import CountBox, NameControl, titled
from explorer.entries import as_number, when_typed
from explorer.forms import Panel
from explorer.theme import OTHERS, WALKER, hold
from models.catalog import OPTIMIZERS, STARTS
from models.language import tr
from models.scales import short
from models.snapshots import Step
from models.specs import MOST_RIVALS, Spec

SAYS = tr("Rivals that go down from the start of the walker, each by its own rule.")

SIGNS = "●", "◆", "■", "▲", "●", "◆", "■", "▲"  # as their ends are drawn
EMPTY = tr("Rivals descend beside the walker, and see the same batches.")
RAIN = tr(
    "Let drops run down from all over the square, and colour the floor by the minimum "
    "that each start leads to; once more: stop, or clear that away."
)
BATCH = tr("batch size")
BATCHES = (1, 16, 0)
TITLES = {
    "race.names": tr("Optimiser"),
    "race.rates": tr("Learning rate"),
    "race.sizes": tr("Batch size"),
}

Changes = dict[str, object]


class RacePanel(Panel):
    """Edits a `RaceSpec`; it is also the legend of the paths."""

    def __init__(self) -> None:
        super().__init__(tr("Race"), SAYS)
        self.lines: list[RivalLine] = []
        self._spec = Spec()
        self.add_button = _button(tr("Add"), tr("Add a rival with another optimiser."))
        self.batches = _button(
            tr("1 / 16 / all"), tr("Race batches of 1, of 16 and of all examples.")
        )
        self.add("race.starts", tr("Start"), NameControl("race.starts", titled(STARTS)))
        self.rain = _button(tr("Rain"), RAIN)
        for button in (self.rain, self.batches, self.add_button):
            button.setObjectName("segment")
        for button in (self.batches, self.add_button):
            self.header.addWidget(button)
        self.own = _text()
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.fairness = _text()
        self.body.addWidget(self.own)
        self.body.addLayout(self._column)
        self.body.addWidget(self.fairness)
        self.body.addWidget(self.rain, 0, Qt.AlignmentFlag.AlignRight)
        self.add_button.clicked.connect(lambda: self.edited.emit(added(self._spec)))
        self.batches.clicked.connect(lambda: self.edited.emit(batch_race(self._spec)))

    @property
    def titles(self) -> dict[str, str]:
        """What the keys are called that are set here, those of all rivals together."""
        rivals = {
            key: tr("{title} of a rival", title=title) for key, title in TITLES.items()
        }
        return super().titles | rivals

    def show_spec(self, spec: Spec) -> None:
        """Show the rivals that there are."""
        super().show_spec(spec)
        self._spec, race = spec, spec.race
        self.show_note(str(len(race.names)) if race.names else tr("none"))
        while len(self.lines) > len(race.names):
            line = self.lines.pop()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()  # it may be the one whose button was pressed
        while len(self.lines) < len(race.names):
            self.lines.append(RivalLine(len(self.lines), self.edited.emit))
            self._column.addWidget(self.lines[-1])
        for line in self.lines:
            line.show_spec(spec)
        self.own.setVisible(bool(self.lines))
        self.show_row("race.starts", bool(self.lines))
        self.add_button.setEnabled(len(self.lines) < MOST_RIVALS)
        self.batches.setVisible(not spec.is_function)
        self.fairness.setText(fairness(spec) if self.lines else EMPTY)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show how the walker stands, and each of its rivals."""
        first, *rivals = steps
        name = self._spec.optimizer.choice.title
        self.own.setText(
            tr(
                "{sign} walker: {name}, {first}",
                sign=_sign(0),
                name=name,
                first=_state(first),
            )
        )
        for line, step in zip(self.lines, rivals, strict=False):
            line.state.setText(_state(step))


class RivalLine(QWidget):
    """The optimiser, learning rate and batch size of one rival, and how it stands."""

    def __init__(self, number: int, tell: Callable[[Changes], None]) -> None:
        """Take which of the rivals it is, and what to call with an edit."""
        super().__init__()
        self._number, self._tell, self._spec = number, tell, Spec()
        self.name, self.rate, self.count = QComboBox(), QLineEdit(), CountBox()
        for choice in OPTIMIZERS.values():
            self.name.addItem(choice.title)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.name.setSizeAdjustPolicy(policy)
        self.name.setMinimumContentsLength(4)
        hold(self.rate, width=46)
        hold(self.count, width=58)
        self.count.setSpecialValueText(tr("all"))
        self.count.setKeyboardTracking(False)
        self.remove = _button("×", tr("Remove this rival."))
        self.remove.setObjectName("segment")
        self.state = _text()
        sign = QLabel(_sign(number + 1))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3)
        grid.setVerticalSpacing(0)
        widgets = (sign, self.name, self.rate, self.count, self.remove)
        for column, widget in enumerate(widgets):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self.state, 1, 1, 1, 4)
        grid.setColumnStretch(1, 1)
        self._explain()
        self.name.activated.connect(
            lambda row: self._put("race.names", list(OPTIMIZERS)[row])
        )
        when_typed(self.rate, lambda text: self._put("race.rates", as_number(text)))
        self.count.valueChanged.connect(lambda size: self._put("race.sizes", size))
        self.remove.clicked.connect(lambda: tell(without(self._spec, number)))

    def show_spec(self, spec: Spec) -> None:
        """Show the rival of `spec` that this line stands for."""
        self._spec, race, number = spec, spec.race, self._number
        self.name.setCurrentIndex(list(OPTIMIZERS).index(race.names[number]))
        self.rate.setText(f"{race.rates[number]:.4g}")
        self.rate.setModified(False)
        self.count.blockSignals(True)
        self.count.setRange(0, spec.data.training)
        self.count.setValue(race.sizes[number])
        self.count.blockSignals(False)
        self.count.setVisible(not spec.is_function)

    def _put(self, key: str, value: object) -> None:
        values = list(getattr(self._spec.race, key.split(".")[1]))
        values[self._number] = value
        self._tell({key: tuple(values)})

    def _explain(self) -> None:
        who = tr("of rival {number}", number=self._number + 1)
        for widget, meaning in (
            (self.name, TITLES["race.names"]),
            (self.rate, TITLES["race.rates"]),
            (self.count, TITLES["race.sizes"]),
            (self.remove, tr("Remove rival")),
        ):
            widget.setAccessibleName(f"{meaning} {who}")
            widget.setToolTip(widget.toolTip() or f"{meaning} {who}.")


def added(spec: Spec) -> Changes:
    """Return the edit that adds a rival, by an optimiser that is not there yet."""
    race = spec.race
    used = {spec.optimizer.name, *race.names}
    fresh = [name for name in ("adam", "momentum", *OPTIMIZERS) if name not in used]
    return _rivals(
        (*race.names, fresh[0] if fresh else "adam"),
        (*race.rates, spec.optimizer.learning_rate),
        (*race.sizes, spec.batch.size),
    )


def without(spec: Spec, number: int) -> Changes:
    """Return the edit that removes a rival."""
    race = spec.race
    names, rates, sizes = (
        (*values[:number], *values[number + 1 :])
        for values in (race.names, race.rates, race.sizes)
    )
    return _rivals(names, rates, sizes)


def batch_race(spec: Spec) -> Changes:
    """Return the edit that races one example, sixteen and all of them."""
    own = spec.batch.size if spec.batch.size in BATCHES else BATCHES[0]
    sizes = tuple(size for size in BATCHES if size != own)
    names = (spec.optimizer.name,) * len(sizes)
    rates = (spec.optimizer.learning_rate,) * len(sizes)
    return {"batch.size": own, **_rivals(names, rates, sizes)}


def _rivals(names: object, rates: object, sizes: object) -> Changes:
    return {"race.names": names, "race.rates": rates, "race.sizes": sizes}


def fairness(spec: Spec) -> str:
    """Say what is the same for all who race, and what is not."""
    race, own = spec.race, spec.optimizer
    differs = [
        what
        for what, values in (
            (tr("optimiser"), {own.name, *race.names}),
            (tr("learning rate"), {own.learning_rate, *race.rates}),
            (BATCH, {spec.batch.size, *race.sizes}),
        )
        if len(values) > 1 and not (what == BATCH and spec.is_function)
    ]
    same = tr("Same start, data order and seed")
    is_same = race.starts == "kept" and not spec.kept.names
    if race.starts != "same" and not is_same:
        same = tr("Same data order")
        differs.insert(0, tr("start"))
    if not differs:
        return tr("{same}; nothing differs.", same=same)
    if len(differs) > 1:
        hint = tr("more than one thing, so no single one explains who wins")
        return tr(
            "{same}; different: {differs}: {hint}.",
            same=same,
            differs=", ".join(differs),
            hint=hint,
        )
    if differs == [BATCH]:
        return tr(
            "{same}; only the batch size differs: compare by examples seen as well.",
            same=same,
        )
    return tr("{same}; only the {differs} differs.", same=same, differs=differs[0])


def _state(step: Step) -> str:
    if step.verdict:
        return step.verdict
    return tr("step {index}, loss {loss}", index=step.index, loss=short(step.loss))


def _sign(number: int) -> str:
    color = (WALKER, *OTHERS)[number]
    return f'<span style="color:{color}">{SIGNS[number]}</span>'


def _text() -> QLabel:
    text = QLabel()
    text.setObjectName("note")
    text.setWordWrap(True)
    return text


def _button(text: str, tooltip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tooltip)
    return button
