"""Every parameter of the walker, looked at: its past, and what can be known of it."""

from collections.abc import Sequence

import numpy as np

from models.checks import check_gradient
from models.language import tr
from models.scores import spaced
from models.snapshots import Array, Inspection, Step, frozen
from models.solutions import solve, unsolved
from models.specs import Spec

MOST = 100  # steps of the past
NOT_FINITE = tr("The loss is not finite here.")


def inspect(spec: Spec, steps: Sequence[Step], gradient: Array) -> Inspection:
    """Return the past of every parameter over `steps`, and its exact solution.

    The `gradient` (P,) where the walker stands is checked, if it is asked for.
    """
    theta = steps[-1].theta
    past = np.stack([step.theta for step in spaced(steps, MOST)], axis=1)
    solution, refusal = solve(spec, theta), unsolved(spec)
    return Inspection(
        frozen(past),
        solution,
        "" if solution else refusal or NOT_FINITE,
        check_gradient(spec, theta, gradient) if spec.view.nudging else None,
    )
