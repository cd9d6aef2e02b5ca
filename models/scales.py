"""How losses become heights and colours, in the scene, the map and the colour bar."""

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from models.catalog import ColorsName
from models.language import SUPERSCRIPTS, tr
from models.snapshots import Array, Mark

LEVEL = 1e-6  # of the range: less of a slope has no direction worth an arrow
FLOOR = 1e-6  # of the highest loss: log scales do not look below it
CONTOURS_PER_MAJOR = 5
ROUND = 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0
LONGER = 1.25  # times: a linear scale grows so, to reach lower
MOST_DIGITS = 8  # of a number at an axis


@dataclass(frozen=True, slots=True)
class Scale:
    """A range of losses, linear or logarithmic."""

    low: float
    high: float
    is_log: bool = False
    is_clipped: bool = False  # some losses lie above `high`
    is_difference: bool = False  # of two losses: 0 is in the middle

    def unit(self, losses: Array) -> Array:
        """Return `losses` as fractions of the range, clipped to [0, 1]."""
        low, high = self.low, self.high
        values = np.nan_to_num(losses, nan=high, posinf=high, neginf=low)
        values = np.clip(values, low, high)
        if self.is_log:
            low, high = math.log(low), math.log(high)
            values = np.log(values)
        fractions: Array = np.clip((values - low) / (high - low), 0.0, 1.0)
        return fractions  # clipped again: of the end itself rounding makes −1e-17

    def value(self, fraction: float) -> float:
        """Return the loss at `fraction` of the range."""
        if self.is_log:
            return float(self.low * (self.high / self.low) ** fraction)
        return self.low + (self.high - self.low) * fraction

    def is_level(self, rise: float) -> bool:
        """Tell whether `rise` is too little to be seen, or no number at all."""
        return not abs(rise) > LEVEL * (self.high - self.low)

    def reaching(self, loss: float) -> "Scale":
        """Return a scale that reaches down to `loss`, and often a bit lower.

        A walker off the plane may be lower than all of the slice: its height is true.
        A linear scale grows by a quarter until it does, or ends at 0: what is drawn
        keeps most of its height, and a walker that goes down does not move it often.
        """
        if not loss < self.low:
            return self
        if self.is_log:
            loss = max(loss, self.high * FLOOR)
            return replace(
                self, low=min(self.low, 10.0 ** math.floor(math.log10(loss)))
            )
        span = self.high - self.low
        growths = math.ceil(math.log((self.high - loss) / span, LONGER) - 1e-9)
        low = self.high - span * LONGER**growths
        return replace(self, low=max(low, 0.0) if loss >= 0 else min(low, loss))

    def ticks(self, most: int = 6) -> list[float]:
        """Return round losses inside the range, at most `most` of them."""
        if not self.is_log:
            return round_numbers(self.low, self.high, most)
        lows = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)))
        for factors in ((1, 2, 5), (1, 3), (1,)):
            found = [f * 10.0**e for e in lows for f in factors]
            inside = [v for v in [*found, 10.0 ** (lows.stop)] if self._holds(v)]
            if 2 <= len(inside) <= most:
                return inside
        if len(inside) > most:
            return inside[:: math.ceil(len(inside) / most)]
        return round_numbers(self.low, self.high, most)

    def _holds(self, value: float) -> bool:
        return self.low * (1 - 1e-9) <= value <= self.high * (1 + 1e-9)


WIDE = 25.0  # a ratio of losses that asks for a log scale
BULK = 0.05, 0.95  # the share of the losses that an automatic scale asks
BELOW = 10.0  # so much lower than the bulk an automatic log scale still looks


def make_colors(losses: Array, name: ColorsName) -> Scale:
    """Return the scale of the colours; `auto` is log where the bulk spans much.

    A minimum of 0 has a log without end: by itself it asks for nothing, and the scale
    ends soon below the bulk, which has most of the colours.
    """
    if name != "auto":
        return make_scale(losses, name == "log")
    finite = losses[np.isfinite(losses)]
    if not finite.size or finite.min() < 0:
        return make_scale(losses)
    low, high = np.quantile(finite, BULK).tolist()
    if not high > WIDE * low > 0:
        return make_scale(losses)
    return make_scale(losses, True, max(float(finite.min()), low / BELOW))


def make_difference(rise: Array, losses: Array) -> Scale:
    """Return the scale of the colours where they tell by how much `losses` are higher.

    It reaches as far below 0 as above it. Where both are the same its ends mean little.
    """
    scale = make_scale(np.abs(rise), low_end=0.0)
    finite = np.abs(losses[np.isfinite(losses)])
    least = LEVEL * float(finite.max(initial=0.0)) or 1.0
    end = max(scale.high, least)
    return Scale(-end, end, is_clipped=scale.is_clipped, is_difference=True)


