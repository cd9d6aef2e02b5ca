"""Panels: a user's edit is told once, as what it is; showing a spec is silent."""

from contextlib import suppress
from itertools import islice

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit, QSpinBox

from explorer.panels.batch import BatchPanel
from explorer.panels.data import DataPanel
from explorer.panels.descent import DescentPanel
from explorer.panels.loss import LossPanel
from explorer.panels.network import NetworkPanel
from explorer.panels.plane import PlanePanel
from explorer.panels.points import PointsPanel, without
from explorer.panels.race import RacePanel, batch_race
from explorer.panels.view import ViewPanel
from explorer.rule_lines import NUMBERS
from explorer.theme import THEMES, apply_theme
from models.catalog import OPTIMIZERS
from models.objectives import make_objective
from models.options import OPTIONS, revise
from models.predictions import predict
from models.scales import short
from models.snapshots import Noise, Sight
from models.specs import Spec
from models.training import race, train

PANELS = (
    DataPanel, NetworkPanel, LossPanel, DescentPanel, BatchPanel, PlanePanel,
    ViewPanel, PointsPanel, RacePanel,
)  # fmt: skip

MOONS = revise(Spec(), {"data.name": "moons", "network.hidden": (4, 3)})
KEPT = revise(
    Spec(),
    {"kept.names": ("A", "B", "C"), "kept.values": (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)},
)
RIVALS = revise(Spec(), batch_race(Spec()))
OWN = revise(Spec(), {"function.name": "expression", "function.expression": "x y"})


@pytest.fixture
def show(qtbot, qapp):
    apply_theme(qapp, THEMES["dark"])

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


def obey(panel, spec):
    """Let the panel show what its edits make of `spec`, as the session does."""
    now = [spec]

    def edit(changes):
        with suppress(ValueError):
            now[0] = revise(now[0], changes)
        panel.show_spec(now[0])

    panel.show_spec(spec)
    panel.edited.connect(edit)
    return now


def type_in(qtbot, field, text):
    """Replace what stands in a field, as a user does."""
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def item(panel, key, title):
    box = panel.controls[key].widget
    return box.model().item(box.findText(title))


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(qtbot, box, text):
    """Choose from a list with the keyboard, as a user does."""
    box.setFocus()
    index = box.findText(text)
    assert index >= 0
    for _ in range(box.count()):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    while box.currentIndex() < index:  # headings are passed over
        qtbot.keyClick(box, Qt.Key.Key_Down)


@pytest.mark.parametrize("panel_class", PANELS)
def test_showing_is_silent(show, panel_class):
    panel, told = show(panel_class)
    for spec in (Spec(), MOONS, KEPT, OWN, revise(MOONS, {"plane.kind": "weights"})):
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
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_slider_stands_where_the_number_is(show, rate):
    panel, _ = show(DescentPanel, revise(Spec(), {"optimizer.learning_rate": rate}))
    control = panel.controls["optimizer.learning_rate"]
    assert control._number(control.slider.value()) == pytest.approx(rate, rel=0.025)


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("gradient_descent", []),
        ("nesterov", ["Momentum μ"]),
        ("rmsprop", ["Memory β₂", "Floor ε"]),
        ("adamw", ["Momentum β₁", "Memory β₂", "Floor ε", "Decay λ"]),
        ("newton", ["Damping δ"]),
        ("lbfgs", ["Steps back"]),
    ],
)
def test_an_optimiser_has_its_own_numbers_and_its_formula(show, name, labels):
    panel, _ = show(DescentPanel, revise(Spec(), {"optimizer.name": name}))
    own = [
        control.widget.accessibleName()
        for key, control in panel.controls.items()
        if control.widget.isVisible()
        and key.split(".")[1] in OPTIMIZERS[name].uses
        and control.widget.accessibleName() in ALL_LABELS
    ]
    assert own == labels
    assert panel.formula.text() == OPTIMIZERS[name].formula


ALL_LABELS = {*(label for label, *_ in NUMBERS.values()), "Steps back"}


def test_choosing_an_optimiser_and_a_schedule(show, qtbot):
    panel, told = show(DescentPanel)
    choose(qtbot, panel.controls["optimizer.name"].widget, "Adam")
    choose(qtbot, panel.controls["optimizer.schedule"].widget, "Cosine")
    assert {"optimizer.name": "adam"} in told
    assert told[-1] == {"optimizer.schedule": "cosine"}


