"""One key of a spec: what it may be, and how the command line spells it."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Literal, get_args, get_origin

from models.fields import allowed, checked, is_optional, plain_type


@dataclass(frozen=True, slots=True)
class Option:
    """One key of the spec."""

    key: str
    kind: Any
    metadata: Mapping[str, Any]
    default: object

    @property
    def meaning(self) -> str:
        """What it does, in one sentence."""
        return str(self.metadata["meaning"])

    @property
    def low(self) -> Any:
        """The least value, of a number."""
        return self.metadata["low"]

    @property
    def high(self) -> Any:
        """The greatest value, of a number."""
        return self.metadata["high"]

    @property
    def names(self) -> tuple[str, ...]:
        """The names to choose one or several from; empty for other options."""
        kind = plain_type(self.kind)
        kind = get_args(kind)[0] if get_origin(kind) is tuple else kind
        return get_args(kind) if get_origin(kind) is Literal else ()

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        return allowed(self.kind, self.low, self.high)

    def check(self, value: object) -> object:
        """Return `value` as this option has it; raise a sentence otherwise."""
        return checked(self.key, value, self.kind, self.metadata)

    def takes(self, value: object) -> bool:
        """Tell whether `value` is allowed."""
        try:
            self.check(value)
        except ValueError:
            return False
        return True

    def spell(self, value: object) -> str:
        """Return `value` as the command line takes it."""
        if value is None or value == ():
            return "none"
        if isinstance(value, bool):
            return str(value).lower()
        return _joined(value) if isinstance(value, tuple) else str(value)

    def parse(self, text: str) -> object:
        """Return the value that `text` stands for on the command line."""
        kind, text = plain_type(self.kind), text.strip()
        if is_optional(self.kind) and text in ("", "none"):
            return None
        if get_origin(kind) is tuple:
            items = _split(text, get_args(kind)[0])
            return self.check(items if self.takes(items) else text)
        if kind in (int, float, bool):
            return self.check(_literal(text))
        return self.check(text)


def _literal(text: str) -> object:
    words = {"true": True, "false": False}
    if text.lower() in words:
        return words[text.lower()]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _joined(items: Sequence[object]) -> str:
    """Return items with commas between them, as `_split` takes them apart.

    An item with a comma in it, or that may be taken for none, is quoted.
    """
    if items == ("none",):
        return '"none"'
    text = StringIO()
    csv.writer(text, lineterminator="").writerow(items)
    return text.getvalue()


def _split(text: str, kind: Any) -> object:
    """Return the items of a list; brackets around one of texts are part of them."""
    if text in ("", "none"):
        return ()
    if kind is not str and text[0] + text[-1] in ("()", "[]"):
        text = text[1:-1]
    try:
        row = next(csv.reader([text], skipinitialspace=True), [])
    except csv.Error:  # it has more than one line
        row = [text]
    items = [item.strip() for item in row]
    return [_literal(item) for item in items] if kind in (int, float) else items
