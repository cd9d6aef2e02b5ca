"""The training of an autoencoder: its lane, the epochs kept and owed, their past."""

from collections.abc import Callable
from pathlib import Path

from explorer.lanes import LaneLike
from explorer.latent.course import Course, Losses, Visit
from explorer.walkers import MOST_LEFT
from models import engine
from models.images import ImageReading, Images, parted
from models.language import tr
from models.latent_moments import Checkpoint, Moment
from models.latent_specs import AutoencoderSpec

DIVERGED = tr(
    "It diverged: the loss is no number any more. A smaller learning rate helps."
)


class LatentWalk:
    """Takes moments from a lane, as many as time or the user asks for.

    One may look back at an epoch that is kept; what is trained from there is a new
    branch, and the losses of the one that it leaves stay in sight.
    """

    unit = tr("Epoch")

    def __init__(
        self, lane: LaneLike, tell: Callable[[ImageReading | Images], object]
    ) -> None:
        """Take moments from `lane`, and `tell` of images what comes before them."""
        self.owed = 0.0  # epochs to be trained, by time or by request
        self.is_filmed = False  # there is nothing to be hidden
        self.images: Images | None = None
        self._lane, self._tell = lane, tell
        self._course, self._whole = Course(), None
        self._left: tuple[Course, ...] = ()
        self._spec = AutoencoderSpec()

    _whole: Course | None  # while one looks back

    @property
    def trail(self) -> Course:
        """The epochs up to the one that is looked at."""
        return self._course

    @property
    def whole(self) -> Course:
        """All epochs, also those after it."""
        return self._whole or self._course

    @property
    def last(self) -> Visit | None:
        """The epoch that is looked at."""
        return self._course.steps[-1] if self._course.steps else None

    @property
    def histories(self) -> tuple[Losses, ...]:
        """The losses of the whole course, and of those left."""
        return tuple(course.losses for course in (self.whole, *self._left))

    @property
    def is_back(self) -> bool:
        """Whether one looks back."""
        return self._whole is not None

    @property
    def is_full(self) -> bool:
        """Whether as many branches are in sight as ever are: the next hides one."""
        return len(self._left) == MOST_LEFT

    @property
    def is_seen(self) -> bool:
        """Whether there is a moment to show."""
        return self.last is not None

    @property
    def verdict(self) -> str:
        """Why the training has ended."""
        return self._course.verdict

    @property
    def has_arrived(self) -> bool:
        """Whether all epochs that were asked for are there."""
        return self.owed < 1 or bool(self.verdict)

    def forget(self) -> None:
        """Let go of the images: they are others."""
        self.images = None

    def restart(self, spec: AutoencoderSpec) -> None:
        """Begin with weights as drawn, and with the images if they are not at hand."""
        self.reopen(spec, None)

    def reopen(self, spec: AutoencoderSpec, folder: Path | None) -> None:
        """Begin, or show where this very training ended, if `folder` has it."""
        self.owed, self._left, self._spec = 0.0, (), spec
        self._course, self._whole = Course(), None
        self._learn(spec, folder=folder)

    def resume(self, spec: AutoencoderSpec, begun: Checkpoint) -> None:
        """Go on from what was read from a file."""
        self.owed, self._left, self._spec = 0.0, (), spec
        self._course, self._whole = Course(), None
        self._learn(spec, begun)

    def _learn(
        self,
        spec: AutoencoderSpec,
        after: Moment | Checkpoint | None = None,
        folder: Path | None = None,
    ) -> None:
        carry_on = self._lane.carry_on
        self._lane.start(engine.learn(spec, self.images, after, carry_on, folder))

    def stop(self) -> None:
        """Do not go on gathering images."""
        self._lane.start(iter(()))

    def go_on(self, spec: AutoencoderSpec) -> None:
        """Go on from the epoch that is looked at: on another branch, if it is past."""
        self._spec = spec
        if self._whole is not None:
            self._left = (*self._left, self._whole)[-MOST_LEFT:]
            self._left = tuple(Course(rows=course.rows) for course in self._left)
            self._course, self._whole = self._course.branched(), None
        if (last := self.last) is None:
            self._learn(spec)
            return
        self._course = self._course.judged(self._judge(last.index, last.moment))
        self._learn(spec, last.moment)

    def look_back(self, index: int, _: object = None) -> None:
        """Look at the kept epoch nearest to `index`; at the last, as before."""
        whole, self.owed = self.whole, 0.0
        index = whole.nearest(index)
        is_last = index == whole.steps[-1].index
        self._whole = None if is_last else whole
        self._course = whole if is_last else whole.until(index)

    def neighbour(self, by: int) -> int:
        """Return the number of the kept epoch that is `by` kept epochs further."""
        steps, count = self.whole.steps, len(self.trail.steps)
        return steps[min(max(count - 1 + by, 0), len(steps) - 1)].index

    def index_at(self, epoch: float) -> int:
        """Return the number of the kept epoch nearest to `epoch`."""
        return self.whole.nearest(epoch)

    def end(self, spec: AutoencoderSpec) -> int:
        """Return the number of the last epoch."""
        assert self.last is not None
        return max(self.last.index, spec.learning.epochs)

    def steps_to(self, spec: AutoencoderSpec, epoch: int) -> int:
        """Return how many epochs it is to `epoch`, or to the end if that is before."""
        assert self.last is not None
        return min(epoch, spec.learning.epochs) - self.last.index

    def owe(self, speed: float, elapsed: float) -> None:
        """Owe as many epochs as `speed` makes in `elapsed` s; never far behind."""
        self.owed = min(self.owed + speed * elapsed, max(1.0, 0.1 * speed))

    def take(self, _: object = None) -> bool:
        """Take what is owed and ready; tell whether that was any moment."""
        has_taken = False
        while self.images is None or not self._course.steps or self.owed >= 1:
            if not (taken := self._lane.take(1)):
                break
            item: ImageReading | Images | Moment = taken[0]
            if isinstance(item, Moment):
                self._extend(item)
                has_taken = True
            else:
                self.images = item if isinstance(item, Images) else None
                self._tell(item)
        return has_taken

    def _extend(self, moment: Moment) -> None:
        number = _epoch(moment)
        if self.last is not None:
            self.owed = max(0.0, self.owed - 1)
        visit = Visit(number, moment, self._judge(number, moment))
        self._course = self._course.extended(visit)

    def _judge(self, number: int, moment: Moment) -> str:
        """Say why there is no epoch after this one; nothing, if there is."""
        if moment.checkpoint.has_diverged:
            return DIVERGED
        epochs = self._spec.learning.epochs
        return (
            tr("Trained for {number} epochs, as asked.", number=number)
            if number >= epochs
            else ""
        )


def _epoch(moment: Moment) -> int:
    """Return the number of the epoch that ends at a moment, or in which it diverged.

    Drawn with replacement, batches are as many, and see a few images more than once.
    """
    learnt, _ = parted(moment.images.count, moment.spec.images.test)
    return -(-moment.checkpoint.index // moment.spec.batches(learnt))
