"""The loss along a cut: lesson 8, with a real pointer."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtWidgets import QApplication

from explorer.plots.column import PlotColumn
from explorer.plots.cut import CutView
from explorer.plots.tangents import curve_points, ends, run_length, value_at
from explorer.theme import DARK
from models.options import revise
from models.snapshots import Cut, frozen
from models.specs import Spec
from tests.explorer import plots
from tests.explorer.plots import LEFT, NONE
from tests.explorer.scenes import pixels

INPUTS = np.arange(6)
TARGETS = np.array([-1.2, -0.1, 0.3, 1.6, 1.9, 3.2])
BEND = float((INPUTS**2).mean())  # half the second derivative along w


def loss(w):
    """Return the loss of the six points at (w, 1), as in lesson 8."""
    return ((np.multiply.outer(w, INPUTS) + 1 - TARGETS) ** 2).mean(axis=-1)


def slope(w):
    return float((2 * INPUTS * (w * INPUTS + 1 - TARGETS)).mean())


def cut(at=-1.0):
    axis = np.linspace(-3, 3, 201)
    return Cut(
        "w", frozen(axis), frozen(loss(axis)), at, float(loss(at)), slope(at),
        frozen([[-3, 1], [3, 1]]),
    )  # fmt: skip


@pytest.fixture
def view(qtbot):
    view = CutView()
    qtbot.addWidget(view)
    view.show_theme(DARK)
    view.show_spec(Spec())
    view.resize(420, 320)
    with qtbot.waitExposed(view):
        view.show()
    view.show_cut(cut())
    qtbot.wait(50)  # the view box takes its size
    return view


def send(view, kind, x, y, button=LEFT, held=LEFT):
    plots.send(view.plot, kind, view.plot.pixel_of(x, y), button, held)


def hover(view, x):
    send(view, QEvent.Type.MouseMove, x, 0.0, NONE, NONE)


def turn_wheel(view, notches):
    middle = QPointF(view.plot.viewport().rect().center())
    plots.turn_wheel(view.plot, middle, notches)


def gap_read(view):
    return float(re.search(r"gap (\S+)$", view.reading.whole)[1])


def test_the_slope_of_lesson_8_is_told(view):
    assert slope(-1.0) == pytest.approx(-22.967, abs=1e-3)
    assert view.title.whole == "slope −22.97 at w = −1"
    assert view.plot.labels == {"bottom": "w", "left": "loss"}


@given(st.floats(-3, 3))
def test_between_the_points_the_curve_is_exact_where_it_is_a_parabola(x):
    assert value_at(cut(), x) == pytest.approx(float(loss(x)), abs=1e-9)


def test_the_curve_goes_through_the_touching_point_itself():
    x, y = curve_points(cut(at=-1.013))
    assert (np.diff(x) >= 0).all()
    assert float(loss(-1.013)) in y


@pytest.mark.parametrize("distance", [1.0, 0.5, 0.25, -0.5])
def test_the_gap_at_a_distance_is_read_off(view, distance):
    hover(view, -1.0 + distance)
    line, curve = loss(-1.0) + slope(-1.0) * distance, loss(-1.0 + distance)
    assert gap_read(view) == pytest.approx(BEND * distance**2, rel=1e-3)
    assert curve - line == pytest.approx(BEND * distance**2)
    assert view.reading.whole.startswith(f"at distance {abs(distance):g}: line ")
    QApplication.sendEvent(view.plot, QEvent(QEvent.Type.Leave))
    assert view.reading.whole == ""


def test_half_the_distance_is_a_quarter_of_the_gap(view):
    gaps = []
    for halvings in range(4):
        (left, right), _ = view.plot.viewRange()
        assert right - left == pytest.approx(6 / 2**halvings, rel=1e-3)
        hover(view, -1.0 + 0.8 / 2**halvings)
        gaps.append(gap_read(view))
        turn_wheel(view, 4)
    assert np.array(gaps[:-1]) / gaps[1:] == pytest.approx(4.0, rel=5e-3)


def test_the_touching_point_stays_where_it_is_while_one_zooms(view):
    before = view.plot.pixel_of(-1.0, float(loss(-1.0)))
    turn_wheel(view, 6)
    after = view.plot.pixel_of(-1.0, float(loss(-1.0)))
    assert (after - before).manhattanLength() < 2
    whole = ends(cut(), 1.0)
    send(view, QEvent.Type.MouseButtonDblClick, 0.0, 0.0)
    assert np.array(view.plot.viewRange()) == pytest.approx(np.array(whole))


def test_one_does_not_look_closer_than_the_curve_is_known(view):
    turn_wheel(view, 400)
    (left, right), _ = view.plot.viewRange()
    assert right - left > 10 * 0.03
    turn_wheel(view, -800)
    (left, right), _ = view.plot.viewRange()
    assert right - left == pytest.approx(6)


def test_the_touching_point_is_dragged_along_the_axis(view):
    told = []
    view.moved.connect(told.append)
    send(view, QEvent.Type.MouseButtonPress, 1.0, 60.0)  # beside it
    send(view, QEvent.Type.MouseMove, 2.0, 60.0, NONE)
    send(view, QEvent.Type.MouseButtonRelease, 2.0, 60.0, held=NONE)
    assert told == []
    turn_wheel(view, 4)
    before = view.plot.viewRange()
    send(view, QEvent.Type.MouseButtonPress, -1.0, float(loss(-1.0)))
    for at in (-0.5, 0.3, 99.0):
        send(view, QEvent.Type.MouseMove, at, 0.0, NONE)
        view.show_cut(cut(told[-1]))
        assert view.plot.viewRange() == before  # or it would run away from the pointer
    send(view, QEvent.Type.MouseButtonRelease, 99.0, 0.0, held=NONE)
    assert told == [pytest.approx(-0.5, abs=0.02), pytest.approx(0.3, abs=0.02), 3.0]
    assert view.plot.viewRange() != before


@given(st.floats(-2.9, 2.9), st.floats(1, 16))
def test_the_triangle_is_in_view_and_no_longer_than_one(at, factor):
    shown = cut(at)
    box = [list(pair) for pair in ends(shown, factor)]
    run = run_length(shown, box)
    assert 0 <= run <= 1
    assert shown.at + run <= box[0][1]
    assert box[1][0] <= shown.loss + shown.slope * run <= box[1][1]
    if run:
        assert f"{run:e}"[0] in "125"


def test_on_a_wide_axis_the_triangle_is_wide_enough_to_be_seen():
    axis = np.linspace(-300, 300, 201)
    wide = replace(cut(), axis=frozen(axis), losses=frozen(axis**2), loss=1, slope=-2)
    assert run_length(wide, [list(pair) for pair in ends(wide, 1.0)]) == 100


def test_the_triangle_has_the_slope_at_its_side(view):
    assert view.plot._run.toPlainText() == "1"
    assert view.plot._rise.toPlainText() == "−23"
    x, y = view.plot._triangle.getData()
    assert (np.ptp(x), np.ptp(y)) == pytest.approx((1.0, 22.967), abs=1e-3)


def test_a_cut_along_which_there_are_no_numbers_is_empty(view):
    nan = np.full(201, np.nan)
    view.show_cut(replace(cut(), losses=frozen(nan), loss=float("nan")))
    assert not view.plot._rise.isVisible()
    hover(view, 0.0)
    assert view.reading.whole == ""
    view.show_cut(None)
    assert view.title.whole == ""
    assert view.plot._curve.getData()[0].size == 0


def test_the_cut_is_chosen_and_what_cannot_be_says_why(view, qtbot):
    told, box = [], view.along.widget
    view.edited.connect(told.append)
    item = box.model().item(2)
    assert not item.isEnabled()
    assert "two points" in item.toolTip()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert told == [{"cut.along": "y"}]
    two = {"kept.names": ("a", "b"), "kept.values": (0.0, 1.0, 2.0, 3.0)}
    view.show_spec(revise(Spec(), two))
    assert item.isEnabled()
    assert told == [{"cut.along": "y"}]


def test_the_column_shows_the_history_or_the_cut(qtbot):
    column = PlotColumn()
    qtbot.addWidget(column)
    column.show_theme(DARK)
    with qtbot.waitExposed(column):
        column.show()
    column.edited.connect(lambda changes: column.show_spec(revise(Spec(), changes)))
    assert column.history.isVisible()
    for name, plot in (("cut", column.cut), ("steps", column.history)):
        qtbot.mouseClick(column.segments.buttons[name], LEFT)
        assert plot.isVisible()
        assert column.cut.isVisible() != column.history.isVisible()


def test_without_what_weights_cost_there_is_a_second_curve(view):
    bare = cut()
    view.show_cut(bare)
    title = view.plot.getPlotItem().titleLabel
    assert "without what weights cost" not in title.text
    plain = pixels(view.plot.grab().toImage())
    view.show_cut(replace(bare, data=frozen(bare.losses - 1)))
    assert "without what weights cost" in title.text
    violet = np.abs(pixels(view.plot.grab().toImage()) - [0xA0, 0x6B, 0xFF]).max(2) < 20
    assert violet.sum() > 100
    assert not (np.abs(plain - [0xA0, 0x6B, 0xFF]).max(2) < 20).any()
    view.show_cut(None)
    assert "without" not in title.text