def test_newton_says_why_it_cannot_be_chosen(show):
    panel, _ = show(DescentPanel, revise(MOONS, {"network.hidden": (16, 16)}))
    box = panel.controls["optimizer.name"].widget
    item = box.model().item(box.findText("Newton"))
    assert not item.isEnabled()
    assert "second derivatives" in item.toolTip()


def test_the_rate_of_a_schedule_is_told_at_every_step(show):
    settings = {"optimizer.schedule": "step", "optimizer.schedule_steps": 10}
    spec = revise(Spec(), {**settings, "optimizer.learning_rate": 0.08})
    panel, _ = show(DescentPanel, spec)
    assert panel.rate.text() == "α of the next step: 0.08"
    panel.show_path(None, list(islice(train(spec), 21))[-1])
    assert panel.rate.text() == "α of the next step: 0.02"
    panel.show_spec(Spec())
    assert not panel.rate.isVisible()


def test_rivals_are_added_changed_and_removed(show, qtbot):
    panel, _ = show(RacePanel)
    now = obey(panel, MOONS)
    for _ in range(2):
        qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    assert now[0].race.names == ("adam", "momentum")
    first, second = panel.lines
    choose(qtbot, first.name, "RMSProp")
    type_in(qtbot, second.rate, "0.3")
    second.count.setFocus()
    qtbot.keyClick(second.count, Qt.Key.Key_Up)
    race = now[0].race
    assert (race.names, race.rates, race.sizes) == (
        ("rmsprop", "momentum"),
        (0.05, 0.3),
        (0, 1),
    )
    assert "optimiser, learning rate, batch size" in panel.fairness.text()
    qtbot.mouseClick(first.remove, Qt.MouseButton.LeftButton)
    assert now[0].race.names == ("momentum",)
    assert len(panel.lines) == 1


def test_rivals_may_start_elsewhere_and_that_is_said(show, qtbot):
    panel, _ = show(RacePanel)
    now = obey(panel, MOONS)
    starts = panel.controls["race.starts"].widget
    assert not starts.isVisible(), "without rivals there is nothing to choose"
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    assert panel.fairness.text().startswith("Same start, data order and seed")
    choose(qtbot, starts, "Drawn")
    assert now[0].race.starts == "drawn"
    assert panel.fairness.text().startswith("Same data order; different: start, opt")


def test_one_click_races_three_batch_sizes(show, qtbot):
    panel, _ = show(RacePanel)
    now = obey(panel, MOONS)
    qtbot.mouseClick(panel.batches, Qt.MouseButton.LeftButton)
    spec = now[0]
    assert [own.batch.size for own in spec.descents] == [0, 1, 16]
    assert len({own.optimizer for own in spec.descents}) == 1
    assert "only the batch size differs" in panel.fairness.text()
    panel.show_steps(next(race(spec.descents)))
    assert all("step 0, loss 0." in line.state.text() for line in panel.lines)


def test_no_more_than_seven_rivals_can_be_added(show, qtbot):
    panel, _ = show(RacePanel)
    now = obey(panel, MOONS)
    for _ in range(9):
        qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    assert len(now[0].race.names) == 7
    assert not panel.add_button.isEnabled()


def test_return_gives_the_keyboard_back(show, qtbot):
    panel, _ = show(DescentPanel)
    for control in panel.controls.values():
        field = getattr(control, "field", None) or control.widget
        if isinstance(field, QLineEdit | QSpinBox) and field.isVisible():
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


def test_adding_a_layer(show, qtbot):
    panel, told = show(NetworkPanel)
    layers = panel.controls["network.hidden"].widget
    qtbot.keyClick(layers, Qt.Key.Key_Up)
    assert told[-1] == {"network.hidden": (4, 3, 3)}
    panel.show_spec(revise(MOONS, {"network.hidden": ()}))
    qtbot.keyClick(layers, Qt.Key.Key_Up)
    assert told[-1] == {"network.hidden": (4,)}


def test_losses_that_do_not_fit_say_why(show):
    panel, _ = show(LossPanel, Spec())
    box = panel.controls["loss.name"].widget
    log = box.model().item(box.findText("Log loss"))
    assert not log.isEnabled()
    assert log.toolTip() == "Log loss is for two classes; these targets are numbers."
    panel.show_spec(MOONS)
    assert log.isEnabled()


