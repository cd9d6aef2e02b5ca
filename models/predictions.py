"""What a model makes of its data: the curve or the map of its outputs."""

import numpy as np

from models.activations import ACTIVATIONS
from models.data import data_of
from models.functions import FunctionObjective
from models.objectives import NetworkObjective, costs_of, make_objective
from models.snapshots import Array, Data, Prediction, Probe, frozen
from models.specs import Spec

CURVE, MAP = 200, 61  # grid points along one input, along each of two
FARTHEST, POINTS = 3.0, 25  # of the sums over which a bend is drawn, and how many


def predict(
    spec: Spec,
    walker: Array,
    hovered: Array | None,
    hovered_at: tuple[float, float] | None,
) -> Prediction:
    """Return what the model at `walker` (P,), and that at `hovered`, predict."""
    data, objective = data_of(spec), make_objective(spec)
    inputs = spec.drawn_inputs
    axes = input_axes(data, inputs)
    thetas = [walker] if hovered is None else [walker, hovered]
    grid = input_grid(data, inputs, axes)
    first, *others = look(objective, np.stack(thetas), grid)
    middle = 0.5
    if isinstance(objective, NetworkObjective):
        middle = objective.loss.middle
    hovered_probe = others[0] if others else None
    return Prediction(
        data, axes, first, hovered_probe, hovered_at, inputs, middle, bends_of(spec)
    )


def bends_of(spec: Spec) -> tuple[Array, ...]:
    """Return the curve (C,) of the bend of each hidden layer; a formula has none."""
    sums = np.linspace(-FARTHEST, FARTHEST, POINTS)
    names = () if spec.is_function else spec.network.activations
    return tuple(frozen(ACTIVATIONS[name].value(sums.copy())) for name in names)


def input_axes(data: Data, inputs: tuple[int, ...]) -> tuple[Array, ...]:
    """Return the grid over one or two inputs, a tenth wider than the data on each side.

    Without data there is nothing to predict, and no axis.
    """
    if not len(data.inputs):
        return ()
    points = CURVE if len(inputs) == 1 else MAP
    axes = []
    for column in data.inputs.T[list(inputs)]:
        low, high = float(column.min()), float(column.max())
        margin = 0.1 * (high - low) or 1.0
        axes.append(frozen(np.linspace(low - margin, high + margin, points)))
    return tuple(axes)


def input_grid(data: Data, inputs: tuple[int, ...], axes: tuple[Array, ...]) -> Array:
    """Return the inputs (D, G) on the grid of `axes`; others are at their mean."""
    grid = [part.ravel() for part in np.meshgrid(*axes, indexing="ij")]
    if not grid:
        return np.empty((data.inputs.shape[1], 0))
    whole = np.repeat(data.inputs.mean(0)[:, None], grid[0].size, 1)
    whole[list(inputs)] = grid
    return whole


def look(
    objective: NetworkObjective | FunctionObjective, thetas: Array, grid: Array
) -> list[Probe]:
    """Return a probe for each of `thetas` (K, P)."""
    losses = objective.total(objective.losses(thetas))
    gradients = objective.gradient(thetas)
    outputs, costs = _outputs(objective, thetas, grid), costs_of(objective, thetas)
    return [
        Probe(frozen(theta), float(loss), frozen(gradient), frozen(output), float(cost))
        for theta, loss, gradient, output, cost in zip(
            thetas, losses, gradients, outputs, costs, strict=True
        )
    ]


def _outputs(
    objective: NetworkObjective | FunctionObjective, thetas: Array, grid: Array
) -> Array:
    """Return the outputs (K, O, G) on a grid (D, G) of inputs; a formula has none."""
    if isinstance(objective, FunctionObjective):
        return np.empty((len(thetas), 1, 0))
    return objective.outputs(thetas, grid)
