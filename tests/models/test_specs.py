"""The spec: what it refuses, what it takes, and what survives a round trip."""

import json
from dataclasses import fields

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.catalog import ACTIVATIONS, COLORS, DATA, LOSSES, OPTIMIZERS, PLANES
from models.options import (
    OPTIONS,
    find,
    from_json,
    parse_changes,
    revise,
    to_json,
    value_of,
)
from models.specs import MOST_LAYERS, MOST_UNITS, Spec

FIXED_KEYS = {
    "data.name",
    "data.samples",
    "data.noise",
    "data.seed",
    "data.standardise",
    "network.hidden",
    "network.activation",
    "network.seed",
    "loss.name",
    "optimizer.name",
    "optimizer.learning_rate",
    "batch.size",
    "batch.seed",
    "plane.kind",
    "plane.extent",
    "plane.resolution",
}
MANY = "more classes"
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "data.name": st.sampled_from([n for n in DATA if DATA[n].task != MANY]),
        "data.seed": st.integers(0, 9),
        "network.hidden": st.lists(
            st.integers(1, MOST_UNITS), max_size=MOST_LAYERS
        ).map(tuple),
        "network.activation": st.lists(
            st.sampled_from(list(ACTIVATIONS)), max_size=3
        ).map(tuple),
        "network.seed": st.integers(0, 9),
        "loss.name": st.sampled_from(["auto", "squared"]),
        "optimizer.learning_rate": st.floats(1e-8, 100),
        "batch.size": st.integers(0, 500),
        "plane.kind": st.sampled_from([kind for kind in PLANES if kind != "points"]),
        "plane.extent": st.floats(1e-3, 1e3) | st.none(),
        "plane.resolution": st.integers(21, 301),
        "view.log_height": st.booleans(),
    },
)


def change(*settings):
    return revise(Spec(), parse_changes(list(settings)))


def test_the_promised_keys_are_there():
    assert OPTIONS.keys() >= FIXED_KEYS


def test_every_key_has_a_meaning_and_a_legal_default():
    for option in OPTIONS.values():
        assert option.meaning.endswith(".")
        assert option.check(option.default) == option.default


def test_every_name_to_choose_is_in_the_catalogue():
    catalogues = {
        "data.name": [*DATA, "own"],
        "network.activation": ACTIVATIONS,
        "loss.name": LOSSES,
        "optimizer.name": OPTIMIZERS,
        "plane.kind": PLANES,
        "view.colors": COLORS,
    }
    for key, catalogue in catalogues.items():
        assert find(key).names == tuple(catalogue)


@given(CHANGES)
def test_specs_survive_json(changes):
    spec = revise(Spec(), changes)
    assert from_json(to_json(spec)) == spec


@given(CHANGES)
def test_a_revised_spec_says_what_was_asked(changes):
    spec = revise(Spec(), changes)
    for key, value in changes.items():
        assert value_of(spec, key) == value


@given(CHANGES, CHANGES)
def test_any_change_can_follow_any_other(first, second):
    assert isinstance(revise(revise(Spec(), first), second), Spec)


@given(st.text(max_size=30))
def test_foreign_text_is_refused_in_one_sentence(text):
    try:
        from_json(text)
    except ValueError as error:
        assert str(error)
        assert "\n" not in str(error)


@given(st.sampled_from(sorted(OPTIONS)), st.text(max_size=20))
def test_typed_values_are_taken_or_refused_by_name(key, text):
    try:
        spec = change(f"{key}={text}")
    except ValueError as error:
        assert key.split(".")[0] in str(error)
    else:
        assert isinstance(spec, Spec)


NAMES = st.text(max_size=12).map(lambda text: " ".join(text.split()))


@given(st.lists(NAMES, max_size=4).map(tuple))
@example(("age (years)", "[z]"))
@example(("none",))
@example(("a, b", 'the "c"', ""))
def test_names_of_columns_survive_the_command_line(columns):
    option = find("data.columns")
    assert option.parse(option.spell(columns)) == columns


