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

from models.benches import Bench, make_bench
from models.devices import refuse_absent
from models.draws import batch_at
from models.hourglasses import draw_hourglass
from models.images import Pixels, split
from models.latent_moments import Checkpoint
from models.latent_specs import AutoencoderSpec
from models.optimizers import rate_at
from models.specs import OptimizerSpec

MOST_MEASURED = 500  # images of which losses are measured: of more, an even share


class Sets(NamedTuple):
    """The numbers of the images that train, and of those held out."""

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

    Raises:
        ValueError: one sentence that names a graphics card that is not there.
    """
    refuse_absent(spec.learning.device)
    sets = Sets(*split(len(pixels), spec.images.test, spec.images.seed))
    rule = rule_of(spec, len(sets.learnt))
    here = after or Checkpoint(0, 0, 0.0, draw_hourglass(spec), nan, nan)
    bench = make_bench(spec, pixels, rule, here)
    if after is None:
        loss, held_out = _measured(sets, bench)
        here = replace(here, theta=bench.theta(), loss=loss, held_out=held_out)
        yield here
    while here.index < rule.schedule_steps and not here.has_diverged:
        left = rule.schedule_steps - here.index
        pause = every or spec.batches(len(sets.learnt))
        length = min(pause - here.index % pause, left)
        for here_or_none in _leg(spec, sets, bench, here, length):
            yield here_or_none
            here = here_or_none or here


def rule_of(spec: AutoencoderSpec, samples: int) -> OptimizerSpec:
    """Return the optimiser, its schedule as long as all epochs over `samples`."""
    steps = spec.learning.epochs * spec.batches(samples)
    return replace(spec.optimizer, schedule_steps=steps)


def _leg(
    spec: AutoencoderSpec, sets: Sets, bench: Bench, begin: Checkpoint, length: int
) -> Iterator[Checkpoint | None]:
    """Yield None for each of `length` batches after `begin`, and then a checkpoint."""
    rule = rule_of(spec, len(sets.learnt))
    seen, seconds, rate = begin.seen, begin.seconds, nan
    batch_losses: list[float] = []
    for index in range(begin.index, begin.index + length):
        since = perf_counter()
        numbers = batch_at(len(sets.learnt), spec.batch, seen)
        chosen = sets.learnt if numbers is None else sets.learnt[numbers]
        rate = rate_at(rule, index)
        batch_losses.append(bench.step(chosen, index, rate))
        seen += len(chosen)
        seconds += perf_counter() - since
        if not isfinite(batch_losses[-1]):
            break
        yield None
    loss, held_out = _measured(sets, bench)
    yield Checkpoint(
        begin.index + len(batch_losses), seen, seen / len(sets.learnt), bench.theta(),
        loss, held_out, float(np.mean(batch_losses)), rate, seconds, bench.memory(),
        not isfinite(loss) or not isfinite(batch_losses[-1]),
    )  # fmt: skip


def _measured(sets: Sets, bench: Bench) -> tuple[float, float]:
    """Return the losses of the images that train, and of those held out."""
    learnt, held_out = (
        bench.loss(numbers[:: -(-len(numbers) // MOST_MEASURED) or 1])
        for numbers in sets
    )
    return learnt, held_out
