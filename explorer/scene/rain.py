"""Rain: drops on the surface, and on the floor the basin that each start belongs to."""

import numpy as np
from PyQt6.QtGui import QColor

from explorer.scene.box import FLOOR, Box
from explorer.scene.shapes import Float32, Pass, Scene, Shape, Sheet, Strokes, rgba
from explorer.scene.strokes import discs
from explorer.theme import Theme, basin_color
from models.snapshots import Rain

DROP = 5.0, 3.4  # pixels: with its edge, and without
OPACITY = 0.75
CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
HALVES = np.array([[0, 1, 2], [0, 2, 3]])  # triangles of a square


def basins_on_floor(rain: Rain) -> Scene:
    """Return the square that each start stands for, in the colour of its basin."""
    side = rain.side
    shapes: dict[str, Shape] = {}
    for number in np.unique(rain.numbers):
        cells = np.argwhere(rain.numbers.reshape(side, side) == number)
        corners = (cells[:, None] + CORNERS).reshape(-1, 2) * (2 / side) - 1
        points = np.column_stack([corners, np.full(len(corners), FLOOR)])
        first = 4 * np.arange(len(cells))[:, None, None]
        triangles = (first + HALVES).reshape(-1, 3).astype(np.uint32)
        if (color := basin_color(int(number))) is not None:
            painted = rgba(QColor(color), OPACITY)
            shapes[f"basin {number}"] = Sheet(
                points.astype(np.float32), triangles, painted
            )
    return shapes


def drops(rain: Rain, box: Box, theme: Theme) -> Strokes:
    """Return the drops, where they are in the box."""
    is_inside = (np.abs(rain.xy - box.centre) <= box.extent).all(axis=1)
    is_inside &= np.isfinite(rain.losses)
    places: Float32 = box.place(rain.xy[is_inside], rain.losses[is_inside])
    colors = theme.color("halo"), QColor("#ffffff")
    return Strokes(discs(places, DROP, colors), (Pass(),))
