"""What codes are good for without a decoder, beside pixels and components."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from models.hourglasses import Hourglass, pixel_losses
from models.images import Attribute, Images, flat, split
from models.latent_moments import Guess, Moment, Uses, attribute_of
from models.latent_rows import Numbers, rows_of, spread_out
from models.latent_specs import ImagesSpec
from models.latent_uses import (
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


class Exam(NamedTuple):
    """Which images are learnt from, which are guessed for, and their values."""

    known: Numbers
    asked: Numbers
    attribute: Attribute


def uses(moment: Moment, hourglass: Hourglass) -> Uses:
    """Return how well what is known of images is guessed from what stands for them.

    Raises:
        ValueError: nothing is known of the images, or none are held out.
    """
    spec, images = moment.spec.images, moment.images
    attribute = attribute_of(images, moment.spec.view.attribute)
    if attribute is None:
        raise ValueError("Nothing is known of these images that could be guessed.")
    learnt, out = split(images.count, spec.test, spec.seed)
    if not len(out):
        raise ValueError(
            "No images are held out to guess for: raise the share in Images."
        )
    exam = Exam(spread_out(learnt, MOST_KNOWN), spread_out(out, MOST_ASKED), attribute)
    k = moment.codes.shape[1]
    others, points, loss = _others(images, attribute, spec, k)
    own = pixel_losses(hourglass, rows_of(moment, exam.asked)).mean()
    codes = _guess("codes", exam, moment.codes)
    return Uses(attribute.name, (codes, *others), points, float(own), loss)


@lru_cache(maxsize=4)
def _others(
    images: Images, attribute: Attribute, spec: ImagesSpec, k: int
) -> tuple[tuple[Guess, ...], Array, float]:
    """Return what no training changes: guesses from pixels and from components.

    With them come the first two components (N, 2), and the loss of k of them.
    """
    learnt, out = split(images.count, spec.test, spec.seed)
    known, asked = spread_out(learnt, MOST_KNOWN), spread_out(out, MOST_ASKED)
    rows, exam = flat(images.pixels), Exam(known, asked, attribute)
    few = principal(rows[known], max(k, 2))
    codes = few.encode(rows)
    back = few._replace(axes=few.axes[:, :k]).decode(codes[asked, :k])
    guesses = (
        _guess("pixels", exam, rows),
        _guess("principal components", exam, codes[:, :k]),
    )
    return guesses, frozen(codes[:, :2]), float(np.square(back - rows[asked]).mean())


def _guess(source: str, exam: Exam, rows: Rows) -> Guess:
    known, asked = rows[exam.known], rows[exam.asked]
    values = exam.attribute.values
    told, answers = values[exam.known], values[exam.asked]
    if exam.attribute.classes:
        classes, goals = told.astype(np.int64), answers.astype(np.int64)
        return Guess(
            source,
            rows.shape[1],
            accuracy(guess_by_neighbours(known, classes, asked, NEIGHBOURS), goals),
            accuracy(guess_by_regression(known, classes, asked), goals),
        )
    return Guess(
        source,
        rows.shape[1],
        explained(known, told, asked, answers, NEIGHBOURS),
        linearly_explained(known, told, asked, answers),
    )
