"""How a table is written: spelled and read again, and what is a number in it."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.formats import (
    DECIMALS,
    ENCODINGS,
    QUOTES,
    SEPARATORS,
    THOUSANDS,
    Format,
    label_of,
    number_of,
    numbers_of,
    parse_format,
    spell,
)

FORMATS = st.builds(
    Format,
    separator=st.sampled_from(list(SEPARATORS)),
    decimal=st.sampled_from(list(DECIMALS)),
    encoding=st.sampled_from(ENCODINGS),
    has_header=st.booleans(),
    quote=st.sampled_from(list(QUOTES)),
    thousands=st.sampled_from([t for t in THOUSANDS if t not in DECIMALS]),
)
GERMAN = Format(decimal="comma", thousands="point")
CELLS = st.one_of(
    st.floats(-1e9, 1e9).map(str),
    st.integers().map(str),
    st.sampled_from(["", "NA", "?", "1_000", "1,5", "1.5", "1e3", "inf", "−2", "x"]),
    st.text(max_size=6),
)


@given(FORMATS)
def test_a_format_is_read_as_it_is_spelled(form):
    assert parse_format(spell(form)) == form


def test_what_is_left_out_of_a_spelled_format_is_as_usual():
    assert parse_format("") == Format()
    assert parse_format("tab no-header") == Format("tab", has_header=False)
    assert spell(Format("semicolon", "comma")) == "semicolon decimal-comma utf-8 header"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("semicolons", "did you mean semicolon?"),
        ("comma semicolon", "semicolon contradicts the words before it"),
        ("decimal-comma thousands-comma", "both decimals and thousands"),
    ],
)
def test_a_format_that_is_none_is_refused(text, sentence):
    with pytest.raises(ValueError, match=sentence.replace("?", r"\?")):
        parse_format(text)


@pytest.mark.parametrize(
    ("cell", "form", "number"),
    [
        (" 1.5 ", Format(), 1.5),
        ("-.5e-3", Format(), -0.0005),
        ("−2", Format(), -2),
        ("1,5", Format(decimal="comma"), 1.5),
        ("1.234.567,5", GERMAN, 1234567.5),
        ("1 234", Format(thousands="space"), 1234),
        ("1\u202f234,5", Format(decimal="comma", thousands="space"), 1234.5),
        ("1'234", Format(thousands="apostrophe"), 1234),
        ("1e400", Format(), math.inf),
    ],
)
def test_numbers_are_read_in_their_style(cell, form, number):
    assert number_of(cell, form) == number
    assert numbers_of([cell], form).tolist() == [number]


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("1,5", Format()),
        ("1.5", Format(decimal="comma")),
        ("1.5", GERMAN),
        ("12.34.567", GERMAN),
        ("1_000", Format()),
        ("=1+1", Format()),
        ("٣", Format()),
        ("", Format()),
        ("nan", Format()),
    ],
)
def test_what_is_no_number_in_its_style_is_a_gap(cell, form):
    assert math.isnan(number_of(cell, form))
    assert np.isnan(numbers_of([cell], form)).all()


@settings(max_examples=50)
@given(st.lists(CELLS, max_size=8), FORMATS)
def test_a_column_is_converted_as_its_cells_are(cells, form):
    one_by_one = [number_of(cell, form) for cell in cells]
    np.testing.assert_array_equal(numbers_of(cells, form), one_by_one)


def test_a_number_may_have_any_space_around_it():
    cells = ["\x1f0", " 1", "2\x1c", "\t3 "]
    assert [number_of(cell, Format()) for cell in cells] == [0, 1, 2, 3]
    np.testing.assert_array_equal(numbers_of(cells, Format()), [0, 1, 2, 3])


def test_a_class_has_one_label_however_its_number_is_written():
    cells = ["1", "1.0", " 1e0", "+1"]
    assert {label_of(cell, Format()) for cell in cells} == {"1"}
    assert label_of(" New \n York", Format()) == "New York"
