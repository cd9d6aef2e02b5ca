"""One name a user may choose."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One name a user may choose: what it is called and what it is."""

    title: str
    meaning: str
