"""Networks as pure functions of flat parameter vectors, K of them at once.

Arrays are (K, units, N): samples last, so that every product runs along contiguous
memory. No `nn.Module`: one cannot be shared between threads.
"""

from collections.abc import Iterator
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
    value = bend.value
    if bend.is_shifted_sigmoid:
        layers, value = as_sigmoid(layers), torch.sigmoid_
    count, samples = len(layers[0][0]), inputs.shape[1]
    rooms = [
        weights.new_empty(rows, weights.shape[2], samples) for weights, _ in layers
    ]
    for start in range(0, count, rows):
        chunk = slice(start, min(count, start + rows))
        values = inputs.expand(chunk.stop - start, -1, -1)
        for depth, (weights, biases) in enumerate(layers):
            room = rooms[depth][: chunk.stop - start]
            offset = biases[chunk] if len(biases) > 1 else biases
            matrix = weights[chunk].transpose(1, 2)
            values = torch.baddbmm(offset, matrix, values, out=room)
            if depth < len(layers) - 1:
                values = value(values)
        yield values


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
