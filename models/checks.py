"""The gradient once more, the slow way: nudge each parameter and watch the loss."""

import numpy as np
from numpy.typing import NDArray

from models.functions import FunctionObjective
from models.language import tr, trn
from models.networks import cells
from models.objectives import (
    NetworkObjective,
    Objective,
    even,
    loss_at,
    make_objective,
)
from models.points import names_of
from models.scales import short
from models.snapshots import Array, Check, frozen
from models.specs import Spec

Numbers = NDArray[np.intp]

NUDGE = 1e-5  # h: each parameter is moved by so much, ahead and back
MOST = 500  # parameters that are nudged
WORK = 1e7  # samples times units: fewer parameters where a model is dear
BLOCK = 2**18  # losses of samples in one computation
APART = 1e-6  # of the largest slope or loss: more of a difference is no rounding error
KINKED = "absolute", "hinge"  # losses that have a kink


@np.errstate(over="ignore", invalid="ignore")  # infinite where a descent diverges
def check_gradient(spec: Spec, theta: Array, gradient: Array) -> Check:
    """Compare the `gradient` (P,) at `theta` (P,) with central finite differences.

    Parameters that are frozen have no gradient to compare, and of very many only some
    are nudged: nan stands for the others.
    """
    objective = make_objective(spec)
    numbers = nudged_of(spec, objective)
    slopes = np.full(len(theta), np.nan)
    slopes[numbers] = nudge(objective, theta, numbers)
    apart = np.abs(slopes - gradient)[numbers]
    if not np.isfinite(apart).all():
        nothing = tr("The loss is not finite around here: there is nothing to compare.")
        return Check(frozen(slopes), np.nan, nothing, is_apart=True)
    worst, largest = int(numbers[apart.argmax()]), float(apart.max())
    scale = max(1.0, float(np.abs(gradient).max()), abs(loss_at(objective, theta)))
    is_apart = largest > APART * scale
    told = _told(spec, objective, len(numbers), largest)
    if is_apart:
        told = tr(
            "{name} differs: {cause}. {told}",
            name=names_of(spec)[worst],
            cause=_cause(spec, objective),
            told=told,
        )
    return Check(frozen(slopes), largest, told, is_apart)


def nudged_of(spec: Spec, objective: NetworkObjective | FunctionObjective) -> Numbers:
    """Return the numbers of the parameters to nudge, evenly chosen among too many."""
    free = np.flatnonzero(np.broadcast_to(objective.free, spec.count))
    most = MOST
    if isinstance(objective, NetworkObjective):
        each = 2 * objective.samples * cells(objective.shape)
        most = min(MOST, max(1, int(WORK / each)))
    rows = np.linspace(0, len(free) - 1, min(most, len(free))).round()
    chosen: Numbers = free[rows.astype(np.intp)]
    return chosen


def nudge(objective: Objective, theta: Array, numbers: Numbers) -> Array:
    """Return the slopes (K,) along K parameters, by central differences."""
    rows = even(len(numbers), BLOCK // (2 * objective.samples))
    parts = []
    for k in range(0, len(numbers), rows):
        part = numbers[k : k + rows]
        nudges = np.zeros((len(part), len(theta)))
        nudges[np.arange(len(part)), part] = NUDGE
        around = np.concatenate([theta + nudges, theta - nudges])
        ahead, behind = objective.total(objective.losses(around)).reshape(2, -1)
        parts.append((ahead - behind) / (2 * NUDGE))
    return np.concatenate(parts)


def _told(
    spec: Spec,
    objective: NetworkObjective | FunctionObjective,
    count: int,
    largest: float,
) -> str:
    """Return the largest difference in words, and what it cost to find."""
    is_network = isinstance(objective, NetworkObjective)
    which = (
        "" if count == spec.free else tr(" of {free}, evenly chosen", free=spec.free)
    )
    frozen_ones = spec.count - spec.free
    rest = (
        tr(", {frozen_ones} frozen left out", frozen_ones=frozen_ones)
        if frozen_ones
        else ""
    )
    other = tr("the backward pass about 3, whatever the size")
    if not is_network:
        other = tr("the rules for derivatives 1")
    return tr(
        "Largest difference {largest} over {count}{which}{rest}. Nudging "
        "took {evaluations} evaluations, {other}.",
        largest=short(largest),
        count=trn("{n} weight", "{n} weights", count)
        if is_network
        else trn("{n} variable", "{n} variables", count),
        which=which,
        rest=rest,
        evaluations=2 * count,
        other=other,
    )


def _cause(spec: Spec, objective: NetworkObjective | FunctionObjective) -> str:
    """Return why a nudge and the backward pass can tell different slopes."""
    if isinstance(objective, FunctionObjective):
        return tr("the formula has a kink or a cliff within the nudge")
    if spec.loss_name == "errors":
        return tr("a count of errors has no slope, it only jumps")
    kinks = [
        *[tr("the bend")] * any(bend.has_kink for bend in objective.bends),
        *[tr("the loss")] * (spec.loss_name in KINKED),
        *["|w|"] * bool(objective.l1),
    ]
    if kinks:
        return tr(
            "a kink of {kinks} lies within the nudge", kinks=tr(" or ").join(kinks)
        )
    return tr("the loss is too steep here for a nudge of 10⁻⁵")
