"""The one owner of an autoencoder's spec: decides what a change makes stale."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from explorer.lanes import LaneLike
from explorer.latent.course import ALWAYS, History, Visit
from explorer.latent.walk import LatentWalk
from explorer.playback import Playback
from explorer.undo import Undo
from models import engine
from models.images import ImageReading, Images
from models.language import tr
from models.latent_moments import (
    Checkpoint,
    EpochRows,
    LatentSight,
    LatentSlice,
    Moment,
    Pointed,
    Preview,
)
from models.latent_options import revise
from models.latent_planes import seen_as
from models.latent_specs import AutoencoderSpec
from models.latent_stale import LatentStale, latent_stale
from models.snapshots import frozen

STOPPED = tr("Stopped: no images. Reset (R) gathers them from the beginning.")


@dataclass(frozen=True, slots=True)
class LatentLanes:
    """One lane for each thing that is computed."""

    training: LaneLike
    sight: LaneLike
    surface: LaneLike


class LatentSession(QObject):
    """Holds the spec, and the lanes that compute what it asks for.

    Signals:
        spec_changed: (AutoencoderSpec) the spec was replaced, or an edit refused.
        gathering: (ImageReading or None) how far images are gathered; None: no more.
        gathered: (Images) they are there.
        restarted: another training: what was shown means nothing now.
        moved: (Moment) what is looked at has changed; every frame.
        reported: (Visit) the same, at a pace that can be read.
        recorded: (History) the losses of all epochs, at that pace.
        seen: (LatentSight) what was asked to be seen of the moment.
        compared: (EpochRows) what came back of some images after some epochs.
        offered: (tuple of str) the devices that can compute here.
        surveyed: (LatentSlice) the landscape that the training walks on.
        previewed: (Preview or None) the autoencoder that is pointed at there.
        pointed: (Pointed or None) the image under the pointer, with what comes back.
        told: (str) something the user should know, in one sentence.
    """

    spec_changed = pyqtSignal(object)
    gathering = pyqtSignal(object)
    gathered = pyqtSignal(object)
    restarted = pyqtSignal()
    moved = pyqtSignal(object)
    reported = pyqtSignal(object)
    recorded = pyqtSignal(object)
    seen = pyqtSignal(object)
    compared = pyqtSignal(object)
    offered = pyqtSignal(object)
    surveyed = pyqtSignal(object)
    previewed = pyqtSignal(object)
    pointed = pyqtSignal(object)
    told = pyqtSignal(str)

    def __init__(
        self, spec: AutoencoderSpec, lanes: LatentLanes, folder: Path | None = None
    ) -> None:
        """Keep what is trained to its end in `folder`, if there is one."""
        super().__init__()
        self._folder = folder
        self._kept: Checkpoint | None = None  # the last that was put there
        self.spec = spec
        self._lanes = lanes
        self._walk = LatentWalk(lanes.training, self._tell_images)
        self.playback = Playback(self._walk, lambda: self.spec, lambda: None)
        self.playback.moved.connect(self._show)
        self.playback.due.connect(self._report)
        self.playback.told.connect(self.told)
        self._undo: Undo[AutoencoderSpec] = Undo()
        self._has_failed = False  # to begin: there is nothing to wait for
        self._shown: Moment | None = None
        self._place: tuple[float, float] | None = None  # under the pointer
        self._number: int | None = None  # of the image that is under it
        self._watched: frozenset[str] = frozenset()
        self._slice: LatentSlice | None = None
        self._surveyed: object = None  # the moment that the landscape is around
        self._there: tuple[float, float] | None = None  # pointed at in the landscape
        self._asked: tuple[int, ...] = ()  # moments to compare, by identity
        self._compared: tuple[int, ...] = ()  # those that are

    def open(self) -> None:
        """Start computing; epochs that were asked for before are still owed."""
        owed = self._walk.owed
        self._restart()
        self._walk.owed = owed
        self._lanes.surface.follow(engine.offered_devices())

    # What the user does

    def edit(self, changes: Mapping[str, object]) -> bool:
        """Adopt `changes` (dotted keys); refuse them with a sentence. Tell which."""
        try:
            spec = revise(self.spec, changes)
        except ValueError as error:
            self.told.emit(str(error))
            self.spec_changed.emit(self.spec)
            return False
        self.adopt(spec)
        return True

    def adopt(self, spec: AutoencoderSpec) -> None:
        """Replace the spec, and recompute what that makes stale."""
        self._undo.note(self.spec, spec)
        self._replace(spec)

    def resume(self, spec: AutoencoderSpec, begun: Checkpoint) -> None:
        """Show a trained model, as its file has it; it can be trained on."""
        self._undo.note(self.spec, spec)
        self.spec = spec
        self.spec_changed.emit(spec)
        self._walk.forget()
        self.playback.play(False)
        self._begin(lambda: self.playback.begin(lambda: self._walk.resume(spec, begun)))

    def reopen(self, spec: AutoencoderSpec, epochs: int | None = None) -> None:
        """Show what a file asks for after so many epochs; None: as many as are known.

        It is trained already if that very training was once ended.
        """
        self._undo.note(self.spec, spec)
        self.spec = spec
        self.spec_changed.emit(spec)
        self._walk.forget()
        is_whole = epochs is None or epochs >= spec.learning.epochs
        folder = self._folder if is_whole else None
        self.playback.play(False)
        self._begin(
            lambda: self.playback.begin(lambda: self._walk.reopen(spec, folder))
        )
        self._walk.owed = float(epochs or 0)
        self.told.emit("")

    def begin_here(self) -> None:
        """Have nothing to take back of what led here."""
        self._undo.forget()

    def undo(self) -> None:
        """Take back the last change of the spec."""
        if (spec := self._undo.back(self.spec)) is not None:
            self._replace(spec)

    def redo(self) -> None:
        """Make again the change that was taken back."""
        if (spec := self._undo.forward(self.spec)) is not None:
            self._replace(spec)

    def stop_gathering(self) -> None:
        """Leave the images where they are."""
        if self._walk.images is None:
            self._walk.stop()
            self.gathering.emit(None)
            self.told.emit(STOPPED)

    def hover(self, place: tuple[float, float] | None, number: int | None) -> None:
        """Look at a place of the plane, and at the image that lies there, if any."""
        if (place, number) != (self._place, self._number):
            if number is None:
                self.pointed.emit(None)
            self._place, self._number = place, number
            self._look()

    def pick(self, number: int) -> None:
        """Choose an image, or let go of it; several stay chosen."""
        chosen = self.spec.view.chosen
        rest = tuple(one for one in chosen if one != number)
        self.edit({"view.chosen": rest if number in chosen else (*chosen, number)})

    def watch(self, names: frozenset[str]) -> None:
        """Compute these parts of a sight, as long as someone looks at them."""
        if names != self._watched:
            self._watched = names
            self._look()

    def save_codes(self, path: Path) -> None:
        """Write the codes as they are looked at to a table, and say so."""
        if self._shown is not None:
            self._lanes.surface.follow(engine.save_codes(path, self._shown))

    def point(self, place: tuple[float, float] | None) -> None:
        """Look at the autoencoder at a place of the landscape, or at one's own."""
        if place == self._there:
            return
        self._there = place
        if place is None or self._slice is None or self._shown is None:
            self.previewed.emit(None)
        else:
            plane = self._slice.surface.plane
            self._lanes.sight.follow(engine.preview(self._shown, plane, place))

    # What the clock does

    def tick(self, elapsed: float) -> None:
        """Move what is ready to the views; called every frame, `elapsed` s apart."""
        self._guarded(self._take_sight)
        self._guarded(self._take_slice)
        self._guarded(lambda: self.playback.take(elapsed))
        self.playback.keep_pace(elapsed)

    @property
    def is_settled(self) -> bool:
        """Whether everything that was asked for is on the screen."""
        playback = self.playback
        is_told = self._walk.is_seen and not (playback.has_news or playback.is_held)
        is_idle = self._lanes.sight.is_idle and self._lanes.surface.is_idle
        if self._has_failed:
            return is_idle
        return self._walk.has_arrived and is_told and is_idle

    def close(self) -> None:
        """End all threads."""
        self._lanes.training.close()
        self._lanes.sight.close()
        self._lanes.surface.close()

    @property
    def visit(self) -> Visit | None:
        """The epoch that is looked at."""
        return self._walk.last

    def _guarded(self, take: Callable[[], None]) -> None:
        try:
            take()
        except Exception as error:  # noqa: BLE001 - told to the user
            self.playback.play(False)
            self._has_failed = self._walk.last is None
            self.gathering.emit(None)
            self.told.emit(_sentence(error))

    def _take_sight(self) -> None:
        for item in self._lanes.sight.take(8):
            if isinstance(item, Pointed):
                if item.number == self._number:
                    self.pointed.emit(item)
            elif isinstance(item, Preview):
                if self._there is not None:
                    self.previewed.emit(item)
            elif isinstance(item, EpochRows):
                self._compared = self._asked
                self.compared.emit(item)
            else:
                assert isinstance(item, LatentSight)
                self.seen.emit(item)

    def _take_slice(self) -> None:
        for item in self._lanes.surface.take(8):
            if isinstance(item, str):
                self.told.emit(item)
            elif isinstance(item, tuple):
                self.offered.emit(item)
            else:
                self._slice = item
                self.surveyed.emit(item)

    # What follows from it

    def _tell_images(self, item: ImageReading | Images) -> None:
        if isinstance(item, Images):
            self.gathering.emit(None)
            self.gathered.emit(item)
        else:
            self.gathering.emit(item)

    def _replace(self, spec: AutoencoderSpec) -> None:
        old, self.spec = self.spec, spec
        self.spec_changed.emit(spec)
        was = latent_stale(old, spec)
        if was.images:
            self._walk.forget()
        if was.training:
            self._restart()
        else:
            self._refresh(was)
        self.told.emit(self.playback.sentence if self._walk.is_back else "")

    def _refresh(self, was: LatentStale) -> None:
        if was.rule or (was.plane and not self._walk.is_back):
            self.playback.go_on()
        if was.plane:
            self.playback.show()
        if was.landscape:
            self._surveyed = None
        if was.sight or was.landscape:
            self._look()

    def _restart(self) -> None:
        self._begin(self.playback.restart)

    def _begin(self, begin: Callable[[], None]) -> None:
        self._place = self._number = self._shown = None
        self._has_failed = False
        self._asked = self._compared = ()
        self._slice = self._surveyed = self._there = None
        self._lanes.sight.start(iter(()))
        self._lanes.surface.start(iter(()))
        self.pointed.emit(None)
        self.restarted.emit()
        begin()

    def _show(self) -> None:
        if (visit := self._walk.last) is not None:
            self._shown = seen_as(visit.moment, self.spec, self._shown)
            self.moved.emit(self._shown)

    def _report(self) -> None:
        if (visit := self._walk.last) is not None:
            self.reported.emit(visit)
            kept = frozen([one.index for one in self._walk.whole.steps])
            forks, back = self._walk.whole.forks, self._walk.is_back
            losses = self._walk.histories
            self.recorded.emit(History(losses, kept, forks, visit.index, back))
            self._look()
            self._keep(visit)

    def _keep(self, visit: Visit) -> None:
        """Keep a model that is trained to its end, once."""
        here, is_back = visit.moment.checkpoint, self._walk.is_back
        if self._folder is None or not self._walk.verdict or is_back:
            return
        if here is not self._kept and not here.has_diverged:
            self._kept = here
            lane = self._lanes.surface
            lane.follow(engine.keep_model(self._folder, self.spec, here))

    def _look(self) -> None:
        if self._shown is not None:
            moment = seen_as(self._shown, self.spec)
            rows = self._rows() if "reconstructions" in self._watched else ()
            self._lanes.sight.follow(
                engine.look_at_codes(
                    moment, self._place, self._number, self._watched, rows
                )
            )

            self._survey()

    def _survey(self) -> None:
        """Have the landscape around what is shown, as long as it is looked at."""
        if "landscape" not in self._watched or self._shown is None:
            return
        if self._surveyed is not self._shown.checkpoint:
            self._surveyed = self._shown.checkpoint
            moments = [visit.moment for visit in self._walk.trail.steps]
            lane = self._lanes.surface
            lane.follow(engine.survey_codes(moments, self.spec.plane, lane.spread))

    def _rows(self) -> tuple[tuple[int, Moment], ...]:
        """Return the epochs to compare, if they are others than those compared."""
        steps = self._walk.trail.steps
        rows = tuple((v.index, v.moment) for v in steps if v.index in ALWAYS)
        if self._walk.verdict and steps[-1].index not in ALWAYS:
            rows = (*rows, (steps[-1].index, steps[-1].moment))
        names = tuple(id(moment) for _, moment in rows)
        if names == self._compared:
            return ()
        self._asked = names
        return rows


def _sentence(error: Exception) -> str:
    if isinstance(error, ValueError):  # of a folder or a file
        return f"{error}."
    return tr("The computation failed: {error}.", error=error or type(error).__name__)
