"""Examples drawn by hand: what the pointer is to draw, and the edits that it makes."""

from functools import partial

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from explorer.elided import ElidedLabel
from explorer.entries import as_number, mark, when_typed
from explorer.icons import icon
from explorer.plots.example_plot import HINT
from explorer.theme import CLASSES, LIGHT, Theme, hold
from models.data import examples_of
from models.drawn_points import (
    added,
    fewest,
    moved,
    placed,
    refusal_to_add,
    refusal_to_draw,
    refusal_to_remove,
    removed,
    settings_of,
)
from models.language import tr
from models.options import OPTIONS
from models.scales import short
from models.snapshots import Array, Prediction
from models.specs import Spec

KEYS = 9  # classes that have one
NAMED = 2  # classes that have room for their names; more have their colours
NAME, FIELD = 80, 64  # px, of a name at most, and of a number
DOT, PENCIL = 10, 17  # px
TARGET = tr("The target of new examples, in its own units.")
OPTION = OPTIONS["data.points"]
REFUSAL = tr(
    "It must be a number from {low:,.0f} to {high:,.0f}.",
    low=OPTION.low,
    high=OPTION.high,
)


class DrawStrip(QWidget):
    """Which class or target new examples have, under the plot that is drawn in.

    Signals:
        drawn: (dict, object, bool) the user drew other examples: the edit, the stroke
            of the pointer that it is of, and whether more of that is to come.
        refused: (str) why what the user wanted is not done.
    """

    drawn = pyqtSignal(object, object, bool)
    refused = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._spec = Spec()
        self._prediction: Prediction | None = None
        self._stroke = object()
        self._classes: tuple[str, ...] = ()
        self.chosen, self.chips = 0, list[QToolButton]()
        self._group = QButtonGroup(self)
        self._target: float | None = None  # of new examples; None: their mean
        self.label, self.field = QLabel(tr("Target")), QLineEdit()
        self.hint = ElidedLabel(tr("What the pointer does in the plot."))
        self.clear = QToolButton()
        self._lay_out()
        self._keys = [self._add_key(number) for number in range(KEYS)]

    def show_spec(self, spec: Spec) -> None:
        """Show what can be drawn: examples of these classes, or of a target."""
        old, self._spec = self._spec.data, spec
        classes = spec.data.choice.classes
        if classes != self._classes:
            self._classes, self.chosen = classes, 0
            self._make_chips()
        if spec.data.undrawn != old.undrawn:
            self._target = None
        has_target = not classes and len(spec.data.choice.inputs) > 1
        for part in (self.label, self.field):
            part.setVisible(has_target)
        self.hint.say("" if classes or has_target else HINT)

    def show_prediction(self, prediction: Prediction) -> None:
        """Know what the plot is of."""
        self._prediction = prediction
        if not self.field.isModified() and not self.field.property("refused"):
            self.field.setText(short(self._new_target))

    def switch(self, is_on: bool) -> None:
        """Appear, and take the keys of the classes, or leave both."""
        self.setVisible(is_on)
        for key in self._keys:
            key.setEnabled(is_on)

    def choose(self, number: int) -> None:
        """Draw examples of the class of this number from now on."""
        if number < len(self.chips):
            self.chosen = number
            self.chips[number].setChecked(True)

    def add(self, x: float, y: float) -> None:
        """Draw an example at a point of the plot."""
        if self._refuses(refusal_to_add(self._examples)):
            return
        assert self._prediction is not None
        data, inputs = self._prediction.data, self._prediction.inputs
        new = self._examples[0].copy()
        new[-1] = self.chosen if self._classes else self._new_target
        self._tell(added(self._examples, placed(data, inputs, (x, y), new)))

    def move_to(self, row: int, x: float, y: float, is_held: bool) -> None:
        """Draw the example of a row at a point of the plot."""
        if self._prediction is None or row >= len(self._examples):
            return
        data, inputs = self._prediction.data, self._prediction.inputs
        new = placed(data, inputs, (x, y), self._examples[row])
        self._tell(moved(self._examples, row, new), is_held)

    def erase(self, row: int) -> None:
        """Remove the example of a row."""
        examples = self._examples
        if row < len(examples) and not self._refuses(refusal_to_remove(examples)):
            self._tell(removed(examples, row))

    @property
    def _examples(self) -> Array:
        return examples_of(self._spec.data)

    @property
    def _new_target(self) -> float:
        if self._target is not None:
            return self._target
        return float(self._examples[:, -1].mean())

    def _refuses(self, refusal: str) -> bool:
        if refusal:
            self.refused.emit(refusal)
        return bool(refusal)

    def _tell(self, examples: Array, is_held: bool = False) -> None:
        stroke = self._stroke
        if not is_held:
            self._stroke = object()
        self.drawn.emit(settings_of(examples), stroke, is_held)

    def _take_target(self, text: str) -> None:
        value = as_number(text)
        can = isinstance(value, int | float) and OPTION.low <= value <= OPTION.high
        mark(self.field, "" if can else REFUSAL, TARGET)
        if isinstance(value, int | float) and can:
            self._target = float(value)

    # How it is put together

    def _make_chips(self) -> None:
        for chip in self.chips:
            self._group.removeButton(chip)
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = list(map(self._make_chip, range(len(self._classes))))
        for number, chip in enumerate(self.chips):
            self._group.addButton(chip)
            self._row.insertWidget(number, chip)
        self.choose(self.chosen)

    def _make_chip(self, number: int) -> QToolButton:
        name, chip = self._classes[number], QToolButton()
        chip.setObjectName("page")
        chip.setCheckable(True)
        chip.setIcon(icon("dot", CLASSES[number]))
        chip.setIconSize(QSize(DOT, DOT))
        if len(self._classes) <= NAMED:
            right, metrics = Qt.TextElideMode.ElideRight, chip.fontMetrics()
            chip.setText(metrics.elidedText(name, right, NAME))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        key = f" ({number + 1})" if number < KEYS else ""
        chip.setToolTip(
            tr("{name}: new examples are of this class{key}.", name=name, key=key)
        )
        chip.setAccessibleName(tr("Draw {name}", name=name))
        chip.clicked.connect(partial(self.choose, number))
        return chip

    def _add_key(self, number: int) -> QShortcut:
        keys = QKeySequence(str(number + 1))
        key = QShortcut(keys, self, partial(self.choose, number))
        key.setEnabled(False)
        return key

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.label.setBuddy(self.field)
        self.field.setAccessibleName(tr("Target of new examples"))
        hold(self.field, width=FIELD)
        mark(self.field, "", TARGET)
        when_typed(self.field, self._take_target)
        self.hint.setObjectName("strip")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.clear.setText(tr("Clear"))
        self.clear.setObjectName("small")
        self.clear.setToolTip(
            tr(
                "Leave one example of each class, or two of numbers, to draw others "
                "beside."
            )
        )
        self.clear.clicked.connect(lambda: self._tell(fewest(self._spec)))
        for part in (self.label, self.field):
            self._row.addWidget(part)
        self._row.addWidget(self.hint, 1)
        self._row.addWidget(self.clear)


class DrawButton(QToolButton):
    """The switch that lets examples be drawn; where they cannot be, it says why."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setObjectName("page")
        self.setAccessibleName(tr("Draw examples by hand"))
        self.setIconSize(QSize(PENCIL, PENCIL))
        self._theme = LIGHT
        self.toggled.connect(lambda: self.show_theme(self._theme))
        self.show_theme(LIGHT)
        self.show_spec(Spec())

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        color = theme.on_accent if self.isChecked() else theme.text
        self.setIcon(icon("pencil", color))

    def show_spec(self, spec: Spec) -> None:
        """Grey it where no examples can be drawn."""
        refusal = refusal_to_draw(spec)
        self.setEnabled(not refusal)
        self.setToolTip(
            refusal
            or tr(
                "Draw examples by hand (D): a click adds one, a right-click removes "
                "one. A drag moves one also while this is off."
            )
        )
        if refusal:
            self.setChecked(False)
