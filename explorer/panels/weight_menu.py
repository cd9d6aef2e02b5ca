"""What can be done with one weight, as a menu."""

from collections.abc import Callable, Mapping
from functools import partial

from PyQt6.QtWidgets import QMenu, QWidget

from explorer.panels.drawing import AxisName
from models.options import revise
from models.specs import Spec

Changes = dict[str, object]

OTHER_AXIS: dict[AxisName, AxisName] = {"x": "y", "y": "x"}


def make_menu(
    parent: QWidget,
    spec: Spec,
    number: int,
    axes: Mapping[AxisName, int],
    ask: Callable[[], None],
    edit: Callable[[Changes], None],
) -> QMenu:
    """Return the menu of a parameter: its value, the axes, and whether it is frozen."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    menu.addAction("Set value…", ask)
    for axis in OTHER_AXIS:
        chosen = as_axis(spec, axis, number)
        action = menu.addAction(f"Make {axis} axis", partial(edit, chosen))
        assert action is not None
        if axes.get(axis) == number:
            action.setEnabled(False)
            action.setToolTip(f"This is the {axis} axis.")
    changes = frozen_or_free(spec, number)
    is_frozen = number in spec.network.frozen
    action = menu.addAction(
        "Unfreeze" if is_frozen else "Freeze", partial(edit, changes)
    )
    assert action is not None
    refusal = refused(spec, changes)
    action.setEnabled(not refusal)
    action.setToolTip(refusal or "No descent changes a frozen weight.")
    return menu


def as_axis(spec: Spec, axis: AxisName, number: int) -> Changes:
    """Return the edit that draws the surface along a parameter."""
    numbers, other = {"x": spec.plane.x, "y": spec.plane.y}, OTHER_AXIS[axis]
    if numbers[other] == number:  # it was the other one, perhaps of a plane before
        numbers[other] = numbers[axis]
    numbers[axis] = number
    chosen = {f"plane.{name}": value for name, value in numbers.items()}
    return {"plane.kind": "weights", **chosen}


def frozen_or_free(spec: Spec, number: int) -> Changes:
    """Return the edit that freezes a parameter, or sets a frozen one free."""
    others = set(spec.network.frozen) ^ {number}
    return {"network.frozen": tuple(sorted(others))}


def refused(spec: Spec, changes: Changes) -> str:
    """Return why an edit cannot be made; nothing, if it can."""
    try:
        revise(spec, changes)
    except ValueError as error:
        return f"{error}."
    return ""
