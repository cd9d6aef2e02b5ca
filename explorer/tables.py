"""The tables that a session looks at and reads, in a lane of their own."""

from collections.abc import Iterator
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from explorer.lanes import LaneLike
from models.formats import Format
from models.language import tr
from models.own_tables import fetch, reading_of
from models.specs import Spec
from models.tables import Choice, Preview, Reading, Table, previews


class Tables(QObject):
    """One file at a time is looked at or read; nothing else waits for it.

    Signals:
        previewed: (Preview) a file was looked at.
        progressed: (Reading) how far it is read.
        read: (Table) all of it is.
        refused: (str) why it cannot be looked at or read.
        fetched: (Spec) its table is at hand now.
        told: (str) how far that is, or why it cannot be.
    """

    previewed = pyqtSignal(object)
    progressed = pyqtSignal(object)
    read = pyqtSignal(object)
    refused = pyqtSignal(str)
    fetched = pyqtSignal(object)
    told = pyqtSignal(str)

    def __init__(self, lane: LaneLike) -> None:
        super().__init__()
        self._lane = lane
        self._fetched: Spec | None = None  # whose table is being read

    def look(self, file: Path, form: Format | None = None) -> None:
        """Find out how a table is written, or take it as written in a format."""
        self._start(previews(file, form))

    def choose(self, choice: Choice) -> None:
        """Read what is chosen of a table."""
        self._start(reading_of(choice))

    def fetch(self, spec: Spec) -> None:
        """Read the table that `spec` asks for."""
        self._start(_fetch(spec), spec)

    def stop(self) -> None:
        """Read no further."""
        self._start(iter(()))

    def tick(self) -> None:
        """Tell what is ready; called every frame."""
        try:
            for item in self._lane.take(8):
                self._tell(item)
        except ValueError as error:
            (self.told if self._fetched else self.refused).emit(str(error))
            self._fetched = None

    @property
    def is_idle(self) -> bool:
        """Whether no file is looked at or read."""
        return self._lane.is_idle

    def _start(self, items: Iterator[object], fetched: Spec | None = None) -> None:
        self._fetched = fetched
        self._lane.start(items)

    def _tell(self, item: Preview | Reading | Table | Spec) -> None:
        if isinstance(item, Preview):
            self.previewed.emit(item)
        elif isinstance(item, Table):
            self.read.emit(item)
        elif isinstance(item, Spec):
            self._fetched = None
            self.fetched.emit(item)
        elif self._fetched is None:
            self.progressed.emit(item)
        else:
            name = Path(self._fetched.data.file).name
            self.told.emit(
                tr("{name}: {share:.0%} read …", name=name, share=item.share)
            )


def _fetch(spec: Spec) -> Iterator[Reading | Spec | None]:
    yield from fetch(spec.data)
    yield spec
