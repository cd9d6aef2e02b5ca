"""What happens to a descent, in words: each judgement with its evidence and a remedy.

A false alarm is worse than silence. So each kind has to show for a number of steps, in
the losses or the gradients that were seen there; how the loss bends where the walker
stands only confirms it, as beside a kink of ReLU that is no evidence by itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.catalog import KINKED
from models.language import tr, trn
from models.optimizers import rate_at
from models.rates import SLOW as CRAWL
from models.rates import Zones, is_bounded, zones_of
from models.scales import short
from models.snapshots import Array, Bend, Remark, Step
from models.specs import Spec

RECENT, FEW, RISES = 50, 12, 3  # kept steps that are looked at, for one kind or other
NEAR = 0.03  # of the length of θ: a level point is no farther, were all as sharp
BENT = 0.1  # of the sharpest curvature: less of it downwards is noise
DONE = 1e-6  # of what was gained: so little that is left is nothing
FLAT = 0.02  # of the loss, for a way of length 1: less of a slope is none
STILL = 2e-3  # of the loss: it moved by no more in a few steps
LOW = 0.01  # of the first loss: who is below it is on no plateau
ACROSS = -0.8  # cosine from which on a gradient points against the one before
STRAIGHT = 0.9  # of the steps' lengths: they lead so far, if none was in vain
MANY = 100  # steps to the bottom, at the pace of the last, that are too many
LITTLE, LEAST = 0.1, 0.01  # of the loss: who falls more does not crawl; nor in a valley
SHORT = 0.002  # of the length of θ: so short a way is a crawl of rules that scale steps
LEVER = 10.0  # times as sharp across as along: so narrow a valley wants momentum


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What a descent is judged by, where it stands."""

    spec: Spec
    first: Step
    recent: Sequence[Step]  # the last that are kept
    slope: float  # |∇L| over all the training examples
    bend: Bend

    @property
    def last(self) -> Step:
        """Where it stands."""
        return self.recent[-1]

    @property
    def sharpest(self) -> float:
        """The greatest curvature, up or down."""
        return max(abs(self.bend.low), abs(self.bend.high))

    @property
    def gained(self) -> float:
        """What the loss fell since the start."""
        return self.first.loss - self.last.loss

    @property
    def size(self) -> float:
        """The loss, or the first one of a formula: its lowest may be any number."""
        return abs((self.first if self.spec.is_function else self.last).loss)

    @property
    def spread(self) -> float:
        """What the losses of the last few steps differ by; nan before there are any."""
        losses = [step.loss for step in self.recent[-FEW:]]
        return max(losses) - min(losses) if len(losses) == FEW else math.nan

    @property
    def is_near_level(self) -> bool:
        """Whether a point with no slope is near, as far as the sharpest way tells."""
        size = 1 + float(np.linalg.norm(self.last.theta))
        return self.sharpest > 0 and self.slope <= NEAR * size * self.sharpest

    @property
    def is_stuck(self) -> bool:
        """Whether there is next to no slope, and has not been for a few steps."""
        is_flat = self.slope <= FLAT * self.size
        return is_flat and self.spread <= STILL * self.size

    @property
    def bends_down(self) -> bool:
        """Whether some way down is as good as level at its beginning."""
        return self.bend.low < -BENT * self.sharpest

    @property
    def has_kinks(self) -> bool:
        """Whether it may stand beside a kink, which seems to bend without end."""
        bends = set(self.spec.network.activations)
        return not self.spec.is_function and not bends.isdisjoint(KINKED)

    @property
    def zones(self) -> Zones | None:
        """The zones of its learning rate, if the rule has such."""
        optimizer = self.spec.optimizer
        return zones_of(optimizer, self.bend.high) if is_bounded(optimizer) else None

    @property
    def rate(self) -> float:
        """The learning rate of its next step."""
        return rate_at(self.spec.optimizer, self.last.index)

    def setting(self, rate: float) -> str:
        """Return what to set α to for the schedule to make `rate` of it here."""
        return tr(
            "Set α to {rate}",
            rate=short(rate * self.spec.optimizer.learning_rate / self.rate),
        )


def remarks(
    spec: Spec, steps: Sequence[Step], gradient: Array, bend: Bend, dead: int = 0
) -> tuple[Remark, ...]:
    """Return what happens to a descent; nothing where nothing is to say.

    Args:
        spec: what was asked for.
        steps: those kept, from the start to where it stands.
        gradient: (P,) over all the training examples where it stands.
        bend: how the loss bends there; at the start, if it has diverged.
        dead: how many hidden units are 0 for all the training examples.
    """
    slope = float(np.linalg.norm(gradient))
    here = Evidence(spec, steps[0], steps[-RECENT:], slope, bend)
    if here.last.has_diverged:
        return (_diverged(here),)
    found = (judge(here) for judge in JUDGES) if math.isfinite(bend.high) else ()
    first = next((remark for remark in found if remark), None)
    return tuple(remark for remark in (first, _dead(spec, dead)) if remark)


