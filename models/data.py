"""Data sets: a few numpy lines each, or a small table that is shipped."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.catalog import DataChoice, DataName
from models.snapshots import Array, Data, frozen
from models.specs import DataSpec, Spec

TABLES = Path(__file__).resolve().parent.parent / "resources" / "data"

Maker = Callable[[int, float, np.random.Generator], tuple[Array, Array]]
"""Samples and noise in, inputs (N, D) and targets (N,) out."""


def six_points(
    samples: int, noise: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Points close to a line; the noise is added to the targets."""
    x = np.arange(6.0)[:samples]
    t = np.array([-1.2, -0.1, 0.3, 1.6, 1.9, 3.2])[:samples]
    return x[:, None], t + noise * rng.normal(size=samples)


def tanh_curve(
    samples: int, noise: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """T = 1.5 tanh(1.2 x) on [-2, 2]."""
    x = np.linspace(-2, 2, samples)
    return x[:, None], 1.5 * np.tanh(1.2 * x) + noise * rng.normal(size=samples)


def blood_pressure(
    samples: int, noise: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Age and weight to systolic blood pressure; synthetic, anchored in public surveys.

    Rises with weight, and with age most steeply around 52, as in cohort studies.
    """
    age = rng.uniform(20, 80, samples)
    weight = np.clip(rng.normal(73 + 0.08 * (age - 50), 13, samples), 45, 125)
    heavier = weight - 75
    mean = (
        108
        + 25 / (1 + np.exp((52 - age) / 5))
        + 0.22 * heavier
        + 0.007 * np.maximum(age - 45, 0) * heavier
    )
    return np.stack([age, weight], 1), mean + rng.normal(0, noise, samples)


def diabetes(
    samples: int, noise: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Age and body mass index to mean blood pressure, 442 people."""
    table = np.loadtxt(TABLES / "diabetes.csv", delimiter=",", skiprows=1)[:samples]
    return table[:, :2], table[:, 2]


def _two_classes(samples: int) -> Array:
    return np.arange(samples, dtype=np.float64) % 2


def blobs(samples: int, noise: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Two round clouds, 3 apart."""
    label = _two_classes(samples)
    angle = np.pi * label + 0.4
    centre = 1.5 * np.stack([np.cos(angle), np.sin(angle)], 1)
    return centre + rng.normal(0, noise, (samples, 2)), label


def moons(samples: int, noise: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Two interleaved half circles."""
    label = _two_classes(samples)
    angle = rng.uniform(0, np.pi, samples)
    x = np.where(label == 0, np.cos(angle), 1 - np.cos(angle)) - 0.5
    y = np.where(label == 0, np.sin(angle), 0.5 - np.sin(angle)) - 0.25
    points = 1.5 * np.stack([x, y], 1)
    return points + rng.normal(0, 1.5 * noise, (samples, 2)), label


def circles(
    samples: int, noise: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """A ring around a smaller one."""
    label = _two_classes(samples)
    angle = rng.uniform(0, 2 * np.pi, samples)
    radius = np.where(label == 0, 1.5, 0.675)
    points = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    return points + rng.normal(0, noise, (samples, 2)), label


def xor(samples: int, noise: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Four quadrants, as many points in each: by luck, random ones favour a line."""
    margin, quadrant = 0.15, np.arange(samples) % 4
    signs = np.where(np.stack([quadrant & 1, quadrant & 2], 1) > 0, 1.0, -1.0)
    points = signs * (rng.uniform(0, 1, (samples, 2)) * (2 - margin) + margin)
    label = (signs.prod(1) > 0).astype(float)
    return points + noise * rng.normal(size=points.shape), label


def spiral(samples: int, noise: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Two arms of one and a quarter turns."""
    label = _two_classes(samples)
    along = np.sqrt(rng.random(samples)) * 0.95 + 0.05
    angle = 2.5 * np.pi * along + np.pi * label
    points = 2 * along[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    return points + rng.normal(0, noise, (samples, 2)), label


MAKERS: dict[DataName, Maker] = {
    "six_points": six_points,
    "tanh_curve": tanh_curve,
    "blood_pressure": blood_pressure,
    "diabetes": diabetes,
    "blobs": blobs,
    "moons": moons,
    "circles": circles,
    "xor": xor,
    "spiral": spiral,
}


def data_of(spec: Spec) -> Data:
    """Return the examples of a network; of a formula none, under its name."""
    return _no_data(spec.formula) if spec.is_function else make_data(spec.data)


@lru_cache(maxsize=4)
def _no_data(formula: str) -> Data:
    inputs, targets = frozen(np.empty((0, 2))), frozen(np.empty((0, 1)))
    return Data(
        inputs, targets, np.empty(0, np.bool_), ("x", "y"), "loss",
        has_classes=False, title=formula, note="A formula has no data.",
    )  # fmt: skip


@lru_cache(maxsize=4)
def make_data(spec: DataSpec) -> Data:
    """Return the examples that `spec` asks for.

    Of the held-out ones nothing is known while the others are standardised.
    """
    choice, rng = spec.choice, np.random.default_rng(spec.seed)
    inputs, targets = MAKERS[spec.name](spec.count, spec.noise_level, rng)
    targets = targets[:, None]
    is_held_out = _chosen(spec.held_out, spec.count, rng)
    if spec.is_standardised:
        inputs = _standardised(inputs, ~is_held_out)
        if not choice.has_classes:
            targets = _standardised(targets, ~is_held_out)
    *labels, target = _labels(choice, spec.is_standardised)
    return Data(
        frozen(inputs), frozen(targets), is_held_out, tuple(labels), target,
        choice.has_classes, choice.title, choice.meaning,
    )  # fmt: skip


def _chosen(few: int, count: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return which of `count` are the first `few` of a shuffle: more add to fewer."""
    is_chosen = np.zeros(count, dtype=np.bool_)
    is_chosen[rng.permutation(count)[:few]] = True
    is_chosen.setflags(write=False)
    return is_chosen


def _standardised(columns: Array, is_known: NDArray[np.bool_]) -> Array:
    """Return (N, D) with mean 0 and deviation 1 in each column of what `is_known`.

    Constants become 0.
    """
    known = columns[is_known]
    deviation = known.std(0)
    scaled: Array = (columns - known.mean(0)) / np.where(deviation > 0, deviation, 1)
    return scaled


def _labels(choice: DataChoice, standardise: bool) -> list[str]:
    """Return the axis label of each input and of the target."""
    labels = []
    for name, unit in zip((*choice.inputs, choice.target), choice.units, strict=True):
        is_class = name == choice.target and choice.has_classes
        remarks = [unit] * bool(unit) + ["standardised"] * (
            standardise and not is_class
        )
        labels.append(f"{name} ({', '.join(remarks)})" if remarks else name)
    return labels
