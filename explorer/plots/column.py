"""The plots beside the surface: prediction, history and cut, and looks inside."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from explorer.controls import titled
from explorer.elided import ElidedLabel
from explorer.forms import Card
from explorer.plots.curves_button import CurvesButton
from explorer.plots.cut import CutView
from explorer.plots.history import HistoryPlot
from explorer.plots.insights import Insights
from explorer.plots.prediction import PredictionView
from explorer.segments import Segments
from explorer.theme import LIGHT, Theme
from models.catalog import LOSS_PLOTS
from models.language import tr
from models.snapshots import Sight
from models.specs import Spec

PREDICTION = tr("What the network makes of inputs, beside the examples.")
LOSS = tr("The loss at every step so far, or along a straight line.")
LOW = 780  # px: less is no room for three plots; of two the losses give way
NARROW = 350  # px: less is no room for all that stands over the data
SHARES = (560, 440, 0), (400, 300, 440)  # of the height: without a look inside, with


class PlotColumn(QSplitter):
    """One card for the data, one for the loss, over steps or along a cut, one for more.

    Signals:
        watched: (str, bool) the history, the cut or a look inside is shown, or no more.
        edited: (dict) the user chose over what the losses are drawn, or which curves,
            or changed something in a look inside.
    """

    watched = pyqtSignal(str, bool)
    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.prediction, self.history = PredictionView(), HistoryPlot()
        self.cut, self.segments = CutView(), Segments(titled(LOSS_PLOTS))
        self.curves = CurvesButton()
        self.reading = ElidedLabel(tr("The curves at the step under the pointer."))
        self._losses = QStackedWidget()
        for page in (self._read_history(), self.cut):
            self._losses.addWidget(page)
        self.insights = Insights()
        data = Card(tr("Prediction"), PREDICTION)
        self._loss = Card(tr("Loss"), LOSS)
        seen = self.prediction
        for part in (seen.draw_button, seen.menu_button, seen.segments):
            data.header.addWidget(part)
        for widget in (self.curves, self.segments):
            self._loss.header.addWidget(widget)
        data.body.addWidget(self.prediction, 1)
        self._loss.body.addWidget(self._losses, 1)
        for card in (data, self._loss, self.insights):
            self.addWidget(card)
            self.setCollapsible(self.indexOf(card), False)
        self.segments.chosen.connect(self._choose)
        for view in (self.prediction, self.curves, self.insights):
            view.edited.connect(self.edited)
        self.insights.watched.connect(self.watched)
        self._theme = LIGHT
        self._shown, self._fitted = "", (False, False)
        self.setMinimumWidth(310)
        self.setSizes(SHARES[False])

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Let the losses give way where there is no room for three."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._theme.pixels(NARROW)
        self.prediction.segments.fold(is_narrow)
        room = self._loss.room_beside(self.segments, self.width())
        self.segments.fit(room if is_narrow else self.width())
        self._fit()

    def show_losses(self, name: str) -> None:
        """Show the losses over `steps`, or along the `cut`."""
        for shown, is_watched in ((self._shown, False), (name, True)):
            if shown:
                self.watched.emit("cut" if shown == "cut" else "history", is_watched)
        self._shown = name
        self._losses.setCurrentIndex(name == "cut")
        self._show_buttons()

    def show_spec(self, spec: Spec) -> None:
        """Show over what the losses are drawn, and which cut is chosen."""
        if spec.view.losses != self._shown:
            self.show_losses(spec.view.losses)
        views = self.prediction, self.cut, self.history, self.curves, self.insights
        for view in views:
            view.show_spec(spec)
        self._fit()

    def show_sight(self, sight: Sight) -> None:
        """Show what the walker's model predicts, and the loss along the cut."""
        self.prediction.show_sight(sight)
        self.cut.show_cut(sight.cut)
        self.history.show_scores(sight.scores)
        self.insights.show_sight(sight)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for view in (self.prediction, self.history, self.cut, self.insights):
            view.show_theme(theme)

    def _show_buttons(self) -> None:
        """Light what is seen, and offer the choice of curves only where they are."""
        is_seen = not self._loss.is_folded
        self.segments.show_choice(self._shown if is_seen else "")
        self.curves.setVisible(self._shown != "cut" and is_seen)

    def _choose(self, name: str) -> None:
        """Ask for these losses, and for the room that a look inside has taken."""
        changes = {"view.losses": name}
        if self._loss.is_folded:
            changes["view.insight"] = "none"
        self.edited.emit(changes)

    def _fit(self) -> None:
        """Share the height among the cards that are open."""
        is_open, is_low = self.insights.is_open, self.height() < LOW
        is_folded = is_open and is_low
        self._loss.fold(is_folded)
        self._show_buttons()
        self.insights.fold(not is_open)
        if (is_open, is_low) != self._fitted:
            self._fitted = is_open, is_low
            data, losses, inside = SHARES[is_open]
            self.setSizes([data, 0 if is_folded else losses, inside])

    def _read_history(self) -> QWidget:
        """Return the history over what the pointer reads in it."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.history, 1)
        column.addWidget(self.reading)
        self.reading.setObjectName("strip")
        self.history.read.connect(self.reading.say)
        return page
