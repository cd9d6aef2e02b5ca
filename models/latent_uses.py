"""What codes are good for without a decoder: classes and numbers guessed from them.

The same is done with raw pixels and with principal components, to compare. Few lines of
numpy each; rows are (N, D), and what is learnt from comes before what is guessed for.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.images import Floats
from models.snapshots import Array

Rows = Floats | Array
Numbers = NDArray[np.int64]
CHUNK = 500  # rows whose distances to all others are held at once
ROUNDS, DECAY = 200, 1e-3  # of logistic regression: steps, and λ
RIDGE = 1e-2  # λ of linear regression, for each row
WIDE = 500  # numbers of a row, and rows, beyond which not all components are found
SPARE, PASSES, CLOSE = 10, 20, 1e-5  # of subspace iteration
SAFE = 1.05  # times a curvature that was found from below


class Principal(NamedTuple):
    """Principal components: the linear autoencoder with the least squared error."""

    mean: Array  # (D,)
    axes: Array  # (D, k), orthonormal

    def encode(self, rows: Rows) -> Array:
        """Return the codes (N, k)."""
        return (rows - self.mean) @ self.axes

    def decode(self, codes: Rows) -> Array:
        """Return rows (N, D)."""
        back: Array = codes @ self.axes.T + self.mean
        return back


def principal(rows: Rows, count: int) -> Principal:
    """Return the first `count` principal components of `rows`.

    Of many wide rows all components would take minutes: the first are found by
    subspace iteration (Halko, Martinsson and Tropp, 2011), as exactly as is drawn.
    """
    if min(rows.shape) > WIDE and 4 * count < min(rows.shape):
        mean = rows.mean(0, dtype=np.float64)
        return Principal(mean, _leading(rows - mean.astype(rows.dtype), count))
    wide = np.asarray(rows, dtype=np.float64)
    mean = wide.mean(0)
    centred = wide - mean
    if len(rows) < wide.shape[1]:  # the smaller of two matrices with the same values
        sizes, left = np.linalg.eigh(centred @ centred.T)
        axes = centred.T @ left[:, ::-1][:, :count]
        axes /= np.maximum(np.sqrt(np.maximum(sizes[::-1][:count], 0)), 1e-12)
    else:
        axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :count]
    return Principal(mean, axes)


def _leading(centred: Rows, count: int) -> Array:
    """Return the axes (D, count) along which `centred` rows differ most."""
    rng = np.random.default_rng(0)
    axes = rng.normal(size=(centred.shape[1], count + SPARE))
    found = 0.0
    for _ in range(PASSES):
        seen = centred @ axes.astype(centred.dtype)
        axes = np.linalg.qr((centred.T @ seen).astype(np.float64))[0]
        before, found = found, float(np.square(seen, dtype=np.float64).sum())
        if abs(found - before) < CLOSE * found:
            break
    seen = (centred @ axes.astype(centred.dtype)).astype(np.float64)
    turn = np.linalg.eigh(seen.T @ seen)[1][:, ::-1]
    leading: Array = (axes @ turn)[:, :count]
    return leading


def neighbours(known: Rows, rows: Rows, count: int) -> NDArray[np.intp]:
    """Return the numbers (N, count) of the `known` rows nearest to each of `rows`.

    Where fewer are known they are all.
    """
    count = min(count, len(known))
    squares = np.square(known).sum(1)
    found = []
    for start in range(0, len(rows), CHUNK):
        away = squares - 2 * rows[start : start + CHUNK] @ known.T
        found.append(np.argpartition(away, count - 1, 1)[:, :count])
    return np.concatenate(found)


def nearest_distances(known: Rows, rows: Rows) -> Array:
    """Return the mean squared difference (N,) to the nearest of the `known` rows."""
    nearest = known[neighbours(known, rows, 1)[:, 0]]
    distances: Array = np.square(nearest - rows).mean(1)
    return distances


def guess_by_neighbours(
    known: Rows, classes: Numbers, rows: Rows, count: int = 5
) -> Numbers:
    """Return the class (N,) that most of the nearest neighbours have."""
    votes = classes[neighbours(known, rows, count)]
    most = int(classes.max()) + 1
    tally = np.stack([(votes == number).sum(1) for number in range(most)], 1)
    guesses: Numbers = tally.argmax(1)
    return guesses


def guess_by_means(known: Rows, classes: Numbers, rows: Rows) -> Numbers:
    """Return the class (N,) whose mean is nearest."""
    numbers = np.unique(classes)
    means = np.stack([known[classes == number].mean(0) for number in numbers])
    guesses: Numbers = numbers[neighbours(means, rows, 1)[:, 0]]
    return guesses


def guess_by_regression(known: Rows, classes: Numbers, rows: Rows) -> Numbers:
    """Return the likeliest class (N,), by logistic regression on standardised rows.

    It has a weight decay of DECAY and goes downhill by Nesterov's accelerated steps of
    length 1/L, L the largest curvature there may be.
    """
    learnt, asked = _standardised(known, rows)
    numbers = np.unique(classes)
    weights = _soft_weights(learnt, (classes[:, None] == numbers).astype(learnt.dtype))
    guesses: Numbers = numbers[(asked @ weights).argmax(1)]
    return guesses


def _standardised(known: Rows, rows: Rows) -> tuple[Any, Any]:
    """Return both in units of the standard deviations of `known`, and a 1."""
    shift, scale = known.mean(0), known.std(0) + 1e-6
    learnt, asked = (
        np.hstack([(some - shift) / scale, np.ones((len(some), 1), some.dtype)])
        for some in (known, rows)
    )
    return learnt, asked


def _curvature(rows: Any) -> float:
    """Return the largest eigenvalue of the rows' second moments, by power iteration."""
    axis = rows.mean(0) + rows.std(0)
    size = 0.0
    for _ in range(PASSES):
        axis = rows.T @ (rows @ (axis / np.linalg.norm(axis)))
        size = float(np.linalg.norm(axis))
    return SAFE * size / len(rows)


