"""Planes through an autoencoder's parameters, laid through where it stands."""

from collections.abc import Sequence

import numpy as np
from torch import Tensor

from models.hourglasses import Layer, hourglass_of
from models.images import Floats
from models.language import tr
from models.latent_moments import Moment
from models.latent_plane_specs import LatentPlaneSpec
from models.latent_specs import AutoencoderSpec
from models.snapshots import Array, Plane, frozen

EXTENT = 1.0  # of random directions: they are as long as the weights themselves
MARGIN = 1.3  # of a square around a path: room beyond its outermost points
ROOM = 5e7  # parameters of all the moments that directions are found from
FEWEST, MOST = 4, 60  # of those moments
STRAIGHT = 1e-6  # of a path's variance: less across it is rounding
TINY = 1e-6  # of the parameters' length: a shorter path is none


def make_plane(moments: Sequence[Moment], wish: LatentPlaneSpec) -> Plane:
    """Return the plane that `wish` asks for, through the walker, the last of `moments`.

    A path that goes nowhere has no directions: random ones take their place.
    """
    last = walker_of(moments)
    if wish.kind == "path":
        plane = _along_path(moments, wish)
        if plane is not None:
            return plane
    theta = last.checkpoint.theta
    first, second = random_pair(last.spec, theta, wish.seed)
    name = tr("random direction {}, filter-normalised")
    return Plane(
        frozen(theta), frozen(first), frozen(second), (0.0, 0.0),
        wish.extent or EXTENT, name.format(1), name.format(2), is_exact=False,
        note=tr("slice along two random directions, through the walker"),
        last=epoch_of(last),
    )  # fmt: skip


def walker_of(moments: Sequence[Moment]) -> Moment:
    """Return the last of `moments` whose parameters are numbers."""
    return [one for one in moments if np.isfinite(one.checkpoint.theta).all()][-1]


def epoch_of(moment: Moment) -> int:
    """Return the number of the epoch."""
    return round(moment.checkpoint.epoch)


def random_pair(
    spec: AutoencoderSpec, theta: Floats, seed: int
) -> tuple[Floats, Floats]:
    """Return two random directions (P,), normalised by filter as Li et al. (2018) do.

    What goes into a unit, its bias included, is as long in each as in `theta`, and the
    two are at right angles in it.
    """
    rng = np.random.default_rng(seed)
    first, second = (rng.standard_normal(len(theta), np.float32) for _ in range(2))
    layers = (_layers(spec, one) for one in (first, second, np.array(theta)))
    for one, other, own in zip(*layers, strict=True):
        _add(other, one, -_products(one, other) / _products(one, one))
        for layer in (one, other):
            _scale(layer, (_products(own, own) / _products(layer, layer)).sqrt())
    return first, second


def _layers(spec: AutoencoderSpec, theta: Floats) -> list[Layer]:
    hourglass = hourglass_of(spec, theta)
    return [*hourglass.encoder, *hourglass.decoder]


def _products(one: Layer, other: Layer) -> Tensor:
    """Return for each unit the inner product (out,) of what goes into it."""
    axes = [axis for axis in range(one.weights.dim()) if axis != one.form.unit_axis]
    return (one.weights * other.weights).sum(axes) + one.biases * other.biases


def _broadcast(values: Tensor, layer: Layer) -> Tensor:
    """Return a number for each unit, as it meets the weights."""
    dims = [1] * layer.weights.dim()
    dims[layer.form.unit_axis] = -1
    return values.view(dims)


def _add(layer: Layer, other: Layer, times: Tensor) -> None:
    layer.weights.add_(_broadcast(times, layer) * other.weights)
    layer.biases.add_(times * other.biases)


def _scale(layer: Layer, times: Tensor) -> None:
    layer.weights.mul_(_broadcast(times, layer))
    layer.biases.mul_(times)


def _along_path(moments: Sequence[Moment], wish: LatentPlaneSpec) -> Plane | None:
    """Return the plane of the two directions in which the path varies most."""
    path = np.stack([one.checkpoint.theta for one in _thinned(moments)])
    pair, shares = _principal(path - path.mean(0))
    if not len(pair) or not _is_long(path):
        return None
    first, second = pair
    xy = (path - path[-1]) @ np.stack([first, second]).T
    low, high = xy.min(0), xy.max(0)
    middle_x, middle_y = (0.5 * (low + high)).tolist()
    reach = float(f"{0.5 * MARGIN * (high - low).max():.2g}")
    name = tr("principal direction {} of the path, {:.0f} %")
    return Plane(
        frozen(path[-1]), frozen(first), frozen(second), (middle_x, middle_y),
        wish.extent or reach, name.format(1, shares[0]), name.format(2, shares[1]),
        is_exact=False,
        note=tr("slice along the path's principal directions, through the walker"),
        last=epoch_of(walker_of(moments)),
    )  # fmt: skip


def _thinned(moments: Sequence[Moment]) -> list[Moment]:
    """Return some moments, spread evenly, the ends included."""
    whole = [one for one in moments if np.isfinite(one.checkpoint.theta).all()]
    room = int(ROOM / len(whole[-1].checkpoint.theta))
    count = min(max(room, FEWEST), MOST, len(whole))
    places = np.linspace(0, len(whole) - 1, count).astype(int)
    return [whole[place] for place in places]


def _is_long(path: Floats) -> bool:
    return bool(np.ptp(path, axis=0).max() > TINY * np.abs(path[-1]).max())


def _principal(away: Floats) -> tuple[Floats, Array]:
    """Return the two directions (2, P) in which rows (T, P) vary most, and shares.

    They are found from the small matrix of products, as there are few rows, and point
    from the first row to the last. There are none where rows lie on a line.
    """
    values, vectors = np.linalg.eigh((away @ away.T).astype(np.float64))
    lengths = np.maximum(values[::-1], 0)
    if len(lengths) < 2 or not lengths[1] > STRAIGHT * lengths[0]:
        return away[:0], lengths
    pair = vectors[:, ::-1][:, :2].T.astype(np.float32) @ away
    pair /= np.linalg.norm(pair, axis=1, keepdims=True)
    pair *= np.where(pair @ (away[-1] - away[0]) < 0, -1, 1)[:, None]
    return pair, 100 * lengths / lengths.sum()
