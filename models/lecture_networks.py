"""What the lecture claims on networks: lessons 1 to 4."""

import math
from collections.abc import Generator, Iterator
from itertools import islice

import numpy as np

from models.activations import ACTIVATIONS
from models.claims import Claim, Fact, is_near
from models.collapse import collapse, collapsed_shape, written_out
from models.data import make_data
from models.language import tr
from models.lecture_measures import (
    landscape,
    network_of,
    outputs_of,
    share_right,
    walked,
)
from models.options import revise
from models.parameters import Shape
from models.scores import r_squared
from models.snapshots import Array
from models.solutions import solve
from models.specs import Spec
from models.training import train

LECTURE = Shape((4, 2, 1), bias=False)
CHAIN = np.array([1.0, 0.0, 3.0, 0.0, 0.0, 2.0, 0.0, 1.0, 1.0, 2.0])
SEEDS, LOOKS = 8, 5  # networks that race for the ring; steps between two looks
MOST = {"relu": 700, "tanh": 700, "sigmoid": 1700}  # steps that are waited


# Lesson 1: one neuron


def clouds_are_told_apart() -> Iterator[Fact | None]:
    """A perceptron is right about .965 to .970 of two clouds."""
    spec = landscape("1")
    step = yield from walked(spec, 300)
    right = share_right(spec, step.theta)
    says = tr(
        "after 300 steps {right:.1%} of the points are on their side.",
        right=right,
    )
    yield Fact(says, 0.965 <= right <= 0.970)


def ten_times_the_weights_decide_alike() -> Iterator[Fact | None]:
    """Scaling all parameters moves no point over the border."""
    spec = landscape("1")
    step = yield from walked(spec, 300)
    sides = [outputs_of(spec, c * step.theta) > 0.5 for c in (1.0, 10.0, 0.1)]
    others = sum(int((sides[0] != side).sum()) for side in sides[1:])
    count = sides[0].size
    yield Fact(
        tr(
            "with 10 and 0.1 times the weights and the bias, "
            "{others} of {count} points change sides.",
            others=others,
            count=count,
        ),
        others == 0,
    )


def border_is_as_far_as_the_bias_says() -> Iterator[Fact | None]:
    """The border's distance from the origin is |b| / |w|."""
    spec = landscape("1")
    yield None
    theta = np.array(spec.start.theta)
    w, b = theta[:2], float(theta[2])
    foot, away = -b * w / (w @ w), abs(b) / math.hypot(*w)
    said = float(network_of(spec).outputs(theta[None], foot[:, None]).item())
    yield Fact(
        tr(
            "{away:.3f} from the origin, which is |b|/|w|, the "
            "network says {said:.3f}.",
            away=away,
            said=said,
        ),
        is_near(said, 0.5, 1e-12),
    )


# Lesson 2: a chain of linear layers


def brackets_multiply_out() -> Iterator[Fact | None]:
    """The lecture's three perceptrons are one, with the weights 1 3 4 2."""
    single = collapse(CHAIN, LECTURE)
    weights = " ".join(f"{w:g}" for w in single)
    yield Fact(
        tr(
            "{chain} is one neuron with weights {weights}.",
            chain=written_out(CHAIN, LECTURE),
            weights=weights,
        ),
        single.tolist() == [1, 3, 4, 2],
    )


def depth_changes_nothing() -> Iterator[Fact | None]:
    """Chains of 2 to 16 layers have the outputs of one layer."""
    worst = 0.0
    for depth in (2, 4, 8, 16):
        shape = Shape((2, *[8] * (depth - 1), 1), True)
        rng = np.random.default_rng(depth)
        theta = rng.uniform(-0.6, 0.6, shape.count)
        inputs = rng.normal(size=(200, 2))
        gap = _chained(theta, shape, inputs) - _chained(
            collapse(theta, shape), collapsed_shape(shape), inputs
        )
        worst = max(worst, float(np.abs(gap).max()))
        yield None
    yield Fact(
        tr(
            "chains of 2, 4, 8 and 16 layers differ from one "
            "layer by at most {worst:.0e}.",
            worst=worst,
        ),
        worst < 1e-12,
    )


def ring_stays_a_coin() -> Iterator[Fact | None]:
    """No depth of linear layers tells a ring from its disc: .525."""
    rights = []
    for hidden in ((8, 8), (8, 8, 8, 8)):
        spec = revise(landscape("2"), {"network.hidden": hidden})
        step = yield from walked(spec, 400)
        rights.append(share_right(spec, step.theta))
    yield Fact(
        tr(
            "{three:.1%} are right with three layers, {five:.1%} with five.",
            three=rights[0],
            five=rights[1],
        ),
        all(is_near(right, 0.525, 0.03) for right in rights),
    )


def equal_models_lie_in_a_valley() -> Iterator[Fact | None]:
    """The landscape of y = w₂w₁x is no bowl: a curved valley of equal models."""
    toy = revise(
        Spec(),
        {
            "data.name": "tanh_curve", "network.hidden": (1,),
            "network.activation": "linear", "network.bias": False,
        },
    )  # fmt: skip
    objective = network_of(toy)
    x, t = objective.inputs[0].numpy(), objective.targets[0].numpy()
    c = float(x @ t / (x @ x))
    valley = np.array([[1, c], [2, c / 2], [0.5, 2 * c], [-1, -c]])
    losses = objective.total(objective.losses(valley))
    yield Fact(
        tr(
            "y = w₂w₁x has the loss {loss:.4f} wherever w₁w₂ = "
            "{c:.3f}: in (1, {c:.2f}) as in (2, {half:.2f}).",
            loss=losses[0],
            c=c,
            half=c / 2,
        ),
        float(np.ptp(losses)) < 1e-14,
    )


