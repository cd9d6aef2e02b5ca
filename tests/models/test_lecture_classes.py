"""The facts of the lecture on classification, to their digits."""

from itertools import islice

import numpy as np
import pytest

from models.landscapes import measure
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.scores import accuracy
from models.specs import Spec
from models.training import train


def spec_of(name, **changes):
    changes = {key.replace("__", "."): value for key, value in changes.items()}
    return revise(Spec(), {"data.name": name} | changes)


def slope_at(spec, *theta):
    return np.linalg.norm(make_objective(spec).gradient(np.array([theta], float)))


def right_of(spec, theta):
    objective = make_objective(spec)
    outputs = objective.outputs(theta[None], objective.inputs.numpy())[0]
    return accuracy(outputs, objective.targets.numpy(), objective.loss.middle)


def confidently_wrong(loss):
    return spec_of("threshold", loss__name=loss, optimizer__learning_rate=0.5)


@pytest.mark.parametrize(("loss", "steps"), [("log", 11), ("squared", 1343)])
def test_lesson_14_log_loss_leaves_at_once_what_squared_error_crawls_on(loss, steps):
    spec = confidently_wrong(loss)
    assert spec.start.theta == (-6, 0)
    walked = islice(train(spec), steps + 2)
    found = next(s.index for s in walked if right_of(spec, s.theta) >= 0.85)
    assert found == steps


def test_lesson_14_squared_error_is_level_where_it_is_most_wrong():
    log, squared = confidently_wrong("log"), confidently_wrong("squared")
    assert slope_at(log, -6, 0) == pytest.approx(1.424, abs=5e-4)
    assert slope_at(squared, -6, 0) == pytest.approx(0.0169, abs=5e-5)
    assert slope_at(log, 0, 8) == pytest.approx(0.804, abs=5e-4)
    assert slope_at(squared, 0, 8) == pytest.approx(0.0005, abs=5e-5)
    z, t = np.array([[-6.0]]), np.array([[1.0]])  # a positive, at logit -6
    slopes = [make_objective(spec).loss.slope(z, t)[0, 0] for spec in (log, squared)]
    assert slopes == pytest.approx([-0.9975, -0.0049], abs=5e-5)


def test_lesson_14_what_the_truth_costs_by_its_probability():
    p = np.array([0.99, 0.9, 0.5, 0.1, 0.01])
    z = np.log(p / (1 - p))[None]
    nats, bits = (
        make_objective(spec_of("threshold", loss__base=base)).loss.value(
            z, np.ones_like(z)
        )
        for base in ("e", "2")
    )
    assert nats[0] == pytest.approx([0.0101, 0.1054, 0.6931, 2.3026, 4.6052], abs=6e-5)
    assert bits[0, 2] == pytest.approx(1)


def test_lesson_13_the_mean_probability_becomes_the_share_of_the_ill():
    spec = spec_of("heart_disease", optimizer__learning_rate=0.5)
    objective = make_objective(spec)
    *_, last = islice(train(spec), 2000)
    p = objective.outputs(last.theta[None], objective.inputs.numpy())[0, 0]
    assert p.mean() == pytest.approx(0.15333, abs=2e-5)
    assert last.loss == pytest.approx(0.3496, abs=5e-5)
    share = objective.targets.numpy().mean()
    guess = -share * np.log(share) - (1 - share) * np.log(1 - share)
    assert guess == pytest.approx(0.4284, abs=5e-5)
    assert right_of(spec, last.theta) == pytest.approx(0.85, abs=5e-4)


def test_lesson_15_linear_softmax_tells_three_blobs_apart():
    spec = spec_of(
        "blobs", data__classes=3, data__samples=300, data__noise=0.6,
        optimizer__name="adam", optimizer__learning_rate=0.03,
    )  # fmt: skip
    *_, last = islice(train(spec), 600)
    assert right_of(spec, last.theta) > 0.97


def test_lesson_15_together_biases_change_nothing():
    spec = spec_of("blobs", data__classes=3, plane__kind="weights")
    objective = make_objective(spec)
    theta = np.random.default_rng(0).normal(size=(1, 9))
    lifted = theta.copy()
    lifted[:, 6:] += 100
    np.testing.assert_allclose(
        objective.losses(lifted), objective.losses(theta), atol=1e-13
    )


def two_ways():
    """A network with one sigmoid output, and the same with two softmax outputs."""
    chosen = {"network__hidden": (8,), "optimizer__learning_rate": 0.1}
    one = spec_of("moons", loss__name="log", **chosen)
    two = spec_of("moons", loss__name="cross_entropy", **chosen)
    first = next(train(one)).theta
    hidden, last = first[:24], first[24:]
    pairs = np.stack([-last / 2, last / 2], 1).ravel()
    return one, revise(two, {"start.theta": tuple(np.concatenate([hidden, pairs]))})


def test_lesson_16_two_nodes_walk_a_little_faster_than_one():
    one, two = two_ways()
    (a, *_, b), (c, *_, d) = (list(islice(train(spec), 201)) for spec in (one, two))
    assert a.loss == pytest.approx(c.loss, abs=1e-15)
    np.testing.assert_allclose(a.gradient[:24], c.gradient[:24], atol=2e-17)
    assert [b.loss, d.loss] == pytest.approx([0.3125, 0.3072], abs=5e-5)


def test_lesson_16_at_half_the_rate_of_the_outputs_they_walk_alike():
    one, two = two_ways()
    objective, theta = make_objective(two), np.array([two.start.theta])
    rates = np.where(np.arange(theta.shape[1]) < 24, 0.1, 0.05)
    for step in islice(train(one), 200):
        losses, gradient = objective.losses_and_gradient(theta)
        assert objective.total(losses)[0] == pytest.approx(step.loss, abs=1e-15)
        theta = theta - rates * gradient


def test_lesson_17_errors_counted_make_terraces():
    spec = spec_of("threshold", loss__name="errors", plane__extent=8.0)
    *_, surface = measure(make_objective(spec), make_plane(spec), 101)
    assert len(np.unique(np.round(30 * surface.loss))) == 23
    assert np.mean(np.diff(surface.loss, axis=0) == 0) > 0.7  # level, but for edges
    assert slope_at(spec, -6, 0) == 0
