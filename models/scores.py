"""How good the models of a descent are: on examples held out, and in plain numbers.

The descent does not ask; it is computed at a few hundred of the steps that are kept.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from models.catalog import SAMPLED, SCORED, CurveName
from models.networks import cells
from models.objectives import NetworkObjective, make_objective
from models.points import names_of
from models.snapshots import Array, Scores, Step, Weights, frozen
from models.specs import Spec

MOST, FEWEST = 400, 20  # steps
MOST_WEIGHTS = 24  # more lines than that cannot be told apart
WORK = 2e7  # samples times units: fewer steps where a model is dear


def score(spec: Spec, steps: Sequence[Step]) -> Scores | None:
    """Return scores at some of `steps`, the last included; None if none are drawn."""
    names = SAMPLED & set(spec.drawn_curves)
    if not steps or not names:
        return None
    each = spec.data.count * cells(spec.shape)
    chosen = spaced(steps, min(max(int(WORK / each), FEWEST), MOST))
    indices = frozen([step.index for step in chosen])
    losses = frozen([step.loss for step in chosen])
    nothing = frozen(np.full(len(chosen), np.nan))
    scores = Scores(indices, losses, nothing, nothing, nothing)
    columns = {name: _column(spec, name, chosen) for name in SCORED & names}
    weights = weigh(spec, chosen) if "weights" in names else None
    return replace(scores, weights=weights, **columns)


@np.errstate(over="ignore", invalid="ignore")  # infinite where a descent diverges
def weigh(spec: Spec, steps: Sequence[Step]) -> Weights:
    """Return the parameters at `steps` of the plane's axes, and that moved farthest."""
    thetas = np.stack([step.theta for step in steps])
    way = np.nan_to_num(np.ptp(thetas, axis=0), nan=np.inf)
    axes = [spec.plane.x, spec.plane.y] if spec.plane_kind == "weights" else []
    rest = [k for k in np.argsort(-way, kind="stable").tolist() if k not in axes]
    rows, names = [*axes, *rest][:MOST_WEIGHTS], names_of(spec)
    chosen = tuple(names[row] for row in rows)
    return Weights(frozen(thetas[:, rows].T), chosen, len(axes), spec.count)


def spaced(steps: Sequence[Step], most: int) -> list[Step]:
    """Return at most `most` of `steps` and the last, evenly.

    Their spacing is a power of 2: a longer descent has half of them again, and no
    others but new ones, so that little is computed anew.
    """
    every = 1
    while steps[-1].index > every * most:
        every *= 2
    return [*(step for step in steps[:-1] if step.index % every == 0), steps[-1]]


def _column(spec: Spec, name: CurveName, steps: list[Step]) -> Array:
    objective = make_objective(spec, "training" if name == "quality" else "test")
    assert isinstance(objective, NetworkObjective)  # of a formula none is drawn
    if name == "held_out":
        return frozen([_loss(objective, step) for step in steps])
    has_classes = spec.data.choice.has_classes
    return frozen([_quality(objective, has_classes, step) for step in steps])


@lru_cache(maxsize=4 * MOST)
@np.errstate(all="ignore")  # infinite where a descent diverges
def _loss(objective: NetworkObjective, step: Step) -> float:
    return float(objective.total(objective.losses(step.theta[None]))[0])


@lru_cache(maxsize=4 * MOST)
@np.errstate(all="ignore")
def _quality(objective: NetworkObjective, has_classes: bool, step: Step) -> float:
    outputs = objective.outputs(step.theta[None], objective.inputs.numpy())[0]
    targets = objective.targets.numpy()
    if has_classes:
        return accuracy(outputs, targets, objective.loss.middle)
    return r_squared(outputs[:1], targets)


def accuracy(outputs: Array, targets: Array, middle: float = 0.5) -> float:
    """Return the share of right classes of outputs (O, N) for targets (O, N)."""
    if not np.isfinite(outputs).all():
        return np.nan
    if len(outputs) == 1:
        return float(((outputs > middle) == (targets > 0.5)).mean())
    return float((outputs.argmax(0) == targets.argmax(0)).mean())


def r_squared(outputs: Array, targets: Array) -> float:
    """Return R² of outputs (1, N) for targets (1, N); none if those are all alike."""
    missed = ((outputs - targets) ** 2).sum()
    spread = ((targets - targets.mean(1, keepdims=True)) ** 2).sum()
    return float(1 - missed / spread) if spread > 0 else np.nan
