"""Presenting: large type, folded columns, a ring for a pointer, and the way back."""

import numpy as np
import pytest
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QFontMetrics
from PyQt6.QtWidgets import QApplication

from explorer.settings import settings
from explorer.theme import DARK, LIGHT, THEMES, presented
from tests.explorer.scenes import bowl, make_view, show
from tests.explorer.test_window import QUICK, Screen, move

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
FULL = Qt.WindowState.WindowFullScreen


@pytest.fixture
def screen(qtbot, qapp):
    settings().clear()
    screen = Screen(qtbot, qapp, QUICK)
    screen.settled()
    yield screen
    if screen.window.presentation.is_on:  # a key may come too early for the window
        screen.window.presentation.toggle()
    screen.window.close()


def seen(window):
    """Which columns of the landscape are seen, and whether the tabs are."""
    shown = window.columns.left, window.columns.right, window.side.panels, window.tabs
    return tuple(part.isVisible() for part in shown)


def contrast(one, other):
    def light(name):
        parts = np.array(QColor(name).getRgbF()[:3])
        bent = ((parts + 0.055) / 1.055) ** 2.4
        linear = np.where(parts <= 0.03928, parts / 12.92, bent)
        return float(linear @ (0.2126, 0.7152, 0.0722))

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_a_presented_theme_has_more_contrast(theme):
    large = presented(theme, 1.5)
    for token in ("text", "dim"):
        usual = contrast(getattr(theme, token), theme.panel)
        assert contrast(getattr(large, token), large.panel) > max(usual, 7)
    for token in ("warning", "accent"):
        assert contrast(getattr(large, token), large.panel) >= 4.5
    assert large.pixels(10) == 15


@pytest.mark.gl
def test_a_key_presents_and_a_key_ends_it(screen):
    window = screen.window
    before, type_size = seen(window), window.transport.fontMetrics().height()
    screen.key(Qt.Key.Key_F11)
    assert seen(window) == (False, False, False, False)
    assert window.windowState() & FULL
    assert QApplication.overrideCursor() is not None
    assert window.transport.fontMetrics().height() > 1.15 * type_size
    screen.key(Qt.Key.Key_V)
    assert seen(window) == (False, True, False, False)
    screen.key(Qt.Key.Key_V)
    assert seen(window) == (False, False, False, False)
    screen.key(Qt.Key.Key_Escape)
    assert seen(window) == before == (True, True, True, True)
    assert not window.windowState() & FULL
    assert QApplication.overrideCursor() is None
    assert window.transport.fontMetrics().height() == type_size
    screen.key(Qt.Key.Key_Escape)
    assert not window.presentation.is_on
    screen.key(Qt.Key.Key_V)
    assert seen(window) == before


@pytest.mark.gl
def test_columns_that_were_closed_stay_closed(screen):
    window = screen.window
    window.columns.right.close()
    screen.key(Qt.Key.Key_F11)
    screen.key(Qt.Key.Key_V)
    screen.key(Qt.Key.Key_2, CTRL)
    screen.key(Qt.Key.Key_1, CTRL)
    assert window.columns.right.isVisible()
    screen.key(Qt.Key.Key_F11)
    assert seen(window) == (True, False, True, True)


@pytest.mark.gl
def test_a_lesson_is_presented_with_its_card(screen):
    window = screen.window
    screen.key(Qt.Key.Key_F11)
    screen.key(Qt.Key.Key_PageDown, CTRL)
    screen.settled()
    assert window.teaching.lesson.name == "1"
    assert window.lesson_card.isVisible()
    assert seen(window) == (True, False, False, False)
    page = window.lesson_card._page.parentWidget()
    screen.wait(lambda: page.height() <= page.parentWidget().height())
    window.teaching.leave()
    assert seen(window) == (False, False, False, False)
    screen.key(Qt.Key.Key_2, CTRL)
    assert window.latent.plot.isVisible()
    assert not window.latent.toolbox.isVisible()
    assert not window.latent.side.isVisible()
    screen.key(Qt.Key.Key_V)
    assert window.latent.toolbox.isVisible()
    screen.key(Qt.Key.Key_F11)
    assert window.latent.side.panels.isVisible()


@pytest.mark.gl
@pytest.mark.parametrize("width", [1024, 1900])
def test_a_lesson_is_presented_with_the_views_that_it_is_about(screen, width):
    window, has_room = screen.window, width > 1024
    screen.key(Qt.Key.Key_F11)
    window.resize(width, 768)
    window.teaching.open("15")
    assert window.plots.isVisible()
    assert window.stage.isVisible() == has_room
    screen.key(Qt.Key.Key_V)
    assert not window.plots.isVisible()
    assert window.stage.isVisible()
    window.teaching.open("7")
    assert window.plots.isVisible() == has_room
    assert window.stage.isVisible()
    assert window.lesson_card.isVisible()


@pytest.mark.gl
def test_columns_are_as_wide_after_it_as_before(screen):
    window = screen.window
    window.resize(1440, 900)
    window.resizeDocks([window.columns.left], [350], Qt.Orientation.Horizontal)
    screen.settled()
    docks = window.columns.left, window.columns.right
    before = [dock.width() for dock in docks]
    screen.key(Qt.Key.Key_F11)
    screen.settled()
    window.presentation.toggle()
    window.resize(1440, 900)
    screen.wait(lambda: [dock.width() for dock in docks] == before)


@pytest.mark.gl
def test_figures_have_room_for_the_large_type(screen):
    screen.key(Qt.Key.Key_F11)
    transport = screen.window.transport
    for value in (transport._values["loss"], transport._values["step"]):
        metrics = QFontMetrics(value.font())
        assert metrics.horizontalAdvance("9999999") <= value.width()


@pytest.mark.gl
def test_the_scene_is_larger_and_the_pointer_still_meets_it(qtbot, probe):
    view = make_view(probe.is_software)
    qtbot.addWidget(view)
    show(view, bowl())
    view.resize(600, 480)
    with qtbot.waitSignal(view.drawn):
        view.show()
    usual = view.render_image(600, 480)
    with qtbot.waitSignal(view.drawn):
        view.show_theme(presented(DARK, 2.0))
    camera = view.camera
    assert (camera.width, camera.height) == (300, 240)
    large = view.render_image(600, 480)
    assert large.size() == usual.size()
    points = []
    view.hovered.connect(points.append)
    spot = camera.project([(0.5, 0.5, 0.0)])[0]
    spot = QPointF(*(2.0 * spot))
    move(view, spot.toPoint())
    where = view._contents.point_at(camera, QPointF(spot.toPoint()) / 2)
    assert points[-1] == pytest.approx(where)
    assert LIGHT.zoom == DARK.zoom == 1.0
