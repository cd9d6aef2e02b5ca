"""The look inside at the weights: what it shows, and what a user changes in it."""

from itertools import islice

import numpy as np
import pytest
from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtWidgets import QLineEdit

from explorer.plots.weights_rows import Column
from explorer.plots.weights_view import WeightsView
from explorer.theme import DARK, THEMES, apply_theme
from models.options import revise
from models.points import names_of
from models.sights import look_around
from models.specs import Spec
from models.training import train

SPEC = revise(
    Spec(),
    {
        "data.name": "blood_pressure",
        "data.samples": 40,
        "network.hidden": (3,),
        "view.insight": "weights",
    },
)
FIRST = 1, 2, 3, 4, 5, 6, 7, 8, 9  # the rows of layer 1
LEFT = Qt.MouseButton.LeftButton


class Look:
    """The view in a session of its own: it shows what becomes of its edits."""

    def __init__(self, qtbot, spec, steps=20):
        self.qtbot, self.spec, self.told = qtbot, spec, []
        self.view = WeightsView()
        qtbot.addWidget(self.view)
        self.view.resize(340, 420)
        self.view.show_theme(DARK)
        self.table, self.cells = self.view.table, self.view.table.cells
        self.rows = self.table.weights
        self.view.edited.connect(self.edit)
        self.view.show_spec(spec)
        self.view.show()
        self.steps = tuple(islice(train(spec), steps + 1))
        self.look()
        with qtbot.waitActive(self.view):
            self.view.activateWindow()

    def edit(self, changes):
        self.told.append(changes)
        self.spec = revise(self.spec, changes)
        self.view.show_spec(self.spec)
        self.look()

    def look(self):
        (sight,) = look_around(self.spec, self.steps, None, None, {"weights"})
        self.view.show_sight(sight)

    def row(self, number):
        return next(
            k for k, row in enumerate(self.rows.rows)
            if not row.is_layer and row.number == number
        )  # fmt: skip

    def cell(self, number, column):
        return self.cells.index(self.row(number), column)

    def text(self, number, column):
        return self.cell(number, column).data()

    def click(self, index):
        self.table.scrollTo(index)
        spot = self.table.visualRect(index).center()
        self.qtbot.mouseClick(self.table.viewport(), LEFT, pos=spot)

    def tick(self, index):
        """Click the box, which stands at the left."""
        self.table.scrollTo(index)
        spot = self.table.visualRect(index)
        at = spot.center()
        at.setX(spot.left() + 10)
        self.qtbot.mouseClick(self.table.viewport(), LEFT, pos=at)

    def type(self, number, text, key=Qt.Key.Key_F2):
        self.table.setCurrentIndex(self.cell(number, Column.VALUE))
        self.table.setFocus()
        self.qtbot.keyClick(self.table, key)
        field = self.table.findChild(QLineEdit)
        self.qtbot.keyClicks(field, text)
        return field

    def select(self, *numbers):
        self.table.clearSelection()
        mode = self.table.selectionModel().SelectionFlag
        for number in numbers:
            index = self.cell(number, Column.NAME)
            self.table.selectionModel().select(index, mode.Select | mode.Rows)

    @property
    def menu(self):
        return self.view.menu.actions_by_name


@pytest.fixture
def open_look(qtbot, qapp):
    apply_theme(qapp, THEMES["dark"])
    return lambda changes=None, steps=20: Look(
        qtbot, revise(SPEC, changes or {}), steps
    )


def test_every_parameter_has_a_row_under_its_layer(open_look):
    look = open_look()
    titles = [row.title for row in look.rows.rows]
    assert [t for t in titles if t.startswith("Layer")] == [
        "Layer 1: 2 → 3, tanh",
        "Layer 2: 3 → 1, output",
    ]
    names = [name.partition(" of")[0] for name in names_of(SPEC)]
    assert [t for t in titles if not t.startswith("Layer")] == names
    theta = look.steps[-1].theta
    for number in range(13):
        told = float(look.text(number, Column.VALUE).replace("−", "-"))
        assert told == pytest.approx(theta[number], abs=5.1e-5)


def test_bars_show_sign_and_size(open_look):
    look = open_look()
    theta = look.steps[-1].theta
    rows = [row for row in look.rows.rows if not row.is_layer]
    bars = [look.rows.bar(row, Column.VALUE) for row in rows]
    np.testing.assert_allclose(bars / theta, (bars / theta)[0])
    assert 0.7 < np.abs(bars).max() <= 1
    assert np.sign(bars).tolist() == np.sign(theta).tolist()


