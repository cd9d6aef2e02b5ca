"""An attribute as a direction among codes, and how few labels it takes to find it."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.hourglasses import Hourglass, decode
from models.images import Attribute, Floats, Images, flat, split
from models.latent_moments import Moment, Sweep, attribute_of
from models.latent_rows import Numbers, known, sets_of, shaped, spread_out
from models.latent_specs import ImagesSpec
from models.latent_uses import accuracy, guess_by_means
from models.latent_walks import attribute_vector, swept
from models.snapshots import Array, frozen

PICKS = 20  # images of each side
SUBJECTS, ALPHAS = 6, 9
LABELS = 2, 5, 10, 20, 50, 100, 200, 500  # of each side
DRAWS = 5  # of labels, over which the accuracy is averaged
MOST_TOLD = 500  # images held out that are told apart


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
                "Nothing is known of these images: pick some with it and some without."
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
    told = None if attribute is None else _exam(images, attribute, moment.spec.images)
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
        np.array([] if told is None else list(told.draws), np.int64),
        frozen([]) if told is None else _told_right(told, codes),
        frozen([]) if told is None else told.by_pixels,
    )


def has_it(attribute: Attribute) -> NDArray[np.bool_]:
    """Return which images (N,) have an attribute: its last class, or more than most."""
    if attribute.classes:
        has: NDArray[np.bool_] = attribute.values == attribute.values.max()
        return has
    return np.asarray(attribute.values > np.median(attribute.values))


def _extremes(moment: Moment, attribute: Attribute) -> tuple[Numbers, Numbers]:
    """Return images that have most of an attribute, and least, of those that train."""
    learnt, _ = sets_of(moment)
    if attribute.classes:
        has = has_it(attribute)[learnt]
        return spread_out(learnt[has], PICKS), spread_out(learnt[~has], PICKS)
    order = learnt[np.argsort(attribute.values[learnt], kind="stable")]
    picks = min(PICKS, len(order) // 2)
    return order[-picks:][::-1], order[:picks]


def _subjects(moment: Moment) -> Numbers:
    learnt, out = sets_of(moment)
    chosen = known(moment, moment.spec.view.chosen)[:1]
    others = spread_out(out if len(out) else learnt, SUBJECTS)
    both = np.concatenate([chosen, others[~np.isin(others, chosen)]])
    return both[:SUBJECTS]


class Exam(NamedTuple):
    """Who is to be told apart, by which labels; and how well pixels do."""

    goals: NDArray[np.int64]  # (N,) 1 for images that have it
    asked: Numbers  # images held out
    draws: dict[int, list[Numbers]]  # images that are labelled, by how many a side
    by_pixels: Array


@lru_cache(maxsize=4)
def _exam(images: Images, attribute: Attribute, spec: ImagesSpec) -> Exam:
    """Return what no training changes."""
    learnt, out = split(images.count, spec.test, spec.seed)
    goals = has_it(attribute).astype(np.int64)
    asked = spread_out(out, MOST_TOLD)
    sides = [learnt[goals[learnt] == side] for side in (0, 1)]
    fewest = min(len(side) for side in sides) if len(out) else 0
    rng = np.random.default_rng(spec.seed)
    draws = {
        count: [
            np.concatenate([rng.choice(side, count, replace=False) for side in sides])
            for _ in range(DRAWS)
        ]
        for count in LABELS
        if count <= fewest
    }
    exam = Exam(goals, asked, draws, frozen([]))
    return exam._replace(by_pixels=_told_right(exam, flat(images.pixels)))


def _told_right(exam: Exam, rows: Floats) -> Array:
    """Return the share of `rows` (N, D) told right by the nearer mean, (L,)."""
    asked, goals = rows[exam.asked], exam.goals
    return frozen(
        [
            np.mean(
                [
                    accuracy(guess_by_means(rows[some], goals[some], asked), answers)
                    for some in draws
                ]
            )
            for answers in [goals[exam.asked]]
            for draws in exam.draws.values()
        ]
    )
