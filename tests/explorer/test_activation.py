"""The look at activations: what is drawn, what is said, what may be changed."""

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QColor

from explorer.plots.activation import NO_LAYER, NO_UNITS, ActivationView
from explorer.plots.activation_plot import color_of, reach_of, spread
from explorer.theme import DARK, LIGHT, LOST
from models.catalog import ACTIVATIONS
from models.options import revise
from models.parameters import draw_parameters
from models.snapshots import Sight
from models.specs import Spec
from models.units import units_at
from tests.explorer import plots

NET = {"data.name": "moons", "data.samples": 40, "network.hidden": (4, 3)}
SPEC = revise(Spec(), {**NET, "network.activation": ("tanh", "relu")})


class Shown:
    """A view that is shown what its edits lead to, and its units."""

    def __init__(self, view, spec, theta):
        self.view, self.spec, self.theta = view, spec, theta
        view.edited.connect(self.edit)
        self.show()

    def edit(self, changes):
        self.spec = revise(self.spec, changes)
        self.show()

    def show(self):
        self.view.show_spec(self.spec)
        self.units = units_at(self.spec, self.theta)
        self.view.show_sight(Sight(None, units=self.units))


@pytest.fixture
def view(qtbot):
    view = ActivationView()
    qtbot.addWidget(view)
    view.show_theme(DARK)
    view.resize(420, 320)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def shown(qtbot, view):
    shown = Shown(view, SPEC, draw_parameters(SPEC.shape, 0).copy())
    qtbot.wait(50)  # the view box takes its size
    return shown


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_what_is_compared_is_not_as_blue_as_the_layers_own(theme):
    colors = [color_of(name, theme) for name in ACTIVATIONS]
    assert len(set(colors)) == len(ACTIVATIONS)
    own = theme.color("accent").hue()
    for color in colors[1:-1]:  # the last is a grey
        assert abs(QColor(color).hue() - own) > 30


def test_the_button_of_what_is_compared_says_so(view):
    assert view.compare.text() == "Compare ▾"


def pick(control, text):
    control.widget.setCurrentText(text)
    control.widget.activated.emit(control.widget.currentIndex())


def test_the_curve_and_its_slope_are_those_of_the_layer(shown):
    plot = shown.view.plot
    sums, values = plot._value.getData()
    assert values == pytest.approx(np.tanh(sums), abs=1e-9)
    assert plot._slope.getData()[1] == pytest.approx(1 - np.tanh(sums) ** 2, abs=1e-9)
    pick(shown.view.layer, "Layer 2")
    sums, values = plot._value.getData()
    assert values == pytest.approx(np.maximum(sums, 0))
    assert shown.view.bend.widget.currentText() == "ReLU"
    assert "layer 2" in plot.labels["bottom"]


def test_saturation_is_shaded_where_the_slope_is_under_a_hundredth(shown):
    shade = shown.view.plot._shade.path()
    assert shade.contains(QPointF(3.5, 0))
    assert shade.contains(QPointF(-3.5, 0))
    assert not shade.contains(QPointF(2.9, 0))  # 1 - tanh² = 0.0121


def test_the_examples_of_one_unit_lie_on_the_curve(shown):
    pick(shown.view.unit, "Unit 2")
    sums, values = shown.view.plot._dots.getData()
    assert sums == pytest.approx(shown.units.sums[0][1])
    assert values == pytest.approx(np.tanh(sums), abs=1e-6)
    assert len(sums) == 40
    assert shown.view.told.whole.startswith("z from −")


def test_of_all_units_the_median_of_each_is_a_dot(shown):
    sums, _ = shown.view.plot._dots.getData()
    assert len(sums) == 4
    assert sums == pytest.approx(np.sort(shown.units.sums[0], 1)[:, 20])


def test_a_press_on_a_row_chooses_its_unit_and_another_all(shown):
    plot = shown.view.plot
    low, _, foot = plot._range
    for chosen in (3, 0):
        spot = plot.pixel_of(0.0, low - 2.5 / 4 * (low - foot))
        plots.send(plot, QEvent.Type.MouseButtonPress, spot)
        assert shown.spec.view.unit == chosen
    spot = plot.pixel_of(0.0, low + 0.1)
    plots.send(plot, QEvent.Type.MouseButtonPress, spot)
    assert shown.spec.view.unit == 0


