"""Small symbols with labels, painted over the scene: minima, kept points, pointers."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from explorer.scene.box import Box
from explorer.scene.camera import Camera
from explorer.scene.picking import HeightField, are_hidden
from explorer.scene.shapes import Float32
from explorer.scene.track import path_colors
from explorer.theme import TICK_PIXELS, VEIL, Theme, sized_font
from models.scales import mark_text
from models.snapshots import Array, Mark, Marker, MarkKind, Path

Look = Literal["star", "cross", "triangle", "diamond", "square", "disc", "ring"]

RADIUS = 6.5  # pixels
GAP = 4.0  # from a symbol to its label
EDGE = 1.4  # pixels
HIDDEN = 0.4  # opacity of what is behind the surface
LIFT = np.array([0, 0, 0.012])  # what is on the surface is not behind it
ON_PLANE = 1e-6  # of the extent: nearer is in the plane
LOOKS: dict[MarkKind, Look] = {
    "minimum": "star",
    "saddle": "cross",
    "maximum": "triangle",
    "equivalent": "star",
}
END_LOOKS: tuple[Look, ...] = ("diamond", "square", "triangle", "disc")
CORNERS: dict[Look, tuple[int, float]] = {  # how many, and the angle of the first
    "triangle": (3, 90),
    "diamond": (4, 90),
    "square": (4, 45),
}
SIDES = np.array([[1, 0], [-1, 0], [0, -1], [0, 1]])  # of a label, the best first


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """One of them."""

    look: Look
    place: Float32  # (3,)
    color: QColor
    text: str = ""
    is_hollow: bool = False
    is_on_top: bool = False  # is never behind anything


def mark_symbols(marks: tuple[Mark, ...], box: Box, theme: Theme) -> tuple[Symbol, ...]:
    """Return the points where the slice is level, with their losses."""
    color = theme.color("text")
    return tuple(
        Symbol(
            LOOKS[mark.kind],
            box.place(mark.xy, mark.loss),
            color,
            mark_text(mark),
            is_hollow=mark.kind == "equivalent",
        )
        for mark in marks
        if box.holds(mark.xy)
    )


def kept_symbols(
    markers: tuple[Marker, ...], box: Box, theme: Theme
) -> tuple[Symbol, ...]:
    """Return the kept points at their true losses, hollow where off the plane."""
    color = theme.color("accent")
    return tuple(
        Symbol(
            "diamond",
            box.place(marker.xy, marker.loss),
            color,
            marker.name,
            is_hollow=marker.off_plane > ON_PLANE * box.extent,
        )
        for marker in markers
        if box.holds(marker.xy)
    )


def end_symbols(paths: tuple[Path, ...], box: Box) -> tuple[Symbol, ...]:
    """Return the ends of the paths after the first."""
    looks: Iterator[Look] = itertools.chain(("disc",), itertools.cycle(END_LOOKS))
    others = itertools.islice(zip(paths, looks, path_colors(), strict=False), 1, None)
    return tuple(
        Symbol(look, box.place(path.xy[-1], path.losses[-1]), color, is_on_top=True)
        for path, look, color in others
        if len(path.xy) and box.holds(path.xy[-1])
    )


def pointer_symbol(
    at: tuple[float, float], box: Box, field: HeightField, theme: Theme
) -> tuple[Symbol, ...]:
    """Return the ring where the pointer is in another view."""
    place = box.place(np.array(at), box.scale.low)
    place[2] = field.height(np.array(place, float))
    if not (box.holds(np.array(at)) and np.isfinite(place[2])):
        return ()
    ring = Symbol("ring", place, theme.color("text"), is_hollow=True, is_on_top=True)
    return (ring,)


def paint_symbols(
    painter: QPainter,
    symbols: tuple[Symbol, ...],
    field: HeightField,
    camera: Camera,
    theme: Theme,
    taken: list[QRectF],
) -> None:
    """Paint `symbols`, and the labels that find room beside `taken`."""
    if not symbols:
        return
    places = np.array([symbol.place for symbol in symbols])
    spots = camera.project(places)
    hidden = are_hidden(field, places + LIFT, camera.eye)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(sized_font(painter.font(), TICK_PIXELS))
    panel = QRectF(0, 0, camera.width, camera.height)
    room = Room(panel, [*taken, *(_around(spot) for spot in spots)])
    for symbol, spot, is_hidden in zip(symbols, spots, hidden, strict=True):
        painter.setOpacity(HIDDEN if is_hidden and not symbol.is_on_top else 1.0)
        _paint_look(painter, symbol, QPointF(*spot), theme)
        _paint_text(painter, symbol.text, spot, room, theme)
    painter.restore()


class Room:
    """What is still free for labels."""

    def __init__(self, panel: QRectF, taken: list[QRectF]) -> None:
        self._panel, self._taken = panel, taken

    def find(self, spot: Array, width: float, height: float) -> QRectF | None:
        """Return a free rectangle beside `spot`, which is then taken; or None."""
        reach = RADIUS + GAP + np.array([width, height]) / 2
        for x, y in spot + SIDES * reach:
            rect = QRectF(x - width / 2, y - height / 2, width, height)
            is_free = not any(rect.intersects(other) for other in self._taken)
            if is_free and self._panel.contains(rect):
                self._taken.append(rect)
                return rect
        return None


def _around(spot: Array) -> QRectF:
    return QRectF(spot[0] - RADIUS, spot[1] - RADIUS, 2 * RADIUS, 2 * RADIUS)


def _paint_text(
    painter: QPainter, text: str, spot: Array, room: Room, theme: Theme
) -> None:
    metrics = QFontMetricsF(painter.font())
    width, height = metrics.horizontalAdvance(text) + GAP, metrics.height()
    rect = room.find(spot, width, height) if text else None
    if rect is not None:
        veil = theme.color("panel")
        veil.setAlpha(VEIL)
        painter.fillRect(rect, veil)
        painter.setPen(theme.color("text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _paint_look(painter: QPainter, symbol: Symbol, spot: QPointF, theme: Theme) -> None:
    """Paint the outline in the colour of halos, and the symbol in it."""
    halo = theme.color("halo")
    if symbol.is_hollow or symbol.look == "cross":
        strokes = [(halo, 3.2 * EDGE), (symbol.color, 1.4 * EDGE)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        strokes = [(halo, EDGE)]
        painter.setBrush(symbol.color)
    for color, width in strokes:
        painter.setPen(QPen(color, width))
        _draw(painter, symbol.look, spot)


def _draw(painter: QPainter, look: Look, spot: QPointF) -> None:
    if look in ("disc", "ring"):
        painter.drawEllipse(spot, RADIUS, RADIUS)
    elif look == "cross":
        arm = 0.75 * RADIUS
        for rise in (arm, -arm):
            way = QPointF(arm, rise)
            painter.drawLine(spot - way, spot + way)
    elif look == "star":
        radii = (1.2 * RADIUS, 0.5 * RADIUS) * 5
        painter.drawPolygon(_polygon(spot, radii, 90))
    else:
        corners, first = CORNERS[look]
        painter.drawPolygon(_polygon(spot, (RADIUS,) * corners, first))


def _polygon(spot: QPointF, radii: tuple[float, ...], first: float) -> QPolygonF:
    """Return the polygon with corners at `radii`, the first at an angle in degrees."""
    angles = [math.radians(first + 360 * k / len(radii)) for k in range(len(radii))]
    return QPolygonF(
        [
            spot + radius * QPointF(math.cos(angle), -math.sin(angle))
            for angle, radius in zip(angles, radii, strict=True)
        ]
    )
