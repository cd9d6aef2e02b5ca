"""The lines of the network diagram, and the marks on them."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from explorer.panels.wires import LEVELS, Wires, square
from explorer.theme import NEGATIVE, POSITIVE, Theme

AxisName = Literal["x", "y"]

WIDEST = 8.0  # px: no line is wider than a part of this, however large the units
THIN, WIDE = 0.12, 0.7  # in radii of a unit: a weight near zero, the largest
CLEAR = 4  # the level from which on a weight has the full colour of its sign
FADED = 0.12  # strength of the lines beside those of the unit that is pointed at
SOLID, FAINTEST = 60, 0.4  # so many lines have their full colour; the least of it
DENSE, FAINT = 600, 2  # of more lines those up to this level are not smoothed: slow
RIM, GROUND = 6.0, 3.0  # px, a band and what is within it wider than their line
BADGE = 6.5  # px, radius of the mark of an axis
LOCK = 3.5  # px, half the width of the mark of a weight that is frozen
# Where along a line its mark is: apart from the other's also where two lines cross.
SHARES: dict[AxisName, float] = {"x": 0.3, "y": 0.7}
BESIDE: dict[AxisName, QPointF] = {"x": QPointF(0.8, -0.8), "y": QPointF(-0.8, -0.8)}
BELOW = QPointF(0.8, 0.8)
BESIDE_FACE = 0.7  # of its size that a dot has at the rim of a unit


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """All that is drawn of the parameters of a network."""

    wires: Wires
    levels: NDArray[np.int64]  # (P,)
    theme: Theme
    axes: Mapping[AxisName, int]  # the parameters that are axes
    pointed: int | None = None  # the parameter under the pointer
    frozen: AbstractSet[int] = frozenset()
    lit: NDArray[np.bool_] | None = None  # (P,) beside which others fade; None: all

    def paint_lines(self, painter: QPainter) -> None:
        """Paint the axes, and what is pointed at, with a band around them."""
        is_line = ~self.wires.is_dot
        lit = is_line if self.lit is None else is_line & self.lit
        self._paint_weights(painter, np.flatnonzero(is_line & ~lit), FADED)
        many = int(lit.sum())
        strength = min(max((SOLID / max(many, 1)) ** 0.4, FAINTEST), 1.0)
        self._paint_weights(painter, np.flatnonzero(lit), strength)
        for number, color in self._bands.items():
            if is_line[number]:
                self._paint_band(painter, number, color)

    def paint_dots(self, painter: QPainter, faced: AbstractSet[int]) -> None:
        """Paint the biases that are dots: in their units, or at the rim of `faced`."""
        bands, radii = self._bands, self.wires.each_radius[self.wires.targets].tolist()
        units, rim = self.wires.targets.tolist(), QPen(self.theme.color("panel"), 1.5)
        for number in np.flatnonzero(self.wires.is_dot).tolist():
            middle, radius = self.wires.lines[number].p1(), radii[number]
            is_beside = units[number] in faced
            if number in bands:
                painter.setPen(QPen(bands[number], 2.0))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(middle, radius + 0.5, radius + 0.5)
            if is_beside:
                middle += radius * BELOW
                radius *= BESIDE_FACE
            level = int(self.levels[number])
            radius *= 0.25 + 0.5 * abs(level) / LEVELS
            painter.setPen(rim if is_beside else Qt.PenStyle.NoPen)
            painter.setBrush(shade(level, self.theme))
            painter.drawEllipse(middle, radius, radius)

    def paint_marks(self, painter: QPainter) -> None:
        """Mark what is frozen, and the axes with their names."""
        for number in self.frozen:
            self._paint_lock(painter, self._mark(number, 0.5, BELOW))
        for axis, number in self.axes.items():
            middle = self._mark(number, SHARES[axis], BESIDE[axis])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("accent"))
            painter.drawEllipse(middle, BADGE, BADGE)
            painter.setPen(self.theme.color("on_accent"))
            box = square(middle, BADGE).translated(0.0, -1.0)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, axis)

    @property
    def _bands(self) -> dict[int, QColor]:
        bands = dict.fromkeys(self.axes.values(), self.theme.color("accent"))
        if self.pointed is not None:
            bands |= {self.pointed: self.theme.color("text")}
        return bands

    def _paint_weights(
        self, painter: QPainter, numbers: NDArray[np.intp], strength: float
    ) -> None:
        """Paint lines, the strongest last, whose colours are so far from the ground.

        Colours are mixed, not laid over each other: that takes five times as long.
        """
        levels = self.levels[numbers]
        smooth, is_dense = painter.RenderHint.Antialiasing, len(numbers) > DENSE
        for level in sorted(set(levels.tolist()), key=abs):
            painter.setRenderHint(smooth, not is_dense or abs(level) > FAINT)
            painter.setPen(self._pen(level, strength))
            chosen = numbers[levels == level].tolist()
            painter.drawLines(*(self.wires.lines[number] for number in chosen))
        painter.setRenderHint(smooth)

    def _paint_band(self, painter: QPainter, number: int, color: QColor) -> None:
        pen = self._pen(int(self.levels[number]))
        rim = _flat(color, pen.widthF() + RIM)
        ground = _flat(self.theme.color("panel"), pen.widthF() + GROUND)
        for one in (rim, ground, pen):
            painter.setPen(one)
            painter.drawLine(self.wires.lines[number])

    def _paint_lock(self, painter: QPainter, middle: QPointF) -> None:
        color = self.theme.color("text")
        painter.setBrush(self.theme.color("panel"))
        painter.setPen(QPen(color, 1.2))
        shackle = QRectF(-0.6 * LOCK, -1.3 * LOCK, 1.2 * LOCK, 2 * LOCK)
        painter.drawEllipse(shackle.translated(middle))
        body = QRectF(-LOCK, -0.2 * LOCK, 2 * LOCK, 1.5 * LOCK)
        painter.fillRect(body.translated(middle), color)

    def _mark(self, number: int, share: float, beside: QPointF) -> QPointF:
        """Return where the mark of a parameter is: on its line, or beside its unit."""
        middle = self.wires.lines[number].pointAt(share)
        if self.wires.is_dot[number]:
            radius = float(self.wires.each_radius[self.wires.targets[number]])
            middle += (radius + BADGE) * beside
        return middle

    def _pen(self, level: int, strength: float = 1.0) -> QPen:
        width = THIN + (WIDE - THIN) * abs(level) / LEVELS
        color = _mixed(shade(level, self.theme), self.theme.color("panel"), strength)
        return _flat(color, width * min(self.wires.radius, WIDEST))


@lru_cache(maxsize=4 * LEVELS)
def shade(level: int, theme: Theme) -> QColor:
    """Return grey near zero, and the colour of the sign from `CLEAR` on."""
    sign = QColor(POSITIVE if level > 0 else NEGATIVE)
    return _mixed(sign, theme.color("grid"), min(abs(level) / CLEAR, 1.0))


def _mixed(color: QColor, other: QColor, share: float) -> QColor:
    """Return a share of a colour, and the rest of another."""
    both = zip(color.getRgbF()[:3], other.getRgbF()[:3], strict=True)
    red, green, blue = (share * one + (1 - share) * two for one, two in both)
    return QColor.fromRgbF(red, green, blue)


def _flat(color: QColor, width: float) -> QPen:
    return QPen(color, width, cap=Qt.PenCapStyle.FlatCap)
