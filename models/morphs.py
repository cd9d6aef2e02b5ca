"""From the surface of one problem to that of another, over the same square."""

from dataclasses import replace

import numpy as np

from models.roots import differences
from models.snapshots import Array, Plane, Surface
from models.specs import Spec

PROBLEM = "data", "network", "loss", "function"  # parts of a spec
BENT = frozenset({"network.activation", "loss.name", "loss.reduction", "loss.base"})
"""What is chosen, not dragged: what is dragged moves the surface of itself."""


def is_rebent(old: Spec, new: Spec) -> bool:
    """Tell whether of two problems only the activation or the loss is another."""
    changed = {key for key in differences(old, new) if key.split(".")[0] in PROBLEM}
    return bool(changed) and changed <= BENT


def is_same_square(one: Plane, other: Plane) -> bool:
    """Tell whether each point of two planes is the same model."""
    if (one.centre, one.extent) != (other.centre, other.extent):
        return False
    ways = (
        (one.origin, other.origin),
        (one.direction_x, other.direction_x),
        (one.direction_y, other.direction_y),
    )
    return all(np.array_equal(own, others) for own, others in ways)


def between(old: Surface, new: Surface, share: float) -> Surface:
    """Return `new` with losses a `share` of the way from those of `old`.

    Both are over the same square. Where either is not finite, the new one counts.
    """
    was = _over(_over(old.loss, old.axis_x, new.axis_x).T, old.axis_y, new.axis_y).T
    with np.errstate(invalid="ignore"):
        losses = was + share * (new.loss - was)
    losses = np.where(np.isfinite(losses), losses, new.loss)
    losses.setflags(write=False)
    return replace(new, loss=losses, marks=(), creases=None)


def _over(values: Array, axis: Array, wanted: Array) -> Array:
    """Return `values` (R, ...) over another axis, linear between grid points."""
    places = np.interp(wanted, axis, np.arange(len(axis)))
    before = np.minimum(places.astype(np.intp), len(axis) - 2)
    share = (places - before)[:, None]
    with np.errstate(invalid="ignore"):
        over: Array = values[before] + share * (values[before + 1] - values[before])
    return over
