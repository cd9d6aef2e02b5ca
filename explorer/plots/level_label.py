"""A label of a level line, where it hides the least."""

import math

import numpy as np
import pyqtgraph as pg

from explorer.theme import TICK_PIXELS, VEIL, Theme, sized_font
from models.snapshots import Array

SIDES = 1.0, 0.0, 0.5  # right, left, middle: anchors across
PLACES = [(x, y, False) for x in SIDES for y in (1.0, 0.0)]  # over and under the line
PLACES += [(x, 0.0, True) for x in SIDES]  # at the top of the plot
MARGIN = 4  # px, around the text


class LevelLabel(pg.TextItem):  # type: ignore[misc]
    """Text over or under a level line, or at the top of the plot."""

    def __init__(self) -> None:
        super().__init__(anchor=PLACES[0][:2])
        self._place = 0  # of `PLACES`

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        veil = theme.color("panel")
        veil.setAlpha(VEIL)
        pixels = theme.pixels(TICK_PIXELS)
        self.setFont(sized_font(self.textItem.font(), pixels))
        self.setColor(theme.color("accent"))
        self.fill = pg.mkBrush(veil)

    def show_text(self, text: str, level: float, drawn: Array) -> None:
        """Write `text` at `level`, and stay while no other place is freer.

        Args:
            text: a line.
            level: in units of the axis.
            drawn: x and y (2, N) of the points that it should not hide.
        """
        self.setText(text)
        box = self.getViewBox()
        (left, right), (low, high) = box.viewRange()
        size = np.array([box.width(), box.height()])
        scale = size / (right - left, high - low)  # px of a unit
        pixels = (drawn - [[left], [low]]) * scale[:, None]  # from the lower left
        line = (level - low) * float(scale[1])
        crowds = [self._crowd(place, pixels, size, line) for place in PLACES]
        if crowds[self._place] > min(crowds):
            self._place = crowds.index(min(crowds))
        x, y, is_top = PLACES[self._place]
        self.setAnchor((x, y))
        self.setPos(left + x * (right - left), high if is_top else level)

    def _crowd(
        self, place: tuple[float, float, bool], pixels: Array, size: Array, line: float
    ) -> float:
        """Return how many points are under the text there; infinite outside."""
        text = self.boundingRect()
        side, over, is_top = place
        left = side * (size[0] - text.width())
        foot = (float(size[1]) if is_top else line) - (1 - over) * text.height()
        if foot < 0 or foot + text.height() > size[1]:
            return math.inf
        x, y = pixels
        across = np.abs(x - left - text.width() / 2) < text.width() / 2 + MARGIN
        along = np.abs(y - foot - text.height() / 2) < text.height() / 2 + MARGIN
        return int((across & along).sum())