def test_numbers_of_a_loss_are_there_where_they_make_a_difference(show):
    panel, _ = show(LossPanel, Spec())
    base, delta = (panel.controls[f"loss.{name}"].widget for name in ("base", "delta"))
    for spec, shown in (
        (Spec(), (False, False)),
        (revise(Spec(), {"loss.name": "huber"}), (False, True)),
        (MOONS, (True, False)),
        (revise(MOONS, {"loss.name": "hinge"}), (False, False)),
    ):
        panel.show_spec(spec)
        assert (base.isVisible(), delta.isVisible()) == shown
    panel.show_spec(MOONS)
    assert panel.formula.whole.startswith("Log loss: −log p(t)")  # what suits, by name


def test_what_weights_cost_goes_down_to_nothing(show, qtbot):
    panel, told = show(LossPanel)
    control = panel.controls["loss.l2"]
    assert (control.field.text(), control.slider.value()) == ("off", 0)
    qtbot.keyClick(control.slider, Qt.Key.Key_Right)
    (first,) = told[-1].values()
    assert 1e-5 < first < 1.1e-5
    panel.show_spec(revise(MOONS, {"loss.l2": 0.003}))
    assert control.field.text() == "0.003"
    qtbot.keyClick(control.slider, Qt.Key.Key_Home)
    assert told[-1] == {"loss.l2": 0}
    for text, value in (("0,02", 0.02), ("off", 0), ("0", 0), ("much", "much")):
        type_in(qtbot, control.field, text)
        assert told[-1] == {"loss.l2": value}


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_note_tells_the_data_from_the_weights(show, reduction):
    plain = revise(MOONS, {"loss.reduction": reduction})
    for spec in (plain, revise(plain, {"loss.l1": 0.1, "loss.l2": 0.2})):
        theta = np.linspace(-1, 1, spec.count)
        panel, _ = show(LossPanel, spec)
        panel.show_sight(Sight(predict(spec, theta, None, None)))
        objective = make_objective(plain)
        data = short(float(objective.total(objective.losses(theta[None]))[0]))
        is_weight = np.r_[[True] * 8, [False] * 4, [True] * 12, [False] * 3]
        weights = theta[np.r_[is_weight, [True] * 3, False]]
        cost = short(0.1 * np.abs(weights).sum() + 0.2 * (weights**2).sum())
        dear = f"data {data} + weights {cost}"
        cheap = data if reduction == "mean" else f"sum {data}"
        height = dear if spec.loss.l1 else cheap
        assert panel._note.whole == f"{spec.loss_choice.title} · {height}"
    panel.show_spec(revise(plain, {"loss.name": "squared"}))
    assert panel._note.whole == "Squared error", "no number of another loss"


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


def test_the_axes_of_a_formula_are_its_variables(show):
    panel, _ = show(PlanePanel, revise(OWN, {"plane.kind": "weights"}))
    box = panel.controls["plane.kind"].widget
    assert box.currentText() == "x and y"
    assert item(panel, "plane.kind", "x and y").toolTip().endswith("the formula.")
    panel.show_spec(revise(MOONS, {"plane.kind": "weights"}))
    assert box.currentText() == "Two weights"


@pytest.mark.parametrize("panel_class", PANELS)
@pytest.mark.parametrize("spec", [MOONS, KEPT, OWN])
def test_every_panel_fits_the_column(show, panel_class, spec):
    panel, _ = show(panel_class, spec)
    assert panel.minimumSizeHint().width() <= 284


@pytest.mark.parametrize("panel_class", [DataPanel, NetworkPanel, LossPanel])
def test_a_formula_has_neither_data_nor_network(show, panel_class):
    panel, _ = show(panel_class, Spec())
    assert panel.isVisible()
    panel.show_spec(OWN)
    assert not panel.isVisible()


def test_an_own_formula_begins_as_one_that_can_be_drawn(show, qtbot):
    panel, told = show(PlanePanel, Spec())
    choose(qtbot, panel.controls["function.name"].widget, "Own formula")
    assert revise(Spec(), told[-1]).formula == "x^2 + y^2"
    panel.show_spec(revise(OWN, {"function.name": "bowl"}))
    choose(qtbot, panel.controls["function.name"].widget, "Own formula")
    assert told[-1] == {"function.name": "expression"}


