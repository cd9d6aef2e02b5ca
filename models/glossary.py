"""The words of the field, each in a sentence, and the lessons that show it."""

import json
from dataclasses import dataclass
from pathlib import Path

from models.language import tr

FILE = Path(__file__).resolve().parent.parent / "resources" / "glossary.json"


@dataclass(frozen=True, slots=True)
class Term:
    """A word, what it means, and which lessons show it."""

    name: str
    says: str
    lessons: tuple[int, ...]


def glossary() -> tuple[Term, ...]:
    """Return all terms, in the order of the alphabet."""
    tree = json.loads(FILE.read_text("utf-8"))
    terms = (
        Term(tr(name), tr(one["says"]), tuple(one["lessons"]))
        for name, one in tree.items()
    )
    return tuple(sorted(terms, key=lambda term: term.name.casefold()))
