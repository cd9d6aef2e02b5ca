"""Where a descent stops, because the user asked for it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.scales import counted, short
from models.snapshots import Step
from models.specs import StopSpec


def stopped(step: Step, stop: StopSpec) -> Step:
    """Return `step` with what it has reached of `stop` as its verdict.

    A step that has diverged stays as it is. One that had been stopped by other
    conditions, of which it reaches none of these, is free to go on.
    """
    if step.has_diverged:
        return step
    reached = next(_reached(step, stop), "")
    verdict = f"stopped at step {step.index}: {reached}" if reached else ""
    return step if verdict == step.verdict else replace(step, verdict=verdict)


def _reached(step: Step, stop: StopSpec) -> Iterator[str]:
    if stop.loss is not None and step.loss < stop.loss:
        yield f"the loss is below {short(stop.loss)}"
    if stop.gradient is not None and np.linalg.norm(step.gradient) < stop.gradient:
        yield f"|∇L| is below {short(stop.gradient)}"
    if stop.epochs is not None and step.epoch >= stop.epochs:
        yield f"it was to take {counted(stop.epochs, 'epoch')}"
    if stop.steps is not None and step.index >= stop.steps:
        yield f"it was to take {counted(stop.steps, 'step')}"
