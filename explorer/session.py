"""The one owner of the spec: decides what a change makes stale, and recomputes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal

from explorer.lanes import LaneLike
from explorer.partings import Partings
from explorer.playback import Playback
from explorer.slices import Slices
from explorer.tables import Tables
from explorer.undo import Undo
from explorer.walk import Walk
from models import engine
from models.drops import dropped
from models.language import tr
from models.optimizers import ALONE
from models.options import revise
from models.own_tables import is_at_hand, keep, settings_of
from models.points import kept_of
from models.projections import project
from models.snapshots import Array, Path, Plane, Surface, Watched
from models.specs import Spec
from models.stale import Stale, stale
from models.tables import Table

NEAR = 0.02  # extents: a click so near to a kept point means that point
OTHER_DROPS = tr(
    "The rain has dried, as drops would run otherwise now: let it rain anew."
)
OTHER_SQUARE = tr("The rain has dried, as another square is drawn: let it rain anew.")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Lanes:
    """One lane for each thing that is computed."""

    surface: LaneLike
    descent: LaneLike
    sight: LaneLike
    rain: LaneLike
    tables: LaneLike


class Session(QObject):
    """Holds the spec, and the lanes that compute what it asks for.

    Signals:
        spec_changed: (Spec) the spec was replaced, or an edit refused.
        surface_changed: (Surface, Scale, Scale) a finer or another surface is ready,
            with the scales of its heights and colours.
        restarted: another problem: what was shown means nothing now.
        walked: (Path, Step) the path has changed, and where it ends; every frame.
        branched: (tuple of Path) the paths that the walker left have changed.
        forked: (tuple of int) the steps at which the walker left a branch.
        reported: (Path, Step) the path and where it ends, at a pace that can be read.
        recorded: (tuple of Path, Step, bool) the path of the walker and those beside
            it, with all that came after the step that is looked at, that step, and
            whether it lies back.
        seen: (Sight) what is seen from where the walker stands, at that pace.
        raced: (tuple of Step) where the walker stands, and each of its rivals.
        rained: (Rain or None) drops that run down over the square; None: it is dry.
        told: (str) something the user should know, in one sentence.
    """

    spec_changed = pyqtSignal(object)
    surface_changed = pyqtSignal(object, object, object)
    restarted = pyqtSignal()
    walked = pyqtSignal(object, object)
    branched = pyqtSignal(object)
    forked = pyqtSignal(object)
    reported = pyqtSignal(object, object)
    recorded = pyqtSignal(object, object, bool)
    seen = pyqtSignal(object)
    raced = pyqtSignal(object)
    rained = pyqtSignal(object)
    told = pyqtSignal(str)

    def __init__(self, spec: Spec, lanes: Lanes) -> None:
        super().__init__()
        self.spec = spec
        self._lanes = lanes
        self._slices = Slices(lanes.surface)
        self._walk = Walk(lanes.descent)
        self._partings = Partings(self._walk)
        self.playback = Playback(self._walk, lambda: self.spec, lambda: self._plane)
        self.playback.moved.connect(self._show_path)
        self.playback.due.connect(self._report)
        self.playback.told.connect(self.told)
        self.tables = Tables(lanes.tables)
        self.tables.told.connect(self.told)
        self.tables.fetched.connect(lambda spec: self.adopt(spec, steps=self._due))
        self._undo: Undo[Spec] = Undo()
        self._others: tuple[Path, ...] = ()  # as they are shown
        self._due: int | None = None  # steps, once a table is there
        self._hovered: tuple[float, float] | None = None
        self._dragged_to: Array | None = None  # not yet started there
        self._drawn: tuple[Mapping[str, object], object] | None = None  # not yet seen
        self._is_raining = False
        self._watched: frozenset[Watched] = frozenset()

    def set_smooth(self, is_smooth: bool) -> None:
        """Say whether one surface turns into the next; it does at first."""
        self._slices.is_smooth = is_smooth

    def open(self) -> None:
        """Start computing; steps that were asked for before are still owed.

        This loads torch, so the window comes first.
        """
        owed = self._walk.owed
        self._restart()
        self._walk.owed = owed

    # What the user does

    def edit(self, changes: Mapping[str, object], stroke: object = None) -> bool:
        """Adopt `changes` (dotted keys); refuse them with a sentence. Tell which.

        Edits of one `stroke` of the pointer are undone together. Where examples are
        drawn by hand the walker goes on from where it stands.
        """
        if "data.points" in changes:
            changes = {**self._start_here(), **changes}
        try:
            spec = revise(self.spec, changes)
        except ValueError as error:
            self.told.emit(str(error))
            self.spec_changed.emit(self.spec)
            return False
        sentence = dropped(self.spec, spec, changes)
        self.adopt(spec, stroke)
        if sentence:
            self.told.emit(sentence)
        return True

    def draw(
        self, changes: Mapping[str, object], stroke: object, is_held: bool
    ) -> None:
        """Adopt examples that are drawn by hand: at once, or while one is held later.

        A pointer moves more often than a descent begins: the last move counts, as soon
        as those before it are shown.
        """
        if is_held:
            self._drawn = changes, stroke
        else:
            self.edit(changes, stroke)

    def adopt(
        self, spec: Spec, stroke: object = None, steps: int | None = None
    ) -> None:
        """Replace the spec, and recompute what that makes stale.

        One with a table of one's own waits until that is read, and is what it says.
        With `steps` the descent goes so far from its start, whatever it was at.
        """
        self._due = steps
        if not is_at_hand(spec.data):
            self.tables.fetch(spec)
            return
        self._undo.note(self.spec, spec, stroke)
        self._replace(spec)
        if steps is not None:
            self.playback.reset()
            self.playback.advance(steps)

    def learn(self, table: Table) -> bool:
        """Learn from a table that was read; say what became of its rows, if it can."""
        keep(table)
        can = self.edit(settings_of(table))
        if can:
            self.told.emit(table.said)
        return can

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

    def _replace(self, spec: Spec) -> None:
        old, self.spec = self.spec, spec
        self._drawn = None
        self.spec_changed.emit(spec)
        was = stale(old, spec)
        said = self._dry(OTHER_DROPS) if was.drops else ""
        if was.problem:
            self._restart()
        elif was.examples:
            self._reshape()
        else:
            said = self._refresh(was, old) or said
        self.told.emit(said or self.playback.sentence)

    def start_at(self, x: float, y: float) -> None:
        """Start the descent at a point of the plane that is shown."""
        if self._slices.shown is not None:
            theta = self._slices.shown.plane.theta(x, y)
            self.edit({"start.theta": tuple(theta.tolist())})

    def drag(self, x: float, y: float) -> None:
        """Start at a point of the plane, as soon as the start before it is shown."""
        if self._plane is not None:
            self.drag_to(self._plane.theta(x, y))

    def drag_to(self, theta: Array) -> None:
        """Start at the parameters (P,), as soon as the start before them is shown.

        A pointer moves more often than a descent begins: the last move counts.
        """
        self._dragged_to = theta

    def pick(self, x: float, y: float) -> None:
        """Start at the kept point that was clicked, or else at this point."""
        shown = self._slices.shown
        if shown is None:
            return
        thetas = kept_of(self.spec)
        xy, _ = project(shown.plane, thetas)
        away = np.hypot(*(xy - (x, y)).T) / shown.plane.extent
        if len(away) and away.min() < NEAR:
            self.edit({"start.theta": tuple(thetas[away.argmin()].tolist())})
        else:
            self.start_at(x, y)

    @property
    def step(self) -> int:
        """The number of the step that is looked at."""
        return self._walk.last.index if self._walk.last is not None else 0

    @property
    def surface(self) -> Surface | None:
        """What is shown of the loss, as fine as it is by now."""
        return self._slices.shown

    @property
    def histories(self) -> tuple[Path, ...]:
        """The whole paths: of the walker, of each rival, and those left."""
        return self._walk.histories

    def keep(self) -> None:
        """Keep the point where the walker stands, under the next free letter."""
        if (last := self._walk.last) is None:
            return
        names = self.spec.kept.names
        free = (name for name in LETTERS if name not in names)
        name = next(free, f"{len(names) + 1}")
        values = (*self.spec.kept.values, *last.theta.tolist())
        self.edit({"kept.names": (*names, name), "kept.values": values})

    def rain(self) -> None:
        """Let it rain over the square that is shown; or clear that away."""
        if self._is_raining:
            self._dry()
        elif self.spec.optimizer.name in ALONE:
            self.told.emit(
                tr(
                    "{title} has no rain: it takes one descent at a time.",
                    title=self.spec.optimizer.choice.title,
                )
            )
        elif self._plane is not None:
            self._is_raining = True
            self._lanes.rain.start(engine.rain(self.spec, self._plane))

    def hover(self, at: tuple[float, float] | None) -> None:
        """Look at the model at these coordinates of the plane."""
        if at != self._hovered:
            self._hovered = at
            self._look_around()

    def watch(self, name: Watched, is_watched: bool) -> None:
        """Compute what takes long as long as someone looks at it."""
        self._watched = self._watched | {name} if is_watched else self._watched - {name}
        self._look_around()

    # What the clock does

    def tick(self, elapsed: float) -> None:
        """Move what is ready to the views; called every frame, `elapsed` s apart."""
        self._guarded(self._take_surface)
        self._guarded(self._take_sight)
        self._guarded(self._take_rain)
        self._guarded(self.tables.tick)
        self._guarded(lambda: self.playback.take(elapsed))
        is_moving = self.playback.is_moving
        if self._slices.move(elapsed):
            self._show_surface()
        self._slices.keep_up(self.spec, self._walk.trail, is_moving, elapsed)
        self.playback.keep_pace(elapsed)
        if self._dragged_to is not None and self._walk.last is not None:
            to, self._dragged_to = self._dragged_to, None
            self.edit({"start.theta": tuple(to.tolist())})
        if self._drawn is not None and self._walk.last is not None:
            drawn, self._drawn = self._drawn, None
            self.edit(*drawn)

    @property
    def is_settled(self) -> bool:
        """Whether everything that was asked for is on the screen."""
        is_shown = self._slices.is_up_to_date(self.spec, self._walk.trail)
        is_idle = is_shown and self._lanes.sight.is_idle and self.tables.is_idle
        is_told = self._walk.trail.path is not None and not self.playback.has_news
        is_dragged = self._dragged_to is not None or self._drawn is not None
        is_held = is_dragged or self.playback.is_held
        return self._walk.has_arrived and is_idle and is_told and not is_held

    def close(self) -> None:
        """End all threads."""
        lanes = self._lanes
        for lane in (
            lanes.surface, lanes.descent, lanes.sight, lanes.rain, lanes.tables,
        ):  # fmt: skip
            lane.close()

    def _guarded(self, take: Callable[[], None]) -> None:
        try:
            take()
        except Exception as error:  # noqa: BLE001 - told to the user
            self.playback.play(False)
            self.told.emit(
                tr(
                    "The computation failed: {error}.",
                    error=error or type(error).__name__,
                )
            )

    def _take_surface(self) -> None:
        old = self._slices.shown
        if (newest := self._slices.take()) is None:
            return
        plane = newest.surface.plane
        has_moved = old is None or old.plane is not plane
        if has_moved:
            if dried := self._dry(OTHER_SQUARE):
                self.told.emit(dried)
            self._walk.look_from(plane, newest.trail)
        self._show_surface()
        if has_moved:
            self.playback.show()

    def _take_sight(self) -> None:
        if ready := self._lanes.sight.take(8):
            self.seen.emit(ready[-1])

    def _take_rain(self) -> None:
        if ready := self._lanes.rain.take(8):
            self.rained.emit(ready[-1])

    # What follows from it

    def _dry(self, why: str = "") -> str:
        """Clear drops away, if there are any; return why then."""
        if not self._is_raining:
            return ""
        self._is_raining = False
        self._lanes.rain.start(iter(()))
        self.rained.emit(None)
        return why

    @property
    def _plane(self) -> Plane | None:
        return self._slices.shown.plane if self._slices.shown else None

    def _restart(self) -> None:
        self._hovered = self._dragged_to = None
        self._slices.restart(self.spec)
        self._lanes.sight.start(iter(()))
        self.playback.restart()
        self.restarted.emit()

    def _reshape(self) -> None:
        """Have the same square and the walker in it stay, on the loss of others."""
        owed = self._walk.owed
        self.playback.restart()
        self._walk.owed = owed
        self._slices.reshape(self.spec)

    def _start_here(self) -> dict[str, object]:
        """Return the edit that lets the descent start where the walker stands."""
        last = self._walk.last
        if last is None or not last.index or last.has_diverged:
            return {}
        return {"start.theta": tuple(last.theta.tolist())}

    def _regroup(self, old: Spec) -> str:
        """Begin again with more or fewer rivals, or go on where as many were."""
        is_undone = self._undo.leads_on_to(old)
        known, said = self._partings.part(old, self.spec, is_undone)
        self.playback.restart()
        if known is not None:
            self._walk.resume(self.spec, known, self._plane)
            self.playback.resume()
        return said

    def _refresh(self, was: Stale, old: Spec) -> str:
        """Compute anew what is stale; return what the user should know of that."""
        said, are_others = "", len(old.race.names) != len(self.spec.race.names)
        if was.start and are_others:
            said = self._regroup(old)
        elif was.start:
            self.playback.restart()
        if was.plane or (was.samples and self.spec.drawn_samples == "all"):
            self._slices.follow(self.spec, self._walk.trail, self.playback.is_moving)
        elif was.samples:
            self._slices.narrow(self.spec, self._walk.trail, self.playback.is_moving)
        if was.rule and not was.start:
            self.playback.go_on()
        if was.heights:
            self._show_surface()
        if was.sight:
            self._look_around()
        return said

    def _show_surface(self) -> None:
        if (drawn := self._slices.drawn) is not None:
            scales = self._slices.scales(self.spec, self._walk.trail)
            self.surface_changed.emit(drawn, *scales)

    def _show_path(self) -> None:
        trail = self._walk.trail
        if self._slices.is_too_high(self.spec, trail):
            self._show_surface()
        if (others := self._walk.others) != self._others:
            self._others = others
            self.branched.emit(others)
        self.walked.emit(trail.path, trail.steps[-1])

    def _report(self) -> None:
        trail, is_back = self._walk.trail, self._walk.is_back
        self.reported.emit(trail.path, trail.steps[-1])
        self.raced.emit(self._walk.lasts)
        self.forked.emit(self._walk.whole.forks)
        self.recorded.emit(self._walk.histories, trail.steps[-1], is_back)
        self._look_around()

    def _look_around(self) -> None:
        if steps := self._walk.trail.steps:
            watched = self._watched
            if "cut" in self.spec.view.layers:
                watched |= {"cut"}
            if self.spec.view.telling:
                watched |= {"update"}
            self._lanes.sight.follow(
                engine.look_around(
                    self.spec,
                    steps,
                    self._plane,
                    self._hovered,
                    watched,
                    self._walk.whole.steps,
                )
            )
