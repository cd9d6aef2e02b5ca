"""How probable a model makes the data: lessons 18 and 19, to their digits."""

import math

import numpy as np
import pytest
import torch

from models.densities import laplace, normal
from models.derivations import derivation, power_of_ten
from models.families import family_of, minus_log_scale, refusal
from models.likelihoods import likelihood_at
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.points import drawn_of
from models.products import multiplied, product_on
from models.sights import look_around
from models.snapshots import Plane, frozen
from models.specs import Spec
from models.training import train

LOGISTIC = {"data.name": "logistic", "plane.extent": 2.0}
PEOPLE = {"data.name": "blood_pressure", "network.hidden": (3,)}
GAPS = np.linspace(-3, 3, 61)


def of(**changes):
    keys = {key.replace("__", "."): value for key, value in changes.items()}
    return revise(Spec(), keys)


def looked(spec, page, theta=None):
    spec = revise(spec, {"view.likelihood": page})
    at = drawn_of(spec) if theta is None else np.array(theta)
    return likelihood_at(spec, at, make_plane(spec))


def lesson_18(samples=400):
    """Return the probability on the lecture's grid: w from -1 to 4, b from -2 to 2."""
    spec = revise(Spec(), LOGISTIC | {"data.samples": samples})
    objective = make_objective(spec)
    w, b = np.meshgrid(np.linspace(-1, 4, 101), np.linspace(-2, 2, 81))
    thetas = np.stack([w.ravel(), b.ravel()], 1)
    sums, double, single = multiplied(objective.losses(thetas))
    return [part.reshape(w.shape) for part in (sums, double, single)]


def test_product_and_log_have_their_top_at_the_same_model():
    sums, double, single = lesson_18()
    assert divmod(int(double.argmax()), 101) == (31, 50)
    assert divmod(int(sums.argmin()), 101) == (31, 50)
    assert double.max() == pytest.approx(5.9e-90, rel=2e-3)
    assert sums.min() / 400 == pytest.approx(0.51364, abs=5e-6)
    assert not single.any()


def test_halves_multiplied_are_soon_nothing():
    spec = revise(Spec(), LOGISTIC)
    (first, *_) = derivation(spec, np.full(2000, math.log(2)))
    # 0.5^149 is the smallest number in float32, and 0.5^1074 in float64.
    assert (
        first.note == "float32: 0 from example 150 on; float64: 0 from example 1075 on"
    )
    (first, *_) = derivation(spec, np.full(149, math.log(2)))
    assert first.note == "It can be multiplied in float32."


def test_the_mean_of_minus_log_is_the_log_loss():
    spec = revise(Spec(), LOGISTIC)
    seen, objective = looked(spec, "output", [1.5, -0.45]), make_objective(spec)
    z = 1.5 * objective.inputs[0] - 0.45
    loss = torch.nn.functional.binary_cross_entropy_with_logits(z, objective.targets[0])
    assert seen.minus_logs.mean() == pytest.approx(float(loss), abs=1e-15)


@pytest.mark.parametrize("density", [normal, laplace])
def test_a_density_has_an_area_of_one(density):
    t = np.linspace(-60, 60, 240001)
    assert np.trapezoid(density(t, 1.0, 2.0), t) == pytest.approx(1, abs=1e-6)


DISTRIBUTIONS = [
    (PEOPLE | {"loss.name": "squared"}, torch.distributions.Normal),
    (PEOPLE | {"loss.name": "absolute"}, torch.distributions.Laplace),
    (PEOPLE | {"loss.name": "normal"}, torch.distributions.Normal),
    ({"data.name": "moons"}, torch.distributions.Bernoulli),
    ({"data.name": "moons", "loss.base": "2"}, torch.distributions.Bernoulli),
    ({"data.name": "iris"}, torch.distributions.Categorical),
]


def distributed(kind, output):
    if kind is torch.distributions.Categorical or kind is torch.distributions.Bernoulli:
        return kind(torch.tensor(output).squeeze())
    return kind(*torch.tensor([*output, 1.0][:2]))


@pytest.mark.parametrize(("changes", "kind"), DISTRIBUTIONS)
def test_minus_log_p_is_that_of_the_distribution_of_the_output(changes, kind):
    spec = revise(Spec(), changes | {"view.example": 7})
    seen, data = looked(spec, "output"), make_objective(spec)
    target = data.targets[:, 7]
    target = target.argmax() if len(target) > 1 else target[0]
    log = distributed(kind, seen.output).log_prob(target)
    assert seen.number == 7
    assert seen.minus_logs[7] == pytest.approx(-float(log), rel=1e-12)
    factor, constant = minus_log_scale(spec)
    loss = data.losses(drawn_of(spec)[None]).mean()
    assert seen.minus_logs.mean() == pytest.approx(factor * loss + constant)


def test_what_weights_cost_is_no_matter_of_likelihood():
    plain, costly = (of(data__name="moons", loss__l2=cost) for cost in (0.0, 1.0))
    first, second = (looked(spec, "output").minus_logs for spec in (plain, costly))
    np.testing.assert_allclose(first, second, rtol=1e-12)


