"""Where an autoencoder is trained: parameters, a rule, and images at hand.

The processor has the gradient of dense layers written out by hand, and torch's own
kernels. A graphics card holds the images as they are stored, if they leave room, so
that batches are gathered there; the gradient is by autograd.
"""

from math import nan, prod
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.devices import free_bytes
from models.flat_rules import make_card_rule, make_rule
from models.hourglasses import ROWS, hourglass_of, losses_of, pixel_losses
from models.images import Floats, Pixels, flat_at
from models.latent_moments import Checkpoint
from models.latent_specs import AutoencoderSpec
from models.pixel_autograd import autograd_slopes
from models.pixel_slopes import pixel_slopes
from models.specs import OptimizerSpec

Numbers = NDArray[np.intp]
"""Numbers of images."""

SHARE = 0.5  # of a card's free memory that images may take


class Bench(Protocol):
    """Trains, batch by batch, from a checkpoint on."""

    def step(self, numbers: Numbers, index: int, rate: float) -> float:
        """Follow a batch of images, the `index`-th; return its loss before."""

    def loss(self, numbers: Numbers) -> float:
        """Return the mean loss of some images, of pixels only; nan of none."""

    def theta(self) -> Floats:
        """Return the parameters (P,) as they are now, read-only."""

    def memory(self) -> object:
        """Return what the rule remembers, immutable."""


def make_bench(
    spec: AutoencoderSpec, pixels: Pixels, rule: OptimizerSpec, begin: Checkpoint
) -> Bench:
    """Return what trains on the device that `spec` asks for, as far as `begin` is."""
    if spec.learning.device == "cpu":
        return Processor(spec, pixels, rule, begin)
    return Card(spec, pixels, rule, begin, torch.device(spec.learning.device))


class Processor:
    """Trains in the computer's own memory."""

    def __init__(
        self,
        spec: AutoencoderSpec,
        pixels: Pixels,
        rule: OptimizerSpec,
        begin: Checkpoint,
    ) -> None:
        self._seed, self._pixels = spec.learning.seed, pixels
        self._theta = np.array(begin.theta)
        self._gradient = np.empty_like(self._theta)
        self._hourglass = hourglass_of(spec, self._theta)
        self._slopes = hourglass_of(spec, self._gradient)
        self._rule = make_rule(rule, self._theta, begin.memory)

    def step(self, numbers: Numbers, index: int, rate: float) -> float:
        """Follow a batch of images, the `index`-th; return its loss before."""
        rng = np.random.default_rng([self._seed, index])
        rows = flat_at(self._pixels, numbers)
        loss = pixel_slopes(self._hourglass, self._slopes, rows, rng)
        self._rule.step(self._gradient, rate)
        return loss

    def loss(self, numbers: Numbers) -> float:
        """Return the mean loss of some images, of pixels only; nan of none."""
        if not len(numbers):
            return nan
        rows = flat_at(self._pixels, numbers)
        return float(pixel_losses(self._hourglass, rows).mean())

    def theta(self) -> Floats:
        """Return the parameters (P,) as they are now, read-only."""
        return _sealed(self._theta)

    def memory(self) -> object:
        """Return what the rule remembers, immutable."""
        return self._rule.memory()


class Card:
    """Trains on a graphics card, or wherever else torch has a device."""

    def __init__(
        self,
        spec: AutoencoderSpec,
        pixels: Pixels,
        rule: OptimizerSpec,
        begin: Checkpoint,
        device: torch.device,
    ) -> None:
        self._seed, self._device = spec.learning.seed, device
        self._stock = Stock(pixels, device)
        self._theta = torch.tensor(begin.theta, device=device)
        self._gradient = torch.empty_like(self._theta)
        self._hourglass = hourglass_of(spec, self._theta)
        self._slopes = hourglass_of(spec, self._gradient)
        self._rule = make_card_rule(rule, self._theta, begin.memory)

    def step(self, numbers: Numbers, index: int, rate: float) -> float:
        """Follow a batch of images, the `index`-th; return its loss before."""
        draws = torch.Generator(self._device)
        state = np.random.SeedSequence([self._seed, index]).generate_state(1)
        draws.manual_seed(int(state[0]))

        def normal(like: Tensor) -> Tensor:
            return torch.randn(like.shape, generator=draws, device=self._device)

        rows = self._stock.rows(numbers)
        loss = autograd_slopes(self._hourglass, self._slopes, rows, normal)
        self._rule.step(self._gradient, rate)
        return loss

    def loss(self, numbers: Numbers) -> float:
        """Return the mean loss of some images, of pixels only; nan of none."""
        if not len(numbers):
            return nan
        parts = np.split(numbers, range(ROWS, len(numbers), ROWS))
        rows = (self._stock.rows(part) for part in parts)
        losses = torch.cat([losses_of(self._hourglass, some) for some in rows])
        return float(losses.mean())

    def theta(self) -> Floats:
        """Return the parameters (P,) as they are now, read-only."""
        return _sealed(self._theta.cpu().numpy())

    def memory(self) -> object:
        """Return what the rule remembers, immutable."""
        return self._rule.memory()


class Stock:
    """Images on a device, or brought there batch by batch if they are too many."""

    def __init__(self, pixels: Pixels, device: torch.device) -> None:
        self._pixels, self._device = pixels, device
        room = free_bytes(device)
        self._whole: Tensor | None = None
        if room is None or pixels.nbytes <= SHARE * room:
            self._whole = torch.tensor(pixels).to(device)

    @property
    def is_whole(self) -> bool:
        """Whether all images are there."""
        return self._whole is not None

    def rows(self, numbers: Numbers) -> Tensor:
        """Return images as new rows (M, D) of single precision from 0 to 1."""
        if self._whole is None:
            some = self._moved(self._pixels[numbers])
        else:
            some = self._whole[torch.from_numpy(numbers).to(self._device)]
        rows = some.view(len(numbers), prod(self._pixels.shape[1:]))
        return rows / 255 if rows.dtype == torch.uint8 else rows

    def _moved(self, pixels: Pixels) -> Tensor:
        new = torch.from_numpy(pixels)
        if self._device.type == "cuda":  # so that it need not be waited for
            new = new.pin_memory()
        return new.to(self._device, non_blocking=True)


def _sealed(theta: Floats) -> Floats:
    copy = np.array(theta)
    copy.setflags(write=False)
    return copy
