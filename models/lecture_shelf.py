"""What the lecture claims on the shelf of losses: lesson 17."""

from collections.abc import Iterator

import numpy as np

from models.claims import Claim, Fact, is_near
from models.landscapes import measure
from models.language import tr
from models.lecture_measures import landscape, network_of, share_right, walked
from models.options import revise
from models.planes import make_plane
from models.snapshots import Array
from models.specs import Spec

MARGINS = np.array([-1.0, 0.0, 0.5, 1.0, 2.0])  # the output, for a target of 1
FAR = (30.0, 30.0, 30.0)  # outliers beside fifty values around 3
STEPS = 1000


def counted_errors_make_terraces() -> Iterator[Fact | None]:
    """On 30 points counted errors have 23 heights, and no slope anywhere."""
    spec = revise(landscape("17"), {"loss.name": "errors"})
    objective = network_of(spec)
    heights = 0
    for surface in measure(objective, make_plane(spec), 101):
        if surface is not None:
            heights = len(np.unique(np.round(spec.data.count * surface.loss)))
        yield None
    places = np.random.default_rng(0).uniform(-8, 8, (200, 2))
    level = not objective.gradient(places).any()
    yield Fact(
        tr(
            "counted errors of {count} points have {heights} "
            "heights on this surface, and |∇L| is {level} everywhere.",
            count=spec.data.count,
            heights=heights,
            level=0 if level else tr("not 0"),
        ),
        heights == 23 and level,
    )


def hinge_costs_of_five_margins() -> Iterator[Fact | None]:
    """At margins of -1 to 2 hinge costs 2 to 0, and log loss 1.313 to .127."""
    costs = {}
    for name in ("hinge", "log"):
        loss = network_of(revise(landscape("17"), {"loss.name": name})).loss
        costs[name] = loss.value(MARGINS[None], np.ones((1, 5)))[0]
        yield None
    hinge, log = (
        ", ".join(f"{cost:.3g}" for cost in costs[name]) for name in ("hinge", "log")
    )
    yield Fact(
        tr(
            "at margins −1, 0, .5, 1, 2 hinge costs {hinge}, and log loss {log}.",
            hinge=hinge,
            log=log,
        ),
        np.allclose(costs["hinge"], [2, 1, 0.5, 0, 0], rtol=0, atol=1e-12)
        and np.allclose(costs["log"], [1.313, 0.693, 0.474, 0.313, 0.127], atol=5e-4),
    )


def hinge_leaves_most_points_alone() -> Iterator[Fact | None]:
    """Trained by hinge .92 of the blobs pull no more; .965 are right, by any loss."""
    right = {}
    for name in ("log", "hinge", "squared"):
        spec = revise(Spec(), {"data.name": "blobs", "loss.name": name})
        spec = revise(spec, {"optimizer.learning_rate": 0.5})
        step = yield from walked(spec, STEPS)
        right[name] = share_right(spec, step.theta)
        if name == "hinge":
            objective = network_of(spec)
            z = objective.raw(step.theta[None], objective.inputs.numpy())[0]
            slopes = objective.loss.slope(z, objective.targets.numpy())
            alone = float((slopes == 0).mean())
    least, most = min(right.values()), max(right.values())
    yield Fact(
        tr(
            "trained by hinge, {alone:.1%} of the blobs' points "
            "pull at nothing; by hinge, log or squared error {least:.3f} to "
            "{most:.3f} are right.",
            alone=alone,
            least=least,
            most=most,
        ),
        abs(alone - 0.92) <= 0.01 and least >= 0.9645 and most <= 0.9705,
    )


def absolute_error_hardly_chases_outliers() -> Iterator[Fact | None]:
    """Three outliers move the best guess by 1.5 if squared, by .03 if absolute."""
    values = np.random.default_rng(0).normal(3, 1, 50)
    best = {}
    for name in ("squared", "absolute"):
        for place, targets in (("near", values), ("far", np.append(values, FAR))):
            best[name, place] = _best_constant(name, targets)
            yield None
    yield Fact(
        tr(
            "three outliers at 30 move the best guess from "
            "{squared:.3f} to {squared_far:.3f}, with absolute error from "
            "{absolute:.3f} to {absolute_far:.3f}.",
            squared=best["squared", "near"],
            squared_far=best["squared", "far"],
            absolute=best["absolute", "near"],
            absolute_far=best["absolute", "far"],
        ),
        is_near(best["squared", "far"] - best["squared", "near"], 1.53, 0.05)
        and is_near(best["absolute", "far"] - best["absolute", "near"], 0.025, 0.02),
    )


def _best_constant(name: str, targets: Array) -> float:
    """Return the bias with the lowest loss, of a perceptron that sees nothing else."""
    points = np.column_stack([0 * targets, targets]).ravel()
    spec = revise(Spec(), {"data.name": "six_points", "loss.name": name})
    spec = revise(spec, {"data.points": tuple(points.tolist())})
    biases = np.linspace(2, 5, 3001)
    thetas = np.column_stack([0 * biases, biases])
    losses = network_of(spec).losses(thetas).mean(1)
    return float(biases[losses.argmin()])


CLAIMS: dict[str, Claim] = {
    one.__name__: one
    for one in (
        counted_errors_make_terraces,
        hinge_costs_of_five_margins,
        hinge_leaves_most_points_alone,
        absolute_error_hardly_chases_outliers,
    )
}
