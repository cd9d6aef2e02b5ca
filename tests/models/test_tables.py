"""Tables: read as they were written, and refused in one sentence."""

import csv
import io
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.columns import names_of, suggested_inputs, suggested_target
from models.formats import QUOTES, SEPARATORS, Format
from models.readings import read
from models.tables import HEAD, Reading, Table, expected, peek, remarks, suggest

IRIS = (
    "length;width;kind\n5,1;3,5;setosa\n7,0;3,2;versicolor\n6,3;3,3;virginica\n"
    "4,9;3,0;setosa\n6,4;?;versicolor\n5,8;2,7;virginica\n"
)
SENTENCE = re.compile(r"t\.csv[: ].*[^\n]")
quick = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def write(tmp_path):
    def to_file(content, encoding="utf-8", name="t.csv"):
        file = tmp_path / name
        raw = content if isinstance(content, bytes) else content.encode(encoding)
        file.write_bytes(raw)
        return file

    return to_file


def whole(file, inputs, target, kind="numbers", form=None, **limits):
    *_, table = read(file, form, inputs, target, kind, **limits)
    assert isinstance(table, Table)
    return table


def refusal(file, inputs=("a",), target="b", kind="numbers", form=None):
    with pytest.raises(ValueError, match=r"t\.csv") as caught:
        whole(file, inputs, target, kind, form)
    assert str(file.parent) not in str(caught.value)
    return str(caught.value)


# What is found out


def test_a_table_is_understood(write):
    preview = peek(write(IRIS))
    assert preview.format == Format("semicolon", "comma")
    assert [column.name for column in preview.columns] == ["length", "width", "kind"]
    assert [column.kind for column in preview.columns] == [
        "numbers", "numbers", "classes",
    ]  # fmt: skip
    assert preview.columns[0].note == "4.9 … 7"
    assert preview.columns[2].labels == ("setosa", "versicolor", "virginica")
    assert preview.cells[4] == ("6.4", "–", "versicolor")
    assert (preview.rows, preview.ragged, preview.is_whole) == (6, 0, True)
    assert suggested_target(preview.columns) == "kind"
    assert suggested_inputs(preview.columns, "kind") == ("length", "width")
    assert expected(preview, ("length", "width", "kind")) == (
        "6 rows; 1 left out with a value missing."
    )


CELL = st.one_of(
    st.floats(-1000, 1000).map(lambda value: round(value, 3)),
    st.sampled_from(["", "NA"]),
)
WORDS = st.sampled_from(["red, dark", 'say "x"', "=1+1", "Zoë; or | so", "blue"])


