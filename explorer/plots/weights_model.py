"""The model of the table of weights, for Qt: what is asked of it, and told by it."""

from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QFont

from explorer.plots.weights_rows import HEADS, NUMBERS, Column, Row, WeightRows
from explorer.segments import LEFT_TO_RIGHT
from explorer.theme import LIGHT, TICK_PIXELS, Theme, sized_font
from models.snapshots import Sight
from models.specs import Spec

NOWHERE = QModelIndex()


class WeightsModel(QAbstractTableModel):
    """Hands the cells to a table view.

    Signals:
        typed: (int, str) the user typed something as the value of this parameter.
        froze: (tuple of int) the user wants these parameters to be the frozen ones.
    """

    typed = pyqtSignal(int, str)
    froze = pyqtSignal(object)

    def __init__(self, weights: WeightRows, parent: QObject) -> None:
        super().__init__(parent)
        self.weights = weights
        self._theme = LIGHT
        self._font = sized_font(QFont(), TICK_PIXELS)

    def show_spec(self, spec: Spec) -> None:
        """Show the parameters of `spec`, where those are others anew."""
        if self.weights.has_rows_of(spec):
            self.weights.show_spec(spec)
            self.tell()
        else:
            self.beginResetModel()
            self.weights.show_spec(spec)
            self.endResetModel()

    def show_sight(self, sight: Sight) -> None:
        """Show where the walker stands, and how it came there."""
        self.weights.show_sight(sight)
        self.tell()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._font = sized_font(QFont(), theme.pixels(TICK_PIXELS))
        self.tell()

    def tell(self) -> None:
        """Let all cells that are seen be painted anew."""
        last = self.index(len(self.weights.rows) - 1, len(Column) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.weights.rows)

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let values be typed and boxes ticked, where that is allowed."""
        flag, row = Qt.ItemFlag, self.weights.rows[index.row()]
        if index.column() == Column.FROZEN:
            if self.weights.refusal(row):
                return flag.ItemIsSelectable
            return flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemIsUserCheckable
        can = flag.ItemIsSelectable | flag.ItemIsEnabled
        if index.column() == Column.VALUE and not row.is_layer:
            can |= flag.ItemIsEditable
        return can

    def setData(self, index: QModelIndex, value: Any, role: int = 0) -> bool:
        """Tell what was typed or ticked; what comes of it is shown when it is so."""
        row = self.weights.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            self.froze.emit(self.weights.toggled(row))
        elif not row.is_layer:
            self.typed.emit(row.number, str(value))
        return False

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = 0
    ) -> Any:
        """Return what a column is called."""
        if orientation == Qt.Orientation.Vertical:
            return None
        head, meaning = HEADS[Column(section)]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{LEFT_TO_RIGHT}{head}"
            case Qt.ItemDataRole.ToolTipRole:
                return meaning
            case Qt.ItemDataRole.FontRole:
                return self._font
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("dim")
            case Qt.ItemDataRole.TextAlignmentRole:
                return _edge(Column(section))
        return None

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        """Return a cell's text, or its look."""
        row, column = self.weights.rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.weights.text(row, column)
            case Qt.ItemDataRole.EditRole:
                return f"{self.weights.theta[row.number]:.6g}"
            case Qt.ItemDataRole.CheckStateRole:
                return self._state(row) if column == Column.FROZEN else None
            case Qt.ItemDataRole.ToolTipRole:
                return self.weights.tooltip(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.weights.spoken(row, column)
        return None

    def _state(self, row: Row) -> Qt.CheckState:
        part = self.weights.part_frozen(row)
        if 0 < part < 1:
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if part else Qt.CheckState.Unchecked


def _edge(column: Column) -> Qt.AlignmentFlag:
    sides = Qt.AlignmentFlag
    edge = sides.AlignRight if column in NUMBERS else sides.AlignHCenter
    return (sides.AlignLeft if column == Column.NAME else edge) | sides.AlignVCenter
