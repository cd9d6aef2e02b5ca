"""Networks as pure functions of flat parameter vectors, K of them at once.

Arrays are (K, units, N): samples last, so that every product runs along contiguous
memory. No `nn.Module`: one cannot be shared between threads.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

import torch
from torch import Tensor

from models.activations import Activation
from models.parameters import Shape

Layer = tuple[Tensor, Tensor]  # weights (K, in, out), biases (K, out, 1)


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


def forward(layers: list[Layer], inputs: Tensor, bend: Activation) -> list[Tensor]:
    """Return the inputs (K, D, N), what hidden layers make of them, the outputs."""
    values = [inputs.expand(len(layers[0][0]), -1, -1)]
    for depth, (weights, biases) in enumerate(layers, start=1):
        sums = torch.baddbmm(biases, weights.transpose(1, 2), values[-1])
        values.append(sums if depth == len(layers) else bend.value(sums))
    return values


def backward(
    layers: list[Layer],
    values: list[Tensor],
    errors: Tensor,
    bend: Activation,
    bias: bool,
) -> Tensor:
    """Return gradients (K, P) from `errors` (K, O, N), the slopes of a loss in z."""
    parts: list[Tensor] = []
    for depth in range(len(layers) - 1, -1, -1):
        if bias:
            parts.append(errors.sum(-1))
        parts.append(torch.bmm(values[depth], errors.transpose(1, 2)).flatten(1))
        if depth:
            errors = torch.bmm(layers[depth][0], errors) * bend.slope(values[depth])
    return torch.cat(parts[::-1], 1)


def evaluate(
    layers: list[Layer], inputs: Tensor, bend: Activation, rows: int
) -> Iterator[Tensor]:
    """Yield the outputs (`rows`, O, N) of `rows` vectors after another; no gradients.

    What is yielded is overwritten by the next: with memory that is used again and
    again, `rows` few enough stay in the cache, which makes this twice as fast.
    """
    layers, value = in_place(layers, bend)
    rooms = make_rooms(layers, rows, inputs.shape[1])
    for start in range(0, len(layers[0][0]), rows):
        rows_here = slice(start, start + rows)
        chunk = [(w[rows_here], b[rows_here] if len(b) > 1 else b) for w, b in layers]
        values = inputs.expand(len(chunk[0][0]), -1, -1)
        yield advance(values, chunk, value, rooms)


def in_place(
    layers: list[Layer], bend: Activation
) -> tuple[list[Layer], Callable[[Tensor], Tensor]]:
    """Return layers and a bend that do the same in fewer passes through memory."""
    if bend.is_shifted_sigmoid:
        return as_sigmoid(layers), torch.sigmoid_
    return layers, bend.value


def make_rooms(layers: list[Layer], rows: int, samples: int) -> list[Tensor]:
    """Return memory for the weighted sums (`rows`, out, N) of each layer."""
    return [weights.new_empty(rows, weights.shape[2], samples) for weights, _ in layers]


def advance(
    values: Tensor,
    layers: list[Layer],
    value: Callable[[Tensor], Tensor],
    rooms: list[Tensor],
) -> Tensor:
    """Return what the last `layers` make of `values` (K, in, N), within `rooms`."""
    for depth, (weights, biases) in enumerate(layers, start=1):
        room = rooms[depth - 1][: len(values)]
        values = torch.baddbmm(biases, weights.transpose(1, 2), values, out=room)
        if depth < len(layers):
            values = value(values)
    return values


def as_sigmoid(layers: list[Layer]) -> list[Layer]:
    """Return layers that with sigmoid do what `layers` do with tanh.

    As tanh z = 2 sigmoid(2 z) - 1, the factors and the shift go into the weights.
    """
    folded: list[Layer] = []
    for depth, (weights, biases) in enumerate(layers):
        if depth:
            biases, weights = biases - weights.sum(1)[:, :, None], 2 * weights
        if depth < len(layers) - 1:
            biases, weights = 2 * biases, 2 * weights
        folded.append((weights, biases))
    return folded


def cells(shape: Shape) -> int:
    """Return how many numbers one sample is turned into on its way."""
    return sum(fan_out for _, fan_out in pairwise(shape.sizes))
