"""How the scene is moved: by the mouse, by name, by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication

from explorer.scene.camera import CORNERS, MARGINS, VIEWS, Camera
from models.specs import ViewSpec
from tests.explorer.scenes import LEFT, NO_KEYS, drag, mouse, seen_at, walk

PRESS, MOVE, RELEASE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)
NONE = Qt.MouseButton.NoButton


@pytest.mark.gl
def test_the_walker_is_dragged_over_the_surface(view, qtbot):
    view.look(45, 60)
    view.show_paths((walk((3, 1), (1, 0)),))
    told, before = [], view.camera
    view.dragged.connect(lambda x, y: told.append((x, y)))
    x, y = seen_at(view, 1, 0)
    ways = [(1.5, -0.5), (2, -1), (2, -2)]
    with qtbot.assertNotEmitted(view.picked, wait=300):
        mouse(view, PRESS, (x + 8, y - 8))
        for way in ways:
            mouse(view, MOVE, seen_at(view, *way), NONE, LEFT)
        mouse(view, RELEASE, seen_at(view, 2, -2), LEFT, NONE)
    np.testing.assert_allclose(told, ways, atol=0.02)
    assert view.camera == before


@pytest.mark.gl
def test_a_drag_beside_the_walker_turns(view, qtbot):
    view.show_paths((walk((3, 1), (1, 0)),))
    x, y = seen_at(view, 1, 0)
    before = view.camera
    with qtbot.assertNotEmitted(view.dragged):
        drag(view, (x + 16, y), (x + 60, y))
    assert view.camera != before


@pytest.mark.gl
def test_a_click_on_the_walker_is_a_click(view, qtbot):
    view.look(45, 60)
    view.show_paths((walk((3, 1), (1, 0)),))
    x, y = seen_at(view, 1, 0)
    with qtbot.waitSignal(view.picked), qtbot.assertNotEmitted(view.dragged):
        drag(view, (x, y), (x + 1, y))


@pytest.mark.gl
def test_the_cursor_says_that_the_walker_can_be_dragged(view):
    view.show_paths((walk((3, 1), (1, 0)),))
    x, y = seen_at(view, 1, 0)
    mouse(view, MOVE, (x + 5, y), NONE, NONE)
    assert view.cursor().shape() == Qt.CursorShape.OpenHandCursor
    mouse(view, MOVE, (x + 50, y), NONE, NONE)
    assert view.cursor().shape() == Qt.CursorShape.CrossCursor


def wheel(view):
    spot = QPointF(100, 100)
    event = QWheelEvent(
        spot,
        view.mapToGlobal(spot),
        QPointF(0, 0).toPoint(),
        QPointF(0, 120).toPoint(),
        NONE,
        NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


@pytest.mark.gl
@pytest.mark.parametrize("how", ["press", "wheel", "key", "hide"])
def test_the_turntable_turns_until_it_is_touched(view, qtbot, how):
    told = []
    view.turned.connect(told.append)
    start = view.camera.azimuth
    view.turn(True)
    qtbot.waitUntil(lambda: view.camera.azimuth > start + 1)
    if how == "press":
        mouse(view, PRESS, (100, 100))
    elif how == "wheel":
        wheel(view)
    elif how == "hide":
        view.hide()
    else:
        qtbot.keyClick(view, Qt.Key.Key_A)
    assert told == [True, False]
    still = view.camera
    qtbot.wait(60)
    assert view.camera == still


@pytest.mark.gl
def test_nothing_is_drawn_when_the_turntable_rests(view, qtbot):
    view.turn(True)
    qtbot.wait(50)
    view.turn(False)
    with qtbot.waitSignal(view._canvas.drawing._rest.timeout):
        pass
    qtbot.wait(100)
    with qtbot.assertNotEmitted(view.drawn, wait=300):
        pass


@pytest.mark.gl
@pytest.mark.parametrize("name", VIEWS)
def test_a_move_ends_where_it_should(view, qtbot, name):
    view.look(200, 50)
    view.set_smooth(True)
    seen = []
    view._tripod.moved.connect(lambda: seen.append(view.camera.azimuth))
    view.show_view(name)
    assert view.camera.azimuth == pytest.approx(200, abs=1)
    wanted = view.camera.preset(name)
    qtbot.waitUntil(lambda: view.camera == wanted, timeout=2000)
    assert len(set(seen)) > 3


@pytest.mark.gl
def test_a_touch_stops_a_move(view, qtbot):
    view.set_smooth(True)
    view.show_view("side")
    qtbot.wait(60)
    mouse(view, PRESS, (100, 100))
    still = view.camera
    qtbot.wait(400)
    assert view.camera == still


@pytest.mark.gl
def test_perspective_can_be_switched_off(view):
    view.show_spec(ViewSpec(perspective=False))
    left, right = view.camera.project([(-1, -1, 0), (1, -1, 0)])
    far_left, far_right = view.camera.project([(-1, 1, 0), (1, 1, 0)])
    np.testing.assert_allclose(right - left, far_right - far_left)
    view.show_spec(ViewSpec())
    assert view.camera.is_perspective


@pytest.mark.parametrize("name", ["top", "front", "side"])
@pytest.mark.parametrize("is_perspective", [True, False])
def test_a_named_view_fills_its_panel(name, is_perspective):
    camera = Camera(is_perspective=is_perspective).fit(900, 600).preset(name)
    pixels = camera.project(CORNERS)
    gaps = np.array([*pixels.min(axis=0), *(np.array([900, 600]) - pixels.max(axis=0))])
    spare = gaps - MARGINS
    assert spare.min() > -1e-6
    assert min(abs(spare[0]), abs(spare[1])) < 1e-6
    np.testing.assert_allclose(spare[:2], spare[2:], atol=1e-6)


@given(st.floats(0, 360), st.floats(0, 360))
def test_the_way_round_is_the_shorter_one(one, other):
    begin, end = Camera().look(one, 30), Camera().look(other, 30)
    half = begin.between(end, 0.5).azimuth
    away = [abs((half - azimuth + 180) % 360 - 180) for azimuth in (one, other)]
    assert max(away) <= 90 + 1e-6
    np.testing.assert_allclose(away[0], away[1], atol=1e-6)
