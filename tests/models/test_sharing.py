"""Shares of classes: lesson 15, to its digits."""

import numpy as np
import pytest
import torch

from models.sharing import SHARES, shares_of, slopes_of

LOGITS = np.array([-2.0, 1.0, 0.5])


def test_they_add_up_to_one():
    rows = np.random.default_rng(0).normal(0, 3, (5, 4))
    for name in SHARES:
        for row in rows:
            assert shares_of(name, row).sum() == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize("shift", [5, 100, 1000])
def test_only_differences_count(shift):
    moved = shares_of("exp", LOGITS + shift) - shares_of("exp", LOGITS)
    assert np.abs(moved).max() < 1e-15
    assert np.abs(shares_of("abs", LOGITS + 5) - shares_of("abs", LOGITS)).max() > 0.1


@pytest.mark.parametrize(
    ("name", "shares"),
    [
        ("exp", [0.030, 0.604, 0.366]),
        ("abs", [0.571, 0.286, 0.143]),
        ("square", [0.762, 0.190, 0.048]),
    ],
)
def test_the_lectures_shares(name, shares):
    np.testing.assert_allclose(shares_of(name, LOGITS), shares, atol=5e-4)


def test_the_lectures_logits():
    shares = shares_of("exp", np.array([0, 1.792, 1.099]))
    np.testing.assert_allclose(shares, [0.1, 0.6, 0.3], atol=1e-4)


@pytest.mark.parametrize("name", SHARES)
def test_nothing_is_shared_out_alike(name):
    np.testing.assert_allclose(shares_of(name, np.zeros(4)), 0.25)


@pytest.mark.parametrize("name", SHARES)
def test_slopes_are_those_of_autograd(name):
    sizes = {"exp": torch.exp, "abs": torch.abs, "square": torch.square}[name]

    def shares(outputs):
        return sizes(outputs) / sizes(outputs).sum()

    found = torch.autograd.functional.jacobian(shares, torch.tensor(LOGITS))
    np.testing.assert_allclose(slopes_of(name, LOGITS), found, atol=1e-14)


def test_one_class_up_is_the_others_down():
    slopes = slopes_of("exp", LOGITS)
    y = shares_of("exp", LOGITS)
    assert slopes[0, 1] == pytest.approx(-y[0] * y[1])
    np.testing.assert_allclose(slopes.sum(0), 0, atol=1e-16)
