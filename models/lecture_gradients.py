"""What the lecture claims on the gradient and on descents: lessons 8 to 12."""

from collections.abc import Generator, Iterator
from itertools import islice

import numpy as np

from models.batches import angle_between
from models.checks import check_gradient
from models.claims import Claim, Fact, is_near
from models.curvature import largest_curvature
from models.draws import batch_at
from models.ends import steps_to
from models.language import tr
from models.lecture_measures import PAUSE, landscape, network_of
from models.objectives import NetworkObjective
from models.options import revise
from models.points import start_of
from models.snapshots import Array
from models.specs import Spec
from models.training import train

LOWEST = 0.04514286  # loss of the six points
HERE = np.array([-1.0, 1.0])
H = np.array([1e-5, 0.0])  # a nudge of w
RADII = 1.0, 0.5, 0.25, 0.125
GAPS = 9.167, 2.292, 0.5729, 0.1432  # half of the curvature along w, times r²
SIZES = {1: 44, 4: 22, 16: 11, 64: 5}  # of a batch: degrees that its arrow is off


# Lesson 8: the slope under one foot


def slope_along_one_weight() -> Iterator[Fact | None]:
    """At (−1, 1) the slope along w is −22.967, as finite differences say."""
    objective = network_of(landscape("8"))
    slope = float(objective.gradient(HERE[None])[0, 0])
    ends = objective.total(objective.losses(np.stack([HERE + H, HERE - H])))
    nudged = float(ends[0] - ends[1]) / 2e-5
    yield Fact(
        tr(
            "the slope along w is {slope:.3f}; a nudge of w finds {nudged:.3f}.",
            slope=slope,
            nudged=nudged,
        ).replace("-", "−"),
        is_near(slope, -22.967, 5e-4) and is_near(nudged / slope, 1, 1e-8),
    )


def gap_shrinks_with_the_square() -> Iterator[Fact | None]:
    """Half the distance from the touching point is a quarter of the gap."""
    gaps = _gaps(landscape("8"))
    told = ", ".join(f"{gap:.3f}" for gap in gaps)
    yield Fact(
        tr(
            "at 1, ½, ¼ and ⅛ from the touching point, tangent "
            "and curve are {told} apart.",
            told=told,
        ),
        bool(np.allclose(gaps, GAPS, rtol=2e-3)),
    )


# Lesson 9: two slopes make an arrow


def arrow_is_the_steepest_way() -> Iterator[Fact | None]:
    """Of 3,600 directions the one with the least loss is opposite to the gradient."""
    objective = network_of(landscape("9"))
    angles = np.linspace(0, 2 * np.pi, 3600, endpoint=False)
    ring = np.stack([np.cos(angles), np.sin(angles)], 1)
    around = objective.total(objective.losses(HERE + 1e-4 * ring))
    probed = float(np.degrees(angles[int(around.argmin())]))
    down = -objective.gradient(HERE[None])[0]
    arrow = float(np.degrees(np.arctan2(down[1], down[0])))
    yield Fact(
        tr(
            "of 3,600 directions the lowest is {probed:.1f}°, and "
            "the arrow down points to {arrow:.2f}°.",
            probed=probed,
            arrow=arrow,
        ),
        is_near(probed, 12.0, 0.05) and is_near(arrow, 12.04, 5e-3),
    )


def across_it_is_level() -> Iterator[Fact | None]:
    """At right angles to the gradient the loss does not change, to first order."""
    objective = network_of(landscape("9"))
    gradient = objective.gradient(HERE[None])[0]
    along = gradient / np.linalg.norm(gradient)
    across = np.array([-along[1], along[0]])
    h = 1e-5
    rises = [_rise(objective, way, h) for way in (along, across)]
    yield Fact(
        tr(
            "along the arrow the loss rises by {along:.2f} a "
            "unit, across it by {across:.0e}.",
            along=rises[0],
            across=abs(rises[1]),
        ),
        is_near(rises[0], 23.48, 0.01) and abs(rises[1]) < 1e-6 * rises[0],
    )


