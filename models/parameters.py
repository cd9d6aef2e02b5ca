"""The parameters of a network: how many, in which order, and what they are called.

The order is layer by layer: weights (fan_in, fan_out) row-major, then biases.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from models.language import tr
from models.snapshots import Array, frozen

OF_LAYER = tr(
    " of layer "
)  # between the name of a parameter and the number of its layer
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Shape:
    """Layer sizes from inputs to outputs, with or without biases."""

    sizes: tuple[int, ...]
    bias: bool = True

    @property
    def count(self) -> int:
        """The number of parameters P."""
        return sum((i + self.bias) * o for i, o in pairwise(self.sizes))

    def layers(self) -> Iterator[tuple[slice, slice, int, int]]:
        """Yield for each layer where its weights and biases are, fan_in, fan_out."""
        start = 0
        for fan_in, fan_out in pairwise(self.sizes):
            split = start + fan_in * fan_out
            end = split + self.bias * fan_out
            yield slice(start, split), slice(split, end), fan_in, fan_out
            start = end


@lru_cache(maxsize=16)
def parameter_names(shape: Shape, inputs: tuple[str, ...]) -> tuple[str, ...]:
    """Return P names, such as w, b; w_age, w_weight, b; w₁₂ of layer 2."""
    if len(shape.sizes) == 2 and shape.sizes[1] == 1:
        return (*_input_weights(inputs), *["b"] * shape.bias)
    if set(shape.sizes) == {1}:  # a chain of single units
        depth = len(shape.sizes) - 1
        pairs = [(f"w{_sub(k)}", f"b{_sub(k)}") for k in range(1, depth + 1)]
        return tuple(name for pair in pairs for name in pair[: 1 + shape.bias])
    names: list[str] = []
    for layer, (fan_in, fan_out) in enumerate(pairwise(shape.sizes), start=1):
        comma = "," if max(fan_in, fan_out) > 9 else ""
        for i in range(1, fan_in + 1):
            for o in range(1, fan_out + 1):
                names.append(f"w{_sub(i)}{comma}{_sub(o)}{OF_LAYER}{layer}")
        if shape.bias:
            names += [f"b{_sub(o)}{OF_LAYER}{layer}" for o in range(1, fan_out + 1)]
    return tuple(names)


def draw_parameters(shape: Shape, seed: int) -> Array:
    """Return initial parameters (P,): uniform within 1 / √fan_in, biases as well."""
    rng = np.random.default_rng(seed)
    parts = []
    for _, _, fan_in, fan_out in shape.layers():
        bound = fan_in**-0.5
        parts.append(rng.uniform(-bound, bound, (fan_in + shape.bias) * fan_out))
    return frozen(np.concatenate(parts))


def _input_weights(inputs: tuple[str, ...]) -> list[str]:
    if len(inputs) == 1:
        return ["w"]
    return [f"w{n[1:]}" if n.startswith("x") else f"w_{n}" for n in inputs]


def _sub(number: int) -> str:
    return str(number).translate(SUBSCRIPTS)
