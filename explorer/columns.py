"""The columns beside the landscape: which of them are seen, and how wide they are."""

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import QSize, Qt, QTimer
from PyQt6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.theme import BAR, Theme
from models.language import tr

EDGE = 8  # px, around the views
DOCK_MARGINS = 8, 4, 8, 8
SCROLLED = 8, 4, 8 - BAR, 8  # the bar is in the margin
LEFT, RIGHT = (316, 376), (380, 480)  # px: the columns at least, and at most
SHARES = 0.2, 0.24  # of the window, for each of them
CARD = 0.28  # for the left one, while a lesson is read there
SETTLED = 500  # ms until the window system has given the window its size again


class Columns:
    """Two docks: the user closes and widens them, and a presentation borrows them."""

    def __init__(self, window: QMainWindow, controls: QWidget) -> None:
        """Put `controls` at the left; what is at the right comes later."""
        self.left = _dock(tr("Controls"), controls, SCROLLED)
        self.right = _dock(tr("Views"), QWidget(), DOCK_MARGINS)
        areas = Qt.DockWidgetArea
        window.addDockWidget(areas.LeftDockWidgetArea, self.left)
        window.addDockWidget(areas.RightDockWidgetArea, self.right)
        self._window = window
        self._docks = [self.left, self.right]
        self._shown = [True, True]  # which of them the user has
        self._widths: list[int] = []  # px, before a presentation
        self._owed: list[int] = []  # the same, until the window has its own size again
        self._is_presented = False

    def show_views(self, views: QWidget) -> None:
        """Put `views` at the right."""
        self.right.setWidget(framed(views, DOCK_MARGINS))

    def share_width(self, theme: Theme, has_card: bool) -> None:
        """Give them their share of the window; more at the left if a lesson is read."""
        pixels, width = theme.pixels, self._window.width()
        shares = CARD if has_card else SHARES[0], SHARES[1]
        self._resize([
            min(max(pixels(least), round(share * width)), pixels(most))
            for share, (least, most) in zip(shares, (LEFT, RIGHT), strict=True)
        ])  # fmt: skip

    def note(self) -> None:
        """Remember which of them the user has."""
        if not self._is_presented:
            self._shown = [not dock.isHidden() for dock in self._docks]

    def open_left(self) -> None:
        """Have the left one, whether the user has closed it or not."""
        self._shown[0] = True

    def show(self, is_in_front: bool) -> None:
        """Show what the user has, as it was; nothing beside another tab."""
        self._show(self._shown if is_in_front else [False, False], has_titles=True)
        if self._is_presented:
            self._owed, self._is_presented = self._widths, False
            self.restore()
            QTimer.singleShot(SETTLED, self._forget)

    def present(self, shown: Sequence[bool], theme: Theme, has_card: bool) -> None:
        """Show these without their titles."""
        self._is_presented = True
        self._show(shown, has_titles=False)
        # What is in them has its new size only with the next events.
        QTimer.singleShot(0, partial(self.share_width, theme, has_card))

    def note_widths(self) -> None:
        """Remember how wide they are, for after a presentation."""
        self._widths = [dock.width() for dock in self._docks]

    def restore(self) -> None:
        """Give them the widths that they had before a presentation, if that is due."""
        if self._owed:
            self._resize(self._owed)

    @property
    def gaps(self) -> tuple[int, int]:
        """How far the views are from the edges of the window where there is none."""
        left, right = (EDGE * dock.isHidden() for dock in self._docks)
        return left, right

    def _show(self, shown: Sequence[bool], has_titles: bool) -> None:
        for dock, is_shown in zip(self._docks, shown, strict=True):
            dock.setVisible(is_shown)
            dock.setTitleBarWidget(None if has_titles else _gap(EDGE // 2))

    def _resize(self, widths: list[int]) -> None:
        self._window.resizeDocks(self._docks, widths, Qt.Orientation.Horizontal)

    def _forget(self) -> None:
        self._owed = []


class Front(QStackedWidget):
    """Pages between the columns, of which only the one in front needs room.

    Of itself Qt has room for the widest of them: columns were squeezed for it.
    """

    def show_page(self, page: QWidget) -> None:
        """Bring `page` to the front."""
        self.setCurrentWidget(page)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Ask for what the page in front needs."""
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()


def framed(content: QWidget, margins: tuple[int, int, int, int]) -> QWidget:
    """Return `content` with margins around it."""
    frame = QWidget()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(*margins)
    layout.addWidget(content)
    return frame


def _dock(
    title: str, content: QWidget, margins: tuple[int, int, int, int]
) -> QDockWidget:
    dock = QDockWidget(title)
    dock.setObjectName(title)
    dock.setWidget(framed(content, margins))
    return dock


def _gap(height: int) -> QWidget:
    gap = QWidget()
    gap.setFixedHeight(height)
    return gap
