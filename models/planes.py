"""Planes through parameter space, made from a spec and what a descent has passed."""

from dataclasses import replace

import numpy as np

from models.catalog import FUNCTIONS, CentreName
from models.directions import (
    Pair,
    hessian_pair,
    path_pair,
    points_pair,
    principal_pair,
    random_pair,
    weights_pair,
)
from models.language import tr
from models.objectives import make_objective
from models.points import drawn_of, frozen_of, kept_of, names_of
from models.projections import project
from models.scales import short
from models.snapshots import Anchors, Array, Plane, frozen
from models.specs import Spec

THROUGH: dict[CentreName, str] = {
    "start": tr("through the start"),
    "walker": tr("through the walker"),
    "kept": tr("through the kept point"),
}
NAMED = 3  # fixed parameters that are named with their values
RANDOM_EXTENT = 2.0  # where the spec leaves it open
MARGIN = 1.3  # of a square around points: room beyond the outermost
NOWHERE = Anchors()


def make_plane(spec: Spec, anchors: Anchors = NOWHERE) -> Plane:
    """Return the plane that `spec` asks for.

    Planes that follow a descent need `anchors`. Without a path that goes anywhere,
    random directions take the place of those of the path.
    """
    through = _centre(spec, anchors)
    kind, path = spec.plane_kind, anchors.path
    if kind == "points":
        return _around(spec, points_pair(spec), kept_of(spec)[0], kept_of(spec)[:3])
    if kind == "hessian":
        return _bent(spec, through)
    if kind in ("path", "principal") and path is not None:
        pair = path_pair(path) if kind == "path" else principal_pair(path)
        if pair is not None:
            centre = path[0] if spec.plane.centre == "start" else through
            return _around(spec, pair, centre, path, anchors.last)
    if kind == "weights":
        return _weights_plane(spec, through)
    extent = spec.plane.extent or RANDOM_EXTENT
    return _plane(spec, random_pair(spec), through, (0.0, 0.0), extent)


def _centre(spec: Spec, anchors: Anchors) -> Array:
    """Return the point (P,) that the plane goes through."""
    if spec.plane.centre == "walker" and anchors.walker is not None:
        return anchors.walker
    if spec.plane.centre == "kept":
        return frozen(kept_of(spec)[spec.plane.kept])
    return drawn_of(spec)


def _plane(
    spec: Spec,
    pair: Pair,
    origin: Array,
    middle: tuple[float, float],
    extent: float,
    note: str = "",
    last: int = 0,
) -> Plane:
    note = note or f"{pair.note}, {THROUGH[spec.plane.centre]}"
    is_exact = spec.is_exact and not pair.basis[:, list(frozen_of(spec))].any()
    if is_exact:
        note = _exactly(spec)
    return Plane(
        frozen(origin), frozen(pair.basis[0]), frozen(pair.basis[1]), middle, extent,
        *pair.names, is_exact=is_exact, note=note, last=last,
    )  # fmt: skip


def _exactly(spec: Spec) -> str:
    """Say why nothing is left out of the plane."""
    if spec.is_function:
        return tr("exact: the formula has x and y, and no others")
    held = tr(" but those that are frozen") if frozen_of(spec) else ""
    if spec.plane_kind != "weights":
        return tr(
            "exact: all models lie in this plane{held}",
            held=held and tr(", with what is frozen"),
        )
    return tr(
        "exact: the model has these two parameters and no others{held}", held=held
    )


def _weights_plane(spec: Spec, through: Array) -> Plane:
    names, axes = names_of(spec), [spec.plane.x, spec.plane.y]
    origin = through.copy()
    origin[axes] = 0.0  # so that the coordinates are the two parameters themselves
    at_x, at_y = through[axes].tolist()
    middle = (0.0, 0.0) if spec.plane.centre == "start" else (at_x, at_y)
    fixed = [k for k in range(spec.count) if k not in axes]
    if len(fixed) <= NAMED:
        values = ", ".join(f"{names[k]} = {short(through[k])}" for k in fixed)
        held = tr("; fixed: {values}", values=values)
    else:
        where = {"start": tr("as drawn"), "walker": tr("as the walker's")}
        values = where.get(spec.plane.centre, tr("as the kept point's"))
        held = tr(
            "; the other {fixed} parameters fixed {values}",
            fixed=len(fixed),
            values=values,
        )
    pair = weights_pair(spec)
    function = FUNCTIONS[spec.function.name]
    own = function.extent if spec.is_function else spec.data.choice.extent
    extent = spec.plane.extent or own
    return _plane(spec, pair, origin, middle, extent, pair.note + held)


def _around(
    spec: Spec, pair: Pair, origin: Array, points: Array, last: int = 0
) -> Plane:
    """Return the plane through `origin` with all of `points` (K, P) in its square."""
    plane = _plane(spec, pair, origin, (0.0, 0.0), 1.0, last=last)
    xy, _ = project(plane, points)
    low, high = xy.min(axis=0), xy.max(axis=0)
    middle = tuple((0.5 * (low + high)).tolist())
    if spec.plane.centre == "walker" and spec.plane_kind != "points":
        middle, high, low = (0.0, 0.0), np.abs(xy).max(axis=0), -np.abs(xy).max(axis=0)
    if spec.plane_kind in ("path", "principal") and not last:
        pair = replace(pair, note=tr("{note}, looked ahead", note=pair.note))
    reach = 0.5 * float((high - low).max())
    extent = spec.plane.extent or float(f"{MARGIN * reach:.2g}") or 1.0
    note = pair.note if spec.plane_kind == "points" else ""
    return _plane(spec, pair, origin, middle, extent, note, last)


def _bent(spec: Spec, through: Array) -> Plane:
    """Return the plane of steepest curvature; the valley's own height fills it."""
    pair, (steepest, _) = hessian_pair(spec, through)
    objective = make_objective(spec)
    loss = float(objective.total(objective.losses(through[None]))[0])
    width = (8 * loss / steepest) ** 0.5 if steepest > 0 and loss > 0 else 1.0
    extent = spec.plane.extent or float(f"{min(max(width, 0.1), 10.0):.2g}")
    return _plane(spec, pair, through, (0.0, 0.0), extent)