def _diverged(here: Evidence) -> Remark:
    spec, last, zones = here.spec, here.last, here.zones
    rate = spec.optimizer.learning_rate / 10
    rose = tr(
        "from {first} to {last}", first=short(here.first.loss), last=short(last.loss)
    )
    return Remark(
        "diverged",
        tr(
            "Diverged: the loss went {rose} in {index}.",
            rose=rose,
            index=trn("{n} step", "{n} steps", last.index),
        ),
        tr(
            "Start again with α = {rate}.",
            rate=short(min(rate, zones.safe) if zones else rate),
        ),
    )


def _diverging(here: Evidence) -> Remark | None:
    """Judge by the bound, and by losses that rise above the first."""
    zones, losses = here.zones, [step.loss for step in here.recent[-RISES - 1 :]]
    has_risen = len(losses) > RISES and all(a < b for a, b in pairwise(losses))
    is_lost = has_risen and here.last.loss > here.first.loss
    if here.spec.has_batches or not zones or here.rate <= zones.stable or not is_lost:
        return None
    steps = here.last.index - here.recent[-RISES - 1].index
    return Remark(
        "diverging",
        tr(
            "Diverging: the loss rose from {first} to {last} in {steps}, as "
            "α = {rate} is above {bound} = {stable}.",
            first=precise(losses[0]),
            last=precise(losses[-1]),
            steps=trn("{n} step", "{n} steps", steps),
            rate=precise(here.rate),
            bound=zones.bound,
            stable=precise(zones.stable),
        ),
        f"{here.setting(zones.safe)}.",
    )


def level(spec: Spec, slope: float) -> Remark | None:
    """Judge by the loss itself: a count has steps, and no slope between them."""
    if spec.is_function or spec.loss_name != "errors" or slope > 0:
        return None
    is_two = spec.data.choice.task == "two classes"
    return Remark(
        "level",
        tr("Nothing to follow: an error count is level everywhere, and so |∇L| is 0."),
        tr(
            "Take {loss}: it has a slope, and the errors fall with it.",
            loss=tr("log loss") if is_two else tr("cross-entropy"),
        ),
    )


def _level(here: Evidence) -> Remark | None:
    return level(here.spec, here.slope)


def _saddle(here: Evidence) -> Remark | None:
    is_level = here.is_stuck and here.is_near_level
    if here.has_kinks or not (is_level and here.bends_down):
        return None
    return Remark(
        "saddle",
        tr(
            "Saddle: |∇L| is only {slope}, but the loss bends down along another "
            "way, λmin = {low}.",
            slope=short(here.slope),
            low=short(here.bend.low),
        ),
        tr("Another start leads off it."),
    )


def _converged(here: Evidence) -> Remark | None:
    """Judge by a parabola along the gradient, and by what the last steps gained."""
    along, least = here.bend.along, DONE * here.gained
    left = here.slope**2 / (2 * along) if along > 0 else 0.0
    is_bowl = here.is_near_level and not here.bends_down and not along <= 0
    if not (is_bowl and left <= least and here.spread <= least and least > 0):
        return None
    is_network = not here.spec.is_function
    lowest = tr(
        "There is none lower{is_network}.",
        is_network=tr("; hidden units may fit better") * is_network,
    )
    return Remark(
        "converged",
        tr(
            "Converged: |∇L| is {slope}, and less than a millionth of the "
            "{gained} it fell is left to fall.",
            slope=short(here.slope),
            gained=short(here.gained),
        ),
        lowest
        if here.spec.is_quadratic
        else tr("Another start may lead to a lower minimum."),
    )


def _plateau(here: Evidence) -> Remark | None:
    """Judge by a slope that is next to none, and grows ahead."""
    is_high = here.last.loss > LOW * here.first.loss and not here.is_near_level
    if not (here.is_stuck and is_high and here.slope > 0 and here.bend.along <= 0):
        return None
    spec = here.spec
    is_squared = not spec.is_function and spec.loss_name == "squared"
    is_saturated = is_squared and spec.data.choice.has_classes
    share = short(100 * here.slope / here.size)
    return Remark(
        "plateau",
        tr(
            "Plateau: the loss is {loss}, but |∇L| only {slope}: a way of length "
            "1 changes it by {share} %.",
            loss=short(here.last.loss),
            slope=short(here.slope),
            share=share,
        ),
        tr("Take log loss: it has a slope here.")
        if is_saturated
        else tr("Cross it with larger steps: α = {here}.", here=_larger(here)),
    )


def _larger(here: Evidence) -> str:
    return short(10 * here.spec.optimizer.learning_rate)


