"""The descent: its lane, the steps that are kept, and those that are owed."""

from explorer.lanes import LaneLike
from models import engine
from models.snapshots import Plane, Step
from models.specs import Spec
from models.trails import Trail


class Walk:
    """Takes steps from a lane, as many as time or the user asks for."""

    def __init__(self, lane: LaneLike) -> None:
        self.trail = Trail()
        self.owed = 0.0  # steps to be taken, by time or by request
        self._lane = lane

    @property
    def last(self) -> Step | None:
        """Where the walker stands."""
        return self.trail.steps[-1] if self.trail.steps else None

    @property
    def has_arrived(self) -> bool:
        """Whether all steps that were asked for are taken."""
        return self.owed < 1 or bool(self.trail.verdict)

    def restart(self, spec: Spec) -> None:
        """Begin at the start."""
        self.trail, self.owed = Trail(), 0.0
        self._lane.start(engine.train(spec))

    def go_on(self, spec: Spec) -> None:
        """Go on from the last step, by another rule."""
        self._lane.start(engine.train(spec, self.last))

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
        if self.trail.steps:
            self.trail = self.trail.seen_in(plane, known)
