"""Rain: descents from all over the square at once, and where each of them ends."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.draws import batch_at
from models.objectives import Objective, make_objective
from models.optimizers import Here, make_optimizer, rate_at
from models.projections import project
from models.snapshots import DIVERGED, FLYING, Array, Basin, Plane, Rain, frozen
from models.specs import Spec
from models.training import CLIFF, TIMES

Numbers = NDArray[np.intp]

SIDE = 15  # starts along each side of the square
MOST, SHOWN = 2000, 20  # steps, and how many of them from one picture to the next
STILL = 1e-6  # of the way from the origin: so little of a step, and a drop has arrived
LEVEL = 0.01  # of the steepest that it met: and the slope under it no more than so
NEAR = 0.05  # of that way: so near to each other two drops are in one minimum
ALIKE = 1e-3  # of the loss: and so like in it
COLORED = 6  # minima that have a colour each, the lowest first
OTHER = COLORED  # the number of all the rest


def rain(spec: Spec, plane: Plane) -> Iterator[Rain]:
    """Yield how drops from a grid over the square of `plane` run, to the last.

    They follow the optimiser of `spec`, all of them the same batches.
    """
    objective, rule = make_objective(spec), make_optimizer(spec.optimizer)
    shares = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    x, y = np.meshgrid(
        *(c + plane.extent * shares for c in plane.centre), indexing="ij"
    )
    starts = np.stack([x.ravel(), y.ravel()], axis=1)
    ways = np.stack([plane.direction_x, plane.direction_y])
    thetas = plane.origin + starts @ ways
    memory, seen = rule.init(thetas), 0
    limits: Array | None = None
    places, steepest = np.full(len(thetas), FLYING), np.zeros(len(thetas))
    for index in range(MOST + 1):
        batch = batch_at(objective.samples, spec.batch, seen)
        losses, gradients = _slopes(objective, thetas, batch)
        limits = np.maximum(CLIFF, TIMES * losses) if limits is None else limits
        places[(places == FLYING) & ~(losses <= limits)] = DIVERGED
        is_last = index == MOST or not (places == FLYING).any()
        if index % SHOWN == 0 or is_last:
            yield _seen(plane, thetas, losses, places, index, is_last)
        if is_last:
            return
        here = Here(thetas, gradients, rate_at(spec.optimizer, index), _no_bend)
        with np.errstate(all="ignore"):
            change, memory = rule.update(here, memory)
        change[places != FLYING] = 0.0
        thetas = thetas + change
        sizes, lengths = (np.linalg.norm(v, axis=1) for v in (change, thetas))
        slopes = np.linalg.norm(gradients, axis=1)
        steepest = np.fmax(steepest, slopes)
        is_still = (sizes <= STILL * (1 + lengths)) & (slopes <= LEVEL * steepest)
        places[(places == FLYING) & is_still] = 0
        seen += objective.samples if batch is None else len(batch)


def _no_bend() -> Array:
    raise AssertionError("rules that need all second derivatives are refused")


@np.errstate(all="ignore")  # infinite where a drop diverges
def _slopes(
    objective: Objective, thetas: Array, batch: Numbers | None
) -> tuple[Array, Array]:
    losses, gradients = objective.losses_and_gradient(thetas, batch)
    return objective.total(losses), gradients


def _seen(
    plane: Plane,
    thetas: Array,
    losses: Array,
    places: Numbers,
    index: int,
    is_last: bool,
) -> Rain:
    """Return where the drops are in `plane`, and in which basins those that arrived."""
    basins, numbers = _basins(thetas, losses, places)
    xy, _ = project(plane, np.where(np.isfinite(thetas), thetas, 0.0))
    return Rain(
        SIDE,
        index,
        frozen(xy),
        frozen(losses),
        numbers,
        basins,
        plane.centre,
        plane.extent,
        is_last,
    )


def _basins(
    thetas: Array, losses: Array, places: Numbers
) -> tuple[tuple[Basin, ...], Numbers]:
    """Return the minima that were reached, the lowest first, and whose each drop is.

    Two drops are in one minimum if they are near each other and their losses alike.
    """
    numbers = np.where(places == DIVERGED, DIVERGED, FLYING)
    arrived = np.flatnonzero(places == 0)
    found: list[int] = []  # a drop in each minimum
    for drop in arrived[np.argsort(losses[arrived], kind="stable")]:
        size = NEAR * (1 + np.linalg.norm(thetas[drop]))
        near = (
            k
            for k, other in enumerate(found)
            if np.linalg.norm(thetas[other] - thetas[drop]) <= size
            and abs(losses[other] - losses[drop]) <= ALIKE * (1 + abs(losses[other]))
        )
        number = next(near, len(found))
        if number == len(found):
            found.append(int(drop))
        numbers[drop] = min(number, OTHER)
    counts = [int((numbers == k).sum()) for k in range(min(len(found), COLORED))]
    basins = [
        Basin(float(losses[drop]), n) for drop, n in zip(found, counts, strict=False)
    ]
    return tuple(basins), numbers
