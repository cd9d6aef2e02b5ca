"""Networks as pure functions of flat parameter vectors, K of them at once.

Arrays are (K, units, N): samples last, so that every product runs along contiguous
memory. No `nn.Module`: one cannot be shared between threads.

Gradients are computed by numpy: a descent takes thousands of small steps a second, and
each operation costs numpy a third of what it costs torch, and is less often an occasion
to lose the interpreter's lock. Grids are computed by torch, whose bends are fast.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from models.activations import Activation
from models.parameters import Shape
from models.snapshots import Array

Layer = tuple[Tensor, Tensor]  # weights (K, in, out), biases (K, out, 1)
Bends = tuple[Activation, ...]  # of each hidden layer


def split_layers(theta: Tensor, shape: Shape) -> list[Layer]:
    """Return views of `theta` (K, P) by layer; biases are 0 where there are none."""
    layers: list[Layer] = []
    for weights, biases, fan_in, fan_out in shape.layers():
        matrix = theta[:, weights].reshape(-1, fan_in, fan_out)
        if shape.bias:
            layers.append((matrix, theta[:, biases, None]))
        else:
            layers.append((matrix, theta.new_zeros(1, 1, 1)))
    return layers


def matrices(theta: Array, shape: Shape) -> list[Array]:
    """Return views of `theta` (K, P) by layer, (K, in + 1, out): biases are last.

    Without biases they are (K, in, out).
    """
    return [theta[:, part].reshape(size) for part, size in _parts(shape)]


@lru_cache(maxsize=16)
def _parts(shape: Shape) -> list[tuple[slice, tuple[int, int, int]]]:
    """Return where each layer's parameters are, and what form its matrices have."""
    return [
        (slice(weights.start, biases.stop), (-1, fan_in + shape.bias, fan_out))
        for weights, biases, fan_in, fan_out in shape.layers()
    ]


def forward(
    layers: list[Array], inputs: Array, bends: Bends, bias: bool
) -> list[Array]:
    """Return the inputs, what hidden layers make of them, and the outputs (K, O, N).

    `inputs` are (D + 1, N) as `with_ones` makes them, and so are the hidden layers
    (K, units + 1, N): the biases are the weights of the ones.
    """
    values = [inputs[None]]
    for depth, matrix in enumerate(layers):
        is_last = depth == len(bends)
        count, _, units = matrix.shape
        room = np.empty((count, units + (bias and not is_last), inputs.shape[1]))
        room[:, units:] = 1
        sums = sums_of(matrix, values[-1], room[:, :units])
        if not is_last:
            bends[depth].value(sums)
        values.append(room)
    return values


def sums_of(matrix: Array, values: Array, room: Array | None = None) -> Array:
    """Return the weighted sums (K, out, N) of a layer, in `room` if it is given."""
    sums: Array = np.matmul(matrix.transpose(0, 2, 1), values, out=room)
    return sums


def backward(
    layers: list[Array], values: list[Array], errors: Array, bends: Bends
) -> Array:
    """Return gradients (K, P) from `errors` (K, O, N), the slopes of a loss in z."""
    parts: list[Array] = []
    for depth in range(len(layers) - 1, -1, -1):
        part = np.matmul(values[depth], errors.transpose(0, 2, 1))
        parts.append(part.reshape(len(part), math.prod(part.shape[1:])))
        if depth:
            units, bend = layers[depth - 1].shape[2], bends[depth - 1]
            errors = np.matmul(layers[depth][:, :units], errors)
            if bend.of_sum:
                errors *= bend.slope(sums_of(layers[depth - 1], values[depth - 1]))
            else:
                errors *= bend.slope(values[depth][:, :units])
    return np.concatenate(parts[::-1], 1)


def with_ones(values: Array, bias: bool) -> Array:
    """Return `values` (D, N) with a row of ones below, if there are biases."""
    return np.vstack([values, np.ones((int(bias), values.shape[1]))])


def evaluate(
    layers: list[Layer], inputs: Tensor, bends: Bends, rows: int
) -> Iterator[Tensor]:
    """Yield the outputs (`rows`, O, N) of `rows` vectors after another; no gradients.

    What is yielded is overwritten by the next: with memory that is used again and
    again, `rows` few enough stay in the cache, which makes this twice as fast.
    """
    layers, values_of = in_place(layers, bends)
    rooms = make_rooms(layers, rows, inputs.shape[1])
    for start in range(0, len(layers[0][0]), rows):
        rows_here = slice(start, start + rows)
        chunk = [(w[rows_here], b[rows_here] if len(b) > 1 else b) for w, b in layers]
        values = inputs.expand(len(chunk[0][0]), -1, -1)
        yield advance(values, chunk, values_of, rooms)


def in_place(
    layers: list[Layer], bends: Bends
) -> tuple[list[Layer], list[Callable[[Tensor], Tensor]]]:
    """Return layers and bends that do the same in fewer passes through memory.

    As tanh z = 2 sigmoid(2 z) - 1, its factors and its shift go into the weights.
    """
    folded: list[Layer] = []
    for depth, (weights, biases) in enumerate(layers):
        if depth and bends[depth - 1].is_shifted_sigmoid:
            biases, weights = biases - weights.sum(1)[:, :, None], 2 * weights
        if depth < len(bends) and bends[depth].is_shifted_sigmoid:
            biases, weights = 2 * biases, 2 * weights
        folded.append((weights, biases))
    return folded, [
        torch.sigmoid_ if bend.is_shifted_sigmoid else bend.value for bend in bends
    ]


def make_rooms(layers: list[Layer], rows: int, samples: int) -> list[Tensor]:
    """Return memory for the weighted sums (`rows`, out, N) of each layer."""
    return [weights.new_empty(rows, weights.shape[2], samples) for weights, _ in layers]


def advance(
    values: Tensor,
    layers: list[Layer],
    values_of: Sequence[Callable[[Tensor], Tensor]],
    rooms: list[Tensor],
) -> Tensor:
    """Return what the last `layers` make of `values` (K, in, N), within `rooms`.

    `values_of` are the bends of these layers; the last has none.
    """
    for depth, (weights, biases) in enumerate(layers):
        room = rooms[depth][: len(values)]
        values = torch.baddbmm(biases, weights.transpose(1, 2), values, out=room)
        if depth < len(values_of):
            values = values_of[depth](values)
    return values


def cells(shape: Shape) -> int:
    """Return how many numbers one sample is turned into on its way."""
    return sum(fan_out for _, fan_out in pairwise(shape.sizes))
