"""The data, and what the walker's model makes of them."""

import textwrap
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QBrush, QPainterPath, QResizeEvent

from explorer.plots.grids import Image, cells, contour_lines
from explorer.plots.legend import Part, colored
from explorer.plots.style import Plot
from explorer.theme import NEGATIVE, NEUTRAL, POSITIVE, WALKER, Theme
from models.snapshots import Array, Data, Noise, Prediction, Probe

WIDTH = 50  # characters of a title in a line
FADED, LIT = 0.35, 10  # opacity beside the examples of a batch; their size, pixels
DOT, RING = 8, 11  # pixels, of an example that is learnt from, and one held out
HOLE = 0.5  # of a ring's diameter
MOST = 600  # examples that are drawn: each costs a third of a millisecond once


class PredictionPlot(Plot):
    """One input: points and curve. Two inputs: a map of the output under the points."""

    _data: Data | None = None  # already asked for while it is made

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
        self._points = pg.ScatterPlotItem()
        self._lit = pg.ScatterPlotItem(size=LIT)
        models = self._map, self._edges, self._curve, self._hovered
        layers = (*models, self._points, self._lit)
        for item in layers:
            self.addItem(item)
        self._nothing = pg.TextItem(anchor=(0.5, 0.5))
        self.addItem(self._nothing)

    def show_prediction(self, prediction: Prediction) -> None:
        """Draw the data, the walker's model, and the one under the pointer."""
        if prediction.data is not self._data:
            self._data = prediction.data
            self._show_data(prediction)
        if len(prediction.axes) == 1:
            self._show_curves(prediction)
        elif prediction.axes:
            self._show_map(prediction)
        self.repaint_soon()

    def show_batch(self, noise: Noise | None) -> None:
        """Light the examples of the batch, and fade the others; none is all."""
        data, is_batch = self._data, noise is not None
        self._points.setOpacity(FADED if is_batch else 1.0)
        if data is None or noise is None:
            self._lit.clear()
            return
        chosen = np.flatnonzero(~data.is_held_out)[noise.numbers[:MOST]]
        x, y = _places(data, chosen)
        self._lit.setData(x, y, brush=self._brushes(data, chosen))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Break the legend where it fits now."""
        super().resizeEvent(event)
        self._show_legend()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self._edges.setPen(pg.mkPen("#1d2127", width=2))
        self._hovered.setPen(pg.mkPen(theme.accent, width=2))
        self._points.setPen(pg.mkPen(theme.panel, width=1))
        self._lit.setPen(pg.mkPen(theme.text, width=1.5))
        self._nothing.setColor(theme.dim)
        self._show_legend()
        if self._data is not None and self._data.inputs.shape[1] == 1:
            self._points.setBrush(pg.mkBrush(theme.text))

    def _show_data(self, prediction: Prediction) -> None:
        data, axes = prediction.data, prediction.axes
        self._show_parts(len(axes))
        self._hovered.clear()
        self._nothing.setText("" if axes else data.note)
        self._show_legend()
        if axes:
            self._show_points(data, axes)
        else:
            self.setRange(xRange=(-1, 1), yRange=(-1, 1), padding=0)

    def _show_parts(self, inputs: int) -> None:
        is_curve, is_map = inputs == 1, inputs == 2
        self.getPlotItem().showGrid(x=is_curve, y=is_curve)
        for name in self.labels:
            self.getPlotItem().showAxis(name, is_curve or is_map)
        for item in (self._map, self._edges):
            item.setVisible(is_map)
        self._curve.setVisible(is_curve)
        for item in (self._points, self._lit):
            item.setVisible(is_curve or is_map)

    def _show_points(self, data: Data, axes: tuple[Array, ...]) -> None:
        axis_x, *rest = axes
        chosen = drawn(data)
        brush = self._brushes(data, chosen)
        self._points.setData(*_places(data, chosen), brush=brush, **_signs(data))
        if rest:
            self.show_labels(*data.input_labels)
            y_range = float(rest[0][0]), float(rest[0][-1])
        else:
            self.show_labels(data.input_labels[0], data.target_label)
            low, high = float(data.targets.min()), float(data.targets.max())
            margin = 0.25 * (high - low) or 1.0
            y_range = low - margin, high + margin
        self.setRange(xRange=axis_x[[0, -1]], yRange=y_range, padding=0)

    def _brushes(self, data: Data, chosen: NDArray[np.intp]) -> list[QBrush]:
        """Return in which colours examples are filled: where there are two inputs."""
        if data.inputs.shape[1] == 1:
            return [pg.mkBrush(self.theme.text)] * len(chosen)
        low, high = _levels(data)
        shares = (data.targets[chosen, 0] - low) / (high - low)
        return [pg.mkBrush(color) for color in self._colors.map(shares, "qcolor")]

    def _show_legend(self) -> None:
        """Say over the plot what is in it, and what its colours are."""
        if self._data is None or not self.getPlotItem():  # none once it is closed
            return
        texts = textwrap.wrap(self._data.title, WIDTH)
        if (count := len(self._data.inputs)) > MOST:
            texts.append(f"{MOST} of {count} examples are drawn")
        parts = self._legend(self._data)
        if (NEGATIVE, "■ low") in parts:  # and what it is that is low
            texts.append(self._data.target_label)
        lines = [colored(text, self.theme.dim) for text in texts]
        self.show_title([*lines, *self.legend(parts)])

    def _legend(self, data: Data) -> list[Part]:
        """Return each colour, and a sign in it with its meaning; none without data."""
        if not len(data.inputs):
            return []
        pointer = self.theme.accent, "― pointer"
        # On a map a dot has an edge, and so a ring has two.
        ring = "○ test" if data.inputs.shape[1] == 1 else "◎ test"
        rest = [pointer] + [(self.theme.text, ring)] * bool(data.is_held_out.any())
        if data.has_classes:
            classes = [(NEGATIVE, "● class 0"), (POSITIVE, "● class 1")]
            return [*classes, (self.theme.dim, "│ p = ½"), *rest]
        if data.inputs.shape[1] == 2:
            return [(NEGATIVE, "■ low"), (POSITIVE, "■ high"), *rest]
        return [(WALKER, "― walker"), *rest]

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


def drawn(data: Data) -> NDArray[np.intp]:
    """Return the numbers of the examples that are drawn, evenly chosen of too many."""
    count = len(data.inputs)
    return np.linspace(0, count - 1, min(count, MOST)).round().astype(np.intp)


def _places(data: Data, chosen: NDArray[np.intp]) -> tuple[Array, Array]:
    """Return where examples are drawn: over two inputs, or target over input."""
    inputs = data.inputs[chosen]
    heights = inputs[:, 1] if inputs.shape[1] == 2 else data.targets[chosen, 0]
    return inputs[:, 0], heights


def _signs(data: Data) -> dict[str, list[Any]]:
    """Return sign and size of each point: a ring where it is held out, else a dot."""
    is_held_out = data.is_held_out[drawn(data)]
    ring = QPainterPath()
    for diameter in (1.0, HOLE):
        half = diameter / 2
        ring.addEllipse(QRectF(-half, -half, diameter, diameter))
    return {
        "symbol": [ring if is_test else "o" for is_test in is_held_out],
        "size": [RING if is_test else DOT for is_test in is_held_out],
    }


def _levels(data: Data) -> tuple[float, float]:
    """Return the outputs drawn in full orange and full blue."""
    if data.has_classes:
        return 0.0, 1.0
    targets = data.targets
    middle, spread = float(targets.mean()), float(targets.std()) or 1.0
    return middle - 2 * spread, middle + 2 * spread


def _finite(probe: Probe) -> Array:
    return np.clip(np.nan_to_num(probe.outputs), -1e6, 1e6)
