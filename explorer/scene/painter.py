"""The scene without OpenGL: a painter's algorithm with QPainter, also for vectors.

The surfaces are drawn first, and then, in the order of the scene, what of the rest
they do not hide; what the scene has before them and is not solid is drawn under them.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QBrush, QColor, QPainter, QPen, QRadialGradient

from explorer.scene.camera import Camera
from explorer.scene.hiding import Parts, Sight, parts
from explorer.scene.lines import rgba
from explorer.scene.painted_arrows import paint_arrows
from explorer.scene.painted_relief import paint_reliefs
from explorer.scene.painted_sheet import paint_sheet
from explorer.scene.qt_points import qt_points
from explorer.scene.shapes import Arrows, Pass, Relief, Scene, Segments, Shape, Strokes
from explorer.theme import Theme
from models.snapshots import Array

GLEAM = QPointF(-0.3, -0.5)  # of a ball, in radii from its middle
BALL_LIGHT = (0.0, 1.07, 0.5), (0.18, 1.07, 0.12), (0.35, 1.07, 0.0), (1.0, 0.68, 0.0)


def paint_scene(
    painter: QPainter,
    scene: Scene,
    camera: Camera,
    theme: Theme,
    is_fine: bool = False,
) -> None:
    """Draw every shape, without text, in pixels of the layout.

    Args:
        painter: of a widget, an image, or a vector picture.
        scene: what is drawn.
        camera: fitted to the size of the picture.
        theme: gives the background.
        is_fine: anti-aliased, as vector pictures are to be.
    """
    painter.save()
    painter.fillRect(QRectF(0, 0, camera.width, camera.height), theme.color("panel"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    under, reliefs, over = _in_order(scene)
    nothing, sight = Sight((), camera), Sight(reliefs, camera)
    for shape in under:
        _paint(painter, shape, nothing)
    if reliefs:
        paint_reliefs(painter, reliefs, camera, is_fine)
    for shape in over:
        _paint(painter, shape, sight)
    painter.restore()


def _in_order(
    scene: Scene,
) -> tuple[Sequence[Shape], tuple[Relief, ...], Sequence[Shape]]:
    """Return what is drawn before the surfaces, the surfaces, and what after."""
    shapes = list(scene.values())
    reliefs = tuple(shape for shape in shapes if isinstance(shape, Relief))
    first = shapes.index(reliefs[0]) if reliefs else 0
    under = [shape for shape in shapes[:first] if not _is_solid(shape)]
    over = [s for s in shapes if s not in under and not isinstance(s, Relief)]
    return under, reliefs, over


def _is_solid(shape: Shape) -> bool:
    if isinstance(shape, Strokes):
        return any(each.is_solid for each in shape.passes)
    return isinstance(shape, Arrows)


def _paint(painter: QPainter, shape: Shape, sight: Sight) -> None:
    if isinstance(shape, Strokes):
        for each in shape.passes:
            _paint_pass(painter, shape.segments, each, sight)
    elif isinstance(shape, Arrows):
        paint_arrows(painter, shape, sight)
    elif not isinstance(shape, Relief):
        paint_sheet(painter, shape, sight)


def _paint_pass(
    painter: QPainter, segments: Segments, each: Pass, sight: Sight
) -> None:
    if each.is_hidden_shown:
        sight = Sight((), sight.camera)
    seen = parts(segments, sight, each.nearer)
    colors: Array = segments.colors.astype(np.float64)
    if each.tint is not None:
        colors[:, :3] = rgba(each.tint)[:3]
    colors = colors[seen.index]
    colors[:, 3] *= each.opacity * seen.seen
    widths = segments.widths[seen.index].astype(np.float64) + each.widen
    if each.is_ball:
        _paint_balls(painter, sight.camera.project(seen.begins), widths, colors)
    else:
        _paint_lines(painter, seen, sight.camera, widths, colors)


def _paint_lines(
    painter: QPainter, seen: Parts, camera: Camera, widths: Array, colors: Array
) -> None:
    """Draw lines in turn, neighbours that look the same at once.

    A line without a length is a disc, by its round ends.
    """
    ends = qt_points(camera.project(np.stack([seen.begins, seen.ends], axis=1)))
    looks = np.column_stack([np.round(255 * colors), widths])
    is_new = np.any(np.diff(looks, axis=0, prepend=np.nan) != 0, axis=1)
    starts = np.flatnonzero(is_new).tolist()
    for first, stop in pairwise([*starts, len(looks)]):
        if colors[first, 3] > 0:
            pen = QPen(QColor.fromRgbF(*colors[first].tolist()), widths[first])
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLines(ends[2 * first : 2 * stop])


def _paint_balls(
    painter: QPainter, middles: Array, widths: Array, colors: Array
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for (x, y), width, color in zip(middles, widths, colors, strict=True):
        middle, radius = QPointF(x, y), width / 2
        painter.setBrush(_ball(middle, radius, color))
        painter.drawEllipse(middle, radius, radius)


def _ball(middle: QPointF, radius: float, color: Array) -> QBrush:
    """Return the light on a ball, about as the shader of lines has it."""
    gleam = middle + radius * GLEAM
    gradient = QRadialGradient(middle, radius, gleam)
    for place, light, gloss in BALL_LIGHT:
        red, green, blue = (light * color[:3] + gloss).clip(0, 1).tolist()
        gradient.setColorAt(place, QColor.fromRgbF(red, green, blue, color[3]))
    return QBrush(gradient)
