"""The loss history, also of losses that have no logarithm."""

import numpy as np
import pytest

from explorer.plots.history import HistoryPlot, envelope
from explorer.theme import DARK
from models.snapshots import Path, frozen


def path(*losses):
    count = len(losses)
    zeros = frozen(np.zeros((count, 2)))
    return Path(
        frozen(range(count)), frozen(losses), zeros, zeros[:, 0], frozen([0, 0])
    )


@pytest.fixture
def plot(qtbot):
    plot = HistoryPlot()
    qtbot.addWidget(plot)
    plot.show_theme(DARK)
    return plot


def test_positive_losses_are_on_a_log_scale(plot):
    plot.show_path(path(100, 10, 1), None)
    assert plot._curve.getData()[1] == pytest.approx([2, 1, 0])
    assert plot.labels["left"] == "loss, log scale"


def test_negative_losses_are_as_they_are(plot):
    plot.show_path(path(3, -5, -8199), None)
    assert plot._curve.getData()[1] == pytest.approx([3, -5, -8199])
    assert plot.labels["left"] == "loss"
    assert plot._axis.tickStrings([-5000.0], 1, 1) == ["−5000"]


def test_what_is_no_number_is_a_gap(plot):
    plot.show_path(path(1, np.nan, 100, np.inf), None)
    heights = plot._curve.getData()[1]
    assert np.isnan(heights).tolist() == [False, True, False, True]
    plot.show_path(path(np.nan), None)


def test_a_long_path_is_drawn_by_fewer_points_with_the_same_outline():
    x = np.arange(40_000.0)
    y = np.random.default_rng(0).normal(size=len(x))
    y[1234], y[30_001], y[20_000] = -9, 9, np.nan
    some_x, some_y = envelope(x, y, 600)
    assert len(some_x) < 1000
    assert np.isin(some_x, x).all()
    assert (np.diff(some_x) > 0).all()
    assert (np.nanmin(some_y), np.nanmax(some_y)) == (-9, 9)
    assert np.isnan(some_y).sum() == 1
    assert (some_x[0], some_x[-1]) == (0, len(x) - 1)
    np.testing.assert_array_equal(some_y, y[some_x.astype(int)])
