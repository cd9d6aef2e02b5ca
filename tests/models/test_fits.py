"""What a model says of examples, and how right it is, against oracles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.data import make_data
from models.fits import (
    decide,
    heights,
    in_picture,
    levels,
    limits,
    mean_square,
    ranked,
    said,
    spread,
    targets,
)
from models.options import revise
from models.predictions import predict
from models.snapshots import Ranking
from models.specs import Spec

SHARES = st.floats(0, 1)


def seen(theta=None, **changes):
    spec = revise(Spec(), {key.replace("__", "."): v for key, v in changes.items()})
    if theta is None:
        theta = np.random.default_rng(0).normal(size=spec.count)
    return spec, predict(spec, np.asarray(theta, float), None, None)


@given(
    arrays(float, st.integers(0, 30), elements=SHARES),
    arrays(float, st.integers(1, 30), elements=SHARES),
    SHARES,
)
def test_decisions_are_those_that_counting_gives(first, second, threshold):
    at = decide(Ranking(np.sort(first), np.sort(second)), threshold)
    assert at.false_alarms == (first > threshold).sum()
    assert at.misses == (second <= threshold).sum()
    assert at.right == (first <= threshold).sum() + (second > threshold).sum()
    assert (at.first, at.second) == (len(first), len(second))


def test_only_what_is_said_within_the_ends_of_the_axis_is_in_the_picture():
    _, prediction = seen([-3.0, 0.0])
    low, high = limits(prediction.data, prediction.kind)
    outputs = -3 * prediction.data.inputs[:, 0]
    inside = [low <= y <= high for y in outputs]
    assert in_picture(prediction).tolist() == inside
    assert 0 < sum(inside) < len(inside)


def test_accuracy_at_one_half_is_that_of_the_lecture():
    """Heart disease, a perceptron at its optimum: accuracy .85, mean p = prevalence."""
    spec, _ = seen(data__name="heart_disease")
    data = make_data(spec.data)
    from sklearn.linear_model import LogisticRegression

    own = data.targets[:, 0]
    fit = LogisticRegression(C=1e9, tol=1e-10).fit(data.inputs, own)
    theta = [*fit.coef_[0], *fit.intercept_]
    _, prediction = seen(theta, data__name="heart_disease")
    at = decide(prediction.ranking, 0.5)
    assert at.right / 300 == pytest.approx(0.85, abs=0.005)
    assert at.second / 300 == pytest.approx(0.15333, abs=1e-5)
    assert said(prediction).mean() == pytest.approx(0.15333, abs=1e-4)
    assert decide(prediction.ranking, 1.0).misses == at.second
    assert decide(prediction.ranking, 0.0).false_alarms == at.first


def test_the_mean_of_the_squares_is_the_loss_and_of_the_lecture():
    _, prediction = seen((-2.0, 2.0))
    assert mean_square(prediction) == pytest.approx(39.125)
    assert mean_square(prediction) == pytest.approx(prediction.walker.loss)
    _, best = seen((0.8371429, -1.1428571))
    assert mean_square(best) == pytest.approx(0.04514, abs=1e-5)


def test_held_out_examples_count_for_nothing():
    _, prediction = seen(data__name="moons", data__test=0.5)
    ranking = prediction.ranking
    assert len(ranking.first) + len(ranking.second) == 100
    _, numbers = seen(data__name="blood_pressure", data__test=0.5)
    assert mean_square(numbers) == pytest.approx(numbers.walker.loss)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "number"),
        ({"loss.name": "normal"}, "spread"),
        ({"data.name": "moons"}, "probability"),
        ({"data.name": "moons", "loss.name": "squared"}, "probability"),
        ({"data.name": "moons", "loss.name": "hinge"}, "score"),
        ({"data.name": "moons", "loss.name": "cross_entropy"}, "shares"),
        ({"data.name": "iris"}, "shares"),
    ],
)
def test_every_loss_has_outputs_of_a_kind_and_targets_within_the_axis(changes, kind):
    spec = revise(Spec(), changes)
    theta = np.random.default_rng(1).normal(size=spec.count)
    prediction = predict(spec, theta, None, None)
    assert prediction.kind == kind
    low, high = limits(prediction.data, kind)
    assert (low < targets(prediction)).all()
    assert (targets(prediction) < high).all()
    assert levels(prediction.data, kind)[0] < levels(prediction.data, kind)[1]
    rows = heights(kind, prediction.fitted)
    assert len(rows) == (3 if changes.get("data.name") == "iris" else 1)
    has_ranking = kind in ("probability", "shares") and len(rows) == 1
    assert (prediction.ranking is not None) == has_ranking


def test_of_several_classes_each_example_has_its_own_curve():
    _, prediction = seen(data__name="iris")
    rows, classes = prediction.fitted, prediction.data.targets[:, 0].astype(int)
    np.testing.assert_array_equal(
        said(prediction), [rows[c, n] for n, c in enumerate(classes)]
    )
    assert (targets(prediction) == 1).all()
    np.testing.assert_allclose(rows.sum(0), 1)


def test_a_diverged_model_says_finite_things():
    outputs = np.array([[np.nan, np.inf, -np.inf, 1.0], [np.inf, np.nan, 1.0, 2.0]])
    assert np.isfinite(heights("spread", outputs)).all()
    assert (spread(outputs) >= 0).all()
    data = make_data(revise(Spec(), {"data.name": "moons"}).data)
    ranking = ranked(data, "probability", np.full((1, 200), np.nan))
    assert decide(ranking, 0.5).right == 100
