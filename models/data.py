"""Data sets: a few numpy lines each, or a small table that is shipped."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.catalog import DataChoice, DataName
from models.language import tr
from models.own_tables import table_of
from models.snapshots import Array, Data, frozen
from models.specs import DataSpec, Spec

TABLES = Path(__file__).resolve().parent.parent / "resources" / "data"

ABOVE = "000000000101001111001111111111"  # the classes of `threshold`, from -3 to 3


class Draw(NamedTuple):
    """What a maker is asked for."""

    samples: int
    noise: float
    labels: Array  # (N,) the class of each sample, for sets that start from it
    classes: int
    rng: np.random.Generator


Maker = Callable[[Draw], tuple[Array, Array]]
"""Inputs (N, D) and targets (N,) out."""


def six_points(draw: Draw) -> tuple[Array, Array]:
    """Points close to a line; the noise is added to the targets."""
    x = np.arange(6.0)[: draw.samples]
    t = np.array([-1.2, -0.1, 0.3, 1.6, 1.9, 3.2])[: draw.samples]
    return x[:, None], t + draw.noise * draw.rng.normal(size=draw.samples)


def tanh_curve(draw: Draw) -> tuple[Array, Array]:
    """T = 1.5 tanh(1.2 x) on [-2, 2]."""
    x = np.linspace(-2, 2, draw.samples)
    noise = draw.noise * draw.rng.normal(size=draw.samples)
    return x[:, None], 1.5 * np.tanh(1.2 * x) + noise


def threshold(draw: Draw) -> tuple[Array, Array]:
    """Mostly the second class above 0, on [-3, 3]; the noise is added to the inputs."""
    chosen = np.arange(draw.samples) * len(ABOVE) // draw.samples
    x = np.linspace(-3, 3, len(ABOVE))[chosen]
    labels = np.array([float(label) for label in ABOVE])[chosen]
    return (x + draw.noise * draw.rng.normal(size=draw.samples))[:, None], labels


def logistic(draw: Draw) -> tuple[Array, Array]:
    """The second class with a probability that a perceptron may say exactly."""
    x, chance = draw.rng.normal(size=draw.samples), draw.rng.random(draw.samples)
    z = 1.5 * x - 0.3 + draw.noise * draw.rng.normal(size=draw.samples)
    return x[:, None], (chance < _sigmoid(z)).astype(np.float64)


def blood_pressure(draw: Draw) -> tuple[Array, Array]:
    """Age and weight to systolic blood pressure; synthetic, anchored in public surveys.

    Rises with weight, and with age most steeply around 52, as in cohort studies.
    """
    inputs, _, pressure = _people(draw)
    return inputs, pressure


def heart_disease(draw: Draw) -> tuple[Array, Array]:
    """The same people: likelier ill the older, heavier and higher in pressure."""
    inputs, mean, pressure = _people(draw)
    age, weight = inputs.T
    odds = 0.075 * (age - 55) + 0.035 * (weight - 75) + 0.025 * (pressure - mean) - 2.2
    return inputs, (draw.rng.random(draw.samples) < _sigmoid(odds)).astype(np.float64)


def _people(draw: Draw) -> tuple[Array, Array, Array]:
    """Return age and weight (N, 2), the mean pressure of such people, and theirs."""
    rng, samples = draw.rng, draw.samples
    age = rng.uniform(20, 80, samples)
    weight = np.clip(rng.normal(73 + 0.08 * (age - 50), 13, samples), 45, 125)
    heavier = weight - 75
    mean = (
        108
        + 25 * _sigmoid((age - 52) / 5)
        + 0.22 * heavier
        + 0.007 * np.maximum(age - 45, 0) * heavier
    )
    pressure = mean + rng.normal(0, draw.noise, samples)
    return np.stack([age, weight], 1), mean, pressure


def _sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def blobs(draw: Draw) -> tuple[Array, Array]:
    """Round clouds on a circle; two are 3 apart."""
    angle = 2 * np.pi * draw.labels / draw.classes + 0.4
    centre = 1.5 * np.stack([np.cos(angle), np.sin(angle)], 1)
    return centre + draw.rng.normal(0, draw.noise, centre.shape), draw.labels


def moons(draw: Draw) -> tuple[Array, Array]:
    """Two interleaved half circles."""
    label = draw.labels
    angle = draw.rng.uniform(0, np.pi, draw.samples)
    x = np.where(label == 0, np.cos(angle), 1 - np.cos(angle)) - 0.5
    y = np.where(label == 0, np.sin(angle), 0.5 - np.sin(angle)) - 0.25
    points = 1.5 * np.stack([x, y], 1)
    return points + draw.rng.normal(0, 1.5 * draw.noise, points.shape), label


def circles(draw: Draw) -> tuple[Array, Array]:
    """A ring around a smaller one."""
    angle = draw.rng.uniform(0, 2 * np.pi, draw.samples)
    radius = np.where(draw.labels == 0, 1.5, 0.675)
    points = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    return points + draw.rng.normal(0, draw.noise, points.shape), draw.labels


def xor(draw: Draw) -> tuple[Array, Array]:
    """Four quadrants, as many points in each: by luck, random ones favour a line."""
    margin, quadrant = 0.15, np.arange(draw.samples) % 4
    signs = np.where(np.stack([quadrant & 1, quadrant & 2], 1) > 0, 1.0, -1.0)
    reach = draw.rng.uniform(0, 1, (draw.samples, 2))
    points = signs * (reach * (2 - margin) + margin)
    label = (signs.prod(1) > 0).astype(float)
    return points + draw.noise * draw.rng.normal(size=points.shape), label


def spiral(draw: Draw) -> tuple[Array, Array]:
    """Arms of one and a quarter turns."""
    along = np.sqrt(draw.rng.random(draw.samples)) * 0.95 + 0.05
    angle = 2.5 * np.pi * along + 2 * np.pi * draw.labels / draw.classes
    points = 2 * along[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    return points + draw.rng.normal(0, draw.noise, points.shape), draw.labels


MAKERS: dict[DataName, Maker] = {
    "six_points": six_points,
    "tanh_curve": tanh_curve,
    "blood_pressure": blood_pressure,
    "heart_disease": heart_disease,
    "blobs": blobs,
    "moons": moons,
    "circles": circles,
    "xor": xor,
    "spiral": spiral,
    "threshold": threshold,
    "logistic": logistic,
}
FILES: dict[DataName, str] = {
    "diabetes": "diabetes.csv",
    "progression": "diabetes.csv",
    "iris": "iris.csv",
    "wine": "wine.csv",
    "breast_cancer": "breast_cancer.csv",
}


def labels(spec: DataSpec) -> Array:
    """Return the class (N,) of each sample, in turn: so many of the first as asked."""
    numbers, classes = np.arange(spec.count), max(len(spec.choice.classes), 1)
    if spec.balance is None or classes == 1:
        return (numbers % classes).astype(np.float64)
    is_first = np.diff(np.floor((numbers + 1) * spec.balance + 1e-9), prepend=0) > 0
    others = 1 + np.cumsum(~is_first) % (classes - 1)
    return np.where(is_first, 0.0, others)


def read_table(name: DataName, wanted: tuple[str, ...]) -> Array:
    """Return the columns (N, C) that are `wanted` of a table that is shipped."""
    path = TABLES / FILES[name]
    heads = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    numbers = [heads.index(head) for head in wanted]
    return np.loadtxt(path, delimiter=",", skiprows=1, usecols=numbers, ndmin=2)


def data_of(spec: Spec) -> Data:
    """Return the examples of a network; of a formula none, under its name."""
    return _no_data(spec.formula) if spec.is_function else make_data(spec.data)


@lru_cache(maxsize=4)
def _no_data(formula: str) -> Data:
    inputs, targets = frozen(np.empty((0, 2))), frozen(np.empty((0, 1)))
    return Data(
        inputs, targets, np.empty(0, np.bool_), ("x", "y"), "loss", (), formula,
        tr("A formula has no data."), frozen(np.zeros(3)), frozen(np.ones(3)),
        ("x", "y", "loss"), ("", "", ""), frozen(np.zeros((2, 3))),
    )  # fmt: skip


@lru_cache(maxsize=4)
def make_data(spec: DataSpec) -> Data:
    """Return the examples that `spec` asks for.

    Of the held-out ones nothing is known while the others are standardised. Examples
    drawn by hand are seen in the scale of the set whose place they take, and in its
    frame: while one is dragged, neither the others nor the axes move.
    """
    choice, own = spec.choice, _set(spec.undrawn)
    examples, order = own
    if spec.points:
        examples = examples_of(spec)
        order = np.append(order, np.arange(len(order), len(examples)))
        order = order[order < len(examples)]
    shift, scale = np.zeros(examples.shape[1]), np.ones(examples.shape[1])
    if spec.is_standardised:
        known = slice(-1) if choice.has_classes else slice(None)  # no class is scaled
        learnt = np.sort(own.order[spec.undrawn.held_out :])
        shift[known], scale[known] = _scales(own.examples[learnt, known])
    seen = (examples - shift) / scale
    whole = np.vstack([seen, (own.examples - shift) / scale])
    *names, target = _labels(choice, spec.is_standardised)
    return Data(
        frozen(seen[:, :-1]), frozen(seen[:, -1:]), _first(order, spec.held_out),
        tuple(names), target,
        choice.classes, choice.title, choice.meaning, frozen(shift), frozen(scale),
        (*choice.input_names, choice.target_name), choice.units,
        frozen(np.stack([whole.min(0), whole.max(0)])),
    )  # fmt: skip


def examples_of(spec: DataSpec) -> Array:
    """Return inputs and targets (N, D + 1) in their own units."""
    if spec.points:
        return np.reshape(spec.points, (-1, len(spec.choice.inputs) + 1))
    return _set(spec).examples


class Drawn(NamedTuple):
    """Examples of a set, before anyone has looked at them."""

    examples: Array  # (N, D + 1) inputs and targets in their own units
    order: NDArray[np.intp]  # (N,) the first ones of it are held out


@lru_cache(maxsize=4)
def _set(spec: DataSpec) -> Drawn:
    """Return the examples of a set that none are drawn by hand in the place of."""
    rng = np.random.default_rng(spec.seed)
    if (maker := MAKERS.get(spec.name)) is None:
        rows = _rows(spec)
        # Tables may be sorted: of fewer rows, every so many.
        examples = rows[np.arange(spec.count) * len(rows) // spec.count]
    else:
        classes = len(spec.choice.classes)
        draw = Draw(spec.count, spec.noise_level, labels(spec), classes, rng)
        examples = np.column_stack(maker(draw))
    return Drawn(frozen(examples), rng.permutation(spec.count))


def _rows(spec: DataSpec) -> Array:
    """Return the chosen columns (N, D + 1) of a table, the target last."""
    if spec.is_own:
        table = table_of(spec)
        return np.column_stack([table.inputs, table.targets])
    return read_table(spec.name, (*spec.choice.inputs, spec.choice.target))


def _first(order: NDArray[np.intp], few: int) -> NDArray[np.bool_]:
    """Return which are the first `few` of an order: more add to fewer."""
    is_first = np.zeros(len(order), dtype=np.bool_)
    is_first[order[:few]] = True
    is_first.setflags(write=False)
    return is_first


def _scales(known: Array) -> tuple[Array, Array]:
    """Return means and deviations (D,) of columns; constants have the deviation 1."""
    deviation = known.std(0)
    return known.mean(0), np.where(deviation > 0, deviation, 1.0)


def _labels(choice: DataChoice, standardise: bool) -> list[str]:
    """Return the axis label of each input and of the target."""
    labels = []
    names = (*choice.input_names, choice.target_name)
    for name, unit in zip(names, choice.units, strict=True):
        is_class = name == choice.target_name and choice.has_classes
        remarks = [unit] * bool(unit) + [tr("standardised")] * (
            standardise and not is_class
        )
        labels.append(f"{name} ({', '.join(remarks)})" if remarks else name)
    return labels
