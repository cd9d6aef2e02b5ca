"""Tables in files of any origin: what they are, from a quick look at their beginning.

`models.readings` reads all of one. The csv module and numpy do: they import at once,
take seconds for 10⁶ rows, tell which line is wrong, and evaluate no formula.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from math import isnan
from pathlib import Path

import numpy as np

from models.columns import (
    MOST_INPUTS,
    Column,
    TargetKind,
    column_of,
    names_of,
    passed_over,
    refuse_choice,
    suggested_inputs,
    suggested_target,
)
from models.detection import decoded, detect, width_of
from models.formats import Format, is_missing, number_of
from models.language import tr
from models.snapshots import Array
from models.table_files import numbered_rows, read_head, refusals

HEAD = 1 << 20  # bytes that are looked at
FIRST, SHOWN = 1000, 50  # rows of them that tell of the columns, and that are shown
LONGEST_CELL = 200  # characters that are shown
MOST_COLUMNS = 1000
MOST_ROWS = 20_000  # used: of more, an even sample
LEAST_FIT = 0.5  # of the rows have as many cells as the table has columns
GAP = "–"


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """A table as far as its first part tells."""

    file: Path
    format: Format
    columns: tuple[Column, ...]
    cells: tuple[tuple[str, ...], ...]  # of the first rows, as they are understood
    rows: int  # with as many cells as columns; about so many, if it is not whole
    ragged: int  # rows seen with more or fewer cells
    is_whole: bool  # all of the file was seen


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be read of a table."""

    file: Path
    format: Format
    inputs: tuple[str, ...]
    target: str
    kind: TargetKind


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a file is read."""

    share: float
    rows: int


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What was read of a table."""

    choice: Choice
    inputs: Array  # (N, D)
    targets: Array  # (N,) numbers, or places in `classes`
    classes: tuple[str, ...]  # none where targets are numbers
    columns: int  # in the file
    rows: int  # in the file, without its header
    ragged: int  # left out of them: with too many cells, or too few
    gaps: int  # left out of them: without one of the chosen values
    seed: int  # of the sample, where not all of the others are used
    digest: str  # tells these values from others

    @property
    def complete(self) -> int:
        """Rows with all the values that were chosen."""
        return self.rows - self.ragged - self.gaps

    @property
    def is_sampled(self) -> bool:
        """Whether only some of them are used."""
        return len(self.inputs) < self.complete

    @property
    def said(self) -> str:
        """What became of the rows, in one sentence."""
        words = [
            tr("{rows} read", rows=_rows(self.rows)),
            *_left_out(self.gaps, self.ragged),
        ]
        if self.is_sampled:
            words.append(
                tr(
                    "an even random sample of {inputs:,} is used (seed {seed})",
                    inputs=len(self.inputs),
                    seed=self.seed,
                )
            )
        inputs, others = len(self.choice.inputs), self.columns - 1
        chosen = tr(
            " {inputs} of {others} columns are inputs: Columns … chooses others.",
            inputs=inputs,
            others=others,
        )
        return f"{', '.join(words)}.{chosen if inputs == MOST_INPUTS < others else ''}"


def peek(file: Path, form: Format | None = None) -> Preview:
    """Return a preview of a table; its format is found out if none is given.

    Raises:
        ValueError: one sentence that names the file and what is wrong with it.
    """
    with refusals(file):
        head, is_whole = read_head(file, HEAD)
        form = form or detect(head, is_whole)
        text = StringIO(decoded(head, form, is_whole), newline="")
        rows = [row for _, row in numbered_rows(text, form)]
        width = _width(rows, form)
        fit = [row for row in rows if len(row) == width]
        heads = fit.pop(0) if form.has_header else [""] * width
        if not fit:
            raise ValueError(tr("it has names of columns, but no rows"))
        columns = tuple(
            column_of(name, cells, form)
            for name, *cells in zip(names_of(heads), *fit[:FIRST], strict=True)
        )
        if not any(column.kind == "numbers" for column in columns):
            raise ValueError(tr("it has no column of numbers to learn from"))
        part = 1.0 if is_whole else file.stat().st_size / len(head)
        return Preview(
            file, form, columns, _understood(fit[:SHOWN], columns, form),
            round(len(fit) * part), len(rows) - len(fit) - form.has_header, is_whole,
        )  # fmt: skip


def previews(file: Path, form: Format | None = None) -> Iterator[Preview]:
    """Yield what `peek` returns, for a lane to pull."""
    yield peek(file, form)


