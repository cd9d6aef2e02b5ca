"""What claims of several parts measure: where a descent ends, and how good that is."""

from collections.abc import Generator
from itertools import islice

import numpy as np

from models.lessons import load_lesson
from models.objectives import NetworkObjective, make_objective
from models.scores import accuracy
from models.snapshots import Array, Step
from models.specs import Spec
from models.training import train

PAUSE = 50  # steps between places where a claim can be left


def landscape(name: str) -> Spec:
    """Return how the lesson of this name begins, in the landscape."""
    spec = load_lesson(name).spec
    assert isinstance(spec, Spec)
    return spec


def hessian_at(objective: NetworkObjective, theta: Array) -> Array:
    """Return the second derivatives (P, P) at `theta` (P,), by differences."""
    h = 1e-5
    nudges = h * np.eye(len(theta))
    ahead, behind = (objective.gradient(theta + sign * nudges) for sign in (1, -1))
    bends: Array = (ahead - behind) / (2 * h)
    return bends


def walked(spec: Spec, steps: int) -> Generator[None, None, Step]:
    """Return the last of so many steps; yield where it can be left."""
    step = None
    for step in islice(train(spec), steps + 1):
        if step.index % PAUSE == 0:
            yield None
    assert step is not None  # the start at least
    return step


def network_of(spec: Spec) -> NetworkObjective:
    """Return the objective of a network: lessons with a formula do not come here."""
    objective = make_objective(spec)
    assert isinstance(objective, NetworkObjective)
    return objective


def outputs_of(spec: Spec, theta: Array) -> Array:
    """Return predictions (O, N) for the examples that are learnt from."""
    objective = network_of(spec)
    found: Array = objective.outputs(theta[None], objective.inputs.numpy())[0]
    return found


def share_right(spec: Spec, theta: Array) -> float:
    """Return the accuracy on the examples that are learnt from."""
    objective = network_of(spec)
    targets = objective.targets.numpy()
    return accuracy(outputs_of(spec, theta), targets, objective.loss.middle)
