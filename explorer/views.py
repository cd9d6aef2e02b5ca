"""Views of a landscape: what they have in common, and two of them in one place."""

from typing import Protocol

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QSplitter

from explorer.theme import Theme
from models.scales import Scale
from models.snapshots import Array, Ground, Marker, Path, Rain, Surface
from models.specs import ViewSpec

WIDE = 1.25  # times as wide as high: then two views stand side by side
Point = tuple[float, float]


class LandscapeView(Protocol):
    """What scene and map have in common."""

    def show_surface(self, surface: Surface, heights: Scale, colors: Scale) -> None:
        """Draw `surface`."""

    def show_paths(self, paths: tuple[Path, ...]) -> None:
        """Draw `paths`, the walker's first."""

    def show_ground(self, ground: Ground | None) -> None:
        """Draw the shape of the surface where the walker stands."""

    def show_markers(self, markers: tuple[Marker, ...]) -> None:
        """Draw kept points."""

    def show_cut(self, ends: Array | None) -> None:
        """Draw where the surface is cut."""

    def show_rain(self, rain: Rain | None) -> None:
        """Draw drops that run down, and the basins of those that arrived."""

    def show_spec(self, view: ViewSpec) -> None:
        """Draw what `view` asks for."""

    def show_pointer(self, point: Point | None) -> None:
        """Draw where the pointer is in another view."""

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""

    def home(self) -> None:
        """Look as at first."""


class Pair(QSplitter):
    """Two views side by side; one over the other where that leaves them more room."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Lie or stand, as the room does."""
        is_wide = self.width() > WIDE * self.height()
        ways = Qt.Orientation
        self.setOrientation(ways.Horizontal if is_wide else ways.Vertical)
        super().resizeEvent(event)