@quick
@given(
    rows=st.lists(st.tuples(CELL, CELL, WORDS), min_size=3, max_size=30),
    separator=st.sampled_from([name for name in SEPARATORS if name != "spaces"]),
    decimal=st.sampled_from([",", "."]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    has_header=st.booleans(),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_how_a_table_was_written_is_found_out(
    write, rows, separator, decimal, encoding, has_header, end
):
    rows = [(0.125, 3.5, "Zoë"), *rows, (-2.25, 1.75, "Zoë")]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=SEPARATORS[separator], lineterminator=end)
    if has_header:
        writer.writerow(["length", "wide, or so", "kind"])
    for *numbers, word in rows:
        cells = [str(number).replace(".", decimal) for number in numbers]
        writer.writerow([*cells, word])
    form = peek(write(text.getvalue(), encoding)).format
    assert form.separator == separator
    assert form.decimal == {",": "comma", ".": "point"}[decimal]
    assert form.has_header == has_header
    assert form.encoding == encoding.removesuffix("-sig")
    table = whole(
        write(text.getvalue(), encoding), ["length" if has_header else "column 1"],
        "wide or so" if has_header else "column 2",
    )  # fmt: skip
    known = [row[:2] for row in rows if "" not in row and "NA" not in row]
    assert np.c_[table.inputs, table.targets].tolist() == [list(row) for row in known]
    assert (table.rows, table.gaps) == (len(rows), len(rows) - len(known))


@pytest.mark.parametrize(
    ("text", "form", "first"),
    [
        ("a b\n1.5 2\n3   4.5\n", Format("spaces"), [1.5, 2]),
        ("  a   b  \n  1,5  2 \n  3   4,5\n", Format("spaces", "comma"), [1.5, 2]),
        ('a,b\n"1,234.5",2\n"3",4\n', Format(thousands="comma"), [1234.5, 2]),
        ("a;b\n1.234,5;2\n3;4\n", Format("semicolon", "comma", "point"), [1234.5, 2]),
        ("a;b\n1 234,5;2\n3;4\n", Format("semicolon", "comma", "space"), [1234.5, 2]),
        ("a,b\n'1.5','2'\n'3','4'\n", Format(quote="single"), [1.5, 2]),
        ("1,2\n3,4\n", Format(has_header=False), [1, 2]),
        ("sep=;\na;b\n1,5;2\n3;4\n", Format("semicolon", "comma"), [1.5, 2]),
    ],
)
def test_tables_of_many_hands_are_understood(write, text, form, first):
    preview = peek(write(text))
    assert preview.format == form
    names = [column.name for column in preview.columns]
    assert names == (["a", "b"] if form.has_header else ["column 1", "column 2"])
    table = whole(write(text), names[:1], names[1])
    assert [*table.inputs[0], table.targets[0]] == first


def test_a_format_can_be_asked_for(write):
    file = write("1;2,5\n2;3,5\n")
    assert peek(file, Format("semicolon", "comma", has_header=False)).rows == 2
    asked = Format("semicolon", "comma", has_header=True)
    assert [column.name for column in peek(file, asked).columns] == ["1", "2 5"]
    with pytest.raises(ValueError, match="only one column, with tab between"):
        peek(file, Format("tab"))


def test_columns_say_what_they_are_good_for(write):
    lines = ["id,when,text,same,grade,empty,x,y"]
    lines += [
        f"{n},2024-01-{n % 28 + 1:02},word {n},7,{n % 3},,{n * n % 7}.5,{n * 0.3}"
        for n in range(40)
    ]
    columns = {c.name: c for c in peek(write("\n".join(lines))).columns}
    assert columns["when"].note == "it has dates"
    assert columns["text"].note == "its texts hardly ever recur"
    assert columns["empty"].note == "it is empty"
    assert columns["same"].note == "always 7"
    assert columns["grade"].target_kind == "classes"
    assert columns["y"].target_kind == columns["id"].target_kind == "numbers"
    assert suggested_inputs(list(columns.values()), "y") == ("grade", "x")
    assert suggested_target(list(columns.values())) == "y"


def test_heads_become_names_that_differ():
    heads = ["\ufeffx", "x", "", "x (2)", "Temp,\n °C", "n" * 99]
    assert names_of(heads) == (
        "x", "x (2)", "column 3", "x (2) (2)", "Temp °C", "n" * 40,
    )  # fmt: skip


# What is read


def test_classes_are_places_in_their_labels(write):
    table = whole(write(IRIS), ["length"], "kind", "classes")
    assert table.classes == ("setosa", "versicolor", "virginica")
    assert table.targets.tolist() == [0, 1, 2, 0, 1, 2]
    assert not table.targets.flags.writeable
    assert not table.inputs.flags.writeable
    assert table.gaps == 0
    numbers = write("a,b\n1,10\n2,9.0\n3,9\n5,10\n")
    table = whole(numbers, ["a"], "b", "classes")
    assert table.classes == ("9", "10")
    assert table.targets.tolist() == [1, 0, 0, 1]


def test_of_very_many_columns_it_is_said_how_many_are_inputs(write):
    names = ",".join(f"c{n}" for n in range(300))
    rows = "".join(
        ",".join(str((n * n * k + 3 * n) % 307) for k in range(1, 301)) + "\n"
        for n in range(40)
    )
    preview = peek(write(f"{names}\n{rows}"))
    choice = suggest(preview)
    assert remarks(preview, choice) == (
        "50 of 299 columns are inputs, which is the most: others can be chosen."
    )
    table = whole(preview.file, choice.inputs, choice.target, choice.kind)
    assert table.said == (
        "40 rows read. 50 of 299 columns are inputs: Columns … chooses others."
    )
    table = whole(preview.file, choice.inputs[:49], choice.target, choice.kind)
    assert table.said == "40 rows read."
    assert remarks(preview, table.choice) == ""


def test_a_last_column_with_too_many_classes_is_said_to_be_no_target(write):
    rows = "".join(f"{n % 7},{n % 11},kind {n % 30}\n" for n in range(90))
    preview = peek(write(f"a,b,kind\n{rows}"))
    choice = suggest(preview)
    assert choice.target == "b"
    assert remarks(preview, choice) == (
        "kind is no target: it has 30 different values, which are too many classes."
    )
    preview = peek(write(IRIS))
    assert remarks(preview, suggest(preview)) == ""


def test_rows_that_do_not_fit_are_left_out_and_counted(write):
    rows = "".join(f"{n},{n * n}\n" for n in range(20))
    table = whole(write(f"a,b\n{rows}3\n4,5,6\n,7\nx,8\n\n"), ["a"], "b")
    assert table.inputs[:, 0].tolist() == list(range(20))
    assert (table.rows, table.ragged, table.gaps, table.complete) == (24, 2, 2, 20)
    assert table.said == (
        "24 rows read, 2 left out with a value missing, "
        "2 left out with too many or too few cells."
    )


def test_a_formula_is_text(write):
    preview = peek(write("a,b,c\n1,2,=1+1\n3,5,=1+1\n"))
    assert preview.cells[0][2] == "=1+1"
    assert preview.columns[2].kind == "classes"


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Return a table of more rows than are used, as a file and as an array."""
    values = np.random.default_rng(0).normal(size=(100_000, 2))
    file = tmp_path_factory.mktemp("large") / "t.csv"
    rows = "\n".join(f"{x},{y}" for x, y in values.tolist())
    file.write_text(f"x,y\n{rows}\n")
    assert file.stat().st_size > 2 * HEAD
    return file, values


def test_of_a_large_table_an_even_sample_is_kept(large):
    file, values = large
    table = whole(file, ["x"], "y", most=5000, seed=1)
    assert table.inputs.shape == (5000, 1)
    assert table.complete == len(values)
    assert table.said.endswith("an even random sample of 5,000 is used (seed 1).")
    places = np.flatnonzero(np.isin(values[:, 0], table.inputs[:, 0]))
    assert np.array_equal(values[places], np.c_[table.inputs, table.targets])
    parts, _ = np.histogram(places, 10, (0, len(values)))
    assert np.abs(parts - 500).max() < 4 * np.sqrt(500)
    again = whole(file, ["x"], "y", most=5000, seed=1)
    other = whole(file, ["x"], "y", most=5000, seed=2)
    assert np.array_equal(again.inputs, table.inputs)
    assert not np.array_equal(other.inputs, table.inputs)


def test_a_preview_guesses_how_much_there_is(large):
    preview = peek(large[0])
    assert not preview.is_whole
    assert preview.rows == pytest.approx(100_000, rel=0.02)
    assert expected(preview, ["x", "y"]) == (
        "About 100,000 rows; an even random sample of 20,000 will be used."
    )


def test_reading_tells_how_far_it_is_and_can_be_stopped(large):
    items = read(large[0], None, ["x"], "y", "numbers")
    seen = [item for item in items if isinstance(item, Reading)]
    shares = [item.share for item in seen]
    assert 10 < len(shares) <= 100
    assert shares == sorted(shares)
    assert all(0 < share <= 1 for share in shares)
    items = read(large[0], None, ["x"], "y", "numbers")
    assert any(next(items) is None for _ in range(3))
    items.close()
    with pytest.raises(StopIteration):
        next(items)


# What is refused


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "t.csv: it is empty"),
        (b" \n\n ", "t.csv: it is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "it is not a text file"),
        (b"a,b\n", "t.csv: it has names of columns, but no rows"),
        (b"a\n1\n2\n", "t.csv: it has only one column"),
        (b"a,b\nx,y\nz,w\n", "t.csv: it has no column of numbers to learn from"),
        (b"1\n1,2\n1,2,3\n1,2,3,4\n", "rows have from 1 to 4 of them"),
        (b"x," * 1200 + b"y\n" + b"1," * 1200 + b"2\n", "1201 columns"),
        (b"a,b\n1,2\n2,1e13\n", "line 3, column b: with “1e13” there is a number"),
        (b"a,b\n1,2\n-inf,3\n2,4\n", "line 3, column a: with “-inf” there is a"),
        (b"a,b\n1,2\n2,2\n", "the target b is always “2”"),
        (b"a,b\n1,\n,2\n", "no row has a value in each of the chosen columns"),
        (b'a,b\n1,2\n3,"' + b"4,\n" * 99, "line 3: a quote is opened and not closed"),
        (b'a,b\n1,2\n3,"' + b"4" * 200_000, "line 3 cannot be split into cells"),
    ],
)
def test_what_is_no_table_is_refused(write, content, sentence):
    assert sentence in refusal(write(content))


def test_places_without_a_table_are_refused(tmp_path):
    (tmp_path / "t.csv").mkdir()
    assert refusal(tmp_path / "t.csv") == "t.csv: it is a folder, not a table"
    assert refusal(tmp_path / "no_t.csv") == "no_t.csv: there is no such file"
    shut = tmp_path / "shut_t.csv"
    shut.symlink_to(shut)
    assert refusal(shut).startswith("shut_t.csv")


@pytest.mark.parametrize(
    ("inputs", "target", "kind", "sentence"),
    [
        ([], "b", "numbers", "choose at least one input"),
        (["a", "b"], "b", "numbers", "b cannot be both an input and the target"),
        (["z"], "b", "numbers", "there is no column z"),
        (["c"], "b", "numbers", "c cannot be an input: it has texts, not numbers"),
        (["a"], "c", "numbers", "c cannot be numbers: it has texts"),
        (["a"], "b", "classes", "b cannot be classes: its numbers are not whole"),
        (["a"], "d", "classes", "d cannot be the target: it is empty"),
    ],
)
def test_what_does_not_go_together_is_refused(write, inputs, target, kind, sentence):
    file = write("a,b,c,d\n1,2.5,u,\n2,3.5,v,\n3,1.5,u,\n5,2.5,v,\n")
    assert refusal(file, inputs, target, kind).startswith(f"t.csv: {sentence}")


def test_classes_that_come_late_may_be_too_many(write):
    rows = [f"{n},{n % 2}" for n in range(1500)] + [f"{n},{n}" for n in range(2, 20)]
    file = write("\n".join(["a,b", *rows]))
    assert refusal(file, kind="classes") == (
        "t.csv: line 1510, column b: with “10” there is more than 10 classes"
    )


ANYTHING = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    st.lists(
        st.lists(
            st.one_of(
                st.text(max_size=5),
                st.floats().map(str),
                st.integers(0, 3).map(str),
                st.sampled_from(["=1+1", '"', "''", "", "1e999", "NA", "\ufeff", "\0"]),
            ),
            max_size=4,
        ).map(",".join),
        max_size=12,
    ).map(lambda lines: "\n".join(lines).encode("utf-8", "replace")),
)
ASKED = st.one_of(
    st.none(),
    st.builds(
        Format,
        separator=st.sampled_from(list(SEPARATORS)),
        encoding=st.sampled_from(["utf-8", "utf-16", "utf-16-be", "cp1252"]),
        has_header=st.booleans(),
        quote=st.sampled_from(list(QUOTES)),
    ),
)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=ANYTHING, form=ASKED)
def test_any_bytes_are_a_table_or_refused_in_a_sentence(write, content, form):
    file = write(content)
    try:
        preview = peek(file, form)
        names = [column.name for column in preview.columns]
        assert len(set(names)) == len(names)
        target = suggested_target(preview.columns)
        inputs = suggested_inputs(preview.columns, target)
        kind = next(c.target_kind for c in preview.columns if c.name == target)
        table = whole(file, inputs, target, kind, form)
    except ValueError as error:
        assert SENTENCE.fullmatch(str(error)), repr(str(error))
    else:
        assert np.isfinite(table.inputs).all()
        assert np.isfinite(table.targets).all()
        assert len(table.inputs) == len(table.targets) == table.complete
