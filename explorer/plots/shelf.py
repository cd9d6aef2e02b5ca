"""A look inside the loss: its curve, others beside it, and where they come from."""

from PyQt6.QtCore import QSignalBlocker, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from explorer.controls import LossControl, titled
from explorer.elided import ElidedLabel
from explorer.plots.shelf_plot import LEAST, ShelfPlot
from explorer.plots.shelf_words import CHOICES, origin_of, table_of
from explorer.segments import Segments
from explorer.theme import Theme
from explorer.view_menus import MenuButton
from models.catalog import LOSS_OVERS, LOSSES, LossChoice
from models.language import tr
from models.options import OPTIONS
from models.snapshots import Shelf, Sight
from models.specs import Spec, unsuited

GAP = 4  # px
WIDE = 440  # px: less is no room for two buttons
NOTHING = tr("A formula has no examples, and so no loss of one.")
READING = tr("Losses and slopes under the pointer, or of the chosen example.")
HINGE = tr("The output of a hinge is no probability.")
ORIGINS = tr(
    "The method that each loss is known from, and the distribution whose likelihood "
    "it makes large."
)


class ShelfView(QWidget):
    """A `ShelfPlot` with the choice of losses over it; under it, where they come from.

    That is a table where there is room for it, and else a line with a button for it.

    Signals:
        edited: (dict) the user chose a loss, losses to compare, what runs along the
            axis, or an example.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.plot, self.loss, self.beside = ShelfPlot(), LossControl(), BesideButton()
        self.over = Segments(titled(LOSS_OVERS))
        self.reading = ElidedLabel(READING)
        self.warning, self.origins, self.nothing = QLabel(), QLabel(), QLabel(NOTHING)
        self.foot, self.origin, self.origins_button = (
            QWidget(),
            ElidedLabel(ORIGINS),
            OriginsButton(),
        )
        self.loss.widget.setAccessibleName(tr("Loss"))
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
        """Ask for no room for the table: where there is none a line stands for it."""
        line = GAP + self.foot.sizeHint().height()
        return QSize(super().minimumSizeHint().width(), self._least() + line)

    def _least(self) -> int:
        """Return the height of all but what tells where the losses come from."""
        parts = self.loss.widget, self.reading, self.warning
        shown = [part.sizeHint().height() for part in parts if not part.isHidden()]
        return LEAST + sum(shown) + GAP * len(shown)

    def _fit(self) -> None:
        """Show the table if there is room for it, and else a line."""
        table = GAP + self.origins.heightForWidth(self.width())
        has_room = self.height() - self._least() >= table
        is_drawn = self._shelf is not None
        self.origins.setVisible(has_room and is_drawn)
        self.foot.setVisible(not has_room and is_drawn)

    def show_spec(self, spec: Spec) -> None:
        """Show which losses are chosen, and what runs along the axis."""
        with QSignalBlocker(self.loss.widget):
            self.loss.show(spec)
        self.beside.show_spec(spec)
        self.over.show_choice(spec.loss_over)
        self.over.setVisible(len(spec.data.choice.classes) <= 2)
        none = NOTHING if spec.is_function else ""
        refusal = none or (HINGE if spec.loss_name == "hinge" else "")
        for part, meaning in (
            (self.loss.widget, OPTIONS["loss.name"].meaning),
            (self.beside, OPTIONS["view.shelf"].meaning),
        ):
            part.setEnabled(not none)
            part.setToolTip(none or meaning)
        self.over.setEnabled(not refusal)
        self.over.setToolTip(refusal)

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
        titles = tr(" and ").join(CHOICES[name].title for name in level)
        said = (
            tr("{titles}: slope 0 everywhere, nothing to follow.", titles=titles)
            if level
            else ""
        )
        self.warning.setText(said)
        self.warning.setVisible(bool(level))
        self.nothing.setVisible(shelf is None)
        self.reading.setVisible(shelf is not None)
        if shelf is None:
            self._fit()
            return
        self.origin.say(origin_of(shelf.curves[0]))
        if (table := table_of(shelf, self.plot.theme)) != self._table:
            self._table = table
            self.origins.setText(table)
            self.origins_button.table.setText(table)
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
            (self.nothing, "strip"),
            (self.reading, "strip"),
            (self.warning, "told"),
            (self.origins, "strip"),
        ):
            label.setObjectName(name)
            label.setWordWrap(label is not self.reading)
            column.addWidget(label, int(label is self.nothing))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self.origins.setToolTip(ORIGINS)
        self.origin.setObjectName("strip")
        line = QHBoxLayout(self.foot)
        line.setContentsMargins(0, 0, 0, 0)
        self.origins_button.setFixedHeight(self.reading.sizeHint().height() + 4)
        line.addWidget(self.origin, 1)
        line.addWidget(self.origins_button)
        column.addWidget(self.foot)


class OriginsButton(MenuButton):
    """Where all losses that are drawn come from: a table under a button."""

    def __init__(self) -> None:
        super().__init__(tr("From"), ORIGINS)
        self.setAccessibleName(tr("Where the losses come from"))
        self.setObjectName("small")
        self.table, action = QLabel(), QWidgetAction(self)
        self.table.setMargin(GAP)
        action.setDefaultWidget(self.table)
        self._menu.addAction(action)


class BesideButton(MenuButton):
    """Which losses are drawn beside the one that is made small.

    Signals:
        edited: (dict) the user switched one on or off.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__(tr("Compare"), OPTIONS["view.shelf"].meaning)
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
                refusal = tr("This is the loss that is made small: it is always drawn")
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
    return tr(
        "{meaning} From {origin}; likelihood: {likelihood}.",
        meaning=choice.meaning,
        origin=choice.origin,
        likelihood=likelihood,
    )
