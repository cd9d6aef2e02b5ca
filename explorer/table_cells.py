"""The first rows of a table, as they were understood."""

from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PyQt6.QtGui import QFont, QFontMetrics

from explorer.theme import Theme
from models.language import tr
from models.tables import GAP, Choice, Preview

TARGET = tr("target")
COLUMN = 112  # pixels
NOWHERE = QModelIndex()


class TableCells(QAbstractTableModel):
    """Hands the cells of a `Preview` to a table view; what is not used is dim."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._preview: Preview | None = None
        self._choice: Choice | None = None

    def show_preview(self, preview: Preview | None) -> None:
        """Show these cells; with none, nothing."""
        self.beginResetModel()
        self._preview, self._choice = preview, None
        self.endResetModel()

    def show_choice(self, choice: Choice) -> None:
        """Show which columns are used, and as what."""
        self._choice = choice
        last = self.columnCount() - 1
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        """Return how many rows are shown."""
        return len(self._preview.cells) if self._preview else 0

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        """Return how many columns the table has."""
        return len(self._preview.columns) if self._preview else 0

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        """Return a cell's text, or its look."""
        if self._preview is None:
            return None
        column = self._preview.columns[index.column()]
        text = self._preview.cells[index.row()][index.column()]
        match Qt.ItemDataRole(role):
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.TextAlignmentRole:
                edge = Qt.AlignmentFlag.AlignLeft
                if column.kind == "numbers":
                    edge = Qt.AlignmentFlag.AlignRight
                return edge | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                is_dim = text == GAP or not self._use(index.column())
                return self._theme.color("dim" if is_dim else "text")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = 0
    ) -> Any:
        """Return a column's name and its use, or a row's number."""
        if self._preview is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            is_text = role == Qt.ItemDataRole.DisplayRole
            return str(section + 1) if is_text else None
        column, use = self._preview.columns[section], self._use(section)
        match Qt.ItemDataRole(role):
            case Qt.ItemDataRole.DisplayRole:
                return f"{_fitted(column.name)}\n{use or column.kind}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"{column.name}: {column.note}"
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(bool(use))
                return font
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("accent" if use == TARGET else "text")
        return None

    def _use(self, section: int) -> str:
        """Return what a column is used as; nothing if it is not."""
        if self._preview is None or self._choice is None:
            return ""
        name = self._preview.columns[section].name
        if name == self._choice.target:
            return TARGET
        return tr("input") if name in self._choice.inputs else ""


def _fitted(name: str) -> str:
    """Return the beginning of a name that is wider than its column."""
    font = QFont()
    font.setBold(True)
    return QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, COLUMN - 8)
