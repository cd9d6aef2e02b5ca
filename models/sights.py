"""What is seen from where the walker stands: its model, the ground, the kept points."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from models.batches import fan_of, noise_of
from models.curvature import bend_at
from models.cuts import cut_at
from models.functions import FunctionObjective
from models.grounds import ground_at
from models.inspections import inspect
from models.likelihoods import likelihood_at
from models.loss_curves import shelf_of
from models.objectives import NetworkObjective, Objective, make_objective
from models.optimizers import make_optimizer
from models.phrases import phrases, remembered
from models.points import kept_of
from models.predictions import predict
from models.projections import project
from models.remarks import level, remarks
from models.samples import drawn
from models.scores import score
from models.snapshots import (
    Array,
    Bend,
    Cut,
    Marker,
    Plane,
    Prediction,
    Remark,
    Sight,
    Step,
    Watched,
)
from models.specs import Spec
from models.teams import onward
from models.units import activity, dead, units_at

BEYOND = 0.25  # of the way between two points that a cut is longer at each end


def look_around(
    spec: Spec,
    steps: Sequence[Step],
    plane: Plane | None,
    hovered_at: tuple[float, float] | None = None,
    watched: AbstractSet[Watched] = frozenset(),
    whole: Sequence[Step] = (),
) -> Iterator[Sight]:
    """Yield what is seen from where the walker stands, after all of `steps`.

    Nothing is seen in a `plane` that is not known yet; at `hovered_at` in it is another
    model to look at. What takes long is computed if it is `watched`. The `whole`
    descent has more steps where the walker looks back.
    """
    step = steps[-1]
    hovered = plane.theta(*hovered_at) if plane and hovered_at else None
    prediction = predict(spec, step.theta, hovered, hovered_at)
    seen = _without_plane(spec, steps, whole, watched, prediction)
    if plane is None:
        yield seen
        return
    objective, is_judged = make_objective(spec), "gauge" in watched
    markers = markers_in(spec, objective, plane)
    seen = replace(seen, markers=markers)
    if is_judged:
        bend, said = _judged(spec, objective, steps)
        seen = replace(seen, bend=bend, remarks=said)
    if not np.isfinite(step.theta).all():  # it has diverged: it stands nowhere
        yield seen
        return
    change, memory = onward(objective, spec, make_optimizer(spec.optimizer), step)
    ground = ground_at(
        objective,
        plane,
        step,
        change,
        drawn(spec, step.seen),
        remembered(spec.optimizer, memory).get("m"),
    )
    slope, is_cut = prediction.walker.gradient, "cut" in watched
    noise = noise_of(spec, step, objective.samples, slope)
    if noise is not None and "fan" in spec.view.layers:
        ground = replace(ground, fan=fan_of(objective, plane, step, noise, slope))
    is_told = "update" in watched
    told = phrases(spec, plane, step, change, memory, ground.real) if is_told else ()
    cut = cut_through(spec, objective, plane, step.theta) if is_cut else None
    if "likelihood" in watched:
        seen = replace(seen, likelihood=likelihood_at(spec, step.theta, plane))
    yield replace(seen, ground=ground, cut=cut, noise=noise, phrases=told)


def _without_plane(
    spec: Spec,
    steps: Sequence[Step],
    whole: Sequence[Step],
    watched: AbstractSet[Watched],
    prediction: Prediction,
) -> Sight:
    """Return what is seen of the model itself, of which no plane need be known."""
    walker = prediction.walker
    found = level(spec, float(np.linalg.norm(walker.gradient)))
    seen = Sight(prediction, remarks=(found,) if found else ())
    if "history" in watched:
        seen = replace(seen, scores=score(spec, whole or steps))
    if watched & {"activation", "units"}:
        seen = replace(seen, units=units_at(spec, walker.theta))
    if "weights" in watched:
        seen = replace(seen, inspection=inspect(spec, steps, walker.gradient))
    if "loss" in watched:
        seen = replace(seen, shelf=shelf_of(spec, walker.theta))
    return seen


def _judged(
    spec: Spec, objective: NetworkObjective | FunctionObjective, steps: Sequence[Step]
) -> tuple[Bend, tuple[Remark, ...]]:
    """Return how the loss bends, and what happens; where it began, if it diverged."""
    theta = (steps[0] if steps[-1].has_diverged else steps[-1]).theta
    gradient = objective.gradient(theta[None])[0]
    bend, dead = bend_at(objective, theta, gradient), dead_units(objective, theta)
    return bend, remarks(spec, steps, gradient, bend, dead)


def dead_units(objective: NetworkObjective | FunctionObjective, theta: Array) -> int:
    """Return how many hidden units of ReLU are 0 for all the training examples."""
    if isinstance(objective, FunctionObjective):
        return 0
    _, values = activity(objective, theta, objective.inputs.numpy())
    return sum(int(layer.sum()) for layer in dead(objective.bends, values))


def markers_in(spec: Spec, objective: Objective, plane: Plane) -> tuple[Marker, ...]:
    """Return the kept points as they are seen in `plane`."""
    thetas = kept_of(spec)
    if not len(thetas):
        return ()
    xy, off_plane = project(plane, thetas)
    losses = objective.total(objective.losses(thetas)).tolist()
    return tuple(map(Marker, spec.kept.names, xy, losses, off_plane.tolist()))


def cut_through(spec: Spec, objective: Objective, plane: Plane, walker: Array) -> Cut:
    """Return the cut that `spec` asks for: along an axis, or between kept points."""
    at = spec.cut.at
    if spec.cut.along == "kept":
        first, second = kept_of(spec)[:2]
        name = " → ".join(spec.kept.names[:2])
        ends = -BEYOND, 1 + BEYOND
        touched = 0.0 if at is None else at
        return cut_at(objective, plane, first, second - first, *ends, touched, name)
    axis = ("x", "y").index(spec.cut.along)
    along = (plane.direction_x, plane.direction_y)[axis]
    place = float(project(plane, walker[None])[0][0, axis])
    middle = plane.centre[axis]
    low = min(middle - plane.extent, place)
    high = max(middle + plane.extent, place)
    name = (plane.name_x, plane.name_y)[axis]
    touched = place if at is None else float(np.clip(at, low, high))
    return cut_at(
        objective, plane, walker - place * along, along, low, high, touched, name
    )
