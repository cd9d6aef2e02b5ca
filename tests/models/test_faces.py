"""Drawn faces, and the shipped digits."""

import numpy as np
import pytest
from sklearn import datasets

from models.faces import KNOBS, WORLDS, draw_faces, draw_knobs, usual_knobs
from models.image_sets import gather
from models.images import flat, split
from models.latent_specs import ImagesSpec

SIZES = 24, 32, 48, 64


@pytest.fixture(scope="module")
def people():
    return draw_knobs("people", 600, np.random.default_rng(0))


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("size", SIZES)
def test_a_seed_draws_the_same_faces_again(world, size):
    first, second, other = (
        list(gather(ImagesSpec("faces", world, size, samples=70, seed=seed)))[-1]
        for seed in (1, 1, 2)
    )
    assert np.array_equal(first.pixels, second.pixels)
    assert not np.array_equal(first.pixels, other.pixels)
    assert first.pixels.shape == (70, size, size, 3)
    assert first.pixels.dtype == np.float32
    assert first.pixels.min() >= 0
    assert first.pixels.max() <= 1
    assert not first.pixels.flags.writeable
    assert [one.name for one in first.attributes] == [
        KNOBS[name].title for name in WORLDS[world]
    ]
    assert all(one.values.shape == (70,) for one in first.attributes)


def test_drawing_tells_how_far_it_is():
    *told, images = gather(ImagesSpec("faces", "moods", 32, samples=100))
    assert [one.count for one in told] == [64, 100]
    assert told[-1].share == 1
    assert images.count == 100


def test_faces_drawn_alone_are_those_drawn_together(people):
    some = {name: values[99:101] for name, values in people.items()}
    together = draw_faces(people, 24)[99:101]
    np.testing.assert_allclose(draw_faces(some, 24), together, atol=1e-6)


def shares(knobs, names, size=32):
    """Return which share of the pixels' variance goes when one knob is drawn anew."""
    faces = draw_faces(knobs, size)
    other = draw_knobs("people", len(faces), np.random.default_rng(1))
    total = faces.var(0).sum()
    return {
        name: np.square(draw_faces(knobs | {name: other[name]}, size) - faces).sum()
        / len(faces) / 2 / total
        for name in names
    }  # fmt: skip


def test_a_smile_has_three_percent_of_the_variance_of_people(people):
    found = shares(people, ("hair", "skin", "hair_len", "smile", "brow"))
    assert found["smile"] == pytest.approx(0.033, abs=0.006)
    assert found["hair"] > found["skin"] > found["hair_len"] > 0.15
    assert found["hair_len"] > found["smile"] > found["brow"]


@pytest.mark.parametrize("name", KNOBS)
def test_every_knob_changes_the_picture(name):
    knobs = usual_knobs(2)
    knobs[name] = np.array([KNOBS[name].low, KNOBS[name].high], np.float32)
    low, high = draw_faces(knobs, 32)
    assert np.abs(low - high).max() > 0.05


def test_edges_are_smooth(people):
    some = {name: values[:40] for name, values in people.items()}
    fine = draw_faces(some, 256)
    exact = fine.reshape(40, 32, 8, 32, 8, 3).mean((2, 4))
    jagged = fine[:, 4::8, 4::8]
    smooth_error = np.square(draw_faces(some, 32) - exact).mean()
    assert smooth_error < 0.25 * np.square(jagged - exact).mean()


def test_digits_are_those_of_scikit_learn():
    (images,), theirs = gather(ImagesSpec()), datasets.load_digits()
    assert np.array_equal(images.pixels[..., 0] * 16, theirs.images)
    assert np.array_equal(images.attribute("digit").values, theirs.target)
    assert images.shape == (8, 8, 1)


def test_bytes_and_fractions_are_the_same_rows():
    grey = np.arange(16, dtype=np.uint8).reshape(1, 4, 4, 1) * 17
    assert flat(grey).dtype == np.float32
    np.testing.assert_allclose(flat(grey), flat(grey / np.float32(255)), rtol=1e-6)


@pytest.mark.parametrize(
    ("count", "share", "out"), [(2, 0.9, 1), (9, 0, 0), (9, 1e-3, 1)]
)
def test_some_are_held_out_but_not_all(count, share, out):
    learnt, held_out = split(count, share, seed=3)
    assert len(held_out) == out
    assert sorted([*learnt, *held_out]) == list(range(count))