# Lesson 10: small steps


def rates_have_their_steps() -> Iterator[Fact | None]:
    """To within .001 of the lowest: 1,412 steps at .005, 87 at .08, 186 at .0999."""
    said = {0.005: 1412, 0.02: 352, 0.08: 87, 0.0999: 186}
    found = []
    for rate in said:
        found.append((yield from _steps_down(rate)))
    slow, _, fast, longest = found
    yield Fact(
        tr(
            "to within 0.001 of the lowest loss it takes {slow:,} "
            "steps at 0.005, {fast} at 0.08 and {longest} at 0.0999.",
            slow=slow,
            fast=fast,
            longest=longest,
        ),
        found == list(said.values()),
    )


def beyond_the_edge_it_flies_off() -> Iterator[Fact | None]:
    """The edge is 2/λmax = .1013: 259 steps just below, divergence just above."""
    spec = landscape("10")
    edge = 2 / largest_curvature(network_of(spec), np.array([-2.0, 2.0]))
    below = yield from _steps_down(0.99 * edge)
    beyond = revise(spec, {"optimizer.learning_rate": 1.01 * edge})
    lost = next(step.index for step in islice(train(beyond), 1000) if step.verdict)
    yield Fact(
        tr(
            "2/λmax is {edge:.4f}. At 0.99 of it {below} steps "
            "lead down; at 1.01 of it all is lost after {lost}.",
            edge=edge,
            below=below,
            lost=lost,
        ),
        is_near(edge, 0.1013, 5e-5) and (below, lost) == (259, 260),
    )


def plane_promises_too_much() -> Iterator[Fact | None]:
    """From (−1, 1) the tangent plane promises −7.59 a unit away; there it is 2.24."""
    objective = network_of(landscape("10"))
    gradient = objective.gradient(HERE[None])[0]
    size = float(np.linalg.norm(gradient))
    there = HERE - gradient / size
    losses = objective.total(objective.losses(np.stack([HERE, there])))
    promised = float(losses[0]) - size
    yield Fact(
        tr(
            "a unit down from (−1, 1) the tangent plane promises "
            "−{promised:.2f}, and the loss is {losses:.2f}.",
            promised=-promised,
            losses=losses[1],
        ),
        is_near(promised, -7.59, 5e-3) and is_near(float(losses[1]), 2.24, 5e-3),
    )


# Lesson 11: batches


def batches_average_to_the_whole() -> Iterator[Fact | None]:
    """The mean of an epoch's 16 arrows is the arrow of all the data."""
    spec = revise(landscape("11"), {"batch.size": 16})
    objective = network_of(spec)
    arrows = list(_arrows(spec, 16))
    whole = objective.gradient(HERE[None])[0]
    apart = float(np.abs(np.mean(arrows, 0) - whole).max())
    yield Fact(
        tr(
            "the mean of the {arrows} arrows of an epoch differs "
            "from that of all the data by {apart:.0e}.",
            arrows=len(arrows),
            apart=apart,
        ),
        len(arrows) == 16 and apart < 1e-12,
    )


def small_batches_point_astray() -> Iterator[Fact | None]:
    """At (−1, 1) arrows are off by 44° for one example, 22, 11 and 5 for 4, 16, 64."""
    spec = landscape("11")
    whole = network_of(spec).gradient(HERE[None])[0]
    found = {}
    for size in SIZES:
        sized = revise(spec, {"batch.size": size})
        angles = [angle_between(arrow, whole) for arrow in _arrows(sized, size)]
        found[size] = float(np.mean(angles))
        yield None
    told = ", ".join(f"{angle:.0f}°" for angle in found.values())
    yield Fact(
        tr(
            "arrows of 1, 4, 16 and 64 people are off by {told}, on the mean.",
            told=told,
        ),
        all(
            is_near(found[size], said, 0.15 * said + 1) for size, said in SIZES.items()
        ),
    )


