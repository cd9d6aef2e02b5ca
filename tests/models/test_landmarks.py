"""Level points of slices, against closed forms and the lecture."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from models.equivalents import images_in
from models.landscapes import explained, measure
from models.lessons import load_lesson
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.snapshots import frozen
from models.specs import Spec
from models.surveys import survey
from tests.models.nets import Plain


class Formula(Plain):
    """A function of two variables, its gradient by autograd."""

    samples, dtype = 1, torch.float64

    def __init__(self, function):
        self.function = function

    def losses(self, theta):
        return self.losses_and_gradient(theta)[0]

    def losses_and_gradient(self, theta):
        leaf = torch.tensor(theta).requires_grad_()
        losses = self.function(leaf[:, 0], leaf[:, 1])[:, None]
        (gradient,) = torch.autograd.grad(losses.sum(), leaf)
        return losses.detach().numpy(), gradient.numpy()


def peaks(x, y):
    return (
        3 * (1 - x) ** 2 * torch.exp(-(x**2) - (y + 1) ** 2)
        - 10 * (x / 5 - x**3 - y**5) * torch.exp(-(x**2) - y**2)
        - torch.exp(-((x + 1) ** 2) - y**2) / 3
    )


def marks_of(objective, plane=None, side=101):
    *_, surface = measure(objective, plane or make_plane(Spec()), side)
    return found_in(objective, surface)


def found_in(objective, surface):
    *_, explanation = explained(objective, surface)
    return explanation.marks


def marks_of_lesson(name, side=101):
    spec = load_lesson(name).spec
    return marks_of(make_objective(spec), make_plane(spec), side)


@pytest.mark.parametrize("side", [21, 100, 101])
def test_six_points_have_one_minimum(side):
    (mark,) = marks_of_lesson("6", side)
    assert mark.kind == "minimum"
    assert mark.xy == pytest.approx([0.8371, -1.1429], abs=5e-5)
    assert mark.loss == pytest.approx(0.04514, abs=5e-6)
    assert mark.eigenvalues == pytest.approx([0.591, 19.742], abs=5e-4)
    objective = make_objective(load_lesson("6").spec)
    inputs, targets = objective.inputs[0].numpy(), objective.targets[0].numpy()
    assert mark.xy == pytest.approx(np.polyfit(inputs, targets, 1), abs=1e-9)


@pytest.mark.parametrize("side", [21, 100, 101])
def test_lesson_7_has_a_valley_its_image_and_a_saddle_between(side):
    first, second, saddle = marks_of_lesson("7", side)
    assert (first.kind, second.kind, saddle.kind) == (
        "minimum",
        "equivalent",
        "saddle",
    )
    assert first.xy == pytest.approx([1.268, 1.489], abs=1e-3)
    assert second.xy == pytest.approx(-first.xy, abs=1e-8)
    assert first.loss == pytest.approx(0.00592, abs=5e-6)
    assert saddle.xy == pytest.approx([0, 0], abs=1e-9)
    assert saddle.loss == pytest.approx(1.3806, abs=5e-5)
    assert saddle.eigenvalues == pytest.approx([-2.702, 2.702], abs=5e-4)


def test_peaks_on_a_bowl_have_the_minima_of_the_lecture():
    marks = marks_of(Formula(lambda x, y: peaks(x, y) + x**2 + y**2 + 5))
    minima = [mark for mark in marks if mark.kind == "minimum"]
    expected = [
        (0.228, -1.523, 0.976),
        (-1.196, 0.206, 3.601),
        (0.272, 0.239, 5.093),
    ]
    for mark, (x, y, loss) in zip(minima, expected, strict=True):
        assert mark.xy == pytest.approx([x, y], abs=1e-3)
        assert mark.loss == pytest.approx(loss, abs=1e-3)
    kinds = [mark.kind for mark in marks]
    assert kinds.count("minimum") + kinds.count("maximum") == kinds.count("saddle") + 1


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_every_level_point_of_waves_is_found(scale):
    waves = Formula(
        lambda x, y: scale * (2 + torch.sin(2 * x + 0.3) * torch.cos(2 * y))
    )
    plane = replace(make_plane(Spec()), centre=(0.1, -0.2), extent=2.0)
    marks = marks_of(waves, plane)
    expected = {}
    for k in range(-12, 13):
        for m in range(-12, 13):
            top = ((k + 0.5) * np.pi - 0.3) / 2, m * np.pi / 2
            expected[top] = ("minimum", "maximum")[(k + m) % 2 == 0]
            expected[(k * np.pi - 0.3) / 2, (m + 0.5) * np.pi / 2] = "saddle"
    inside = {
        at: kind
        for at, kind in expected.items()
        if abs(at[0] - 0.1) <= 2 and abs(at[1] + 0.2) <= 2
    }
    assert len(marks) == len(inside) > 8
    for at, kind in inside.items():
        away = [np.abs(mark.xy - at).max() for mark in marks]
        nearest = marks[int(np.argmin(away))]
        assert min(away) < 1e-8
        assert nearest.kind == kind
        four = 4 * scale
        signs = {"minimum": (1, 1), "maximum": (-1, -1), "saddle": (-1, 1)}[kind]
        assert nearest.eigenvalues == pytest.approx(np.multiply(four, signs), rel=1e-6)
    assert [mark.loss for mark in marks] == sorted(mark.loss for mark in marks)


def test_of_many_level_points_the_lowest_are_kept():
    waves = Formula(lambda x, y: torch.sin(9 * x) * torch.cos(9 * y) + 0.3 * x)
    marks = marks_of(waves)
    turns = 2 * np.pi * np.arange(-6, 7) / 9
    lows = [(x - np.pi / 18, y) for x in turns for y in turns]
    lows += [(x + np.pi / 18, y + np.pi / 9) for x in turns for y in turns]
    losses = sorted(-1 + 0.3 * x for x, y in lows if max(abs(x), abs(y)) < 2.99)
    assert len(losses) > 64
    assert [mark.kind for mark in marks] == ["minimum"] * 24
    assert [mark.loss for mark in marks] == pytest.approx(losses[:24], abs=1e-3)


FLAT = {
    "plateau": lambda x, y: 0 * x + 1,
    "valley": lambda x, y: (x - y) ** 2,
    "curved valley": lambda x, y: (x * y - 1) ** 2 - 1,
    "slope": lambda x, y: x + 2 * y,
    "cliff": lambda x, y: torch.where(x > 0, x**2 + y**2, torch.nan),
    "crest": lambda x, y: 1 / x.abs() + y**2,
    "nothing": lambda x, y: x * torch.nan,
    "outside": lambda x, y: (x - 3.01) ** 2 + y**2,
}


@pytest.mark.parametrize("name", [name for name in FLAT if name != "curved valley"])
@pytest.mark.filterwarnings("error")
def test_what_is_flat_or_broken_or_outside_has_no_marks(name):
    assert marks_of(Formula(FLAT[name])) == ()


def test_a_curved_valley_has_only_the_saddle_between_its_arms():
    (saddle,) = marks_of(Formula(FLAT["curved valley"]))
    assert saddle.kind == "saddle"
    assert saddle.eigenvalues == pytest.approx([-2, 2])


def two_units(activation="tanh", seed=0):
    spec = revise(
        Spec(),
        {
            "data.name": "moons",
            "data.samples": 20,
            "network.hidden": (3, 2),
            "network.activation": activation,
        },
    )
    return spec, make_objective(spec)


def plane_through(first, second, third):
    """The plane in which three points are (0, 0), (1, 0) and (0, 1)."""
    plane = replace(make_plane(Spec()), extent=1.5)
    return replace(
        plane,
        origin=frozen(first),
        direction_x=frozen(second - first),
        direction_y=frozen(third - first),
    )


def image_by_hand(shape, theta, layer, order=None, signs=None):
    """The parameters with the units of a hidden layer in another order and turned."""
    theta, layers = theta.copy(), list(shape.layers())
    weights, biases, fan_in, count = layers[layer]
    after, _, _, fan_out = layers[layer + 1]
    order = list(order or range(count))
    signs = np.ones(count) if signs is None else np.array(signs)
    theta[weights] = (theta[weights].reshape(fan_in, count)[:, order] * signs).ravel()
    theta[biases] = theta[biases][order] * signs
    rows = theta[after].reshape(count, fan_out)[order]
    theta[after] = (rows * signs[:, None]).ravel()
    return theta


@pytest.mark.parametrize(
    ("layer", "order", "signs", "activation"),
    [
        (0, None, (1, -1, 1), "tanh"),
        (1, None, (-1, 1), "tanh"),
        (0, (2, 1, 0), None, "tanh"),
        (0, (1, 0, 2), (1, -1, 1), "tanh"),
        (1, (1, 0), (-1, -1), "tanh"),
        (0, (0, 2, 1), None, "relu"),
        (1, (1, 0), None, "sigmoid"),
    ],
)
def test_the_same_network_written_differently_is_found(layer, order, signs, activation):
    spec, objective = two_units(activation)
    rng = np.random.default_rng(1)
    theta, other = rng.normal(size=(2, spec.count))
    image = image_by_hand(spec.shape, theta, layer, order, signs)
    losses = objective.losses(np.stack([theta, image]))
    np.testing.assert_allclose(*losses, rtol=1e-10, atol=1e-12, equal_nan=False)
    plane = plane_through(theta, image, other)
    found = images_in(objective, plane, theta)
    assert np.abs(found - [1, 0]).max(1).min() < 1e-9


def test_a_unit_of_sigmoid_cannot_be_turned():
    spec, objective = two_units("sigmoid")
    theta, other = np.random.default_rng(1).normal(size=(2, spec.count))
    image = image_by_hand(spec.shape, theta, 0, None, (1, -1, 1))
    assert len(images_in(objective, plane_through(theta, image, other), theta)) == 0


def test_a_valley_outside_the_grid_of_starts_is_known_by_its_image():
    spec = load_lesson("7").spec
    objective, plane = make_objective(spec), make_plane(spec)
    *_, surface = measure(objective, plane, 101)
    loss = surface.loss.copy()
    loss[:50, :50] = 9.0  # as if nothing were to be seen in that corner
    marks = found_in(objective, replace(surface, loss=loss))
    (image,) = (mark for mark in marks if mark.kind == "equivalent")
    assert image.xy == pytest.approx([-1.268, -1.489], abs=1e-3)
    assert image.eigenvalues == pytest.approx(marks[0].eigenvalues, rel=1e-6)


def test_a_loss_that_is_only_rounding_is_none():
    spec = revise(Spec(), {"function.name": "himmelblau"})
    *_, last = survey(spec)
    minima = [mark for mark in last.surface.marks if mark.kind == "minimum"]
    assert [mark.loss for mark in minima] == [0.0] * 4
    ends = sorted(mark.xy.round(3).tolist() for mark in minima)
    assert ends[-1] == [3.584, -1.848]
