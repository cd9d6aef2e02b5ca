"""The autoencoder's tab: the one place where its views meet its session."""

from math import isnan
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QWidget,
)

from explorer.columns import CARD
from explorer.elided import ElidedLabel
from explorer.forms import Card, in_words
from explorer.latent.codes_plot import CodesPlot
from explorer.latent.course import History, Visit
from explorer.latent.losses_plot import LossesPlot
from explorer.latent.panels import (
    HourglassPanel,
    ImagesPanel,
    LatentViewPanel,
    LearningPanel,
)
from explorer.latent.session import LatentSession
from explorer.latent.toolbox import Toolbox
from explorer.latent.words import EPOCHS
from explorer.panel_column import PanelColumn, SideColumn
from explorer.settings import cache
from explorer.theme import Theme
from explorer.timeline import Timeline
from explorer.transport import Transport
from models.language import tr, trn
from models.latent_files import Model, save_model
from models.latent_specs import AutoencoderSpec
from models.scales import short

SHARES = 620, 300  # of the height, for the tools and the losses
LEFT, RIGHT = 330, (400, 520)  # px, of the columns; of the right one at most a share
SHARE, NARROWEST = 0.4, 300
WIDEST = 390  # px, of the left one, while a lesson is read there
SPACE = tr("Each image lies where its code is; press on one to see what comes back.")
LOSSES = tr("The loss after each epoch, of images that it learns from, and of others.")
CODES = tr("Tables (*.csv)")
FILES = tr("Images (*.npz *.gz *ubyte *.png *.jpg *.jpeg);;All files (*)")


