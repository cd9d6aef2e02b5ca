"""The scene's widget, drawn by OpenGL."""

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication, QMainWindow

from explorer.scene.surface import SHADER
from explorer.theme import DARK, LIGHT, WALKER
from models.scales import make_scale
from models.snapshots import Surface, frozen
from tests.explorer.scenes import (
    LEFT,
    RIGHT,
    SIZE,
    bowl,
    drag,
    make_view,
    mouse,
    picture,
    pixels,
    redraw,
    seen_at,
    show,
    walk,
)

pytestmark = pytest.mark.gl
SMOOTH = Qt.TransformationMode.SmoothTransformation


def test_the_picture_is_not_blank(view):
    drawn = pixels(view._canvas.drawing._surface.grabFramebuffer())
    assert len(np.unique(drawn.reshape(-1, 3), axis=0)) > 500


def test_the_picture_is_deterministic(view):
    np.testing.assert_array_equal(picture(view), picture(view))


def test_a_change_of_heights_changes_the_picture(view):
    before = picture(view)
    scale = make_scale(bowl().loss)
    view.show_surface(bowl(factor=0.9), scale, scale)
    assert np.abs(picture(view) - before).mean() > 1


def test_the_surface_is_where_the_camera_says(view):
    background = QColor(DARK.panel)
    drawn = picture(view)
    column, row = seen_at(view, 1.0, -1.0).astype(int)
    assert not np.array_equal(drawn[row, column], background.getRgb()[:3])
    assert np.array_equal(drawn[2, 2], background.getRgb()[:3])


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_the_ground_has_the_colour_of_the_theme(view, theme):
    view.show_theme(theme)
    assert np.array_equal(picture(view)[1, 1], QColor(theme.panel).getRgb()[:3])


def test_a_larger_image_shows_the_same(view):
    once, twice = picture(view, samples=4), picture(view, scale=2.0, samples=4)
    height, width = once.shape[:2]
    averaged = twice.reshape(height, 2, width, 2, 3).mean(axis=(1, 3))
    assert np.abs(averaged - once).mean() < 4


@pytest.mark.parametrize("side", [10, 17, 33, 101, 301])
def test_the_grid_side_may_change(view, qtbot, side):
    show(view, bowl(9))
    redraw(qtbot, view)
    expected = picture(view)
    show(view, bowl(side))
    redraw(qtbot, view)
    assert np.abs(picture(view) - expected).mean() < 8


@pytest.mark.parametrize("is_log", [False, True])
@pytest.mark.parametrize("bad", [np.inf, np.nan])
def test_losses_that_are_not_finite_are_drawn(view, bad, is_log):
    surface = bowl()
    losses = surface.loss.copy()
    losses[:9, :12] = bad
    show(view, Surface(surface.plane, surface.axis_x, surface.axis_y, losses), is_log)
    drawn = picture(view)
    assert len(np.unique(drawn.reshape(-1, 3), axis=0)) > 500


def test_a_flat_surface_is_drawn_in_one_colour(view):
    surface = bowl()
    flat = frozen(np.full_like(surface.loss, 2.0))
    show(view, Surface(surface.plane, surface.axis_x, surface.axis_y, flat))
    column, row = view.camera.project([(0.03, 0.03, 0)])[0].astype(int)
    assert picture(view)[row, column].max() > 60  # neither a hole nor one large contour


def test_the_walker_is_drawn_at_the_end_of_the_path(view):
    view.show_paths((walk((3, 1), (2, 0.5), (1, 0), gradient=(0, 0)),))
    x, y = seen_at(view, 1, 0).round().astype(int)
    spot = picture(view)[y - 2 : y + 3, x - 2 : x + 3].reshape(-1, 3)
    wanted = np.array(QColor(WALKER).getRgb()[:3])
    assert np.abs(spot - wanted).sum(axis=1).min() < 60


def test_arrows_are_drawn_where_there_is_a_gradient(view):
    view.show_paths((walk((1, 0), gradient=(0, 0)),))
    level = picture(view)
    view.show_paths((walk((1, 0), gradient=(np.nan, 1)),))
    np.testing.assert_array_equal(picture(view), level)
    view.show_paths((walk((1, 0), gradient=(1, 1)),))
    assert (picture(view) != level).any()


