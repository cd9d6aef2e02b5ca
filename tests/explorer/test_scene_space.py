"""The mathematics of the scene: box, camera, picking, path. No OpenGL."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PyQt6.QtGui import QColor

from explorer.scene.box import HEIGHT, Box
from explorer.scene.camera import CORNERS, MARGINS, NARROW_MARGIN, Camera
from explorer.scene.floor import axes, near_corner
from explorer.scene.on_surface import draped
from explorer.scene.patch import between
from explorer.scene.picking import HeightField, are_hidden, pick
from explorer.scene.strokes import dashed
from explorer.scene.surface import grid_triangles, relief_vertices, slopes, whole_cells
from explorer.scene.ticks import axis_ticks, grid_spacing
from explorer.scene.track import clip_segments, path_segments
from models.scales import Scale, contour_spacing
from models.snapshots import Path, frozen

LINEAR = Scale(1.0, 5.0)
LOG = Scale(0.1, 100.0, is_log=True)
RED, WHITE = QColor("red"), QColor("white")

coordinates = st.floats(-50, 50)
extents = st.floats(0.01, 100)
angles = st.floats(0, 360)
elevations = st.floats(2, 88)
panels = st.tuples(st.integers(320, 2000), st.integers(300, 1600))


def test_box_places_points_and_losses():
    box = Box((1.0, -2.0), 2.0, LINEAR)
    places = box.place([[1, -2], [3, -4], [0, 0]], [1, 5, 2])
    expected = [[0, 0, 0], [1, -1, HEIGHT], [-0.5, 1, HEIGHT / 4]]
    np.testing.assert_allclose(places, expected, atol=1e-6)
    assert places.dtype == np.float32


def test_box_places_losses_on_a_log_scale():
    heights = Box((0, 0), 1.0, LOG).place(np.zeros((4, 2)), [0.1, 1, 10, 100])[:, 2]
    np.testing.assert_allclose(heights, HEIGHT * np.arange(4) / 3, atol=1e-6)


def test_box_places_what_is_not_finite_at_the_top():
    places = Box((0, 0), 1.0, LINEAR).place(np.zeros((3, 2)), [np.inf, np.nan, 99])
    np.testing.assert_allclose(places[:, 2], HEIGHT)


@given(coordinates, coordinates, extents, st.floats(-1, 1), st.floats(-1, 1))
def test_plane_coordinates_are_the_inverse_of_places(x, y, extent, across, along):
    box = Box((x, y), extent, LINEAR)
    point = np.array([[x + extent * across, y + extent * along]])
    places = box.place(point, [2.0])
    tolerance = 1e-6 * extent + 1e-12 * (abs(x) + abs(y))
    np.testing.assert_allclose(box.plane_xy(places), point, atol=tolerance)


@pytest.mark.parametrize("scale", [LINEAR, LOG])
def test_direction_follows_the_chain_rule(scale):
    extent, loss, gradient = 2.0, 3.0, np.array([0.3, -0.4])
    vector = Box((0, 0), extent, scale).direction((0.5, 0.5), loss, gradient, 0.3)
    range_ = math.log(scale.high / scale.low) * loss if scale.is_log else 4.0
    rise = HEIGHT * 0.5 / range_  # of the scene per unit of the plane, |gradient| = 0.5
    expected = np.array([0.6 / extent, -0.8 / extent, rise])
    expected *= 0.3 / np.linalg.norm(expected)
    np.testing.assert_allclose(vector, expected, rtol=1e-4)


@pytest.mark.parametrize("gradient", [(0, 0), (np.nan, 1), (np.inf, 0)])
def test_no_direction_without_a_gradient(gradient):
    assert Box((0, 0), 1, LINEAR).direction((0, 0), 2.0, gradient, 0.3) is None


@given(angles, st.floats(-10, 90), panels, st.booleans())
def test_the_box_stays_in_its_panel(azimuth, elevation, panel, is_perspective):
    camera = Camera(is_perspective=is_perspective).look(azimuth, elevation)
    pixels = camera.fit(*panel).project(CORNERS)
    assert (pixels > -0.01).all()
    assert (pixels < np.array(panel) + 0.01).all()


@given(panels)
@settings(deadline=None)
def test_the_corner_view_fills_its_panel(panel):
    camera = Camera().fit(*panel)
    pixels = camera.project(CORNERS)
    left, top, right, bottom = MARGINS
    right = NARROW_MARGIN if camera.is_narrow else right
    gaps = np.array([*pixels.min(axis=0), *(np.array(panel) - pixels.max(axis=0))])
    spare = gaps - [left, top, right, bottom]
    assert min(abs(spare[0]), abs(spare[1])) < 1e-6
    assert spare.min() > -1e-6
    np.testing.assert_allclose(spare[:2], spare[2:], atol=1e-6)


@given(st.integers(300, 900), st.floats(0.85, 0.95), st.booleans())
def test_a_tall_panel_is_filled_in_both_directions(width, shape, is_perspective):
    left, top, right, bottom = MARGINS
    height = round(shape * (width - left - right)) + top + bottom
    camera = Camera(is_perspective=is_perspective).fit(width, height)
    size = np.ptp(camera.project(CORNERS), axis=0)
    if not camera.is_narrow:
        room = width - left - right, height - top - bottom
        np.testing.assert_allclose(size, room, rtol=0.01)


def test_the_steepness_of_a_tall_panel_ends_at_level_and_upright():
    tall, wide = Camera().fit(500, 600), Camera().fit(900, 500)
    assert (wide.tilt, wide.lift, wide.rise) == (1, 1, pytest.approx(30))
    assert 30 < tall.rise < 50
    for elevation in (0, 90):
        assert tall.look(45, elevation).rise == pytest.approx(elevation)
    turned = tall.orbit(70, 0)
    assert (turned.tilt, turned.lift) == (tall.tilt, tall.lift)


def test_places_and_normals_are_seen_alike_in_a_tall_panel():
    camera = Camera().fit(500, 600).orbit(20, 5)
    along, across = np.array([1, 0.2, 0.6]), np.array([-0.3, 1, 0.4])
    normal = np.cross(along, across)
    seen = [camera.view[:3, :3] @ each for each in (along, across)]
    assert np.cross(*seen) @ (camera.facing @ normal) > 0
    np.testing.assert_allclose(np.stack(seen) @ (camera.facing @ normal), 0, atol=1e-9)
    near, far = camera.ray(200, 300)
    way = (far - near) / np.linalg.norm(far - near)
    off = np.cross(way, camera.eye - near)
    np.testing.assert_allclose(off, 0, atol=1e-6)


def test_corner_view_has_x_at_the_right_and_y_at_the_left():
    camera = Camera().fit(900, 600)
    front, x_end, y_end = camera.project([(-1, -1, 0), (1, -1, 0), (-1, 1, 0)])
    assert near_corner(camera) == (-1, -1)
    assert x_end[0] > front[0] > y_end[0]
    assert front[1] > max(x_end[1], y_end[1])


@given(angles, elevations, panels, st.booleans(), st.floats(0.5, 5))
def test_a_ray_passes_through_what_is_projected(
    azimuth, elevation, panel, is_perspective, zoom
):
    camera = Camera(is_perspective=is_perspective).fit(*panel)
    camera = camera.look(azimuth, elevation).zoom(zoom, 30, 40).pan(20, -10)
    place = np.array([0.3, -0.7, 0.2])
    near, far = camera.ray(*camera.project(place)[0])
    off = np.cross(far - near, place - near) / np.linalg.norm(far - near)
    assert np.linalg.norm(off) < 1e-6


@given(st.floats(0.5, 4), st.floats(0, 900), st.floats(0, 600))
def test_zoom_keeps_what_is_under_the_pointer(factor, x, y):
    camera = Camera().fit(900, 600)
    near, far = camera.ray(x, y)
    zoomed = camera.zoom(factor, x, y)
    np.testing.assert_allclose(zoomed.project([near, far]), [[x, y]] * 2, atol=1e-6)
    assert zoomed.fit(500, 500).zoom_factor == zoomed.zoom_factor


def hills(side=61):
    axis = np.linspace(-1, 1, side)
    x, y = np.meshgrid(axis, axis, indexing="ij")
    return HeightField(axis, axis, 0.4 + 0.3 * np.sin(2 * x) * np.cos(3 * y))


@given(angles, elevations, st.floats(-0.98, 0.98), st.floats(-0.98, 0.98))
def test_pick_finds_the_surface_or_what_is_before_it(azimuth, elevation, x, y):
    field, camera = hills(), Camera().fit(900, 600).look(azimuth, elevation)
    place = np.array([x, y, 0.0])
    place[2] = field.height(place)
    near, far = camera.ray(*camera.project(place)[0])
    hit = pick(field, near, far)
    before = -np.inf if hit is None else camera.direction @ (hit - place)
    if before < -1e-3:  # missed, as it may be where it is seen at a grazing angle
        slopes = (
            0.6 * np.cos(2 * x) * np.cos(3 * y),
            -0.9 * np.sin(2 * x) * np.sin(3 * y),
        )
        normal = np.array([-slopes[0], -slopes[1], 1])
        assert abs(normal @ camera.direction) < 0.2 * np.linalg.norm(normal)
        return
    assert abs(hit[2] - field.height(hit)) < 1e-4
    if elevation > 60:  # steeper than the hills: nothing is hidden
        np.testing.assert_allclose(hit, place, atol=1e-3)


def test_hidden_is_what_is_behind_the_surface():
    axis = np.linspace(-1, 1, 21)
    ridge = HeightField(axis, axis, np.outer(np.abs(axis) < 0.2, np.ones(21)))
    places = np.array([[0.8, 0, 0.1], [-0.8, 0, 0.1], [-0.8, 0, 1.2], [0, -1, -0.2]])
    hidden = are_hidden(ridge, places, np.array([5.0, 0, 0.5]))
    assert hidden.tolist() == [False, True, False, False]


def test_pick_misses_beside_the_surface():
    camera = Camera().fit(900, 600)
    assert pick(hills(), *camera.ray(5, 5)) is None


def test_path_is_cut_at_the_edge_of_the_box():
    places = np.array([[-2, 0, 0.1], [0, 0, 0.3], [0, 3, 0.3], [0, 4, 0.3]], np.float32)
    begins, ends, index = clip_segments(places)
    np.testing.assert_allclose(begins, [[-1, 0, 0.2], [0, 0, 0.3]], atol=1e-4)
    np.testing.assert_allclose(ends, [[0, 0, 0.3], [0, 1, 0.3]], atol=1e-4)
    assert index.tolist() == [0, 1]


def test_path_leaves_through_the_top_and_lies_on_the_bottom():
    xy = frozen([[0, 0], [0.5, 0], [0.5, 0.5]])
    path = Path(
        frozen(range(3)), frozen([3, 7, -9]), xy, frozen(np.zeros(3)), frozen([0, 0])
    )
    segments = path_segments(path, Box((0, 0), 1.0, LINEAR), RED, WHITE)
    lines = segments.widths < 5
    np.testing.assert_allclose(segments.ends[lines][0], [0.25, 0, HEIGHT], atol=1e-4)
    np.testing.assert_allclose(segments.begins[lines][1][2], HEIGHT, atol=1e-4)
    np.testing.assert_allclose(segments.ends[lines][1], [0.5, 0.5, 0], atol=1e-4)
    assert segments.ends[:, 2].max() < HEIGHT + 1e-4


@pytest.mark.parametrize("scale", [LINEAR, LOG])
def test_free_places_agree_inside_and_go_on_outside(scale):
    box, xy = Box((0, 0), 1.0, scale), np.zeros((3, 2))
    inside = np.array([scale.low, 2.0, scale.high])
    np.testing.assert_allclose(box.place_freely(xy, inside), box.place(xy, inside))
    outside = [2 * scale.high, scale.low / 2, np.inf]
    heights = box.place_freely(xy, outside)[:, 2]
    assert heights[0] > HEIGHT
    assert heights[1] < 0
    assert np.isfinite(heights).all()


def test_a_diverging_path_is_drawn_as_far_as_it_is_seen():
    xy = frozen([[0, 0], [0.5, 0], [5, 1e300], [np.inf, np.nan], [np.nan, np.nan]])
    losses = frozen([1, 2, 1e300, np.inf, np.nan])
    path = Path(frozen(range(5)), losses, xy, frozen(np.zeros(5)), frozen([0, 0]))
    segments = path_segments(path, Box((0, 0), 1.0, LINEAR), RED, WHITE)
    for array in (segments.begins, segments.ends, segments.colors):
        assert np.isfinite(array).all()


def test_older_steps_are_fainter():
    steps = np.linspace(-0.9, 0.9, 30)
    path = Path(
        frozen(range(30)),
        frozen(np.full(30, 2.0)),
        frozen(np.stack([steps, steps], axis=1)),
        frozen(np.zeros(30)),
        frozen([0, 0]),
    )
    segments = path_segments(path, Box((0, 0), 1.0, LINEAR), RED, WHITE)
    greens = segments.colors[:29, 1]
    assert (np.diff(greens) < 0).all()
    assert greens[-1] == pytest.approx(0, abs=1e-6)


def test_one_step_is_a_path():
    one = frozen([[0.0, 0.0]])
    path = Path(frozen([0]), frozen([2]), one, frozen([0]), frozen([0, 0]))
    segments = path_segments(path, Box((0, 0), 1.0, LINEAR), RED, WHITE)
    assert len(segments.begins) == 1


@pytest.mark.parametrize("scale", [LINEAR, LOG, Scale(-3e-5, 7e-4)])
def test_every_fifth_contour_is_at_a_round_loss(scale):
    per_unit, offset = contour_spacing(scale)
    majors = [(5 * k - offset) / per_unit for k in range(-20, 200)]
    losses = [scale.value(unit) for unit in majors if 0 <= unit <= 1]
    assert 2 <= len(losses) <= 10
    values = np.log10(losses) if scale.is_log else np.array(losses)
    step = values[1] - values[0]
    np.testing.assert_allclose(values / step, np.round(values / step), atol=1e-6)


@given(coordinates, extents)
def test_ticks_are_grid_lines(x, extent):
    box = Box((x, 0), extent, LINEAR)
    per_unit, offset, *_ = grid_spacing(box)
    ticks = (np.array(axis_ticks(box, 0)) - x) / extent
    numbers = ticks * per_unit + offset
    np.testing.assert_allclose(numbers, np.round(numbers), atol=1e-5)


@given(angles, st.floats(0, 80))
def test_the_loss_axis_is_at_the_left(azimuth, elevation):
    camera = Camera().fit(900, 600).look(azimuth, elevation)
    *_, up = axes(Box((0, 0), 1.0, LINEAR), camera)
    assert camera.project(up.begin)[0, 0] <= camera.project(CORNERS[::2])[:, 0].min()


def test_slopes_of_a_plane_are_exact():
    x, y = np.meshgrid(np.linspace(0, 1, 5), np.linspace(0, 2, 7), indexing="ij")
    stacked = relief_vertices(2 * x - 3 * y, (0.25, 1 / 3), x)
    np.testing.assert_allclose(stacked[..., 1], 2, rtol=1e-5)
    np.testing.assert_allclose(stacked[..., 2], -3, rtol=1e-5)


def test_slopes_beside_a_hole_are_one_sided():
    heights = np.arange(7.0)[:, None] ** 2 * np.ones(3)
    heights[3] = np.nan
    found = slopes(heights, 1.0)[:, 1]
    np.testing.assert_allclose(found, [1, 2, 3, 0, 9, 10, 11])


def test_cells_that_touch_a_hole_are_left_out():
    heights = np.zeros((6, 5))
    heights[2, 2] = np.nan
    triangles = whole_cells(heights)
    assert len(triangles) == 5 * 4 - 4
    assert 2 * 5 + 2 not in triangles
    assert len(whole_cells(np.full((3, 3), np.nan))) == 0


def test_pick_misses_a_hole_and_finds_what_is_behind():
    axis = np.linspace(-1, 1, 41)
    heights = np.zeros((41, 41))
    heights[10:31, 10:31] = np.nan
    field = HeightField(axis, axis, heights)
    straight = np.array([0.1, 0.1, 1.0]), np.array([0.1, 0.1, -1.0])
    assert pick(field, *straight) is None
    slanted = np.array([0.9, 0.0, 1.0]), np.array([-0.9, 0.0, -0.2])
    np.testing.assert_allclose(pick(field, *slanted), [-0.6, 0, 0], atol=1e-3)
    nothing = HeightField(axis, axis, np.full((41, 41), np.nan))
    assert pick(nothing, *straight) is None


@given(st.integers(0, 10**6))
def test_triangles_are_cut_at_bottom_and_top(seed):
    rng = np.random.default_rng(seed)
    triangle = rng.uniform(-0.5, 1.2, (1, 3, 3)).astype(np.float32)
    parts = between(triangle)
    assert parts.size == 0 or parts[..., 2].min() > -1e-5
    assert parts.size == 0 or parts[..., 2].max() < HEIGHT + 1e-5
    weights = rng.dirichlet(np.ones(3), 2000)
    inside = (weights @ triangle[0])[:, 2]
    share = ((inside >= 0) & (inside <= HEIGHT)).mean()
    assert abs(area(parts) / area(triangle) - share) < 0.06


def area(triangles):
    sides = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    return np.linalg.norm(np.cross(*sides), axis=1).sum() / 2


def test_a_line_is_draped_over_the_hills():
    field = hills(41)
    points = np.array([[-0.9, -0.8], [0.7, 0.9], [np.nan, np.nan], [0, -2], [0, 0]])
    places = draped(points, field)
    whole = places[np.isfinite(places).all(axis=1)]
    np.testing.assert_allclose(whole[:, 2], field.height(whole), atol=1e-9)
    assert np.abs(whole).max() <= 1
    first = whole[: np.flatnonzero(np.isnan(places).any(axis=1))[0]]
    assert np.linalg.norm(np.diff(first[:, :2], axis=0), axis=1).max() < 2 / 40 + 1e-9
    np.testing.assert_allclose(first[[0, -1], :2], points[:2])


def test_dashes_begin_and_end_with_a_dash():
    points = dashed((0, 0, 0), (1, 2, 2))
    whole = points[np.isfinite(points).all(axis=1)]
    np.testing.assert_allclose(whole[0], 0, atol=1e-12)
    np.testing.assert_allclose(whole[-1], [1, 2, 2])
    lengths = np.linalg.norm(whole[1::2] - whole[::2], axis=1)
    gaps = np.linalg.norm(whole[2::2] - whole[1:-1:2], axis=1)
    np.testing.assert_allclose(lengths, gaps[0])


def test_triangles_cover_the_grid():
    triangles = grid_triangles(4, 3).reshape(-1, 3)
    x, y = np.divmod(triangles.astype(int), 3)
    areas = (x[:, 1] - x[:, 0]) * (y[:, 2] - y[:, 0])
    areas -= (x[:, 2] - x[:, 0]) * (y[:, 1] - y[:, 0])
    assert (abs(areas) == 1).all()
    assert len(triangles) == 2 * 3 * 2
    assert set(triangles.ravel()) == set(range(12))


def test_a_crowded_path_is_drawn_by_fewer_lines_along_the_same_way():
    turns = np.linspace(0, 6, 4000)
    xy = np.column_stack([np.cos(turns), np.sin(turns)]) * (0.1 * turns[:, None])
    steps = len(xy)
    path = Path(
        frozen(range(steps)),
        frozen(np.full(steps, 2.0)),
        frozen(xy),
        frozen(np.zeros(steps)),
        frozen([0, 0]),
    )
    lines = path_segments(path, Box((0, 0), 1.0, LINEAR), RED, WHITE)
    assert 300 < len(lines.begins) < 1000
    np.testing.assert_allclose(lines.begins[0, :2], xy[0], atol=1e-6)
    np.testing.assert_allclose(lines.ends[-1, :2], xy[-1], atol=1e-6)
    away = lines.begins[:, None, :2] - xy[None, ::4]
    assert np.sqrt(np.square(away).sum(2)).min(1).max() < 0.003
    gaps = np.linalg.norm(lines.ends - lines.begins, axis=1)
    assert gaps.max() < 0.007
