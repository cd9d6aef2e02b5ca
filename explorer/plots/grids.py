"""Arrays over a grid of two axes: as images, as contour lines, as fields of arrows."""

from collections.abc import Iterable

import contourpy
import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QPaintEngine, QPainter

from models.scales import CONTOURS_PER_MAJOR, Scale, contour_spacing
from models.snapshots import Array, Surface

STEEPEST = 0.9  # the quantile of the slopes that counts as steepest
VECTORS = QPaintEngine.Type.Pdf, QPaintEngine.Type.SVG
FINER = 8  # times, for those
NEAR = 1e-6  # of the spacing: a line at the very edge is not drawn


class Image(pg.ImageItem):  # type: ignore[misc]
    """An image without visible pixels."""

    def paint(self, painter: QPainter, *others: object) -> None:
        """Paint between the grid points as well as at them."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        engine = painter.paintEngine()
        if engine is None or engine.type() not in VECTORS:
            super().paint(painter, *others)
            return
        if self.qimage is None:
            self.render()
        if self.qimage is not None:  # others would show its pixels as squares
            fine = self.qimage.scaled(
                self.qimage.size() * FINER,
                transformMode=Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(self.boundingRect(), fine)


def cells(axis_x: Array, axis_y: Array) -> QRectF:
    """Return the rectangle of an image whose pixels are centred on the grid points."""
    half_x, half_y = (axis_x[1] - axis_x[0]) / 2, (axis_y[1] - axis_y[0]) / 2
    left, bottom = axis_x[0] - half_x, axis_y[0] - half_y
    width, height = axis_x[-1] + half_x - left, axis_y[-1] + half_y - bottom
    return QRectF(float(left), float(bottom), float(width), float(height))


def pixels(losses: Array, scale: Scale, table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return colours (R, R, 4) of `losses` (R, R); what is no number is clear."""
    places = np.rint(scale.unit(losses) * (len(table) - 1)).astype(np.intp)
    colors = table[places]
    colors[~np.isfinite(losses)] = 0
    return colors


def contour_levels(scale: Scale) -> tuple[list[float], list[float]]:
    """Return where contours are in units of `scale`: fine ones, and every fifth."""
    per_unit, offset = contour_spacing(scale)
    first, last = np.ceil(offset + NEAR), np.floor(offset + per_unit - NEAR)
    numbers = np.arange(int(first), int(last) + 1)
    levels = (numbers - offset) / per_unit
    is_major = numbers % CONTOURS_PER_MAJOR == 0
    return levels[~is_major].tolist(), levels[is_major].tolist()


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


def slopes(surface: Surface) -> Array:
    """Return the gradient (R, R, 2) of `surface` by differences between its points."""
    with np.errstate(invalid="ignore"):
        along_x = np.gradient(surface.loss, surface.axis_x, axis=0)
        along_y = np.gradient(surface.loss, surface.axis_y, axis=1)
    return np.stack([along_x, along_y], axis=-1)


def steepness(surface: Surface) -> float:
    """Return a slope of `surface` that few others are above; cliffs do not count."""
    sizes = np.linalg.norm(slopes(surface), axis=-1)
    finite = sizes[np.isfinite(sizes)]
    return float(np.quantile(finite, STEEPEST)) if finite.size else 0.0


def intervals(axis: Array, is_in: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Return from where to where along `axis` (Z,) something holds."""
    edges = np.diff(is_in.astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(edges > 0), np.flatnonzero(edges < 0) - 1
    return list(zip(axis[starts].tolist(), axis[ends].tolist(), strict=True))
