"""How a table is written as text: what separates, what a number and a gap look like."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

import numpy as np

from models.fields import nearest, shown
from models.language import tr
from models.snapshots import Array

SeparatorName = Literal["comma", "semicolon", "tab", "bar", "spaces"]
DecimalName = Literal["point", "comma"]
ThousandsName = Literal["none", "comma", "point", "space", "apostrophe"]
EncodingName = Literal["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
QuoteName = Literal["double", "single"]

SEPARATORS: dict[SeparatorName, str] = {
    "comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "spaces": " ",
}  # fmt: skip
DECIMALS: dict[DecimalName, str] = {"point": ".", "comma": ","}
THOUSANDS: dict[ThousandsName, str] = {
    "none": "", "comma": ",", "point": ".", "space": "[ \u00a0\u202f]",
    "apostrophe": "['’]",
}  # fmt: skip
ENCODINGS: tuple[EncodingName, ...] = get_args(EncodingName)
QUOTES: dict[QuoteName, str] = {"double": '"', "single": "'"}
HEADERS = {"header": True, "no-header": False}
MISSING = frozenset(
    {"", "?", "-", "--", ".", "na", "n/a", "#n/a", "nan", "null", "nil", "missing"}
)


@dataclass(frozen=True, slots=True)
class Format:
    """How the text of a table is to be read."""

    separator: SeparatorName = "comma"
    decimal: DecimalName = "point"
    thousands: ThousandsName = "none"
    encoding: EncodingName = "utf-8"
    has_header: bool = True
    quote: QuoteName = "double"

    def __post_init__(self) -> None:
        if self.thousands == self.decimal:
            raise ValueError(
                tr(
                    "{decimal}s cannot mark both decimals and thousands of a number",
                    decimal=self.decimal,
                )
            )

    @property
    def codec(self) -> str:
        """The name by which Python decodes it; a byte order mark is no part of it."""
        return "utf-8-sig" if self.encoding == "utf-8" else self.encoding


def spell(form: Format) -> str:
    """Return `form` as a few words, such as ``semicolon decimal-comma utf-8 header``.

    What is usual (no sign for thousands, double quotes) is left out.
    """
    words = [form.separator, f"decimal-{form.decimal}", form.encoding]
    words.append("header" if form.has_header else "no-header")
    if form.thousands != "none":
        words.append(f"thousands-{form.thousands}")
    if form.quote != "double":
        words.append(f"quote-{form.quote}")
    return " ".join(words)


def parse_format(text: str) -> Format:
    """Return the format that `spell` wrote; words that are left out are as usual.

    Raises:
        ValueError: one sentence that names the word which is not known.
    """
    found: dict[str, object] = {}
    for word in text.split():
        if word not in WORDS:
            raise ValueError(
                tr(
                    "{word} says nothing about the format of a table{hint}",
                    word=shown(word),
                    hint=nearest(word, WORDS),
                )
            )
        field, value = WORDS[word]
        if found.setdefault(field, value) != value:
            raise ValueError(
                tr("{word} contradicts the words before it", word=shown(word))
            )
    return Format(**found)  # type: ignore[arg-type]


def _words() -> dict[str, tuple[str, object]]:
    """Return, for each word of a spelled format, the field that it sets and to what."""
    words: dict[str, tuple[str, object]] = {}
    words |= {name: ("separator", name) for name in SEPARATORS}
    words |= {f"decimal-{name}": ("decimal", name) for name in DECIMALS}
    words |= {f"thousands-{name}": ("thousands", name) for name in THOUSANDS}
    words |= {name: ("encoding", name) for name in ENCODINGS}
    words |= {name: ("has_header", value) for name, value in HEADERS.items()}
    return words | {f"quote-{name}": ("quote", name) for name in QUOTES}


WORDS = _words()


def is_missing(cell: str) -> bool:
    """Tell whether a cell stands for a value that is not there."""
    return cell.strip().lower() in MISSING


@lru_cache(maxsize=16)
def _number(decimal: DecimalName, thousands: ThousandsName) -> re.Pattern[str]:
    mark, group = re.escape(DECIMALS[decimal]), THOUSANDS[thousands]
    group = re.escape(group) if len(group) == 1 else group
    grouped = rf"\d{{1,3}}(?:{group}\d{{3}})+|" if group else ""
    pattern = (
        rf"[+-]?(?:(?:{grouped}\d+)(?:{mark}\d*)?|{mark}\d+)(?:e[+-]?\d+)?"
        r"|[+-]?inf(?:inity)?"
    )
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


def is_number(cell: str, form: Format) -> bool:
    """Tell whether a cell is a number as `form` writes them, or infinite."""
    pattern = _number(form.decimal, form.thousands)
    return pattern.fullmatch(cell.strip().replace("−", "-")) is not None


def number_of(cell: str, form: Format) -> float:
    """Return the number in a cell; nan where there is none."""
    if not is_number(cell, form):
        return math.nan
    cell = cell.strip()  # of more than float() does: a separator of units, too
    if group := THOUSANDS[form.thousands]:
        cell = re.sub(re.escape(group) if len(group) == 1 else group, "", cell)
    return float(cell.replace("−", "-").replace(DECIMALS[form.decimal], "."))


def numbers_of(cells: Sequence[str], form: Format) -> Array:
    """Return the numbers of a column (N,); nan where there is none.

    Plain columns, the most of a large file, need no pattern. What Python takes for a
    number and tables do not, such as 1_000, is left to it.
    """
    text = "".join(cells)
    odd = "._" if form.decimal == "comma" else "_"
    if form.thousands != "none" or not text.isascii() or any(c in text for c in odd):
        return np.array([number_of(cell, form) for cell in cells])
    if form.decimal == "comma":
        cells = [cell.replace(",", ".") for cell in cells]
    return np.array([_plain_number(cell) for cell in cells])


def _plain_number(cell: str) -> float:
    try:
        return float(cell.strip())
    except ValueError:
        return math.nan


def label_of(cell: str, form: Format) -> str:
    """Return the class that a cell names: 1, 1.0 and 1e0 are the same one."""
    number = number_of(cell, form)
    return " ".join(cell.split()) if math.isnan(number) else f"{number:.15g}"
