"""Stub."""

import torch
from torch import Tensor

from models.objectives import Objective
from models.projections import project
from models.snapshots import Ground, Plane, Step


def ground_at(objective: Objective, plane: Plane, step: Step, change: Tensor) -> Ground:
    """Stub."""
    import numpy as np

    xy, _ = project(plane, step.theta[None])
    theta = torch.tensor(plane.theta(*xy[0]))[None]
    height = float(objective.losses(theta).mean())
    return Ground(
        xy[0], step.loss, height, np.zeros(2), np.zeros((2, 2)), np.zeros(2), 0.0, 0.0
    )