def _soft_weights(rows: Any, goals: Any) -> Any:
    """Return the weights (D, K) of softmax regression to one-hot `goals` (N, K)."""
    rate = rows.dtype.type(1 / (0.5 * _curvature(rows) + DECAY))
    weights = ahead = np.zeros((rows.shape[1], goals.shape[1]), rows.dtype)
    for index in range(ROUNDS):
        sums = rows @ ahead
        shares = np.exp(sums - sums.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        slope = rows.T @ (shares - goals) / len(rows) + DECAY * ahead
        before, weights = weights, ahead - rate * slope
        ahead = weights + index / (index + 3) * (weights - before)
    return weights


def explained(
    known: Rows, values: Array, rows: Rows, goals: Array, count: int
) -> float:
    """Return R² of an attribute, guessed as the mean of the nearest neighbours'."""
    guesses = values[neighbours(known, rows, count)].mean(1)
    return float(1 - np.square(goals - guesses).mean() / goals.var())


def linearly_explained(known: Rows, values: Array, rows: Rows, goals: Array) -> float:
    """Return R² of an attribute, guessed by least squares from standardised rows.

    A little weight decay keeps it sensible where rows have more numbers than there are.
    """
    learnt, asked = (part[:, :-1] for part in _standardised(known, rows))
    middle = values.mean()
    weights = _ridge(np.asarray(learnt, np.float64), values - middle)
    guesses = middle + asked @ weights
    return float(1 - np.square(goals - guesses).mean() / goals.var())


def _ridge(rows: Array, goals: Array) -> Array:
    """Return the weights (D,) of ridge regression, by the smaller of two systems."""
    count, width = rows.shape
    decay = RIDGE * count
    if count < width:
        inner = rows @ rows.T + decay * np.eye(count)
        return rows.T @ np.linalg.solve(inner, goals)
    return np.linalg.solve(rows.T @ rows + decay * np.eye(width), rows.T @ goals)


def accuracy(guesses: Numbers, classes: Numbers) -> float:
    """Return the share of right guesses."""
    return float((guesses == classes).mean())
