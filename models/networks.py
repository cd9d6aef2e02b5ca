"""Networks as pure functions of flat parameter vectors, K of them at once.

Arrays are (K, units, N): samples last, so that every product runs along contiguous
memory. No `nn.Module`: one cannot be shared between threads.
"""

from itertools import pairwise

import torch
from torch import Tensor

from models.activations import Activation
from models.parameters import Shape

Layer = tuple[Tensor, Tensor | None]  # weights (K, in, out), biases (K, out, 1)


def split_layers(theta: Tensor, shape: Shape) -> list[Layer]:
    """Return views of `theta` (K, P), layer by layer."""
    layers: list[Layer] = []
    for weights, biases, fan_in, fan_out in shape.layers():
        matrix = theta[:, weights].reshape(-1, fan_in, fan_out)
        layers.append((matrix, theta[:, biases, None] if shape.bias else None))
    return layers


def forward(layers: list[Layer], inputs: Tensor, bend: Activation) -> list[Tensor]:
    """Return the inputs (D, N), what every hidden layer makes of them, the outputs."""
    values = [inputs]
    for depth, (weights, biases) in enumerate(layers):
        sums = torch.matmul(weights.transpose(1, 2), values[-1])
        if biases is not None:
            sums += biases
        values.append(sums if depth == len(layers) - 1 else bend.value(sums))
    return values


def backward(
    layers: list[Layer], values: list[Tensor], errors: Tensor, bend: Activation
) -> Tensor:
    """Return gradients (K, P) from `errors` (K, O, N), the slopes of a loss in z."""
    parts: list[Tensor] = []
    for depth in range(len(layers) - 1, -1, -1):
        weights, biases = layers[depth]
        if biases is not None:
            parts.append(errors.sum(-1))
        parts.append(torch.matmul(values[depth], errors.transpose(1, 2)).flatten(1))
        if depth:
            errors = torch.matmul(weights, errors) * bend.slope(values[depth])
    return torch.cat(parts[::-1], 1)


def cells(shape: Shape) -> int:
    """Return how many numbers one sample is turned into on its way."""
    return sum(fan_out for _, fan_out in pairwise(shape.sizes))