def test_a_named_formula_is_shown_and_an_own_one_is_typed(show):
    panel, _ = show(PlanePanel, revise(Spec(), {"function.name": "bowl"}))
    field = panel.controls["function.expression"].widget
    assert (panel.formula.text(), panel.formula.isVisible()) == ("x² + y²", True)
    assert not field.isVisible()
    panel.show_spec(OWN)
    assert field.isVisible()
    assert not panel.formula.isVisible()
    panel.show_spec(Spec())
    assert not field.isVisible()
    assert not panel.formula.isVisible()


def test_a_refused_formula_stays_to_be_mended(show, qtbot):
    panel, told = show(PlanePanel, OWN)
    field, now = panel.controls["function.expression"].widget, obey(panel, OWN)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    type_in(qtbot, field, "sine(x)")
    assert told == [{"function.expression": "sine(x)"}]
    assert (field.text(), field.property("refused")) == ("sine(x)", True)
    assert field.hasFocus()
    assert field.selectedText() == "sine(x)"
    assert field.toolTip() == "Refused; this is still drawn: x y"
    panel.show_spec(revise(now[0], {"plane.seed": 3}))
    assert field.text() == "sine(x)"
    type_in(qtbot, field, "sin(x)")
    assert now[0].formula == field.text() == "sin(x)"
    assert field.property("refused") is False
    assert field.toolTip() == OPTIONS["function.expression"].meaning


def test_a_refused_formula_gives_way_to_another(show, qtbot):
    panel, _ = show(PlanePanel, OWN)
    field = panel.controls["function.expression"].widget
    obey(panel, OWN)
    type_in(qtbot, field, "sine(x)")
    panel.show_spec(revise(OWN, {"function.expression": "x + y"}))
    assert (field.text(), field.property("refused")) == ("x + y", False)


def test_the_extent_goes_back_to_what_suits(show, qtbot):
    panel, told = show(PlanePanel, Spec())
    control = panel.controls["plane.extent"]
    now = obey(panel, Spec())
    assert control.button.isChecked()
    assert control.field.text() == ""
    type_in(qtbot, control.field, "7")
    assert now[0].plane.extent == 7
    assert not control.button.isChecked()
    click(qtbot, control.button)
    assert told[-1] == {"plane.extent": None}
    assert control.button.isChecked()
    click(qtbot, control.button)
    assert control.button.isChecked()


@pytest.mark.parametrize(
    ("text", "value"), [("1.5", 1.5), ("-2,5", -2.5), (" ", None), ("high", "high")]
)
def test_heights_are_numbers_or_none(show, qtbot, text, value):
    spec = revise(Spec(), {"view.height_high": 9.0})
    panel, told = show(ViewPanel, spec)
    assert panel.controls["view.height_high"].widget.text() == "9"
    assert panel.controls["view.height_low"].widget.text() == ""
    type_in(qtbot, panel.controls["view.height_high"].widget, text)
    assert told == [{"view.height_high": value}]


def test_what_cannot_be_chosen_says_why(show):
    panel, _ = show(PlanePanel, MOONS)
    points = item(panel, "plane.kind", "Three kept points")
    kept = item(panel, "plane.centre", "Kept point")
    assert (points.isEnabled(), points.toolTip()) == (False, "Keep three points first.")
    assert (kept.isEnabled(), kept.toolTip()) == (False, "Keep a point first.")
    panel.show_spec(KEPT)
    assert points.isEnabled()
    assert kept.isEnabled()
    panel.show_spec(OWN)
    path = item(panel, "plane.kind", "Principal directions")
    assert path.toolTip() == "A formula has two parameters only: x and y."
    assert not path.isEnabled()
    assert item(panel, "plane.kind", "x and y").isEnabled()


def test_a_batch_has_a_loss_of_its_own_where_there_are_batches(show):
    panel, _ = show(ViewPanel, MOONS)
    batch = item(panel, "view.samples", "This batch")
    assert not batch.isEnabled()
    assert batch.toolTip() == "Full batch: this batch is all the examples."
    panel.show_spec(revise(MOONS, {"batch.size": 10}))
    assert batch.isEnabled()


