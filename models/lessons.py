"""Lessons: a title and a preset, as files in resources/lessons."""

import json
from dataclasses import dataclass
from pathlib import Path

from models.fields import nearest
from models.options import flatten, revise
from models.specs import Spec

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "lessons"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as it stands in its file."""

    name: str
    title: str
    spec: Spec


def lesson_names() -> list[str]:
    """Return the names of all lessons, in lecture order."""
    return sorted((path.stem for path in FOLDER.glob("*.json")), key=int)


def load_lesson(name: str) -> Lesson:
    """Return the lesson called `name`, a number; refuse others in one sentence."""
    names = lesson_names()
    if name not in names:
        raise ValueError(
            f"there is no lesson {name}: the lessons are {', '.join(names)}"
            + nearest(name, names)
        )
    tree = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Lesson(name, tree["title"], revise(Spec(), flatten(tree["spec"])))
