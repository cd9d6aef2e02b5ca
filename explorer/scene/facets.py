"""A surface cut into the cells of its grid, with the pieces of line on each of them.

Nothing here depends on where the surface is seen from. R points a side, C cells.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import contourpy
import numpy as np
from numpy.typing import NDArray

from explorer.scene.picking import HeightField
from explorer.scene.shapes import Relief
from explorer.scene.surface import with_line_tones
from models.snapshots import Array

FIFTH = 5  # of the contours one is strong
GRID, THIN, STRONG = range(3)  # the kinds of line
WHITE = 255
Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Straight pieces of the lines on a surface, each within one cell."""

    ends: Array  # (M, 2, 3)
    cells: Index  # (M,)
    tones: NDArray[np.uint8]  # (M,) grey levels of the ink
    kinds: Index  # (M,)


@dataclass(frozen=True, slots=True, eq=False)
class Facets:
    """The cells of a surface; those of a hole are among them, and drawn by nobody."""

    corners: Array  # (R, R, 3)
    normals: Array  # (R, R, 3) upwards, not of length 1
    colors: NDArray[np.uint8]  # (C, 4) unlit
    is_whole: NDArray[np.bool_]  # (C,)
    pieces: Pieces


@lru_cache(maxsize=4)
def thinned(relief: Relief, most: int = 61) -> Relief:
    """Return `relief` with at most `most` points a side, the same on the whole."""
    if len(relief.axis_x) <= most and len(relief.axis_y) <= most:
        return relief
    axis_x = _fewer(relief.axis_x, most)
    axis_y = _fewer(relief.axis_y, most)
    places = np.stack(np.meshgrid(axis_x, axis_y, indexing="ij"), axis=-1)

    def between(values: Array) -> Array:
        return HeightField(relief.axis_x, relief.axis_y, values).height(places)

    return replace(
        relief,
        axis_x=axis_x,
        axis_y=axis_y,
        heights=between(relief.heights),
        colors=between(relief.colors),
    )


def _fewer(axis: Array, most: int) -> Array:
    return np.linspace(axis[0], axis[-1], min(most, len(axis)))


@lru_cache(maxsize=4)
def facets(relief: Relief) -> Facets:
    """Return the cells of `relief` and the lines on them."""
    ground = np.meshgrid(relief.axis_x, relief.axis_y, indexing="ij")
    corners = np.stack([*ground, relief.heights], axis=-1)
    slope_x = slopes(relief.heights, relief.axis_x)
    slope_y = slopes(relief.heights.T, relief.axis_y).T
    normals = np.stack([-slope_x, -slope_y, np.ones_like(slope_x)], axis=-1)
    values = cell_corners(relief.colors).mean(axis=-1)
    is_whole = np.isfinite(cell_corners(relief.heights).sum(axis=-1) + values)
    place = np.nan_to_num(255 * values).clip(0, 255).round().astype(np.intp)
    pieces = _pieces(relief, is_whole)
    return Facets(corners, normals, relief.table[place], is_whole, pieces)


def slopes(heights: Array, axis: Array) -> Array:
    """Return the slopes (R, R) along the first axis; one-sided where it ends."""
    gap = np.full((1, heights.shape[1]), np.nan)
    rise = np.concatenate([gap, np.diff(heights, axis=0), gap])
    rise /= axis[1] - axis[0]
    before, after = rise[:-1], rise[1:]
    both = np.where(np.isnan(before), after, before)
    return np.nan_to_num((both + np.where(np.isnan(after), both, after)) / 2)


def cell_corners(values: Array) -> Array:
    """Return `values` (R, R, ...) at the corners, in turn, of the cells: (C, 4)."""
    around = values[:-1, :-1], values[1:, :-1], values[1:, 1:], values[:-1, 1:]
    stacked = np.stack(around, axis=2)
    return stacked.reshape(-1, *stacked.shape[2:])


