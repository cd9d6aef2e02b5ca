"""A plot of examples that are chosen by a click, and drawn by hand."""

from PyQt6.QtCore import QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent

from explorer.gestures import LEFT, RIGHT, Gesture
from explorer.plots.prediction_points import PointItems
from explorer.plots.style import HOLD, Plot
from models.language import tr

TOUCH = 8.0  # px: nearer than this an example is dragged, and not another one drawn
HINT = tr("Click adds · right-click removes · drag moves")


class ExamplePlot(Plot):
    """Tells what the pointer does with the examples in it.

    Signals:
        chosen: (int) a click on the example of this number, of those learnt from.
        drawn: (float, float) a click on empty room, while examples are drawn.
        moved: (int, float, float, bool) the example of this number, of all, was dragged
            here; and whether it is still held.
        erased: (int) a right-click on the example of this number, of all.
    """

    chosen = pyqtSignal(int)
    drawn = pyqtSignal(float, float)
    moved = pyqtSignal(int, float, float, bool)
    erased = pyqtSignal(int)

    def __init__(self, label_x: str, label_y: str) -> None:
        super().__init__(label_x, label_y)
        self._points = PointItems()
        self._gesture: Gesture | None = None
        self._held: int | None = None  # the number of the example that is pressed
        self._can_draw = self._is_drawing = False

    def show_drawing(self, can_draw: bool, is_drawing: bool) -> None:
        """Let examples be dragged if they can be, and also be added and removed."""
        self._can_draw, self._is_drawing = can_draw, is_drawing
        cross, arrow = Qt.CursorShape.CrossCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(cross if is_drawing else arrow)
        self.setToolTip(HINT if is_drawing else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what may be a click, or take hold of an example."""
        self._gesture = Gesture(event)
        can_hold = self._can_draw and event.button() in (LEFT, RIGHT)
        self._held = self._row_at(event.position()) if can_hold else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell a drag from a click, and drag the example that is held."""
        if self._gesture is not None:
            self._gesture.move(event.position())
        if self.is_dragging and self._held is not None:
            self.moved.emit(self._held, *self._inside(event.position()), True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let an example go, or add, remove or choose the one that was clicked."""
        was_dragging, held, gesture = self.is_dragging, self._held, self._gesture
        self._gesture = self._held = None
        if gesture is None:
            return
        spot = event.position()
        if was_dragging and held is not None:
            self.moved.emit(held, *self._inside(spot), False)
        elif gesture.is_click:
            self._click(spot, held)
        elif held is not None and event.button() == RIGHT:
            self._erase(spot, held)

    def _click(self, spot: QPointF, held: int | None) -> None:
        at = self.point_at(spot)
        if self._is_drawing and held is None:
            if self._inside(spot) == at:
                self.drawn.emit(*at)
            return
        number = self._points.nearest(at, self.pixel, HOLD)
        if number is not None:
            self.chosen.emit(number)

    def _erase(self, spot: QPointF, held: int) -> None:
        if self._is_drawing and self._row_at(spot) == held:
            self.erased.emit(held)

    @property
    def is_dragging(self) -> bool:
        """Whether an example is held that is no more merely clicked."""
        gesture = self._gesture
        is_drag = gesture is not None and not (gesture.is_click or gesture.is_pan)
        return is_drag and self._held is not None

    def _row_at(self, spot: QPointF) -> int | None:
        return self._points.row_at(self.point_at(spot), self.pixel, TOUCH)

    def _inside(self, spot: QPointF) -> tuple[float, float]:
        """Return the point of the plot that is nearest to a pixel of the widget."""
        at = self.point_at(spot)
        (left, right), (low, high) = self.getPlotItem().getViewBox().viewRange()
        return min(max(at[0], left), right), min(max(at[1], low), high)

    @property
    def pixel(self) -> tuple[float, float]:
        """Return how wide and how high a pixel is, in units of the axes."""
        box = self.getPlotItem().getViewBox()
        (left, right), (low, high) = box.viewRange()
        width, height = max(box.width(), 1.0), max(box.height(), 1.0)
        return (right - left) / width, (high - low) / height
