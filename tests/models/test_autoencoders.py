"""Hourglasses: their gradient, their training, and the facts of lessons 20 and 21."""

from dataclasses import replace
from inspect import signature

import numpy as np
import pytest
import torch
from torch.nn import functional

import models.quiet_torch  # noqa: F401 - one thread
from models import autoencoders, benches, flat_rules, hourglasses
from models import pixel_slopes as pixel_slopes_module
from models.activations import ACTIVATIONS
from models.autoencoders import train
from models.digits import load_digits
from models.flat_rules import make_rule
from models.hourglasses import (
    decode,
    draw_hourglass,
    encode,
    hourglass_of,
    narrows,
    pixel_losses,
    reconstruct,
    widths,
)
from models.images import flat
from models.latent_specs import (
    AutoencoderSpec,
    HourglassSpec,
    ImagesSpec,
    LearningSpec,
)
from models.latent_uses import principal
from models.optimizers import Here, make_optimizer
from models.pixel_slopes import pixel_slopes
from models.specs import BatchSpec, OptimizerSpec

WHOLE = 10**6  # batches: one checkpoint at the end
SMALL = AutoencoderSpec(hourglass=HourglassSpec((9, 5), 3), learning=LearningSpec())


@pytest.fixture(scope="module")
def digits():
    return load_digits()


def trained(spec, pixels, **keys):
    *_, last = (one for one in train(spec, pixels, **keys) if one)
    return last


# The gradient


def by_autograd(spec, theta, rows, seed):
    """Return the loss and its gradient, from the formulas, by torch."""
    rng = np.random.default_rng(seed)
    theta = torch.tensor(theta, dtype=torch.float64, requires_grad=True)
    goals, k = torch.tensor(rows, dtype=torch.float64), spec.hourglass.bottleneck
    learning = spec.learning

    def normal(*shape):
        return torch.tensor(rng.standard_normal(shape, dtype=np.float32))

    def half(values, part, shape):
        for number, (w, b, fan_in, fan_out) in enumerate(shape.layers(), start=2):
            values = values @ part[w].view(fan_in, fan_out) + part[b]
            if number < len(shape.sizes):
                name = spec.hourglass.activation
                values = getattr(functional, name, getattr(torch, name, None))(values)
        return values

    seen = goals + learning.noise * normal(*goals.shape) if learning.noise else goals
    code = half(seen, theta[: spec.encoder.count], spec.encoder)
    means, added = code[:, :k], 0
    if learning.variational:
        log_variances = code[:, k:]
        code = means + torch.exp(log_variances / 2) * normal(*means.shape)
        divergence = torch.distributions.kl_divergence(
            torch.distributions.Normal(means, torch.exp(log_variances / 2)),
            torch.distributions.Normal(0.0, 1.0),
        )
        added = learning.kl * divergence.sum(1).mean() / goals.shape[1]
    sums = half(code, theta[spec.encoder.count :], spec.decoder)
    found = torch.sigmoid(sums) if spec.hourglass.output == "sigmoid" else sums
    losses = {"log": functional.binary_cross_entropy, "squared": functional.mse_loss}
    loss = losses[learning.loss](found, goals) + learning.l2 * means.square().mean()
    loss = loss + added
    loss.backward()
    return loss.item(), theta.grad.numpy()


@pytest.mark.parametrize(
    ("hourglass", "learning"),
    [
        *[({"activation": name}, {}) for name in ("tanh", "elu", "relu", "gelu")],
        ({"activation": "silu", "layers": ()}, {"l2": 0.3}),
        ({"output": "linear"}, {"noise": 0.2}),
        ({}, {"loss": "log", "l2": 0.1, "noise": 0.1}),
        ({}, {"variational": True, "kl": 2.0}),
        ({"activation": "gelu"}, {"variational": True, "l2": 0.2, "loss": "log"}),
    ],
)
def test_the_gradient_is_that_of_torch(digits, hourglass, learning):
    spec = AutoencoderSpec(
        hourglass=replace(SMALL.hourglass, **hourglass),
        learning=replace(SMALL.learning, **learning),
    )
    theta, rows = draw_hourglass(spec), flat(digits.pixels[:20])
    gradient = np.full_like(theta, np.nan)
    both = hourglass_of(spec, theta), hourglass_of(spec, gradient)
    loss = pixel_slopes(*both, rows, np.random.default_rng(4))
    expected, slopes = by_autograd(spec, theta, rows, seed=4)
    assert loss == pytest.approx(expected, rel=1e-5)
    np.testing.assert_allclose(gradient, slopes, atol=1e-5 * np.abs(slopes).max())


