"""What an edit drops unasked: all that belongs to parameters that are no more."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from models.language import tr, trn
from models.roots import value_of
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
    why = (
        tr("has {now} parameters now, not {was}", now=now, was=was)
        if was != now
        else tr("is another now")
    )
    return tr(
        "Dropped: {gone}. The model {why}.", gone=tr(", and ").join(gone), why=why
    )


def _points(names: Sequence[str]) -> str:
    *rest, last = names
    return (
        tr("kept points {rest} and {last}", rest=", ".join(rest), last=last)
        if rest
        else tr("kept point {last}", last=last)
    )


def _freezing(numbers: Collection[int]) -> str:
    return tr(
        "the freezing of {numbers}",
        numbers=trn("{n} weight", "{n} weights", len(set(numbers))),
    )


TOLD: Mapping[str, Callable[[Any], str]] = {
    "kept.names": _points,
    "network.frozen": _freezing,
}
"""What each value that can be dropped is called."""
