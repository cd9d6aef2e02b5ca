"""What a network says of two inputs, as a surface: its shapes, and the widget."""

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QImage, QPainter

from explorer.scene.box import HEIGHT, Box
from explorer.scene.camera import Camera
from explorer.scene.outputs import box_of, ends, make_scene, point_colors, reliefs
from explorer.scene.outputs_view import OutputsView
from explorer.scene.painted_examples import paint_examples
from explorer.scene.ticks import axis_ticks
from explorer.theme import CLASSES, DARK
from models.fits import said, targets
from models.options import revise
from models.predictions import predict
from models.scales import Scale
from models.specs import Spec


def seen(theta=None, **changes):
    changes = {"view__prediction": "3-D"} | changes
    spec = revise(Spec(), {key.replace("__", "."): v for key, v in changes.items()})
    if theta is None:
        theta = np.random.default_rng(0).normal(size=spec.count)
    return spec, predict(spec, np.asarray(theta, float), None, None)


def test_a_box_may_be_longer_along_one_axis():
    box = Box((10.0, -1.0), 5.0, Scale(0.0, 2.0), 50.0)
    corner = box.place([(15.0, 49.0)], [2.0])[0]
    np.testing.assert_allclose(corner, (1, 1, HEIGHT), rtol=1e-6)
    np.testing.assert_allclose(box.plane_xy([(-1.0, -1.0)]), [(5.0, -51.0)])
    assert box.holds([(14.0, 40.0), (14.0, 60.0), (16.0, 0.0)]).tolist() == [
        True, False, False,
    ]  # fmt: skip
    assert max(axis_ticks(box, 1)) > 20 > max(axis_ticks(box, 0))


def test_the_surface_of_a_linear_chain_is_a_plane():
    theta = np.random.default_rng(3).normal(size=100) * 0.4
    hidden = {"network__hidden": (4, 3), "network__activation": ()}
    _, prediction = seen(theta[:31], data__name="blood_pressure", **hidden)
    (relief,) = reliefs(prediction, box_of(prediction), True)
    for axis in (0, 1):
        assert np.nanmax(np.abs(np.diff(relief.heights, 2, axis))) < 1e-9


def test_it_ends_where_it_leaves_the_box():
    _, prediction = seen((9.0, 0.0, 0.0), data__name="blood_pressure")
    (relief,) = reliefs(prediction, box_of(prediction), True)
    known = np.isfinite(relief.heights)
    assert 0 < known.mean() < 0.7
    assert relief.heights[known].min() >= 0
    assert relief.heights[known].max() <= HEIGHT


def test_several_classes_have_a_surface_each_that_add_up():
    _, prediction = seen(data__name="iris")
    box = box_of(prediction)
    found = reliefs(prediction, box, False)
    assert len(found) == 3
    shares = sum(box.scale.value(0) + each.heights / HEIGHT *
                 (box.scale.high - box.scale.low) for each in found)  # fmt: skip
    np.testing.assert_allclose(shares, 1)
    assert len({tuple(each.table[-1]) for each in found}) == 3


def test_of_several_classes_the_likely_ones_are_solid_and_the_others_faint():
    _, prediction = seen(data__name="iris")
    for relief in reliefs(prediction, box_of(prediction), False):
        alpha = relief.table[:, 3].astype(int)
        assert (np.diff(alpha) >= 0).all()
        assert alpha[0] < 64
        assert alpha[128] > 190
        assert alpha[-1] == 255
    _, alone = seen(data__name="moons")
    (relief,) = reliefs(alone, box_of(alone), False)
    assert (relief.table[:, 3] == 255).all()


