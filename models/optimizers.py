"""Optimisers as pairs of pure functions: `init` a memory, `update` it with a gradient.

Memories are immutable, so that a descent can go on from any step that was kept.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from models.catalog import OptimizerName
from models.snapshots import Array
from models.specs import OptimizerSpec


class Optimizer(NamedTuple):
    """A rule that turns gradients into changes of theta."""

    init: Callable[[Array], Any]  # theta -> memory
    update: Callable[[Array, Any], tuple[Array, Any]]  # gradient, memory -> both


def gradient_descent(spec: OptimizerSpec) -> Optimizer:
    """Δθ = -α ∇L."""
    return Optimizer(
        lambda theta: (), lambda gradient, memory: (-spec.learning_rate * gradient, ())
    )


OPTIMIZERS: dict[OptimizerName, Callable[[OptimizerSpec], Optimizer]] = {
    "gradient_descent": gradient_descent,
}


def make_optimizer(spec: OptimizerSpec) -> Optimizer:
    """Return the rule that `spec` names."""
    return OPTIMIZERS[spec.name](spec)
