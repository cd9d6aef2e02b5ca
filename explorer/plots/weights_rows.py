"""The parameters as rows of a table, by layer: what stands in each cell."""

import math
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from models.freezing import groups_of, refrozen, unfreezable
from models.language import tr
from models.options import OPTIONS
from models.parameters import OF_LAYER
from models.points import frozen_of, names_of, start_of
from models.scales import steady
from models.snapshots import Array, Sight
from models.specs import Spec

NOTHING = "–"
FOLDS = {False: "▾", True: "▸"}


class Column(IntEnum):
    """What is told of each parameter."""

    NAME = 0
    VALUE = 1
    GRADIENT = 2
    NUDGED = 3
    PAST = 4
    FROZEN = 5


HEADS = {
    Column.NAME: (
        tr("Weight"),
        tr("What it is called; x and y mark the axes of the surface."),
    ),
    Column.VALUE: (
        tr("Value"),
        tr(
            "Where the walker stands. Double-click, F2 or Enter: type another value, "
            "and the descent starts there."
        ),
    ),
    Column.GRADIENT: (
        "∂L/∂w",
        tr("The slope of the loss along it, by the backward pass."),
    ),
    Column.NUDGED: (
        tr("Nudged"),
        tr("The same slope by moving it 10⁻⁵ ahead and back."),
    ),
    Column.PAST: (
        tr("History"),
        tr("Its value over the steps so far, from lowest to highest."),
    ),
    Column.FROZEN: (tr("Frozen"), OPTIONS["network.frozen"].meaning),
}
NUMBERS = Column.VALUE, Column.GRADIENT, Column.NUDGED


class Row(NamedTuple):
    """A parameter, or the layer over its parameters."""

    title: str
    numbers: range  # of the parameters: a single one, or all of a layer
    layer: int
    is_layer: bool

    @property
    def number(self) -> int:
        """The number of the one parameter."""
        return self.numbers.start


