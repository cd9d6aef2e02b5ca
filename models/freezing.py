"""Which parameters a descent may change: told, and changed many at once."""

from collections.abc import Iterable
from typing import NamedTuple

from models.language import tr, trn
from models.points import frozen_of
from models.specs import Spec

FEWEST = 2
NOT_HERE = tr("The variables of a formula are always free.")
TOO_FEW = tr("Two weights must stay free: they are the axes of the surface.")


class Group(NamedTuple):
    """Parameters that belong together, and what they are called."""

    title: str
    numbers: range


def groups_of(spec: Spec) -> tuple[Group, ...]:
    """Return the parameters by layer; those of a formula are one group."""
    if spec.is_function:
        return (Group(tr("Variables"), range(2)),)
    bends = (*spec.network.activations, "output")
    layers = enumerate(zip(spec.shape.layers(), bends, strict=True), start=1)
    return tuple(
        Group(
            tr(
                "Layer {k}: {fan_in} → {fan_out}, {bend}",
                k=k,
                fan_in=fan_in,
                fan_out=fan_out,
                bend=bend,
            ),
            range(weights.start, biases.stop),
        )
        for k, ((weights, biases, fan_in, fan_out), bend) in layers
    )


def refrozen(spec: Spec, numbers: Iterable[int], is_frozen: bool) -> tuple[int, ...]:
    """Return which parameters are frozen once these are as well, or no more."""
    old, changed = set(frozen_of(spec)), set(numbers)
    return tuple(sorted(old | changed if is_frozen else old - changed))


def all_but(spec: Spec, numbers: Iterable[int]) -> tuple[int, ...]:
    """Return which parameters are frozen once no others than these are free."""
    return tuple(sorted(set(range(spec.count)) - set(numbers)))


def unfreezable(spec: Spec, count: int) -> str:
    """Say why so many parameters cannot be frozen; nothing, if they can."""
    if spec.is_function:
        return NOT_HERE
    return TOO_FEW if spec.count - count < FEWEST else ""


def freedom(spec: Spec) -> str:
    """Say how many parameters are free, and what that means for their surface."""
    if spec.is_function:
        return tr("Two variables, both free.")
    if spec.free == spec.count:
        return tr(
            "{count}, all free.", count=trn("{n} weight", "{n} weights", spec.count)
        )
    told = tr(
        "{free} of {count} free",
        free=spec.free,
        count=trn("{n} weight", "{n} weights", spec.count),
    )
    exact = tr(": the surface over them is exact.") if spec.is_exact else "."
    return told + exact