def _pieces(relief: Relief, is_whole: NDArray[np.bool_]) -> Pieces:
    """Return the pieces of all lines on whole cells."""
    drawn = [_Lines.none()]
    if relief.has_contours:
        drawn.append(_contours(relief))
    if relief.has_grid:
        drawn += [_grid_lines(relief, axis) for axis in (0, 1)]
    spots = np.concatenate([lines.spots for lines in drawn])
    tones = np.concatenate([lines.tones for lines in drawn])
    kinds = np.concatenate([lines.kinds for lines in drawn])
    sides = np.array(relief.heights.shape) - 1
    across, along = np.minimum(spots.mean(axis=1).astype(np.intp), sides - 1).T
    cells = across * sides[1] + along
    kept = is_whole[cells]
    return Pieces(
        ends=_places(relief, spots[kept]),
        cells=cells[kept],
        tones=tones[kept],
        kinds=kinds[kept],
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Pieces of line in units of the grid."""

    spots: Array  # (M, 2, 2) both ends, by the indices of the points around them
    tones: NDArray[np.uint8]  # (M,)
    kinds: Index  # (M,)

    @classmethod
    def none(cls) -> "_Lines":
        return cls(np.zeros((0, 2, 2)), np.zeros(0, np.uint8), np.zeros(0, np.intp))


def _contours(relief: Relief) -> _Lines:
    """Return the contours; contourpy bends them at the edges of the cells only."""
    per_unit, first = relief.contours
    known = np.isfinite(relief.heights) & np.isfinite(relief.colors)
    numbers = np.ma.array(relief.colors * per_unit + first, mask=~known)
    if not known.any():
        return _Lines.none()
    source = contourpy.contour_generator(
        z=numbers, line_type=contourpy.LineType.ChunkCombinedOffset, corner_mask=False
    )
    low, high = int(np.ceil(numbers.min())), int(np.floor(numbers.max()))
    found = [(n, _straight(source, n)) for n in range(low, high + 1)]
    spots = np.concatenate([np.zeros((0, 2, 2)), *(pieces for _, pieces in found)])
    counts = [len(pieces) for _, pieces in found]
    levels = np.repeat(np.arange(low, high + 1), counts)
    place = (255 * (levels - first) / per_unit).clip(0, 255).round().astype(np.intp)
    tones = with_line_tones(relief.table)[place, 3]
    kinds = np.where(levels % FIFTH == 0, STRONG, THIN)
    return _Lines(spots, tones, kinds)


def _straight(source: contourpy.ContourGenerator, level: int) -> Array:
    """Return the pieces (M, 2, 2) of the lines at `level`, x before y."""
    points, offsets = (chunks[0] for chunks in source.lines(level))
    if points is None or offsets is None:
        return np.zeros((0, 2, 2))
    pieces = np.stack([points[:-1], points[1:]], axis=1)
    return np.delete(pieces, offsets[1:-1].astype(np.intp) - 1, axis=0)[..., ::-1]


def _grid_lines(relief: Relief, axis: int) -> _Lines:
    """Return the lines of the grid at whole numbers along `axis`."""
    per_unit, first = relief.grid[2 * axis : 2 * axis + 2]
    places = (relief.axis_x, relief.axis_y)[axis]
    ends = places[[0, -1]] * per_unit + first
    numbers = np.arange(np.ceil(ends[0] - 1e-9), np.floor(ends[1] + 1e-9) + 1)
    across = ((numbers - first) / per_unit - places[0]) / (places[1] - places[0])
    steps = np.arange(relief.heights.shape[1 - axis])
    spots = np.empty((len(across), len(steps) - 1, 2, 2))
    spots[..., axis] = across[:, None, None].clip(0, len(places) - 1)
    spots[..., 0, 1 - axis], spots[..., 1, 1 - axis] = steps[:-1], steps[1:]
    count = spots.shape[0] * spots.shape[1]
    tones, kinds = np.full(count, WHITE, np.uint8), np.full(count, GRID)
    return _Lines(spots.reshape(-1, 2, 2), tones, kinds)


def _places(relief: Relief, spots: Array) -> Array:
    """Return the places (M, 2, 3) on the surface of ends of lines.

    Heights are taken within the cell of each piece, as the next may be a hole.
    """
    first = np.array([relief.axis_x[0], relief.axis_y[0]])
    steps = np.array([np.diff(axis[:2])[0] for axis in (relief.axis_x, relief.axis_y)])
    flat = first + spots * steps
    inside = 0.999 * flat + 0.001 * flat.mean(axis=1, keepdims=True)
    field = HeightField(relief.axis_x, relief.axis_y, relief.heights)
    return np.concatenate([flat, field.height(inside)[..., None]], axis=-1)
