"""Pictures of the window: what there is to be pictured and filmed, and the dialog."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PyQt6.QtWidgets import QApplication, QWidget

from explorer.animation import Motion, Run, Turn
from explorer.export_dialog import RUN, TURN, ExportDialog, WriteTable
from explorer.garbage import let_go
from explorer.keeping import Keeping
from explorer.pictures import Caption, picture_of
from explorer.playback import Playback
from explorer.session import Session
from explorer.stage import Stage
from explorer.theme import NAME_PIXELS, Theme, sized_font
from models.language import tr
from models.path_tables import write_arrays, write_paths

if TYPE_CHECKING:
    from explorer.latent.tab import LatentTab
    from explorer.plots.column import PlotColumn


class Studio(Protocol):
    """What is needed of a window that has views."""

    theme: Theme
    session: Session
    stage: Stage
    keeping: Keeping
    tab: str
    latent: "LatentTab | None"
    plots: "PlotColumn | None"

    @property
    def playback(self) -> Playback:
        """What is played in the tab in front."""

    @property
    def is_settled(self) -> bool:
        """Whether all that was asked for is on the screen."""

    def say(self, sentence: str) -> None:
        """Tell the user something."""


class Picturing:
    """Copies the window, and lets the user choose a picture or an animation."""

    def __init__(self, window: QWidget, studio: Studio) -> None:
        """Take the window, once as a widget, and once for what it shows."""
        self._window, self._studio = window, studio

    def export(self) -> None:
        """Let the user choose a picture."""
        ground, keeping = self._studio.theme.color("window"), self._studio.keeping
        dialog = ExportDialog(
            self._window,
            self.views,
            ground,
            keeping.session,
            self.motions,
            self.tables,
            {tr("Surface"): self.caption, tr("Map"): self.caption},
        )
        let_go(dialog)
        dialog.open()

    def copy(self) -> None:
        """Copy the picture of the window."""
        if (clipboard := QApplication.clipboard()) is not None:
            ground, window = self._studio.theme.color("window"), self._window
            image = picture_of(window, window.devicePixelRatioF(), ground)
            clipboard.setImage(image)
            self._studio.say(tr("Copied the picture of the window."))

    @property
    def caption(self) -> Caption:
        """What is said of the surface."""
        studio = self._studio
        font = sized_font(self._window.font(), NAME_PIXELS)
        return Caption("\n".join(studio.stage.strip.sentences), font, studio.theme)

    @property
    def views(self) -> dict[str, QWidget]:
        """What can be pictured now, by its title."""
        found, studio = {tr("Window"): self._window}, self._studio
        if studio.tab == "autoencoder" and (latent := studio.latent) is not None:
            found |= {tr("Latent space"): latent.plot, tr("Tool"): latent.toolbox}
            found[tr("Losses")] = latent.losses
        elif (plots := studio.plots) is not None:
            found |= studio.stage.shown
            found |= {tr("Prediction"): plots.prediction, tr("Losses"): plots.history}
            found[tr("Cut")] = plots.cut
        return {title: view for title, view in found.items() if view.isVisible()}

    @property
    def tables(self) -> dict[str, WriteTable]:
        """What there are numbers of, by the title of the view that shows it."""
        studio = self._studio
        if studio.tab != "landscape":
            return {}
        titles = tr("Surface"), tr("Map"), tr("Losses")
        return dict.fromkeys(titles, self._write_numbers)

    def _write_numbers(self, path: Path) -> None:
        session = self._studio.session
        if path.suffix.lower() == ".csv":
            write_paths(path, session.histories)
        else:
            write_arrays(path, session.spec, session.surface, session.histories)

    @property
    def motions(self) -> dict[str, Callable[[], Motion]]:
        """What can be filmed now, by its title."""
        found: dict[str, Callable[[], Motion]] = {}
        studio, scene = self._studio, self._studio.stage.scene
        if studio.playback.reached:
            found[RUN] = lambda: Run(studio.playback, lambda: studio.is_settled)
        if studio.tab == "landscape" and scene.isVisible():
            found[TURN] = lambda: Turn(scene)
        return found
