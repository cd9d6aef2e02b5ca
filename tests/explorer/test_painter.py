"""The scene without OpenGL: what hides what, and the same picture as OpenGL's."""

import re
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QBuffer, QByteArray, QRect, QSize
from PyQt6.QtGui import QColor, QImage, QPainter, QPdfWriter
from PyQt6.QtSvg import QSvgGenerator, QSvgRenderer

from explorer.scene.box import HEIGHT
from explorer.scene.camera import Camera
from explorer.scene.facets import THIN, facets, slopes, thinned
from explorer.scene.hiding import Cover, parts
from explorer.scene.painter import paint_scene
from explorer.scene.painter_canvas import REST, PainterCanvas
from explorer.scene.picking import HeightField, pick
from explorer.scene.shapes import Arrows, Pass, Relief, Segments, Sheet, Strokes
from explorer.theme import DARK, LIGHT, lookup_table
from models.specs import ViewSpec
from tests.explorer.scenes import pixels, walk

SIZE = 450, 330
CORNER = Camera().fit(*SIZE)
ABOVE = CORNER.look(0, 90)
RED, BLUE = (1.0, 0.0, 0.0, 1.0), (0.0, 0.0, 1.0, 1.0)
BARE = {"has_contours": False, "has_grid": False}


def waves(x, y):
    return 0.35 + 0.2 * np.sin(3 * x + 0.4) * np.cos(2.5 * y) + 0.1 * x * y


def relief(heights=waves, side=41, colors=None, **changes):
    axis = np.linspace(-1, 1, side)
    lifted = np.broadcast_to(heights(axis[:, None], axis), (side, side)).astype(float)
    colored = lifted / HEIGHT if colors is None else np.full((side, side), colors)
    table = lookup_table()
    return Relief(axis, axis, lifted, colored, table, (20, 0), (8, 0, 8, 0), **changes)


def level(height, **changes):
    return relief(lambda x, y: height + 0 * x * y, colors=0.5, **BARE, **changes)


def strokes(begin, end, *passes, color=RED, width=5.0):
    ends = np.array([[begin], [end]], np.float32)
    widths, colors = np.array([width], np.float32), np.array([color], np.float32)
    return Strokes(Segments(*ends, widths, colors), passes or (Pass(),))


def sheet(height, color, half=0.5):
    points = [[x, y, height] for x in (-half, half) for y in (-half, half)]
    triangles = np.array([[0, 1, 2], [1, 2, 3]], np.uint32)
    return Sheet(np.array(points, np.float32), triangles, color)


def picture(*shapes, camera=CORNER, theme=DARK, is_fine=False, size=SIZE):
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    scene = {str(number): shape for number, shape in enumerate(shapes)}
    paint_scene(painter, scene, camera, theme, is_fine)
    painter.end()
    return pixels(image)


def at(drawn, place, camera=CORNER):
    column, row = camera.project(place)[0].astype(int)
    return drawn[row, column].tolist()


def is_near(color, wanted, tolerance=3):
    return np.abs(np.array(color) - np.array(wanted)[:3]).max() <= tolerance


def panel(theme=DARK):
    return theme.color("panel").getRgb()[:3]


