"""The layers of the scene: each draws what it says, where it says."""

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QColor

from explorer.theme import DARK, LIGHT, OTHERS, lookup_table
from models.catalog import LAYERS
from models.scales import make_scale
from models.snapshots import (
    DIVERGED,
    FLYING,
    Fan,
    Ground,
    Mark,
    Marker,
    Rain,
    Surface,
    frozen,
)  # fmt: skip
from models.specs import ViewSpec
from tests.explorer.scenes import bowl, loss, picture, show, walk

pytestmark = pytest.mark.gl

AT = np.array([1.0, 0.0])


def slope(x, y):
    return np.array([2 * (x - 0.5) + 0.6 * np.cos(2 * x), y + 0.5])


def ground(**changes):
    height = float(loss(*AT))
    hessian = [[2 - 1.2 * np.sin(2 * AT[0]), 0], [0, 1]]
    known = Ground(
        xy=frozen(AT),
        loss=height,
        height=height,
        gradient=frozen(slope(*AT)),
        hessian=frozen(hessian),
        step=frozen(-0.6 * slope(*AT)),
        promised=0.0,
        real=float(loss(*(AT - 0.6 * slope(*AT)))),
        momentum=frozen([1.0, -2.0]),
        fan=Fan(frozen([[1.0, 0.2], [-2.0, 3.0]]), frozen([0.3, 1.0])),
    )
    return replace(known, **changes)


def show_all(view):
    """Show something for every layer, and draw none of them."""
    surface = bowl(61)
    mark = Mark("minimum", frozen([2, -2]), float(loss(2, -2)), frozen([1, 2]))
    creases = frozen([[-2, -3], [0, 0], [np.nan, np.nan], [2, 1], [4, 2]])
    lines = frozen([[-2, -4], [4, -4]])
    show(view, replace(surface, marks=(mark,), creases=creases, penalty=lines))
    view.show_paths((walk((3, 1), (2, 0.5), AT, gradient=slope(*AT)),))
    raised = float(loss(*AT)) + 4
    view.show_ground(ground(loss=raised, height=raised))
    view.show_markers((Marker("here", frozen([3, -2]), float(loss(3, -2)), 0.0),))
    view.show_cut(np.array([[-2.0, 0.0], [4.0, 1.0]]))
    view.show_spec(ViewSpec(layers=()))


def changed(view, *layers, **others):
    """Return which pixels `layers` change."""
    view.show_spec(ViewSpec(layers=(), **others))
    without = picture(view)
    view.show_spec(ViewSpec(layers=layers, **others))
    return (picture(view) != without).any(axis=2)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_every_layer_draws_something(view, layer, theme):
    view.show_theme(theme)
    show_all(view)
    assert changed(view, layer).sum() > 25


def spot(view, x, y, height=None):
    place = view._contents.box.place([[x, y]], [loss(x, y)])
    if height is not None:
        place[0, 2] = height
    return view.camera.project(place)[0].round().astype(int)


@pytest.mark.parametrize("layer", ["tangent", "quadratic"])
def test_a_patch_is_around_the_walker_and_as_large_as_asked(view, layer):
    show_all(view)
    view.show_ground(ground())
    view.show_paths(())
    view.look(0, 90)
    counts = [changed(view, layer, radius=r).sum() for r in (0.1, 0.2)]
    assert 3 < counts[1] / counts[0] < 5
    column, row = spot(view, *AT)
    assert changed(view, layer, radius=0.1)[row + 4, column + 4]


def test_a_tangent_plane_is_cut_at_the_edges_of_the_box(view):
    show_all(view)
    view.show_ground(ground())
    view.show_spec(ViewSpec(layers=("tangent",), radius=2.0))
    points = view._contents.scene(view.camera)["tangent"].points
    assert np.abs(points[:, :2]).max() <= 1 + 1e-5
    assert points[:, 2].min() >= -1e-5
    assert points[:, 2].max() <= 0.7 + 1e-5
    slopes = slope(*AT)
    box = view._contents.box
    expected = loss(*AT) + (box.plane_xy(points) - AT) @ slopes
    heights = box.place_freely(box.plane_xy(points), expected)[:, 2]
    np.testing.assert_allclose(points[:, 2], heights, atol=1e-4)


