"""Segments made from points: lines, dashes and discs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from PyQt6.QtGui import QColor

from explorer.scene.shapes import Float32, Segments, rgba
from models.snapshots import Array

DASH = 0.022  # in the scene; the gap is as long


def line(places: Array | Float32, width: ArrayLike, color: ArrayLike) -> Segments:
    """Return the line through `places` (K, 3), broken where one is nan.

    Args:
        places: (K, 3).
        width: in pixels, one or (K,) from each place on.
        color: (4,), or (K, 4) from each place on.
    """
    points = np.asarray(places, np.float32)
    is_whole = np.asarray(np.isfinite(points).all(axis=1))
    kept = np.flatnonzero(is_whole[1:] & is_whole[:-1])
    widths = np.broadcast_to(np.asarray(width, np.float32), len(points))
    colors = np.broadcast_to(np.asarray(color, np.float32), (len(points), 4))
    return Segments(points[kept], points[kept + 1], widths[kept], colors[kept])


def joined(parts: Sequence[Segments]) -> Segments:
    """Return all segments of `parts` as one."""
    return Segments(
        begins=np.concatenate([part.begins for part in parts]),
        ends=np.concatenate([part.ends for part in parts]),
        widths=np.concatenate([part.widths for part in parts]),
        colors=np.concatenate([part.colors for part in parts]),
    )


def dashed(begin: ArrayLike, end: ArrayLike) -> Array:
    """Return a line broken into dashes, (K, 3) with nan between them."""
    first, way = np.asarray(begin, float), np.subtract(end, begin)
    count = max(1, round(float(np.linalg.norm(way)) / DASH / 2))
    starts = np.arange(count) / (count - 0.5)
    times = np.stack([starts, starts + 0.5 / (count - 0.5), np.full(count, np.nan)])
    places: Array = first + times.T.reshape(-1, 1) * way
    return places


def discs(
    places: Float32, widths: tuple[float, ...], colors: tuple[QColor, ...]
) -> Segments:
    """Return discs around each of `places` (K, 3), the later ones over the earlier."""
    centres = np.concatenate([places] * len(widths)).astype(np.float32)
    painted = np.array([rgba(color) for color in colors], np.float32)
    return Segments(
        begins=centres,
        ends=centres,
        widths=np.repeat(widths, len(places)).astype(np.float32),
        colors=painted.repeat(len(places), axis=0),
    )
