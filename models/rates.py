"""Which learning rates crawl, glide, zig-zag and diverge, where the loss bends so.

Along an eigenvector of the Hessian with eigenvalue λ, a step of gradient descent
multiplies the distance to the bottom by 1 - α λ: all of it is gone at 1/λ, the sign
turns beyond, and the distance grows beyond 2/λ. Momentum and Nesterov's rule are linear
there too; theirs are the rates at which the roots of their recursions leave the unit
circle (Polyak, 1964; Sutskever et al., 2013).
"""

import math
from dataclasses import dataclass

from models.language import tr
from models.specs import OptimizerSpec

CRAWL, ZIGZAG = tr("crawl"), tr("zig-zag")  # zones, and what a descent does there
DIVERGE = tr("diverge")
SLOW = 0.1  # of 1/λmax: such a rate makes but a tenth of the way in a step
SAFE = 0.1  # of the largest stable rate


@dataclass(frozen=True, slots=True)
class Zones:
    """Learning rates by what they do along the sharpest direction."""

    bounds: tuple[float, ...]  # rising; the last is the largest stable rate
    names: tuple[str, ...]  # one more than there are bounds
    bound: str  # the last in symbols

    @property
    def stable(self) -> float:
        """The largest stable learning rate."""
        return self.bounds[-1]

    @property
    def safe(self) -> float:
        """A tenth of it, rounded as it is shown."""
        return float(f"{SAFE * self.stable:.3g}")

    def place(self, rate: float) -> int:
        """Return the number of the zone that `rate` is in."""
        return sum(rate > bound for bound in self.bounds)


def zones_of(spec: OptimizerSpec, high: float) -> Zones | None:
    """Return the zones of a rule where λmax is `high`; None where it sets no bound.

    For rules that are not measured by λmax they are those of gradient descent.
    """
    if not 0 < high < math.inf:
        return None
    kept = 1 + spec.momentum
    if spec.name == "momentum":
        bound, factor = "2(1+μ)/λmax", 2 * kept
    elif spec.name == "nesterov":
        bound, factor = "2(1+μ)/((1+2μ)λmax)", 2 * kept / (kept + spec.momentum)
    else:
        bounds = SLOW / high, 1 / high, 2 / high
        return Zones(bounds, (CRAWL, tr("glide"), ZIGZAG, DIVERGE), "2/λmax")
    return Zones((factor / high,), (tr("stable"), DIVERGE), bound)


def is_bounded(spec: OptimizerSpec) -> bool:
    """Tell whether λmax bounds the learning rate of a rule: its steps are linear."""
    return spec.name in ("gradient_descent", "momentum", "nesterov")
