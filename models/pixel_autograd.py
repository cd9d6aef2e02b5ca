"""The loss of a batch of images, and its gradient by torch's own autograd.

It is the same loss as in `models.pixel_slopes`, for all kinds of layers and wherever
tensors lie; where all layers are dense and tensors in memory, that one is faster.
"""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from models.activations import LEAK
from models.catalog import ActivationName
from models.hourglasses import (
    Hourglass,
    Layer,
    Layers,
    flat_maps,
    maps_of,
    shine,
    summed,
)
from models.latent_specs import AutoencoderSpec

Normal = Callable[[Tensor], Tensor]
"""Numbers of N(0, 1), as many as there are in a tensor, and where it lies."""

BENDS: dict[ActivationName, Callable[[Tensor], Tensor]] = {
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky_relu": lambda z: functional.leaky_relu(z, LEAK),
    "elu": functional.elu,
    "gelu": functional.gelu,
    "silu": functional.silu,
    "softplus": functional.softplus,
    "sine": torch.sin,
}


def autograd_slopes(
    hourglass: Hourglass, gradient: Hourglass, goals: Tensor, normal: Normal
) -> float:
    """Return the loss of images (B, D), and write its `gradient`."""
    spec, leaves = hourglass.spec, list[Tensor]()
    halves = [_with_leaves(half, leaves) for half in hourglass[1:]]
    loss = _loss(Hourglass(spec, *halves), goals, normal)
    found = torch.autograd.grad(loss, leaves)
    own = [part for layer in _all(gradient) for part in layer[:2]]
    for part, slopes in zip(own, found, strict=True):
        part.copy_(slopes)
    return float(loss.detach())


def _all(hourglass: Hourglass) -> Layers:
    return [*hourglass.encoder, *hourglass.decoder]


def _with_leaves(layers: Layers, leaves: list[Tensor]) -> Layers:
    """Return the same layers, of which slopes are asked; add these to `leaves`."""
    made = []
    for layer in layers:
        weights, biases = (part.detach().requires_grad_() for part in layer[:2])
        leaves += weights, biases
        made.append(Layer(weights, biases, layer.form))
    return made


def _loss(hourglass: Hourglass, goals: Tensor, normal: Normal) -> Tensor:
    spec = hourglass.spec
    noise = spec.learning.noise
    seen = goals + noise * normal(goals) if noise else goals
    maps = maps_of(hourglass.encoder, spec, seen)
    means, given, cost = _codes(spec, _run(spec, hourglass.encoder, maps), normal)
    sums = flat_maps(_run(spec, hourglass.decoder, given))
    if spec.learning.loss == "log":
        loss = functional.binary_cross_entropy_with_logits(sums, goals)
    else:
        loss = functional.mse_loss(shine(spec, sums), goals)
    return loss + spec.learning.l2 * means.square().mean() + cost


def _run(spec: AutoencoderSpec, layers: Layers, values: Tensor) -> Tensor:
    bend = BENDS[spec.hourglass.activation]
    for layer in layers[:-1]:
        values = bend(summed(layer, values))
    return summed(layers[-1], values)


def _codes(
    spec: AutoencoderSpec, sums: Tensor, normal: Normal
) -> tuple[Tensor, Tensor, Tensor]:
    """Return means, what the decoder is given, and what variational codes cost."""
    if not spec.learning.variational:
        return sums, sums, sums.new_zeros(())
    means, log_variances = sums.chunk(2, 1)
    given = means + torch.exp(0.5 * log_variances) * normal(means)
    surplus = means.square() + log_variances.exp() - 1 - log_variances
    share = spec.learning.kl / (len(sums) * spec.images.width)
    return means, given, 0.5 * share * surplus.sum()
