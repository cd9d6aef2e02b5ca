"""Arrays of images as pictures for the screen: one for many images, scaled crisply."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QImage, QPaintEngine, QPainter

from models.images import Pixels

IN_LINES = 4.0  # pixels for each, in a picture of lines and letters
ALIGNED = 4  # bytes: a line of a picture begins at a multiple of it
KEEP = Qt.AspectRatioMode.IgnoreAspectRatio
FAST = Qt.TransformationMode.FastTransformation
SMOOTH = Qt.TransformationMode.SmoothTransformation


def picture_of(images: Pixels, columns: int) -> QImage:
    """Return images (M, S, S, C) as one picture, so many in a row, without gaps.

    Float images are from 0 to 1; what is beyond is cut, what is no number is black.
    """
    count, height, width, channels = images.shape
    rows = -(-count // columns)
    line = -(-columns * width * channels // ALIGNED) * ALIGNED
    canvas = np.zeros((rows * height, line), np.uint8)
    inside = canvas[:, : columns * width * channels]
    tiles = inside.reshape(rows, height, columns, width, channels)
    for row in range(rows):  # of each, all work is done while it is in the cache
        some = _bytes(images[row * columns : (row + 1) * columns])
        tiles[row, :, : len(some)] = some.transpose(1, 0, 2, 3)
    kind = QImage.Format.Format_RGB888
    if channels == 1:
        kind = QImage.Format.Format_Grayscale8
    picture = QImage(canvas.tobytes(), columns * width, rows * height, line, kind)
    return picture.copy()  # it owns its pixels, whatever becomes of the array


def one_picture(image: Pixels) -> QImage:
    """Return one image (S, S, C) as a picture."""
    return picture_of(image[None], 1)


def _bytes(images: Pixels) -> NDArray[np.uint8]:
    """Return bytes, of which 255 is white."""
    if images.dtype == np.uint8:
        return np.asarray(images, np.uint8)
    values = np.multiply(images, 255.0, dtype=np.float32)
    values += 0.5
    np.fmax(values, 0.0, out=values)  # also of what is no number
    np.fmin(values, 255.0, out=values)
    return values.astype(np.uint8)


def scaled(picture: QImage, size: QSize) -> QImage:
    """Return `picture` at another size.

    Larger by a whole factor: as it is. Larger by another one: pixels stay squares, of
    which only the edges are softened. Smaller: averaged.
    """
    if size == picture.size() or picture.isNull() or size.isEmpty():
        return picture
    factor = size.width() / picture.width()
    if factor <= 1:
        return picture.scaled(size, KEEP, SMOOTH)
    whole = math.ceil(factor - 1e-9)
    larger = picture.scaled(picture.size() * whole, KEEP, FAST)
    return larger if larger.size() == size else larger.scaled(size, KEEP, SMOOTH)


def fineness(painter: QPainter) -> float:
    """Return how many pixels an image has for each of the widget that it is painted in.

    A picture of the window may have more of them than the screen.
    """
    engine = painter.paintEngine()
    if engine is not None and engine.type() != QPaintEngine.Type.Raster:
        return IN_LINES
    on_device, own = painter.deviceTransform(), painter.worldTransform()
    return math.sqrt(abs(on_device.determinant() / own.determinant()))


@lru_cache(maxsize=256)
def best_columns(count: int, width: int, height: int, below: int) -> int:
    """Return in how many columns `count` squares are largest, captions below each."""
    if count == 0:
        return 1

    def side(columns: int) -> float:
        rows = -(-count // columns)
        return min(width / columns, height / rows - below)

    return max(range(1, count + 1), key=side)
