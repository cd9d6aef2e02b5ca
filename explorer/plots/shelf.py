"""A look inside the loss: its curve, others beside it, and where they come from."""

from html import escape

from PyQt6.QtCore import QSignalBlocker, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from explorer.controls import LossControl
from explorer.elided import ElidedLabel
from explorer.plots.legend import colored
from explorer.plots.shelf_plot import CHOICES, LEAST, ShelfPlot
from explorer.segments import Segments
from explorer.theme import Theme
from explorer.view_menus import MenuButton
from models.catalog import LOSS_OVERS, LOSSES, LossChoice
from models.options import OPTIONS
from models.snapshots import Shelf, Sight
from models.specs import Spec, unsuited

GAP = 6  # px
WIDE = 440  # px: less is no room for two buttons
NOTHING = "A formula has no examples, and so no loss of one."
READING = "Losses and slopes under the pointer, or of the chosen example."
HINGE = "The output of a hinge is no probability."
HEADS = "loss", "known from", "likelihood of"


class ShelfView(QWidget):
    """A `ShelfPlot` with the choice of losses over it, and a table of them under it.

    Signals:
        edited: (dict) the user chose a loss, losses to compare, what runs along the
            axis, or an example.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.plot, self.loss, self.beside = ShelfPlot(), LossControl(), BesideButton()
        self.over = Segments({name: each.meaning for name, each in LOSS_OVERS.items()})
        self.reading = ElidedLabel(READING)
        self.warning, self.origins = QLabel(), QLabel()
        self.loss.widget.setToolTip(OPTIONS["loss.name"].meaning)
        self.loss.widget.setAccessibleName("Loss")
        self.loss.connect(lambda name: self.edited.emit({"loss.name": name}))
        self.beside.edited.connect(self.edited)
        self.over.chosen.connect(self._tell_over)
        self.plot.picked.connect(self._tell_example)
        self.plot.read.connect(self.reading.say)
        self._shelf: Shelf | None = None
        self._table = ""
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fold the buttons where they do not fit."""
        super().resizeEvent(event)
        self.over.fold(self.width() < WIDE)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for no room for the table: where there is none it is left out."""
        parts = self.loss.widget, self.reading, self.warning
        shown = [part.sizeHint().height() for part in parts if not part.isHidden()]
        height = LEAST + sum(shown) + GAP * len(shown)
        return QSize(super().minimumSizeHint().width(), height)

    def _fit(self) -> None:
        """Show the table if there is room for it."""
        table = GAP + self.origins.heightForWidth(self.width())
        room = self.height() - self.minimumSizeHint().height()
        self.origins.setVisible(room >= table)

    def show_spec(self, spec: Spec) -> None:
        """Show which losses are chosen, and what runs along the axis."""
        with QSignalBlocker(self.loss.widget):
            self.loss.show(spec)
        self.beside.show_spec(spec)
        self.over.show_choice(spec.loss_over)
        self.over.setVisible(len(spec.data.choice.classes) <= 2)
        is_hinge = spec.loss_name == "hinge"
        self.over.setEnabled(not is_hinge)
        self.over.setToolTip(HINGE if is_hinge else "")

    def show_sight(self, sight: Sight) -> None:
        """Draw what the examples cost."""
        self._shelf = shelf = sight.shelf
        self.plot.setVisible(shelf is not None)
        self.plot.show_shelf(shelf, sight.prediction.data, sight.noise)
        self._say(shelf)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.plot.show_theme(theme)
        self._say(self._shelf)

    def _say(self, shelf: Shelf | None) -> None:
        """Say where the losses come from that are drawn, and which has no slope."""
        curves = shelf.curves if shelf else ()
        level = [each.name for each in curves if not each.slopes.any()]
        titles = " and ".join(CHOICES[name].title for name in level)
        said = f"{titles}: slope 0 everywhere, nothing to follow." if level else ""
        self.warning.setText(said if shelf else NOTHING)
        self.warning.setVisible(bool(level) or shelf is None)
        head = "".join(
            f"<td>{colored(text, self.plot.theme.dim)}</td>" for text in HEADS
        )
        rows = [_row(each.name, self.plot.color_of(each)) for each in curves]
        body = head + "".join(rows) if rows else ""
        table = f"<table cellspacing=0 cellpadding=2>{body}</table>"
        if table != self._table:
            self._table = table
            self.origins.setText(table)
            self._fit()

    def _tell_over(self, name: str) -> None:
        self.edited.emit({"view.loss_over": name})

    def _tell_example(self, number: int) -> None:
        self.edited.emit({"view.example": number})

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.loss.widget, 1)
        row.addWidget(self.beside)
        row.addWidget(self.over)
        column.addLayout(row)
        column.addWidget(self.plot, 1)
        for label, name in (
            (self.reading, "strip"),
            (self.warning, "told"),
            (self.origins, "strip"),
        ):
            label.setObjectName(name)
            label.setWordWrap(label is not self.reading)
            column.addWidget(label)
        self.origins.setTextFormat(Qt.TextFormat.RichText)
        self.origins.setToolTip(
            "The method that each loss is known from, and the distribution whose "
            "likelihood it makes large."
        )


class BesideButton(MenuButton):
    """Which losses are drawn beside the one that is made small.

    Signals:
        edited: (dict) the user switched one on or off.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__("Compare", OPTIONS["view.shelf"].meaning)
        self._names = tuple(name for name in LOSSES if name != "auto")
        for name in self._names:
            choice = LOSSES[name]
            action = self.add(name, choice.title, _told(choice), is_switch=True)
            action.triggered.connect(self._tell)

    def show_spec(self, spec: Spec) -> None:
        """Tick what is drawn, and grey what cannot be or always is."""
        for name in self._names:
            action, refusal = (
                self.actions_by_name[name],
                unsuited(name, spec.data.choice),
            )
            if name == spec.loss_name:
                refusal = "This is the loss that is made small: it is always drawn"
            action.setEnabled(not refusal)
            action.setToolTip(f"{refusal}." if refusal else _told(LOSSES[name]))
            action.setChecked(name in spec.shelved)

    def _tell(self) -> None:
        named = self.actions_by_name.items()
        shown = tuple(n for n, a in named if a.isChecked() and a.isEnabled())
        self.edited.emit({"view.shelf": shown})


def _told(choice: LossChoice) -> str:
    """Return what a loss is and where it comes from."""
    likelihood = choice.distribution or "none"
    return f"{choice.meaning} From {choice.origin}; likelihood: {likelihood}."


def _row(name: str, color: str) -> str:
    choice = CHOICES[name]
    cells = choice.title, choice.origin, choice.distribution or "none"
    first, *rest = (escape(text) for text in cells)
    title = f"{colored('―', color)}&nbsp;{first}"
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in (title, *rest)) + "</tr>"
