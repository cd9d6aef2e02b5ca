"""Which examples a step follows."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.specs import BatchSpec


def batch_at(samples: int, spec: BatchSpec, seen: int) -> NDArray[np.intp] | None:
    """Return which examples the next gradient is computed from; None for all of them.

    Each epoch is a new shuffle, cut into batches in order; the last may be short. With
    replacement each batch is drawn from all.
    """
    if spec.size == 0 or spec.size >= samples:
        return None
    if spec.replace:
        rng = np.random.default_rng([spec.seed, samples, seen])
        return rng.integers(samples, size=spec.size)
    epoch, place = divmod(seen, samples)
    order = _shuffled(samples, spec.seed, epoch)
    return order[place : place + spec.size]


def batch_length(samples: int, spec: BatchSpec, seen: int) -> int:
    """Return how many examples the next gradient is computed from."""
    if spec.size == 0 or spec.size >= samples:
        return samples
    return spec.size if spec.replace else min(spec.size, samples - seen % samples)


@lru_cache(maxsize=32)
def _shuffled(samples: int, seed: int, epoch: int) -> NDArray[np.intp]:
    return np.random.default_rng([seed, epoch]).permutation(samples)
