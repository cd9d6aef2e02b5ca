"""The steps of a descent that are kept: for its path, and to go on from."""

import math
from dataclasses import dataclass, replace

from models.projections import trace
from models.snapshots import Path, Plane, Step

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

    @property
    def lowest(self) -> float:
        """The lowest loss on the path; infinite where there is none."""
        return float(self.path.losses.min()) if self.path else math.inf

    def seen_in(self, plane: Plane) -> "Trail":
        """Return the same trail with its path in `plane`."""
        return replace(self, path=trace(plane, self.steps)) if self.steps else self

    def extended(self, taken: list[Step], plane: Plane | None) -> "Trail":
        """Return the trail with `taken` steps more, seen in `plane` if there is one."""
        new = _thinned(tuple(taken), self.stride)
        steps, stride = self.steps + new, self.stride
        while len(steps) > MOST_STEPS:
            stride *= 2
            steps = _thinned(steps, stride)
        if plane is None:
            return Trail(steps, stride)
        if stride != self.stride or self.path is None:
            return Trail(steps, stride).seen_in(plane)
        return Trail(steps, stride, trace(plane, new, self.path))


def _thinned(steps: tuple[Step, ...], stride: int) -> tuple[Step, ...]:
    """Return every `stride`-th step, and the last."""
    return (*(step for step in steps[:-1] if step.index % stride == 0), steps[-1])
