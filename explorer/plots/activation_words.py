"""What is said of the units of a layer: which are dead, which are saturated."""

from collections.abc import Sequence

import numpy as np

from models.language import tr, trn
from models.scales import short
from models.snapshots import Units

SATURATED = 0.95  # of the examples: more of them without a slope


def dead(units: Units, layer: int) -> list[int]:
    """Return the numbers, from 1, of the dead units of a layer from 0."""
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
            found.append(
                tr(
                    "Layer {other}: {first}{rest}",
                    other=other + 1,
                    first=wrong[0].lower(),
                    rest=wrong[1:],
                )
            )
    return " ".join(filter(None, found))


def _wrong(units: Units, layer: int) -> str:
    found = []
    if lost := dead(units, layer):
        found.append(
            tr(
                "{lost} dead: 0 for all {count} examples.",
                lost=_named(lost),
                count=units.count,
            )
        )
    if flat := saturated(units, layer):
        least = min(units.level[layer][number - 1] for number in flat)
        found.append(
            tr(
                "{flat} saturated for {least} of {count} examples.",
                flat=_named(flat),
                least=_share(least, len(flat)),
                count=units.count,
            )
        )
    return " ".join(found)


def account(units: Units, layer: int, unit: int) -> str:
    """Return where the examples fall in a unit from 1, or 0 for all."""
    if not unit:
        count = len(units.sums[layer])
        return tr(
            "{count}: none is dead, none is saturated.",
            count=trn("{n} unit", "{n} units", count),
        )
    sums, level = units.sums[layer][unit - 1], units.level[layer][unit - 1]
    low, high = short(float(sums.min())), short(float(sums.max()))
    share = tr("{level} of {count} examples", level=_share(level), count=units.count)
    return tr(
        "z from {low} to {high}, saturated for {share}.",
        low=low,
        high=high,
        share=share,
    )


def _named(numbers: Sequence[int]) -> str:
    *others, last = map(str, numbers)
    return (
        tr("Units {others} and {last} are", others=", ".join(others), last=last)
        if others
        else tr("Unit {last} is", last=last)
    )


def _share(share: float, units: int = 1) -> str:
    percent = f"{np.floor(100 * share):.0f} %"
    return (
        tr("{percent} or more", percent=percent) if units > 1 and share < 1 else percent
    )
