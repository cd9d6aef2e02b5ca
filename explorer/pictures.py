"""Pictures of widgets as they are: at any scale, by lines and letters, never enlarged.

A widget is painted anew by QPainter, so type and lines are as sharp as the picture has
pixels. A scene is drawn in a framebuffer of its own, with its text over it: what a
widget's own `render` makes of OpenGL has no text.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PyQt6.QtCore import (
    QBuffer,
    QMarginsF,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PyQt6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PyQt6.QtSvg import QSvgGenerator
from PyQt6.QtWidgets import QGraphicsView, QWidget

from explorer.icons import fine_icons
from explorer.plots.sharp import sharpened
from explorer.scene.view import SceneView
from explorer.theme import Theme
from models.files import write_whole
from models.language import tr
from models.sessions import MARK, SavedSession, to_json

LARGEST_SCALE = 8
FINEST = 61  # points a side of a surface that is lines: a picture of some 2 MB
DOTS = 96  # to the inch, of what is laid out
TITLE = "Loss Landscape Explorer"

MARGIN = 12  # px, around what is said below a picture
HIGHEST = 4000  # px, for that
WRAPPED = int(Qt.TextFlag.TextWordWrap)
Draw = Callable[[QPainter], None]
PaintScene = Callable[[QPainter, SceneView], None]


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said below a picture."""

    text: str
    font: QFont
    theme: Theme

    def height(self, width: int) -> int:
        """Return how much room it takes below a picture, in pixels of the layout."""
        text = QFontMetrics(self.font).boundingRect(
            self._room(width), WRAPPED, self.text
        )
        return text.height() + MARGIN if self.text else 0

    def paint(self, painter: QPainter, top: int, width: int) -> None:
        """Paint it from `top` on, over the whole width."""
        if self.text:
            high = self.height(width)
            painter.fillRect(0, top, width, high, self.theme.color("panel"))
            painter.setFont(self.font)
            painter.setPen(self.theme.color("dim"))
            painter.drawText(self._room(width).translated(0, top), WRAPPED, self.text)

    def _room(self, width: int) -> QRect:
        return QRect(MARGIN, 0, width - 2 * MARGIN, HIGHEST)


def picture_of(
    widget: QWidget,
    scale: float = 1.0,
    ground: QColor | None = None,
    caption: Caption | None = None,
) -> QImage:
    """Return `widget` as it is now; `scale` pixels for each of its own.

    Without a `ground` what is behind everything stays transparent.
    """
    high = widget.height() + (caption.height(widget.width()) if caption else 0)
    size = QSize(round(widget.width() * scale), round(high * scale))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise ValueError(
            tr(
                "a picture of {width} x {height} is too large",
                width=size.width(),
                height=size.height(),
            )
        )
    image.fill(ground or QColor(0, 0, 0, 0))
    image.setDevicePixelRatio(scale)  # what is drawn beforehand is drawn so fine
    with QPainter(image) as painter, _sharpened(widget, scale):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(widget, painter, partial(_paint_image, scale), is_clear=ground is None)
        if caption is not None:
            caption.paint(painter, widget.height(), widget.width())
    image.setDevicePixelRatio(1.0)
    return image


@contextmanager
def _sharpened(widget: QWidget, scale: float) -> Iterator[None]:
    """As many pixels as on the screen need nothing."""
    if scale == 1.0:
        yield
        return
    with sharpened(widget, scale), fine_icons(scale):
        yield


def paint(
    widget: QWidget,
    painter: QPainter,
    paint_scene: PaintScene,
    is_clear: bool = False,
) -> None:
    """Paint `widget`, and the scenes in it, each moved to its place."""
    scenes = [widget] if isinstance(widget, SceneView) else []
    if not scenes:
        flags = QWidget.RenderFlag.DrawChildren
        if not is_clear:
            flags |= QWidget.RenderFlag.DrawWindowBackground
        with _without_grounds(widget if is_clear else None):
            QWidget.render(widget, painter, QPoint(), flags=flags)
        scenes = [one for one in widget.findChildren(SceneView) if one.isVisible()]
    for scene in scenes:
        painter.save()
        painter.translate(QPointF(scene.mapTo(widget, QPoint())))
        paint_scene(painter, scene)
        painter.restore()


