"""Formulas: read as they are meant, refused in one sentence, and never run as code."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.catalog import FUNCTIONS
from models.expressions import ARGUMENTS, Call, Number, Variable, parse
from models.functions import FunctionObjective
from models.options import revise
from models.specs import Spec

X, Y = Variable("x"), Variable("y")
NUMBERS = (st.floats(0, 10) | st.floats(0, 1e300)).map(Number)
LEAVES = NUMBERS | st.sampled_from([X, Y, Number(math.pi), Number(math.e)])


def calls(parts):
    operators = st.tuples(st.sampled_from("+-*/^"), st.tuples(parts, parts))
    others = [st.tuples(st.just("negate"), st.tuples(parts))]
    others += [
        st.tuples(st.just(name), st.tuples(*[parts] * count))
        for name, count in ARGUMENTS.items()
    ]
    return st.one_of(operators, *others).map(lambda made: Call(*made))


TREES = st.recursive(LEAVES, calls, max_leaves=6)
PYTHON = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: math.pow(a, b),
    "negate": lambda a: -a,
    "log": math.log,
    "abs": abs,
    "min": min,
    "max": max,
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
}


def printed(tree):
    """Write a formula with every parenthesis, so that its meaning is beyond doubt."""
    if isinstance(tree, Number):
        return repr(tree.value)
    if isinstance(tree, Variable):
        return tree.name
    parts = [printed(part) for part in tree.arguments]
    if tree.name == "negate":
        return f"(-{parts[0]})"
    if tree.name in ARGUMENTS:
        return f"{tree.name}({', '.join(parts)})"
    return f"({parts[0]} {tree.name} {parts[1]})"


@given(TREES)
def test_a_printed_formula_is_read_as_it_was(tree):
    text = printed(tree)
    if len(text) <= 200:
        assert parse(text) == tree


@given(st.text(max_size=210) | st.text("xy12.e+-*/^()²√,sin ", max_size=210))
def test_any_text_is_read_or_refused_in_one_sentence(text):
    try:
        tree = parse(text)
    except ValueError as error:
        assert str(error)
        assert "\n" not in str(error)
    else:
        assert isinstance(tree, Number | Variable | Call)


def in_python(tree, x, y):
    """Compute a formula with Python's own arithmetic; give up on what is huge."""
    if isinstance(tree, Variable):
        return {"x": x, "y": y}[tree.name]
    if isinstance(tree, Number):
        value = tree.value
    else:
        function = PYTHON.get(tree.name) or getattr(math, tree.name)
        value = function(*(in_python(part, x, y) for part in tree.arguments))
    if not abs(value) < 1e3:
        raise OverflowError
    return value


@given(TREES, st.tuples(st.floats(-3, 3), st.floats(-3, 3)))
@settings(derandomize=True, max_examples=300)  # a few formulas magnify any rounding
def test_values_are_those_of_pythons_own_arithmetic(tree, point):
    try:
        expected = in_python(tree, *point)
    except (ValueError, ArithmeticError):
        assume(False)
    found = FunctionObjective(tree).losses(np.array([point]))
    assert found.shape == (1, 1)
    assert found.item() == pytest.approx(expected, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("3x", "3*x"),
        ("2 sin(x)", "2*sin(x)"),
        ("(x+1)(y-1)", "(x+1)*(y-1)"),
        ("xy", "x*y"),
        ("2e x", "2*e*x"),
        ("2e3 x", "2000*x"),
        ("-x^2", "-(x^2)"),
        ("2^-x", "2^(-x)"),
        ("2^x^y", "2^(x^y)"),
        ("1 - x - y", "(1-x)-y"),
        ("1/2x", "(1/2)*x"),
        ("2x^2y", "2*(x^2)*y"),
        ("x**2", "x^2"),
        ("x²y³", "x^2*y^3"),
        ("x¹²", "x^12"),
        ("√x² + 1", "sqrt(x^2)+1"),
        ("2√(x)", "2*sqrt(x)"),
        ("π − x·y × 2 ÷ y", "pi-x*y*2/y"),
        ("ln(x)", "log(x)"),
        ("+.5x", "0.5*x"),
    ],
)
def test_formulas_may_be_written_as_by_hand(short, long):
    assert parse(short) == parse(long)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "something is missing at the end"),
        ("x +", "something is missing at the end"),
        ("2(x", "a ) is missing for the ( at character 2"),
        ("x)", ") does not fit here (character 2)"),
        ("2 3", "3 does not fit here (character 3)"),
        (
            "1,5x",
            ", does not fit here (character 2); decimals are written with a point",
        ),
        (
            "1 + sine(x)",
            "there is no function sine (character 5); did you mean sin?",
        ),
        ("X^2", "there is no name X (character 1); did you mean x?"),
        (
            "2 q",
            "there is no name q (character 3); there are x, y, pi, e, sin, cos, tan, "
            "exp, log, sqrt, abs, tanh, sigmoid, min, max",
        ),
        (
            "sin x",
            "sin needs its argument in parentheses, as in sin(x) (character 1)",
        ),
        ("max(x)", "max takes two arguments, not 1 (character 1)"),
        ("exp(x, y)", "exp takes one argument, not 2 (character 1)"),
        ("1e999", "the number 1e999 is too large (character 1)"),
        ("-" * 60 + "x", "more than 50 formulas inside one another (character 51)"),
        ("(" * 60, "more than 50 formulas inside one another (character 51)"),
        ("√" * 60 + "x", "more than 50 formulas inside one another (character 51)"),
        ("x+" * 100 + "x", "a formula has at most 200 characters"),
        (
            "__import__('os')",
            "_ does not fit here (character 1)",
        ),
    ],
)
def test_what_is_wrong_is_named(text, sentence):
    with pytest.raises(ValueError, match=r".") as refusal:
        parse(text)
    assert str(refusal.value) == sentence


def test_every_formula_of_the_catalogue_is_read():
    named = [name for name, choice in FUNCTIONS.items() if choice.formula]
    assert len(named) == 7
    for name in named:
        assert parse(revise(Spec(), {"function.name": name}).formula)


@pytest.mark.parametrize("text", ["", "sine(x)"])
def test_a_spec_takes_no_formula_that_cannot_be_read(text):
    with pytest.raises(ValueError, match=r"^function.expression must be a formula"):
        revise(Spec(), {"function.name": "expression", "function.expression": text})
