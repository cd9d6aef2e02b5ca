"""The data view: what it shows of data, and of a formula that has none."""

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from explorer.plots.prediction import PredictionView
from explorer.plots.prediction_plot import PredictionPlot
from explorer.plots.prediction_points import MOST
from explorer.theme import DARK, LIGHT
from models.data import make_data
from models.options import revise
from models.predictions import predict
from models.snapshots import Noise, Sight
from models.specs import Spec
from tests.explorer.plots import send


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
    for text in ("Moons", "class 0", "class 1", "p = ½", "test"):
        assert item.titleLabel.text.count(text) == 1
    assert item.titleLabel.item.boundingRect().width() <= width


def test_title_and_classes_stand_in_one_line_that_fits(plot):
    for name in ("moons", "iris"):
        item = look(plot, data__name=name)
        assert "<br>" not in item.titleLabel.text


def test_the_pointer_is_explained_while_there_is_one_and_moves_nothing(plot):
    plot.resize(900, 400)
    item = look(plot, data__name="moons")
    assert "pointer" not in item.titleLabel.text
    spec = spec_of(data__name="moons")
    theta = np.zeros(spec.count)
    hovered = predict(spec, theta, theta + 1, (0.5, 0.5))
    plot.show_prediction(hovered)
    assert item.titleLabel.text.count("pointer") == 1
    for width in range(240, 400, 10):
        plot.resize(width, 400)
        plot.show_prediction(hovered)
        lines = item.titleLabel.text.count("<br>")
        look(plot, data__name="moons")
        assert item.titleLabel.text.count("<br>") == lines


def test_of_the_name_of_an_axis_the_bracket_goes_first(plot):
    item, shown = look(plot, data__name="iris"), []
    for height in range(500, 120, -5):
        plot.resize(380, height)
        plot.grab()
        axis = item.getAxis("left")
        shown.append(axis.labelText)
        assert axis.toolTip() == "petal width (cm, standardised)"
    assert list(dict.fromkeys(shown))[:3] == [
        "petal width (cm, standardised)", "petal width (cm, std.)", "petal width (cm)",
    ]  # fmt: skip
    assert shown[-1] in ("petal width (cm)", "petal width")


def test_what_low_and_high_are_of_is_named_in_the_legend(plot):
    item = look(plot, data__name="blood_pressure")
    for text in (">Blood pressure (synthetic)<", " low<", " high<", " 1 std.<"):
        assert item.titleLabel.text.count(text) == 1
    assert "blood pressure" not in item.titleLabel.text  # for the title says it
    plot.resize(380, 150)  # there it has no title
    assert ">blood pressure<" in item.titleLabel.text


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


# What is drawn of one input


def test_squares_are_as_wide_on_the_screen_as_they_are_high(plot):
    theta = np.array([-2.0, 2.0])
    look(plot, theta, view__data_layers="squares")
    for height in (400, 250):
        plot.resize(380, height)
        plot.grab()
        opts = plot._curve._squares.opts
        x, y, right, top = (opts[name] for name in ("x0", "y0", "x1", "y1"))
        assert (np.abs(top - y) > 0.05).all()
        for one in zip(x, y, right, top, strict=True):
            corner, other = plot.pixel_of(*one[:2]), plot.pixel_of(*one[2:])
            way = other - corner
            assert abs(way.x()) == pytest.approx(abs(way.y()), rel=0.02)
        assert max(right.max(), x.max()) <= plot.viewRange()[0][1] + 0.6


def test_a_residual_goes_from_the_target_to_the_curve(plot):
    theta = np.array([0.5, -1.0])
    look(plot, theta, view__data_layers="residuals")
    x, y = plot._curve._residuals.getData()
    np.testing.assert_allclose(y[::2], plot._prediction.data.targets[:, 0])
    np.testing.assert_allclose(y[1::2], 0.5 * x[1::2] - 1.0)
    look(plot, theta)
    assert len(plot._curve._residuals.getData()[0]) == 0


def test_residuals_squares_and_spread_that_leave_the_picture_are_left_out(plot):
    shown = {"view__data_layers": ("residuals", "squares", "spread")}
    look(plot, np.array([-3.0, 0.0]), **shown)
    low, high = plot.viewRange()[1]
    x = plot._prediction.data.inputs[:, 0]
    assert 0 < (kept := ((-3 * x > low) & (-3 * x < high)).sum()) < len(x)
    assert len(plot._curve._residuals.getData()[0]) == 2 * kept
    assert len(plot._curve._squares.opts["x0"]) == kept
    look(plot, np.array([1e4, 1e5]), **shown)
    assert len(plot._curve._residuals.getData()[0]) == 0
    assert len(plot._curve._squares.opts["x0"]) == 0


