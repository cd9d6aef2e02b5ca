"""The whole scene against pictures that were looked at: `pictures/*.png`.

To look at new ones, delete the old ones and run this test: it writes what is missing,
and fails.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtGui import QImage

from explorer.theme import THEMES
from models.catalog import LAYERS
from models.scales import make_scale
from models.snapshots import Surface
from models.specs import ViewSpec
from tests.explorer.scenes import bowl, pixels, show, walk
from tests.explorer.test_scene_layers import show_all

pytestmark = pytest.mark.gl

FOLDER = Path(__file__).parent / "pictures"
MEAN, BLOCK = 2.0, 24.0  # drivers differ by less
SIZE = 320, 235  # of the layout
SIDE = 6  # pixels of a block


def difference(drawn, wanted):
    """Return the mean difference, and that of the block that differs most."""
    off = np.abs(drawn - wanted).mean(axis=2)
    rows, columns = (length - length % SIDE for length in off.shape)
    blocks = off[:rows, :columns].reshape(rows // SIDE, SIDE, columns // SIDE, SIDE)
    return off.mean(), blocks.mean(axis=(1, 3)).max()


def compare(view, name, scale):
    view._tripod.put(view.camera.fit(*SIZE).zoom(1.7, SIZE[0] / 2, SIZE[1] / 2))
    image, path = view.render_bare(*SIZE, scale), FOLDER / f"{name}_{scale:g}x.png"
    if not path.exists():
        assert image.save(str(path))
        pytest.fail(f"{path} was missing: look at it")
    mean, block = difference(pixels(image), pixels(QImage(str(path))))
    assert mean <= MEAN
    assert block <= BLOCK


@pytest.mark.parametrize(
    ("theme", "scale"), [("dark", 1.0), ("light", 1.0), ("dark", 2.0)]
)
def test_the_scene_looks_as_it_did(view, theme, scale):
    view.show_theme(THEMES[theme])
    show_all(view)
    without = {"quadratic", "floor_field", "fan"}
    view.show_spec(ViewSpec(layers=tuple(set(LAYERS) - without)))
    compare(view, theme, scale)


def test_a_translucent_surface_with_a_hole_looks_as_it_did(view):
    surface = bowl(61)
    losses = surface.loss.copy()
    losses[20:30, 10:30] = np.nan
    show_all(view)
    show(view, Surface(surface.plane, surface.axis_x, surface.axis_y, losses))
    layers = ("contours", "floor", "quadratic", "floor_field")
    view.show_spec(ViewSpec(layers=layers, opacity=0.6, color_map="copper"))
    compare(view, "hole", 1.0)


def test_a_slight_change_is_seen(view):
    show_all(view)
    before = pixels(view.render_bare(*SIZE))
    scale = make_scale(bowl().loss)
    view.show_surface(bowl(factor=0.75), scale, scale)
    mean, block = difference(pixels(view.render_bare(*SIZE)), before)
    assert mean > MEAN
    assert block > BLOCK


def walk_on(qtbot, view, ends):
    """Show paths to each of `ends`, one after the other, each on the screen."""
    drawing = view._canvas.drawing
    for end in ends:
        view.show_paths((walk((3, 1), (1, 0), (0.5, end)),))
        scene = view._contents.scene(view.camera)
        qtbot.waitUntil(
            lambda scene=scene: (
                (shot := drawing._renderer._last) is not None
                and shot.scene == scene
                and shot.camera == view.camera
            )
        )


@pytest.mark.parametrize("azimuth", [45, 80])
def test_what_rests_looks_as_if_it_were_drawn_again(qtbot, view, azimuth):
    view.show_spec(ViewSpec(layers=tuple(LAYERS)))
    walk_on(qtbot, view, (0, -0.5, -1))
    view.look(azimuth, 30)
    walk_on(qtbot, view, (-1.5, -1.7))
    view._contents.show(paths=(walk((3, 1), (1, 0), (0.5, -2)),))
    drawing = view._canvas.drawing
    renderer, surface = drawing._renderer, drawing._surface
    assert "relief" in renderer._backdrop.shot.scene
    shot = replace(renderer._last, scene=view._contents.scene(view.camera))
    pictures = []
    surface.makeCurrent()
    for draw in (renderer.draw_over, renderer.draw):
        draw(shot)
        pictures.append(pixels(surface.grabFramebuffer()))
    surface.doneCurrent()
    np.testing.assert_allclose(*pictures, atol=2)
