"""From the most likely model to the loss, one line for each step, with its numbers."""

import math
from dataclasses import dataclass

import numpy as np

from models.catalog import LOSSES
from models.densities import CONSTANT, TENT
from models.families import family_of, minus_log_scale
from models.language import SUPERSCRIPTS, tr
from models.scales import short
from models.snapshots import Array, FamilyName, Line
from models.specs import Spec

ROOT = tr("Mind the root of 1/√2π: its −log is ½ log 2π = 0.9189, not log 2π = 1.8379.")


@dataclass(frozen=True, slots=True)
class Ending:
    """How the mean of -log p goes on: what it is of one example, and what it leaves."""

    whole: str  # with the constants in braces
    left: str  # of an example, once they are left out
    constant: float
    note: str = ""


ENDINGS: dict[FamilyName, Ending] = {
    "normal": Ending("½ (t − y)² {+ ½ log 2π}", "(t − y)²", CONSTANT, ROOT),
    "laplace": Ending(
        "|t − y| {+ log 2}",
        "|t − y|",
        TENT,
        tr("The tent is half as high as it is steep."),
    ),
    "bernoulli": Ending("−log (t = 1: y; t = 0: 1 − y)", "−log p(t)", 0.0),
    "categorical": Ending("−log yₜ", "−log yₜ", 0.0),
}
LEARNT = Ending(
    "½ (t − μ)²/σ² + log σ {+ ½ log 2π}",
    "−log N(t; μ, σ²)",
    0.0,
    tr("Here σ is learnt, so only ½ log 2π is constant."),
)


def derivation(spec: Spec, minus_logs: Array) -> tuple[Line, ...]:
    """Return the lines from ∏ p to the loss, for -log p (N,) of all that train."""
    family = family_of(spec)
    if family is None:
        return ()
    ending = LEARNT if spec.loss_name == "normal" else ENDINGS[family]
    total, mean = float(minus_logs.sum()), float(minus_logs.mean())
    factor, _ = minus_log_scale(spec)
    title = LOSSES[spec.loss_name].title
    unit = tr(" in bits") if factor not in (0.5, 1.0) else ""
    product, log = multiplied(minus_logs)
    return (
        Line("∏ p(t | x)", power_of_ten(-total), product),
        Line("log ∏ p(t | x)", short(-total), log),
        Line("Σ log p(t | x)", short(-total), tr("A product has become a sum.")),
        Line("−Σ log p(t | x)", short(total), tr("What was highest is lowest now.")),
        Line("−1/N Σ log p(t | x)", precise(mean), f"N = {len(minus_logs)}"),
        Line(f"= 1/N Σ {ending.whole}", precise(mean), ending.note),
        Line(
            f"{_scaling(factor, ending.constant)}= 1/N Σ {ending.left}",
            precise((mean - ending.constant) / factor),
            tr("{title}{unit}: the constants move no minimum.", title=title, unit=unit),
        ),
    )


def _scaling(factor: float, constant: float) -> str:
    """Return in braces what is done to the mean of -log p to have the loss."""
    if factor == 0.5:
        return f"{{2 (… − {precise(constant)})}} "
    if constant:
        return f"{{… − {precise(constant)}}} "
    return "" if factor == 1.0 else "{÷ log 2} "


def multiplied(minus_logs: Array) -> tuple[str, str]:
    """Say what becomes of the product of exp(-`minus_logs`), and of its logarithm."""
    ends = (_end(minus_logs, kind) for kind in ("float32", "float64"))
    said = "; ".join(end for end in ends if end)
    if not said:
        return tr("It can be multiplied in float32."), tr(
            "As log rises, the top stays."
        )
    return said, tr("Of 0 there is no logarithm: so sum instead.")


def _end(minus_logs: Array, kind: str) -> str:
    """Say from which example on the product is 0, or more than a number can be."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        products = np.multiply.accumulate(np.exp(-minus_logs).astype(kind))
    is_lost = (products == 0) | ~np.isfinite(products)
    if not is_lost.any():
        return ""
    first = int(is_lost.argmax())
    return tr(
        "{kind}: {products} from example {first} on",
        kind=kind,
        products=short(float(products[first])),
        first=first + 1,
    )


def power_of_ten(log: float) -> str:
    """Return exp(`log`) as text, also where it is no number of the machine."""
    if not math.isfinite(log):
        return short(math.exp(log)) if log < 0 else short(log)
    exponent = math.floor(log / math.log(10))
    if -3 <= exponent < 5:
        return short(math.exp(log))
    mantissa = f"{math.exp(log - exponent * math.log(10)):.2f}".rstrip("0").rstrip(".")
    return f"{mantissa}×10{str(exponent).translate(SUPERSCRIPTS)}"


def precise(value: float) -> str:
    """Return `value` with five digits: constants are to be known again."""
    if not 1e-3 <= abs(value) < 1e4:
        return short(value)
    return f"{value:.5g}".replace("-", "−")
