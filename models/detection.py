"""Find out how a table is written, from the first part of its file."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, islice, product
from typing import TYPE_CHECKING

from models.formats import (
    QUOTES,
    SEPARATORS,
    DecimalName,
    EncodingName,
    Format,
    SeparatorName,
    ThousandsName,
    is_missing,
    is_number,
)
from models.language import tr

if TYPE_CHECKING:
    from _csv import Reader

LOOK = 200  # rows, enough to see how they are written
CELLS = 600  # of them, to see what the numbers look like
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
HINT = re.compile(r"\ufeff?sep=.?\s*$")  # a first line that some spreadsheets ask for
ODD = 0.02  # share of control characters: more of them and it is no text
# What is liked better, where all else is equal: few texts have tabs in their words.
LIKED: dict[SeparatorName, float] = {
    "tab": 0.3, "semicolon": 0.25, "bar": 0.2, "comma": 0.15, "spaces": 0.0,
}  # fmt: skip
# The simplest first: it is taken where others would do as well.
STYLES: tuple[tuple[DecimalName, ThousandsName], ...] = (
    ("point", "none"), ("comma", "none"), ("point", "comma"), ("comma", "point"),
    ("point", "space"), ("comma", "space"), ("point", "apostrophe"),
    ("comma", "apostrophe"),
)  # fmt: skip


def detect(head: bytes, is_whole: bool = True) -> Format:
    """Return the format in which the first bytes of a table are written.

    Raises:
        ValueError: what is wrong with it, without the name of the file.
    """
    encoding = _encoding(head)
    text = decoded(head, Format(encoding=encoding), is_whole)
    forms = [
        Format(separator, encoding=encoding, quote=quote)
        for quote, separator in product(QUOTES, SEPARATORS)
        if quote == "double" or QUOTES[quote] in text
    ]
    _, form, rows = max((_judged(text, form) for form in forms), key=lambda it: it[0])
    form = _with_numbers(form, rows)
    return replace(form, has_header=_has_header(rows, form))


def decoded(head: bytes, form: Format, is_whole: bool = True) -> str:
    """Return the text of the first bytes of a file, up to the last whole line.

    Raises:
        ValueError: it is no text.
    """
    decoder = codecs.getincrementaldecoder(form.codec)(errors="replace")
    text = decoder.decode(head)
    if len(CONTROLS.findall(text)) > ODD * len(text):
        raise ValueError(tr("it is not a text file"))
    end = len(text) if is_whole else max(text.rfind("\n"), text.rfind("\r")) + 1
    return text[:end] or text


def split(lines: Iterable[str], form: Format) -> "Reader":
    """Return the rows of cells in `lines`. A formula in a cell is text as any other."""
    lines = iter(lines)
    first = next(lines, "")
    lines = chain(["\n" if HINT.match(first) else first], lines)
    if form.separator == "spaces":
        lines = (" ".join(line.split()) + "\n" for line in lines)
    return csv.reader(
        lines,
        delimiter=SEPARATORS[form.separator],
        quotechar=QUOTES[form.quote],
        skipinitialspace=True,
    )


def width_of(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return how many cells most rows have, and how many rows those are."""
    widths = Counter(len(row) for row in rows)
    return max(widths.items(), key=lambda it: (it[1], it[0]), default=(0, 0))


def _encoding(head: bytes) -> EncodingName:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd > len(head) / 8:
        if not min(even, odd) < max(even, odd) / 8:
            raise ValueError(tr("it is not a text file"))
        return "utf-16-le" if odd > even else "utf-16-be"
    candidates: tuple[EncodingName, ...] = ("utf-8", "cp1252")
    for encoding in candidates:
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def _judged(text: str, form: Format) -> tuple[float, Format, list[list[str]]]:
    """Return how well the text falls into a table, and its first rows."""
    try:
        reader = split(io.StringIO(text, newline=""), form)
        rows = [row for row in islice(reader, LOOK) if row]
    except csv.Error:
        return -1.0, form, []
    width, _ = width_of(rows)
    fit = [row for row in rows if len(row) == width]
    if width < 2:
        return 0.0, form, fit
    cells = _some(fit)
    kept = sum(cell[:1] == cell[-1:] == "'" for cell in cells) / len(cells)
    right = max(_right(cells, style) for style in _styles(form))
    score = len(fit) / len(rows) + right / len(cells) - kept + LIKED[form.separator]
    return score, form, fit


def _some(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the cells of some rows, from all over; the first may be a header."""
    rows = rows[1:] or rows
    stride = len(rows) * len(rows[0]) // CELLS + 1
    return [cell for row in rows[::stride] for cell in row][:CELLS]


def _styles(form: Format) -> list[Format]:
    return [replace(form, decimal=d, thousands=t) for d, t in STYLES]


def _right(cells: Sequence[str], style: Format) -> float:
    """Return how many cells are numbers, a little less where signs are for thousands.

    What may be two numbers with a sign between them is rather that.
    """
    count = sum(is_number(cell, style) for cell in cells)
    return count if style.thousands == "none" else 0.9 * count


def _with_numbers(form: Format, rows: Sequence[Sequence[str]]) -> Format:
    """Return `form` with the style in which the most cells are numbers."""
    if not rows:
        return form
    cells = _some(rows)
    return max(
        _styles(form), key=lambda style: sum(is_number(cell, style) for cell in cells)
    )


def _has_header(rows: Sequence[Sequence[str]], form: Format) -> bool:
    """Tell whether the first row names the columns.

    It does if a word stands in it above numbers, or if there are no numbers at all.
    """
    if not rows:
        return False
    first, *rest = rows
    is_word = [not is_missing(cell) and not is_number(cell, form) for cell in first]
    columns = list(zip(*rest, strict=True))
    has_numbers = [
        sum(is_number(cell, form) for cell in column)
        > sum(not is_missing(cell) for cell in column) / 2
        for column in columns
    ]
    if not any(has_numbers):
        return all(is_word)
    return any(w and n for w, n in zip(is_word, has_numbers, strict=True))
