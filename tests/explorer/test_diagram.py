"""The network diagram: it shows the walker's weights, and clicks choose the axes."""

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication

from explorer.panels.diagram import HOW, NO_WEIGHTS
from explorer.panels.network import NetworkPanel
from explorer.theme import DARK, LIGHT, NEGATIVE, POSITIVE
from models.options import revise
from models.points import names_of, start_of
from models.specs import Spec
from tests.explorer.scenes import mouse

WEIGHTS = {"plane.kind": "weights"}
MOONS = revise(Spec(), {"data.name": "moons", "network.hidden": (3,)})
SLICE = revise(MOONS, {**WEIGHTS, "plane.x": 2, "plane.y": 9})
OWN = revise(Spec(), {"function.name": "bowl"})


@pytest.fixture
def show(qtbot):
    """Return a panel that obeys its own edits, as it does in a session, and those."""

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
    return float(panel.text.text().split("\n")[0].split(" = ")[1].replace("−", "-"))


@pytest.fixture
def click(qtbot):
    def press(diagram, number):
        qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=spot(diagram, number))

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
    assert panel.text.text() == "x: w₁₃ of layer 1\ny: w₁₁ of layer 2"
    panel.show_spec(MOONS)  # the plane of the path
    image = panel.diagram.grab().toImage()
    assert accent not in [color_at(image, at).name() for at in around]
    assert panel.text.text() == NO_WEIGHTS


def test_pointing_at_a_weight_names_it_and_its_value(show):
    panel, told = show(SLICE)
    diagram = panel.diagram
    theta = np.linspace(-1.0, 1.5, 13)
    diagram.show_weights(theta)
    plain = diagram.grab().toImage()
    for number, name in enumerate(names_of(SLICE)):
        point(diagram, spot(diagram, number))
        first, second = panel.text.text().split("\n")
        assert first.split(" = ")[0] == name
        assert value_told(panel) == pytest.approx(theta[number], abs=5e-3)
        axis = {2: "This is the x axis.", 9: "This is the y axis."}
        assert second == axis.get(number, "Click: make it the x axis.")
        assert diagram.toolTip() == panel.text.text()
        assert diagram.grab().toImage() != plain
    diagram.show_weights(theta + 1.0)
    assert panel.text.text().startswith("b₁ of layer 2 = 2.5\n")
    point(diagram, QPoint(2, 2))
    assert panel.text.text() == "x: w₁₃ of layer 1\ny: w₁₁ of layer 2"
    assert diagram.toolTip() == HOW
    assert told == []


def test_leaving_points_at_nothing(show):
    panel, _ = show(SLICE)
    before = panel.text.text()
    point(panel.diagram, spot(panel.diagram, 0))
    assert panel.text.text() != before
    QApplication.sendEvent(panel.diagram, QEvent(QEvent.Type.Leave))
    assert panel.text.text() == before


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
    assert panel.text.text() == "x: w\ny: b"
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


def test_it_says_how_it_works_without_the_focus(show):
    panel, _ = show(SLICE)
    diagram = panel.diagram
    assert diagram.toolTip() == diagram.accessibleDescription() == HOW
    assert diagram.accessibleName() == "Network diagram"
    assert diagram.focusPolicy() == Qt.FocusPolicy.NoFocus


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
