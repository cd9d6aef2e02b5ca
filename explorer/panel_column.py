"""The panels under each other: as many open as there is room for, all of them in sight.

Each is a line with its title and what it says in short; a press on it unfolds it, and
folds those that were opened longest ago where there is no room for all.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PyQt6.QtCore import QPoint, Qt, QTimer
from PyQt6.QtGui import QResizeEvent, QWheelEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from explorer.forms import Panel
from explorer.theme import BAR, hold
from models.language import tr

GAP, NARROWEST = 6, 300  # px, between the panels, and across one
LEAST = 42  # px of panels below a card, and of a card: a heading


class PanelColumn(QScrollArea):
    """Scrolls where even one panel alone is too high.

    There is always room for the scroll bar beside the panels: none gets narrower, or
    loses its edge, when it comes.
    """

    def __init__(self, panels: Sequence[Panel], first: Sequence[Panel]) -> None:
        """Take the panels, and those that are open at first, if they fit."""
        super().__init__()
        self.setAccessibleName(tr("Controls"))
        self._panels = list(panels)
        self._first, self._opened = list(first), list[Panel]()
        self._is_chosen = False  # by the user, which are open
        self._sought: Panel | None = None  # it is in sight until the user scrolls
        column = QWidget()
        column.setObjectName("column")
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        for panel in panels:
            self._column.addWidget(panel)
            panel.fold(True)
            panel.heading.clicked.connect(partial(self._press, panel))
            for button in panel.buttons:
                button.clicked.connect(partial(self._show, panel))
        self._column.addStretch(1)
        self.setWidget(column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        hold(self, minimumWidth=NARROWEST + BAR)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Open as many as fit, until the user has chosen."""
        super().resizeEvent(event)
        if self._sought is not None:
            QTimer.singleShot(0, self._seek)
        if not self._is_chosen:
            for panel in list(self._opened):
                self._close(panel)
            for panel in self._first:
                self._unfold(panel)
                if self._lacks_room():
                    self._close(panel)
            if not self._opened:
                self.open(self._first[-1])

    def choose(self, titles: Sequence[str]) -> None:
        """Open the panels of these titles, and no others; of none, leave all.

        Titles are as in lessons: in English, and in lower case.
        """
        asked = {tr(title.capitalize()) for title in titles}
        wanted = [one for one in self._panels if one.title in asked]
        if wanted:
            self._is_chosen = True
            for panel in list(self._opened):
                self._close(panel)
            for panel in wanted:
                self._unfold(panel)
            self._sought = wanted[0]
            QTimer.singleShot(0, self._seek)

    def open(self, panel: Panel) -> None:
        """Unfold `panel`, and fold others until all are in sight."""
        self._unfold(panel)
        while self._lacks_room() and self._opened[0] is not panel:
            self._close(self._opened[0])

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Leave it to the user from now on what is in sight."""
        self._sought = None
        super().wheelEvent(event)

    def _seek(self) -> None:
        """Show the top of what is sought, or its heart if there is no room for both."""
        bar, panel = self.verticalScrollBar(), self._sought
        if bar is None or panel is None:
            return
        bar.setValue(panel.y())
        heart, viewport = panel.heart, self.viewport()
        if heart is not None and viewport is not None:
            top = heart.mapTo(self._column.parentWidget(), QPoint()).y()
            if top + heart.height() > panel.y() + viewport.height():
                bar.setValue(top)

    def _unfold(self, panel: Panel) -> None:
        panel.fold(False)
        self._opened.append(panel)

    def _press(self, panel: Panel) -> None:
        self._is_chosen, self._sought = True, None
        if panel in self._opened:
            self._close(panel)
        else:
            self._show(panel)

    def _show(self, panel: Panel) -> None:
        """Open a panel that is folded, and bring it in sight."""
        if panel.is_folded:
            self._is_chosen = True
            self.open(panel)
            QTimer.singleShot(0, lambda: self.ensureWidgetVisible(panel))

    def _close(self, panel: Panel) -> None:
        self._opened.remove(panel)
        panel.fold(True)

    def _lacks_room(self) -> bool:
        viewport = self.viewport()
        room = viewport.height() if viewport else 0
        return self._column.totalMinimumSize().height() > room


class SideColumn(QWidget):
    """The panels, and a card that may stand above them."""

    def __init__(self, panels: PanelColumn) -> None:
        super().__init__()
        self.panels = panels
        self._card: QWidget | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP)
        self._rows.addWidget(panels, 1)
        self.setMinimumWidth(NARROWEST + BAR)

    def hold(self, card: QWidget, needed: Callable[[int], int]) -> None:
        """Put `card` above the panels; at a width it needs a height."""
        self._card, self._needed = card, needed
        self._rows.insertWidget(0, card, 0, Qt.AlignmentFlag.AlignTop)
        self.fit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Let the card have what it needs, as long as the panels keep their least."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give the card its height, and the width of the panels beside their bar."""
        if self._card is not None and self._card.parent() is self:
            width, most = self.width() - BAR, self.height()
            if not self.panels.isHidden():
                most -= LEAST + GAP
            self._card.setFixedWidth(width)
            self._card.setFixedHeight(max(LEAST, min(self._needed(width), most)))