def suggest(preview: Preview) -> Choice:
    """Return what will be read of a table, if nothing else is asked for."""
    columns = preview.columns
    target = suggested_target(columns)
    inputs = suggested_inputs(columns, target)
    kind = _column(preview, target).target_kind
    return Choice(preview.file, preview.format, inputs, target, kind)


def with_target(preview: Preview, choice: Choice, target: str) -> Choice:
    """Return `choice` with another target, and the kind that suits it."""
    inputs = tuple(name for name in choice.inputs if name != target)
    kind = _column(preview, target).target_kind
    return replace(choice, inputs=inputs, target=target, kind=kind)


def still_fit(preview: Preview, choice: Choice) -> Choice:
    """Return `choice` in the format of `preview`, or what it suggests if that fails."""
    if refuse_choice(preview.columns, choice.inputs, choice.target, choice.kind):
        return suggest(preview)
    return replace(choice, file=preview.file, format=preview.format)


def _column(preview: Preview, name: str) -> Column:
    return next(column for column in preview.columns if column.name == name)


def _width(rows: Sequence[Sequence[str]], form: Format) -> int:
    """Return how many columns there are: as many as most rows have cells."""
    width, count = width_of(rows)
    if not count:
        raise ValueError(tr("it has no rows"))
    if width < 2:
        raise ValueError(
            tr(
                "it has only one column, with {separator} between the cells",
                separator=form.separator,
            )
        )
    if width > MOST_COLUMNS:
        raise ValueError(
            tr(
                "it has {width} columns, and may have {most:,}",
                width=width,
                most=MOST_COLUMNS,
            )
        )
    if count < LEAST_FIT * len(rows):
        raise ValueError(
            tr(
                "it is not a table: with {separator} between the cells, rows "
                "have from {least} to {most} of them",
                separator=form.separator,
                least=min(map(len, rows)),
                most=max(map(len, rows)),
            )
        )
    return width


def _understood(
    rows: Sequence[Sequence[str]], columns: Sequence[Column], form: Format
) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(
            _cell(cell, column, form) for cell, column in zip(row, columns, strict=True)
        )
        for row in rows
    )


def _cell(cell: str, column: Column, form: Format) -> str:
    """Return a cell as it is shown: a number with a point, a gap as a dash."""
    if is_missing(cell):
        return GAP
    number = number_of(cell, form) if column.kind == "numbers" else float("nan")
    if not isnan(number):
        return f"{number:.10g}"
    return " ".join(cell[:LONGEST_CELL].split())


def remarks(preview: Preview, choice: Choice) -> str:
    """Say which columns are left out of a choice without being asked for."""
    columns, inputs = preview.columns, choice.inputs
    fit = suggested_inputs(columns, choice.target, len(columns))
    words = []
    if len(inputs) == MOST_INPUTS < len(fit):
        words.append(
            tr(
                "{inputs} of {fit} columns are inputs, which is the most: others "
                "can be chosen",
                inputs=len(inputs),
                fit=len(fit),
            )
        )
    if why := passed_over(columns, choice.target):
        words.append(why)
    return f"{'; '.join(words)}." if words else ""


def expected(preview: Preview, names: Sequence[str], most: int = MOST_ROWS) -> str:
    """Say in one sentence what will be used of a table, if these columns are chosen."""
    gaps = [c.is_gap for c in preview.columns if c.name in names]
    seen = len(preview.columns[0].is_gap)
    gap_count = int(np.any(gaps, axis=0).sum()) if gaps else 0
    rows, about, so_far = preview.rows + preview.ragged, "", ""
    if not preview.is_whole:
        rows, about, so_far = int(float(f"{rows:.2g}")), tr("About "), tr("so far ")
    of_these = (
        tr("of the first {seen} ", seen=_rows(seen)) if seen < preview.rows else ""
    )
    words = [f"{about}{_rows(rows)}"]
    words += [f"{of_these}{text}" for text in _left_out(gap_count, 0)]
    words += [f"{so_far}{text}" for text in _left_out(0, preview.ragged)]
    if preview.rows > most:
        words.append(tr("an even random sample of {most:,} will be used", most=most))
    return f"{'; '.join(words)}."


def _left_out(gaps: int, ragged: int) -> list[str]:
    """Say which rows are left out, and why; nothing where there are none."""
    words = []
    if gaps:
        words.append(tr("{gaps:,} left out with a value missing", gaps=gaps))
    if ragged:
        words.append(
            tr("{ragged:,} left out with too many or too few cells", ragged=ragged)
        )
    return words


def _rows(count: int) -> str:
    return (
        tr("{count:,} row", count=count)
        if count == 1
        else tr("{count:,} rows", count=count)
    )