def test_a_walker_outside_the_box_is_not_drawn(view):
    before = picture(view)
    view.show_paths((walk((100, 1), (90, 1)),))
    np.testing.assert_array_equal(picture(view), before)


def test_a_path_can_be_taken_away(view):
    before = picture(view)
    view.show_paths((walk((3, 1), (1, 0)),))
    assert (picture(view) != before).any()
    view.show_paths(())
    np.testing.assert_array_equal(picture(view), before)


def test_a_long_path_is_drawn(view):
    angle = np.linspace(0, 40, 5000)
    xy = np.stack([1 + angle / 20 * np.cos(angle), angle / 20 * np.sin(angle) - 1])
    before = picture(view)
    view.show_paths((walk(*xy.T),))
    assert np.abs(picture(view) - before).mean() > 1


@pytest.mark.parametrize("point", [(1, 0), (2, -2), (0, 1), (3.5, 1.5)])
def test_a_click_tells_the_point_in_the_plane(view, qtbot, point):
    view.look(45, 60)
    x, y = seen_at(view, *point)
    with qtbot.waitSignal(view.picked) as told:
        drag(view, (x - 1, y - 1), (x, y))
    np.testing.assert_allclose(told.args, point, atol=0.02)


def test_project_and_pick_are_inverse(view):
    view.look(45, 60)
    axis = bowl().axis_x[2:-2:3], bowl().axis_y[2:-2:3]
    for x, y in zip(*axis, strict=True):
        found = view._contents.point_at(view.camera, QPointF(*seen_at(view, x, y)))
        np.testing.assert_allclose(found, (x, y), atol=1e-3)


def test_a_drag_turns_and_picks_nothing(view, qtbot):
    before = view.camera
    with qtbot.assertNotEmitted(view.picked):
        drag(view, (200, 200), (240, 190))
    assert view.camera.azimuth != before.azimuth
    assert view.camera.elevation < before.elevation


def test_a_right_drag_moves_the_picture(view, qtbot):
    before = view.camera.project([(0, 0, 0.3)])[0]
    with qtbot.assertNotEmitted(view.picked):
        drag(view, (200, 200), (230, 190), RIGHT)
    after = view.camera.project([(0, 0, 0.3)])[0]
    np.testing.assert_allclose(after - before, (30, -10), atol=3)


@pytest.mark.parametrize("how", ["key", "double-click"])
def test_home_returns(view, qtbot, how):
    home = view.camera
    view.look(10, 80)
    drag(view, (200, 200), (230, 190), RIGHT)
    if how == "key":
        qtbot.keyClick(view, Qt.Key.Key_Home)
    else:
        qtbot.mouseDClick(view, LEFT, pos=QPoint(5, 5))
    assert view.camera == home


def test_hovering_tells_where_and_when_it_ends(view, qtbot):
    none = Qt.MouseButton.NoButton
    x, y = seen_at(view, 1, 0)
    with qtbot.waitSignal(view.hovered) as told:
        mouse(view, QEvent.Type.MouseMove, (x, y), none, none)
    np.testing.assert_allclose(told.args[0], (1, 0), atol=0.05)
    with qtbot.waitSignal(view.hovered) as told:
        mouse(view, QEvent.Type.MouseMove, (2, 2), none, none)
    assert told.args == [None]
    with qtbot.assertNotEmitted(view.hovered):
        QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))


@pytest.mark.parametrize("is_software", [True, False])
def test_it_survives_another_window(qtbot, probe, is_software):
    view = make_view(is_software)
    qtbot.addWidget(view)
    show(view, bowl())
    with qtbot.waitSignal(view.drawn):
        view.show()
    view.show_paths((walk((3, 1), (1, 0)),))
    before = picture(view)
    window = QMainWindow()
    qtbot.addWidget(window)
    for _ in range(3):
        window.setCentralWidget(view)
        with qtbot.waitSignal(view.drawn):
            window.show()
            view.show()
        np.testing.assert_array_equal(picture(view), before)
        window.takeCentralWidget()
        view.setParent(None)
        view.resize(*SIZE)
        with qtbot.waitSignal(view.drawn):
            view.show()
        np.testing.assert_array_equal(picture(view), before)


