"""How a descent is played: at a speed, step by step, to an end, and looked back at."""

from collections.abc import Callable
from math import ceil
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from explorer.walkers import MOST_LEFT, Walker
from models.language import tr

SKIPS = 0.25  # seconds between two looks on the way to the end
REPORTS = 0.05  # seconds between two while it plays: numbers and plots are to be read
FRAMES = 2.5  # from one report to the next, at least
HIDDEN = tr("The last {} branches stay in sight: the oldest is shown no more.")
FARTHEST = 1_000_000  # steps, or epochs, that can be gone to


class Playback(QObject):
    """The part of the session that moves the walker through its steps.

    Signals:
        playing_changed: (bool) the descent runs, or is paused.
        skipping: (float or None) which part of the way to the end is skipped; None once
            it is, or is not.
        moved: the path is to be shown; while it plays, every frame.
        due: all that is said of a step is to be shown, at a pace that can be read.
        told: (str) something the user should know, in one sentence.
        held_changed: (str) why nothing can be played now; empty: it can.
    """

    playing_changed = pyqtSignal(bool)
    skipping = pyqtSignal(object)
    moved = pyqtSignal()
    due = pyqtSignal()
    told = pyqtSignal(str)
    held_changed = pyqtSignal(str)

    def __init__(
        self, walk: Walker, spec: Callable[[], Any], plane: Callable[[], object]
    ) -> None:
        """Move `walk`, by the spec and in the plane that there are at that time."""
        super().__init__()
        self.is_playing = False
        self.has_news = False  # of the descent, not yet reported
        self.held = ""  # why nothing is played now, if it is not
        self._until: int | None = None  # the step at which it pauses
        self._walk = walk
        self._spec, self._plane = spec, plane
        self._skipped: range | None = None  # steps, on the way to the end
        self._silence = 0.0  # seconds since the last report
        self._scrubbed_to: int | None = None  # a step, not yet looked back at
        self._is_other_rule = False  # than that of the steps which the lane has ready

    def hold(self, why: str) -> None:
        """Let nothing be played, and say why; or, for no reason, let it again."""
        self.held = why
        self.held_changed.emit(why)

    # What the user does

    def play(self, is_playing: bool) -> None:
        """Let the descent run, from the start again if it has ended; or pause it.

        Before the end of what was to be played it goes on to that.
        """
        self._stop_skipping()
        self._scrubbed_to = None
        if is_playing and self.held:
            self.told.emit(self.held)
            return
        if is_playing:
            if not self._is_before_end():
                self._until = None
            self._prepare()
        if is_playing != self.is_playing:
            self.is_playing = is_playing
            self.playing_changed.emit(is_playing)

    def play_on(self, steps: int) -> None:
        """Let the descent run for so many steps more, and pause."""
        self.play(True)
        if self.is_playing:
            last = self._walk.last
            self._until = steps + (last.index if last is not None else 0)

    def reset(self) -> None:
        """Go back to the start, with the same weights."""
        self.play(False)
        self.told.emit("")
        self.restart()

    def advance(self, steps: int) -> None:
        """Pause, and take `steps` steps as fast as they come."""
        self.play(False)
        if self.held:
            self.told.emit(self.held)
            return
        self._prepare()
        self._walk.owed = float(steps)

    def skip(self) -> None:
        """Go to the end as fast as steps come; or stop, if that is on its way."""
        last, verdict = self._walk.last, self._walk.verdict
        if self._skipped is not None:
            self._stop_skipping()
        elif self._walk.is_back:
            self.look_back(self._walk.whole.steps[-1].index)
        elif last is not None and not verdict:
            end = self._until if self._is_before_end() else None
            self._skip_to(end or self._walk.end(self._spec()))

    def go_to(self, name: str, asked: object) -> None:
        """Look at the "step" or "epoch" of this number, or skip to it."""
        if not (steps := self._walk.whole.steps):
            return
        last, is_step = steps[-1], name == "step"
        if not isinstance(asked, int | float) or not 0 <= asked <= FARTHEST:
            self.told.emit(
                tr(
                    "The {name} to go to must be from 0 to {most:,}.",
                    name=tr(name),
                    most=FARTHEST,
                )
            )
            return
        reached = last.index if is_step else last.epoch
        if asked <= reached or last.verdict:
            self.look_back(int(asked) if is_step else self._walk.index_at(asked))
            return
        self.look_back(last.index)
        more = int(asked) - last.index
        if not is_step:
            more = self._walk.steps_to(self._spec(), ceil(asked))
        self._skip_to(last.index + more)

    def step(self, by: int) -> None:
        """Pause, and look at the next kept step or at one before; or take a step."""
        if by < 0 or self._walk.is_back:
            if self._walk.last is not None:
                self.look_back(self._walk.neighbour(by))
        elif verdict := self._walk.verdict:
            self.told.emit(verdict)
        else:
            self.advance(by)

    def leap(self, epochs: int) -> None:
        """Look at the kept step that is so many epochs further, or back."""
        if (last := self._walk.last) is not None:
            index = self._walk.index_at(last.epoch + epochs)
            if index == last.index:  # of steps kept so sparsely the next is farther
                index = self._walk.neighbour(1 if epochs > 0 else -1)
            self.look_back(index)

    def scrub(self, index: int) -> None:
        """Look back at a step with the next frame.

        A pointer moves more often than that: the last move counts.
        """
        self._scrubbed_to = index

    def look_back(self, index: int) -> None:
        """Pause, and show all as it was at the kept step nearest to step `index`."""
        self._look_at(index)
        self.report()

    # What the session asks for

    def film(self, is_on: bool) -> None:
        """Show, of steps looked back at, nothing that came after; or again all."""
        self._walk.is_filmed = is_on

    @property
    def at(self) -> int:
        """The number of the step that is looked at."""
        return self._walk.last.index if self._walk.last is not None else 0

    @property
    def reached(self) -> int:
        """The number of the last step taken."""
        steps = self._walk.whole.steps
        return int(steps[-1].index) if steps else 0

    @property
    def is_held(self) -> bool:
        """Whether a step was sought that is not yet shown."""
        return self._scrubbed_to is not None

    @property
    def is_moving(self) -> bool:
        """Whether more steps are on their way."""
        return self.is_playing or not self._walk.has_arrived

    @property
    def sentence(self) -> str:
        """Why the descent has ended, or where one looks back from; or nothing."""
        if self._walk.verdict or not self._walk.is_back:
            return self._walk.verdict
        whole, last = self._walk.whole, self._walk.trail.steps[-1]
        kept = (
            ""
            if whole.stride == 1
            else tr(", every {stride}th is kept", stride=whole.stride)
        )
        return tr(
            "{unit} {index} of {last}{kept}: what is played from here is a new branch.",
            unit=self._walk.unit,
            index=last.index,
            last=whole.steps[-1].index,
            kept=kept,
        )

    def restart(self) -> None:
        """Begin at the start, and play on if it plays."""
        self.begin(lambda: self._walk.restart(self._spec()))

    def begin(self, begin: Callable[[], None]) -> None:
        """Let the walk `begin` where it does, with nothing sought or skipped."""
        if self._skipped is not None:
            self._skipped = None
            self.skipping.emit(None)
        self.has_news, self._scrubbed_to, self._is_other_rule = False, None, False
        self._until = None
        begin()

    def resume(self) -> None:
        """Show steps that are back, in place of those that were begun."""
        self._is_other_rule = self._walk.is_back
        self.show()

    def go_on(self) -> None:
        """Go on by another rule, or end here where the spec says so.

        What comes after a step that is looked at stays until a step is taken from it:
        the change may yet be taken back.
        """
        if self._walk.is_back:
            self._is_other_rule = True
            return
        self._is_other_rule = False
        self._walk.go_on(self._spec())
        if self._walk.trail.verdict:
            self.play(False)

    def take(self, elapsed: float) -> None:
        """Take the steps that are due after `elapsed` seconds more."""
        if self.is_playing:
            self._walk.owe(self._spec().view.speed, elapsed)
            self._hold_at_end()
        if self._walk.take(self._plane()):
            self._show_skipping()
            self.has_news = True
            if self._skipped is None:
                self.show()
            if verdict := self._walk.verdict:
                self.play(False)
                self.told.emit(verdict)

    def _is_before_end(self) -> bool:
        """Whether something is left of what was to be played."""
        last = self._walk.last
        return self._until is not None and last is not None and last.index < self._until

    def _hold_at_end(self) -> None:
        """Owe no more than is left of what was to be played; pause after it."""
        if self._until is not None and (last := self._walk.last) is not None:
            left = self._until - last.index
            self._walk.owed = min(self._walk.owed, float(left))
            if left <= 0:
                self.play(False)

    def keep_pace(self, elapsed: float) -> None:
        """Look at what is sought, and report the news that there are, if it is time."""
        sought, self._scrubbed_to = self._scrubbed_to, None
        if sought is not None:
            self._look_at(sought)
        self._silence += elapsed
        pace = max(REPORTS, FRAMES * elapsed)  # slower where frames are dear
        if self._skipped is not None:
            pace = SKIPS  # what is skipped need not be seen: that is what costs time
        is_busy = self.is_moving or sought is not None
        if self.has_news and not (is_busy and self._silence < pace):
            if self._skipped is not None:
                self.show()
            self.report()

    def show(self) -> None:
        """Have the path shown, where it is seen in a plane."""
        if self._walk.is_seen:
            self.has_news = True
            self.moved.emit()

    def report(self) -> None:
        """Have all shown that is said of the step, once it is seen in a plane."""
        if self._walk.is_seen:
            self.has_news, self._silence = False, 0.0
            self.due.emit()

    # What follows from it

    def _look_at(self, index: int) -> None:
        if self._walk.last is None:
            return
        self.play(False)
        self._walk.look_back(index, self._plane())
        if self._is_other_rule and not self._walk.is_back:
            self.go_on()
        self.show()
        self.told.emit(self.sentence)

    def _prepare(self) -> None:
        """Make sure that there are steps to come: anew, or on another branch."""
        if self._walk.verdict:
            self.reset()
        elif self._walk.is_back:
            self._is_other_rule = False
            told = HIDDEN.format(MOST_LEFT) if self._walk.is_full else ""
            self._walk.go_on(self._spec())
            self.told.emit(told)
            self.has_news = True

    def _skip_to(self, end: int) -> None:
        assert self._walk.last is not None
        begin = self._walk.last.index
        self.advance(end - begin)
        if self.held:
            return
        self._skipped = range(begin, end)
        self._show_skipping()

    def _show_skipping(self) -> None:
        """Tell how far it is, or that it has arrived."""
        if self._skipped is not None and (last := self._walk.last) is not None:
            part = (last.index - self._skipped.start) / max(1, len(self._skipped))
            if self._walk.has_arrived:
                self._skipped = None
            self.skipping.emit(None if self._skipped is None else part)

    def _stop_skipping(self) -> None:
        if self._skipped is not None:
            self._skipped, self._walk.owed = None, 0.0
            self.skipping.emit(None)
            self.show()
