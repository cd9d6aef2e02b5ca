"""The data, and what the walker's model makes of them."""

import numpy as np
import pyqtgraph as pg

from explorer.plots.grids import Image, cells, contour_lines
from explorer.plots.style import Plot
from explorer.theme import NEGATIVE, NEUTRAL, POSITIVE, WALKER, Theme
from models.snapshots import Array, Data, Prediction, Probe


class PredictionPlot(Plot):
    """One input: points and curve. Two inputs: a map of the output under the points."""

    def __init__(self) -> None:
        super().__init__("x", "t")
        self.setMouseEnabled(x=False, y=False)
        colors = [pg.mkColor(name) for name in (NEGATIVE, NEUTRAL, POSITIVE)]
        self._colors = pg.ColorMap([0.0, 0.5, 1.0], colors)
        self._map = Image()
        self._map.setColorMap(self._colors)
        self._edges = pg.PlotCurveItem(connect="finite", antialias=True)
        self._hovered = pg.PlotCurveItem(connect="finite", antialias=True)
        self._curve = pg.PlotCurveItem(pen=pg.mkPen(WALKER, width=2.5), antialias=True)
        self._points = pg.ScatterPlotItem(size=8)
        layers = (self._map, self._edges, self._curve, self._hovered, self._points)
        for item in layers:
            self.addItem(item)
        self._data: Data | None = None

    def show_prediction(self, prediction: Prediction) -> None:
        """Draw the data, the walker's model, and the one under the pointer."""
        if prediction.data is not self._data:
            self._data = prediction.data
            self._show_data(prediction)
        if len(prediction.axes) == 1:
            self._show_curves(prediction)
        else:
            self._show_map(prediction)
        self.repaint_soon()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self._edges.setPen(pg.mkPen("#1d2127", width=2))
        self._hovered.setPen(pg.mkPen(theme.accent, width=2))
        self._points.setPen(pg.mkPen(theme.panel, width=1))
        self._show_legend()
        if self._data is not None and self._data.inputs.shape[1] == 1:
            self._points.setBrush(pg.mkBrush(theme.text))

    def _show_data(self, prediction: Prediction) -> None:
        data, (axis_x, *rest) = prediction.data, prediction.axes
        is_map = bool(rest)
        self.getPlotItem().showGrid(x=not is_map, y=not is_map)
        for item in (self._map, self._edges):
            item.setVisible(is_map)
        self._curve.setVisible(not is_map)
        self._hovered.clear()
        self._show_legend()
        if is_map:
            self.show_labels(*data.input_labels)
            low, high = _levels(data)
            colors = self._colors.map(
                (data.targets[:, 0] - low) / (high - low), "qcolor"
            )
            self._points.setData(*data.inputs.T, brush=colors)
            y_range = float(rest[0][0]), float(rest[0][-1])
        else:
            self.show_labels(data.input_labels[0], data.target_label)
            brush = pg.mkBrush(self.theme.text)
            self._points.setData(data.inputs[:, 0], data.targets[:, 0], brush=brush)
            low, high = float(data.targets.min()), float(data.targets.max())
            margin = 0.25 * (high - low) or 1.0
            y_range = low - margin, high + margin
        self.setRange(xRange=axis_x[[0, -1]], yRange=y_range, padding=0)

    def _show_legend(self) -> None:
        """Say over the plot what its colours are."""
        data, accent = self._data, self.theme.accent
        if data is None:
            return
        texts = [data.title]
        if data.has_classes:
            parts = [(NEGATIVE, "● class 0"), (POSITIVE, "● class 1")]
            parts.append((self.theme.dim, "│ p = ½"))
        elif data.inputs.shape[1] == 2:
            texts.append(data.target_label)
            parts = [(NEGATIVE, "■ low"), (POSITIVE, "■ high")]
        else:
            parts = [(WALKER, "― walker")]
        parts.append((accent, "― pointer"))
        lines = [_colored(text, self.theme.dim) for text in texts]
        lines.append(
            "&nbsp; ".join(
                _colored(text[0], color) + _colored(text[1:], self.theme.dim)
                for color, text in parts
            )
        )
        self.show_title(lines)

    def _show_curves(self, prediction: Prediction) -> None:
        (axis,) = prediction.axes
        self._curve.setData(axis, _finite(prediction.walker))
        if prediction.hovered is None:
            self._hovered.clear()
        else:
            self._hovered.setData(axis, _finite(prediction.hovered))

    def _show_map(self, prediction: Prediction) -> None:
        axis_x, axis_y = prediction.axes
        shape = len(axis_x), len(axis_y)
        low, high = _levels(prediction.data)
        values = _finite(prediction.walker).reshape(shape)
        self._map.setImage(values, levels=(low, high), autoLevels=False)
        self._map.setRect(cells(axis_x, axis_y))
        middle = (low + high) / 2
        self._edges.setData(*contour_lines(axis_x, axis_y, values, [middle]))
        if prediction.hovered is None:
            self._hovered.clear()
        else:
            values = _finite(prediction.hovered).reshape(shape)
            self._hovered.setData(*contour_lines(axis_x, axis_y, values, [middle]))


def _colored(text: str, color: str) -> str:
    return f'<span style="color:{color}">{text}</span>'


def _levels(data: Data) -> tuple[float, float]:
    """Return the outputs drawn in full orange and full blue."""
    if data.has_classes:
        return 0.0, 1.0
    targets = data.targets
    middle, spread = float(targets.mean()), float(targets.std()) or 1.0
    return middle - 2 * spread, middle + 2 * spread


def _finite(probe: Probe) -> Array:
    return np.clip(np.nan_to_num(probe.outputs), -1e6, 1e6)
