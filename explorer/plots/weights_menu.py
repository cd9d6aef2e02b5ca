"""What can be done with the weights that are selected."""

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QAction

from explorer.view_menus import MenuButton
from models.freezing import all_but, refrozen, unfreezable
from models.language import tr
from models.points import AxisName, axes_with, frozen_of
from models.specs import Spec

AXES: tuple[AxisName, ...] = ("x", "y")
SOME = tr("Select weights first.")
Changes = dict[str, object]


class WeightsMenu(MenuButton):
    """Freezes them, or makes one an axis.

    Signals:
        edited: (dict) the user chose something; dotted keys and their new values.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__(
            tr("Selected"), tr("What to do with the weights that are selected.")
        )
        self._changes: dict[str, Changes] = {}
        self._meanings: dict[str, str] = {}
        for name, text, meaning in (
            (
                "x",
                tr("Make it the x axis"),
                tr("The surface is drawn along this weight."),
            ),
            (
                "y",
                tr("Make it the y axis"),
                tr("The surface is drawn along this weight."),
            ),
            ("freeze", tr("Freeze"), tr("No descent changes them.")),
            ("free", tr("Unfreeze"), tr("Descents change them again.")),
            (
                "all_but",
                tr("Freeze all but these"),
                tr("Only these stay free; with two left their surface is exact."),
            ),
            ("all", tr("Unfreeze all"), tr("Descents change all weights again.")),
        ):
            action = self.add(name, text, meaning, is_switch=False)
            self._meanings[name] = meaning
            action.triggered.connect(
                lambda _, name=name: self.edited.emit(self._changes[name])
            )
            if name in ("y", "all_but"):
                self.add_line()

    def show_selection(self, spec: Spec, numbers: Sequence[int]) -> None:
        """Offer what can be done with these parameters; the rest says why not."""
        for axis in AXES:
            refusal = _refused(spec, axis, numbers)
            changes = {} if refusal else axes_with(spec, axis, numbers[0])
            self._offer(axis, refusal, changes)
        some = "" if numbers else SOME
        for name, frozen in (
            ("freeze", refrozen(spec, numbers, True)),
            ("free", refrozen(spec, numbers, False)),
            ("all_but", all_but(spec, numbers)),
            ("all", ()),
        ):
            refusal = unfreezable(spec, len(frozen)) or ("" if name == "all" else some)
            if not refusal and set(frozen) == set(frozen_of(spec)):
                refusal = tr("They are so already.")
            self._offer(name, refusal, {"network.frozen": frozen})

    def _offer(self, name: str, refusal: str, changes: Changes) -> None:
        action: QAction = self.actions_by_name[name]
        self._changes[name] = changes
        action.setEnabled(not refusal)
        action.setToolTip(refusal or self._meanings[name])


def _refused(spec: Spec, axis: AxisName, numbers: Sequence[int]) -> str:
    """Say why these parameters cannot become an axis; nothing, if they can."""
    if len(numbers) != 1:
        return tr("Select one weight.")
    is_shown = spec.plane_kind == "weights"
    is_so = is_shown and getattr(spec.plane, axis) == numbers[0]
    return tr("It is the {axis} axis already.", axis=axis) if is_so else ""
