"""The examples over and under a network's surface, by QPainter."""

from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from explorer.scene.camera import Camera
from explorer.scene.outputs import box_of, ends, point_colors
from explorer.scene.qt_points import qt_points
from explorer.theme import CLASSES, TICK_PIXELS, WALKER, Theme, sized_font
from models.catalog import DataLayerName
from models.snapshots import Array, Prediction

DOT, EDGE, CHOSEN = 3.5, 1.0, 8.0  # pixels: radius, edge, radius of a ring
STEM = 1.0  # pixels
UNDER = 0.35  # opacity of what is on the far side of the surface
MARGIN, GAP = 4.0, 12.0  # pixels


def paint_examples(
    painter: QPainter,
    prediction: Prediction,
    camera: Camera,
    theme: Theme,
    layers: AbstractSet[DataLayerName],
    rows: NDArray[np.intp],
) -> None:
    """Draw examples at their targets, those under the surface faint, then the one."""
    places = ends(prediction, box_of(prediction), rows)
    is_over = places[:, 0, 2] >= places[:, 1, 2]
    is_near = is_over if camera.elevation >= 0 else ~is_over
    spots = camera.project(places).reshape(-1, 2, 2)
    colors = point_colors(prediction, rows)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for kept, opacity in ((~is_near, UNDER), (is_near, 1.0)):
        painter.setOpacity(opacity)
        if "residuals" in layers:
            _paint_stems(painter, spots[kept])
        own = [colors[number] for number in np.flatnonzero(kept)]
        _paint_dots(painter, spots[kept, 0], own, theme)
    painter.setOpacity(1.0)
    if prediction.example is not None:
        row = np.array([prediction.example.row])
        one = ends(prediction, box_of(prediction), row)
        _paint_chosen(painter, camera.project(one), theme)
    painter.restore()


def paint_legend(painter: QPainter, prediction: Prediction, theme: Theme) -> None:
    """Write in the upper left corner what the classes' colours mean, and the units."""
    data = prediction.data
    painter.save()
    painter.setFont(sized_font(painter.font(), TICK_PIXELS))
    metrics = painter.fontMetrics()
    at = QPointF(MARGIN, MARGIN + metrics.ascent())
    parts = [
        (color, "●", f" {name}")
        for color, name in zip(CLASSES, data.classes, strict=False)
    ]
    if (data.scale != 1).any():
        parts.append((theme.dim, "", "standardised"))
    for color, sign, text in parts:
        for ink, part in ((QColor(color), sign), (theme.color("dim"), text)):
            painter.setPen(ink)
            painter.drawText(at, part)
            at += QPointF(metrics.horizontalAdvance(part), 0)
        at += QPointF(GAP, 0)
    painter.restore()


def _paint_stems(painter: QPainter, spots: Array) -> None:
    painter.setPen(QPen(QColor(WALKER), STEM))
    row = qt_points(spots)
    painter.drawLines(row[:])


def _paint_dots(
    painter: QPainter, spots: Array, colors: list[QColor], theme: Theme
) -> None:
    """Draw a dot with an edge for each example."""
    painter.setPen(QPen(theme.color("panel"), EDGE))
    for (x, y), color in zip(spots.tolist(), colors, strict=True):
        painter.setBrush(color)
        painter.drawEllipse(QPointF(x, y), DOT, DOT)


def _paint_chosen(painter: QPainter, spots: Array, theme: Theme) -> None:
    """Draw a ring around the one example, and its residual."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("accent"), 2.0))
    begin, end = (QPointF(*spot) for spot in spots.reshape(-1, 2).tolist())
    painter.drawLine(begin, end)
    painter.drawEllipse(begin, CHOSEN, CHOSEN)
