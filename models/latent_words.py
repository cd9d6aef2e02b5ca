"""What is said of codes: how far a place can be trusted, how well a bell fits."""

import numpy as np

from models.images import Floats
from models.language import tr
from models.snapshots import Array

TRUSTED, DOUBTED = 0.1, 0.3  # of the size of the cloud of codes
NEAR_BELL, LIKE_BELL = 0.05, 0.15  # of Kolmogorov and Smirnov's D


def spread(codes: Floats | Array) -> float:
    """Return the size of a cloud of codes (N, k): the root of its summed variances."""
    return float(np.sqrt(np.asarray(codes, dtype=np.float64).var(0).sum()))


def mistrust(doubt: Array, size: float) -> Array:
    """Return how little to trust places, from 0 to 1, in a cloud of codes of a size.

    `doubt` is how far each moves if it is decoded and encoded again.
    """
    share = np.asarray(doubt, dtype=np.float64) / (size or 1.0)
    return np.clip((share - TRUSTED) / (DOUBTED - TRUSTED), 0.0, 1.0)


def trust_told(doubt: float, size: float) -> str:
    """Say how far a place can be trusted, in a cloud of codes of that size."""
    share = doubt / (size or 1.0)
    moves = tr(
        "decoded and encoded again, it moves {share:.0f} % of the cloud's size",
        share=100 * share,
    )
    if share <= TRUSTED:
        return tr("Trusted: {moves}.", moves=moves)
    if share <= DOUBTED:
        return tr("Less sure: {moves}.", moves=moves)
    return tr("Far from anything seen: {moves}.", moves=moves)


def fit_told(misfit: float) -> str:
    """Say how well a bell fits the codes, by Kolmogorov and Smirnov's D."""
    if misfit >= 1:
        words = tr("all codes are one, and so is what comes of them")
    elif misfit <= NEAR_BELL:
        words = tr("the codes are nearly a bell")
    elif misfit <= LIKE_BELL:
        words = tr("the codes are roughly a bell")
    else:
        words = tr("the codes are no bell: some draws fall into gaps")
    return f"D = {misfit:.3f}: {words}."
