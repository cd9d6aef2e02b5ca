"""The steps of a descent that are kept: for its path, and to go on from."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np

from models.projections import thinned, trace, until
from models.snapshots import Path, Plane, Step, Surface
from models.specs import StopSpec
from models.stops import stopped

MOST_STEPS = 4000  # kept; beyond them evenly fewer are


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """A descent so far: every `stride`-th of its steps, and the last."""

    steps: tuple[Step, ...] = ()
    stride: int = 1
    path: Path | None = None  # in the plane that is shown, once there is one
    beside: "tuple[Trail, ...]" = ()  # those of rivals in a race
    branch: int = 0  # its number: branches share their first steps and no others
    forks: tuple[int, ...] = ()  # the steps at which it left others

    @property
    def verdict(self) -> str:
        """Why the descent has ended; empty while it has not."""
        return self.steps[-1].verdict if self.steps else ""

    def judged_by(self, stop: StopSpec) -> "Trail":
        """Return the same trail, ended or to go on as other conditions have it."""
        if not self.steps:
            return self
        *before, last = self.steps
        return replace(self, steps=(*before, stopped(last, stop)))

    def lowest_in(self, plane: Plane) -> float:
        """Return the lowest loss in the square of `plane`; infinite without any."""
        if self.path is None:
            return math.inf
        offset = np.abs(self.path.xy - plane.centre)
        losses = self.path.losses[(offset <= plane.extent).all(axis=1)]
        return float(np.fmin.reduce(losses, initial=np.inf))

    def seen_in(self, plane: Plane, known: "Trail | None" = None) -> "Trail":
        """Return the same trail with its path in `plane`.

        To project a long path takes longer than a frame: what is `known` of this very
        descent, an earlier state of it seen in that plane, is not projected again.
        """
        path = None
        is_same = known is not None and known.branch == self.branch
        if known and is_same and known.steps and self.steps[:1] == known.steps[:1]:
            path = known.path
        last = -1 if path is None else path.indices[-1]
        new = [step for step in self.steps if step.index > last]
        return replace(self, path=trace(plane, new, path) if new else path)

    def sparse(self, most: int) -> "Trail":
        """Return the same descent with about `most` of its steps, its ends included."""
        every = max(1, -(-len(self.steps) // most))
        steps = *self.steps[:-1:every], *self.steps[-1:]
        return replace(self, steps=steps, path=None)

    def until(self, index: int, plane: Plane | None) -> "Trail":
        """Return the descent as it was at step `index`, or at the last kept before."""
        count = max(1, bisect_right(self.steps, index, key=lambda step: step.index))
        steps, path = self.steps[:count], None
        if self.path is not None and plane is not None:
            path = until(self.path, steps[-1], plane)
        return replace(self, steps=steps, path=path)

    def branched(self, number: int) -> "Trail":
        """Return the same steps as the beginning of branch `number`."""
        last = self.steps[-1].index
        before = (fork for fork in self.forks if fork < last)
        return replace(self, branch=number, forks=(*before, last))

    def nearest(self, index: int) -> int:
        """Return the number of the kept step nearest to step `index`."""
        return self._nearest(index, attrgetter("index")).index

    def nearest_epoch(self, epoch: float) -> int:
        """Return the number of the kept step nearest to `epoch`."""
        return self._nearest(epoch, attrgetter("epoch")).index

    def _nearest(self, value: float, key: Callable[[Step], float]) -> Step:
        """Return the kept step whose `key` is nearest; of two as near, the first."""
        after = bisect_left(self.steps, value, key=key)
        return min(
            self.steps[max(after - 1, 0) : after + 1], key=lambda s: abs(key(s) - value)
        )

    def extended(self, taken: list[Step], plane: Plane | None) -> "Trail":
        """Return the trail with `taken` steps more, seen in `plane` if there is one."""
        new = _thinned(tuple(taken), self.stride)
        steps, stride = self.steps + new, self.stride
        path = None if plane is None else trace(plane, new, self.path)
        while len(steps) > MOST_STEPS:
            stride *= 2
            steps = _thinned(steps, stride)
            path = path and thinned(path, stride)
        return replace(self, steps=steps, stride=stride, path=path)


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """A surface, and the descent as it was known when the surface was asked for."""

    surface: Surface
    trail: Trail  # seen in the plane of the surface


def _thinned(steps: tuple[Step, ...], stride: int) -> tuple[Step, ...]:
    """Return every `stride`-th step, and the last."""
    return (*(step for step in steps[:-1] if step.index % stride == 0), steps[-1])