def one_pass_is_not_one_step() -> Iterator[Fact | None]:
    """After 256 people batches of 1 and 16 are down, and all at once has one step."""
    losses = {}
    for size in (1, 16, 256):
        spec = revise(landscape("11"), {"batch.size": size})
        for step in train(spec):
            if step.index % PAUSE == 0:
                yield None
            if step.epoch >= 1:
                losses[size] = step.loss
                break
    one, few, every = losses.values()
    yield Fact(
        tr(
            "after one pass the loss is {one:.2f} with batches of "
            "1, {few:.2f} with 16 and {every:.2f} with all 256.",
            one=one,
            few=few,
            every=every,
        ),
        few < one < 0.8 and every > 3,
    )


# Lesson 12: epochs, and nudges


def epochs_have_their_steps() -> Iterator[Fact | None]:
    """256 people make 256, 16 and 1 steps, and each is used once in an epoch."""
    spec = landscape("12")
    sizes = 1, 16, 256
    found = [steps_to(revise(spec, {"batch.size": n}), 1, 0) for n in sizes]
    sixteen = revise(spec, {"batch.size": 16})
    used = [batch_at(256, sixteen.batch, 16 * k) for k in range(16)]
    drawn = np.sort(np.concatenate([one for one in used if one is not None]))
    yield Fact(
        tr(
            "an epoch has {ones}, {few} and {every} steps "
            "with batches of 1, 16 and 256; each of {people} people is drawn once.",
            ones=found[0],
            few=found[1],
            every=found[2],
            people=len(drawn),
        ),
        found == [256, 16, 1] and drawn.tolist() == list(range(256)),
    )


def nudges_agree_with_backpropagation() -> Iterator[Fact | None]:
    """Nudging 13 weights takes 26 losses and finds the same arrow."""
    spec = landscape("12")
    theta = start_of(spec)
    check = check_gradient(spec, theta, network_of(spec).gradient(theta[None])[0])
    count = int(np.isfinite(check.nudged).sum())
    yield Fact(
        tr(
            "{losses} losses for {weights} weights; the arrow "
            "differs from that of backpropagation by {largest:.0e}.",
            losses=2 * count,
            weights=count,
            largest=check.largest,
        ),
        count == 13 and check.largest < 1e-9,
    )


def _gaps(spec: Spec) -> list[float]:
    objective = network_of(spec)
    slope = float(objective.gradient(HERE[None])[0, 0])
    places = HERE + np.array([[0.0, 0.0], *([r, 0.0] for r in RADII)])
    losses = objective.total(objective.losses(places))
    pairs = zip(losses[1:], RADII, strict=True)
    return [float(loss - losses[0]) - slope * r for loss, r in pairs]


def _rise(objective: NetworkObjective, way: Array, h: float) -> float:
    ends = objective.total(objective.losses(HERE + np.outer([h, -h], way)))
    return float(ends[0] - ends[1]) / (2 * h)


def _steps_down(rate: float) -> Generator[None, None, int]:
    """Return after how many steps the loss is within .001 of the lowest."""
    spec = revise(landscape("10"), {"optimizer.learning_rate": rate})
    for step in train(spec):
        if step.index % PAUSE == 0:
            yield None
        if step.loss < LOWEST + 1e-3 or step.verdict:
            break
    return step.index


def _arrows(spec: Spec, size: int) -> Iterator[Array]:
    """Yield the gradient at `HERE` of each batch of an epoch."""
    objective = network_of(spec)
    for seen in range(0, objective.samples, size):
        numbers = batch_at(objective.samples, spec.batch, seen)
        yield objective.gradient(HERE[None], numbers)[0]


CLAIMS: dict[str, Claim] = {
    one.__name__: one
    for one in (
        slope_along_one_weight,
        gap_shrinks_with_the_square,
        arrow_is_the_steepest_way,
        across_it_is_level,
        rates_have_their_steps,
        beyond_the_edge_it_flies_off,
        plane_promises_too_much,
        batches_average_to_the_whole,
        small_batches_point_astray,
        one_pass_is_not_one_step,
        epochs_have_their_steps,
        nudges_agree_with_backpropagation,
    )
}
