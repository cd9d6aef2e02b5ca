"""The map of one unit, large, beside the unit."""

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from explorer.theme import Theme

SIDE = 112.0  # px, of the map
MARGIN = 5.0  # px


def paint_magnified(
    painter: QPainter,
    image: QImage,
    unit: QPointF,
    away: float,
    room: QRectF,
    names: tuple[str, ...],
    theme: Theme,
) -> None:
    """Paint a map with the names of its axes, `away` from a unit, within `room`."""
    metrics = QFontMetricsF(painter.font())
    line, below = metrics.height(), len(names) > 1
    width = SIDE + 2 * MARGIN
    height = SIDE + 2 * MARGIN + line * (1 + below)
    is_left = unit.x() > room.center().x()
    left = unit.x() - away - width if is_left else unit.x() + away
    left = min(max(left, room.left()), room.right() - width)
    top = min(max(unit.y() - height / 2, room.top()), room.bottom() - height)
    box = QRectF(left, top, width, height)
    painter.setPen(QPen(theme.color("line"), 1.0))
    painter.setBrush(theme.color("panel"))
    painter.drawRoundedRect(box, 4, 4)
    at = QRectF(box.left() + MARGIN, box.top() + MARGIN + line * below, SIDE, SIDE)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(at, image)
    painter.setPen(theme.color("dim"))
    elide, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
    x_name = metrics.elidedText(f"{names[0]} →", elide, SIDE)
    under = QRectF(at.left(), at.bottom(), SIDE, line + MARGIN)
    painter.drawText(under, middle | Qt.AlignmentFlag.AlignRight, x_name)
    if below:
        y_name = metrics.elidedText(f"↑ {names[1]}", elide, SIDE)
        over = QRectF(at.left(), box.top() + 2, SIDE, line)
        painter.drawText(over, middle | Qt.AlignmentFlag.AlignLeft, y_name)
