"""The main window: the one place where views meet the session."""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PyQt6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDockWidget,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.filing import Filing
from explorer.forms import Panel, in_words
from explorer.panel_column import PanelColumn
from explorer.panels.batch import BatchPanel
from explorer.panels.data import DataPanel
from explorer.panels.descent import DescentPanel
from explorer.panels.loss import LossPanel
from explorer.panels.network import NetworkPanel
from explorer.panels.plane import PlanePanel
from explorer.panels.points import PointsPanel
from explorer.panels.race import RacePanel
from explorer.panels.view import ViewPanel
from explorer.playback import Playback
from explorer.scene.outputs_view import OutputsView
from explorer.scene.view import SceneView
from explorer.segments import Segments
from explorer.session import Session
from explorer.stage import Stage
from explorer.table_dialog import TableDialog
from explorer.theme import BAR, Theme
from explorer.transport import Transport
from models.catalog import LAYERS, LayerName
from models.latent_specs import AutoencoderSpec

if TYPE_CHECKING:
    from explorer.latent.session import LatentSession
    from explorer.latent.tab import LatentTab
    from explorer.plots.column import PlotColumn

TABS = {
    "landscape": "A small network and the loss surface that it walks on (Ctrl+1)",
    "autoencoder": "A network that squeezes images into a few numbers (Ctrl+2)",
}

