"""What the lecture claims on autoencoders: lessons 20 to 24, in small versions."""

from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from models.autoencoders import train
from models.claims import Claim, Fact, is_near
from models.faces import draw_faces, draw_knobs
from models.hourglasses import Hourglass, decode, encode, hourglass_of, reconstruct
from models.image_sets import gather
from models.images import Floats, Images, flat, split
from models.language import tr
from models.latent_bells import bells_of, drawn, drawn_in_box, fitted, misfit
from models.latent_moments import Checkpoint
from models.latent_options import ROOT
from models.latent_rows import Numbers
from models.latent_specs import AutoencoderSpec
from models.latent_uses import (
    accuracy,
    explained,
    guess_by_neighbours,
    nearest_distances,
    principal,
)
from models.latent_walks import attribute_vector, strip_rate, swept
from models.lessons import load_lesson
from models.snapshots import Array

SMALL = {"images.size": 24, "batch.size": 32}  # faces in the small versions
KNOBS = SMALL | {
    "hourglass.layers": (64, 32), "learning.epochs": 30,
    "optimizer.learning_rate": 0.01,
}  # fmt: skip
PEOPLE = SMALL | {
    "hourglass.layers": (192,), "learning.epochs": 15,
    "optimizer.learning_rate": 0.006,
}  # fmt: skip
SMALLER = tr("After 15 epochs of faces of 24 px")
KEPT = 4  # trainings that are kept for the next claim
ALPHAS = tuple(np.linspace(-1, 1, 9).tolist())
SMILING = 0.5  # faces with more of a smile than this smile; with less than -0.5 frown


class Learnt(NamedTuple):
    """A trained autoencoder, its images as rows, and which of them were held out."""

    spec: AutoencoderSpec
    images: Images
    rows: Floats
    learnt: Numbers
    out: Numbers
    course: tuple[Checkpoint, ...]  # after each epoch, the start first

    def glass(self, epoch: int = -1) -> Hourglass:
        """Return it as it was after an epoch, or as it is at last."""
        return hourglass_of(self.spec, self.course[epoch].theta)

    def codes(self, epoch: int = -1) -> Floats:
        """Return the codes (N, k) of all images."""
        return encode(self.glass(epoch), self.rows)

    def values(self, name: str) -> Array:
        """Return what is known of each image."""
        return self.images.attribute(name).values

    def told(self, name: str, rows: Floats, neighbours: int = 15) -> float:
        """Return R² of an attribute of images held out, told from `rows` of all."""
        values, known, asked = self.values(name), self.learnt, self.out
        return explained(
            rows[known], values[known], rows[asked], values[asked], neighbours
        )

    def right(self, rows: Floats) -> float:
        """Return the share of digits held out that five neighbours tell."""
        return accuracy(self.guesses(rows), self.classes[self.out])

    def guesses(self, rows: Floats) -> Numbers:
        """Return the digits that five neighbours tell of those held out."""
        known = self.learnt
        return guess_by_neighbours(rows[known], self.classes[known], rows[self.out], 5)

    @property
    def classes(self) -> Numbers:
        """Return the classes of all digits."""
        return self.values("digit").astype(np.int64)


_KEPT: dict[AutoencoderSpec, Learnt] = {}


def _learn(lesson: str, **changes: object) -> Generator[None, None, Learnt]:
    """Return the autoencoder of a lesson, changed and trained, once for all claims."""
    keys = {key.replace("__", "."): value for key, value in changes.items()}
    spec = load_lesson(lesson).spec
    assert isinstance(spec, AutoencoderSpec)
    spec = ROOT.revise(spec, keys)
    if spec not in _KEPT:
        images = None
        for item in gather(spec.images):
            images = item if isinstance(item, Images) else images
            yield None
        assert images is not None
        course: list[Checkpoint] = []
        for one in train(spec, images.pixels):
            course += [one] if one else []
            yield None
        known, out = split(images.count, spec.images.test, spec.images.seed)
        while len(_KEPT) >= KEPT:
            _KEPT.pop(next(iter(_KEPT)))
        rows = flat(images.pixels)
        _KEPT[spec] = Learnt(spec, images, rows, known, out, tuple(course))
    return _KEPT[spec]


