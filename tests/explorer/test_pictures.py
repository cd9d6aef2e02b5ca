"""Pictures of plots: as on the screen, however fine, and whole or not at all."""

import errno
import os
import re
from pathlib import Path

import numpy as np
import pyqtgraph as pg
import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtSvg import QSvgRenderer

from explorer.pictures import drawn, picture_of, write_pdf, write_png, write_svg
from explorer.plots.style import Plot

RED, BLUE = "#ff0000", "#0000ff"


@pytest.fixture
def plot(qtbot):
    plot = Plot("x", "y")
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    item = plot.getPlotItem()
    item.addItem(pg.InfiniteLine(0.5, angle=0, pen=pg.mkPen(RED, width=2)))
    curve = pg.PlotCurveItem([-9, 9], [-9, 9], pen=pg.mkPen("#00aa00", width=2))
    item.addItem(curve)
    dots = pg.ScatterPlotItem(
        [0.25, 0.75], [0.75, 0.25], size=20, pen=None, brush=[RED, BLUE]
    )
    item.addItem(dots)
    item.setRange(xRange=(0, 1), yRange=(0, 1), padding=0)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def pixels(image):
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = plain.constBits().asarray(plain.sizeInBytes())
    shape = plain.height(), plain.bytesPerLine() // 4, 4
    return (
        np.frombuffer(rows, np.uint8).reshape(shape)[:, : plain.width(), 2::-1].copy()
    )


def is_near(seen, color):
    wanted = QColor(color)
    gaps = np.abs(seen.astype(int) - (wanted.red(), wanted.green(), wanted.blue()))
    return gaps.max(-1) < 60


@pytest.mark.parametrize("scale", [1.0, 2.5, 4.0])
def test_lines_and_symbols_grow_with_the_picture(plot, scale):
    seen = pixels(picture_of(plot, scale, QColor("white")))
    red, blue = is_near(seen, RED), is_near(seen, BLUE)
    line = red.sum(1) > 0.5 * seen.shape[1]  # rows that are red from end to end
    assert line.sum() == pytest.approx(2 * scale, abs=1.01)
    disc = np.pi * (10 * scale) ** 2
    assert blue.sum() == pytest.approx(disc, rel=0.06 + 0.1 / scale)
    across = blue.any(0).sum()
    assert across == pytest.approx(20 * scale, abs=1.01 + 0.05 * scale)


def test_nothing_of_the_plot_is_another_afterwards(plot):
    before = pixels(picture_of(plot, 1.0, QColor("white")))
    picture_of(plot, 4.0, QColor("white"))
    dots = next(i for i in plot.getPlotItem().items if hasattr(i, "setSymbol"))
    assert dots._exportOpts is False
    assert (pixels(picture_of(plot, 1.0, QColor("white"))) == before).all()


def test_vector_pictures_have_symbols_as_shapes_and_end_where_the_plot_does(
    plot, tmp_path
):
    path = tmp_path / "plot.svg"
    write_svg(path, plot.size(), drawn(plot))
    text = path.read_text()
    assert "<image" not in text
    assert re.search("clip-?path", text, re.IGNORECASE)
    image = QImage(plot.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        QSvgRenderer(str(path)).render(painter)
    seen = pixels(image)
    for color in (RED, BLUE):
        assert is_near(seen, color).sum() > 250


@pytest.mark.parametrize("write", [write_png, write_svg, write_pdf])
def test_on_a_full_disk_the_old_file_stays(plot, tmp_path, monkeypatch, write):
    path = tmp_path / "picture.old"
    path.write_bytes(b"old")

    def fail(self, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", fail)
    given = path, QSize(400, 300), drawn(plot)
    if write is write_png:
        given = picture_of(plot), path
    with pytest.raises(ValueError, match=r"cannot be written: No space left"):
        write(*given)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