SMALLEST = 1000, 600
FRAME = 16  # ms between two looks at the lanes
HEAD_START = 30  # ms for the window to be painted before the rest is loaded
DOCK_MARGINS = 8, 4, 8, 8
SCROLLED = 8, 4, 8 - BAR, 8  # the bar is in the margin
LEFT, RIGHT = (316, 376), (380, 480)  # px: the columns at least, and at most
SHARES = 0.2, 0.24  # of the window, for each of them


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
        self.files = Filing(self, self)
        self._has_opened = False
        self.latent: LatentTab | None = None  # made when it is first looked at
        self._latent_spec = latent_spec or AutoencoderSpec()
        self.tab, self.tabs = "landscape", Segments(TABS)
        self._docks = [True, True]  # which are shown beside the landscape
        self.transport = Transport()
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
        self._add_keys()
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
        self.theme = theme
        panels = self.network, self.descent, self.batch
        dialogs = self.findChildren(TableDialog)
        views = self.transport, self.stage, *panels, self.plots, *dialogs
        for view in (*views, self.latent):
            if view is not None:
                view.show_theme(theme)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Draw the window first, and load the rest then."""
        super().showEvent(event)
        if not self._has_opened:
            self._has_opened = True
            self._share_width()
            self.stage.setFocus()
            self._starter.start(HEAD_START)

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
        self.session.close()
        if self.latent is not None:
            self.latent.session.close()
        super().closeEvent(event)

    def _open(self) -> None:
        """Load what takes long: pyqtgraph here, then torch in a lane."""
        from explorer.plots.column import PlotColumn

        self.plots = plots = PlotColumn()
        plots.prediction.add_space(OutputsView())
        plots.show_theme(self.theme)
        self._right.setWidget(_framed(plots, DOCK_MARGINS))
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
        draw = partial(self._on_landscape, plots.prediction.draw)
        QShortcut(QKeySequence("D"), self, draw)
        session.open()

    def _tell(self, sentence: str) -> None:
        """Say a sentence of the session, in which keys have the names of controls."""
        self.stage.tell(in_words(sentence, (self.transport, *self.panels)))

    def show_tab(self, name: str) -> None:
        """Bring the "landscape" or the "autoencoder" to the front; the other pauses."""
        if name == self.tab:
            return
        if name != "landscape" and self.latent is None:
            self._make_latent()
        self.playback.play(False)
        if self.tab == "landscape":
            self._docks = [d.isVisible() for d in (self._left, self._right)]
        is_landscape = name == "landscape"
        self.tab = name
        self.tabs.show_choice(name)
        for dock, was_shown in zip((self._left, self._right), self._docks, strict=True):
            dock.setVisible(is_landscape and was_shown)
        for stack in (self._bars, self._fronts):
            stack.setCurrentIndex(0 if is_landscape else 1)

    @property
    def is_settled(self) -> bool:
        """Whether all that was asked for in the tab in front is on the screen."""
        return self._front.is_settled

    @property
    def playback(self) -> Playback:
        """What is played in the tab in front."""
        return self._front.playback

    @property
    def _front(self) -> "Session | LatentSession":
        if self.tab == "autoencoder" and self.latent is not None:
            return self.latent.session
        return self.session

    def _make_latent(self) -> None:
        from explorer.latent.tab import make_tab

        self.latent = latent = make_tab(self.theme, self._latent_spec)
        self._bars.addWidget(latent.transport)
        self._fronts.addWidget(latent)
        latent.session.open()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._front.tick(now - self._ticked)
        self._ticked = now

    def _share_width(self) -> None:
        """Give the columns beside the surface their share of the window."""
        widths = [
            min(max(least, round(share * self.width())), most)
            for share, (least, most) in zip(SHARES, (LEFT, RIGHT), strict=True)
        ]
        docks = [self._left, self._right]
        self.resizeDocks(docks, widths, Qt.Orientation.Horizontal)

    def _lay_out(self) -> None:
        self._bars, self._fronts = QStackedWidget(), QStackedWidget()
        self._bars.addWidget(self.transport)
        self._fronts.addWidget(_framed(self.stage, (0, 8, 0, 8)))
        self.tabs.show_choice(self.tab)
        self.tabs.chosen.connect(self.show_tab)
        top = QWidget()
        rows = QVBoxLayout(top)
        rows.setContentsMargins(8, 6, 8, 0)
        rows.setSpacing(6)
        rows.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._bars)
        self.setMenuWidget(top)
        self.setCentralWidget(self._fronts)
        areas = Qt.DockWidgetArea
        first = self.descent, self.network, self.data
        column = PanelColumn(self.panels, first)
        self._left = _dock("Controls", column, SCROLLED)
        self._right = _dock("Views", QWidget())
        self.addDockWidget(areas.LeftDockWidgetArea, self._left)
        self.addDockWidget(areas.RightDockWidgetArea, self._right)
        self._share_width()
        self.transport.show_menu(self.createPopupMenu())

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
        session.reported.connect(self.stage.show_distance)
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
        session.told.connect(self._tell)
        session.rained.connect(self.stage.show_rain)

    def _connect_views(self) -> None:
        session, transport = self.session, self.transport
        playback = session.playback
        transport.edited.connect(session.edit)
        transport.reset.connect(playback.reset)
        transport.reseeded.connect(self._reseed)
        transport.played.connect(playback.play)
        transport.stepped.connect(self._step)
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

    def _add_keys(self) -> None:
        session, stage = self.session, self.stage
        for keys, action in (
            ("Space", self._press_or_play),
            (".", lambda: self._step(1)),
            (",", lambda: self.playback.step(-1)),
            ("PgUp", lambda: self.playback.leap(-1)),
            ("PgDown", lambda: self.playback.leap(1)),
            ("Ctrl+Z", lambda: self._front.undo()),
            ("Ctrl+Shift+Z", lambda: self._front.redo()),
            ("Ctrl+Y", lambda: self._front.redo()),
            ("End", lambda: self.playback.skip()),
            ("R", lambda: self.playback.reset()),
            ("Shift+R", self._reseed),
            ("Home", self._home),
            ("Ctrl+1", lambda: self.show_tab("landscape")),
            ("Ctrl+2", lambda: self.show_tab("autoencoder")),
            ("Ctrl+O", self.files.ask_open),
            ("Ctrl+S", self.files.ask_save),
        ):
            QShortcut(QKeySequence(keys), self, action)
        for keys, action in (  # which mean nothing beside the landscape
            ("U", self._toggle_telling),
            ("M", stage.show_next_view),
            ("L", self._toggle_log),
            ("G", lambda: self._toggle_layers("gradient", "downhill")),
            ("T", lambda: self._toggle_layers("tangent")),
            ("K", session.keep),
        ):
            QShortcut(QKeySequence(keys), self, partial(self._on_landscape, action))

    def _on_landscape(self, action: Callable[[], object]) -> None:
        if self.tab == "landscape":
            action()

    def _home(self) -> None:
        """Look at all there is, in the tab in front."""
        if self.tab == "landscape":
            self.stage.home()
        elif self.latent is not None:
            self.latent.plot.home()

    def _press_or_play(self) -> None:
        """Press the button that has the keyboard, as everywhere; without, play."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self.playback.play(not self.playback.is_playing)

    def _reseed(self) -> None:
        if self.tab == "autoencoder" and self.latent is not None:
            self.latent.reseed()
            return
        self.session.edit({"network.seed": self.session.spec.network.seed + 1})

    def _step(self, by: int) -> None:
        """Tell the next phrase of the update, or take it; or go back."""
        playback, is_told = self.playback, self.tab == "landscape"
        if by < 0 or playback.is_playing or not (is_told and self.stage.tell_on()):
            playback.step(by)

    def _toggle_telling(self) -> None:
        self.session.edit({"view.telling": not self.session.spec.view.telling})

    def _toggle_log(self) -> None:
        log_height = self.session.spec.view.log_height
        self.session.edit({"view.log_height": not log_height})

    def _toggle_layers(self, *names: LayerName) -> None:
        """Show these layers, or none of them if they are shown."""
        shown = self.session.spec.view.layers
        rest = [layer for layer in shown if layer not in names]
        wanted = rest if set(names) <= set(shown) else [*rest, *names]
        self.session.edit({"view.layers": tuple(n for n in LAYERS if n in wanted)})


def _dock(
    title: str, content: QWidget, margins: tuple[int, int, int, int] = DOCK_MARGINS
) -> QDockWidget:
    dock = QDockWidget(title)
    dock.setObjectName(title)
    dock.setWidget(_framed(content, margins))
    return dock


def _framed(content: QWidget, margins: tuple[int, int, int, int]) -> QWidget:
    frame = QWidget()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(*margins)
    layout.addWidget(content)
    return frame
