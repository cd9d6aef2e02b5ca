"""Lines, discs and balls drawn by QPainter: what of them is not hidden."""

from itertools import pairwise

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QBrush, QColor, QPainter, QPen, QRadialGradient

from explorer.scene.hiding import Cover, Parts, parts
from explorer.scene.qt_points import qt_points
from explorer.scene.shapes import Pass, Segments, rgba
from models.snapshots import Array

GLEAM = QPointF(-0.3, -0.5)  # of a ball, in radii from its middle
BALL_LIGHT = (0.0, 1.07, 0.5), (0.18, 1.07, 0.12), (0.35, 1.07, 0.0), (1.0, 0.68, 0.0)


def paint_pass(painter: QPainter, segments: Segments, each: Pass, sight: Cover) -> None:
    """Draw lines in turn, neighbours that look the same at once."""
    if each.is_hidden_shown:
        sight = Cover((), sight.camera)
    seen = parts(segments, sight, each.nearer)
    looks = _looks(segments, each, seen)
    places = sight.camera.project(np.stack([seen.begins, seen.ends], axis=1))
    ends = qt_points(places)
    is_new = (np.diff(looks, axis=0, prepend=np.nan) != 0).any(axis=1)
    for first, stop in pairwise([*np.flatnonzero(is_new).tolist(), len(looks)]):
        red, green, blue, alpha, width, is_disc = looks[first].tolist()
        color = QColor.fromRgbF(red, green, blue, alpha)
        if not alpha:
            continue
        if is_disc:
            middles = places[2 * first : 2 * stop : 2]
            _paint_discs(painter, middles, width / 2, color, each.is_ball)
        else:
            pen = QPen(color, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLines(ends[2 * first : 2 * stop])


def _looks(segments: Segments, each: Pass, seen: Parts) -> Array:
    """Return colour, width and whether it is a disc (M, 6) of what is seen."""
    looks = np.empty((len(seen.index), 6))
    looks[:, :4] = segments.colors[seen.index].clip(0, 1)
    if each.tint is not None:
        looks[:, :3] = rgba(each.tint)[:3]
    looks[:, 3] *= each.opacity * seen.seen
    looks[:, :4] = np.round(255 * looks[:, :4]) / 255
    looks[:, 4] = segments.widths[seen.index] + each.widen
    looks[:, 5] = (seen.begins == seen.ends).all(axis=1)
    return looks


def _paint_discs(
    painter: QPainter, middles: Array, radius: float, color: QColor, is_ball: bool
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for x, y in middles.tolist():
        middle = QPointF(x, y)
        painter.setBrush(_ball(middle, radius, color) if is_ball else color)
        painter.drawEllipse(middle, radius, radius)


def _ball(middle: QPointF, radius: float, color: QColor) -> QBrush:
    """Return the light on a ball, about as the shader of lines has it."""
    gradient = QRadialGradient(middle, radius, middle + radius * GLEAM)
    own = np.array(rgba(color)[:3])
    for place, light, gloss in BALL_LIGHT:
        red, green, blue = (light * own + gloss).clip(0, 1).tolist()
        gradient.setColorAt(place, QColor.fromRgbF(red, green, blue, color.alphaF()))
    return QBrush(gradient)
