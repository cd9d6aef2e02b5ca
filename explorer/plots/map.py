"""The loss surface from above, and all that stands on it."""

from itertools import chain, cycle

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from explorer.color_bar import BAR_SPACE, ColorBar
from explorer.plots.excerpt import Excerpt
from explorer.plots.plane import PlanePlot
from explorer.plots.rain import RainItems
from explorer.plots.relief import Relief
from explorer.plots.signs import Signs
from explorer.plots.slope import Slope
from explorer.plots.style import AXIS_HEIGHT, AXIS_WIDTH, MARGINS
from explorer.plots.track import Track
from explorer.theme import OTHERS, WALKER, Theme, color_table
from models.scales import Scale
from models.snapshots import Array, Ground, Marker, Path, Rain, Surface
from models.specs import ViewSpec

MARGIN, GAP = 8, 6  # px, around the map and between its parts
END_SYMBOLS = "d", "s", "t1", "o"  # of the others, in the order of their colours


class MapView(QWidget):
    """A `Surface` in two dimensions with its colour bar; works without OpenGL.

    Signals:
        picked: (float, float) the user clicked here, in plane coordinates.
        hovered: (tuple or None) the pointer is here, or outside.
        dragged: (float, float) the walker was dragged here.
    """

    picked = pyqtSignal(float, float)
    hovered = pyqtSignal(object)
    dragged = pyqtSignal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self.plot, self.bar = PlanePlot(), ColorBar()
        self._relief, self._slope, self._signs = Relief(), Slope(), Signs()
        self._rain = RainItems()
        colors, symbols = (WALKER, *OTHERS), chain("o", cycle(END_SYMBOLS))
        self._tracks = [Track(*look) for look in zip(colors, symbols, strict=False)]
        # The walker comes after the others: it is what one looks for.
        tracks = self._tracks[::-1]
        lines = [item for track in tracks for item in track.items]
        ends = [track.end for track in tracks]
        over = (*self._slope.items, *ends, *self._signs.items)
        for item in (*self._relief.items, *self._rain.items, *lines, *over):
            self.plot.addItem(item)
        self._surface: Surface | None = None
        self._scale = Scale(0.0, 1.0)
        self._excerpt: Excerpt | None = None
        self._view = ViewSpec()
        self._paths: tuple[Path, ...] = ()
        self._ground: Ground | None = None
        self._markers: tuple[Marker, ...] = ()
        self._cut: Array | None = None
        self._lay_out()
        self.plot.picked.connect(self.picked)
        self.plot.hovered.connect(self.hovered)
        self.plot.dragged.connect(self.dragged)
        self.plot.looked.connect(self._look)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the map square: right angles in the plane stay right."""
        self._fit()
        super().resizeEvent(event)

    def show_bar(self, is_shown: bool) -> None:
        """Show the colour bar, or leave it to another view."""
        self.bar.setVisible(is_shown)
        self._fit()

    def show_surface(self, surface: Surface, heights: Scale, colors: Scale) -> None:
        """Draw `surface` in the colours of `colors`; a map has no heights."""
        self._surface, self._scale = surface, colors
        self.plot.show_plane(surface.plane)
        self._draw_surface()

    def show_spec(self, view: ViewSpec) -> None:
        """Draw what `view` asks for."""
        self._view = view
        self._draw_surface()
        self.show_cut(self._cut)

    def show_paths(self, paths: tuple[Path, ...]) -> None:
        """Draw `paths`, the walker's first."""
        self._paths = paths
        for number, track in enumerate(self._tracks):
            track.show(paths[number] if number < len(paths) else None)
        self.plot.walker = paths[0].xy[-1] if paths else None
        self._draw_slope()

    def show_ground(self, ground: Ground | None) -> None:
        """Draw the shape of the surface where the walker stands."""
        self._ground = ground
        self._draw_slope()

    def show_markers(self, markers: tuple[Marker, ...]) -> None:
        """Draw kept points."""
        self._markers = markers
        self._draw_signs()

    def show_cut(self, ends: Array | None) -> None:
        """Draw where the surface is cut, between `ends` (2, 2)."""
        self._cut = ends
        self._signs.show_cut(ends if "cut" in self._view.layers else None)
        self.plot.repaint_soon()

    def show_rain(self, rain: Rain | None) -> None:
        """Draw drops that run down, and the basins of those that arrived; or none."""
        self._rain.show(rain)
        self.plot.repaint_soon()

    def show_pointer(self, point: tuple[float, float] | None) -> None:
        """Draw where the pointer is in another view."""
        self._signs.show_pointer(point, self.plot.theme)
        self.plot.repaint_soon()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.plot.show_theme(theme)
        self.bar.show_theme(theme)
        self._slope.show_theme(theme)
        self._signs.show_theme(theme)
        for track in self._tracks:
            track.show_theme(theme)
        self._draw_signs()
        self._draw_slope()

    def home(self) -> None:
        """Show the whole square."""
        self.plot.home()

    def _look(self, excerpt: Excerpt) -> None:
        self._excerpt = excerpt
        self._relief.show_grid(excerpt)
        self._draw_field()
        self._draw_slope()

    def _draw_surface(self) -> None:
        view = self._view
        if self._surface is not None:
            table = color_table(self._scale, view.color_map, view.bright)
            self.bar.show_colors(self._scale, table)
            self._relief.show(self._surface, self._scale, view, table)
            self._draw_field()
            self._draw_signs()
            self._draw_slope()

    def _draw_field(self) -> None:
        if self._surface is not None and self._excerpt is not None:
            self._relief.show_field(
                self._surface, self._scale, self._view, self._excerpt
            )

    def _draw_signs(self) -> None:
        if self._surface is not None:
            self._signs.show(self._surface, self._markers, self._view, self.plot.theme)
            self.plot.captions = self._signs.captions
            self.plot.repaint_soon()

    def _draw_slope(self) -> None:
        if self._surface is not None and self._excerpt is not None:
            self._slope.show(
                self._paths[0] if self._paths else None,
                self._ground,
                self._surface,
                self._scale,
                self._view,
                self._excerpt.half,
                self.plot.theme,
            )
        self.plot.repaint_soon()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.plot, 1000)
        row.addWidget(self.bar)
        row.addStretch(1)

    def _fit(self) -> None:
        pixels, (left, top, right, bottom) = self.plot.theme.pixels, MARGINS
        beside, below = (
            left + pixels(AXIS_WIDTH) + right,
            top + pixels(AXIS_HEIGHT) + bottom,
        )
        bar = 0 if self.bar.isHidden() else pixels(BAR_SPACE) + GAP
        room = self.width() - 2 * MARGIN - GAP - bar - beside
        side = max(1, min(room, self.height() - 2 * MARGIN - below))
        self.plot.setMaximumSize(side + beside, side + below)
        self.bar.setMaximumHeight(side + below)
