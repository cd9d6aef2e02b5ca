"""The examples."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from explorer.columns_control import ColumnsControl
from explorer.controls import CountControl, NameControl, ToggleControl, titled
from explorer.elided import ElidedLabel
from explorer.entries import AutoControl, NumberControl
from explorer.forms import Panel
from models.catalog import DATA, OWN_TABLE, DataChoice
from models.drawn_points import fewest, settings_of
from models.language import tr, trn
from models.options import OPTIONS
from models.specs import Spec

SAYS = tr("The examples that the network learns from.")

OWN = tr("Your own")
DRAWN = tr("These data were drawn by hand, not at random.")
GROUPS = (
    tr("Numbers"),
    tr("Two classes"),
    tr("Two classes or more"),
    tr("Measured"),
    OWN,
)


class DataPanel(Panel):
    """Edits a `DataSpec`.

    Signals:
        table_asked: the user wants to open a table.
        columns_asked: the user wants to choose among the columns of the one that is.
    """

    table_asked = pyqtSignal()
    columns_asked = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(tr("Data"), SAYS)
        self._spec = Spec()
        self.add("data.name", tr("Set"), SetControl())
        self.table = QPushButton(tr("Open table …"))
        self.table.setToolTip(
            tr("{meaning} Or drop one on the window.", meaning=OWN_TABLE.meaning)
        )
        self.columns = QPushButton(tr("Columns …"))
        self.columns.setToolTip(
            tr("Choose the inputs and the target among its columns.")
        )
        self.table.clicked.connect(self.table_asked)
        self.columns.clicked.connect(self.columns_asked)
        self.add_widget(_beside(self.table, self.columns))
        self.drawn = self._make_drawn()
        self.add_widget(self.drawn)
        self.add("data.columns", tr("Columns"), ColumnsControl())
        self.add("data.samples", tr("Samples"), _samples())
        self.add("data.classes", tr("Classes"), _classes())
        self.add("data.balance", tr("Balance"), _balance())
        held_out = NumberControl("data.test", 0.0, 0.9, is_log=False)
        self.add("data.test", tr("Held out"), held_out)
        self.add("data.noise", tr("Noise"), _noise())
        seed = CountControl("data.seed", refusal=_undrawn)
        self.add_line(
            tr("Seed"), {"data.seed": seed, "data.standardise": _standardise()}
        )
        self.said = self.add_text()
        self.origin = ElidedLabel(tr("Where the data are from."))
        self.origin.setObjectName("note")
        self.add_widget(self.origin)

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says, and how much of it there is; a formula has none."""
        self._spec = spec
        super().show_spec(spec)
        self.setVisible(not spec.is_function)
        data, choice = spec.data, spec.data.choice
        self.show_note(f"{choice.title} · {_counts(spec)} · {_targets(choice)}")
        self.columns.setVisible(data.is_own)
        self.drawn.setVisible(bool(data.points))
        self.drawn_count.say(
            tr(
                "{count}, drawn by hand",
                count=trn("{n} example", "{n} examples", data.count),
            )
        )
        is_shipped = bool(choice.origin) and not data.is_own
        self.show_row("data.columns", is_shipped and len(data.table.inputs) > 1)
        self.show_row("data.classes", data.table.most_classes > 0)
        self.show_row("data.balance", data.table.has_balance)
        self.said.setText("" if data.points else choice.meaning)
        self.origin.say(choice.origin)
        self.origin.setVisible(bool(choice.origin))

    def _make_drawn(self) -> QWidget:
        """Return what is said of examples drawn by hand, and what becomes of them."""
        self.drawn_count = ElidedLabel(OPTIONS["data.points"].meaning)
        self.back, self.clear = (
            QPushButton(tr("Back to the set")),
            QPushButton(tr("Clear")),
        )
        self.back.setToolTip(tr("Learn from the examples of the set again."))
        self.clear.setToolTip(tr("Leave one example of each class, or two of numbers."))
        self.back.clicked.connect(lambda: self.edited.emit({"data.points": ()}))
        self.clear.clicked.connect(
            lambda: self.edited.emit(settings_of(fewest(self._spec)))
        )
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.drawn_count)
        column.addWidget(_beside(self.back, self.clear))
        return block

    def _tell(self, key: str, value: object) -> None:
        if (key, value) == ("data.name", "own"):
            self.show_spec(self._spec)  # until there is a table, it is as it was
            if not self._spec.data.is_own:
                self.table_asked.emit()
        else:
            super()._tell(key, value)


