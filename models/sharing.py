"""Ways to share out 1 among outputs: softmax, and two that forget the sign.

Outputs are (..., O, N), samples last; those of one sample alone are (O, 1).
"""

from collections.abc import Callable

import numpy as np

from models.catalog import SharingName
from models.snapshots import Array


def softmax(z: Array) -> Array:
    """Return positive numbers in the proportions of exp z that add up to 1.

    The highest is taken from all first: only differences count, and exp of it may be
    more than a number can be.
    """
    sizes = np.exp(z - z.max(-2, keepdims=True))
    shares: Array = sizes / sizes.sum(-2, keepdims=True)
    return shares


def _shared(sizes: Array) -> Array:
    """Return `sizes` over their sum; all alike where all are 0."""
    total = sizes.sum(-2, keepdims=True)
    shares: Array = np.where(
        total > 0, sizes / np.where(total > 0, total, 1.0), 1 / sizes.shape[-2]
    )
    return shares


SHARES: dict[SharingName, Callable[[Array], Array]] = {
    "exp": softmax,
    "abs": lambda z: _shared(np.abs(z)),
    "square": lambda z: _shared(z * z),
}


def shares_of(name: SharingName, outputs: Array) -> Array:
    """Return the shares (O,) of `outputs` (O,)."""
    return SHARES[name](outputs[:, None])[:, 0]


def slopes_of(name: SharingName, outputs: Array) -> Array:
    """Return how each share changes with each output, (O, O): [j, i] is ∂yⱼ/∂oᵢ.

    With sizes s and shares y = s / Σ s it is sᵢ′ / Σ s (1 - yᵢ) for j = i, and
    -yⱼ sᵢ′ / Σ s for others: for softmax yᵢ (1 - yᵢ) and -yⱼ yᵢ.
    """
    shares = shares_of(name, outputs)
    if name == "exp":
        growth = shares
    else:
        size, slope = np.abs(outputs), np.sign(outputs)
        if name == "square":
            size, slope = outputs * outputs, 2 * outputs
        growth = slope / (size.sum() or 1.0)
    slopes: Array = growth * (np.eye(len(outputs)) - shares[:, None])
    return slopes
