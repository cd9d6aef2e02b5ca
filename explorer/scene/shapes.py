"""What a scene is made of: shapes that every renderer can draw. No OpenGL here.

A scene is a sequence of named shapes, in the order in which they are drawn; a shape is
never changed, so that a renderer knows by identity what it has drawn before. Places
are in the scene: x and y from -1 to 1, heights from 0 to `box.HEIGHT`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from models.snapshots import Array

Float32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """The loss surface: lit, coloured by loss, with contour and grid lines."""

    axis_x: Array  # (R,)
    axis_y: Array  # (R,)
    heights: Array  # (R, R); nan is a hole
    colors: Array  # (R, R) places in the table, from 0 to 1
    table: NDArray[np.uint8]  # (256, 4), low losses first; only QPainter takes alpha
    contours: tuple[float, float]  # lines per unit of `colors`, number of that at 0
    grid: tuple[float, float, float, float]  # lines per x, number at x = 0; for y too
    has_contours: bool = True
    has_grid: bool = True
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight lines; one whose ends coincide is a disc."""

    begins: Float32  # (S, 3)
    ends: Float32  # (S, 3)
    widths: Float32  # (S,) in pixels of the layout
    colors: Float32  # (S, 4) from 0 to 1, not premultiplied


@dataclass(frozen=True, slots=True)
class Pass:
    """One of the ways in which the same lines are drawn over one another."""

    widen: float = 0.0  # pixels
    tint: QColor | None = None  # instead of the lines' own colours
    opacity: float = 1.0
    nearer: float = 0.004
    is_hidden_shown: bool = False  # also where something is in front
    is_solid: bool = True  # hides what is behind
    is_ball: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Lines, drawn once for each of their passes."""

    segments: Segments
    passes: tuple[Pass, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Arrows:
    """Lit arrows with a dark outline, in front of everything or lying in the scene."""

    tails: Float32  # (K, 3)
    vectors: Float32  # (K, 3)
    colors: Float32  # (K, 4)
    size: float = 1.0  # of shaft and head, against the arrows at the walker
    is_in_front: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A translucent patch of one colour: a tangent plane, a local quadratic."""

    points: Float32  # (V, 3)
    triangles: NDArray[np.uint32]  # (T, 3)
    color: tuple[float, float, float, float]  # not premultiplied


Shape = Relief | Strokes | Arrows | Sheet
Scene = Mapping[str, Shape]


def rgba(color: QColor, alpha: float = 1.0) -> tuple[float, float, float, float]:
    """Return `color` as shapes want it."""
    return color.redF(), color.greenF(), color.blueF(), alpha
