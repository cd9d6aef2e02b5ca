"""What can be said of a table of one's own before it is read: by its spec alone."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePath

from models.catalog import DataChoice
from models.columns import MOST_CLASSES, MOST_INPUTS
from models.formats import Format, parse_format
from models.language import tr
from models.tables import MOST_ROWS

NAMED_UNIT = re.compile(r"(?P<name>.*\S) ?[(\[](?P<unit>[^\d()\[\]][^()\[\]]*)[)\]]")
Own = tuple[str, tuple[str, ...], str, tuple[str, ...], int]
"""What `own_set` takes."""

LONGEST_COLUMN = 60  # characters: names that recur are numbered
LONGEST_PATH = 1000  # characters


@lru_cache(maxsize=64)
def own_set(
    file: str,
    columns: tuple[str, ...],
    target: str,
    labels: tuple[str, ...],
    rows: int,
) -> DataChoice:
    """Return what can be said of a table of which these columns are learnt from.

    Args:
        file: its path.
        columns: the inputs.
        target: what is learnt.
        labels: of its classes; none where targets are numbers.
        rows: of the file with a value in each of these columns.
    """
    names, units = _names_and_units((*columns, target))
    used = min(rows, MOST_ROWS)
    count = (
        tr("{used:,} of {rows:,} rows, an even sample", used=used, rows=rows)
        if used < rows
        else tr("Own table")
    )
    inputs = (
        names[0] if len(columns) == 1 else tr("{columns} inputs", columns=len(columns))
    )
    return DataChoice(
        PurePath(file).name or tr("Own table"),
        tr(
            "{count}: {inputs} to {names}.", count=count, inputs=inputs, names=names[-1]
        ),
        inputs=names[:-1],
        target=names[-1],
        units=units,
        samples=max(used, 1),
        noise=None,
        classes=labels,
        is_fixed=True,
        is_own=True,
        origin=file,
    )


def _names_and_units(
    columns: Sequence[str],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stands before brackets, and in them, where names stay different."""
    found = [NAMED_UNIT.fullmatch(column) for column in columns]
    names = tuple(
        match["name"] if match else column
        for match, column in zip(found, columns, strict=True)
    )
    if len(set(names)) < len(names):
        return tuple(columns), ("",) * len(columns)
    return names, tuple(match["unit"] if match else "" for match in found)


def refuse_own(
    file: str,
    columns: tuple[str, ...],
    target: str,
    labels: tuple[str, ...],
    rows: int,
    format_text: str,
) -> str:
    """Say in one sentence what a spec of such a table lacks; nothing if it is whole."""
    if not file:
        return tr("data.file must be the path of a table for own, not none")
    if not 1 <= len(columns) <= MOST_INPUTS:
        return tr(
            "data.columns must be from 1 to {most} columns for own, not {given}",
            most=MOST_INPUTS,
            given=len(columns) or "none",
        )
    if not target or target in columns:
        return tr(
            "data.target must be a column beside those of data.columns, not {target}",
            target=target or "none",
        )
    if len(labels) == 1 or len(labels) > MOST_CLASSES or len(set(labels)) < len(labels):
        return tr(
            "data.labels must be from 2 to {most} different classes, "
            "or none for numbers, not {given}",
            most=MOST_CLASSES,
            given=len(labels),
        )
    if not rows:
        return tr("data.rows must be at least 1 for own, not 0")
    try:
        format_of(format_text)
    except ValueError as error:
        return str(error)
    return ""


def format_of(text: str) -> Format:
    """Return the format that `data.format` spells, or refuse it by that name."""
    try:
        return parse_format(text)
    except ValueError as error:
        raise ValueError(
            tr(
                "data.format must be words that say how a table is written: {error}",
                error=error,
            )
        ) from None
