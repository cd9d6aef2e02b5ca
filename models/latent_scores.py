"""What codes are good for without a decoder, beside pixels and components.

What pixels and components are good for no training changes: it is found once.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from models.hourglasses import Hourglass, reconstruct
from models.images import Attribute, Images, flat, split
from models.language import tr
from models.latent_moments import Guess, Making, Moment, Uses, attribute_of
from models.latent_rows import Numbers, chunks, rows_of, spread_out
from models.latent_specs import ImagesSpec
from models.latent_uses import (
    Principal,
    Rows,
    accuracy,
    explained,
    guess_by_neighbours,
    guess_by_regression,
    linearly_explained,
    principal,
)
from models.snapshots import Array, frozen

NEIGHBOURS = 5
MOST_KNOWN, MOST_ASKED = 2000, 500  # images that are learnt from, and guessed for


class Sample(NamedTuple):
    """The images, and which of them are held out."""

    images: Images
    spec: ImagesSpec

    @property
    def known(self) -> Numbers:
        """The numbers of images that are learnt from."""
        return spread_out(self._sets[0], MOST_KNOWN)

    @property
    def asked(self) -> Numbers:
        """The numbers of images that are guessed for: of those held out."""
        return spread_out(self._sets[1], MOST_ASKED)

    @property
    def _sets(self) -> tuple[Numbers, ...]:
        return split(self.images.count, self.spec.test, self.spec.seed)

    def rows(self, numbers: Numbers) -> Rows:
        """Return images as rows (M, D)."""
        return flat(self.images.pixels[numbers])


def uses(moment: Moment, hourglass: Hourglass) -> Making[Uses]:
    """Return how well what is known of images is guessed from what stands for them.

    It yields where it may be stopped.

    Raises:
        ValueError: nothing is known of the images, or none are held out.
    """
    sample = Sample(moment.images, moment.spec.images)
    attribute = attribute_of(moment.images, moment.spec.view.attribute)
    if attribute is None:
        raise ValueError(tr("Nothing is known of these images that could be guessed."))
    if not len(sample.asked):
        raise ValueError(
            tr("No images are held out to guess for: raise the share in Images.")
        )
    k = moment.codes.shape[1]
    _components(sample, max(k, 2))
    yield None
    points, loss = _principal_points(sample, max(k, 2)), _principal_loss(sample, k)
    yield None
    pixels = _by_pixels(sample, attribute)
    yield None
    components = _by_components(sample, attribute, k)
    yield None
    asked = rows_of(moment, sample.asked)
    own = float(np.square(reconstruct(hourglass, asked) - asked).mean())
    codes = _guess(
        tr("codes"), sample, attribute, lambda numbers: moment.codes[numbers]
    )
    return Uses(attribute.name, (codes, pixels, components), points, own, loss)


@lru_cache(maxsize=2)
def _components(sample: Sample, count: int) -> Principal:
    """Return the first components of the images that are learnt from."""
    known = sample.rows(sample.known)
    return principal(known, min(count, *known.shape))


def _few(sample: Sample, k: int) -> Principal:
    whole = _components(sample, max(k, 2))
    return whole._replace(axes=whole.axes[:, :k])


@lru_cache(maxsize=2)
def _principal_points(sample: Sample, count: int) -> Array:
    """Return where all images lie by their first two components (N, 2)."""
    whole = _components(sample, count)
    two = whole._replace(axes=whole.axes[:, :2])
    parts = chunks(np.arange(sample.images.count))
    return frozen(np.concatenate([two.encode(sample.rows(part)) for part in parts]))


@lru_cache(maxsize=2)
def _principal_loss(sample: Sample, k: int) -> float:
    few, rows = _few(sample, k), sample.rows(sample.asked)
    return float(np.square(few.decode(few.encode(rows)) - rows).mean())


@lru_cache(maxsize=4)
def _by_pixels(sample: Sample, attribute: Attribute) -> Guess:
    return _guess(tr("pixels"), sample, attribute, sample.rows)


@lru_cache(maxsize=4)
def _by_components(sample: Sample, attribute: Attribute, k: int) -> Guess:
    few = _few(sample, k)
    return _guess(
        tr("principal components"),
        sample,
        attribute,
        lambda numbers: few.encode(sample.rows(numbers)),
    )


def _guess(
    source: str,
    sample: Sample,
    attribute: Attribute,
    rows: Callable[[Numbers], Rows],
) -> Guess:
    known, asked = rows(sample.known), rows(sample.asked)
    told, answers = attribute.values[sample.known], attribute.values[sample.asked]
    if attribute.classes:
        classes, goals = told.astype(np.int64), answers.astype(np.int64)
        return Guess(
            source,
            known.shape[1],
            accuracy(guess_by_neighbours(known, classes, asked, NEIGHBOURS), goals),
            accuracy(guess_by_regression(known, classes, asked), goals),
        )
    return Guess(
        source,
        known.shape[1],
        explained(known, told, asked, answers, NEIGHBOURS),
        linearly_explained(known, told, asked, answers),
    )
