"""Settings that were, to go back to."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from models.roots import differences

S = TypeVar("S")

MOST = 200  # specs that are kept
TOGETHER = 1.0  # seconds between two changes of the same keys that are one: a drag


class Undo(Generic[S]):
    """The specs before this one, and those that were undone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._past: list[S] = []
        self._future: list[S] = []
        self._keys: frozenset[str] = frozenset()
        self._stroke: object = None
        self._at, self._clock = 0.0, clock

    def note(self, old: S, new: S, stroke: object = None) -> None:
        """Remember that the user replaced `old` by `new`.

        What is told to be of one `stroke` is undone at once, and nothing else with it.
        """
        if not (keys := differences(old, new)):
            return
        now = self._clock()
        goes_on = keys == self._keys and now - self._at <= TOGETHER
        if stroke != self._stroke or (stroke is None and not goes_on):
            self._past = [*self._past, old][-MOST:]
        self._keys, self._at, self._stroke = keys, now, stroke
        self._future.clear()

    def forget(self) -> None:
        """Have nothing to go back to: what is shown now is where one begins."""
        self._past, self._future, self._keys = [], [], frozenset()

    def back(self, spec: S) -> S | None:
        """Return what was before `spec`, if anything."""
        return self._move(self._past, self._future, spec)

    def forward(self, spec: S) -> S | None:
        """Return what was undone last, if anything."""
        return self._move(self._future, self._past, spec)

    def leads_on_to(self, spec: S) -> bool:
        """Tell whether `spec` is what was undone last."""
        return self._future[-1:] == [spec]

    def _move(self, source: list[S], target: list[S], spec: S) -> S | None:
        if not source:
            return None
        self._keys, self._stroke = frozenset(), None
        target.append(spec)
        return source.pop()
