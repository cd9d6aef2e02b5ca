"""The one owner of the spec: decides what a change makes stale, and recomputes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PyQt6.QtCore import QObject, pyqtSignal

from models import engine
from models.options import revise
from models.scales import Scale, make_colors, make_scale
from models.snapshots import Surface
from models.specs import Spec
from models.stale import Stale, stale
from models.trails import Trail

REPORTS = 0.05  # seconds between two while it plays: numbers and plots are to be read


class LaneLike(Protocol):
    """What the session needs of a lane; tests have one without a thread."""

    def start(self, items: Iterator[Any]) -> None:
        """Drop everything and pull `items`."""

    def follow(self, items: Iterator[Any]) -> None:
        """Pull `items` when what runs has shown something."""

    def take(self, most: int) -> list[Any]:
        """Return what is ready."""

    def spread(self, function: Any, items: Any, /) -> Iterator[Any]:
        """Map on several cores."""

    def close(self) -> None:
        """End it."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs, waits or is ready."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """One lane for each thing that is computed."""

    surface: LaneLike
    descent: LaneLike
    prediction: LaneLike


class Session(QObject):
    """Holds the spec, and the lanes that compute what it asks for.

    Signals:
        spec_changed: (Spec) the spec was replaced, or an edit refused.
        surface_changed: (Surface, Scale, Scale) a finer or another surface is ready,
            with the scales of its heights and colours.
        restarted: the descent starts anew; its old path means nothing now.
        walked: (Path, Step) the path has changed, and where it ends; every frame.
        reported: (Path, Step) the same, at a pace that can be read.
        predicted: (Prediction) what the walker's model, and the hovered one, predict.
        playing_changed: (bool) the descent runs, or is paused.
        told: (str) something the user should know, in one sentence.
    """

    spec_changed = pyqtSignal(object)
    surface_changed = pyqtSignal(object, object, object)
    restarted = pyqtSignal()
    walked = pyqtSignal(object, object)
    reported = pyqtSignal(object, object)
    predicted = pyqtSignal(object)
    playing_changed = pyqtSignal(bool)
    told = pyqtSignal(str)

    def __init__(self, spec: Spec, lanes: Lanes) -> None:
        super().__init__()
        self.spec = spec
        self.is_playing = False
        self._lanes = lanes
        self._surface: Surface | None = None
        self._trail = Trail()
        self._hovered: tuple[float, float] | None = None
        self._owed = 0.0  # steps to be taken, by time or by request
        self._has_news = False  # of the descent, not yet reported
        self._heights: Scale | None = None  # as the surface is shown
        self._silence = 0.0  # seconds since the last report

    def open(self) -> None:
        """Start computing; steps that were asked for before are still owed.

        This loads torch, so the window comes first.
        """
        owed = self._owed
        self._restart()
        self._owed = owed

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

    def adopt(self, spec: Spec) -> None:
        """Replace the spec, and recompute what that makes stale."""
        old, self.spec = self.spec, spec
        self.spec_changed.emit(spec)
        was = stale(old, spec)
        if was.problem:
            self._restart()
        else:
            self._refresh(was)
        self.told.emit(self._trail.verdict)

    def start_at(self, x: float, y: float) -> None:
        """Start the descent at a point of the plane that is shown."""
        if self._surface is not None:
            theta = self._surface.plane.theta(x, y)
            self.edit({"start.theta": tuple(theta.tolist())})

    def play(self, is_playing: bool) -> None:
        """Let the descent run, from the start again if it has ended; or pause it."""
        if is_playing and self._trail.verdict:
            self.reset()
        if is_playing != self.is_playing:
            self.is_playing = is_playing
            self.playing_changed.emit(is_playing)

    def reset(self) -> None:
        """Go back to the start, with the same weights."""
        self.play(False)
        self.told.emit("")
        self._restart_descent()

    def advance(self, steps: int) -> None:
        """Pause, and take `steps` steps as fast as they come."""
        self.play(False)
        if self._trail.verdict:
            self.reset()
        self._owed = float(steps)

    def hover(self, at: tuple[float, float] | None) -> None:
        """Look at the model at these coordinates of the plane."""
        if at != self._hovered:
            self._hovered = at
            self._ask_prediction()

    # What the clock does

    def tick(self, elapsed: float) -> None:
        """Move what is ready to the views; called every frame, `elapsed` s apart."""
        for take in (self._take_surface, self._take_prediction):
            self._guarded(take)
        self._guarded(lambda: self._take_steps(elapsed))
        self._silence += elapsed
        if self._has_news and not (self.is_playing and self._silence < REPORTS):
            self._report()

    @property
    def is_settled(self) -> bool:
        """Whether everything that was asked for is on the screen."""
        has_walked = self._owed < 1 or bool(self._trail.verdict)
        is_idle = self._lanes.surface.is_idle and self._lanes.prediction.is_idle
        is_shown = self._trail.path is not None and not self._has_news
        return has_walked and is_idle and is_shown

    def close(self) -> None:
        """End all threads."""
        for lane in (self._lanes.surface, self._lanes.descent, self._lanes.prediction):
            lane.close()

    def _guarded(self, take: Any) -> None:
        try:
            take()
        except Exception as error:  # noqa: BLE001 - told to the user
            self.play(False)
            self.told.emit(f"The computation failed: {error or type(error).__name__}.")

    def _take_surface(self) -> None:
        if not (ready := self._lanes.surface.take(8)):
            return
        moved = self._surface is None or ready[-1].plane is not self._surface.plane
        self._surface = ready[-1]
        if moved:
            self._trail = self._trail.seen_in(self._surface.plane)
        self._show_surface()
        if moved:
            self._show_path()

    def _take_prediction(self) -> None:
        if ready := self._lanes.prediction.take(8):
            self.predicted.emit(ready[-1])

    def _take_steps(self, elapsed: float) -> None:
        if self.is_playing:
            speed = self.spec.view.speed
            self._owed = min(self._owed + speed * elapsed, max(1.0, 0.1 * speed))
        start = not self._trail.steps  # the start itself is shown without being asked
        taken = self._lanes.descent.take(int(self._owed) + start)
        if not taken:
            return
        self._owed = max(0.0, self._owed - len(taken) + start)
        plane = self._surface.plane if self._surface else None
        self._trail = self._trail.extended(taken, plane)
        self._show_path()
        if self._trail.verdict:
            self.play(False)
            self.told.emit(self._trail.verdict)

    # What follows from it

    def _restart(self) -> None:
        self._surface, self._hovered = None, None
        self._lanes.surface.start(engine.survey(self.spec, self._lanes.surface.spread))
        self._restart_descent()

    def _refresh(self, was: Stale) -> None:
        if was.plane:
            survey = engine.survey(self.spec, self._lanes.surface.spread)
            self._lanes.surface.follow(survey)
        if was.start:
            self._restart_descent()
        elif was.rule:
            last = self._trail.steps[-1] if self._trail.steps else None
            self._lanes.descent.start(engine.train(self.spec, last))
        if was.heights:
            self._show_surface()

    def _restart_descent(self) -> None:
        self._trail, self._owed, self._has_news = Trail(), 0.0, False
        self._lanes.prediction.start(iter(()))
        self._lanes.descent.start(engine.train(self.spec))
        self.restarted.emit()

    def _show_surface(self) -> None:
        if self._surface is not None:
            losses, view = self._surface.loss, self.spec.view
            heights = make_scale(losses, view.log_height)
            self._heights = heights.reaching(self._trail.lowest)
            colors = make_colors(losses, view.colors)
            self.surface_changed.emit(self._surface, self._heights, colors)

    def _show_path(self) -> None:
        if self._trail.path is None:
            return
        self._has_news = True
        if (
            self._heights
            and self._heights.reaching(self._trail.lowest) != self._heights
        ):
            self._show_surface()
        self.walked.emit(self._trail.path, self._trail.steps[-1])

    def _report(self) -> None:
        self._has_news, self._silence = False, 0.0
        self.reported.emit(self._trail.path, self._trail.steps[-1])
        self._ask_prediction()

    def _ask_prediction(self) -> None:
        if steps := self._trail.steps:
            looking = engine.inspect(self.spec, steps[-1].theta, self._hovered)
            self._lanes.prediction.follow(looking)
