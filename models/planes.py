"""Planes through parameter space: made from a spec, and what is seen in them."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from models.catalog import FUNCTIONS
from models.parameters import Shape, draw_parameters, parameter_names
from models.scales import short
from models.snapshots import Array, Path, Plane, Step, frozen
from models.specs import Spec

NAMED = 3  # fixed parameters that are named with their values
EXTENTS = {"weights": 3.0, "random": 2.0}  # where the spec leaves it open


@lru_cache(maxsize=8)
def make_plane(spec: Spec) -> Plane:
    """Return the plane that `spec` asks for, through the weights it draws."""
    drawn = drawn_of(spec)
    make = _random_plane if spec.plane_kind == "random" else _weights_plane
    return make(spec, drawn, extent_of(spec))


def extent_of(spec: Spec) -> float:
    """Return half the side of the square that is drawn."""
    given, kind = spec.plane.extent, spec.plane_kind
    own = FUNCTIONS[spec.function.name].extent if spec.is_function else EXTENTS[kind]
    return own if given is None else given


def names_of(spec: Spec) -> tuple[str, ...]:
    """Return what the parameters of the network are called."""
    if spec.is_function:
        return "x", "y"
    return parameter_names(spec.shape, spec.data.choice.inputs)


def drawn_of(spec: Spec) -> Array:
    """Return the parameters (P,) as drawn; of a formula, a point of the square."""
    if spec.is_function:
        return extent_of(spec) * np.random.default_rng(spec.network.seed).uniform(
            -1, 1, 2
        )
    return draw_parameters(spec.shape, spec.network.seed)


def start_of(spec: Spec) -> Array:
    """Return the parameters (P,) from which the descent starts."""
    return frozen(spec.start.theta) if spec.start.theta else drawn_of(spec)


def _weights_plane(spec: Spec, drawn: Array, extent: float) -> Plane:
    names, axes = names_of(spec), [spec.plane.x, spec.plane.y]
    origin = drawn.copy()
    origin[axes] = 0.0  # so that the coordinates are the two parameters themselves
    basis = np.eye(len(drawn))[axes]
    name_x, name_y = (names[axis] for axis in axes)
    fixed = [k for k in range(len(drawn)) if k not in axes]
    if spec.is_exact:
        note = "exact: the model has these two parameters and no others"
    elif len(fixed) <= NAMED:
        values = ", ".join(f"{names[k]} = {short(drawn[k])}" for k in fixed)
        note = f"slice along {name_x} and {name_y}; fixed: {values}"
    else:
        note = (
            f"slice along {name_x} and {name_y}; the other {len(fixed)} parameters "
            "fixed at their first values"
        )
    return Plane(
        frozen(origin), frozen(basis[0]), frozen(basis[1]), (0.0, 0.0), extent,
        name_x, name_y, is_exact=spec.is_exact, note=note,
    )  # fmt: skip


def _random_plane(spec: Spec, drawn: Array, extent: float) -> Plane:
    basis = random_directions(spec.shape, drawn, spec.plane.seed)
    if spec.is_exact:
        note = "exact: all models lie in this plane"
    else:
        note = f"slice through the start; all {len(drawn)} parameters move together"
    name_x, name_y = (f"random direction {k}, filter-normalised" for k in (1, 2))
    return Plane(
        drawn, frozen(basis[0]), frozen(basis[1]), (0.0, 0.0), extent,
        name_x, name_y, is_exact=spec.is_exact, note=note,
    )  # fmt: skip


def random_directions(shape: Shape, drawn: Array, seed: int) -> Array:
    """Return two random directions (2, P), at right angles and of equal length.

    Filter-normalised (Li et al. 2018): the parameters of each unit make a part as long
    as the unit's own. Within each part the two are at right angles, so that they are as
    a whole; a part of one parameter cannot be, which the last step makes good.
    """
    rng = np.random.default_rng(seed)
    basis = rng.normal(size=(2, len(drawn)))
    for unit in _units(shape):
        part = basis[:, unit]
        if len(unit) > 1:
            part[1] -= (part[1] @ part[0]) / (part[0] @ part[0]) * part[0]
        length = np.linalg.norm(drawn[unit])
        basis[:, unit] = length * part / np.linalg.norm(part, axis=1, keepdims=True)
    first, second = basis
    second -= (second @ first) / (first @ first) * first
    second *= np.linalg.norm(first) / np.linalg.norm(second)
    return basis


def _units(shape: Shape) -> list[list[int]]:
    """Return for each unit the numbers of its parameters: weights into it, and bias."""
    units = []
    for weights, biases, _, fan_out in shape.layers():
        for unit in range(fan_out):
            own = list(range(weights.start + unit, weights.stop, fan_out))
            units.append(own + list(range(biases.start, biases.stop))[unit : unit + 1])
    return units


def project(plane: Plane, thetas: Array) -> tuple[Array, Array]:
    """Return coordinates (T, 2) of `thetas` (T, P), and distances to the plane (T,)."""
    basis = np.stack([plane.direction_x, plane.direction_y])
    away = thetas - plane.origin
    xy = away @ np.linalg.pinv(basis)
    return xy, np.linalg.norm(away - xy @ basis, axis=1)


def trace(plane: Plane, steps: Sequence[Step], before: Path | None = None) -> Path:
    """Return the path of `steps` in `plane`, after those of `before`."""
    thetas = np.stack([step.theta for step in steps])
    xy, off_plane = project(plane, thetas)
    last = steps[-1].gradient
    new = Path(
        np.array([float(step.index) for step in steps]),
        np.array([step.loss for step in steps]),
        xy,
        off_plane,
        frozen([last @ plane.direction_x, last @ plane.direction_y]),
    )
    return new if before is None else _joined(before, new)


def _joined(a: Path, b: Path) -> Path:
    return Path(
        frozen(np.concatenate([a.indices, b.indices])),
        frozen(np.concatenate([a.losses, b.losses])),
        frozen(np.concatenate([a.xy, b.xy])),
        frozen(np.concatenate([a.off_plane, b.off_plane])),
        b.gradient,
    )
