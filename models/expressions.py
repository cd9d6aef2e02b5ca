"""Formulas in x and y: a small grammar of our own, so that no text is ever run.

    sum     = product { ("+" | "-") product }
    product = factor { ("*" | "/") factor | power }      3x, 2 sin(x), (x+1)(y-1)
    factor  = "-" factor | "+" factor | power            -x^2 is -(x^2)
    power   = atom [ "^" factor ]                        x^2^3 is x^(2^3)
    atom    = number | x | y | pi | e | "(" sum ")" | "√" factor
            | name "(" sum { "," sum } ")"

Products go from left to right, written or not: 1/2x is (1/2) x. Formulas may be written
as by hand, with superscripts and the signs · × − ÷.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from models.fields import nearest
from models.language import tr

LONGEST, DEEPEST = 200, 50

CONSTANTS = {"pi": math.pi, "e": math.e}
VARIABLES = ("x", "y")
ARGUMENTS = {  # how many each function takes
    "sin": 1,
    "cos": 1,
    "tan": 1,
    "exp": 1,
    "log": 1,
    "sqrt": 1,
    "abs": 1,
    "tanh": 1,
    "sigmoid": 1,
    "min": 2,
    "max": 2,
}
ALIASES = {
    "**": "^", "·": "*", "×": "*", "−": "-", "÷": "/", "ln": "log", "π": "pi",
}  # fmt: skip
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[xy](?=[xy]*(?!\w))|[A-Za-zπ][A-Za-zπ0-9_]*)"  # xy is x times y
    rf"|(?P<raised>[{SUPERSCRIPTS}]+)"
    r"|(?P<sign>\*\*|\S))"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a formula, never negative."""

    value: float


@dataclass(frozen=True, slots=True)
class Variable:
    """One of the two coordinates."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or one of + - * / ^ and negate, of other formulas."""

    name: str
    arguments: tuple["Tree", ...]


Tree = Number | Variable | Call


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula: a number, a name or a sign; the last one is an end."""

    kind: str
    text: str
    place: int  # of its first character, counted from 1


@lru_cache(maxsize=32)
def parse(text: str) -> Tree:
    """Return the formula that `text` is.

    Raises:
        ValueError: one sentence that says what is wrong, and where.
    """
    if len(text) > LONGEST:
        raise ValueError(tr("a formula has at most {most} characters", most=LONGEST))
    reader = _Reader(_tokens(text))
    tree = reader.sum()
    if reader.next.kind != "end":
        raise ValueError(_surprise(reader.next))
    return tree


def _tokens(text: str) -> list[Token]:
    tokens = []
    for match in TOKEN.finditer(text):
        kind = str(match.lastgroup)
        piece, place = match[kind], match.start(kind) + 1
        if kind == "raised":
            digits = "".join(str(SUPERSCRIPTS.index(sign)) for sign in piece)
            tokens += [Token("sign", "^", place), Token("number", digits, place)]
        else:
            tokens.append(Token(kind, ALIASES.get(piece, piece), place))
    return [*tokens, Token("end", "", len(text) + 1)]


class _Reader:
    """Reads tokens from left to right; each method reads one rule of the grammar."""

    def __init__(self, tokens: list[Token]) -> None:
        self._rest = tokens[::-1]
        self._depth = 0

    @property
    def next(self) -> Token:
        return self._rest[-1]

    def sum(self) -> Tree:
        tree = self._product()
        while self.next.text in ("+", "-"):
            tree = Call(self._take().text, (tree, self._product()))
        return tree

    def _product(self) -> Tree:
        tree = self._factor()
        while True:
            if self.next.text in ("*", "/"):
                tree = Call(self._take().text, (tree, self._factor()))
            elif self.next.kind == "name" or self.next.text in ("(", "√"):
                tree = Call("*", (tree, self._power()))
            else:
                return tree

    def _factor(self) -> Tree:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError(
                tr(
                    "more than {most} formulas inside one another (character {place})",
                    most=DEEPEST,
                    place=self.next.place,
                )
            )
        if self.next.text in ("+", "-"):
            is_negated = self._take().text == "-"
            tree = self._factor()
            tree = Call("negate", (tree,)) if is_negated else tree
        else:
            tree = self._power()
        self._depth -= 1
        return tree

    def _power(self) -> Tree:
        tree = self._atom()
        if self.next.text == "^":
            self._take()
            tree = Call("^", (tree, self._factor()))
        return tree

    def _atom(self) -> Tree:
        token = self._take()
        if token.kind == "number":
            return _number(token)
        if token.text == "√":
            return Call("sqrt", (self._factor(),))
        if token.text == "(":
            tree = self.sum()
            self._close(token)
            return tree
        if token.kind == "name":
            return self._named(token)
        raise ValueError(_surprise(token))

    def _named(self, token: Token) -> Tree:
        if token.text in VARIABLES:
            return Variable(token.text)
        if token.text in CONSTANTS:
            return Number(CONSTANTS[token.text])
        if token.text not in ARGUMENTS:
            raise ValueError(_unknown(token, is_call=self.next.text == "("))
        if self.next.text != "(":
            raise ValueError(
                tr(
                    "{text} needs its argument in parentheses, as in {text}(x) "
                    "(character {place})",
                    text=token.text,
                    place=token.place,
                )
            )
        opening, arguments = self._take(), [self.sum()]
        while self.next.text == ",":
            self._take()
            arguments.append(self.sum())
        self._close(opening)
        if len(arguments) != (wanted := ARGUMENTS[token.text]):
            raise ValueError(
                tr(
                    "{text} takes {wanted}, not {given} (character {place})",
                    text=token.text,
                    wanted=(tr("one argument"), tr("two arguments"))[wanted - 1],
                    given=len(arguments),
                    place=token.place,
                )
            )
        return Call(token.text, tuple(arguments))

    def _take(self) -> Token:
        return self._rest.pop() if self.next.kind != "end" else self.next

    def _close(self, opening: Token) -> None:
        if self.next.kind == "end":
            raise ValueError(
                tr("a ) is missing for the ( at character {place}", place=opening.place)
            )
        if self.next.text != ")":
            raise ValueError(_surprise(self.next))
        self._take()


def _number(token: Token) -> Number:
    value = float(token.text)
    if not math.isfinite(value):
        raise ValueError(
            tr(
                "the number {text} is too large (character {place})",
                text=token.text,
                place=token.place,
            )
        )
    return Number(value)


def _surprise(token: Token) -> str:
    if token.kind == "end":
        return tr("something is missing at the end")
    hint = tr("; decimals are written with a point") if token.text == "," else ""
    return tr(
        "{text} does not fit here (character {place}){hint}",
        text=token.text,
        place=token.place,
        hint=hint,
    )


def _unknown(token: Token, is_call: bool) -> str:
    known = [*ARGUMENTS, "ln"] if is_call else [*VARIABLES, *CONSTANTS, *ARGUMENTS]
    near = nearest(token.text.lower(), known)
    where = (
        tr("there is no function {text} (character {place})")
        if is_call
        else tr("there is no name {text} (character {place})")
    ).format(text=token.text, place=token.place)
    return where + (near or tr("; there are {known}", known=", ".join(known)))
