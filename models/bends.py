"""The curve of each activation and of its slope: sampled once, for all who draw it."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from models.activations import ACTIVATIONS, Activation
from models.snapshots import ActivationCurve, Array, frozen
from models.specs import Spec

LEVEL = 0.01  # of the largest slope: below, a bend is as good as level
FAR, FINE = 32, 20  # how far sums are drawn at most, and how many for each 1
NEAR, COARSE = 3, 5  # a bend in a unit is drawn so far, and by each so-manieth sum
WIDE = frozen(np.linspace(-FAR, FAR, 2 * FAR * FINE + 1))  # (Z,) weighted sums
SMALL = slice((FAR - NEAR) * FINE, (FAR + NEAR) * FINE + 1, COARSE)  # of them


def bends_of(spec: Spec) -> tuple[Array, ...]:
    """Return the curve (C,) of the bend of each hidden layer; a formula has none."""
    names = () if spec.is_function else spec.network.activations
    return tuple(activation_curves()[name].values[SMALL] for name in names)


@lru_cache(maxsize=1)
def activation_curves() -> Mapping[str, ActivationCurve]:
    """Return the curve of every activation, by name."""
    return {name: _curve(bend) for name, bend in ACTIVATIONS.items()}


def slope_of(bend: Activation, sums: Array) -> Array:
    """Return f' at some sums."""
    sums = sums.copy()  # as torch warns of what it cannot write to
    return bend.slope(sums if bend.of_sum else bend.value(sums))


@lru_cache(maxsize=16)
def steepest(bend: Activation) -> float:
    """Return the largest slope of a bend; every one has it near 0."""
    return float(np.abs(slope_of(bend, WIDE)).max())


def _curve(bend: Activation) -> ActivationCurve:
    slopes = slope_of(bend, WIDE)
    is_level = np.abs(slopes) < LEVEL * steepest(bend)
    is_level.setflags(write=False)
    return ActivationCurve(
        WIDE, frozen(bend.value(WIDE.copy())), frozen(slopes), is_level
    )
