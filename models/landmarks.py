"""Where a slice is level: its minima, saddles and maxima, found and then made exact."""

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from models.curvature import quadratics
from models.equivalents import images_in
from models.objectives import NetworkObjective, Objective
from models.snapshots import Array, Mark, MarkKind, Plane, Surface, frozen

MOST = 24  # marks that are kept, the lowest
TRIED, WORK = 96, 2**18  # places to start from at most, and those times samples
REACH = 4.0  # cells that a start may lie away from where it leads
ROUNDS, SHORTER = 40, 0.25  # steps of Newton's method, and what one is cut to
LEVEL = 1e-10  # a slope this small, beside curvature times extent, is none
FLAT = 1e-6  # a curvature this small beside the other one is none
PLATEAU = 1e-9  # curvature times extent squared this small beside all heights is none
SAME = 1e-5  # extents between two points that are one
ROUNDING = 1e-15  # of the highest loss: one this small is none

Found = TypeVar("Found")
Finding = Generator[None, None, Found]
"""Yields where it may be given up, and returns what it found."""


def find_marks(objective: Objective, surface: Surface) -> Finding[tuple[Mark, ...]]:
    """Return where the slice is level and not flat, the lowest first; slowly.

    It yields where it may be given up.

    Level places between grid points are seen by slopes that change sign; those of kinks
    are not level, so they are none. Minima that are one network written differently are
    all but the first called equivalent.
    """
    refined = yield from _refined(objective, surface)
    marks = _distinct(refined, surface.plane)
    if isinstance(objective, NetworkObjective):
        marks = yield from _with_equivalents(objective, surface.plane, marks)
    return tuple(sorted(marks, key=_order)[:MOST])


def _order(mark: Mark) -> tuple[float, float, float]:
    """Lowest first; of mirror images, which only rounding tells apart, one always."""
    return float(f"{mark.loss:.9g}"), *(-mark.xy).tolist()


