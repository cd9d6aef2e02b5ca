"""A dialog to open a table: how it was understood, and what of it is to be learnt."""

from pathlib import Path

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from explorer.column_choice import ColumnChoice
from explorer.elided import ElidedLabel
from explorer.format_bar import FormatBar
from explorer.table_cells import COLUMN, TableCells
from explorer.theme import Theme
from models.columns import refuse_choice
from models.formats import Format
from models.language import tr
from models.tables import (
    Choice,
    Preview,
    Reading,
    expected,
    remarks,
    still_fit,
    suggest,
)

SIZE, SMALLEST = QSize(980, 600), QSize(760, 420)
ROW, HEAD = 24, 44  # pixels; heads have two lines
PARTS = 1000  # of the progress bar
LOOKING = tr("Looking at how it is written …")


class TableDialog(QDialog):
    """Shows previews of a file, and tells what the user wants of it.

    Who opens it computes: a preview at first and after `reformatted`, the table after
    `chosen`, and hands what comes to `show_…`; then `accept` closes it.

    Signals:
        reformatted: (Format) read the first part again, in this format.
        chosen: (Choice) read all of it.
        stopped: do not go on reading.
    """

    reformatted = pyqtSignal(object)
    chosen = pyqtSignal(object)
    stopped = pyqtSignal()

    def __init__(
        self,
        file: Path,
        theme: Theme,
        parent: QWidget | None = None,
        choice: Choice | None = None,
    ) -> None:
        """Take what was chosen of the file before, if anything was."""
        super().__init__(parent)
        self.file, self.format = file, choice.format if choice else None
        self._preview: Preview | None = None
        self._choice = choice
        self._is_reading = False
        self.setWindowTitle(tr("Open a table"))
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE)
        self.bar, self.columns = FormatBar(), ColumnChoice()
        self.cells, self.table = TableCells(theme), QTableView()
        self.use = ElidedLabel(tr("What becomes of the rows and columns of the file."))
        self.told = ElidedLabel(tr("Why it cannot be opened as it is."), lines=2)
        self.progress = QProgressBar()
        self.ok, self.cancel = QPushButton(tr("Open")), QPushButton(tr("Cancel"))
        self._set_up_table()
        self._lay_out(file.name)
        self.bar.edited.connect(self._reformat)
        self.columns.edited.connect(self._show_choice)
        self.ok.clicked.connect(self._choose)
        self.cancel.clicked.connect(self.reject)
        self._wait(LOOKING)

    def show_preview(self, preview: Preview) -> None:
        """Show how the table is understood; what was chosen stays where it can."""
        old, self._preview = self._choice, preview
        self.bar.show_format(preview.format)
        self.cells.show_preview(preview)
        self._show_choice(still_fit(preview, old) if old else suggest(preview))

    def show_reading(self, reading: Reading) -> None:
        """Show how far the file is read."""
        self.progress.setValue(round(PARTS * reading.share))
        self.use.say(tr("{rows:,} rows read …", rows=reading.rows))

    def show_refusal(self, sentence: str) -> None:
        """Show why the file cannot be opened as was asked."""
        self._set_reading(False)
        if self._preview is None:
            self.use.say("")
        else:
            self._show_use(self._preview)
        self._refuse(sentence)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.cells.show_theme(theme)

    def reject(self) -> None:
        """Stop reading; if nothing is read, close."""
        if self._is_reading:
            self._set_reading(False)
            self.stopped.emit()
            if self._choice is not None:
                self._show_choice(self._choice)
        else:
            super().reject()

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.cells)
        table.setAccessibleName(tr("First rows"))
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        table.setWordWrap(False)
        if (heads := table.horizontalHeader()) is not None:
            heads.setDefaultSectionSize(COLUMN)
            heads.setFixedHeight(HEAD)
        if (numbers := table.verticalHeader()) is not None:
            numbers.setDefaultSectionSize(ROW)
            numbers.hide()

    def _lay_out(self, name: str) -> None:
        title = ElidedLabel()
        title.setObjectName("title")
        title.say(name)
        self.use.setObjectName("note")
        self.told.setObjectName("told")
        self.progress.setRange(0, PARTS)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setAccessibleName(tr("How far the file is read"))
        self.ok.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.bar)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.table, 1)
        middle.addWidget(self.columns)
        column.addLayout(middle, 1)
        column.addWidget(self.use)
        column.addWidget(self.progress)
        bottom = QHBoxLayout()
        bottom.addWidget(self.told, 1)
        bottom.addWidget(self.cancel)
        bottom.addWidget(self.ok)
        column.addLayout(bottom)

    def _show_choice(self, choice: Choice) -> None:
        assert self._preview is not None
        self._choice = choice
        self.columns.show_choice(self._preview, choice)
        self.columns.setEnabled(True)
        self.cells.show_choice(choice)
        self._show_use(self._preview)
        self._refuse(
            refuse_choice(
                self._preview.columns, choice.inputs, choice.target, choice.kind
            )
        )

    def _show_use(self, preview: Preview) -> None:
        if self._choice is not None:
            names = (*self._choice.inputs, self._choice.target)
            said = expected(preview, names), remarks(preview, self._choice)
            self.use.say(" ".join(filter(None, said)))

    def _refuse(self, sentence: str) -> None:
        self.told.say(sentence)
        self.ok.setEnabled(not sentence and self._choice is not None)
        self.ok.setToolTip(sentence or tr("Learn from this table."))

    def _reformat(self, form: Format) -> None:
        self._wait(LOOKING)
        self.reformatted.emit(form)

    def _wait(self, why: str) -> None:
        """Show nothing of the table until there is a preview."""
        self._preview = None
        self.cells.show_preview(None)
        self.columns.setEnabled(False)
        self.use.say(why)
        self.told.say("")
        self.ok.setEnabled(False)
        self.ok.setToolTip(why)

    def _choose(self) -> None:
        if self._choice is not None:
            self._set_reading(True)
            self.chosen.emit(self._choice)

    def _set_reading(self, is_reading: bool) -> None:
        self._is_reading = is_reading
        self.progress.setValue(0)
        self.cancel.setText(tr("Stop") if is_reading else tr("Cancel"))
        self.bar.setEnabled(not is_reading)
        self.columns.setEnabled(not is_reading and self._preview is not None)
        self.ok.setEnabled(not is_reading)
