"""The kept points: named, and there to go back to."""

from collections.abc import Callable, Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import enable
from explorer.entries import when_typed
from explorer.forms import Panel
from models.language import tr, trn
from models.options import OPTIONS
from models.specs import Spec

SAYS = tr("Models that were kept, to go back to or to lay a plane through.")

LONGEST = int(OPTIONS["kept.names"].high)
GO = tr("Start the descent here.")
CENTRE = tr("Let the slice go through this point; once more, through the start again.")
RISE = tr(
    "Move up: the first two are what the cut, the first three what a plane takes."
)
EMPTY = tr("None yet: a kept point can be a start, a centre, or a corner of the plane.")

Changes = dict[str, object]


class PointsPanel(Panel):
    """Edits a `KeptSpec`, and what refers to it.

    Signals:
        kept: the user wants the point where the walker stands to be kept.
    """

    kept = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(tr("Kept points"), SAYS)
        self.lines: list[PointLine] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self._empty = self.add_text()
        self._empty.setText(EMPTY)
        self.body.addLayout(self._column)
        self.roles = QLabel()
        self.roles.setObjectName("note")
        self.roles.setWordWrap(True)
        self.body.addWidget(self.roles)
        self.button = _button(
            tr("Keep walker"), tr("Keep the point where it stands now.")
        )
        self.button.setObjectName("segment")
        self.button.clicked.connect(lambda: self.kept.emit())
        self.header.addWidget(self.button)

    def show_spec(self, spec: Spec) -> None:
        """Show the points that are kept."""
        super().show_spec(spec)
        count = len(spec.kept.names)
        self.show_note(trn("{n} point", "{n} points", count) if count else tr("none"))
        while len(self.lines) > len(spec.kept.names):
            line = self.lines.pop()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()  # it may be the one whose button was pressed
        while len(self.lines) < len(spec.kept.names):
            self.lines.append(PointLine(len(self.lines), self.edited.emit))
            self._column.addWidget(self.lines[-1])
        for line in self.lines:
            line.show_spec(spec)
        self._empty.setVisible(not self.lines)
        self.roles.setText(_roles(spec.kept.names))
        self.roles.setVisible(len(self.lines) > 1)


class PointLine(QWidget):
    """The name of one kept point, and what can be done with it."""

    def __init__(self, number: int, tell: Callable[[Changes], None]) -> None:
        """Take which of the kept points it is, and what to call with an edit."""
        super().__init__()
        self._number, self._tell, self._spec = number, tell, Spec()
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST)
        self.name.setToolTip(tr("What this point is called."))
        self.name.setAccessibleName(
            tr("Name of kept point {number}", number=number + 1)
        )
        self.go = _button(tr("Go"), GO)
        self.centre = _button(tr("Centre"), CENTRE)
        self.centre.setCheckable(True)
        self.rise = _button("↑", RISE)
        self.rise.setAccessibleName(
            tr("Move up kept point {number}", number=number + 1)
        )
        self.rise.setEnabled(number > 0)
        self.remove = _button("×", tr("Remove: keep this point no longer."))
        self.remove.setAccessibleName(
            tr("Remove kept point {number}", number=number + 1)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.name, 1)
        for button in (self.go, self.centre, self.rise, self.remove):
            button.setObjectName("segment")
            row.addWidget(button)
        when_typed(self.name, self._rename)
        self.go.clicked.connect(lambda: tell({"start.theta": self._theta}))
        self.centre.clicked.connect(lambda is_on: tell(self._centred(is_on)))
        self.rise.clicked.connect(lambda: tell(raised(self._spec, number)))
        self.remove.clicked.connect(lambda: tell(without(self._spec, number)))

    def show_spec(self, spec: Spec) -> None:
        """Show the point of `spec` that this line stands for."""
        self._spec, plane = spec, spec.plane
        self.name.setText(spec.kept.names[self._number])
        self.name.setCursorPosition(0)  # of a long name, the beginning
        is_centre = plane.centre == "kept" and plane.kept == self._number
        self.centre.setChecked(is_centre)
        is_points = spec.plane_kind == "points"
        enable(self.centre, tr("This plane goes by three points.") * is_points, CENTRE)

    @property
    def _theta(self) -> tuple[float, ...]:
        return self._spec.kept_thetas[self._number]

    def _rename(self, name: str) -> None:
        names = list(self._spec.kept.names)
        names[self._number] = name.strip() or names[self._number]
        self._tell({"kept.names": tuple(names)})

    def _centred(self, is_on: bool) -> Changes:
        if not is_on:
            return {"plane.centre": "start"}
        return {"plane.centre": "kept", "plane.kept": self._number}


def raised(spec: Spec, number: int) -> Changes:
    """Return the edit that puts a kept point before the one over it."""
    order = list(range(len(spec.kept.names)))
    order[number - 1 : number + 1] = number, number - 1
    thetas = [spec.kept_thetas[old] for old in order]
    changes: Changes = {
        "kept.names": tuple(spec.kept.names[old] for old in order),
        "kept.values": tuple(value for theta in thetas for value in theta),
    }
    if spec.plane.kept in (number - 1, number):  # the centre stays where it is
        changes |= {"plane.kept": order.index(spec.plane.kept)}
    return changes


def _roles(names: Sequence[str]) -> str:
    """Say which points the cut and the plane take, as far as there are enough."""
    if len(names) < 2:
        return ""
    a, b, *rest = names
    plane = (
        tr(
            "; a plane of three goes through {a}, {b} and {rest}",
            a=a,
            b=b,
            rest=rest[0],
        )
        if rest
        else ""
    )
    return tr(
        "A cut between points runs from {a} to {b}{plane}.", a=a, b=b, plane=plane
    )


def without(spec: Spec, number: int) -> Changes:
    """Return the edit that removes a kept point, and mends what refers to it."""
    names, thetas, plane = list(spec.kept.names), list(spec.kept_thetas), spec.plane
    del names[number], thetas[number]
    changes: Changes = {
        "kept.names": tuple(names),
        "kept.values": tuple(value for theta in thetas for value in theta),
    }
    if plane.kept == number:
        changes |= {"plane.kept": 0}
        if plane.centre == "kept":
            changes |= {"plane.centre": "start"}
    elif plane.kept > number:
        changes |= {"plane.kept": plane.kept - 1}
    if plane.kind == "points" and len(names) < 3:
        changes |= {"plane.kind": "auto"}
    if spec.cut.along == "kept" and len(names) < 2:
        changes |= {"cut.along": "x"}
    return changes


def _button(text: str, tooltip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tooltip)
    return button
