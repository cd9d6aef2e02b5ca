"""Panels: a user's edit is told once, as what it is; showing a spec is silent."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit, QSpinBox

from explorer.panels.data import DataPanel
from explorer.panels.descent import DescentPanel
from explorer.panels.network import NetworkPanel
from explorer.panels.plane import PlanePanel
from models.options import OPTIONS, revise
from models.specs import Spec

PANELS = (DataPanel, NetworkPanel, DescentPanel, PlanePanel)
MOONS = revise(Spec(), {"data.name": "moons", "network.hidden": (4, 3)})


@pytest.fixture
def show(qtbot):
    def make(panel_class, spec=MOONS):
        panel = panel_class()
        qtbot.addWidget(panel)
        panel.show_spec(spec)
        panel.show()
        with qtbot.waitActive(panel):
            panel.activateWindow()
        told = []
        panel.edited.connect(told.append)
        return panel, told

    return make


def choose(qtbot, box, text):
    """Choose from a list with the keyboard, as a user does."""
    box.setFocus()
    index = box.findText(text)
    assert index >= 0
    for _ in range(box.count()):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    for _ in range(index):
        qtbot.keyClick(box, Qt.Key.Key_Down)


@pytest.mark.parametrize("panel_class", PANELS)
def test_showing_is_silent(show, panel_class):
    panel, told = show(panel_class)
    for spec in (Spec(), MOONS, revise(MOONS, {"plane.kind": "weights"})):
        panel.show_spec(spec)
    assert told == []


@pytest.mark.parametrize("panel_class", PANELS)
def test_every_control_has_a_tooltip_and_an_accessible_name(show, panel_class):
    panel, _ = show(panel_class)
    for key, control in panel.controls.items():
        assert control.widget.toolTip() == OPTIONS[key].meaning
        assert control.widget.accessibleName()


def test_choosing_a_data_set(show, qtbot):
    panel, told = show(DataPanel, Spec())
    choose(qtbot, panel.controls["data.name"].widget, "Moons")
    assert told[-1] == {"data.name": "moons"}


def test_dragging_the_learning_rate(show, qtbot):
    panel, told = show(DescentPanel)
    slider = panel.controls["optimizer.learning_rate"].slider
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    (value,) = told[-1].values()
    assert 0.05 < value < 0.055


def test_typing_a_learning_rate(show, qtbot):
    panel, told = show(DescentPanel)
    field = panel.controls["optimizer.learning_rate"].field
    for text, expected in (("0.3", 0.3), ("0,3", 0.3), ("-1", -1.0), ("fast", "fast")):
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert told[-1] == {"optimizer.learning_rate": expected}


def test_the_field_shows_what_the_slider_cannot_reach(show):
    panel, _ = show(DescentPanel, revise(Spec(), {"optimizer.learning_rate": 1e-7}))
    control = panel.controls["optimizer.learning_rate"]
    assert control.field.text() == "1e-07"
    assert control.slider.value() == 0


@given(st.floats(1e-5, 10.0))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_slider_stands_where_the_number_is(show, rate):
    panel, _ = show(DescentPanel, revise(Spec(), {"optimizer.learning_rate": rate}))
    control = panel.controls["optimizer.learning_rate"]
    assert control._number(control.slider.value()) == pytest.approx(rate, rel=0.02)


def test_return_gives_the_keyboard_back(show, qtbot):
    panel, _ = show(DescentPanel)
    for control in panel.controls.values():
        field = getattr(control, "field", None) or control.widget
        if isinstance(field, QLineEdit | QSpinBox):
            field.setFocus()
            qtbot.waitUntil(field.hasFocus)
            qtbot.keyClick(field, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda field=field: not field.hasFocus())


def test_parameters_have_the_names_of_these_data(show):
    pressure = revise(Spec(), {"data.name": "blood_pressure"})
    panel, _ = show(PlanePanel, pressure)
    box = panel.controls["plane.y"].widget
    assert box.currentText() == "w_weight"
    panel.show_spec(revise(pressure, {"data.name": "diabetes"}))
    assert box.currentText() == "w_bmi"


def test_three_layers_fit_the_column(show):
    panel, _ = show(NetworkPanel)
    before = panel.minimumSizeHint().width()
    panel.show_spec(revise(MOONS, {"network.hidden": (16,) * 6}))
    assert panel.minimumSizeHint().width() <= max(before, 284)


def test_adding_a_layer_and_units(show, qtbot):
    panel, told = show(NetworkPanel)
    layers = panel.controls["network.hidden"]
    qtbot.keyClick(layers.layers, Qt.Key.Key_Up)
    assert told[-1] == {"network.hidden": (4, 3, 3)}
    qtbot.keyClick(layers.units[0], Qt.Key.Key_Up)
    assert told[-1]["network.hidden"][0] == 5
    panel.show_spec(revise(MOONS, {"network.hidden": ()}))
    assert all(box.isHidden() for box in layers.units)
    qtbot.keyClick(layers.layers, Qt.Key.Key_Up)
    assert told[-1] == {"network.hidden": (4,)}


def test_losses_that_do_not_fit_say_why(show):
    panel, _ = show(NetworkPanel, Spec())
    box = panel.controls["loss.name"].widget
    log = box.model().item(box.findText("Log loss"))
    assert not log.isEnabled()
    assert log.toolTip() == "Log loss needs classes; these targets are numbers."
    panel.show_spec(MOONS)
    assert log.isEnabled()


def test_tables_have_no_more_samples_and_no_noise(show):
    panel, _ = show(DataPanel, revise(Spec(), {"data.name": "diabetes"}))
    assert panel.controls["data.samples"].widget.maximum() == 442
    assert not panel.controls["data.noise"].widget.isEnabled()


def test_the_axes_are_chosen_by_name_where_there_is_a_choice(show, qtbot):
    panel, told = show(PlanePanel, revise(MOONS, {"plane.kind": "weights"}))
    box = panel.controls["plane.x"].widget
    assert box.isVisible()
    choose(qtbot, box, "b₁ of layer 1")
    assert told[-1] == {"plane.x": 8}
    panel.show_spec(Spec())
    assert not box.isVisible()
