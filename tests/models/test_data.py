"""Data sets, against the figures that were measured for them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import (
    load_breast_cancer,
    load_diabetes,
    load_iris,
    load_wine,
)

from models.catalog import DATA
from models.data import FILES, MAKERS, make_data
from models.specs import DataSpec


def least_squares(data):
    columns = np.column_stack([data.inputs, np.ones(len(data.inputs))])
    solution = np.linalg.lstsq(columns, data.targets, rcond=None)[0]
    left = data.targets - columns @ solution
    return solution[:, 0], 1 - left.var() / data.targets.var()


def test_every_data_set_can_be_made():
    assert MAKERS.keys() | FILES.keys() == DATA.keys()


@given(st.sampled_from(list(DATA)), st.integers(0, 5), st.integers(1, 6))
def test_the_same_seed_gives_the_same_data(name, seed, samples):
    spec = DataSpec(name, samples=samples, seed=seed)
    make_data.cache_clear()
    first = make_data(spec)
    make_data.cache_clear()
    second = make_data(spec)
    assert np.array_equal(first.inputs, second.inputs)
    assert np.array_equal(first.targets, second.targets)
    assert first.inputs.shape == (samples, len(DataSpec(name).choice.inputs))
    assert first.targets.shape == (samples, 1)
    assert np.isfinite(first.inputs).all()


@pytest.mark.parametrize("name", [n for n in DATA if DATA[n].is_standardised])
def test_standardised_data_have_mean_0_and_deviation_1(name):
    data = make_data(DataSpec(name))
    np.testing.assert_allclose(data.inputs.mean(0), 0, atol=1e-12)
    np.testing.assert_allclose(data.inputs.std(0), 1, atol=1e-12)
    assert all("standardised" in label for label in data.input_labels)
    if not data.has_classes:
        assert data.targets.std() == pytest.approx(1)
        assert "standardised" in data.target_label


def test_raw_data_say_nothing_of_standardisation():
    data = make_data(DataSpec("blood_pressure", standardise=False))
    assert data.input_labels == ("age (years)", "weight (kg)")
    assert data.target_label == "blood pressure (mmHg)"


def test_synthetic_blood_pressure_is_as_measured():
    data = make_data(DataSpec("blood_pressure", standardise=False))
    assert data.targets.mean() == pytest.approx(120.3, abs=0.05)
    assert data.targets.std() == pytest.approx(13.4, abs=0.05)
    slopes, explained = least_squares(data)
    assert slopes[0] == pytest.approx(0.54, abs=0.005)
    assert slopes[1] == pytest.approx(0.34, abs=0.005)
    assert explained == pytest.approx(0.655, abs=5e-4)
    assert "made-up" in data.note


def test_real_blood_pressure_is_the_diabetes_table():
    data = make_data(DataSpec("diabetes", standardise=False))
    table = load_diabetes(scaled=False).data
    np.testing.assert_array_equal(data.inputs, table[:, [0, 2]])
    np.testing.assert_array_equal(data.targets[:, 0], table[:, 3])
    slopes, explained = least_squares(data)
    assert slopes[:2] == pytest.approx([0.287, 1.081], abs=5e-4)
    assert explained == pytest.approx(0.228, abs=5e-4)


BALANCED = [n for n in DATA if DATA[n].has_balance]


@pytest.mark.parametrize("name", [*BALANCED, "xor"])
def test_classes_are_balanced(name):
    assert make_data(DataSpec(name)).targets.mean() == 0.5


@given(
    st.sampled_from(BALANCED), st.integers(2, 4), st.integers(10, 400),
    st.floats(0.02, 0.98),
)  # fmt: skip
def test_so_many_are_of_the_first_class_as_asked(name, classes, samples, share):
    several = classes if DATA[name].most_classes else None
    spec = DataSpec(name, samples=samples, classes=several, balance=share)
    numbers = make_data(spec).targets[:, 0].astype(int)
    counts = np.bincount(numbers, minlength=several or 2)
    assert counts[0] == pytest.approx(share * samples, abs=1)
    assert np.ptp(counts[1:]) <= 1
    assert len(counts) == len(spec.choice.classes)


@pytest.mark.parametrize("classes", [2, 3, 4])
@pytest.mark.parametrize("name", ["blobs", "spiral"])
def test_there_are_as_many_classes_as_asked(name, classes):
    data = make_data(DataSpec(name, classes=classes, noise=0.0, standardise=False))
    numbers = data.targets[:, 0]
    assert np.unique(numbers).tolist() == list(range(classes))
    assert len(data.classes) == classes
    quarter = 2 * np.pi / classes  # one class turned is the next
    if name == "blobs":
        first, second = data.inputs[:2]
        turned = complex(*first) * np.exp(1j * quarter)
        assert complex(*second) == pytest.approx(turned)


@pytest.mark.parametrize(
    ("name", "load"),
    [("iris", load_iris), ("wine", load_wine), ("breast_cancer", load_breast_cancer)],
)
def test_shipped_tables_are_those_that_are_known(name, load):
    table, known = DATA[name], load()
    data = make_data(DataSpec(name, standardise=False, columns=table.inputs))
    np.testing.assert_array_equal(data.inputs, known.data)
    np.testing.assert_array_equal(data.targets[:, 0], known.target)
    assert len(table.classes) == len(known.target_names)


def test_how_far_diabetes_goes_is_in_the_same_table():
    table = load_diabetes(scaled=False)
    data = make_data(DataSpec("progression", standardise=False, columns=("bmi", "s5")))
    np.testing.assert_array_equal(data.inputs, table.data[:, [2, 8]])
    np.testing.assert_array_equal(data.targets[:, 0], table.target)
    assert data.input_labels == ("bmi (kg/m²)", "s5")


def test_heart_disease_is_that_of_the_same_people():
    pressure, disease = (
        make_data(DataSpec(n)) for n in ("blood_pressure", "heart_disease")
    )
    np.testing.assert_array_equal(pressure.inputs, disease.inputs)
    assert disease.targets.mean() == pytest.approx(0.15333, abs=5e-6)


def test_points_drawn_by_hand_take_the_place_of_the_set():
    points = (20.0, 60.0, 1.0, 40.0, 80.0, 0.0)
    spec = DataSpec("heart_disease", points=points, standardise=False)
    data = make_data(spec)
    assert (spec.count, spec.noise_level) == (2, 0)
    assert data.inputs.tolist() == [[20, 60], [40, 80]]
    assert data.targets.tolist() == [[1], [0]]
    assert data.input_labels == ("age (years)", "weight (kg)")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"points": (1.0, 2.0)}, "data.points must be 3 numbers for each of at most"),
        ({"points": (1.0, 2.0, 2.0)}, "data.points must have a class from 0 to 1"),
        ({"columns": ("age",)}, "data.columns must be among the columns of blobs, not"),
        ({"columns": ("x₁", "x₁")}, "data.columns must be different columns"),
        ({"name": "moons", "classes": 3}, "data.classes must be none for moons, not 3"),
        ({"name": "xor", "balance": 0.3}, "data.balance must be none for xor, not 0.3"),
    ],
)
def test_what_does_not_go_together_is_refused(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        DataSpec(**{"name": "blobs"} | changes)


@pytest.mark.parametrize("name", ["six_points", "iris", "moons", "heart_disease"])
def test_own_units_come_back_from_what_the_network_sees(name):
    seen, own = (make_data(DataSpec(name, standardise=s)) for s in (True, False))
    both = np.column_stack([seen.inputs, seen.targets])
    np.testing.assert_allclose(
        seen.shift + seen.scale * both, np.column_stack([own.inputs, own.targets])
    )
    assert len(seen.names) == len(seen.units) == both.shape[1]


def test_xor_fills_its_quadrants_equally():
    data = make_data(DataSpec("xor", standardise=False))
    quadrants = (data.inputs > 0) @ [1, 2]
    assert np.bincount(quadrants).tolist() == [50] * 4
    assert np.array_equal(data.targets[:, 0] == 1, data.inputs.prod(1) > 0)


def test_noise_grows_with_its_number():
    quiet, loud = (make_data(DataSpec("tanh_curve", noise=n)) for n in (0.0, 1.0))
    exact = 1.5 * np.tanh(1.2 * quiet.inputs)
    np.testing.assert_allclose(quiet.targets, exact)
    assert np.abs(loud.targets - exact).max() > 1


def test_one_sample_alone_can_be_standardised():
    assert np.array_equal(make_data(DataSpec("moons", samples=1)).inputs, [[0, 0]])


@given(
    st.sampled_from(list(DATA)),
    st.integers(2, 6),
    st.floats(0.0, 0.9, allow_subnormal=False),
)
def test_some_are_held_out_and_some_stay(name, samples, share):
    spec = DataSpec(name, samples=samples, test=share)
    held_out = int(make_data(spec).is_held_out.sum())
    assert (spec.held_out, spec.training) == (held_out, samples - held_out)
    assert spec.training >= 1
    assert (held_out > 0) == (share > 0)
    if 1 <= share * samples <= samples - 1:
        assert held_out == pytest.approx(share * samples, abs=0.5)


@pytest.mark.parametrize("name", list(DATA))
def test_holding_out_leaves_the_examples_as_they_are(name):
    shares = (0.0, 0.2, 0.5)
    none, few, many = (
        make_data(DataSpec(name, standardise=False, test=share)) for share in shares
    )
    assert np.array_equal(none.inputs, many.inputs)
    assert np.array_equal(none.targets, many.targets)
    assert not none.is_held_out.any()
    assert (few.is_held_out <= many.is_held_out).all()  # a greater share adds to it
    other = make_data(DataSpec(name, seed=1, test=0.5))
    assert not np.array_equal(other.is_held_out, many.is_held_out)


@pytest.mark.parametrize("name", ["six_points", "blood_pressure", "moons"])
def test_the_scale_is_that_of_the_training_examples(name):
    raw, scaled = (
        make_data(DataSpec(name, standardise=is_scaled, test=0.2))
        for is_scaled in (False, True)
    )
    kept = np.flatnonzero(~raw.is_held_out)
    middle, spread = raw.inputs[kept].mean(0), raw.inputs[kept].std(0)
    np.testing.assert_allclose(scaled.inputs, (raw.inputs - middle) / spread)
    assert scaled.inputs[kept].mean(0) == pytest.approx(0, abs=1e-12)
    assert np.abs(scaled.inputs.mean(0)).max() > 1e-3
    if raw.has_classes:
        assert np.array_equal(scaled.targets, raw.targets)
    else:
        assert scaled.targets[kept].std() == pytest.approx(1)
