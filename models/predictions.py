"""What a model makes of its data: the curve or the map of its outputs."""

import numpy as np

from models.data import data_of
from models.functions import FunctionObjective
from models.objectives import NetworkObjective, make_objective
from models.snapshots import Array, Data, Prediction, Probe, frozen
from models.specs import Spec

CURVE, MAP = 200, 61  # grid points along one input, along each of two


def predict(
    spec: Spec,
    walker: Array,
    hovered: Array | None,
    hovered_at: tuple[float, float] | None,
) -> Prediction:
    """Return what the model at `walker` (P,), and that at `hovered`, predict."""
    data, objective = data_of(spec), make_objective(spec)
    axes = input_axes(data)
    thetas = [walker] if hovered is None else [walker, hovered]
    first, *others = look(objective, np.stack(thetas), axes)
    return Prediction(data, axes, first, others[0] if others else None, hovered_at)


def input_axes(data: Data) -> tuple[Array, ...]:
    """Return the grid over the inputs, a tenth wider than the data on each side.

    Without data there is nothing to predict, and no axis.
    """
    if not len(data.inputs):
        return ()
    points = CURVE if data.inputs.shape[1] == 1 else MAP
    axes = []
    for column in data.inputs.T:
        low, high = float(column.min()), float(column.max())
        margin = 0.1 * (high - low) or 1.0
        axes.append(frozen(np.linspace(low - margin, high + margin, points)))
    return tuple(axes)


def look(
    objective: NetworkObjective | FunctionObjective,
    thetas: Array,
    axes: tuple[Array, ...],
) -> list[Probe]:
    """Return a probe for each of `thetas` (K, P)."""
    losses = objective.losses(thetas).mean(1)
    gradients = objective.gradient(thetas)
    outputs = _outputs(objective, thetas, axes)
    return [
        Probe(frozen(theta), float(loss), frozen(gradient), frozen(output))
        for theta, loss, gradient, output in zip(
            thetas, losses, gradients, outputs, strict=True
        )
    ]


def _outputs(
    objective: NetworkObjective | FunctionObjective,
    thetas: Array,
    axes: tuple[Array, ...],
) -> Array:
    """Return the first output (K, G) on the grid of `axes`; a formula has none."""
    if isinstance(objective, FunctionObjective):
        return np.empty((len(thetas), 0))
    grid = np.stack([part.ravel() for part in np.meshgrid(*axes, indexing="ij")])
    return objective.outputs(thetas, grid)[:, 0]
