"""What of the scene the surface hides: rays to the eye, without the GPU.

K places; `sight` is how much of a place is seen, 1 where nothing is in front of it.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.scene.camera import Camera
from explorer.scene.picking import HeightField
from explorer.scene.shapes import Relief, Segments
from models.snapshots import Array

MOST_SAMPLES = 96  # along a ray
MOST_PIECES = 200  # of one segment
HALVINGS = 5  # to find where a line gets hidden
PROBE = 1e-3  # in the scene: a step towards the eye


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """The surfaces that hide things, and where they are seen from."""

    reliefs: tuple[Relief, ...]
    camera: Camera

    @property
    def spacing(self) -> float:
        """How far apart places are, at most, between which nothing gets hidden."""
        steps = [relief.axis_x[1] - relief.axis_x[0] for relief in self.reliefs]
        return float(min(steps, default=np.inf))

    def of(self, places: Array, nearer: float = 0.0) -> Array:
        """Return how much is seen (K,) of `places` (K, 3).

        Args:
            places: in the scene.
            nearer: how much towards the eye they are taken to be, in units of the
                depth on the screen.
        """
        seen = np.ones(len(places))
        if not len(places):
            return seen
        near = self._nearer(np.asarray(places, np.float64), nearer)
        for relief in self.reliefs:
            hidden = _are_behind(relief, near, self.camera.eye)
            seen[hidden] *= 1 - relief.opacity
        return seen

    def _nearer(self, places: Array, nearer: float) -> Array:
        way = self.camera.eye - places
        way /= np.linalg.norm(way, axis=1, keepdims=True)
        change = (self._depth(places) - self._depth(places + PROBE * way)) / PROBE
        return places + way * (nearer / change)[:, None]

    def _depth(self, places: Array) -> Array:
        matrix = self.camera.matrix
        clip = places @ matrix[2:, :3].T + matrix[2:, 3]
        return np.asarray(clip[:, 0] / clip[:, 1])

    def change(self, begins: Array, ends: Array, nearer: float) -> Array:
        """Return where between `begins` and `ends` (K, 3) the sight changes, (K,)."""
        low, high = np.zeros(len(begins)), np.ones(len(begins))
        before = self.of(begins, nearer)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            there = begins + middle[:, None] * (ends - begins)
            is_same = self.of(there, nearer) == before
            low, high = np.where(is_same, middle, low), np.where(is_same, high, middle)
        return (low + high) / 2


def _are_behind(relief: Relief, places: Array, eye: Array) -> NDArray[np.bool_]:
    """Return which of `places` (K, 3) have `relief` between them and `eye`.

    Each ray is looked at about once a cell: hidden is what is on one side of the
    surface at one of these points, and on the other at another.
    """
    heights = relief.heights
    behind = np.zeros(len(places), np.bool_)
    if np.isnan(heights).all():
        return behind
    low = np.array([relief.axis_x[0], relief.axis_y[0], np.nanmin(heights) - PROBE])
    high = np.array([relief.axis_x[-1], relief.axis_y[-1], np.nanmax(heights) + PROBE])
    way = eye - places
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - places) / way, (high - places) / way
    first = np.fmin(one, other).max(axis=1).clip(0, 1)
    last = np.fmax(one, other).min(axis=1).clip(0, 1)
    index = np.flatnonzero(first < last)
    if not len(index):
        return behind
    start = places[index] + first[index, None] * way[index]
    run = (last - first)[index, None] * way[index]
    cells = np.abs(run[:, :2]).max() / (relief.axis_x[1] - relief.axis_x[0])
    times = np.linspace(0, 1, min(int(1.5 * cells) + 3, MOST_SAMPLES))
    points = start + times[:, None, None] * run
    field = HeightField(relief.axis_x, relief.axis_y, heights)
    above = points[..., 2] - field.height(points)
    behind[index] = (above > 0).any(axis=0) & (above < 0).any(axis=0)
    return behind


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Parts of segments, each seen as well at all its places."""

    index: NDArray[np.intp]  # (M,) of the segment
    begins: Array  # (M, 3)
    ends: Array  # (M, 3)
    seen: Array  # (M,)


@lru_cache(maxsize=2)  # for passes that differ in their looks only
def parts(segments: Segments, sight: Cover, nearer: float) -> Parts:
    """Return the parts of `segments`, in their order, cut where the sight changes."""
    begins = segments.begins.astype(np.float64)
    way = segments.ends - begins
    length = np.linalg.norm(way, axis=1)
    counts = np.ceil(length / sight.spacing).clip(1, MOST_PIECES).astype(np.intp)
    index = np.repeat(np.arange(len(begins)), counts)
    first = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    times = np.stack([first, first + 1], axis=1) / counts[index, None]
    places = begins[index, None] + times[..., None] * way[index, None]
    seen = sight.of(places.reshape(-1, 3), nearer).reshape(-1, 2)
    mixed = np.flatnonzero(seen[:, 0] != seen[:, 1])
    where = sight.change(places[mixed, 0], places[mixed, 1], nearer)
    cuts = times[:, 1].copy()
    cuts[mixed] = times[mixed, 0] + where * (times[mixed, 1] - times[mixed, 0])
    bounds = np.stack([times[:, 0], cuts, cuts, times[:, 1]], axis=1).reshape(-1, 2)
    kept = bounds[:, 0] < bounds[:, 1]
    return _joined(segments, index.repeat(2)[kept], bounds[kept], seen.ravel()[kept])


def _joined(
    segments: Segments, index: NDArray[np.intp], bounds: Array, seen: Array
) -> Parts:
    """Return neighbouring pieces of a segment that are seen as well as one part."""
    is_new = np.ones(len(index), np.bool_)
    is_new[1:] = (index[1:] != index[:-1]) | (seen[1:] != seen[:-1])
    is_last = np.ones(len(index), np.bool_)
    is_last[:-1] = is_new[1:]
    start, stop = np.flatnonzero(is_new), np.flatnonzero(is_last)
    index = index[start]
    begins = segments.begins[index].astype(np.float64)
    way = segments.ends[index] - begins
    return Parts(
        index=index,
        begins=begins + bounds[start, :1] * way,
        ends=begins + bounds[stop, 1:] * way,
        seen=seen[start],
    )
