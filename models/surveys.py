"""Surfaces as a session asks for them: which plane, how fine, and of which samples."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

import numpy as np
import torch

from models.comparisons import other_of
from models.landscapes import KEPT, explained, grid_sides, measure, part_of
from models.networks import cells
from models.planes import make_plane
from models.points import start_of
from models.samples import drawn, drawn_numbers, surveyed
from models.snapshots import Anchors, Array, Plane, Step, Surface
from models.specs import CutSpec, KeptSpec, PlaneSpec, Spec, StopSpec, ViewSpec
from models.spread import Spread
from models.stale import AHEAD, PATHS
from models.trails import Slice, Trail
from models.training import race

SHORTEST = 20  # steps that are looked ahead, at least
WORK = 5e7  # samples times units: less is looked ahead where a step is dear
MOST = 200  # steps that directions are found from
LIVE_WORK = 3e7  # losses times units that one of many surfaces in a second may take
SMALLEST = 21
SPARSE = 400  # steps of the path that come with such a surface
NO_TRAIL = Trail()


def survey(
    spec: Spec,
    trail: Trail = NO_TRAIL,
    is_live: bool = False,
    dtype: torch.dtype = torch.float32,
    spread: Spread = map,
    plane: Plane | None = None,
) -> Iterator[Slice | None]:
    """Yield the surface that `spec` asks for, ever finer.

    Args:
        spec: what is asked for.
        trail: the descent so far, for planes that follow it.
        is_live: another will be asked for at once: yield one, quickly.
        dtype: the precision.
        spread: is like `map`.
        plane: the one it is in, if not the one that `spec` asks for.
    """
    plane = plane or plane_of(spec, trail)
    seen = (trail.sparse(SPARSE) if is_live else trail).seen_in(plane)
    yield None
    objective = surveyed(spec).cast(dtype)
    sides = [live_side(spec)] if is_live else grid_sides(spec.plane.resolution)
    kept = 0 if is_live and spec.drawn_samples in ("all", "test") else KEPT
    for side in sides:
        for surface in measure(objective, plane, side, spread, kept):
            if surface is None:
                yield None
                continue
            part = narrowed(spec, trail.steps, surface)
            for whole in _compared(spec, trail.steps, part, dtype, spread):
                yield None if whole is None else Slice(whole, seen)
    if not is_live and spec.drawn_samples in ("all", "test"):
        assert whole is not None
        for told in explained(surveyed(spec), whole):
            yield None if told is None else Slice(told, seen)


def narrow(spec: Spec, trail: Trail, surface: Surface) -> Iterator[Slice | None]:
    """Yield `surface`, in which `trail` is seen, for the samples `spec` wants."""
    part = narrowed(spec, trail.steps, surface)
    for whole in _compared(spec, trail.steps, part):
        yield None if whole is None else Slice(whole, trail)


def _compared(
    spec: Spec,
    steps: Sequence[Step],
    surface: Surface,
    dtype: torch.dtype = torch.float32,
    spread: Spread = map,
) -> Iterator[Surface | None]:
    """Yield None now and then, and `surface` with the loss that it is compared with.

    That is of the same samples at the same points: of the same models, so to speak.
    """
    other = other_of(spec)
    if other is None:
        yield surface
        return
    objective = drawn(other, steps[-1].seen if steps else 0).cast(dtype)
    for found in measure(
        objective, surface.plane, len(surface.axis_x), spread, most_kept=0
    ):
        yield found and replace(surface, against=found.loss)


def narrowed(spec: Spec, steps: Sequence[Step], surface: Surface) -> Surface:
    """Return `surface` for those samples whose loss `spec` wants to see.

    Where the losses of single samples were too many to keep, they are computed anew.
    """
    seen = steps[-1].seen if steps else 0
    numbers = drawn_numbers(spec, seen)
    if numbers is None:
        return surface
    if surface.table is not None:
        return part_of(surveyed(spec), surface, numbers)
    part = drawn(spec, seen).cast(torch.float32)
    *_, found = measure(part, surface.plane, len(surface.axis_x))
    assert found is not None
    whole = surface.loss if surface.whole is None else surface.whole
    return replace(found, table=None, whole=whole)


def live_side(spec: Spec) -> int:
    """Return the finest side, no finer than asked for, at which surfaces follow."""
    each = 1 if spec.is_function else surveyed(spec).samples * cells(spec.shape)
    surfaces = 1 if spec.view.against == "none" else 2
    side = int((LIVE_WORK / each / surfaces) ** 0.5)
    return min(max(side, SMALLEST), spec.plane.resolution)


def plane_of(spec: Spec, trail: Trail = NO_TRAIL) -> Plane:
    """Return the plane that `spec` asks for, after `trail`."""
    return make_plane(spec, anchors_of(spec, trail))


def anchors_of(spec: Spec, trail: Trail = NO_TRAIL) -> Anchors:
    """Return what planes are laid through, after `trail`.

    A path shorter than what is looked ahead is looked ahead, so that a plane of the
    path is there from the first step and does not turn with each of the next. In a race
    the paths of rivals lie between the walker's start and its own path.
    """
    last = trail.steps[-1] if trail.steps else None
    walker = start_of(spec) if last is None else last.theta
    if spec.plane_kind not in PATHS:
        return Anchors(walker)
    trails = [trail.steps, *(rival.steps for rival in trail.beside)]
    is_walked = last is not None and last.index > AHEAD
    own, *rivals = trails if is_walked else _ahead(spec, trails)
    thetas = [_thetas(own)[:1], *map(_thetas, rivals), _thetas(own)]
    number = last.index if is_walked and last is not None else 0
    return Anchors(walker, np.concatenate(thetas), number)


def _thetas(steps: Sequence[Step]) -> Array:
    """Return some parameters (T, P) of a path, its ends included."""
    passed = [step for step in steps if not step.has_diverged]
    thinned = passed[:: -(-len(passed) // MOST)]
    return np.stack([step.theta for step in (*thinned, passed[-1])])


def _route(spec: Spec) -> Spec:
    """Return `spec` without what does not change its descent."""
    return replace(
        spec,
        stop=StopSpec(),
        plane=PlaneSpec(),
        view=ViewSpec(),
        kept=KeptSpec(),
        cut=CutSpec(),
    )


def _ahead(spec: Spec, walked: Sequence[Sequence[Step]]) -> Sequence[Sequence[Step]]:
    """Return the steps that are to come of each descent, from the start on.

    Where others were taken, by another rule, those are followed by what is to come.
    """
    route = _route(spec)
    scouted = _scouted(route)
    if len(walked) != len(scouted) or not all(walked):
        return scouted
    lasts = tuple(steps[-1] for steps in walked)
    if all(map(_leads_through, scouted, lasts)):
        return scouted
    to_come = _scouted(route, lasts)
    return [(*a, *b) for a, b in zip(walked, to_come, strict=True)]


def _leads_through(scouted: Sequence[Step], step: Step) -> bool:
    is_passed = step.index < len(scouted)
    return is_passed and np.array_equal(scouted[step.index].theta, step.theta)


@lru_cache(maxsize=4)
def _scouted(
    spec: Spec, after: tuple[Step, ...] | None = None
) -> tuple[tuple[Step, ...], ...]:
    each = 1 if spec.is_function else spec.data.training * cells(spec.shape)
    count = int(min(max(WORK / each, SHORTEST), AHEAD))
    steps = islice(race(spec.descents, after), count + 1)
    return tuple(zip(*steps, strict=True)) or ((),) * len(spec.descents)
