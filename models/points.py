"""Points of parameter space that a spec names, and what their numbers are called."""

from typing import Literal

import numpy as np

from models.catalog import FUNCTIONS
from models.parameters import draw_parameters, parameter_names
from models.snapshots import Array, frozen
from models.specs import Spec

AxisName = Literal["x", "y"]

SHARE = 0.9  # of the square of a formula in which starts are drawn


def names_of(spec: Spec) -> tuple[str, ...]:
    """Return what the parameters are called."""
    if spec.is_function:
        return "x", "y"
    return parameter_names(spec.shape, spec.data.choice.input_names)


def drawn_of(spec: Spec) -> Array:
    """Return the parameters (P,) as the seed draws them."""
    if not spec.is_function:
        return draw_parameters(spec.shape, spec.network.seed)
    reach = SHARE * FUNCTIONS[spec.function.name].extent
    return frozen(np.random.default_rng(spec.network.seed).uniform(-reach, reach, 2))


def frozen_of(spec: Spec) -> tuple[int, ...]:
    """Return the numbers of the parameters that no descent changes."""
    return () if spec.is_function else spec.network.frozen


def start_of(spec: Spec) -> Array:
    """Return the parameters (P,) from which the descent starts."""
    return frozen(spec.start.theta) if spec.start.theta else drawn_of(spec)


def with_value(theta: Array, number: int, value: float) -> tuple[float, ...]:
    """Return the parameters (P,) as a start, one of them with another value."""
    values = theta.tolist()
    return (*values[:number], value, *values[number + 1 :])


def axes_with(spec: Spec, axis: AxisName, number: int) -> dict[str, object]:
    """Return the edit that makes a parameter an axis of the plane.

    The other axis stays, unless it is that parameter: then the two change places.
    """
    numbers = {"x": spec.plane.x, "y": spec.plane.y}
    other = "y" if axis == "x" else "x"
    if numbers[other] == number:
        numbers[other] = numbers[axis]
    numbers[axis] = number
    axes = {f"plane.{name}": chosen for name, chosen in numbers.items()}
    return {"plane.kind": "weights", **axes}


def kept_of(spec: Spec) -> Array:
    """Return the kept points (K, P)."""
    return frozen(spec.kept.values).reshape(-1, spec.count)
