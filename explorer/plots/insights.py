"""Looks inside the model, one at a time: a card under the losses."""

from collections.abc import Callable
from typing import Protocol

from PyQt6.QtCore import pyqtBoundSignal, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QStackedWidget, QWidget

from explorer.controls import titled
from explorer.forms import Card
from explorer.plots.activation import ActivationView
from explorer.plots.likelihood import LikelihoodView
from explorer.plots.shelf import ShelfView
from explorer.plots.weights_view import WeightsView
from explorer.segments import Segments
from explorer.theme import LIGHT, Theme
from models.catalog import INSIGHTS, InsightName
from models.language import tr
from models.snapshots import Sight
from models.specs import Spec

BESIDE = 32  # px, of the margins beside the buttons


class InsightView(Protocol):
    """What the card needs of each look inside; it is a `QWidget` as well."""

    @property
    def edited(self) -> pyqtBoundSignal:
        """(dict) the user changed something; dotted keys and their new values."""

    def show_spec(self, spec: Spec) -> None:
        """Show what is asked for."""

    def show_sight(self, sight: Sight) -> None:
        """Show what is seen from where the walker stands."""

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""


VIEWS: dict[InsightName, Callable[[], InsightView]] = {
    "activation": ActivationView,
    "loss": ShelfView,
    "likelihood": LikelihoodView,
    "weights": WeightsView,
}


class Insights(Card):
    """Buttons for each look inside, and the one that is open under them.

    Each is made when it is first asked for, and computed for while it is open.

    Signals:
        watched: (str, bool) this look inside is open, or no more.
        edited: (dict) the user opened or closed one, or changed something in it.
    """

    watched = pyqtSignal(str, bool)
    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__("", tr("Looks inside the model: one at a time."))
        self.segments = Segments(
            titled({name: INSIGHTS[name] for name in VIEWS}),
            is_narrow=True,
            nothing=tr("Look inside"),
        )
        self.segments.setAccessibleName(tr("Looks inside"))
        self.hide_note(True)
        self.header.addWidget(self.segments)
        self.segments.chosen.connect(self._choose)
        self.views: dict[InsightName, InsightView] = {}
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self._shown: InsightName = "none"
        self.segments.show_choice(self._shown)
        self._theme = LIGHT
        self.setVisible(bool(VIEWS))

    @property
    def is_open(self) -> bool:
        """Whether one is open."""
        return self._shown in VIEWS

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fold the buttons where they do not fit."""
        super().resizeEvent(event)
        self.segments.fit(self.width() - BESIDE)

    def show_spec(self, spec: Spec) -> None:
        """Open what `spec` asks for."""
        old, self._shown = self._shown, spec.view.insight
        if self.is_open:
            view = self._view(self._shown)
            view.show_spec(spec)
        if old != self._shown:
            self._show_choice()
            for name, is_watched in ((old, False), (self._shown, True)):
                if name in VIEWS:
                    self.watched.emit(name, is_watched)

    def show_sight(self, sight: Sight) -> None:
        """Show what is seen from where the walker stands."""
        if self.is_open:
            self._view(self._shown).show_sight(sight)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for view in self.views.values():
            view.show_theme(theme)

    def _view(self, name: InsightName) -> InsightView:
        if name not in self.views:
            view = self.views[name] = VIEWS[name]()
            assert isinstance(view, QWidget)
            view.edited.connect(self.edited)
            view.show_theme(self._theme)
            self._stack.addWidget(view)
        return self.views[name]

    def _show_choice(self) -> None:
        self.segments.show_choice(self._shown)
        if self.is_open:
            view = self._view(self._shown)
            assert isinstance(view, QWidget)
            self._stack.setCurrentWidget(view)

    def _choose(self, name: str) -> None:
        self.edited.emit({"view.insight": "none" if name == self._shown else name})
