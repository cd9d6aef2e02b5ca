"""The card of looks inside: one at a time, and the room that it takes."""

import pytest
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel

from explorer.plots import insights
from explorer.plots.column import LOW, PlotColumn
from models.options import revise
from models.specs import Spec


class Look(QLabel):
    """A look inside that counts what it is shown."""

    edited = pyqtSignal(object)

    def __init__(self):
        super().__init__("inside")
        self.shown = []

    def show_spec(self, spec):
        self.shown.append("spec")

    def show_sight(self, sight):
        self.shown.append("sight")

    def show_theme(self, theme):
        self.shown.append("theme")


@pytest.fixture
def column(qtbot, monkeypatch):
    monkeypatch.setattr(insights, "VIEWS", {"activation": Look, "weights": Look})
    column = PlotColumn()
    qtbot.addWidget(column)
    column.resize(380, LOW + 100)
    column.show()
    column.spec = Spec()

    def edit(changes):
        column.spec = revise(column.spec, changes)
        column.show_spec(column.spec)

    column.edited.connect(edit)
    column.show_spec(column.spec)
    return column


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_press_opens_a_look_inside_and_another_closes_it(qtbot, column):
    watched = []
    column.insights.watched.connect(lambda *told: watched.append(told))
    button = column.insights.segments.buttons["weights"]
    assert not column.insights.views  # made when it is asked for
    press(qtbot, button)
    assert column.spec.view.insight == "weights"
    assert column.insights.views["weights"].isVisible()
    assert button.isChecked()
    press(qtbot, button)
    assert column.spec.view.insight == "none"
    assert not column.insights.views["weights"].isVisible()
    assert not button.isChecked()
    assert watched == [("weights", True), ("weights", False)]


def test_only_the_open_look_is_shown_what_is_new(qtbot, column):
    press(qtbot, column.insights.segments.buttons["activation"])
    press(qtbot, column.insights.segments.buttons["weights"])
    first = column.insights.views["activation"]
    before = list(first.shown)
    column.show_spec(column.spec)
    assert first.shown == before
    assert column.insights.views["weights"].shown[-1] == "spec"


def test_what_a_look_inside_edits_is_passed_on(qtbot, column):
    press(qtbot, column.insights.segments.buttons["weights"])
    column.insights.views["weights"].edited.emit({"network.seed": 3})
    assert column.spec.network.seed == 3


def test_where_it_is_low_the_losses_give_way_and_come_back(qtbot, column):
    press(qtbot, column.insights.segments.buttons["weights"])
    assert column.history.isVisible()
    column.resize(380, LOW - 160)
    qtbot.waitUntil(lambda: not column.history.isVisible())
    assert column.insights.views["weights"].height() > 120
    assert not column.curves.isVisible()  # it would change nothing that is seen
    press(qtbot, column.segments.buttons["steps"])
    assert column.history.isVisible()
    assert column.curves.isVisible()
    assert column.spec.view.insight == "none"
    press(qtbot, column.insights.segments.buttons["weights"])
    press(qtbot, column.segments.buttons["cut"])
    assert column.cut.isVisible()
    assert not column.curves.isVisible()
