"""Which columns of a table are learnt from, which is learnt, and as what."""

from dataclasses import replace

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtGui import QStandardItemModel
from PyQt6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import enable
from explorer.segments import Segments
from models.columns import Column, TargetKind, refuse_input, refuse_target
from models.language import tr
from models.tables import Choice, Preview, with_target

WIDTH = 260
KINDS: dict[TargetKind, tuple[str, str]] = {
    "numbers": (tr("Numbers"), tr("Learn the target as a number.")),
    "classes": (tr("Classes"), tr("Learn which of a few classes a row is in.")),
}


class ColumnChoice(QWidget):
    """Shows a `Choice` among the columns of a `Preview`; what does not fit says why.

    Signals:
        edited: (Choice) the user chose otherwise.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self._choice: Choice | None = None
        self.setFixedWidth(WIDTH)
        self.inputs = QListWidget()
        self.inputs.setAccessibleName(tr("Inputs"))
        self.inputs.setSpacing(2)
        self.inputs.itemChanged.connect(self._tell_inputs)
        self.count = QLabel()
        self.count.setObjectName("note")
        self.target = QComboBox()
        self.target.setAccessibleName(tr("Target"))
        self.target.setToolTip(tr("The column that the network learns to tell."))
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.target.setSizeAdjustPolicy(policy)
        self.target.activated.connect(self._tell_target)
        self.kind = Segments({str(name): titles for name, titles in KINDS.items()})
        self.kind.chosen.connect(self._tell_kind)
        self._lay_out()

    def show_choice(self, preview: Preview, choice: Choice) -> None:
        """Show the columns that there are, and what is chosen of them."""
        if preview is not self._preview:
            self._preview = preview
            self._list(preview.columns)
        self._choice = choice
        with QSignalBlocker(self.inputs):
            for row, column in enumerate(preview.columns):
                self._show_input(row, column, choice)
        self.count.setText(tr("{inputs} chosen", inputs=len(choice.inputs)))
        names = [column.name for column in preview.columns]
        place = names.index(choice.target)
        self.target.setCurrentIndex(place)
        self.kind.show_choice(choice.kind)
        for kind, (_, meaning) in KINDS.items():
            refusal = refuse_target(preview.columns[place], kind)
            enable(self.kind.buttons[kind], refusal, meaning)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        heading = QHBoxLayout()
        heading.addWidget(_label(tr("Inputs"), self.inputs))
        heading.addStretch(1)
        heading.addWidget(self.count)
        column.addLayout(heading)
        column.addWidget(self.inputs, 1)
        for title, widget in ((tr("Target"), self.target), (tr("As"), self.kind)):
            row = QHBoxLayout()
            row.addWidget(_label(title, widget))
            row.addWidget(widget, 1)
            column.addLayout(row)

    def _list(self, columns: tuple[Column, ...]) -> None:
        with QSignalBlocker(self.inputs):
            self.inputs.clear()
            self.inputs.addItems([column.name for column in columns])
        self.target.clear()
        self.target.addItems([column.name for column in columns])
        model = self.target.model()
        assert isinstance(model, QStandardItemModel)
        for row, column in enumerate(columns):
            item = model.item(row)
            assert item is not None
            refusal = refuse_target(column, column.target_kind)
            item.setEnabled(not refusal)
            item.setToolTip(refusal or column.note)

    def _show_input(self, row: int, column: Column, choice: Choice) -> None:
        item = self.inputs.item(row)
        assert item is not None
        is_target = column.name == choice.target
        refusal = (
            tr("{name} is the target", name=column.name)
            if is_target
            else refuse_input(column)
        )
        flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags if refusal else flags | Qt.ItemFlag.ItemIsEnabled)
        item.setToolTip(refusal or column.note)
        is_chosen = column.name in choice.inputs
        state = Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked
        item.setCheckState(state)

    def _tell_inputs(self, _: QListWidgetItem) -> None:
        assert self._preview is not None
        assert self._choice is not None
        checked = tuple(
            column.name
            for row, column in enumerate(self._preview.columns)
            if (item := self.inputs.item(row)) is not None
            and item.checkState() == Qt.CheckState.Checked
        )
        self.edited.emit(replace(self._choice, inputs=checked))

    def _tell_target(self, row: int) -> None:
        assert self._preview is not None
        assert self._choice is not None
        name = self._preview.columns[row].name
        if name != self._choice.target:
            self.edited.emit(with_target(self._preview, self._choice, name))

    def _tell_kind(self, name: TargetKind) -> None:
        assert self._choice is not None
        self.edited.emit(replace(self._choice, kind=name))


def _label(title: str, widget: QWidget) -> QLabel:
    label = QLabel(title)
    label.setBuddy(widget)
    label.setMinimumWidth(52)
    return label
