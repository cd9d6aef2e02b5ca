"""The text over the scene: names and numbers, the colour bar, symbols with labels."""

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QPainter

from explorer.color_bar import paint_color_bar
from explorer.scene.camera import Camera
from explorer.scene.contents import Contents
from explorer.scene.floor import axes
from explorer.scene.overlay import lay_out, paint_labels, without_hidden
from explorer.scene.symbols import paint_symbols
from explorer.theme import color_table
from models.language import tr

BAR_SIZE = (62.0, 240.0)  # of the colour bar with its numbers, at most
BAR_MARGIN = 14.0
BAR_SHARES = 0.6, 0.28  # of the height, at most: beside the box, and over it
LOSS = tr("loss")


def paint_captions(painter: QPainter, contents: Contents, camera: Camera) -> None:
    """Paint all text, in pixels of the layout."""
    shown, box, field = contents.shown, contents.box, contents.field
    if shown.surface is None or box is None or field is None:
        return
    plane, theme = shown.surface.plane, shown.theme
    names = (plane.name_x, plane.name_y, LOSS)
    labels = lay_out(axes(box, camera), names, camera, painter.font().toString())
    seen = without_hidden(labels, field, camera)
    paint_labels(painter, seen, theme)
    bar = _bar_rect(camera)
    table = color_table(shown.colors, shown.view.color_map, shown.view.bright)
    paint_color_bar(painter, bar, shown.colors, table, theme)
    taken = [bar, *(label.rect for label in seen)]
    paint_symbols(painter, contents.symbols(), field, camera, theme, taken)


def _bar_rect(camera: Camera) -> QRectF:
    width, tallest = BAR_SIZE
    height = min(tallest, BAR_SHARES[camera.is_narrow] * camera.height)
    return QRectF(camera.width - width - BAR_MARGIN, BAR_MARGIN, width, height)
