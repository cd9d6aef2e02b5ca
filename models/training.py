"""Descents, side by side."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from models.curvature import largest_curvature
from models.draws import batch_at, batch_length
from models.language import tr
from models.objectives import Objective, make_objective
from models.optimizers import rate_at
from models.points import start_of
from models.scales import short
from models.snapshots import Array, Step
from models.specs import BatchSpec, Spec
from models.stops import stopped
from models.teams import advance, make_teams

CLIFF, TIMES = 1e6, 1e3  # a loss above both 1e6 and 1000 times the first has diverged


class Next(NamedTuple):
    """A step before anything is computed where it leads."""

    spec: Spec
    number: int = 0
    seen: int = 0
    memory: object = None
    rate: float = math.nan
    seconds: float = 0.0


def train(spec: Spec, after: Step | None = None) -> Iterator[Step]:
    """Yield the descent that `spec` asks for, from its start or going on from `after`.

    The first step yielded is the start itself, or the one that follows `after`. It
    ends where the loss diverges, or where it was asked to stop; the last step says so.
    """
    for (step,) in race((spec,), None if after is None else (after,)):
        yield step


def race(
    specs: tuple[Spec, ...], after: tuple[Step, ...] | None = None
) -> Iterator[tuple[Step, ...]]:
    """Yield K descents side by side, a step of each; one that has ended stays.

    They are on the same loss. It ends where all have ended.
    """
    objective, starts = make_objective(specs[0]), [start_of(spec) for spec in specs]
    first, _ = _measured(objective, [Next(spec) for spec in specs], np.stack(starts))
    limits = [max(CLIFF, TIMES * step.loss) for step in first]
    lasts = [
        stopped(last, spec.stop)
        for last, spec in zip(after or first, specs, strict=True)
    ]
    if after is None:
        yield tuple(lasts)
    while going := [k for k, last in enumerate(lasts) if not last.verdict]:
        walk = _walk(objective, [specs[k] for k in going], [lasts[k] for k in going])
        while not any(lasts[k].verdict for k in going):
            for k, step in zip(going, next(walk), strict=True):
                if not step.loss <= limits[k]:
                    step = _diverged(step, objective, specs[k], starts[k])
                lasts[k] = stopped(step, specs[k].stop)
            yield tuple(lasts)


def _walk(
    objective: Objective, specs: Sequence[Spec], steps: Sequence[Step]
) -> Iterator[list[Step]]:
    """Yield the steps that follow `steps`, without end."""
    thetas = np.stack([step.theta for step in steps])
    gradients = np.stack([step.gradient for step in steps])
    teams = make_teams(specs, steps)
    while True:
        thetas, nexts = thetas.copy(), {}
        for place, team in enumerate(teams):
            first, rows, begun = steps[team.members[0]], team.rows, time.perf_counter()
            thetas[rows], teams[place] = advance(
                objective, team, first, thetas[rows], gradients[rows]
            )
            share = (time.perf_counter() - begun) / len(team.members)
            rate = rate_at(team.spec.optimizer, first.index)
            for k, memory in zip(team.members, teams[place].memories, strict=True):
                last, batch = steps[k], specs[k].batch
                seen = last.seen + batch_length(objective.samples, batch, last.seen)
                seconds = last.seconds + share
                nexts[k] = Next(specs[k], last.index + 1, seen, memory, rate, seconds)
        steps, gradients = _measured(
            objective, [nexts[k] for k in range(len(nexts))], thetas
        )
        yield steps


def _measured(
    objective: Objective, nexts: list[Next], thetas: Array
) -> tuple[list[Step], Array]:
    """Return the steps that lead to `thetas` (K, P), and their gradients (K, P).

    Those at the same batch are one call. The losses over all examples come with the
    gradients: a pass through a batch alone saves less than another through all costs.
    """
    together: dict[tuple[BatchSpec, int], list[int]] = {}
    for k, one in enumerate(nexts):
        together.setdefault((one.spec.batch, one.seen), []).append(k)
    gradients, samples = np.empty_like(thetas), objective.samples
    found: dict[int, tuple[float, float, float]] = {}
    for (batch_spec, seen), rows in together.items():
        begun = time.perf_counter()
        batch = batch_at(samples, batch_spec, seen)
        losses, gradients[rows] = objective.losses_and_gradient(thetas[rows], batch)
        share = (time.perf_counter() - begun) / len(rows)
        means = own = objective.total(losses).tolist()
        if batch is not None:
            own = objective.total(losses[:, batch]).tolist()
        found |= zip(
            rows, zip(means, own, [share] * len(rows), strict=True), strict=True
        )
    thetas.setflags(write=False)
    gradients.setflags(write=False)
    steps = [
        Step(
            one.number,
            one.seen,
            one.seen / samples,
            thetas[k],
            found[k][0],
            gradients[k],
            one.memory,
            batch_loss=found[k][1],
            rate=one.rate,
            seconds=one.seconds + found[k][2] if one.number else 0.0,
        )
        for k, one in enumerate(nexts)
    ]
    return steps, gradients


def _diverged(step: Step, objective: Objective, spec: Spec, start: Array) -> Step:
    rate = spec.optimizer.learning_rate
    curvature = largest_curvature(objective, start)
    verdict = tr(
        "diverged at step {index}: the loss reached {loss}",
        index=step.index,
        loss=short(step.loss),
    )
    is_plain = spec.optimizer.name == "gradient_descent"
    if is_plain and curvature > 0 and rate > 2 / curvature:
        where = "" if spec.is_quadratic else tr(" at the start")
        verdict = tr(
            "diverged at step {index}: learning rate above 2/λmax = {curvature}{where}",
            index=step.index,
            curvature=short(2 / curvature),
            where=where,
        )
    return replace(step, verdict=verdict, has_diverged=True)
