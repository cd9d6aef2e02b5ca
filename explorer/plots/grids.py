"""Arrays over a grid of two axes, as images and as contour lines."""

from collections.abc import Iterable

import contourpy
import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QPainter

from models.snapshots import Array


class Image(pg.ImageItem):  # type: ignore[misc]
    """An image without visible pixels."""

    def paint(self, painter: QPainter, *others: object) -> None:
        """Paint between the grid points as well as at them."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *others)


def cells(axis_x: Array, axis_y: Array) -> QRectF:
    """Return the rectangle of an image whose pixels are centred on the grid points."""
    half_x, half_y = (axis_x[1] - axis_x[0]) / 2, (axis_y[1] - axis_y[0]) / 2
    left, bottom = axis_x[0] - half_x, axis_y[0] - half_y
    width, height = axis_x[-1] + half_x - left, axis_y[-1] + half_y - bottom
    return QRectF(float(left), float(bottom), float(width), float(height))


def contour_lines(
    axis_x: Array, axis_y: Array, values: Array, levels: Iterable[float]
) -> tuple[Array, Array]:
    """Return x and y of the lines on which `values` (X, Y) has `levels`, nan between.

    One curve with gaps draws 40 times faster than a pyqtgraph item for each level.
    """
    generator = contourpy.contour_generator(
        axis_x, axis_y, values.T, line_type=contourpy.LineType.ChunkCombinedNan
    )
    gap = np.full((1, 2), np.nan)
    pieces = [gap]
    for level in levels:
        points = generator.lines(level)[0][0]
        if points is not None:
            pieces += [points, gap]
    x, y = np.concatenate(pieces).T
    return x, y
