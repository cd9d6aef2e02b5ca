"""What the lecture claims on losses: lessons 5 to 7."""

from collections.abc import Iterator

import numpy as np

from models.claims import Claim, Fact, is_near
from models.landscapes import measure
from models.language import tr
from models.lecture_measures import hessian_at, landscape, network_of, walked
from models.options import revise
from models.planes import make_plane

# Lesson 5: a square


def twice_as_wrong_costs_four_times() -> Iterator[Fact | None]:
    """Twice the error is four times the loss, and no error costs nothing."""
    loss = network_of(landscape("5")).loss
    errors = np.array([[0.0, 11.0, 22.0]])
    none, one, two = loss.value(errors, np.zeros_like(errors))[0]
    yield Fact(
        tr(
            "an error of 11 costs {one:g}, one of 22 costs "
            "{two:g}: {times:g} times as much.",
            one=one,
            two=two,
            times=two / one,
        ),
        bool(none == 0) and is_near(two / one, 4, 1e-12),
    )


def sum_and_mean_have_one_best_model() -> Iterator[Fact | None]:
    """The gradient of the sum is N times that of the mean: zero at the same place."""
    spec = landscape("5")
    mean, total = (
        network_of(revise(spec, {"loss.reduction": kind})) for kind in ("mean", "sum")
    )
    theta = np.array([[0.4, -0.7]])
    ratio = float((total.gradient(theta) / mean.gradient(theta)).mean())
    targets, inputs = mean.targets[0].numpy(), mean.inputs.numpy()
    best = np.linalg.lstsq(inputs.T, targets, rcond=None)[0]
    slopes = [float(np.abs(one.gradient(best[None])).max()) for one in (mean, total)]
    yield Fact(
        tr(
            "the sum's gradient is {ratio:.0f} times the mean's, "
            "and both vanish at ({w:.3f}, {b:.3f}).",
            ratio=ratio,
            w=best[0],
            b=best[1],
        ),
        is_near(ratio, mean.samples, 1e-9 * mean.samples) and max(slopes) < 1e-9,
    )


# Lesson 6: two weights, one landscape


def lowest_point_of_the_trough() -> Iterator[Fact | None]:
    """The least loss is .04514, at (.8371, −1.1429); at (−2, 2) it is 39.125."""
    spec = landscape("6")
    objective = network_of(spec)
    step = yield from walked(spec, 2000)
    w, b = step.theta
    high = float(objective.total(objective.losses(np.array([[-2.0, 2.0]])))[0])
    yield Fact(
        tr(
            "lowest at ({w:.4f}, {b:.4f}), with a loss of "
            "{loss:.5f}; at (−2, 2) it is {high:.3f}.",
            w=w,
            b=b,
            loss=step.loss,
            high=high,
        ).replace("-", "−"),
        is_near(w, 0.8371, 5e-5)
        and is_near(b, -1.1429, 5e-5)
        and is_near(step.loss, 0.04514, 5e-6)
        and is_near(high, 39.125, 1e-9),
    )


def trough_is_long_and_narrow() -> Iterator[Fact | None]:
    """The curvatures are .591 and 19.742: a condition of 33.4."""
    bends = np.linalg.eigvalsh(hessian_at(network_of(landscape("6")), np.zeros(2)))
    low, high = (float(bend) for bend in bends)
    yield Fact(
        tr(
            "across the trough the loss bends by {high:.3f}, "
            "along it by {low:.3f}: {times:.1f} times less.",
            high=high,
            low=low,
            times=high / low,
        ),
        is_near(low, 0.591, 5e-4) and is_near(high, 19.742, 5e-4),
    )


# Lesson 7: two valleys


def valleys_mirror_each_other() -> Iterator[Fact | None]:
    """Starts at both sides of the pass end in θ and −θ, with one loss."""
    ends = []
    for start in ((0.1, -0.05), (-0.1, 0.05)):
        spec = revise(landscape("7"), {"start.theta": start})
        ends.append((yield from walked(spec, 400)))
    one, other = ends
    yield Fact(
        tr(
            "({w1:.2f}, {w2:.2f}) and ({v1:.2f}, "
            "{v2:.2f}), both with a loss of {loss:.5f}.",
            w1=one.theta[0],
            w2=one.theta[1],
            v1=other.theta[0],
            v2=other.theta[1],
            loss=one.loss,
        ).replace("-", "−"),
        bool(np.allclose(one.theta, -other.theta, atol=1e-9))
        and is_near(one.loss, 0.00592, 5e-6),
    )


def pass_is_level_and_no_minimum() -> Iterator[Fact | None]:
    """At the origin the gradient is 0, and the curvatures −2.702 and 2.702."""
    objective = network_of(landscape("7"))
    origin = np.zeros(2)
    slope = float(np.abs(objective.gradient(origin[None])).max())
    low, high = (float(b) for b in np.linalg.eigvalsh(hessian_at(objective, origin)))
    yield Fact(
        tr(
            "at the pass the gradient is {slope:g}, and the loss "
            "bends by {high:.3f} and −{low:.3f}.",
            slope=slope,
            high=high,
            low=-low,
        ),
        slope == 0 and is_near(high, 2.702, 5e-4) and is_near(low, -2.702, 5e-4),
    )


def surface_is_its_own_mirror_image() -> Iterator[Fact | None]:
    """The loss at −θ is that at θ, everywhere."""
    spec = landscape("7")
    *_, surface = measure(network_of(spec), make_plane(spec), 21)
    assert surface is not None  # what comes last
    apart = float(np.abs(surface.loss - surface.loss[::-1, ::-1]).max())
    yield Fact(
        tr(
            "over the whole square, the loss at −θ differs from "
            "that at θ by at most {apart:.0e}.",
            apart=apart,
        ),
        apart < 1e-13,
    )


CLAIMS: dict[str, Claim] = {
    one.__name__: one
    for one in (
        twice_as_wrong_costs_four_times,
        sum_and_mean_have_one_best_model,
        lowest_point_of_the_trough,
        trough_is_long_and_narrow,
        valleys_mirror_each_other,
        pass_is_level_and_no_minimum,
        surface_is_its_own_mirror_image,
    )
}
