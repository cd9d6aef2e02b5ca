"""What a lesson does: it sets the scene, waits for an answer, plays, and measures."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from explorer.lanes import LaneLike
from explorer.lessons.card import LessonCard
from explorer.lessons.chart import LectureMap
from explorer.panel_column import SideColumn
from explorer.playback import Playback
from explorer.session import Session
from explorer.settings import settings
from explorer.stage import Stage
from models import engine
from models.claims import Fact
from models.language import tr
from models.latent_specs import AutoencoderSpec
from models.lessons import (
    Lesson,
    lesson_names,
    load_lesson,
    looks_inside,
    read_lesson,
)
from models.specs import Spec

if TYPE_CHECKING:
    from explorer.latent.session import LatentSession
    from explorer.latent.tab import LatentTab

HELD = tr("Answer the question of the lesson first, or skip it.")
DONE = "lessons/done"  # in the settings


class Classroom(Protocol):
    """What is needed of a window with the two tabs."""

    session: Session
    stage: Stage
    latent: "LatentTab | None"
    side: SideColumn

    @property
    def playback(self) -> Playback:
        """What is played in the tab in front."""

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""

    def present_lesson(self, looks_inside: bool) -> None:
        """While presenting, show the views that a lesson is about."""

    def end_drawing(self) -> None:
        """Draw no examples by hand any more."""

    def show_lesson(self, is_shown: bool) -> None:
        """Show the card of a lesson, or put it away."""


class Teaching:
    """Holds the lesson that is open, and whether it was answered."""

    def __init__(
        self,
        room: Classroom,
        card: LessonCard,
        chart: Callable[[], LectureMap],
        lane: Callable[[], LaneLike],
    ) -> None:
        """Take the card; the map, and the lane that measures, are made when needed."""
        self.lesson: Lesson | None = None
        self._room, self._card, self._chart = room, card, chart
        self._make_lane = lane
        self._lane: LaneLike | None = None
        self._facts: list[Fact] = []
        self._is_due = False  # to measure, once what is played has ended
        card.answered.connect(self.answer)
        card.turned.connect(self.turn)
        card.mapped.connect(self.show_map)
        card.closed.connect(self.leave)

    def open(self, name: str) -> None:
        """Begin the lesson of the lecture that is called `name`."""
        self.begin(load_lesson(name))

    def open_file(self, path: Path) -> None:
        """Begin a lesson of one's own; a ValueError says what is wrong with it."""
        self.begin(read_lesson(path))

    def begin(self, lesson: Lesson) -> None:
        """Set the scene of a lesson, and ask its question."""
        self.leave()
        self.lesson = lesson
        self._room.show_tab(lesson.tab)
        self._set(lesson, lesson.spec)
        self._card.show_lesson(lesson)
        self._room.present_lesson(looks_inside(lesson.spec))
        self._room.playback.hold(HELD)
        self._room.show_lesson(True)

    def answer(self, number: int) -> None:
        """Take an answer, or -1 for none: show what comes of it."""
        if (lesson := self.lesson) is None:
            return
        self._room.show_tab(lesson.tab)
        self._room.playback.hold("")
        if number >= 0:
            self._note_done(lesson.name)
        self._card.show_answer(lesson, number)
        left = lesson.steps - self._room.playback.reached
        if lesson.then != lesson.spec:
            self._adopt(lesson.then)
        if left > 0:
            self._room.playback.play_on(left)
        if looks_inside(lesson.then):
            self._room.present_lesson(True)
        self._is_due = bool(lesson.facts)
        self._card.show_facts([], is_done=not self._is_due)
        self._room.show_lesson(True)  # the button that was pressed is gone

    def answer_by(self, key: str) -> bool:
        """Take the answer of this letter, if any; tell whether something is asked."""
        asked = {button.mark.text(): button for button in self._card.buttons}
        if self._card.isHidden() or not asked:
            return False
        if key in asked:
            asked[key].click()
        return True

    def turn(self, by: int) -> None:
        """Open the lesson so many further; after the last comes the map."""
        names = lesson_names()
        here = self.lesson.name if self.lesson is not None else ""
        at = names.index(here) + by if here in names else 0
        if 0 <= at < len(names):
            self.open(names[at])
        else:
            self.show_map()

    def show_map(self) -> None:
        """Show the map of the lecture."""
        chart = self._chart()
        chart.show_done(self._done, self.lesson.name if self.lesson else "")
        self._room.show_tab("lessons")

    def leave(self) -> None:
        """Put the lesson away; what it set up stays."""
        if self.lesson is not None:
            for session in (self._room.session, self._latent):
                if session is not None:
                    session.playback.hold("")
        if self._lane is not None:
            self._lane.start(iter(()))
        self.lesson, self._facts, self._is_due = None, [], False
        self._room.show_lesson(False)

    def tick(self) -> None:
        """Measure what the lesson claims, once what it plays has ended."""
        if self.lesson is None:
            return
        if self._is_due and not self._room.playback.is_moving:
            self._is_due = False
            self._lane = self._lane or self._make_lane()
            self._lane.start(engine.verify(self.lesson.facts))
        elif self._lane is not None and (found := self._lane.take(8)):
            self._facts += found
            is_done = len(self._facts) >= len(self.lesson.facts)
            self._card.show_facts(self._facts, is_done)

    def close(self) -> None:
        """End what is being measured."""
        if self._lane is not None:
            self._lane.close()

    def _set(self, lesson: Lesson, spec: Spec | AutoencoderSpec) -> None:
        """Begin anew with `spec`, with the panels of the lesson open."""
        room, latent = self._room, self._room.latent
        if isinstance(spec, Spec):
            room.end_drawing()
            room.session.adopt(spec)
            room.session.begin_here()
            room.session.playback.reset()
            room.stage.show_view("3-D")
            room.stage.home()
            room.side.panels.choose(lesson.panels)
        elif latent is not None:
            latent.session.reopen(spec, None if lesson.trained else 0)
            latent.session.begin_here()
            latent.side.panels.choose(lesson.panels)

    def _adopt(self, spec: Spec | AutoencoderSpec) -> None:
        if isinstance(spec, Spec):
            self._room.session.adopt(spec)
        elif (session := self._latent) is not None:
            session.adopt(spec)

    @property
    def _latent(self) -> "LatentSession | None":
        return self._room.latent.session if self._room.latent is not None else None

    @property
    def _done(self) -> frozenset[str]:
        return frozenset(str(settings().value(DONE, "")).split())

    def _note_done(self, name: str) -> None:
        settings().setValue(DONE, " ".join(sorted({*self._done, name})))
