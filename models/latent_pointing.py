"""Images that are pointed at, or followed through epochs, and what comes back."""

from collections.abc import Sequence

import numpy as np

from models.hourglasses import hourglass_of, reconstruct
from models.images import flat, split
from models.latent_moments import EpochRows, Moment, Pointed

FOLLOWED = 8  # images


def point(moment: Moment, number: int) -> Pointed:
    """Return the image of this number, and its reconstruction."""
    rows = flat(moment.images.pixels[number : number + 1])
    found = reconstruct(hourglass_of(moment.spec, moment.checkpoint.theta), rows)
    shape = moment.images.shape
    loss = float(np.square(found - rows).mean())
    return Pointed(number, rows.reshape(shape), found.reshape(shape), loss)


def compare(moments: Sequence[tuple[int, Moment]]) -> EpochRows:
    """Return what came back of some images, held out if there are, after epochs."""
    _, first = moments[0]
    images, spec = first.images, first.spec.images
    learnt, held_out = split(images.count, spec.test, spec.seed)
    some = held_out if len(held_out) else learnt
    numbers = some[np.linspace(0, len(some) - 1, min(FOLLOWED, len(some))).astype(int)]
    rows = flat(images.pixels[numbers])
    shape = len(numbers), *images.shape
    return EpochRows(
        rows.reshape(shape),
        tuple(
            (
                epoch,
                reconstruct(
                    hourglass_of(moment.spec, moment.checkpoint.theta), rows
                ).reshape(shape),
            )
            for epoch, moment in moments
        ),
    )
