"""Arrows drawn by QPainter: the sides of their meshes that face the eye."""

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from explorer.scene.arrows import FEW_SIDES, OUTLINE, SIDES, arrow_meshes
from explorer.scene.frame import LIGHT
from explorer.scene.hiding import Cover
from explorer.scene.qt_points import qt_points
from explorer.scene.shapes import Arrows, Float32
from models.snapshots import Array

DARK = QColor.fromRgbF(0.03, 0.04, 0.05)
NEARER = 0.004  # as far as lines are, to lie on the surface and not in it
SEAM = 0.5  # pixels


def paint_arrows(painter: QPainter, arrows: Arrows, sight: Cover) -> None:
    """Draw the outlines of what is seen of `arrows`, and the arrows over them."""
    if not len(arrows.tails):
        return
    camera = sight.camera
    corners, normals, colors = _sides(arrows)
    middles = corners.mean(axis=1)
    way = camera.eye - middles
    kept = (normals * way).sum(axis=1) > 0
    if not arrows.is_in_front:
        kept &= sight.of(middles, NEARER) == 1
    index = np.flatnonzero(kept)
    distance = np.linalg.norm(way[index], axis=1)
    index = index[np.argsort(-distance)]
    points = qt_points(camera.project(corners[index]))
    paints = _lit(normals[index] @ camera.facing.T, colors[index])
    outline = QPen(DARK, 2 * OUTLINE)
    outline.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(outline)
    painter.setBrush(DARK)
    for first in range(0, len(points), 4):
        painter.drawConvexPolygon(points[first : first + 4])
    for first, paint in zip(range(0, len(points), 4), paints.tolist(), strict=True):
        color = QColor.fromRgbF(*paint)
        painter.setPen(QPen(color, SEAM))
        painter.setBrush(color)
        painter.drawConvexPolygon(points[first : first + 4])


def _sides(arrows: Arrows) -> tuple[Array, Array, Array]:
    """Return corners (K, 4, 3), normals (K, 3) and colours (K, 3) of flat sides."""
    points, normals, _ = arrow_meshes(arrows)
    sides = SIDES if arrows.is_in_front else FEW_SIDES
    corners = _between_rings(points, sides)
    facing = _between_rings(normals, sides).mean(axis=1)
    colors = np.repeat(arrows.colors[:, :3], len(corners) // len(points), axis=0)
    return corners, facing, colors.astype(np.float64)


def _between_rings(values: Float32, sides: int) -> Array:
    """Return `values` (K, V, 3) at the corners of the sides between pairs of rings."""
    rings = values.reshape(len(values), -1, 2, sides, 3)
    here, there = rings[:, :, 0], rings[:, :, 1]
    turned = np.roll(there, -1, axis=2), np.roll(here, -1, axis=2)
    return np.stack([here, there, *turned], axis=-2).reshape(-1, 4, 3).astype(float)


def _lit(facing: Array, colors: Array) -> Array:
    """Return `colors` (K, 3) as bright as the shader of arrows has them."""
    facing = facing / np.linalg.norm(facing, axis=1, keepdims=True)
    sky = 0.5 + 0.5 * facing[:, 1]
    lamp = np.maximum(facing @ [LIGHT.x(), LIGHT.y(), LIGHT.z()], 0)
    light = 0.52 + 0.16 * sky + 0.46 * lamp
    return np.asarray((colors * light[:, None]).clip(0, 1))
