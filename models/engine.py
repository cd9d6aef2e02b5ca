"""The doors to everything that needs torch, which is imported behind them.

A generator runs nothing before its first item, so the second that torch takes to load
is spent in the thread that asks for it, not in the one that draws the window.
"""

from collections.abc import Iterator

from models.snapshots import Array, Prediction, Step, Surface
from models.specs import Spec
from models.spread import Spread


def survey(spec: Spec, spread: Spread) -> Iterator[Surface | None]:
    """Yield the surface that `spec` asks for, ever finer; `spread` is like `map`."""
    import models.quiet_torch  # noqa: F401
    from models import landscapes

    yield from landscapes.survey(spec, spread=spread)


def train(spec: Spec, after: Step | None = None) -> Iterator[Step]:
    """Yield the steps of the descent that `spec` asks for, or those after `after`."""
    import models.quiet_torch  # noqa: F401
    from models import training

    yield from training.train(spec, after)


def inspect(
    spec: Spec, walker: Array, hovered_at: tuple[float, float] | None
) -> Iterator[Prediction]:
    """Yield what the model at `walker` (P,), and the one under the pointer, predict."""
    import models.quiet_torch  # noqa: F401
    from models import predictions

    yield from predictions.inspect(spec, walker, hovered_at)
