"""Surfaces: the loss over a plane of parameter space, coarse first."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from models.creases import find_creases
from models.landmarks import find_marks
from models.language import tr
from models.objectives import Objective, even
from models.penalties import penalty_lines
from models.slices import losses_on
from models.snapshots import Plane, Surface, frozen
from models.spread import Spread

BLOCK = 2**20  # losses computed between two places where a surface may be given up
KEPT = 2**24  # losses of samples, beyond which they are not kept with the surface


def explained(objective: Objective, surface: Surface) -> Iterator[Surface | None]:
    """Yield `surface` with its marks, its creases and what is to say of them.

    Before it comes None, where it may be given up.

    The objective is in double precision, as points are made exact to its rounding.
    """
    creases, note = find_creases(objective, surface)
    yield None
    marks = yield from find_marks(objective, surface)
    yield replace(surface, marks=marks, creases=creases, note=note)


def part_of(
    objective: Objective, surface: Surface, samples: NDArray[np.intp]
) -> Surface:
    """Return the surface of the loss of some samples, from the kept table.

    Marks and creases are of all the data, so they are left out.
    """
    if surface.table is None:
        raise ValueError(tr("this surface has no losses of single samples"))
    with np.errstate(invalid="ignore", over="ignore"):
        loss = objective.total(surface.table[..., samples].astype(np.float64))
    whole = surface.loss if surface.whole is None else surface.whole
    return replace(
        surface, loss=frozen(loss), whole=whole, marks=(), creases=None, note=""
    )


def grid_sides(resolution: int) -> list[int]:
    """Return the sides of the grids on the way to `resolution`: 9, 17, 33 and on."""
    return [s for s in (9, 17, 33, 65, 129) if 1.5 * s < resolution] + [resolution]


def measure(
    objective: Objective,
    plane: Plane,
    side: int,
    spread: Spread = map,
    most_kept: int = KEPT,
) -> Iterator[Surface | None]:
    """Yield None between tiles of the grid, and then the surface.

    The losses of single samples are kept with it, unless they are more than
    `most_kept`.
    """
    axes = [
        np.linspace(middle - plane.extent, middle + plane.extent, side)
        for middle in plane.centre
    ]
    x, y, *basis = (
        torch.tensor(part, dtype=objective.dtype)
        for part in (*axes, plane.origin, plane.direction_x, plane.direction_y)
    )
    losses_at = losses_on(objective, torch.stack(basis))
    loss = np.empty((side, side))
    size = side, side, objective.samples
    table = np.empty(size, np.float32) if math.prod(size) <= most_kept else None

    def fill(tile: tuple[slice, slice]) -> None:
        start = tile[0].start
        for losses in losses_at(x[tile[0]], y[tile[1]]):
            here = slice(start, start + len(losses)), tile[1]
            loss[here] = objective.total(losses).numpy()
            if table is not None:
                torch.from_numpy(table[here]).copy_(losses)
            start += len(losses)

    for _ in spread(fill, tiles(side, BLOCK // objective.samples)):
        yield None
    for array in (loss,) if table is None else (loss, table):
        array.setflags(write=False)
    lines = penalty_lines(objective, plane)
    yield Surface(plane, frozen(axes[0]), frozen(axes[1]), loss, table, penalty=lines)


def tiles(side: int, points: int) -> list[tuple[slice, slice]]:
    """Return the parts of a square grid, each of about `points` points, as squares."""
    width = even(side, math.isqrt(points))
    height = even(side, points // width)
    return [
        (slice(i, i + height), slice(j, j + width))
        for i in range(0, side, height)
        for j in range(0, side, width)
    ]
