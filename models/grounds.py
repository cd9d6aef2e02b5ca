"""The shape of what is drawn where the walker stands."""

import torch
from torch import Tensor

from models.curvature import quadratics
from models.objectives import Objective
from models.projections import project
from models.snapshots import Array, Ground, Plane, Step, frozen


def ground_at(
    objective: Objective,
    plane: Plane,
    step: Step,
    change: Tensor | Array,
    drawn: Objective | None = None,
) -> Ground:
    """Return the ground under `step`, and what its next `change` (P,) does.

    The walker's losses are over all the training examples, also where its step follows
    a batch. The ground is that of the loss that is `drawn`, if that is another: of one
    example, of a batch, or of the examples held out.
    """
    change = torch.as_tensor(change, dtype=objective.dtype)
    theta = torch.tensor(step.theta, dtype=objective.dtype)
    xy, _ = project(plane, torch.stack([theta, theta + change]).numpy())
    here = torch.tensor(xy[:1], dtype=objective.dtype)
    (height,), (gradient,), (bend,) = quadratics(drawn or objective, plane, here)
    losses, slopes = objective.losses_and_gradient(torch.stack([theta, theta + change]))
    loss, real = losses.mean(1).tolist()
    return Ground(
        xy=frozen(xy[0]),
        loss=loss,
        height=float(height),
        gradient=frozen(gradient.numpy()),
        hessian=frozen(bend.numpy()),
        step=frozen(xy[1] - xy[0]),
        promised=loss + float(slopes[0] @ change),
        real=real,
    )
