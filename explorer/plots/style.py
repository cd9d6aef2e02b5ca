"""What all plots share: axes, colours, and a layout that does not jump."""

import math

import pyqtgraph as pg
from PyQt6.QtCore import QPointF, Qt, QTimer
from PyQt6.QtGui import QFont, QFontMetricsF, QWheelEvent

from explorer.elided import named
from explorer.plots.legend import Part, rows_of, written
from explorer.theme import LIGHT, TICK_PIXELS, Theme, sized_font
from models.language import tr

pg.setConfigOptions(antialias=True)

AXIS_WIDTH, AXIS_HEIGHT = 58, 34  # px; fixed: growing numbers do not move the plot
SETTLED = 30  # ms
LINE = 14  # px, of a title
HOLD = 14.0  # px: nearer than this, a press takes hold
NOTCH = 120  # eighths of a degree, of the wheel
ZOOM_PER_NOTCH = 2**0.25
MARGINS = 4, 6, 12, 4  # px: left, top, right, bottom


class Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis with the minus sign of all our numbers."""

    def tickStrings(self, values: list[float], scale: float, step: float) -> list[str]:
        """Return the numbers at the ticks."""
        texts = super().tickStrings(values, scale, step)
        return [text.replace("-", "−") for text in texts]


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A plot in the colours of the theme, without menus or buttons."""

    def __init__(
        self, label_x: str, label_y: str, axes: dict[str, pg.AxisItem] | None = None
    ) -> None:
        own = {name: Axis(name) for name in ("bottom", "left")} | (axes or {})
        super().__init__(axisItems=own, enableMenu=False)
        self.labels = {"bottom": label_x, "left": label_y}
        self._title: list[str] = []
        self.theme = LIGHT
        self._call()
        item = self.getPlotItem()
        item.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as formulas are
        item.hideButtons()
        item.showGrid(x=True, y=True, alpha=0.12)
        self._size_axes()
        for name in own:
            axis = item.getAxis(name)
            axis.setStyle(tickLength=-4, hideOverlappingLabels=False)
            axis.enableAutoSIPrefix(False)
            axis.geometryChanged.connect(self._show_labels)
        item.layout.setContentsMargins(*MARGINS)
        # Of itself a graphics scene repaints one event later than what it is told: on
        # software OpenGL that costs the whole window another composition.
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        self.setFrameShape(self.frameShape().NoFrame)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.setBackground(theme.panel)
        for axis in self.labels:
            item = self.getPlotItem().getAxis(axis)
            item.setPen(pg.mkPen(theme.line))
            item.setTextPen(pg.mkPen(theme.dim))
        if theme.zoom != self.theme.zoom:
            self.theme = theme
            self._size_axes()
        self.theme = theme
        self._show_labels()

    @property
    def small_font(self) -> QFont:
        """The font of what is written in a plot and at its axes."""
        return sized_font(self.font(), self.theme.pixels(TICK_PIXELS))

    def show_labels(self, *names: str) -> None:
        """Name the axes: the one below, at the left, and at the right if there is."""
        if self.labels != (labels := dict(zip(self.labels, names, strict=True))):
            self.labels = labels
            self._call()
            self._show_labels()

    def _call(self) -> None:
        """Let a screen reader say what is drawn over what."""
        over = [name for name in reversed(self.labels.values()) if name]
        self.setAccessibleName(tr(" over ").join(over))

    def legend(self, parts: list[Part]) -> list[str]:
        """Return the rows of a legend as HTML, as few as fit over the plot."""
        metrics = QFontMetricsF(self.small_font)
        sides = [self.getPlotItem().getAxis(name) for name in ("left", "right")]
        axes = sum(axis.maximumWidth() for axis in sides if axis.isVisible())
        rows = rows_of(parts, metrics, self.width() - axes - MARGINS[0] - MARGINS[2])
        return [written(row, self.theme.dim) for row in rows]

    def show_title(self, lines: list[str]) -> None:
        """Write lines of HTML over the plot; pyqtgraph itself has room for two."""
        if lines == self._title:
            return
        self._title, item = lines, self.getPlotItem()
        pixels = self.theme.pixels
        item.setTitle("<br>".join(lines), size=f"{pixels(TICK_PIXELS)}px")
        height = pixels(LINE * len(lines) + 4)
        item.titleLabel.setMaximumHeight(height)
        item.titleLabel.setMinimumWidth(0)  # or a narrower plot would be cut off
        item.layout.setRowFixedHeight(0, height)
        self.settle()

    def pixel_of(self, x: float, y: float) -> QPointF:
        """Return where the point (x, y) of the plot is on the widget."""
        return QPointF(self.getPlotItem().getViewBox().mapViewToScene(QPointF(x, y)))

    def point_at(self, spot: QPointF) -> tuple[float, float]:
        """Return the point of the plot at a pixel of the widget."""
        point = self.getPlotItem().getViewBox().mapSceneToView(spot)
        return point.x(), point.y()

    def is_held(self, spot: QPointF, x: float, y: float) -> bool:
        """Tell whether a press at `spot` takes hold of what is drawn at (x, y)."""
        if not (math.isfinite(x) and math.isfinite(y)):
            return False
        way = self.pixel_of(x, y) - spot
        return math.hypot(way.x(), way.y()) < HOLD

    def repaint_soon(self) -> None:
        """Repaint with the next frame; call it when anything has changed."""
        self.viewport().update()

    def settle(self) -> None:
        """Repaint when the layout has settled; call it when a text has changed."""
        self.repaint_soon()
        QTimer.singleShot(SETTLED, self.repaint_soon)

    def _size_axes(self) -> None:
        """Give the axes room for their numbers."""
        item, pixels = self.getPlotItem(), self.theme.pixels
        item.getAxis("left").setWidth(pixels(AXIS_WIDTH))
        item.getAxis("bottom").setHeight(pixels(AXIS_HEIGHT))
        for axis in item.axes.values():
            axis["item"].setStyle(tickFont=self.small_font)
        self._title = []  # to be written anew

    def _show_labels(self) -> None:
        """Write the names of the axes, less of them where they do not fit."""
        metrics = QFontMetricsF(self.small_font)
        size = self.theme.pixels(TICK_PIXELS)
        style = {"color": self.theme.dim, "font-size": f"{size}px"}
        for name, text in self.labels.items():
            axis = self.getPlotItem().getAxis(name)
            room = axis.size().width() if name == "bottom" else axis.size().height()
            shown = named(text, metrics, room)
            if (axis.labelText, axis.labelStyle) != (shown, style):
                axis.setLabel(shown, **style)
                axis.setToolTip(text)
                axis.resizeEvent()  # centres the new text
        self.settle()


def zoom_factor(event: QWheelEvent) -> float:
    """Return how many times larger a turn of the wheel makes things."""
    return float(ZOOM_PER_NOTCH ** (event.angleDelta().y() / NOTCH))