def test_another_activation_is_taken_for_this_layer_alone(shown):
    pick(shown.view.layer, "Layer 2")
    pick(shown.view.bend, "Softplus")
    assert shown.spec.network.activations == ("tanh", "softplus")
    pick(shown.view.layer, "Layer 1")
    pick(shown.view.bend, "Sine")
    assert shown.spec.network.activations == ("sine", "softplus")


def test_every_activation_tells_its_formula(view):
    for row in range(view.bend.widget.count()):
        tooltip = view.bend.widget.itemData(row, Qt.ItemDataRole.ToolTipRole)
        assert tooltip.startswith("f(z) = ")


def test_others_are_drawn_beside_it(shown):
    actions = shown.view.compare.actions_by_name
    assert not actions["tanh"].isEnabled()
    assert actions["tanh"].isChecked()
    for name in ("relu", "sigmoid"):
        actions[name].trigger()
    assert shown.spec.view.compared == ("sigmoid", "relu")
    drawn = {n for n, (item, _) in shown.view.plot._others.items() if item.isVisible()}
    assert drawn == {"sigmoid", "relu"}
    title = shown.view.plot.getPlotItem().titleLabel.text
    assert "tanh z" in title
    assert "Sigmoid" in title
    actions["relu"].trigger()
    assert shown.spec.view.compared == ("sigmoid",)


def test_dead_and_saturated_units_are_lit_and_named(shown):
    shown.theta[8:12] = 50, 0, 0, -60  # biases of the first layer
    shown.theta[24:27] = -20, 20, 20  # and of the second
    shown.show()
    assert shown.view.told.objectName() == "told"
    assert shown.view.told.whole == (
        "Units 1 and 4 are saturated for 100 % of 40 examples. "
        "Layer 2: unit 1 is dead: 0 for all 40 examples."
    )
    pick(shown.view.layer, "Layer 2")
    assert shown.view.told.whole.startswith("Unit 1 is dead: 0 for all 40 examples.")
    brushes = [point.brush().color().name() for point in shown.view.plot._dots.points()]
    assert [color == LOST for color in brushes] == [True, False, False]
    shown.theta = draw_parameters(SPEC.shape, 0).copy()
    shown.theta[24:27] = 9
    shown.show()
    assert shown.view.told.whole == "3 units: none is dead, none is saturated."
    assert shown.view.told.objectName() == "note"


def test_sums_without_bounds_are_drawn_at_the_ends(shown):
    for size in (1e30, 1e200):
        shown.theta = np.full_like(shown.theta, size)
        shown.show()
        assert shown.view.plot.viewRange()[0] == [-32, 32]


def test_without_hidden_layers_it_says_what_to_press(qtbot, view):
    shown = Shown(view, Spec(), draw_parameters(Spec().shape, 0))
    assert view.nothing.isVisible()
    assert view.nothing.text() == NO_LAYER
    shown.theta = draw_parameters(revise(Spec(), {"network.hidden": (4,)}).shape, 0)
    qtbot.mouseClick(view.add, Qt.MouseButton.LeftButton)
    assert shown.spec.network.hidden == (4,)
    assert view.plot.isVisible()
    assert not view.layer.widget.isVisible()  # there is one layer only
    view.show_spec(revise(Spec(), {"function.name": "bowl"}))
    assert view.nothing.text() == NO_UNITS
    assert not view.add.isVisible()


def test_what_is_of_another_network_is_not_drawn(shown):
    before = shown.view.told.whole
    shown.view.show_spec(revise(SPEC, {"network.hidden": (2,)}))
    assert shown.view.told.whole == before
    shown.view.show_sight(Sight(None))
    shown.view.show_spec(revise(SPEC, {"view.unit": 2}))
    assert shown.view.told.whole == before


@pytest.mark.parametrize("name", ["wide", "narrow"])
def test_the_axis_doubles_with_the_sums_and_has_an_end(name):
    largest = {"wide": (9, 16), "narrow": (0.1, 4)}[name]
    assert reach_of(np.array([[0.0, -largest[0]]], np.float32)) == largest[1]
    assert reach_of(np.array([[np.inf, 1e30]], np.float32)) == 32


def test_a_row_is_full_where_most_examples_are():
    found = spread(np.array([[-4, 0.01, 0.01, 99], [3.99, 3.99, 3.99, 3.99]]), 4.0)
    assert found[0, [0, 32, 63]].tolist() == [0.5, 1, 0.5]
    assert found[1].sum() == found[1, 63] == 1
