"""Where a descent ends, as far as that is known beforehand."""

from models.snapshots import Step
from models.specs import Spec

MOST = 10_000  # steps that are taken at a time, where no end is asked for


def end_of(spec: Spec, last: Step) -> int:
    """Return the number of the step at which the descent ends, at the latest.

    A descent without conditions has no end: it goes so many steps on.
    """
    ends = [last.index + MOST]
    if spec.stop.steps is not None:
        ends.append(spec.stop.steps)
    if spec.stop.epochs is not None:
        ends.append(last.index + steps_to(spec, spec.stop.epochs, last.seen))
    return max(last.index, min(ends))


def steps_to(spec: Spec, epoch: int, seen: int) -> int:
    """Return how many steps it takes from `seen` examples on to the end of `epoch`."""
    samples = 1 if spec.is_function else spec.data.training
    size = spec.batch.size if spec.has_batches else samples
    if spec.has_batches and spec.batch.replace:  # no batch is cut at an epoch's end
        return -(-(epoch * samples - seen) // size)
    epochs, rest = divmod(epoch * samples - seen, samples)
    return epochs * -(-samples // size) + -(-rest // size)
