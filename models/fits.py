"""What a model says of examples, against what it should say. No torch here.

Outputs are (O, G) or (O, N), as a `Prediction` has them. What is drawn of them is one
row of numbers, or, of three classes and more, a row for each.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.snapshots import Array, Data, OutputKind, Prediction, Ranking

FARTHEST = 1e6  # that an output may be, once it has diverged


class Decisions(NamedTuple):
    """How many examples are decided rightly and wrongly, of two classes."""

    right: int
    false_alarms: int  # of the first class, taken for the second
    misses: int  # of the second class, taken for the first
    first: int  # examples of the first class
    second: int


def heights(kind: OutputKind, outputs: Array) -> Array:
    """Return what is drawn of outputs (O, G): (1, G), or a row for each class.

    Of two classes that is the second one's, however many outputs there are.
    """
    rows: Array = np.clip(np.nan_to_num(outputs), -FARTHEST, FARTHEST)
    if kind == "spread":
        return rows[:1]
    return rows[1:] if kind == "shares" and len(rows) == 2 else rows


def spread(outputs: Array) -> Array:
    """Return σ (G,) of outputs (2, G)."""
    return np.asarray(np.clip(np.nan_to_num(outputs[1]), 0, FARTHEST))


def targets(prediction: Prediction) -> Array:
    """Return what should be said of each example (N,), on the axis it is drawn along.

    Of several classes each has its own curve, which should be 1.
    """
    own = prediction.data.targets[:, 0]
    if prediction.kind == "score":
        return 2 * own - 1
    return np.ones_like(own) if has_many(prediction) else own


def said(prediction: Prediction) -> Array:
    """Return what the walker's model says of each example (N,), on the same axis."""
    rows = heights(prediction.kind, prediction.fitted)
    if len(rows) == 1:
        return np.asarray(rows[0])
    classes = prediction.data.targets[:, 0].astype(np.intp)
    return np.asarray(rows[classes, np.arange(rows.shape[1])])


def in_picture(prediction: Prediction) -> NDArray[np.bool_]:
    """Tell of which examples (N,) what is said of them lies on the axis as drawn."""
    low, high = limits(prediction.data, prediction.kind)
    outputs = said(prediction)
    return np.asarray((outputs >= low) & (outputs <= high))


def has_many(prediction: Prediction) -> bool:
    """Tell whether there are more than two classes, with an output for each."""
    return len(prediction.data.classes) > 2


def mean_square(prediction: Prediction) -> float:
    """Return the mean of the squares on the residuals of the training examples."""
    is_in = ~prediction.data.is_held_out
    apart = (said(prediction) - targets(prediction))[is_in]
    return float((apart * apart).mean())


def levels(data: Data, kind: OutputKind) -> tuple[float, float]:
    """Return the outputs that are drawn in full orange and in full blue."""
    if data.has_classes:
        return (-2.0, 2.0) if kind == "score" else (0.0, 1.0)
    own = data.targets
    middle, deviation = float(own.mean()), float(own.std()) or 1.0
    return middle - 2 * deviation, middle + 2 * deviation


def limits(data: Data, kind: OutputKind) -> tuple[float, float]:
    """Return the ends of the axis along which outputs are drawn."""
    if kind == "score":
        return -2.5, 2.5
    low, high = 0.0, 1.0
    if not data.has_classes:
        low, high = map(float, data.ends[:, -1])
    margin = (0.15 if data.has_classes else 0.25) * (high - low) or 1.0
    return low - margin, high + margin


def border(prediction: Prediction, threshold: float) -> float:
    """Return the output from which on it is the second of two classes.

    Of numbers it is their middle: there colours change sides.
    """
    if not prediction.data.has_classes:
        return float(prediction.data.targets.mean())
    return prediction.middle if prediction.kind == "score" else threshold


def ranked(data: Data, kind: OutputKind, fitted: Array) -> Ranking | None:
    """Return the probabilities (O, N) of two classes in order; None if there are none.

    They are those of the examples that are learnt from.
    """
    if len(data.classes) != 2 or kind == "score":
        return None
    shares, is_second = heights(kind, fitted)[0], data.targets[:, 0] > 0.5
    is_in = ~data.is_held_out
    return Ranking(
        np.sort(shares[is_in & ~is_second]), np.sort(shares[is_in & is_second])
    )


def decide(ranking: Ranking, threshold: float) -> Decisions:
    """Return how right it is to decide for the second class above `threshold`."""
    first, second = len(ranking.first), len(ranking.second)
    calm = int(np.searchsorted(ranking.first, threshold, "right"))
    misses = int(np.searchsorted(ranking.second, threshold, "right"))
    right = calm + second - misses
    return Decisions(right, first - calm, misses, first, second)
