"""Where a slice has kinks: lines on which a unit switches, and where it is dead."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import compress

import contourpy
import numpy as np
import torch
from torch import Tensor

from models.language import tr, trn
from models.networks import cells, split_layers
from models.objectives import ROOM, NetworkObjective, Objective, even
from models.snapshots import Array, Plane, Surface, frozen

DRAWN = 64  # lines of single samples, at most
LOOKED_AT = 2**25  # weighted sums computed to count the lines


def find_creases(objective: Objective, surface: Surface) -> tuple[Array | None, str]:
    """Return lines (C, 2), nan between them, and what there is besides, in a sentence.

    A line is where the weighted sum of a unit with a kink is 0 for one sample. The
    border of the region in which a ReLU is dead, 0 or less for all samples, is always
    among them.
    Lines are counted on a grid, which is coarser for many samples: one that only cuts
    off a corner of a cell may be missed.
    """
    if not isinstance(objective, NetworkObjective):
        return None, ""
    if not any(bend.has_kink for bend in objective.bends):
        return None, ""
    plane, (axis_x, axis_y) = surface.plane, _axes(objective, surface)
    switches, highest = _scan(objective, plane, axis_x, axis_y)
    highest = list(compress(highest, _mortal(objective)))
    borders = [field for field in highest if field.min() <= 0 < field.max()]
    lines = [_zero_lines(axis_x, axis_y, field) for field in borders]
    count = int(switches.sum())
    if 0 < count <= DRAWN:
        fine = surface.axis_x, surface.axis_y
        fields = _fields(objective, plane, *fine, switches)
        lines += [_zero_lines(*fine, field) for field in fields]
    lines = [line for line in lines if len(line)]
    whole = sum(bool(field.max() <= 0) for field in highest)
    return _joined(lines), _note(count, len(borders), whole)


def _mortal(objective: NetworkObjective) -> list[bool]:
    """Return of each unit with a kink whether it can die."""
    hidden = zip(objective.bends, objective.shape.sizes[1:-1], strict=True)
    return [
        bend.can_die for bend, units in hidden if bend.has_kink for _ in range(units)
    ]


def _axes(objective: NetworkObjective, surface: Surface) -> tuple[Array, Array]:
    """Return axes of the surface's square, coarse enough to be gone through quickly."""
    points = LOOKED_AT // (objective.samples * cells(objective.shape))
    side = min(len(surface.axis_x), max(9, math.isqrt(points)))
    first, second = (
        np.linspace(axis[0], axis[-1], side)
        for axis in (surface.axis_x, surface.axis_y)
    )
    return first, second


def _scan(
    objective: NetworkObjective, plane: Plane, axis_x: Array, axis_y: Array
) -> tuple[Tensor, list[Array]]:
    """Return which units switch (U, N) on a grid, and their highest sums (R, R)."""
    lows, highs, tops = [], [], []
    single = objective.cast(torch.float32)
    for sums in _sums(single, plane, axis_x, axis_y):  # (K, U, N)
        lows.append(sums.amin(0))
        highs.append(sums.amax(0))
        tops.append(sums.amax(2))
    low, high = torch.stack(lows).amin(0), torch.stack(highs).amax(0)
    fields = torch.cat(tops).T.reshape(-1, len(axis_x), len(axis_y))
    return (low < 0) & (high > 0), list(fields.double().numpy())


def _fields(
    objective: NetworkObjective,
    plane: Plane,
    axis_x: Array,
    axis_y: Array,
    switches: Tensor,
) -> list[Array]:
    """Return the weighted sums (R, R) of the units and samples that switch (U, N)."""
    samples = switches.any(0).nonzero()[:, 0]
    few = replace(objective, inputs=objective.inputs[:, samples])
    which = switches[:, samples]
    parts = [sums[:, which] for sums in _sums(few, plane, axis_x, axis_y)]
    fields = torch.cat(parts).T.reshape(-1, len(axis_x), len(axis_y))
    return list(fields.numpy())


def _sums(
    objective: NetworkObjective, plane: Plane, axis_x: Array, axis_y: Array
) -> Iterator[Tensor]:
    """Yield the weighted sums (K, U, N) of all units with a kink, at K points each."""
    x, y = (grid.ravel() for grid in np.meshgrid(axis_x, axis_y, indexing="ij"))
    origin, along_x, along_y = (
        torch.tensor(part, dtype=objective.dtype)
        for part in (plane.origin, plane.direction_x, plane.direction_y)
    )
    at_x, at_y = (torch.tensor(part, dtype=objective.dtype)[:, None] for part in (x, y))
    rows = even(len(x), ROOM // (objective.inputs.shape[1] * cells(objective.shape)))
    for start in range(0, len(x), rows):
        chunk = slice(start, start + rows)
        theta = origin + at_x[chunk] * along_x + at_y[chunk] * along_y
        layers = split_layers(theta, objective.shape)
        values, parts = objective.inputs.expand(len(theta), -1, -1), []
        for (weights, biases), bend in zip(layers, objective.bends, strict=False):
            sums = torch.baddbmm(biases, weights.transpose(1, 2), values)
            if bend.has_kink:
                parts.append(sums.clone())
            values = bend.value(sums)
        yield torch.cat(parts, 1)


def _zero_lines(axis_x: Array, axis_y: Array, field: Array) -> Array:
    """Return where `field` (R, R) is 0: lines (C, 2), nan between them."""
    kind = contourpy.LineType.ChunkCombinedNan
    generator = contourpy.contour_generator(axis_x, axis_y, field.T, line_type=kind)
    (lines,) = generator.lines(0.0)[0]
    return np.empty((0, 2)) if lines is None else lines


def _joined(lines: list[Array]) -> Array | None:
    if not lines:
        return None
    gap = np.full((1, 2), np.nan)
    return frozen(np.concatenate([part for line in lines for part in (line, gap)][:-1]))


def _note(count: int, partly: int, wholly: int) -> str:
    """Return one sentence on what is drawn and what is not, and on dead units."""
    parts = []
    if count > DRAWN:
        besides = tr(", but for the borders of dead regions") if partly else ""
        parts.append(
            tr(
                "{count:,} kinks cross this slice: too many to draw{besides}",
                count=count,
                besides=besides,
            )
        )
    if partly:
        parts.append(tr("{partly} dead in part of it", partly=_units(partly)))
    if wholly:
        parts.append(tr("{wholly} dead in all of it", wholly=_units(wholly)))
    return "; ".join(parts)


def _units(count: int) -> str:
    return trn("{n} unit is", "{n} units are", count)