def test_arrows_of_the_field_point_downhill(view):
    show_all(view)
    view.show_spec(ViewSpec(layers=("field", "floor_field")))
    scene, box = view._contents.scene(view.camera), view._contents.box
    for name in ("flow", "floor flow"):
        arrows = scene[name]
        assert 150 < len(arrows.tails) <= 196
        xy = box.plane_xy(arrows.tails + arrows.vectors / 2)
        wanted = -np.array([slope(x, y) for x, y in xy])
        along = (arrows.vectors[:, :2] * wanted).sum(axis=1)
        lengths = np.linalg.norm(arrows.vectors[:, :2], axis=1)
        cosines = along / lengths / np.linalg.norm(wanted, axis=1)
        assert np.quantile(cosines, 0.05) > 0.99
    assert (scene["floor flow"].vectors[:, 2] == 0).all()


def test_true_arrows_are_as_long_as_the_slope(view):
    show_all(view)
    view.show_spec(ViewSpec(layers=("floor_field",), true_length=True))
    arrows, box = view._contents.scene(view.camera)["floor flow"], view._contents.box
    xy = box.plane_xy(arrows.tails + arrows.vectors / 2)
    steepness = np.array([np.linalg.norm(slope(x, y)) for x, y in xy])
    lengths = np.linalg.norm(arrows.vectors, axis=1)
    np.testing.assert_allclose(
        lengths / lengths.max(), steepness / steepness.max(), atol=0.03
    )
    assert lengths.max() == pytest.approx(2 / 14, rel=1e-3)


def test_no_arrows_where_it_is_level_or_a_hole(view):
    surface = bowl(57)
    losses = surface.loss.copy()
    losses[:20] = losses.max()
    losses[40:, :30] = np.nan
    show(view, Surface(surface.plane, surface.axis_x, surface.axis_y, losses))
    view.show_spec(ViewSpec(layers=("field",)))
    arrows, box = view._contents.scene(view.camera)["flow"], view._contents.box
    xy = box.plane_xy(arrows.tails + arrows.vectors / 2)
    x, y = surface.axis_x, surface.axis_y
    assert (xy[:, 0] > x[18]).all()
    assert not ((xy[:, 0] > x[40]) & (xy[:, 1] < y[28])).any()


def test_the_partials_add_up_to_the_gradient(view):
    show_all(view)
    view.show_spec(ViewSpec(layers=("gradient", "partials")))
    scene = view._contents.scene(view.camera)
    heads, up = scene["partial heads"], scene["arrows"].vectors[0]
    place = scene["arrows"].tails[0]
    parts = heads.tails + heads.vectors - place
    np.testing.assert_allclose(parts.sum(axis=0), up, atol=1e-5)
    assert parts[0, 1] == parts[1, 0] == 0


def test_the_step_ends_where_the_next_step_is(view):
    show_all(view)
    view.show_ground(ground())
    view.show_spec(ViewSpec(layers=("step",)))
    arrow, box = view._contents.scene(view.camera)["step"], view._contents.box
    there = AT - 0.6 * slope(*AT)
    expected = box.place([there], [loss(*there)])[0]
    np.testing.assert_allclose(arrow.tails[0] + arrow.vectors[0], expected, atol=1e-5)


def test_there_is_no_tether_on_an_exact_surface(view):
    show_all(view)
    view.show_ground(ground())
    assert not changed(view, "tether").any()


def test_the_tether_ends_on_the_surface_also_while_the_ground_is_not_known(view):
    show_all(view)
    path = walk((0.0, 0.0), AT)
    above = replace(path, losses=path.losses + 4)
    view.show_paths((above,))
    view.show_spec(ViewSpec(layers=("tether",)))
    box = view._contents.box
    top, foot = (box.place([AT], [loss(*AT) + more])[0] for more in (4, 0))
    for known in (ground(), None, ground(xy=frozen([9, 9]))):
        view.show_ground(known)
        segments = view._contents.scene(view.camera)["tether"].segments
        np.testing.assert_allclose(segments.begins[0], top, atol=1e-5)
        np.testing.assert_allclose(segments.ends[-1], foot, atol=2e-3)


