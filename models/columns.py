"""What the columns of a table are good for: numbers, classes, or nothing, and why."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.formats import Format, is_missing, label_of, numbers_of
from models.language import tr
from models.snapshots import Array

ColumnKind = Literal["numbers", "classes", "unusable"]
TargetKind = Literal["numbers", "classes"]

MOST_CLASSES = 10
MOST_INPUTS = 50
LARGEST = 1e12  # in size: beyond it, squares in a loss lose all their digits
ENOUGH = 0.9  # of the values that are there: the others are slips
LONGEST_NAME = LONGEST_LABEL = 40  # characters
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column, as far as the first part of the file tells."""

    name: str
    kind: ColumnKind
    note: str  # what was seen in it; of an unusable one, why it is
    labels: tuple[str, ...]  # what it has as classes; none where they are too many
    is_telling: bool  # its numbers vary, and do not just count the rows
    is_gap: NDArray[np.bool_]  # (rows seen,) where nothing of that kind stands

    @property
    def target_kind(self) -> TargetKind:
        """What it is as a target."""
        few = self.kind == "classes" or len(self.labels) > 1
        return "classes" if few else "numbers"


def names_of(heads: Sequence[str]) -> tuple[str, ...]:
    """Return a name for each column: one line, without commas, and no two alike.

    Commas would part the names where they are listed.
    """
    names: dict[str, None] = {}
    for number, head in enumerate(heads, start=1):
        plain = " ".join(head.replace("\ufeff", "").replace(",", " ").split())
        name = stem = plain[:LONGEST_NAME].strip() or tr(
            "column {number}", number=number
        )
        again = 1
        while name in names:
            again += 1
            name = f"{stem} ({again})"
        names[name] = None
    return tuple(names)


def column_of(name: str, cells: Sequence[str], form: Format) -> Column:
    """Return what the `cells` of a column, its first ones, let it be."""
    is_gap = np.array([is_missing(cell) for cell in cells], dtype=np.bool_)
    there = [cell for cell, gap in zip(cells, is_gap, strict=True) if not gap]
    if not there:
        return _unusable(name, tr("it is empty"), is_gap)
    values = numbers_of(cells, form)
    if np.count_nonzero(~np.isnan(values)) >= ENOUGH * len(there):
        return _numbers(name, values)
    labels = {label_of(cell, form) for cell in there}
    if why := _why_no_classes(there, labels):
        return _unusable(name, why, is_gap)
    inorder = ordered(labels)
    return Column(name, "classes", ", ".join(inorder), inorder, True, is_gap)


def _why_no_classes(cells: Sequence[str], labels: set[str]) -> str:
    dates = sum(DATE.fullmatch(cell.strip()) is not None for cell in cells)
    if dates > ENOUGH * len(cells):
        return tr("it has dates")
    if len(labels) > _most_labels(len(cells)):
        return tr("its texts hardly ever recur")
    if max(map(len, labels)) > LONGEST_LABEL:
        return tr(
            "it has texts of more than {most} characters",
            most=LONGEST_LABEL,
        )
    if len(labels) > MOST_CLASSES:
        return tr(
            "it has {labels} different values, which are too many classes",
            labels=len(labels),
        )
    return ""


def _most_labels(count: int) -> int:
    """Return how many labels so many values may have: classes are seen again."""
    return max(1, count // 2)


def ordered(labels: Iterable[str]) -> tuple[str, ...]:
    """Return labels in the order of their numbers, or else of the alphabet."""
    names = sorted(labels, key=lambda label: (label.casefold(), label))
    values = numbers_of(names, Format())  # as `label_of` writes them
    if np.isnan(values).any():
        return tuple(names)
    return tuple(names[place] for place in np.argsort(values, kind="stable"))


def _unusable(name: str, why: str, is_gap: NDArray[np.bool_]) -> Column:
    return Column(name, "unusable", why, (), False, is_gap)


def _numbers(name: str, values: Array) -> Column:
    is_gap = np.isnan(values)
    there = values[np.isfinite(values)]
    if not len(there):
        return _unusable(name, tr("all its numbers are infinite"), is_gap)
    low, high = there.min(), there.max()
    is_rising = low < high and len(there) > 2
    is_count = is_rising and bool((there[1:] == there[:-1] + 1).all())
    note = f"{low:.4g} … {high:.4g}" if low < high else tr("always {low:.4g}", low=low)
    found = np.unique(there)
    labels: tuple[str, ...] = ()
    is_few = len(found) <= min(MOST_CLASSES, _most_labels(len(there)))
    if is_few and bool((found % 1 == 0).all()):
        labels = tuple(f"{value:.15g}" for value in found)
    is_telling = bool(low < high) and not is_count
    return Column(name, "numbers", note, labels, is_telling, is_gap)


def suggested_inputs(
    columns: Sequence[Column], target: str, most: int = MOST_INPUTS
) -> tuple[str, ...]:
    """Return the columns that a network may learn `target` from, at most so many."""
    fit = [c.name for c in columns if c.kind == "numbers" and c.is_telling]
    return tuple(name for name in fit if name != target)[:most]


def suggested_target(columns: Sequence[Column]) -> str:
    """Return the last column that can be one."""
    fit = [column.name for column in columns if column.kind != "unusable"]
    return fit[-1] if fit else columns[-1].name


def passed_over(columns: Sequence[Column], target: str) -> str:
    """Say why the last column is not the target, as it usually is; nothing if it is."""
    last = columns[-1]
    if last.name == target or last.kind != "unusable":
        return ""
    return tr("{name} is no target: {note}", name=last.name, note=last.note)


def refuse_input(column: Column) -> str:
    """Say why `column` cannot be an input; nothing if it can."""
    if column.kind == "numbers":
        return ""
    why = column.note if column.kind == "unusable" else tr("it has texts, not numbers")
    return tr("{name} cannot be an input: {why}", name=column.name, why=why)


def refuse_target(column: Column, kind: TargetKind) -> str:
    """Say why `column` cannot be a target of this kind; nothing if it can."""
    if column.kind == "unusable":
        return tr(
            "{name} cannot be the target: {note}", name=column.name, note=column.note
        )
    if kind == "classes" and not column.labels:
        return tr(
            "{name} cannot be classes: its numbers are not whole, hardly "
            "ever recur, or are more than {most} different ones",
            name=column.name,
            most=MOST_CLASSES,
        )
    if kind == "numbers" and column.kind == "classes":
        return tr("{name} cannot be numbers: it has texts", name=column.name)
    return ""


def refuse_choice(
    columns: Sequence[Column], inputs: Sequence[str], target: str, kind: TargetKind
) -> str:
    """Say in one sentence why these columns do not go together; nothing if they do."""
    found = {column.name: column for column in columns}
    for name in (*inputs, target):
        if name not in found:
            return tr("there is no column {name}", name=name)
    if not inputs:
        return tr("choose at least one input")
    if len(inputs) > MOST_INPUTS:
        return tr(
            "choose at most {most} inputs, not {inputs}",
            most=MOST_INPUTS,
            inputs=len(inputs),
        )
    if target in inputs:
        return tr("{target} cannot be both an input and the target", target=target)
    refusals = (refuse_input(found[name]) for name in inputs)
    return next(filter(None, refusals), refuse_target(found[target], kind))
