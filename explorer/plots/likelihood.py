"""How probable the model makes the data: a few pages, of which one is open."""

import math
from collections.abc import Callable
from typing import Protocol

from PyQt6.QtCore import QSize, Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import (
    QFrame,
    QLabel,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import titled
from explorer.plots.maps_page import MapsPage
from explorer.plots.nodes_page import NodesPage
from explorer.plots.output_page import OutputPage
from explorer.plots.softmax_page import SoftmaxPage
from explorer.plots.steps_page import StepsPage
from explorer.segments import Segments
from explorer.theme import LIGHT, Theme
from models.catalog import LIKELIHOODS, LikelihoodName
from models.families import refusal
from models.language import tr
from models.snapshots import Sight
from models.specs import Spec

KEY = "view.likelihood"
DIVERGED = tr("The descent has diverged: its model makes nothing likely.")


class Page(Protocol):
    """What the view needs of each of its pages; it is a `QWidget` as well."""

    @property
    def edited(self) -> pyqtBoundSignal:
        """(dict) the user changed something; dotted keys and their new values."""

    def show_spec(self, spec: Spec) -> None:
        """Show what is asked for."""

    def show_sight(self, sight: Sight) -> None:
        """Show a `sight` that has a likelihood."""

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""


PAGES: dict[LikelihoodName, Callable[[], Page]] = {
    "output": OutputPage,
    "maps": MapsPage,
    "steps": StepsPage,
    "softmax": SoftmaxPage,
    "nodes": NodesPage,
}


class LikelihoodView(QWidget):
    """Buttons for each page, and the one that is open, or why there is none.

    A page scrolls where there is no room for all of it.

    Signals:
        edited: (dict) the user chose another page, or changed something in one.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.segments = Segments(
            titled({n: LIKELIHOODS[n] for n in PAGES}), is_narrow=True
        )
        self.pages: dict[LikelihoodName, Page] = {}
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setObjectName("note")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._areas: dict[LikelihoodName, QScrollArea] = {}
        self._stack.addWidget(self.message)
        self._spec, self._theme = Spec(), LIGHT
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._stack, 1)
        self.segments.chosen.connect(lambda name: self.edited.emit({KEY: name}))

    def minimumSizeHint(self) -> QSize:
        """Be content with as little as the column leaves."""
        return QSize(200, 180)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fold the buttons where they do not fit."""
        super().resizeEvent(event)
        self.segments.fit(self.width())

    def show_spec(self, spec: Spec) -> None:
        """Show the page that `spec` asks for."""
        self._spec, name = spec, spec.view.likelihood
        self.segments.show_choice(name)
        self.segments.refuse({each: refusal(spec, each) for each in PAGES})
        page = self._page(name)
        page.show_spec(spec)
        self._say(refusal(spec, name))

    def show_sight(self, sight: Sight) -> None:
        """Show how probable the data are where the walker stands."""
        name = self._spec.view.likelihood
        said = refusal(self._spec, name)
        if not math.isfinite(sight.prediction.walker.loss):
            said = said or DIVERGED
        self._say(said)
        if not said and sight.likelihood is not None:
            self._page(name).show_sight(sight)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for page in self.pages.values():
            page.show_theme(theme)

    def _say(self, sentence: str) -> None:
        """Say why there is nothing to see; or show the page."""
        name = self._spec.view.likelihood
        self._page(name)  # so that there is one
        self.message.setText(sentence)
        self._stack.setCurrentWidget(self.message if sentence else self._areas[name])

    def _page(self, name: LikelihoodName) -> Page:
        if name not in self.pages:
            page = self.pages[name] = PAGES[name]()
            assert isinstance(page, QWidget)
            page.edited.connect(self.edited)
            page.show_theme(self._theme)
            area = self._areas[name] = QScrollArea()  # where it lacks room
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidgetResizable(True)
            page.setObjectName("column")
            area.setWidget(page)
            self._stack.addWidget(area)
        return self.pages[name]
