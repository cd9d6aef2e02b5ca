"""The main window: the one place where views meet the session."""

import time
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.actions import Action, Actions
from explorer.columns import EDGE, Columns, Front, framed
from explorer.filing import Filing
from explorer.forms import Panel, in_words
from explorer.garbage import Garbage
from explorer.help import show_help
from explorer.keeping import Keeping
from explorer.keys import ANSWERS, bind
from explorer.lanes import Lane
from explorer.lessons.card import LessonCard
from explorer.lessons.chart import LectureMap
from explorer.lessons.teaching import Teaching
from explorer.menu import MenuButton
from explorer.offer import Offer
from explorer.panel_column import PanelColumn, SideColumn
from explorer.panels.batch import BatchPanel
from explorer.panels.data import DataPanel
from explorer.panels.descent import DescentPanel
from explorer.panels.loss import LossPanel
from explorer.panels.network import NetworkPanel
from explorer.panels.plane import PlanePanel
from explorer.panels.points import PointsPanel
from explorer.panels.race import RacePanel
from explorer.panels.view import ViewPanel
from explorer.picturing import Picturing
from explorer.playback import Playback
from explorer.presentation import Presentation
from explorer.scene.outputs_view import OutputsView
from explorer.scene.view import SceneView
from explorer.segments import Segments
from explorer.session import Session
from explorer.stage import Stage
from explorer.table_dialog import TableDialog
from explorer.theme import Theme
from explorer.tour import TOUR, Stop, Tour
from explorer.transport import Transport
from explorer.what import ask_what
from models.claims import Fact
from models.language import tr
from models.latent_specs import AutoencoderSpec
from models.lessons import headings, looks_inside

if TYPE_CHECKING:
    from explorer.latent.session import LatentSession
    from explorer.latent.tab import LatentTab
    from explorer.plots.column import PlotColumn

TABS = {
    "lessons": (
        tr("Lessons"),
        tr("The map of the lecture: a question, and what comes of it (Ctrl+3)"),
    ),
    "landscape": (
        tr("Landscape"),
        tr("A small network and the loss surface that it walks on (Ctrl+1)"),
    ),
    "autoencoder": (
        tr("Autoencoder"),
        tr("A network that squeezes images into a few numbers (Ctrl+2)"),
    ),
}

SMALLEST = 1000, 600
FRAME = 16  # ms between two looks at the lanes
HEAD_START = 30  # ms for the window to be painted before the rest is loaded
THREE = 1000  # px: less is no room for a card, surface and views, in a presentation