def test_a_typed_value_is_where_the_descent_starts(open_look):
    look = open_look()
    field = look.type(4, "1,5")
    look.qtbot.keyClick(field, Qt.Key.Key_Return)
    look.qtbot.waitUntil(lambda: bool(look.told))
    (changes,) = look.told
    theta = look.steps[-1].theta
    assert changes["start.theta"][4] == 1.5
    assert [*changes["start.theta"][:4]] == theta[:4].tolist()
    assert [*changes["start.theta"][5:]] == theta[5:].tolist()


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_keys_open_the_field_and_escape_leaves_all_as_it_was(open_look, key):
    look = open_look()
    field = look.type(2, "7", key)
    assert field.text() == "7"
    look.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert look.told == []


def test_a_double_click_opens_the_field(open_look):
    look = open_look()
    spot = look.table.visualRect(look.cell(1, Column.VALUE)).center()
    look.qtbot.mouseClick(look.table.viewport(), LEFT, pos=spot)
    look.qtbot.mouseDClick(look.table.viewport(), LEFT, pos=spot)
    assert look.table.findChild(QLineEdit) is not None


def test_what_is_being_typed_stays_while_numbers_change(open_look):
    look = open_look()
    field = look.type(0, "0.2")
    look.steps = look.steps[:5]
    look.look()
    assert field.text() == "0.2"
    assert field.isVisible()


@pytest.mark.parametrize("text", ["abc", "1e9", "nan"])
def test_what_is_no_value_is_refused_in_one_sentence(open_look, text):
    look = open_look()
    look.qtbot.keyClick(look.type(0, text), Qt.Key.Key_Return)
    look.qtbot.waitUntil(lambda: bool(look.view.told.whole))
    assert look.told == []
    assert look.view.told.whole == (
        f"w₁₁ of layer 1 must be a number from −1,000,000 to 1,000,000, not {text}."
    )


def test_a_field_that_is_left_as_it_was_changes_nothing(open_look):
    look = open_look()
    look.qtbot.keyClick(look.type(0, ""), Qt.Key.Key_Return)
    look.qtbot.waitUntil(lambda: look.table.findChild(QLineEdit) is None)
    assert look.told == []


def test_a_tick_freezes_a_weight_and_another_frees_it(open_look):
    look = open_look()
    look.tick(look.cell(3, Column.FROZEN))
    assert look.told == [{"network.frozen": (3,)}]
    assert look.text(3, Column.GRADIENT) == "–"
    assert look.view.freedom.whole == "12 of 13 weights free."
    look.tick(look.cell(3, Column.FROZEN))
    assert look.told[1:] == [{"network.frozen": ()}]
    assert look.view.freedom.whole == "13 weights, all free."


def test_a_layer_is_frozen_by_one_tick(open_look):
    look = open_look({"network.frozen": (2,)})
    box, state = look.cells.index(0, Column.FROZEN), Qt.ItemDataRole.CheckStateRole
    assert box.data(state) == Qt.CheckState.PartiallyChecked
    look.tick(box)
    assert look.told == [{"network.frozen": tuple(range(9))}]
    assert box.data(state) == Qt.CheckState.Checked
    look.tick(box)
    assert look.told[1:] == [{"network.frozen": ()}]


def test_two_weights_stay_free_and_their_surface_is_exact(open_look):
    look = open_look()
    look.select(5, 11)
    look.menu["all_but"].trigger()
    assert look.told == [
        {"network.frozen": tuple(k for k in range(13) if k not in (5, 11))}
    ]
    assert (look.spec.plane.x, look.spec.plane.y) == (5, 11)
    assert look.spec.plane_kind == "weights"
    assert look.view.freedom.whole == (
        "2 of 13 weights free: the surface over them is exact."
    )
    box = look.cell(5, Column.FROZEN)
    look.tick(box)
    assert len(look.told) == 1
    assert box.data(Qt.ItemDataRole.ToolTipRole).startswith("Two weights must stay")
    assert not look.menu["freeze"].isEnabled()
    look.menu["all"].trigger()
    assert look.spec.network.frozen == ()


def test_one_weight_alone_cannot_be_left_free(open_look):
    look = open_look()
    look.select(5)
    action = look.menu["all_but"]
    assert not action.isEnabled()
    assert action.toolTip().startswith("Two weights must stay free")


def test_a_selected_layer_means_its_weights(open_look):
    look = open_look()
    look.click(look.cells.index(10, Column.NAME))
    look.menu["all_but"].trigger()
    assert look.spec.network.frozen == tuple(range(9))


