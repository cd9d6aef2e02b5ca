"""The plots beside the surface: prediction and loss history."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QSplitter

from explorer.forms import Card
from explorer.plots.history import HistoryPlot
from explorer.plots.prediction import PredictionPlot
from explorer.theme import Theme


class PlotColumn(QSplitter):
    """One card for each plot, one below the other."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.prediction, self.history = PredictionPlot(), HistoryPlot()
        for title, plot in (("Prediction", self.prediction), ("Loss", self.history)):
            card = Card(title)
            card.body.addWidget(plot, 1)
            self.addWidget(card)
        self.setMinimumWidth(310)
        self.setSizes([560, 440])

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.prediction.show_theme(theme)
        self.history.show_theme(theme)
