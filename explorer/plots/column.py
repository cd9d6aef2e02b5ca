"""The plots beside the surface: prediction, loss history and cut."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QSplitter, QStackedWidget

from explorer.forms import Card
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
        cut_watched: (bool) the cut is shown, or no more.
        edited: (dict) the user chose over what the losses are drawn.
    """

    cut_watched = pyqtSignal(bool)
    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.prediction, self.history = PredictionPlot(), HistoryPlot()
        self.cut, self.segments = CutView(), Segments(TOOLTIPS)
        self._losses = QStackedWidget()
        for plot in (self.history, self.cut):
            self._losses.addWidget(plot)
        data, loss = Card("Prediction"), Card("Loss")
        loss.header.addWidget(self.segments)
        data.body.addWidget(self.prediction, 1)
        loss.body.addWidget(self._losses, 1)
        for card in (data, loss):
            self.addWidget(card)
        self.segments.chosen.connect(
            lambda name: self.edited.emit({"view.losses": name})
        )
        self.show_losses("steps")
        self.setMinimumWidth(310)
        self.setSizes([560, 440])

    def show_losses(self, name: str) -> None:
        """Show the losses over `steps`, or along the `cut`."""
        self._shown = name
        self._losses.setCurrentWidget(self.cut if name == "cut" else self.history)
        self.segments.show_choice(name)
        self.cut_watched.emit(name == "cut")

    def show_spec(self, spec: Spec) -> None:
        """Show over what the losses are drawn, and which cut is chosen."""
        if spec.view.losses != self._shown:
            self.show_losses(spec.view.losses)
        self.cut.show_spec(spec)

    def show_sight(self, sight: Sight) -> None:
        """Show what the walker's model predicts, and the loss along the cut."""
        self.prediction.show_prediction(sight.prediction)
        self.prediction.show_batch(sight.noise)
        self.cut.show_cut(sight.cut)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for view in (self.prediction, self.history, self.cut):
            view.show_theme(theme)
