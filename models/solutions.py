"""The output layer solved at once: with squared error it is linear regression.

What the hidden layers make of the inputs are features; the loss is a bowl in the
weights of the last layer, and its lowest point is known without a descent.
"""

import numpy as np

from models.catalog import LOSSES
from models.language import tr
from models.networks import forward, matrices, with_ones
from models.objectives import (
    NetworkObjective,
    is_weight,
    loss_at,
    make_objective,
)
from models.snapshots import Array, Solution, frozen
from models.specs import Spec


def unsolved(spec: Spec) -> str:
    """Say why the output layer has no exact solution; nothing, if it has one."""
    if spec.is_function:
        return tr("A formula has no output layer.")
    if spec.loss_name != "squared":
        return tr(
            "Only squared error has a formula for the best output weights, "
            "and not {title}.",
            title=LOSSES[spec.loss_name].title,
        )
    if spec.data.choice.has_classes:
        return tr("The outputs are bent by a sigmoid: no formula has the best weights.")
    if spec.loss.l1:
        return tr("With λ₁ no formula has the best weights.")
    *_, (weights, biases, _, _) = spec.shape.layers()
    if set(range(weights.start, biases.stop)) <= set(spec.network.frozen):
        return tr("All weights of the output layer are frozen.")
    return ""


def solve(spec: Spec, theta: Array) -> Solution | None:
    """Return `theta` (P,) with the best output weights; None if there are none."""
    if unsolved(spec) or not np.isfinite(theta).all():
        return None
    objective = make_objective(spec)
    assert isinstance(objective, NetworkObjective)  # or else it is unsolved
    before = loss_at(objective, theta)
    if not np.isfinite(before):
        return None
    solved = solved_output(objective, theta)
    return Solution(frozen(solved), before, loss_at(objective, solved))


def solved_output(objective: NetworkObjective, theta: Array) -> Array:
    """Return `theta` (P,) with the least-squares weights of its one output.

    Weights that are frozen stay. What weights cost by their squares is one more example
    for each, with its feature alone and the target 0 (ridge regression).
    """
    shape = objective.shape
    layers, inputs = matrices(theta[None], shape), objective.inputs.numpy()
    values = forward(layers, with_ones(inputs, shape.bias), objective.bends, shape.bias)
    features = values[-2][0]  # (H + 1, N)
    numbers = np.arange(shape.count - len(features), shape.count)
    is_free = np.broadcast_to(objective.free, shape.count)[numbers] > 0
    held = theta[numbers[~is_free]] @ features[~is_free]
    targets = objective.targets.numpy()[0] - held
    count = 1 if objective.is_sum else objective.samples
    cost = np.sqrt(objective.l2 * count) * np.diag(1.0 * is_weight(shape)[numbers])
    rows = np.vstack([features.T, cost])[:, is_free]
    wanted = np.concatenate([targets, np.zeros(len(numbers))])
    solved = theta.copy()
    solved[numbers[is_free]] = np.linalg.lstsq(rows, wanted, rcond=None)[0]
    return solved
