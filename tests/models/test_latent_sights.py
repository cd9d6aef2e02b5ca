"""What is seen of an autoencoder: rows, films, vectors, guesses and inventions."""

from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from models import latent_options
from models.faces import draw_faces, draw_knobs, make_faces
from models.hourglasses import decode, hourglass_of, reconstruct
from models.images import Attribute, Images, flat, split
from models.latent_moments import attribute_of
from models.latent_sights import SEEN, look
from models.latent_specs import (
    AutoencoderSpec,
    HourglassSpec,
    ImagesSpec,
    LearningSpec,
)
from models.latent_sweeps import sides_of
from models.latent_uses import linearly_explained, principal
from models.latent_walks import strip_rate, swept
from models.specs import BatchSpec, OptimizerSpec
from tests.explorer.latent_sights import DIGITS, Trained, with_view

FACES = AutoencoderSpec(
    ImagesSpec("faces", "people", 24, samples=300),
    HourglassSpec((64,), 8, "elu"),
    LearningSpec(epochs=4),
    OptimizerSpec("adam", learning_rate=0.004),
)

PEOPLE = AutoencoderSpec(  # a quarter of the usual epochs
    ImagesSpec("faces", "people", 24, samples=4000),
    HourglassSpec((192,), 16, "elu"),
    LearningSpec(epochs=15),
    OptimizerSpec("adam", learning_rate=0.006, schedule="cosine"),
    BatchSpec(size=32),
)


@pytest.fixture(scope="module")
def digits():
    return Trained(AutoencoderSpec(learning=LearningSpec(epochs=30)))


@pytest.fixture(scope="module")
def people():
    return Trained(PEOPLE)


@pytest.fixture(scope="module")
def faces():
    return Trained(FACES)


def hourglass(trained):
    return hourglass_of(trained.spec, trained.moment.checkpoint.theta)


def rows(trained, numbers):
    return flat(trained.moment.images.pixels[numbers])


def test_what_is_watched_comes_by_and_by_and_can_be_stopped(digits):
    sights = list(look(digits.moment, (0.0, 0.0), {"decoded", "film", "sweep"}))
    assert [sight is None for sight in sights] == [False, True, False, True, False]
    first, *_, last = sights
    assert (first.decoded is not None, first.film, first.sweep) == (True, None, None)
    assert last.film is not None
    assert last.sweep is not None
    assert last.uses is None


def test_a_place_is_decoded(digits):
    at = digits.moment.points[7]
    decoded = digits.decoded(tuple(at))
    np.testing.assert_allclose(decoded.code, digits.moment.codes[7], atol=1e-5)
    (row,) = reconstruct(hourglass(digits), rows(digits, [7]))
    np.testing.assert_allclose(decoded.pixels.ravel(), row, atol=1e-5)
    assert decoded.doubt < digits.decoded((90.0, 90.0)).doubt


@pytest.mark.parametrize("shown", ["spread", "worst", "chosen"])
def test_images_stand_beside_what_comes_back(digits, shown):
    chosen = (3, 1500, 999_999)
    seen = digits.sight("reconstructions", shown=shown, chosen=chosen).reconstructions
    went_in = rows(digits, seen.numbers)
    came_back = reconstruct(hourglass(digits), went_in)
    side = digits.moment.images.shape
    np.testing.assert_array_equal(seen.originals, went_in.reshape(-1, *side))
    np.testing.assert_allclose(seen.decoded, came_back.reshape(-1, *side), atol=1e-6)
    losses = np.square(went_in - came_back).mean(1)
    np.testing.assert_allclose(seen.losses, losses, rtol=1e-4)
    _, out = split(1797, 0.2, 0)
    np.testing.assert_array_equal(seen.is_held_out, np.isin(seen.numbers, out))
    if shown == "chosen":
        assert seen.numbers.tolist() == [3, 1500]
    else:
        assert seen.is_held_out.all()
    if shown == "worst":
        every = reconstruct(hourglass(digits), rows(digits, out))
        worst = np.sort(np.square(every - rows(digits, out)).mean(1))[::-1][:10]
        np.testing.assert_allclose(losses, worst, rtol=1e-4)


def test_a_film_goes_from_one_reconstruction_to_another(faces):
    film = faces.sight("film", ends=(4, 9), steps=7).film
    ends = faces.moment.codes[[4, 9]]
    wanted = decode(hourglass(faces), ends).reshape(2, *faces.moment.images.shape)
    np.testing.assert_allclose(film.latent[[0, -1]], wanted, atol=1e-6)
    originals = rows(faces, [4, 9]).reshape(wanted.shape)
    np.testing.assert_array_equal(film.faded[[0, -1]], originals)
    np.testing.assert_allclose(film.points[[0, -1]], faces.moment.points[[4, 9]])
    changes = np.abs(np.diff(film.faded, axis=0)).mean((1, 2, 3))
    assert film.largest_steps[1] == pytest.approx(changes.max())


