"""The table of all weights: by layer, folded or not, as many as there are."""

from PyQt6.QtCore import QItemSelection, QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from explorer.keys import ENTER
from explorer.plots.weights_cells import WeightCells
from explorer.plots.weights_model import WeightsModel
from explorer.plots.weights_rows import Column, WeightRows
from explorer.theme import LIGHT, Theme
from models.language import tr

ROW, HEAD = 22, 20  # px
WIDTHS = {  # px; the others share the rest
    Column.VALUE: 66,
    Column.GRADIENT: 78,
    Column.NUDGED: 78,
    Column.FROZEN: 46,
}


class WeightsTable(QTableView):
    """Rows of weights under a row for each layer.

    Signals:
        selected: (list of int) the user selected the rows of these parameters.
    """

    selected = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.weights = WeightRows()
        self.cells = WeightsModel(self.weights, self)
        self.setModel(self.cells)
        self._painted = WeightCells(self.weights, self)
        self.setItemDelegate(self._painted)
        self.setObjectName("weights")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as formulas are
        self.setAccessibleName(tr("Weights"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        self._set_heads()
        self.show_nudging(False)
        self.cells.modelReset.connect(self._span)
        self.clicked.connect(self._fold)
        self._span()

    @property
    def numbers(self) -> list[int]:
        """The parameters whose rows are selected; a layer's row selects all of it."""
        model, rows = self.selectionModel(), self.weights.rows
        if model is None:
            return []
        parts = model.selection()
        each = (parts[k] for k in range(len(parts)))
        ranges = [slice(part.top(), part.bottom() + 1) for part in each]
        chosen = [row.numbers for some in ranges for row in rows[some]]
        return sorted({number for numbers in chosen for number in numbers})

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._painted.show_theme(theme)
        self.cells.show_theme(theme)
        self._size_heads(theme)

    def show_nudging(self, is_nudging: bool) -> None:
        """Show slopes by nudging in the place of the past, or the past."""
        self.setColumnHidden(Column.NUDGED, not is_nudging)
        self.setColumnHidden(Column.PAST, is_nudging)

    def selectionChanged(self, now: QItemSelection, before: QItemSelection) -> None:
        """Tell what is selected."""
        super().selectionChanged(now, before)
        self.selected.emit(self.numbers)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Type the value of a weight, or fold a layer, with Enter; as F2 does."""
        if event is None or event.key() not in ENTER or self._is_editing:
            super().keyPressEvent(event)
        elif (at := self.currentIndex()).isValid():
            if self.weights.rows[at.row()].is_layer:
                self._fold(at)
            else:
                self.edit(at.siblingAtColumn(Column.VALUE))

    @property
    def _is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def _set_heads(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        assert across is not None
        assert down is not None
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionsClickable(False)
        across.setMinimumSectionSize(24)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in (Column.NAME, Column.PAST):
            across.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._size_heads(LIGHT)

    def _size_heads(self, theme: Theme) -> None:
        """Make rows and columns as large as the type asks for."""
        across, down = self.horizontalHeader(), self.verticalHeader()
        assert across is not None
        assert down is not None
        down.setDefaultSectionSize(theme.pixels(ROW))
        across.setFixedHeight(theme.pixels(HEAD))
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, theme.pixels(width))

    def _span(self) -> None:
        """Give the titles of layers the room of all columns but the last."""
        self.clearSpans()
        for k, row in enumerate(self.weights.rows):
            self.setRowHidden(k, False)
            if row.is_layer:
                self.setSpan(k, 0, 1, Column.FROZEN)

    def _fold(self, index: QModelIndex) -> None:
        """Fold or unfold a layer whose title was clicked."""
        row = self.weights.rows[index.row()]
        if not row.is_layer or index.column() == Column.FROZEN:
            return
        is_folded = self.weights.fold(row.layer)
        self.cells.tell()
        for k, other in enumerate(self.weights.rows):
            if other.layer == row.layer and not other.is_layer:
                self.setRowHidden(k, is_folded)
