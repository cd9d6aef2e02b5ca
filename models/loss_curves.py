"""What predictions cost: curves of losses, and where the data's own lie on them.

G places along an axis, C curves of a loss, M examples, O outputs.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.activations import sigmoid
from models.catalog import LossName, LossOverName
from models.functions import FunctionObjective
from models.language import tr
from models.losses import make_loss
from models.objectives import NetworkObjective, make_objective
from models.scales import rounded_up
from models.sharing import softmax
from models.snapshots import Array, Shelf, ShelfCurve, frozen
from models.specs import Spec, StartSpec

POINTS, MOST = 400, 300  # steps along the axis; examples that are drawn
LEAST, LEAST_LOGIT = 0.5, 3.0  # how far an axis of errors, and one of z, reaches
FARTHEST = 1e6
DEEPEST = 30.0  # log-odds of the surest probability on an axis
CORNERS = (-1.0, 0.0, 1.0)  # of losses, which lie on the grid
OVER: dict[tuple[bool, LossOverName], str] = {  # of classes, or not
    (False, "output"): "y − t",
    (False, "prediction"): "y",
    (True, "output"): "z",
    (True, "prediction"): "p",
}


def shelf_of(spec: Spec, theta: Array) -> Shelf | None:
    """Return what the model at `theta` (P,) pays, and what it might; a formula none."""
    objective = make_objective(spec)
    if isinstance(objective, FunctionObjective):
        return None
    targets = objective.targets.numpy()
    with np.errstate(all="ignore"):  # infinite where a descent diverged
        outputs = objective.raw(theta[None], objective.inputs.numpy())[0]  # (O, N)
        losses = objective.loss.value(outputs, targets).sum(0)
        places = _places(spec, outputs, targets)
        mean, total = float(losses.mean()), float(losses.sum())
    chosen = min(spec.view.example, objective.samples - 1)
    numbers = _shown(spec, chosen, np.isfinite(losses) & np.isfinite(places))
    axis = _axis(spec, places[numbers])
    target, spread = _held(spec, outputs[:, chosen], targets[:, chosen])
    name = OVER[spec.data.choice.has_classes, spec.loss_over]
    found = np.flatnonzero(numbers == chosen)
    return Shelf(
        frozen(axis),
        tr("p of the true class") if _is_many(spec) else name,
        tuple(curve_of(spec, each, axis, target, spread) for each in spec.shelved),
        numbers,
        _classes(spec, objective)[numbers],
        frozen(places[numbers]),
        frozen(losses[numbers]),
        int(found[0]) if len(found) else None,
        mean,
        total if spec.loss.reduction == "sum" else None,
    )


def curve_of(
    spec: Spec,
    name: LossName,
    axis: Array,
    target: float = 0.0,
    log_spread: float = 0.0,
) -> ShelfCurve:
    """Return the loss `name` along `axis` (G,), for each class that may be true.

    The slope is that along the axis. Where more than two classes share what the true
    one leaves, all others are alike.

    Args:
        spec: says what runs along the axis.
        name: of a loss that suits the data.
        axis: errors, log-odds or probabilities.
        target: of numbers, 0 where errors run along the axis.
        log_spread: the second output of a normal distribution.
    """
    own = _only(spec, name)
    z, along, t = _ways(own, spec.loss_over, axis, target, log_spread)
    loss = make_loss(own)
    values = loss.value(z.copy(), t).sum(-2)
    slopes = (loss.slope(z, t) * along).sum(-2)
    unit = "bits" if own.is_in_bits else ""
    return ShelfCurve(name, frozen(values), frozen(slopes), unit)


def _only(spec: Spec, name: LossName) -> Spec:
    """Return a spec of the same data with another loss, which has other parameters."""
    return Spec(data=spec.data, loss=replace(spec.loss, name=name), start=StartSpec())


def _ways(
    spec: Spec, over: LossOverName, x: Array, target: float, log_spread: float
) -> tuple[Array, Array, Array]:
    """Return outputs z (C, O, G), dz/dx, and targets (C, O or 1, 1), along an axis."""
    outputs, classes = spec.outputs, len(spec.data.choice.classes)
    if classes > 2:
        rest = np.full((classes - 1, len(x)), 1 / (1 - x))
        z = np.stack([np.log(x), *np.log((1 - x) / (classes - 1) + 0 * rest)])
        return z[None], np.stack([1 / x, *-rest])[None], np.eye(classes)[:1, :, None]
    if classes == 2:
        is_share = over == "prediction"
        odds = np.log(x / (1 - x)) if is_share else x
        pace = 1 / (x * (1 - x)) if is_share else np.ones_like(x)
        parts = np.array([[-0.5], [0.5]] if outputs == 2 else [[1.0]])
        t = np.eye(2)[..., None] if outputs == 2 else np.arange(2.0)[:, None, None]
        both = np.repeat((parts * odds)[None], 2, 0)
        return both, np.repeat((parts * pace)[None], 2, 0), t
    rest = np.full((outputs - 1, len(x)), log_spread)
    z = np.stack([x, *rest])[None]
    return z, np.stack([np.ones_like(x), *0 * rest])[None], np.full((1, 1, 1), target)


def _places(spec: Spec, z: Array, t: Array) -> Array:
    """Return where examples (N,) lie on the axis, of outputs z (O, N)."""
    over = spec.loss_over
    if not spec.data.choice.has_classes:
        predictions: Array = z[0]
        return predictions - t[0] if over == "output" else predictions
    if _is_many(spec):
        shares: Array = (softmax(z) * t).sum(0)
        return shares
    odds: Array = z[1] - z[0] if len(z) == 2 else z[0].copy()
    return odds if over == "output" else sigmoid(odds)


def _axis(spec: Spec, places: Array) -> Array:
    """Return an axis (G,) that holds `places`, in round numbers: it does not jump."""
    if spec.data.choice.has_classes and spec.loss_over == "prediction":
        sure = sigmoid(np.linspace(-DEEPEST, DEEPEST, POINTS))
        return np.union1d(sure, np.linspace(0.0, 1.0, POINTS // 2 + 1)[1:-1])
    corners, least = CORNERS, LEAST_LOGIT
    if not spec.data.choice.has_classes:
        delta = spec.loss.delta if "huber" in spec.shelved else 0.0
        corners, least = (-delta, 0.0, delta), max(LEAST, 1.5 * delta)
    sizes = np.abs(places).clip(max=FARTHEST)
    end = rounded_up(max(least, float(sizes.max(initial=0.0))))
    return np.union1d(np.linspace(-end, end, POINTS + 1), corners)


def _shown(spec: Spec, chosen: int, is_finite: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the numbers (M,) of examples that are drawn, the `chosen` one included."""
    if not spec.data.choice.has_classes and spec.loss_over == "prediction":
        numbers = np.array([chosen])  # others have other targets, and so other curves
    else:
        last = len(is_finite) - 1
        spaced = np.linspace(0, last, min(last + 1, MOST)).round()
        numbers = np.union1d(spaced.astype(np.intp), chosen)
    found: NDArray[np.intp] = numbers[is_finite[numbers]]
    return found


def _held(spec: Spec, outputs: Array, targets: Array) -> tuple[float, float]:
    """Return the target and the logarithm of the spread of the chosen example."""
    spread = outputs[1] if spec.loss_name == "normal" else 0.0
    has_target = not spec.data.choice.has_classes and spec.loss_over == "prediction"
    held = float(spread) if np.isfinite(spread) else 0.0
    return float(targets[0]) if has_target else 0.0, held


def _classes(spec: Spec, objective: NetworkObjective) -> NDArray[np.intp]:
    targets: Array = objective.targets.numpy()
    if not spec.data.choice.has_classes:
        return np.zeros(objective.samples, np.intp)
    return np.asarray(
        targets.argmax(0) if len(targets) > 1 else targets[0], dtype=np.intp
    )


def _is_many(spec: Spec) -> bool:
    return len(spec.data.choice.classes) > 2
