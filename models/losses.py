"""Losses: how wrong the outputs z of a network are for a target t, and the slope in z.

Arrays are (..., O, N), of numpy or of torch, samples last. Targets are one row of
numbers or of class numbers, or a row of 0 and 1 for each class where there is an output
for each. Sources: Bishop (2006), ch. 4; Huber (1964); Cortes and Vapnik (1995).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import softplus

from models.activations import Numbers, sigmoid
from models.catalog import LOSSES
from models.densities import CONSTANT
from models.sharing import softmax
from models.snapshots import Array
from models.specs import LossSpec, Spec

WIDEST = 30.0  # logarithm of the spread of a normal distribution, at most


class Value(Protocol):
    """How wrong z is for t, in parts that add up along the second last axis."""

    def __call__(self, z: Numbers, t: Numbers) -> Numbers:
        """Return the loss."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss with its link, the function that turns outputs into a prediction."""

    value: Value
    slope: Callable[[Array, Array], Array]  # (z, t) -> d loss / dz
    link: Callable[[Array], Array]  # z -> y
    middle: float = 0.5  # of one output: what is above it is the second class


# Numbers


def _squared(z: Numbers, t: Numbers) -> Numbers:
    apart = z - t
    apart *= apart
    return apart


def _absolute(z: Numbers, t: Numbers) -> Numbers:
    apart: Numbers = abs(z - t)
    return apart


def _huber(delta: float) -> Loss:
    """½ e² up to δ, and from there on the straight line that goes on from it."""

    def value(z: Numbers, t: Numbers) -> Numbers:
        size = abs(z - t)
        near = size.clip(max=delta)
        far: Numbers = near * (size - 0.5 * near)
        return far

    return Loss(value, lambda z, t: np.clip(z - t, -delta, delta), _same)


def _normal(z: Numbers, t: Numbers) -> Numbers:
    """-log N(t; μ, σ²), of the outputs μ and log σ."""
    mean, log_spread = z[..., :1, :], z[..., 1:, :].clip(-WIDEST, WIDEST)
    apart = (t - mean) * _exp(-log_spread)
    minus: Numbers = 0.5 * apart * apart + log_spread + CONSTANT
    return minus


def _normal_slope(z: Array, t: Array) -> Array:
    mean, log_spread = z[..., :1, :], z[..., 1:, :]
    inside = np.clip(log_spread, -WIDEST, WIDEST)
    apart = (t - mean) * np.exp(-inside)
    by_spread = (1 - apart * apart) * (inside == log_spread)
    return np.concatenate([-apart * np.exp(-inside), by_spread], -2)


def _normal_link(z: Array) -> Array:
    """Return the mean and the spread σ."""
    spread = np.exp(np.clip(z[..., 1:, :], -WIDEST, WIDEST))
    return np.concatenate([z[..., :1, :], spread], -2)


# Two classes, one output


def _squared_sigmoid(z: Numbers, t: Numbers) -> Numbers:
    return _squared(torch.sigmoid(z) if isinstance(z, Tensor) else _logistic(z), t)


def _squared_sigmoid_slope(z: Array, t: Array) -> Array:
    y = _logistic(z)
    return 2 * (y - t) * y * (1 - y)


def _log(z: Numbers, t: Numbers) -> Numbers:
    """-log y for t = 1, -log(1 - y) for t = 0, with y = sigmoid(z).

    So it is exact where y is 0 or 1 but for rounding.
    """
    turned = z * (1 - 2 * t)
    return softplus(turned) if isinstance(turned, Tensor) else np.logaddexp(0, turned)


def _hinge(z: Numbers, t: Numbers) -> Numbers:
    return (1 - (2 * t - 1) * z).clip(0)


def _hinge_slope(z: Array, t: Array) -> Array:
    sign = 2 * t - 1
    return np.where(sign * z < 1, -sign, 0.0)


def _errors(z: Numbers, t: Numbers) -> Numbers:
    """1 where the class is wrong; an output of 0 is the first class."""
    wrong: Numbers = 1.0 * ((z > 0) != (t > 0.5))
    return wrong


# More classes, an output for each


def _cross_entropy(z: Numbers, t: Numbers) -> Numbers:
    """-log y of the true class, with y = softmax(z)."""
    return t * (_log_sum_exp(z) - z)


def _errors_of_many(z: Numbers, t: Numbers) -> Numbers:
    wrong: Numbers = 1.0 * (z.argmax(-2) != t.argmax(-2))
    return wrong[..., None, :]


def _log_sum_exp(z: Numbers) -> Numbers:
    if isinstance(z, Tensor):
        return torch.logsumexp(z, -2, keepdim=True)
    highest = z.max(-2, keepdims=True)
    logs: Array = highest + np.log(np.exp(z - highest).sum(-2, keepdims=True))
    return logs


def _exp(z: Numbers) -> Numbers:
    return z.exp() if isinstance(z, Tensor) else np.exp(z)


def _same(z: Array) -> Array:
    return z


def _logistic(z: Array) -> Array:
    return sigmoid(z.copy())


SQUARED = Loss(_squared, lambda z, t: 2 * (z - t), _same)
SQUARED_SIGMOID = Loss(_squared_sigmoid, _squared_sigmoid_slope, _logistic)
ABSOLUTE = Loss(_absolute, lambda z, t: np.sign(z - t), _same)
NORMAL = Loss(_normal, _normal_slope, _normal_link)
LOG = Loss(_log, lambda z, t: _logistic(z) - t, _logistic)
HINGE = Loss(_hinge, _hinge_slope, _same, middle=0.0)
ERRORS = Loss(_errors, lambda z, t: np.zeros_like(z), _logistic)
CROSS_ENTROPY = Loss(_cross_entropy, lambda z, t: softmax(z) - t, softmax)
ERRORS_OF_MANY = Loss(_errors_of_many, lambda z, t: np.zeros_like(z), softmax)


def make_loss(spec: Spec) -> Loss:
    """Return the loss that `spec` asks for, on its data."""
    name, classes = spec.loss_name, len(spec.data.choice.classes)
    if name == "huber":
        return _huber(spec.loss.delta)
    if name == "squared":
        return SQUARED_SIGMOID if classes else SQUARED
    if name == "errors":
        return ERRORS if classes == 2 else ERRORS_OF_MANY
    plain = {
        "absolute": ABSOLUTE,
        "normal": NORMAL,
        "log": LOG,
        "hinge": HINGE,
        "cross_entropy": CROSS_ENTROPY,
    }[name]
    return _in_base(plain, spec.loss) if "base" in LOSSES[name].uses else plain


def _in_base(loss: Loss, spec: LossSpec) -> Loss:
    """Return `loss` with its logarithm to another base: only the scale changes."""
    if spec.base == "e":
        return loss
    bits = 1 / math.log(2)

    def value(z: Numbers, t: Numbers) -> Numbers:
        return bits * loss.value(z, t)

    return Loss(value, lambda z, t: bits * loss.slope(z, t), loss.link, loss.middle)