@given(st.lists(st.integers(1, MOST_UNITS), max_size=5).map(tuple))
def test_numbers_may_stand_in_brackets(hidden):
    option = find("network.hidden")
    for text in (option.spell(hidden), str(list(hidden))):
        assert option.parse(text) == hidden


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            ["optimizer.learning_rate=-1"],
            "optimizer.learning_rate must be a number from 1×10⁻⁸ to 100, not -1",
        ),
        (
            ["optimizer.learning_rate=nan"],
            "optimizer.learning_rate must be a number from 1×10⁻⁸ to 100, not nan",
        ),
        (
            ["data.samples=0"],
            "data.samples must be a whole number from 1 to 20000 or none, not 0",
        ),
        (
            ["data.samples=7"],
            "data.samples must be at most 6 for six_points, not 7",
        ),
        (
            ["data.name=moon"],
            "data.name must be six_points, tanh_curve, blood_pressure, diabetes, "
            "blobs, moons, circles, xor, spiral, threshold, logistic, heart_disease, "
            "iris, wine, breast_cancer, progression or own, not moon; did you mean "
            "moons?",
        ),
        (["data.nam=moons"], "there is no key data.nam; did you mean data.name?"),
        (["moons"], "moons is not of the form KEY=VALUE"),
        (
            ["network.hidden=17"],
            "network.hidden must be whole numbers from 1 to 16 separated by commas, "
            "not “17”",
        ),
        (
            ["network.hidden=2,2,2,2,2,2,2"],
            "network.hidden must be at most 6 layers, not 7",
        ),
        (
            ["network.hidden=8,,8"],
            "network.hidden must be whole numbers from 1 to 16 separated by commas, "
            "not “8,,8”",
        ),
        (
            ["network.hidden=4", "plane.x=100"],
            "plane.x and plane.y must be below 13, the number of parameters, "
            "not 100 and 1",
        ),
        (
            ["start.theta=1"],
            "start.theta must be 2 numbers, one for each parameter, not 1",
        ),
        (
            ["plane.kind=points"],
            "plane.kind must not be points before three points are kept",
        ),
        (
            ["kept.names=a,b", "kept.values=1,2,3"],
            "kept.values must be 2 numbers for each of 2 names, not 3",
        ),
        (
            ["view.layers=grid,gird"],
            "view.layers must be any of contours, floor, grid, stem, tether, "
            "gradient, downhill, partials, fan, momentum, step, field, floor_field, "
            "tangent, quadratic, marks, creases, penalty, kept, cut, separated by "
            "commas, or none, not grid,gird",
        ),
        (
            ["network.bias=yes"],
            "network.bias must be true or false, not yes",
        ),
        (
            ["loss.name=log"],
            "loss.name must be auto, squared, absolute, huber or normal for "
            "six_points: Log loss is for two classes; these targets are numbers",
        ),
        (
            ["data.name=diabetes", "data.noise=1"],
            "data.noise must be 0 for diabetes, which was measured, not 1",
        ),
        (
            ["plane.y=2"],
            "plane.x and plane.y must be below 2, the number of parameters, "
            "not 0 and 2",
        ),
        (
            ["plane.centre=kept"],
            "plane.kept must be below 0, the number of kept points, not 0",
        ),
        (
            ["data.test=0.95"],
            "data.test must be a number from 0 to 0.9, not 0.95",
        ),
        (
            ["data.test=0.5", "data.samples=1"],
            "data.test must be 0 for one example alone, not 0.5",
        ),
        (
            ["view.against=relu"],
            "view.against must be none, squared, absolute or huber here, not relu: "
            "there is no hidden layer, and so no activation",
        ),
        (
            ["data.name=moons", "view.against=cross_entropy"],
            "view.against must be none, squared, log, hinge or errors here, not "
            "cross_entropy: Cross-entropy is of 2 outputs, not 1, and so of other "
            "parameters",
        ),
        (
            ["view.against=log"],
            "view.against must be none, squared, absolute or huber here, not log: "
            "Log loss is for two classes; these targets are numbers",
        ),
        (
            ["function.name=bowl", "view.against=squared"],
            "view.against must be none here, not squared: a formula has neither "
            "activation nor loss",
        ),
        (
            ["view.samples=test"],
            "view.samples must be all, batch or example before examples are held out, "
            "not test",
        ),
    ],
)
def test_what_is_refused_is_named(settings, sentence):
    with pytest.raises(ValueError, match=r".") as refusal:
        change(*settings)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "not JSON"),
        ("[1, 2]", "an object of parts"),
        ('{"data": 3}', "data must be an object of keys, not 3"),
        ('{"dat": {}}', "there is no part dat; did you mean data?"),
        ('{"data": {"nam": 1}}', "there is no key data.nam; did you mean data.name?"),
        ('{"batch": {"size": "big"}}', "batch.size must be a whole number"),
        ('{"batch": {"size": true}}', "batch.size must be a whole number"),
        ('{"batch": {"size": 1e400}}', "batch.size must be a whole number"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_broken_files_are_refused(text, part):
    with pytest.raises(ValueError, match=r".") as refusal:
        from_json(text)
    assert part in str(refusal.value)


def test_another_data_set_brings_its_own_numbers_and_loss():
    spec = revise(Spec(), {"data.name": "moons", "data.samples": 50})
    assert (spec.data.count, spec.loss_name) == (50, "log")
    spec = revise(spec, {"data.name": "circles"})
    assert spec.data.count == DATA["circles"].samples
    spec = revise(revise(spec, {"loss.name": "log"}), {"data.name": "six_points"})
    assert (spec.loss_name, spec) == ("squared", Spec())


def test_the_share_held_out_outlives_the_data_set_and_the_view_of_it_does_not():
    spec = change("data.test=0.5", "view.samples=test", "view.example=2")
    assert (spec.data.held_out, spec.data.training) == (3, 3)
    moons = revise(spec, {"data.name": "moons"})
    assert (moons.data.held_out, moons.view.samples) == (100, "test")
    assert revise(moons, {"data.test": 0.4}).view.samples == "test"
    assert revise(moons, {"data.test": 0.4}).view.example == 0
    assert revise(moons, {"data.test": 0.0}).view.samples == "all"
    both = revise(moons, {"data.test": 0.0, "view.samples": "batch"})
    assert both.view.samples == "batch"


@pytest.mark.parametrize(
    "changes",
    [
        {"network.hidden": ()},
        {"function.name": "bowl"},
        {"data.name": "iris"},
        {"loss.name": "cross_entropy"},
    ],
)
def test_nothing_is_compared_with_what_there_is_no_more(changes):
    names = {"network.hidden": "relu", "function.name": "relu"}
    name = names.get(next(iter(changes)), "squared")
    start = change("data.name=moons", "network.hidden=3", f"view.against={name}")
    assert revise(start, changes).view.against == "none"
    kept = revise(start, {"network.activation": ("relu",), "data.noise": 0.3})
    assert kept.view.against == name


def test_a_batch_is_a_part_of_the_training_examples():
    assert change("batch.size=4").has_batches
    assert not change("batch.size=4", "data.test=0.4").has_batches  # four are left
    batch = change("batch.size=4", "view.samples=batch")
    assert batch.drawn_samples == "batch"
    assert revise(batch, {"data.test": 0.4}).drawn_samples == "all"
    assert revise(batch, {"function.name": "bowl"}).drawn_samples == "all"


def test_another_network_draws_its_start_anew():
    assert change("network.hidden=3").start.theta == ()
    assert change("network.seed=1").start.theta == ()
    assert revise(change("network.seed=1"), {"network.seed": 0}) == Spec()
    assert change(
        "network.bias=false", "network.hidden=1", "start.theta=1,2"
    ).start.theta == (
        1.0,
        2.0,
    )
    assert change("optimizer.learning_rate=1").start == Spec().start


def test_json_is_readable():
    tree = json.loads(to_json(Spec()))
    assert list(tree) == [part.name for part in fields(Spec)]
    assert tree["start"] == {"theta": [-2.0, 2.0]}
