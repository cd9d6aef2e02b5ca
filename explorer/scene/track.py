"""The paths of descents as lines in the box."""

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from explorer.scene.box import HEIGHT, Box
from explorer.scene.shapes import Float32, Pass, Segments, Strokes, rgba
from explorer.scene.strokes import discs, joined
from explorer.theme import OTHERS, WALKER, Theme
from models.snapshots import Path

WIDTH = 3.2
DOT = 5.6  # a step
FINEST = 0.003  # in the scene, about a pixel: what is shorter is drawn with the next
APART = 0.06  # in the scene: steps nearer to each other than this get no dots
FADED = 0.45  # how much of its colour the oldest step keeps
RING = (13.0, 7.0)  # outer and inner diameter of the start
EDGE = 1 + 1e-5  # the edge itself is inside
HIDDEN = 0.5  # opacity of what is behind the surface
HALO = 2.6  # pixels
LOWEST = np.array([-EDGE, -EDGE, -EDGE])  # what is below the box lies on its bottom
HIGHEST = np.array([EDGE, EDGE, HEIGHT * EDGE])


def tracks(lines: tuple[Segments, ...], theme: Theme) -> Strokes:
    """Return paths, the later over the earlier, seen faintly behind the surface."""
    halo = theme.color("halo")
    passes = (
        Pass(opacity=HIDDEN, is_hidden_shown=True, is_solid=False),
        Pass(widen=HALO, tint=halo, nearer=0.009, is_solid=False),
        Pass(nearer=0.009),
    )
    return Strokes(joined(lines), passes)


def starts(paths: tuple[Path, ...], box: Box, theme: Theme) -> Strokes:
    """Return rings at the first steps that are in the square."""
    halo, rings = theme.color("halo"), []
    for path, color in zip(paths, path_colors(), strict=False):
        xy = path.xy[:1]
        places = box.place(xy, path.losses[:1])[box.holds(xy)]
        rings.append(discs(places, RING, (color, halo)))
    passes = (
        Pass(widen=HALO, tint=halo, nearer=0.03, is_solid=False),
        Pass(nearer=0.03),
    )
    return Strokes(joined(rings[::-1]), passes)


def path_colors() -> Iterator[QColor]:
    """Yield the colour of the walker, and then those of the other paths."""
    yield QColor(WALKER)
    yield from itertools.cycle(map(QColor, OTHERS))


def path_segments(path: Path, box: Box, color: QColor, faded: QColor) -> Segments:
    """Return the part of `path` inside the box, older steps nearer to `faded`.

    The colours are opaque, as translucent joints would show as beads.
    """
    places = box.place_freely(path.xy, path.losses)
    places[:, 2] = np.maximum(places[:, 2], 0)
    is_seen = is_coarse(places)
    ages, places = np.linspace(0, 1, len(places))[is_seen], places[is_seen]
    begins, ends, index = clip_segments(places)
    is_inside = box.holds(path.xy[is_seen]) & (places[:, 2] <= HIGHEST[2])
    dots = np.flatnonzero(is_inside & is_apart(places))
    age = np.concatenate([ages[index + 1], ages[dots]])[:, None]
    strength = FADED + (1 - FADED) * age
    colors = strength * np.array(rgba(color)) + (1 - strength) * np.array(rgba(faded))
    return Segments(
        begins=np.concatenate([begins, places[dots]]),
        ends=np.concatenate([ends, places[dots]]),
        widths=np.repeat([WIDTH, DOT], [len(begins), len(dots)]).astype(np.float32),
        colors=colors.astype(np.float32),
    )


def is_coarse(places: Float32) -> NDArray[np.bool_]:
    """Return which of `places` (T, 3) to draw: the ends, and some along the way."""
    with np.errstate(all="ignore"):
        squares = np.square(np.diff(places, axis=0))
        lengths = np.sqrt(squares[:, 0] + squares[:, 1] + squares[:, 2])
        bins = np.cumsum(np.fmin(lengths, 1)) // FINEST  # one that is far off is 1
    coarse = np.ones(len(places), np.bool_)
    coarse[1:-1] = np.diff(bins, prepend=0)[:-1] > 0
    return coarse


def is_apart(places: Float32) -> NDArray[np.bool_]:
    """Return which of `places` (T, 3) are far from the ones before and after."""
    with np.errstate(all="ignore"):
        lengths = np.linalg.norm(np.diff(places, axis=0), axis=1)
    padded = np.concatenate([[np.inf], lengths, [np.inf]])
    apart: NDArray[np.bool_] = np.fmin(padded[1:], padded[:-1]) > APART
    return apart


def clip_segments(places: Float32) -> tuple[Float32, Float32, NDArray[np.intp]]:
    """Return the parts inside the box of the line through `places`.

    Args:
        places: (T, 3); not finite where a descent has diverged.

    Returns:
        Begins and ends (S, 3), and which segment each is a part of, (S,).
    """
    with np.errstate(all="ignore"):
        begins, way = places[:-1], np.diff(places, axis=0)
        one, other = (LOWEST - begins) / way, (HIGHEST - begins) / way
        entry = np.fmin(one, other).max(axis=1).clip(0, None)
        leave = np.fmax(one, other).min(axis=1).clip(None, 1)
        index = np.flatnonzero((entry < leave) & np.isfinite(way).all(axis=1))
    begins, way = begins[index], way[index]
    entry, leave = entry[index, None], leave[index, None]
    cut = begins + entry * way, begins + leave * way
    return cut[0].astype(np.float32), cut[1].astype(np.float32), index
