"""What can be done with one weight, as a menu."""

from collections.abc import Callable, Mapping
from functools import partial

from PyQt6.QtWidgets import QMenu, QWidget

from explorer.panels.drawing import AxisName
from models.freezing import refrozen, unfreezable
from models.language import tr
from models.points import axes_with
from models.specs import Spec

AXES: tuple[AxisName, ...] = ("x", "y")
FROZEN = tr("No descent changes a frozen weight.")


def make_menu(
    parent: QWidget,
    spec: Spec,
    number: int,
    axes: Mapping[AxisName, int],
    ask: Callable[[], None],
    edit: Callable[[dict[str, object]], None],
) -> QMenu:
    """Return the menu of a parameter: its value, the axes, and whether it is frozen."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    menu.addAction(tr("Set value…"), ask)
    for axis in AXES:
        chosen = axes_with(spec, axis, number)
        refusal = (
            tr("This is the {axis} axis.", axis=axis)
            if axes.get(axis) == number
            else ""
        )
        _add(
            menu, tr("Make {axis} axis", axis=axis), refusal, "", partial(edit, chosen)
        )
    is_frozen = number in spec.network.frozen
    changed = refrozen(spec, [number], not is_frozen)
    freeze = partial(edit, {"network.frozen": changed})
    refusal = unfreezable(spec, len(changed))
    _add(menu, tr("Unfreeze") if is_frozen else tr("Freeze"), refusal, FROZEN, freeze)
    return menu


def _add(
    menu: QMenu, text: str, refusal: str, meaning: str, act: Callable[[], None]
) -> None:
    action = menu.addAction(text, act)
    assert action is not None
    action.setEnabled(not refusal)
    action.setToolTip(refusal or meaning)
