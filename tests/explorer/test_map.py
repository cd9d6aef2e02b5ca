"""The map: what is drawn where, and what the user does on it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication

from explorer.plots.arrows import arrow_outlines, field_arrows, reach
from explorer.plots.captions import place_captions
from explorer.plots.excerpt import Excerpt
from explorer.plots.grids import contour_levels, contour_lines
from explorer.plots.map import MapView
from explorer.theme import DARK, lookup_table
from models.catalog import BRIGHT, COLOR_MAPS, LAYERS
from models.scales import Scale, make_scale
from models.snapshots import (
    Fan,
    Ground,
    Mark,
    Marker,
    Path,
    Plane,
    Surface,
    frozen,
)  # fmt: skip
from models.specs import ViewSpec
from tests.explorer import plots, scenes
from tests.explorer.plots import LEFT, NONE

BARE = replace(ViewSpec(), layers=())
RIGHT = Qt.MouseButton.RightButton
PRESS, MOVE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove
RELEASE, DOUBLE = QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick
WALKER = (0.5, 0.25)


def loss(x, y):
    return 1 + x**2 + 4 * y**2


def gradient(x, y):
    return np.stack([2 * x, 8 * y], axis=-1)


def plane(extent=3.0, name="w"):
    return Plane(
        origin=frozen([0, 0]), direction_x=frozen([1, 0]), direction_y=frozen([0, 1]),
        centre=(0.0, 0.0), extent=extent, name_x=name, name_y="b", is_exact=False,
        note="slice",
    )  # fmt: skip


def bowl(side=61, of=None, **parts):
    of = of or plane()
    axis = np.linspace(-of.extent, of.extent, side)
    values = loss(*np.meshgrid(axis, axis, indexing="ij"))
    return Surface(of, frozen(axis), frozen(axis), frozen(values), **parts)


def walk(*points):
    xy = np.array(points, float)
    losses, slopes = loss(*xy.T), gradient(*xy[-1])
    zeros = np.zeros(len(xy))
    return Path(
        frozen(range(len(xy))), frozen(losses), frozen(xy), frozen(zeros),
        frozen(slopes),
    )  # fmt: skip


def ground(height=None):
    x, y = WALKER
    return Ground(
        xy=frozen(WALKER), loss=loss(x, y), height=height or loss(x, y),
        gradient=frozen(gradient(x, y)), hessian=frozen([[2, 0], [0, 8]]),
        step=frozen([-0.4, -0.8]), promised=1.0, real=1.2,
        momentum=frozen([1.0, -2.0]),
        fan=Fan(frozen([[1.0, 0.2], [-2.0, 3.0]]), frozen([0.3, 1.0])),
    )  # fmt: skip


WHOLE = Excerpt.whole(plane())
RICH = bowl(
    marks=(Mark("minimum", frozen([0, 0]), 1.0, frozen([2, 8])),),
    creases=frozen([[-2, -3], [-2, 3]]),
    penalty=frozen([[-3, -2.5], [3, -2.5]]),
)


@pytest.fixture
def view(qtbot):
    view = MapView()
    qtbot.addWidget(view)
    view.show_theme(DARK)
    view.show_spec(BARE)
    view.resize(640, 560)
    with qtbot.waitExposed(view):
        view.show()
    show(view, bowl())
    qtbot.wait(50)  # the view box takes its size
    return view


def show(view, surface):
    scale = make_scale(surface.loss)
    view.show_surface(surface, scale, scale)


def furnish(view):
    """Show one of everything."""
    show(view, RICH)
    view.show_paths((walk((-2, 1), WALKER),))
    view.show_ground(ground(height=9.0))
    view.show_markers((Marker("before", frozen([2, -2]), 3.0, 0.0),))
    view.show_cut(np.array([[-3.0, 2.0], [3.0, 2.0]]))


def pixels(view):
    QApplication.processEvents()
    return scenes.pixels(view.plot.grab().toImage())


def color_at(view, x, y):
    at = view.plot.pixel_of(x, y).toPoint()
    return pixels(view)[at.y(), at.x()]


def spot(view, x, y):
    return view.plot.pixel_of(x, y)


def send(view, kind, at, button=LEFT, held=LEFT, keys=Qt.KeyboardModifier.NoModifier):
    plots.send(view.plot, kind, at, button, held, keys)


def drag(view, start, *ends, button=LEFT, keys=Qt.KeyboardModifier.NoModifier):
    send(view, PRESS, start, button, button, keys)
    for end in ends:
        send(view, MOVE, end, NONE, button, keys)
    send(view, RELEASE, ends[-1], button, NONE, keys)


def turn_wheel(view, at, notches):
    plots.turn_wheel(view.plot, at, notches)


def width(view):
    (left, right), _ = view.plot.viewRange()
    return right - left


@pytest.mark.parametrize("name", COLOR_MAPS)
@pytest.mark.parametrize("bright", BRIGHT)
def test_a_place_has_the_colour_of_its_loss(view, name, bright):
    view.show_spec(replace(BARE, color_map=name, bright=bright))
    scale, table = make_scale(bowl().loss), lookup_table(name, bright)
    for x, y in ((0.0, 0.0), (1.5, -1.0), (-2.5, 2.5)):
        place = round(float(scale.unit(np.array([loss(x, y)]))[0]) * 255)
        assert color_at(view, x, y) == pytest.approx(table[place, :3], abs=6)
    assert (view.bar._table == table).all()


def test_what_is_no_number_is_a_hole(view):
    surface = bowl()
    losses = surface.loss.copy()
    losses[10:20, 10:20], losses[40:50, 40:50] = np.nan, np.inf
    show(view, replace(surface, loss=frozen(losses)))
    ground = QColor(DARK.panel).getRgb()[:3]
    at = [float(surface.axis_x[k]) for k in (14, 45, 30)]
    assert color_at(view, at[0], at[0]) == pytest.approx(ground)
    assert color_at(view, at[1], at[1]) == pytest.approx(ground)
    assert color_at(view, at[2], at[2]) != pytest.approx(ground)


@pytest.mark.parametrize("is_log", [False, True])
def test_contours_lie_at_their_losses_and_every_fifth_at_a_round_one(is_log):
    surface = bowl(201)
    scale = make_scale(surface.loss, is_log)
    fine, major = contour_levels(scale)
    axes = surface.axis_x, surface.axis_y
    for level in (*fine, *major):
        x, y = contour_lines(*axes, scale.unit(surface.loss), [level])
        at = np.isfinite(x)
        assert at.any()
        assert loss(x[at], y[at]) == pytest.approx(scale.value(level), rel=0.01)
    for level in major:
        value = scale.value(level)
        value = 2 * np.log10(value) if is_log else value  # roots of ten are round too
        assert float(f"{value:.2g}") == pytest.approx(value, rel=1e-6)
    assert len(fine) == pytest.approx(4 * len(major), abs=4)


SEEN = [name for name in LAYERS if name not in ("floor", "stem", "floor_field")]


@pytest.mark.parametrize("layer", SEEN)
def test_a_layer_is_drawn_when_it_is_asked_for(view, layer):
    furnish(view)
    bare = pixels(view)
    view.show_spec(replace(BARE, layers=(layer,)))
    changed = np.abs(pixels(view) - bare).max(axis=2) > 30
    assert changed.sum() > 20
    view.show_spec(BARE)
    assert (pixels(view) == bare).all()


PLACES = {  # of something that each layer draws, in the coordinates of the plane
    "cut": (1.0, 2.0),
    "creases": (-2.0, 1.5),
    "penalty": (1.2, -2.5),
    "marks": (0.0, 0.0),
    "kept": (2.0, -2.0),
    "tangent": (WALKER[0] + 0.9, WALKER[1]),
    "quadratic": (WALKER[0] + 0.5, WALKER[1]),
    "step": (WALKER[0] - 0.3, WALKER[1] - 0.6),
    "grid": (-1.0, 2.5),
}


@pytest.mark.parametrize("layer", PLACES)
def test_a_layer_is_drawn_where_it_is(view, layer):
    furnish(view)
    before = color_at(view, *PLACES[layer])
    view.show_spec(replace(BARE, layers=(layer,)))
    change = np.abs(color_at(view, *PLACES[layer]) - before).max()
    assert change > 12


def test_the_walker_is_red_and_its_start_a_ring(view):
    view.show_paths((walk((-2, 1), (0, 1), WALKER),))
    assert color_at(view, *WALKER) == pytest.approx([0xE8, 0x45, 0x3C], abs=8)
    assert color_at(view, -1.0, 1.0) == pytest.approx([0xE8, 0x45, 0x3C], abs=8)
    at, picture = spot(view, -2.0, 1.0).toPoint(), pixels(view)
    assert picture[at.y(), at.x() - 5, 0] > 200  # the ring
    assert picture[at.y(), at.x() - 2, 0] < 200  # is open
    view.show_paths(())
    assert color_at(view, *WALKER)[0] < 120


def test_several_paths_have_colours_of_their_own(view):
    ends = ((0.5, 2.0), (1.5, 2.0), (2.5, 2.0))
    view.show_paths(tuple(walk((x, -2.0), (x, y)) for x, y in ends))
    colors = [tuple(color_at(view, *end)) for end in ends]
    assert len(set(colors)) == 3


def test_the_ring_says_that_the_walker_is_off_the_slice(view):
    view.show_spec(replace(BARE, layers=("tether",)))
    view.show_paths((walk((-2, 1), WALKER),))
    view.show_ground(ground())
    on = pixels(view)
    view.show_ground(ground(height=9.0))
    off = pixels(view)
    at = spot(view, *WALKER)
    changed = np.argwhere(np.abs(off - on).max(axis=2) > 30)
    assert len(changed) > 20
    distances = np.hypot(*(changed - [at.y(), at.x()]).T)
    assert 8 < distances.min() <= distances.max() < 16


def test_the_arrow_field_points_down_the_slope():
    surface = bowl(201)
    tails, vectors = field_arrows(surface, make_scale(surface.loss), WHOLE, False)
    middles = tails + vectors / 2
    down = -gradient(*middles.T)
    down /= np.linalg.norm(down, axis=1, keepdims=True)
    lengths = np.linalg.norm(vectors, axis=1)
    inside = (np.abs(middles) < 2.9).all(axis=1)
    assert len(tails) == 196
    assert lengths == pytest.approx(lengths[0])
    shares = vectors[inside] / lengths[inside, None]
    assert shares == pytest.approx(down[inside], abs=1e-6)


def test_arrows_of_true_length_are_as_long_as_their_slopes():
    surface = bowl(201)
    tails, vectors = field_arrows(surface, make_scale(surface.loss), WHOLE, True)
    middles = tails + vectors / 2
    slopes = np.linalg.norm(gradient(*middles.T), axis=1)
    lengths = np.linalg.norm(vectors, axis=1)
    inside = (np.abs(middles) < 2.9).all(axis=1)
    ratio = (lengths / slopes)[inside]
    assert ratio == pytest.approx(ratio[0], rel=1e-6)
    assert lengths.max() < 6 / 14  # a cell


def test_the_arrow_at_the_walker_is_as_long_as_its_slope_is_steep():
    surface, scale = bowl(), make_scale(bowl().loss)
    for slope in (0.5, 5.0):
        assert slope * reach(slope, surface, scale, False) == pytest.approx(0.22)
    shares = [slope * reach(slope, surface, scale, True) for slope in (1, 5, 1e9)]
    assert shares[1] == pytest.approx(5 * shares[0])
    assert shares[2] == pytest.approx(2)  # no longer than what is shown
    assert reach(0.0, surface, scale, True) == 0


def test_looking_closer_one_sees_arrows_of_the_same_size():
    surface = bowl(601)
    near = WHOLE.zoom(4, (1.0, 1.0))
    far_tails, far = field_arrows(surface, make_scale(surface.loss), WHOLE, False)
    tails, vectors = field_arrows(surface, make_scale(surface.loss), near, False)
    assert len(tails) == len(far_tails) == 196
    length = np.linalg.norm(far[0])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(length / 4)
    middles = tails + vectors / 2
    for at, (low, high) in zip(middles.T, near.ends, strict=True):
        assert low < at.min() < low + 0.1
        assert high - 0.1 < at.max() < high


def test_no_arrow_stands_in_a_hole_or_where_it_is_level():
    surface = bowl()
    losses = surface.loss.copy()
    losses[:30] = np.nan
    losses[31:] = 2.0
    holed = replace(surface, loss=frozen(losses))
    tails, _ = field_arrows(holed, Scale(1.0, 5.0), WHOLE, False)
    assert len(tails) == 0


def test_an_arrow_ends_at_its_tip_and_none_is_drawn_for_no_slope():
    tails = np.array([[1.0, 1.0], [0.0, 0.0]])
    x, y = arrow_outlines(tails, np.array([[0.0, 2.0], [0.0, 0.0]]), 0.3)
    points = np.stack([x, y], axis=1)[:-1]
    assert points[:, 1].max() == 3.0
    assert points[points[:, 1].argmax()].tolist() == [1.0, 3.0]
    assert points[:, 0].mean() == pytest.approx(1.0, abs=0.05)


def test_the_axes_of_the_quadratic_are_those_of_a_line_of_equal_loss(view):
    furnish(view)
    view.show_spec(replace(BARE, layers=("quadratic",), radius=0.5))
    x, y = view._slope._axes.getData()
    ends = np.stack([x, y], axis=1)[[0, 1, 3, 4]] - WALKER
    assert np.abs(ends) == pytest.approx(
        np.array([[1.5, 0], [1.5, 0], [0, 0.75], [0, 0.75]])
    )
    assert ends[[0, 2]] == pytest.approx(-ends[[1, 3]])
    losses = [loss(*end) for end in ends]  # as about the middle of the bowl
    assert losses == pytest.approx([losses[0]] * 4)


@given(
    st.lists(st.tuples(st.floats(-4, 4), st.floats(-4, 4), st.floats(0.1, 9))),
)
def test_an_excerpt_is_always_inside_the_whole(zooms):
    excerpt = Excerpt.whole(plane())
    for x, y, factor in zooms:
        excerpt = excerpt.zoom(factor, (x, y)).move(x, -y)
        for low, high in excerpt.ends:
            assert -3 - 1e-9 <= low < high <= 3 + 1e-9


@pytest.mark.parametrize("point", [(1.0, 0.5), (-0.7, -1.1)])
def test_the_wheel_zooms_about_the_pointer(view, point):
    at, before = spot(view, *point), width(view)
    turn_wheel(view, at, 4)
    assert width(view) == pytest.approx(before / 2, rel=1e-3)
    assert view.plot.point_at(at) == pytest.approx(point, abs=0.03)
    turn_wheel(view, at, -40)  # and never shows more than there is
    assert width(view) == pytest.approx(before, rel=1e-3)


@pytest.mark.parametrize(
    ("button", "keys"),
    [
        (RIGHT, Qt.KeyboardModifier.NoModifier),
        (LEFT, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_a_drag_moves_the_map_and_home_brings_it_back(view, button, keys):
    view.show_paths((walk((-2, 1), (0, 0)),))
    whole = view.plot.viewRange()
    turn_wheel(view, spot(view, 0, 0), 8)
    start = spot(view, 0, 0)  # on the walker: it is not taken hold of
    told = []
    view.dragged.connect(lambda *point: told.append(point))
    drag(view, start, start + QPointF(30, 5), start + QPointF(60, 20),
         button=button, keys=keys)  # fmt: skip
    moved = spot(view, 0, 0) - start
    assert (moved.x(), moved.y()) == pytest.approx((60, 20), abs=1)
    assert told == []
    send(view, DOUBLE, start)
    assert np.array(view.plot.viewRange()) == pytest.approx(np.array(whole))


def test_another_plane_is_seen_whole_and_the_same_as_before(view):
    turn_wheel(view, spot(view, 0, 0), 8)
    near = width(view)
    show(view, bowl(of=plane(name="v")))  # it has moved, but not grown
    assert width(view) == pytest.approx(near)
    show(view, bowl(of=plane(extent=5.0)))
    assert width(view) == pytest.approx(10, rel=0.05)


def test_the_walker_is_dragged_and_a_click_elsewhere_picks(view, qtbot):
    view.show_paths((walk((-2, 1), WALKER),))
    dragged, picked = [], []
    view.dragged.connect(lambda *point: dragged.append(point))
    view.picked.connect(lambda *point: picked.append(point))
    start = spot(view, *WALKER) + QPointF(8, -8)  # near enough
    ends = [(1.0, 1.0), (2.0, -1.0), (9.0, 9.0)]  # the last is outside
    drag(view, start, *(spot(view, *end) for end in ends))
    assert np.array(dragged) == pytest.approx(np.array(ends[:2]), abs=0.02)
    qtbot.wait(300)
    assert picked == []
    drag(view, start + QPointF(20, 0), start + QPointF(50, 0))
    assert len(dragged) == 2  # too far from it
    view.home()
    viewport = view.plot.viewport()
    with qtbot.waitSignal(view.picked):
        qtbot.mouseClick(viewport, LEFT, pos=spot(view, -1, 1).toPoint())
    assert picked == [pytest.approx((-1, 1), abs=0.02)]


def test_hovering_tells_where_and_that_it_has_left(view):
    told = []
    view.hovered.connect(told.append)
    send(view, MOVE, spot(view, 1, -2), NONE, NONE)
    QApplication.sendEvent(view.plot, QEvent(QEvent.Type.Leave))
    assert told == [pytest.approx((1, -2), abs=0.02), None]


def test_the_pointer_of_another_view_is_a_ring(view):
    before = pixels(view)
    view.show_pointer((1.0, 1.0))
    at = spot(view, 1.0, 1.0)
    changed = np.argwhere(np.abs(pixels(view) - before).max(axis=2) > 30)
    assert np.hypot(*(changed - [at.y(), at.x()]).T).max() < 12
    assert len(changed) > 20
    view.show_pointer(None)
    assert (pixels(view) == before).all()


spots = st.tuples(st.integers(0, 300), st.integers(0, 200))


@given(st.lists(spots, max_size=30))
def test_captions_touch_nothing_and_lie_inside(points):
    area = QRectF(0, 0, 300, 200)
    at = [QPointF(*point) for point in points]
    placed = place_captions(at, [(40.0, 14.0)] * len(at), area)
    rects = [rect for rect in placed if rect is not None]
    for number, rect in enumerate(rects):
        assert area.contains(rect)
        assert not any(rect.intersects(other) for other in rects[:number])
        assert not any(rect.contains(point) for point in at)


def test_a_lonely_point_has_its_caption():
    area = QRectF(0, 0, 300, 200)
    for point in (QPointF(5, 100), QPointF(295, 100), QPointF(150, 100)):
        assert place_captions([point], [(40.0, 14.0)], area) != [None]


def test_a_long_name_of_an_axis_ends_in_an_ellipsis(view, qtbot):
    name = "random direction 1, filter-normalised"
    show(view, bowl(of=plane(name=name)))
    axis = view.plot.getPlotItem().getAxis("bottom")
    qtbot.waitUntil(lambda: axis.labelText == name)
    view.resize(300, 300)
    qtbot.waitUntil(lambda: axis.labelText.endswith("…"))
    assert axis.label.boundingRect().width() <= axis.size().width() + 10
    assert axis.toolTip() == name


def test_numbers_at_the_ticks_have_a_minus_sign(view):
    axis = view.plot.getPlotItem().getAxis("bottom")
    assert axis.tickStrings([-1.5, 2.0], 1.0, 0.5) == ["−1.5", "2.0"]


@pytest.mark.parametrize("far", [np.nan, np.inf, 1e200])
def test_a_diverged_walk_and_a_ground_of_no_numbers_do_no_harm(view, far):
    nan = float("nan")
    path = walk((-2, 1), WALKER)
    view.show_spec(replace(ViewSpec(), layers=tuple(LAYERS)))
    view.show_paths((replace(path, xy=frozen([[0, 0], [far, far]])),))
    gone = replace(ground(), xy=frozen([nan, nan]), loss=nan, height=nan)
    view.show_ground(replace(gone, hessian=frozen(np.full((2, 2), nan))))
    drag(view, spot(view, 0, 0), spot(view, 1, 1))
    assert pixels(view).any()


def test_what_is_under_a_pointer_at_rest_follows_the_map(view):
    told = []
    view.hovered.connect(told.append)
    at = spot(view, 1.0, -1.0)
    send(view, MOVE, at, NONE, NONE)
    turn_wheel(view, at, 4)
    view.home()
    assert told[-1] == pytest.approx((1, -1), abs=0.02)
    view.plot._look(view.plot._excerpt.zoom(2.0, (0.0, 0.0)))
    assert told[-1] == pytest.approx((0.5, -0.5), abs=0.02)
    QApplication.sendEvent(view.plot, QEvent(QEvent.Type.Leave))
    view.home()
    assert told[-1] is None
