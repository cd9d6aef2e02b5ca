"""An autoencoder as functions of one flat vector of parameters, in single precision.

N images, D numbers of each, k numbers of a code, P parameters. Layers are as in
`models.parameters`: those of the encoder, then those of the decoder.
"""

from itertools import pairwise
from math import isqrt
from typing import Any, NamedTuple, cast

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.activations import ACTIVATIONS, Activation
from models.images import Floats
from models.latent_shapes import Form, forms_of
from models.latent_specs import AutoencoderSpec, HalfShape
from models.snapshots import Array

ROWS = 512  # at once, of many: what they take stays in the cache


class Layer(NamedTuple):
    """A layer: views of the parameters."""

    weights: Tensor  # as `Form.dims` has it: (in, out), if it is dense
    biases: Tensor  # (out,)
    form: Form


Layers = list[Layer]


class Hourglass(NamedTuple):
    """An autoencoder whose parameters are laid out by layer."""

    spec: AutoencoderSpec
    encoder: Layers
    decoder: Layers


def draw_hourglass(spec: AutoencoderSpec) -> Floats:
    """Return initial parameters (P,): uniform within 1 / √fan_in, biases as well."""
    parts: list[Array] = []
    for half, seed in ((spec.encoder, 0), (spec.decoder, 1)):
        rng = np.random.default_rng(spec.hourglass.seed + seed)
        for form in forms_of(half):
            bound = form.fan_in**-0.5
            count = form.biases.stop - form.weights.start
            parts.append(rng.uniform(-bound, bound, count))
    return np.concatenate(parts, dtype=np.float32)


def hourglass_of(spec: AutoencoderSpec, theta: Floats | Tensor) -> Hourglass:
    """Return views of `theta` (P,), or of a copy where it is read-only.

    That takes longer than decoding an image does: keep it while one decodes often.
    """
    if isinstance(theta, np.ndarray):
        is_open = theta.flags.writeable
        theta = torch.from_numpy(theta if is_open else np.array(theta))
    middle = spec.encoder.count
    return Hourglass(
        spec,
        _layers(theta[:middle], spec.encoder),
        _layers(theta[middle:], spec.decoder),
    )


def _layers(theta: Tensor, shape: HalfShape) -> Layers:
    return [
        Layer(theta[form.weights].view(form.dims), theta[form.biases], form)
        for form in forms_of(shape)
    ]


def bend_of(spec: AutoencoderSpec) -> Activation:
    """Return the bend of all layers but the bottleneck and the output."""
    return ACTIVATIONS[spec.hourglass.activation]


def summed(layer: Layer, values: Tensor) -> Tensor:
    """Return the weighted sums that a layer makes of what it is given.

    Maps of features are (N, channels, side, side); the numbers of dense layers (N, in).
    """
    weights, biases, form = layer
    if form.kind == "dense":
        return torch.addmm(biases, values.flatten(1), weights)
    if form.kind == "convolution":
        return functional.conv2d(values, weights, biases, 2, 1)
    if values.dim() == 2:
        side = isqrt(values.shape[1] // form.dims[0])
        values = values.view(-1, form.dims[0], side, side)
    return functional.conv_transpose2d(values, weights, biases, 2, 1)


def maps_of(layers: Layers, spec: AutoencoderSpec, rows: Tensor) -> Tensor:
    """Return images (N, D) as the first of `layers` is given them."""
    if layers[0].form.kind == "dense":
        return rows
    return rows.view(-1, *spec.images.shape).permute(0, 3, 1, 2)


def flat_maps(values: Tensor) -> Tensor:
    """Return what the last layer made of images, as rows (N, D)."""
    if values.dim() == 2:
        return values
    return values.permute(0, 2, 3, 1).flatten(1)


def run(layers: Layers, values: Tensor, bend: Activation) -> list[Tensor]:
    """Return `values` (N, in) and what each layer makes of them; the last is no bend.

    They are the weighted sums where the slope of the bend needs those.
    """
    kept = [values]
    for depth, layer in enumerate(layers):
        values = summed(layer, values)
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

    `errors` (N, out) are the slopes of the loss in the sums of the last. All layers
    are dense.
    """
    for depth in range(len(layers) - 1, -1, -1):
        went_in = kept[depth]
        if depth and bend.of_sum:
            went_in = bend.value(went_in.clone())
        torch.mm(went_in.t(), errors, out=gradient[depth].weights)
        torch.sum(errors, 0, out=gradient[depth].biases)
        if depth:
            errors = errors @ layers[depth].weights.t()
            errors *= _slopes(bend, kept[depth])
    return errors


def _slopes(bend: Activation, kept: Tensor) -> Tensor:
    slopes: Any = bend.slope(cast(Array, kept.numpy()))
    return torch.from_numpy(slopes)


def shine(spec: AutoencoderSpec, sums: Tensor) -> Tensor:
    """Return the pixels that the last sums stand for."""
    return torch.sigmoid(sums) if spec.hourglass.output == "sigmoid" else sums


def encoded(hourglass: Hourglass, rows: Tensor) -> Tensor:
    """Return the codes (N, k) of images (N, D): where they are bells, their means."""
    spec, layers = hourglass.spec, hourglass.encoder
    sums = run(layers, maps_of(layers, spec, rows), bend_of(spec))[-1]
    return sums[:, : spec.hourglass.bottleneck]


def decoded(hourglass: Hourglass, codes: Tensor) -> Tensor:
    """Return the images (N, D) that `codes` (N, k) stand for."""
    sums = run(hourglass.decoder, codes, bend_of(hourglass.spec))[-1]
    return shine(hourglass.spec, flat_maps(sums))


def encode(hourglass: Hourglass, rows: Floats) -> Floats:
    """Return the codes (N, k) of images (N, D): where they are bells, their means."""
    codes = [encoded(hourglass, part) for part in _parts(rows)]
    return torch.cat(codes).numpy().copy()


def decode(hourglass: Hourglass, codes: Floats) -> Floats:
    """Return the images (N, D) that `codes` (N, k) stand for."""
    images = [decoded(hourglass, part) for part in _parts(codes)]
    return np.asarray(torch.cat(images).numpy())


def reconstruct(hourglass: Hourglass, rows: Floats) -> Floats:
    """Return what comes out for images (N, D)."""
    return decode(hourglass, encode(hourglass, rows))


def pixel_losses(hourglass: Hourglass, rows: Floats) -> Floats:
    """Return how wrong each of N images comes out: (N,), the mean over its pixels."""
    losses = [losses_of(hourglass, part) for part in _parts(rows)]
    return np.asarray(torch.cat(losses).numpy())


def losses_of(hourglass: Hourglass, goals: Tensor) -> Tensor:
    """Return how wrong each of N images (N, D) comes out: (N,)."""
    found = decoded(hourglass, encoded(hourglass, goals))
    if hourglass.spec.learning.loss == "log":
        losses = functional.binary_cross_entropy(found, goals, reduction="none")
    else:
        losses = functional.mse_loss(found, goals, reduction="none")
    return losses.mean(1)


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
    return [whole[start : start + ROWS] for start in range(0, max(len(whole), 1), ROWS)]
