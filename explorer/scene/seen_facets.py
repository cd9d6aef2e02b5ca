"""The cells of a surface and the lines on them, as a camera sees them.

R points a side, C cells, K of anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.scene.camera import Camera
from explorer.scene.facets import (
    GRID,
    STRONG,
    WHITE,
    Facets,
    cell_corners,
    facets,
)
from explorer.scene.frame import LIGHT
from explorer.scene.picking import HeightField
from explorer.scene.shapes import Relief
from models.snapshots import Array

OVERLAP = 0.8  # pixels by which anti-aliased cells grow, to leave no seams
PLATEAU, CROWDED = 1e-4, 3.3  # contours per pixel, where they fade
INK_STEPS = 8  # in which contours fade, as each is a pen
# For the corners of a cell in turn, along x and y: the corner at the other end of the
# edge, and which end is their own.
ACROSS = (1, 0, 3, 2), np.array([-1, 1, 1, -1])
ALONG = (3, 2, 1, 0), np.array([-1, -1, 1, 1])
INKS = np.array([0.2, 0.42, 0.78])  # opacities of the kinds of line
THICK = 1 << 32  # in a paint: the thicker pen
Paints = NDArray[np.int64]
Group = tuple[float, bool, int, int, int]  # turn, is a line, paint, first, stop


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Cells or lines on the screen."""

    points: Array  # (K, 4 or 2, 2) pixels
    paints: Paints  # (K,) as of QRgb, and THICK
    order: Array  # (K,) the ring, greater is farther; nan is not drawn

    def sorted(self) -> "Drawn":
        """Return what is drawn from far to near, and in a ring by paints."""
        order = np.lexsort((self.paints, -self.order))
        order = order[: np.count_nonzero(~np.isnan(self.order))]
        return Drawn(self.points[order], self.paints[order], self.order[order])

    def groups(self, is_line: bool) -> Iterator[Group]:
        """Yield what looks the same in a ring: its place in turn, paint and bounds."""
        turns = -self.order
        is_new = np.diff(turns, prepend=np.nan) != 0
        is_new |= np.diff(self.paints, prepend=-1) != 0
        starts = np.flatnonzero(is_new)
        looks = turns[starts].tolist(), self.paints[starts].tolist()
        bounds = starts.tolist(), [*starts[1:].tolist(), len(turns)]
        for turn, paint, first, stop in zip(*looks, *bounds, strict=False):
            yield turn, is_line, paint, first, stop


def cells_and_lines(
    relief: Relief, reliefs: Sequence[Relief], camera: Camera, is_fine: bool
) -> tuple[Drawn, Drawn]:
    """Return the cells of `relief` and the lines on them as seen by `camera`."""
    cut = facets(relief)
    spots = camera.project(cut.corners).reshape((*cut.corners.shape[:2], 2))
    points = cell_corners(spots)
    order = np.where(cut.is_whole, _rings(relief, reliefs, camera), np.nan)
    is_alone, pieces = len(reliefs) == 1, cut.pieces
    turns = order - (is_alone & _is_facing(cut, camera))
    fade = np.where(pieces.kinds == GRID, 1.0, _fade(relief, points)[pieces.cells])
    opacity = relief.opacity * cut.colors[:, 3] / WHITE
    inks = INKS[pieces.kinds] * fade * opacity[pieces.cells]
    paints = _rgb(pieces.tones[:, None].repeat(3, axis=1), inks)
    lines = Drawn(
        camera.project(pieces.ends).reshape(-1, 2, 2),
        np.where(pieces.kinds == STRONG, paints + THICK, paints),
        np.where(inks > 0, turns[pieces.cells], np.nan),
    )
    light = cell_corners(lit(cut, camera)).mean(axis=1)
    colors = (cut.colors[:, :3] * light[:, None]).clip(0, WHITE).round()
    paints = _rgb(colors, opacity)
    if is_fine:
        points = _grown(points, *_from_eye(relief, camera))
    return Drawn(points, paints, order), lines


