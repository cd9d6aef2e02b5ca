"""The shape of what is drawn where the walker stands."""

import numpy as np

from models.curvature import quadratics
from models.objectives import Objective
from models.projections import along, project
from models.snapshots import Array, Ground, Plane, Step, frozen


def ground_at(
    objective: Objective,
    plane: Plane,
    step: Step,
    change: Array,
    drawn: Objective | None = None,
    momentum: Array | None = None,
) -> Ground:
    """Return the ground under `step`, and what its next `change` (P,) does.

    The optimiser's `momentum` (P,) is that of the change, if it has any.

    The walker's losses are over all the training examples, also where its step follows
    a batch. The ground is that of the loss that is `drawn`, if that is another: of one
    example, of a batch, or of the examples held out.
    """
    both = np.stack([step.theta, step.theta + change])
    xy, _ = project(plane, both)
    (height,), (gradient,), (bend,) = quadratics(drawn or objective, plane, xy[:1])
    losses, slopes = objective.losses_and_gradient(both)
    loss, real = objective.total(losses).tolist()
    return Ground(
        xy=frozen(xy[0]),
        loss=loss,
        height=float(height),
        gradient=frozen(gradient),
        hessian=frozen(bend),
        step=frozen(xy[1] - xy[0]),
        promised=loss + float(slopes[0] @ change),
        real=real,
        momentum=None if momentum is None else along(plane, momentum),
    )
