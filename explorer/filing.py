"""Files of all kinds: opened in the tab that they are of, saved from that in front."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PyQt6.QtWidgets import QFileDialog, QWidget

from explorer.garbage import let_go
from explorer.keeping import Keeping, note_recent
from explorer.lessons.teaching import Teaching
from explorer.opening import open_table
from explorer.session import Session
from explorer.table_dialog import TableDialog
from explorer.theme import Theme
from models.language import tr
from models.latent_files import open_model
from models.lessons import is_lesson_file
from models.own_tables import choice_of
from models.sessions import is_session_file, read_session
from models.spec_files import read_any
from models.specs import Spec
from models.tables import Choice

if TYPE_CHECKING:
    from explorer.latent.tab import LatentTab

SESSIONS, MODELS = tr("Sessions (*.json)"), tr("Trained models (*.npz)")
WHOLE = tr("Sessions with their table (*.json)")
MODEL = ".npz"
TABLES = ".csv", ".tsv", ".tab", ".txt", ".dat", ".data"


class Tabs(Protocol):
    """What is needed of a window with the two tabs."""

    session: Session
    theme: Theme
    tab: str
    latent: "LatentTab | None"
    teaching: Teaching
    keeping: Keeping

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""

    def say(self, sentence: str) -> None:
        """Tell the user something, in the tab in front."""


class Filing:
    """Opens and saves for a window; says what cannot be done, which changes nothing."""

    def __init__(self, window: QWidget, tabs: Tabs) -> None:
        self._window, self._tabs = window, tabs

    def open(self, path: str) -> None:
        """Take a spec or a model, or show a table."""
        file = Path(path)
        if file.suffix.lower() in TABLES:
            self._tabs.show_tab("landscape")
            self.open_table(file)
            return
        try:
            if is_session_file(file):
                self._tabs.keeping.show(read_session(file))
            elif file.suffix.lower() == MODEL:
                model = open_model(file)
                self._shown_latent().show_model(model, file.name)
            elif is_lesson_file(file):
                self._tabs.teaching.open_file(file)
            elif isinstance(spec := read_any(file), Spec):
                self._tabs.show_tab("landscape")
                self._tabs.session.adopt(spec)
            else:
                self._shown_latent().session.reopen(spec)
            note_recent(file)
        except ValueError as error:
            self._tabs.say(str(error))

    def open_table(self, file: Path, choice: Choice | None = None) -> None:
        """Show a table, so that one may choose among its columns and learn from it."""
        dialog = TableDialog(file, self._tabs.theme, self._window, choice)
        let_go(dialog)
        open_table(self._tabs.session, dialog)

    def save(self, path: str, has_table: bool = False) -> None:
        """Write what is in front: the session, or the trained model of an autoencoder.

        With `has_table` the table that is learnt from goes with the session.
        """
        file, latent = Path(path), self._latent
        try:
            if latent is not None and file.suffix.lower() == MODEL:
                latent.save_model(file)
                note_recent(file)
            else:
                self._tabs.keeping.save(file, has_table)
                self._tabs.say(tr("Saved as {name}.", name=file.name))
        except ValueError as error:
            self._tabs.say(str(error))

    def ask_open(self) -> None:
        """Let the user choose what to open."""
        kinds = "*.json", "*.png", f"*{MODEL}", *(f"*{suffix}" for suffix in TABLES)
        every = tr(
            "Sessions, lessons, pictures, models and tables ({kinds})",
            kinds=" ".join(kinds),
        )
        path, _ = QFileDialog.getOpenFileName(self._window, tr("Open"), filter=every)
        if path:
            self.open(path)

    def ask_table(self) -> None:
        """Let the user choose a table."""
        files = tr("Tables (*{tables});;All files (*)", tables=" *".join(TABLES))
        path, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open a table"), filter=files
        )
        if path:
            self.open_table(Path(path))

    def ask_columns(self) -> None:
        """Let the user choose other columns of the table that is learnt from."""
        choice = choice_of(self._tabs.session.spec.data)
        self.open_table(choice.file, choice)

    def ask_save(self) -> None:
        """Let the user choose where to save what is in front."""
        name, kinds = "session.json", SESSIONS
        if self._tabs.session.spec.data.file:
            kinds = f"{SESSIONS};;{WHOLE}"
        if self._latent is not None:
            name, kinds = "autoencoder.npz", f"{MODELS};;{SESSIONS}"
        path, kind = QFileDialog.getSaveFileName(self._window, tr("Save"), name, kinds)
        if path:
            self.save(path, has_table=kind == WHOLE)

    @property
    def _latent(self) -> "LatentTab | None":
        """The autoencoder's tab, if it is in front."""
        return self._tabs.latent if self._tabs.tab == "autoencoder" else None

    def _shown_latent(self) -> "LatentTab":
        """Return the autoencoder's tab, brought to the front."""
        self._tabs.show_tab("autoencoder")
        assert self._tabs.latent is not None
        return self._tabs.latent
