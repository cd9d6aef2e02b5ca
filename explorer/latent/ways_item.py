"""Ways through the plane of codes: the line of a film, the vector of an attribute."""

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform
from PyQt6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from explorer.latent.ellipses_item import polygon
from explorer.latent.thumbnails_item import rect_around
from explorer.theme import LIGHT, Theme
from models.latent_moments import Film, Sweep
from models.snapshots import Array

DOT, END, MEAN = 3.5, 6.0, 7.0  # px, radii
LINE, HALO = 2.2, 3.5  # px: widths of a line, and of what is behind it beyond it
HEAD, SLIM = 14.0, 5.5  # px, length of the head of an arrow and half its width


class WayItem(QGraphicsObject):
    """Something drawn along points of the plane, in pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._points = np.zeros((0, 2))
        self._rect = QRectF()
        self._theme = LIGHT

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def boundingRect(self) -> QRectF:
        """Return where there is anything."""
        return self._rect

    def paint(
        self,
        painter: QPainter | None,
        option: QStyleOptionGraphicsItem | None,
        widget: QWidget | None = None,
    ) -> None:
        """Paint it in pixels of the screen."""
        if painter is None or not len(self._points):
            return
        spots = painter.worldTransform().map(polygon(self._points))
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_spots(painter, spots)
        painter.restore()

    def paint_spots(self, painter: QPainter, spots: QPolygonF) -> None:
        """Paint what is at these pixels."""
        raise NotImplementedError

    def _show_points(self, points: Array) -> None:
        self.prepareGeometryChange()
        self._points, self._rect = points, rect_around(points, margin=1.0)
        self.update()

    def _line(self, painter: QPainter, line: QPolygonF, color: str) -> None:
        for own, more in ((self._theme.halo, HALO), (color, 0.0)):
            painter.setPen(QPen(QColor(own), LINE + more))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(line)

    def _ring(
        self, painter: QPainter, at: QPointF, radius: float, color: str, fill: str = ""
    ) -> None:
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        for own, more in ((self._theme.halo, HALO), (color, 0.0)):
            painter.setPen(QPen(QColor(own), LINE + more))
            painter.drawEllipse(at, radius, radius)


class FilmItem(WayItem):
    """The line from one image to another, with a dot for each step."""

    def __init__(self) -> None:
        super().__init__()
        self._at = -1

    def show_film(self, film: Film | None) -> None:
        """Draw the way of `film`, or nothing."""
        self._show_points(np.zeros((0, 2)) if film is None else film.points)

    def show_step(self, number: int) -> None:
        """Mark the step that is shown large; −1: none."""
        self._at = number
        self.update()

    def paint_spots(self, painter: QPainter, spots: QPolygonF) -> None:
        """Paint the line, its dots and its ends."""
        theme = self._theme
        self._line(painter, spots, theme.text)
        count = spots.count()
        for number in range(count):
            is_end = number in (0, count - 1)
            fill = theme.accent if number == self._at else theme.panel
            radius = END if is_end or number == self._at else DOT
            self._ring(painter, spots.at(number), radius, theme.text, fill)


class VectorItem(WayItem):
    """An attribute vector: from the mean without it to the mean with it."""

    def show_sweep(self, sweep: Sweep | None) -> None:
        """Draw the vector of `sweep`, or nothing."""
        self._show_points(np.zeros((0, 2)) if sweep is None else sweep.means)

    def paint_spots(self, painter: QPainter, spots: QPolygonF) -> None:
        """Paint the means hollow, and the arrow between them."""
        tail, tip = spots.at(0), spots.at(1)
        way = np.array([tip.x() - tail.x(), tip.y() - tail.y()])
        length = float(np.hypot(*way))
        if length > 2 * MEAN + HEAD:
            ahead = way / length
            point = np.array([tip.x(), tip.y()]) - (MEAN + LINE) * ahead
            start = np.array([tail.x(), tail.y()]) + (MEAN + LINE) * ahead
            aside, neck = np.array([-ahead[1], ahead[0]]), point - HEAD * ahead
            self._line(painter, polygon(np.stack([start, neck])), self._theme.text)
            corners = np.stack([point, neck + SLIM * aside, neck - SLIM * aside])
            painter.setPen(QPen(self._theme.color("halo"), 1.0))
            painter.setBrush(self._theme.color("text"))
            painter.drawPolygon(polygon(corners))
        for end in (tail, tip):
            self._ring(painter, end, MEAN, self._theme.text)
