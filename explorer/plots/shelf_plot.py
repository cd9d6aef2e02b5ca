"""Losses as curves, and what the data's own examples cost."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QBrush, QMouseEvent, QResizeEvent

from explorer.gestures import LEFT
from explorer.plots.legend import Part
from explorer.plots.level_label import LevelLabel
from explorer.plots.shelf_words import COLORS, SAME, legend_of, mean_of, name_of
from explorer.plots.style import HOLD, Plot
from explorer.theme import CLASSES, WALKER, Theme
from models.introductions import numbered
from models.language import tr
from models.scales import rounded_up, short
from models.snapshots import Array, Data, Noise, Shelf

DOT, LIT, CHOSEN = 7, 10, 13  # px
FADED = 0.35  # opacity beside the examples of a batch
USUAL = 0.7  # quantile of a curve that is always in sight
ABOVE, BELOW = 1.15, 0.4  # the room over the dearest dot, and for slopes, of the height
TANGENT = 0.12  # half its length, of the width
LEAST = 176  # px, of the height
SPARSE = [4, 6]  # dashes, so that what is under them is seen
BELOW_AXIS = 34  # px: of the axis, with its name
HINT = tr(
    "Drag the red example along its curve to see what it would cost; click on another "
    "to choose it."
)
EMPTY = np.zeros((2, 0))


class ShelfPlot(Plot):
    """A `Shelf`; the chosen example can be dragged along its curve, another clicked.

    Signals:
        picked: (int) the user clicked on the example of this number.
        read: (str) what is read off under the pointer, or of the chosen example.
    """

    picked = pyqtSignal(int)
    read = pyqtSignal(str)

    _shelf: Shelf | None = None  # already asked for while it is made

    def __init__(self) -> None:
        super().__init__("", tr("loss, slope"))
        self.getPlotItem().getAxis("bottom").setHeight(BELOW_AXIS)
        self.setMouseEnabled(x=False, y=False)
        self.setMinimumHeight(LEAST)
        self.setToolTip(HINT)
        self._zero, self._mean, self._tangent = (_curve() for _ in range(3))
        self._beside = {name: _curve() for name in COLORS}
        self._slopes, self._own = [_curve(), _curve()], [_curve(), _curve()]
        self._dots, self._lit = (
            pg.ScatterPlotItem(size=DOT),
            pg.ScatterPlotItem(size=LIT),
        )
        self._point = pg.ScatterPlotItem(size=CHOSEN, brush=WALKER)
        self._number = LevelLabel()
        under = [item for name, item in self._beside.items() if name not in SAME]
        over = [self._beside[name] for name in SAME]
        lines = (self._zero, self._mean, *self._slopes, *under, *self._own, *over)
        spots = (self._dots, self._lit, self._number, self._tangent, self._point)
        for item in (*lines, *spots):
            self.addItem(item, ignoreBounds=True)
        self._data: Data | None = None
        self._brushes: list[QBrush] = []  # of classes, and of numbers; each drawn once
        self._noise: Noise | None = None
        self._told: tuple[list[Part], int, Theme] | None = None  # in the legend
        self._usual = 1.0  # loss, that is always in sight
        self._range: tuple[list[float], tuple[float, float]] | None = None
        self._held: int | None = None  # where on the axis the chosen example is held
        self._pointer: QPointF | None = None
        self.viewport().setMouseTracking(True)

    def show_shelf(
        self, shelf: Shelf | None, data: Data | None, noise: Noise | None
    ) -> None:
        """Draw `shelf`, or nothing, and light the examples of a batch."""
        old, self._shelf = self._shelf, shelf
        self._data, self._noise = data, noise
        if shelf is None:
            self._held = None
        self.show_labels(self._label(), tr("loss, slope"))
        self._show_legend()
        if not _are_alike(old, shelf):
            self._draw_curves()
        self._draw_mean()
        self._draw_dots()
        self._draw_point()
        self.repaint_soon()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        dashes = Qt.PenStyle.DashLine
        self._zero.setPen(pg.mkPen(theme.line, width=1))
        self._mean.setPen(pg.mkPen(theme.accent, width=1, style=dashes))
        self._tangent.setPen(pg.mkPen(theme.accent, width=2))
        for name, item in self._beside.items():
            dash = SPARSE if name in SAME else None
            item.setPen(pg.mkPen(COLORS[name], width=1.5, dash=dash))
        self._dots.setPen(pg.mkPen(theme.panel, width=1))
        self._brushes = [pg.mkBrush(color) for color in (*CLASSES, theme.text)]
        self._lit.setPen(pg.mkPen(theme.text, width=1.5))
        self._point.setPen(pg.mkPen(theme.halo, width=1.5))
        self._number.show_theme(theme)
        self._draw_curves()
        self.show_shelf(self._shelf, self._data, self._noise)

    # The mouse

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Break the legend where it fits now."""
        super().resizeEvent(event)
        if self.getPlotItem() and self._shelf is not None:  # no item once it is closed
            self._show_legend()
            self._draw_mean()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the chosen example, or choose another."""
        shelf, spot = self._shelf, event.position()
        if shelf is None or event.button() != LEFT:
            return
        if shelf.chosen is not None and self.is_held(spot, *self._at(shelf.chosen)):
            self._held = self._index_at(spot)
            self._draw_point()
        elif (found := self._dot_at(spot)) is not None:
            self.picked.emit(int(shelf.numbers[found]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the chosen example along its curve, or read the curves off."""
        if self._shelf is None:
            return
        if self._held is not None:
            self._held = self._index_at(event.position())
        self._pointer = event.position()
        self._draw_point()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the example goes back to what the model predicts."""
        self._held = None
        self._draw_point()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is nowhere."""
        self._pointer = None
        self._draw_point()
        super().leaveEvent(event)

    # What is drawn

    def _draw_curves(self) -> None:
        shelf = self._shelf
        for item in (*self._own, *self._slopes, *self._beside.values()):
            item.setData(*EMPTY)
        if shelf is None:
            self._zero.setData(*EMPTY)
            return
        own, *others = shelf.curves
        for number, (values, slopes) in enumerate(
            zip(own.values, own.slopes, strict=True)
        ):
            color = CLASSES[number] if len(own.values) > 1 else self.theme.text
            self._own[number].setPen(pg.mkPen(color, width=3))
            self._own[number].setData(shelf.axis, values)
            thin = pg.mkPen(color, width=1, style=Qt.PenStyle.DotLine)
            self._slopes[number].setPen(thin)
            self._slopes[number].setData(shelf.axis, slopes)
        for curve in others:
            self._beside[curve.name].setData(*_joined(shelf.axis, curve.values))
        self._zero.setData(shelf.axis[[0, -1]], [0.0, 0.0])
        self._usual = max(float(np.quantile(c.values, USUAL)) for c in shelf.curves)

    @property
    def _classes(self) -> tuple[str, ...]:
        return self._data.classes if self._data else ()

    def _label(self) -> str:
        """Return what runs along the axis, and of what where that are numbers."""
        if self._shelf is None or self._data is None:
            return ""
        target = (
            ""
            if self._classes
            else tr("   of {target_label}", target_label=self._data.target_label)
        )
        return self._shelf.name + target

    def _draw_mean(self) -> None:
        """Mark the mean, and show all that is dear."""
        shelf = self._shelf
        self._number.setVisible(shelf is not None)
        if shelf is None:
            self._mean.setData(*EMPTY)
            return
        ends = shelf.axis[[0, -1]].tolist()
        self._mean.setData(ends, [shelf.mean, shelf.mean])
        if (shown := (ends, _heights(shelf, self._usual))) != self._range:
            self._range = shown
            self.setRange(xRange=ends, yRange=shown[1], padding=0)
        self._number.show_text(mean_of(shelf), shelf.mean, _points(shelf))

    def _draw_dots(self) -> None:
        shelf = self._shelf
        if shelf is None or len(shelf.numbers) == 0:
            self._dots.clear()
            self._lit.clear()
            return
        if self._classes:
            brushes = [self._brushes[number] for number in shelf.classes]
        else:
            brushes = [self._brushes[-1]] * len(shelf.numbers)
        self._dots.setData(shelf.places, shelf.losses, brush=brushes)
        is_lit = _lit(shelf, self._noise)
        self._dots.setOpacity(1.0 if self._noise is None else FADED)
        lit = [brush for brush, is_on in zip(brushes, is_lit, strict=True) if is_on]
        self._lit.setData(shelf.places[is_lit], shelf.losses[is_lit], brush=lit)

    def _draw_point(self) -> None:
        """Draw the chosen example with the slope of its loss, and tell what is read."""
        shelf = self._shelf
        if shelf is None or shelf.chosen is None:
            self._point.setData(*EMPTY)
            self._tangent.setData(*EMPTY)
        else:
            x, y = self._at(shelf.chosen)
            self._point.setData([x], [y])
            half = TANGENT * (shelf.axis[-1] - shelf.axis[0])
            ends = np.array([x - half, x + half])
            self._tangent.setData(ends, y + self._slope(shelf.chosen) * (ends - x))
        self.read.emit(self._reading())
        self.repaint_soon()

    def _show_legend(self) -> None:
        if self._shelf is None:
            return
        parts = legend_of(self._shelf, self._classes, self.theme)
        if (told := (parts, self.width(), self.theme)) != self._told:
            self._told = told
            self.show_title(self.legend(parts))

    # What is read off

    def _reading(self) -> str:
        shelf = self._shelf
        if shelf is None:
            return ""
        if self._held is None and self._pointer is not None:
            return self._reading_at(shelf, self._pointer)
        if shelf.chosen is None:
            return ""
        x, y = self._at(shelf.chosen)
        numbers = tr(
            "loss {y}, slope {chosen}",
            y=short(y),
            chosen=short(self._slope(shelf.chosen)),
        )
        if self._held is not None:
            return tr(
                "If {name} were {x}: {numbers}",
                name=shelf.name,
                x=short(x),
                numbers=numbers,
            )
        number = self._numbered(shelf, shelf.chosen)
        return tr(
            "Example {number}: {name} = {x}, {numbers}",
            number=number,
            name=shelf.name,
            x=short(x),
            numbers=numbers,
        )

    def _numbered(self, shelf: Shelf, dot: int) -> str:
        """Return which of the examples that are learnt from a dot is."""
        data = self._data
        count = 0 if data is None else int((~data.is_held_out).sum())
        return numbered(int(shelf.numbers[dot]), count)

    def _reading_at(self, shelf: Shelf, spot: QPointF) -> str:
        """Say what all losses are under the pointer, for the class that is nearest."""
        k, (_, y) = self._index_at(spot), self.point_at(spot)
        line = int(np.abs(shelf.curves[0].values[:, k] - y).argmin())
        told = " · ".join(
            tr(
                "{curve} {values}, slope {slopes}",
                curve=_lower(name_of(curve)),
                values=short(curve.values[line, k]),
                slopes=short(curve.slopes[line, k]),
            )
            for curve in shelf.curves
        )
        is_split = len(shelf.curves[0].values) > 1
        true = f", t = {self._classes[line]}" if is_split else ""
        return f"{shelf.name} = {short(shelf.axis[k])}{true}: {told}"

    def _line(self, dot: int) -> int:
        """Return which of the curves an example is on."""
        shelf = self._shelf
        assert shelf is not None
        return int(shelf.classes[dot]) if len(shelf.curves[0].values) > 1 else 0

    def _at(self, dot: int) -> tuple[float, float]:
        """Return where the chosen example is: where it is held, or as it is."""
        shelf = self._shelf
        assert shelf is not None
        if self._held is None:
            return float(shelf.places[dot]), float(shelf.losses[dot])
        values = shelf.curves[0].values[self._line(dot)]
        k = min(self._held, len(shelf.axis) - 1)
        return float(shelf.axis[k]), float(values[k])

    def _slope(self, dot: int) -> float:
        shelf = self._shelf
        assert shelf is not None
        k = _nearest(shelf.axis, self._at(dot)[0])
        return float(shelf.curves[0].slopes[self._line(dot), k])

    def _index_at(self, spot: QPointF) -> int:
        """Return which place of the axis is nearest: only there is a loss known."""
        assert self._shelf is not None
        return _nearest(self._shelf.axis, self.point_at(spot)[0])

    def _dot_at(self, spot: QPointF) -> int | None:
        """Return which example is under the pointer, the nearest of some."""
        shelf = self._shelf
        assert shelf is not None
        if not len(shelf.places):
            return None
        both = zip(shelf.places, shelf.losses, strict=True)
        pixels = [self.pixel_of(*at) - spot for at in both]
        away = np.hypot([p.x() for p in pixels], [p.y() for p in pixels])
        return int(away.argmin()) if away.min() < HOLD else None


