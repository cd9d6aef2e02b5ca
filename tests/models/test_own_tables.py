"""Tables of one's own: what a spec says of them, and what the file must then hold."""

import json
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from models.data import make_data
from models.options import from_json, parse_changes, revise, to_json
from models.own_sets import own_set
from models.own_tables import completed, is_at_hand
from models.specs import DataSpec, Spec
from models.tables import MOST_ROWS
from tests.models.test_tables import ANYTHING

TEXT = """age (years);income [€];city;class
34,5;1200;a;yes
44,5;1300;b;no
54,5;1100;a;yes
64,5;1250;b;no
24,5;;a;yes
14,5;1900;b;no
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(TEXT)
    return path


def asked(*settings, spec=None):
    """Return what the command line makes of these settings."""
    spec = spec or Spec()
    return revise(spec, completed(spec.data, parse_changes(list(settings))))


def test_a_file_alone_is_enough(file):
    data = asked(f"data.file={file}").data
    assert (data.name, data.file) == ("own", str(file))
    assert data.columns == ("age (years)", "income [€]")
    assert (data.target, data.labels) == ("class", ("no", "yes"))
    assert (data.rows, data.count) == (5, 5)
    assert data.format == "semicolon decimal-comma utf-8 header"


def test_the_examples_are_the_rows_of_the_file(file):
    data = asked(f"data.file={file}", "data.standardise=false").data
    made = make_data(data)
    assert made.inputs.tolist() == [
        [34.5, 1200], [44.5, 1300], [54.5, 1100], [64.5, 1250], [14.5, 1900],
    ]  # fmt: skip
    assert made.targets[:, 0].tolist() == [1, 0, 1, 0, 0]
    assert made.classes == ("no", "yes")
    assert made.input_labels == ("age (years)", "income (€)")
    assert made.title == "people.csv"
    few = DataSpec(**{f: getattr(data, f) for f in DataSpec.__slots__} | {"samples": 2})
    assert make_data(few).inputs[:, 0].tolist() == [34.5, 54.5]


def test_what_is_given_is_kept_and_the_rest_is_found_out(file):
    spec = asked(f"data.file={file}", "data.target=income [€]")
    assert spec.data.columns == ("age (years)",)
    assert (spec.data.labels, spec.loss_name) == ((), "squared")
    spec = asked("data.target=city", spec=spec)
    assert (spec.data.columns, spec.data.labels) == (("age (years)",), ("a", "b"))
    spec = asked("data.columns=income [€]", spec=spec)
    assert (spec.data.columns, spec.data.target) == (("income [€]",), "city")
    assert asked("data.seed=4", spec=spec).data.digest == spec.data.digest
    moons = asked("data.name=moons", spec=spec)
    assert moons == revise(Spec(), {"data.name": "moons"})


def test_whole_numbers_are_classes_or_numbers_as_one_likes(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + "".join(f"{n * n % 7},{n % 3}\n" for n in range(30)))
    assert asked(f"data.file={path}").data.labels == ("0", "1", "2")
    assert asked(f"data.file={path}", "data.labels=none").data.labels == ()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (["data.file={}x"], "data.file cannot be used: people.csvx: there is no such"),
        (["data.name=own"], "data.file must be the path of a table for own, not none"),
        (["data.file={}", "data.name=moons"], "data.file must be none for moons"),
        (["data.target=a"], "data.target must be none for six_points"),
        (["data.file={}", "data.target=clas"],
         "data.target must be among the columns of people.csv, not clas; did you mean "
         "class?"),
        (["data.file={}", "data.columns=income"],
         "data.columns must be among the columns of people.csv, not income; did you"),
        (["data.file={}", "data.columns=city"],
         "data.columns, data.target and data.labels must fit the file: city cannot "),
        (["data.file={}", "data.labels=none"],
         "data.columns, data.target and data.labels must fit the file: class cannot "),
        (["data.file={}", "data.format=tabb"],
         "data.format must be words that say how a table is written: tabb says nothing "
         "about the format of a table; did you mean tab?"),
        (["data.file={}", "data.format=tab"],
         "data.file cannot be used: people.csv: it has only one column"),
        (["data.file={}", "data.noise=1"], "data.noise must be 0 for own"),
        (["data.file={}", "data.samples=6"], "data.samples must be at most 5 for own"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_its_key(file, settings, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        asked(*(text.format(file) for text in settings))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"columns": []},
            "data.columns must be from 1 to 50 columns for own, not none",
        ),
        ({"target": "age (years)"}, "data.target must be a column beside those of"),
        ({"labels": ["yes"]}, "data.labels must be from 2 to 10 different classes"),
        ({"rows": 0}, "data.rows must be at least 1 for own, not 0"),
        ({"format": "x"}, "data.format must be words that say how a table is written"),
    ],
)
def test_a_spec_that_says_too_little_is_refused(file, changes, sentence):
    tree = json.loads(to_json(asked(f"data.file={file}")))
    tree["data"] |= changes
    with pytest.raises(ValueError, match=re.escape(sentence)):
        from_json(json.dumps(tree))


def test_a_spec_remembers_its_table(file):
    spec = asked(f"data.file={file}")
    again = from_json(to_json(spec))
    assert again == spec
    file.unlink()
    assert is_at_hand(again.data)
    make_data.cache_clear()
    assert len(make_data(again.data).inputs) == 5


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "1900;b;no",
            "1900;b;perhaps",
            "its classes are no, perhaps, yes, not no, yes",
        ),
        ("24,5;;", "24,5;1;", "6 of its rows are complete, not 5 (data.rows)"),
        ("1900", "1901", "other values stand in it (data.digest)"),
        ("income", "outcome", "there is no column income [€]"),
    ],
)
def test_a_file_that_is_not_what_it_was_is_refused(
    file, old, new, sentence, monkeypatch
):
    spec = asked(f"data.file={file}")
    monkeypatch.setattr("models.own_tables._KEPT", {})  # as in another process
    make_data.cache_clear()
    assert not is_at_hand(spec.data)
    file.write_text(TEXT.replace(old, new))
    with pytest.raises(ValueError, match=re.escape(sentence)) as refusal:
        make_data(spec.data)
    assert str(refusal.value).startswith("people.csv")
    file.unlink()
    with pytest.raises(ValueError, match=r"people.csv: there is no such file"):
        make_data(spec.data)


def test_names_and_units_are_told_apart_where_names_stay_different():
    def said(*columns):
        choice = own_set("a/t.csv", columns, "y", (), 10)
        return [*zip((*choice.inputs, choice.target), choice.units, strict=True)]

    assert said("age (years)", "w[kg]") == [("age", "years"), ("w", "kg"), ("y", "")]
    assert said("x (2)", "(a)") == [("x (2)", ""), ("(a)", ""), ("y", "")]
    assert said("a (m)", "a (s)") == [("a (m)", ""), ("a (s)", ""), ("y", "")]


def test_of_many_rows_an_even_sample_is_used():
    choice = own_set("t.csv", ("a", "b"), "y", (), 1_000_000)
    assert choice.samples == MOST_ROWS
    assert choice.meaning == "20,000 of 1,000,000 rows, an even sample: 2 inputs to y."


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(content=b",,0,\n,,1.79769313486231e308,\n,,-600e291,", target=None)
@given(content=ANYTHING, target=st.none() | st.text(max_size=3))
def test_any_bytes_are_data_or_refused_in_a_sentence(tmp_path, content, target):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    settings = [f"data.file={path}", *([f"data.target={target}"] if target else [])]
    try:
        spec = asked(*settings)
    except ValueError as error:
        assert re.fullmatch(r"(data|network)\.\w+[^\n]*", str(error))
    else:
        data = make_data(spec.data)
        assert np.isfinite(data.inputs).all()
        assert data.inputs.shape == (spec.data.count, len(spec.data.choice.inputs))
