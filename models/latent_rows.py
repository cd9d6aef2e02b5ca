"""Images decoded in a row: beside what went in, and on the way to another image."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.hourglasses import Hourglass, decode, pixel_losses
from models.images import Floats, Images, flat, split
from models.latent_moments import Film, Moment, Reconstructions, attribute_of
from models.latent_walks import interpolated
from models.snapshots import frozen

SHOWN = 10  # images of a row
CHUNK = 512  # images that are rows at a time, of many
SOUGHT = 200  # images among which two are sought that are far apart

Numbers = NDArray[np.intp]


def sets_of(moment: Moment) -> tuple[Numbers, ...]:
    """Return the numbers of the images that train, and of those held out."""
    spec = moment.spec.images
    return split(moment.images.count, spec.test, spec.seed)


def shaped(moment: Moment, rows: Floats) -> Floats:
    """Return rows (..., D) as images (..., S, S, C), read-only."""
    images = rows.reshape(*rows.shape[:-1], *moment.images.shape)
    images.setflags(write=False)
    return images


def rows_of(moment: Moment, numbers: Numbers) -> Floats:
    """Return the images of these numbers as rows (M, D)."""
    return flat(moment.images.pixels[numbers])


def known(moment: Moment, numbers: tuple[int, ...]) -> Numbers:
    """Return those of `numbers` that there are images of."""
    return np.array([n for n in numbers if n < moment.images.count], np.intp)


def spread_out(numbers: Numbers, count: int = SHOWN) -> Numbers:
    """Return `count` of `numbers`, evenly from all of them."""
    places = np.linspace(0, len(numbers) - 1, min(count, len(numbers)))
    return numbers[places.round().astype(np.intp)]


def chunks(numbers: Numbers) -> list[Numbers]:
    """Return `numbers` in parts whose rows do not fill the memory."""
    return np.split(numbers, range(CHUNK, len(numbers), CHUNK))


def reconstructions(moment: Moment, hourglass: Hourglass) -> Reconstructions:
    """Return the images that `view.shown` asks for, beside what comes back of them.

    They are of those held out, where there are any. Without a choice some are shown.
    """
    learnt, out = sets_of(moment)
    pool, view = out if len(out) else learnt, moment.spec.view
    numbers = known(moment, view.chosen)
    if view.shown == "worst":
        parts = [pixel_losses(hourglass, rows_of(moment, p)) for p in chunks(pool)]
        numbers = pool[np.argsort(np.concatenate(parts))[::-1][:SHOWN]]
    elif view.shown == "spread" or not len(numbers):
        numbers = spread_out(pool)
    rows = rows_of(moment, numbers)
    losses = pixel_losses(hourglass, rows)
    return Reconstructions(
        numbers,
        shaped(moment, rows),
        shaped(moment, decode(hourglass, moment.codes[numbers])),
        losses,
        np.isin(numbers, out),
    )


def film(moment: Moment, hourglass: Hourglass) -> Film:
    """Return the way from one image to another, by code and by pixel."""
    ends = known(moment, moment.spec.view.ends)[:2]
    if len(ends) < 2:
        by = attribute_of(moment.images, moment.spec.view.color_by)
        ends = np.array(far_apart(moment.images, by.name if by else ""))
    steps = moment.spec.view.steps
    start, end = ends.tolist()
    codes = interpolated(moment.codes[start], moment.codes[end], steps)
    latent = shaped(moment, decode(hourglass, codes))
    first, last = rows_of(moment, ends)
    faded = shaped(moment, interpolated(first, last, steps))
    return Film(
        (start, end),
        frozen(moment.frame.points(codes)),
        latent,
        faded,
        (largest_step(latent), largest_step(faded)),
    )


def largest_step(row: Floats) -> float:
    """Return the largest mean change of a pixel from one image (n, S, S, C) on."""
    return float(np.abs(np.diff(row, axis=0)).mean((1, 2, 3)).max())


@lru_cache(maxsize=2)
def far_apart(images: Images, attribute: str) -> tuple[int, int]:
    """Return the numbers of two images that look different, of two classes if any.

    They are told by their pixels, so they stay the same while codes change. Of a class
    that image stands for all which is nearest to their mean.
    """
    numbers = spread_out(np.arange(images.count), SOUGHT)
    rows = flat(images.pixels[numbers])
    by = attribute_of(images, attribute)
    if by is not None and by.classes:
        classes = by.values[numbers]
        typical = [_typical(rows, classes == one) for one in np.unique(classes)]
        if len(typical) > 1:
            numbers, rows = numbers[typical], rows[typical]
    squares = np.square(rows).sum(1)
    away = squares[:, None] + squares - 2 * rows @ rows.T
    first, second = np.unravel_index(away.argmax(), away.shape)
    return int(numbers[first]), int(numbers[second])


def _typical(rows: Floats, is_in: NDArray[np.bool_]) -> int:
    """Return the place of that row which is nearest to the mean of some."""
    places = np.flatnonzero(is_in)
    away = rows[places] - rows[places].mean(0)
    return int(places[np.square(away).sum(1).argmin()])
