"""Short texts beside points of a plot, where there is room for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter

from explorer.theme import TICK_PIXELS, VEIL, Theme, sized_font
from models.snapshots import Array

APART = 11.0  # px between a point and its text
PADDING = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Caption:
    """A text beside a point."""

    text: str
    at: Array  # (2,) in the coordinates of the plot


def place_captions(
    spots: Sequence[QPointF],
    sizes: Sequence[tuple[float, float]],
    area: QRectF,
) -> list[QRectF | None]:
    """Return where each text goes: right of its point, left, over or under it.

    Texts lie inside `area` and touch neither each other nor any point; one for which
    there is no room is left out, as its point is still there.

    Args:
        spots: of the points, in pixels.
        sizes: width and height of each text.
        area: of the plot.
    """
    taken = [_around(spot, APART, APART) for spot in spots]
    placed: list[QRectF | None] = []
    for spot, (width, height) in zip(spots, sizes, strict=True):
        beside, above = width / 2 + APART, height / 2 + APART
        ways = (beside, 0), (-beside, 0), (0, -above), (0, above)
        rects = (_around(spot + QPointF(*way), width, height) for way in ways)
        free = (rect for rect in rects if _is_free(rect, taken, area))
        placed.append(next(free, None) if area.contains(spot) else None)
        taken += [rect for rect in placed[-1:] if rect is not None]
    return placed


def paint_captions(
    painter: QPainter,
    texts: Sequence[str],
    spots: Sequence[QPointF],
    area: QRectF,
    theme: Theme,
) -> None:
    """Paint `texts` beside their `spots`, on a veil that makes them readable."""
    painter.setFont(sized_font(painter.font(), theme.pixels(TICK_PIXELS)))
    metrics = QFontMetricsF(painter.font())
    sizes = [
        (metrics.horizontalAdvance(text) + 2 * PADDING, metrics.height())
        for text in texts
    ]
    veil = theme.color("panel")
    veil.setAlpha(VEIL)
    painter.setPen(theme.color("text"))
    for text, rect in zip(texts, place_captions(spots, sizes, area), strict=True):
        if rect is not None:
            painter.fillRect(rect, veil)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _around(spot: QPointF, width: float, height: float) -> QRectF:
    return QRectF(spot.x() - width / 2, spot.y() - height / 2, width, height)


def _is_free(rect: QRectF, taken: Sequence[QRectF], area: QRectF) -> bool:
    return area.contains(rect) and not any(rect.intersects(other) for other in taken)
