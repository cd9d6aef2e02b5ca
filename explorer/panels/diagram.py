"""The network as a drawing, on which two weights are chosen as axes by a click."""

from PyQt6.QtCore import QEvent, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PyQt6.QtWidgets import QWidget

from explorer.panels.drawing import GAP, AxisName, Drawing, paint_inputs
from explorer.panels.wires import lay_out, levels_of
from explorer.theme import LIGHT, TICK_PIXELS, Theme, sized_font
from models.points import names_of, start_of
from models.scales import short
from models.snapshots import Array
from models.specs import Spec

NARROWEST, HIGHEST = 160, 150  # px
ROW = 40  # px, of a unit where there is room
EDGE, MARGIN = 14, 7  # px, at the sides, above and below: room for the mark of an axis
HOW = (
    "Each line is a weight, each dot in a unit its bias: blue positive, orange "
    "negative, wider farther from zero. Click one to make it the x axis of the "
    "surface, and the next to make it the y axis."
)
OTHER_AXIS: dict[AxisName, AxisName] = {"x": "y", "y": "x"}
NO_WEIGHTS = "The axes are not weights now;\nclick two to make them so."


class Diagram(QWidget):
    """Draws the weights of the walker.

    Signals:
        edited: (dict) the user chose an axis; dotted keys and their new values.
        told: (str) another weight is pointed at, or the axes are others; two lines.
    """

    edited = pyqtSignal(object)
    told = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._spec = Spec()
        self._theta = start_of(self._spec)
        self._next: AxisName = "x"  # the axis that a click chooses
        self._pointed: int | None = None
        self._pressed: int | None = None
        self.setMinimumWidth(NARROWEST)
        self.setMouseTracking(True)
        self.setAccessibleName("Network diagram")
        self.setAccessibleDescription(HOW)
        self._lay_out()

    def show_spec(self, spec: Spec) -> None:
        """Show the network of `spec`, and which weights are its axes.

        Weights that do not fit it give way to those that its descent starts from.
        """
        if spec.is_function:
            return  # what is shown stays, out of sight
        if spec.shape != self._spec.shape:
            self._theta, self._pointed = start_of(spec), None
        self._spec = spec
        if not self._axes:
            self._next = "x"
        self._lay_out()
        self._tell()

    def show_weights(self, theta: Array) -> None:
        """Show the parameters (P,) of the walker."""
        if theta.size == self._spec.shape.count:  # not those of a formula
            if (levels_of(theta) != levels_of(self._theta)).any():
                self.update()  # else it looks the same
            self._theta = theta
            if self._pointed is not None:
                self._tell()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Spread the network over the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the network."""
        levels, names = levels_of(self._theta), self._spec.data.choice.inputs
        drawing = Drawing(self.wires, levels, self._axes, self._pointed, self._theme)
        with QPainter(self) as painter:
            painter.setFont(self._font)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_inputs(painter, self.wires, names, self._theme)
            drawing.paint(painter)

    # Pointing

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Tell of the weight under the pointer."""
        if event is not None:
            self._point(self.wires.nearest(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Remember what is pressed: a click begins and ends on the same weight."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.wires.nearest(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Choose the weight that was clicked as an axis."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            number, self._pressed = self._pressed, None
            if number is not None and number == self.wires.nearest(event.position()):
                self._choose(number)

    def _choose(self, number: int) -> None:
        if number in self._axes.values():
            return
        axis, other = self._next, OTHER_AXIS[self._next]
        numbers = {"x": self._spec.plane.x, "y": self._spec.plane.y}
        if numbers[other] == number:  # of a plane that was shown before
            numbers[other] = numbers[axis]
        numbers[axis] = number
        self._next = other
        chosen = {f"plane.{name}": value for name, value in numbers.items()}
        self.edited.emit({"plane.kind": "weights", **chosen})

    def _point(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            self._tell()
            self.update()

    def _tell(self) -> None:
        is_free = self._pointed not in (None, *self._axes.values())
        shapes = Qt.CursorShape
        self.setCursor(shapes.PointingHandCursor if is_free else shapes.ArrowCursor)
        self.setToolTip(HOW if self._pointed is None else self.text)
        self.told.emit(self.text)

    @property
    def text(self) -> str:
        """What is pointed at, or else what the axes are, in two lines."""
        names, axes = names_of(self._spec), self._axes
        if (number := self._pointed) is None:
            lines = [f"{axis}: {names[chosen]}" for axis, chosen in axes.items()]
            return "\n".join(lines) or NO_WEIGHTS
        is_axis = {chosen: f"This is the {axis} axis." for axis, chosen in axes.items()}
        what = is_axis.get(number, f"Click: make it the {self._next} axis.")
        return f"{names[number]} = {short(float(self._theta[number]))}\n{what}"

    @property
    def _axes(self) -> dict[AxisName, int]:
        """The parameters along x and y, where the axes are parameters."""
        if self._spec.plane_kind != "weights":
            return {}
        return {"x": self._spec.plane.x, "y": self._spec.plane.y}

    def _lay_out(self) -> None:
        most = max(self._spec.shape.sizes)
        self.setFixedHeight(min(ROW * most + 2 * MARGIN, HIGHEST))
        self._font = sized_font(self.font(), TICK_PIXELS)
        metrics = QFontMetricsF(self._font)
        names = self._spec.data.choice.inputs
        left = GAP + max(metrics.horizontalAdvance(name) for name in names)
        room = QRectF(self.rect()).adjusted(left + EDGE, MARGIN, -EDGE, -MARGIN)
        self.wires = lay_out(self._spec.shape, room)
        self.update()
