"""Codes for a decoder alone: samples of a normal distribution fitted to a cloud.

To compare: a box in which all is as likely, and a distribution for each class.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import erf, exp, lgamma, log, sqrt

import numpy as np

from models.images import Floats
from models.language import tr
from models.snapshots import Array, frozen

EDGE = 100  # points of an ellipse


@dataclass(frozen=True, slots=True, eq=False)
class Bell:
    """A multivariate normal distribution."""

    mean: Array  # (k,)
    covariance: Array  # (k, k)

    @property
    def numbers(self) -> int:
        """How many numbers it takes: 152 for k = 16."""
        k = len(self.mean)
        return k + k * (k + 1) // 2


def fitted(codes: Floats | Array) -> Bell:
    """Return the likeliest normal distribution of codes (N, k).

    Raises:
        ValueError: there are too few codes.
    """
    if len(codes) < 2:
        raise ValueError(tr("a normal distribution needs at least 2 codes"))
    wide = np.asarray(codes, dtype=np.float64)
    covariance = np.cov(wide.T, bias=True).reshape(wide.shape[1], wide.shape[1])
    return Bell(frozen(wide.mean(0)), frozen(covariance))


def bells_of(codes: Floats | Array, classes: Array) -> Iterator[Bell]:
    """Yield a bell for each class that codes (N, k) have, from the lowest number."""
    for number in np.unique(classes):
        yield fitted(codes[classes == number])


def drawn(bell: Bell, count: int, seed: int) -> Floats:
    """Return `count` codes (count, k) drawn from `bell`, also where it is flat."""
    standard = np.random.default_rng(seed).standard_normal((count, len(bell.mean)))
    return (bell.mean + standard @ _root(bell).T).astype(np.float32)


def drawn_in_box(codes: Floats | Array, count: int, seed: int) -> Floats:
    """Return codes (count, k) from all over the box that just holds `codes`."""
    rng = np.random.default_rng(seed)
    box = rng.uniform(codes.min(0), codes.max(0), (count, codes.shape[1]))
    return box.astype(np.float32)


def ellipse(bell: Bell, axes: Array, sigmas: float) -> Array:
    """Return points (EDGE, 2), a closed line at so many σ, seen along axes (k, 2).

    They are relative to where the mean is seen.
    """
    seen = Bell(frozen([0, 0]), frozen(axes.T @ bell.covariance @ axes))
    turns = np.linspace(0, 2 * np.pi, EDGE)
    circle = np.column_stack([np.cos(turns), np.sin(turns)])
    return sigmas * circle @ _root(seen).T


def distances(bell: Bell, codes: Floats | Array) -> Array:
    """Return the squared Mahalanobis distances (N,) of codes to the mean."""
    away = np.asarray(codes, dtype=np.float64) - bell.mean
    squares: Array = np.einsum(
        "nk,kl,nl->n", away, np.linalg.pinv(bell.covariance), away
    )
    return squares


def misfit(bell: Bell, codes: Floats | Array) -> float:
    """Return how far codes are from `bell`, from 0 to 1: Kolmogorov and Smirnov's D.

    It compares their squared distances with the χ² that they would have: D is the
    largest difference between the shares of codes within a distance.
    """
    found = np.sort(distances(bell, codes))
    expected = np.array([chi_square_share(float(x), len(bell.mean)) for x in found])
    steps = np.arange(len(found) + 1) / len(found)
    return float(max((steps[1:] - expected).max(), (expected - steps[:-1]).max()))


def chi_square_share(x: float, freedom: int) -> float:
    """Return the probability that χ² is at most `x`, from its value two degrees lower.

    P(x; k + 2) = P(x; k) - (x/2)^(k/2) e^(-x/2) / Γ(k/2 + 1).
    """
    if x <= 0:
        return 0.0
    half = x / 2
    share = erf(sqrt(half)) if freedom % 2 else 1 - exp(-half)
    for k in range(2 - freedom % 2, freedom, 2):
        share -= exp(k / 2 * log(half) - half - lgamma(k / 2 + 1))
    return min(max(share, 0.0), 1.0)


def _root(bell: Bell) -> Array:
    """Return a matrix that makes standard normal numbers those of `bell`."""
    values, vectors = np.linalg.eigh(bell.covariance)
    root: Array = vectors * np.sqrt(np.maximum(values, 0))
    return root
