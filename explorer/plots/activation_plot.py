"""An activation, its slope, and where the data fall on it, for each unit of a layer."""

import math
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF, pyqtSignal
from PyQt6.QtGui import QColor, QMouseEvent, QPainterPath, QResizeEvent
from PyQt6.QtWidgets import QGraphicsPathItem

from explorer.gestures import LEFT
from explorer.plots.activation_words import dead, saturated
from explorer.plots.grids import intervals
from explorer.plots.legend import Part
from explorer.plots.style import Plot
from explorer.theme import CLASSES, LOST, OTHERS, Theme
from models.catalog import ACTIVATIONS, ActivationName
from models.language import tr
from models.snapshots import ActivationCurve, Array, Singles, Units

COLORS = (  # of what is compared: no blue, which is the layer's own
    OTHERS[0], "#8fbf26", *OTHERS[2:4], "#d63fbf", *CLASSES[6:],
)  # fmt: skip
ROWS = 0.36  # of the height: how the data spread, a row for each unit
LEAST, MOST = 4, 32  # of |z|, at the ends of the axis
BINS = 64  # of a row
FAINT = 0.35  # of a row of another unit than the one that is chosen
DOT, APART = 8, 16  # px: an example or a unit; two numbers of the axis
SPACINGS = 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0  # of the numbers of f
BELOW = 34  # px: of the axis, with its name
SHADE = 40  # alpha of where an activation is saturated


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: a layer and a unit of it, both from 1; unit 0 is all."""

    layer: int
    unit: int
    own: ActivationName
    compared: tuple[ActivationName, ...]


class ActivationPlot(Plot):
    """f and f' over z; on the curve the examples, and under it how they spread.

    Signals:
        chosen: (int) the user pressed on the row of this unit, counted from 1.
    """

    chosen = pyqtSignal(int)
    _units: Units | None = None  # already asked for while it is made
    _look: Look | None = None

    def __init__(self) -> None:
        super().__init__("z", "")
        self.setMouseEnabled(x=False, y=False)
        self.getPlotItem().showGrid(x=True, y=False)
        self.getPlotItem().getAxis("bottom").setHeight(BELOW)
        self._left = self.getPlotItem().getAxis("left")
        self._shade = QGraphicsPathItem()
        self._shade.setPen(pg.mkPen(None))
        self._rows, self._edge = pg.ImageItem(), pg.InfiniteLine(angle=0)
        self._slope, self._value = (
            pg.PlotCurveItem(connect="finite", antialias=True) for _ in range(2)
        )
        self._others = {name: self._pair() for name in ACTIVATIONS}
        self._dots = pg.ScatterPlotItem(size=DOT)
        own = self._slope, self._value, self._dots
        for item in (self._shade, self._rows, self._edge):
            self.addItem(item, ignoreBounds=True)
        for item in (*sum(self._others.values(), ()), *own):
            self.addItem(item, ignoreBounds=True)
        self._drawn: tuple[object, ...] = ()
        self._range = 0.0, 1.0, 0.0  # of f and f', and the foot of the rows

    def show_units(self, units: Units, look: Look) -> None:
        """Draw the activation of a layer, and its units on it."""
        self._units, self._look = units, look
        reach = reach_of(units.sums[look.layer - 1])
        if (drawn := (look, reach)) != self._drawn:
            self._drawn = drawn
            self._show_curves(units, look, reach)
        self._show_rows(units, look, reach)
        self._show_dots(units, look, reach)
        self.repaint_soon()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self._value.setPen(pg.mkPen(theme.accent, width=2.5))
        self._slope.setPen(_dashed(theme.accent))
        self._edge.setPen(pg.mkPen(theme.line))
        shade = theme.color("dim")
        shade.setAlpha(SHADE)
        self._shade.setBrush(shade)
        self._dots.setPen(pg.mkPen(theme.panel, width=1))
        self._draw_anew()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Number as many rows as there is room for."""
        super().resizeEvent(event)
        self._draw_anew()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the unit whose row is pressed; the chosen one once more: all."""
        units, look, (low, _, foot) = self._units, self._look, self._range
        if units is None or look is None or event.button() != LEFT:
            return
        _, y = self.point_at(event.position())
        if foot < y < low:
            count = len(units.sums[look.layer - 1])
            unit = 1 + int((low - y) / (low - foot) * count)
            self.chosen.emit(0 if unit == look.unit else unit)

    def _pair(self) -> tuple[pg.PlotCurveItem, pg.PlotCurveItem]:
        return pg.PlotCurveItem(antialias=True), pg.PlotCurveItem(antialias=True)

    def _draw_anew(self) -> None:
        self._drawn = ()
        if self._units is not None and self._look is not None:
            self.show_units(self._units, self._look)

    def _show_curves(self, units: Units, look: Look, reach: float) -> None:
        names = (look.own, *look.compared)
        curves = {name: units.curves[name] for name in names}
        is_in = np.abs(curves[look.own].sums) <= reach
        self._fit(curves, is_in, reach)
        self._draw(curves[look.own], is_in, self._value, self._slope)
        for name, pair in self._others.items():
            is_drawn = name in look.compared and name != look.own
            for item in pair:
                item.setVisible(is_drawn)
            if is_drawn:
                color = color_of(name, self.theme)
                pair[0].setPen(pg.mkPen(color, width=1.5))
                pair[1].setPen(_dashed(color))
                self._draw(curves[name], is_in, *pair)
        self._shade.setPath(self._shaded(curves[look.own], is_in))
        self._show_ticks(units, look)
        self._show_legend(units, look)

    def _draw(
        self,
        curve: ActivationCurve,
        is_in: NDArray[np.bool_],
        value: pg.PlotCurveItem,
        slope: pg.PlotCurveItem,
    ) -> None:
        sums = curve.sums[is_in]
        value.setData(sums, curve.values[is_in])
        slope.setData(sums, curve.slopes[is_in])

    def _fit(
        self,
        curves: dict[ActivationName, ActivationCurve],
        is_in: NDArray[np.bool_],
        reach: float,
    ) -> None:
        """Take the range of what is drawn, and room for the rows under it."""
        drawn = [
            part[is_in] for one in curves.values() for part in (one.values, one.slopes)
        ]
        low, high = float(np.min(drawn)), float(np.max(drawn))
        margin = 0.06 * (high - low)
        low, high = low - margin, high + margin
        foot = low - (high - low) * ROWS / (1 - ROWS)
        self._range = low, high, foot
        self._edge.setPos(low)
        self.setRange(xRange=(-reach, reach), yRange=(foot, high), padding=0)

    def _shaded(self, curve: ActivationCurve, is_in: NDArray[np.bool_]) -> QPainterPath:
        path, (low, high, _) = QPainterPath(), self._range
        for left, right in intervals(curve.sums[is_in], curve.is_level[is_in]):
            path.addRect(QRectF(left, low, right - left, high - low))
        return path

    def _show_rows(self, units: Units, look: Look, reach: float) -> None:
        low, _, foot = self._range
        layer = look.layer - 1
        colors = self._colors(units, look)
        pixels = np.zeros((len(colors), BINS, 4), np.uint8)
        pixels[..., :3] = np.array([color.getRgb()[:3] for color in colors])[:, None]
        alpha = 255 * np.sqrt(spread(units.sums[layer], reach))
        if look.unit:
            alpha[np.arange(len(alpha)) != look.unit - 1] *= FAINT
        pixels[..., 3] = alpha
        self._rows.setImage(pixels[::-1].transpose(1, 0, 2), autoLevels=False)
        self._rows.setRect(QRectF(-reach, foot, 2 * reach, low - foot))

    def _show_dots(self, units: Units, look: Look, reach: float) -> None:
        """Draw all examples of one unit, or of each the one in its middle."""
        layer, unit = look.layer - 1, look.unit - 1
        sums, values = units.sums[layer], units.values[layer]
        brushes = [pg.mkBrush(color) for color in self._colors(units, look)]
        if look.unit:
            sums, values, brushes = sums[unit], values[unit], [brushes[unit]]
        else:
            middle = sums.shape[1] // 2
            each = np.arange(len(sums)), np.argpartition(sums, middle, 1)[:, middle]
            sums, values = sums[each], values[each]
        seen = np.flatnonzero(np.abs(sums) <= reach)
        brush = brushes[0] if look.unit else [brushes[number] for number in seen]
        self._dots.setData(sums[seen], values[seen], brush=brush)

    def _colors(self, units: Units, look: Look) -> list[QColor]:
        """Return the colour of each unit: those that do not learn are lit."""
        layer = look.layer - 1
        colors = [self.theme.color("text")] * len(units.sums[layer])
        for numbers, color in (
            (saturated(units, layer), self.theme.warning),
            (dead(units, layer), LOST),
        ):
            for number in numbers:
                colors[number - 1] = QColor(color)
        return colors

    def _show_ticks(self, units: Units, look: Look) -> None:
        """Number the values over the rows, and the units beside them."""
        low, high, foot = self._range
        axis, height = self._left, self.getPlotItem().getViewBox().height()
        least = (high - foot) * APART / max(height, 1)  # between two numbers
        spacing = next((step for step in SPACINGS if step > least), SPACINGS[-1])
        numbers = spacing * np.arange(np.ceil(low / spacing), high / spacing)
        values = numbers[numbers > low + least / 3].tolist()
        texts = axis.tickStrings([value + 0.0 for value in values], 1.0, spacing)
        count = len(units.sums[look.layer - 1])
        row = (low - foot) / count
        every = max(1, math.ceil(0.7 * least / row))
        named = [n for n in range(1, count + 1) if _is_named(n, every, look.unit)]
        rows = [
            (low - row * (number - 0.5), tr("unit {number}", number=number))
            for number in named
        ]
        axis.setTicks([[*zip(values, texts, strict=True), *rows]])

    def _show_legend(self, units: Units, look: Look) -> None:
        theme, formula = self.theme, ACTIVATIONS[look.own].formula
        parts: list[Part] = [(theme.accent, f"― f = {formula}"), (theme.accent, "┄ f′")]
        if units.curves[look.own].is_level.any():
            parts.append((theme.dim, tr("▒ saturated")))
        parts.append((theme.text, tr("● examples") if look.unit else tr("● medians")))
        parts += [
            (color_of(name, theme), f"― {ACTIVATIONS[name].title}")
            for name in look.compared
            if name != look.own
        ]
        self.show_title(self.legend(parts))
        self.show_labels(
            tr("z, the weighted sum of a unit in layer {layer}", layer=look.layer),
            "f, f′",
        )


def reach_of(sums: Singles) -> float:
    """Return how far the axis goes: it doubles now and then, and does not crawl."""
    largest = float(np.abs(sums).max(initial=0.0))
    return float(min(max(LEAST, 2.0 ** np.ceil(np.log2(max(largest, 1.0)))), MOST))


def spread(sums: Singles, reach: float) -> Array:
    """Return how the examples (U, S) spread over bins (U, B): 1 in the fullest."""
    count = len(sums)
    shares = np.clip(np.nan_to_num(sums / reach), -1, 1)  # of half the axis
    places = np.minimum((shares + 1) / 2 * BINS, BINS - 1).astype(np.intp)
    places += BINS * np.arange(count)[:, None]
    found = np.bincount(places.ravel(), minlength=count * BINS).reshape(count, BINS)
    fullness: Array = found / np.maximum(found.max(1, keepdims=True), 1)
    return fullness


def color_of(name: ActivationName, theme: Theme) -> str:
    """Return the colour of an activation that is drawn beside that of the layer."""
    number = list(ACTIVATIONS).index(name)
    return COLORS[number - 1] if number else theme.dim


def _is_named(number: int, every: int, chosen: int) -> bool:
    """Tell whether there is room for a unit's number; that of the chosen has some."""
    if chosen and number != chosen and abs(number - chosen) < every:
        return False
    return number == chosen or (number - 1) % every == 0


def _dashed(color: str) -> object:
    return pg.mkPen(color, width=1.5, dash=[4, 3])