@pytest.mark.parametrize("name", ["adam", "adamw"])
def test_the_kernel_is_the_rule(name):
    spec, rng = OptimizerSpec(name, learning_rate=0.1), np.random.default_rng(0)
    ours = rng.normal(size=50).astype(np.float32)
    theirs = ours.astype(np.float64)
    rule, flat_rule = make_optimizer(spec), make_rule(spec, ours, None)
    memory = rule.init(theirs)
    for _ in range(5):
        gradient = rng.normal(size=50).astype(np.float32)
        flat_rule.step(gradient, 0.1)
        change, memory = rule.update(Here(theirs, gradient, 0.1, None), memory)
        theirs = theirs + change
    np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)
    assert flat_rule.memory().steps == memory.steps == 5


# Training


@pytest.mark.parametrize("name", ["adam", "momentum", "rmsprop", "adagrad"])
def test_it_goes_on_from_any_checkpoint_bit_for_bit(digits, name):
    spec = replace(
        SMALL,
        optimizer=OptimizerSpec(name, learning_rate=0.01, schedule="cosine"),
        learning=LearningSpec(epochs=3, noise=0.1, variational=True),
    )
    whole = [one for one in train(spec, digits.pixels[:300], every=3) if one]
    assert [one.index for one in whole] == [0, 3, 6, 9, 12]
    for place in (1, 3):
        rest = [one for one in train(spec, digits.pixels[:300], whole[place]) if one]
        assert np.array_equal(rest[-1].theta, whole[-1].theta)
        assert rest[-1].loss == whole[-1].loss
        assert rest[-1].epoch == whole[-1].epoch == 3
    assert whole[-1].loss < whole[0].loss
    assert whole[-1].rate < whole[1].rate
    assert not whole[-1].theta.flags.writeable


@pytest.mark.parametrize("name", ["adam", "adamw", "gradient_descent", "rmsprop"])
@pytest.mark.parametrize("before", ["adam", "momentum", "rmsprop", "adagrad"])
def test_what_another_rule_remembers_is_left(before, name):
    theta = np.linspace(-1, 1, 20_000, dtype=np.float32)
    slope = np.cos(theta)
    old = make_rule(OptimizerSpec(before), theta.copy(), None)
    old.step(slope, 0.1)
    own, anew = theta.copy(), theta.copy()
    make_rule(OptimizerSpec(name), own, old.memory()).step(slope, 0.1)
    make_rule(OptimizerSpec(name), anew, None).step(slope, 0.1)
    alike = {("adam", "adamw"), ("adagrad", "rmsprop")}  # they remember the same things
    if name != before and (before, name) not in alike:
        np.testing.assert_array_equal(own, anew)
    assert np.isfinite(own).all()


def test_it_may_be_stopped_between_batches(digits):
    spec = replace(SMALL, learning=LearningSpec(epochs=1), batch=BatchSpec(size=100))
    kinds = [one is None for one in train(spec, digits.pixels[:500])]
    assert kinds == [False, True, True, True, True, False]


def test_bytes_are_learnt_as_fractions_are(digits):
    spec = replace(SMALL, learning=LearningSpec(epochs=1))
    pixels = np.round(digits.pixels[:200] * 255).astype(np.uint8)
    fractions = pixels * np.float32(1 / 255)
    assert np.array_equal(trained(spec, pixels).theta, trained(spec, fractions).theta)


def test_training_is_given_no_labels():
    assert list(signature(train).parameters) == ["spec", "pixels", "after", "every"]
    modules = autoencoders, benches, pixel_slopes_module, hourglasses, flat_rules
    for module in modules:
        assert not {"Images", "Attribute"} & vars(module).keys()


def test_a_rate_too_high_ends_with_a_word(digits):
    wild = OptimizerSpec("gradient_descent", learning_rate=100)
    spec = AutoencoderSpec(
        hourglass=HourglassSpec((20,), 2, "relu", "linear"), optimizer=wild
    )
    last = trained(spec, digits.pixels[:200])
    assert last.has_diverged
    assert last.index < 100