def _small(changes: dict[str, object]) -> dict[str, object]:
    return {key.replace(".", "__"): value for key, value in changes.items()}


# Lesson 20: digits


def two_numbers_tell_digits() -> Iterator[Fact | None]:
    """Five neighbours in the plane of two numbers tell .86 of the digits or more."""
    found = yield from _learn("20")
    right = found.right(found.codes())
    loss = found.course[-1].held_out
    yield Fact(
        tr(
            "after {epochs} epochs {right:.1%} of the digits held "
            "out are told by two numbers; the loss is {loss:.4f}.",
            epochs=found.spec.learning.epochs,
            right=right,
            loss=loss,
        ),
        right >= 0.86 and is_near(loss, 0.0285, 0.0015),
    )


def two_numbers_of_pca_tell_fewer() -> Iterator[Fact | None]:
    """Two principal components tell some .61, at a loss of .0534."""
    found = yield from _learn("20")
    two = principal(found.rows[found.learnt], 2)
    rows = two.encode(found.rows).astype(np.float32)
    right, asked = found.right(rows), found.rows[found.out]
    loss = float(np.square(two.decode(rows[found.out]) - asked).mean())
    yield Fact(
        tr(
            "two numbers of PCA tell {right:.1%} of the digits "
            "held out, at a loss of {loss:.4f}.",
            right=right,
            loss=loss,
        ),
        is_near(right, 0.611, 0.035) and is_near(loss, 0.0534, 0.0015),
    )


def eights_stay_mixed() -> Iterator[Fact | None]:
    """The eights are those that are taken for others most, the zeros least."""
    found = yield from _learn("20")
    asked = found.classes[found.out]
    guesses = found.guesses(found.codes())
    shares = np.array([(guesses[asked == d] == d).mean() for d in range(10)])
    early = found.guesses(found.codes(5))
    zeros = float((early[asked == 0] == 0).mean())
    yield Fact(
        tr(
            "{zeros:.0%} of the zeros are told after 5 epochs; at "
            "the end {shares:.0%} of the eights, fewest of all.",
            zeros=zeros,
            shares=shares[8],
        ),
        int(shares.argmin()) == 8 and zeros > 0.9,
    )


def linear_autoencoder_is_pca() -> Iterator[Fact | None]:
    """With linear layers alone the loss is that of PCA, and no less."""
    found = yield from _learn(
        "20", hourglass__activation="linear", hourglass__output="linear"
    )
    rows = found.rows[found.learnt]
    two = principal(rows, 2)
    least = float(np.square(two.decode(two.encode(rows)) - rows).mean())
    own = float(np.square(reconstruct(found.glass(), rows) - rows).mean())
    yield Fact(
        tr(
            "with linear layers alone the training loss ends at "
            "{own:.5f}; that of PCA is {least:.5f}.",
            own=own,
            least=least,
        ),
        is_near(own / least, 1, 1e-3),
    )


# Lesson 21: two knobs


def two_knobs_are_found() -> Iterator[Fact | None]:
    """Smile and gaze are told from the two numbers with an R² near 1."""
    found = yield from _learn("21", **_small(KNOBS))
    smile, gaze = (
        found.told(name, found.codes()) for name in ("smile", "gaze, across")
    )
    yield Fact(
        tr(
            "after 30 epochs of faces of 24 px the two numbers "
            "tell smile with R² {smile:.2f}, gaze with {gaze:.2f}.",
            smile=smile,
            gaze=gaze,
        ),
        smile >= 0.95 and gaze >= 0.95,
    )


def two_knobs_beat_pca() -> Iterator[Fact | None]:
    """The loss is a part of that of two principal components."""
    found = yield from _learn("21", **_small(KNOBS))
    two, asked = principal(found.rows[found.learnt], 2), found.rows[found.out]
    pca = float(np.square(two.decode(two.encode(asked)) - asked).mean())
    own = found.course[-1].held_out
    yield Fact(
        tr(
            "after 30 epochs of faces of 24 px the loss is "
            "{own:.5f}, and with two numbers of PCA {pca:.5f}.",
            own=own,
            pca=pca,
        ),
        own < 0.6 * pca,
    )


