"""The map of the lecture: a tile for each lesson, part by part, and how far one is."""

from collections.abc import Set as AbstractSet
from functools import partial
from itertools import groupby

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from explorer.lessons.wrapped import WrappedButton
from explorer.theme import hold
from models.language import tr
from models.lessons import Heading

WIDEST, HIGH = 1240, 64  # px, of all tiles across; of one at least
ACROSS = 5  # tiles
DONE = "✓"
WAYS = {
    int(Qt.Key.Key_Left): (-1, 0),
    int(Qt.Key.Key_Right): (1, 0),
    int(Qt.Key.Key_Up): (0, -1),
    int(Qt.Key.Key_Down): (0, 1),
}


class LectureMap(QScrollArea):
    """A row of tiles for each part.

    Signals:
        chosen: (str) the user wants the lesson of this name.
    """

    chosen = pyqtSignal(str)

    def __init__(self, headings: tuple[Heading, ...]) -> None:
        super().__init__()
        self._headings = headings
        self.tiles: dict[str, Tile] = {}
        self._told = QLabel()
        self._told.setObjectName("dim")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setMaximum(len(headings))
        self.onward = QPushButton()
        self.onward.setObjectName("play")
        self.onward.clicked.connect(lambda: self.chosen.emit(self._next))
        self._next = headings[0].name if headings else ""
        page = QWidget()
        page.setObjectName("column")
        hold(page, maximumWidth=WIDEST)
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(24, 8, 24, 16)
        self._rows.setSpacing(6)
        self._add_head()
        self._grid = QGridLayout()  # one for all parts: their tiles stand in columns
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1)
        for part, lessons in groupby(headings, lambda heading: heading.part):
            self._add_part(part, tuple(lessons))
        self._rows.addLayout(self._grid)
        self._rows.addStretch(1)
        frame = QWidget()
        frame.setObjectName("column")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(page)
        self.setWidget(frame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_done(frozenset())

    def show_done(self, done: AbstractSet[str], now: str = "") -> None:
        """Show which lessons were answered, and which is open `now`."""
        names = [heading.name for heading in self._headings]
        seen = [name for name in names if name in done]
        for name, tile in self.tiles.items():
            tile.show_state(name in done, name == now)
        self._bar.setValue(len(seen))
        self._told.setText(
            tr("{seen} of {names} answered", seen=len(seen), names=len(names))
        )
        left = [name for name in names if name not in done]
        self._next = left[0] if left else names[0]
        verb = tr("Begin") if not seen else tr("Go on") if left else tr("Begin again")
        self.onward.setText(tr("{verb} with lesson {next}", verb=verb, next=self._next))

    def _add_head(self) -> None:
        title = QLabel(tr("The lecture"))
        title.setObjectName("display")
        line = QHBoxLayout()
        line.addWidget(title)
        line.addStretch(1)
        line.addWidget(self._told)
        line.addSpacing(16)
        line.addWidget(self.onward)
        self._rows.addLayout(line)
        self._rows.addWidget(self._bar)

    def _add_part(self, part: str, lessons: tuple[Heading, ...]) -> None:
        title = QLabel(part)
        title.setObjectName("title")
        top = self._grid.rowCount()
        self._grid.addWidget(title, top, 0, 1, ACROSS)
        for number, heading in enumerate(lessons):
            tile = Tile(heading)
            tile.clicked.connect(partial(self.chosen.emit, heading.name))
            tile.walked.connect(partial(self._walk, heading.name))
            down, across = divmod(number, ACROSS)
            self._grid.addWidget(tile, top + 1 + down, across)
            self.tiles[heading.name] = tile

    def _walk(self, name: str, right: int, down: int) -> None:
        """Bring the keyboard from a tile to the next, or to the nearest above or below.

        To the right of the last of a row is the first of the next.
        """
        names, old = list(self.tiles), self.tiles[name].geometry().center()
        if right:
            at = min(max(names.index(name) + right, 0), len(names) - 1)
            found = [self.tiles[names[at]]]
        else:
            way = [(t.geometry().center() - old, t) for t in self.tiles.values()]
            rest = [(w, t) for w, t in way if w.y() * down > 0]
            rest.sort(key=lambda pair: (abs(pair[0].y()), abs(pair[0].x())))
            found = [tile for _, tile in rest[:1]]
        for tile in found:
            tile.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(tile)


class Tile(WrappedButton):
    """A lesson: its number, its title, and whether it was answered.

    Signals:
        walked: (int, int) an arrow was pressed: so many tiles to the right, and down.
    """

    walked = pyqtSignal(int, int)

    def __init__(self, heading: Heading) -> None:
        super().__init__(heading.name, heading.title, "tile")
        self.setAccessibleName(
            tr("Lesson {name}: {title}", name=heading.name, title=heading.title)
        )
        self.setToolTip(tr("Open lesson {name}", name=heading.name))
        self._name = heading.name
        hold(self, minimumHeight=HIGH)

    def show_state(self, is_done: bool, is_open: bool) -> None:
        """Show whether it was answered, and whether it is the one that is open."""
        self.mark.setText(f"{self._name}\n{DONE}" if is_done else self._name)
        self.setCheckable(is_open)
        self.setChecked(is_open)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Go on by the arrows."""
        if event is not None and event.key() in WAYS:
            self.walked.emit(*WAYS[event.key()])
        else:
            super().keyPressEvent(event)
