"""Sheets of images: where each is, how it is scaled, how it is picked."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPainter

from explorer.latent.blink import BlinkButton
from explorer.latent.pictures import (
    best_columns,
    fineness,
    one_picture,
    picture_of,
    scaled,
)
from explorer.latent.reconstructions import EpochStrip, PairSheet
from explorer.latent.sheet_grid import Captions
from explorer.latent.sheets import ImageSheet
from explorer.pictures import picture_of as picture_of_widget
from explorer.theme import DARK

LEFT = Qt.MouseButton.LeftButton


def plain(count, side=8, channels=1):
    """Return images that are each all of one grey, from black to white."""
    greys = np.linspace(0, 1, count, dtype=np.float32)
    return np.broadcast_to(
        greys[:, None, None, None], (count, side, side, channels)
    ).copy()


@pytest.fixture
def sheet(qtbot):
    sheet = ImageSheet("Sheet")
    qtbot.addWidget(sheet)
    sheet.resize(400, 300)
    sheet.show_theme(DARK)
    sheet.show_images(plain(12), columns=4)
    sheet.show()
    return sheet


def grey_at(sheet, place):
    spot = sheet.grid.rect(place).center()
    return sheet.grab().toImage().pixelColor(spot).red()


def click(qtbot, sheet, place):
    qtbot.mouseClick(sheet, LEFT, pos=sheet.grid.rect(place).center())


def test_images_stand_in_rows(sheet):
    for row, column in ((0, 0), (0, 3), (1, 0), (2, 3)):
        expected = round(255 * (4 * row + column) / 11)
        assert grey_at(sheet, (row, column)) == pytest.approx(expected, abs=1)


def test_images_of_two_axes_keep_their_columns(sheet):
    images = plain(12).reshape(3, 4, 8, 8, 1)
    sheet.show_images(images)
    assert (sheet.grid.rows, sheet.grid.columns) == (3, 4)
    sheet.show_images(images.swapaxes(0, 1))
    assert (sheet.grid.rows, sheet.grid.columns) == (4, 3)


def test_bytes_and_floats_look_alike():
    images = plain(3, channels=3)
    assert picture_of(images, 2) == picture_of(np.rint(255 * images).astype("u1"), 2)


def test_what_is_beyond_black_and_white_is_cut():
    image = np.array([[-0.5, 0.5], [1.5, np.nan]], np.float32)[..., None]
    picture = one_picture(image)
    found = [picture.pixelColor(x, y).red() for y in (0, 1) for x in (0, 1)]
    assert found == [0, 128, 255, 0]


def test_larger_by_a_whole_factor_pixels_are_squares():
    rng = np.random.default_rng(0)
    image = rng.random((8, 8, 1), dtype=np.float32)
    large = scaled(one_picture(image), QSize(40, 40))
    small = one_picture(image)
    for x, y in rng.integers(0, 40, (50, 2)).tolist():
        assert large.pixelColor(x, y) == small.pixelColor(x // 5, y // 5)


def test_smaller_is_the_mean():
    image = np.indices((8, 8)).sum(0)[..., None] % 2
    small = scaled(one_picture(image.astype(np.float32)), QSize(4, 4))
    assert small.pixelColor(1, 2).red() == pytest.approx(127.5, abs=2)


def test_an_image_fills_the_room_that_there_is(sheet):
    side = sheet.grid.side
    assert side == 96  # as large as one may be
    sheet.resize(200, 300)
    assert sheet.grid.side < 200 // 4 + 1
    last = sheet.grid.rect((2, 3))
    assert sheet.rect().contains(last)


def test_free_columns_leave_the_most_room():
    assert best_columns(10, 1000, 90, 0) == 10
    assert best_columns(10, 90, 1000, 0) == 1
    assert best_columns(9, 300, 300, 0) == 3
    assert best_columns(0, 300, 300, 0) == 1


def test_a_click_picks(qtbot, sheet):
    picked = []
    sheet.picked.connect(lambda *place: picked.append(place))
    click(qtbot, sheet, (2, 1))
    assert picked == [(2, 1)]
    between = sheet.grid.rect((0, 0)).topRight() + QPoint(2, 0)
    assert sheet.grid.at(between) in ((0, 0), (0, 1))  # the gap is no hole
    qtbot.mouseClick(sheet, LEFT, pos=QPoint(399, 299))
    assert len(picked) == 1


def test_words_stand_under_groups_of_rows(sheet):
    said = Captions(below=[f"{n}" for n in range(8)], group=2)
    sheet.show_images(plain(16), said, columns=4)
    grid = sheet.grid
    assert grid.rect((1, 0)).top() - grid.rect((0, 0)).bottom() < 5
    assert grid.words(0).top() > grid.rect((1, 0)).bottom()
    assert grid.words(4).bottom() > grid.rect((3, 0)).bottom()
    for place in ((0, 0), (1, 3), (2, 2), (3, 1)):
        assert grid.at(grid.rect(place).center()) == place


def test_keys_move_from_image_to_image_and_pick(qtbot, sheet):
    picked, pointed = [], []
    sheet.picked.connect(lambda *place: picked.append(place))
    sheet.pointed.connect(pointed.append)
    sheet.activateWindow()
    sheet.setFocus()
    qtbot.waitUntil(sheet.hasFocus)
    right, down = Qt.Key.Key_Right, Qt.Key.Key_Down
    for key in (right, right, down, Qt.Key.Key_Return):
        qtbot.keyClick(sheet, key)
    assert pointed == [(0, 0), (0, 1), (1, 1)]
    assert picked == [(1, 1)]
    for _ in range(5):
        qtbot.keyClick(sheet, right)
    assert sheet.at == (1, 3)  # the last of its row
    sheet.clearFocus()
    assert sheet.at is None


def test_what_is_pointed_at_is_enlarged(qtbot, sheet):
    sheet.show_images(plain(12), Captions(tips=[f"image {n}" for n in range(12)]), 4)
    qtbot.mouseMove(sheet, sheet.grid.rect((1, 2)).center())
    qtbot.waitUntil(lambda: sheet.at == (1, 2))
    tip = sheet._tip
    assert tip is not None
    assert tip.isVisible()
    assert tip.width() > 100
    ink = tip.grab().toImage().pixelColor(tip.width() // 2, 60).red()
    assert ink == pytest.approx(255 * 6 / 11, abs=1)
    sheet.show_images(plain(3), columns=3)  # there is no such image any more
    assert sheet.at is None
    assert not tip.isVisible()


def test_marks_are_outlined(sheet):
    before = sheet.grab().toImage()
    sheet.show_marks({(0, 1)}, "#ff0000")
    rect = sheet.grid.rect((0, 1))
    assert before.pixelColor(rect.topLeft()) != QColor("#ff0000")
    spot = rect.topLeft() + QPoint(rect.width() // 2, 0)
    assert sheet.grab().toImage().pixelColor(spot) == QColor("#ff0000")
    sheet.show_marks(set())
    assert sheet.grab().toImage() == before


def test_an_empty_sheet_says_why(qtbot):
    sheet = ImageSheet("Sheet", hint="computing…")
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.grab()
    assert sheet.grid.at(QPoint(5, 5)) is None
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    assert sheet.at is None


def test_pairs_stand_over_each_other(qtbot):
    pairs = PairSheet()
    qtbot.addWidget(pairs)
    pairs.resize(400, 300)
    pairs.show()
    images = plain(20).reshape(2, 10, 8, 8, 1)
    pairs.show_pairs(images, ["0.1"] * 10, [f"{n}" for n in range(10)])
    across = pairs.grid.columns
    assert 10 % across == 0
    assert grey_at(pairs, (0, 2)) == pytest.approx(255 * 2 / 19, abs=1)
    assert grey_at(pairs, (1, 2)) == pytest.approx(255 * 12 / 19, abs=1)
    assert pairs.captions.tips[across + 2] == "2"
    pairs.resize(900, 120)
    assert pairs.grid.columns == 10


def test_a_blink_shows_originals_in_the_place_of_reconstructions(qtbot):
    pairs, button = PairSheet(), BlinkButton()
    qtbot.addWidget(pairs)
    qtbot.addWidget(button)
    button.turned.connect(pairs.show_blink)
    pairs.resize(400, 300)
    pairs.show()
    button.show()
    pairs.show_pairs(plain(4).reshape(2, 2, 8, 8, 1), ["", ""], ["", ""])
    original, decoded = (grey_at(pairs, (row, 1)) for row in (0, 1))
    seen = []
    button.turned.connect(lambda _: seen.append(grey_at(pairs, (1, 1))))
    qtbot.mousePress(button, LEFT)
    qtbot.waitUntil(lambda: len(seen) >= (4 if button.moves else 1), timeout=3000)
    qtbot.mouseRelease(button, LEFT)
    assert seen[0] == original
    assert grey_at(pairs, (1, 1)) == decoded
    if button.moves:
        assert seen[1] == decoded


def test_without_motion_a_blink_holds_still(qtbot, monkeypatch):
    monkeypatch.setattr(BlinkButton, "moves", False)
    button, turned = BlinkButton(), []
    qtbot.addWidget(button)
    button.show()
    button.turned.connect(turned.append)
    qtbot.mousePress(button, LEFT)
    qtbot.wait(600)
    assert turned == [True]
    qtbot.mouseRelease(button, LEFT)
    assert turned == [True, False]


def test_epochs_have_a_row_each(qtbot):
    strip = EpochStrip()
    qtbot.addWidget(strip)
    strip.resize(400, 300)
    strip.show_rows([(1, plain(5)), (25, plain(5))], plain(5))
    assert strip.captions.rows == ["epoch 1", "epoch 25", "original"]
    assert (strip.grid.rows, strip.grid.columns) == (3, 5)


def test_a_fine_picture_has_the_pixels_that_the_screen_has_not(sheet):
    board = np.indices((32, 32)).sum(0) % 2  # of which a small image is all grey
    one = board[:, :, None].astype(np.float32)
    sheet.show_images(np.broadcast_to(one, (48, 32, 32, 1)), columns=24)
    assert sheet.grid.side <= 16
    contrasts = []
    for scale in (1, 4):
        picture = picture_of_widget(sheet, float(scale), QColor("white"))
        rect = sheet.grid.rect((0, 0))
        row = rect.center().y() * scale
        columns = range((rect.left() + 1) * scale, (rect.right() - 1) * scale)
        greys = [picture.pixelColor(column, row).red() for column in columns]
        contrasts.append(max(greys) - min(greys))
    assert contrasts[0] < 40 < 70 < contrasts[1]


@pytest.mark.parametrize(("scale", "own"), [(1.0, 1.0), (4.0, 1.0), (4.0, 100.0)])
def test_fineness_is_that_of_the_device_whatever_is_painted(scale, own):
    image = QImage(QSize(400, 400), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    with QPainter(image) as painter:
        painter.scale(own, -own)  # as a plot does
        assert fineness(painter) == pytest.approx(scale)