def make_scale(
    losses: Array,
    is_log: bool = False,
    low_end: float | None = None,
    high_end: float | None = None,
) -> Scale:
    """Return a scale that shows `losses`, clipping cliffs that would flatten the rest.

    Args:
        losses: any shape; inf and nan do not count.
        is_log: logarithmic; losses below `FLOOR` of the highest are cut off.
        low_end: of the scale; None leaves it to the losses.
        high_end: the same.
    """
    finite = losses[np.isfinite(losses)]
    if not finite.size:
        return Scale(0.1 if is_log else 0.0, 1.0, is_log)
    low, high = float(finite.min()), float(finite.max())
    bulk = float(np.quantile(finite, 0.9))
    if not is_log and high - low > 12 * (bulk - low) > 0:
        high = low + 3 * (bulk - low)
    low = low if low_end is None else low_end
    high = high if high_end is None else high_end
    if is_log:
        high = high if high > 0 else 1.0
        low = max(low, FLOOR * high, np.finfo(float).tiny)
    if not high - low > 1e-12 * max(abs(high), 1e-300):  # flat: any range will do
        high = low + max(abs(low), 1e-12)
    return Scale(low, high, is_log, is_clipped=float(finite.max()) > high)


def contour_spacing(scale: Scale) -> tuple[float, float]:
    """Return contours per unit of the scale, and the number of the one at 0.

    Every fifth is at a round loss: on a log scale, at a round power of ten.
    """
    low, high = scale.low, scale.high
    if scale.is_log:
        low, high = math.log10(low), math.log10(high)
    majors = round_numbers(low, high, 6)
    step = majors[1] - majors[0] if len(majors) > 1 else high - low
    per_loss = CONTOURS_PER_MAJOR / step
    return (high - low) * per_loss, (low - majors[0]) * per_loss


def round_numbers(low: float, high: float, most: int = 6) -> list[float]:
    """Return at most `most` multiples of 1, 2 or 5 times a power of ten in a range."""
    raw = (high - low) / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(f * power for f in (1, 2, 5, 10, 20) if f * power >= raw * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    if last - first + 1 > most:
        return [k * step for k in range(first, last + 1) if k % 2 == 0]
    return [k * step for k in range(first, last + 1)]


def tick_texts(ticks: list[float]) -> tuple[str, ...]:
    """Return `ticks`, which rise, as text with as many digits as tell them apart.

    Where those would be too many, all but the first say how far they are above it.
    """
    texts = tuple(short(tick) for tick in ticks)
    if len(set(texts)) == len(ticks):
        return texts
    step = min(after - before for before, after in pairwise(ticks))
    decimals = max(0, -math.floor(math.log10(step) + 1e-6))
    digits = decimals + len(f"{max(map(abs, ticks)):.0f}")
    if digits <= MOST_DIGITS:
        return tuple(f"{tick:.{decimals}f}".replace("-", "−") for tick in ticks)
    first = f"{ticks[0]:.{MOST_DIGITS - 2}g}".replace("-", "−")
    return first, *(f"+{short(tick - ticks[0])}" for tick in ticks[1:])


def mark_text(mark: Mark) -> str:
    """Return the loss and the eigenvalues of a level point, as its label."""
    low, high = map(short, mark.eigenvalues.tolist())
    return f"{short(mark.loss)}   λ {low}, {high}"


def steady(value: float) -> str:
    """Return `value` with four decimals, fewer where it is large: it does not jump.

    Very small and very large ones have two digits and a power of ten.
    """
    if not (value == 0 or 1e-3 <= abs(value) < 1e4):
        return short(float(f"{value:.1e}"))
    digits = len(f"{abs(value):.0f}")
    return f"{value:.{min(4, 5 - digits)}f}".replace("-", "−")


def rounded_up(value: float) -> float:
    """Return a round number that is as large as `value`, or a little larger."""
    if not 0 < value < math.inf:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    near = (step for step in ROUND if step * power >= value * (1 - 1e-9))
    return next(near, ROUND[-1]) * power


def short(value: float) -> str:
    """Return `value` with three significant digits, as it is written by hand."""
    if not math.isfinite(value):
        return tr("undefined") if math.isnan(value) else "∞" if value > 0 else "−∞"
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        digits = f"{value:.0f}" if abs(value) >= 1e3 else f"{value:.3g}"
        return digits.replace("-", "−")
    mantissa, exponent = f"{value:.2e}".split("e")
    factor = mantissa.rstrip("0").rstrip(".")
    power = str(int(exponent)).translate(SUPERSCRIPTS)
    return f"{factor}×10{power}".replace("-", "−")
