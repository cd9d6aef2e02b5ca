"""Training on a device: the same as in memory, but for rounding."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from models import benches, devices
from models.autoencoders import train
from models.benches import Card, Processor, Stock
from models.devices import offered
from models.digits import load_digits
from models.hourglasses import draw_hourglass
from models.images import flat
from models.latent_moments import Checkpoint
from models.latent_specs import AutoencoderSpec, HourglassSpec, LearningSpec
from models.specs import OptimizerSpec

HERE = torch.device("cpu")  # a device as any other
SPEC = AutoencoderSpec(
    hourglass=HourglassSpec((9, 5), 3), learning=LearningSpec(l2=0.1)
)
BATCH = np.arange(3, 40)


@pytest.fixture(scope="module")
def pixels():
    return load_digits().pixels


def begin():
    return Checkpoint(0, 0, 0.0, draw_hourglass(SPEC), np.nan, np.nan)


@pytest.mark.parametrize("name", ["adam", "adamw"])
@pytest.mark.parametrize("bias_correction", [True, False])
def test_a_card_trains_as_the_processor_does(pixels, name, bias_correction):
    rule = OptimizerSpec(name, learning_rate=0.1, bias_correction=bias_correction)
    card = Card(SPEC, pixels, rule, begin(), HERE)
    processor = Processor(SPEC, pixels, rule, begin())
    for index in range(5):
        losses = [bench.step(BATCH, index, 0.01) for bench in (card, processor)]
        assert losses[0] == pytest.approx(losses[1], rel=1e-5)
    np.testing.assert_allclose(card.theta(), processor.theta(), rtol=1e-3, atol=1e-4)
    assert card.loss(BATCH) == pytest.approx(processor.loss(BATCH), rel=1e-4)
    assert card.memory().steps == 5
    assert np.isnan(card.loss(BATCH[:0]))
    assert not card.theta().flags.writeable


def test_a_card_goes_on_bit_for_bit(pixels):
    spec = replace(SPEC, learning=LearningSpec(noise=0.2, variational=True))
    rule = OptimizerSpec("adam", learning_rate=0.1)
    start = replace(begin(), theta=draw_hourglass(spec))
    whole = Card(spec, pixels, rule, start, HERE)
    for index in range(2):
        whole.step(BATCH, index, 0.01)
    half = Checkpoint(2, 0, 0.0, whole.theta(), 0, 0, memory=whole.memory())
    rest = Card(spec, pixels, rule, half, HERE)
    for index in range(2, 5):
        assert whole.step(BATCH, index, 0.01) == rest.step(BATCH, index, 0.01)
    assert np.array_equal(whole.theta(), rest.theta())


@pytest.mark.parametrize("room", [None, 1])
def test_images_are_held_or_brought(pixels, room, monkeypatch):
    monkeypatch.setattr(benches, "free_bytes", lambda device: room)
    for some in (pixels, np.round(255 * pixels).astype(np.uint8)):
        stock = Stock(some, HERE)
        assert stock.is_whole == (room is None)
        rows = stock.rows(BATCH)
        np.testing.assert_allclose(rows, flat(some[BATCH]), atol=1e-6)


def test_all_that_is_offered_trains(pixels):
    assert offered()[0] == "cpu"
    for name in offered():
        spec = replace(SPEC, learning=LearningSpec(epochs=1, device=name))
        *_, last = (one for one in train(spec, pixels[:200]) if one)
        assert np.isfinite(last.loss)


def test_a_card_that_is_not_there_is_refused(pixels, monkeypatch):
    monkeypatch.setattr(devices, "offered", lambda: ("cpu",))
    spec = replace(SPEC, learning=LearningSpec(device="cuda"))
    with pytest.raises(ValueError, match=r"must be cpu on this computer: torch finds"):
        next(train(spec, pixels))


def test_a_card_knows_few_rules():
    with pytest.raises(ValueError, match="must be adam or adamw on a graphics card"):
        AutoencoderSpec(
            learning=LearningSpec(device="mps"), optimizer=OptimizerSpec("momentum")
        )
