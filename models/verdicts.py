"""What is said of a descent: why it stopped, and what happens to it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from models.optimizers import rate_at
from models.rates import Zones, is_bounded, zones_of
from models.scales import counted, short
from models.snapshots import Array, Bend, Remark, Step
from models.specs import Spec, StopSpec

RECENT, FEW = 50, 12  # kept steps that are looked at; for what is quickly seen
NEAR = 0.03  # of the length of θ: a level point is no farther, were all as sharp
BENT = 0.1  # of the sharpest curvature: less of it downwards is noise
DONE = 1e-6  # of what was gained: so little that is left is nothing
FLAT = 0.01  # of the loss: less of a slope is none
ACROSS = -0.8  # cosine from which on a gradient points against the one before
SLOW = 100  # steps to the bottom, at the pace of the last, that are too many


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
    def is_near_level(self) -> bool:
        """Whether a point with no slope is near, as far as the sharpest way tells."""
        size = 1 + float(np.linalg.norm(self.last.theta))
        return self.slope <= NEAR * size * self.sharpest

    @property
    def left(self) -> float:
        """What a parabola along the gradient still has to fall; 0 without one."""
        along = self.bend.along
        return self.slope**2 / (2 * along) if along > 0 else 0.0

    @property
    def zones(self) -> Zones | None:
        """The zones of its learning rate, if the rule has such."""
        optimizer = self.spec.optimizer
        return zones_of(optimizer, self.bend.high) if is_bounded(optimizer) else None

    @property
    def rate(self) -> float:
        """The learning rate of its next step."""
        return rate_at(self.spec.optimizer, self.last.index)


def remarks(
    spec: Spec,
    steps: Sequence[Step],
    gradient: Array | None = None,
    bend: Bend | None = None,
    dead: int = 0,
) -> tuple[Remark, ...]:
    """Return what happens to a descent; nothing where nothing is to say.

    Args:
        spec: what was asked for.
        steps: those kept, from the start to where it stands.
        gradient: (P,) over all the training examples where it stands.
        bend: how the loss bends there.
        dead: how many hidden units are 0 for all the training examples.
    """
    if not steps:
        return ()
    if steps[-1].has_diverged:
        return (_diverged(spec, steps[0], steps[-1]),)
    if gradient is None or bend is None or not math.isfinite(bend.high):
        return ()
    slope = float(np.linalg.norm(gradient))
    evidence = Evidence(spec, steps[0], steps[-RECENT:], slope, bend)
    found = (judge(evidence) for judge in JUDGES)
    first = next((remark for remark in found if remark), None)
    return tuple(r for r in (first, _dead(spec, dead)) if r)


def _diverged(spec: Spec, first: Step, last: Step) -> Remark:
    rose = f"from {short(first.loss)} to {short(last.loss)}"
    rate = short(rate_at(spec.optimizer, last.index) / 10)
    return Remark(
        "diverged",
        f"Diverged: the loss went {rose} in {counted(last.index, 'step')}.",
        f"Start again with α = {rate}.",
    )


def _diverging(here: Evidence) -> Remark | None:
    """Judge by the bound, and by the losses of a few steps."""
    zones, before = here.zones, here.recent[-FEW:][0]
    steps = here.last.index - before.index
    has_risen = steps and here.last.loss > before.loss
    if here.spec.has_batches or not zones or here.rate <= zones.stable or not has_risen:
        return None
    losses = f"{short(before.loss)} to {short(here.last.loss)}"
    return Remark(
        "diverging",
        f"Diverging: the loss rose from {losses} in {counted(steps, 'step')}, as α = "
        f"{precise(here.rate)} is above {zones.bound} = {precise(zones.stable)}.",
        f"Set α to {short(zones.safe)}.",
    )


def _saddle(here: Evidence) -> Remark | None:
    low = here.bend.low
    if not here.is_near_level or not low < -BENT * here.sharpest:
        return None
    has_noise = not here.spec.is_function and here.spec.data.training > 1
    away = "Smaller batches lead" if has_noise else "Another start leads"
    return Remark(
        "saddle",
        f"Saddle: |∇L| is only {short(here.slope)}, but the loss bends down along "
        f"another way, λmin = {short(low)}.",
        f"{away} off it.",
    )


def _converged(here: Evidence) -> Remark | None:
    gained = here.first.loss - here.last.loss
    is_bowl = here.bend.low >= -BENT * here.sharpest and not here.bend.along <= 0
    if not (here.is_near_level and is_bowl and here.left <= DONE * gained):
        return None
    is_lowest = here.spec.is_quadratic
    return Remark(
        "converged",
        f"Converged: |∇L| is {short(here.slope)}, and the {short(here.left)} that is "
        "left to fall is less than a millionth of what it fell.",
        "There is no lower minimum."
        if is_lowest
        else "Another start may lead to a lower minimum.",
    )


def _plateau(here: Evidence) -> Remark | None:
    share = here.slope / max(abs(here.last.loss), 1e-300)
    if here.is_near_level or share > FLAT:
        return None
    spec = here.spec
    is_squared = not spec.is_function and spec.loss_name == "squared"
    is_saturated = is_squared and spec.data.choice.has_classes
    return Remark(
        "plateau",
        f"Plateau: the loss is {short(here.last.loss)}, but |∇L| only "
        f"{short(here.slope)}: a way of length 1 changes it by {short(100 * share)} %.",
        "Log loss has a slope here."
        if is_saturated
        else f"Cross it with a larger step: α = {short(10 * here.rate)}.",
    )


def _zigzag(here: Evidence) -> Remark | None:
    """Judge by the angles between gradients of steps that follow each other."""
    pairs = [
        (one.gradient, two.gradient)
        for one, two in pairwise(here.recent[-FEW:])
        if two.index == one.index + 1
    ]
    if len(pairs) < FEW // 2:
        return None
    cosine = float(np.median([_cosine(*pair) for pair in pairs]))
    if not cosine < ACROSS:
        return None
    zones = here.zones
    is_plain = zones is not None and len(zones.bounds) > 1
    glides = zones.bounds[-2] if zones and is_plain else here.rate / 2
    return Remark(
        "zig-zag",
        f"Zig-zag: each gradient points against the one before, cosine "
        f"{short(cosine)} over {counted(len(pairs), 'step')}.",
        f"Set α to {short(min(glides, here.rate / 2))}.",
    )


def _crawling(here: Evidence) -> Remark | None:
    """Judge by how many steps like the last it would take to the bottom."""
    losses = np.array([step.loss for step in here.recent])
    steps = here.last.index - here.recent[0].index
    is_falling = steps >= FEW and bool((np.diff(losses) <= 0).all())
    fall = float(losses[0] - losses[-1]) / max(steps, 1)
    if not is_falling or here.left <= SLOW * fall:
        return None
    pace = f"at this pace {short(here.left / fall)} to the bottom" if fall > 0 else ""
    return Remark(
        "crawling",
        f"Crawling: the loss fell by {short(fall * steps)} of {short(losses[0])} in "
        f"{counted(steps, 'step')}{pace and ', '}{pace}.",
        _faster(here),
    )


def _faster(here: Evidence) -> str:
    zones, name = here.zones, here.spec.optimizer.name
    if zones is None:
        return f"Set α to {short(10 * here.rate)}."
    if here.rate < zones.stable / 4:
        return f"Set α to {short(zones.stable / 2)}: that is stable."
    if name == "gradient_descent":
        across = short(here.bend.high / here.bend.along)
        return f"Take momentum: the valley is {across} times as sharp across."
    return "Take Adam: each parameter has its own step."


def _dead(spec: Spec, dead: int) -> Remark | None:
    if not dead:
        return None
    units = counted(sum(spec.network.hidden), "hidden unit")
    return Remark(
        "dead units",
        f"Dead units: {dead} of {units} {'is' if dead == 1 else 'are'} 0 for all "
        f"{counted(spec.data.training, 'example')}, so nothing moves their weights.",
        "Take tanh, or new weights.",
    )


def _cosine(one: Array, two: Array) -> float:
    length = float(np.linalg.norm(one) * np.linalg.norm(two))
    return float(one @ two) / length if length > 0 else 0.0


def precise(value: float) -> str:
    """Return `value` with four digits, as what is near to it has to be told apart."""
    return f"{value:.4g}"


JUDGES = (_diverging, _saddle, _converged, _plateau, _zigzag, _crawling)
