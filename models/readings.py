"""Read all of a table, row by row, with places to stop; keep an even random sample."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from itertools import islice
from math import nan
from pathlib import Path
from typing import TextIO

import numpy as np

from models.columns import (
    LARGEST,
    LONGEST_LABEL,
    MOST_CLASSES,
    TargetKind,
    ordered,
    refuse_choice,
)
from models.fields import shown
from models.formats import Format, is_missing, label_of, numbers_of
from models.language import tr
from models.snapshots import Array, frozen
from models.table_files import numbered_rows, refusals
from models.tables import MOST_ROWS, Choice, Reading, Table, peek

BATCH = 1000  # rows between two places where reading can be stopped
NEWS = 0.01  # of the file, between two reports

Rows = Sequence[tuple[int, list[str]]]
"""Rows of cells, each with the number of its line."""


def read(
    file: Path,
    form: Format | None,
    inputs: Sequence[str],
    target: str,
    kind: TargetKind,
    most: int = MOST_ROWS,
    seed: int = 0,
) -> Iterator[Reading | Table | None]:
    """Yield how far it is, None where it may be stopped, and at last the table.

    Of more than `most` complete rows an even random sample is kept, in their order:
    each row draws a number, and those with the least stay.

    Raises:
        ValueError: one sentence that names the file, and what is wrong with it where.
    """
    preview = peek(file, form)
    choice = Choice(file, preview.format, tuple(inputs), target, kind)
    with refusals(file):
        if refusal := refuse_choice(preview.columns, inputs, target, kind):
            raise ValueError(refusal)
        names = [column.name for column in preview.columns]
        yield from _read(choice, names, most, seed)


def _read(
    choice: Choice, names: list[str], most: int, seed: int
) -> Iterator[Reading | Table | None]:
    rng, labels = np.random.default_rng(seed), dict[str, int]()
    kept = [np.empty((0, len(choice.inputs) + 2))]
    rows = ragged = complete = 0
    told = 0.0
    with choice.file.open("rb") as raw:
        size = max(os.fstat(raw.fileno()).st_size, 1)
        text = TextIOWrapper(raw, choice.format.codec, "replace", newline="")
        for batch, misfits in _batches(text, len(names), choice.format):
            values = _values(batch, choice, names, labels)
            values = values[~np.isnan(values).any(axis=1)]
            kept.append(np.column_stack([rng.random(len(values)), values]))
            if sum(map(len, kept)) > 2 * most:
                kept = [_sample(kept, most)]
            rows, ragged = rows + len(batch) + misfits, ragged + misfits
            complete += len(values)
            share = min(raw.tell() / size, 1.0)
            if share - told >= NEWS:
                told = share
                yield Reading(share, rows)
            yield None
    inputs, targets = np.split(_sample(kept, most)[:, 1:], [-1], axis=1)
    codes, classes = _classes(targets[:, 0], labels)
    _check_targets(codes, choice, classes)
    yield Table(
        choice, frozen(inputs), frozen(codes), classes, len(names), rows, ragged,
        rows - ragged - complete, seed, _digest(inputs, codes),
    )  # fmt: skip


def _batches(text: TextIO, width: int, form: Format) -> Iterator[tuple[Rows, int]]:
    """Yield rows of this width, and how many others there were between them.

    The header is the first row of this width, so that a title above it does no harm.
    """
    rows = numbered_rows(text, form)
    is_header_due = form.has_header
    while batch := list(islice(rows, BATCH)):
        fit = [item for item in batch if len(item[1]) == width]
        misfits = len(batch) - len(fit)
        if fit and is_header_due:
            fit, is_header_due = fit[1:], False
        yield fit, misfits


def _sample(kept: Sequence[Array], most: int) -> Array:
    """Return the `most` rows with the least first number, in their order."""
    rows = np.concatenate(kept)
    if len(rows) <= most:
        return rows
    is_kept = np.zeros(len(rows), dtype=np.bool_)
    is_kept[np.argpartition(rows[:, 0], most)[:most]] = True
    return rows[is_kept]


def _values(
    rows: Rows, choice: Choice, names: list[str], labels: dict[str, int]
) -> Array:
    """Return the chosen columns (N, D + 1), the target last; nan where a gap is.

    Raises:
        ValueError: a number is too large, or there are too many classes.
    """
    chosen = (*choice.inputs, choice.target)
    values = np.empty((len(rows), len(chosen)))
    for place, name in enumerate(chosen):
        column = names.index(name)
        cells = [row[column] for _, row in rows]
        if name == choice.target and choice.kind == "classes":
            values[:, place] = _codes(cells, labels, choice.format)
            is_wrong = values[:, place] >= MOST_CLASSES
            why = tr("more than {most} classes", most=MOST_CLASSES)
        else:
            values[:, place] = numbers_of(cells, choice.format)
            is_wrong = np.abs(values[:, place]) > LARGEST
            why = tr("a number larger in size than 10¹²")
        if is_wrong.any():
            line, row = rows[int(np.argmax(is_wrong))]
            raise ValueError(
                tr(
                    "line {line}, column {name}: with {strip} there is {why}",
                    line=line,
                    name=name,
                    strip=shown(row[column].strip()),
                    why=why,
                )
            )
    return values


def _codes(cells: Sequence[str], labels: dict[str, int], form: Format) -> Array:
    """Return the number of each cell's class, as they come up; nan where a gap is."""
    found: dict[str, float] = {}
    for cell in dict.fromkeys(cells):
        if is_missing(cell):
            found[cell] = nan
        else:
            found[cell] = labels.setdefault(label_of(cell, form), len(labels))
    return np.array([found[cell] for cell in cells])


def _classes(targets: Array, labels: dict[str, int]) -> tuple[Array, tuple[str, ...]]:
    """Return the targets as places in the labels that occur, in order."""
    if not labels:
        return targets, ()
    names = {code: label for label, code in labels.items()}
    classes = ordered(names[code] for code in np.unique(targets).astype(int).tolist())
    place = np.zeros(len(labels))
    for number, label in enumerate(classes):
        place[labels[label]] = number
    return place[targets.astype(int)], classes


def _digest(*arrays: Array) -> str:
    found = hashlib.sha1(usedforsecurity=False)
    for values in arrays:
        found.update(values.tobytes())
    return found.hexdigest()


def _check_targets(targets: Array, choice: Choice, classes: tuple[str, ...]) -> None:
    """Refuse a table of which nothing can be learnt."""
    if not len(targets):
        raise ValueError(tr("no row has a value in each of the chosen columns"))
    if (targets == targets[0]).all():
        value = classes[0] if classes else f"{targets[0]:.6g}"
        raise ValueError(
            tr(
                "the target {target} is always {value}",
                target=choice.target,
                value=shown(value),
            )
        )
    for label in classes:
        if len(label) > LONGEST_LABEL:
            raise ValueError(
                tr(
                    "the class {label} of {target} has a name of more than "
                    "{most} characters",
                    label=shown(label),
                    target=choice.target,
                    most=LONGEST_LABEL,
                )
            )