class LatentTab(QWidget):
    """Panels, the plane of codes with its timeline, tools and losses."""

    def __init__(self, session: LatentSession, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.transport = Transport(EPOCHS)
        self.transport.buttons["columns"].hide()
        self.images, self.network = ImagesPanel(), HourglassPanel()
        self.learning, self.view = LearningPanel(), LatentViewPanel()
        self.panels = [self.images, self.network, self.learning, self.view]
        self.plot, self.timeline = CodesPlot(), Timeline(tr("epoch"))
        self.toolbox, self.losses = Toolbox(), LossesPlot()
        self.strip = ElidedLabel(tr("What the codes are of."), lines=2)
        self.told = ElidedLabel(tr("What happened."), lines=2)
        self.strip.setObjectName("strip")
        self.told.setObjectName("told")
        self.reading = ElidedLabel(tr("The losses at the epoch under the pointer."))
        self.reading.setObjectName("note")
        self._has_card = False
        self._lay_out()
        self._connect()
        self.show_theme(theme)
        session.spec_changed.emit(session.spec)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for view in (
            self.transport, self.images, self.network, self.plot, self.timeline,
            self.toolbox,
            self.losses,
        ):  # fmt: skip
            view.show_theme(theme)

    def arrange(
        self, has_panels: bool, has_card: bool, has_tools: bool, has_codes: bool
    ) -> None:
        """Show the columns that are asked for, and the codes between them or not."""
        self.stage.setVisible(has_codes)
        self.side.panels.setVisible(has_panels)
        self.side.setVisible(has_panels or has_card)
        self._right.setVisible(has_panels or has_tools)
        self.side.fit()
        is_new, self._has_card = has_card and not self._has_card, has_card
        if is_new or not has_panels:
            self._share_width()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the columns as wide as they were."""
        super().resizeEvent(event)
        if event is not None and not event.oldSize().isValid():
            self._share_width()

    def _share_width(self) -> None:
        pixels, (least, most) = self._theme.pixels, RIGHT
        left = pixels(LEFT)
        if self._has_card:
            left = max(left, min(round(CARD * self.width()), pixels(WIDEST)))
        right = round(min(max(least, SHARE * self.width()), pixels(most)))
        middle = max(200, self.width() - left - right)
        self._columns.setSizes([left, middle, right])

    def _lay_out(self) -> None:
        stage = self.stage = Card(tr("Latent space"), SPACE)
        stage.body.addWidget(self.plot, 1)
        for widget in (self.strip, self.told, self.timeline):
            stage.body.addWidget(widget)
        stage.setMinimumWidth(NARROWEST)
        self.toolbox.setMinimumWidth(NARROWEST)
        loss = Card(tr("Loss"), LOSSES)
        loss.body.addWidget(self.losses, 1)
        loss.body.addWidget(self.reading)
        right = self._right = QSplitter(Qt.Orientation.Vertical)
        for card in (self.toolbox, loss):
            right.addWidget(card)
            right.setCollapsible(right.indexOf(card), False)
        right.setSizes(SHARES)
        first = self.learning, self.network, self.images
        left = self.side = SideColumn(PanelColumn(self.panels, first))
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        for number, column in enumerate((left, stage, right)):
            self._columns.addWidget(column)
            self._columns.setCollapsible(number, False)
            self._columns.setStretchFactor(number, int(column is stage))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(self._columns)

    def _connect(self) -> None:
        session, playback = self.session, self.session.playback
        for panel in self.panels:
            session.spec_changed.connect(panel.show_spec)
            panel.edited.connect(session.edit)
        for view in (self.transport, self.plot, self.toolbox):
            session.spec_changed.connect(view.show_spec)
        session.spec_changed.connect(self._say)
        session.gathering.connect(self.images.show_reading)
        session.gathered.connect(self.images.show_images)
        session.gathered.connect(self.view.show_images)
        session.restarted.connect(self.plot.clear_codes)
        session.restarted.connect(self.toolbox.clear)
        session.restarted.connect(self.timeline.clear_path)
        session.restarted.connect(lambda: self.transport.show_figures(*"–––0"))
        session.restarted.connect(lambda: self.losses.show_history(None))
        session.moved.connect(self.plot.show_moment)
        session.reported.connect(self._report)
        session.recorded.connect(self.losses.show_history)
        session.recorded.connect(self._show_time)
        session.seen.connect(self.plot.show_sight)
        session.seen.connect(self.toolbox.show_sight)
        session.compared.connect(self.toolbox.show_epochs)
        session.pointed.connect(self.plot.show_pointed)
        session.offered.connect(self.learning.show_devices)
        session.surveyed.connect(self.toolbox.show_slice)
        session.previewed.connect(self.toolbox.show_preview)
        session.previewed.connect(self.plot.show_preview)
        session.told.connect(self._tell)
        playback.playing_changed.connect(self.transport.show_playing)
        playback.skipping.connect(self.transport.show_skipping)
        playback.held_changed.connect(self.transport.show_held)
        self.transport.edited.connect(session.edit)
        self.transport.reset.connect(playback.reset)
        self.transport.reseeded.connect(self.reseed)
        self.transport.played.connect(playback.play)
        self.transport.stepped.connect(playback.step)
        self.transport.skipped.connect(playback.skip)
        self.transport.sought.connect(playback.go_to)
        self.timeline.sought.connect(playback.scrub)
        self.losses.asked.connect(playback.scrub)
        self.losses.read.connect(self.reading.say)
        self.plot.hovered.connect(session.hover)
        self.plot.picked.connect(lambda number: self.toolbox.tool.pick(number))
        self.toolbox.edited.connect(session.edit)
        self.toolbox.watched.connect(session.watch)
        self.toolbox.stepped.connect(self.plot.show_step)
        self.toolbox.pointed.connect(session.point)
        self.toolbox.asked_for_codes.connect(self._ask_codes)
        self.images.asked.connect(self._ask_images)
        self.images.stopped.connect(session.stop_gathering)

    def show_model(self, model: Model, name: str) -> None:
        """Show a trained model, from a file of this name."""
        self.session.resume(model.spec, model.checkpoint)
        self.told.say(
            tr(
                "{name}: trained for {epoch:.0f} epochs.",
                name=name,
                epoch=model.checkpoint.epoch,
            )
        )

    def save_model(self, path: Path) -> None:
        """Write the model as it is looked at; a ValueError says why it cannot be."""
        if (visit := self.session.visit) is None:
            raise ValueError(
                tr("there is no model to save yet: the images are not there")
            )
        save_model(path, self.session.spec, visit.moment.checkpoint)
        self.told.say(tr("Saved as {name}.", name=path.name))

    def reseed(self) -> None:
        """Begin with other weights."""
        seed = self.session.spec.hourglass.seed
        self.session.edit({"hourglass.seed": seed + 1})

    def _ask_images(self, is_folder: bool) -> None:
        if is_folder:
            path = QFileDialog.getExistingDirectory(self, tr("A folder of images"))
        else:
            path, _ = QFileDialog.getOpenFileName(self, tr("Images"), filter=FILES)
        if path:
            self.session.edit({"images.name": "own", "images.file": str(Path(path))})

    def _ask_codes(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Codes"), "codes.csv", CODES)
        if path:
            self.session.save_codes(Path(path))

    def _tell(self, sentence: str) -> None:
        self.told.say(in_words(sentence, (self.transport, *self.panels)))

    def _report(self, visit: Visit) -> None:
        here = visit.moment.checkpoint
        out = "–" if isnan(here.held_out) else short(here.held_out)
        losses = short(here.loss), out
        self.transport.show_figures(f"{visit.index}", *losses, f"{here.seconds:.1f}")
        self.stage.setAccessibleDescription(
            tr(
                "{whole} Epoch {index}; loss {loss}, of images held out "
                "{held_out}. {verdict}",
                whole=self.strip.whole,
                index=visit.index,
                loss=losses[0],
                held_out=losses[1],
                verdict=visit.verdict,
            ).strip()
        )

    def _show_time(self, history: History) -> None:
        self.timeline.show_kept(history.kept, history.at)
        self.timeline.show_forks(history.forks)

    def _say(self, spec: AutoencoderSpec) -> None:
        k, width = spec.hourglass.bottleneck, spec.images.width
        self.stage.show_note(
            tr("{width:,} numbers → {k} → {width:,}", width=width, k=k)
        )
        self.strip.say(
            tr(
                "A dot is an image, where its {k} lie: {compression:,.0f} times "
                "fewer than pixels. Labels are for colouring alone.",
                k=trn("{n} number", "{n} numbers", k),
                compression=spec.compression,
            )
        )


def make_tab(theme: Theme, spec: AutoencoderSpec | None = None) -> LatentTab:
    """Return the tab on a new session, with threads of its own."""
    from explorer.lanes import Lane
    from explorer.latent.session import LatentLanes

    lanes = LatentLanes(Lane(8), Lane(2), Lane(2))
    folder = cache() / "models"
    return LatentTab(LatentSession(spec or AutoencoderSpec(), lanes, folder), theme)
