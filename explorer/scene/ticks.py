"""Round numbers along the edges of the box, and the lines that go with them."""

from explorer.scene.box import Box
from models.scales import round_numbers

FINE_LINES = 16  # grid lines wanted across the surface


def axis_ticks(box: Box, axis: int, most: int = 7) -> list[float]:
    """Return round plane coordinates along x (0) or y (1) that lie in the box."""
    middle, extent = box.centre[axis], box.extents[axis]
    return round_numbers(middle - extent, middle + extent, most)


def grid_spacing(box: Box) -> tuple[float, float, float, float]:
    """Return the lines of the surface's grid: per unit of x, number at 0; for y too.

    The ticks of the floor are among them.
    """
    spacing: list[float] = []
    for axis, extent in enumerate(box.extents):
        ticks = axis_ticks(box, axis)
        step = ticks[1] - ticks[0] if len(ticks) > 1 else extent
        steps = 2 * extent / step
        finer = max((1, 2, 4, 5), key=lambda n: -abs(n * steps - FINE_LINES))
        per_coordinate = finer / step
        spacing += [
            extent * per_coordinate,
            (box.centre[axis] - ticks[0]) * per_coordinate,
        ]
    return spacing[0], spacing[1], spacing[2], spacing[3]