def test_learning_the_spread_fits_a_noise_that_is_unlike_one():
    spec = revise(Spec(), PEOPLE | {"loss.name": "normal"})
    fixed = revise(spec, {"loss.name": "squared"})
    means = {}
    for one in (spec, fixed):
        one = revise(one, {"optimizer.name": "adam", "optimizer.learning_rate": 0.02})
        *_, last = (step for step, _ in zip(train(one), range(300), strict=False))
        means[one.loss_name] = looked(one, "output", last.theta).minus_logs.mean()
    assert means["normal"] < means["squared"] - 0.2


@pytest.mark.parametrize("name", ["hinge", "errors", "squared"])
def test_other_losses_of_classes_have_no_distribution(name):
    spec = of(data__name="moons", loss__name=name)
    assert family_of(spec) is None
    assert "no distribution" in refusal(spec, "steps")
    assert not refusal(spec, "softmax")
    seen = looked(spec, "maps")
    assert seen.family is seen.product is None
    assert not len(seen.minus_logs)


def test_huber_has_no_distribution_and_a_formula_no_data():
    assert "Huber comes from no distribution" in refusal(
        of(loss__name="huber"), "steps"
    )
    formula = of(function__name="peaks")
    assert "no data" in refusal(formula, "output")
    assert looked(formula, "output") is None


def test_examples_held_out_are_not_looked_at():
    spec = of(data__name="moons", data__test=0.4, view__example=3)
    seen, (sight, *_) = (
        looked(spec, "output"),
        look_around(spec, [next(train(spec))], None),
    )
    data = sight.prediction.data
    assert not data.is_held_out[seen.row]
    assert (~data.is_held_out[: seen.row]).sum() == 3


def test_a_sigmoid_is_softmax_of_0_and_its_own_output():
    seen = looked(of(data__name="moons"), "softmax")
    assert seen.logits[0] == 0
    shares = torch.softmax(torch.tensor(seen.logits), 0)
    assert float(shares[1]) == pytest.approx(seen.output[0], rel=1e-12)


def test_the_surfaces_are_those_of_the_plane_that_is_shown():
    spec = revise(Spec(), LOGISTIC | {"data.samples": 60})
    plane = Plane(
        frozen([0, 0]), frozen([1, 0]), frozen([0, 1]), (1.5, -0.5), 1.0,
        "w", "b", True, "",
    )  # fmt: skip
    objective = make_objective(spec)
    product = product_on(objective, plane, (1.0, 0.0))
    i, j = product.best
    assert product.double.argmax() == product.minus_log.argmin() == i * 41 + j
    theta = np.array([[product.axis_x[3], product.axis_y[30]]])
    chances = np.exp(-objective.losses(theta)[0])
    assert product.double[3, 30] == pytest.approx(float(np.prod(chances)), rel=1e-12)
    assert product_on(objective, plane, (1.0, 0.0)) is product


def test_much_data_has_a_coarser_grid():
    spec = revise(Spec(), LOGISTIC | {"data.samples": 20_000})
    product = looked(spec, "maps").product
    assert len(product.axis_x) < 41
    assert not product.double.any()
    assert np.isfinite(product.minus_log).all()


def values(spec, theta=None):
    return [line.value for line in looked(spec, "steps", theta).lines]


def test_steps_lead_from_the_product_to_the_loss():
    spec = revise(Spec(), LOGISTIC)
    assert values(spec, [1.5, -0.45]) == [
        "5.91×10⁻⁹⁰", "−205", "−205", "205", "0.51364", "0.51364", "0.51364",
    ]  # fmt: skip


@pytest.mark.parametrize("changes", [changes for changes, _ in DISTRIBUTIONS])
def test_steps_end_in_the_loss_on_the_screen(changes):
    spec = revise(Spec(), changes)
    objective, theta = make_objective(spec), drawn_of(spec)
    loss = float(objective.total(objective.losses(theta[None]))[0])
    assert float(values(spec)[-1]) == pytest.approx(loss, rel=1e-4)


def test_the_root_of_the_normal_is_told():
    lines = looked(of(), "steps").lines
    assert any("½ log 2π = 0.9189" in line.note for line in lines)
    assert any("{+ ½ log 2π}" in line.formula for line in lines)


@pytest.mark.parametrize(
    ("log", "text"),
    [
        (math.log(5.9) - 90 * math.log(10), "5.9×10⁻⁹⁰"),
        (-1e6, "3.3×10⁻⁴³⁴²⁹⁵"),
        (0.0, "1"),
        (math.log(0.25), "0.25"),
        (-math.inf, "0"),
    ],
)
def test_what_is_no_number_of_the_machine_is_told_as_a_power(log, text):
    assert power_of_ten(log) == text


def test_it_is_seen_while_it_is_watched_and_not_once_it_has_diverged():
    spec = of()
    step, plane = next(train(spec)), make_plane(spec)
    (unseen,) = look_around(spec, [step], plane)
    assert unseen.likelihood is None
    (seen,) = look_around(spec, [step], plane, watched={"likelihood"})
    assert seen.likelihood.family == "normal"
