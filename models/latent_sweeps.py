"""An attribute as a direction among codes, and how few labels it takes to find it."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.hourglasses import Hourglass, decode
from models.images import Attribute, Floats, Images, flat, split
from models.language import tr
from models.latent_moments import Moment, Sweep, attribute_of
from models.latent_rows import Numbers, known, sets_of, shaped, spread_out
from models.latent_specs import ImagesSpec
from models.latent_walks import attribute_vector, swept
from models.snapshots import Array, frozen

PICKS = 20  # images of each side
SUBJECTS, ALPHAS = 6, 9
LABELS = 2, 5, 10, 20, 50, 100, 200, 500  # of each side
DRAWS = 5  # of labels, over which the accuracy is averaged
MOST_TOLD = 250  # images of each side, held out, that are told apart


def sweep(moment: Moment, hourglass: Hourglass) -> Sweep:
    """Return the vector that `view.attribute` asks for, and what it adds.

    The first subject is the chosen image, if there is one.

    Raises:
        ValueError: nothing is known of the images, and none were picked.
    """
    view, codes, images = moment.spec.view, moment.codes, moment.images
    attribute = attribute_of(images, view.attribute)
    picks = [known(moment, side) for side in (view.with_it, view.without)]
    if not (len(picks[0]) and len(picks[1])):
        if attribute is None:
            raise ValueError(
                tr(
                    "Nothing is known of these images: pick some with it and some "
                    "without."
                )
            )
        picks = list(_extremes(moment, attribute))
    with_it, without = picks
    vector = attribute_vector(codes[with_it], codes[without])
    means = np.stack([codes[side].mean(0) for side in (without, with_it)])
    subjects = _subjects(moment)
    alphas = np.linspace(-1, 1, ALPHAS)
    swept_codes = swept(codes[subjects], vector, alphas.tolist())
    sheet = decode(hourglass, swept_codes.reshape(-1, codes.shape[1]))
    sheet = sheet.reshape(len(subjects), ALPHAS, -1)
    chosen = decode(hourglass, codes[subjects[:1]] + np.float32(view.alpha) * vector)
    told = _exam(images, attribute, moment.spec.images)
    return Sweep(
        attribute.name if attribute else "",
        with_it,
        without,
        frozen(moment.frame.points(means)),
        vector,
        frozen(alphas),
        subjects,
        shaped(moment, sheet),
        shaped(moment, chosen[0]),
        np.array(list(told.draws), np.int64),
        _told_right(told, lambda numbers: codes[numbers]),
        told.by_pixels,
    )


def sides_of(attribute: Attribute, numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Return which of `numbers` have an attribute, and which do not.

    The last class has it, as in no and yes; of a number the third that has most of it,
    those with most first, and the third that has least do not.
    """
    values = attribute.values[numbers]
    if attribute.classes:
        has: NDArray[np.bool_] = values == attribute.values.max()
        return numbers[has], numbers[~has]
    order = numbers[np.argsort(values, kind="stable")]
    third = -(-len(order) // 3)
    return order[::-1][:third], order[:third]


def _extremes(moment: Moment, attribute: Attribute) -> tuple[Numbers, Numbers]:
    """Return images that have most of an attribute, and least, of those that train."""
    with_it, without = sides_of(attribute, sets_of(moment)[0])
    if attribute.classes:
        return spread_out(with_it, PICKS), spread_out(without, PICKS)
    return with_it[:PICKS], without[:PICKS]


def _subjects(moment: Moment) -> Numbers:
    learnt, out = sets_of(moment)
    chosen = known(moment, moment.spec.view.chosen)[:1]
    others = spread_out(out if len(out) else learnt, SUBJECTS)
    both = np.concatenate([chosen, others[~np.isin(others, chosen)]])
    return both[:SUBJECTS]


class Exam(NamedTuple):
    """Who is to be told apart, by which labels; and how well pixels do."""

    asked: list[Numbers]  # images held out, with it and without
    draws: dict[int, list[list[Numbers]]]  # those labelled, by how many of each side
    by_pixels: Array


@lru_cache(maxsize=4)
def _exam(images: Images, attribute: Attribute | None, spec: ImagesSpec) -> Exam:
    """Return what no training changes; of what is not known nothing is asked."""
    if attribute is None:
        return Exam([], {}, frozen([]))
    learnt, out = split(images.count, spec.test, spec.seed)
    asked = [spread_out(side, MOST_TOLD) for side in sides_of(attribute, out)]
    sides = sides_of(attribute, learnt)
    fewest = min(map(len, sides)) if min(map(len, asked)) else 0
    rng = np.random.default_rng(spec.seed)
    draws = {
        count: [
            [rng.choice(side, count, replace=False) for side in sides]
            for _ in range(DRAWS)
        ]
        for count in LABELS
        if count <= fewest
    }
    exam = Exam(asked, draws, frozen([]))
    by_pixels = _told_right(exam, lambda numbers: flat(images.pixels[numbers]))
    return exam._replace(by_pixels=by_pixels)


def _told_right(exam: Exam, rows: Callable[[Numbers], Floats]) -> Array:
    """Return the share of rows (M, D) told right by the nearer mean, (L,).

    It is the mean of the shares of both sides: who guesses tells half of them.
    """
    asked = [rows(side) for side in exam.asked]
    return frozen(
        [
            np.mean([_share([rows(side) for side in sides], asked) for sides in draws])
            for draws in exam.draws.values()
        ]
    )


def _share(labelled: list[Floats], asked: list[Floats]) -> float:
    """Return the share of `asked` told right by which of two means is nearer."""
    first, second = (side.mean(0) for side in labelled)
    way, bound = first - second, 0.5 * (first @ first - second @ second)
    right = (asked[0] @ way > bound).mean() + (asked[1] @ way < bound).mean()
    return float(right / 2)
