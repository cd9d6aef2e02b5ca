"""The tour: offered once, at the real controls, ended by a key."""

import pytest
from PyQt6.QtCore import QPoint, QRect, Qt

from explorer.settings import settings
from explorer.tour import TourCard
from tests.explorer.test_window import QUICK, Screen

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def screen(qtbot, qapp):
    settings().clear()
    screen = Screen(qtbot, qapp, QUICK)
    screen.settled()
    yield screen
    screen.window.close()


def card(screen):
    shown = [c for c in screen.window.findChildren(TourCard) if c.isVisible()]
    assert len(shown) <= 1
    return shown[0] if shown else None


def place(widget):
    return QRect(widget.mapToGlobal(QPoint()), widget.size())


@pytest.mark.gl
def test_it_is_offered_once(screen):
    tour = screen.window.tour
    tour.offer()
    assert card(screen).count.text() == "1 of 5"
    screen.key(Qt.Key.Key_Escape)
    assert card(screen) is None
    tour.offer()
    assert card(screen) is None


@pytest.mark.gl
def test_each_card_is_beside_its_control(screen):
    window = screen.window
    room = place(window)
    controls = [
        window.transport.buttons["play"], window.stage, window.columns.left,
        window.stage.timeline, window.tabs.buttons["lessons"],
    ]  # fmt: skip
    window._named()["tour"]()
    for number, control in enumerate(controls, start=1):
        shown = card(screen)
        assert shown.count.text() == f"{number} of 5"
        assert room.contains(place(shown))
        if control is not window.stage:
            assert not place(shown).intersects(place(control))
        outline = window.tour._outline
        assert place(outline).contains(place(control))
        screen.qtbot.mouseClick(shown.onward, LEFT)
    assert card(screen) is None


@pytest.mark.gl
def test_enter_goes_on_and_back_goes_back(screen):
    window = screen.window
    window.tour.begin()
    screen.key(Qt.Key.Key_Return)
    screen.key(Qt.Key.Key_Return)
    screen.qtbot.mouseClick(card(screen).back, LEFT)
    assert card(screen).count.text() == "2 of 5"
    field = window.transport.speed.field
    field.setFocus()
    screen.qtbot.keyClicks(field, "7")
    screen.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert card(screen).count.text() == "2 of 5"


@pytest.mark.gl
def test_a_control_that_is_hidden_is_left_out(screen):
    window = screen.window
    window.columns.left.close()
    window.tour.begin()
    for _ in range(2):
        screen.key(Qt.Key.Key_Return)
    assert card(screen).count.text() == "4 of 5"
    screen.key(Qt.Key.Key_F11)
    assert card(screen) is None
    assert window.presentation.is_on
    screen.key(Qt.Key.Key_Escape)
    assert not window.presentation.is_on
