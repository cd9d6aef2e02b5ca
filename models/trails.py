"""The steps of a descent that are kept: for its path, and to go on from."""

import math
from dataclasses import dataclass, replace

import numpy as np

from models.projections import thinned, trace
from models.snapshots import Path, Plane, Step, Surface

MOST_STEPS = 4000  # kept; beyond them evenly fewer are


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """A descent so far: every `stride`-th of its steps, and the last."""

    steps: tuple[Step, ...] = ()
    stride: int = 1
    path: Path | None = None  # in the plane that is shown, once there is one

    @property
    def verdict(self) -> str:
        """Why the descent has ended; empty while it has not."""
        return self.steps[-1].verdict if self.steps else ""

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
        if known and known.steps and self.steps[:1] == known.steps[:1]:
            path = known.path
        last = -1 if path is None else path.indices[-1]
        new = [step for step in self.steps if step.index > last]
        return replace(self, path=trace(plane, new, path) if new else path)

    def sparse(self, most: int) -> "Trail":
        """Return the same descent with about `most` of its steps, its ends included."""
        every = max(1, -(-len(self.steps) // most))
        return Trail((*self.steps[:-1:every], *self.steps[-1:]), self.stride)

    def extended(self, taken: list[Step], plane: Plane | None) -> "Trail":
        """Return the trail with `taken` steps more, seen in `plane` if there is one."""
        new = _thinned(tuple(taken), self.stride)
        steps, stride = self.steps + new, self.stride
        path = None if plane is None else trace(plane, new, self.path)
        while len(steps) > MOST_STEPS:
            stride *= 2
            steps = _thinned(steps, stride)
            path = path and thinned(path, stride)
        return Trail(steps, stride, path)


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """A surface, and the descent as it was known when the surface was asked for."""

    surface: Surface
    trail: Trail  # seen in the plane of the surface


def _thinned(steps: tuple[Step, ...], stride: int) -> tuple[Step, ...]:
    """Return every `stride`-th step, and the last."""
    return (*(step for step in steps[:-1] if step.index % stride == 0), steps[-1])
