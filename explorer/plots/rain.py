"""What a map shows of rain: the basin of each start, and the drops."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor

from explorer.theme import basin_color
from models.snapshots import Rain

OPACITY = 150  # of 255: the losses shine through
DROP = 4  # pixels


class RainItems:
    """A raster of basins, and dots for drops that have not arrived."""

    def __init__(self) -> None:
        self._cells = pg.ImageItem()
        self._drops = pg.ScatterPlotItem(size=DROP, brush="w", pen=None)
        self.items = (self._cells, self._drops)

    def show(self, rain: Rain | None) -> None:
        """Draw `rain`, or none."""
        for item in self.items:
            item.clear()
        if rain is None:
            return
        colors = [basin_color(int(number)) for number in rain.numbers]
        pixels = [
            (0, 0, 0, 0) if name is None else (*_rgb(name), OPACITY) for name in colors
        ]
        shape = rain.side, rain.side, 4
        self._cells.setImage(np.array(pixels, np.uint8).reshape(shape))
        x, y = (middle - rain.extent for middle in rain.centre)
        self._cells.setRect(QRectF(x, y, 2 * rain.extent, 2 * rain.extent))
        if not rain.has_ended:
            self._drops.setData(*rain.xy.T)


def _rgb(name: str) -> tuple[int, int, int]:
    color = QColor(name)
    return color.red(), color.green(), color.blue()
