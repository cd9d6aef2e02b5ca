"""The strokes of the network diagram."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from explorer.panels.wires import LEVELS, Wires
from explorer.theme import NEGATIVE, POSITIVE, Theme

AxisName = Literal["x", "y"]

GAP = 5.0  # px, between an input and its name
THIN, WIDE = 0.12, 0.7  # in radii of a unit: a weight near zero, the largest
CLEAR = 4  # the level from which on a weight has the full colour of its sign
RIM, GROUND = 6.0, 3.0  # px, a band and what is within it wider than their line
BADGE = 6.5  # px, radius of the mark of an axis
# Where along a line its mark is: apart from the other's also where two lines cross.
SHARES: dict[AxisName, float] = {"x": 0.3, "y": 0.7}
BESIDE: dict[AxisName, QPointF] = {"x": QPointF(0.8, -0.8), "y": QPointF(-0.8, -0.8)}


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """All that is drawn of a network, but for the names of its inputs."""

    wires: Wires
    levels: NDArray[np.int64]  # (P,)
    axes: Mapping[AxisName, int]  # the parameters that are axes
    pointed: int | None  # the parameter under the pointer
    theme: Theme

    def paint(self, painter: QPainter) -> None:
        """Paint the axes, and what is pointed at, with a band around them."""
        bands = dict.fromkeys(self.axes.values(), self.theme.color("accent"))
        if self.pointed is not None:
            bands |= {self.pointed: self.theme.color("text")}
        self._paint_weights(painter)
        for number, color in bands.items():
            if not self.wires.is_bias[number]:
                self._paint_band(painter, number, color)
        self._paint_units(painter)
        for number in np.flatnonzero(self.wires.is_bias).tolist():
            self._paint_bias(painter, number, bands.get(number))
        self._paint_badges(painter)

    def _paint_weights(self, painter: QPainter) -> None:
        """Paint the lines, the strongest last."""
        weights = np.flatnonzero(~self.wires.is_bias)
        levels = self.levels[weights]
        for level in sorted(set(levels.tolist()), key=abs):
            painter.setPen(self._pen(level))
            numbers = weights[levels == level].tolist()
            painter.drawLines(*(self.wires.lines[number] for number in numbers))

    def _paint_band(self, painter: QPainter, number: int, color: QColor) -> None:
        pen = self._pen(int(self.levels[number]))
        rim = _flat(color, pen.widthF() + RIM)
        ground = _flat(self.theme.color("panel"), pen.widthF() + GROUND)
        for one in (rim, ground, pen):
            painter.setPen(one)
            painter.drawLine(self.wires.lines[number])

    def _paint_units(self, painter: QPainter) -> None:
        radius = self.wires.radius
        painter.setPen(QPen(self.theme.color("dim"), 1.0))
        painter.setBrush(self.theme.color("panel"))
        for x, y in np.concatenate(self.wires.units).tolist():
            painter.drawEllipse(QPointF(x, y), radius, radius)

    def _paint_bias(self, painter: QPainter, number: int, band: QColor | None) -> None:
        """Paint a dot in the unit, wider farther from zero."""
        level, middle = int(self.levels[number]), self.wires.lines[number].p1()
        radius = self.wires.radius
        if band is not None:
            painter.setPen(QPen(band, 2.0))
            painter.setBrush(self.theme.color("panel"))
            painter.drawEllipse(middle, radius + 0.5, radius + 0.5)
        radius *= 0.25 + 0.5 * abs(level) / LEVELS
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color(level))
        painter.drawEllipse(middle, radius, radius)

    def _paint_badges(self, painter: QPainter) -> None:
        """Mark the parameters that are axes with the names of those."""
        for axis, number in self.axes.items():
            middle = self.wires.lines[number].pointAt(SHARES[axis])
            if self.wires.is_bias[number]:
                middle += (self.wires.radius + BADGE) * BESIDE[axis]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("accent"))
            painter.drawEllipse(middle, BADGE, BADGE)
            painter.setPen(self.theme.color("on_accent"))
            box = QRectF(-BADGE, -BADGE - 1.0, 2 * BADGE, 2 * BADGE).translated(middle)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, axis)

    def _pen(self, level: int) -> QPen:
        width = THIN + (WIDE - THIN) * abs(level) / LEVELS
        return _flat(self._color(level), width * self.wires.radius)

    def _color(self, level: int) -> QColor:
        """Return grey near zero, and the colour of the sign from `CLEAR` on."""
        share = min(abs(level) / CLEAR, 1.0)
        grey = self.theme.color("grid").getRgbF()[:3]
        sign = QColor(POSITIVE if level > 0 else NEGATIVE).getRgbF()[:3]
        mixed = (1 - share) * np.array(grey) + share * np.array(sign)
        return QColor.fromRgbF(*mixed.tolist())


def paint_inputs(
    painter: QPainter, wires: Wires, names: tuple[str, ...], theme: Theme
) -> None:
    """Write the names of the inputs at the left of them."""
    painter.setPen(theme.color("dim"))
    metrics = QFontMetricsF(painter.font())
    for name, (x, y) in zip(names, wires.units[0].tolist(), strict=True):
        left = x - wires.radius - GAP - metrics.horizontalAdvance(name)
        painter.drawText(QPointF(left, y + metrics.xHeight() / 2), name)


def _flat(color: QColor, width: float) -> QPen:
    return QPen(color, width, cap=Qt.PenCapStyle.FlatCap)
