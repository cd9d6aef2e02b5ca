"""What all plots share: axes, colours, and a layout that does not jump."""

import pyqtgraph as pg
from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QFont

from explorer.theme import Theme

pg.setConfigOptions(antialias=True)

AXIS_WIDTH, AXIS_HEIGHT = 58, 42  # px; fixed: growing numbers do not move the plot
SETTLED = 30  # ms
LINE = 14  # px, of a title
MARGINS = 4, 6, 12, 4  # px: left, top, right, bottom


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A plot in the colours of the theme, without menus or buttons."""

    def __init__(
        self, label_x: str, label_y: str, axes: dict[str, pg.AxisItem] | None = None
    ) -> None:
        super().__init__(axisItems=axes, enableMenu=False)
        self.labels = {"bottom": label_x, "left": label_y}
        item = self.getPlotItem()
        item.hideButtons()
        item.showGrid(x=True, y=True, alpha=0.12)
        item.getAxis("left").setWidth(AXIS_WIDTH)
        item.getAxis("bottom").setHeight(AXIS_HEIGHT)
        font = QFont()
        font.setPixelSize(11)
        for axis in self.labels:
            item.getAxis(axis).setStyle(tickFont=font, tickLength=-4)
            item.getAxis(axis).setStyle(hideOverlappingLabels=False)
            item.getAxis(axis).enableAutoSIPrefix(False)
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
        self.theme = theme
        self._show_labels()

    def show_labels(self, label_x: str, label_y: str) -> None:
        """Name the axes."""
        if self.labels != (labels := {"bottom": label_x, "left": label_y}):
            self.labels = labels
            self._show_labels()

    def show_title(self, lines: list[str]) -> None:
        """Write lines of HTML over the plot; pyqtgraph itself has room for two."""
        item = self.getPlotItem()
        item.setTitle("<br>".join(lines), size="11px")
        height = LINE * len(lines) + 4
        item.titleLabel.setMaximumHeight(height)
        item.layout.setRowFixedHeight(0, height)
        self.settle()

    def repaint_soon(self) -> None:
        """Repaint with the next frame; call it when anything has changed."""
        self.viewport().update()

    def settle(self) -> None:
        """Repaint when the layout has settled; call it when a text has changed."""
        self.repaint_soon()
        QTimer.singleShot(SETTLED, self.repaint_soon)

    def _show_labels(self) -> None:
        style = {"color": self.theme.dim, "font-size": "11px"}
        for axis, text in self.labels.items():
            self.setLabel(axis, text, **style)
            self.getPlotItem().getAxis(axis).resizeEvent()  # centres the new text
        self.settle()
