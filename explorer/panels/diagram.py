"""The network as a drawing that can be changed by the pointer and by keys."""

from functools import partial

from PyQt6.QtCore import QEvent, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PyQt6.QtWidgets import QMenu

from explorer.gestures import Gesture, Pick
from explorer.keys import ENTER
from explorer.panels.drawing import AxisName
from explorer.panels.layer_handles import LayerHandles
from explorer.panels.sketch import Sketch
from explorer.panels.value_field import OPTION, ValueField
from explorer.panels.weight_menu import make_menu
from explorer.panels.wire_texts import (
    DEAD,
    axes_lines,
    click_line,
    formula,
    parameter_lines,
    unit_line,
)
from models.language import tr, trn
from models.points import axes_with, names_of
from models.snapshots import Array, Sight, frozen
from models.specs import Spec

FAST, FINE = 0.02, 0.002  # of a weight, for a pixel that it is dragged
NUDGE = 0.1  # of a weight, for a press of a key
HOW = tr(
    "Each line is a weight, each dot in or at a unit its bias: blue positive, orange "
    "negative, wider farther from zero. Click one to make it the x axis of the "
    "surface, and the next to make it the y axis. Drag it up or down to change it "
    "(Shift: finely), double-click it to type its value; the right button has all of "
    "that, and freezes it. Keys: ← → choose one, ↑ ↓ change it, Enter types."
)
KEYS = Qt.Key
ALONG = {KEYS.Key_Left: -1, KEYS.Key_Right: 1}
UP = {KEYS.Key_Up: NUDGE, KEYS.Key_Down: -NUDGE}


