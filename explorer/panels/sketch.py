"""The network as a drawing: its weights, its units, and what is in them."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, pyqtSignal
from PyQt6.QtGui import (
    QFontMetricsF,
    QHideEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PyQt6.QtWidgets import QWidget

from explorer.panels.drawing import AxisName, Drawing
from explorer.panels.labels import GAP
from explorer.panels.layer_handles import TALL, height_below
from explorer.panels.magnified import paint_magnified
from explorer.panels.nodes import Nodes, images_of
from explorer.panels.portrait import Sides, paint_network, sides_of
from explorer.panels.wire_texts import output_names, output_sign
from explorer.panels.wires import Wires, lay_out, levels_of
from explorer.theme import LIGHT, TICK_PIXELS, Theme, sized_font
from models.points import start_of
from models.snapshots import Array, Prediction, Sight, Units
from models.specs import Spec

NARROWEST, LOW, HIGHEST = 160, 150, 220  # px
WIDE = 276  # px: a wider one is as much higher
FEW, MANY = 40, 24  # px, of a unit where there is room, and up to `HIGHEST`
MARGIN = 7  # px, above and below: room for the mark of an axis
LARGEST_MAP = 14.0  # px, radius of a unit with its map in it


class Sketch(QWidget):
    """Draws the weights of the walker, and what its units make of the data.

    Signals:
        watched: (bool) somebody looks at what the units make of data, or no more.
    """

    watched = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._spec = Spec()
        self._theta = start_of(self._spec)
        self._gradient: Array | None = None  # (P,) while it is known
        self._bends: tuple[Array, ...] = ()
        self._units: Units | None = None
        self._maps: list[QImage] = []  # of all units behind the inputs; or none
        self._pointed: int | None = None  # a parameter
        self._unit: int | None = None  # a unit that is pointed at
        self._is_watched = False
        self._laid_out: tuple[object, ...] = ()  # what places hang on
        self.wires: Wires
        self._font = sized_font(self.font(), TICK_PIXELS)
        self.setMinimumWidth(NARROWEST)

    def show_spec(self, spec: Spec) -> None:
        """Show the network of `spec`, and which weights are its axes.

        Weights that do not fit it give way to those that its descent starts from.
        """
        if spec.is_function:
            return  # what is shown stays, out of sight
        if spec.shape != self._spec.shape:
            self._theta, self._pointed, self._unit = start_of(spec), None, None
            self._gradient = None
        if spec.shape != self._spec.shape or spec.view.units != "map":
            self._units, self._maps = None, []
        self._spec = spec
        self.watch()
        self._lay_out()

    def show_weights(self, theta: Array) -> None:
        """Show the parameters (P,) of the walker."""
        if theta.size == self._spec.shape.count:  # not those of a formula
            if (levels_of(theta) != levels_of(self._theta)).any():
                self.update()  # else it looks the same
            self._theta = theta

    def show_sight(self, sight: Sight) -> None:
        """Show how the loss changes with each weight, and what units make of data."""
        probe, bends = sight.prediction.walker, sight.prediction.bends
        if probe.gradient.size != self._spec.shape.count or self._spec.is_function:
            return
        self._gradient = probe.gradient
        if len(bends) == len(self._spec.network.hidden):
            if len(bends) != len(self._bends) or not all(
                map(np.array_equal, bends, self._bends)
            ):
                self.update()
            self._bends = bends
        self._show_units(sight.units, sight.prediction)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Spread the network over the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Say what is looked at."""
        super().showEvent(event)
        self.watch()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Say that nothing is looked at."""
        super().hideEvent(event)
        self.watch()

    def watch(self) -> None:
        """Ask for what units make of data where it is drawn, or a unit pointed at."""
        is_wanted = self._spec.view.units == "map" or self._unit is not None
        is_watched = is_wanted and self.isVisible()
        if is_watched != self._is_watched:
            self._is_watched = is_watched
            self.watched.emit(is_watched)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the network."""
        drawing, nodes = self._drawing, self._nodes
        with QPainter(self) as painter:
            paint_network(painter, self._font, drawing, nodes, self._sides)
            self._paint_large(painter)

    @property
    def axes(self) -> dict[AxisName, int]:
        """The parameters along x and y, where the axes are parameters."""
        if self._spec.plane_kind != "weights":
            return {}
        return {"x": self._spec.plane.x, "y": self._spec.plane.y}

    @property
    def dead(self) -> frozenset[int]:
        """The numbers of the units that learn no more, as far as that is known."""
        if self._units is None:
            return frozenset()
        first = len(self.wires.units[0])
        return frozenset(
            (np.flatnonzero(np.concatenate(self._units.is_dead)) + first).tolist()
        )

    def _show_units(self, units: Units | None, prediction: Prediction) -> None:
        if units is None:  # nobody looks, or nothing is known where it diverged
            if self._units is not None:
                self._units, self._maps = None, []
                self.update()
            return
        shapes = tuple(map(len, units.maps))
        if shapes != self._spec.shape.sizes[1:]:
            return
        self._units, self._maps = units, []
        if self._spec.view.units == "map":
            data = prediction.data
            middle = prediction.middle if data.has_classes else data.targets.mean()
            middles = [0.0] * len(shapes[:-1]) + [float(middle)]
            for maps, own in zip(units.maps, middles, strict=True):
                self._maps += images_of(maps, [own] * len(maps))
        self.update()

    @property
    def _drawing(self) -> Drawing:
        return Drawing(
            self.wires,
            levels_of(self._theta),
            self._theme,
            self.axes,
            self._pointed if self._unit is None else None,  # else the unit is marked
            frozenset(self._spec.network.frozen),
            self._lit,
        )

    @property
    def _nodes(self) -> Nodes:
        sign = output_sign(self._spec)
        parts = self._bends, sign, self._maps, self.dead, self._unit
        return Nodes(self.wires, self._theme, *parts)

    @property
    def _lit(self) -> NDArray[np.bool_] | None:
        """The lines in and out of the unit that is pointed at; None: all alike."""
        if self._unit is None:
            return None
        wires = self.wires
        ends = wires.sources == self._unit, wires.targets == self._unit
        lit: NDArray[np.bool_] = ends[0] | ends[1]
        return lit

    def _paint_large(self, painter: QPainter) -> None:
        """Paint the map of the unit that is pointed at."""
        if self._unit is None or not self._maps:
            return
        behind = self._unit - len(self.wires.units[0])
        if behind >= 0:
            inputs = self._spec.data.choice.input_names
            paint_magnified(
                painter,
                self._maps[behind],
                QPointF(*self.wires.middles[self._unit].tolist()),
                float(self.wires.each_radius[self._unit]) + GAP,
                QRectF(self.rect()),
                tuple(inputs[number] for number in self._spec.drawn_inputs),
                self._theme,
            )

    @cached_property
    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._font)

    @property
    def _sides(self) -> Sides:
        return sides_of(self._spec, self._metrics)

    def _lay_out(self) -> None:
        """Place units and lines, where what they hang on has changed."""
        shape, view = self._spec.shape, self._spec.view
        names = self._spec.data.choice.input_names, output_names(self._spec)
        key = shape, names, view.bias_nodes, view.units, self.width()
        if key != self._laid_out:
            self._laid_out = key
            self._place()
        self.update()

    def _place(self) -> None:
        has_ones, shape = self._spec.view.bias_nodes, self._spec.shape
        rows = max(
            size + (has_ones and shape.bias and layer < len(shape.sizes) - 1)
            for layer, size in enumerate(shape.sizes)
        )
        grown = max(1.0, self.width() / WIDE)
        high = min(FEW * rows, round(grown * min(max(LOW, MANY * rows), HIGHEST)))
        left, right = self._sides.left, self._sides.right
        width = self.width() - left - right
        below = height_below(width / (len(shape.sizes) - 1))
        room = QRectF(left, MARGIN + TALL, width, high)
        more = {"largest": LARGEST_MAP} if self._spec.view.units == "map" else {}
        self.wires = lay_out(shape, room, has_ones, **more)
        self.setFixedHeight(high + 2 * MARGIN + TALL + below)
