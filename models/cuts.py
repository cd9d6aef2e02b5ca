"""Straight lines through parameter space, and the loss along them."""

import numpy as np

from models.objectives import Objective, costs_of
from models.projections import project
from models.snapshots import Array, Cut, Plane, frozen

POINTS = 201


@np.errstate(invalid="ignore")  # a slope may be infinite where the loss is not
def cut_at(
    objective: Objective,
    plane: Plane,
    theta: Array,
    along: Array,
    low: float,
    high: float,
    at: float,
    name: str,
) -> Cut:
    """Return the loss at theta + t along, both (P,), for t from `low` to `high`.

    The tangent touches at t = `at`. Theta need not lie in the plane: what is seen there
    is the line's projection.
    """
    axis = np.linspace(low, high, POINTS)
    points = theta + axis[:, None] * along
    along_it = objective.total(objective.losses(points))
    cost = costs_of(objective, points)
    losses, (gradient,) = objective.losses_and_gradient((theta + at * along)[None])
    return Cut(
        name,
        frozen(axis),
        frozen(along_it),
        at,
        float(objective.total(losses)[0]),
        float(gradient @ along),
        frozen(project(plane, points[[0, -1]])[0]),
        frozen(along_it - cost) if cost.any() else None,
    )
