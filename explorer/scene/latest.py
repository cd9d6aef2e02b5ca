"""What was made last, so that only what has changed is made again."""

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

Given = TypeVarTuple("Given")
Made = TypeVar("Made")


class Latest:
    """The last result under each name, kept while its arguments stay the same."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[Any, ...], Any]] = {}

    def made(self, name: str, make: Callable[[*Given], Made], *given: *Given) -> Made:
        """Return `make(*given)`, the very same object as before if that would do."""
        kept = self._kept.get(name)
        if kept is None or kept[0] != given:
            kept = self._kept[name] = given, make(*given)
        made: Made = kept[1]
        return made
