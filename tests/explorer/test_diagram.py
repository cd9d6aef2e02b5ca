"""The network diagram: it shows the walker's weights, and lets them be changed."""

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication

from explorer.panels.diagram import FAST, HOW
from explorer.panels.labels import stride
from explorer.panels.network import NetworkPanel
from explorer.panels.nodes import images_of
from explorer.panels.value_field import REFUSAL
from explorer.panels.wire_texts import DEAD, NO_WEIGHTS, output_names
from explorer.theme import DARK, LIGHT, NEGATIVE, NEUTRAL, POSITIVE
from models.freezing import TOO_FEW
from models.options import revise
from models.points import names_of, start_of
from models.scales import short
from models.sights import look_around
from models.snapshots import Step, frozen
from models.specs import Spec
from tests.explorer.scenes import drag, mouse

WEIGHTS = {"plane.kind": "weights"}
MOONS = revise(Spec(), {"data.name": "moons", "network.hidden": (3,)})
SLICE = revise(MOONS, {**WEIGHTS, "plane.x": 2, "plane.y": 9})
OWN = revise(Spec(), {"function.name": "bowl"})


@pytest.fixture
def show(qtbot, monkeypatch):
    """Return a panel that obeys its own edits, as it does in a session, and those."""
    monkeypatch.setattr("explorer.gestures.SECOND_CLICK", 0)

    def make(spec):
        panel, told = NetworkPanel(), []
        qtbot.addWidget(panel)
        panel.setFixedWidth(284)
        panel.show_theme(DARK)
        now = [spec]

        def edit(changes):
            told.append(changes)
            now[0] = revise(now[0], changes)
            panel.show_spec(now[0])

        panel.edited.connect(edit)
        panel.show_spec(spec)
        panel.show()
        qtbot.waitExposed(panel)
        return panel, told

    return make


def spot(diagram, number):
    """Return where a parameter can be pointed at, and no other."""
    line = diagram.wires.lines[number]
    shares = np.linspace(0.0, 1.0, 41)
    spots = [line.pointAt(share).toPoint() for share in shares.tolist()]
    apart = np.array([diagram.wires.distances(QPointF(at)) for at in spots])
    others = np.delete(apart, number, axis=1).min(axis=1)
    return spots[int((others - apart[:, number]).argmax())]


def point(diagram, at):
    """Move the pointer; qtbot's own does not reach a widget under a virtual display."""
    none = Qt.MouseButton.NoButton
    mouse(diagram, QEvent.Type.MouseMove, (at.x(), at.y()), none, none)


def value_told(panel):
    """Return the value of what is pointed at."""
    lines = panel.text.whole.split("\n")
    line = next(line for line in lines if " = " in line)
    return float(line.split(" = ")[1].replace("−", "-"))


@pytest.fixture
def click(qtbot):
    def press(diagram, number):
        qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=spot(diagram, number))
        QApplication.processEvents()  # a second click does not follow

    return press


def axes(x, y):
    return {"plane.kind": "weights", "plane.x": x, "plane.y": y}


def color_at(image, at):
    return image.pixelColor((QPointF(at) * image.devicePixelRatio()).toPoint())


def pixels_like(image, name):
    """Count the pixels of a colour in a column through the middle of the picture."""
    wanted, x = np.array(QColor(name).getRgb()), image.width() // 2
    colors = [image.pixelColor(x, y).getRgb() for y in range(image.height())]
    return int((np.abs(np.array(colors) - wanted).max(axis=1) < 40).sum())


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_colour_is_sign_and_width_is_size(show, theme):
    panel, _ = show(revise(Spec(), {"data.name": "moons", "plane.kind": "random"}))
    panel.show_theme(theme)
    pictures = []
    for weights in ((3.0, 1.0), (-3.0, -1.0), (0.0, 0.0)):
        panel.diagram.show_weights(np.array([*weights, 0.0]))
        pictures.append(panel.diagram.grab().toImage())
    positive, negative, zero = pictures
    assert pixels_like(positive, POSITIVE) > 3
    assert pixels_like(positive, NEGATIVE) == 0
    assert pixels_like(negative, NEGATIVE) > 3
    assert pixels_like(negative, POSITIVE) == 0
    assert pixels_like(zero, POSITIVE) + pixels_like(zero, NEGATIVE) == 0
    panel.diagram.show_weights(np.array([0.2, 0.2, 0.0]))
    assert panel.diagram.grab().toImage() not in pictures
    panel.diagram.show_weights(np.array([9.0, 9.0, 0.0]))
    wide = panel.diagram.grab().toImage()
    assert pixels_like(wide, POSITIVE) > pixels_like(positive, POSITIVE)


