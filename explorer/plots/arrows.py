"""Arrows in a plane: many of them are one curve with gaps, which draws fast."""

import numpy as np
import pyqtgraph as pg

from explorer.plots.excerpt import Excerpt
from explorer.plots.grids import slopes, steepness
from models.scales import Scale
from models.snapshots import Array, Surface

HEAD = 0.075  # of half of what is shown: the length of a head, at most
SLIM, SHAFT = 0.42, 0.11  # half the widths of head and shaft, of the head's length
SHARE = 0.5  # of a short arrow is its head
SIDE = 14  # arrows along each side of a field
FILLING = 0.8  # of its cell is an arrow of the field
LONG, LONGEST = 0.9, 2.0  # of that half: a true length where it is steep, and any
ALIKE = 0.22  # of that half: the length of arrows that are all alike
EDGE = "#1d2127"  # around arrows: they lie on every colour


def arrow_item(color: str, edge: str = EDGE) -> pg.PlotCurveItem:
    """Return an item for the outlines of arrows.

    Qt fills them, and draws lines one pixel wide, ten times as fast as wider lines.
    """
    return pg.PlotCurveItem(
        pen=pg.mkPen(edge, width=1),
        connect="finite",
        antialias=True,
        fillLevel="enclosed",
        brush=pg.mkBrush(color),
    )


def arrow_outlines(tails: Array, vectors: Array, head: float) -> tuple[Array, Array]:
    """Return x and y of arrows at `tails` (K, 2) along `vectors` (K, 2), nan between.

    Args:
        tails: where they begin.
        vectors: where to; one of length 0 is not drawn.
        head: the length of a head; shorter arrows have shorter ones.
    """
    lengths = np.linalg.norm(vectors, axis=1)
    seen = lengths > 0
    tails, vectors, lengths = tails[seen], vectors[seen], lengths[seen, None]
    ahead = vectors / lengths
    aside = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    size = np.minimum(head, SHARE * lengths)
    tips = tails + vectors
    necks, half, wide = tips - size * ahead, SHAFT * size * aside, SLIM * size * aside
    gap = np.full_like(tips, np.nan)
    left = tails + half, necks + half, necks + wide
    right = necks - wide, necks - half, tails - half
    corners = (*left, tips, *right, left[0], gap)
    x, y = np.stack(corners, axis=1).reshape(-1, 2).T
    return x, y


def field_arrows(
    surface: Surface, scale: Scale, excerpt: Excerpt, is_true_length: bool
) -> tuple[Array, Array]:
    """Return tails and vectors (K, 2) of arrows down the slopes of `surface`.

    There is none in a hole, nor where `scale` tells no slope. Each lies over the grid
    point that it is of; all are as long as there is room, or only the steepest.
    """
    shares = (np.arange(SIDE) + 0.5) / SIDE
    axes, index = (surface.axis_x, surface.axis_y), []
    for axis, (low, high) in zip(axes, excerpt.ends, strict=True):
        places = np.interp(low + shares * (high - low), axis, np.arange(len(axis)))
        index.append(np.unique(np.rint(places).astype(np.intp)))
    x, y = np.meshgrid(axes[0][index[0]], axes[1][index[1]], indexing="ij")
    points = np.stack([x, y], axis=-1).reshape(-1, 2)
    down = -slopes(surface)[np.ix_(*index)].reshape(-1, 2)
    size = np.linalg.norm(down, axis=1)
    extent = surface.plane.extent
    is_sloped = [np.isfinite(one) and not scale.is_level(one * extent) for one in size]
    seen = np.flatnonzero(is_sloped)
    points, down, size = points[seen], down[seen], size[seen, None]
    longest = FILLING * 2 * excerpt.half / SIDE
    vectors = longest * down / (size.max(initial=0) if is_true_length else size)
    return points - vectors / 2, vectors


def reach(slope: float, surface: Surface, scale: Scale, is_true_length: bool) -> float:
    """Return by what to multiply a gradient of length `slope` to draw it as an arrow.

    It is in halves of what is shown: arrows are all alike, or as long as their slopes,
    as in the scene. Where all is level it is 0.
    """
    if scale.is_level(slope * surface.plane.extent):
        return 0.0
    if is_true_length:
        return 1 / max(steepness(surface) / LONG, slope / LONGEST)
    return ALIKE / slope
