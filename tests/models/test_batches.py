"""The noise of batches, against the lecture's figures and plain sums."""

from itertools import islice

import numpy as np
import pytest

from models.batches import angle_between, fan_of, noise_of
from models.draws import batch_at
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.sights import look_around
from models.snapshots import Step
from models.specs import Spec
from models.training import train

LESSON_11 = {
    "data.name": "blood_pressure",
    "data.samples": 256,
    "network.hidden": (),
    "network.bias": False,
}
EPOCHS = 40


def standing(spec, theta, seen):
    """Return a step that stands at `theta` after `seen` examples."""
    objective = make_objective(spec)
    batch = batch_at(objective.samples, spec.batch, seen)
    gradient = objective.gradient(np.array([theta]), batch)[0]
    return Step(0, seen, seen / objective.samples, np.array(theta), 0.0, gradient)


def full_gradient(spec, theta):
    return make_objective(spec).gradient(np.array([theta]))[0]


@pytest.mark.parametrize(
    ("size", "angle"), [(1, 44), (4, 22), (16, 11), (64, 5), (256, 0)]
)
def test_lesson_11_the_arrow_of_a_batch_is_off_by_so_much(size, angle):
    spec = revise(Spec(), LESSON_11 | {"batch.size": size})
    full = full_gradient(spec, (-1.0, 1.0))
    epochs = 1 if size == 1 else EPOCHS  # of single examples all epochs have the same
    each = range(0, epochs * 256, size)
    noises = [noise_of(spec, standing(spec, (-1.0, 1.0), k), 256, full) for k in each]
    found = 0.0 if size == 256 else np.mean([noise.angle for noise in noises])
    assert (noises[0] is None) == (size == 256)
    assert found == pytest.approx(angle, abs=0.6)


@pytest.mark.parametrize("size", [1, 16, 100])
def test_the_mean_gradient_of_an_epoch_is_the_full_gradient(size):
    changes = {"data.name": "moons", "data.samples": 256, "network.hidden": (3,)}
    spec = revise(Spec(), changes | {"batch.size": size})
    objective, seen = make_objective(spec), 0
    theta = np.random.default_rng(0).normal(size=(1, spec.count))
    total, numbers = np.zeros(spec.count), []
    while seen < 256:
        batch = batch_at(256, spec.batch, seen)
        total += len(batch) * objective.gradient(theta, batch)[0]
        numbers.extend(batch)
        seen += len(batch)
    assert sorted(numbers) == list(range(256)), "each example is seen once"
    full = objective.gradient(theta)[0]
    np.testing.assert_allclose(total / 256, full, rtol=0, atol=1e-12)


def test_a_fan_shows_single_examples_and_their_mean_is_the_batch():
    changes = {"batch.size": 8, "view.layers": ("fan",), "plane.kind": "random"}
    spec = revise(Spec(), {"data.name": "moons", "network.hidden": (3,), **changes})
    steps, plane = list(islice(train(spec), 5)), make_plane(spec)
    (sight,) = look_around(spec, steps, plane)
    fan, ways = sight.ground.fan, np.stack([plane.direction_x, plane.direction_y])
    assert fan.singles.shape == (8, 2)
    of_batch = ways @ steps[-1].gradient
    np.testing.assert_allclose(fan.singles.mean(axis=0), of_batch, atol=1e-12)
    full = full_gradient(spec, steps[-1].theta)
    np.testing.assert_allclose(fan.full, ways @ full, atol=1e-12)
    assert sight.noise.ratio == pytest.approx(
        np.linalg.norm(steps[-1].gradient) / np.linalg.norm(full)
    )


def test_a_fan_has_no_more_arrows_than_can_be_seen():
    spec = revise(Spec(), LESSON_11 | {"batch.size": 100})
    step, full = standing(spec, (0.0, 0.0), 0), full_gradient(spec, (0.0, 0.0))
    noise = noise_of(spec, step, 256, full)
    fan = fan_of(make_objective(spec), make_plane(spec), step, noise, full)
    assert 16 <= len(fan.singles) <= 32


@pytest.mark.parametrize(
    ("one", "two", "angle"),
    [
        ((1, 0), (0, 3), 90),
        ((1, 1), (-2, -2), 180),
        ((1, 0), (1, 1e-9), np.degrees(1e-9)),
        ((0, 0), (1, 0), np.nan),
        ((np.inf, 0), (1, 0), np.nan),
    ],
)
def test_angles(one, two, angle):
    found = angle_between(np.array(one, float), np.array(two, float))
    assert found == pytest.approx(angle, rel=1e-6, nan_ok=True)
