"""An autoencoder as functions of one flat vector of parameters, in single precision.

N images, D numbers of each, k numbers of a code, P parameters. Layers are as in
`models.parameters`: those of the encoder, then those of the decoder.
"""

from itertools import pairwise
from typing import Any, NamedTuple, cast

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.activations import ACTIVATIONS, Activation
from models.images import Floats
from models.latent_specs import AutoencoderSpec
from models.parameters import Shape, draw_parameters
from models.snapshots import Array

ROWS = 512  # at once, of many: what they take stays in the cache
Layers = list[tuple[Tensor, Tensor]]
"""Views of the parameters: weights (in, out) and biases (out,) of each layer."""


class Hourglass(NamedTuple):
    """An autoencoder whose parameters are laid out by layer."""

    spec: AutoencoderSpec
    encoder: Layers
    decoder: Layers


def draw_hourglass(spec: AutoencoderSpec) -> Floats:
    """Return initial parameters (P,)."""
    seed = spec.hourglass.seed
    halves = (
        draw_parameters(spec.encoder, seed),
        draw_parameters(spec.decoder, seed + 1),
    )
    return np.concatenate(halves, dtype=np.float32)


def hourglass_of(spec: AutoencoderSpec, theta: Floats) -> Hourglass:
    """Return views of `theta` (P,), or of a copy where it is read-only.

    That takes longer than decoding an image does: keep it while one decodes often.
    """
    middle = spec.encoder.count
    open_theta = theta if theta.flags.writeable else np.array(theta)
    return Hourglass(
        spec,
        _layers(open_theta[:middle], spec.encoder),
        _layers(open_theta[middle:], spec.decoder),
    )


def _layers(theta: Floats, shape: Shape) -> Layers:
    whole = torch.from_numpy(theta)
    return [
        (whole[weights].view(fan_in, fan_out), whole[biases])
        for weights, biases, fan_in, fan_out in shape.layers()
    ]


def bend_of(spec: AutoencoderSpec) -> Activation:
    """Return the bend of all layers but the bottleneck and the output."""
    return ACTIVATIONS[spec.hourglass.activation]


def run(layers: Layers, values: Tensor, bend: Activation) -> list[Tensor]:
    """Return `values` (N, in) and what each layer makes of them; the last is no bend.

    They are the weighted sums where the slope of the bend needs those.
    """
    kept = [values]
    for depth, (weights, biases) in enumerate(layers):
        values = torch.addmm(biases, values, weights)
        if depth == len(layers) - 1:
            kept.append(values)
        elif bend.of_sum:
            kept.append(values)
            values = bend.value(values.clone())
        else:
            kept.append(bend.value(values))
    return kept


def pull_back(
    layers: Layers,
    kept: list[Tensor],
    errors: Tensor,
    bend: Activation,
    gradient: Layers,
) -> Tensor:
    """Write the gradient of a half; return the slopes in the sums of its first layer.

    `errors` (N, out) are the slopes of the loss in the sums of the last.
    """
    for depth in range(len(layers) - 1, -1, -1):
        went_in = kept[depth]
        if depth and bend.of_sum:
            went_in = bend.value(went_in.clone())
        torch.mm(went_in.t(), errors, out=gradient[depth][0])
        torch.sum(errors, 0, out=gradient[depth][1])
        if depth:
            errors = errors @ layers[depth][0].t()
            errors *= _slopes(bend, kept[depth])
    return errors


def _slopes(bend: Activation, kept: Tensor) -> Tensor:
    slopes: Any = bend.slope(cast(Array, kept.numpy()))
    return torch.from_numpy(slopes)


def shine(spec: AutoencoderSpec, sums: Tensor) -> Tensor:
    """Return the pixels that the last sums stand for."""
    return torch.sigmoid(sums) if spec.hourglass.output == "sigmoid" else sums


def encode(hourglass: Hourglass, rows: Floats) -> Floats:
    """Return the codes (N, k) of images (N, D): where they are bells, their means."""
    bend, count = bend_of(hourglass.spec), hourglass.spec.hourglass.bottleneck
    codes = [run(hourglass.encoder, part, bend)[-1] for part in _parts(rows)]
    return torch.cat(codes)[:, :count].numpy().copy()


def decode(hourglass: Hourglass, codes: Floats) -> Floats:
    """Return the images (N, D) that `codes` (N, k) stand for."""
    spec, bend = hourglass.spec, bend_of(hourglass.spec)
    sums = (run(hourglass.decoder, part, bend)[-1] for part in _parts(codes))
    return np.asarray(torch.cat([shine(spec, one) for one in sums]).numpy())


def reconstruct(hourglass: Hourglass, rows: Floats) -> Floats:
    """Return what comes out for images (N, D)."""
    return decode(hourglass, encode(hourglass, rows))


def pixel_losses(hourglass: Hourglass, rows: Floats) -> Floats:
    """Return how wrong each of N images comes out: (N,), the mean over its pixels."""
    found = torch.from_numpy(reconstruct(hourglass, rows))
    goals = torch.from_numpy(np.array(rows))
    if hourglass.spec.learning.loss == "log":
        losses = functional.binary_cross_entropy(found, goals, reduction="none")
    else:
        losses = functional.mse_loss(found, goals, reduction="none")
    return np.asarray(losses.mean(1).numpy())


def widths(spec: AutoencoderSpec) -> tuple[int, ...]:
    """Return how many numbers each layer has, from image to image."""
    before = spec.encoder.sizes[:-1]
    return (*before, spec.hourglass.bottleneck, *spec.decoder.sizes[1:])


def narrows(spec: AutoencoderSpec) -> bool:
    """Tell whether each layer down to the bottleneck is narrower than the last."""
    sizes = (*spec.encoder.sizes[:-1], spec.hourglass.bottleneck)
    return all(wide > narrow for wide, narrow in pairwise(sizes))


def _parts(rows: Floats) -> list[Tensor]:
    """Cut rows into parts; a copy, as they may be read-only and in any order."""
    whole = torch.from_numpy(np.array(rows, dtype=np.float32, order="C"))
    return [whole[start : start + ROWS] for start in range(0, len(whole), ROWS)]
