"""What a model makes of its data: the curve or the map of its outputs."""

from dataclasses import replace

import numpy as np

from models.bends import bends_of
from models.data import data_of
from models.fits import ranked
from models.functions import FunctionObjective
from models.objectives import NetworkObjective, costs_of, make_objective
from models.snapshots import (
    Array,
    Data,
    Example,
    OutputKind,
    Prediction,
    Probe,
    frozen,
)
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
    inputs = spec.drawn_inputs
    axes, held = input_axes(data, inputs), held_inputs(spec, data)
    thetas = [walker] if hovered is None else [walker, hovered]
    grid = input_grid(inputs, axes, held)
    first, *others = look(objective, np.stack(thetas), grid)
    hovered_probe = others[0] if others else None
    seen = Prediction(
        data, axes, first, hovered_probe, hovered_at, inputs, held=frozen(held)
    )
    if isinstance(objective, FunctionObjective):
        return seen
    fitted = frozen(objective.outputs(walker[None], data.inputs.T)[0])
    kind, asks = output_kind(spec), "person" in spec.drawn_data_layers
    return replace(
        seen,
        middle=objective.loss.middle,
        bends=bends_of(spec),
        kind=kind,
        fitted=fitted,
        ranking=ranked(data, kind, fitted),
        example=example_of(spec, objective, data, walker) if asks else None,
    )


def output_kind(spec: Spec) -> OutputKind:
    """Return what the outputs of the network are."""
    if not spec.data.choice.has_classes:
        return "spread" if spec.outputs == 2 else "number"
    if spec.outputs > 1:
        return "shares"
    return "score" if spec.loss_name == "hinge" else "probability"


def example_of(
    spec: Spec, objective: NetworkObjective, data: Data, theta: Array
) -> Example:
    """Return the example that is looked at, and its loss at `theta` (P,)."""
    number = spec.drawn_example
    alone = replace(objective.part(np.array([number])), l1=0.0, l2=0.0)
    row = int(np.flatnonzero(~data.is_held_out)[number])
    return Example(number, row, float(alone.losses(theta[None])[0, 0]))


def input_axes(data: Data, inputs: tuple[int, ...]) -> tuple[Array, ...]:
    """Return the grid over one or two inputs, a tenth wider than the data on each side.

    It is no narrower where examples that are drawn by hand leave it: the axes of a
    picture keep still while one is dragged in it. Without data there is nothing to
    predict, and no axis.
    """
    if not len(data.inputs):
        return ()
    points = CURVE if len(inputs) == 1 else MAP
    axes = []
    for low, high in data.ends.T[list(inputs)].tolist():
        margin = 0.1 * (high - low) or 1.0
        axes.append(frozen(np.linspace(low - margin, high + margin, points)))
    return tuple(axes)


def held_inputs(spec: Spec, data: Data) -> Array:
    """Return where inputs (D,) are that are along no axis: asked for, or their means.

    Without data there are no means.
    """
    if spec.view.held_inputs:
        return np.array(spec.view.held_inputs)
    if not len(data.inputs):
        return np.zeros(data.inputs.shape[1])
    return np.asarray(data.inputs.mean(0))


def input_grid(inputs: tuple[int, ...], axes: tuple[Array, ...], held: Array) -> Array:
    """Return the inputs (D, G) on the grid of `axes`; others are `held` (D,)."""
    grid = [part.ravel() for part in np.meshgrid(*axes, indexing="ij")]
    if not grid:
        return np.empty((len(held), 0))
    whole = np.repeat(held[:, None], grid[0].size, 1)
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
