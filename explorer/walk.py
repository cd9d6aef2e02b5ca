"""The descents: their lane, the steps kept and owed, and their past."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from explorer.lanes import LaneLike
from explorer.walkers import MOST_LEFT
from models import engine
from models.ends import end_of, steps_to
from models.language import tr
from models.snapshots import Path, Plane, Step
from models.specs import Spec
from models.trails import Trail

SPARSE = 400  # steps that are left of each

Trails = tuple[Trail, ...]


class Steps(NamedTuple):
    """All that a walk has taken so far."""

    trails: Trails  # as they were at the step looked at
    wholes: Trails | None  # while the walker looks back
    left: Trails  # branches

    @property
    def length(self) -> int:
        """How many steps the walker has taken, also where it looks back."""
        steps = (self.wholes or self.trails)[0].steps
        return steps[-1].index if steps else 0


class Walk:
    """Takes steps from a lane, as many as time or the user asks for.

    The walker may look back at a step that is kept. What it does from there is a new
    branch; the steps that it leaves stay in sight. Its rivals go with it.
    """

    unit = tr("Step")

    def __init__(self, lane: LaneLike) -> None:
        self.owed = 0.0  # steps to be taken, by time or by request
        self.is_filmed = False  # what comes after the step looked at is not shown
        self._trails: Trails = (Trail(),)  # as they were at the step looked at
        self._wholes: Trails | None = None  # while the walker looks back
        self._left: Trails = ()
        self._lane = lane

    @property
    def trail(self) -> Trail:
        """The walker's, as it was at the step that is looked at."""
        return self._trails[0]

    @property
    def last(self) -> Step | None:
        """Where the walker stands."""
        return self.trail.steps[-1] if self.trail.steps else None

    @property
    def lasts(self) -> tuple[Step, ...]:
        """Where the walker stands, and each of its rivals."""
        return tuple(trail.steps[-1] for trail in self._trails)

    @property
    def whole(self) -> Trail:
        """All steps of the walker, also those after the one that is looked at."""
        return self._wholes[0] if self._wholes else self.trail

    @property
    def histories(self) -> tuple[Path, ...]:
        """The whole paths: of the walker, of each rival, and those left."""
        trails = (*(self._wholes or self._trails), *self._left)
        return tuple(trail.path for trail in trails if trail.path is not None)

    @property
    def is_back(self) -> bool:
        """Whether the walker looks back."""
        return self._wholes is not None

    @property
    def is_seen(self) -> bool:
        """Whether the path is known in the plane that is shown."""
        return self.trail.path is not None

    @property
    def verdict(self) -> str:
        """Why the walker has ended, once its rivals have as well."""
        is_over = all(trail.verdict for trail in self._trails)
        return self.trail.verdict if is_over else ""

    @property
    def others(self) -> tuple[Path, ...]:
        """The paths of rivals, those left, and that from which one looks back."""
        whole = () if self.is_filmed else (self._wholes or ())[:1]
        trails = (*self._trails[1:], *self._left, *whole)
        return tuple(trail.path for trail in trails if trail.path is not None)

    @property
    def is_full(self) -> bool:
        """Whether as many branches are in sight as ever are: the next hides one."""
        return len(self._left) == MOST_LEFT

    @property
    def steps(self) -> Steps:
        """All steps so far, to come back to."""
        return Steps(self._trails, self._wholes, self._left)

    @property
    def has_arrived(self) -> bool:
        """Whether all steps that were asked for are taken."""
        return self.owed < 1 or bool(self.verdict)

    def restart(self, spec: Spec) -> None:
        """Begin at the start."""
        self.owed, self._wholes, self._left = 0.0, None, ()
        self._trails = (Trail(),) * len(spec.descents)
        self._race(spec)

    def resume(self, spec: Spec, steps: Steps, plane: Plane | None) -> None:
        """Go on where the walker and its rivals were, as they are seen in `plane`."""
        self._trails, self._wholes, self._left = steps
        self.owed = 0.0
        if plane is not None:
            self.look_from(plane, Trail())
        ends = tuple(trail.steps[-1] for trail in self._wholes or self._trails)
        self._race(spec, ends)

    def go_on(self, spec: Spec) -> None:
        """Go on from where the walker stands, by another rule or on another branch."""
        if self._wholes is not None:
            whole = self._wholes[0]
            left = replace(whole.sparse(SPARSE), path=whole.path)
            self._left = (*self._left, left)[-MOST_LEFT:]
            self._trails = tuple(
                trail.branched(whole.branch + 1) for trail in self._trails
            )
            self._wholes = None
        self._trails = tuple(trail.judged_by(spec.stop) for trail in self._trails)
        self._race(spec, None if self.last is None else self.lasts)

    def _race(self, spec: Spec, after: tuple[Step, ...] | None = None) -> None:
        go = partial(engine.race, spec)
        self._lane.start(self._lane.carry_on(go, after))

    def look_back(self, index: int, plane: Plane | None) -> None:
        """Look at the kept step nearest to step `index`; at the last, as before."""
        wholes, self.owed = self._wholes or self._trails, 0.0
        index = wholes[0].nearest(index)
        is_last = index == wholes[0].steps[-1].index
        self._wholes = None if is_last else wholes
        self._trails = wholes if is_last else _until(wholes, index, plane)

    def neighbour(self, by: int) -> int:
        """Return the number of the kept step that is `by` kept steps further."""
        steps, count = self.whole.steps, len(self.trail.steps)
        return steps[min(max(count - 1 + by, 0), len(steps) - 1)].index

    def index_at(self, epoch: float) -> int:
        """Return the number of the kept step nearest to `epoch`."""
        return self.whole.nearest_epoch(epoch)

    def end(self, spec: Spec) -> int:
        """Return the number of the step at which it ends, at the latest."""
        assert self.last is not None
        return end_of(spec, self.last)

    def steps_to(self, spec: Spec, epoch: int) -> int:
        """Return how many steps it is from here to the end of `epoch`."""
        assert self.last is not None
        return steps_to(spec, epoch, self.last.seen)

    def owe(self, speed: float, elapsed: float) -> None:
        """Owe as many steps as `speed` makes in `elapsed` s; never far behind."""
        self.owed = min(self.owed + speed * elapsed, max(1.0, 0.1 * speed))

    def take(self, plane: Plane | None) -> bool:
        """Take what is owed and ready; tell whether that was anything."""
        start = not self.trail.steps  # the start itself is shown without being asked
        taken = self._lane.take(int(self.owed) + start)
        if taken:
            self.owed = max(0.0, self.owed - len(taken) + start)
            columns = zip(*taken, strict=True)
            self._trails = _side_by_side(
                _extended(trail, new, plane)
                for trail, new in zip(self._trails, columns, strict=True)
            )
        return bool(taken)

    def look_from(self, plane: Plane, known: Trail) -> None:
        """See the paths in another plane, in which the walker's is `known` so far."""
        if not self.trail.steps:
            return
        self._left = tuple(trail.seen_in(plane) for trail in self._left)
        first, *rivals = self._wholes or self._trails
        rivals = [trail.seen_in(plane) for trail in rivals]
        wholes = _side_by_side((first.seen_in(plane, known), *rivals))
        if self._wholes is None:
            self._trails = wholes
        else:
            self._trails = _until(wholes, self.trail.steps[-1].index, plane)
            self._wholes = wholes


def _until(trails: Trails, index: int, plane: Plane | None) -> Trails:
    return _side_by_side(trail.until(index, plane) for trail in trails)


def _side_by_side(trails: Iterable[Trail]) -> Trails:
    """Return `trails`, the first of which knows the others."""
    first, *rivals = trails
    return (replace(first, beside=tuple(rivals)), *rivals)


def _extended(trail: Trail, taken: Sequence[Step], plane: Plane | None) -> Trail:
    """Return `trail` with those of the steps `taken` that are new."""
    last = trail.steps[-1].index if trail.steps else -1
    new = [step for step in taken if step.index > last]
    return trail.extended(new, plane) if new else trail
