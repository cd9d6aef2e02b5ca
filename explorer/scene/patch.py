"""What the gradient promises around the walker, and what gradient and curvature do."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from explorer.scene.box import HEIGHT, Box
from explorer.scene.shapes import Float32, Pass, Scene, Sheet, Strokes, rgba
from explorer.scene.strokes import joined, line
from explorer.scene.surface import grid_triangles
from explorer.scene.track import clip_segments
from explorer.theme import QUADRATIC, TANGENT, Theme
from models.snapshots import Array, Ground

SIDE = 33  # points along each side
OPACITY, HIDDEN = 0.42, 0.35
BORDER, AXIS = 1.6, 2.0  # pixels


@dataclass(frozen=True, slots=True, eq=False)
class Promise:
    """The loss around a point by its first derivatives, or by its second as well."""

    ground: Ground
    box: Box
    radius: float  # of the patch, in extents
    is_curved: bool

    def places(self, xy: Array) -> Float32:
        """Return where points `xy` (..., 2) of the plane are, above the box as well."""
        away = xy - self.ground.xy
        losses = self.ground.height + away @ self.ground.gradient
        if self.is_curved:
            losses = losses + 0.5 * ((away @ self.ground.hessian) * away).sum(axis=-1)
        return self.box.place_freely(xy, losses)

    @property
    def is_known(self) -> bool:
        """Whether the derivatives are numbers, and the point is in the square."""
        parts = self.ground.gradient, self.ground.hessian, self.ground.height
        is_finite = all(np.isfinite(part).all() for part in parts)
        return bool(self.box.holds(self.ground.xy)) and is_finite


def tangent(ground: Ground, box: Box, radius: float) -> Scene:
    """Return the tangent plane with its border."""
    return _shapes(Promise(ground, box, radius, is_curved=False), "tangent", TANGENT)


def quadratic(ground: Ground, box: Box, radius: float, theme: Theme) -> Scene:
    """Return the local quadratic with its border and its eigen-axes."""
    promise = Promise(ground, box, radius, is_curved=True)
    shapes = _shapes(promise, "quadratic", QUADRATIC)
    if not shapes:
        return shapes
    _, axes = np.linalg.eigh(ground.hessian)
    reach = radius * box.extent * np.linspace(-1, 1, 2 * SIDE)[:, None]
    color = rgba(theme.color("text"))
    lines = [_visible(promise.places(ground.xy + reach * axis)) for axis in axes.T]
    segments = joined([line(points, AXIS, color) for points in lines])
    halo = Pass(widen=2.0, tint=theme.color("halo"), nearer=0.008, is_solid=False)
    return {**shapes, "eigen-axes": Strokes(segments, (halo, Pass(nearer=0.008)))}


def _shapes(promise: Promise, name: str, color: str) -> Scene:
    if not promise.is_known:
        return {}
    ground, box = promise.ground, promise.box
    reach = promise.radius * box.extent
    low = np.maximum(ground.xy - reach, np.subtract(box.centre, box.extent))
    high = np.minimum(ground.xy + reach, np.add(box.centre, box.extent))
    steps = np.linspace(low, high, SIDE)
    grid = np.stack(np.meshgrid(*steps.T, indexing="ij"), axis=-1)
    corners = promise.places(grid).reshape(-1, 3)[grid_triangles(SIDE, SIDE)]
    points = between(corners.reshape(-1, 3, 3))
    if not len(points):
        return {}
    triangles = np.arange(3 * len(points), dtype=np.uint32).reshape(-1, 3)
    sheet = Sheet(points.reshape(-1, 3), triangles, rgba(QColor(color), OPACITY))
    sides = grid[0], grid[:, -1], grid[-1, ::-1], grid[::-1, 0]
    around = _visible(promise.places(np.concatenate(sides)))
    passes = (
        Pass(opacity=HIDDEN, is_hidden_shown=True, is_solid=False),
        Pass(nearer=0.006, is_solid=False),
    )
    border = Strokes(line(around, BORDER, rgba(QColor(color))), passes)
    return {name: sheet, f"{name} border": border}


def _visible(places: Float32) -> Float32:
    """Return the parts inside the box of a line, with nan between them."""
    begins, ends, _ = clip_segments(places)
    gaps = np.full_like(begins, np.nan)
    parts: Float32 = np.stack([begins, ends, gaps], axis=1).reshape(-1, 3)
    return parts


def between(triangles: Float32) -> Float32:
    """Return the parts of `triangles` (T, 3, 3) between bottom and top of the box."""
    under = _below(triangles, HEIGHT)
    turned = under * np.array([1, 1, -1], np.float32)
    return _below(turned, 0.0) * np.array([1, 1, -1], np.float32)


def _below(triangles: Float32, top: float) -> Float32:
    """Return the parts of `triangles` that are not higher than `top`."""
    is_low = triangles[..., 2] <= top
    count = is_low.sum(axis=1)
    one, two = triangles[count == 1], triangles[count == 2]
    one = _turned(one, is_low[count == 1].argmax(axis=1))
    two = _turned(two, is_low[count == 2].argmin(axis=1))
    tip = one[:, 0], _crossing(one, 1, top), _crossing(one, 2, top)
    left, right = _crossing(two, 1, top), _crossing(two, 2, top)
    parts = [tip, (two[:, 1], two[:, 2], right), (two[:, 1], right, left)]
    cut = [np.stack(part, axis=1) for part in parts]
    return np.concatenate([triangles[count == 3], *cut]).astype(np.float32)


def _turned(triangles: Float32, first: NDArray[np.intp]) -> Float32:
    """Return `triangles` with the corner number `first` (T,) in front."""
    order = (first[:, None] + np.arange(3)) % 3
    turned: Float32 = np.take_along_axis(triangles, order[..., None], axis=1)
    return turned


def _crossing(triangles: Float32, corner: int, top: float) -> Float32:
    """Return where the edge from the first corner to another has the height `top`."""
    begin, end = triangles[:, 0], triangles[:, corner]
    share = (top - begin[:, 2]) / (end[:, 2] - begin[:, 2])
    crossing: Float32 = begin + share[:, None] * (end - begin)
    return crossing
