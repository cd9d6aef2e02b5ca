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
from explorer.theme import CLASSES, NEGATIVE, NEUTRAL, POSITIVE, WALKER, Theme
from models.snapshots import Array, Data, Noise, Prediction, Probe

WIDTH = 50  # characters of a title in a line
FADED, LIT = 0.35, 10  # opacity beside the examples of a batch; their size, pixels
DOT, RING = 8, 11  # pixels, of an example that is learnt from, and one held out
HOLE = 0.5  # of a ring's diameter
MOST = 600  # examples that are drawn: each costs a third of a millisecond once


class PredictionPlot(Plot):
    """One input: points and curve. Two inputs: a map of the output under the points."""

    _data: Data | None = None  # already asked for while it is made
    _inputs: tuple[int, ...] = ()  # along the axes

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
        if (prediction.data, prediction.inputs) != (self._data, self._inputs):
            self._data, self._inputs = prediction.data, prediction.inputs
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
        x, y = _places(data, self._inputs, chosen)
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
        if self._data is not None and len(self._inputs) == 1:
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
        places = _places(data, self._inputs, chosen)
        self._points.setData(*places, brush=brush, **self._signs(data))
        labels = [data.input_labels[number] for number in self._inputs]
        if rest:
            self.show_labels(*labels)
            y_range = float(rest[0][0]), float(rest[0][-1])
        else:
            self.show_labels(labels[0], data.target_label)
            low, high = float(data.targets.min()), float(data.targets.max())
            margin = 0.25 * (high - low) or 1.0
            y_range = low - margin, high + margin
        self.setRange(xRange=axis_x[[0, -1]], yRange=y_range, padding=0)

    def _brushes(self, data: Data, chosen: NDArray[np.intp]) -> list[QBrush]:
        """Return in which colours examples are filled: where there are two inputs."""
        if len(self._inputs) == 1:
            return [pg.mkBrush(self.theme.text)] * len(chosen)
        if data.has_classes:
            numbers = data.targets[chosen, 0].astype(np.intp)
            return [pg.mkBrush(CLASSES[number]) for number in numbers]
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
        ring = "○ test" if len(self._inputs) == 1 else "◎ test"
        rest = [pointer] + [(self.theme.text, ring)] * bool(data.is_held_out.any())
        if data.has_classes and len(self._inputs) == 2:
            each = zip(CLASSES, data.classes, strict=False)
            classes = [(color, f"● {name}") for color, name in each]
            border = "│ p = ½" if len(classes) == 2 else "│ likeliest"
            return [*classes, (self.theme.dim, border), *rest]
        if len(self._inputs) == 2:
            return [(NEGATIVE, "■ low"), (POSITIVE, "■ high"), *rest]
        return [(WALKER, "― walker"), *rest]

    def _show_curves(self, prediction: Prediction) -> None:
        (axis,) = prediction.axes
        self._curve.setData(axis, _finite(prediction.walker)[0])
        if prediction.hovered is None:
            self._hovered.clear()
        else:
            self._hovered.setData(axis, _finite(prediction.hovered)[0])

    def _show_map(self, prediction: Prediction) -> None:
        axis_x, axis_y = prediction.axes
        values = _on_grid(prediction, prediction.walker)
        if len(values) > 1 and prediction.data.has_classes:
            self._map.setImage(_mixed(values), levels=None, autoLevels=False)
        else:
            levels = _levels(prediction.data, prediction.middle)
            self._map.setImage(values[0], levels=levels, autoLevels=False)
        self._map.setRect(cells(axis_x, axis_y))
        self._edges.setData(*_borders(prediction, values))
        if prediction.hovered is None:
            self._hovered.clear()
        else:
            values = _on_grid(prediction, prediction.hovered)
            self._hovered.setData(*_borders(prediction, values))

    def _signs(self, data: Data) -> dict[str, list[Any]]:
        """Return sign and size of each point: a ring where held out, else a dot."""
        is_held_out = data.is_held_out[drawn(data)]
        ring = QPainterPath()
        for diameter in (1.0, HOLE):
            half = diameter / 2
            ring.addEllipse(QRectF(-half, -half, diameter, diameter))
        return {
            "symbol": [ring if is_test else "o" for is_test in is_held_out],
            "size": [RING if is_test else DOT for is_test in is_held_out],
        }


def drawn(data: Data) -> NDArray[np.intp]:
    """Return the numbers of the examples that are drawn, evenly chosen of too many."""
    count = len(data.inputs)
    return np.linspace(0, count - 1, min(count, MOST)).round().astype(np.intp)


def _places(
    data: Data, inputs: tuple[int, ...], chosen: NDArray[np.intp]
) -> tuple[Array, Array]:
    """Return where examples are drawn: over two inputs, or target over input."""
    x, *rest = data.inputs[chosen][:, list(inputs)].T
    return x, rest[0] if rest else data.targets[chosen, 0]


def _on_grid(prediction: Prediction, probe: Probe) -> Array:
    """Return the outputs (O, X, Y) over two axes."""
    return _finite(probe).reshape(-1, *map(len, prediction.axes))


def _mixed(shares: Array) -> NDArray[np.uint8]:
    """Return colours (X, Y, 3) of probabilities (O, X, Y): those of classes, mixed."""
    colors = [pg.mkColor(name).getRgb()[:3] for name in CLASSES[: len(shares)]]
    mixed = np.tensordot(shares, np.array(colors, float), (0, 0))
    return np.clip(mixed, 0, 255).astype(np.uint8)


def _borders(prediction: Prediction, values: Array) -> tuple[Array, Array]:
    """Return the lines on which the predicted class changes, or the middle of all."""
    axis_x, axis_y = prediction.axes
    if len(values) == 1 or not prediction.data.has_classes:
        middle = sum(_levels(prediction.data, prediction.middle)) / 2
        return contour_lines(axis_x, axis_y, values[0], [middle])
    parts = []
    for number, own in enumerate(values[:-1] if len(values) == 2 else values):
        ahead = own - np.delete(values, number, 0).max(0)
        parts.append(contour_lines(axis_x, axis_y, ahead, [0.0]))
    gap = np.array([np.nan])
    x, y = zip(*parts, strict=True)
    joined = [
        np.concatenate([v for line in lines for v in (line, gap)]) for lines in (x, y)
    ]
    return joined[0], joined[1]


def _levels(data: Data, middle: float = 0.5) -> tuple[float, float]:
    """Return the outputs drawn in full orange and full blue."""
    if data.has_classes:
        return (0.0, 1.0) if middle else (-2.0, 2.0)
    targets = data.targets
    middle, spread = float(targets.mean()), float(targets.std()) or 1.0
    return middle - 2 * spread, middle + 2 * spread


def _finite(probe: Probe) -> Array:
    return np.clip(np.nan_to_num(probe.outputs), -1e6, 1e6)
