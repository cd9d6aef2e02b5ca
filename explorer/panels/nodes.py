"""The units of the network diagram: the bend, or the map, that each has in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QImage, QPainter, QPen, QPolygonF

from explorer.panels.wires import Wires, square
from explorer.theme import Theme, diverging_table
from models.snapshots import Array, Singles

ROOMY = 9.0  # px: a bend is drawn in a unit of at least this radius
ROOMY_ONE = 7.0  # px, and the figure 1 in a node of this radius
INSIDE = 0.62  # of a radius, how far a bend reaches
SIDE = 0.95  # of a radius: half the side of a map


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """What is drawn of the units."""

    wires: Wires
    theme: Theme
    bends: Sequence[Array]  # (C,) of each hidden layer; none while they are not known
    sign: str  # what is written into the outputs
    maps: Sequence[QImage]  # of each unit behind the inputs; or none
    dead: frozenset[int] = frozenset()  # the numbers of units that learn no more
    pointed: int | None = None

    def paint(self, painter: QPainter) -> None:
        """Paint the units, and the nodes fixed to 1."""
        radii, middles = self.wires.each_radius.tolist(), self.wires.middles.tolist()
        first = len(middles) - len(self.maps)  # of those with a map
        painter.setPen(QPen(self.theme.color("dim"), 1.0))
        painter.setBrush(self.theme.color("panel"))
        for number, (x, y) in enumerate(middles[:first]):
            painter.drawEllipse(QPointF(x, y), radii[number], radii[number])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, image in enumerate(self.maps, start=first):
            box = square(QPointF(*middles[number]), SIDE * radii[number])
            painter.drawImage(box, image)
            painter.drawRect(box)
        for number, pen in self._rims.items():
            painter.setPen(pen)
            box = square(QPointF(*middles[number]), radii[number])
            (painter.drawEllipse if number < first else painter.drawRect)(box)
        self._paint_ones(painter)

    @property
    def faced(self) -> frozenset[int]:
        """The numbers of the units in which something is drawn."""
        if self.maps:
            count = len(self.wires.middles)
            return frozenset(range(count - len(self.maps), count))
        ends = np.cumsum([0, *map(len, self.wires.units)]).tolist()
        layers = filter(self._has_bend, range(len(self.wires.units)))
        return frozenset(k for n in layers for k in range(ends[n], ends[n + 1]))

    def paint_bends(self, painter: QPainter) -> None:
        """Paint a small curve into each unit that has room for it, or its sign."""
        if self.maps:
            return
        color = self.theme.color("text")
        painter.setPen(QPen(color, 1.3))
        for layer, radius in enumerate(self.wires.radii):
            if not self._has_bend(layer):
                continue
            is_last = layer == len(self.wires.radii) - 1
            curve = QPolygonF() if is_last else _curve(self.bends[layer - 1], radius)
            for x, y in self.wires.units[layer].tolist():
                if is_last:
                    box = square(QPointF(x, y - 1), radius)
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.sign)
                else:
                    painter.drawPolyline(curve.translated(x, y))

    def _has_bend(self, layer: int) -> bool:
        """Tell whether the units of a layer have room for what they do, and do any."""
        if layer == len(self.wires.radii) - 1:
            does = bool(self.sign)
        else:
            does = 0 < layer <= len(self.bends)
        return does and self.wires.radii[layer] >= ROOMY

    def _paint_ones(self, painter: QPainter) -> None:
        """Paint filled nodes, with a 1 where there is room."""
        for (x, y), radius in zip(
            self.wires.ones.tolist(), self.wires.radii, strict=False
        ):
            middle = QPointF(x, y)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("text"))
            painter.drawEllipse(middle, radius, radius)
            if radius >= ROOMY_ONE:
                painter.setPen(self.theme.color("panel"))
                box = square(middle, radius)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "1")

    @property
    def _rims(self) -> dict[int, QPen]:
        """How the rims of some units differ."""
        dotted = QPen(self.theme.color("warning"), 2.0, Qt.PenStyle.DotLine)
        rims = dict.fromkeys(sorted(self.dead), dotted)
        if self.pointed is not None:
            rims |= {self.pointed: QPen(self.theme.color("text"), 2.0)}
        return rims


def images_of(maps: Singles, middles: Sequence[float]) -> list[QImage]:
    """Return a picture of each of `maps` (U, X, Y) or (U, X): x to the right, y up.

    White is the middle of a unit; orange is below it and blue above it, full where the
    map is farthest from its middle.
    """
    whole = maps.reshape(len(maps), maps.shape[1], -1)
    above = whole - np.array(middles, np.float32)[:, None, None]
    above = np.nan_to_num(above, posinf=1e30, neginf=-1e30)
    most = np.maximum(np.abs(above).max((1, 2), keepdims=True), 1e-12)
    table = diverging_table()
    shades = np.rint((above / most + 1) / 2 * (len(table) - 1)).astype(np.intp)
    colors = table[shades].transpose(0, 2, 1, 3)[:, ::-1]
    return [_image(np.ascontiguousarray(each)) for each in colors]


def _image(colors: NDArray[np.uint8]) -> QImage:
    height, width, _ = colors.shape
    data, form = colors.tobytes(), QImage.Format.Format_RGBA8888
    return QImage(data, width, height, 4 * width, form).copy()


def _curve(bend: Array, radius: float) -> QPolygonF:
    """Return the curve of a bend around the origin, as large as fits in a unit."""
    reach = INSIDE * radius
    most = max(float(np.abs(bend).max()), 1e-9)
    x = np.linspace(-reach, reach, len(bend)).tolist()
    y = (-reach * bend / most).tolist()
    return QPolygonF([QPointF(*point) for point in zip(x, y, strict=True)])
