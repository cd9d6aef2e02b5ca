"""The data view: what it shows of data, and of a formula that has none."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint

from explorer.plots.prediction import PredictionView
from explorer.plots.prediction_plot import PredictionPlot
from explorer.plots.prediction_points import MOST
from explorer.theme import DARK, LIGHT
from models.data import make_data
from models.options import revise
from models.predictions import predict
from models.snapshots import Noise
from models.specs import Spec


@pytest.fixture
def plot(qtbot):
    made = PredictionPlot()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    made.resize(380, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def spec_of(**changes):
    return revise(Spec(), {key.replace("__", "."): v for key, v in changes.items()})


def look(plot, theta=None, **changes):
    spec = spec_of(**changes)
    prediction = predict(
        spec, np.zeros(spec.count) if theta is None else theta, None, None
    )
    plot.show_spec(spec)
    plot.show_prediction(prediction)
    return plot.getPlotItem()


def ink(plot):
    """Count the pixels of the middle that are not ground."""
    image = plot.grab().toImage()
    ground = image.pixel(2, 2)
    rows = range(image.height() // 2 - 20, image.height() // 2 + 20)
    return sum(image.pixel(x, y) != ground for y in rows for x in range(60, 340))


def test_a_formula_stands_over_a_view_without_data(plot):
    item = look(plot, function__name="bowl")
    assert "x² + y²" in item.titleLabel.text
    assert not item.getAxis("left").isVisible()
    assert 50 < ink(plot) < 2000  # a line of text
    look(plot, function__name="peaks")
    assert item.titleLabel.text.count("<br>") == 1
    assert item.titleLabel.item.boundingRect().width() < 360


@pytest.mark.parametrize(
    ("name", "sign"), [("moons", "◎"), ("blood_pressure", "◎"), ("six_points", "○")]
)
def test_held_out_points_are_rings(plot, name, sign):
    spec = revise(Spec(), {"data.name": name, "data.samples": 4, "data.test": 0.5})
    data = make_data(spec.data)
    item = look(plot, data__name=name, data__samples=4, data__test=0.5)
    assert item.titleLabel.text.count(sign) == 1
    image = plot.grab().toImage()
    plot._points.points.hide()
    beneath = plot.grab().toImage()
    heights = data.inputs[:, 1] if data.inputs.shape[1] == 2 else data.targets[:, 0]
    for x, y, is_test in zip(data.inputs[:, 0], heights, data.is_held_out, strict=True):
        spot = plot.pixel_of(x, y).toPoint()
        is_open = image.pixel(spot) == beneath.pixel(spot)
        assert is_open == bool(is_test)
        edge = spot + QPoint(3, 0)
        assert image.pixel(edge) != beneath.pixel(edge)
    look(plot, data__name=name, data__samples=4)
    assert sign not in item.titleLabel.text


def test_data_come_back_after_a_formula(plot):
    item = look(plot, data__name="blood_pressure")
    before, title = plot.grab().toImage(), item.titleLabel.text
    look(plot, function__name="bowl")
    plot.show_theme(LIGHT)
    plot.show_theme(DARK)
    look(plot, data__name="blood_pressure")
    assert item.titleLabel.text == title
    assert item.getAxis("left").isVisible()
    assert plot.grab().toImage() == before


@pytest.mark.parametrize("width", [260, 380, 900])
def test_the_legend_is_whole_however_narrow_the_plot(plot, width):
    plot.resize(width, 400)
    item = look(plot, data__name="moons", data__test=0.5)
    for text in ("class 0", "class 1", "p = ½", "pointer", "test"):
        assert item.titleLabel.text.count(text) == 1
    assert item.titleLabel.item.boundingRect().width() <= width


def test_of_very_many_examples_some_are_drawn_and_that_is_said(plot):
    item = look(plot, data__name="moons", data__samples=20_000)
    assert len(plot._points.points.data) == MOST
    assert f"{MOST} of 20000 examples are drawn" in item.titleLabel.text


@pytest.mark.parametrize("name", ["moons", "six_points"])
def test_the_examples_of_a_batch_are_lit_and_the_others_fade(plot, name):
    look(plot, data__name=name, data__test=0.25)
    data = plot._prediction.data
    rows = np.flatnonzero(~data.is_held_out)[[1, 3]]
    plot.show_batch(Noise(np.array([1, 3]), 10.0, 1.0))
    x, y = plot._points.lit.getData()
    heights = data.inputs[:, 1] if name == "moons" else data.targets[:, 0]
    np.testing.assert_array_equal(x, data.inputs[rows, 0])
    np.testing.assert_array_equal(y, heights[rows])
    assert plot._points.points.opacity() < 0.5
    plot.show_batch(None)
    assert len(plot._points.lit.getData()[0]) == 0
    assert plot._points.points.opacity() == 1.0