def test_a_bias_is_the_dot_in_its_unit(show):
    panel, _ = show(revise(Spec(), {"plane.kind": "random"}))
    middle = panel.diagram.wires.lines[1].p1()
    for value, name in ((2.0, POSITIVE), (-2.0, NEGATIVE), (0.0, DARK.grid)):
        panel.diagram.show_weights(np.array([0.0, value]))
        image = panel.diagram.grab().toImage()
        assert color_at(image, middle).name() == QColor(name).name()


def test_axes_are_marked_only_where_they_are_weights(show):
    panel, _ = show(SLICE)
    wires = panel.diagram.wires
    image = panel.diagram.grab().toImage()
    on_x = wires.lines[2].pointAt(0.3)
    around = [on_x + QPointF(dx, 0.0) for dx in (-5.0, 5.0)]
    accent = QColor(DARK.accent).name()
    assert [color_at(image, at).name() for at in around] == [accent, accent]
    assert panel.text.whole == "x: w₁₃ of layer 1\ny: w₁₁ of layer 2"
    panel.show_spec(MOONS)  # the plane of the path
    image = panel.diagram.grab().toImage()
    assert accent not in [color_at(image, at).name() for at in around]
    assert panel.text.whole == NO_WEIGHTS


def test_pointing_at_a_weight_names_it_and_its_value(show):
    panel, told = show(SLICE)
    diagram = panel.diagram
    theta = np.linspace(-1.0, 1.5, 13)
    diagram.show_weights(theta)
    plain = diagram.grab().toImage()
    for number, name in enumerate(names_of(SLICE)):
        point(diagram, spot(diagram, number))
        *_, first, second = panel.text.whole.split("\n")
        assert first.split(" = ")[0] == name
        assert value_told(panel) == pytest.approx(theta[number], abs=5e-3)
        axis = {2: "This is the x axis.", 9: "This is the y axis."}
        assert second == axis.get(number, "Click: make it the x axis.")
        assert diagram.toolTip() == panel.text.whole
        assert diagram.grab().toImage() != plain
    diagram.show_weights(theta + 1.0)
    assert "\nb₁ of layer 2 = 2.5\n" in panel.text.whole
    point(diagram, QPoint(2, 2))
    assert panel.text.whole == "x: w₁₃ of layer 1\ny: w₁₁ of layer 2"
    assert diagram.toolTip() == HOW
    assert told == []


def test_leaving_points_at_nothing(show):
    panel, _ = show(SLICE)
    before = panel.text.whole
    point(panel.diagram, spot(panel.diagram, 0))
    assert panel.text.whole != before
    QApplication.sendEvent(panel.diagram, QEvent(QEvent.Type.Leave))
    assert panel.text.whole == before


def test_clicks_choose_the_axes_in_turn(show, click):
    panel, told = show(SLICE)
    for number in (5, 12, 0, 1):
        click(panel.diagram, number)
    assert told == [axes(5, 9), axes(5, 12), axes(0, 12), axes(0, 1)]


def test_clicking_an_axis_does_nothing(show, click):
    panel, told = show(SLICE)
    for number in (2, 9, 2):
        click(panel.diagram, number)
    assert told == []
    click(panel.diagram, 4)  # it is still the turn of x
    assert told == [axes(4, 9)]


