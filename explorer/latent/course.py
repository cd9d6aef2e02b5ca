"""The epochs of a training that are kept: to look back at, and to go on from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from models.latent_moments import Moment
from models.snapshots import Array, frozen

ALWAYS = frozenset({0, 1, 5, 25, 100, 300})
"""Epochs that are kept in any case: what came of the same images is compared."""
MOST_BYTES = 1 << 30  # of all moments that are kept
FEWEST, MOST = 10, 2000  # of them


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """A moment, and the number of the epoch that it ends."""

    index: int
    moment: Moment
    verdict: str = ""  # why it is the last

    @property
    def epoch(self) -> float:
        """Passes over the images so far."""
        return float(self.index)


class Losses(NamedTuple):
    """The losses after each epoch, also of those that are not kept, each (T,)."""

    epochs: Array
    learnt: Array
    held_out: Array


class History(NamedTuple):
    """A training so far, and where one looks at it."""

    losses: tuple[Losses, ...]  # of the whole course, and of those left
    kept: Array  # (T,) the numbers of the epochs that are kept
    forks: tuple[int, ...]  # the epochs at which it left others
    at: int  # the epoch that is looked at
    is_back: bool


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A training so far: every `stride`-th of its epochs, some others, and the last."""

    steps: tuple[Visit, ...] = ()
    stride: int = 1
    rows: tuple[tuple[int, float, float], ...] = ()  # of all: number and losses
    forks: tuple[int, ...] = ()  # the epochs at which it left others

    @property
    def verdict(self) -> str:
        """Why it has ended; empty while it has not."""
        return self.steps[-1].verdict if self.steps else ""

    @property
    def losses(self) -> Losses:
        """The losses after each epoch."""
        table = np.array(self.rows, dtype=float).reshape(-1, 3)
        return Losses(*map(frozen, table.T))

    def extended(self, visit: Visit) -> "Course":
        """Return the course with an epoch more; where it grows too large, thinned."""
        here = visit.moment.checkpoint
        rows = (*self.rows, (visit.index, here.loss, here.held_out))
        stride, steps = self.stride, (*_thinned(self.steps, self.stride), visit)
        while len(steps) > _room(visit.moment) and stride <= visit.index:
            stride *= 2
            steps = (*_thinned(steps[:-1], stride), visit)
        return replace(self, steps=steps, stride=stride, rows=rows)

    def until(self, index: int) -> "Course":
        """Return the course as it was at the kept epoch `index`."""
        steps = tuple(visit for visit in self.steps if visit.index <= index)
        rows = tuple(row for row in self.rows if row[0] <= index)
        return replace(self, steps=steps, rows=rows)

    def branched(self) -> "Course":
        """Return the beginning of another branch: it leaves its course at the end."""
        last = self.steps[-1].index
        before = (fork for fork in self.forks if fork < last)
        return replace(self, forks=(*before, last))

    def judged(self, verdict: str) -> "Course":
        """Return the same course, ended, or to go on, with this said of the last."""
        *before, last = self.steps
        return replace(self, steps=(*before, replace(last, verdict=verdict)))

    def nearest(self, index: float) -> int:
        """Return the number of the kept epoch nearest to `index`."""
        numbers = (visit.index for visit in self.steps)
        return min(numbers, key=lambda number: abs(number - index))


def _thinned(steps: Iterable[Visit], stride: int) -> tuple[Visit, ...]:
    return tuple(
        visit for visit in steps if visit.index % stride == 0 or visit.index in ALWAYS
    )


def _room(moment: Moment) -> int:
    """Return how many moments like this are kept: with the memories of optimisers."""
    each = 3 * moment.checkpoint.theta.nbytes + moment.codes.nbytes
    each += moment.points.nbytes
    return min(max(MOST_BYTES // max(each, 1), FEWEST), MOST)
