"""Text over the scene, by QPainter: where the numbers and names of the axes go.

Nothing in the scene can hide text, so it belongs on the edges nearest the viewer.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter

from explorer.scene.camera import Camera
from explorer.scene.floor import MARK, Axis
from explorer.scene.picking import HeightField, are_hidden
from explorer.theme import NAME_PIXELS, TICK_PIXELS, VEIL, Theme, sized_font
from models.snapshots import Array

GAP = 5.0  # from the mark to its number, and on to the name
SHORTEST = 60.0  # pixels of an edge that is worth numbers
ABOVE_LEFT = np.array([-0.6, -0.8])
UPRIGHT = 0.1  # of its height: how far apart the ends of an upright edge may be
END = 0.9  # of half its width: how far inwards a name over an edge goes
NAME_SHARE = 0.44  # of the width of the panel, at most,
NAME_ROOM = 260.0  # px, or as long as this, where there is so much
CLEARANCE = 2.0  # between two texts


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A text and where it goes."""

    text: str
    rect: QRectF
    place: Array | None = None  # (3,) of the mark's tip; a name has none

    @property
    def is_name(self) -> bool:
        """Whether this names an axis."""
        return self.place is None


@lru_cache(maxsize=4)
def lay_out(
    labelled: tuple[Axis, Axis, Axis],
    names: tuple[str, str, str],
    camera: Camera,
    font_text: str,
    shortest: float = SHORTEST,
) -> tuple[Label, ...]:
    """Place the names and numbers of the axes; what would overlap is left out.

    Args:
        labelled: the loss axis is the last.
        names: of the axes.
        camera: and its panel.
        font_text: the font, as QFont.toString gives it.
        shortest: pixels of an edge that is worth numbers.
    """
    font = QFont()
    font.fromString(font_text)
    numbers = QFontMetricsF(sized_font(font, TICK_PIXELS))
    letters = QFontMetricsF(sized_font(font, NAME_PIXELS))
    panel = QRectF(0, 0, camera.width, camera.height)
    found: list[Label] = []
    for axis, full_name in zip(labelled, names, strict=True):
        longest = max(NAME_SHARE * camera.width, min(NAME_ROOM, camera.width))
        name = letters.elidedText(full_name, Qt.TextElideMode.ElideRight, longest)
        begin, end = camera.project([axis.begin, axis.end])
        if np.hypot(*(end - begin)) < shortest:
            continue
        ticks = _numbers(axis, camera, numbers)
        if axis is labelled[-1]:
            found.append(_beside(end, ABOVE_LEFT, name, letters))
        else:
            away = _normal(begin, end, camera.project([(0, 0, axis.begin[2])])[0])
            spot = _beyond(0.5 * (begin + end), away, ticks)
            beside = _beside(spot, away, name, letters)
            labels = _name_labels(begin, end, beside, panel)
            found.append(_first_fit(labels, [*found, *ticks], panel))
        found += ticks
    return without_overlaps(found, panel)


def without_hidden(
    labels: tuple[Label, ...], field: HeightField, camera: Camera
) -> list[Label]:
    """Return `labels` less the numbers at places that the surface hides."""
    places = [label.place for label in labels if label.place is not None]
    if not places:
        return list(labels)
    hidden = iter(are_hidden(field, np.array(places), camera.eye))
    return [label for label in labels if label.is_name or not next(hidden)]


def _numbers(axis: Axis, camera: Camera, metrics: QFontMetricsF) -> list[Label]:
    """Return the numbers of an axis, in line with its marks."""
    tips = axis.places + MARK * axis.outward
    spots = camera.project(tips)
    away = spots - camera.project(axis.places)
    away /= np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-9)[:, None]
    return [
        _beside(spot, direction, text, metrics, tip)
        for spot, direction, text, tip in zip(
            spots, away, axis.texts, tips, strict=True
        )
    ]


def _beside(
    spot: Array,
    away: Array,
    text: str,
    metrics: QFontMetricsF,
    place: Array | None = None,
) -> Label:
    """Return `text` as near to `spot` as it can be in the direction `away`."""
    width, height = metrics.horizontalAdvance(text), metrics.height()
    reach = GAP + (abs(away[0]) * width + abs(away[1]) * height) / 2
    x, y = spot + reach * away
    rect = QRectF(x - width / 2, y - height / 2, width, height)
    return Label(text, rect, place)


