"""The path of a descent as lines in the box."""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from explorer.scene.box import Box
from explorer.scene.buffers import Float32
from explorer.scene.lines import Segments, rgba
from models.snapshots import Path

WIDTH = 3.2
DOT = 5.6  # a step
APART = 0.06  # in the scene: steps nearer to each other than this get no dots
FADED = 0.45  # how much of its colour the oldest step keeps
RING = (13.0, 7.0)  # outer and inner diameter of the start
EDGE = 1 + 1e-5  # the edge itself is inside


def path_segments(path: Path, box: Box, color: QColor, faded: QColor) -> Segments:
    """Return the part of `path` inside the box, older steps nearer to `faded`.

    The colours are opaque, as translucent joints would show as beads.
    """
    places = box.place(path.xy, path.losses)
    ages = np.linspace(0, 1, len(places))
    begins, ends, index = clip_segments(places)
    dots = np.flatnonzero(box.holds(path.xy) & is_apart(places))
    age = np.concatenate([ages[index + 1], ages[dots]])[:, None]
    strength = FADED + (1 - FADED) * age
    colors = strength * np.array(rgba(color)) + (1 - strength) * np.array(rgba(faded))
    return Segments(
        begins=np.concatenate([begins, places[dots]]),
        ends=np.concatenate([ends, places[dots]]),
        widths=np.repeat([WIDTH, DOT], [len(begins), len(dots)]).astype(np.float32),
        colors=colors.astype(np.float32),
    )


def is_apart(places: Float32) -> NDArray[np.bool_]:
    """Return which of `places` (T, 3) are far from the ones before and after."""
    with np.errstate(all="ignore"):
        lengths = np.linalg.norm(np.diff(places, axis=0), axis=1)
    padded = np.concatenate([[np.inf], lengths, [np.inf]])
    apart: NDArray[np.bool_] = np.fmin(padded[1:], padded[:-1]) > APART
    return apart


def discs(
    place: Float32, widths: tuple[float, ...], colors: tuple[QColor, ...]
) -> Segments:
    """Return discs around one `place` (1, 3), the later ones over the earlier."""
    places = place.repeat(len(widths), axis=0)
    painted = np.array([rgba(color) for color in colors], np.float32)
    return Segments(places, places, np.array(widths, np.float32), painted)


def clip_segments(places: Float32) -> tuple[Float32, Float32, NDArray[np.intp]]:
    """Return the parts between -1 and 1, in x and y, of the line through `places`.

    Args:
        places: (T, 3); not finite where a descent has diverged.

    Returns:
        Begins and ends (S, 3), and which segment each is a part of, (S,).
    """
    with np.errstate(all="ignore"):
        begins, way = places[:-1], np.diff(places, axis=0)
        one = (-EDGE - begins[:, :2]) / way[:, :2]
        other = (EDGE - begins[:, :2]) / way[:, :2]
        entry = np.fmin(one, other).max(axis=1).clip(0, None)
        leave = np.fmax(one, other).min(axis=1).clip(None, 1)
        index = np.flatnonzero((entry < leave) & np.isfinite(way).all(axis=1))
    begins, way = begins[index], way[index]
    ends = begins + leave[index, None] * way
    return begins + entry[index, None] * way, ends, index