@pytest.mark.parametrize(
    ("first", "told_first"), [(0, (0, 1)), (1, (1, 0)), (7, (7, 1))]
)
def test_clicks_make_other_axes_weights(show, click, first, told_first):
    panel, told = show(MOONS)  # the plane of the path; x and y would be 0 and 1
    click(panel.diagram, first)
    click(panel.diagram, 11)
    assert told == [axes(*told_first), axes(told_first[0], 11)]


def test_the_turn_of_x_comes_with_other_axes(show, click):
    panel, told = show(SLICE)
    click(panel.diagram, 5)
    panel.show_spec(MOONS)
    click(panel.diagram, 6)
    assert told[-1]["plane.x"] == 6


def test_a_click_ends_where_it_began(show, qtbot):
    panel, told = show(SLICE)
    diagram, button = panel.diagram, Qt.MouseButton.LeftButton
    qtbot.mousePress(diagram, button, pos=spot(diagram, 0))
    qtbot.mouseRelease(diagram, button, pos=spot(diagram, 5))
    qtbot.mouseClick(diagram, button, pos=QPoint(2, 2))
    qtbot.mouseClick(diagram, Qt.MouseButton.RightButton, pos=spot(diagram, 0))
    assert told == []


def test_a_model_with_two_parameters_has_no_other_axes(show, click):
    panel, told = show(Spec())
    assert panel.text.whole == "x: w\ny: b\ny = −2x + 2"
    for number in (0, 1):
        click(panel.diagram, number)
    assert told == []


def test_another_network_starts_with_its_own_weights(show):
    panel, _ = show(SLICE)
    spec = revise(MOONS, {"network.hidden": (4, 2)})
    panel.show_spec(spec)
    point(panel.diagram, spot(panel.diagram, 3))
    assert value_told(panel) == pytest.approx(start_of(spec)[3], abs=1e-3)


def test_the_parameters_of_a_formula_are_not_those_of_the_network(show):
    panel, _ = show(SLICE)
    before = panel.diagram.grab().toImage()
    panel.show_spec(OWN)
    panel.diagram.show_weights(np.array([5.0, 5.0]))
    panel.show_spec(SLICE)
    assert panel.diagram.grab().toImage() == before


def test_it_says_how_it_works(show):
    panel, _ = show(SLICE)
    diagram = panel.diagram
    assert diagram.toolTip() == HOW
    assert diagram.accessibleName() == "Network diagram, 2-3-1, 13 parameters"
    assert diagram.accessibleDescription() == f"{panel.text.whole}\n{HOW}"
    point(diagram, spot(diagram, 0))
    assert diagram.accessibleDescription().startswith("w₁₁ of layer 1 = ")


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, widget, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_it_is_painted_when_it_looks_different(show, qtbot):
    panel, _ = show(SLICE)
    diagram, theta = panel.diagram, np.full(13, 0.5)
    diagram.show_weights(theta)
    qtbot.wait(50)
    paints = Paints(diagram)
    diagram.show_weights(theta + 1e-9)
    qtbot.wait(50)
    assert paints.count == 0
    diagram.show_weights(-theta)
    qtbot.waitUntil(lambda: paints.count == 1)


# How the loss changes, and what units do


def sight_at(spec, theta):
    """Return what is seen where the walker stands at `theta`, units included."""
    step = Step(0, 0, 0.0, frozen(theta), 0.0, frozen(np.zeros(spec.count)))
    return next(look_around(spec, [step], None, None, {"units"}))


def see(panel, spec, theta):
    panel.diagram.show_weights(frozen(theta))
    sight = sight_at(spec, theta)
    panel.show_sight(sight)
    return sight


def middle_of(diagram, unit):
    return QPointF(*diagram.wires.middles[unit].tolist())


def test_a_small_change_of_a_weight_is_told(show):
    panel, _ = show(SLICE)
    sight = see(panel, SLICE, np.linspace(-1.0, 1.5, 13))
    for number, slope in enumerate(sight.prediction.walker.gradient.tolist()):
        point(panel.diagram, spot(panel.diagram, number))
        name = names_of(SLICE)[number][0]
        change = f"+0.1: ΔL ≈ {short(float(f'{0.1 * slope:.1g}'))}"
        assert f"\n∂L/∂{name} = {short(slope)}; {change}\n" in panel.text.whole


