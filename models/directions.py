"""Pairs of directions through parameter space, (2, P), and what they are called."""

from dataclasses import dataclass

import numpy as np

from models.catalog import NormaliseName
from models.curvature import top_directions
from models.language import tr
from models.objectives import make_objective
from models.parameters import Shape
from models.points import drawn_of, frozen_of, kept_of, names_of
from models.scales import short
from models.snapshots import Array
from models.specs import Spec

HOW: dict[NormaliseName, str] = {
    "filter": tr("filter-normalised"),
    "layer": tr("layer-normalised"),
    "none": tr("plain"),
}
TINY = 1e-9  # of a path's length: less is no direction


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two directions and their names."""

    basis: Array  # (2, P)
    names: tuple[str, str]
    note: str  # what they are, as the strip has it


def weights_pair(spec: Spec) -> Pair:
    """Return the directions of the two chosen parameters."""
    axes, names = [spec.plane.x, spec.plane.y], names_of(spec)
    basis = np.eye(spec.count)[axes]
    chosen = names[axes[0]], names[axes[1]]
    return Pair(
        basis,
        chosen,
        tr("slice along {first} and {second}", first=chosen[0], second=chosen[1]),
    )


def random_pair(spec: Spec) -> Pair:
    """Return the random directions that the spec's seed draws."""
    normalise = spec.plane.normalise
    parts = parts_of(None if spec.is_function else spec.shape, normalise)
    basis = random_directions(parts, drawn_of(spec), spec.plane.seed, frozen_of(spec))
    how = HOW[normalise]
    first, second = (tr("random direction {k}, {how}", k=k, how=how) for k in (1, 2))
    return Pair(basis, (first, second), tr("slice along two random directions"))


def path_pair(path: Array) -> Pair | None:
    """Return the line from start to end of `path` (T, P), and its main residual.

    The residual is the direction at right angles to the line in which the path varies
    most. There is none for a path that goes nowhere.
    """
    way = path[-1] - path[0]
    if not np.linalg.norm(way) > TINY * (1 + np.linalg.norm(path[0])):
        return None
    first = way / np.linalg.norm(way)
    away = path - path[0]
    residual = away - np.outer(away @ first, first)
    second = _main(residual)
    if second is None:
        second = _any_other(first)
    names = tr("start → end of the path"), tr("main residual of the path")
    return Pair(
        np.stack([first, second]), names, tr("slice through start and end of the path")
    )


def principal_pair(path: Array) -> Pair | None:
    """Return the two principal directions of `path` (T, P), with their shares."""
    away = path - path.mean(axis=0)
    _, lengths, rows = np.linalg.svd(away, full_matrices=False)
    if len(rows) < 2 or not lengths[0] > TINY * (1 + np.linalg.norm(path[0])):
        return None
    shares = 100 * lengths**2 / (lengths**2).sum()
    first, second = (
        tr("principal direction {k}, {shares:.0f} %", k=k + 1, shares=shares[k])
        for k in range(2)
    )
    basis = np.stack([_facing(row, away) for row in rows[:2]])
    return Pair(
        basis, (first, second), tr("slice along the path's principal directions")
    )


def hessian_pair(spec: Spec, at: Array) -> tuple[Pair, Array]:
    """Return the directions of steepest curvature at `at` (P,), and the curvatures."""
    curvatures, vectors = top_directions(make_objective(spec), at, 2)
    names = (
        tr("steepest curvature, λ = {curvatures}", curvatures=short(curvatures[0])),
        tr("second curvature, λ = {curvatures}", curvatures=short(curvatures[1])),
    )
    basis = np.stack([_upright(row) for row in vectors])
    return Pair(basis, names, tr("slice along the steepest curvatures")), curvatures


def points_pair(spec: Spec) -> Pair:
    """Return the directions from the first kept point to the second, and the third."""
    a, b, c = kept_of(spec)[:3]
    names = spec.kept.names
    first = _unit(b - a)
    first = _any_other(np.zeros(len(a))) if first is None else first
    aside = (c - a) - ((c - a) @ first) * first
    second = _unit(aside)
    second = _any_other(first) if second is None else second
    return Pair(
        np.stack([first, second]),
        (f"{names[0]} → {names[1]}", tr("towards {names}", names=names[2])),
        tr(
            "slice through {first}, {second} and {third}",
            first=names[0],
            second=names[1],
            third=names[2],
        ),
    )


def random_directions(
    parts: list[list[int]], drawn: Array, seed: int, held: tuple[int, ...] = ()
) -> Array:
    """Return two random directions (2, P), at right angles and of equal length.

    Normalised as Li et al. (2018) do by filter: each part of a direction is as long as
    that part of `drawn` (P,). Within each part the two are at right angles, so that
    they are as a whole; a part of one parameter cannot be, which the last step makes
    good. Parameters that are `held` do not move.
    """
    rng = np.random.default_rng(seed)
    basis = rng.normal(size=(2, len(drawn)))
    basis[:, list(held)] = 0.0
    for whole in parts or [list(range(len(drawn)))]:
        numbers = [number for number in whole if number not in held]
        if not numbers:
            continue
        part = basis[:, numbers]
        if len(numbers) > 1:
            part[1] -= (part[1] @ part[0]) / (part[0] @ part[0]) * part[0]
        length = np.linalg.norm(drawn[numbers])
        basis[:, numbers] = length * part / np.linalg.norm(part, axis=1, keepdims=True)
    first, second = basis
    second -= (second @ first) / (first @ first) * first
    second *= np.linalg.norm(first) / np.linalg.norm(second)
    return basis


def parts_of(shape: Shape | None, normalise: NormaliseName) -> list[list[int]]:
    """Return the numbers of the parameters in each part; none for one whole.

    By filter a part is a unit: the weights into it, and its bias.
    """
    if shape is None or normalise == "none":
        return []
    parts = []
    for weights, biases, _, fan_out in shape.layers():
        if normalise == "layer":
            parts.append(list(range(weights.start, biases.stop)))
            continue
        for unit in range(fan_out):
            own = list(range(weights.start + unit, weights.stop, fan_out))
            parts.append(own + list(range(biases.start, biases.stop))[unit : unit + 1])
    return parts


def _main(rows: Array) -> Array | None:
    """Return the unit vector (P,) along which `rows` (T, P) vary most."""
    _, lengths, vectors = np.linalg.svd(rows, full_matrices=False)
    if not lengths[0] > TINY * (1 + np.abs(rows).max()):
        return None
    return _facing(vectors[0], rows)


def _facing(vector: Array, rows: Array) -> Array:
    """Return `vector`, turned so that the farthest of `rows` lies ahead of it."""
    along = rows @ vector
    return vector if along[np.argmax(np.abs(along))] > 0 else -vector


def _upright(vector: Array) -> Array:
    """Return `vector`, turned so that its largest number is positive."""
    return vector if vector[np.argmax(np.abs(vector))] > 0 else -vector


def _unit(vector: Array) -> Array | None:
    length = np.linalg.norm(vector)
    return vector / length if length > TINY else None


def _any_other(first: Array) -> Array:
    """Return a unit vector (P,) at right angles to `first`, the same every time."""
    other = np.random.default_rng(0).normal(size=len(first))
    other -= (other @ first) * first
    return np.asarray(other / np.linalg.norm(other))