def test_floor_contours_are_those_of_the_surface(view):
    show_all(view)
    view.show_spec(ViewSpec(layers=("floor",)))
    segments, box = (
        view._contents.scene(view.camera)["floor"].segments,
        view._contents.box,
    )
    points = box.plane_xy(segments.begins)
    relief = view._contents.relief
    per_unit, offset = relief.contours
    numbers = box.scale.unit(loss(*points.T)) * per_unit + offset
    assert np.abs(numbers - numbers.round()).max() < 0.02
    strong = segments.widths > 1.2
    assert (numbers[strong].round() % 5 == 0).all()
    assert strong.any()


def test_a_hole_is_seen_through_and_missed(view):
    surface = bowl()
    losses = surface.loss.copy()
    losses[15:26, 15:26] = np.inf
    view.look(45, 80)
    show(view, Surface(surface.plane, surface.axis_x, surface.axis_y, losses))
    view.show_spec(ViewSpec(layers=()))
    column, row = view.camera.project([(0.1, 0.1, -0.12)])[0].round().astype(int)
    ground_color = np.array(QColor(DARK.panel).getRgb()[:3])
    drawn = picture(view)[row - 8 : row + 9, column - 8 : column + 9].reshape(-1, 3)
    assert (np.abs(drawn - ground_color).sum(axis=1) < 9).mean() > 0.5
    assert view._contents.point_at(view.camera, QPointF(column, row)) is None
    assert (
        view._contents.point_at(view.camera, QPointF(*spot(view, -1.5, -3))) is not None
    )


def test_a_translucent_surface_lets_the_floor_shine_through(view):
    show_all(view)
    view.look(45, 60)
    view.show_spec(ViewSpec(layers=(), opacity=0.5))
    half = picture(view)
    view.show_spec(ViewSpec(layers=()))
    whole = picture(view)
    panel = np.array(QColor(DARK.panel).getRgb()[:3])
    column, row = spot(view, 2.1, 0.7)
    near = slice(row - 9, row + 10), slice(column - 9, column + 10)
    off = half[near] - (whole[near] + panel) / 2
    assert np.abs(np.median(off, axis=(0, 1))).max() < 3  # but for the grid behind


@pytest.mark.parametrize("name", ["viridis", "cividis", "copper"])
def test_the_bright_end_can_be_low_or_high(view, name):
    show_all(view)
    low = spot(view, 0.5, -0.8)
    brightness = []
    for bright in ("low", "high"):
        view.show_spec(ViewSpec(layers=(), color_map=name, bright=bright))
        brightness.append(picture(view)[low[1], low[0]].sum())
        table = lookup_table(name, bright)[:, :3].sum(axis=1)
        assert (table[0] > table[-1]) == (bright == "low")
    assert brightness[0] > brightness[1] + 150


def test_other_paths_have_colours_of_their_own(view):
    show_all(view)
    first = walk((3, 1), AT)
    view.show_paths((first, walk((-1, -3), (0, -2)), walk((3, -3), (2.5, -2))))
    drawn = picture(view).reshape(-1, 3)
    for color in OTHERS[:2]:
        wanted = np.array(QColor(color).getRgb()[:3])
        assert (np.abs(drawn - wanted).sum(axis=1) < 40).sum() > 20


def test_a_path_leaves_through_the_top(view):
    show_all(view)
    scale = replace(make_scale(bowl().loss), high=4.0)
    view.show_surface(bowl(), scale, scale)
    view.show_paths((walk((1, -1), (4, 2)),))
    ends = view._contents.scene(view.camera)["track"].segments.ends
    assert ends[:, 2].max() == pytest.approx(0.7, abs=1e-3)
    last = ends[ends[:, 2].argmax()]
    assert last[0] < 0.95  # not at the edge: it was cut on its way up


