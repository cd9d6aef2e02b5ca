"""The gauge: what is said and drawn of a learning rate, and the button."""

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor

from explorer.panels.gauge import BAR, Gauge
from explorer.theme import DARK, WALKER
from models.catalog import OPTIMIZERS
from models.rates import is_bounded
from models.snapshots import Bend
from models.specs import OptimizerSpec

SHARP = Bend(0.6, 20.0, 1.0)  # 2/λmax = 0.1


@pytest.fixture
def gauge(qtbot):
    gauge = Gauge()
    qtbot.addWidget(gauge)
    gauge.resize(266, 120)
    gauge.show_theme(DARK)
    gauge.show_bend(SHARP)
    gauge.show()
    gauge.told = []
    gauge.edited.connect(gauge.told.append)
    return gauge


def show(gauge, rate, name="gradient_descent", **more):
    gauge.show_optimizer(OptimizerSpec(name, rate, **more))


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [
        (0.0001, "α is 0.001 of 2/λmax = 0.1: crawl"),
        (0.02, "α is 0.2 of 2/λmax = 0.1: glide"),
        (0.06, "α is 0.6 of 2/λmax = 0.1: zig-zag"),
        (0.2, "α is 2 of 2/λmax = 0.1: diverge"),
    ],
)
def test_a_rate_is_told_with_its_share_of_the_largest(gauge, rate, sentence):
    show(gauge, rate)
    assert gauge.text.text() == sentence


def test_momentum_has_a_bound_of_its_own(gauge):
    show(gauge, 0.095, "momentum", momentum=0.9)
    assert gauge.text.text() == "α is 0.5 of 2(1+μ)/λmax = 0.19: stable"
    show(gauge, 0.2, "momentum", momentum=0.9)
    assert gauge.text.text().endswith("diverge")


UNBOUNDED = ("adagrad", "rmsprop", "adam", "adamw", "newton", "lbfgs")


@pytest.mark.parametrize("name", UNBOUNDED)
def test_a_rule_that_no_curvature_bounds_has_its_rate_and_no_zones(gauge, name):
    show(gauge, 0.06, name)
    text = gauge.text.text()
    assert text.startswith("α is 0.06. ")
    assert text.endswith("2/λmax = 0.1 is no bound.")
    for zone in ("crawl", "glide", "zig-zag", "diverge"):
        assert zone not in text
    assert not gauge.button.isEnabled()
    before = gauge.bar.grab().toImage()
    gauge.show_bend(Bend(0.6, 200.0, 1.0))
    assert gauge.bar.grab().toImage() == before, "no λmax moves anything on its bar"
    show(gauge, 0.12, name)
    assert gauge.bar.grab().toImage() != before
    greys = [max(c.getRgb()[:3]) - min(c.getRgb()[:3]) for c in colors_along(gauge)]
    assert max(greys) < 20


def test_every_rule_has_a_bound_or_is_known_to_have_none():
    bounded = {name for name in OPTIMIZERS if is_bounded(OptimizerSpec(name))}
    assert bounded == set(OPTIMIZERS) - set(UNBOUNDED)


@pytest.mark.parametrize(
    ("high", "words"),
    [(-0.3, "λmax = −0.3"), (0.0, "λmax = 0"), (np.nan, "not finite")],
)
def test_without_a_bound_that_is_said(gauge, high, words):
    gauge.show_bend(Bend(-1.0, high, 0.0))
    assert words in gauge.text.text()
    assert not gauge.button.isEnabled()
    assert gauge.button.toolTip() == gauge.text.text()


def test_the_button_asks_for_a_tenth_of_the_largest_stable_rate(gauge, qtbot):
    qtbot.mouseClick(gauge.button, Qt.MouseButton.LeftButton)
    assert gauge.told == [{"optimizer.learning_rate": 0.01}]
    show(gauge, 0.2, "momentum", momentum=0.9)
    qtbot.mouseClick(gauge.button, Qt.MouseButton.LeftButton)
    assert gauge.told[-1] == {"optimizer.learning_rate": 0.019}


def test_the_rate_is_that_of_the_schedule_now(gauge):
    show(gauge, 0.08, schedule="step", schedule_steps=10, decay=0.5)
    gauge.show_index(20)
    assert gauge.text.text() == "α is 0.2 of 2/λmax = 0.1: glide"
    show(gauge, 0.08, schedule="cosine", schedule_steps=10)
    gauge.show_index(10)
    assert gauge.text.text() == "α is 0 of 2/λmax = 0.1: crawl"
    assert gauge.bar.place(gauge.rate) == gauge.bar.place(1e-9)


def test_the_scale_is_logarithmic_and_ends_at_its_ends(gauge):
    places = [gauge.bar.place(rate) for rate in (0.003, 0.01, 0.03, 0.1, 0.3)]
    steps = np.diff(places)
    assert steps[0] + steps[1] == pytest.approx(steps[1] + steps[2], abs=1e-6)
    assert 0 < gauge.bar.place(1e-8) < places[0]
    assert places[-1] < gauge.bar.place(100.0) < gauge.bar.width()


def colors_along(gauge):
    image, bar = gauge.bar.grab().toImage(), gauge.bar
    y = round(bar._top + BAR / 2)
    return [image.pixelColor(x, y) for x in range(8, bar.width() - 8)]


def test_the_zone_of_the_rate_is_lit(gauge):
    for rate, color in ((0.02, DARK.color("accent")), (0.3, QColor(WALKER))):
        show(gauge, rate)
        seen = [shade.rgb() for shade in colors_along(gauge)]
        assert seen.count(color.rgb()) > 40
    assert DARK.color("accent").rgb() not in seen


def test_it_tells_whether_anybody_looks(gauge):
    told = []
    gauge.watched.connect(told.append)
    gauge.hide()
    gauge.show()
    assert told == [False, True]