def _starts(surface: Surface, samples: int) -> Array:
    """Return points (K, 2) near which the slice may be level, the lowest first.

    They are grid points lower or higher than all around, and cells in which both slopes
    change sign; of neighbours one.
    """
    loss, ends = surface.loss, (slice(None, -1), slice(1, None))
    with np.errstate(invalid="ignore", over="ignore"):
        along = (np.gradient(loss, axis=k, edge_order=2) for k in (0, 1))
        slopes = np.stack(list(along))  # (2, R, R)
        corners = np.stack([slopes[:, i, j] for i in ends for j in ends])
        low, high = corners.min(0), corners.max(0)
    around = sliding_window_view(loss, (3, 3)).reshape(*(n - 2 for n in loss.shape), 9)
    others, middle = np.delete(around, 4, axis=-1), around[..., 4:5]
    is_extreme = (middle < others).all(-1) | (middle > others).all(-1)
    has_turn = ((low <= 0) & (high >= 0) & (low < high)).all(0)
    tops, cells = np.argwhere(is_extreme) + 1, np.argwhere(has_turn)
    by_loss = np.argsort(np.concatenate([loss[tuple(k.T)] for k in (tops, cells)]))
    most = max(8, min(TRIED, WORK // samples))
    places = _apart(np.concatenate([tops, cells + 0.5])[by_loss], most)
    first = np.array([surface.axis_x[0], surface.axis_y[0]])
    return first + _cell(surface) * places


def _apart(places: Array, most: int) -> Array:
    """Return up to `most` of `places` (K, 2), none of them neighbours on the grid."""
    chosen = np.empty((most, 2))
    count = 0
    for place in places:
        if np.abs(chosen[:count] - place).max(1).min(initial=np.inf) > 1:
            chosen[count] = place
            count += 1
        if count == most:
            break
    return chosen[:count]


def _cell(surface: Surface) -> float:
    return float(surface.axis_x[1] - surface.axis_x[0])


def _refined(objective: Objective, surface: Surface) -> Finding[list[Mark]]:
    """Return the level points that the starts lead to, none of them on flat ground."""
    plane, loss = surface.plane, surface.loss[np.isfinite(surface.loss)]
    xy, losses, slope, bend = yield from _settled(objective, surface)
    is_inside = _is_inside(xy, plane)
    rests = _is_level(slope, bend, plane) & is_inside
    found = xy[rests], losses[rests], bend[rests]
    rounding = ROUNDING * float(np.abs(loss).max(initial=0.0))
    marks = [_mark(*point, rounding) for point in zip(*found, strict=True)]
    least = PLATEAU * float(np.ptp(loss)) / plane.extent**2 if marks else 0.0
    return [mark for mark in marks if _is_bent(mark, least)]


def _settled(objective: Objective, surface: Surface) -> Finding[tuple[Array, ...]]:
    """Return where Newton's method comes to rest: points, losses, slopes, bends.

    A step to a steeper place is not taken, and the next one is shorter. What goes far
    from its start comes to what another start finds, or to nothing.
    """
    plane, far = surface.plane, REACH * _cell(surface)
    start = _starts(surface, objective.samples)
    moving, reach = np.arange(len(start)), np.full(len(start), far)
    state = (start.copy(), *quadratics(objective, plane, start))
    for _ in range(ROUNDS):
        yield
        xy, _, slope, bend = (part[moving] for part in state)
        goes_on = ~_is_level(slope, bend, plane) & np.isfinite(bend).all((1, 2))
        goes_on &= np.abs(xy - start[moving]).max(1) <= far
        goes_on &= reach[moving] > SAME**2 * far
        if not goes_on.any():
            break
        moving = moving[goes_on]
        there = xy[goes_on] + _newton(slope[goes_on], bend[goes_on], reach[moving])
        new = (there, *quadratics(objective, plane, there))
        is_better = _norms(new[2]) < _norms(slope[goes_on])
        reach[moving[~is_better]] *= SHORTER
        for old, part in zip(state, new, strict=True):
            old[moving[is_better]] = part[is_better]
    return state


def _norms(vectors: Array) -> Array:
    """Return the lengths (K,) of `vectors` (K, 2)."""
    return np.hypot(vectors[:, 0], vectors[:, 1])


def _newton(slope: Array, bend: Array, reach: Array) -> Array:
    """Return the steps (K, 2) to where the slopes (K, 2) are level, none too long."""
    values, vectors = np.linalg.eigh(bend)
    smallest = SAME * FLAT * np.abs(values).max(1, keepdims=True)
    values = np.where(np.abs(values) < smallest, smallest, values)
    with np.errstate(divide="ignore", invalid="ignore"):  # on level ground
        along = vectors.transpose(0, 2, 1) @ slope[:, :, None] / values[:, :, None]
        step: Array = -(vectors @ along)[:, :, 0]
        return step * np.minimum(reach / _norms(step), 1.0)[:, None]


def _is_level(slope: Array, bend: Array, plane: Plane) -> NDArray[np.bool_]:
    least = LEVEL * plane.extent * np.linalg.norm(bend, axis=(1, 2))
    is_level: NDArray[np.bool_] = _norms(slope) <= least
    return is_level


def _is_inside(xy: Array, plane: Plane) -> NDArray[np.bool_]:
    """Return which points (K, 2) lie in the square that is drawn."""
    away: Array = np.abs(xy - np.array(plane.centre)).max(1)
    return away <= plane.extent * (1 + SAME)


def _mark(xy: Array, loss: float, bend: Array, rounding: float = 0.0) -> Mark:
    lowest = float(loss) if abs(float(loss)) > rounding else 0.0
    values = np.linalg.eigvalsh(bend)
    names: tuple[MarkKind, ...] = ("maximum", "saddle", "minimum")
    kind = names[int((values > 0).sum())]
    return Mark(kind, frozen(xy), lowest, frozen(values))


def _is_bent(mark: Mark, least: float) -> bool:
    """Whether a mark is a point: not on a plateau, nor along the floor of a valley."""
    small, large = sorted(np.abs(mark.eigenvalues))
    return bool(large > least and small > FLAT * large)


def _distinct(marks: list[Mark], plane: Plane) -> list[Mark]:
    distinct: list[Mark] = []
    for mark in sorted(marks, key=_order):
        if _at(distinct, mark.xy, plane) is None:
            distinct.append(mark)
    return distinct


def _at(marks: list[Mark], xy: Array, plane: Plane) -> int | None:
    """Return the number of the mark that lies at `xy` (2,)."""
    for number, mark in enumerate(marks):
        if np.abs(mark.xy - xy).max() <= SAME * plane.extent:
            return number
    return None


def _with_equivalents(
    objective: NetworkObjective, plane: Plane, marks: list[Mark]
) -> Finding[list[Mark]]:
    """Return `marks`, lowest first, and all that are the same network as a minimum."""
    marks = list(marks)
    for number, mark in enumerate(list(marks)):
        if marks[number].kind != "minimum":
            continue
        for xy in images_in(objective, plane, plane.theta(*mark.xy)):
            there = _at(marks, xy, plane)
            if there is None and _is_inside(xy[None], plane)[0]:
                yield
                _, _, bend = quadratics(objective, plane, xy[None])
                image = _mark(xy, mark.loss, bend[0])
                marks.append(replace(image, kind="equivalent"))
            elif there is not None and there > number:
                marks[there] = replace(marks[there], kind="equivalent")
    return marks
