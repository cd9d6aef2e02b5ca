"""What can be played: steps that are taken one by one, and kept to go back to."""

from collections.abc import Sequence
from typing import Any, Protocol

MOST_LEFT = 7  # branches that stay in sight beside the walker's own


class Stop(Protocol):
    """A step that is kept."""

    @property
    def index(self) -> int:
        """Its number."""

    @property
    def epoch(self) -> float:
        """Passes over the data so far."""

    @property
    def verdict(self) -> str:
        """Why it is the last; empty if it is not."""


class Kept(Protocol):
    """The steps that are kept, all or as far as is looked at."""

    @property
    def steps(self) -> Sequence[Stop]:
        """Those that are kept."""

    @property
    def stride(self) -> int:
        """Every how manieth is."""

    @property
    def verdict(self) -> str:
        """Why there are no more to come; empty while there are."""


class Walker(Protocol):
    """What is played: it has a lane, and knows its past."""

    owed: float
    unit: str
    is_filmed: bool  # what comes after the step that is looked at is not shown

    @property
    def trail(self) -> Kept:
        """The steps up to the one that is looked at."""

    @property
    def whole(self) -> Kept:
        """All steps, also those after it."""

    @property
    def last(self) -> Stop | None:
        """The step that is looked at."""

    @property
    def is_back(self) -> bool:
        """Whether there are others after it."""

    @property
    def is_full(self) -> bool:
        """Whether as many branches are in sight as ever are: the next hides one."""

    @property
    def is_seen(self) -> bool:
        """Whether there is something to show of it."""

    @property
    def verdict(self) -> str:
        """Why there are no more to come."""

    @property
    def has_arrived(self) -> bool:
        """Whether all steps that were asked for are taken."""

    def restart(self, spec: Any) -> None:
        """Begin at the start."""

    def go_on(self, spec: Any) -> None:
        """Go on from the step that is looked at."""

    def look_back(self, index: int, plane: Any) -> None:
        """Look at the kept step nearest to step `index`."""

    def neighbour(self, by: int) -> int:
        """Return the number of the kept step that is `by` kept steps further."""

    def index_at(self, epoch: float) -> int:
        """Return the number of the kept step nearest to `epoch`."""

    def owe(self, speed: float, elapsed: float) -> None:
        """Owe as many steps as `speed` makes in `elapsed` s."""

    def take(self, plane: Any) -> bool:
        """Take what is owed and ready; tell whether that was anything."""

    def end(self, spec: Any) -> int:
        """Return the number of the last step, as far as that is known."""

    def steps_to(self, spec: Any, epoch: int) -> int:
        """Return how many steps it is to the end of `epoch`."""