def test_the_gradient_of_another_network_is_forgotten(show):
    panel, _ = show(SLICE)
    see(panel, SLICE, np.ones(13))
    panel.show_spec(revise(SLICE, {"network.hidden": (2,)}))
    point(panel.diagram, spot(panel.diagram, 0))
    assert "∂L" not in panel.text.whole
    panel.show_sight(sight_at(SLICE, np.ones(13)))  # late
    assert "∂L" not in panel.text.whole


@pytest.mark.parametrize(
    ("unit", "line"),
    [
        (0, "Input 1, x₁: 3 out"),
        (3, "Unit 2 of layer 1, Tanh: 2 in, 1 out"),
        (5, "Output, p: 3 in"),
    ],
)
def test_pointing_at_a_unit_names_it_and_counts_its_lines(show, unit, line):
    panel, _ = show(MOONS)
    point(panel.diagram, middle_of(panel.diagram, unit).toPoint())
    assert panel.text.whole.split("\n")[0] == line


def test_pointing_at_a_unit_lights_its_lines(show):
    panel, _ = show(MOONS)
    diagram = panel.diagram
    diagram.show_weights(np.full(13, 2.0))
    point(diagram, middle_of(diagram, 3).toPoint())  # the second hidden one
    image = diagram.grab().toImage()
    full = QColor(POSITIVE)
    lit = {
        number
        for number in range(13)
        if not diagram.wires.is_dot[number]
        and color_at(image, QPointF(spot(diagram, number))).blue() > 0.8 * full.blue()
    }
    assert lit == {1, 4, 10}


def test_a_dead_unit_is_told(show):
    spec = revise(MOONS, {"network.activation": ("relu",)})
    panel, _ = show(spec)
    theta = np.ones(13)
    theta[7] = -100.0  # the bias of the second hidden unit
    see(panel, spec, theta)
    for unit in (2, 3, 4):
        point(panel.diagram, middle_of(panel.diagram, unit).toPoint())
        assert (DEAD in panel.text.whole) == (unit == 3)


def test_what_units_did_is_forgotten_once_nobody_looks(show):
    spec = revise(MOONS, {"network.activation": ("relu",)})
    panel, _ = show(spec)
    theta = np.where(np.arange(13) < 6, 0.0, -1.0)
    see(panel, spec, theta)
    assert panel.diagram.dead
    panel.show_sight(replace(sight_at(spec, theta), units=None))
    assert not panel.diagram.dead


def test_somebody_looks_at_units_while_maps_are_drawn_or_one_is_pointed_at(show):
    panel, _ = show(MOONS)
    told = []
    panel.diagram.watched.connect(told.append)
    point(panel.diagram, middle_of(panel.diagram, 2).toPoint())
    point(panel.diagram, QPoint(2, 2))
    assert told == [True, False]
    panel.show_spec(revise(MOONS, {"view.units": "map"}))
    panel.hide()
    panel.show()
    panel.show_spec(MOONS)
    assert told == [True, False, True, False, True, False]


def test_maps_are_drawn_in_the_colours_of_the_data_view(show):
    spec = revise(MOONS, {"view.units": "map"})
    panel, _ = show(spec)
    theta = np.zeros(13)
    theta[0] = 4.0  # the first hidden unit rises with x₁, and with nothing else
    see(panel, spec, theta)
    diagram, half = panel.diagram, 0.7 * panel.diagram.wires.radii[1]
    image = diagram.grab().toImage()
    middle = middle_of(diagram, 2)
    left, right = (color_at(image, middle + QPointF(x, -half)) for x in (-half, half))
    assert left.red() > left.blue() + 100
    assert right.blue() > right.red() + 100


