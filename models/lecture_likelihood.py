"""What the lecture claims on likelihood: lessons 18 and 19."""

import math
from collections.abc import Generator, Iterator

import numpy as np

from models.claims import Claim, Fact, is_near
from models.densities import CONSTANT, TENT, laplace, normal
from models.families import minus_log_scale
from models.language import tr
from models.lecture_measures import landscape, network_of
from models.likelihoods import likelihood_at
from models.options import revise
from models.planes import make_plane
from models.points import drawn_of
from models.products import product_on
from models.snapshots import Array, Product
from models.specs import Spec

GAPS = np.linspace(-3, 3, 61)
VALUES, FIRST = 50, 0  # numbers that a constant is fitted to, and their seed


def _spec(lesson: str, **changes: object) -> Spec:
    keys = {key.replace("__", "."): value for key, value in changes.items()}
    return revise(landscape(lesson), keys)


# Lesson 18: the most likely model


def _product(samples: int) -> Generator[None, None, Product]:
    """Return the likelihood on the surface of the lesson, of so many examples."""
    spec = _spec("18", data__samples=samples)
    yield None
    return product_on(network_of(spec), make_plane(spec), minus_log_scale(spec))


def product_and_log_have_one_peak() -> Iterator[Fact | None]:
    """Of 400 examples the product is about 1e-90 at most, where -log p is lowest."""
    product = yield from _product(400)
    top = divmod(int(product.double.argmax()), len(product.axis_y))
    w, b = product.axis_x[top[0]], product.axis_y[top[1]]
    highest = float(product.double.max())
    yield Fact(
        tr(
            "of 400 examples the product is {highest:.1e} at "
            "most, at w = {w:.3g}, b = {b:.3g}; there is the top of the "
            "logarithm too.",
            highest=highest,
            w=w,
            b=b,
        ).replace("b = -", "b = −"),
        top == product.best and 4e-90 < highest < 6e-90,
    )


def product_is_lost_in_float32() -> Iterator[Fact | None]:
    """In float32 the product is 0 for all models from 200 examples on."""
    before, after = 190, 200
    yield None
    some = float(((yield from _product(before)).single > 0).mean())
    none = float(((yield from _product(after)).single > 0).mean())
    yield Fact(
        tr(
            "in float32 {some:.1%} of the models have a product "
            "above 0 with {before} examples, and {none:.0%} with {after}.",
            some=some,
            before=before,
            none=none,
            after=after,
        ),
        some > 0 and none == 0,
    )


def product_is_lost_in_float64() -> Iterator[Fact | None]:
    """In float64 99% of the models are at 0 with 1400 examples, and all with 1450."""
    almost = float(((yield from _product(1400)).double == 0).mean())
    last = yield from _product(1450)
    whole, is_finite = float((last.double == 0).mean()), np.isfinite(last.minus_log)
    yield Fact(
        tr(
            "in float64 the product is 0 for {almost:.0%} of the "
            "models with 1,400 examples, for {whole:.0%} with 1,450; its log "
            "never is lost.",
            almost=almost,
            whole=whole,
        ),
        is_near(almost, 0.99, 0.006) and whole == 1 and bool(is_finite.all()),
    )


def mean_minus_log_is_log_loss() -> Iterator[Fact | None]:
    """The mean of -log p is the log loss, .5136 at the best, to 1e-16."""
    spec = _spec("18", data__samples=400)
    theta, objective = np.array([1.5, -0.375]), network_of(spec)
    seen = likelihood_at(spec, theta, make_plane(spec))
    yield None
    assert seen is not None
    mean = float(seen.minus_logs.mean())
    gap = abs(mean - float(objective.total(objective.losses(theta[None]))[0]))
    yield Fact(
        tr(
            "with 400 examples, at (1.5, −.375), −log p is "
            "{mean:.5f} on average; the log loss differs by {gap:.0e}.",
            mean=mean,
            gap=gap,
        ),
        is_near(mean, 0.51396, 5e-6) and gap <= 2e-16,
    )


# Lesson 19: slide the bell


def bell_is_half_the_squared_error() -> Iterator[Fact | None]:
    """The -log of a bell is half the squared error and .91894, wherever it stands."""
    spec, theta = _spec("19"), drawn_of(_spec("19"))
    seen = likelihood_at(spec, theta, make_plane(spec))
    assert seen is not None
    yield None
    apart = seen.minus_logs - network_of(spec).losses(theta[None])[0] / 2
    slid = -np.log(normal(GAPS, 0.0)) - GAPS**2 / 2
    spread = max(float(np.ptp(apart)), float(np.ptp(slid)))
    yield Fact(
        tr(
            "for all {apart} people −log p less half the squared "
            "error is {mean:.5f}, the same to {spread:.0e}.",
            apart=len(apart),
            mean=apart.mean(),
            spread=spread,
        ),
        is_near(float(apart.mean()), 0.91894, 5e-6)
        and is_near(CONSTANT, 0.5 * math.log(2 * math.pi), 1e-15)
        and spread <= 3e-15,
    )


def heights_of_the_bell() -> Iterator[Fact | None]:
    """At gaps of 0, 1, 2 and 3 a bell is .3989, .2420, .0540 and .0044 high."""
    heights = normal(np.arange(4.0), 0.0)
    yield None
    said = ", ".join(f"{height:.4f}" for height in heights)
    yield Fact(
        tr(
            "0, 1, 2 and 3 from its middle a bell is {heights} high.",
            heights=said,
        ),
        np.allclose(heights, [0.3989, 0.2420, 0.0540, 0.0044], rtol=0, atol=5e-5),
    )


def most_likely_middles() -> Iterator[Fact | None]:
    """The most likely middle is the mean, and for Laplace the median."""
    values = np.random.default_rng(FIRST).normal(3, 1, VALUES)
    low, high = np.sort(values)[VALUES // 2 - 1 : VALUES // 2 + 1].tolist()
    yield None
    best = [_middle(density, values) for density in (normal, laplace)]
    yield Fact(
        tr(
            "of 50 values the most likely middle is {normal:.3f} "
            "(their mean), with tents {tents:.3f}: at their median.",
            normal=best[0],
            tents=best[1],
        ),
        is_near(best[0], float(values.mean()), 1e-3)
        and low - 1e-3 <= best[1] <= high + 1e-3,
    )


def _middle(density: object, values: Array) -> float:
    middles = np.linspace(2, 4, 4001)
    assert callable(density)
    logs = sum(np.log(density(value, middles)) for value in values)
    return float(middles[np.argmax(logs)])


def laplace_is_absolute_error() -> Iterator[Fact | None]:
    """The -log of a Laplace density is the absolute error and ln 2."""
    apart = -np.log(laplace(GAPS, 0.0)) - np.abs(GAPS)
    yield None
    spread = float(np.ptp(apart))
    yield Fact(
        tr(
            "−log of a Laplace density less the absolute error is "
            "{mean:.5f}, log 2, the same to {spread:.0e}.",
            mean=apart.mean(),
            spread=spread,
        ),
        is_near(float(apart.mean()), TENT, 1e-15)
        and is_near(TENT, math.log(2), 1e-15)
        and spread <= 1e-15,
    )


CLAIMS: dict[str, Claim] = {
    one.__name__: one
    for one in (
        product_and_log_have_one_peak,
        product_is_lost_in_float32,
        product_is_lost_in_float64,
        mean_minus_log_is_log_loss,
        bell_is_half_the_squared_error,
        heights_of_the_bell,
        most_likely_middles,
        laplace_is_absolute_error,
    )
}
