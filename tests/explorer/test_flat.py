"""Icons and controls: drawn by lines, and as fine as the picture has pixels."""

import gc

import numpy as np
import pytest
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QIcon, QImage
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSpinBox,
    QStyleOption,
    QToolButton,
)

from explorer.flat import FlatStyle
from explorer.icons import fine_icons, icon
from explorer.pictures import picture_of
from explorer.theme import DARK, LIGHT, apply_theme


@pytest.fixture(scope="module")
def styled(qapp):
    before = qapp.style().objectName()
    qapp.setStyle(FlatStyle())
    apply_theme(qapp, LIGHT)
    yield qapp
    qapp.setStyle(before)


def array(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    data = image.constBits().asarray(image.sizeInBytes())
    return (
        np.frombuffer(data, np.uint8).reshape(image.height(), image.width(), 4).copy()
    )


def tool():
    button = QToolButton()
    button.setIcon(icon("reset", "#000000"))
    return button


def combo():
    box = QComboBox()
    box.addItem("")
    return box


def ticked():
    box = QCheckBox()
    box.setChecked(True)
    return box


@pytest.mark.parametrize("make", [tool, combo, QSpinBox, ticked])
def test_no_drawing_is_enlarged_in_a_fine_picture(styled, qtbot, make):
    widget = make()
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    fine = array(picture_of(widget, 4.0, LIGHT.color("panel"))).astype(int)
    drawing = fine[4 * 3 : -4 * 3, -4 * 15 : -4 * 3, :3].sum(-1)  # without the frame
    contrast = drawing.max() - drawing.min()
    assert contrast > 100
    assert np.abs(np.diff(drawing, axis=1)).max() > 0.6 * contrast, "blurred"


def test_an_icon_is_as_fine_as_it_is_asked_for(qapp):
    drawn = icon("play", "#ff0000")
    assert drawn.pixmap(QSize(16, 16), 1.0).size() == QSize(16, 16)
    with fine_icons(4.0):
        pixmap = drawn.pixmap(QSize(16, 16), 1.0)
    assert pixmap.size() == QSize(64, 64)
    assert pixmap.devicePixelRatio() == 4.0
    assert drawn.pixmap(QSize(16, 16), 1.0).size() == QSize(16, 16)


def test_an_icon_has_its_color_and_is_pale_where_it_cannot_be_pressed(qapp):
    drawn = QIcon(icon("play", "#ff0000"))
    usual, off = (
        array(drawn.pixmap(QSize(32, 32), 1.0, mode).toImage())
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    )
    assert tuple(usual[16, 14]) == (255, 0, 0, 255)
    assert off[16, 14, 3] < usual[16, 14, 3] / 2
    dim = icon("play", "#ff0000", off="#00ff00")
    off = array(dim.pixmap(QSize(32, 32), 1.0, QIcon.Mode.Disabled).toImage())
    assert tuple(off[16, 14]) == (0, 255, 0, 255)


def test_no_option_outlives_the_painting_of_its_control(styled, qtbot):
    gc.collect()
    gc.disable()
    try:
        for make in (tool, combo, QSpinBox, QLineEdit):
            widget = make()
            qtbot.addWidget(widget)
            picture_of(widget, 2.0, LIGHT.color("panel"))
        kept = [one for one in gc.get_objects() if issubclass(type(one), QStyleOption)]
    finally:
        gc.enable()
    assert kept == []  # or another at its address would be taken for it


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_focused_box_has_a_ring_in_the_accent(styled, qtbot, theme):
    apply_theme(styled, theme)
    box = combo()
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    accent = np.array(theme.color("accent").getRgb())

    def has_ring():
        pixels = array(picture_of(box, 1.0, theme.color("panel")))
        return (np.abs(pixels.astype(int) - accent).sum(-1) < 12).any()

    box.clearFocus()
    assert not has_ring()
    box.activateWindow()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(box.hasFocus)
    assert has_ring()
    apply_theme(styled, LIGHT)


def test_a_box_that_counts_no_further_has_a_pale_arrow(styled, qtbot):
    box = QSpinBox()
    qtbot.addWidget(box)
    box.setRange(0, 9)
    box.resize(box.sizeHint())
    dim = np.array(LIGHT.color("dim").getRgb())

    def dark(rows):
        pixels = array(picture_of(box, 4.0, LIGHT.color("panel")))
        half = pixels.shape[0] // 2
        side = pixels[:, -20 * 4 :]
        part = side[:half] if rows == "upper" else side[half:]
        return (np.abs(part.astype(int) - dim).sum(-1) < 12).sum()

    box.setValue(9)
    assert dark("upper") == 0 < dark("lower")
    box.setValue(0)
    assert dark("lower") == 0 < dark("upper")
