"""Test surfaces in two variables: a formula as an objective, with exact gradients.

The gradient is carried along with the value, from the leaves of the formula up (forward
mode): each rule says what its partial derivatives are. Where a formula has no value, as
the log of a negative number, loss and gradient are nan or infinite, as in numpy.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from models.activations import Numbers
from models.expressions import Call, Number, Tree, parse
from models.snapshots import Array

LARGEST = 1e100


@dataclass(frozen=True, slots=True)
class Rule:
    """A function of one or two arguments, and its partial derivative by each."""

    value: Callable[..., Array]
    slopes: Callable[..., tuple[Array, ...]]


def _sigmoid(a: Array) -> Array:
    return 1 / (1 + np.exp(-a))


one = np.ones_like
RULES = {
    "+": Rule(np.add, lambda a, b: (one(a), one(b))),
    "-": Rule(np.subtract, lambda a, b: (one(a), -one(b))),
    "*": Rule(np.multiply, lambda a, b: (b, a)),
    "/": Rule(np.divide, lambda a, b: (1 / b, -a / (b * b))),
    "^": Rule(np.power, lambda a, b: (b * a ** (b - 1), a**b * np.log(a))),
    "negate": Rule(np.negative, lambda a: (-one(a),)),
    "sin": Rule(np.sin, lambda a: (np.cos(a),)),
    "cos": Rule(np.cos, lambda a: (-np.sin(a),)),
    "tan": Rule(np.tan, lambda a: (1 + np.tan(a) ** 2,)),
    "exp": Rule(np.exp, lambda a: (np.exp(a),)),
    "log": Rule(np.log, lambda a: (1 / a,)),
    "sqrt": Rule(np.sqrt, lambda a: (0.5 / np.sqrt(a),)),
    "abs": Rule(np.abs, lambda a: (np.sign(a),)),
    "tanh": Rule(np.tanh, lambda a: (1 - np.tanh(a) ** 2,)),
    "sigmoid": Rule(_sigmoid, lambda a: (_sigmoid(a) * _sigmoid(-a),)),
    "min": Rule(np.minimum, lambda a, b: (1.0 * (a <= b), 1.0 * (b < a))),
    "max": Rule(np.maximum, lambda a, b: (1.0 * (a >= b), 1.0 * (b > a))),
}


@dataclass(frozen=True, slots=True)
class FunctionObjective:
    """A formula in x and y as a loss: its parameters are x and y, its sample is one."""

    tree: Tree

    @property
    def dtype(self) -> torch.dtype:
        """The precision: always double, as one point is cheap and may be huge."""
        return torch.float64

    @property
    def samples(self) -> int:
        """The number of examples: the formula stands for one."""
        return 1

    @property
    def free(self) -> float:
        """1: both parameters may change."""
        return 1.0

    def total(self, losses: Numbers) -> Numbers:
        """Return the loss, from that of the one sample: (..., 1) -> (...)."""
        means: Numbers = losses.mean(-1)
        return means

    def losses(self, theta: Array) -> Array:
        """Return the value at each point: (K, 2) -> (K, 1)."""
        with np.errstate(all="ignore"):
            values = _value(self.tree, theta)
        return _counted(np.broadcast_to(values, len(theta))[:, None])

    def gradient(self, theta: Array, batch: NDArray[np.intp] | None = None) -> Array:
        """Return the gradient at each point, (K, 2) -> (K, 2); any batch is the one."""
        return self.losses_and_gradient(theta)[1]

    def losses_and_gradient(
        self, theta: Array, batch: NDArray[np.intp] | None = None
    ) -> tuple[Array, Array]:
        """Return both, from one pass."""
        with np.errstate(all="ignore"):
            value, slope = _dual(self.tree, theta)
        losses = _counted(np.broadcast_to(value, len(theta))[:, None])
        gradient = _counted(np.broadcast_to(slope, (2, len(theta))).T)
        # No slope where there is no loss: a descent that gets there has to end.
        return losses, np.where(np.isfinite(losses), gradient, np.nan)

    def cast(self, dtype: torch.dtype) -> "FunctionObjective":
        """Return itself, whatever the precision."""
        return self


def make_function(formula: str) -> FunctionObjective:
    """Return `formula` as an objective, in double precision."""
    return FunctionObjective(parse(formula))


def _counted(values: Array) -> Array:
    """Return `values`, those too large to be squared as infinite."""
    return np.where(np.abs(values) > LARGEST, np.copysign(np.inf, values), values)


def _value(tree: Tree, theta: Array) -> Array:
    """Return the values (K,) of `tree` at `theta` (K, 2); of a constant, one ()."""
    if isinstance(tree, Number):
        return np.array(tree.value)
    if isinstance(tree, Call):
        values = [_value(argument, theta) for argument in tree.arguments]
        return RULES[tree.name].value(*values)
    return theta[:, "xy".index(tree.name)]


def _dual(tree: Tree, theta: Array) -> tuple[Array, Array]:
    """Return the values (K,) and the slopes along x and y (2, K), or one for all."""
    if isinstance(tree, Number):
        return _value(tree, theta), np.zeros((2, 1))
    if not isinstance(tree, Call):
        is_own = [[float(name == tree.name)] for name in "xy"]
        return _value(tree, theta), np.array(is_own)
    rule = RULES[tree.name]
    values, slopes = zip(*(_dual(part, theta) for part in tree.arguments), strict=True)
    slope = np.zeros((2, 1))
    for partial, inner in zip(rule.slopes(*values), slopes, strict=True):
        # What does not move counts for nothing, even where the partial is infinite.
        slope = slope + np.where(inner == 0, 0.0, partial * inner)
    return rule.value(*values), slope
