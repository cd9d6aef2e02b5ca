"""What is seen of an autoencoder, and of what is done with its codes."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from models.hourglasses import Hourglass, decode, encode, hourglass_of, reconstruct
from models.images import flat, split
from models.latent_moments import Decoded, LatentSight, Moment, Reconstructions
from models.snapshots import frozen

SHOWN = 10  # images that are reconstructed


def look(
    moment: Moment, place: tuple[float, float] | None, watched: AbstractSet[str]
) -> Iterator[LatentSight | None]:
    """Yield what is watched of `moment`, and what is decoded at a `place`."""
    hourglass = hourglass_of(moment.spec, moment.checkpoint.theta)
    sight = LatentSight(moment)
    if place is not None:
        sight = replace(sight, decoded=_decoded(moment, hourglass, place))
    if "reconstructions" in watched:
        sight = replace(sight, reconstructions=_reconstructions(moment, hourglass))
    yield sight


def _decoded(
    moment: Moment, hourglass: Hourglass, place: tuple[float, float]
) -> Decoded:
    at = frozen(place)
    code = moment.frame.codes(at[None]).astype(np.float32)
    image = decode(hourglass, code)
    moved = float(np.linalg.norm(encode(hourglass, image) - code))
    return Decoded(at, code[0], image.reshape(moment.images.shape), moved)


def _reconstructions(moment: Moment, hourglass: Hourglass) -> Reconstructions:
    count, spec = moment.images.count, moment.spec
    held_out = split(count, spec.images.test, spec.images.seed)[1]
    some = held_out if len(held_out) else np.arange(count)
    numbers = some[np.linspace(0, len(some) - 1, min(SHOWN, len(some))).astype(int)]
    if spec.view.shown == "chosen":
        numbers = np.array([n for n in spec.view.chosen if n < count], dtype=int)
    rows = flat(moment.images.pixels[numbers])
    found = reconstruct(hourglass, rows) if len(rows) else rows
    shape = len(numbers), *moment.images.shape
    return Reconstructions(
        numbers,
        rows.reshape(shape),
        found.reshape(shape),
        np.square(found - rows).mean(1),
        np.isin(numbers, held_out),
    )