def test_a_surface_is_compared_with_what_has_the_same_models(show, qtbot):
    panel, told = show(ViewPanel, MOONS)
    assert item(panel, "view.against", "ReLU").isEnabled()
    for title, reason in (
        ("Huber", "Huber is for numbers; these targets are 2 classes."),
        (
            "Cross-entropy",
            "Cross-entropy is of 2 outputs, not 1, and so of other parameters.",
        ),
    ):
        other = item(panel, "view.against", title)
        assert (other.isEnabled(), other.toolTip()) == (False, reason)
    choose(qtbot, panel.controls["view.against"].widget, "ReLU")
    assert told[-1] == {"view.against": "relu"}
    panel.show_spec(revise(MOONS, told[-1]))
    assert panel._note.text() == "− ReLU"
    panel.show_spec(Spec())
    none = item(panel, "view.against", "ReLU")
    reason = "There is no hidden layer, and so no activation."
    assert (none.isEnabled(), none.toolTip()) == (False, reason)


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, "2-4-3-1 · Tanh · 31 parameters"),
        ({"network.activation": ("tanh", "relu")}, "2-4-3-1 · Tanh, ReLU · 31"),
        ({"network.hidden": ()}, "perceptron · 3 parameters"),
    ],
)
def test_the_head_of_the_network_tells_it_from_others(show, changes, note):
    panel, _ = show(NetworkPanel, revise(MOONS, changes))
    assert panel._note.whole.startswith(note)


@pytest.mark.parametrize(
    ("panel_class", "spec", "note"),
    [
        (PointsPanel, Spec(), "none"),
        (PointsPanel, KEPT, "3 points"),
        (RacePanel, Spec(), "none"),
        (RacePanel, RIVALS, "2"),
    ],
)
def test_a_head_tells_how_many_there_are(show, panel_class, spec, note):
    panel, _ = show(panel_class, spec)
    assert panel._note.whole == note


def test_full_mini_and_single_batches(show, qtbot):
    panel, _ = show(BatchPanel)
    now = obey(panel, MOONS)
    assert panel._note.whole == "full batch"
    assert not panel.controls["batch.replace"].widget.isVisible()
    for name, size, steps in (("mini", 16, 13), ("single", 1, 200), ("mini", 16, 13)):
        qtbot.mouseClick(panel.kinds.buttons[name], Qt.MouseButton.LeftButton)
        assert now[0].batch.size == size
        assert panel._note.whole == f"{size} of 200 · {steps} steps an epoch"
    size = panel.controls["batch.size"]
    type_in(qtbot, size.field, "30")
    assert now[0].batch.size == 30
    qtbot.mouseClick(panel.controls["batch.replace"].widget, Qt.MouseButton.LeftButton)
    assert now[0].batch.replace
    size.slider.setFocus()
    qtbot.keyClick(size.slider, Qt.Key.Key_End)
    assert now[0].batch.size == 0, "the end of the slider is all examples"
    qtbot.mouseClick(panel.kinds.buttons["mini"], Qt.MouseButton.LeftButton)
    assert now[0].batch.size == 30, "the last mini-batch is remembered"


def test_a_breathing_surface_is_that_of_the_batch(show, qtbot):
    panel, _ = show(BatchPanel, revise(MOONS, {"batch.size": 16}))
    now = obey(panel, revise(MOONS, {"batch.size": 16}))
    toggle = panel.breathing
    for samples in ("batch", "all"):
        qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton)
        assert now[0].view.samples == samples
        assert toggle.isChecked() == (samples == "batch")


def test_the_noise_of_a_batch_is_told_and_its_epoch_drawn(show):
    panel, _ = show(BatchPanel, revise(MOONS, {"batch.size": 16}))
    panel.show_theme(THEMES["dark"])
    noise = Noise(np.arange(3), 23.46, 1.118)
    panel.show_sight(Sight(None, noise=noise))
    told = "23.5° off that of all the examples, 1.12 times as long."
    assert panel.text.text().endswith(told)
    panel.show_sight(Sight(None))
    assert panel.text.text() == "The gradient is that of all the examples."
    accent, amounts = THEMES["dark"].accent, []
    for epoch in (2.0, 2.25, 2.75):
        panel.ring.show_epoch(epoch)
        image = panel.ring.grab().toImage()
        spots = range(image.width())
        names = [image.pixelColor(x, y).name() for x in spots for y in spots]
        amounts.append(names.count(accent))
    assert 0 == amounts[0] < amounts[1] < amounts[2]