def smile_is_lost_where_all_varies() -> Iterator[Fact | None]:
    """Of people two numbers tell the skin, and nothing of the smile."""
    found = yield from _learn("21", images__world="people", **_small(KNOBS))
    codes = found.codes()
    skin, smile = (found.told(name, codes) for name in ("skin, light to dark", "smile"))
    yield Fact(
        tr(
            "after 30 epochs of people of 24 px two numbers tell "
            "the skin with R² {skin:.2f}, the smile with {listed}.",
            skin=skin,
            listed=_listed([smile]),
        ),
        skin >= 0.85 and smile <= 0.1,
    )


# Lesson 22: from smudge to face


class Judge(NamedTuple):
    """Tells smiles by least squares, from the lower halves of faces it was shown."""

    middle: Array
    weights: Array
    usual: float

    def __call__(self, rows: Floats) -> Array:
        """Return how much of a smile is on each of the faces (N, D)."""
        found: Array = (_lower(rows) - self.middle) @ self.weights + self.usual
        return found


_JUDGES: list[Judge] = []


def _judge() -> Generator[None, None, Judge]:
    """Return a judge that has seen other faces than any autoencoder."""
    if not _JUDGES:
        knobs = draw_knobs("people", 2000, np.random.default_rng(99))
        side, parts = SMALL["images.size"], []
        for here in range(0, 2000, 250):
            some = {key: values[here : here + 250] for key, values in knobs.items()}
            parts.append(_lower(draw_faces(some, side).reshape(250, -1)))
            yield None
        rows, smiles = np.concatenate(parts), knobs["smile"].astype(np.float64)
        middle, usual = rows.mean(0), float(smiles.mean())
        apart = rows - middle
        square = apart.T @ apart + 3.0 * np.eye(rows.shape[1])
        yield None
        weights = np.linalg.solve(square, apart.T @ (smiles - usual))
        _JUDGES.append(Judge(middle, weights, usual))
    return _JUDGES[0]


