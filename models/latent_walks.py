"""Ways through the space of codes: from image to image, and towards more of something.

All return codes, for a decoder to turn into images.
"""

from collections.abc import Sequence

import numpy as np

from models.images import Floats
from models.language import tr
from models.snapshots import Array


def interpolated(start: Floats, end: Floats, count: int) -> Floats:
    """Return `count` codes (count, k) on the line from one to another, both included.

    Of two images (D,) they are their cross-fade, to compare with.
    """
    shares = np.linspace(0, 1, count, dtype=np.float32)[:, None]
    line: Floats = (1 - shares) * start + shares * end
    return line


def attribute_vector(with_it: Floats, without: Floats) -> Floats:
    """Return the difference (k,) of the means of codes with something and without.

    Raises:
        ValueError: there are no codes on one side.
    """
    if not len(with_it) or not len(without):
        raise ValueError(tr("a vector needs examples with it and examples without it"))
    difference: Floats = with_it.mean(0) - without.mean(0)
    return difference


def swept(codes: Floats, vector: Floats, alphas: Sequence[float]) -> Floats:
    """Return codes + α vector (N, A, k) of each of N codes for each of A values."""
    steps = np.asarray(alphas, dtype=np.float32)[None, :, None]
    return codes[:, None, :] + steps * vector


def strip_rate(judged: Array, alphas: Sequence[float]) -> float:
    """Return how much is judged (N, A) more of something per unit of α, by a line."""
    return float(np.polyfit(alphas, judged.mean(0), 1)[0])
