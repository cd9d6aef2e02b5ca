"""The output layer solved at once, against least squares and against descents."""

from itertools import islice

import numpy as np
import pytest

from models.objectives import make_objective
from models.options import revise
from models.points import start_of
from models.solutions import solve, unsolved
from models.specs import Spec
from models.training import train

LESSON_4 = revise(
    Spec(),
    {
        "data.name": "blood_pressure",
        "network.hidden": (3,),
        "network.seed": 1,
        "optimizer.name": "adam",
        "optimizer.learning_rate": 0.02,
        "optimizer.schedule": "cosine",
        "optimizer.schedule_steps": 6000,
    },
)


def features_of(spec, theta):
    inputs = make_objective(spec).inputs.numpy()
    first = theta[:9].reshape(3, 3)
    hidden = np.tanh(first[:2].T @ inputs + first[2, :, None])
    return np.vstack([hidden, np.ones(inputs.shape[1])])


def gradient_of(spec, theta):
    return make_objective(spec).gradient(theta[None])[0]


def test_lesson_4_the_output_layer_is_linear_regression():
    *_, last = islice(train(LESSON_4), 6001)
    assert len(last.theta) == 13
    features = features_of(LESSON_4, last.theta)
    targets = make_objective(LESSON_4).targets[0].numpy()
    best = np.linalg.lstsq(features.T, targets, rcond=None)[0]
    np.testing.assert_allclose(last.theta[9:], best, atol=1e-4)
    solution = solve(LESSON_4, last.theta)
    np.testing.assert_allclose(solution.theta[9:], best, atol=1e-12)
    assert solution.theta[:9].tolist() == last.theta[:9].tolist()
    assert solution.before == pytest.approx(last.loss, abs=1e-12)
    assert 0 <= solution.before - solution.after < 1e-6
    wrong = best @ features - targets
    assert solution.after == pytest.approx((wrong**2).mean(), abs=1e-12)


@pytest.mark.parametrize(
    ("changes", "free"),
    [
        ({}, (9, 10, 11, 12)),
        ({"loss.reduction": "sum"}, (9, 10, 11, 12)),
        ({"loss.l2": 0.1}, (9, 10, 11, 12)),
        ({"loss.l2": 0.1, "loss.reduction": "sum"}, (9, 10, 11, 12)),
        ({"network.frozen": (2, 9, 12)}, (10, 11)),
        ({"network.bias": False, "network.hidden": (4, 3)}, (20, 21, 22)),
        ({"network.hidden": ()}, (0, 1, 2)),
    ],
)
def test_no_slope_is_left_along_what_is_solved(changes, free):
    spec = revise(LESSON_4, changes)
    theta = start_of(spec)
    solution = solve(spec, theta)
    slopes = gradient_of(spec, solution.theta)
    assert np.abs(slopes[list(free)]).max() < 1e-10
    assert solution.after < solution.before
    others = [k for k in range(spec.count) if k not in free]
    assert solution.theta[others].tolist() == theta[others].tolist()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"function.name": "bowl"}, "formula has no output layer"),
        ({"data.name": "moons"}, "Only squared error"),
        ({"loss.name": "huber"}, "and not Huber"),
        ({"data.name": "moons", "loss.name": "squared"}, "bent by a sigmoid"),
        ({"loss.l1": 0.1}, "With λ₁"),
        ({"network.frozen": (9, 10, 11, 12)}, "output layer are frozen"),
    ],
)
def test_it_says_why_there_is_no_solution(changes, why):
    spec = revise(LESSON_4, changes)
    assert why in unsolved(spec)
    assert solve(spec, start_of(spec)) is None


def test_there_is_none_where_it_has_diverged():
    assert unsolved(LESSON_4) == ""
    assert solve(LESSON_4, np.full(13, np.inf)) is None
    assert solve(LESSON_4, np.full(13, 1e300)) is None
