"""The frame of the box: floor grid, walls behind the surface, marks and numbers."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike
from PyQt6.QtGui import QColor

from explorer.scene.box import FLOOR, HEIGHT, Box
from explorer.scene.camera import Camera
from explorer.scene.shapes import Float32, Pass, Segments, Strokes, rgba
from explorer.scene.ticks import axis_ticks
from explorer.theme import Theme
from models.scales import tick_texts
from models.snapshots import Array

GROUND = (-1, -1), (-1, 1), (1, -1), (1, 1)  # the corners of the floor
MARK = 0.035  # length of a tick, in the scene
FAINT, CLEAR = 0.45, 0.95  # opacity of the grid and of the frame
THIN, STRONG = 1.0, 1.3  # pixels


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """A labelled edge of the box."""

    places: Array  # (K, 3) of the ticks
    texts: tuple[str, ...]  # (K,)
    outward: Array  # (3,) away from the box
    begin: Array  # (3,) the ends of the edge
    end: Array  # (3,)


def near_corner(camera: Camera) -> tuple[int, int]:
    """Return the signs of x and y at the corner where the labelled edges meet.

    It is the nearest one, unless it is also the leftmost, as it may be when a side of
    the box is in front: the numbers of the losses are there, so the next is taken.
    """
    x, y, _ = camera.direction
    near = (1 if x > 1e-9 else -1), (1 if y > 1e-9 else -1)
    if near != left_corner(camera):
        return near
    return (-near[0], near[1]) if abs(x) < abs(y) else (near[0], -near[1])


def left_corner(camera: Camera) -> tuple[int, int]:
    """Return the signs of x and y at the leftmost corner of the floor."""
    pixels = camera.project([(x, y, FLOOR) for x, y in GROUND])
    return GROUND[int(np.argmin(pixels[:, 0]))]


@lru_cache(maxsize=4)
def axes(box: Box, camera: Camera) -> tuple[Axis, Axis, Axis]:
    """Return the x and y axes on the nearest edges of the floor, and the loss axis.

    The loss axis is on the leftmost upright edge, where nothing can be behind it.
    """
    near = near_corner(camera)
    if camera.elevation < 0:  # from below, the far edges have nothing behind them
        near = -near[0], -near[1]
    flat = _floor_axis(box, 0, near), _floor_axis(box, 1, near)
    return *flat, _loss_axis(box, camera)


def _floor_axis(box: Box, axis: int, near: tuple[int, int]) -> Axis:
    ticks = axis_ticks(box, axis)
    across = 1 - axis
    places = np.zeros((len(ticks) + 2, 3))
    spots = (np.array(ticks) - box.centre[axis]) / box.extents[axis]
    places[:, axis] = [*spots, -1, 1]
    places[:, across] = near[across]
    places[:, 2] = FLOOR
    outward = np.zeros(3)
    outward[across] = near[across]
    texts = tick_texts(ticks)
    return Axis(places[:-2], texts, outward, places[-2], places[-1])


def _loss_axis(box: Box, camera: Camera) -> Axis:
    corner = np.array([*left_corner(camera), FLOOR])
    ticks = box.scale.ticks()
    places = np.tile(corner, (len(ticks) + 1, 1))
    places[:-1, 2] = HEIGHT * box.scale.unit(np.array(ticks))
    places[-1, 2] = HEIGHT
    left: Array = -camera.rotation[0]
    texts = tick_texts(ticks)
    return Axis(places[:-1], texts, left, corner, places[-1])


def frame(box: Box, camera: Camera, theme: Theme) -> Strokes:
    """Return the lines of the frame as seen from `camera`."""
    drawing = _Drawing(theme.color("grid"))
    labelled = axes(box, camera)
    across, along, up = labelled
    _draw_floor(drawing, across.places[:, 0], along.places[:, 1])
    _draw_walls(drawing, near_corner(camera), up.places[:, 2])
    for axis in labelled:
        tips = axis.places + MARK * axis.outward
        for place, tip in zip(axis.places, tips, strict=True):
            drawing.line(place, tip, CLEAR, STRONG)
    return Strokes(drawing.segments(), (Pass(nearer=0.0, is_solid=False),))


class _Drawing:
    """Collects lines of one colour."""

    def __init__(self, color: QColor) -> None:
        self._color = color
        self._ends: list[tuple[ArrayLike, ArrayLike]] = []
        self._styles: list[tuple[float, float]] = []

    def line(
        self, begin: ArrayLike, end: ArrayLike, opacity: float, width: float
    ) -> None:
        self._ends.append((begin, end))
        self._styles.append((opacity, width))

    def segments(self) -> Segments:
        ends = np.array(self._ends, np.float32)
        styles = np.array(self._styles, np.float32)
        colors = np.tile(np.array(rgba(self._color), np.float32), (len(ends), 1))
        colors[:, 3] = styles[:, 0]
        begins: Float32 = ends[:, 0]
        return Segments(begins, ends[:, 1], styles[:, 1], colors)


def _draw_floor(drawing: _Drawing, ticks_x: Array, ticks_y: Array) -> None:
    for x in ticks_x:
        drawing.line((x, -1, FLOOR), (x, 1, FLOOR), FAINT, THIN)
    for y in ticks_y:
        drawing.line((-1, y, FLOOR), (1, y, FLOOR), FAINT, THIN)
    for side in (-1, 1):
        drawing.line((side, -1, FLOOR), (side, 1, FLOOR), CLEAR, STRONG)
        drawing.line((-1, side, FLOOR), (1, side, FLOOR), CLEAR, STRONG)


def _draw_walls(drawing: _Drawing, near: tuple[int, int], heights: Array) -> None:
    """Draw the two walls farthest from the camera, ruled at the ticks of the loss."""
    far_x, far_y = -near[0], -near[1]
    corners = (near[0], far_y), (far_x, far_y), (far_x, near[1])
    for x, y in corners:
        drawing.line((x, y, FLOOR), (x, y, HEIGHT), CLEAR, STRONG)
    rules = [(height, FAINT, THIN) for height in heights]
    for z, opacity, width in [*rules, (HEIGHT, CLEAR, STRONG)]:
        for (x, y), (to_x, to_y) in pairwise(corners):
            drawing.line((x, y, z), (to_x, to_y, z), opacity, width)
