"""The descent: its lane, the steps that are kept, those that are owed, and its past."""

from dataclasses import replace

from explorer.lanes import LaneLike
from models import engine
from models.snapshots import Path, Plane, Step
from models.specs import Spec
from models.trails import Trail

MOST_LEFT = 7  # branches that stay in sight beside the walker's own
SPARSE = 400  # steps that are left of each


class Walk:
    """Takes steps from a lane, as many as time or the user asks for.

    The walker may look back at a step that is kept. What it does from there is a new
    branch; the steps that it leaves stay in sight.
    """

    def __init__(self, lane: LaneLike) -> None:
        self.trail = Trail()  # as it was at the step that is looked at
        self.owed = 0.0  # steps to be taken, by time or by request
        self._whole: Trail | None = None  # while the walker looks back
        self._left: tuple[Trail, ...] = ()
        self._lane = lane

    @property
    def last(self) -> Step | None:
        """Where the walker stands."""
        return self.trail.steps[-1] if self.trail.steps else None

    @property
    def whole(self) -> Trail:
        """All steps, also those after the one that is looked at."""
        return self._whole or self.trail

    @property
    def is_back(self) -> bool:
        """Whether the walker looks back."""
        return self._whole is not None

    @property
    def others(self) -> tuple[Path, ...]:
        """The paths that the walker left, and that from which it looks back."""
        trails = (*self._left, *([self._whole] if self._whole else []))
        return tuple(trail.path for trail in trails if trail.path is not None)

    @property
    def has_arrived(self) -> bool:
        """Whether all steps that were asked for are taken."""
        return self.owed < 1 or bool(self.trail.verdict)

    def restart(self, spec: Spec) -> None:
        """Begin at the start."""
        self.trail, self.owed = Trail(), 0.0
        self._whole, self._left = None, ()
        self._lane.start(engine.train(spec))

    def go_on(self, spec: Spec) -> None:
        """Go on from where the walker stands, by another rule or on another branch."""
        if self._whole is not None:
            left = replace(self._whole.sparse(SPARSE), path=self._whole.path)
            self._left = (*self._left, left)[-MOST_LEFT:]
            self.trail = self.trail.branched(self._whole.branch + 1)
            self._whole = None
        self._lane.start(engine.train(spec, self.last))

    def look_back(self, index: int, plane: Plane | None) -> None:
        """Look at the kept step nearest to step `index`; at the last, as before."""
        whole, self.owed = self.whole, 0.0
        index = whole.nearest(index)
        is_last = index == whole.steps[-1].index
        self._whole = None if is_last else whole
        self.trail = whole if is_last else whole.until(index, plane)

    def neighbour(self, by: int) -> int:
        """Return the number of the kept step that is `by` kept steps further."""
        steps, count = self.whole.steps, len(self.trail.steps)
        return steps[min(max(count - 1 + by, 0), len(steps) - 1)].index

    def owe(self, speed: float, elapsed: float) -> None:
        """Owe as many steps as `speed` makes in `elapsed` s; never far behind."""
        self.owed = min(self.owed + speed * elapsed, max(1.0, 0.1 * speed))

    def take(self, plane: Plane | None) -> bool:
        """Take what is owed and ready; tell whether that was anything."""
        start = not self.trail.steps  # the start itself is shown without being asked
        taken = self._lane.take(int(self.owed) + start)
        if taken:
            self.owed = max(0.0, self.owed - len(taken) + start)
            self.trail = self.trail.extended(taken, plane)
        return bool(taken)

    def look_from(self, plane: Plane, known: Trail) -> None:
        """See the path in another plane, in which it is `known` up to some step."""
        if not self.trail.steps:
            return
        self._left = tuple(trail.seen_in(plane) for trail in self._left)
        if self._whole is None:
            self.trail = self.trail.seen_in(plane, known)
        else:
            self._whole = self._whole.seen_in(plane, known)
            self.trail = self._whole.until(self.trail.steps[-1].index, plane)
