"""Fields of specs: their meaning, their type and range, and what is refused of them."""

import difflib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import UnionType
from typing import Any, ClassVar, Literal, get_args, get_origin, get_type_hints

from models.language import tr

LONGEST = 40  # characters of a refused value that are repeated


def option(
    default: Any, meaning: str, low: float | None = None, high: float | None = None
) -> Any:
    """Return a dataclass field with its meaning and its range, ends included."""
    metadata = {"meaning": meaning, "low": low, "high": high}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the spec: checks each of its fields when it is built."""

    part: ClassVar[str] = ""

    def __post_init__(self) -> None:
        hints = field_types(type(self))
        for item in fields(self):
            value = checked(
                f"{self.part}.{item.name}",
                getattr(self, item.name),
                hints[item.name],
                item.metadata,
            )
            object.__setattr__(self, item.name, value)
        self.check()

    def check(self) -> None:
        """Refuse fields that do not go together."""


_TYPES: dict[type, dict[str, Any]] = {}


def field_types(part: type) -> dict[str, Any]:
    """Return the type of each field of `part`."""
    if part not in _TYPES:
        _TYPES[part] = get_type_hints(part)
    return _TYPES[part]


def whole_number(tree: Mapping[str, object], key: str, most: int) -> int:
    """Return the number that `tree` has for `key`, or 0; refuse what is none."""
    value = tree.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ValueError(
            tr(
                "{key} must be a whole number from 0 to {most:,}, not {value}",
                key=key,
                most=most,
                value=shown(value),
            )
        )
    return value


def is_optional(kind: Any) -> bool:
    """Tell whether a field of this type may be None."""
    return get_origin(kind) is UnionType


def plain_type(kind: Any) -> Any:
    """Return `kind` without its None."""
    return get_args(kind)[0] if is_optional(kind) else kind


def checked(key: str, value: object, kind: Any, metadata: Any) -> object:
    """Return `value` as the type that `key` has, or refuse it in one sentence."""
    low, high = metadata["low"], metadata["high"]
    if kind == tuple[float, ...] and _are_numbers(value, low, high):
        return value  # as it is: there may be thousands, for every edit
    if value is None and is_optional(kind):
        return None
    if _fits(value, plain_type(kind), low, high):
        return _plain(value, plain_type(kind))
    words = tr(
        "{key} must be {kind}, not {value}",
        key=key,
        kind=allowed(kind, low, high),
        value=shown(value),
    )
    raise ValueError(words + nearest(value, get_args(plain_type(kind))))


def _are_numbers(value: Any, low: float, high: float) -> bool:
    """Tell quickly whether `value` is a tuple of floats in a range."""
    return isinstance(value, tuple) and all(
        type(item) is float and low <= item <= high for item in value
    )


def _fits(value: Any, kind: Any, low: float, high: float) -> bool:
    if kind is bool or isinstance(value, bool):
        return kind is bool and isinstance(value, bool)
    if kind is float:
        is_number = isinstance(value, int | float)
        return is_number and math.isfinite(value) and bool(low <= value <= high)
    if kind is int:
        return isinstance(value, int) and bool(low <= value <= high)
    if kind is str:
        return isinstance(value, str) and len(value) <= high
    if get_origin(kind) is Literal:
        return isinstance(value, str) and value in get_args(kind)
    item_kind, several = get_args(kind)[0], isinstance(value, list | tuple)
    items = value if several else (value,) if _is_one_name(value, kind) else None
    return items is not None and all(_fits(i, item_kind, low, high) for i in items)


def _is_one_name(value: Any, kind: Any) -> bool:
    """Tell whether `value` is one name where several of a few may be."""
    return isinstance(value, str) and get_origin(get_args(kind)[0]) is Literal


def _plain(value: Any, kind: Any) -> object:
    if kind is float:
        return float(value)
    if isinstance(value, list | tuple):
        return tuple(_plain(item, get_args(kind)[0]) for item in value)
    return (value,) if get_origin(kind) is tuple else value


def allowed(kind: Any, low: float | None, high: float | None) -> str:
    """Say in words what a field may be."""
    kind, none = plain_type(kind), tr(" or none") if is_optional(kind) else ""
    if kind is bool:
        return tr("true or false{none}", none=none)
    if kind is float:
        return tr(
            "a number from {low:g} to {high:g}{none}", low=low, high=high, none=none
        )
    if kind is int:
        return tr(
            "a whole number from {low} to {high}{none}", low=low, high=high, none=none
        )
    if kind is str:
        return tr("text of at most {high} characters{none}", high=high, none=none)
    if get_origin(kind) is Literal:
        *others, last = get_args(kind)
        return (
            tr("{others} or {last}", others=", ".join(others), last=last)
            if others
            else str(last)
        )
    item = get_args(kind)[0]
    if get_origin(item) is Literal:
        return tr(
            "any of {item}, separated by commas, or none",
            item=", ".join(get_args(item)),
        )
    if item is str:
        return tr(
            "texts of at most {high} characters separated by commas{none}",
            high=high,
            none=none,
        )
    plural = tr("whole numbers") if item is int else tr("numbers")
    return tr(
        "{plural} from {low:g} to {high:g} separated by commas{none}",
        plural=plural,
        low=low,
        high=high,
        none=none,
    )


def nearest(word: object, known: Iterable[object]) -> str:
    """Return the hint that ends a refusal: the known name nearest to `word`, if any."""
    names = [name for name in known if isinstance(name, str)]
    near = difflib.get_close_matches(str(word), names, 1, 0.5)
    return tr("; did you mean {near}?", near=near[0]) if near else ""


def shown(value: object) -> str:
    """Return `value` as it stands in a sentence, cut where it is long."""
    if isinstance(value, str):
        looks_like_more = not value.strip() or value.strip()[0] in "0123456789+-.[{"
        text = f"“{value}”" if looks_like_more else value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        text = str(value)
    else:
        text = json.dumps(value, ensure_ascii=False, default=str).replace(
            "null", "none"
        )
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