def _name_labels(begin: Array, end: Array, beside: Label, panel: QRectF) -> list[Label]:
    """Return where the name of an edge may be, the best first.

    Beside its middle; where a long name does not fit there, over the upper end of an
    upright edge, or under the lower end; else beside it, moved into the panel.
    """
    lower, upper = (begin, end) if begin[1] > end[1] else (end, begin)
    rect, over, under = beside.rect, QRectF(beside.rect), QRectF(beside.rect)
    outwards = math.copysign(0.5 * rect.width(), rect.center().x() - lower[0])
    over.moveCenter(QPointF(upper[0] - END * outwards, upper[1] - rect.height() - GAP))
    under.moveCenter(QPointF(lower[0] + outwards, lower[1] + rect.height() + 2 * GAP))
    is_upright = abs(begin[0] - end[0]) < UPRIGHT * abs(begin[1] - end[1])
    rects = [rect, *([over] if is_upright else []), _moved_into(under, panel)]
    return [Label(beside.text, each) for each in [*rects, _moved_into(rect, panel)]]


def _moved_into(rect: QRectF, panel: QRectF) -> QRectF:
    """Return `rect` moved so that all of it is in `panel`, if there is room."""
    moved = QRectF(rect)
    moved.moveLeft(min(max(rect.left(), 4), panel.right() - rect.width() - 4))
    moved.moveTop(min(max(rect.top(), 2), panel.bottom() - rect.height() - 2))
    return moved


def _first_fit(labels: list[Label], taken: list[Label], panel: QRectF) -> Label:
    """Return the first of `labels` that is free, or the very first."""
    for label in labels:
        is_free = not any(label.rect.intersects(other.rect) for other in taken)
        if is_free and panel.contains(label.rect):
            return label
    return labels[0]


def _normal(begin: Array, end: Array, inside: Array) -> Array:
    """Return the unit vector across an edge on the screen, away from `inside`."""
    along = (end - begin) / np.hypot(*(end - begin))
    across = np.array([-along[1], along[0]])
    return across if across @ (begin - inside) > 0 else -across


def _beyond(spot: Array, away: Array, ticks: list[Label]) -> Array:
    """Return where a line from `spot` leaves the strip that the numbers take."""
    far = 0.0
    for tick in ticks:
        centre = np.array([tick.rect.center().x(), tick.rect.center().y()])
        half = abs(away[0]) * tick.rect.width() + abs(away[1]) * tick.rect.height()
        far = max(far, float(away @ (centre - spot)) + half / 2)
    return spot + far * away


def without_overlaps(labels: list[Label], panel: QRectF) -> tuple[Label, ...]:
    """Return `labels` less those that touch an earlier one; all inside the panel.

    A name outside the panel is moved into it, a number is left out.
    """
    kept: list[Label] = []
    for label in sorted(labels, key=lambda label: not label.is_name):
        rect = QRectF(label.rect)
        if label.is_name and panel.contains(rect.center()):
            rect = _moved_into(rect, panel)
        room = rect.adjusted(-CLEARANCE, 0, CLEARANCE, 0)
        if panel.contains(rect) and not any(room.intersects(k.rect) for k in kept):
            kept.append(Label(label.text, rect, label.place))
    return tuple(kept)


def paint_labels(painter: QPainter, labels: list[Label], theme: Theme) -> None:
    """Paint `labels` with the painter's font, at our sizes."""
    painter.save()
    veil = theme.color("panel")
    veil.setAlpha(VEIL)
    for label in labels:
        if label.is_name:
            painter.fillRect(label.rect, veil)
    font = painter.font()
    for is_name, pixels, token in (
        (False, TICK_PIXELS, "dim"),
        (True, NAME_PIXELS, "text"),
    ):
        painter.setFont(sized_font(font, pixels))
        painter.setPen(theme.color(token))
        for label in labels:
            if label.is_name == is_name:
                painter.drawText(label.rect, Qt.AlignmentFlag.AlignCenter, label.text)
    painter.restore()
