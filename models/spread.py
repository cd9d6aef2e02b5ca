"""How work is spread over cores, without knowing of threads."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Spread(Protocol):
    """Like `map`; may use several cores."""

    def __call__(
        self, function: Callable[[A], B], items: Iterable[A], /
    ) -> Iterator[B]:
        """Return function(item) for each item, in order."""