class SetControl(NameControl):
    """The sets, by what is learnt of them; at last a table of one's own."""

    def __init__(self) -> None:
        group = {name: _group(choice) for name, choice in DATA.items()}
        names = sorted(group, key=lambda name: GROUPS.index(group[name]))
        titles = titled({name: DATA[name] for name in names} | {"own": OWN_TABLE})
        first = {group[name]: name for name in reversed(names)}
        headings = {str(name): title for title, name in first.items()}
        super().__init__("data.name", titles, headings=headings | {"own": OWN})

    def show(self, spec: Spec) -> None:
        """Show the chosen set; a table of one's own by the name of its file."""
        super().show(spec)
        data, last = spec.data, self.widget.count() - 1
        title = data.choice.title if data.is_own else OWN_TABLE.title
        self.widget.setItemText(last, title)


def _group(choice: DataChoice) -> str:
    if choice.origin:
        return tr("Measured")
    if choice.most_classes:
        return tr("Two classes or more")
    return tr("Two classes") if choice.has_classes else tr("Numbers")


def _samples() -> CountControl:
    def count(spec: Spec) -> int:
        return spec.data.count

    def drawn(spec: Spec) -> str:
        return DRAWN if spec.data.points else ""

    return CountControl("data.samples", count, _most, refusal=drawn)


def _classes() -> CountControl:
    def most(spec: Spec) -> int:
        return max(spec.data.table.most_classes, 2)

    def count(spec: Spec) -> int:
        return len(spec.data.choice.classes)

    return CountControl("data.classes", count, most)


def _balance() -> AutoControl:
    def even(spec: Spec) -> float:
        return 1 / max(len(spec.data.choice.classes), 2)

    key, suits = "data.balance", tr("As many examples of each class.")
    return AutoControl(key, 0.02, 0.98, even, is_log=False, suits=suits)


def _noise() -> NumberControl:
    return NumberControl(
        "data.noise",
        0.0,
        lambda spec: max(1.0, 2.5 * (spec.data.choice.noise or 0.0)),
        is_log=False,
        value=lambda spec: spec.data.noise_level,
        refusal=_measured,
    )


def _standardise() -> ToggleControl:
    return ToggleControl(
        "data.standardise", tr("Standardise"), lambda spec: spec.data.is_standardised
    )


def _beside(*buttons: QPushButton) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        row.addWidget(button, 1)
    return line


def _counts(spec: Spec) -> str:
    data = spec.data
    if data.held_out:
        return tr(
            "{training} training, {held_out} test",
            training=data.training,
            held_out=data.held_out,
        )
    return trn("{n} sample", "{n} samples", data.count)


def _targets(choice: DataChoice) -> str:
    return (
        tr("{classes} classes", classes=len(choice.classes))
        if choice.has_classes
        else tr("numbers")
    )


def _most(spec: Spec) -> int:
    option = OPTIONS["data.samples"]
    return spec.data.choice.samples if spec.data.choice.is_fixed else int(option.high)


def _measured(spec: Spec) -> str:
    if spec.data.points:
        return DRAWN
    if spec.data.choice.noise is None:
        return tr("These data were measured: nothing is drawn at random.")
    return ""


def _undrawn(spec: Spec) -> str:
    return "" if spec.data.held_out else _measured(spec)
