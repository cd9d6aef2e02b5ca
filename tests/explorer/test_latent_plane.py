"""What is drawn over the plane of codes, and the drawing of the hourglass."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF
from PyQt6.QtGui import QColor

from explorer.latent.atlas_item import AtlasItem, tiles_rect
from explorer.latent.cloud import LEVELS, CloudItem, levels_of, palette_of
from explorer.latent.ellipses_item import EllipsesItem
from explorer.latent.hourglass_diagram import CODE, DECODER, ENCODER, HourglassDiagram
from explorer.latent.hourglass_layers import drawn_of
from explorer.latent.thumbnails_item import SIDE, ThumbnailsItem, thinned
from explorer.latent.ways_item import FilmItem, VectorItem
from explorer.plots.style import Plot
from explorer.theme import CLASSES, DARK, LIGHT, POSITIVE, WALKER
from models.images import Attribute, Images
from models.latent_moments import Atlas, Film, Invention, Sweep
from models.latent_specs import AutoencoderSpec, HourglassSpec, ImagesSpec


@pytest.fixture
def plot(qtbot):
    plot = Plot("direction 1", "direction 2")
    qtbot.addWidget(plot)
    plot.show_theme(DARK)
    plot.resize(460, 440)
    plot.getPlotItem().showGrid(x=False, y=False)
    plot.show()
    plot.setRange(xRange=(-2, 2), yRange=(-2, 2), padding=0)
    qtbot.wait(1)
    return plot


def color_at(plot, x, y):
    spot = plot.pixel_of(x, y).toPoint()
    return plot.grab().toImage().pixelColor(spot)


def atlas(pixels, doubt=None):
    axis = np.array([-1.0, 0.0, 1.0])
    doubt = np.zeros((3, 3)) if doubt is None else doubt
    return Atlas(axis, axis, pixels.astype(np.float32), doubt)


def test_tiles_lie_where_they_are_decoded(plot):
    pixels = np.zeros((3, 3, 4, 4, 3))
    pixels[2, 0, ..., 0] = 1  # at (1, −1): red
    pixels[0, 2, ..., 2] = 1  # at (−1, 1): blue
    item = AtlasItem()
    plot.addItem(item, ignoreBounds=True)
    item.show_atlas(atlas(pixels))
    item.show_layers(True, False, brightness=1.0)
    assert color_at(plot, 1, -1) == QColor(255, 0, 0)
    assert color_at(plot, -1, 1) == QColor(0, 0, 255)
    assert color_at(plot, 0, 0) == QColor(0, 0, 0)
    assert tiles_rect(atlas(pixels)).getRect() == (-1.5, -1.5, 3.0, 3.0)
    item.show_layers(False, False)
    assert color_at(plot, 1, -1) == QColor(DARK.panel)
    item.show_atlas(None)
    assert item.boundingRect().isEmpty()


def test_an_image_is_upright(plot):
    pixels = np.zeros((3, 3, 4, 4, 1))
    pixels[:, :, 0] = 1  # the upper line of each
    item = AtlasItem()
    plot.addItem(item, ignoreBounds=True)
    item.show_atlas(atlas(pixels))
    item.show_layers(True, False, brightness=1.0)
    assert color_at(plot, 0, 0.38).red() > 200
    assert color_at(plot, 0, -0.38).red() < 50


def test_doubt_is_fog(plot):
    doubt = np.zeros((3, 3))
    doubt[2] = 5.0  # at x = 1
    item = AtlasItem()
    item.show_theme(DARK)
    plot.addItem(item, ignoreBounds=True)
    item.show_atlas(atlas(np.ones((3, 3, 4, 4, 1)), doubt), size=1.0)
    item.show_layers(True, True, brightness=1.0)
    assert color_at(plot, -1, 0).red() > 240
    assert color_at(plot, 1.3, 0).red() < 100
    item.show_layers(False, True)
    assert color_at(plot, -1, 0) == QColor(DARK.panel)
    assert color_at(plot, 1.3, 0).red() > QColor(DARK.panel).red()


def images_of(count):
    pixels = np.zeros((count, 8, 8, 3), np.uint8)
    pixels[..., 1] = 255
    return Images(pixels, (), "green", "")


def test_thumbnails_do_not_overlap(plot):
    points = np.random.default_rng(0).normal(size=(3000, 2))
    item = ThumbnailsItem()
    plot.addItem(item, ignoreBounds=True)
    item.show_images(images_of(3000), points, [QColor("red")] * 3000)
    plot.grab()
    spots = [plot.pixel_of(*points[number]) for number in item.drawn]
    assert 20 < len(spots) < 200
    for number, one in enumerate(spots):
        for other in spots[:number]:
            way = one - other
            assert max(abs(way.x()), abs(way.y())) >= SIDE
    assert color_at(plot, *points[item.drawn[0]]) == QColor(0, 255, 0)


def test_thumbnails_stay_while_there_is_room(plot):
    points = np.random.default_rng(0).normal(size=(500, 2))
    item = ThumbnailsItem()
    plot.addItem(item, ignoreBounds=True)
    item.show_images(images := images_of(500), points)
    plot.grab()
    before = item.drawn
    item.show_images(images, points + 0.004)
    plot.grab()
    assert len(set(before) & set(item.drawn)) > 0.8 * len(before)
    item.show_images(images, np.full((500, 2), np.nan))
    plot.grab()
    assert item.drawn == ()


def test_thinning_takes_all_that_are_far_apart():
    points = np.stack(np.meshgrid(range(5), range(5)), -1).reshape(-1, 2) * 1.0
    seen = np.arange(25)
    assert sorted(thinned(points, (0.9, 0.9), seen)) == list(range(25))
    assert len(thinned(points, (1.5, 1.5), seen)) == 9
    assert 7 in thinned(points, (1.5, 1.5), seen, before=(7,))
    assert thinned(points, (1.0, 1.0), seen[:0]) == ()


def invention(points):
    turns = np.linspace(0, 2 * np.pi, 100)
    circle = np.column_stack([np.cos(turns), np.sin(turns)])
    sheet = np.zeros((4, 8, 8, 1), np.float32)
    return Invention((), (circle, 1.5 * circle), points, sheet, 0.1, {"bell": 0.1}, 0.1)


def test_drawn_codes_are_red_over_blue(plot):
    item = EllipsesItem()
    item.show_theme(DARK)
    plot.addItem(item, ignoreBounds=True)
    item.show_invention(invention(np.zeros((1, 2))), np.array([[0, 0], [0.5, 0.5]]))
    assert color_at(plot, 0, 0) == QColor(WALKER)
    blue = color_at(plot, 0.5, 0.5)
    assert blue.blue() > blue.red()
    line = color_at(plot, 1, 0)
    assert line.lightness() > 150
    item.show_invention(None)
    assert color_at(plot, 0, 0) == QColor(DARK.panel)


def film(points):
    images = np.zeros((len(points), 8, 8, 1), np.float32)
    return Film((0, 1), points, images, images, (0.1, 0.1))


def test_the_way_of_a_film_has_a_dot_a_step(plot):
    item = FilmItem()
    item.show_theme(DARK)
    plot.addItem(item, ignoreBounds=True)
    item.show_film(film(np.array([[-1.0, 0], [0, 0], [1, 0]])))
    assert color_at(plot, 0.5, 0).lightness() > 150  # the line
    assert color_at(plot, 0, 0) == QColor(DARK.panel)  # a hollow dot
    item.show_step(1)
    assert color_at(plot, 0, 0) == QColor(DARK.accent)
    item.show_film(None)
    assert color_at(plot, 0.5, 0) == QColor(DARK.panel)


def test_the_vector_goes_from_mean_to_mean(plot):
    none, image = np.zeros(0), np.zeros((8, 8, 1), np.float32)
    sweep = Sweep(
        "smile", none, none, np.array([[-1.0, 0], [1, 0]]), none, none, none,
        image, image, none, none, none,
    )  # fmt: skip
    item = VectorItem()
    item.show_theme(DARK)
    plot.addItem(item, ignoreBounds=True)
    item.show_sweep(sweep)
    assert color_at(plot, 0, 0).lightness() > 150
    for end in (-1, 1):
        assert color_at(plot, end, 0) == QColor(DARK.panel)  # hollow
    above = [color_at(plot, x, 0.03).lightness() > 150 for x in (0.5, 0.79)]
    assert above == [False, True]  # its head is at the mean with it
    item.show_sweep(None)
    assert color_at(plot, 0, 0) == QColor(DARK.panel)


def test_a_cloud_has_the_colours_of_what_is_known(plot):
    digits = Attribute("digit", np.array([0.0, 1.0]), ("zero", "one"))
    item = CloudItem(4.5)
    plot.addItem(item, ignoreBounds=True)
    points = np.array([[-1.0, 0.0], [1.0, 0.0]])
    item.show_points(points, digits)
    assert color_at(plot, -1, 0) == QColor(CLASSES[0])
    assert color_at(plot, 1, 0) == QColor(CLASSES[1])
    item.show_points(points, None)
    assert color_at(plot, 1, 0) == QColor(POSITIVE)


def test_a_number_goes_from_one_end_of_the_colours_to_the_other():
    smile = Attribute("smile", np.array([-1.0, 0.0, 1.0]))
    assert levels_of(smile, 3).tolist() == [0, LEVELS // 2, LEVELS - 1]
    assert len(palette_of(smile)) == LEVELS
    same = Attribute("smile", np.zeros(3))
    assert levels_of(same, 3).tolist() == [0, 0, 0]


# The hourglass


CONVOLVED = AutoencoderSpec(
    ImagesSpec("faces", size=64), HourglassSpec((6, 8), 5, kind="convolutional")
)


@pytest.fixture
def diagram(qtbot):
    diagram = HourglassDiagram()
    qtbot.addWidget(diagram)
    diagram.resize(360, diagram.height())
    diagram.show_theme(LIGHT)
    diagram.show()
    return diagram


FACES = AutoencoderSpec(
    images=ImagesSpec("faces", size=32), hourglass=HourglassSpec((256,), 16)
)


def test_an_hourglass_is_as_wide_as_its_layers(diagram):
    diagram.show_spec(FACES)
    assert diagram.drawn.row == "3072 → 256 → 16 → 256 → 3072"
    heights = [diagram.rect_of(number).height() for number in range(5)]
    assert heights == heights[::-1]
    assert heights[0] > heights[1] > heights[2]
    assert diagram.is_log
    assert heights[1] / heights[0] == pytest.approx(np.log2(257) / np.log2(3073))
    assert "192 : 1" in diagram.accessibleDescription()


def test_where_there_is_room_it_is_true_to_scale(diagram):
    spec = AutoencoderSpec(hourglass=HourglassSpec((32,), 8))
    diagram.show_spec(spec)
    heights = [diagram.rect_of(number).height() for number in range(3)]
    assert not diagram.is_log
    assert heights[0] / heights[2] == pytest.approx(8)


def test_its_halves_have_their_colours(diagram):
    diagram.show_spec(FACES)
    picture = diagram.grab().toImage()
    colors = [
        picture.pixelColor(diagram.rect_of(number).center().toPoint())
        for number in (1, 2, 3)
    ]
    assert colors == [QColor(ENCODER), QColor(CODE), QColor(DECODER)]


def test_parameters_add_up():
    for spec in (FACES, AutoencoderSpec(), CONVOLVED):
        links = drawn_of(spec).links
        assert sum(link.parameters for link in links) == spec.count


def test_maps_of_features_are_said():
    drawn = drawn_of(CONVOLVED)
    assert drawn.row == "12288 → 32×32×6 → 16×16×8 → 5 → 16×16×8 → 32×32×6 → 12288"
    assert "Encoder: 8 filters of 4 × 4 × 6 weights and 8 bia" in drawn.links[1].meaning


def test_the_pointer_reads_what_is_under_it(qtbot, diagram):
    diagram.show_spec(FACES)
    told = []
    diagram.pointed.connect(told.append)
    qtbot.mouseMove(diagram, diagram.rect_of(2).center().toPoint())
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1] == "The code: 16 of 3,072 numbers."
    left, right = diagram.rect_of(0), diagram.rect_of(1)
    between = QPointF((left.right() + right.left()) / 2, left.center().y()).toPoint()
    qtbot.mouseMove(diagram, between)
    qtbot.waitUntil(lambda: "weights" in told[-1])
    assert "3,072 × 256 weights and 256 biases, 786,688 parameters" in told[-1]
    assert diagram.toolTip() == told[-1]
    qtbot.mouseMove(diagram, QPoint(2, 2))
    qtbot.waitUntil(lambda: told[-1] == "")
