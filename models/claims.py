"""What a lesson claims, measured: a sentence with the numbers that were found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """What was found, in a sentence, and whether it is what the lesson says."""

    says: str
    holds: bool


Claim = Callable[[], Iterator[Fact | None]]
"""Measures it anew from the model itself; None is a place where it can be left."""


def is_near(found: float, said: float, within: float) -> bool:
    """Tell whether a number is the one that was said; NaN never is."""
    return bool(abs(found - said) <= within)