def test_x_runs_to_the_right_and_y_up_in_a_map():
    maps = np.zeros((1, 2, 2), np.float32)
    maps[0, 1, 1] = 1.0  # the largest x and the largest y
    (image,) = images_of(maps, [0.0])
    wanted = {(0, 0): NEUTRAL, (1, 0): POSITIVE, (0, 1): NEUTRAL, (1, 1): NEUTRAL}
    for place, name in wanted.items():
        color = image.pixelColor(*place).getRgb()
        assert color == pytest.approx(QColor(name).getRgb(), abs=2)
    (image,) = images_of(maps, [0.5])
    assert image.pixelColor(0, 1).name() == NEGATIVE


def test_a_large_map_is_beside_the_unit_that_is_pointed_at(show):
    spec = revise(MOONS, {"view.units": "map"})
    panel, _ = show(spec)
    see(panel, spec, np.linspace(-3.0, 2.0, 13))
    diagram = panel.diagram
    plain = diagram.grab().toImage()
    middle = middle_of(diagram, 2)
    side = -1 if middle.x() > diagram.width() / 2 else 1
    beside = middle + QPointF(side * (diagram.wires.radii[1] + 60), 10)
    point(diagram, middle.toPoint())
    large = diagram.grab().toImage()
    assert color_at(large, beside).name() != color_at(plain, beside).name()


def test_the_bend_of_a_layer_is_drawn_in_units_that_are_large(show):
    panel, _ = show(MOONS)
    before = panel.diagram.grab().toImage()
    see(panel, MOONS, start_of(MOONS))
    tanh = panel.diagram.grab().toImage()
    assert tanh != before
    relu = revise(MOONS, {"network.activation": ("relu",)})
    panel.show_spec(relu)
    see(panel, relu, start_of(MOONS))
    assert panel.diagram.grab().toImage() != tanh
    wide = revise(MOONS, {"network.hidden": (16,)})
    panel.show_spec(wide)
    small = panel.diagram.grab().toImage()
    see(panel, wide, start_of(wide))
    assert panel.diagram.grab().toImage() == small


def test_biases_may_be_nodes_fixed_to_1(show, click):
    spec = revise(SLICE, {"view.bias_nodes": True})
    panel, told = show(spec)
    wires = panel.diagram.wires
    image = panel.diagram.grab().toImage()
    for one, radius in zip(wires.ones.tolist(), wires.radii, strict=False):
        edge = QPointF(*one) - QPointF(0.7 * radius, 0)
        assert color_at(image, edge).name() == DARK.text
    click(panel.diagram, 7)
    assert told == [axes(7, 9)]
    panel.show_spec(revise(spec, {"network.bias": False}))
    assert not len(panel.diagram.wires.ones)
    assert "no biases" in panel.controls["view.bias_nodes"].widget.toolTip()


# Changing a weight


def theta_of(changes):
    assert set(changes) == {"start.theta"}
    return np.array(changes["start.theta"])


def test_dragging_a_weight_up_makes_it_larger_and_nothing_else(show, qtbot):
    panel, told = show(SLICE)
    diagram, theta = panel.diagram, np.linspace(-1.0, 1.5, 13)
    diagram.show_weights(theta)
    moved = []
    diagram.dragged.connect(moved.append)
    at = spot(diagram, 5)
    drag(diagram, (at.x(), at.y()), (at.x(), at.y() - 30))
    assert moved[-1] - theta == pytest.approx(np.eye(13)[5] * 30 * FAST)
    assert told == []
    drag(diagram, (at.x(), at.y()), (at.x() + 20, at.y() + 30))
    assert moved[-1] == pytest.approx(theta)


