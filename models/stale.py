"""What a change of the spec leaves out of date: the table to read first."""

from dataclasses import dataclass

import numpy as np

from models.planes import start_of
from models.specs import Spec


@dataclass(frozen=True, slots=True)
class Stale:
    """What is out of date, and has to be computed again."""

    problem: bool  # another loss altogether: nothing shown may survive
    plane: bool  # the surface, and where the path lies in it
    start: bool  # the descent, from its first step
    rule: bool  # the descent, from the step on the screen
    heights: bool  # how the surface is shown


def stale(old: Spec, new: Spec) -> Stale:
    """Return what is out of date when `new` takes the place of `old`."""
    problem = _problem(old) != _problem(new)
    return Stale(
        problem,
        plane=problem or old.plane != new.plane or old.network.seed != new.network.seed,
        start=problem or not np.array_equal(start_of(old), start_of(new)),
        rule=(old.optimizer, old.batch) != (new.optimizer, new.batch),
        heights=_look(old) != _look(new),
    )


def _problem(spec: Spec) -> tuple[object, ...]:
    if spec.is_function:
        return (spec.formula,)
    return spec.data, spec.shape, spec.network.activation, spec.loss_name


def _look(spec: Spec) -> tuple[object, ...]:
    return spec.view.log_height, spec.view.colors
