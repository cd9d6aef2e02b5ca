"""Examples drawn by hand: each edit alone, and what data and descent make of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.data import examples_of, make_data
from models.drawn_points import (
    added,
    fewest,
    moved,
    placed,
    refusal_to_add,
    refusal_to_draw,
    refusal_to_remove,
    removed,
    settings_of,
)
from models.options import revise
from models.predictions import predict
from models.specs import MOST_DRAWN, Spec
from models.stale import stale

NUMBERS = st.floats(-1e3, 1e3)
EXAMPLES = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=2, max_size=9).map(
    np.array
)


def spec_of(**changes):
    return revise(Spec(), {key.replace("__", "."): v for key, v in changes.items()})


def drawn(spec, examples):
    return revise(spec, settings_of(examples))


def rows(examples):
    return sorted(map(tuple, examples.tolist()))


@given(EXAMPLES, st.data())
def test_one_is_added_moved_or_removed_and_no_other(examples, data):
    before, row = examples.copy(), data.draw(st.integers(0, len(examples) - 1))
    new = np.array([1.5, -2.5, 0.5])
    more = added(examples, new)
    assert more.tolist() == [*examples.tolist(), new.tolist()]
    other = moved(examples, row, new)
    assert other[row].tolist() == new.tolist()
    assert np.delete(other, row, 0).tolist() == np.delete(examples, row, 0).tolist()
    less = removed(examples, row)
    assert rows(less) == rows(np.delete(examples, row, 0))
    assert (less != examples[:-1]).any(1).sum() <= 1  # the others keep their numbers
    assert removed(more, len(more) - 1).tolist() == examples.tolist()
    np.testing.assert_array_equal(examples, before)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=20))
def test_what_is_drawn_comes_back_as_it_was(points):
    examples = np.array(points)
    assert examples_of(drawn(Spec(), examples).data).tolist() == examples.tolist()


@pytest.mark.parametrize("name", ["six_points", "blood_pressure", "moons", "threshold"])
def test_an_example_is_drawn_where_the_pointer_is(name):
    spec = spec_of(data__name=name, data__standardise=True)
    data, at = make_data(spec.data), (0.3, -0.7)
    old = examples_of(spec.data)[4]
    new = placed(data, spec.drawn_inputs, at, old)
    seen = make_data(drawn(spec, new[None]).data)
    points = [*seen.inputs[0], *seen.targets[0]]
    was = [*data.inputs[4], *data.targets[4]]
    kept = {"six_points": 2, "blood_pressure": 2, "moons": 2, "threshold": 1}[name]
    wanted = [*at[:kept], *was[kept:]]
    np.testing.assert_allclose(points, wanted, atol=1e-12)


@pytest.mark.parametrize("name", ["six_points", "moons", "heart_disease", "iris"])
def test_the_first_edit_moves_nothing_but_what_it_is_of(name):
    spec = spec_of(data__name=name, data__test=0.3, data__seed=3)
    old, examples = make_data(spec.data), examples_of(spec.data)
    same = make_data(drawn(spec, examples).data)
    for field in ("inputs", "targets", "is_held_out", "shift", "scale", "ends"):
        np.testing.assert_array_equal(getattr(same, field), getattr(old, field))
    far = moved(examples, 0, examples[0] * 3 + 50)
    if old.has_classes:
        far[0, -1] = examples[0, -1]
    new = make_data(drawn(spec, far).data)
    np.testing.assert_array_equal(new.inputs[1:], old.inputs[1:])
    np.testing.assert_array_equal(new.targets[1:], old.targets[1:])
    np.testing.assert_array_equal(new.is_held_out, old.is_held_out)


def test_axes_reach_to_an_outlier_and_are_never_narrower_than_the_set():
    spec = spec_of(data__name="six_points")
    theta, examples = np.zeros(2), examples_of(spec.data)
    (axis,) = predict(spec, theta, None, None).axes
    near = drawn(spec, examples[2:4])
    (same,) = predict(near, theta, None, None).axes
    np.testing.assert_array_equal(same, axis)
    far = drawn(spec, added(examples, np.array([9.0, 0.0])))
    (longer,) = predict(far, theta, None, None).axes
    assert longer[0] <= 0
    assert longer[-1] > 9


@given(st.integers(1, 30), st.floats(0.05, 0.9), st.integers(0, 9))
def test_as_many_are_held_out_as_are_said_to_be(count, share, seed):
    points = tuple(np.linspace(0, 1, 2 * count).tolist())
    if count == 1:
        share = 0.0
    spec = spec_of(data__points=points, data__test=share, data__seed=seed).data
    data = make_data(spec)
    assert data.is_held_out.sum() == spec.held_out
    assert len(data.inputs) == spec.count == count


def test_who_is_held_out_stays_so_when_others_come_and_go():
    spec = spec_of(data__name="moons", data__samples=40, data__test=0.25)
    examples = examples_of(spec.data)
    held = make_data(spec.data).is_held_out
    more = make_data(drawn(spec, added(examples, examples[0] + [1, 0, 0])).data)
    np.testing.assert_array_equal(more.is_held_out[:-1], held)
    less = make_data(drawn(spec, removed(examples, 3)).data)
    changed = np.flatnonzero(less.is_held_out != held[:-1])
    assert len(changed) <= 2


def test_number_and_noise_of_the_set_wait_until_one_goes_back_to_it():
    spec = spec_of(data__name="moons", data__samples=50, data__noise=0.4)
    redrawn = drawn(spec, examples_of(spec.data)[:3])
    assert (redrawn.data.count, redrawn.data.noise_level) == (3, 0)
    assert revise(redrawn, {"data.points": ()}) == spec
    more = drawn(spec, np.vstack([examples_of(spec.data)] * 2))
    assert more.data.count == 100
    assert revise(more, {"data.noise": 0.1}).data.points == ()


def test_of_each_class_one_is_left_or_two_of_numbers():
    assert fewest(spec_of(data__name="six_points"))[:, 0].tolist() == [0, 5]
    left = fewest(spec_of(data__name="spiral", data__classes=3))
    assert left[:, -1].tolist() == [0, 1, 2]
    alone = drawn(Spec(), np.array([[1.0, 2.0]]))
    assert fewest(alone).tolist() == [[1, 2]]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"function__name": "bowl"}, "A formula has no examples."),
        ({"data__name": "wine"}, "have 13 inputs"),
        ({"data__name": "moons", "data__samples": 2001}, "At most 2000"),
        ({"data__name": "moons", "view__prediction": "3-D"}, "not in 3-D"),
    ],
)
def test_it_is_said_why_nothing_can_be_drawn(changes, sentence):
    assert sentence in refusal_to_draw(spec_of(**changes))
    assert refusal_to_draw(spec_of(data__name="moons")) == ""
    columns = ("petal length", "petal width")
    assert refusal_to_draw(spec_of(data__name="iris", data__columns=columns)) == ""


def test_there_is_always_one_and_there_are_never_too_many():
    assert "last example" in refusal_to_remove(np.zeros((1, 2)))
    assert refusal_to_remove(np.zeros((2, 2))) == ""
    assert "at most 2000" in refusal_to_add(np.zeros((MOST_DRAWN, 2)))
    assert refusal_to_add(np.zeros((MOST_DRAWN - 1, 2))) == ""


def test_other_examples_leave_no_more_stale_than_surface_and_descent():
    spec = Spec()
    redrawn = drawn(spec, examples_of(spec.data)[:4])
    for was in (stale(spec, redrawn), stale(redrawn, spec)):
        assert (was.problem, was.examples, was.plane, was.start) == (0, 1, 1, 1)
    assert stale(spec, revise(redrawn, {"plane.extent": 2.0})).problem
    assert stale(spec, revise(redrawn, {"data.name": "moons"})).problem
    assert not stale(redrawn, revise(redrawn, {"view.log_height": True})).examples
