"""The plots beside the surface: prediction, history and cut."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from explorer.elided import ElidedLabel
from explorer.forms import Card
from explorer.plots.curves_button import CurvesButton
from explorer.plots.cut import CutView
from explorer.plots.history import HistoryPlot
from explorer.plots.prediction import PredictionPlot
from explorer.segments import Segments
from explorer.theme import Theme
from models.catalog import LOSS_PLOTS
from models.snapshots import Sight
from models.specs import Spec

TOOLTIPS: dict[str, str] = {name: choice.meaning for name, choice in LOSS_PLOTS.items()}


class PlotColumn(QSplitter):
    """One card for the data, and one for the loss, over steps or along a cut.

    Signals:
        watched: (str, bool) the history or the cut is shown, or no more.
        edited: (dict) the user chose over what the losses are drawn, or which curves.
    """

    watched = pyqtSignal(str, bool)
    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.prediction, self.history = PredictionPlot(), HistoryPlot()
        self.cut, self.segments = CutView(), Segments(TOOLTIPS)
        self.curves = CurvesButton()
        self.reading = ElidedLabel("The curves at the step under the pointer.")
        self._losses = QStackedWidget()
        for page in (self._read_history(), self.cut):
            self._losses.addWidget(page)
        data, loss = Card("Prediction"), Card("Loss")
        for widget in (self.curves, self.segments):
            loss.header.addWidget(widget)
        data.body.addWidget(self.prediction, 1)
        loss.body.addWidget(self._losses, 1)
        for card in (data, loss):
            self.addWidget(card)
        self.segments.chosen.connect(
            lambda name: self.edited.emit({"view.losses": name})
        )
        self.curves.edited.connect(self.edited)
        self._shown = ""
        self.setMinimumWidth(310)
        self.setSizes([560, 440])

    def show_losses(self, name: str) -> None:
        """Show the losses over `steps`, or along the `cut`."""
        for shown, is_watched in ((self._shown, False), (name, True)):
            if shown:
                self.watched.emit("cut" if shown == "cut" else "history", is_watched)
        self._shown = name
        self._losses.setCurrentIndex(name == "cut")
        self.curves.setVisible(name != "cut")
        self.segments.show_choice(name)

    def show_spec(self, spec: Spec) -> None:
        """Show over what the losses are drawn, and which cut is chosen."""
        if spec.view.losses != self._shown:
            self.show_losses(spec.view.losses)
        for view in (self.cut, self.history, self.curves):
            view.show_spec(spec)

    def show_sight(self, sight: Sight) -> None:
        """Show what the walker's model predicts, and the loss along the cut."""
        self.prediction.show_prediction(sight.prediction)
        self.prediction.show_batch(sight.noise)
        self.cut.show_cut(sight.cut)
        self.history.show_scores(sight.scores)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for view in (self.prediction, self.history, self.cut):
            view.show_theme(theme)

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
