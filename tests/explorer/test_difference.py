"""A surface coloured by a difference: scene, painter, map and bar say the same."""

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QImage, QPainter

from explorer.color_bar import BAR_WIDTH, paint_color_bar
from explorer.plots.map import MapView
from explorer.scene.box import Box
from explorer.scene.painter_canvas import PainterCanvas
from explorer.scene.relief import Finish, make_relief
from explorer.session import Lanes, Session
from explorer.strip import Strip
from explorer.theme import DARK, LIGHT, NEGATIVE, NEUTRAL, POSITIVE, diverging_table
from models.options import revise
from models.scales import Scale, make_difference, make_scale
from models.snapshots import frozen
from models.specs import Spec, ViewSpec
from tests.explorer.instant import Instant
from tests.explorer.scenes import bowl, pixels

BARE = ViewSpec(layers=())
SMALL = revise(Spec(), {"plane.resolution": 21})
NET = revise(SMALL, {"data.name": "moons", "network.hidden": (4, 3)})


def compared(side=41):
    """Return a surface that is as much higher as x says, with a hole in either."""
    surface = bowl(side)
    x, _ = np.meshgrid(surface.axis_x, surface.axis_y, indexing="ij")
    rise = x - surface.plane.centre[0]
    losses, others = surface.loss.copy(), surface.loss - rise
    losses[3, 5], others[20, 30] = np.nan, np.inf
    return replace(surface, loss=frozen(losses), against=frozen(others))


def colors_of(surface):
    return make_difference(surface.tint, surface.loss)


def rgb(name):
    return QColor(name).getRgb()[:3]


def relief_of(surface, view=BARE):
    box = Box.around(surface.plane, make_scale(surface.loss))
    return make_relief(surface, box, colors_of(surface), Finish.of(view))


def test_lower_is_orange_and_higher_blue_and_the_same_neutral(qapp):
    relief = relief_of(compared())
    colors = relief.table[np.rint(255 * relief.colors).astype(int), :3]
    for row, name in ((0, NEGATIVE), (20, NEUTRAL), (40, POSITIVE)):
        assert colors[row, 0] == pytest.approx(rgb(name), abs=1)


@pytest.mark.parametrize("color_map", ["viridis", "copper"])
def test_map_and_scene_agree(qtbot, color_map):
    view, surface = MapView(), compared()
    qtbot.addWidget(view)
    view.show_theme(DARK)
    look = replace(BARE, color_map=color_map)
    view.show_spec(look)
    view.show_surface(surface, make_scale(surface.loss), colors_of(surface))
    image, relief = view._relief._image.image, relief_of(surface, look)
    places = np.rint(255 * relief.colors).astype(int)
    is_hole = np.isnan(relief.heights)
    assert np.argwhere(is_hole).tolist() == [[3, 5], [20, 30]]
    np.testing.assert_array_equal(image[~is_hole], relief.table[places][~is_hole])
    assert not image[is_hole].any()
    np.testing.assert_array_equal(view.bar._table, diverging_table())
    view.show_surface(bowl(), *[make_scale(bowl().loss)] * 2)
    assert not (view.bar._table == diverging_table()).all()


@pytest.mark.gl
@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_it_is_painted_as_with_opengl(view, theme):
    view.show_theme(theme)
    view.show_spec(ViewSpec(layers=("contours", "floor")))
    surface = compared(61)
    view.show_surface(surface, make_scale(surface.loss), colors_of(surface))
    wanted = pixels(view.render_bare(450, 330))
    view.draw_on(PainterCanvas())
    drawn = pixels(view.render_bare(450, 330))
    gap = np.abs(drawn - wanted)
    assert gap.mean() < 3
    for pictured in (wanted, drawn):
        red, _, blue = (pictured[..., k].astype(int) for k in range(3))
        assert (red > blue + 60).sum() > 3000
        assert (blue > red + 60).sum() > 3000


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("is_clipped", [False, True])
def test_the_bar_is_neutral_at_nothing(qapp, theme, is_clipped):
    image = QImage(80, 240, QImage.Format.Format_RGB32)
    image.fill(theme.color("panel"))
    scale = Scale(-0.5, 0.5, is_clipped=is_clipped, is_difference=True)
    with QPainter(image) as painter:
        rect = QRectF(0, 0, 70, 230)
        paint_color_bar(painter, rect, scale, diverging_table(), theme)
    column = [
        np.array(image.pixelColor(int(BAR_WIDTH / 2), row).getRgb()[:3])
        for row in range(60, 200)
    ]
    warmth = [int(color[0]) - int(color[2]) for color in column]  # red against blue
    assert warmth == sorted(warmth)
    assert min(np.abs(color - rgb(NEUTRAL)).max() for color in column) < 4
    tip = image.pixelColor(int(BAR_WIDTH / 2), 226)
    assert (tip.red() > tip.blue() + 60) or not is_clipped


@pytest.fixture
def session(qapp):
    session = Session(NET, Lanes(*(Instant() for _ in range(5))))
    session.shown = []
    session.surface_changed.connect(lambda *shown: session.shown.append(shown))
    session.open()
    settle(session)
    return session


def settle(session, elapsed=0.0):
    for _ in range(6):
        session.tick(elapsed)


def test_what_it_is_compared_with_follows_and_the_descent_goes_on(session):
    starts = session._lanes.descent.starts
    plane = session.shown[-1][0].plane
    session.edit({"view.against": "relu"})
    settle(session)
    surface, heights, colors = session.shown[-1]
    assert session._lanes.descent.starts == starts
    assert np.array_equal(surface.plane.direction_y, plane.direction_y)
    assert surface.against.shape == surface.loss.shape
    assert (heights.is_difference, colors.is_difference) == (False, True)
    assert colors.high == pytest.approx(np.abs(surface.tint).max())
    session.undo()
    settle(session)
    surface, _, colors = session.shown[-1]
    assert (surface.against, colors.is_difference) == (None, False)


def test_a_surface_that_becomes_what_it_is_compared_with_differs_nowhere(session):
    session.edit({"view.against": "relu"})
    session.edit({"network.activation": ("relu",)})
    settle(session, 1.0)
    surface, _, colors = session.shown[-1]
    assert not surface.tint.any()
    assert colors.low < 0 < colors.high


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"view.against": "none"}, ""),
        ({"view.against": "relu"}, "colours: Tanh − ReLU, at the same models"),
        (
            {
                "network.hidden": (2, 2),
                "network.activation": ("sine", "relu"),
                "view.against": "linear",
            },
            "colours: Sine/ReLU − Linear, at the same models",
        ),
        (
            {"view.against": "squared", "loss.base": "2", "loss.l2": 0.1},
            "colours: log loss in bits − squared error of the probability, "
            "at the same models",
        ),
    ],
)
def test_it_is_said_what_the_colours_are(qtbot, changes, sentence):
    strip = Strip()
    qtbot.addWidget(strip)
    strip.show()
    strip.show_spec(revise(NET, changes))
    assert strip.colors.whole == sentence
    assert strip.colors.isVisible() == bool(sentence)
    assert (sentence in strip.sentences) == bool(sentence)
