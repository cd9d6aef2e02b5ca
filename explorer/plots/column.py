"""The plots beside the surface: prediction and loss history."""

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QSplitter

from explorer.forms import Card
from explorer.plots.history import HistoryPlot
from explorer.plots.prediction import PredictionPlot
from explorer.theme import Theme
from models.snapshots import Path, Prediction, Step

PAUSE = 40  # ms between two drawings: pyqtgraph is slower than the scene


class PlotColumn(QSplitter):
    """One card for each plot, one below the other."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.prediction, self.history = PredictionPlot(), HistoryPlot()
        for title, plot in (("Prediction", self.prediction), ("Loss", self.history)):
            card = Card(title)
            card.body.addWidget(plot, 1)
            self.addWidget(card)
        self.setSizes([560, 440])
        self._path: Path | None = None  # to be drawn
        self._prediction: Prediction | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._draw)

    def show_path(self, path: Path, _: Step) -> None:
        """Draw the losses of `path`, soon."""
        self._path = path
        self._draw_soon()

    def show_prediction(self, prediction: Prediction) -> None:
        """Draw `prediction`, soon."""
        self._prediction = prediction
        self._draw_soon()

    def clear_path(self) -> None:
        """Draw no losses."""
        self._path = None
        self.history.clear_path()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.prediction.show_theme(theme)
        self.history.show_theme(theme)

    def _draw_soon(self) -> None:
        if not self._pause.isActive():
            self._draw()

    def _draw(self) -> None:
        path, self._path = self._path, None
        prediction, self._prediction = self._prediction, None
        if path is not None:
            self.history.show_path(path)
        if prediction is not None:
            self.prediction.show_prediction(prediction)
        if path is not None or prediction is not None:
            self._pause.start()