def test_a_weight_becomes_an_axis(open_look):
    look = open_look()
    look.select(6)
    look.menu["x"].trigger()
    assert look.told[-1] == {"plane.kind": "weights", "plane.x": 6, "plane.y": 1}
    assert look.text(6, Column.NAME) == "b₁ (x axis)"
    assert look.menu["x"].toolTip() == "It is the x axis already."
    look.menu["y"].trigger()  # the two change places
    assert look.told[-1] == {"plane.kind": "weights", "plane.x": 1, "plane.y": 6}
    look.select(6, 7)
    assert not look.menu["x"].isEnabled()
    assert look.menu["x"].toolTip() == "Select one weight."


def test_a_click_on_the_title_folds_a_layer(open_look):
    look = open_look()
    title = look.cells.index(0, Column.NAME)
    look.click(title)
    assert all(look.table.isRowHidden(k) for k in FIRST)
    assert not look.table.isRowHidden(10)
    assert title.data().startswith("▸")
    look.table.setCurrentIndex(title)
    look.qtbot.keyClick(look.table, Qt.Key.Key_Return)
    assert not any(look.table.isRowHidden(k) for k in FIRST)


def test_the_check_shows_both_slopes_and_their_difference(open_look):
    look = open_look()
    assert look.table.isColumnHidden(Column.NUDGED)
    look.qtbot.mouseClick(look.view.check, LEFT)
    assert look.told == [{"view.nudging": True}]
    assert not look.table.isColumnHidden(Column.NUDGED)
    for number in range(13):
        both = [look.text(number, c) for c in (Column.GRADIENT, Column.NUDGED)]
        assert both[0] == both[1] != "–"
    assert look.view.told.whole.startswith("Largest difference ")
    assert look.view.told.objectName() == "note"
    look.qtbot.mouseClick(look.view.check, LEFT)
    assert look.view.told.isHidden()


def test_solving_starts_there_and_says_what_it_gained(open_look):
    look = open_look(steps=0)
    look.qtbot.mouseClick(look.view.solve, LEFT)
    ((key, start),) = look.told[0].items()
    assert key == "start.theta"
    assert [*start[:9]] == look.steps[0].theta[:9].tolist()
    assert look.view.told.whole.startswith("Solved: loss ")
    assert "lower, with the hidden layers as they are." in look.view.told.whole
    look.steps = (next(train(look.spec)),)
    look.look()
    look.qtbot.mouseClick(look.view.solve, LEFT)
    assert look.view.told.whole.endswith("the descent had already found it.")


def test_it_says_why_it_cannot_be_solved(open_look):
    look = open_look({"data.name": "moons"})
    assert not look.view.solve.isEnabled()
    assert look.view.solve.toolTip().startswith("Only squared error")


def test_a_formula_has_two_variables_that_are_free(open_look):
    look = open_look({"function.name": "bowl"})
    assert [row.title for row in look.rows.rows] == ["Variables", "x", "y"]
    assert look.view.freedom.whole == "Two variables, both free."
    look.tick(look.cell(0, Column.FROZEN))
    assert look.told == []
    assert not look.view.solve.isEnabled()


def test_showing_is_silent(open_look):
    look = open_look()
    for changes in ({"network.hidden": (4, 2)}, {"network.frozen": (1,)}):
        look.view.show_spec(revise(SPEC, changes))
    look.look()  # of another network: it is not shown
    assert look.told == []
    assert look.cells.rowCount() == SPEC.count + 2
    assert look.cells.rowCount(look.cells.index(0, 0)) == 0
    assert QModelIndex().data() is None


def test_a_descent_that_diverges_is_shown(open_look):
    look = open_look({"optimizer.learning_rate": 100.0, "view.nudging": True}, 200)
    assert look.steps[-1].has_diverged
    assert not look.view.grab().isNull()
    assert look.view.told.objectName() in ("told", "note")


def test_a_screen_reader_hears_what_is_drawn(open_look):
    look = open_look()
    role = Qt.ItemDataRole.AccessibleTextRole
    first, last = (look.steps[k].theta[2] for k in (0, -1))
    spoken = look.cell(2, Column.PAST).data(role).replace("−", "-")
    words = spoken.split()
    assert words[0::2] == ["from", "to"]
    assert [float(word) for word in words[1::2]] == pytest.approx(
        [first, last], abs=6e-5
    )
    assert look.cell(2, Column.FROZEN).data(role) == "w₁₃ frozen"
    assert look.cell(2, Column.NAME).data(role) == "w₁₃"
    assert look.table.accessibleName() == "Weights"
