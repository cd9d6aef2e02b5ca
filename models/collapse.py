"""A chain of linear layers is one layer in disguise: its brackets multiplied out."""

from collections.abc import Sequence

import numpy as np

from models.parameters import SUBSCRIPTS, Shape
from models.scales import short
from models.snapshots import Array, frozen

LONGEST = 60  # characters of a product that are read at one look
FACTORS, NUMBERS = 3, 14  # of a product of matrices that are


def collapsed_shape(shape: Shape) -> Shape:
    """Return the shape of the one layer that says what a linear chain says."""
    return Shape((shape.sizes[0], shape.sizes[-1]), shape.bias)


def collapse(theta: Array, shape: Shape) -> Array:
    """Return the parameters of the one layer with the outputs of a linear chain.

    `theta` (P,) are those of the chain, layer by layer; what is returned is in the
    order of `collapsed_shape`. Weights are the product of all the matrices; a bias goes
    through those that follow it: x W₁ W₂ + b₁ W₂ + b₂.
    """
    weights, biases = np.eye(shape.sizes[0]), np.zeros(shape.sizes[0])
    with np.errstate(over="ignore", invalid="ignore"):
        for matrix, own in _layers(theta, shape):
            weights, biases = weights @ matrix, biases @ matrix + own
    return frozen(np.concatenate([weights.ravel(), *[biases] * shape.bias]))


def written_out(theta: Array, shape: Shape) -> str:
    """Return the first output as a product of brackets; nothing, if it is too long.

    An example is 1(1x₁ + 3x₂) + 2(2x₃ + 1x₄); weights that are 0 are left out.
    """
    inputs = range(1, shape.sizes[0] + 1)
    terms = [f"x{n}".translate(SUBSCRIPTS) for n in inputs] if inputs[1:] else ["x"]
    for depth, (matrix, own) in enumerate(_layers(theta, shape)):
        texts = [f"({term})" if depth else term for term in terms]
        terms = [
            _sum(matrix[:, unit], texts, own[unit]) for unit in range(len(matrix[0]))
        ]
        if min(map(len, terms)) > LONGEST:
            return ""
    return terms[0] if len(terms[0]) <= LONGEST else ""


def as_matrices(theta: Array, shape: Shape) -> str:
    """Return the weights as a product of matrices; nothing, if it is too long.

    An example is [1 0; 3 0; 0 2; 0 1] · [1; 2]: a row for each unit that a layer comes
    from, and rounded to two digits. Biases are not in it.
    """
    matrices = [matrix for matrix, _ in _layers(theta, shape)]
    is_long = sum(matrix.size for matrix in matrices) > NUMBERS
    if is_long or not 1 < len(matrices) <= FACTORS:
        return ""
    return " · ".join(map(_matrix, matrices))


def _matrix(matrix: Array) -> str:
    rows = (
        " ".join(short(float(f"{value:.2g}")) for value in row)
        for row in matrix.tolist()
    )
    return f"[{'; '.join(rows)}]"


def _layers(theta: Array, shape: Shape) -> list[tuple[Array, Array]]:
    """Return weights (in, out) and biases (out,) of each layer; 0 without biases."""
    return [
        (
            theta[weights].reshape(fan_in, fan_out),
            theta[biases] if shape.bias else np.zeros(fan_out),
        )
        for weights, biases, fan_in, fan_out in shape.layers()
    ]


def _sum(weights: Array, texts: Sequence[str], bias: float) -> str:
    """Return a weighted sum as it is written by hand."""
    each = zip([*weights.tolist(), float(bias)], [*texts, ""], strict=True)
    parts = [(f"{short(abs(value))}{text}", value) for value, text in each if value]
    if not parts:
        return "0"
    signs = ["−" if value < 0 else "+" for _, value in parts]
    first, *rest = (text for text, _ in parts)
    others = "".join(
        f" {sign} {text}" for sign, text in zip(signs[1:], rest, strict=True)
    )
    return ("−" if signs[0] == "−" else "") + first + others
