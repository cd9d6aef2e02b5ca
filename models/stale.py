"""What a change of the spec leaves out of date: the table to read first."""

from dataclasses import dataclass

import numpy as np

from models.catalog import SAMPLED
from models.points import start_of
from models.snapshots import Array, Plane, Step
from models.specs import Spec

PATHS = ("path", "principal")  # planes that are laid through a path
AHEAD = 200  # steps of it that are looked ahead where there are none yet
GROWN = 1.25  # a path so much longer asks for another plane


@dataclass(frozen=True, slots=True)
class Stale:
    """What is out of date, and has to be computed again."""

    problem: bool  # another loss altogether: nothing shown may survive
    examples: bool  # only those drawn by hand are others: surface and descent, anew
    plane: bool  # the surface, and where the path lies in it
    start: bool  # the descent, from its first step
    rule: bool  # the descent, from the step on the screen: how it goes on, or stops
    drops: bool  # those that run down over the square
    samples: bool  # whose loss the surface is
    heights: bool  # how the surface is shown
    sight: bool  # what is seen from where the walker stands


def stale(old: Spec, new: Spec) -> Stale:
    """Return what is out of date when `new` takes the place of `old`."""
    is_redrawn = old.data.points != new.data.points and not new.is_function
    is_elsewhere = is_redrawn and _slice(old) != _slice(new)
    problem = _problem(old) != _problem(new) or is_elsewhere
    examples = is_redrawn and not problem
    start = problem or examples or not _alike(_starts(old), _starts(new))
    rule = _rule(old) != _rule(new)
    is_ahead = new.plane_kind in PATHS and (start or rule)
    plane = problem or examples or is_ahead or _slice(old) != _slice(new)
    return Stale(
        problem,
        examples,
        plane,
        start,
        rule=rule or old.stop != new.stop,
        drops=plane or _drops(old) != _drops(new),
        samples=_samples(old) != _samples(new),
        heights=_look(old) != _look(new),
        sight=_sight(old) != _sight(new),
    )


def _starts(spec: Spec) -> list[Array]:
    return [start_of(descent) for descent in spec.descents]


def _alike(old: list[Array], new: list[Array]) -> bool:
    """Tell whether as many descents start at the same points."""
    same = map(np.array_equal, old, new)
    return len(old) == len(new) and all(same)


def is_outgrown(
    spec: Spec, plane: Plane, old: Step | None, new: Step, is_playing: bool
) -> bool:
    """Tell whether `plane`, laid when the walker was at `old`, is stale at `new`.

    It may have been laid before there was a walker; then it stood at the start.

    While it plays, a plane of the path is laid anew only now and then: each time it
    turns a little.
    """
    if new is old:
        return False
    if spec.plane.centre == "walker":
        return old is not None or new.index > 0
    if spec.plane_kind not in PATHS or new.index <= max(AHEAD, plane.last):
        return False
    return not is_playing or new.index > GROWN * max(plane.last, AHEAD)


def _rule(spec: Spec) -> tuple[object, ...]:
    return spec.optimizer, spec.batch, spec.race, spec.network.frozen


def _drops(spec: Spec) -> tuple[object, ...]:
    return spec.optimizer, spec.batch


def _problem(spec: Spec) -> tuple[object, ...]:
    network = spec.shape, spec.network.activations, spec.loss_name, spec.loss
    return (spec.formula,) if spec.is_function else (spec.data.undrawn, *network)


def _slice(spec: Spec) -> tuple[object, ...]:
    uses_kept = spec.plane.kind == "points" or spec.plane.centre == "kept"
    kept = spec.kept.values if uses_kept else ()
    planes = spec.plane, spec.network.frozen, spec.network.seed
    return *planes, kept, spec.drawn_samples == "test", spec.view.against


def _samples(spec: Spec) -> tuple[object, ...]:
    name = spec.drawn_samples
    return name, {"example": spec.view.example, "batch": spec.batch}.get(name)


def _sight(spec: Spec) -> tuple[object, ...]:
    view = spec.view
    watched = {"cut", "fan"} & set(view.layers), view.telling, view.nudging
    sampled = SAMPLED & set(spec.drawn_curves)
    is_person = "person" in spec.drawn_data_layers
    chosen = view.example, view.likelihood, is_person, spec.shelved, spec.loss_over
    inputs = spec.drawn_inputs, view.held_inputs
    seen = spec.cut, spec.plane, _samples(spec), *inputs, chosen
    return spec.kept, *seen, watched, sampled


def _look(spec: Spec) -> tuple[object, ...]:
    view = spec.view
    return view.log_height, view.colors, view.height_low, view.height_high
