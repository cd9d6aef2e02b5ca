"""The data, and what the walker's model makes of them: over one input, or two."""

import textwrap

import pyqtgraph as pg
from PyQt6.QtGui import QResizeEvent

from explorer.plots.example_plot import ExamplePlot
from explorer.plots.legend import colored
from explorer.plots.prediction_curve import CurveItems
from explorer.plots.prediction_legend import parts
from explorer.plots.prediction_map import MapItems
from explorer.plots.prediction_points import MOST
from explorer.plots.style import AXIS_HEIGHT
from explorer.theme import Theme
from models.catalog import DataLayerName
from models.fits import limits
from models.language import tr
from models.snapshots import Noise, Prediction
from models.specs import Spec

WIDTH = 50  # characters of a title in a line
LOW, TICKS_ALONE = 190, 20  # px: no room for all, and what numbers below an axis take


class PredictionPlot(ExamplePlot):
    """One input: points and curve. Two inputs: a map of the output under the points."""

    _prediction: Prediction | None = None  # already asked for while it is made

    def __init__(self) -> None:
        super().__init__("x", "t")
        self.setMouseEnabled(x=False, y=False)
        self._layers: frozenset[DataLayerName] = Spec().drawn_data_layers
        self._threshold = 0.5
        self._framed: tuple[object, ...] = ()
        self._is_hovered = False
        self._map, self._curve = MapItems(), CurveItems()
        self._nothing = pg.TextItem(anchor=(0.5, 0.5))
        own = *self._map.items, *self._curve.items, *self._points.items
        for item in (*own, *self._map.names, self._nothing):
            self.addItem(item, ignoreBounds=True)
        self.getPlotItem().getViewBox().sigResized.connect(self._show_squares)
        self.moved.connect(self._let_go)

    def show_spec(self, spec: Spec) -> None:
        """Take the layers that `spec` asks for, and the border, for the next look."""
        wanted = spec.drawn_data_layers, spec.view.threshold
        if wanted != (self._layers, self._threshold):
            self._layers, self._threshold = wanted
            self._show_legend()

    def show_prediction(self, prediction: Prediction) -> None:
        """Draw the data, the walker's model, and the one under the pointer."""
        self._prediction = prediction
        self._points.show(prediction, "test" in self._layers, self.theme)
        self._points.show_example(prediction.example)
        is_hovered = prediction.hovered is not None
        if is_hovered != self._is_hovered:
            self._is_hovered = is_hovered
            self._show_legend()
        frame = prediction.data, prediction.inputs, prediction.kind
        if frame != self._framed and not self.is_dragging:
            self._framed = frame
            self._show_frame(prediction)
        if len(prediction.axes) == 1:
            rows = self._points.rows
            self._curve.show(prediction, self._layers, rows, self._threshold)
            self._show_squares()
        elif prediction.axes:
            self._map.show(prediction, self._layers, self._threshold)
        has_names = "names" in self._layers and len(prediction.axes) == 2
        self._map.show_names(prediction.data, prediction.inputs, has_names)
        self.repaint_soon()

    def show_batch(self, noise: Noise | None) -> None:
        """Light the examples of the batch, and fade the others; none is all."""
        self._points.show_batch(self._prediction, noise)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Break the legend where it fits now, and leave out what is too much."""
        super().resizeEvent(event)
        if self.getPlotItem():  # none once it is closed
            self._name_axes()
            self._show_legend()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        for part in (self._map, self._curve, self._points):
            part.show_theme(theme)
        self._nothing.setColor(theme.dim)
        self._show_again()
        self._show_legend()

    def _let_go(self, row: int, x: float, y: float, is_held: bool) -> None:
        """Fit the axes once an example is where it is to be."""
        if not is_held:
            self._framed = ()
            self._show_again()

    def _show_again(self) -> None:
        if self._prediction is not None:
            self.show_prediction(self._prediction)

    def _show_frame(self, prediction: Prediction) -> None:
        """Fit axes, their names and the range to the data."""
        data, axes = prediction.data, prediction.axes
        self._show_parts(len(axes))
        self._nothing.setText("" if axes else data.note)
        self._show_legend()
        if not axes:
            self.setRange(xRange=(-1, 1), yRange=(-1, 1), padding=0)
            return
        self._name_axes()
        y_range = limits(data, prediction.kind)
        if len(axes) == 2:
            y_range = float(axes[1][0]), float(axes[1][-1])
        self.setRange(xRange=axes[0][[0, -1]], yRange=y_range, padding=0)

    @property
    def _is_low(self) -> bool:
        """Whether there is no room for a title, and a name below."""
        return bool(self.height() < LOW)

    def _name_axes(self) -> None:
        """Name the axes, but for the one below where there is no room for that."""
        prediction = self._prediction
        if prediction is None or not prediction.axes:
            return
        names = [prediction.data.input_labels[n] for n in prediction.inputs]
        if len(names) == 1:
            names.append(_label(prediction))
        height = self.theme.pixels(TICKS_ALONE if self._is_low else AXIS_HEIGHT)
        self.getPlotItem().getAxis("bottom").setHeight(height)
        self.show_labels("" if self._is_low else names[0], names[1])

    def _show_parts(self, inputs: int) -> None:
        self.getPlotItem().showGrid(x=inputs == 1, y=inputs == 1)
        for name in self.labels:
            self.getPlotItem().showAxis(name, inputs > 0)
        for items, is_shown in (
            (self._map.items, inputs == 2),
            (self._curve.items, inputs == 1),
            (self._points.items, inputs > 0),
        ):
            for item in items:
                item.setVisible(is_shown)

    def _show_squares(self) -> None:
        prediction, rows = self._prediction, self._points.rows
        if prediction is None or len(prediction.axes) != 1:
            return
        wanted = prediction if "squares" in self._layers else None
        right = float(prediction.axes[0][-1])
        self._curve.show_squares(wanted, rows, self.pixel, right)

    def _show_legend(self) -> None:
        """Say over the plot what is in it, and what its colours are."""
        prediction = self._prediction
        if prediction is None:
            return
        data = prediction.data
        texts = [] if self._is_low else textwrap.wrap(data.title, WIDTH)
        if (count := len(data.inputs)) > MOST:
            texts.append(
                tr("{most} of {count} examples are drawn", most=MOST, count=count)
            )
        target = data.names[-1]  # which is what is low and high
        is_told = target.lower() in " ".join(texts).lower()
        if len(prediction.axes) == 2 and not data.has_classes and not is_told:
            texts.append(target)
        dim = self.theme.dim
        if not prediction.axes:
            self.show_title([colored(text, dim) for text in texts])
            return
        found = [(dim, text) for text in texts]
        found += parts(prediction, self._layers, self._threshold, self.theme)
        if self._is_low:  # what runs along the axis below has no room there
            found.append((dim, f"→ {data.names[prediction.inputs[0]]}"))
        rows = self.legend(found)
        if prediction.hovered is not None:
            more = self.legend([*found, (self.theme.accent, tr("― pointer"))])
            if len(more) == len(rows):  # else the plot would jump under the pointer
                rows = more
        self.show_title(rows)


def _label(prediction: Prediction) -> str:
    """Return what runs along the upright axis over one input."""
    data = prediction.data
    if not data.has_classes:
        return data.target_label
    if prediction.kind == "score":
        return tr("score of {classes}", classes=data.classes[1])
    if len(data.classes) == 2:
        return f"p({data.classes[1]})"
    return tr("p of each class")
