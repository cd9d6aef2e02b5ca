"""The update of a step, told phrase by phrase: in symbols and in numbers."""

from collections.abc import Iterator

import numpy as np

from models.language import SUPERSCRIPTS
from models.optimizers import Moments, Squares, Velocity, rate_at
from models.scales import short
from models.snapshots import Array, ArrowName, Phrase, Plane, Step
from models.specs import OptimizerSpec, Spec

SYMBOLS = {
    "μ": "momentum",
    "β₁": "beta1",
    "β₂": "beta2",
    "ε": "epsilon",
    "λ": "weight_decay",
    "δ": "damping",
}
ARROWS: dict[str, ArrowName] = {"∇L": "gradient", "m": "momentum", "Δθ": "step"}


def phrases(
    spec: Spec, plane: Plane, step: Step, change: Array, memory: object, real: float
) -> tuple[Phrase, ...]:
    """Return how `change` (P,) and what is remembered then come about, in order.

    Args:
        spec: what was asked for.
        plane: of two weights: those numbers are told; of other directions: lengths.
        step: where the walker stands.
        change: Δθ, that follows.
        memory: of the optimiser, after it.
        real: the loss after it.
    """
    told = _Numbers(plane)
    found = [
        Phrase("θ", f"{told('θ', step.theta)}, L = {short(step.loss)}"),
        Phrase("∇L", told("∇L", step.gradient), ARROWS["∇L"]),
    ]
    values = remembered(spec.optimizer, memory) | {"Δθ": change}
    for line in _formula(spec.optimizer, step.index, memory):
        symbol = line.split(" ")[0]
        numbers = told(symbol, values[symbol]) if symbol in values else ""
        found.append(Phrase(line, numbers, ARROWS.get(symbol)))
    after = f"{told('θ′', step.theta + change)}, L = {short(real)}"
    return (*found, Phrase("θ′ = θ + Δθ", after))


class _Numbers:
    """Says a vector: by the two weights that are drawn, or else by its length."""

    def __init__(self, plane: Plane) -> None:
        ways = np.stack([plane.direction_x, plane.direction_y])
        is_of_weights = (np.count_nonzero(ways, axis=1) == 1).all()
        self._drawn = ways.argmax(axis=1) if is_of_weights else None
        self._rest = "" if ways.shape[1] == 2 else ", …"

    def __call__(self, symbol: str, vector: Array) -> str:
        if self._drawn is None:
            return f"‖{symbol}‖ = {short(float(np.linalg.norm(vector)))}"
        numbers = ", ".join(short(float(value)) for value in vector[self._drawn])
        return f"{symbol} = ({numbers}{self._rest})"


def remembered(optimizer: OptimizerSpec, memory: object) -> dict[str, Array]:
    """Return the vectors that a rule remembers, by their symbols."""
    if isinstance(memory, Moments):
        m, v, steps = memory
        corrected = m / (1 - optimizer.beta1**steps), v / (1 - optimizer.beta2**steps)
        return dict(zip(("m", "v", "m′", "v′"), (m, v, *corrected), strict=True))
    if isinstance(memory, Squares):
        return {"v": memory.v}
    if isinstance(memory, Velocity) and memory.m is not None:
        return {"m": memory.m}
    return {}


def _formula(optimizer: OptimizerSpec, index: int, memory: object) -> Iterator[str]:
    """Yield the lines of the rule, its symbols of numbers replaced by the numbers."""
    numbers = {symbol: getattr(optimizer, field) for symbol, field in SYMBOLS.items()}
    numbers["α"] = rate_at(optimizer, index)
    lines = optimizer.choice.formula.split("\n")
    if isinstance(memory, Moments) and optimizer.bias_correction:
        power = str(memory.steps).translate(SUPERSCRIPTS)
        lines[2:2] = [f"m′ = m / (1 − β₁{power})", f"v′ = v / (1 − β₂{power})"]
    for line in lines:
        if not optimizer.bias_correction:
            line = line.replace("m′", "m").replace("v′", "v")
        for symbol, number in numbers.items():
            line = line.replace(symbol, f"{number:.4g}")
        yield line