def block_means(drawn, size=6):
    rows, columns = (length // size * size for length in drawn.shape[:2])
    blocks = drawn[:rows, :columns].reshape(rows // size, size, -1, size, 3)
    return blocks.mean(axis=(1, 3))


@pytest.mark.gl
@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("direction", [(45, 30), (200, 12), (0, 90), (110, -8)])
def test_the_scene_looks_as_with_opengl(view, theme, direction):
    layers = "contours", "floor", "grid", "stem", "gradient", "downhill", "partials"
    view.show_spec(ViewSpec(layers=layers))
    view.show_paths((walk((-1.5, 1.0), (0.0, 0.5), (2.0, -1.0)),))
    view.show_theme(theme)
    view.look(*direction)
    wanted = pixels(view.render_bare(900, 660))
    view.draw_on(PainterCanvas())
    drawn = pixels(view.render_bare(900, 660))
    gap = np.abs(block_means(drawn, 10) - block_means(wanted, 10))
    assert gap.mean() < 2
    assert np.quantile(gap, 0.99) < 24


@pytest.mark.parametrize("azimuth", range(0, 360, 60))
@pytest.mark.parametrize("elevation", [-8, 10, 50, 90])
def test_what_is_seen_is_what_a_ray_meets_first(azimuth, elevation):
    camera = CORNER.look(azimuth, elevation)
    share = np.linspace(0, 200, 256)  # of red is how far along x, in any light
    table = np.stack([share, 200 - share, 0 * share, 0 * share + 255], axis=1).astype(
        np.uint8
    )
    shape = relief(**BARE)
    along = np.broadcast_to((shape.axis_x[:, None] + 1) / 2, (41, 41))
    drawn = picture(replace(shape, colors=along, table=table), camera=camera)
    field = HeightField(shape.axis_x, shape.axis_y, shape.heights)
    gaps = []
    for column in range(50, 400, 12):
        for row in range(40, 290, 6):
            hit = pick(field, *camera.ray(column + 0.5, row + 0.5))
            if hit is not None:
                red, green, _ = drawn[row, column]
                gaps.append(abs(2 * red / (red + green) - 1 - hit[0]))
    assert len(gaps) > 60
    assert np.quantile(gaps, 0.97) < 0.06  # a cell is 0.05


def test_surfaces_that_cross_hide_each_other_where_they_are_higher():
    falling = relief(lambda x, y: 0.3 - 0.2 * x + 0 * y, colors=0.0, **BARE)
    rising = relief(lambda x, y: 0.3 + 0.2 * x + 0 * y, colors=1.0, **BARE)
    for shapes in ((falling, rising), (rising, falling)):
        drawn = picture(*shapes, camera=ABOVE)
        left = at(drawn, [[-0.5, 0, 0.4]], ABOVE)
        right = at(drawn, [[0.5, 0, 0.4]], ABOVE)
        assert left[0] < left[2]  # violet
        assert right[0] > right[2]  # yellow


def test_a_hole_shows_the_background():
    shape = relief()
    heights = shape.heights.copy()
    heights[15:26, 15:26] = np.nan
    holed = replace(shape, heights=heights)
    drawn = picture(holed, camera=ABOVE)
    assert tuple(at(drawn, [[0, 0, 0.3]], ABOVE)) == panel()
    assert tuple(at(drawn, [[0.6, 0.6, 0.3]], ABOVE)) != panel()
    whole, around = facets(shape), facets(holed)
    assert len(whole.pieces.cells) > len(around.pieces.cells) > 0
    assert np.isfinite(around.pieces.ends).all()


def test_a_surface_that_is_nowhere_known_is_not_drawn():
    shape = level(np.nan)
    drawn = picture(shape, strokes([-1, 0, 0.3], [1, 0, 0.3]), camera=ABOVE)
    assert is_near(at(drawn, [[0, 0, 0.3]], ABOVE), (255, 0, 0))


@pytest.mark.parametrize(
    ("height", "camera", "is_seen"),
    [
        (0.5, ABOVE, True),
        (0.1, ABOVE, False),
        (0.5, CORNER.look(0, -10), False),
        (0.1, CORNER.look(0, -10), True),
    ],
)
def test_a_surface_hides_lines_discs_and_arrows_behind_it(height, camera, is_seen):
    begin, end = [-0.3, 0.0, height], [0.3, 0.0, height]
    arrows = Arrows(
        np.array([begin], np.float32),
        np.array([[0.6, 0, 0]], np.float32),
        np.array([RED], np.float32),
        is_in_front=False,
    )
    for shape in (strokes(begin, end), strokes(begin, begin, width=9.0), arrows):
        drawn = picture(level(0.3), shape, camera=camera)
        place = [[-0.29, 0.0, height]]
        red, green, blue = at(drawn, place, camera)
        assert (red > 2 * max(green, blue)) == is_seen
    in_front = picture(level(0.3), replace(arrows, is_in_front=True), camera=camera)
    assert not np.array_equal(in_front, picture(level(0.3), camera=camera))


def test_what_is_hidden_can_be_shown():
    shown = Pass(is_hidden_shown=True, tint=QColor("blue"))
    line = strokes([-0.5, 0, 0.1], [0.5, 0, 0.1], shown)
    drawn = picture(level(0.3), line, camera=ABOVE)
    assert is_near(at(drawn, [[0, 0, 0.1]], ABOVE), (0, 0, 255))


def test_a_line_ends_where_the_surface_begins_to_hide_it():
    line = strokes([0.05, -0.9, 0.1], [0.05, 0.9, 0.5])
    found = parts(line.segments, Cover((level(0.3),), ABOVE), 0.0)
    np.testing.assert_allclose(found.seen, [0, 1])
    np.testing.assert_allclose(found.ends[0], [0.05, 0, 0.3], atol=2e-3)
    np.testing.assert_allclose(found.ends[0], found.begins[1])
    np.testing.assert_allclose(found.ends[1], [0.05, 0.9, 0.5], atol=1e-6)


def test_nearer_lifts_a_line_out_of_the_surface():
    below = np.array([[0.0, 0.0, 0.29], [0.0, 0.0, 0.1]])
    sight = Cover((level(0.3),), ABOVE)
    np.testing.assert_array_equal(sight.of(below), [0, 0])
    np.testing.assert_array_equal(sight.of(below, 0.01), [1, 0])  # 0.02 of the scene


def test_a_translucent_surface_lets_a_share_through():
    line = strokes([-0.5, 0, 0.1], [0.5, 0, 0.1])
    solid, clear = level(0.3), level(0.3, opacity=0.25)
    place = [[0, 0, 0.1]]
    behind = at(picture(clear, camera=ABOVE), place, ABOVE)
    solid_color = np.array(at(picture(solid, camera=ABOVE), place, ABOVE))
    wanted = 0.25 * solid_color + 0.75 * np.array(panel())
    assert is_near(behind, wanted)
    seen = at(picture(clear, line, camera=ABOVE), place, ABOVE)
    assert is_near(seen, 0.75 * np.array([255, 0, 0]) + 0.25 * np.array(behind))


@pytest.mark.parametrize("is_fine", [False, True])
def test_a_sheet_is_one_translucent_patch_cut_by_the_surface(is_fine):
    slope = relief(lambda x, y: 0.3 + 0.2 * x + 0 * y, colors=0.5, **BARE)
    bare = picture(slope, camera=ABOVE, is_fine=is_fine)
    patch = sheet(0.3, (1.0, 0.0, 0.0, 0.5))
    drawn = picture(slope, patch, camera=ABOVE, is_fine=is_fine)
    hidden = [[0.2, 0.1, 0.3]]
    assert at(drawn, hidden, ABOVE) == at(bare, hidden, ABOVE)
    ends = [[-0.45, 0.45, 0.3], [-0.05, -0.45, 0.3]]
    (left, top), (right, bottom) = ABOVE.project(ends)
    inside = slice(int(top), int(bottom)), slice(int(left), int(right))
    wanted = 0.5 * np.array([255, 0, 0]) + 0.5 * bare[inside]
    assert np.abs(drawn[inside] - wanted).max() < 4  # no seams


def test_a_translucent_surface_lets_a_share_of_a_sheet_through():
    clear, place = level(0.3, opacity=0.25), [[0, 0.2, 0.1]]
    bare = np.array(at(picture(clear, camera=ABOVE), place, ABOVE))
    drawn = picture(clear, sheet(0.1, (1.0, 0.0, 0.0, 0.5)), camera=ABOVE)
    share = 0.5 * 0.75
    wanted = share * np.array([255, 0, 0]) + (1 - share) * bare
    assert is_near(at(drawn, place, ABOVE), wanted)


def test_later_shapes_are_drawn_over_earlier_ones():
    ends = [-0.5, 0, 0.5], [0.5, 0, 0.5]
    first, second = strokes(*ends, color=RED), strokes(*ends, color=BLUE)
    place = [[0, 0, 0.5]]
    drawn = at(picture(level(0.3), first, second, camera=ABOVE), place, ABOVE)
    assert is_near(drawn, (0, 0, 255))
    under = strokes(*ends, Pass(is_solid=False))  # as the frame is, before all
    drawn = at(picture(under, level(0.3), camera=ABOVE), place, ABOVE)
    assert drawn == at(picture(level(0.3), camera=ABOVE), place, ABOVE)


def test_what_has_nothing_in_it_is_drawn_as_nothing():
    empty = np.zeros((0, 3), np.float32), np.zeros((0, 4), np.float32)
    line = Strokes(Segments(empty[0], empty[0], empty[0][:, 0], empty[1]), (Pass(),))
    nothing = line, Arrows(empty[0], empty[0], empty[1])
    np.testing.assert_array_equal(picture(*nothing), picture())
    assert (picture() == panel()).all()


def test_a_ball_is_lit_from_the_upper_left():
    ball = strokes([0, 0, 0.3], [0, 0, 0.3], Pass(is_ball=True), width=40.0)
    drawn = picture(ball, camera=ABOVE)
    column, row = ABOVE.project([[0, 0, 0.3]])[0].astype(int)
    light = drawn[row - 10, column - 8].sum()
    dark = drawn[row + 12, column + 10].sum()
    assert light > 1.5 * dark > 0
    assert tuple(drawn[row, column + 22]) == panel()


def test_contours_lie_where_the_colours_say():
    pieces = facets(relief()).pieces
    ends = pieces.ends[pieces.kinds >= THIN]
    numbers = waves(ends[..., 0], ends[..., 1]) / HEIGHT * 20
    assert len(ends) > 300
    assert np.abs(numbers - np.round(numbers)).max() < 0.05
    np.testing.assert_allclose(ends[..., 2] / HEIGHT * 20, numbers, atol=0.05)


def test_grid_lines_lie_on_the_surface_at_whole_numbers():
    pieces = facets(relief()).pieces
    ends = pieces.ends[pieces.kinds < THIN]
    numbers = ends[..., :2] * 8
    is_whole = np.isclose(numbers, np.round(numbers), atol=1e-6).all(axis=1)
    assert is_whole.any(axis=1).all()
    np.testing.assert_allclose(
        ends[..., 2], waves(ends[..., 0], ends[..., 1]), atol=2e-3
    )


def test_slopes_are_finite_differences_also_beside_a_hole():
    axis = np.linspace(0, 1, 11)
    heights = np.repeat(axis[:, None] ** 2, 3, axis=1)
    np.testing.assert_allclose(slopes(heights, axis)[1:-1], 2 * heights[1:-1] ** 0.5)
    heights[5, 1] = np.nan
    steep = slopes(heights, axis)
    np.testing.assert_allclose(steep[[4, 6], 1], [0.7, 1.3])
    assert np.isfinite(steep).all()


def test_thinned_keeps_the_shape():
    fine = relief(side=101)
    coarse = thinned(fine)
    assert coarse.heights.shape == coarse.colors.shape == (61, 61)
    wanted = waves(coarse.axis_x[:, None], coarse.axis_y)
    np.testing.assert_allclose(coarse.heights, wanted, atol=1e-3)
    assert (coarse.axis_x[0], coarse.axis_x[-1]) == (-1, 1)
    assert thinned(coarse) is coarse


def vector_scene():
    up = np.array([[0, 0, 0.3]], np.float32)
    arrows = Arrows(up, up, np.array([BLUE], np.float32))
    ball = Pass(is_hidden_shown=True, is_ball=True)
    return {
        "surface": relief(side=61),
        "path": strokes([-0.9, 0, 0.6], [0.9, 0, 0.6]),
        "sheet": sheet(0.5, (0.3, 0.5, 1.0, 0.4)),
        "arrows": arrows,
        "ball": strokes([0, 0, 0.3], [0, 0, 0.3], ball, width=15.0),
    }


def test_svg_is_small_and_the_same_picture():
    written, scene = QBuffer(), vector_scene()
    generator = QSvgGenerator()
    generator.setOutputDevice(written)
    generator.setSize(QSize(*SIZE))
    generator.setViewBox(QRect(0, 0, *SIZE))
    painter = QPainter(generator)
    paint_scene(painter, scene, CORNER, LIGHT, is_fine=True)
    painter.end()
    svg = written.data().data()
    assert b"<image" not in svg
    assert len(svg) < 3e6
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    wanted = picture(*scene.values(), theme=LIGHT, is_fine=True)
    gap = np.abs(block_means(pixels(image)) - block_means(wanted))
    assert gap.mean() < 1
    assert gap.max() < 25


def test_pdf_has_no_pictures_of_pixels(tmp_path):
    writer = QPdfWriter(str(tmp_path / "scene.pdf"))
    writer.setResolution(72)
    painter = QPainter(writer)
    paint_scene(painter, vector_scene(), CORNER, LIGHT, is_fine=True)
    painter.end()
    del writer
    pdf = (tmp_path / "scene.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert not re.search(rb"/Subtype\s*/Image", pdf)
    assert len(pdf) < 3e6


def test_the_canvas_draws_at_once_and_finely_when_it_rests(qtbot):
    canvas = PainterCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(*SIZE)
    texts = []
    scene = {"surface": relief(side=101)}

    def paint_text(painter, camera):
        texts.append((camera.width, camera.height))

    canvas.show_scene(scene, CORNER, DARK, paint_text)
    canvas.show()
    qtbot.waitUntil(lambda: len(texts) == 1)
    moving = pixels(canvas.grab().toImage())
    qtbot.waitUntil(lambda: len(texts) == 2, timeout=20 * REST)
    assert set(texts) == {SIZE}
    resting = pixels(canvas.grab().toImage())
    assert len(texts) == 2  # nothing is drawn while nothing changes
    wanted = picture(scene["surface"], is_fine=True)
    np.testing.assert_array_equal(resting, wanted)
    np.testing.assert_array_equal(moving, picture(thinned(scene["surface"])))
    canvas.show_scene(scene, CORNER, LIGHT, paint_text)
    qtbot.waitUntil(lambda: len(texts) == 3)
    assert tuple(pixels(canvas.grab().toImage())[2, 2]) == panel(LIGHT)
