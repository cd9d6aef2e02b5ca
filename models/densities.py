"""Densities over what may be true, and what their logarithms come to.

All are in the units that the network sees. Source: Bishop (2006), section 1.2.4.
"""

import math
from collections.abc import Callable

import numpy as np

from models.snapshots import Array, FamilyName

CONSTANT = 0.5 * math.log(2 * math.pi)  # of -log of a normal density of variance 1
TENT = math.log(2)  # the same of a Laplace density of scale 1

Density = Callable[[Array, float, float], Array]
"""The density at t around a middle, as wide as a spread."""


def normal(t: Array, middle: float, spread: float = 1.0) -> Array:
    """Return the bell: its height is 1 / √2π over the spread, its middle the mean."""
    apart = (t - middle) / spread
    height: Array = np.exp(-0.5 * apart * apart - CONSTANT) / spread
    return height


def laplace(t: Array, middle: float, spread: float = 1.0) -> Array:
    """Return the tent with hollow sides: its middle is the median."""
    height: Array = np.exp(-np.abs(t - middle) / spread - TENT) / spread
    return height


DENSITIES: dict[FamilyName, Density] = {"normal": normal, "laplace": laplace}