def lit(cut: Facets, camera: Camera) -> Array:
    """Return how bright (R, R) the surface is, as its shader has it."""
    normals = cut.normals
    is_away = (normals * (camera.eye - cut.corners)).sum(axis=-1) < 0
    facing = np.where(is_away[..., None], -normals, normals) @ camera.facing.T
    facing /= np.linalg.norm(facing, axis=-1, keepdims=True)
    sky = 0.5 + 0.5 * facing[..., 1]
    lamp = np.maximum(facing @ [LIGHT.x(), LIGHT.y(), LIGHT.z()], 0)
    return np.asarray(0.44 + 0.18 * sky + 0.5 * lamp)


def _from_eye(relief: Relief, camera: Camera) -> tuple[Array, Array]:
    """Return how many cells each cell is from the eye along x and y, (C,)."""
    away = []
    for axis, eye in zip((relief.axis_x, relief.axis_y), camera.eye, strict=False):
        own = np.round((eye - axis[0]) / (axis[1] - axis[0]) - 0.5)
        away.append(np.arange(len(axis) - 1) - own)
    across, along = np.meshgrid(*away, indexing="ij")
    return across.ravel(), along.ravel()


def _rings(relief: Relief, reliefs: Sequence[Relief], camera: Camera) -> Array:
    """Return which ring (C,) each cell is in, and in it farther surfaces outside."""
    across, along = np.abs(_from_eye(relief, camera))
    finest = min(each.axis_x[1] - each.axis_x[0] for each in reliefs)
    step = relief.axis_x[1] - relief.axis_x[0]
    ring = np.round((across + along) * step / finest)
    middles = cell_corners(facets(relief).corners).mean(axis=1)
    up = 1 if camera.elevation >= 0 else -1
    before = np.zeros(len(ring))
    for each in reliefs:
        if each is not relief:
            field = HeightField(each.axis_x, each.axis_y, each.heights)
            before += up * field.height(middles) < up * middles[:, 2]
    return np.asarray(ring * len(reliefs) - before)


def _is_facing(cut: Facets, camera: Camera) -> NDArray[np.bool_]:
    """Return which cells (C,) show the eye the side that it is on.

    Lines on them are drawn with the next ring, whose cells are not before them but
    would cover half of a line that runs along the edge.
    """
    normals, places = (
        cell_corners(values).mean(axis=1) for values in (cut.normals, cut.corners)
    )
    is_upper = (normals * (camera.eye - places)).sum(axis=-1) > 0
    return np.asarray(is_upper == (camera.elevation >= 0))


def _fade(relief: Relief, points: Array) -> Array:
    """Return how much of the contours' ink is left (C,): they fade where they crowd."""
    numbers = cell_corners(relief.colors) * relief.contours[0]
    values = np.concatenate([points, numbers[..., None]], axis=-1)  # (C, 4, 3)
    across = (values[:, 1] + values[:, 2] - values[:, 0] - values[:, 3]) / 2
    along = (values[:, 2] + values[:, 3] - values[:, 0] - values[:, 1]) / 2
    normal = np.cross(across, along)
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.abs(normal[:, :2]).sum(axis=1) / np.abs(normal[:, 2])
    fade = np.where(change > PLATEAU, 2 - CROWDED * change, 0)
    return np.asarray(np.round(fade.clip(0, 1) * INK_STEPS) / INK_STEPS)


def _grown(points: Array, across: Array, along: Array) -> Array:
    """Return cells (C, 4, 2) grown towards the eye, where the next ring covers them.

    So there are no seams, and no cell covers a line on another.
    """
    grown = points.copy()
    for (partners, sides), away in zip((ACROSS, ALONG), (across, along), strict=True):
        way = points - points[:, partners]
        length = np.linalg.norm(way, axis=-1, keepdims=True)
        is_near = sides * away[:, None] < 0
        grown += OVERLAP * is_near[..., None] * way / np.maximum(length, OVERLAP)
    return grown


def _rgb(colors: NDArray[np.number], opacity: Array) -> Paints:
    """Return `colors` (K, 3) up to 255 with `opacity` (K,) as of QRgb."""
    parts = np.column_stack([255 * opacity, colors]).round().astype(np.int64)
    return np.asarray(parts @ [1 << 24, 1 << 16, 1 << 8, 1])
