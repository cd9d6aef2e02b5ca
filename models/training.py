"""Descents."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.curvature import hessian, largest_curvature
from models.objectives import Objective, make_objective
from models.optimizers import Here, Optimizer, make_optimizer, rate_at
from models.points import start_of
from models.scales import short
from models.snapshots import Array, Step, frozen
from models.specs import BatchSpec, Spec
from models.stops import stopped

CLIFF, TIMES = 1e6, 1e3  # a loss above both 1e6 and 1000 times the first has diverged


@dataclass(frozen=True, slots=True, eq=False)
class Next:
    """Where a descent goes next, before anything is computed there."""

    spec: Spec
    theta: Array
    index: int
    seen: int
    memory: object
    seconds: float = 0.0  # that the update took, and all before it


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
    rules = [make_optimizer(spec.optimizer) for spec in specs]
    begins = [
        Next(spec, start, 0, 0, rule.init(start))
        for spec, start, rule in zip(specs, starts, rules, strict=True)
    ]
    first = tuple(_steps(objective, begins))
    lasts = tuple(
        stopped(last, spec.stop)
        for last, spec in zip(after or first, specs, strict=True)
    )
    if after is None:
        yield lasts
    limits = [max(CLIFF, TIMES * step.loss) for step in first]
    while going := [k for k, last in enumerate(lasts) if not last.verdict]:
        nexts = [_next(objective, specs[k], rules[k], lasts[k]) for k in going]
        taken = list(lasts)
        for k, step in zip(going, _steps(objective, nexts), strict=True):
            is_over = not step.loss <= limits[k]
            ended = _diverged(step, objective, specs[k], starts[k]) if is_over else step
            taken[k] = stopped(ended, specs[k].stop)
        lasts = tuple(taken)
        yield lasts


def _next(objective: Objective, spec: Spec, rule: Optimizer, last: Step) -> Next:
    begun = time.perf_counter()
    change, memory = onward(objective, spec, rule, last)
    seen = last.seen + _batch_length(objective.samples, spec.batch, last.seen)
    seconds = last.seconds + time.perf_counter() - begun
    return Next(spec, last.theta + change, last.index + 1, seen, memory, seconds)


def onward(
    objective: Objective, spec: Spec, rule: Optimizer, step: Step
) -> tuple[Array, Any]:
    """Return the change (P,) that follows `step`, and what `rule` remembers then.

    After another rule's step there is nothing to remember.
    """
    fresh = rule.init(step.theta)
    memory = step.memory if isinstance(step.memory, type(fresh)) else fresh
    batch = batch_at(objective.samples, spec.batch, step.seen)
    rate = rate_at(spec.optimizer, step.index)

    def bend() -> Array:
        return hessian(objective, step.theta, batch)

    change, new = rule.update(Here(step.theta, step.gradient, rate, bend), memory)
    return change * objective.free, new


def _steps(objective: Objective, nexts: list[Next]) -> list[Step]:
    """Return the steps that lead to `nexts`; those with the same batch at once."""
    together: dict[tuple[BatchSpec, int], list[int]] = {}
    for k, one in enumerate(nexts):
        together.setdefault((one.spec.batch, one.seen), []).append(k)
    steps: dict[int, Step] = {}
    for (batch_spec, seen), numbers in together.items():
        batch = batch_at(objective.samples, batch_spec, seen)
        thetas = np.stack([nexts[k].theta for k in numbers])
        begun = time.perf_counter()
        losses, gradients = objective.losses_and_gradient(thetas, batch)
        share = (time.perf_counter() - begun) / len(numbers)
        means = objective.total(losses)
        own = means if batch is None else objective.total(losses[:, batch])
        for row, k in enumerate(numbers):
            index, optimizer = nexts[k].index, nexts[k].spec.optimizer
            steps[k] = Step(
                index,
                seen,
                seen / objective.samples,
                frozen(thetas[row]),
                float(means[row]),
                frozen(gradients[row]),
                nexts[k].memory,
                batch_loss=float(own[row]),
                rate=rate_at(optimizer, index - 1) if index else math.nan,
                seconds=nexts[k].seconds + share if index else 0.0,
            )
    return [steps[k] for k in range(len(nexts))]


def _diverged(step: Step, objective: Objective, spec: Spec, start: Array) -> Step:
    rate = spec.optimizer.learning_rate
    curvature = largest_curvature(objective, start)
    verdict = f"diverged at step {step.index}: the loss reached {short(step.loss)}"
    is_plain = spec.optimizer.name == "gradient_descent"
    if is_plain and curvature > 0 and rate > 2 / curvature:
        where = "" if spec.is_quadratic else " at the start"
        verdict = (
            f"diverged at step {step.index}: learning rate above "
            f"2/λmax = {short(2 / curvature)}{where}"
        )
    return replace(step, verdict=verdict, has_diverged=True)


def batch_at(samples: int, spec: BatchSpec, seen: int) -> NDArray[np.intp] | None:
    """Return which examples the next gradient is computed from; None for all of them.

    Each epoch is a new shuffle, cut into batches in order; the last may be short. With
    replacement each batch is drawn from all.
    """
    if spec.size in (0, samples) or spec.size > samples:
        return None
    if spec.replace:
        rng = np.random.default_rng([spec.seed, samples, seen])
        return rng.integers(samples, size=spec.size)
    epoch, place = divmod(seen, samples)
    order = _shuffled(samples, spec.seed, epoch)
    return order[place : place + spec.size]


def _batch_length(samples: int, spec: BatchSpec, seen: int) -> int:
    batch = batch_at(samples, spec, seen)
    return samples if batch is None else len(batch)


@lru_cache(maxsize=8)
def _shuffled(samples: int, seed: int, epoch: int) -> NDArray[np.intp]:
    return np.random.default_rng([seed, epoch]).permutation(samples)
