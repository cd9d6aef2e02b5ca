"""The probability of all the data on a grid of models: a product that soon is 0."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from models.networks import cells
from models.objectives import NetworkObjective, even
from models.snapshots import Array, Plane, Product, frozen

SIDE, LEAST = 41, 11  # grid points, where there is little to compute, and much
WORK = 2**24  # numbers on their way through the network, in all
BLOCK = 2**20  # losses that are kept at once


@lru_cache(maxsize=2)
def product_on(
    objective: NetworkObjective, plane: Plane, scale: tuple[float, float]
) -> Product:
    """Return the product of p over all samples, and -log of it, on a grid of `plane`.

    It is multiplied as one would, sample by sample, in both precisions. With `scale`
    (a, c), -log p is a times the loss and c more.
    """
    bare = replace(objective, l1=0.0, l2=0.0)
    each = objective.samples * (cells(objective.shape) + 4)
    side = int(np.clip((WORK / each) ** 0.5, LEAST, SIDE))
    axis_x, axis_y = (
        np.linspace(middle - plane.extent, middle + plane.extent, side)
        for middle in plane.centre
    )
    x, y = (part.ravel() for part in np.meshgrid(axis_x, axis_y, indexing="ij"))
    thetas = (
        plane.origin + x[:, None] * plane.direction_x + y[:, None] * plane.direction_y
    )
    rows = even(len(thetas), BLOCK // objective.samples)
    parts = [
        multiplied(scale[0] * bare.losses(thetas[k : k + rows]) + scale[1])
        for k in range(0, len(thetas), rows)
    ]
    minus_log, double, single = (
        np.concatenate(part).reshape(side, side) for part in zip(*parts, strict=True)
    )
    single.setflags(write=False)
    lowest = np.where(np.isfinite(minus_log), minus_log, np.inf).argmin()
    best = divmod(int(lowest), side)
    return Product(
        frozen(axis_x), frozen(axis_y), frozen(minus_log), single, frozen(double), best
    )


def multiplied(minus_logs: Array) -> tuple[Array, ...]:
    """Return the sums (K,) of -log p (K, N), and the products of p in both kinds."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        chances = np.exp(-minus_logs)
        single = np.multiply.reduce(chances.astype(np.float32), 1)
        return minus_logs.sum(1), np.multiply.reduce(chances, 1), single