class Window(QMainWindow):
    """Lays out the views and connects them to the session."""

    def __init__(
        self,
        session: Session,
        scene: SceneView,
        theme: Theme,
        latent_spec: AutoencoderSpec | None = None,
    ) -> None:
        """Take the session of the landscape, and the spec of the other tab's."""
        super().__init__()
        self.setWindowTitle("Loss Landscape Explorer")
        self.session, self.theme = session, theme
        self._garbage = Garbage()
        self.files = Filing(self, self)
        self.keeping = Keeping(self)
        self._actions = Actions(self)
        self.presentation = Presentation(self, self)
        self.picturing = Picturing(self, self)
        self.menu, self.offer = MenuButton(self._named()), Offer()
        self._has_opened = False
        self.latent: LatentTab | None = None  # made when it is first looked at
        self.latent_spec = latent_spec or AutoencoderSpec()
        self.tab, self.tabs = "landscape", Segments(TABS)
        self._map: LectureMap | None = None  # made when it is first looked at
        self.lesson_card = LessonCard()
        self.teaching = Teaching(self, self.lesson_card, self._make_map, _make_lane)
        self.transport = Transport()
        self.tour = Tour(self, self._stops())
        self.stage = Stage(scene)
        self.plots: PlotColumn | None = None
        self.network, self.loss = NetworkPanel(), LossPanel()
        self.descent, self.batch = DescentPanel(), BatchPanel()
        self.race = RacePanel()
        self.points = PointsPanel()
        self.data = DataPanel()
        self.panels: list[Panel] = [
            self.data,
            self.network,
            self.loss,
            self.descent,
            self.batch,
            self.race,
            PlanePanel(),
            ViewPanel(),
            self.points,
        ]
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self._lay_out()
        self._connect_session()
        self._connect_views()
        bind(self, self._actions.named() | self._named())
        self.show_theme(theme)
        session.spec_changed.emit(session.spec)
        self._ticked = time.perf_counter()
        self._clock = QTimer(self)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._tick)
        self._starter = QTimer(self)
        self._starter.setSingleShot(True)
        self._starter.timeout.connect(self._open)
        self._clock.start(FRAME)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        if theme.zoom != self.theme.zoom:
            self.theme = theme
            self._share_width()
        self.theme = theme
        panels = self.network, self.descent, self.batch
        dialogs = self.findChildren(TableDialog)
        views = self.transport, self.stage, self.tour, *panels, self.plots, *dialogs
        for view in (*views, self.latent):
            if view is not None:
                view.show_theme(theme)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Draw the window first, and load the rest then."""
        super().showEvent(event)
        if not self._has_opened:
            self._has_opened = True
            self._share_width()
            self.stage.take_keyboard()
            self._starter.start(HEAD_START)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Give columns the widths that they had before a presentation."""
        super().resizeEvent(event)
        self.columns.restore()

    def set_smooth(self, is_smooth: bool) -> None:
        """Say whether the camera and the surface take their time to move."""
        self.stage.scene.set_smooth(is_smooth)
        self.session.set_smooth(is_smooth)

    def say(self, sentence: str) -> None:
        """Tell the user something, in the tab in front."""
        if self.tab == "autoencoder" and self.latent is not None:
            self.latent.told.say(sentence)
        else:
            self.stage.tell(sentence)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take files."""
        if event is not None and (data := event.mimeData()) and data.hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Open the file that is dropped."""
        if event is not None and (data := event.mimeData()) and data.hasUrls():
            self.files.open(data.urls()[0].toLocalFile())

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Let the threads end with the window; do not begin what has not begun."""
        self._starter.stop()
        self._clock.stop()
        self.keeping.end()
        self.teaching.close()
        self.session.close()
        if self.latent is not None:
            self.latent.session.close()
        self._garbage.end()
        super().closeEvent(event)

    def _open(self) -> None:
        """Load what takes long: pyqtgraph here, then torch in a lane."""
        from explorer.plots.column import PlotColumn

        self.plots = plots = PlotColumn()
        plots.prediction.add_space(OutputsView())
        plots.show_theme(self.theme)
        self.columns.show_views(plots)
        session = self.session
        session.spec_changed.connect(plots.show_spec)
        session.restarted.connect(plots.history.clear_path)
        session.recorded.connect(plots.history.show_paths)
        session.seen.connect(plots.show_sight)
        plots.watched.connect(session.watch)
        plots.history.asked.connect(session.playback.scrub)
        plots.edited.connect(session.edit)
        plots.prediction.drawn.connect(session.draw)
        plots.prediction.refused.connect(self._tell)
        plots.cut.edited.connect(session.edit)
        plots.cut.moved.connect(lambda at: session.edit({"cut.at": at}))
        plots.show_spec(session.spec)
        session.open()

    def _tell(self, sentence: str) -> None:
        """Say a sentence of the session, in which keys have the names of controls."""
        self.stage.tell(in_words(sentence, (self.transport, *self.panels)))

    def show_tab(self, name: str) -> None:
        """Bring the "landscape" or the "autoencoder" to the front; the other pauses."""
        if name == self.tab:
            return
        if name == "autoencoder" and self.latent is None:
            self._make_latent()
        self.playback.play(False)
        self._note_columns()
        self.tab = name
        self.tabs.show_choice(name)
        self.arrange()
        front, bar = self._landscape, self.transport
        if name == "autoencoder" and self.latent is not None:
            front, bar = self.latent, self.latent.transport
        self._bars.setCurrentWidget(bar)
        self._bars.setVisible(name != "lessons")
        self._fronts.show_page(self._make_map() if name == "lessons" else front)
        if (lesson := self.teaching.lesson) is not None and name != "lessons":
            self.show_lesson(lesson.tab == name)
            self._share_width()  # the columns were away, or had no card

    def _choose_tab(self, name: str) -> None:
        if name == "lessons":
            self.teaching.show_map()
        else:
            self.show_tab(name)

    def show_lesson(self, is_shown: bool) -> None:
        """Show the card of a lesson beside the tab in front, or put it away."""
        card = self.lesson_card
        is_new = is_shown and card.isHidden()
        if is_shown:
            self.front_side.hold(card, card.needed)
            self._note_columns()
            self.columns.open_left()
        card.setVisible(is_shown)
        self.arrange()
        if is_shown:
            self._take_keyboard()
        if is_new:
            self._share_width()

    def _take_keyboard(self) -> None:
        """Let keys mean the views; where there are none, no button."""
        if self.tab == "autoencoder" and self.latent is not None:
            self.latent.setFocus()
        elif self.stage.isVisible():
            self.stage.take_keyboard()
        else:
            self.setFocus()

    def end_drawing(self) -> None:
        """Draw no examples by hand any more."""
        if self.plots is not None:
            self.plots.prediction.draw_button.setChecked(False)

    def present_lesson(self, looks_inside: bool) -> None:
        """While presenting, show the views that a lesson is about, if there is room.

        Where there is not, they take the place of the surface, in a lesson that
        `looks_inside` the model.
        """
        self.presentation.has_views = looks_inside or not self._is_crowded

    @property
    def _is_crowded(self) -> bool:
        return self.width() < self.theme.pixels(THREE)

    def arrange(self) -> None:
        """Show the columns beside the tab in front; presented, what is asked for."""
        is_on, has_views = self.presentation.is_on, self.presentation.has_views
        has_card, is_in_front = not self.lesson_card.isHidden(), self.tab == "landscape"
        has_front = not (is_on and has_card and has_views and self._is_crowded)
        self._fronts.setVisible(has_front or not is_in_front)
        if is_on:
            self._note_columns()
            shown = is_in_front and has_card, is_in_front and has_views
            self.columns.present(shown, self.theme, has_card)
        else:
            self.columns.show(is_in_front)
        left, right = self.columns.gaps
        self._landscape.setContentsMargins(left, 0, right, 0)
        self.side.panels.setVisible(not is_on)
        self._head.setVisible(not is_on)
        if self.latent is not None:
            self.latent.arrange(not is_on, has_card, has_views, has_front)
        self.side.fit()

    def _note_columns(self) -> None:
        """Remember which columns the user has beside the landscape."""
        if self.tab == "landscape":
            self.columns.note()

    @property
    def front_side(self) -> SideColumn:
        """The column of controls of the tab in front."""
        if self.tab == "autoencoder" and self.latent is not None:
            return self.latent.side
        return self.side

    @property
    def is_settled(self) -> bool:
        """Whether all that was asked for in the tab in front is on the screen."""
        return self.front.is_settled

    @property
    def playback(self) -> Playback:
        """What is played in the tab in front."""
        return self.front.playback

    @property
    def front(self) -> "Session | LatentSession":
        """The session of the tab in front; of the lecture's map, the landscape's."""
        if self.tab == "autoencoder" and self.latent is not None:
            return self.latent.session
        return self.session

    def _make_map(self) -> LectureMap:
        if self._map is None:
            self._map = LectureMap(headings())
            self._map.chosen.connect(self.teaching.open)
            self._fronts.addWidget(self._map)
        return self._map

    def _make_latent(self) -> None:
        from explorer.latent.tab import make_tab

        self.latent = latent = make_tab(self.theme, self.latent_spec)
        self._bars.addWidget(latent.transport)
        self._fronts.addWidget(latent)
        latent.session.open()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.front.tick(now - self._ticked)
        self.teaching.tick()
        self._garbage.collect()
        self._ticked = now

    def _share_width(self) -> None:
        self.columns.share_width(self.theme, not self.lesson_card.isHidden())

    def _lay_out(self) -> None:
        self._bars, self._fronts = QStackedWidget(), Front()
        self._bars.addWidget(self.transport)
        self._landscape = framed(self.stage, (0, EDGE, 0, EDGE))
        self._fronts.addWidget(self._landscape)
        self.tabs.show_choice(self.tab)
        self.tabs.chosen.connect(self._choose_tab)
        top = QWidget()
        rows = QVBoxLayout(top)
        rows.setContentsMargins(8, 6, 8, 0)
        rows.setSpacing(6)
        self._head = QWidget()
        line = QHBoxLayout(self._head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.tabs)
        line.addStretch(1)
        line.addWidget(self.menu)
        rows.addWidget(self._head)
        rows.addWidget(self.offer)
        rows.addWidget(self._bars)
        self.setMenuWidget(top)
        self.setCentralWidget(self._fronts)
        first = self.descent, self.network, self.data
        self.side = SideColumn(PanelColumn(self.panels, first))
        self.columns = Columns(self, self.side)
        self.lesson_card.hide()
        self.lesson_card.grown.connect(lambda: self.front_side.fit())
        self._share_width()
        self.transport.show_menu(self.createPopupMenu())
        order = self.transport.buttons["columns"], *self.stage.in_order
        for one, following in pairwise(order):
            self.setTabOrder(one, following)

    def _connect_session(self) -> None:
        session, playback = self.session, self.session.playback
        for panel in self.panels:
            session.spec_changed.connect(panel.show_spec)
            panel.edited.connect(session.edit)
        session.spec_changed.connect(self.transport.show_spec)
        session.spec_changed.connect(self.stage.show_spec)
        session.surface_changed.connect(self.stage.show_surface)
        session.restarted.connect(self.stage.clear_path)
        session.branched.connect(self.stage.show_others)
        session.restarted.connect(self.stage.timeline.clear_path)
        session.forked.connect(self.stage.timeline.show_forks)
        session.recorded.connect(self.stage.timeline.show_paths)
        session.walked.connect(self.stage.show_path)
        session.reported.connect(self.stage.show_step)
        session.reported.connect(self.transport.show_path)
        session.reported.connect(self.network.show_path)
        session.seen.connect(self.network.show_sight)
        for panel in (self.descent, self.batch):
            session.reported.connect(panel.show_path)
            session.seen.connect(panel.show_sight)
        session.seen.connect(self.loss.show_sight)
        session.raced.connect(self.race.show_steps)
        session.seen.connect(self.stage.show_sight)
        playback.playing_changed.connect(self.transport.show_playing)
        playback.playing_changed.connect(self.stage.show_playing)
        playback.skipping.connect(self.transport.show_skipping)
        playback.held_changed.connect(self.transport.show_held)
        session.told.connect(self._tell)
        session.rained.connect(self.stage.show_rain)

    def _connect_views(self) -> None:
        session, transport = self.session, self.transport
        playback = session.playback
        transport.edited.connect(session.edit)
        transport.reset.connect(playback.reset)
        transport.reseeded.connect(self._actions.reseed)
        transport.played.connect(playback.play)
        transport.stepped.connect(self._actions.step)
        transport.skipped.connect(playback.skip)
        transport.sought.connect(playback.go_to)
        self.stage.hovered.connect(session.hover)
        self.stage.picked.connect(session.pick)
        self.stage.dragged.connect(session.drag)
        self.stage.edited.connect(session.edit)
        self.stage.timeline.sought.connect(playback.scrub)
        self.points.kept.connect(session.keep)
        self.data.table_asked.connect(self.files.ask_table)
        self.data.columns_asked.connect(self.files.ask_columns)
        self.race.rain.clicked.connect(session.rain)
        self.descent.gauge.watched.connect(partial(session.watch, "gauge"))
        self.network.diagram.watched.connect(partial(session.watch, "units"))
        self.network.diagram.dragged.connect(session.drag_to)

    def _named(self) -> dict[str, Action]:
        """Return what the window does by key or menu, by its name."""
        answers: dict[str, Action] = {
            letter: partial(self._answer, letter) for letter in ANSWERS
        }
        return answers | {
            "lessons": lambda: self.teaching.show_map(),
            "next lesson": lambda: self.teaching.turn(1),
            "last lesson": lambda: self.teaching.turn(-1),
            "open": self.files.ask_open,
            "save": self.files.ask_save,
            "restore": self.keeping.restore,
            "present": self._present,
            "views": self.presentation.toggle_views,
            "export": self.picturing.export,
            "copy": self.picturing.copy,
            "help": lambda: show_help(self, self.teaching.open),
            "what": partial(ask_what, self),
            "tour": self._begin_tour,
            "draw": self._answer_or_draw,
        }

    def _present(self) -> None:
        self.tour.end()
        if not self.presentation.is_on:
            self.columns.note_widths()
        self.presentation.toggle()
        if self.presentation.is_on and self.teaching.lesson is not None:
            self.present_lesson(looks_inside(self.session.spec))
            self.arrange()

    def _begin_tour(self) -> None:
        self.show_tab("landscape")
        self.tour.begin()

    def _stops(self) -> tuple[Stop, ...]:
        """Return what the tour shows."""
        return (
            Stop(lambda: self.transport.buttons["play"], *TOUR["play"]),
            Stop(lambda: self.stage, *TOUR["scene"]),
            Stop(lambda: self.columns.left, *TOUR["panels"]),
            Stop(lambda: self.stage.timeline, *TOUR["time"]),
            Stop(lambda: self.tabs.buttons["lessons"], *TOUR["lessons"]),
        )

    def _answer(self, letter: str) -> bool:
        return self.teaching.answer_by(letter)

    def _answer_or_draw(self) -> None:
        """Give the answer of this key, or draw examples by hand, or no more."""
        if self._answer("D") or self.tab != "landscape" or self.plots is None:
            return
        self.plots.prediction.draw()


def _make_lane() -> Lane[Fact]:
    return Lane(2)
