"""The panels under each other: all in sight, and as many open as there is room for."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication

from explorer.panel_column import NARROWEST, PanelColumn
from explorer.panels.data import DataPanel
from explorer.panels.descent import DescentPanel
from explorer.panels.plane import PlanePanel
from explorer.panels.race import RacePanel
from explorer.theme import BAR, THEMES, apply_theme
from models.specs import Spec


@pytest.fixture
def column(qtbot):
    panels = [DataPanel(), DescentPanel(), RacePanel(), PlanePanel()]
    for panel in panels:
        panel.show_spec(Spec())
    data, descent, *_ = panels
    column = PanelColumn(panels, (descent, data))
    column.panels = panels
    qtbot.addWidget(column)
    column.resize(310, 1200)
    column.show()
    return column


def opened(column):
    return [panel.title for panel in column.panels if not panel.is_folded]


def resized(qtbot, column, height):
    column.resize(310, height)
    qtbot.waitUntil(lambda: column.height() == height)


def press(qtbot, button):
    QApplication.processEvents()  # what was folded has its new place
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_at_first_those_are_open_that_fit(qtbot, column):
    assert opened(column) == ["Data", "Descent"]
    resized(qtbot, column, 460)
    assert opened(column) == ["Data"]
    resized(qtbot, column, 120)  # no room for any: one all the same
    assert opened(column) == ["Data"]


def test_a_press_on_a_title_unfolds_it_and_another_folds_it(qtbot, column):
    plane = column.panels[3]
    press(qtbot, plane.heading)
    assert not plane.is_folded
    assert plane.controls["plane.kind"].widget.isVisible()
    press(qtbot, plane.heading)
    assert plane.is_folded
    assert not plane.controls["plane.kind"].widget.isVisible()


def test_what_was_opened_longest_ago_makes_room(qtbot, column):
    resized(qtbot, column, 460)
    press(qtbot, column.panels[1].heading)
    assert opened(column) == ["Descent"]
    for panel in column.panels:  # all titles are in sight
        middle = panel.heading.rect().center()
        assert panel.heading.mapTo(column, middle).y() < max(460, panel.y() + 20)
    press(qtbot, column.panels[3].heading)
    assert "Descent" not in opened(column)
    assert "Surface" in opened(column)


def test_what_the_user_chose_stays_when_the_window_grows(qtbot, column):
    press(qtbot, column.panels[0].heading)
    assert opened(column) == ["Descent"]
    resized(qtbot, column, 1300)
    assert opened(column) == ["Descent"]


def test_a_button_beside_a_folded_title_unfolds_it(qtbot, column):
    race = column.panels[2]
    assert race.is_folded
    press(qtbot, race.buttons[0])
    assert not race.is_folded


def test_a_title_is_reached_by_keys(qtbot, column):
    heading = column.panels[3].heading
    heading.setFocus(Qt.FocusReason.TabFocusReason)
    assert heading.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(heading, Qt.Key.Key_Space)
    assert not column.panels[3].is_folded


def test_a_scroll_bar_has_its_place_beside_the_panels(qtbot, qapp, column):
    apply_theme(qapp, THEMES["light"])
    bar, widths = column.verticalScrollBar(), []
    for height in (1300, 120):
        resized(qtbot, column, height)
        qtbot.waitUntil(lambda: (bar.maximum() > 0) == (column.height() == 120))
        widths.append({panel.width() for panel in column.panels})
    assert widths == [{310 - BAR}] * 2


def test_the_narrowest_column_cuts_no_panel(qtbot, qapp, column):
    apply_theme(qapp, THEMES["light"])
    column.resize(column.minimumWidth(), 120)
    qtbot.waitUntil(lambda: column.panels[0].width() == NARROWEST)
    assert column.viewport().width() == NARROWEST
