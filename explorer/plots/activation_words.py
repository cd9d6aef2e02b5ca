"""What is said of the units of a layer: which are dead, which are saturated."""

from collections.abc import Sequence

import numpy as np

from models.scales import counted, short
from models.snapshots import Units

SATURATED = 0.95  # of the examples: more of them without a slope


def dead(units: Units, layer: int) -> list[int]:
    """Return the numbers, from 1, of the dead units of a layer, counted from 0."""
    return (np.flatnonzero(units.is_dead[layer]) + 1).tolist()


def saturated(units: Units, layer: int) -> list[int]:
    """Return the numbers, from 1, of the units of a layer that hardly learn."""
    is_saturated = (units.level[layer] > SATURATED) & ~units.is_dead[layer]
    return (np.flatnonzero(is_saturated) + 1).tolist()


def alarm(units: Units, layer: int) -> str:
    """Return what is wrong with units, of a layer first; "" if nothing."""
    others = [other for other in range(len(units.sums) - 1) if other != layer]
    found = [_wrong(units, layer)]
    for other in others:
        if wrong := _wrong(units, other):
            found.append(f"Layer {other + 1}: {wrong[0].lower()}{wrong[1:]}")
    return " ".join(filter(None, found))


def _wrong(units: Units, layer: int) -> str:
    found = []
    if lost := dead(units, layer):
        found.append(f"{_named(lost)} dead: 0 for all {units.count} examples.")
    if flat := saturated(units, layer):
        least = min(units.level[layer][number - 1] for number in flat)
        found.append(
            f"{_named(flat)} saturated for {_share(least, len(flat))} of "
            f"{units.count} examples."
        )
    return " ".join(found)


def account(units: Units, layer: int, unit: int) -> str:
    """Return where the examples fall in a unit, counted from 1, or 0 for all."""
    if not unit:
        count = len(units.sums[layer])
        return f"{counted(count, 'unit')}: none is dead, none is saturated."
    sums, level = units.sums[layer][unit - 1], units.level[layer][unit - 1]
    low, high = short(float(sums.min())), short(float(sums.max()))
    share = f"{_share(level)} of {units.count} examples"
    return f"z from {low} to {high}, saturated for {share}."


def _named(numbers: Sequence[int]) -> str:
    *others, last = map(str, numbers)
    return f"Units {', '.join(others)} and {last} are" if others else f"Unit {last} is"


def _share(share: float, units: int = 1) -> str:
    percent = f"{np.floor(100 * share):.0f} %"
    return f"{percent} or more" if units > 1 and share < 1 else percent
