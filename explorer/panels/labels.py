"""The names of inputs and outputs beside the network: as many as are legible."""

import math
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter

from explorer.theme import Theme
from models.snapshots import Array

GAP = 5.0  # px, between a unit and its name
LONGEST = 84.0  # px: a longer name ends in an ellipsis


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The names of the units of a layer, at the left or the right of them."""

    names: tuple[str, ...]
    metrics: QFontMetricsF
    is_left: bool

    @property
    def width(self) -> float:
        """How much room they take, with the gap; nothing, if there are none."""
        if not self.names:
            return 0.0
        longest = max(map(self.metrics.horizontalAdvance, self.names))
        return GAP + min(longest, LONGEST)

    def paint(
        self,
        painter: QPainter,
        units: Array,
        radius: float,
        theme: Theme,
        pointed: int | None,
    ) -> None:
        """Write them beside `units` (U, 2), every second or so where it is narrow.

        That of the unit that is `pointed` at is always written.
        """
        step = stride(units, self.metrics.height())
        shown = [k for k in range(len(self.names)) if k % step == 0]
        if pointed is not None:
            shown = [k for k in shown if abs(k - pointed) >= step or k == pointed]
            shown = [*dict.fromkeys([*shown, pointed])]
        for number in shown if self.names else ():
            x, y = units[number].tolist()
            text = self.metrics.elidedText(
                self.names[number], Qt.TextElideMode.ElideRight, LONGEST
            )
            left = x + radius + GAP
            if self.is_left:
                left = x - radius - GAP - self.metrics.horizontalAdvance(text)
            painter.setPen(theme.color("text" if number == pointed else "dim"))
            painter.drawText(QPointF(left, y + self.metrics.xHeight() / 2), text)


def stride(units: Array, height: float) -> int:
    """Return of how many units one has its name, in lines of this height."""
    if len(units) < 2:
        return 1
    between = float(units[1, 1] - units[0, 1])
    return max(1, math.ceil(0.8 * height / between))
