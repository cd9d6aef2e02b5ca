"""The examples in the data view: dots, rings, those of a batch, and the one."""

from functools import lru_cache
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QBrush, QPainterPath

from explorer.theme import CLASSES, Theme, diverging_table
from models.fits import levels, targets
from models.snapshots import Array, Example, Noise, Prediction

FADED, LIT = 0.35, 10  # opacity beside the examples of a batch; their size, pixels
DOT, RING, CHOSEN = 8, 11, 18  # pixels: learnt from, held out, the one
HOLE = 0.5  # of a ring's diameter
MOST = 600  # examples that are drawn: each costs a third of a millisecond once


class PointItems:
    """The examples over two inputs, or each at its target over one input."""

    def __init__(self) -> None:
        self.points, self.lit = pg.ScatterPlotItem(), pg.ScatterPlotItem(size=LIT)
        self.chosen = pg.ScatterPlotItem(size=CHOSEN, brush=None)
        self.items = self.points, self.lit, self.chosen
        self._drawn: tuple[object, ...] = ()
        self._rows, self._is_in = np.zeros(0, np.intp), np.zeros(0, np.bool_)
        self._places = np.zeros((0, 2))

    def show(self, prediction: Prediction, has_test: bool, theme: Theme) -> bool:
        """Draw the examples, if they are others than before; tell whether they are."""
        data, inputs = prediction.data, prediction.inputs
        wanted = data, inputs, prediction.kind, has_test, theme
        if wanted == self._drawn:
            return False
        self._drawn, self._places = wanted, places(prediction)
        self._is_in, rows = ~data.is_held_out, drawn(len(data.inputs))
        self._rows = rows if has_test else rows[self._is_in[rows]]
        self.points.setData(
            *self._places[self._rows].T,
            brush=_brushes(prediction, self._rows, theme),
            **_signs(data.is_held_out[self._rows]),
        )
        return True

    def show_batch(self, prediction: Prediction | None, noise: Noise | None) -> None:
        """Light the examples of the batch, and fade the others; none is all.

        All have the same ring, as it is another batch at every step, and a colour for
        each takes ten times as long.
        """
        self.points.setOpacity(1.0 if noise is None else FADED)
        if prediction is None or noise is None or not len(self._places):
            self.lit.clear()
            return
        learnt = np.flatnonzero(~prediction.data.is_held_out)
        rows = learnt[noise.numbers[:MOST]]
        self.lit.setData(*self._places[rows].T)

    def show_example(self, example: Example | None) -> None:
        """Draw a ring around the one example, or none."""
        if example is None or example.row >= len(self._places):
            self.chosen.clear()
        else:
            self.chosen.setData(*self._places[[example.row]].T)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.points.setPen(pg.mkPen(theme.panel, width=1))
        self.lit.setPen(pg.mkPen(theme.text, width=2))
        self.lit.setBrush(None)
        self.chosen.setPen(pg.mkPen(theme.accent, width=2.5))

    @property
    def rows(self) -> NDArray[np.intp]:
        """The numbers of the examples that are drawn."""
        return self._rows

    def nearest(
        self, at: tuple[float, float], pixel: tuple[float, float], most: float
    ) -> int | None:
        """Return the number, of those learnt from, of the example at a point.

        Args:
            at: the point.
            pixel: how wide and high a pixel is.
            most: pixels that it may be away.
        """
        rows = self._rows[self._is_in[self._rows]]
        row = self._nearest(rows, at, pixel, most)
        return None if row is None else int(np.cumsum(self._is_in)[row] - 1)

    def row_at(
        self, at: tuple[float, float], pixel: tuple[float, float], most: float
    ) -> int | None:
        """Return the number, of all, of the example at a point, also one held out."""
        return self._nearest(self._rows, at, pixel, most)

    def _nearest(
        self,
        rows: NDArray[np.intp],
        at: tuple[float, float],
        pixel: tuple[float, float],
        most: float,
    ) -> int | None:
        away = np.hypot(*((self._places[rows] - at) / pixel).T)
        if not len(rows) or away.min() > most:
            return None
        return int(rows[away.argmin()])


def drawn(count: int) -> NDArray[np.intp]:
    """Return the numbers of the examples that are drawn, evenly chosen of too many."""
    return np.linspace(0, count - 1, min(count, MOST)).round().astype(np.intp)


def places(prediction: Prediction) -> Array:
    """Return where examples are drawn (N, 2): over two inputs, or at their targets."""
    columns = prediction.data.inputs[:, list(prediction.inputs)]
    if columns.shape[1] == 2:
        return columns
    return np.column_stack([columns, targets(prediction)])


def _brushes(
    prediction: Prediction, rows: NDArray[np.intp], theme: Theme
) -> list[QBrush]:
    """Return in which colours examples are filled: by class, or by height on a map."""
    data = prediction.data
    if not len(rows):
        return []
    if data.has_classes:
        numbers = data.targets[rows, 0].astype(np.intp)
        return [_brush(CLASSES[number]) for number in numbers]
    if len(prediction.inputs) == 1 or not len(rows):
        return [_brush(theme.text)] * len(rows)
    low, high = levels(data, prediction.kind)
    shares = ((data.targets[rows, 0] - low) / (high - low)).clip(0, 1)
    colors = diverging_table()[np.rint(255 * shares).astype(np.intp)]
    return [_brush(tuple(color)) for color in colors.tolist()]


@lru_cache(maxsize=512)
def _brush(color: str | tuple[int, ...]) -> QBrush:
    """Return the one brush of a colour: a dot is drawn anew for each other one."""
    brush: QBrush = pg.mkBrush(color)
    return brush


def _signs(is_held_out: NDArray[np.bool_]) -> dict[str, list[Any]]:
    """Return sign and size of each point: a ring where held out, else a dot."""
    ring = QPainterPath()
    for diameter in (1.0, HOLE):
        half = diameter / 2
        ring.addEllipse(QRectF(-half, -half, diameter, diameter))
    return {
        "symbol": [ring if is_test else "o" for is_test in is_held_out],
        "size": [RING if is_test else DOT for is_test in is_held_out],
    }
