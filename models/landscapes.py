"""Surfaces: the loss over a plane of parameter space, coarse first."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from models.objectives import Objective, even
from models.snapshots import Plane, Surface, frozen
from models.spread import Spread

BLOCK = 2**19  # losses computed between two places where a surface may be given up


def grid_sides(resolution: int) -> list[int]:
    """Return the sides of the grids on the way to `resolution`: 9, 17, 33 and on."""
    return [s for s in (9, 17, 33, 65, 129) if 1.5 * s < resolution] + [resolution]


def measure(
    objective: Objective, plane: Plane, side: int, spread: Spread = map
) -> Iterator[Surface | None]:
    """Yield None between blocks of the grid, and then the surface."""
    axis_x, axis_y = (
        np.linspace(middle - plane.extent, middle + plane.extent, side)
        for middle in plane.centre
    )
    x, y = (grid.ravel() for grid in np.meshgrid(axis_x, axis_y, indexing="ij"))
    rows = even(side * side, BLOCK // objective.samples)
    blocks = [slice(k, k + rows) for k in range(0, side * side, rows)]
    basis = [
        torch.tensor(part, dtype=objective.dtype)
        for part in (plane.origin, plane.direction_x, plane.direction_y)
    ]

    def mean_losses(block: slice) -> Tensor:
        at_x, at_y = (
            torch.tensor(part[block, None], dtype=objective.dtype) for part in (x, y)
        )
        theta = basis[0] + at_x * basis[1] + at_y * basis[2]
        return objective.losses(theta).mean(1)

    means: list[Tensor] = []
    for mean in spread(mean_losses, blocks):
        means.append(mean)
        yield None
    loss = torch.cat(means).view(side, side)
    yield Surface(plane, frozen(axis_x), frozen(axis_y), frozen(loss.numpy()))


def explained(objective: Objective, surface: Surface) -> Surface:
    """Return `surface` with what can be found on it."""
    return surface


def part_of(surface: Surface, samples: object) -> Surface:
    """Stub."""
    return surface