class Diagram(Sketch):
    """Lets weights be chosen as axes, changed and frozen, and layers added.

    Signals:
        edited: (dict) the user chose an axis, typed a value, froze a weight or changed
            the layers; dotted keys and their new values.
        dragged: (array) all parameters (P,), while one of them is dragged.
        told: (str) something else is pointed at, or it has changed; a few lines.
    """

    edited = pyqtSignal(object)
    dragged = pyqtSignal(object)
    told = pyqtSignal(str)

    def __init__(self) -> None:
        self._next: AxisName = "x"  # the axis that a click chooses
        self._gesture: Gesture | None = None
        self._said = ""
        super().__init__()
        self.handles = LayerHandles(self)
        self.handles.edited.connect(self.edited)
        self.field = ValueField(self)
        self.field.typed.connect(self._set)
        self._pick = Pick(self)
        self._pick.picked.connect(self._choose_at)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()

    def show_spec(self, spec: Spec) -> None:
        """Show the network of `spec`, and which weights are its axes."""
        super().show_spec(spec)
        if spec.is_function:
            return
        self.handles.show_spec(spec)
        sizes = "-".join(map(str, spec.shape.sizes))
        count = trn("{n} parameter", "{n} parameters", spec.shape.count)
        self.setAccessibleName(
            tr("Network diagram, {sizes}, {count}", sizes=sizes, count=count)
        )
        if not self.axes:
            self._next = "x"
        self._tell()

    def show_weights(self, theta: Array) -> None:
        """Show the parameters (P,) of the walker."""
        super().show_weights(theta)
        self._tell()

    def show_sight(self, sight: Sight) -> None:
        """Show how the loss changes with each weight, and what units make of data."""
        super().show_sight(sight)
        self._tell()

    @property
    def text(self) -> str:
        """What is pointed at, or else what the axes are, in up to four lines."""
        number, lines = self._pointed, []
        if self._unit is not None:
            lines.append(unit_line(self._spec, *self.wires.layer_of(self._unit)))
        if number is not None:
            lines += parameter_lines(self._spec, number, self._theta, self._gradient)
        if self._unit in self.dead:
            lines.append(DEAD)
        elif number is not None:
            lines.append(click_line(self.axes, number, self._next))
        rest = formula(self._spec, self._theta)
        lines = lines or [*axes_lines(self._spec, self.axes), rest]
        return "\n".join(line for line in lines if line)

    # Pointing

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Tell of what is under the pointer, or drag the weight that is held."""
        if event is None:
            return
        if self._gesture is None:
            spot = event.position()
            self._point(self.wires.nearest(spot), self.wires.unit_at(spot))
        elif self._pointed is not None and (
            way := self._gesture.move(event.position())
        ):
            rate = FINE if self._gesture.is_pan else FAST
            self._drag(self._pointed, -rate * way.y())

    def leaveEvent(self, event: QEvent | None) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        if self._gesture is None:
            self._point(None, None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take hold of a weight: to click it, or to drag it."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pick.hurry()
            spot = event.position()
            self._point(self.wires.nearest(spot), self.wires.unit_at(spot))
            self._gesture = Gesture(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Choose the weight that was clicked as an axis."""
        gesture, self._gesture = self._gesture, None
        if event is None or gesture is None or not gesture.is_click:
            return
        spot = event.position()
        if self.wires.nearest(spot) == self._pointed:
            self._pick.click((spot.x(), spot.y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Ask for the value of a weight."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pick.cancel()
            self._ask(self.wires.nearest(event.position()))

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Offer all that can be done with a weight."""
        if event is None:
            return
        number = self._pointed
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            number = self.wires.nearest(QPointF(event.pos()))
        if number is not None:
            at = self.wires.lines[number].center().toPoint()
            self.menu_of(number).popup(self.mapToGlobal(at))

    def menu_of(self, number: int) -> QMenu:
        """Return what can be done with a parameter."""
        ask, edit = partial(self._ask, number), self.edited.emit
        return make_menu(self, self._spec, number, self.axes, ask, edit)

    # Keys

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Let the keys have something to begin with."""
        super().focusInEvent(event)
        reasons = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
        if event is not None and event.reason() in reasons and self._pointed is None:
            self._point(0, None)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Point at nothing any more."""
        super().focusOutEvent(event)
        if not self.underMouse():
            self._point(None, None)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Choose a weight, change it, or ask for its value."""
        if event is None:
            return
        key, number = KEYS(event.key()), self._pointed
        if key in ALONG:
            first = -1 if number is None else number
            self._point((first + ALONG[key]) % self._spec.shape.count, None)
        elif key in UP and number is not None:
            self._drag(number, UP[key])
        elif key in ENTER and number is not None:
            self._ask(number)
        else:
            super().keyPressEvent(event)

    # What follows from it

    def _choose_at(self, x: float, y: float) -> None:
        number = self.wires.nearest(QPointF(x, y))
        if number is None or number in self.axes.values():
            return
        self.edited.emit(axes_with(self._spec, self._next, number))
        self._next = "y" if self._next == "x" else "x"

    def _ask(self, number: int | None) -> None:
        if number is not None:
            name, value = names_of(self._spec)[number], float(self._theta[number])
            self.field.ask(number, name, value, self.wires.lines[number].center())

    def _set(self, number: int, value: float) -> None:
        theta = self._theta.copy()
        theta[number] = value
        self.edited.emit({"start.theta": tuple(theta.tolist())})

    def _drag(self, number: int, by: float) -> None:
        """Change a parameter at once, and all else as soon as it can follow."""
        theta = self._theta.copy()
        theta[number] = min(max(theta[number] + by, OPTION.low), OPTION.high)
        self.show_weights(frozen(theta))
        self.dragged.emit(self._theta)

    def _point(self, number: int | None, unit: int | None) -> None:
        if (number, unit) != (self._pointed, self._unit):
            self._pointed, self._unit = number, unit
            self.watch()
            self._tell()
            self.update()

    def _tell(self) -> None:
        is_free = self._pointed not in (None, *self.axes.values())
        shapes = Qt.CursorShape
        self.setCursor(shapes.PointingHandCursor if is_free else shapes.ArrowCursor)
        is_nothing = self._pointed is None and self._unit is None
        text = self.text
        self.setToolTip(HOW if is_nothing else text)
        if text != self._said:
            self._said = text
            self.setAccessibleDescription(f"{text}\n{HOW}")
            self.told.emit(text)

    def _place(self) -> None:
        super()._place()
        columns = [float(column[0, 0]) for column in self.wires.units]
        self.handles.place(columns, self.minimumHeight())