def test_what_is_held_out_has_a_loss_of_its_own(show):
    panel, told = show(ViewPanel, MOONS)
    test = item(panel, "view.samples", "Test examples")
    assert not test.isEnabled()
    assert test.toolTip() == "No examples are held out: the panel Data does that."
    some = revise(MOONS, {"data.test": 0.25, "view.samples": "example"})
    panel.show_spec(some)
    assert test.isEnabled()
    box = panel.controls["view.example"].widget
    assert (box.value(), box.maximum()) == (1, 150), "people count from 1"
    box.setValue(5)
    assert told[-1] == {"view.example": 4}


def test_holding_examples_out(show):
    panel, told = show(DataPanel, MOONS)
    panel.controls["data.test"].slider.setValue(200)
    assert told == [{"data.test": 0.45}]
    panel.show_spec(revise(MOONS, told[0]))
    assert panel._note.whole == "Moons · 110 training, 90 test · 2 classes"
    batch, _ = show(BatchPanel, revise(MOONS, told[0]))
    assert batch.controls["batch.size"].field.text() == "110", "all that train"


def test_measured_data_are_held_out_by_chance(show):
    panel, _ = show(DataPanel, revise(MOONS, {"data.name": "diabetes"}))
    seed, noise = (panel.controls[key].widget for key in ("data.seed", "data.noise"))
    assert not seed.isEnabled()
    spec = revise(MOONS, {"data.name": "diabetes", "data.test": 0.1})
    panel.show_spec(spec)
    assert seed.isEnabled()
    assert not noise.isEnabled()


@pytest.mark.parametrize(
    ("panel_class", "key", "spec", "changes"),
    [
        (PlanePanel, "plane.normalise", Spec(), {"plane.kind": "random"}),
        (PlanePanel, "plane.seed", Spec(), {"plane.kind": "random"}),
        (PlanePanel, "plane.x", MOONS, {"plane.kind": "weights"}),
        (PlanePanel, "plane.kept", KEPT, {"plane.centre": "kept"}),
        (ViewPanel, "view.example", MOONS, {"view.samples": "example"}),
        (ViewPanel, "view.radius", MOONS, {"view.layers": ("tangent",)}),
        (ViewPanel, "view.samples", OWN, {"function.name": "none"}),
        (ViewPanel, "view.against", OWN, {"function.name": "none"}),
        (
            ViewPanel,
            "view.color_map",
            revise(MOONS, {"view.against": "relu"}),
            {"view.against": "none"},
        ),
    ],
)
def test_rows_are_there_when_they_mean_something(show, panel_class, key, spec, changes):
    panel, _ = show(panel_class, spec)
    widget = panel.controls[key].widget
    assert not widget.isVisible()
    panel.show_spec(revise(spec, changes))
    assert widget.isVisible()


def test_a_plane_of_three_points_goes_through_them_and_nothing_else(show):
    panel, _ = show(PlanePanel, KEPT)
    assert panel.controls["plane.centre"].widget.isVisible()
    panel.show_spec(revise(KEPT, {"plane.kind": "points"}))
    assert not panel.controls["plane.centre"].widget.isVisible()


def test_kept_points_are_chosen_by_name(show, qtbot):
    panel, told = show(PlanePanel, revise(KEPT, {"plane.centre": "kept"}))
    choose(qtbot, panel.controls["plane.kept"].widget, "C")
    assert told[-1] == {"plane.kept": 2}


def test_keeping_the_walker(show, qtbot):
    panel, told = show(PointsPanel, Spec())
    with qtbot.waitSignal(panel.kept):
        click(qtbot, panel.button)
    assert told == []


def test_naming_a_kept_point(show, qtbot):
    panel, told = show(PointsPanel, KEPT)
    now = obey(panel, KEPT)
    type_in(qtbot, panel.lines[1].name, "a minimum")
    assert now[0].kept.names == ("A", "a minimum", "C")
    type_in(qtbot, panel.lines[1].name, "  ")
    assert panel.lines[1].name.text() == "a minimum"
    assert len(told) == 2


def test_going_back_to_a_kept_point(show, qtbot):
    panel, told = show(PointsPanel, KEPT)
    click(qtbot, panel.lines[2].go)
    assert told == [{"start.theta": (4.0, 5.0)}]


