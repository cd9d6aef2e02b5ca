"""Stub."""

import numpy as np

from models.objectives import Objective
from models.snapshots import Array, Cut, Plane


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
    """Stub."""
    return Cut(name, np.zeros(2), np.zeros(2), at, 0.0, 0.0, np.zeros((2, 2)))