def test_a_double_click_asks_for_the_value(show, qtbot):
    panel, told = show(SLICE)
    diagram, theta = panel.diagram, np.linspace(-1.0, 1.5, 13)
    diagram.show_weights(theta)
    qtbot.mouseDClick(diagram, Qt.MouseButton.LeftButton, pos=spot(diagram, 5))
    QApplication.processEvents()
    field = diagram.field
    assert field.isVisible()
    assert float(field.text()) == pytest.approx(theta[5], abs=1e-5)
    field.selectAll()
    qtbot.keyClicks(field, "2,5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.isHidden()
    assert theta_of(told[0]) == pytest.approx(np.where(np.arange(13) == 5, 2.5, theta))
    assert len(told) == 1  # and no axis is another


@pytest.mark.parametrize("text", ["two", "1e9", "nan", ""])
def test_what_is_no_value_stays_to_be_mended(show, qtbot, text):
    panel, told = show(SLICE)
    panel.diagram.menu_of(5).actions()[0].trigger()
    field = panel.diagram.field
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.isVisible()
    assert field.toolTip() == REFUSAL
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.isHidden()
    assert told == []


def test_keys_choose_a_weight_and_change_it(show, qtbot):
    panel, told = show(SLICE)
    diagram = panel.diagram
    moved = []
    diagram.dragged.connect(moved.append)
    before = start_of(SLICE)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(diagram, key)
    assert panel.text.whole.startswith(names_of(SLICE)[1])
    qtbot.keyClick(diagram, Qt.Key.Key_Up)
    assert moved[-1] - before == pytest.approx(np.eye(13)[1] * 0.1)
    qtbot.keyClick(diagram, Qt.Key.Key_Return)
    qtbot.keyClicks(diagram.field, "-3")
    qtbot.keyClick(diagram.field, Qt.Key.Key_Return)
    assert theta_of(told[-1])[1] == -3.0


def test_the_menu_makes_axes_and_freezes(show):
    panel, told = show(SLICE)
    _, x, y, freeze = panel.diagram.menu_of(2).actions()
    assert not x.isEnabled()
    assert x.toolTip() == "This is the x axis."
    y.trigger()  # the axes change places
    assert told == [axes(9, 2)]
    freeze.trigger()
    assert told[-1] == {"network.frozen": (2,)}
    point(panel.diagram, spot(panel.diagram, 2))
    assert ", frozen\n" in panel.text.whole
    *_, free = panel.diagram.menu_of(2).actions()
    assert free.text() == "Unfreeze"
    free.trigger()
    assert told[-1] == {"network.frozen": ()}


def test_a_frozen_weight_is_marked(show):
    panel, _ = show(MOONS)
    plain = panel.diagram.grab().toImage()
    panel.show_spec(revise(MOONS, {"network.frozen": (0, 7)}))
    image = panel.diagram.grab().toImage()
    middle = panel.diagram.wires.lines[0].center()
    assert color_at(image, middle).name() == DARK.text
    assert image != plain


def test_two_weights_stay_free(show):
    panel, _ = show(Spec())
    *_, freeze = panel.diagram.menu_of(0).actions()
    assert not freeze.isEnabled()
    assert freeze.toolTip() == TOO_FEW


# Many names


def test_of_many_inputs_as_many_have_their_names_as_are_legible(show):
    panel, _ = show(revise(Spec(), {"data.name": "breast_cancer"}))
    units = panel.diagram.wires.units[0]
    step = stride(units, 13.0)
    assert step > 1
    assert step * (units[1, 1] - units[0, 1]) >= 10
    point(panel.diagram, middle_of(panel.diagram, 1).toPoint())
    name = revise(Spec(), {"data.name": "breast_cancer"}).data.choice.inputs[1]
    assert panel.text.whole == f"Input 2, {name}: 1 out"


def test_classes_are_the_names_of_outputs(show):
    iris = revise(Spec(), {"data.name": "iris"})
    assert output_names(iris) == iris.data.choice.classes
    assert output_names(MOONS) == ("p",)
    assert output_names(Spec()) == ("y",)
    normal = revise(Spec(), {"loss.name": "normal"})
    assert output_names(normal) == ("μ", "ln σ")


def test_a_wider_diagram_is_higher(show):
    panel, _ = show(revise(MOONS, {"network.hidden": (8, 8)}))
    height = panel.diagram.height()
    panel.setFixedWidth(360)
    panel.resize(panel.sizeHint())
    QApplication.processEvents()
    assert panel.diagram.height() > 1.15 * height