def test_examples_stand_at_their_targets_over_what_is_said_of_them():
    _, prediction = seen(data__name="blood_pressure")
    box, rows = box_of(prediction), np.arange(0, 300, 7)
    both = ends(prediction, box, rows)
    np.testing.assert_allclose(
        both[:, 0, 2], HEIGHT * box.scale.unit(targets(prediction)[rows]), rtol=1e-6
    )
    np.testing.assert_allclose(
        both[:, 1, 2], HEIGHT * box.scale.unit(said(prediction)[rows])
    )
    np.testing.assert_array_equal(both[:, 0, :2], both[:, 1, :2])


def test_examples_have_the_colours_of_their_classes():
    _, prediction = seen(data__name="iris")
    colors = point_colors(prediction, np.array([0, 60, 120]))
    assert [color.name() for color in colors] == list(CLASSES[:3])


def picture(prediction, layers):
    camera = replace(Camera(), has_bar=False).fit(300, 250)
    image = QImage(300, 250, QImage.Format.Format_RGB32)
    image.fill(0)
    with QPainter(image) as painter:
        rows = np.arange(40)
        paint_examples(painter, prediction, camera, DARK, layers, rows)
    return image


def ink(image):
    memory = image.constBits().asarray(image.sizeInBytes())
    return int((np.frombuffer(memory, np.uint32) & 0xFFFFFF > 0).sum())


def test_residuals_are_drawn_if_they_are_asked_for(qapp):
    _, prediction = seen((1.5, 1.5, 1.0), data__name="blood_pressure")
    plain, stems = (picture(prediction, layers) for layers in ((), ("residuals",)))
    assert ink(stems) > ink(plain) + 100
    _, one = seen(
        (1.5, 1.5, 1.0), data__name="blood_pressure", view__data_layers="person"
    )
    assert ink(picture(one, ())) > ink(plain)


def test_a_scene_has_a_frame_and_surfaces_in_order():
    _, prediction = seen(data__name="iris")
    scene = make_scene(prediction, Camera().fit(300, 250), DARK, True)
    assert list(scene) == ["frame", "relief 0", "relief 1", "relief 2"]


@pytest.fixture
def view(qtbot):
    made = OutputsView()
    qtbot.addWidget(made)
    made.show_theme(DARK)
    made.resize(340, 300)
    spec, prediction = seen(data__name="moons", data__test=0.5)
    made.show_spec(spec)
    made.show_prediction(prediction)
    made.prediction = prediction
    made.show()
    qtbot.waitExposed(made)
    return made


def test_dragging_turns_it_and_a_double_click_returns(view, qtbot):
    left, begin = Qt.MouseButton.LeftButton, QPoint(150, 150)
    before = view.camera
    qtbot.mousePress(view, left, pos=begin)
    for x in (160, 190, 220):
        qtbot.mouseMove(view, QPoint(x, 150))
    view._tripod.is_smooth = False
    qtbot.mouseRelease(view, left, pos=QPoint(220, 150))
    assert view.camera.azimuth != before.azimuth
    assert view.camera.elevation == before.elevation
    qtbot.mouseDClick(view, left, pos=begin)
    assert view.camera == before


def test_a_click_on_an_example_chooses_it(view, qtbot):
    chosen = []
    view.chosen.connect(chosen.append)
    data = view.prediction.data
    row = int(np.flatnonzero(~data.is_held_out)[11])
    place = ends(view.prediction, box_of(view.prediction), np.array([row]))[0, 0]
    spot = QPointF(*view.camera.project(place)[0]).toPoint()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot)
    picked = np.flatnonzero(~data.is_held_out)[chosen]  # it, or one that lies on it
    other = ends(view.prediction, box_of(view.prediction), picked)[0, 0]
    way = view.camera.project([place, other])
    assert np.hypot(*(way[1] - way[0])) < 3
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(3, 290))
    assert len(chosen) == 1


def test_it_is_drawn_with_the_names_of_its_axes(view, qtbot):
    qtbot.waitUntil(lambda: bool(view._canvas._scene))
    image = view.grab().toImage()
    ground = image.pixel(2, 298)
    assert sum(image.pixel(x, 150) != ground for x in range(340)) > 100
