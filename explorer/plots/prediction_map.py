"""Two inputs: what the model says as colours over them, with its borders."""

from collections.abc import Set as AbstractSet

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

from explorer.plots.grids import Image, cells, contour_lines
from explorer.theme import (
    CLASSES,
    NEUTRAL,
    TICK_PIXELS,
    VEIL,
    Theme,
    diverging_table,
    sized_font,
)
from models.catalog import DataLayerName
from models.fits import border, heights, levels
from models.scales import round_numbers
from models.snapshots import Array, Data, Prediction, Probe

INK = "#1d2127"  # of lines: colours of a map are light in both themes
FAINT = 130  # alpha of contours, of 255
SOFT = 0.45  # of NEUTRAL in the colours of classes alone
MOST_LINES = 8
SHARES = 0.1, 0.5, 0.9  # contours of probabilities
MARGINS = -1.0, 1.0  # of scores: a hinge pays up to there


class MapItems:
    """The colours, the contours, the border between classes, and their names."""

    def __init__(self) -> None:
        self._image = Image()
        table = diverging_table()
        self._image.setColorMap(pg.ColorMap(np.linspace(0, 1, len(table)), table))
        self._contours, self._edges, self._hovered = (
            pg.PlotCurveItem(connect="finite", antialias=True) for _ in range(3)
        )
        ink = pg.mkColor(INK)
        self._edges.setPen(pg.mkPen(ink, width=2))
        ink.setAlpha(FAINT)
        self._contours.setPen(pg.mkPen(ink))
        self._names = [pg.TextItem(anchor=(0.5, 0.5)) for _ in CLASSES]
        under = self._image, self._contours, self._edges, self._hovered
        self.items, self.names = under, tuple(self._names)

    def show(
        self,
        prediction: Prediction,
        layers: AbstractSet[DataLayerName],
        threshold: float,
    ) -> None:
        """Draw the walker's map, the border of the one under the pointer, `layers`."""
        axes, values = prediction.axes, on_grid(prediction, prediction.walker)
        level = border(prediction, threshold)
        if prediction.data.has_classes and "discrete" in layers:
            self._show_colors(_decided(values, level))
        elif len(values) > 1:
            self._show_colors(_mixed(values))
        else:
            ends = levels(prediction.data, prediction.kind)
            self._image.setImage(values[0], levels=ends, autoLevels=False)
        self._image.setRect(cells(*axes))
        self._edges.setData(*_borders(axes, values, level))
        self._contours.setVisible("contours" in layers)
        if "contours" in layers:
            top, lines = values.max(0), contour_levels(prediction)
            self._contours.setData(*contour_lines(axes[0], axes[1], top, lines))
        probe = prediction.hovered
        if probe is None:
            self._hovered.clear()
        else:
            values = on_grid(prediction, probe)
            self._hovered.setData(*_borders(axes, values, level))

    def show_names(self, data: Data, inputs: tuple[int, ...], is_shown: bool) -> None:
        """Write the name of each class in the middle of its examples, or none."""
        for number, item in enumerate(self._names):
            own = data.targets[:, 0] == number
            has_one = is_shown and number < len(data.classes) and bool(own.any())
            item.setVisible(has_one)
            if has_one:
                item.setText(data.classes[number])
                item.setPos(*data.inputs[own][:, list(inputs)].mean(0).tolist())

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._hovered.setPen(pg.mkPen(theme.accent, width=2))
        veil = theme.color("panel")
        veil.setAlpha(VEIL)
        for item in self._names:
            item.setFont(sized_font(item.textItem.font(), theme.pixels(TICK_PIXELS)))
            item.setColor(theme.text)
            item.fill = pg.mkBrush(veil)

    def _show_colors(self, colors: NDArray[np.uint8]) -> None:
        self._image.setImage(colors, levels=None, autoLevels=False)


def on_grid(prediction: Prediction, probe: Probe) -> Array:
    """Return what is drawn of the outputs, (1, X, Y), or (O, X, Y) of several."""
    rows = heights(prediction.kind, probe.outputs)
    return rows.reshape(-1, *map(len, prediction.axes))


def contour_levels(prediction: Prediction) -> list[float]:
    """Return at which outputs there are contours: of several, of the likeliest."""
    if prediction.kind == "score":
        return list(MARGINS)
    if prediction.data.has_classes:
        return list(SHARES)
    return round_numbers(*levels(prediction.data, prediction.kind), MOST_LINES)


def _mixed(shares: Array) -> NDArray[np.uint8]:
    """Return colours (X, Y, 3) of probabilities (O, X, Y): those of classes, mixed."""
    mixed = np.tensordot(shares, _class_colors(len(shares)), (0, 0))
    return np.asarray(np.clip(mixed, 0, 255).astype(np.uint8))


def _decided(values: Array, level: float) -> NDArray[np.uint8]:
    """Return the colours (X, Y, 3) of the classes that are decided for."""
    is_second = (values[0] > level).astype(np.intp)
    winners = values.argmax(0) if len(values) > 1 else is_second
    neutral = np.array(pg.mkColor(NEUTRAL).getRgb()[:3])
    soft = SOFT * neutral + (1 - SOFT) * _class_colors(max(len(values), 2))
    return np.asarray(soft[winners].astype(np.uint8))


def _class_colors(count: int) -> Array:
    return np.array([pg.mkColor(name).getRgb()[:3] for name in CLASSES[:count]], float)


def _borders(
    axes: tuple[Array, ...], values: Array, level: float
) -> tuple[Array, Array]:
    """Return the lines on which the predicted class changes, or the middle of all."""
    axis_x, axis_y = axes
    if len(values) == 1:
        return contour_lines(axis_x, axis_y, values[0], [level])
    gap, parts = np.full((2, 1), np.nan), []
    for number, own in enumerate(values):
        ahead = own - np.delete(values, number, 0).max(0)
        parts += [np.stack(contour_lines(axis_x, axis_y, ahead, [0.0])), gap]
    x, y = np.hstack(parts)
    return x, y
