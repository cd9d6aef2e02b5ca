"""Keeps the session: every minute and at the end, and offers what was cut off."""

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PyQt6.QtCore import QLockFile, QTimer

from explorer.playback import Playback
from explorer.session import Session
from explorer.settings import folder, settings
from explorer.stage import Stage
from models.language import tr
from models.latent_specs import AutoencoderSpec
from models.sessions import (
    Pose,
    SavedSession,
    packed,
    read_session,
    unpacked,
    write_session,
)

if TYPE_CHECKING:
    from explorer.latent.tab import LatentTab

MINUTE = 60_000  # ms
LAST, CUT_OFF, RUNNING = "last.json", "cut-off.json", "running"
RECENT, MOST_RECENT = "files/recent", 8


class Desk(Protocol):
    """What is needed of a window with the two tabs."""

    session: Session
    stage: Stage
    latent: "LatentTab | None"
    latent_spec: AutoencoderSpec
    tab: str

    @property
    def playback(self) -> Playback:
        """What is played in the tab in front."""

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""

    def say(self, sentence: str) -> None:
        """Tell the user something, in the tab in front."""


class Keeping:
    """Knows what a window shows as a session, and where the last one is kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._folder: Path | None = None
        self._written: SavedSession | None = None
        self._others = SavedSession().others  # of a later version, of what was opened
        self._lock: QLockFile | None = None
        self._timer = QTimer()
        self._timer.setInterval(MINUTE)
        self._timer.timeout.connect(self.keep)

    def begin(self, place: Path) -> bool:
        """Keep the session in `place` from now on; tell whether one was cut off.

        Of several windows at once only the first one's session is kept.
        """
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False  # there is no place for it: all else works
        running = place / RUNNING
        was_running = running.exists()
        self._lock = QLockFile(str(running))
        self._lock.setStaleLockTime(0)  # only its process tells whether it still runs
        if not self._lock.tryLock(0):
            return False
        self._folder = place
        self._timer.start()
        last = place / LAST
        if was_running and last.exists():
            last.replace(place / CUT_OFF)
            return True
        return False

    def restore(self) -> None:
        """Show what was cut off, or else what the last session ended with."""
        if self._folder is None:
            self._desk.say(tr("There is no last session: none is kept."))
            return
        for name in (CUT_OFF, LAST):
            if (path := self._folder / name).exists():
                self.open(path)
                return
        self._desk.say(tr("There is no last session yet."))

    def open(self, path: Path) -> None:
        """Show the session in a file or a picture, or say why that cannot be."""
        try:
            self.show(read_session(path))
        except ValueError as error:
            self._desk.say(str(error))

    def save(self, path: Path, has_table: bool = False) -> None:
        """Write what is shown to a file; a ValueError says why it cannot be.

        With `has_table` the table that is learnt from goes with it.
        """
        session = self.session()
        write_session(path, packed(session) if has_table else session)
        note_recent(path)

    def session(self) -> SavedSession:
        """Return what is shown."""
        desk = self._desk
        camera, last = desk.stage.scene.camera, desk.session.step
        latent, spec, epoch = desk.latent, desk.latent_spec, 0
        if latent is not None:
            visit = latent.session.visit
            spec, epoch = latent.session.spec, visit.index if visit is not None else 0
        pose = Pose(*(getattr(camera, item.name) for item in fields(Pose)))
        tab = "autoencoder" if desk.tab == "autoencoder" else "landscape"
        return SavedSession(
            desk.session.spec, spec, tab, last, epoch, pose, self._others
        )

    def show(self, session: SavedSession) -> None:
        """Show a session: both tabs as they were, computed again.

        Raises:
            ValueError: the table that came with it cannot be kept.
        """
        session = unpacked(session, folder() / "tables")
        desk, pose = self._desk, session.camera
        self._others = session.others
        desk.show_tab("landscape")
        desk.session.adopt(session.landscape, steps=session.step)
        numbers = {item.name: getattr(pose, item.name) for item in fields(Pose)}
        desk.stage.scene.show_camera(replace(desk.stage.scene.camera, **numbers))
        desk.latent_spec = session.autoencoder
        if desk.latent is not None or session.tab == "autoencoder":
            desk.show_tab("autoencoder")
            assert desk.latent is not None
            desk.latent.session.reopen(session.autoencoder, session.epoch)
            desk.show_tab(session.tab)
        if session.warning:
            desk.say(session.warning)

    def keep(self) -> None:
        """Write the session where the last one is kept, if it is another."""
        session = self.session()
        if self._folder is not None and session != self._written:
            try:
                write_session(self._folder / LAST, session)
            except ValueError as error:
                self._desk.say(str(error))
            else:
                self._written = session

    def end(self) -> None:
        """Keep it a last time: it was not cut off."""
        self._timer.stop()
        if self._folder is not None and self._lock is not None:
            self.keep()
            (self._folder / CUT_OFF).unlink(missing_ok=True)
            self._lock.unlock()
            self._folder = None


def recent() -> list[Path]:
    """Return the files that were opened or saved last, the newest first."""
    names = settings().value(RECENT, [])
    if isinstance(names, str):
        names = [names]
    return [Path(str(name)) for name in names or []][:MOST_RECENT]


def note_recent(path: Path) -> None:
    """Remember a file that was opened or saved."""
    names = [str(one) for one in recent() if one != path.resolve()]
    settings().setValue(RECENT, [str(path.resolve()), *names][:MOST_RECENT])