class WeightRows:
    """What is shown of a spec and of where its walker stands, cell by cell."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.spec = Spec()
        self.theta = start_of(self.spec)
        self._slopes: dict[Column, Array] = {}
        self._full = 1.0, 1.0  # what the longest bars stand for: of slopes, of values
        self._past: Array | None = None
        self._folded: set[int] = set()
        self._frozen: frozenset[int] = frozenset()
        self._one_more = ""  # why not one parameter more can be frozen
        self._lay_out()

    def has_rows_of(self, spec: Spec) -> bool:
        """Tell whether `spec` has these parameters, in these layers."""
        is_same = groups_of(spec) == groups_of(self.spec)
        return is_same and names_of(spec) == names_of(self.spec)

    def show_spec(self, spec: Spec) -> None:
        """Show the parameters of `spec`: others than before as it starts."""
        is_other = not self.has_rows_of(spec)
        self.spec, self._frozen = spec, frozenset(frozen_of(spec))
        self._one_more = unfreezable(spec, len(self._frozen) + 1)
        if is_other:
            self.theta = start_of(spec)
            self._lay_out()

    def show_sight(self, sight: Sight) -> None:
        """Show where the walker stands, and how it came there."""
        walker, inspection = sight.prediction.walker, sight.inspection
        self.theta = walker.theta
        self._slopes = {Column.VALUE: walker.theta, Column.GRADIENT: walker.gradient}
        if inspection is not None:
            self._past = inspection.past
            if inspection.check is not None:
                self._slopes[Column.NUDGED] = inspection.check.nudged
        self._full = _full(walker.gradient), _full(walker.theta)

    def fold(self, layer: int) -> bool:
        """Mark a layer as folded, or as unfolded; tell which."""
        self._folded ^= {layer}
        return layer in self._folded

    def text(self, row: Row, column: Column) -> str:
        """Return what is written in a cell."""
        if column == Column.NAME:
            sign = FOLDS[row.layer in self._folded]
            if row.is_layer:
                return f"{sign} {row.title}"
            axis = self.axis(row)
            return (
                tr("{title} ({axis} axis)", title=row.title, axis=axis)
                if axis
                else row.title
            )
        if row.is_layer or column not in NUMBERS:
            return ""
        value = self._number(row, column)
        return NOTHING if math.isnan(value) else steady(value)

    def axis(self, row: Row) -> str:
        """Return which axis of the surface a row is: x, y, or none."""
        plane = self.spec.plane
        if row.is_layer or self.spec.plane_kind != "weights":
            return ""
        return {plane.x: "x", plane.y: "y"}.get(row.number, "")

    def bar(self, row: Row, column: Column) -> float | None:
        """Return how long the bar is, from -1 to 1; None where there is no number."""
        value = self._number(row, column)
        if not math.isfinite(value):
            return None
        return min(max(value / self._full[column == Column.VALUE], -1.0), 1.0)

    def past(self, row: Row) -> Array | None:
        """Return the values (S,) of a parameter at some steps."""
        return None if row.is_layer or self._past is None else self._past[row.number]

    def is_dim(self, row: Row) -> bool:
        """Tell whether a parameter is frozen."""
        return not row.is_layer and row.number in self._frozen

    def part_frozen(self, row: Row) -> float:
        """Return the share of the parameters of a row that are frozen."""
        frozen = sum(number in self._frozen for number in row.numbers)
        return frozen / len(row.numbers)

    def refusal(self, row: Row) -> str:
        """Say why the box of a row cannot be ticked; nothing, if it can."""
        more = sum(number not in self._frozen for number in row.numbers)
        if more == 1:
            return self._one_more  # asked for by every cell that is painted
        return unfreezable(self.spec, len(self._frozen) + more if more else 0)

    def toggled(self, row: Row) -> tuple[int, ...]:
        """Return which parameters are frozen once the box of a row is clicked."""
        is_frozen = self.part_frozen(row) < 1
        return refrozen(self.spec, row.numbers, is_frozen)

    def tooltip(self, row: Row, column: Column) -> str:
        """Return what a cell is, or why it cannot be changed."""
        if column == Column.FROZEN:
            return self.refusal(row) or HEADS[column][1]
        if column == Column.NAME and row.is_layer:
            return tr("Click: fold or unfold the weights of this layer.")
        if column == Column.NAME:
            return names_of(self.spec)[row.number]
        return HEADS[column][1]

    def spoken(self, row: Row, column: Column) -> str:
        """Return what a screen reader says of a cell."""
        if column == Column.FROZEN:
            return tr("{title} frozen", title=row.title)
        past = self.past(row)
        if column == Column.PAST and past is not None:
            return tr(
                "from {first} to {last}", first=steady(past[0]), last=steady(past[-1])
            )
        return self.text(row, column)

    def _lay_out(self) -> None:
        names = [name.partition(OF_LAYER)[0] for name in names_of(self.spec)]
        self.rows = []
        for layer, group in enumerate(groups_of(self.spec)):
            self.rows.append(Row(group.title, group.numbers, layer, True))
            for k in group.numbers:
                self.rows.append(Row(names[k], range(k, k + 1), layer, False))
        self._slopes, self._past = {Column.VALUE: self.theta}, None
        self._full = 1.0, _full(self.theta)
        self._folded = set()

    def _number(self, row: Row, column: Column) -> float:
        """Return what stands in a cell; nan if nothing does."""
        values = self._slopes.get(column)
        is_still = column != Column.VALUE and row.number in self._frozen
        if row.is_layer or values is None or is_still:
            return math.nan
        return float(values[row.number])


def _full(values: Array) -> float:
    """Return what is as long as half a cell, with a little room: bars do not jump."""
    largest = float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
    return float(2 ** (np.ceil(2 * np.log2(largest)) / 2)) if largest else 1.0
