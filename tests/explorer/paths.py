"""What the tests of histories and timelines share: a path, and a step of it."""

import numpy as np

from models.snapshots import Path, Record, Step, frozen


def path(*losses, indices=None, batch=7):
    """Return a path over these losses; by default every step from 0 on."""
    steps = np.arange(len(losses)) if indices is None else np.array(indices)
    zeros = frozen(np.zeros((len(losses), 2)))
    record = Record(
        frozen(batch * steps),
        frozen(steps / 10),
        frozen(np.multiply(losses, 2)),
        frozen(np.multiply(losses, 3)),
        frozen(np.full(len(losses), 0.5)),
        frozen(steps / 1000),
    )
    ends = frozen([0, 0])
    return Path(frozen(steps), frozen(losses), zeros, zeros[:, 0], ends, record)


def show(view, *paths, back_to=None):
    """Show paths, and the step that is looked at: the last, or one before."""
    index = int(paths[0].indices[-1] if back_to is None else back_to)
    step = Step(index, 0, 0.0, frozen([0]), 0.0, frozen([0]))
    view.show_paths(paths, step, back_to is not None)