def test_a_film_without_a_choice_is_between_images_of_two_classes(digits):
    first, last = digits.sight("film").film.ends
    values = attribute_of(digits.moment.images, "digit").values
    assert values[first] != values[last]


def test_a_film_without_a_choice_is_between_images_far_apart(faces):
    ends = faces.sight("film").film.ends
    seen = rows(faces, range(300))
    usual = np.square(seen[:150] - seen[150:]).mean()
    assert np.square(seen[ends[0]] - seen[ends[1]]).mean() > 2 * usual


def test_nothing_of_a_vector_changes_nothing(faces):
    sweep = faces.sight("sweep", attribute="smile", alpha=0.0).sweep
    back = decode(hourglass(faces), faces.moment.codes[sweep.subjects])
    middle = sweep.sheet[:, 4]
    np.testing.assert_allclose(middle.reshape(len(back), -1), back, atol=1e-6)
    np.testing.assert_allclose(sweep.chosen, middle[0], atol=1e-6)


def test_a_vector_leads_from_the_mean_without_to_the_mean_with_it(faces):
    picks = {"with_it": (1, 2, 3), "without": (10, 11), "chosen": (42,), "alpha": 0.5}
    sweep = faces.sight("sweep", **picks).sweep
    codes = faces.moment.codes
    vector = codes[[1, 2, 3]].mean(0) - codes[[10, 11]].mean(0)
    np.testing.assert_allclose(sweep.vector, vector, atol=1e-6)
    means = faces.moment.frame.points(
        np.stack([codes[[10, 11]].mean(0), codes[[1, 2, 3]].mean(0)])
    )
    np.testing.assert_allclose(sweep.means, means, atol=1e-6)
    assert sweep.subjects[0] == 42
    (wanted,) = decode(hourglass(faces), codes[[42]] + np.float32(0.5) * vector)
    np.testing.assert_allclose(sweep.chosen.ravel(), wanted, atol=1e-6)


def test_a_vector_is_found_from_those_that_have_most_and_least(faces):
    sweep = faces.sight("sweep", attribute="smile").sweep
    values = attribute_of(faces.moment.images, "smile").values
    learnt, _ = split(300, 0.2, 0)
    order = np.sort(values[learnt])
    assert values[sweep.with_it].min() == order[-20]
    assert values[sweep.without].max() == order[19]


def test_more_labels_tell_digits_apart_better(digits):
    sweep = digits.sight("sweep").sweep
    assert sweep.labels.tolist() == [2, 5, 10, 20, 50, 100]
    for shares in (sweep.by_codes, sweep.by_pixels):
        assert shares[:2].mean() < shares[-2:].mean()
        assert (shares > 0.5).all()


def test_two_numbers_tell_more_than_two_components(digits):
    uses = digits.sight("uses").uses
    codes, pixels, components = uses.guesses
    assert (codes.width, pixels.width, components.width) == (2, 64, 2)
    assert components.neighbours == pytest.approx(0.61, abs=0.04)
    assert codes.neighbours > components.neighbours + 0.05
    assert pixels.neighbours > 0.95
    assert uses.pixel_loss < uses.principal_loss
    assert uses.principal_points.shape == (1797, 2)


def test_a_number_is_guessed_by_least_squares():
    rng = np.random.default_rng(0)
    for width in (3, 400):  # fewer, and more, than there are rows
        known, asked = rng.normal(size=(200, width)), rng.normal(size=(50, width))
        weights = np.zeros(width)
        weights[:2] = 1, -2
        share = linearly_explained(
            known, known @ weights + 5, asked, asked @ weights + 5
        )
        assert share > (0.999 if width == 3 else 0.2)


def test_numbers_are_told_of_people(people):
    uses = people.sight("uses").uses
    codes, pixels, components = uses.guesses
    assert uses.attribute == "smile"
    assert pixels.regression > 0.95
    assert 0.3 < codes.regression < 1
    assert uses.pixel_loss < uses.principal_loss


def test_a_smile_is_a_direction(people):
    knobs = draw_knobs("people", 2000, np.random.default_rng(99))
    strangers = draw_faces(knobs, 24).reshape(2000, -1)
    judge = Ridge(3.0).fit(strangers, knobs["smile"])  # never saw the autoencoder's
    moment, (_, out) = people.moment, split(4000, 0.2, 0)
    smiles = attribute_of(moment.images, "smile").values
    assert judge.score(rows(people, out), smiles[out]) > 0.95
    sweep = people.sight("sweep", attribute="smile").sweep
    alphas = sweep.alphas.tolist()
    codes = swept(moment.codes[out[:200]], sweep.vector, alphas).reshape(-1, 16)
    judged = judge.predict(decode(hourglass(people), codes)).reshape(200, -1)
    assert strip_rate(judged, alphas) >= 0.4


