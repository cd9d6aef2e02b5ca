"""One input: what the model says as a curve over it, and how far that is from t."""

from collections.abc import Set as AbstractSet

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import Qt

from explorer.theme import CLASSES, WALKER, Theme
from models.catalog import DataLayerName
from models.fits import (
    border,
    has_many,
    heights,
    in_picture,
    limits,
    said,
    spread,
    targets,
)
from models.snapshots import Array, Prediction, Probe

BAND, SQUARE = 60, 45  # alpha of 255
EMPTY = np.zeros((2, 0))


class CurveItems:
    """Curve, spread, residuals and the squares on them, and the threshold."""

    def __init__(self) -> None:
        self._curves = [_line() for _ in CLASSES]
        self._hovered = _line()
        self._band = pg.PlotCurveItem(fillLevel="enclosed", pen=None)
        self._squares = pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[])
        self._residuals = pg.PlotCurveItem(connect="pairs", antialias=False)
        self._threshold = _line()
        self.items = (
            self._squares, self._band, self._threshold, self._residuals,
            *self._curves, self._hovered,
        )  # fmt: skip

    def show(
        self,
        prediction: Prediction,
        layers: AbstractSet[DataLayerName],
        rows: NDArray[np.intp],
        threshold: float,
    ) -> None:
        """Draw the walker's curve, the one under the pointer, and `layers` of it."""
        self._show_curves(prediction)
        self._show_band(prediction, "spread" in layers)
        self._show_threshold(prediction, threshold)
        if "residuals" in layers:
            rows = rows[in_picture(prediction)[rows]]  # many others would be a slab
        else:  # but that of the one example
            one = prediction.example
            rows = np.array([one.row] if one else [], np.intp)
        x = prediction.data.inputs[rows, prediction.inputs[0]]
        ends = np.stack([targets(prediction)[rows], said(prediction)[rows]], 1)
        self._residuals.setData(np.repeat(x, 2), ends.ravel())

    def show_squares(
        self,
        prediction: Prediction | None,
        rows: NDArray[np.intp],
        pixel: tuple[float, float],
        right: float,
    ) -> None:
        """Draw a square on each residual: as wide on the screen as it is high.

        Those held out have none: the mean of the squares is to be the loss. Nor have
        those whose square would leave the picture.

        Args:
            prediction: None for no squares.
            rows: the numbers of the examples that are drawn.
            pixel: how wide and high one is.
            right: where the plot ends: there they stand to the left.
        """
        if prediction is None:
            self._squares.setOpts(x0=[], x1=[], y0=[], y1=[])
            return
        kept = in_picture(prediction) & ~prediction.data.is_held_out
        rows = rows[kept[rows]]
        x = prediction.data.inputs[rows, prediction.inputs[0]]
        low, high = targets(prediction)[rows], said(prediction)[rows]
        width = np.abs(high - low) / pixel[1] * pixel[0]
        width = np.where(x + width > right, -width, width)
        self._squares.setOpts(x0=x, x1=x + width, y0=low, y1=high)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        walker = pg.mkColor(WALKER)
        for alpha, item in ((BAND, self._band), (SQUARE, self._squares)):
            walker.setAlpha(alpha)
            if item is self._band:
                item.setBrush(pg.mkBrush(walker))
            else:
                item.setOpts(brush=pg.mkBrush(walker), pen=None)
        self._hovered.setPen(pg.mkPen(theme.accent, width=2))
        self._residuals.setPen(pg.mkPen(WALKER))  # others draw 15 times slower
        dashes = Qt.PenStyle.DashLine
        self._threshold.setPen(pg.mkPen(theme.dim, width=1.2, style=dashes))

    def _show_curves(self, prediction: Prediction) -> None:
        axis, kind = prediction.axes[0], prediction.kind
        rows = heights(kind, prediction.walker.outputs)
        for number, item in enumerate(self._curves):
            item.setVisible(number < len(rows))
            if number < len(rows):
                color = CLASSES[number] if has_many(prediction) else WALKER
                item.setPen(pg.mkPen(color, width=2.5))
                item.setData(axis, rows[number])
        self._hovered.setData(*_joined(axis, prediction, prediction.hovered))

    def _show_band(self, prediction: Prediction, is_shown: bool) -> None:
        if not is_shown or prediction.kind != "spread":
            self._band.setData(*EMPTY)
            return
        axis, outputs = prediction.axes[0], prediction.walker.outputs
        mean, half = heights("spread", outputs)[0], spread(outputs)
        low, high = limits(prediction.data, "spread")
        if ((mean - half < low) & (mean + half > high)).all():
            self._band.setData(*EMPTY)  # it would only redden the whole picture
            return
        x = np.concatenate([axis, axis[::-1]])
        self._band.setData(x, np.concatenate([mean + half, (mean - half)[::-1]]))

    def _show_threshold(self, prediction: Prediction, threshold: float) -> None:
        """Draw a level line at the threshold, and upright ones where it is passed."""
        if len(prediction.data.classes) != 2:
            self._threshold.setData(*EMPTY)
            return
        axis, level = prediction.axes[0], border(prediction, threshold)
        above = heights(prediction.kind, prediction.walker.outputs)[0] > level
        crossings = np.flatnonzero(above[1:] != above[:-1])
        floor = limits(prediction.data, prediction.kind)[0]
        x, y = [axis[0], axis[-1], np.nan], [level, level, np.nan]
        for at in (axis[crossings] + axis[crossings + 1]) / 2:
            x += [at, at, np.nan]
            y += [floor, level, np.nan]
        self._threshold.setData(x, y)


def _joined(axis: Array, prediction: Prediction, probe: Probe | None) -> Array:
    """Return x and y (2, K) of all curves of a model, nan between them."""
    if probe is None:
        return EMPTY
    gap = np.full((2, 1), np.nan)
    rows = heights(prediction.kind, probe.outputs)
    return np.hstack([part for row in rows for part in (np.stack([axis, row]), gap)])


def _line() -> pg.PlotCurveItem:
    return pg.PlotCurveItem(connect="finite", antialias=True)
