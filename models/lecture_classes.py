"""What the lecture claims on classification: lessons 13 to 16."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from models.claims import Claim, Fact, is_near
from models.language import tr
from models.lecture_measures import (
    landscape,
    network_of,
    outputs_of,
    share_right,
    walked,
)
from models.options import revise
from models.sharing import SHARES, shares_of
from models.snapshots import Array
from models.training import train
from models.twins import as_two, objectives, raced

SCORES = np.array([-2.0, 1.0, 0.5])  # outputs that are shared out in three ways
SHARED = {
    "exp": (0.030, 0.604, 0.366),
    "abs": (0.571, 0.286, 0.143),
    "square": (0.762, 0.190, 0.048),
}


def _are_near(found: object, said: object, within: float) -> bool:
    return bool(np.allclose(found, said, rtol=0, atol=within))  # type: ignore[arg-type]


# Lesson 13: a probability


def mean_probability_is_share_of_ill() -> Iterator[Fact | None]:
    """At the optimum the mean probability is the share of the ill, .1533."""
    spec = landscape("13")
    step = yield from walked(spec, 500)
    mean = float(outputs_of(spec, step.theta).mean())
    share = float(network_of(spec).targets.mean())
    yield Fact(
        tr(
            "after 500 steps the average probability is "
            "{mean:.4f}, and {share:.4f} of the people are ill.",
            mean=mean,
            share=share,
        ),
        is_near(mean, 0.15334, 1e-5) and is_near(share, 0.15333, 5e-6),
    )


def log_loss_beats_constant_guess() -> Iterator[Fact | None]:
    """The log loss is .3496 where the share of the ill, said of all, costs .4284."""
    spec = landscape("13")
    step = yield from walked(spec, 500)
    share = float(network_of(spec).targets.mean())
    guess = float(-share * np.log(share) - (1 - share) * np.log(1 - share))
    yield Fact(
        tr(
            "the log loss is {loss:.4f}; the share of the ill, "
            "said of everybody, costs {guess:.4f}.",
            loss=step.loss,
            guess=guess,
        ),
        is_near(step.loss, 0.3496, 5e-5) and is_near(guess, 0.4284, 5e-5),
    )


def accuracy_is_a_poor_witness() -> Iterator[Fact | None]:
    """.85 are right, and .847 if nobody is called ill; yet the order is .80 right."""
    spec = landscape("13")
    step = yield from walked(spec, 500)
    said, ill = outputs_of(spec, step.theta)[0], network_of(spec).targets[0].numpy() > 0
    right, healthy = share_right(spec, step.theta), float((~ill).mean())
    order = float((said[ill][:, None] > said[~ill]).mean())
    yield Fact(
        tr(
            "{right:.3f} are right, and {healthy:.3f} with nobody "
            "ill; of an ill and a healthy person, {order:.3f} of pairs are in "
            "order.",
            right=right,
            healthy=healthy,
            order=order,
        ),
        is_near(right, 0.85, 5e-4)
        and is_near(healthy, 0.847, 5e-4)
        and is_near(order, 0.80, 5e-3),
    )


def probabilities_of_both_classes_sum_to_1() -> Iterator[Fact | None]:
    """The probability of no is 1 less that of yes, to the last digit."""
    spec = landscape("13")
    step = yield from walked(spec, 500)
    objective = network_of(spec)
    z = objective.raw(step.theta[None], objective.inputs.numpy())[0]
    ill, healthy = (objective.loss.link(sign * z) for sign in (1, -1))
    gap = float(np.abs(ill + healthy - 1).max())
    yield Fact(
        tr(
            "p(ill) and p(healthy) of all 300 people add up to 1, "
            "to {gap:.0e} at worst.",
            gap=gap,
        ),
        gap <= 2.3e-16,
    )


# Lesson 14: log loss


def log_loss_leaves_the_plateau() -> Iterator[Fact | None]:
    """From (-6, 0) log loss has 85% right after 11 steps, squared error after 1343."""
    found = {}
    for name in ("log", "squared"):
        spec = revise(landscape("14"), {"loss.name": name})
        for step in islice(train(spec), 1500):
            if step.index % 20 == 0:
                yield None
            if share_right(spec, step.theta) >= 0.85:
                found[name] = step.index
                break
    log, squared = found.get("log", 0), found.get("squared", 0)
    yield Fact(
        tr(
            "log loss is there after {log} steps, squared error after {squared:,}.",
            log=log,
            squared=squared,
        ),
        (log, squared) == (11, 1343),
    )


def plateau_has_hardly_a_slope() -> Iterator[Fact | None]:
    """The gradient is 1.424 and .0169 at the start, .804 and .0005 at (0, 8)."""
    objectives_ = [
        network_of(revise(landscape("14"), {"loss.name": name}))
        for name in ("log", "squared")
    ]
    yield None
    places = np.array([[-6.0, 0.0], [0.0, 8.0]])
    slopes = [np.linalg.norm(each.gradient(places), axis=1) for each in objectives_]
    (log, log_high), (squared, squared_high) = slopes
    yield Fact(
        tr(
            "|∇L| at (−6, 0) is {log:.3f} for log loss and "
            "{squared:.4f} for squared error; at (0, 8) {log_high:.3f} and "
            "{squared_high:.4f}.",
            log=log,
            squared=squared,
            log_high=log_high,
            squared_high=squared_high,
        ),
        _are_near(slopes[0], [1.424, 0.804], 5e-4)
        and _are_near(slopes[1], [0.0169, 0.0005], 5e-5),
    )


def a_sure_error_pulls_log_loss_alone() -> Iterator[Fact | None]:
    """A positive at the output -6 pulls by -.9975, and by -.0049 if squared."""
    z, t = np.array([[-6.0]]), np.array([[1.0]])
    log, squared = (
        network_of(revise(landscape("14"), {"loss.name": name})).loss.slope(z, t).item()
        for name in ("log", "squared")
    )
    yield None
    yield Fact(
        tr(
            "a point that is sure and wrong (z = −6) pulls by "
            "{log:.4f} with log loss, by {squared:.4f} with squared error.",
            log=-log,
            squared=-squared,
        ),
        is_near(log, -0.9975, 5e-5) and is_near(squared, -0.0049, 5e-5),
    )


def base_of_log_only_scales() -> Iterator[Fact | None]:
    """What the truth costs at p = .99 to .01; with base 2 a half costs one bit."""
    p = np.array([0.99, 0.9, 0.5, 0.1, 0.01])
    z = np.log(p / (1 - p))[None]
    nats, bits = (
        network_of(revise(landscape("14"), {"loss.base": base})).loss.value(
            z, np.ones_like(z)
        )[0]
        for base in ("e", "2")
    )
    yield None
    costs = ", ".join(f"{cost:.4f}" for cost in nats)
    yield Fact(
        tr(
            "p = .99, .9, .5, .1, .01 for the truth cost {costs}; "
            "to base 2, .5 costs {bits:.4g} bit.",
            costs=costs,
            bits=bits[2],
        ),
        _are_near(nats, [0.0101, 0.1054, 0.6931, 2.3026, 4.6052], 5.1e-5)
        and _are_near(bits * np.log(2), nats, 1e-12),
    )


# Lesson 15: three classes


def three_shares_sum_to_1() -> Iterator[Fact | None]:
    """Softmax adds up to 1 to 1e-15; (0, 1.792, 1.099) become .1, .6 and .3."""
    spec = landscape("15")
    step = yield from walked(spec, 600)
    gap = float(np.abs(outputs_of(spec, step.theta).sum(0) - 1).max())
    shares = shares_of("exp", np.array([0.0, 1.792, 1.099]))
    said = ", ".join(f"{share:.3f}" for share in shares)
    yield Fact(
        tr(
            "outputs 0, 1.792, 1.099 become {said}; the shares of "
            "all {count} points add up to 1 to {gap:.0e}.",
            said=said,
            count=spec.data.count,
            gap=gap,
        ),
        gap <= 1e-15 and _are_near(shares, [0.1, 0.6, 0.3], 1e-4),
    )


def shift_of_outputs_changes_nothing() -> Iterator[Fact | None]:
    """More by 5 or by 100 for all outputs leaves the shares and the loss."""
    spec = landscape("15")
    objective, start = network_of(spec), next(train(spec))
    yield None
    gaps = []
    for shift in (5.0, 100.0):
        lifted = start.theta.copy()
        lifted[-3:] += shift
        moved = outputs_of(spec, lifted) - outputs_of(spec, start.theta)
        lost = objective.total(objective.losses(lifted[None]))[0] - start.loss
        gaps.append(max(float(np.abs(moved).max()), abs(float(lost))))
    yield Fact(
        tr(
            "with all three biases 5 or 100 higher, shares and "
            "loss stay the same to {gaps:.0e}.",
            gaps=max(gaps),
        ),
        max(gaps) <= 1e-13,
    )


def only_exp_lets_the_highest_win() -> Iterator[Fact | None]:
    """Of (-2, 1, .5) exp favours 1; sizes and squares favour -2."""
    yield None
    found = {name: shares_of(name, SCORES) for name in SHARES}
    first, second, third = (
        ", ".join(f"{share:.3f}" for share in found[name])
        for name in ("exp", "abs", "square")
    )
    yield Fact(
        tr(
            "−2, 1, .5 share out as {first} by exp, as {second} "
            "by |·|, as {third} by squares.",
            first=first,
            second=second,
            third=third,
        ),
        all(_are_near(found[name], SHARED[name], 5e-4) for name in SHARES),
    )


def linear_softmax_tells_three_blobs() -> Iterator[Fact | None]:
    """A linear softmax is right on .97 of three blobs, 16-16 tanh on three arms."""
    spec = landscape("15")
    arms = revise(
        spec, {"data.name": "spiral", "data.classes": 3, "network.hidden": (16, 16)}
    )
    step = yield from walked(spec, 600)
    blobs = share_right(spec, step.theta)
    step = yield from walked(arms, 1500)
    spirals = share_right(arms, step.theta)
    yield Fact(
        tr(
            "{blobs:.3f} of the blobs are right after 600 steps; "
            "of a three-armed spiral, by two hidden layers of 16, {spirals:.3f}.",
            blobs=blobs,
            spirals=spirals,
        ),
        is_near(blobs, 0.973, 5e-4) and spirals == 1,
    )


# Lesson 16: one node or two


def _gradients() -> tuple[float, Array, Array]:
    """Return the gap of the losses, and both gradients, at the start."""
    spec = landscape("16")
    one, two = objectives(spec)
    theta = next(train(spec)).theta[None]
    losses, slope = one.losses_and_gradient(theta)
    other_losses, other = two.losses_and_gradient(as_two(theta[0], one.shape)[None])
    gap = one.total(losses) - two.total(other_losses)
    return abs(float(gap[0])), slope[0], other[0]


def two_nodes_begin_as_one() -> Iterator[Fact | None]:
    """The same loss, the same hidden gradient, and ±g in the output layer."""
    gap, one, two = _gradients()
    yield None
    hidden = float(np.abs(one[:24] - two[:24]).max())
    pairs = two[24:].reshape(-1, 2)
    outer = float(np.abs(pairs - one[24:, None] * [-1, 1]).max())
    yield Fact(
        tr(
            "at the start the losses differ by {gap:.0e}, the "
            "gradients by {hidden:.0e} in the hidden layer, from ∓g by "
            "{outer:.0e} in the output.",
            gap=gap,
            hidden=hidden,
            outer=outer,
        ),
        gap <= 1e-15 and hidden <= 3e-17 and outer <= 3e-16,
    )


def _losses() -> Array:
    spec = landscape("16")
    start = tuple(next(train(spec)).theta.tolist())
    return raced(*objectives(spec), start, spec.optimizer.learning_rate)


def two_nodes_walk_a_little_faster() -> Iterator[Fact | None]:
    """After 200 steps .3125 for one node and .3072 for two."""
    losses = _losses()
    yield None
    one, two, _ = losses[:, -1]
    yield Fact(
        tr(
            "after {shape} steps one node has a loss of "
            "{one:.4f}, two nodes have {two:.4f}.",
            shape=losses.shape[1] - 1,
            one=one,
            two=two,
        ),
        losses.shape[1] == 201 and _are_near([one, two], [0.3125, 0.3072], 5e-5),
    )


def half_the_rate_walks_alike() -> Iterator[Fact | None]:
    """With half the rate in the output layer the losses are the same throughout."""
    losses = _losses()
    yield None
    gap = float(np.abs(losses[0] - losses[2]).max())
    yield Fact(
        tr(
            "with half the rate in the output layer, two nodes "
            "differ from one by {gap:.0e} at most in 200 steps.",
            gap=gap,
        ),
        gap <= 1e-15,
    )


CLAIMS: dict[str, Claim] = {
    one.__name__: one
    for one in (
        mean_probability_is_share_of_ill,
        log_loss_beats_constant_guess,
        accuracy_is_a_poor_witness,
        probabilities_of_both_classes_sum_to_1,
        log_loss_leaves_the_plateau,
        plateau_has_hardly_a_slope,
        a_sure_error_pulls_log_loss_alone,
        base_of_log_only_scales,
        three_shares_sum_to_1,
        shift_of_outputs_changes_nothing,
        only_exp_lets_the_highest_win,
        linear_softmax_tells_three_blobs,
        two_nodes_begin_as_one,
        two_nodes_walk_a_little_faster,
        half_the_rate_walks_alike,
    )
}
