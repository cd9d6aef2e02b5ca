"""The buttons at the drawing that add and remove layers and units."""

import pytest
from PyQt6.QtCore import Qt

from explorer.panels.layer_handles import FULL
from explorer.panels.network import NetworkPanel
from models.options import revise
from models.specs import MOST_LAYERS, Spec

MOONS = revise(Spec(), {"data.name": "moons", "network.hidden": (4, 3)})
MIXED = revise(MOONS, {"network.activation": ("relu", "tanh")})


@pytest.fixture
def show(qtbot):
    def make(spec):
        panel, told = NetworkPanel(), []
        qtbot.addWidget(panel)
        panel.setFixedWidth(284)
        panel.show_spec(spec)
        panel.edited.connect(told.append)
        panel.show()
        qtbot.waitExposed(panel)
        return panel, told

    return make


@pytest.fixture
def press(qtbot):
    return lambda button: qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(handles):
    return [not handle.isHidden() for handle in handles]


def test_units_come_and_go_one_by_one(show, press):
    panel, told = show(MOONS)
    handles = panel.diagram.handles
    assert [box.value() for box in handles.boxes[:2]] == [4, 3]
    assert shown(handles.boxes) == [True, True] + [False] * (MOST_LAYERS - 2)
    press(handles.more[0])
    press(handles.fewer[1])
    assert told == [{"network.hidden": (5, 3)}, {"network.hidden": (4, 2)}]


def test_the_last_unit_takes_its_layer_with_it(show, press):
    panel, told = show(revise(MOONS, {"network.hidden": (1, 3)}))
    press(panel.diagram.handles.fewer[0])
    assert told == [{"network.hidden": (3,)}]


def test_units_are_typed(show, qtbot):
    panel, told = show(MOONS)
    box = panel.diagram.handles.boxes[1]
    box.selectAll()
    qtbot.keyClicks(box, "12")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told == [{"network.hidden": (4, 12)}]


def test_no_units_are_no_layer(show, qtbot):
    panel, told = show(MOONS)
    box = panel.diagram.handles.boxes[0]
    box.selectAll()
    qtbot.keyClicks(box, "0")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told == [{"network.hidden": (3,)}]


@pytest.mark.parametrize(
    ("place", "hidden"), [(0, (4, 4, 3)), (1, (4, 4, 3)), (2, (4, 3, 3))]
)
def test_a_layer_comes_between_others(show, press, place, hidden):
    panel, told = show(MOONS)
    press(panel.diagram.handles.inserts[place])
    assert told == [{"network.hidden": hidden}]


def test_a_perceptron_gets_its_first_layer(show, press):
    panel, told = show(Spec())
    assert shown(panel.diagram.handles.boxes) == [False] * MOST_LAYERS
    press(panel.diagram.handles.inserts[0])
    assert told == [{"network.hidden": (4,)}]


def test_each_layer_keeps_its_own_bend(show, press):
    panel, told = show(MIXED)
    press(panel.diagram.handles.inserts[2])
    assert told[-1]["network.activation"] == ("relu", "tanh", "tanh")
    press(panel.diagram.handles.inserts[1])
    assert told[-1]["network.activation"] == ("relu", "relu", "tanh")
    panel.show_spec(revise(MIXED, {"network.hidden": (1, 3)}))
    press(panel.diagram.handles.fewer[0])
    assert told[-1] == {"network.hidden": (3,), "network.activation": ("tanh",)}


def test_what_cannot_be_more_says_why(show):
    panel, _ = show(revise(MOONS, {"network.hidden": (16, 3)}))
    full, free = panel.diagram.handles.more[:2]
    assert not full.isEnabled()
    assert full.toolTip() == FULL
    assert free.isEnabled()
    panel.show_spec(revise(MOONS, {"network.hidden": (16,) * MOST_LAYERS}))
    assert not any(shown(panel.diagram.handles.inserts))


def test_handles_are_named_reached_by_keys_and_do_not_overlap(show):
    for hidden in ((4, 3), (16,) * MOST_LAYERS):
        panel, _ = show(revise(MOONS, {"network.hidden": hidden}))
        handles = panel.diagram.handles
        found = [*handles.boxes, *handles.fewer, *handles.more, *handles.inserts]
        found = [handle for handle in found if not handle.isHidden()]
        assert all(handle.accessibleName() for handle in found)
        assert all(handle.toolTip() for handle in found)
        assert all(h.focusPolicy() & Qt.FocusPolicy.TabFocus for h in found)
        boxes = [handle.geometry() for handle in found]
        for number, one in enumerate(boxes):
            assert not any(one.intersects(other) for other in boxes[number + 1 :])
