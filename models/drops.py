"""What an edit drops unasked: all that belongs to parameters that are no more."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from models.roots import value_of
from models.scales import counted
from models.specs import Spec


def dropped(old: Spec, new: Spec, asked: Collection[str]) -> str:
    """Say what is gone on the way from `old` to `new`, and why; nothing, if nothing.

    Keys that were `asked` for are no news.
    """
    gone = [
        told(value_of(old, key))
        for key, told in TOLD.items()
        if key not in asked and value_of(old, key) and not value_of(new, key)
    ]
    if not gone:
        return ""
    was, now = old.count, new.count
    why = f"has {now} parameters now, not {was}" if was != now else "is another now"
    return f"Dropped: {', and '.join(gone)}. The model {why}."


def _points(names: Sequence[str]) -> str:
    *rest, last = names
    return f"kept points {', '.join(rest)} and {last}" if rest else f"kept point {last}"


def _freezing(numbers: Collection[int]) -> str:
    return f"the freezing of {counted(len(set(numbers)), 'weight')}"


TOLD: Mapping[str, Callable[[Any], str]] = {
    "kept.names": _points,
    "network.frozen": _freezing,
}
"""What each value that can be dropped is called."""
