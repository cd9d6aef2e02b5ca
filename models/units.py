"""What every unit makes of the data: its sums, its outputs, and its own map."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from models.activations import ACTIVATIONS, Activation
from models.bends import LEVEL, activation_curves, slope_of, steepest
from models.data import make_data
from models.networks import Bends, forward, matrices, sums_of, with_ones
from models.objectives import NetworkObjective, make_objective
from models.predictions import held_inputs, input_axes, input_grid
from models.snapshots import Array, Singles, Units, frozen
from models.specs import Spec

MOST = 300  # examples that are looked at one by one
CURVE, MAP = 60, 24  # grid points along one input, along each of two


def units_at(spec: Spec, theta: Array) -> Units | None:
    """Return what each unit of the model at `theta` (P,) does.

    A formula has no units, and of those of a descent that diverged nothing is known.
    """
    objective = make_objective(spec)
    if not (isinstance(objective, NetworkObjective) and np.isfinite(theta).all()):
        return None
    axes = unit_axes(spec)
    held = held_inputs(spec, make_data(spec.data))
    grid = input_grid(spec.drawn_inputs, axes, held)
    count, shape = objective.samples, tuple(map(len, axes))
    numbers = np.linspace(0, count - 1, min(count, MOST)).astype(np.intp)
    inputs = np.hstack([objective.inputs.numpy(), grid])
    with np.errstate(all="ignore"):  # infinite where a descent is about to diverge
        sums, values = activity(objective, theta, inputs)
        return Units(
            numbers,
            count,
            axes,
            tuple(_small(z[:, numbers]) for z in sums),
            tuple(_small(value[:, numbers]) for value in values),
            tuple(_small(value[:, count:].reshape(-1, *shape)) for value in values),
            dead(objective.bends, [value[:, :count] for value in values]),
            tuple(
                _level(bend, z[:, :count])
                for bend, z in zip(_bends(objective), sums, strict=True)
            ),
            activation_curves(),
        )


def activity(
    objective: NetworkObjective, theta: Array, inputs: Array
) -> tuple[list[Array], list[Array]]:
    """Return the sums and the values (U, N) of each layer's units for `inputs` (D, N).

    The values of the last layer are what is predicted, such as probabilities.
    """
    shape, bends = objective.shape, objective.bends
    layers = matrices(theta[None], shape)
    *ahead, outputs = forward(layers, with_ones(inputs, shape.bias), bends, shape.bias)
    sums = [sums_of(*both)[0] for both in zip(layers, ahead[:-1], strict=False)]
    values = [
        value[0, :units]
        for value, units in zip(ahead[1:], shape.sizes[1:], strict=False)
    ]
    return [*sums, outputs[0]], [*values, objective.loss.link(outputs)[0]]


def dead(bends: Bends, values: list[Array]) -> tuple[NDArray[np.bool_], ...]:
    """Return which units (U,) of each layer are 0 for all examples of `values` (U, N).

    Only some bends let them die there: a unit that is 0 and level learns no more.
    """
    can_die = [bend.can_die for bend in bends] + [False]  # an output never does
    found: list[NDArray[np.bool_]] = []
    for may_die, value in zip(can_die, values, strict=True):
        is_dead = np.array((value.max(1) <= 0) & may_die)
        is_dead.setflags(write=False)
        found.append(is_dead)
    return tuple(found)


def unit_axes(spec: Spec) -> tuple[Array, ...]:
    """Return the axes of the data view, in as few points as small maps need."""
    axes = input_axes(make_data(spec.data), spec.drawn_inputs)
    points = CURVE if len(axes) == 1 else MAP
    return tuple(frozen(np.linspace(axis[0], axis[-1], points)) for axis in axes)


def _bends(objective: NetworkObjective) -> Bends:
    """Return the bend of each layer; the outputs have none."""
    return (*objective.bends, ACTIVATIONS["linear"])


def _level(bend: Activation, sums: Array) -> Array:
    """Return the share (U,) of `sums` (U, N) at which the bend is as good as level."""
    return frozen((np.abs(slope_of(bend, sums)) < LEVEL * steepest(bend)).mean(1))


def _small(values: ArrayLike) -> Singles:
    single = np.array(values, np.float32)
    single.setflags(write=False)
    return single
