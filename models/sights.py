"""What is seen from where the walker stands: its model, the ground, the kept points."""

from collections.abc import Iterator

import numpy as np

from models.curvature import bend_at
from models.cuts import cut_at
from models.grounds import ground_at
from models.objectives import Objective, make_objective
from models.optimizers import make_optimizer
from models.points import kept_of
from models.predictions import predict
from models.projections import project
from models.samples import drawn
from models.snapshots import Array, Cut, Marker, Plane, Sight, Step
from models.specs import Spec
from models.training import onward

BEYOND = 0.25  # of the way between two points that a cut is longer at each end


def look_around(
    spec: Spec,
    step: Step,
    plane: Plane | None,
    hovered_at: tuple[float, float] | None,
    is_cut: bool,
    is_gauged: bool = False,
) -> Iterator[Sight]:
    """Yield what is seen after `step`, in `plane` and at the point hovered there.

    `is_cut` and `is_gauged` tell whether anyone looks at the cut and at the gauge.
    """
    hovered = plane.theta(*hovered_at) if plane and hovered_at else None
    prediction = predict(spec, step.theta, hovered, hovered_at)
    if plane is None:
        yield Sight(prediction, None, (), None)
        return
    objective = make_objective(spec)
    if not np.isfinite(step.theta).all():  # it has diverged: it stands nowhere
        yield Sight(prediction, None, markers_in(spec, objective, plane), None)
        return
    rule = make_optimizer(spec.optimizer)
    change, _ = onward(objective, spec, rule, step)
    slope = prediction.walker.gradient
    yield Sight(
        prediction,
        ground_at(objective, plane, step, change, drawn(spec, step.seen)),
        markers_in(spec, objective, plane),
        cut_through(spec, objective, plane, step.theta) if is_cut else None,
        bend_at(objective, step.theta, slope) if is_gauged else None,
    )


def markers_in(spec: Spec, objective: Objective, plane: Plane) -> tuple[Marker, ...]:
    """Return the kept points as they are seen in `plane`."""
    thetas = kept_of(spec)
    if not len(thetas):
        return ()
    xy, off_plane = project(plane, thetas)
    losses = objective.losses(thetas).mean(1).tolist()
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