def test_a_spread_that_would_fill_the_picture_is_left_out(plot):
    spec = spec_of(loss__name="normal")
    theta = np.zeros(spec.count)
    theta[-1] = 1e3
    look(plot, theta, loss__name="normal")
    assert plot._prediction.walker.outputs[1].min() > 100
    assert len(plot._curve._band.getData()[0]) == 0


def test_classes_over_one_input_stand_at_0_and_1_with_the_threshold(plot):
    theta = np.array([1.0, 0.0])
    item = look(plot, theta, data__name="threshold", view__threshold=0.8)
    assert "p = 0.80" in item.titleLabel.text
    heights_drawn = plot._points.points.getData()[1]
    assert set(heights_drawn) == {0.0, 1.0}
    x, y = plot._curve._threshold.getData()
    assert y[0] == y[1] == 0.8
    assert x[3] == x[4] == pytest.approx(np.log(4), abs=0.03)  # where sigmoid is .8


def test_a_hinge_has_scores_with_targets_at_minus_1_and_1(plot):
    look(plot, data__name="threshold", loss__name="hinge")
    assert set(plot._points.points.getData()[1]) == {-1.0, 1.0}
    assert plot.viewRange()[1] == pytest.approx([-2.5, 2.5])


@pytest.mark.parametrize("name", ["log", "cross_entropy"])
def test_two_outputs_draw_the_same_curve_as_one(plot, name):
    spec = spec_of(data__name="logistic", loss__name=name)
    theta = np.array([1.5, -0.3]) if spec.count == 2 else np.array([0, 1.5, 0, -0.3])
    look(plot, theta, data__name="logistic", loss__name=name)
    x, y = plot._curve._curves[0].getData()
    np.testing.assert_allclose(y, 1 / (1 + np.exp(-1.5 * x + 0.3)), atol=1e-12)


def test_the_spread_is_one_sigma_to_each_side(plot):
    spec = spec_of(loss__name="normal")
    theta = np.arange(spec.count) / 10
    look(plot, theta, loss__name="normal")
    x, y = plot._curve._band.getData()
    outputs, half = plot._prediction.walker.outputs, len(x) // 2
    np.testing.assert_allclose(y[:half], outputs[0] + outputs[1])
    np.testing.assert_allclose(y[half:][::-1], outputs[0] - outputs[1])
    look(plot, theta, loss__name="normal", view__data_layers=())
    assert len(plot._curve._band.getData()[0]) == 0


# What is drawn of two


def test_the_threshold_moves_the_border(plot):
    theta = np.array([2.0, 0.0, 0.0])
    look(plot, theta, data__name="moons", view__threshold=0.9)
    x, _ = plot._map._edges.getData()
    np.testing.assert_allclose(x[np.isfinite(x)], np.log(9) / 2, atol=0.01)
    contours, _ = plot._map._contours.getData()
    places = {round(float(v), 2) for v in contours[np.isfinite(contours)]}
    assert places == {-1.1, 0.0, 1.1}  # where sigmoid is .1, .5 and .9


def test_classes_alone_are_flat_colours(plot):
    theta = np.array([2.0, 0.0, 0.0])
    look(plot, theta, data__name="moons", view__data_layers="discrete")
    colors = plot._map._image.image.reshape(-1, 3)
    assert len(np.unique(colors, axis=0)) == 2
    spec = spec_of(data__name="iris")
    look(plot, np.arange(spec.count) % 5, data__name="iris",
         view__data_layers="discrete")  # fmt: skip
    assert len(np.unique(plot._map._image.image.reshape(-1, 3), axis=0)) <= 3


def test_names_stand_in_the_middle_of_their_classes(plot):
    look(plot, data__name="iris", view__data_layers="names")
    data = plot._prediction.data
    shown = [item for item in plot._map.names if item.isVisible()]
    assert [item.toPlainText() for item in shown] == list(data.classes)
    middle = data.inputs[data.targets[:, 0] == 1].mean(0)
    assert (shown[1].pos().x(), shown[1].pos().y()) == pytest.approx(tuple(middle))
    look(plot, data__name="iris")
    assert not any(item.isVisible() for item in plot._map.names)


def test_test_examples_can_be_left_out(plot):
    look(plot, data__name="moons", data__test=0.25)
    assert len(plot._points.points.data) == 200
    look(plot, data__name="moons", data__test=0.25, view__data_layers=())
    assert len(plot._points.points.data) == 150


# The whole view


@pytest.fixture
def view(qtbot):
    made = PredictionView()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    made.resize(360, 420)
    made.show()
    qtbot.waitExposed(made)
    made.edits = []
    made.edited.connect(made.edits.append)
    return made


