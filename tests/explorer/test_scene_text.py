"""The text over the scene: painted by QPainter, so without OpenGL."""

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QFont, QImage, QPainter

from explorer.color_bar import BAR_WIDTH, paint_color_bar
from explorer.scene.box import Box
from explorer.scene.camera import Camera
from explorer.scene.floor import axes
from explorer.scene.overlay import lay_out
from explorer.scene.symbols import Room
from explorer.theme import DARK, LIGHT, lookup_table
from models.scales import Scale

NAMES = "layer 1, weight w₁₂", "principal direction 2 of the path", "loss"


@given(
    st.floats(0, 360),
    st.floats(-10, 90),
    st.tuples(st.integers(300, 1600), st.integers(250, 1200)),
    st.floats(0.5, 4),
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=60,
    deadline=None,
)
def test_labels_are_in_the_panel_and_apart(qapp, azimuth, elevation, panel, zoom):
    camera = Camera().fit(*panel).look(azimuth, elevation).zoom(zoom, 50, 60)
    labelled = axes(Box((0.2, 7), 3.0, Scale(0.01, 20, is_log=True)), camera)
    labels = lay_out(labelled, NAMES, camera, QFont().toString())
    area = QRectF(0, 0, *panel)
    assert all(area.contains(label.rect) for label in labels)
    for one, other in itertools.combinations(labels, 2):
        assert not one.rect.intersects(other.rect)


def test_the_corner_view_has_all_names_and_numbers(qapp):
    camera = Camera().fit(900, 600)
    labelled = axes(Box((0, 0), 3.0, Scale(0.0, 170.0)), camera)
    labels = lay_out(labelled, NAMES, camera, QFont().toString())
    expected = [*NAMES, *(text for axis in labelled for text in axis.texts)]
    assert sorted(label.text for label in labels) == sorted(expected)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("is_clipped", [False, True])
def test_the_colour_bar_goes_from_low_to_high(qapp, theme, is_clipped):
    image = QImage(80, 240, QImage.Format.Format_RGB32)
    image.fill(theme.color("panel"))
    painter = QPainter(image)
    scale = Scale(0.0, 1.0, is_clipped=is_clipped)
    rect = QRectF(0, 0, 60, 230)
    paint_color_bar(painter, rect, scale, lookup_table(), theme)
    painter.end()
    rows = range(225, 40, -15)
    column = [image.pixelColor(int(BAR_WIDTH / 2), row) for row in rows]
    greens = [color.green() for color in column]  # in viridis, the more the higher
    assert greens == sorted(set(greens))
    lowest = lookup_table()[0, :3].astype(int)
    assert np.abs(np.subtract(column[0].getRgb()[:3], lowest)).max() < 20
    assert image.pixelColor(79, 239) == QColor(theme.panel)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200)), max_size=30))
def test_labels_of_symbols_find_room_of_their_own(spots):
    panel, number = QRectF(0, 0, 300, 200), QRectF(140, 90, 20, 20)
    room, found = Room(panel, [number]), [number]
    for spot in spots:
        rect = room.find(np.array(spot), 40.0, 12.0)
        if rect is not None:
            assert panel.contains(rect)
            assert not any(rect.intersects(other) for other in found)
            found.append(rect)


def test_the_first_label_is_beside_its_symbol():
    rect = Room(QRectF(0, 0, 300, 200), []).find(np.array([100.0, 100.0]), 40.0, 12.0)
    assert rect.left() > 100
    assert rect.center().y() == 100