def test_sides_are_those_that_have_most_and_least_or_of_classes():
    numbers = np.arange(1, 10)
    of_number = sides_of(Attribute("x", np.arange(10.0)), numbers)
    assert [side.tolist() for side in of_number] == [[9, 8, 7], [1, 2, 3]]
    yes = sides_of(Attribute("x", np.arange(10) % 2.0, ("no", "yes")), numbers)
    assert [side.tolist() for side in yes] == [[1, 3, 5, 7, 9], [2, 4, 6, 8]]


def test_the_first_components_of_many_rows_are_found_without_the_others(people):
    seen = rows(people, range(700))
    centred = seen.astype(np.float64) - seen.mean(0, dtype=np.float64)
    sizes = np.linalg.svd(centred, compute_uv=False)[:9]
    codes = principal(seen, 9).encode(seen)
    np.testing.assert_allclose(np.sqrt(np.square(codes).sum(0)), sizes, rtol=1e-3)


def test_what_was_seen_is_not_made_again(digits):
    names = {"decoded", *SEEN}
    *_, first = (one for one in look(digits.moment, (0.0, 0.0), names) if one)
    (again,) = look(digits.moment, (1.0, 0.0), names)  # another place is pointed at
    for name in SEEN:
        assert getattr(again, name) is getattr(first, name)
    assert not np.array_equal(again.decoded.pixels, first.decoded.pixels)
    changes = {"map_side": 4, "alpha": 0.7, "draw_seed": 3, "steps": 5}
    moved = replace(digits.moment, spec=with_view(digits.spec, **changes))
    *_, last = (one for one in look(moved, (1.0, 0.0), names) if one)
    for name in ("atlas", "sweep", "invention", "film"):
        assert getattr(last, name) is not getattr(first, name)
    assert last.uses is first.uses


def test_a_place_is_decoded_in_two_milliseconds(digits):
    times = []
    for x in np.linspace(-1, 1, 20).tolist():
        since = perf_counter()
        list(look(digits.moment, (x, 0.0), {"decoded"}))
        times.append(perf_counter() - since)
    assert min(times) < 0.002


@pytest.mark.parametrize("way", ["bell", "classes", "uniform"])
def test_new_codes_are_drawn_and_decoded(digits, way):
    seen = digits.sight("invention", drawn_by=way, draws=100, sheet=6).invention
    assert seen.points.shape == (100, 2)
    assert seen.sheet.shape == (36, 8, 8, 1)
    assert len(seen.ellipses) == {"bell": 3, "classes": 30, "uniform": 0}[way]
    assert seen.distance == seen.distances[way]
    again = digits.sight("invention", drawn_by=way, draws=100, sheet=6).invention
    np.testing.assert_array_equal(seen.sheet, again.sheet)


def test_normal_samples_are_nearer_to_faces_than_uniform_ones(people):
    distances = people.sight("invention").invention.distances
    assert distances["bell"] < distances["uniform"]


def test_a_class_of_one_image_has_no_bell(digits):
    values = np.where(np.arange(1797) == 5, 1.0, 0.0)
    label = Attribute("label", values, ("many", "one"))
    images = replace(digits.moment.images, attributes=(label,))
    spec = with_view(digits.spec, drawn_by="classes")
    moment = replace(digits.moment, images=images, spec=spec)
    *_, sight = look(moment, None, {"invention"})
    assert len(sight.invention.bells) == 1


def test_what_cannot_be_seen_is_refused_in_a_sentence():
    spec = replace(
        FACES, images=ImagesSpec("faces", samples=40, size=24, test=0.0),
        learning=LearningSpec(epochs=1),
    )  # fmt: skip
    trained = Trained(spec)
    assert "held out" in trained.sight("uses").refusals["uses"]
    bare = Images(trained.moment.images.pixels, (), "faces", "")
    trained.moment = replace(trained.moment, images=bare)
    sight = trained.sight(drawn_by="classes")
    assert set(sight.refusals) == {"sweep", "uses", "invention"}
    assert all(sentence.endswith(".") for sentence in sight.refusals.values())
    assert sight.film is not None


def test_every_part_is_of_the_images_there_are(faces):
    sight = faces.sight(chosen=(999_999,), ends=(0, 999_999), shown="chosen")
    for name in SEEN:
        assert getattr(sight, name) is not None
    assert len(sight.reconstructions.numbers) == 10


def test_faces_are_what_they_are_called():
    *_, images = make_faces("people", 40, 24, 0)
    assert attribute_of(images, "auto") is images.attributes[0]
    assert attribute_of(images, "no such thing") is images.attributes[0]


def test_a_single_number_is_drawn_with_each_class_in_a_lane_of_its_own():
    spec = latent_options.revise(DIGITS, {"hourglass.bottleneck": 1})
    moment = Trained(spec).moment
    digits = moment.images.attributes[0].values
    lows, highs = (
        [end(moment.points[digits == digit, 1]) for digit in range(10)]
        for end in (min, max)
    )
    assert all(high < low for high, low in zip(highs[:-1], lows[1:], strict=True))
    along = np.corrcoef(moment.points[:, 0], moment.codes[:, 0])[0, 1]
    assert abs(along) == pytest.approx(1)