def test_all_may_train_and_none_be_held_out(digits):
    spec = replace(SMALL, images=ImagesSpec(test=0), learning=LearningSpec(epochs=1))
    last = trained(spec, digits.pixels[:100])
    assert np.isnan(last.held_out)
    assert (last.seen, last.epoch) == (100, 1)


# What is asked for


def test_an_hourglass_has_widths():
    assert widths(SMALL) == (64, 9, 5, 3, 5, 9, 64)
    assert narrows(SMALL)
    assert not narrows(replace(SMALL, hourglass=HourglassSpec((70,), 3)))
    faces = AutoencoderSpec(ImagesSpec("faces"), HourglassSpec((256,), 16))
    assert faces.images.width == 3072
    assert faces.compression == 192
    assert len(draw_hourglass(faces)) == faces.count == 1_584_656


@pytest.mark.parametrize(
    ("part", "keys", "sentence"),
    [
        (HourglassSpec, {"bottleneck": 64}, "bottleneck must be less than the 64 numb"),
        (HourglassSpec, {"bottleneck": 257}, "must be a whole number from 1 to 256"),
        (HourglassSpec, {"layers": (3,) * 5}, "layers must be at most 4 layers, not 5"),
        (ImagesSpec, {"name": "faces", "size": 33}, "24, 32, 48 or 64 for faces"),
        (OptimizerSpec, {"name": "newton"}, "optimizer.name must be a rule without"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(part, keys, sentence):
    with pytest.raises(ValueError, match=sentence):
        AutoencoderSpec(**{part.part: part(**keys)})


def test_log_loss_needs_pixels_from_0_to_1():
    with pytest.raises(ValueError, match=r"hourglass\.output must be sigmoid"):
        AutoencoderSpec(
            hourglass=HourglassSpec(output="linear"), learning=LearningSpec("log")
        )


def test_all_activations_can_be_bends(digits):
    for name in ACTIVATIONS:
        hourglass = replace(SMALL.hourglass, activation=name)
        spec = replace(SMALL, hourglass=hourglass, learning=LearningSpec(epochs=1))
        assert np.isfinite(trained(spec, digits.pixels[:100]).loss)


# The facts of the lessons


@pytest.fixture(scope="module")
def squeezed(digits):
    """Return the spec of lesson 20 with fewer epochs of longer steps, and its end."""
    optimizer = OptimizerSpec("adam", learning_rate=0.01, schedule="cosine")
    spec = AutoencoderSpec(learning=LearningSpec(epochs=60), optimizer=optimizer)
    return spec, trained(spec, digits.pixels, every=WHOLE)


def test_a_reconstruction_is_encoded_and_decoded(digits, squeezed):
    spec, last = squeezed
    rows = flat(digits.pixels[:700])
    codes = encode(hourglass_of(spec, last.theta), rows)
    found = decode(hourglass_of(spec, last.theta), codes)
    assert codes.shape == (700, 2)
    np.testing.assert_array_equal(
        found, reconstruct(hourglass_of(spec, last.theta), rows)
    )
    errors = np.square(found - rows).mean(1)
    np.testing.assert_allclose(
        pixel_losses(hourglass_of(spec, last.theta), rows), errors, rtol=1e-5
    )


def test_a_linear_autoencoder_is_pca(digits):
    spec = AutoencoderSpec(
        ImagesSpec(test=0),
        HourglassSpec((), 2, "linear", "linear"),
        LearningSpec(epochs=2000),
        OptimizerSpec("adam", learning_rate=0.02, schedule="cosine"),
        BatchSpec(size=0),
    )
    theta = trained(spec, digits.pixels, every=WHOLE).theta
    rows = flat(digits.pixels)
    best = principal(rows, 2)
    least = np.square(best.decode(best.encode(rows)) - rows).mean()
    assert pixel_losses(hourglass_of(spec, theta), rows).mean() == pytest.approx(
        least, rel=1e-4
    )
    weights = hourglass_of(spec, theta).decoder[0][0].numpy()
    cosines = np.linalg.svd(np.linalg.qr(weights.T)[0].T @ best.axes)[1]
    assert np.degrees(np.arccos(np.clip(cosines, 0, 1))).max() < 1
