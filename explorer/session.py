"""The one owner of the spec: decides what a change makes stale, and recomputes it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal

from models import engine
from models.options import revise
from models.planes import start_of, trace
from models.scales import Scale, make_colors, make_scale
from models.snapshots import Path, Step, Surface
from models.specs import Spec

MOST_STEPS = 4000  # kept and drawn
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


@dataclass(frozen=True, slots=True)
class Stale:
    """What a change of the spec leaves out of date."""

    problem: bool  # another loss altogether: nothing shown may survive
    plane: bool  # the surface, and where the path lies in it
    start: bool  # the descent, from its first step
    rule: bool  # the descent, from the step on the screen


def stale(old: Spec, new: Spec) -> Stale:
    """Return what is out of date when `new` takes the place of `old`."""
    problem = (old.data, old.shape, old.network.activation, old.loss_name) != (
        new.data, new.shape, new.network.activation, new.loss_name,
    )  # fmt: skip
    return Stale(
        problem,
        plane=problem or old.plane != new.plane or old.network.seed != new.network.seed,
        start=problem or not np.array_equal(start_of(old), start_of(new)),
        rule=(old.optimizer, old.batch) != (new.optimizer, new.batch),
    )


def thinned(steps: list[Step], stride: int) -> list[Step]:
    """Return every `stride`-th step, and the last."""
    return [step for step in steps[:-1] if step.index % stride == 0] + steps[-1:]


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
        self._steps: list[Step] = []
        self._stride = 1  # every how many steps one is kept
        self._path: Path | None = None
        self._hovered: tuple[float, float] | None = None
        self._owed = 0.0  # steps to be taken, by time or by request
        self._has_news = False  # of the descent, not yet reported
        self._heights: Scale | None = None  # as the surface is shown
        self._silence = 0.0  # seconds since the last report

    def open(self) -> None:
        """Start computing. The first call loads torch, so the window comes before."""
        self._restart()

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
        if was.start:
            self._owed = 0.0
        if was.problem:
            self._restart()
        elif was.plane:
            self._lanes.surface.follow(engine.survey(spec, self._lanes.surface.spread))
        if was.start and not was.problem:
            self._restart_descent()
        elif was.rule and not was.problem and self._steps:
            self._lanes.descent.start(engine.train(spec, self._steps[-1]))
        if replace(old.view, speed=spec.view.speed) != spec.view:
            self._show_surface()
        self.told.emit(self._verdict)

    def play(self, is_playing: bool) -> None:
        """Let the descent run, from the start again if it has ended; or pause it."""
        if is_playing and self._verdict:
            self.reset()
        if is_playing != self.is_playing:
            self.is_playing = is_playing
            self.playing_changed.emit(is_playing)

    def reset(self) -> None:
        """Go back to the start, with the same weights."""
        self.play(False)
        self.told.emit("")
        self._owed = 0.0
        self._restart_descent()

    def advance(self, steps: int) -> None:
        """Pause, and take `steps` steps as fast as they come."""
        self.play(False)
        if self._verdict:
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
        has_walked = bool(self._steps) and (self._owed < 1 or bool(self._verdict))
        is_drawn = self._lanes.surface.is_idle and self._lanes.prediction.is_idle
        is_told = self._surface is not None and not self._has_news
        return has_walked and is_drawn and is_told

    def close(self) -> None:
        """End all threads."""
        for lane in (self._lanes.surface, self._lanes.descent, self._lanes.prediction):
            lane.close()

    @property
    def _verdict(self) -> str:
        """Why the descent has ended; empty while it has not."""
        return self._steps[-1].verdict if self._steps else ""

    def _guarded(self, take: Any) -> None:
        try:
            take()
        except Exception as error:  # noqa: BLE001 - told to the user
            self.play(False)
            self.told.emit(f"The computation failed: {error or type(error).__name__}.")

    def _take_surface(self) -> None:
        if ready := self._lanes.surface.take(8):
            moved = self._surface is None or ready[-1].plane is not self._surface.plane
            self._surface = ready[-1]
            self._show_surface()
            if moved and self._steps:
                self._show_path(self._steps, None)

    def _take_prediction(self) -> None:
        if ready := self._lanes.prediction.take(8):
            self.predicted.emit(ready[-1])

    def _take_steps(self, elapsed: float) -> None:
        if self.is_playing:
            speed = self.spec.view.speed
            self._owed = min(self._owed + speed * elapsed, max(1.0, 0.1 * speed))
        first = not self._steps
        taken = self._lanes.descent.take(int(self._owed) + int(first))
        if not taken:
            return
        self._owed = max(0.0, self._owed - len(taken) + int(first))
        self._keep(taken)
        if self._verdict:
            self.play(False)
            self.told.emit(self._verdict)

    # What follows from it

    def _restart(self) -> None:
        self._surface, self._hovered = None, None
        self._lanes.surface.start(engine.survey(self.spec, self._lanes.surface.spread))
        self._restart_descent()

    def _restart_descent(self) -> None:
        self._steps, self._path, self._stride = [], None, 1
        self._has_news = False
        self._lanes.prediction.start(iter(()))
        self._lanes.descent.start(engine.train(self.spec))
        self.restarted.emit()

    def _show_surface(self) -> None:
        if self._surface is not None:
            losses, view = self._surface.loss, self.spec.view
            heights = make_scale(losses, view.log_height).reaching(self._lowest)
            colors = make_colors(losses, view.colors)
            self._heights = heights
            self.surface_changed.emit(self._surface, heights, colors)

    def _show_path(self, steps: list[Step], before: Path | None) -> None:
        if self._surface is not None:
            self._path = trace(self._surface.plane, steps, before)
            self._has_news = True
            if self._heights and self._heights.reaching(self._lowest) != self._heights:
                self._show_surface()
            self.walked.emit(self._path, self._steps[-1])

    @property
    def _lowest(self) -> float:
        """The lowest loss on the path."""
        return float(self._path.losses.min()) if self._path else math.inf

    def _report(self) -> None:
        self._has_news, self._silence = False, 0.0
        self.reported.emit(self._path, self._steps[-1])
        self._ask_prediction()

    def _keep(self, taken: list[Step]) -> None:
        """Add to the kept steps, every one or evenly fewer, and to the path."""
        taken = thinned(taken, self._stride)
        self._steps += taken
        if len(self._steps) > MOST_STEPS:
            while len(self._steps) > MOST_STEPS // 2:
                self._stride *= 2
                self._steps = thinned(self._steps, self._stride)
            self._show_path(self._steps, None)
        else:
            self._show_path(taken, self._path)

    def _ask_prediction(self) -> None:
        if not self._steps:
            return
        walker = self._steps[-1].theta
        self._lanes.prediction.follow(engine.inspect(self.spec, walker, self._hovered))
