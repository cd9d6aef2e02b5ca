"""Surfaces drawn by QPainter: their cells from far to near, each with its lines.

Cells are drawn in rings around the eye, counted over the ground: a ray from the eye
goes through the rings in turn, and through each but once. So a ring is drawn as a
whole, its cells and then the lines on them.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from heapq import merge
from itertools import groupby
from operator import itemgetter

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from explorer.scene.camera import Camera
from explorer.scene.qt_points import Points, qt_points
from explorer.scene.seen_facets import THICK, Drawn, Group, cells_and_lines
from explorer.scene.shapes import Relief
from explorer.scene.surface import LINE, STRONG_LINE


def paint_reliefs(
    painter: QPainter, reliefs: Sequence[Relief], camera: Camera, is_fine: bool
) -> None:
    """Draw surfaces, which may go through one another, in pixels of the layout.

    Cells are anti-aliased where `is_fine` and nothing is translucent, as they overlap
    then; the lines on them always are.
    """
    is_fine = is_fine and all(relief.opacity == 1 for relief in reliefs)
    seen = [cells_and_lines(relief, reliefs, camera, is_fine) for relief in reliefs]
    cells = _together([cells for cells, _ in seen])
    lines = _together([lines for _, lines in seen])
    corners, ends = qt_points(cells.points), qt_points(lines.points)
    groups = merge(cells.groups(is_line=False), lines.groups(is_line=True))
    for is_line, alike in groupby(groups, key=itemgetter(1)):
        smooth = QPainter.RenderHint.Antialiasing
        painter.setRenderHint(smooth, is_line or is_fine)
        if is_line:
            _paint_lines(painter, alike, ends)
        else:
            _paint_cells(painter, alike, corners)


def _paint_cells(painter: QPainter, groups: Iterable[Group], corners: Points) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for _, _, paint, first, stop in groups:
        painter.setBrush(QColor.fromRgba(paint))
        for cell in range(4 * first, 4 * stop, 4):
            painter.drawConvexPolygon(corners[cell : cell + 4])


def _paint_lines(painter: QPainter, groups: Iterable[Group], ends: Points) -> None:
    for _, _, paint, first, stop in groups:
        painter.setPen(_pen(paint))
        painter.drawLines(ends[2 * first : 2 * stop])


@lru_cache(maxsize=512)
def _pen(paint: int) -> QPen:
    pen = QPen(QColor.fromRgba(paint % THICK))
    pen.setWidthF(STRONG_LINE if paint >= THICK else LINE)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _together(drawn: list[Drawn]) -> Drawn:
    return Drawn(
        np.concatenate([each.points for each in drawn]),
        np.concatenate([each.paints for each in drawn]),
        np.concatenate([each.order for each in drawn]),
    ).sorted()
