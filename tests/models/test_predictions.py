"""What the data view is told: of inputs along no axis, and of the one example."""

import numpy as np
import pytest

from models.data import make_data
from models.introductions import outcome, who
from models.objectives import make_objective
from models.options import revise
from models.predictions import predict
from models.specs import Spec
from models.stale import stale


def spec_of(**changes):
    return revise(Spec(), {key.replace("__", "."): v for key, v in changes.items()})


def draw(spec, seed=0):
    return np.random.default_rng(seed).normal(size=spec.count)


def test_other_inputs_are_held_where_they_are_asked_for():
    wine = {"data__name": "wine", "view__input_x": 3, "view__input_y": 7}
    means = predict(spec_of(**wine), draw(spec_of(**wine)), None, None)
    np.testing.assert_allclose(means.held, means.data.inputs.mean(0))
    held = tuple(np.linspace(-1, 1, 13).tolist())
    spec = spec_of(**wine, view__held_inputs=held)
    theta = draw(spec)
    asked = predict(spec, theta, None, None)
    x, y = asked.axes
    for i, j in ((0, 0), (12, 40), (60, 60)):
        inputs = np.array(held)
        inputs[[3, 7]] = x[i], y[j]
        own = make_objective(spec).outputs(theta[None], inputs[:, None])[0, :, 0]
        np.testing.assert_allclose(asked.walker.outputs[:, i * len(y) + j], own)


def test_held_inputs_are_one_number_for_each_or_none():
    with pytest.raises(ValueError, match=r"view\.held_inputs must be 13 numbers"):
        spec_of(data__name="wine", view__held_inputs=(1.0, 2.0))
    held = (0.0,) * 13
    spec = spec_of(data__name="wine", view__held_inputs=held)
    assert revise(spec, {"network.hidden": (3,)}).view.held_inputs == held
    for change in ({"data.name": "iris"}, {"data.standardise": False}):
        assert revise(spec, change).view.held_inputs == ()


def test_what_the_data_view_shows_makes_only_the_look_stale():
    spec = spec_of(data__name="wine")
    person = {"view.data_layers": ("person",)}
    for change in ({"view.held_inputs": (0.0,) * 13}, person, {"view.input_x": 4}):
        was = stale(spec, revise(spec, change))
        assert was.sight
        assert not any((was.problem, was.plane, was.start, was.rule))
    shown = revise(spec, person)
    assert stale(shown, revise(shown, {"view.example": 3})).sight
    for change in (
        {"view.threshold": 0.3},
        {"view.prediction": "3-D"},
        {"view.data_layers": ()},
    ):
        was = stale(spec, revise(spec, change))
        assert not any((was.sight, was.samples, was.heights))


def test_a_chain_of_linear_layers_is_a_plane_over_two_inputs():
    spec = spec_of(
        data__name="blood_pressure", network__hidden=(4, 3), network__activation=()
    )
    prediction = predict(spec, draw(spec), None, None)
    grid = prediction.walker.outputs.reshape(61, 61)
    for axis in (0, 1):
        assert np.abs(np.diff(grid, 2, axis)).max() < 1e-9


@pytest.mark.parametrize(
    ("changes", "formula"),
    [
        ({"data__name": "blood_pressure"}, "(y − t)²"),
        ({"data__name": "heart_disease"}, "−log p(t)"),
        ({"data__name": "heart_disease", "loss__base": "2"}, "−log₂ p(t)"),
        ({"data__name": "heart_disease", "loss__name": "squared"}, "(p − t)²"),
        ({"data__name": "heart_disease", "loss__name": "hinge"}, "hinge"),
        ({"data__name": "iris"}, "−log p(t)"),
        ({"loss__name": "normal"}, "−log N(t; μ, σ²)"),
    ],
)
def test_the_loss_of_the_one_example_is_its_own(changes, formula):
    spec = spec_of(**changes, view__example=5, view__data_layers="person", loss__l2=0.1)
    theta = draw(spec)
    prediction = predict(spec, theta, None, None)
    free = revise(spec, {"loss.l2": 0.0})
    own = make_objective(free).losses(theta[None])[0, 5]
    assert prediction.example.loss == pytest.approx(own)
    assert formula + " = " in outcome(spec, prediction)


def test_a_probability_of_the_true_class_costs_what_the_lecture_says():
    for share, loss in ((0.99, 0.010), (0.5, 0.693), (0.01, 4.605)):
        spec = spec_of(data__name="threshold", view__data_layers="person")
        own = make_data(spec.data).targets[0, 0]
        sign = 1 if own else -1
        theta = np.array([0.0, sign * np.log(share / (1 - share))])
        prediction = predict(spec, theta, None, None)
        assert prediction.example.loss == pytest.approx(loss, abs=5e-4)
        assert f"p(t) {share:g} · " in outcome(spec, prediction)


def test_a_person_is_told_in_their_own_units():
    spec = spec_of(
        data__name="blood_pressure", data__test=0.5, view__data_layers="person"
    )
    spec = revise(spec, {"view.example": 3})
    prediction = predict(spec, np.zeros(spec.count), None, None)
    plain = make_data(revise(spec, {"data.standardise": False}).data)
    row = int(np.flatnonzero(~plain.is_held_out)[3])
    assert prediction.example.row == row
    age, weight = plain.inputs[row]
    learnt = plain.targets[~plain.is_held_out]
    mean = learnt.mean()
    target = plain.targets[row, 0]
    assert who(prediction.data, row, (0, 1)) == (
        f"age {age:.3g} years · weight {weight:.3g} kg"
    )
    assert who(prediction.data, row, (1,)).startswith("weight ")
    text = outcome(spec, prediction).replace("−", "-")
    gap = mean - target
    told = f"t {target:.3g} · y {mean:.3g} · gap {gap:.3g} mmHg = "
    assert text.startswith(told)
    seen = float(text.removeprefix(told).split(" sd · ")[0])
    assert seen == pytest.approx(gap / learnt.std(), rel=5e-3)
    assert seen**2 == pytest.approx(prediction.example.loss, rel=1e-2)
    own = revise(spec, {"data.standardise": False})
    assert " sd" not in outcome(own, predict(own, np.zeros(3), None, None))


def test_a_formula_has_no_one_to_tell_of():
    spec = spec_of(function__name="bowl", view__data_layers="person")
    prediction = predict(spec, np.zeros(2), None, None)
    assert prediction.example is None
    assert outcome(spec, prediction) == ""
    assert not spec.possible_data_layers
