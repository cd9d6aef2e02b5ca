"""Teams: descents of one rule, updated together, as most rules work by element."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from models.curvature import hessian
from models.draws import batch_at
from models.objectives import Objective
from models.optimizers import ALONE, Here, Optimizer, make_optimizer, rate_at
from models.snapshots import Array, Step
from models.specs import Spec


@dataclass(frozen=True, slots=True, eq=False)
class Team:
    """Descents at the same step, by the same rule."""

    members: tuple[int, ...]  # their numbers among all that race
    spec: Spec  # of the first
    rule: Optimizer
    memory: Any  # its arrays are (K, P); of one that works alone, (P,)

    @property
    def rows(self) -> int | list[int]:
        """What picks theirs of an array: (P,) for one alone, else (K, P)."""
        return self.members[0] if len(self.members) == 1 else list(self.members)

    @property
    def memories(self) -> Iterator[Any]:
        """What each of them remembers."""
        if len(self.members) == 1:
            yield self.memory
            return
        for k in range(len(self.members)):
            parts = (part[k] if _is_array(part) else part for part in self.memory)
            yield type(self.memory)(*parts)


def onward(
    objective: Objective, spec: Spec, rule: Optimizer, step: Step
) -> tuple[Array, Any]:
    """Return the change (P,) that follows `step`, and what `rule` remembers then."""
    here = _here(objective, spec, step, step.theta, step.gradient)
    change, memory = rule.update(here, _memory(rule, step))
    return change * objective.free, memory


def advance(
    objective: Objective, team: Team, first: Step, thetas: Array, gradients: Array
) -> tuple[Array, Team]:
    """Return where a team goes from `thetas`, where its first stands at `first`."""
    here = _here(objective, team.spec, first, thetas, gradients)
    change, memory = team.rule.update(here, team.memory)
    return thetas + change * objective.free, replace(team, memory=memory)


def make_teams(specs: Sequence[Spec], steps: Sequence[Step]) -> list[Team]:
    """Return who goes on together from `steps`."""
    rules = [make_optimizer(spec.optimizer) for spec in specs]
    memories = [_memory(rule, step) for rule, step in zip(rules, steps, strict=True)]
    alike: dict[object, list[int]] = {}
    for k, (spec, step) in enumerate(zip(specs, steps, strict=True)):
        counts = (None if _is_array(part) else part for part in memories[k])
        is_alone = spec.optimizer.name in ALONE
        key = k if is_alone else (spec.optimizer, step.index, *counts)
        alike.setdefault(key, []).append(k)
    return [
        Team(tuple(own), specs[k], rules[k], _stacked([memories[k] for k in own]))
        for own in alike.values()
        for k in own[:1]
    ]


def _here(
    objective: Objective, spec: Spec, step: Step, theta: Array, gradient: Array
) -> Here:
    rate = rate_at(spec.optimizer, step.index)

    def bend() -> Array:
        batch = batch_at(objective.samples, spec.batch, step.seen)
        return hessian(objective, theta, batch)

    return Here(theta, gradient, rate, bend)


def _memory(rule: Optimizer, step: Step) -> Any:
    """Return what `rule` remembers; at the start, and after another's, nothing."""
    fresh = rule.init(step.theta)
    return step.memory if isinstance(step.memory, type(fresh)) else fresh


def _stacked(memories: list[Any]) -> Any:
    first, *others = memories
    if not others:
        return first
    parts = zip(*memories, strict=True)
    return type(first)(*(np.stack(p) if _is_array(p[0]) else p[0] for p in parts))


def _is_array(part: object) -> bool:
    return isinstance(part, np.ndarray)
