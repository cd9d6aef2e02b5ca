"""Translucent patches drawn by QPainter, cut where the surface begins to hide them."""

from functools import lru_cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPainter

from explorer.scene.hiding import Cover
from explorer.scene.shapes import Sheet
from models.snapshots import Array

MOST = 60  # cuts of a triangle's side


def paint_sheet(painter: QPainter, sheet: Sheet, sight: Cover) -> None:
    """Draw what is seen of `sheet`, and the rest where the surface is translucent.

    Each is one path: its pieces share edges, which cannot be seen then.
    """
    corners, seen = _pieces(sheet, sight)
    is_seen = seen == 1
    painter.setPen(Qt.PenStyle.NoPen)
    red, green, blue, alpha = sheet.color
    for kept, share in ((is_seen, 1.0), (~is_seen, float(seen.min(initial=1)))):
        if share > 0 and kept.any():
            points, is_joined = _cut(corners, kept, is_seen, sight)
            color = QColor.fromRgbF(red, green, blue, alpha * share)
            x, y = sight.camera.project(points).T
            path = pg.arrayToQPath(x, y, connect=is_joined)
            path.setFillRule(Qt.FillRule.WindingFill)
            painter.fillPath(path, color)


def _pieces(sheet: Sheet, sight: Cover) -> tuple[Array, Array]:
    """Return small triangles (M, 3, 3), all turned one way, and their sight (M, 3)."""
    corners = sheet.points[sheet.triangles].astype(np.float64)
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=-1)
    cuts = int(np.ceil(sides.max(initial=0) / sight.spacing).clip(1, MOST))
    weights, triangles = _small_triangles(cuts)
    points = weights @ corners
    seen = sight.of(points.reshape(-1, 3)).reshape(points.shape[:2])
    small = points[:, triangles].reshape(-1, 3, 3)
    flat = sight.camera.project(small).reshape(-1, 3, 2)
    one, other = (flat[:, k] - flat[:, 0] for k in (1, 2))
    is_turned = one[:, 0] * other[:, 1] < one[:, 1] * other[:, 0]
    sights = seen[:, triangles].reshape(-1, 3)
    small[is_turned], sights[is_turned] = (
        small[is_turned, ::-1],
        sights[is_turned, ::-1],
    )
    return small, sights


@lru_cache(maxsize=8)
def _small_triangles(cuts: int) -> tuple[Array, NDArray[np.intp]]:
    """Return a triangle cut into cuts²: weights (V, 3) of its corners, triangles."""
    spots = [(i, j) for i in range(cuts + 1) for j in range(cuts + 1 - i)]
    number = {spot: k for k, spot in enumerate(spots)}
    found = []
    for i, j in spots:
        if i + j < cuts:
            found.append(((i, j), (i + 1, j), (i, j + 1)))
        if i + j < cuts - 1:
            found.append(((i + 1, j), (i + 1, j + 1), (i, j + 1)))
    weights = np.array([(i, j, cuts - i - j) for i, j in spots]) / cuts
    return weights, np.array([[number[spot] for spot in three] for three in found])


def _cut(
    corners: Array, kept: NDArray[np.bool_], is_seen: NDArray[np.bool_], sight: Cover
) -> tuple[Array, NDArray[np.bool_]]:
    """Return the parts of triangles (M, 3, 3) on the side of the `kept` corners.

    Returns:
        Points (K, 3) of polygons, and whether each is joined to the next, (K,).
    """
    after = np.roll(corners, -1, axis=1)
    is_mixed = is_seen != np.roll(is_seen, -1, axis=1)
    crossings = corners.copy()
    begins, ends = corners[is_mixed], after[is_mixed]
    where = sight.change(begins, ends, 0.0)
    crossings[is_mixed] = begins + where[:, None] * (ends - begins)
    outline = np.stack([corners, crossings], axis=2).reshape(-1, 6, 3)
    is_drawn = np.stack([kept, is_mixed], axis=2).reshape(-1, 6)
    counts = is_drawn.sum(axis=1)
    is_joined = np.ones(counts.sum(), np.bool_)
    is_joined[np.cumsum(counts)[counts > 0] - 1] = False
    return outline[is_drawn], is_joined
