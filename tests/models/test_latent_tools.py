"""What is done with codes: frames, walks, bells, maps, and guesses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid

import models.quiet_torch  # noqa: F401 - one thread
from models.autoencoders import train
from models.digits import load_digits
from models.hourglasses import decode, encode, hourglass_of, reconstruct
from models.images import flat, split
from models.latent_bells import (
    Bell,
    bells_of,
    chi_square_share,
    distances,
    drawn,
    drawn_in_box,
    ellipse,
    fitted,
    misfit,
)
from models.latent_frames import aligned, pair_frame, principal_frame
from models.latent_maps import decode_grid, span
from models.latent_specs import AutoencoderSpec, HourglassSpec, LearningSpec
from models.latent_uses import (
    accuracy,
    guess_by_means,
    guess_by_neighbours,
    guess_by_regression,
    nearest_distances,
    principal,
)
from models.latent_walks import attribute_vector, interpolated, strip_rate, swept
from models.specs import OptimizerSpec


@pytest.fixture(scope="module")
def learnt():
    """Return an hourglass with k = 8, rows of digits and their classes."""
    optimizer = OptimizerSpec("adam", learning_rate=0.01, schedule="cosine")
    spec = AutoencoderSpec(
        hourglass=HourglassSpec((64,), 8, "elu"),
        learning=LearningSpec(epochs=20),
        optimizer=optimizer,
    )
    digits = load_digits()
    *_, last = (one for one in train(spec, digits.pixels, every=10**6) if one)
    classes = digits.attributes[0].values.astype(int)
    return hourglass_of(spec, last.theta), flat(digits.pixels), classes


# Frames


@given(st.integers(0, 999), st.integers(2, 6), st.booleans(), st.floats(0.1, 9))
def test_a_turned_cloud_is_drawn_where_it_was(seed, k, is_flipped, scale):
    rng = np.random.default_rng(seed)
    codes = rng.normal(size=(30, k)) * np.arange(k, 0, -1)
    before = principal_frame(codes)
    turn = np.linalg.qr(rng.normal(size=(k, k)))[0]
    turn[:, 0] *= -1 if is_flipped else 1
    moved = scale * codes @ turn + rng.normal(size=k)
    after = aligned(principal_frame(moved), moved, before.points(codes))
    np.testing.assert_allclose(
        after.points(moved), before.points(codes), atol=1e-6 * scale + 1e-6
    )


def test_alignment_only_turns_flips_scales_and_shifts():
    rng = np.random.default_rng(0)
    codes, goals = rng.normal(size=(50, 2)), rng.normal(size=(50, 2))
    frame = aligned(pair_frame(2, 0, 1), codes, goals)
    square = frame.axes.T @ frame.axes
    np.testing.assert_allclose(square, square[0, 0] * np.eye(2), atol=1e-12)
    alone = aligned(pair_frame(2, 0, 1), codes[:1], goals[:1])
    np.testing.assert_allclose(alone.points(codes[:1]), goals[:1])


def test_the_principal_pair_is_that_of_pca():
    codes = np.random.default_rng(1).normal(size=(90, 5)) * [1, 5, 2, 9, 1]
    points = principal_frame(codes).points(codes)
    theirs = PCA(2).fit_transform(codes)
    np.testing.assert_allclose(np.abs(points), np.abs(theirs), atol=1e-9)
    assert principal_frame(codes[:, :1]).points(codes[:, :1]).shape == (90, 2)


@pytest.mark.parametrize("k", [1, 2, 7])
def test_a_place_on_the_map_has_a_code_there(k):
    codes = np.random.default_rng(k).normal(size=(20, k))
    frame = principal_frame(codes)
    points = np.array([[0.3, 0.0], [-2.0, 0.0]])
    np.testing.assert_allclose(frame.points(frame.codes(points)), points, atol=1e-9)
    assert pair_frame(9, 3, 5).points(np.eye(9))[3].tolist() == [1, 0]


# Walks


def test_an_interpolation_ends_in_the_reconstructions(learnt):
    glass, rows, _ = learnt
    codes = encode(glass, rows[:2])
    strip = decode(glass, interpolated(*codes, 11))
    ends = reconstruct(glass, rows[:2])
    np.testing.assert_allclose(strip[[0, -1]], ends, atol=1e-6)
    fade = interpolated(*ends, 3)
    np.testing.assert_allclose(fade[1], ends.mean(0), atol=1e-6)
    assert np.square(strip[5] - fade[1]).mean() > 1e-5  # it is no cross-fade


def test_nothing_of_a_vector_changes_nothing(learnt):
    glass, rows, classes = learnt
    codes = encode(glass, rows)
    vector = attribute_vector(codes[classes == 8], codes[classes == 3])
    swept_codes = swept(codes[:5], vector, (-1, 0, 1))
    assert np.array_equal(swept_codes[:, 1], codes[:5])
    np.testing.assert_allclose(
        swept_codes[:, 2] - codes[:5], vector[None] + 0 * codes[:5], atol=1e-5
    )
    means = codes[classes == 8].mean(0) - codes[classes == 3].mean(0)
    assert np.array_equal(vector, means)


def test_a_three_is_turned_towards_an_eight(learnt):
    glass, rows, classes = learnt
    codes = encode(glass, rows)
    vector = attribute_vector(codes[classes == 8][:20], codes[classes == 3][:20])
    alphas = (0, 0.5, 1)
    made = swept(codes[classes == 3], vector, alphas).reshape(-1, 8)
    guesses = guess_by_neighbours(rows, classes, decode(glass, made))
    eights = (guesses == 8).reshape(-1, 3)
    assert eights[:, 0].mean() < 0.1
    assert eights[:, 2].mean() > 0.4
    assert strip_rate(eights.astype(float), alphas) > 0.4


def test_a_vector_needs_both_sides():
    with pytest.raises(ValueError, match="with it and examples without it"):
        attribute_vector(np.ones((3, 2)), np.ones((0, 2)))


# Bells


def test_a_bell_has_the_moments_of_the_codes():
    codes = np.random.default_rng(0).normal(size=(500, 16)).astype(np.float32)
    bell = fitted(codes)
    np.testing.assert_allclose(bell.mean, codes.mean(0), atol=1e-6)
    np.testing.assert_allclose(bell.covariance, np.cov(codes.T, bias=True), atol=1e-6)
    assert bell.numbers == 152
    with pytest.raises(ValueError, match="at least 2 codes"):
        fitted(codes[:1])


def test_samples_are_of_the_bell():
    bell = Bell(np.array([1.0, -2, 0]), np.array([[4.0, 1, 0], [1, 2, 0], [0, 0, 0]]))
    samples = drawn(bell, 40_000, seed=1)
    assert samples.dtype == np.float32
    np.testing.assert_allclose(samples.mean(0), bell.mean, atol=0.05)
    np.testing.assert_allclose(np.cov(samples.T), bell.covariance, atol=0.1)
    assert np.array_equal(samples[:9], drawn(bell, 40_000, seed=1)[:9])
    assert misfit(bell, samples[:, :]) > 0  # flat in one direction, and finite
    flat_free = Bell(bell.mean[:2], bell.covariance[:2, :2])
    assert misfit(flat_free, samples[:400, :2]) < 0.08
    assert misfit(flat_free, drawn_in_box(samples[:, :2], 400, 0)) > 0.1


def test_an_ellipse_is_as_far_from_the_mean_everywhere():
    bell = fitted(np.random.default_rng(3).normal(size=(50, 4)) @ np.diag([1, 2, 3, 4]))
    axes = np.eye(4)[:, [1, 3]]
    seen = Bell(np.zeros(2), bell.covariance[np.ix_([1, 3], [1, 3])])
    line = ellipse(bell, axes, 2)
    np.testing.assert_allclose(distances(seen, line), 4)
    np.testing.assert_allclose(line[0], line[-1], atol=1e-12)


@given(st.floats(0.001, 300), st.integers(1, 256))
def test_the_chi_square_distribution_is_that_of_scipy(x, freedom):
    assert chi_square_share(x, freedom) == pytest.approx(
        stats.chi2.cdf(x, freedom), abs=1e-9
    )


def test_a_misfit_is_that_of_scipy():
    codes = np.random.default_rng(2).standard_t(3, size=(300, 5))
    bell = fitted(codes)
    theirs = stats.kstest(distances(bell, codes), stats.chi2(5).cdf).statistic
    assert misfit(bell, codes) == pytest.approx(theirs, abs=1e-9)


def test_bells_nearer_to_the_data_make_better_digits(learnt):
    glass, rows, classes = learnt
    codes = encode(glass, rows)
    ten = [drawn(bell, 40, 0) for bell in bells_of(codes, classes)]
    far = {
        name: nearest_distances(rows, decode(glass, samples)).mean()
        for name, samples in {
            "ten": np.concatenate(ten),
            "one": drawn(fitted(codes), 400, 0),
            "box": drawn_in_box(codes, 400, 0),
        }.items()
    }
    assert far["ten"] < far["one"] < far["box"]


# Maps


def test_a_map_shows_what_the_decoder_makes_of_each_place(learnt):
    glass, rows, _ = learnt
    codes = encode(glass, rows)
    frame = principal_frame(codes)
    atlas = decode_grid(glass, frame, *span(frame.points(codes), 6))
    assert atlas.pixels.shape == (6, 6, 8, 8, 1)
    place = np.array([[atlas.axis_x[4], atlas.axis_y[1]]])
    alone = decode(glass, frame.codes(place).astype(np.float32))
    np.testing.assert_allclose(atlas.pixels[4, 1].ravel(), alone[0], atol=1e-6)
    points = frame.points(codes)
    assert atlas.axis_x[0] < points[:, 0].min() < points[:, 0].max() < atlas.axis_x[-1]
    assert atlas.doubt.shape == (6, 6)
    assert atlas.doubt[0, 0] > atlas.doubt[2:4, 2:4].mean()  # far from all images


# Guesses


@pytest.mark.filterwarnings("ignore:self.within_class_std_dev_")  # unused
@pytest.mark.parametrize("features", ["pixels", "codes", "principal"])
def test_guesses_are_as_good_as_those_of_scikit_learn(learnt, features):
    glass, rows, classes = learnt
    known, asked = split(len(rows), 0.2, 0)
    seen = {
        "pixels": lambda: rows,
        "codes": lambda: encode(glass, rows),
        "principal": lambda: principal(rows[known], 8).encode(rows),
    }[features]()
    given_, goals = (seen[known], classes[known]), classes[asked]
    ours = [
        accuracy(guess(*given_, seen[asked]), goals)
        for guess in (guess_by_neighbours, guess_by_means, guess_by_regression)
    ]
    theirs = [
        model.fit(*given_).score(seen[asked], goals)
        for model in (
            KNeighborsClassifier(5),
            NearestCentroid(),
            LogisticRegression(max_iter=2000),
        )
    ]
    assert ours[:2] == pytest.approx(theirs[:2], abs=0.006)
    assert ours[2] > theirs[2] - 0.02
    assert ours[0] > 0.93


@pytest.mark.parametrize("samples", [40, 300])
def test_principal_components_are_those_of_scikit_learn(samples):
    rows = np.random.default_rng(0).normal(size=(samples, 64)) * np.arange(64, 0, -1)
    ours, theirs = principal(rows, 5), PCA(5).fit(rows)
    np.testing.assert_allclose(
        np.abs(np.sum(ours.axes * theirs.components_.T, 0)), 1, atol=1e-8
    )
    back = ours.decode(ours.encode(rows))
    np.testing.assert_allclose(
        back, theirs.inverse_transform(theirs.transform(rows)), atol=1e-6
    )