def test_a_kept_point_becomes_the_centre_and_is_none_again(show, qtbot):
    panel, _ = show(PointsPanel, KEPT)
    now = obey(panel, KEPT)
    click(qtbot, panel.lines[1].centre)
    assert (now[0].plane.centre, now[0].plane.kept) == ("kept", 1)
    assert [line.centre.isChecked() for line in panel.lines] == [False, True, False]
    click(qtbot, panel.lines[1].centre)
    assert now[0].plane.centre == "start"
    panel.show_spec(revise(KEPT, {"plane.kind": "points"}))
    assert not panel.lines[0].centre.isEnabled()
    assert panel.lines[0].centre.toolTip() == "This plane goes by three points."


def test_removing_kept_points_one_by_one(show, qtbot):
    panel, _ = show(PointsPanel, KEPT)
    now = obey(panel, revise(KEPT, {"plane.kind": "points"}))
    for left in (("B", "C"), ("C",), ()):
        click(qtbot, panel.lines[0].remove)
        assert tuple(line.name.text() for line in panel.lines) == left
        assert now[0].kept.names == left
    assert now[0].plane.kind == "auto"
    assert now[0] == Spec()


@pytest.mark.parametrize("centre", [0, 1, 2])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_removing_one_kept_point_leaves_the_others_as_they_are(number, centre):
    before = revise(KEPT, {"plane.centre": "kept", "plane.kept": centre})
    after = revise(before, without(before, number))
    kept = dict(zip(before.kept.names, before.kept_thetas, strict=True))
    del kept["ABC"[number]]
    assert dict(zip(after.kept.names, after.kept_thetas, strict=True)) == kept
    if number == centre:
        assert after.plane.centre == "start"
    else:
        assert after.kept.names[after.plane.kept] == "ABC"[centre]


def test_a_kept_point_moves_up_and_the_panel_says_what_that_means(show, qtbot):
    panel, _ = show(PointsPanel, KEPT)
    now = obey(panel, revise(KEPT, {"plane.centre": "kept", "plane.kept": 1}))
    points = dict(zip(KEPT.kept.names, KEPT.kept_thetas, strict=True))
    assert "from A to B; a plane of three goes through A, B and C" in panel.roles.text()
    click(qtbot, panel.lines[2].rise)
    assert now[0].kept.names == ("A", "C", "B")
    assert dict(zip(now[0].kept.names, now[0].kept_thetas, strict=True)) == points
    assert now[0].kept.names[now[0].plane.kept] == "B"
    assert "from A to C; a plane of three goes through A, C and B" in panel.roles.text()
    click(qtbot, panel.lines[2].rise)
    assert now[0].kept == KEPT.kept
    assert not panel.lines[0].rise.isEnabled()


def test_stop_conditions_are_typed_and_emptied(show, qtbot):
    panel, told = show(DescentPanel, Spec())
    now = obey(panel, Spec())
    for key, text, value in (
        ("stop.steps", "1200000", 1_200_000),
        ("stop.epochs", "20", 20),
        ("stop.loss", "0.01", 0.01),
        ("stop.gradient", "1e-3", 1e-3),
    ):
        field = panel.controls[key].widget
        type_in(qtbot, field, text)
        assert told[-1] == {key: value}
        assert field.text() == {"1e-3": "0.001"}.get(text, text)
    assert (now[0].stop.steps, now[0].stop.gradient) == (1_200_000, 1e-3)
    field = panel.controls["stop.steps"].widget
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert now[0].stop.steps is None


@pytest.mark.parametrize("panel_class", PANELS)
def test_a_panel_is_no_wider_than_its_column(show, panel_class):
    rivals = {
        "race.names": ("momentum",) * 7,
        "race.rates": (0.0125,) * 7,
        "race.sizes": (16,) * 7,
    }
    panel, _ = show(panel_class, revise(MOONS, rivals | {"batch.size": 16}))
    assert panel.minimumSizeHint().width() <= 286, "beside the scroll bar"


@pytest.mark.parametrize(
    ("make", "key", "name"),
    [
        (DataPanel, "data.seed", "Seed"),
        (DataPanel, "data.standardise", "Standardise"),
        (NetworkPanel, "network.bias", "Biases"),
        (DescentPanel, "stop.steps", "Stop after steps"),
    ],
)
def test_controls_on_one_line_have_names_of_their_own(qtbot, make, key, name):
    panel = make()
    qtbot.addWidget(panel)
    assert panel.controls[key].widget.accessibleName() == name
