"""The doors to everything that needs torch, which is imported behind them.

A generator runs nothing before its first item, so the second that torch takes to load
is spent in the thread that asks for it, not in the one that draws the window.
"""

from collections.abc import Iterator, Sequence

from models.snapshots import Plane, Sight, Step, Surface
from models.specs import Spec
from models.spread import Spread


def survey(
    spec: Spec, steps: Sequence[Step], is_live: bool, spread: Spread
) -> Iterator[Surface | None]:
    """Yield the surface that `spec` asks for after `steps`, ever finer.

    One that `is_live` comes at once, and not so fine. `spread` is like `map`.
    """
    import models.quiet_torch  # noqa: F401
    from models import surveys

    yield from surveys.survey(spec, steps, is_live, spread=spread)


def narrow(spec: Spec, steps: Sequence[Step], surface: Surface) -> Iterator[Surface]:
    """Yield `surface` for those samples whose loss `spec` wants to see."""
    import models.quiet_torch  # noqa: F401
    from models import surveys

    yield surveys.narrowed(spec, steps, surface)


def train(spec: Spec, after: Step | None = None) -> Iterator[Step]:
    """Yield the steps of the descent that `spec` asks for, or those after `after`."""
    import models.quiet_torch  # noqa: F401
    from models import training

    yield from training.train(spec, after)


def look_around(
    spec: Spec, step: Step, plane: Plane | None, hovered_at: tuple[float, float] | None
) -> Iterator[Sight]:
    """Yield what is seen from where the walker stands after `step`."""
    import models.quiet_torch  # noqa: F401
    from models import sights

    yield from sights.look_around(spec, step, plane, hovered_at)