def _lower(rows: Floats) -> Array:
    return rows[:, rows.shape[1] // 2 :].astype(np.float64)


def _share(guesses: Array, goals: Array) -> float:
    return float(1 - np.square(goals - guesses).mean() / goals.var())


def _listed(numbers: Sequence[float]) -> str:
    return ", ".join(f"{number:.2f}" for number in numbers).replace("-", "−")


def _people(bottleneck: int = 16) -> Generator[None, None, Learnt]:
    changes = _small(PEOPLE | {"hourglass.bottleneck": bottleneck})
    return (yield from _learn("22", **changes))


def sixteen_numbers_beat_pca() -> Iterator[Fact | None]:
    """The loss is below that of 16 principal components, and the mean image's."""
    found = yield from _people()
    known, asked = found.rows[found.learnt], found.rows[found.out]
    mean = float(np.square(asked - known.mean(0)).mean())
    yield None
    few = principal(known[::2], 16)
    pca = float(np.square(few.decode(few.encode(asked)) - asked).mean())
    own = found.course[-1].held_out
    yield Fact(
        tr(
            "{after} the loss is {own:.4f}; with 16 numbers of "
            "PCA it is {pca:.4f}, with the mean face {mean:.4f}.",
            after=SMALLER.lower(),
            own=own,
            pca=pca,
            mean=mean,
        ),
        own < 0.85 * pca < 0.2 * mean,
    )


def smile_comes_late() -> Iterator[Fact | None]:
    """Skin is there after an epoch, glasses after five, the smile only then begins."""
    found = yield from _people()
    judge = yield from _judge()
    smiles, last = found.values("smile")[found.out], found.spec.learning.epochs
    judged = []
    for epoch in (1, 5, last):
        rows = reconstruct(found.glass(epoch), found.rows[found.out])
        judged.append(_share(judge(rows), smiles))
        yield None
    skin = found.told("skin, light to dark", found.codes(1))
    yield Fact(
        tr(
            "24 px: R² of the skin is {skin:.2f} after one "
            "epoch; that of the smile {judged} after 1, 5, 15.",
            skin=skin,
            judged=_listed(judged),
        ),
        skin > 0.85 and max(judged[:2]) < 0.3 and judged[2] > 0.4,
    )


def smile_needs_more_than_eight_numbers() -> Iterator[Fact | None]:
    """With a bottleneck of 8 the smile does not come back, with 16 it does."""
    judge, shares = (yield from _judge()), []
    for bottleneck in (8, 16):
        found = yield from _people(bottleneck)
        rows = reconstruct(found.glass(), found.rows[found.out])
        shares.append(_share(judge(rows), found.values("smile")[found.out]))
        yield None
    yield Fact(
        tr(
            "{after} R² of the smile on reconstructions is "
            "{eight:.2f} with 8 numbers, {sixteen:.2f} with 16.",
            after=SMALLER.lower(),
            eight=shares[0],
            sixteen=shares[1],
        ),
        shares[0] < 0.3 and shares[1] > 0.4,
    )


# Lesson 23: a smile as a direction


def _sides(found: Learnt) -> tuple[Numbers, Numbers]:
    """Return which of the faces that train smile, and which frown."""
    smiles = found.values("smile")[found.learnt]
    return found.learnt[smiles > SMILING], found.learnt[smiles < -SMILING]


def _vector(found: Learnt, count: int, seed: int) -> Floats:
    rng, codes = np.random.default_rng(seed), found.codes()
    sides = [rng.choice(side, count, replace=False) for side in _sides(found)]
    return attribute_vector(codes[sides[0]], codes[sides[1]])


def _judged(found: Learnt, judge: Judge, vector: Floats) -> Array:
    """Return how much 200 faces held out smile (200, A) along the vector."""
    codes = swept(found.codes()[found.out[:200]], vector, ALPHAS)
    made = decode(found.glass(), codes.reshape(-1, codes.shape[2]))
    return judge(made).reshape(200, len(ALPHAS))


def smile_is_a_direction() -> Iterator[Fact | None]:
    """By 20 and 20 labels the judged smile rises by .4 or more per unit of α."""
    found = yield from _people()
    judge = yield from _judge()
    judged = _judged(found, judge, _vector(found, 20, 0))
    yield None
    rate, means = strip_rate(judged, ALPHAS), judged.mean(0)
    low, high = (f"{mean:.2f}".replace("-", "−") for mean in means[[0, -1]])
    yield Fact(
        tr(
            "{after}, from 20 + 20 labels, 200 other faces go "
            "from a smile of {low} to {high} on average.",
            after=SMALLER.lower(),
            low=low,
            high=high,
        ),
        rate >= 0.4 and bool((np.diff(means[:-1]) > 0).all()),
    )


def few_labels_will_do() -> Iterator[Fact | None]:
    """Five labels of each side make as strong a vector, which is not as clean."""
    found = yield from _people()
    judge = yield from _judge()
    sides = _sides(found)
    whole = attribute_vector(*(found.codes()[side] for side in sides))
    rates, alike = dict[int, float](), dict[int, float]()
    for count in (5, 100):
        vectors = []
        for seed in range(3):
            vectors.append(_vector(found, count, seed))
            yield None
        judged = []
        for vector in vectors:
            judged.append(_judged(found, judge, vector))
            yield None
        rates[count] = sum(strip_rate(one, ALPHAS) for one in judged) / 3
        alike[count] = sum(_cosine(vector, whole) for vector in vectors) / 3
    yield Fact(
        tr(
            "15 epochs, 24 px: by 5 labels a side α adds "
            "{few:.2f} of a smile, by 100 {many:.2f}; cosines to all: "
            "{few_alike:.2f}, {many_alike:.2f}.",
            few=rates[5],
            many=rates[100],
            few_alike=alike[5],
            many_alike=alike[100],
        ),
        0.6 * rates[100] < rates[5] and alike[5] < 0.75 < alike[100],
    )


def _cosine(one: Floats, other: Floats) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def walk_stays_nearer_to_faces() -> Iterator[Fact | None]:
    """Half way on a walk images are nearer to real faces than those of a cross-fade."""
    found = yield from _people()
    pairs = np.random.default_rng(0).permutation(found.out)[:200].reshape(2, 100)
    first, second = (found.codes()[side] for side in pairs)
    walk = decode(found.glass(), (first + second) / 2)
    ends = [reconstruct(found.glass(), found.rows[side]) for side in pairs]
    yield None
    known = found.rows[found.learnt[:2000]]
    far = []
    for rows in (walk, (ends[0] + ends[1]) / 2):
        far.append(float(nearest_distances(known, rows).mean()))
        yield None
    yield Fact(
        tr(
            "{after}, half way, the walk is {walk:.4f} from the "
            "nearest face, the cross-fade {fade:.4f}.",
            after=SMALLER.lower(),
            walk=far[0],
            fade=far[1],
        ),
        far[0] < far[1],
    )


# Lesson 24: inventions


def _distances(found: Learnt) -> Generator[None, None, dict[str, float]]:
    """Return how far images are from the nearest of 2,000 that train."""
    known, codes = found.rows[found.learnt[:2000]], found.codes()
    asked = found.rows[found.out[:200]]
    ways = {
        "real": asked,
        "again": reconstruct(found.glass(), asked),
        "bell": decode(found.glass(), drawn(fitted(codes), 200, 0)),
        "box": decode(found.glass(), drawn_in_box(codes, 200, 0)),
    }
    far = {}
    for name, rows in ways.items():
        yield None
        far[name] = float(nearest_distances(known, rows).mean())
    return far


def bell_is_nearer_than_box() -> Iterator[Fact | None]:
    """Faces from one bell are far nearer to real ones than those from the box."""
    found = yield from _people()
    far = yield from _distances(found)
    yield Fact(
        tr(
            "{after} those from one bell are {bell:.4f} from the "
            "nearest real face, those from the box {box:.4f}.",
            after=SMALLER.lower(),
            bell=far["bell"],
            box=far["box"],
        ),
        far["bell"] < 0.6 * far["box"],
    )


def inventions_are_worse_than_reconstructions() -> Iterator[Fact | None]:
    """Reconstructions are nearer to the faces there are than what is invented."""
    found = yield from _people()
    far = yield from _distances(found)
    yield Fact(
        tr(
            "{after} reconstructions are {again:.4f} from the "
            "nearest real face, inventions {bell:.4f}.",
            after=SMALLER.lower(),
            again=far["again"],
            bell=far["bell"],
        ),
        far["again"] < far["bell"],
    )


def cloud_is_nearly_normal() -> Iterator[Fact | None]:
    """Codes of 16 numbers are nearly normal, those of digits in two are not."""
    found = yield from _people()
    people = misfit(fitted(found.codes()), found.codes())
    yield None
    digits = yield from _learn("20", hourglass__activation="elu", learning__epochs=60)
    star = misfit(fitted(digits.codes()), digits.codes())
    yield Fact(
        tr(
            "small versions: the codes of people miss a normal "
            "cloud by {people:.3f}, those of digits in two numbers by {star:.3f}.",
            people=people,
            star=star,
        ),
        people < 0.1 < star,
    )


def ten_bells_beat_one() -> Iterator[Fact | None]:
    """Of digits in 16 numbers a bell each is nearer to the data than one for all."""
    found = yield from _learn(
        "20", hourglass__bottleneck=16, hourglass__activation="elu", learning__epochs=60
    )
    codes, known = found.codes(), found.rows[found.learnt]
    ten = np.concatenate(
        [drawn(bell, 40, 0) for bell in bells_of(codes, found.values("digit"))]
    )
    one = drawn(fitted(codes), 400, 0)
    yield None
    far = [
        float(nearest_distances(known, decode(found.glass(), rows)).mean())
        for rows in (one, ten)
    ]
    yield Fact(
        tr(
            "digits drawn from one bell (60 epochs, 16 numbers) "
            "are {one:.4f} from the nearest image, from ten bells {ten:.4f}.",
            one=far[0],
            ten=far[1],
        ),
        far[1] < 0.75 * far[0],
    )


CLAIMS: dict[str, Claim] = {
    one.__name__: one
    for one in (
        two_numbers_tell_digits,
        two_numbers_of_pca_tell_fewer,
        eights_stay_mixed,
        linear_autoencoder_is_pca,
        two_knobs_are_found,
        two_knobs_beat_pca,
        smile_is_lost_where_all_varies,
        sixteen_numbers_beat_pca,
        smile_comes_late,
        smile_needs_more_than_eight_numbers,
        smile_is_a_direction,
        few_labels_will_do,
        walk_stays_nearer_to_faces,
        bell_is_nearer_than_box,
        inventions_are_worse_than_reconstructions,
        cloud_is_nearly_normal,
        ten_bells_beat_one,
    )
}
