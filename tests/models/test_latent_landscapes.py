"""The landscape of an autoencoder: planes, surfaces, paths, and other places."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.hourglasses import draw_hourglass, encode, hourglass_of, pixel_losses
from models.images import flat
from models.latent_landscapes import Probe, follow, moment_at, survey
from models.latent_moments import Moment
from models.latent_plane_specs import LatentPlaneSpec
from models.latent_rows import sets_of
from models.latent_specs import (
    AutoencoderSpec,
    HourglassSpec,
    ImagesSpec,
    LearningSpec,
)
from models.latent_squares import make_plane, random_pair
from models.latent_training import learn
from models.specs import OptimizerSpec

SPEC = AutoencoderSpec(
    hourglass=HourglassSpec((12,), 3),
    learning=LearningSpec(epochs=6),
    optimizer=OptimizerSpec("adam", learning_rate=0.01),
)
RANDOM, PATH = (LatentPlaneSpec(kind, resolution=17) for kind in ("random", "path"))
CONVOLVED = AutoencoderSpec(
    ImagesSpec("faces", "two_knobs", 64, samples=20),
    HourglassSpec((4, 5), 3, kind="convolutional"),
)


@pytest.fixture(scope="module")
def moments():
    return [one for one in learn(SPEC) if isinstance(one, Moment)]


def surfaces(moments, wish, **keys):
    return [one for one in survey(moments, wish, **keys) if one is not None]


@pytest.mark.parametrize("wish", [RANDOM, PATH])
def test_a_surface_is_the_loss_of_some_images(moments, wish):
    coarse, fine = surfaces(moments, wish)
    assert (coarse.loss.shape, fine.loss.shape) == ((9, 9), (17, 17))
    assert np.array_equal(fine.loss[::2, ::2], coarse.loss)
    numbers = Probe(moments[-1], fine.plane).numbers
    assert set(numbers) <= set(sets_of(moments[-1])[0])
    assert (
        fine.note == f"the loss of {len(numbers)} of the 1,438 images that train, "
        "evenly chosen"
    )
    rows = flat(moments[-1].images.pixels[numbers])
    for i, j in ((0, 0), (3, 16), (8, 8), (15, 5)):
        theta = fine.plane.theta(fine.axis_x[i], fine.axis_y[j]).astype(np.float32)
        expected = pixel_losses(hourglass_of(SPEC, theta), rows).mean()
        assert fine.loss[i, j] == pytest.approx(expected, rel=1e-4)


def test_the_middle_of_a_random_square_is_the_walker(moments):
    *_, surface = surfaces(moments, RANDOM)
    numbers = Probe(moments[-1], surface.plane).numbers
    rows = flat(moments[-1].images.pixels[numbers])
    hourglass = hourglass_of(SPEC, moments[-1].checkpoint.theta)
    expected = pixel_losses(hourglass, rows).mean()
    assert surface.loss[8, 8] == pytest.approx(expected, rel=1e-6)
    assert surface.loss[8, 8] < np.median(surface.loss)


def test_it_may_be_given_up_between_rows(moments):
    kinds = [one is None for one in survey(moments, LatentPlaneSpec(resolution=9))]
    assert kinds == [True] * 10 + [False]


def test_images_that_are_few_are_all_looked_at():
    spec = replace(SPEC, images=ImagesSpec("faces", "moods", 24, samples=30))
    first = next(one for one in learn(spec) if isinstance(one, Moment))
    (surface,) = surfaces([first], LatentPlaneSpec(resolution=9))
    assert surface.note == ""


@settings(max_examples=20)
@given(st.integers(0, 99), st.sampled_from([SPEC, CONVOLVED]))
def test_directions_are_normalised_by_filter(seed, spec):
    theta = draw_hourglass(spec)
    pair = [hourglass_of(spec, one) for one in random_pair(spec, theta, seed)]
    own = hourglass_of(spec, theta)
    for half in (1, 2):
        layers = zip(pair[0][half], pair[1][half], own[half], strict=True)
        for first, second, layer in layers:
            units = [_units(one) for one in (first, second, layer)]
            lengths = [np.linalg.norm(one, axis=1) for one in units]
            for length in lengths[:2]:
                np.testing.assert_allclose(length, lengths[2], rtol=1e-4)
            products = (units[0] * units[1]).sum(1)
            assert np.abs(products).max() < 1e-4 * np.square(lengths[2]).max()


def _units(layer):
    """Return what goes into each unit, (out, in + 1)."""
    weights = np.moveaxis(layer.weights.numpy(), layer.form.unit_axis, 0)
    flat_weights = weights.reshape(len(weights), -1)
    return np.column_stack([flat_weights, layer.biases.numpy()])


def test_a_path_is_seen_where_it_lies(moments):
    plane = make_plane(moments, PATH)
    *_, path = follow(moments, plane)
    thetas = np.stack([one.checkpoint.theta for one in moments])
    for number, (x, y) in enumerate(path.xy):
        away = np.linalg.norm(plane.theta(x, y) - thetas[number])
        assert path.off_plane[number] == pytest.approx(away, rel=1e-4, abs=1e-5)
    np.testing.assert_allclose(path.xy[-1], 0, atol=1e-5)
    assert path.off_plane[-1] == pytest.approx(0, abs=1e-5)
    assert path.indices.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert path.losses[-1] == moments[-1].checkpoint.loss
    assert (np.abs(path.xy - plane.centre) <= plane.extent).all()
    length = np.linalg.norm(thetas[-1] - thetas[0])
    assert path.off_plane[0] < 0.5 * length


def test_a_path_is_seen_along_its_principal_directions(moments):
    plane = make_plane(moments, PATH)
    thetas = np.stack([one.checkpoint.theta for one in moments]).astype(np.float64)
    _, sizes, rows = np.linalg.svd(thetas - thetas.mean(0), full_matrices=False)
    share = 100 * sizes[0] ** 2 / np.square(sizes).sum()
    assert plane.name_x == f"principal direction 1 of the path, {share:.0f} %"
    for direction, row in zip(
        (plane.direction_x, plane.direction_y), rows[:2], strict=True
    ):
        assert abs(direction @ row) == pytest.approx(1, abs=1e-3)
    assert plane.direction_x @ (thetas[-1] - thetas[0]) > 0


def test_the_gradient_leads_up_the_surface(moments):
    plane = make_plane(moments, LatentPlaneSpec("random", extent=0.5))
    *_, path = follow(moments[:3], plane)
    probe, step = Probe(moments[2], plane), 1e-2
    x, y = path.xy[-1]
    higher, lower = (probe.losses(x + h, np.array([y]))[0] for h in (step, -step))
    assert path.gradient[0] == pytest.approx((higher - lower) / 2 / step, rel=0.1)


def test_a_path_that_goes_nowhere_has_a_random_square(moments):
    for some in (moments[:1], [moments[0], moments[0]], moments[:2]):
        plane = make_plane(some, PATH)
        assert plane.name_x.startswith("random")


def test_a_walker_that_diverged_stands_where_it_was_last(moments):
    theta = np.full_like(moments[-1].checkpoint.theta, np.nan)
    lost = replace(moments[-1].checkpoint, theta=theta, has_diverged=True)
    some = [*moments, replace(moments[-1], checkpoint=lost)]
    plane = make_plane(some, PATH)
    assert np.array_equal(plane.origin, moments[-1].checkpoint.theta)
    *_, path = follow(some, plane)
    assert len(path.xy) == len(moments)


def test_another_place_is_another_autoencoder(moments):
    plane = make_plane(moments, RANDOM)
    last = moments[-1]
    same = moment_at(last, plane, (0.0, 0.0))
    assert np.array_equal(same.checkpoint.theta, last.checkpoint.theta)
    np.testing.assert_allclose(same.codes, last.codes, atol=1e-6)
    there = moment_at(last, plane, (0.4, -0.2))
    theta = plane.theta(0.4, -0.2).astype(np.float32)
    codes = encode(hourglass_of(SPEC, theta), flat(last.images.pixels))
    np.testing.assert_allclose(there.codes, codes, atol=1e-6)
    np.testing.assert_allclose(there.points, last.frame.points(codes), atol=1e-5)
    expected = Probe(last, plane).losses(0.4, np.array([-0.2]))[0]
    assert there.checkpoint.loss == expected
