"""The activation of all hidden layers, or of each, in the panel of the network."""

import pytest
from PyQt6.QtCore import Qt

from explorer.panels.activations import NO_LAYER
from explorer.panels.network import NetworkPanel
from models.options import revise
from models.specs import Spec


@pytest.fixture
def panel(qtbot):
    panel = NetworkPanel()
    qtbot.addWidget(panel)
    panel.spec = revise(Spec(), {"data.name": "moons", "network.hidden": (4, 3, 2)})

    def edit(changes):
        panel.spec = revise(panel.spec, changes)
        panel.show_spec(panel.spec)

    panel.edited.connect(edit)
    panel.show_spec(panel.spec)
    panel.show()
    return panel


@pytest.fixture
def control(panel):
    return panel.controls["network.activation"]


def pick(control, text):
    control.widget.setCurrentText(text)
    control.widget.activated.emit(control.widget.currentIndex())


def rows(control):
    return [one.widget.currentText() for one in control.each if one.widget.isVisible()]


def test_one_choice_is_for_all_layers(panel, control):
    pick(control.all, "ReLU")
    assert panel.spec.network.activations == ("relu",) * 3
    assert rows(control) == []


def test_unfolded_each_layer_has_its_own(qtbot, panel, control):
    qtbot.mouseClick(control.unfold, Qt.MouseButton.LeftButton)
    assert rows(control) == ["Tanh"] * 3
    pick(control.each[1], "GELU")
    assert panel.spec.network.activations == ("tanh", "gelu", "tanh")
    assert control.all.widget.currentIndex() == -1
    assert control.all.widget.placeholderText() == "Mixed"
    qtbot.mouseClick(control.unfold, Qt.MouseButton.LeftButton)
    panel.show_spec(panel.spec)
    assert rows(control) == []  # as asked for
    pick(control.all, "Sine")
    assert panel.spec.network.activations == ("sine",) * 3
    assert control.all.widget.currentText() == "Sine"


def test_it_unfolds_of_itself_where_layers_begin_to_differ(panel, control):
    panel.show_spec(revise(panel.spec, {"network.activation": ("relu", "tanh")}))
    assert rows(control) == ["ReLU", "Tanh", "Tanh"]


def test_of_one_layer_there_is_nothing_to_unfold(panel, control):
    panel.show_spec(revise(panel.spec, {"network.hidden": (4,)}))
    assert not control.unfold.isVisible()
    assert control.all.widget.isEnabled()
    panel.show_spec(revise(panel.spec, {"network.hidden": ()}))
    assert not control.all.widget.isEnabled()
    assert control.all.widget.toolTip() == NO_LAYER


def test_every_choice_has_a_name_and_says_what_it_is_for(control):
    for one in (control.all, *control.each):
        assert one.widget.accessibleName()
        assert one.widget.toolTip()