def _zigzag(here: Evidence) -> Remark | None:
    """Judge by the angles between gradients of steps that follow each other."""
    pairs = [
        (one.gradient, two.gradient)
        for one, two in pairwise(here.recent[-2 * FEW - 1 :])
        if two.index == one.index + 1
    ]
    if len(pairs) < 2 * FEW or not here.rate > 0:
        return None
    cosine = float(np.median([_cosine(*pair) for pair in pairs]))
    if not cosine < ACROSS:
        return None
    zones, half = here.zones, here.rate / 2
    glides = zones.bounds[-2] if zones and len(zones.bounds) > 1 else half
    return Remark(
        "zig-zag",
        tr(
            "Zig-zag: the gradient points against the one before, cosine "
            "{cosine} (median of {pairs}).",
            cosine=short(cosine),
            pairs=trn("{n} step", "{n} steps", len(pairs)),
        ),
        f"{here.setting(min(glides, half))}.",
    )


def _crawling(here: Evidence) -> Remark | None:
    """Judge by a straight way that falls slowly, far from its bottom.

    If the second half of it fell by q < 1 times what the first did, so do halves to
    come, and q / (1 - q) times as much as the second is left.
    """
    if len(here.recent) < RECENT or _straightness(here.recent) < STRAIGHT:
        return None
    before, middle, now = (here.recent[k] for k in (0, RECENT // 2, -1))
    was, fall = before.loss - middle.loss, middle.loss - now.loss
    halves = fall / (was - fall) if fall < was else math.inf
    steps = halves * (now.index - middle.index)
    advice = _faster(here) if fall > 0 and steps > MANY else ""
    if not advice:
        return None
    more = (
        tr(", and it is {steps} steps to the bottom", steps=short(steps))
        if fall < was
        else ""
    )
    return Remark(
        "crawling",
        tr(
            "Crawling: the loss fell by {was} of {loss} in {index}{more}.",
            was=short(was + fall),
            loss=short(before.loss),
            index=trn("{n} step", "{n} steps", now.index - before.index),
            more=more,
        ),
        advice,
    )


def _faster(here: Evidence) -> str:
    """Return what helps a walker that has fallen little; nothing if all is well."""
    optimizer, high = here.spec.optimizer, here.bend.high
    share = (here.recent[0].loss - here.last.loss) / here.size if here.size else 1.0
    if here.rate < optimizer.learning_rate / 10:
        return (
            ""
            if here.last.index < optimizer.warm_up
            else tr("Take a constant schedule.")
        )
    if not is_bounded(optimizer):
        way = float(np.linalg.norm(here.last.theta - here.recent[0].theta))
        is_short = way < SHORT * (1 + float(np.linalg.norm(here.last.theta)))
        return tr("Set α to {here}.", here=_larger(here)) if is_short else ""
    is_plain = optimizer.name == "gradient_descent"
    kept = 1.0 if is_plain else 1 - optimizer.momentum
    if share < LITTLE and high > 0 and here.rate < CRAWL * kept / high:
        most = math.inf if here.spec.is_quadratic else 10 * here.rate
        return tr("{kept}: that is stable.", kept=here.setting(min(kept / high, most)))
    lever = high / here.bend.along if here.bend.along > 0 else 0.0
    if is_plain and share < LEAST and lever > LEVER:
        return tr(
            "Take momentum: the valley is {lever} times as sharp across.",
            lever=short(lever),
        )
    return ""


def _straightness(steps: Sequence[Step]) -> float:
    """Return how far some steps lead, as a share of their lengths."""
    changes = np.diff([step.theta for step in steps], axis=0)  # (T - 1, P)
    length = float(np.linalg.norm(changes, axis=1).sum())
    return float(np.linalg.norm(changes.sum(0))) / length if length > 0 else 0.0


def _dead(spec: Spec, dead: int) -> Remark | None:
    if not dead:
        return None
    units = trn("{n} hidden unit", "{n} hidden units", sum(spec.network.hidden))
    trained = trn("{n} example", "{n} examples", spec.data.training)
    return Remark(
        "dead units",
        trn(
            "Dead units: {n} of {units} is 0 for all {trained}, so no gradient moves "
            "their weights.",
            "Dead units: {n} of {units} are 0 for all {trained}, so no gradient moves "
            "their weights.",
            dead,
            units=units,
            trained=trained,
        ),
        tr("Take tanh, which has none."),
    )


def _cosine(one: Array, two: Array) -> float:
    length = float(np.linalg.norm(one) * np.linalg.norm(two))
    return float(one @ two) / length if length > 0 else 0.0


def precise(value: float) -> str:
    """Return `value` with four digits, as what is near to it has to be told apart."""
    digits = f"{value:.4g}"
    return short(value) if "e" in digits else digits


JUDGES = (_level, _diverging, _saddle, _converged, _plateau, _zigzag, _crawling)
