"""All that the scene shows: the items, and what they were last shown."""

from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QPainter

from explorer.color_bar import paint_color_bar
from explorer.scene.arrows import ArrowsItem
from explorer.scene.box import Box
from explorer.scene.buffers import Float32
from explorer.scene.camera import Camera
from explorer.scene.floor import axes, frame_segments
from explorer.scene.frame import Frame, Item
from explorer.scene.gl import GLFunctions
from explorer.scene.lines import LinesItem, Pass, rgba
from explorer.scene.overlay import lay_out, paint_labels, without_hidden
from explorer.scene.picking import pick
from explorer.scene.surface import SurfaceItem
from explorer.scene.track import RING, discs, path_segments
from explorer.theme import DOWNHILL, GRADIENT, WALKER, Theme, lookup_table
from models.scales import Scale
from models.snapshots import Path, Surface

BALL = 15.0  # pixels
ARROW = 0.36  # length, in the scene
BAR_SIZE = (62.0, 240.0)  # of the colour bar with its numbers, at most
BAR_MARGIN = 14.0
BAR_SHARES = 0.6, 0.28  # of the height, at most: beside the box, and over it
HIDDEN, HIDDEN_BALL = 0.5, 0.8  # opacity of what is behind the surface
CLEARANCE = 0.06  # in the scene: the walker is hidden if more is before it
LOSS = "loss"


class Contents:
    """The items in the order in which they are drawn, and the text over them."""

    def __init__(self, theme: Theme) -> None:
        self.box: Box | None = None
        self.surface = SurfaceItem()
        self._theme = theme
        self._shown: Surface | None = None
        self._colors = Scale(0.0, 1.0)
        self._path: Path | None = None
        self._frame = LinesItem(Pass(nearer=0.0, is_solid=False))
        self._track = LinesItem()
        self._start = LinesItem()
        self._ball = LinesItem()
        self._arrows = ArrowsItem()
        self._walker: Float32 | None = None  # its place (3,)
        self._is_path_stale = True
        self.show_theme(theme)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items; a later one is drawn over an earlier one."""
        lines = self._track, self._start
        return self._frame, self.surface, *lines, self._arrows, self._ball

    def show_surface(self, surface: Surface, heights: Scale, colors: Scale) -> None:
        """Show `surface`, with its heights and colours by two scales."""
        box = Box.around(surface.plane, heights)
        if box != self.box:
            self._is_path_stale = True
        self.box, self._shown = box, surface
        self._colors = colors
        self.surface.show(surface, box, colors)

    def show_path(self, path: Path | None) -> None:
        """Show `path` and its last step, or none."""
        self._path = path
        self._is_path_stale = True

    def show_theme(self, theme: Theme) -> None:
        """Show everything in the colours of `theme`."""
        self._theme = theme
        self._is_path_stale = True
        self.surface.show_colors(lookup_table())
        halo = theme.color("halo")
        self._track.passes = (
            Pass(opacity=HIDDEN, is_hidden_shown=True, is_solid=False),
            Pass(widen=2.6, tint=halo, nearer=0.009, is_solid=False),
            Pass(nearer=0.009),
        )
        self._start.passes = (
            Pass(widen=2.6, tint=halo, nearer=0.03, is_solid=False),
            Pass(nearer=0.03),
        )

    def paint(self, frame: Frame, camera: Camera) -> None:
        """Draw all items as seen from `camera`."""
        if self.box is None:
            return
        if self._is_path_stale:
            self._place_path(self.box)
            self._is_path_stale = False
        labelled = axes(self.box, camera)
        self._frame.show(frame_segments(camera, labelled, self._theme.grid))
        self._ball.passes = self._ball_passes(self._sees_walker(camera))
        for item in self.items:
            item.paint(frame)

    def _ball_passes(self, is_seen: bool) -> tuple[Pass, ...]:
        ball = Pass(is_hidden_shown=True, is_ball=True)
        if not is_seen:
            return (replace(ball, opacity=HIDDEN_BALL),)
        halo = Pass(widen=3.0, tint=self._theme.color("halo"), is_hidden_shown=True)
        return halo, ball

    def _sees_walker(self, camera: Camera) -> bool:
        """Return whether nothing is in front of the walker."""
        if self._walker is None or self.surface.field is None:
            return False
        near, far = camera.ray(*camera.project(self._walker)[0])
        hit = pick(self.surface.field, near, far)
        if hit is None:
            return True
        hidden_by = camera.direction @ (hit - self._walker)
        return float(hidden_by) < CLEARANCE

    def paint_text(self, painter: QPainter, camera: Camera) -> None:
        """Paint names, numbers and the colour bar, in pixels of the layout."""
        if self.box is None or self._shown is None:
            return
        plane = self._shown.plane
        names = (plane.name_x, plane.name_y, LOSS)
        labelled = axes(self.box, camera)
        labels = lay_out(labelled, names, camera, painter.font().toString())
        if self.surface.field is not None:
            seen = without_hidden(labels, self.surface.field, camera)
            paint_labels(painter, seen, self._theme)
        width, tallest = BAR_SIZE
        share = BAR_SHARES[camera.is_narrow]
        height = min(tallest, share * camera.height)
        left = camera.width - width - BAR_MARGIN
        rect = QRectF(left, BAR_MARGIN, width, height)
        paint_color_bar(painter, rect, self._colors, lookup_table(), self._theme, LOSS)

    def _place_path(self, box: Box) -> None:
        path = self._path
        self._track.clear()
        self._start.clear()
        self._ball.clear()
        self._arrows.clear()
        self._walker = None
        if path is None or not len(path.xy):
            return
        color, faded = QColor(WALKER), self._theme.color("text")
        self._track.show(path_segments(path, box, color, faded))
        if box.holds(path.xy[0]):
            start = box.place(path.xy[:1], path.losses[:1])
            self._start.show(discs(start, RING, (color, self._theme.color("halo"))))
        if box.holds(path.xy[-1]):
            self._place_walker(path, box, color)

    def _place_walker(self, path: Path, box: Box, color: QColor) -> None:
        place = box.place(path.xy[-1:], path.losses[-1:])
        self._walker = place[0]
        self._ball.show(discs(place, (BALL,), (color,)))
        up = box.direction(path.xy[-1], float(path.losses[-1]), path.gradient, ARROW)
        rise = float(np.linalg.norm(path.gradient)) * box.extent
        if up is not None and not box.scale.is_level(rise):
            colors = rgba(QColor(GRADIENT)), rgba(QColor(DOWNHILL))
            self._arrows.show(place.repeat(2, axis=0), [up, -up], colors)

    def release(self, functions: GLFunctions) -> None:
        """Give all GL objects back."""
        for item in self.items:
            item.release(functions)
