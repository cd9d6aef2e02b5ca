"""Test surfaces in two variables: a formula as an objective, with exact gradients.

The gradient is carried along with the value, from the leaves of the formula up (forward
mode): each rule says what its partial derivatives are. Where a formula has no value, as
the log of a negative number, loss and gradient are nan or infinite, as in torch.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from models.expressions import Call, Number, Tree, parse


@dataclass(frozen=True, slots=True)
class Rule:
    """A function of one or two arguments, and its partial derivative by each."""

    value: Callable[..., Tensor]
    slopes: Callable[..., tuple[Tensor, ...]]


one = torch.ones_like
RULES = {
    "+": Rule(torch.add, lambda a, b: (one(a), one(b))),
    "-": Rule(torch.sub, lambda a, b: (one(a), -one(b))),
    "*": Rule(torch.mul, lambda a, b: (b, a)),
    "/": Rule(torch.div, lambda a, b: (1 / b, -a / (b * b))),
    "^": Rule(torch.pow, lambda a, b: (b * a ** (b - 1), a**b * a.log())),
    "negate": Rule(torch.neg, lambda a: (-one(a),)),
    "sin": Rule(torch.sin, lambda a: (a.cos(),)),
    "cos": Rule(torch.cos, lambda a: (-a.sin(),)),
    "tan": Rule(torch.tan, lambda a: (1 + a.tan() ** 2,)),
    "exp": Rule(torch.exp, lambda a: (a.exp(),)),
    "log": Rule(torch.log, lambda a: (1 / a,)),
    "sqrt": Rule(torch.sqrt, lambda a: (0.5 / a.sqrt(),)),
    "abs": Rule(torch.abs, lambda a: (a.sign(),)),
    "tanh": Rule(torch.tanh, lambda a: (1 - a.tanh() ** 2,)),
    "sigmoid": Rule(torch.sigmoid, lambda a: (a.sigmoid() * (-a).sigmoid(),)),
    "min": Rule(torch.minimum, lambda a, b: ((a <= b).to(a), (b < a).to(a))),
    "max": Rule(torch.maximum, lambda a, b: ((a >= b).to(a), (b > a).to(a))),
}


@dataclass(frozen=True, slots=True)
class FunctionObjective:
    """A formula in x and y as a loss: its parameters are x and y, its sample is one."""

    tree: Tree

    @property
    def dtype(self) -> torch.dtype:
        """Always double: a formula is cheap, and may have any value a number can."""
        return torch.float64

    @property
    def samples(self) -> int:
        """The number of examples: the formula stands for one."""
        return 1

    def losses(self, theta: Tensor) -> Tensor:
        """Return the value at each point: (K, 2) -> (K, 1)."""
        return _value(self.tree, theta).expand(len(theta))[:, None]

    def gradient(self, theta: Tensor, batch: Tensor | None = None) -> Tensor:
        """Return the gradient at each point, (K, 2) -> (K, 2); any batch is the one."""
        return self.losses_and_gradient(theta)[1]

    def losses_and_gradient(
        self, theta: Tensor, batch: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Return both, from one pass."""
        value, slope = _dual(self.tree, theta)
        losses = value.expand(len(theta))[:, None]
        gradient = slope.expand(2, len(theta)).T
        # No slope where there is no loss: a descent that gets there has to end.
        return losses, torch.where(losses.isfinite(), gradient, torch.nan)

    def cast(self, dtype: torch.dtype) -> "FunctionObjective":
        """Return the same objective: it has but one precision."""
        return self


def make_function(formula: str) -> FunctionObjective:
    """Return `formula` as an objective, in double precision."""
    return FunctionObjective(parse(formula))


def _value(tree: Tree, theta: Tensor) -> Tensor:
    """Return the values (K,) of `tree` at `theta` (K, 2); of a constant, one ()."""
    if isinstance(tree, Number):
        return theta.new_tensor(tree.value)
    if isinstance(tree, Call):
        values = [_value(argument, theta) for argument in tree.arguments]
        return RULES[tree.name].value(*values)
    return theta[:, "xy".index(tree.name)]


def _dual(tree: Tree, theta: Tensor) -> tuple[Tensor, Tensor]:
    """Return the values (K,) and the slopes along x and y (2, K), or one for all."""
    if isinstance(tree, Number):
        return _value(tree, theta), theta.new_zeros(2, 1)
    if not isinstance(tree, Call):
        is_own = [[float(name == tree.name)] for name in "xy"]
        return _value(tree, theta), theta.new_tensor(is_own)
    rule = RULES[tree.name]
    values, slopes = zip(*(_dual(part, theta) for part in tree.arguments), strict=True)
    slope = theta.new_zeros(2, 1)
    for partial, inner in zip(rule.slopes(*values), slopes, strict=True):
        # What does not move counts for nothing, even where the partial is infinite.
        slope = slope + torch.where(inner == 0, 0.0, partial * inner)
    return rule.value(*values), slope