# Lesson 3: bends


def bends_have_their_speeds() -> Iterator[Fact | None]:
    """ReLU reaches 99% of the ring first, tanh next, sigmoid last."""
    medians: dict[str, float] = {}
    for name, most in MOST.items():
        each = []
        for seed in range(SEEDS):
            each.append((yield from _steps_to_ring(name, seed, most)))
        medians[name] = float(np.median(each))
    relu, tanh, sigmoid = (round(medians[name]) for name in MOST)
    yield Fact(
        tr(
            "99% after {relu} steps with ReLU, {tanh} with tanh, "
            "{sigmoid:,} with sigmoid (medians of {seeds} seeds).",
            relu=relu,
            tanh=tanh,
            sigmoid=sigmoid,
            seeds=SEEDS,
        ),
        relu < tanh < sigmoid / 3,
    )


def sigmoid_is_what_it_is() -> Iterator[Fact | None]:
    """σ(0) = ½, its slope there ¼, and σ(−x) = 1 − σ(x)."""
    x = np.linspace(-6, 6, 49)
    sigmoid = ACTIVATIONS["sigmoid"].value
    here, slope = float(sigmoid(np.zeros(1))[0]), _slope(sigmoid)
    odd = float(np.abs(sigmoid(-x) - 1 + sigmoid(x)).max())
    yield Fact(
        tr(
            "σ(0) = {here:g}, its slope there {slope:.4f}, and "
            "σ(−x) is 1 − σ(x) to {odd:.0e}.",
            here=here,
            slope=slope,
            odd=odd,
        ),
        here == 0.5 and is_near(slope, 0.25, 1e-9) and odd < 1e-12,
    )


# Lesson 4: features, and a linear regression on them


def lines_are_parameters() -> Iterator[Fact | None]:
    """A network 2-3-1 has 13 lines and 13 parameters."""
    count = landscape("4").count
    yield Fact(
        tr("2-3-1 with biases has {count} parameters.", count=count),
        count == 13,
    )


def output_layer_is_least_squares() -> Iterator[Fact | None]:
    """Gradient descent found what least squares finds on the features."""
    spec = landscape("4")
    step = yield from walked(spec, 6000)
    solution = solve(spec, step.theta)
    assert solution is not None  # squared error
    apart = float(np.abs(solution.theta - step.theta).max())
    gain = solution.before - solution.after
    yield Fact(
        tr(
            "solving the output layer moves its weights by at "
            "most {apart:.0e} and gains {gain:.0e} of loss.",
            apart=apart,
            gain=gain,
        ),
        apart < 1e-4 and gain < 1e-6,
    )


def three_bends_beat_a_plane() -> Iterator[Fact | None]:
    """R² against the truth without noise: .928 for a plane, .978 for three bends."""
    base = landscape("4")
    clean = make_data(revise(base, {"data.noise": 0.0, "data.standardise": False}).data)
    scores = []
    for hidden in ((), (3,)):
        spec = revise(base, {"network.hidden": hidden, "network.seed": 1})
        step = yield from walked(spec, 2500)
        seen = make_data(spec.data)
        raw = seen.shift[-1] + seen.scale[-1] * outputs_of(spec, step.theta)
        scores.append(float(r_squared(raw, clean.targets.T)))
    yield Fact(
        tr(
            "R² against the truth without noise is {plane:.3f} "
            "for a plane and {bends:.3f} with three bends.",
            plane=scores[0],
            bends=scores[1],
        ),
        is_near(scores[0], 0.928, 5e-3) and is_near(scores[1], 0.978, 5e-3),
    )


def _chained(theta: Array, shape: Shape, inputs: Array) -> Array:
    """Return what linear layers make of inputs (N, D), one after the other."""
    values = inputs
    for weights, biases, fan_in, fan_out in shape.layers():
        values = values @ theta[weights].reshape(fan_in, fan_out) + theta[biases]
    return values


def _steps_to_ring(name: str, seed: int, most: int) -> Generator[None, None, float]:
    """Return after how many steps 99% of the ring are right; inf if that takes more."""
    spec = revise(landscape("3"), {"network.activation": name, "network.seed": seed})
    for step in islice(train(spec), most):
        if step.index % LOOKS == 0:
            yield None
            if share_right(spec, step.theta) >= 0.99:
                return float(step.index)
    return math.inf


def _slope(function: object) -> float:
    ends = function(np.array([1e-5, -1e-5]))  # type: ignore[operator]
    return float((ends[0] - ends[1]) / 2e-5)


CLAIMS: dict[str, Claim] = {
    one.__name__: one
    for one in (
        clouds_are_told_apart,
        ten_times_the_weights_decide_alike,
        border_is_as_far_as_the_bias_says,
        brackets_multiply_out,
        depth_changes_nothing,
        ring_stays_a_coin,
        equal_models_lie_in_a_valley,
        bends_have_their_speeds,
        sigmoid_is_what_it_is,
        lines_are_parameters,
        output_layer_is_least_squares,
        three_bends_beat_a_plane,
    )
}