@pytest.mark.parametrize("is_software", [True, False])
def test_views_are_freed(qtbot, probe, is_software):
    gone = []
    for _ in range(5):
        view = make_view(is_software)
        show(view, bowl())
        view.show_paths((walk((3, 1), (1, 0)),))
        view.resize(*SIZE)
        with qtbot.waitSignal(view.drawn):
            view.show()
        gone.append(weakref.ref(view))
        view.close()
        view.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del view
    gc.collect()
    assert [ref() for ref in gone] == [None] * 5


def test_software_draws_one_fine_picture_at_rest(qtbot, probe):
    view = make_view()
    qtbot.addWidget(view)
    show(view, bowl())
    with qtbot.waitSignal(view.drawn):
        view.show()
    with qtbot.waitSignal(view._canvas.drawing._rest.timeout):
        pass
    qtbot.waitUntil(lambda: not view._canvas.drawing._is_fine)
    with qtbot.assertNotEmitted(view.drawn, wait=400):
        pass


@pytest.mark.parametrize("is_software", [True, False])
def test_the_picture_at_rest_is_multisampled_on_the_screen(qtbot, probe, is_software):
    view = make_view(is_software)
    qtbot.addWidget(view)
    show(view, bowl())
    view.look(40, 20)
    with qtbot.waitSignal(view.drawn):
        view.show()
    if is_software:
        with qtbot.waitSignal(view._canvas.drawing._rest.timeout):
            pass
    qtbot.wait(150)
    seen = pixels(view.screen().grabWindow(view.winId()).toImage())
    fine, coarse = (pixels(view.render_bare(*SIZE, 1.0, n)) for n in (4, 0))
    edges = np.abs(fine - coarse).sum(axis=2) > 30
    edges[:, -110:] = False  # the colour bar
    assert edges.sum() > 50
    off = np.abs(seen - fine)[edges].mean()
    assert off < 0.1 * np.abs(coarse - fine)[edges].mean()


def test_what_opengl_cannot_picture_is_painted(qtbot, probe):
    view = make_view()
    qtbot.addWidget(view)
    show(view, bowl())
    before = pixels(view.render_bare(*SIZE))  # it has never been shown
    with qtbot.waitSignal(view.drawn):
        view.show()
    drawn = pixels(view.render_bare(*SIZE))
    assert np.abs(before - drawn).mean() < 5
    wide, high = 400, 40
    scale = 50.0  # wider than any framebuffer
    image = view.render_bare(wide, high, scale, samples=1)
    assert (image.width(), image.height()) == (wide * scale, high * scale)
    small = image.scaled(wide, high, transformMode=SMOOTH)
    assert np.abs(pixels(small) - pixels(view.render_bare(wide, high))).mean() < 8
    with pytest.raises(ValueError, match="is too large"):
        view.render_bare(wide, high, 1000.0)


def test_multisampled_views_draw_too(qtbot, probe):
    view = make_view(False)
    qtbot.addWidget(view)
    show(view, bowl())
    view.show_paths((walk((3, 1), (1, 0)),))
    with qtbot.waitSignal(view.drawn):
        view.show()
    drawn = pixels(view._canvas.drawing._surface.grabFramebuffer())
    assert len(np.unique(drawn.reshape(-1, 3), axis=0)) > 500


def test_missing_functions_are_told(qtbot, probe, monkeypatch):
    monkeypatch.setattr("explorer.scene.renderer.gl_functions", lambda context: None)
    view = make_view()
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.failed) as told:
        view.show()
    assert "OpenGL" in told.args[0]


@pytest.mark.qt_log_ignore("QOpenGLShader", "nonsense", extend=True)
def test_a_shader_that_does_not_compile_is_told(qtbot, probe, monkeypatch):
    broken = replace(SHADER, name="broken", fragment="nonsense")
    monkeypatch.setattr("explorer.scene.surface.SHADER", broken)
    view = make_view()
    qtbot.addWidget(view)
    show(view, bowl())
    with (
        qtbot.captureExceptions() as errors,
        qtbot.waitSignal(view.failed) as told,
    ):
        view.show()
    assert "broken" in told.args[0]
    assert not errors
