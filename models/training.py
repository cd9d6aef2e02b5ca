"""Descents."""

from collections.abc import Iterator
from dataclasses import replace
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

CLIFF, TIMES = 1e6, 1e3  # a loss above both 1e6 and 1000 times the first has diverged


def train(spec: Spec, after: Step | None = None) -> Iterator[Step]:
    """Yield the descent that `spec` asks for, from its start or going on from `after`.

    The first step yielded is the start itself, or the one that follows `after`. It
    ends where the loss diverges; the last step says so.
    """
    objective = make_objective(spec)
    yield from descend(objective, spec, start_of(spec), after)


def descend(
    objective: Objective, spec: Spec, start: Array, after: Step | None = None
) -> Iterator[Step]:
    """Yield the steps of a descent on `objective` (P,) from `start`, without end."""
    rule = make_optimizer(spec.optimizer)
    first = _step(objective, spec, start, 0, 0, rule.init(start))
    last = first if after is None else after
    if after is None:
        yield first
    while not last.verdict:
        change, memory = onward(objective, spec, rule, last)
        seen = last.seen + _batch_length(objective.samples, spec.batch, last.seen)
        theta = last.theta + change
        last = _step(objective, spec, theta, last.index + 1, seen, memory)
        if not last.loss <= max(CLIFF, TIMES * first.loss):
            last = _diverged(last, objective, spec, start)
        yield last


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

    return rule.update(Here(step.theta, step.gradient, rate, bend), memory)


def _step(
    objective: Objective,
    spec: Spec,
    theta: Array,
    index: int,
    seen: int,
    memory: object,
) -> Step:
    batch = batch_at(objective.samples, spec.batch, seen)
    losses, gradient = objective.losses_and_gradient(theta[None], batch)
    return Step(
        index,
        seen,
        seen / objective.samples,
        frozen(theta),
        float(losses.mean()),
        frozen(gradient[0]),
        memory,
    )


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
    return replace(step, verdict=verdict)


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