def _curve() -> pg.PlotCurveItem:
    return pg.PlotCurveItem(connect="finite", antialias=True)


def _joined(axis: Array, values: Array) -> tuple[Array, Array]:
    """Return x and y of some curves (C, G), with gaps between them."""
    gaps = np.full((len(values), 1), np.nan)
    x = np.tile(np.append(axis, np.nan), len(values))
    return x, np.hstack([values, gaps]).ravel()


def _points(shelf: Shelf) -> Array:
    """Return x and y (2, ...) of all that is drawn."""
    own = shelf.curves[0].slopes
    rows = np.vstack([own, *(curve.values for curve in shelf.curves)])
    x, y = _joined(shelf.axis, rows)
    return np.array([np.append(x, shelf.places), np.append(y, shelf.losses)])


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]


def _nearest(axis: Array, at: float) -> int:
    return int(np.abs(axis - at).argmin())


def _lit(shelf: Shelf, noise: Noise | None) -> NDArray[np.bool_]:
    if noise is None:
        return np.zeros(len(shelf.numbers), np.bool_)
    return np.isin(shelf.numbers, noise.numbers)


def _are_alike(old: Shelf | None, new: Shelf | None) -> bool:
    """Tell whether the curves are the same: most often only the examples move."""
    if old is None or new is None or not np.array_equal(old.axis, new.axis):
        return old is new
    if [each.name for each in old.curves] != [each.name for each in new.curves]:
        return False
    both = zip(old.curves, new.curves, strict=True)
    return all(np.array_equal(one.values, two.values) for one, two in both)


def _heights(shelf: Shelf, usual: float) -> tuple[float, float]:
    """Return the ends of the axis of losses: round numbers, so that it stays."""
    highest = float(shelf.losses.max(initial=0.0))
    high = rounded_up(ABOVE * max(usual, highest))
    lowest = min(shelf.curves[0].values.min(), shelf.curves[0].slopes.min())
    return max(min(float(lowest), -0.05 * high), -BELOW * high), high
