"""Small buttons at the drawing that add and remove layers and units."""

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import QObject, QRect, Qt, pyqtSignal
from PyQt6.QtWidgets import QSpinBox, QToolButton, QWidget

from explorer.controls import FIRST_UNITS, CountBox, enable
from models.language import tr
from models.specs import MOST_LAYERS, MOST_UNITS, Spec

TALL, BUTTON, BOX, INSERT = 18, 15, 24, 14  # px
ROOMY = BOX + INSERT + 2  # px between two layers: there is room to add one there
FEWER = tr("One unit less; the last one takes the layer with it.")
MORE = tr("One unit more.")
FULL = tr("{most} units are the most.", most=MOST_UNITS)
INSERTED = tr("Add a hidden layer here.")

Changes = dict[str, object]


class LayerHandles(QObject):
    """The number of units over each hidden layer, − and + below it, + between layers.

    Signals:
        edited: (dict) the user asks for another network.
    """

    edited = pyqtSignal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._spec = Spec()
        self.boxes = [self._make_box(parent, k) for k in range(MOST_LAYERS)]
        self.fewer = [
            self._make_button(
                parent, tr("One unit less in hidden layer {k}", k=k + 1), "−"
            )
            for k in range(MOST_LAYERS)
        ]
        self.more = [
            self._make_button(
                parent, tr("One unit more in hidden layer {k}", k=k + 1), "+"
            )
            for k in range(MOST_LAYERS)
        ]
        self.inserts = [
            self._make_button(
                parent, tr("Add a hidden layer at place {k}", k=k + 1), "+"
            )
            for k in range(MOST_LAYERS)
        ]
        for layer in range(MOST_LAYERS):
            self.fewer[layer].clicked.connect(partial(self._change, layer, -1))
            self.more[layer].clicked.connect(partial(self._change, layer, 1))
            self.inserts[layer].clicked.connect(partial(self._insert, layer))
            self.inserts[layer].setToolTip(INSERTED)

    def show_spec(self, spec: Spec) -> None:
        """Show how many units each hidden layer has."""
        self._spec = spec
        for layer, units in enumerate(spec.network.hidden):
            box = self.boxes[layer]
            box.blockSignals(True)
            box.setValue(units)
            box.blockSignals(False)
            self.fewer[layer].setToolTip(FEWER)
            enable(self.more[layer], FULL if units == MOST_UNITS else "", MORE)

    def place(self, columns: Sequence[float], height: int) -> None:
        """Put them over and below the hidden ones of `columns`, in px from the left."""
        gap = columns[1] - columns[0]
        aside, low = BUTTON / 2, height - height_below(gap)
        if gap < 2 * BUTTON:
            aside = 0.0
        count = len(columns) - 2
        for layer in range(MOST_LAYERS):
            is_shown = layer < count
            for handle in (self.boxes[layer], self.fewer[layer], self.more[layer]):
                handle.setVisible(is_shown)
            self.inserts[layer].setVisible(
                layer <= count < MOST_LAYERS and gap >= ROOMY
            )
            x = columns[min(layer, count) + is_shown]
            _put(self.boxes[layer], x, 0, min(BOX, int(gap)))
            _put(self.more[layer], x + aside, low, BUTTON)
            _put(self.fewer[layer], x - aside, height - TALL, BUTTON)
            _put(self.inserts[layer], columns[0] + (layer + 0.5) * gap, 0, INSERT)

    def _make_box(self, parent: QWidget, layer: int) -> CountBox:
        box = CountBox()
        box.setParent(parent)
        box.setObjectName("handle")
        box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setRange(0, MOST_UNITS)
        box.setKeyboardTracking(False)
        box.setAccessibleName(tr("Units of hidden layer {layer}", layer=layer + 1))
        box.setToolTip(
            tr("Units of hidden layer {layer}; 0 removes it.", layer=layer + 1)
        )
        box.valueChanged.connect(partial(self._resize, layer))
        return box

    def _make_button(self, parent: QWidget, name: str, text: str) -> QToolButton:
        button = QToolButton(parent)
        button.setObjectName("handle")
        button.setText(text)
        button.setAccessibleName(name)
        return button

    def _change(self, layer: int, by: int) -> None:
        self._resize(layer, self._spec.network.hidden[layer] + by)

    def _resize(self, layer: int, units: int) -> None:
        self.edited.emit(resized(self._spec, layer, units))

    def _insert(self, layer: int) -> None:
        self.edited.emit(inserted(self._spec, layer))


def height_below(gap: float) -> int:
    """Return how high the buttons below are: + is over − where layers are narrow."""
    return TALL if gap >= 2 * BUTTON else 2 * TALL


def resized(spec: Spec, layer: int, units: int) -> Changes:
    """Return the edit that gives a hidden layer so many units; 0 removes it."""
    hidden, bends = list(spec.network.hidden), list(spec.network.activations)
    if units:
        hidden[layer] = units
        return {"network.hidden": tuple(hidden)}
    del hidden[layer], bends[layer]
    return _changes(spec, hidden, bends)


def inserted(spec: Spec, layer: int) -> Changes:
    """Return the edit that adds a hidden layer like the one before it, or after."""
    hidden, bends = list(spec.network.hidden), list(spec.network.activations)
    like = max(layer - 1, 0)
    hidden.insert(layer, hidden[like] if hidden else FIRST_UNITS)
    bends.insert(layer, bends[like] if bends else "linear")
    return _changes(spec, hidden, bends)


def _changes(spec: Spec, hidden: list[int], bends: Sequence[str]) -> Changes:
    """Return the edit; each layer keeps its bend where they are not all alike."""
    changes: Changes = {"network.hidden": tuple(hidden)}
    if len(set(spec.network.activations)) > 1:
        changes |= {"network.activation": tuple(bends)}
    return changes


def _put(handle: QWidget, x: float, y: int, width: int) -> None:
    handle.setGeometry(QRect(round(x - width / 2), y, width, TALL))
