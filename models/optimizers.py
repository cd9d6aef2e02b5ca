"""Optimisers as pairs of pure functions: `init` a memory, `update` it with a gradient.

Memories are immutable, so that a descent can go on from any step that was kept. All
but Newton and L-BFGS work element by element, on one vector (P,) or on many (K, P).
Sources: Polyak (1964), Nesterov (1983) as in Sutskever et al. (2013), Duchi et al.
(2011), Tieleman and Hinton (2012), Kingma and Ba (2015), Loshchilov and Hutter (2019),
Liu and Nocedal (1989).
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from models.catalog import OptimizerName
from models.snapshots import Array
from models.specs import OptimizerSpec

ALONE = "newton", "lbfgs"  # rules that are not element by element
STRAIGHT = 1e-10  # a pair of L-BFGS with no more curvature than this is left out


class Here(NamedTuple):
    """What a rule may look at to make a step."""

    theta: Array
    gradient: Array
    rate: float  # α, as the schedule has it now
    bend: Callable[[], Array]  # the Hessian (P, P) here; dear


class Optimizer(NamedTuple):
    """A rule that turns gradients into changes of theta."""

    init: Callable[[Array], Any]  # theta -> memory
    update: Callable[[Here, Any], tuple[Array, Any]]  # memory -> change, memory


class Nothing(NamedTuple):
    """What a rule without memory remembers."""


class Velocity(NamedTuple):
    """A decaying sum of gradients, None before the first."""

    m: Array | None


class Squares(NamedTuple):
    """A sum, or a moving mean, of squared gradients."""

    v: Array


class Moments(NamedTuple):
    """Moving means of gradients and of their squares, after `steps` steps."""

    m: Array
    v: Array
    steps: int


class Pairs(NamedTuple):
    """The last changes s and what they did to the gradient, y = ∇L' - ∇L."""

    changes: tuple[Array, ...]
    bends: tuple[Array, ...]
    gradient: Array | None  # the last one, from which `change` led on
    change: Array | None


def gradient_descent(spec: OptimizerSpec) -> Optimizer:
    """Δθ = -α ∇L."""
    return Optimizer(
        lambda theta: Nothing(),
        lambda here, memory: (-here.rate * here.gradient, memory),
    )


def momentum(spec: OptimizerSpec) -> Optimizer:
    """M ← μ m + ∇L; Δθ = -α m."""

    def update(here: Here, memory: Velocity) -> tuple[Array, Velocity]:
        m = _rolled(spec, here.gradient, memory)
        return -here.rate * m, Velocity(m)

    return Optimizer(lambda theta: Velocity(None), update)


def nesterov(spec: OptimizerSpec) -> Optimizer:
    """M ← μ m + ∇L; Δθ = -α (∇L + μ m)."""

    def update(here: Here, memory: Velocity) -> tuple[Array, Velocity]:
        m = _rolled(spec, here.gradient, memory)
        return -here.rate * (here.gradient + spec.momentum * m), Velocity(m)

    return Optimizer(lambda theta: Velocity(None), update)


def _rolled(spec: OptimizerSpec, gradient: Array, memory: Velocity) -> Array:
    return gradient if memory.m is None else spec.momentum * memory.m + gradient


def adagrad(spec: OptimizerSpec) -> Optimizer:
    """V ← v + ∇L²; Δθ = -α ∇L / (√v + ε)."""

    def update(here: Here, memory: Squares) -> tuple[Array, Squares]:
        v = memory.v + here.gradient * here.gradient
        return -here.rate * here.gradient / (np.sqrt(v) + spec.epsilon), Squares(v)

    return Optimizer(lambda theta: Squares(np.zeros_like(theta)), update)


def rmsprop(spec: OptimizerSpec) -> Optimizer:
    """V ← β₂ v + (1 - β₂) ∇L²; Δθ = -α ∇L / (√v + ε)."""

    def update(here: Here, memory: Squares) -> tuple[Array, Squares]:
        v = spec.beta2 * memory.v + (1 - spec.beta2) * here.gradient * here.gradient
        return -here.rate * here.gradient / (np.sqrt(v) + spec.epsilon), Squares(v)

    return Optimizer(lambda theta: Squares(np.zeros_like(theta)), update)


