"""Train an autoencoder: a generator of checkpoints, each of which it can go on from.

It is given the pixels alone: what is known of the images cannot leak into the codes.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite, nan
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.draws import batch_at
from models.flat_rules import make_rule
from models.hourglasses import Hourglass, draw_hourglass, hourglass_of, pixel_losses
from models.images import Floats, Pixels, flat, split
from models.latent_moments import Checkpoint
from models.latent_specs import AutoencoderSpec
from models.optimizers import rate_at
from models.pixel_slopes import pixel_slopes
from models.specs import OptimizerSpec

MOST_MEASURED = 1000  # images of which losses are measured: of more, an even share


class Sets(NamedTuple):
    """The images, and the numbers of those that train and of those held out."""

    pixels: Pixels
    learnt: NDArray[np.intp]
    held_out: NDArray[np.intp]


def train(
    spec: AutoencoderSpec,
    pixels: Pixels,
    after: Checkpoint | None = None,
    every: int = 0,
) -> Iterator[Checkpoint | None]:
    """Yield the start and a checkpoint each epoch, or each `every` batches.

    None is yielded between batches: places where it may be stopped. It ends after the
    last epoch, or where the loss is no longer a number. `after` goes on from there.
    """
    sets = Sets(pixels, *split(len(pixels), spec.images.test, spec.images.seed))
    here = after or _first(spec, sets)
    if after is None:
        yield here
    rule = rule_of(spec, len(sets.learnt))
    while here.index < rule.schedule_steps and not here.has_diverged:
        left = rule.schedule_steps - here.index
        pause = every or rule.schedule_steps // spec.learning.epochs
        length = min(pause - here.index % pause, left)
        for here_or_none in _leg(spec, sets, rule, here, length):
            yield here_or_none
            here = here_or_none or here


def rule_of(spec: AutoencoderSpec, samples: int) -> OptimizerSpec:
    """Return the optimiser, its schedule as long as all epochs over `samples`."""
    size = spec.batch.size if 0 < spec.batch.size < samples else samples
    steps = spec.learning.epochs * -(-samples // size)
    return replace(spec.optimizer, schedule_steps=steps)


def _first(spec: AutoencoderSpec, sets: Sets) -> Checkpoint:
    theta = draw_hourglass(spec)
    loss, held_out = _measured(spec, sets, theta)
    return Checkpoint(0, 0, 0.0, _sealed(theta), loss, held_out)


def _leg(
    spec: AutoencoderSpec,
    sets: Sets,
    rule: OptimizerSpec,
    begin: Checkpoint,
    length: int,
) -> Iterator[Checkpoint | None]:
    """Yield None for each of `length` batches after `begin`, and then a checkpoint."""
    theta = np.array(begin.theta)
    gradient = np.empty_like(theta)
    hourglass, slopes = hourglass_of(spec, theta), hourglass_of(spec, gradient)
    flat_rule = make_rule(rule, theta, begin.memory)
    seen, seconds, rate = begin.seen, begin.seconds, nan
    batch_losses: list[float] = []
    for index in range(begin.index, begin.index + length):
        since = perf_counter()
        numbers = batch_at(len(sets.learnt), spec.batch, seen)
        chosen = sets.learnt if numbers is None else sets.learnt[numbers]
        rng = np.random.default_rng([spec.learning.seed, index])
        rows = flat(sets.pixels[chosen])
        batch_losses.append(pixel_slopes(hourglass, slopes, rows, rng))
        rate = rate_at(rule, index)
        flat_rule.step(gradient, rate)
        seen += len(chosen)
        seconds += perf_counter() - since
        if not isfinite(batch_losses[-1]):
            break
        yield None
    loss, held_out = _measured(spec, sets, theta)
    yield Checkpoint(
        begin.index + len(batch_losses), seen, seen / len(sets.learnt), _sealed(theta),
        loss, held_out, float(np.mean(batch_losses)), rate, seconds, flat_rule.memory(),
        not isfinite(loss) or not isfinite(batch_losses[-1]),
    )  # fmt: skip


def _measured(spec: AutoencoderSpec, sets: Sets, theta: Floats) -> tuple[float, float]:
    """Return the losses of the images that train, and of those held out."""
    hourglass = hourglass_of(spec, theta)
    learnt, held_out = (
        _mean_loss(hourglass, sets.pixels, numbers) for numbers in sets[1:]
    )
    return learnt, held_out


def _mean_loss(
    hourglass: Hourglass, pixels: Pixels, numbers: NDArray[np.intp]
) -> float:
    if not len(numbers):
        return nan
    some = numbers[:: -(-len(numbers) // MOST_MEASURED)]
    return float(pixel_losses(hourglass, flat(pixels[some])).mean())


def _sealed(theta: Floats) -> Floats:
    theta.setflags(write=False)
    return theta
