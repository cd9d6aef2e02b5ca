"""Where a descent stops, because the user asked for it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.language import tr, trn
from models.scales import short
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
    verdict = (
        tr("stopped at step {index}: {reached}", index=step.index, reached=reached)
        if reached
        else ""
    )
    return step if verdict == step.verdict else replace(step, verdict=verdict)


def _reached(step: Step, stop: StopSpec) -> Iterator[str]:
    if stop.loss is not None and step.loss < stop.loss:
        yield tr("the loss is below {loss}", loss=short(stop.loss))
    if stop.gradient is not None and np.linalg.norm(step.gradient) < stop.gradient:
        yield tr("|∇L| is below {gradient}", gradient=short(stop.gradient))
    if stop.epochs is not None and step.epoch >= stop.epochs:
        yield tr(
            "it was to take {epochs}",
            epochs=trn("{n} epoch", "{n} epochs", stop.epochs),
        )
    if stop.steps is not None and step.index >= stop.steps:
        yield tr(
            "it was to take {steps}", steps=trn("{n} step", "{n} steps", stop.steps)
        )
