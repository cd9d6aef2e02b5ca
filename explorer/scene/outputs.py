"""What a network says of two inputs, as surfaces over them: shapes of a scene.

One surface, or one of each of several classes. Examples stand at their targets.
"""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from explorer.scene.box import HEIGHT, Box
from explorer.scene.camera import Camera
from explorer.scene.floor import frame
from explorer.scene.shapes import Relief, Scene
from explorer.scene.ticks import grid_spacing
from explorer.theme import CLASSES, NEUTRAL, Theme, diverging_table
from models.fits import has_many, heights, levels, limits, said, targets
from models.scales import Scale, contour_spacing
from models.snapshots import Array, Prediction

EVERY = 3, 4  # of the grid's points, of one surface and of several: so it is quick
SEEN_THROUGH = 0.95  # opacity where there are several
FAINTEST = 0.35  # of a class's colour, where it is impossible
LIKELY = 0.2, 0.55  # the probabilities between which a class becomes solid,
CLEAR_TO_SOLID = 30, 255  # and its alpha there
SHADES = 12  # of the colours of examples


def box_of(prediction: Prediction) -> Box:
    """Return the box over the grid, as high as targets may be."""
    (x, half_x), (y, half_y) = (
        ((axis[0] + axis[-1]) / 2, (axis[-1] - axis[0]) / 2)
        for axis in (each.tolist() for each in prediction.axes)
    )
    scale = Scale(*limits(prediction.data, prediction.kind))
    return Box((x, y), half_x, scale, half_y)


def make_scene(
    prediction: Prediction, camera: Camera, theme: Theme, has_contours: bool
) -> Scene:
    """Return the box and the surfaces, in the order in which they are drawn."""
    box = box_of(prediction)
    surfaces = reliefs(prediction, box, has_contours)
    named = {f"relief {number}": each for number, each in enumerate(surfaces)}
    return {"frame": frame(box, camera, theme), **named}


def reliefs(prediction: Prediction, box: Box, has_contours: bool) -> tuple[Relief, ...]:
    """Return a surface for each of what is drawn; it ends where it leaves the box."""
    shape = tuple(map(len, prediction.axes))
    grids = heights(prediction.kind, prediction.walker.outputs).reshape(-1, *shape)
    every = EVERY[len(grids) > 1]
    axes = [axis[::every] for axis in prediction.axes]
    tables = _tables(prediction)
    colors = Scale(*levels(prediction.data, prediction.kind))
    found = []
    for grid, table in zip(grids[:, ::every, ::every], tables, strict=False):
        is_inside = (grid >= box.scale.low) & (grid <= box.scale.high)
        fractions = box.scale.unit(grid)
        found.append(
            Relief(
                axis_x=(axes[0] - box.centre[0]) / box.extents[0],
                axis_y=(axes[1] - box.centre[1]) / box.extents[1],
                heights=np.where(is_inside, HEIGHT * fractions, np.nan),
                colors=colors.unit(grid),
                table=table,
                contours=contour_spacing(colors),
                grid=grid_spacing(box),
                has_contours=has_contours,
                has_grid=False,
                opacity=SEEN_THROUGH if len(grids) > 1 else 1.0,
            )
        )
    return tuple(found)


def places(prediction: Prediction, box: Box, rows: NDArray[np.intp]) -> Array:
    """Return where examples stand in the scene, (K, 3): at their targets."""
    xy = prediction.data.inputs[rows][:, list(prediction.inputs)]
    return np.asarray(box.place(xy, targets(prediction)[rows]), np.float64)


def ends(prediction: Prediction, box: Box, rows: NDArray[np.intp]) -> Array:
    """Return targets and what is said of those examples as places, (K, 2, 3)."""
    begins = places(prediction, box, rows)
    tips = begins.copy()
    tips[:, 2] = HEIGHT * box.scale.unit(said(prediction)[rows])
    return np.stack([begins, tips], 1)


def point_colors(prediction: Prediction, rows: NDArray[np.intp]) -> list[QColor]:
    """Return the colour of each example: of its class, or by its target."""
    data = prediction.data
    own = data.targets[rows, 0]
    if data.has_classes:
        palette = [QColor(name) for name in CLASSES]
        return [palette[number] for number in own.astype(np.intp).tolist()]
    table = diverging_table()[np.linspace(0, 255, SHADES).astype(np.intp)]
    palette = [QColor(*color) for color in table.tolist()]
    shares = Scale(*levels(data, prediction.kind)).unit(own)
    return [palette[k] for k in np.rint((SHADES - 1) * shares).astype(np.intp).tolist()]


def _tables(prediction: Prediction) -> list[NDArray[np.uint8]]:
    """Return the colours of each surface: of several, to that of its class.

    Those are faint where others are likelier: else each would hide the next.
    """
    if not has_many(prediction):
        return [diverging_table()]
    own = [np.array(QColor(name).getRgb()) for name in CLASSES]
    pale = np.array(QColor(NEUTRAL).getRgb())
    ends = [(pale + (each - pale) * FAINTEST, each) for each in own]
    tables = [
        np.linspace(*each, 256).round().astype(np.uint8)
        for each in ends[: len(prediction.data.classes)]
    ]
    for table in tables:
        table[:, 3] = np.interp(np.linspace(0, 1, 256), LIKELY, CLEAR_TO_SOLID)
    return tables
