"""The look inside at every weight: its value, its slope, its past, and its freedom."""

from dataclasses import replace
from typing import NamedTuple

from PyQt6.QtCore import QPoint, Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from explorer.controls import enable
from explorer.elided import ElidedLabel
from explorer.entries import as_number
from explorer.plots.weights_menu import WeightsMenu
from explorer.plots.weights_table import WeightsTable
from explorer.theme import Theme
from models.freezing import freedom
from models.language import tr
from models.options import OPTIONS
from models.points import names_of, with_value
from models.snapshots import Sight, Solution
from models.specs import Spec

SOLVE = tr(
    "Least squares: with squared error the best weights of the output layer on what "
    "the hidden layers make of the inputs are known at once. The descent starts there."
)
FOUND = 1e-6  # of a loss: so little is gained where a descent has found the solution
THETA = OPTIONS["start.theta"]


class Told(NamedTuple):
    """A sentence under the table."""

    text: str
    is_warning: bool = False


SILENCE = Told("")


class WeightsView(QWidget):
    """A table of all weights, a check of the gradient, and an exact solution.

    Signals:
        edited: (dict) the user changed something; dotted keys and their new values.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._spec = Spec()
        self._solution: Solution | None = None
        self._said = SILENCE  # of the last thing that was done
        self._checked = SILENCE  # of the gradient
        self.table, self.menu = WeightsTable(), WeightsMenu()
        self.freedom = ElidedLabel(tr("How many weights the descents change."))
        self.told = ElidedLabel(tr("What was found, or refused."), lines=3)
        self.check, self.solve = QToolButton(), QToolButton()
        self._lay_out()
        self.menu.edited.connect(self._edit)
        self.table.selected.connect(
            lambda numbers: self.menu.show_selection(self._spec, numbers)
        )
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.table.cells.typed.connect(self._type)
        self.table.cells.froze.connect(
            lambda numbers: self._edit({"network.frozen": numbers})
        )
        self.check.clicked.connect(lambda is_on: self._edit({"view.nudging": is_on}))
        self.solve.clicked.connect(self._solve)

    def show_spec(self, spec: Spec) -> None:
        """Show the parameters of `spec`, and which of them are free."""
        if replace(spec, view=self._spec.view) != self._spec:
            self._said = SILENCE
        self._spec = spec
        self.table.cells.show_spec(spec)
        self.table.show_nudging(spec.view.nudging)
        self.menu.show_selection(spec, self.table.numbers)
        self.freedom.say(freedom(spec))
        self.check.setChecked(spec.view.nudging)
        if not spec.view.nudging:
            self._checked = SILENCE
        self._say()

    def show_sight(self, sight: Sight) -> None:
        """Show where the walker stands, and what is found there."""
        if sight.prediction.walker.theta.size != self._spec.count:
            return  # it is of another network
        self.table.cells.show_sight(sight)
        inspection = sight.inspection
        if inspection is None:
            return
        self._solution = inspection.solution
        enable(self.solve, inspection.refusal, SOLVE)
        check = inspection.check
        if check is not None and self._spec.view.nudging:
            self._checked = Told(check.told, check.is_apart)
        self._say()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.table.show_theme(theme)

    def _type(self, number: int, text: str) -> None:
        """Start where the walker stands, but with what was typed."""
        value = as_number(text)
        if isinstance(value, int | float) and THETA.low <= value <= THETA.high:
            theta = with_value(self.table.weights.theta, number, float(value))
            self._edit({"start.theta": theta})
        else:
            name = names_of(self._spec)[number]
            ends = tr(
                "from {low:,.0f} to {high:,.0f}", low=THETA.low, high=THETA.high
            ).replace("-", "−")
            refusal = tr(
                "{name} must be a number {ends}, not {text}.",
                name=name,
                ends=ends,
                text=text or tr("nothing"),
            )
            self._said = Told(refusal, is_warning=True)
            self._say()

    def _solve(self) -> None:
        """Start at the solution, and say what is gained."""
        if (found := self._solution) is None:
            return
        start = tuple(found.theta.tolist())
        self._edit({"start.theta": start})
        if self._spec.start.theta == start:  # and not refused
            self._said = Told(gained(found.before, found.after))
            self._say()

    def _edit(self, changes: dict[str, object]) -> None:
        self._said = SILENCE
        self.edited.emit(changes)

    def _say(self) -> None:
        told = self._said if self._said.text else self._checked
        self.told.say(told.text)
        self.told.setVisible(bool(told.text))
        self.freedom.setVisible(not told.text)  # there is little room
        name = "told" if told.is_warning else "note"
        if name != self.told.objectName():
            self.told.setObjectName(name)
            if style := self.told.style():  # looks at the name again
                style.unpolish(self.told)
                style.polish(self.told)

    def _open_menu(self, at: QPoint) -> None:
        viewport, menu = self.table.viewport(), self.menu.menu()
        assert viewport is not None
        assert menu is not None
        menu.popup(viewport.mapToGlobal(at))

    def _lay_out(self) -> None:
        self.check.setText(tr("Check gradient"))
        self.check.setCheckable(True)
        self.check.setToolTip(OPTIONS["view.nudging"].meaning)
        self.solve.setText(tr("Solve output"))
        enable(self.solve, tr("The walker is not known yet."), SOLVE)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        for button in (self.check, self.solve, self.menu):
            button.setObjectName("segment")
            row.addWidget(button)
        row.setSpacing(4)
        row.insertStretch(2, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        for text in (self.freedom, self.told):
            text.setObjectName("note")
            text.setAlignment(Qt.AlignmentFlag.AlignTop)
            column.addWidget(text)


def gained(before: float, after: float) -> str:
    """Say what the exact solution has gained."""
    told = tr("Solved: loss {before:.4f} → {after:.4f}", before=before, after=after)
    if before - after <= FOUND * max(1.0, before):
        return tr("{told}: the descent had already found it.", told=told)
    return tr(
        "{told}: {after:.0%} lower, with the hidden layers as they are.",
        told=told,
        after=1 - after / before,
    )