def see(view, **changes):
    spec = spec_of(**changes)
    prediction = predict(spec, np.zeros(spec.count), None, None)
    view.show_spec(spec)
    view.show_sight(Sight(prediction))
    return prediction


def test_a_click_on_a_point_looks_at_that_example(view):
    prediction = see(view, data__name="moons", data__test=0.5)
    data = prediction.data
    row = int(np.flatnonzero(~data.is_held_out)[7])
    spot = view.plot.pixel_of(*data.inputs[row])
    send(view.plot, QEvent.Type.MouseButtonPress, spot)
    send(view.plot, QEvent.Type.MouseButtonRelease, spot)
    (edit,) = view.edits
    chosen = np.flatnonzero(~data.is_held_out)[edit["view.example"]]
    far = np.hypot(*(data.inputs[chosen] - data.inputs[row]))
    assert far < 0.1  # it, or one that lies on it
    assert "person" in edit["view.data_layers"]
    view.edits.clear()
    corner = view.plot.pixel_of(*(axis[0] for axis in prediction.axes))
    send(view.plot, QEvent.Type.MouseButtonPress, corner)
    send(view.plot, QEvent.Type.MouseButtonRelease, corner)
    assert not view.edits


def test_the_person_is_told_in_own_units_and_changed_by_buttons(view, qtbot):
    see(view, data__name="blood_pressure", view__data_layers="person", view__example=2)
    person = view.person
    assert person.isVisible()
    assert person.count.text() == "Example 3 of 300"
    assert "age " in person.inputs.whole
    assert " years · weight " in person.inputs.whole
    assert person.inputs.whole.endswith(" kg")
    assert " sd · (y − t)² = " in person.outcome.whole
    before, after = person.buttons
    for button in (before, after):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [edit["view.example"] for edit in view.edits] == [1, 3]
    see(view, data__name="blood_pressure", view__data_layers="person")
    qtbot.mouseClick(before, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(person.surface, Qt.MouseButton.LeftButton)
    assert view.edits[2:] == [{"view.example": 299}, {"view.samples": "example"}]
    see(view, data__name="blood_pressure")
    assert not person.isVisible()


def test_the_slider_moves_the_threshold_and_errors_are_told_at_once(view, qtbot):
    see(view, data__name="heart_disease", view__data_layers="threshold")
    strip = view.threshold
    strip.control.slider.setFocus()
    qtbot.keyClick(strip.control.slider, Qt.Key.Key_Home)
    assert view.edits == [{"view.threshold": 0.0}]
    sick = int((view.plot._prediction.data.targets == 1).sum())
    lower = {"view__data_layers": "threshold", "view__threshold": 0.1}
    view.show_spec(spec_of(data__name="heart_disease", **lower))
    assert strip.wrong.whole == (
        f"Wrong: {300 - sick} of {300 - sick} healthy, 0 of {sick} ill"
    )
    assert strip.right.text() == f"{100 * sick / 300:.1f} % right"


def test_what_is_switched_on_is_told_without_another_look(view):
    see(view, data__name="heart_disease")
    assert not view.threshold.isVisible()
    view.show_spec(spec_of(data__name="heart_disease", view__data_layers="threshold"))
    assert view.threshold.isVisible()
    assert view.threshold.wrong.whole.startswith("Wrong: 0 of ")
    see(view)
    view.show_spec(spec_of(view__data_layers="squares"))
    assert view.squares.text().startswith("Mean of the squares")


def test_the_mean_of_the_squares_is_told_and_whether_it_is_the_loss(view):
    prediction = see(view, view__data_layers="squares")
    mean = (prediction.data.targets**2).mean()
    assert view.squares.text() == f"Mean of the squares: {mean:.3g} = loss"
    see(view, view__data_layers="squares", loss__name="absolute")
    assert view.squares.text() == f"Mean of the squares: {mean:.3g}"


def test_squares_that_are_not_drawn_still_count(view):
    spec = spec_of(view__data_layers="squares")
    view.show_spec(spec)
    view.show_sight(Sight(predict(spec, np.array([0.0, 1e4]), None, None)))
    count = spec.data.training
    assert view.squares.whole == (
        f"Mean of the squares: 1×10⁸ = loss; {count} not drawn"
    )


def test_over_a_formula_nothing_can_be_switched_or_drawn(view):
    see(view, function__name="bowl")
    assert not view.menu_button.isEnabled()
    assert view.menu_button.toolTip() == "A formula has no data."
    assert not view.draw_button.isEnabled()
    assert view.draw_button.toolTip() == "A formula has no examples."
    assert view.segments.isHidden()
    see(view, data__name="moons")
    assert view.menu_button.isEnabled()
    assert view.draw_button.isEnabled()


def test_two_of_many_inputs_are_chosen_and_may_change_places(view):
    assert not view.inputs.isVisible()
    see(view, data__name="wine")
    assert view.inputs.isVisible()
    first, second = (control.widget for control in view.inputs.controls)
    assert (first.currentText(), second.currentText()) == ("alcohol", "malic acid")
    first.activated.emit(5)
    second.activated.emit(0)
    assert view.edits == [
        {"view.input_x": 5}, {"view.input_y": 0, "view.input_x": 1},
    ]  # fmt: skip


def test_other_inputs_are_held_by_sliders_in_their_own_units(view, qtbot):
    prediction = see(view, data__name="wine", view__input_x=12, view__input_y=2)
    held, data = view.inputs.held, prediction.data
    assert set(held.sliders) == set(range(13)) - {2, 12}
    mean = data.shift[0] + data.scale[0] * data.inputs[:, 0].mean()
    assert held.values[0].text() == f"{mean:.3g}"
    slider = held.sliders[0]
    slider.setValue(slider.maximum())
    asked = view.edits[-1]["view.held_inputs"]
    assert len(asked) == 13
    assert asked[0] == pytest.approx(data.inputs[:, 0].max(), rel=1e-3)
    seen = see(view, data__name="wine", view__input_x=12, view__input_y=2,
               view__held_inputs=asked)  # fmt: skip
    np.testing.assert_array_equal(seen.held, asked)
    assert slider.value() == slider.maximum()
    held.means.click()
    assert view.edits[-1] == {"view.held_inputs": ()}


def test_what_cannot_be_drawn_is_greyed_and_says_why(view):
    see(view, data__name="moons")
    actions = view.menu_button.actions_by_name
    assert {name for name, action in actions.items() if action.isEnabled()} == {
        "contours", "names", "discrete", "threshold", "person",
    }  # fmt: skip
    assert "3-D" in actions["residuals"].toolTip()
    see(view)
    assert {name for name, action in actions.items() if action.isEnabled()} == {
        "residuals", "squares", "person",
    }  # fmt: skip
    actions["squares"].trigger()
    assert view.edits == [
        {"view.data_layers": ("squares", "spread", "contours", "test")}
    ]
    see(view, function__name="bowl")
    assert not any(action.isEnabled() for action in actions.values())
    assert all(action.toolTip() for action in actions.values())


class Space(QWidget):
    """What stands in for a view in 3-D."""

    chosen = pyqtSignal(int)

    def __init__(self):
        super().__init__()
        self.shown = []

    def show_spec(self, spec):
        pass

    def show_prediction(self, prediction):
        self.shown.append(prediction)

    def show_theme(self, theme):
        pass


def test_only_what_is_seen_is_drawn(view):
    space, noise = Space(), Noise(np.array([250]), 10.0, 1.0)
    view.add_space(space)
    first = see(view, data__name="blobs", data__samples=20)
    assert not space.shown
    assert view.segments.isVisible()
    in_space = {"data__name": "blood_pressure", "view__prediction": "3-D"}
    second = see(view, **in_space)
    view.show_sight(Sight(second, noise=noise))
    assert space.isVisible()
    assert space.shown[-1] is second
    assert view.plot._prediction is first
    view.show_spec(spec_of(data__name="blood_pressure"))  # back to the map, at once
    assert view.plot._prediction is second
    assert len(view.plot._points.lit.data) == 1
    see(view, view__prediction="3-D")  # one input is a curve in any case
    assert view.plot.isVisible()
    assert not view.segments.isVisible()
    space.chosen.emit(4)
    assert view.edits[-1]["view.example"] == 4


def test_others_say_whether_they_are_at_their_means(view):
    see(view, data__name="wine")
    held = view.inputs.held
    assert held.text() == "11 held ▾"
    assert "now at their means" in held.toolTip()
    see(view, data__name="wine", view__held_inputs=(0.0,) * 13)
    assert "now at their means" not in held.toolTip()


def test_where_there_is_little_room_the_plot_itself_has_it(plot):
    item = look(plot, data__name="moons")
    assert "Moons" in item.titleLabel.text
    assert item.getAxis("bottom").labelText == "x₁ (standardised)"
    plot.resize(340, 120)
    assert "Moons" not in item.titleLabel.text
    assert "class 0" in item.titleLabel.text
    assert "→" in item.titleLabel.text
    assert item.getAxis("bottom").labelText == ""
    assert item.getAxis("bottom").maximumHeight() < 25
    plot.resize(340, 300)
    assert item.getAxis("bottom").labelText == "x₁ (standardised)"