def test_only_what_has_changed_is_made_again(view):
    show_all(view)
    view.show_spec(ViewSpec(layers=tuple(LAYERS)))
    before = view._contents.scene(view.camera)
    lifted = float(loss(*AT)) + 3
    view.show_ground(ground(loss=lifted, height=lifted))
    after = view._contents.scene(view.camera)
    other = {name for name in before if before[name] is not after[name]}
    assert {"tether", "tangent", "quadratic"} <= other
    assert not other & {"relief", "floor", "flow", "track", "frame", "ball"}


def test_the_pointer_of_another_view_is_shown_and_taken_away(view):
    show_all(view)
    before = picture(view)
    view.show_pointer((2.0, -2.0))
    column, row = spot(view, 2.0, -2.0)
    rows, columns = np.nonzero((picture(view) != before).any(axis=2))
    np.testing.assert_allclose([columns.mean(), rows.mean()], [column, row], atol=2)
    view.show_pointer(None)
    np.testing.assert_array_equal(picture(view), before)


def test_a_line_far_longer_than_the_box_costs_no_more_than_one_through_it(view):
    show_all(view)
    view.show_spec(ViewSpec(layers=("cut",)))
    view.show_cut(np.array([[-3e7, -1.0], [5e7, -1.0]]))
    scene = view._contents.scene(view.camera)
    for name in ("cut", "cut shadow"):
        places = scene[name].segments.begins
        assert len(places) < 400
        assert np.abs(places[:, :2]).max() <= 1 + 1e-6
    view.show_cut(np.array([[1e6, 1e6], [2e6, 3e6]]))
    assert not {"cut", "cut shadow"} & set(view._contents.scene(view.camera))


def test_the_momentum_lies_along_the_surface(view):
    show_all(view)
    view.show_spec(ViewSpec(layers=("momentum",)))
    arrows = view._contents.scene(view.camera)["momentum"]
    (tail,), (vector,) = arrows.tails, arrows.vectors
    box = view._contents.box
    ahead = 0.02 * np.array([1.0, -2.0])
    there = view._contents.shown.paths[0].losses[-1] + slope(*AT) @ ahead
    way = box.place(AT + ahead, there) - tail
    np.testing.assert_allclose(
        vector / np.linalg.norm(vector), way / np.linalg.norm(way), atol=0.01
    )


def test_examples_without_a_gradient_have_no_arrow_in_the_fan(view):
    show_all(view)
    fan = Fan(frozen([[0.0, 0.0], [1e-9, 0.0], [0.4, 0.1]]), frozen([0.5, 0.2]))
    view.show_ground(ground(fan=fan))
    view.show_spec(ViewSpec(layers=("fan",)))
    scene = view._contents.scene(view.camera)
    assert len(scene["fan"].vectors) == 1
    assert len(scene["full gradient"].vectors) == 1
    view.show_ground(ground(fan=Fan(frozen([[0.0, 0.0]]), frozen([0.0, 0.0]))))
    assert not {"fan", "full gradient"} & set(view._contents.scene(view.camera))


def test_rain_colours_the_floor_by_basin_and_shows_the_drops(view):
    show_all(view)
    bare = picture(view)
    centre, extent = (1.0, 0.0), 3.0
    corners = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
    rain = Rain(
        2, 20, frozen(centre + corners), frozen([loss(*p) for p in centre + corners]),
        np.array([0, 1, FLYING, DIVERGED]), (), centre, extent, has_ended=False,
    )  # fmt: skip
    view.show_rain(rain)
    scene = view._contents.scene(view.camera)
    assert {name for name in scene if name.startswith("basin")} == {
        "basin 0",
        "basin 1",
        f"basin {DIVERGED}",
    }
    floor = scene["basin 0"].points
    assert floor[:, :2].min(axis=0).tolist() == [-1, -1], "the cell of the first start"
    assert floor[:, :2].max(axis=0).tolist() == [0, 0]
    assert "drops" in scene
    assert (picture(view) != bare).any(axis=2).sum() > 500
    view.show_rain(replace(rain, has_ended=True))
    assert "drops" not in view._contents.scene(view.camera)
    view.show_rain(None)
    np.testing.assert_array_equal(picture(view), bare)
