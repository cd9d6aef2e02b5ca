"""The loss of a batch of images, and its gradient, written out by hand.

That of convolutions is left to autograd.

The loss is the mean over all pixels; what L2 and a variational code add to it are means
over the images. The divergence of N(μ, σ²) from N(0, 1) is that of Kingma and Welling
(2014), ½ (μ² + σ² - 1 - log σ²), summed over the numbers of a code.
"""

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.hourglasses import Hourglass, bend_of, pull_back, run, shine
from models.images import Floats
from models.latent_specs import AutoencoderSpec
from models.pixel_autograd import autograd_slopes


class Codes(NamedTuple):
    """What the encoder says of a batch, and what the decoder is given."""

    means: Tensor  # (B, k)
    log_variances: Tensor | None  # (B, k) where codes are bells
    draws: Tensor | None  # (B, k) of N(0, 1), the same
    given: Tensor  # (B, k)


def pixel_slopes(
    hourglass: Hourglass,
    gradient: Hourglass,
    rows: Floats,
    rng: np.random.Generator,
) -> float:
    """Return the loss of images (B, D), and write its `gradient`."""
    spec, bend = hourglass.spec, bend_of(hourglass.spec)
    goals = torch.from_numpy(rows)
    if spec.hourglass.kind == "convolutional":
        return autograd_slopes(hourglass, gradient, goals, lambda z: _normal(z, rng))
    went_in = run(hourglass.encoder, _noisy(spec, goals, rng), bend)
    codes = _codes(spec, went_in[-1], rng)
    went_out = run(hourglass.decoder, codes.given, bend)
    loss, errors = _pixel_loss(spec, went_out[-1], goals)
    errors = pull_back(hourglass.decoder, went_out, errors, bend, gradient.decoder)
    errors = errors @ hourglass.decoder[0].weights.t()
    added, errors = _code_loss(spec, codes, errors)
    pull_back(hourglass.encoder, went_in, errors, bend, gradient.encoder)
    return loss + added


def _noisy(spec: AutoencoderSpec, goals: Tensor, rng: np.random.Generator) -> Tensor:
    if not spec.learning.noise:
        return goals
    return goals + spec.learning.noise * _normal(goals, rng)


def _normal(like: Tensor, rng: np.random.Generator) -> Tensor:
    return torch.from_numpy(rng.standard_normal(like.shape, dtype=np.float32))


def _codes(spec: AutoencoderSpec, sums: Tensor, rng: np.random.Generator) -> Codes:
    if not spec.learning.variational:
        return Codes(sums, None, None, sums)
    means, log_variances = sums.chunk(2, 1)
    draws = _normal(means, rng)
    given = means + torch.exp(0.5 * log_variances) * draws
    return Codes(means, log_variances, draws, given)


def _pixel_loss(
    spec: AutoencoderSpec, sums: Tensor, goals: Tensor
) -> tuple[float, Tensor]:
    """Return the loss and its slopes (B, D) in the last sums."""
    found = shine(spec, sums)
    errors = found - goals
    if spec.learning.loss == "log":
        loss = functional.binary_cross_entropy_with_logits(sums, goals)
        return float(loss), errors.mul_(1 / goals.numel())
    along = errors.view(-1)
    loss = along.dot(along) / goals.numel()
    errors *= 2 / goals.numel()
    if spec.hourglass.output == "sigmoid":
        errors = torch.ops.aten.sigmoid_backward(errors, found)
    return float(loss), errors


def _code_loss(
    spec: AutoencoderSpec, codes: Codes, errors: Tensor
) -> tuple[float, Tensor]:
    """Return what the codes cost, and the slopes (B, in) in what the encoder says.

    `errors` (B, k) are the slopes in what the decoder is given.
    """
    cost, slopes = 0.0, errors
    if spec.learning.l2:
        share = spec.learning.l2 / codes.means.numel()
        cost += share * float(codes.means.square().sum())
        slopes = slopes + 2 * share * codes.means
    if codes.log_variances is None or codes.draws is None:
        return cost, slopes
    share = spec.learning.kl / (len(errors) * spec.images.width)
    spread = torch.exp(0.5 * codes.log_variances)
    surplus = spread.square() - 1
    cost += (
        0.5
        * share
        * float((codes.means.square() + surplus - codes.log_variances).sum())
    )
    in_means = slopes + share * codes.means
    in_spreads = 0.5 * (errors * codes.draws * spread + share * surplus)
    return cost, torch.cat([in_means, in_spreads], 1)
