"""What weights cost, seen in a plane: lines on which it is the same."""

import contourpy
import numpy as np

from models.objectives import NetworkObjective, Objective
from models.scales import round_numbers
from models.snapshots import Array, Plane, frozen

SIDE, LINES = 61, 9  # points along each side that lines are found from; lines at most


def penalty_lines(objective: Objective, plane: Plane) -> Array | None:
    """Return lines (C, 2) of equal cost, nan between them; None where it is free.

    They are at round numbers. Those of λ₂ Σ w² are circles or ellipses, those of
    λ₁ Σ |w| have corners where a weight is 0.
    """
    if not isinstance(objective, NetworkObjective) or not objective.has_cost:
        return None
    axis_x, axis_y = (
        np.linspace(middle - plane.extent, middle + plane.extent, SIDE)
        for middle in plane.centre
    )
    along = plane.origin + axis_y[:, None] * plane.direction_y
    costs = np.array(
        [objective.whole_cost(along + x * plane.direction_x) for x in axis_x]
    )
    generator = contourpy.contour_generator(
        axis_x, axis_y, costs.T, line_type=contourpy.LineType.ChunkCombinedNan
    )
    levels = round_numbers(float(costs.min()), float(costs.max()), LINES)
    found = [generator.lines(level)[0][0] for level in levels]
    gap = np.full((1, 2), np.nan)
    parts = [part for line in found if line is not None for part in (line, gap)]
    return frozen(np.concatenate(parts)) if parts else None
