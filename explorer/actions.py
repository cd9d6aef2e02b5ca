"""What the keys do that is more than one call: in the tab in front, of its session."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PyQt6.QtWidgets import QAbstractButton, QApplication

from explorer.playback import Playback
from explorer.session import Session
from explorer.stage import Stage
from models.catalog import LAYERS, LayerName

if TYPE_CHECKING:
    from explorer.latent.session import LatentSession
    from explorer.latent.tab import LatentTab

Action = Callable[[], object]


class Desk(Protocol):
    """What is needed of a window with the two tabs."""

    session: Session
    stage: Stage
    tab: str
    latent: "LatentTab | None"

    @property
    def front(self) -> "Session | LatentSession":
        """The session of the tab in front."""

    @property
    def playback(self) -> Playback:
        """What is played in the tab in front."""

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""


class Actions:
    """What can be done by key, by the names that `keys` has for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def named(self) -> dict[str, Action]:
        """Return each action by its name."""
        desk, stage = self._desk, self._desk.stage
        beside: dict[str, Action] = {  # which mean nothing beside the landscape
            "telling": self._toggle_telling,
            "view": stage.show_next_view,
            "log": self._toggle_log,
            "arrows": lambda: self._toggle_layers("gradient", "downhill"),
            "tangent": lambda: self._toggle_layers("tangent"),
            "keep": desk.session.keep,
        }
        return {name: self._on_landscape(one) for name, one in beside.items()} | {
            "play": self._press_or_play,
            "forward": lambda: self.step(1),
            "back": lambda: self.step(-1),
            "epoch": lambda: desk.playback.leap(1),
            "epoch back": lambda: desk.playback.leap(-1),
            "undo": lambda: desk.front.undo(),
            "redo": lambda: desk.front.redo(),
            "skip": lambda: desk.playback.skip(),
            "reset": lambda: desk.playback.reset(),
            "reseed": self.reseed,
            "home": self._home,
            "landscape": lambda: desk.show_tab("landscape"),
            "autoencoder": lambda: desk.show_tab("autoencoder"),
        }

    def step(self, by: int) -> None:
        """Tell the next phrase of the update, or take it; or go back."""
        playback, is_told = self._desk.playback, self._desk.tab == "landscape"
        is_next = by > 0 and not playback.is_playing and is_told
        if not (is_next and self._desk.stage.tell_on()):
            playback.step(by)

    def reseed(self) -> None:
        """Draw other weights."""
        if self._desk.tab == "autoencoder" and self._desk.latent is not None:
            self._desk.latent.reseed()
            return
        session = self._desk.session
        session.edit({"network.seed": session.spec.network.seed + 1})

    def _on_landscape(self, action: Action) -> Action:
        return lambda: action() if self._desk.tab == "landscape" else None

    def _home(self) -> None:
        """Look at all there is, in the tab in front."""
        if self._desk.tab == "landscape":
            self._desk.stage.home()
        elif self._desk.latent is not None:
            self._desk.latent.plot.home()

    def _press_or_play(self) -> None:
        """Press the button that has the keyboard, as everywhere; without, play."""
        focused, playback = QApplication.focusWidget(), self._desk.playback
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            playback.play(not playback.is_playing)

    def _toggle_telling(self) -> None:
        session = self._desk.session
        session.edit({"view.telling": not session.spec.view.telling})

    def _toggle_log(self) -> None:
        session = self._desk.session
        session.edit({"view.log_height": not session.spec.view.log_height})

    def _toggle_layers(self, *names: LayerName) -> None:
        """Show these layers, or none of them if they are shown."""
        session = self._desk.session
        shown = session.spec.view.layers
        rest = [layer for layer in shown if layer not in names]
        wanted = rest if set(names) <= set(shown) else [*rest, *names]
        session.edit({"view.layers": tuple(n for n in LAYERS if n in wanted)})