@contextmanager
def _without_grounds(widget: QWidget | None) -> Iterator[None]:
    """Let plots in `widget`, if it is one, have nothing behind them meanwhile."""
    plots = widget.findChildren(QGraphicsView) if widget is not None else []
    if isinstance(widget, QGraphicsView):
        plots.append(widget)
    grounds = [plot.backgroundBrush() for plot in plots]
    for plot in plots:
        _fill(plot, QBrush(Qt.BrushStyle.NoBrush), is_filled=False)
    yield
    for plot, ground in zip(plots, grounds, strict=True):
        _fill(plot, ground, is_filled=True)


def _fill(plot: QGraphicsView, ground: QBrush, is_filled: bool) -> None:
    kinds = QGraphicsView.CacheModeFlag
    plot.setCacheMode(kinds.CacheBackground if is_filled else kinds.CacheNone)
    plot.setBackgroundBrush(ground)
    if (viewport := plot.viewport()) is not None:
        viewport.setAutoFillBackground(is_filled)


def write_png(image: QImage, path: Path, session: SavedSession | None = None) -> None:
    """Write `image` to `path`, whole or not at all, with the session it is of.

    One that says where files of this computer are stays out.
    """
    if session is not None and session.is_portable:
        image.setText(MARK, to_json(session))

    kept = QBuffer()
    if not image.save(kept, "PNG"):
        raise OSError(errno.EIO, tr("the picture was not saved"))
    _write(path, kept)


def write_svg(path: Path, size: QSize, draw: Draw) -> None:
    """Write what is drawn as lines and letters."""
    kept = QBuffer()
    device = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # which can clip
    device.setOutputDevice(kept)
    device.setSize(size)
    device.setViewBox(QRectF(QPointF(), QSizeF(size)))
    device.setResolution(DOTS)
    device.setTitle(TITLE)
    _draw_on(device, draw)
    _write(path, kept)


def write_pdf(path: Path, size: QSize, draw: Draw) -> None:
    """Write what is drawn as a page of its own size."""
    kept = QBuffer()
    kept.open(QBuffer.OpenModeFlag.WriteOnly)
    device = QPdfWriter(kept)
    device.setTitle(TITLE)
    device.setResolution(DOTS)
    points = QSizeF(size) * 72 / DOTS
    device.setPageSize(QPageSize(points, QPageSize.Unit.Point))
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    _draw_on(device, draw)
    _write(path, kept)


WRITERS: dict[str, Callable[[Path, QSize, Draw], None]] = {
    ".svg": write_svg,
    ".pdf": write_pdf,
}


def drawn(
    widget: QWidget,
    has_lines: bool = False,
    caption: Caption | None = None,
    scale: float = 1.0,
) -> Draw:
    """Return what draws `widget` as lines and letters; a surface in it if asked.

    Where it is drawn on an image, there are `scale` pixels for each of its own.
    """

    def draw(painter: QPainter) -> None:
        with sharpened(widget, scale), fine_icons(LARGEST_SCALE):
            paint(widget, painter, partial(draw_scene, has_lines))
        if caption is not None:
            caption.paint(painter, widget.height(), widget.width())

    return draw


def draw_scene(has_lines: bool, painter: QPainter, scene: SceneView) -> None:
    """Draw a scene for a vector picture: its surface as lines, or as an image."""
    finest = FINEST if has_lines else None
    scene.paint_on(painter, scene.width(), scene.height(), finest)


def _paint_image(scale: float, painter: QPainter, scene: SceneView) -> None:
    size = scene.width(), scene.height()
    painter.drawImage(
        QRectF(QPointF(), QSizeF(*size)), scene.render_image(*size, scale)
    )


def _write(path: Path, kept: QBuffer) -> None:
    """Write what is kept in memory: Qt itself would not tell of a disk that is full."""
    write_whole(path, lambda at: at.write_bytes(kept.data().data()))


def _draw_on(device: QSvgGenerator | QPdfWriter, draw: Draw) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise OSError(errno.EIO, tr("the picture was not saved"))
    draw(painter)
    painter.end()
