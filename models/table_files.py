"""The file of a table: whether it is one, its lines, and its rows of cells."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from models.detection import split
from models.formats import Format
from models.language import tr

LONGEST = 1 << 20  # characters of a line: a file without line ends is no table
MOST_LINES = 50  # of one row: cells may have line ends, but not so many


@contextmanager
def refusals(file: Path) -> Iterator[None]:
    """Name the file, without its folder, in what is said of it."""
    try:
        yield
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise ValueError(
            tr("{name} cannot be read: {why}", name=file.name, why=why)
        ) from None
    except ValueError as error:
        raise ValueError(f"{file.name}: {error}") from None


def read_head(file: Path, most: int) -> tuple[bytes, bool]:
    """Return the first bytes of a file, and whether they are all of it.

    Raises:
        ValueError: it is no file, or is empty.
    """
    if file.is_dir():
        raise ValueError(tr("it is a folder, not a table"))
    if not file.exists():
        raise ValueError(tr("there is no such file"))
    if not file.is_file():
        raise ValueError(tr("it is not a file that can be read from its beginning"))
    with file.open("rb") as raw:
        head = raw.read(most)
        is_whole = not raw.read(1)
    if not head.strip():
        raise ValueError(tr("it is empty"))
    return head, is_whole


def numbered_rows(text: TextIO, form: Format) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not blank, with the number of the line each begins at.

    Raises:
        ValueError: the line that cannot be split into cells.
    """
    reader = split(_lines(text), form)
    last = 0
    try:
        for row in reader:
            first, last = last + 1, reader.line_num
            if last - first > MOST_LINES:
                raise ValueError(
                    tr("line {first}: a quote is opened and not closed", first=first)
                )
            if row:
                yield first, row
    except csv.Error as error:
        raise ValueError(
            tr(
                "line {last} cannot be split into cells: {error}; a quote may be "
                "opened and not closed",
                last=last + 1,
                error=error,
            )
        ) from None


def _lines(text: TextIO) -> Iterable[str]:
    number = 0
    while line := text.readline(LONGEST):
        number += 1
        if len(line) == LONGEST:
            raise ValueError(
                tr(
                    "line {number} has more than {most:,} characters",
                    number=number,
                    most=LONGEST,
                )
            )
        yield line
