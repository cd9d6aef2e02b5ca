"""Convolutional hourglasses: their layers, their gradient, their training."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

import models.quiet_torch  # noqa: F401 - one thread
from models.autoencoders import train
from models.hourglasses import (
    decode,
    draw_hourglass,
    encode,
    hourglass_of,
    pixel_losses,
    reconstruct,
    widths,
)
from models.image_sets import gather
from models.images import flat
from models.latent_specs import (
    AutoencoderSpec,
    HourglassSpec,
    ImagesSpec,
    LearningSpec,
)
from models.pixel_autograd import autograd_slopes
from models.pixel_slopes import pixel_slopes
from models.specs import BatchSpec, OptimizerSpec

SPEC = AutoencoderSpec(
    ImagesSpec("faces", "two_knobs", 64, samples=60),
    HourglassSpec((6, 8), 5, "elu", kind="convolutional"),
    LearningSpec(epochs=2),
    OptimizerSpec("adam", learning_rate=0.01),
    BatchSpec(size=16),
)


@pytest.fixture(scope="module")
def faces():
    *_, images = gather(SPEC.images)
    return images


def modules_of(spec, theta):
    """Return an encoder and a decoder of torch's own modules, with these parameters."""
    channels, k = (3, *spec.hourglass.layers), spec.hourglass.bottleneck
    side = spec.images.size >> len(spec.hourglass.layers)
    numbers = channels[-1] * side**2
    ends = k * (1 + spec.learning.variational)
    down, up = [], []
    for wide, narrow in pairwise(channels):
        down += [nn.Conv2d(wide, narrow, 4, 2, 1), nn.ELU()]
        up = [nn.ELU(), nn.ConvTranspose2d(narrow, wide, 4, 2, 1), *up]
    encoder = nn.Sequential(*down, nn.Flatten(), nn.Linear(numbers, ends))
    decoder = nn.Sequential(
        nn.Linear(k, numbers), up[0], nn.Unflatten(1, (channels[-1], side, side)),
        *up[1:],
    )  # fmt: skip
    at = 0
    for part in (*encoder, *decoder):
        for parameter in part.parameters():
            count, dims = parameter.numel(), parameter.shape
            some = torch.tensor(theta[at : at + count])
            is_linear = parameter.dim() == 2
            view = some.view(dims[::-1]).t() if is_linear else some.view(dims)
            parameter.data = view.clone()
            at += count
    assert at == len(theta)
    return encoder, decoder


def as_maps(pixels):
    return torch.tensor(pixels.transpose(0, 3, 1, 2).copy())


def test_layers_are_those_of_torch(faces):
    theta = draw_hourglass(SPEC)
    encoder, decoder = modules_of(SPEC, theta)
    hourglass, rows = hourglass_of(SPEC, theta), flat(faces.pixels[:9])
    with torch.no_grad():
        codes = encoder(as_maps(faces.pixels[:9]))
        images = torch.sigmoid(decoder(codes)).permute(0, 2, 3, 1)
    np.testing.assert_allclose(encode(hourglass, rows), codes, atol=1e-5)
    found = decode(hourglass, codes.numpy()).reshape(images.shape)
    np.testing.assert_allclose(found, images, atol=1e-5)
    losses = np.square(reconstruct(hourglass, rows) - rows).mean(1)
    np.testing.assert_allclose(pixel_losses(hourglass, rows), losses, rtol=1e-4)
    assert decode(hourglass, codes[:1].numpy()).shape == (1, 64 * 64 * 3)


def test_an_hourglass_of_convolutions_has_widths():
    assert widths(SPEC) == (12288, 6144, 2048, 5, 2048, 6144, 12288)
    modules = modules_of(SPEC, draw_hourglass(SPEC))
    count = sum(p.numel() for half in modules for p in half.parameters())
    assert SPEC.count == count


def test_the_gradient_is_that_of_torch(faces):
    spec = replace(SPEC, learning=LearningSpec(l2=0.3))
    theta, rows = draw_hourglass(spec), flat(faces.pixels[:9])
    encoder, decoder = modules_of(spec, theta)
    goals = as_maps(faces.pixels[:9])
    codes = encoder(goals)
    found = torch.sigmoid(decoder(codes))
    loss = functional.mse_loss(found, goals) + 0.3 * codes.square().mean()
    loss.backward()
    slopes = [
        parameter.grad.t() if parameter.dim() == 2 else parameter.grad
        for half in (encoder, decoder)
        for parameter in half.parameters()
    ]
    expected = np.concatenate([one.reshape(-1).numpy() for one in slopes])
    gradient = np.full_like(theta, np.nan)
    both = hourglass_of(spec, theta), hourglass_of(spec, gradient)
    rng = np.random.default_rng(0)
    assert pixel_slopes(*both, rows, rng) == pytest.approx(loss.item(), rel=1e-5)
    np.testing.assert_allclose(gradient, expected, atol=1e-5 * np.abs(expected).max())


@pytest.mark.parametrize(
    "learning",
    [
        {},
        {"loss": "log", "l2": 0.1, "noise": 0.1},
        {"variational": True, "kl": 2.0, "l2": 0.2},
    ],
)
@pytest.mark.parametrize("activation", ["tanh", "gelu", "softplus", "leaky_relu"])
def test_by_hand_or_by_autograd_is_the_same(activation, learning):
    spec = AutoencoderSpec(
        hourglass=HourglassSpec((9, 5), 3, activation),
        learning=LearningSpec(**learning),
    )
    theta, rng = draw_hourglass(spec), np.random.default_rng(0)
    rows = rng.random((20, 64), dtype=np.float32)
    by_hand, by_torch = np.zeros_like(theta), np.zeros_like(theta)
    hourglass, draws = hourglass_of(spec, theta), np.random.default_rng(4)

    def normal(like):
        return torch.from_numpy(draws.standard_normal(like.shape, dtype=np.float32))

    loss = pixel_slopes(
        hourglass, hourglass_of(spec, by_hand), rows, np.random.default_rng(4)
    )
    other = autograd_slopes(
        hourglass, hourglass_of(spec, by_torch), torch.from_numpy(rows), normal
    )
    assert loss == pytest.approx(other, rel=1e-5)
    np.testing.assert_allclose(by_hand, by_torch, atol=1e-5 * np.abs(by_hand).max())


def test_convolutions_learn_and_go_on_from_any_epoch(faces):
    first, middle, last = (one for one in train(SPEC, faces.pixels) if one)
    assert last.loss < first.loss
    *_, again = (one for one in train(SPEC, faces.pixels, middle) if one)
    assert np.array_equal(again.theta, last.theta)


@pytest.mark.parametrize(
    ("images", "layers", "sentence"),
    [
        ({"size": 32}, (8,), r"hourglass.kind must be dense for images of 32 x 32 pix"),
        (
            {"name": "own", "size": 100},
            (8, 8, 8),
            r"images.size must be a multiple of 8 for 3 convolutions .*, not 100",
        ),
        ({"size": 64}, (), "hourglass.layers must be at least one layer of conv"),
    ],
)
def test_images_that_cannot_be_convolved_are_refused(images, layers, sentence):
    with pytest.raises(ValueError, match=sentence):
        AutoencoderSpec(
            ImagesSpec(**{"name": "faces", **images}),
            HourglassSpec(layers, 5, kind="convolutional"),
        )
