"""The one perceptron beside a chain of linear layers."""

import numpy as np
import pytest

from explorer.panels.network import NetworkPanel
from explorer.panels.wire_texts import collapsed_line, formula
from models.options import revise
from models.parameters import Shape
from models.snapshots import frozen
from models.specs import Spec
from tests.models.test_collapse import CHAIN, LECTURE

CIRCLES = revise(Spec(), {"data.name": "circles", "network.hidden": (2,)})
LINEAR = revise(CIRCLES, {"network.activation": ("linear",)})


@pytest.fixture
def show(qtbot):
    def make(spec):
        panel = NetworkPanel()
        qtbot.addWidget(panel)
        panel.setFixedWidth(284)
        panel.show_spec(spec)
        panel.show()
        qtbot.waitExposed(panel)
        return panel

    return make


def test_it_is_there_for_chains_of_linear_layers(show):
    panel = show(CIRCLES)
    assert panel.collapsed.isHidden()
    panel.show_spec(LINEAR)
    assert not panel.collapsed.isHidden()
    panel.show_spec(revise(LINEAR, {"network.hidden": ()}))
    assert panel.collapsed.isHidden()
    panel.show_spec(revise(LINEAR, {"network.activation": ("linear", "tanh")}))
    assert not panel.collapsed.isHidden()  # of the one layer there is
    panel.show_spec(
        revise(
            LINEAR, {"network.hidden": (2, 2), "network.activation": ("linear", "relu")}
        )
    )
    assert panel.collapsed.isHidden()
    panel.show_spec(revise(LINEAR, {"function.name": "bowl"}))
    assert panel.collapsed.isHidden()


def test_it_follows_the_weights(show):
    panel = show(LINEAR)
    first = panel.collapsed.drawn.grab().toImage()
    panel.collapsed.show_weights(frozen(np.linspace(-2.0, 2.0, LINEAR.count)))
    assert panel.collapsed.drawn.grab().toImage() != first
    assert panel.collapsed.text.whole == collapsed_line(
        np.linspace(-2.0, 2.0, LINEAR.count), LINEAR.shape
    )
    assert panel.collapsed.text.whole in panel.collapsed.accessibleDescription()


def test_the_example_of_the_lecture_is_written_out():
    text = "1(1x₁ + 3x₂) + 2(2x₃ + 1x₄) → 1, 3, 4, 2"
    assert collapsed_line(CHAIN, LECTURE) == text


def test_a_product_that_is_too_long_by_hand_is_one_of_matrices():
    shape = Shape((1, 3, 2, 1))
    text = collapsed_line(np.linspace(-0.95, 0.95, shape.count), shape)
    factors, numbers = text.split(" → ")
    assert factors.count("·") == 2
    assert factors.startswith("[−0.95 −0.83 −0.71] · [")
    assert numbers.count(",") == 0
    assert "; b = " in numbers


def test_of_a_large_product_the_numbers_are_written():
    shape = Shape((2, 16, 16, 3))
    text = collapsed_line(np.full(shape.count, 0.1), shape)
    assert text.startswith("6 weights: 0.256, 0.256, ")
    assert text.endswith("; b = 0.516, 0.516, 0.516")


def test_a_small_network_is_a_formula():
    assert formula(Spec(), np.array([-2.0, 0.5])) == "y = −2x + 0.5"
    moons = revise(Spec(), {"data.name": "moons"})
    assert formula(moons, np.array([1.0, 2.0, -1.0])) == "p = σ(1x₁ + 2x₂ − 1)"
    assert formula(CIRCLES, np.ones(CIRCLES.count)) == ""