def adam(spec: OptimizerSpec) -> Optimizer:
    """M ← β₁ m + (1 - β₁) ∇L; v ← β₂ v + (1 - β₂) ∇L²; Δθ = -α m′ / (√v′ + ε).

    Bias correction makes m′ = m / (1 - β₁ᵗ) and v′ = v / (1 - β₂ᵗ) of them; without
    it they are m and v, which start at 0.
    """

    def update(here: Here, memory: Moments) -> tuple[Array, Moments]:
        steps, gradient = memory.steps + 1, here.gradient
        m = spec.beta1 * memory.m + (1 - spec.beta1) * gradient
        v = spec.beta2 * memory.v + (1 - spec.beta2) * gradient * gradient
        rate, root = here.rate, np.sqrt(v)
        if spec.bias_correction:
            rate /= 1 - spec.beta1**steps
            root /= math.sqrt(1 - spec.beta2**steps)
        return -rate * m / (root + spec.epsilon), Moments(m, v, steps)

    return Optimizer(
        lambda theta: Moments(np.zeros_like(theta), np.zeros_like(theta), 0), update
    )


def adamw(spec: OptimizerSpec) -> Optimizer:
    """As Adam, and weights decay by themselves: Δθ = -α m′ / (√v′ + ε) - α λ θ."""
    init, step = adam(spec)

    def update(here: Here, memory: Moments) -> tuple[Array, Moments]:
        change, new = step(here, memory)
        return change - here.rate * spec.weight_decay * here.theta, new

    return Optimizer(init, update)


def newton(spec: OptimizerSpec) -> Optimizer:
    """Δθ = -α (|H| + λ I)⁻¹ ∇L: |H| has the eigenvalues of the Hessian, none negative.

    So a step leads downhill also where the loss bends down (Dauphin et al., 2014).
    """

    def update(here: Here, memory: Nothing) -> tuple[Array, Nothing]:
        bend = here.bend()
        if not np.isfinite(bend).all():
            return np.full_like(here.theta, np.nan), memory
        values, vectors = np.linalg.eigh(bend)
        values = np.abs(values) + spec.damping
        values = np.where(values > 0, values, np.inf)  # level ground: stay
        along = vectors.T @ here.gradient / values
        return -here.rate * (vectors @ along), memory

    return Optimizer(lambda theta: Nothing(), update)


def lbfgs(spec: OptimizerSpec) -> Optimizer:
    """Δθ = -α H⁻¹ ∇L, H⁻¹ made of the last changes of θ and of ∇L; no line search.

    The first step, before there are any, is no longer than α.
    """

    def update(here: Here, memory: Pairs) -> tuple[Array, Pairs]:
        changes, bends = memory.changes, memory.bends
        if memory.gradient is not None and memory.change is not None:
            bend = here.gradient - memory.gradient
            if bend @ memory.change > STRAIGHT:
                changes = (*changes, memory.change)[-spec.history :]
                bends = (*bends, bend)[-spec.history :]
        rate = here.rate
        if memory.gradient is None:
            rate *= min(1.0, 1 / max(float(np.abs(here.gradient).sum()), 1e-300))
        change = -rate * _two_loops(here.gradient, changes, bends)
        return change, Pairs(changes, bends, here.gradient, change)

    return Optimizer(lambda theta: Pairs((), (), None, None), update)


def _two_loops(
    gradient: Array, changes: tuple[Array, ...], bends: tuple[Array, ...]
) -> Array:
    """Return H⁻¹ `gradient`, by the two loops of Nocedal (1980)."""
    way, parts = gradient, []
    pairs = list(zip(changes, bends, strict=True))
    for change, bend in reversed(pairs):
        parts.append((change @ way) / (bend @ change))
        way = way - parts[-1] * bend
    if pairs:
        change, bend = pairs[-1]
        way = way * (bend @ change) / (bend @ bend)
    for (change, bend), part in zip(pairs, reversed(parts), strict=True):
        way = way + change * (part - (bend @ way) / (bend @ change))
    return way


OPTIMIZERS: dict[OptimizerName, Callable[[OptimizerSpec], Optimizer]] = {
    "gradient_descent": gradient_descent,
    "momentum": momentum,
    "nesterov": nesterov,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
    "newton": newton,
    "lbfgs": lbfgs,
}


def make_optimizer(spec: OptimizerSpec) -> Optimizer:
    """Return the rule that `spec` names."""
    return OPTIMIZERS[spec.name](spec)


def rate_at(spec: OptimizerSpec, index: int) -> float:
    """Return the learning rate of the step that follows step `index`."""
    rate, length = spec.learning_rate, spec.schedule_steps
    if spec.schedule == "step":
        rate *= spec.decay ** (index // length)
    elif spec.schedule == "cosine":
        rate *= 0.5 * (1 + math.cos(math.pi * min(index / length, 1.0)))
    elif spec.schedule == "inverse_sqrt":
        rate /= math.sqrt(index + 1)
    return rate * min(1.0, (index + 1) / max(spec.warm_up, 1))
