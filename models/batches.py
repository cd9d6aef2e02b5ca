"""The noise of a batch: its gradient beside that of all the examples."""

import numpy as np

from models.draws import batch_at
from models.objectives import Objective
from models.projections import along
from models.snapshots import Array, Fan, Noise, Plane, Step, frozen
from models.specs import Spec

MOST = 32  # arrows of a fan


def noise_of(spec: Spec, step: Step, samples: int, full: Array) -> Noise | None:
    """Return what the batch of the next step makes of its gradient; None without.

    `full` is the gradient (P,) of all `samples` examples that train.
    """
    numbers = batch_at(samples, spec.batch, step.seen)
    if numbers is None:
        return None
    lengths = np.linalg.norm(step.gradient), np.linalg.norm(full)
    ratio = float(lengths[0] / lengths[1]) if lengths[1] > 0 else np.inf
    return Noise(numbers, angle_between(step.gradient, full), ratio)


def fan_of(
    objective: Objective, plane: Plane, step: Step, noise: Noise, full: Array
) -> Fan:
    """Return the gradients of some examples of the batch, and of all, in `plane`."""
    chosen = noise.numbers[:: -(-len(noise.numbers) // MOST)]
    singles = [objective.gradient(step.theta[None], one)[0] for one in chosen[:, None]]
    return Fan(frozen([along(plane, one) for one in singles]), along(plane, full))


def angle_between(one: Array, two: Array) -> float:
    """Return the angle in degrees; nan where there is none.

    By the tangent of half of it, as the cosine says little of small angles.
    """
    lengths = np.linalg.norm(one), np.linalg.norm(two)
    if not (min(lengths) > 0 and np.isfinite(lengths).all()):
        return float("nan")
    a, b = one / lengths[0], two / lengths[1]
    half = np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b))
    return float(np.degrees(2 * half))
