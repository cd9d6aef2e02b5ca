"""Which columns of a table are inputs: a button with a menu of them, to be ticked."""

from PyQt6.QtGui import QAction

from explorer.controls import Tell
from explorer.view_menus import MenuButton
from models.language import tr
from models.options import OPTIONS
from models.specs import Spec

ALL, FEW = "\tall", "\tfew"  # no column is called so
LAST = tr("At least one column is an input.")


class ColumnsControl:
    """The inputs among the columns of a table that is shipped."""

    def __init__(self) -> None:
        self._tell: Tell = lambda columns: None
        self._shown: tuple[str, ...] = ()
        self._usual: tuple[str, ...] = ()
        self.widget: MenuButton = MenuButton("", OPTIONS["data.columns"].meaning)
        self.widget.setObjectName("segment")

    def connect(self, tell: Tell) -> None:
        """Call `tell` with the columns; with none, where they are the usual ones."""
        self._tell = tell

    def show(self, spec: Spec) -> None:
        """Show the columns that there are, and tick those that are inputs."""
        table, chosen = spec.data.table, spec.data.choice.inputs
        if table.inputs != self._shown:
            self._list(table.inputs, table.usual)
        self.widget.setText(
            tr(
                "{chosen} of {inputs} inputs ▾",
                chosen=len(chosen),
                inputs=len(table.inputs),
            )
        )
        for name in table.inputs:
            action = self._actions[name]
            action.setChecked(name in chosen)
            is_last = chosen == (name,)
            action.setEnabled(not is_last)
            action.setToolTip(
                LAST if is_last else tr("Let the network see {name}.", name=tr(name))
            )

    @property
    def _actions(self) -> dict[str, QAction]:
        return self.widget.actions_by_name

    def _list(self, columns: tuple[str, ...], usual: tuple[str, ...]) -> None:
        self._shown, self._usual = columns, usual or columns
        self.widget.clear()
        few = usual or columns[:1]
        only = tr("Only {few}", few=tr(" and ").join(map(tr, few)))
        for name, text, asked in ((ALL, tr("All"), columns), (FEW, only, few)):
            action = self.widget.add(
                name, text, tr("Choose {what}.", what=text.lower()), False
            )
            action.triggered.connect(lambda _, asked=asked: self._ask(asked))
        self.widget.add_line()
        for name in columns:
            self.widget.add(name, tr(name), "", is_switch=True).triggered.connect(
                lambda: self._ask(self._ticked())
            )

    def _ticked(self) -> tuple[str, ...]:
        return tuple(name for name in self._shown if self._actions[name].isChecked())

    def _ask(self, columns: tuple[str, ...]) -> None:
        self._tell(() if columns == self._usual else columns)
