"""Lessons: files that ask a question of a model, and let it answer.

A lesson has a text, a preset (a spec), a question that is asked before anything is
played, what changes once it is answered, and claims that the program measures itself.
The lecture's are in resources/lessons; a teacher's own may stand anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import latent_options, options
from models.fields import nearest, shown, whole_number
from models.latent_specs import AutoencoderSpec
from models.roots import Root, tree_of
from models.specs import Spec

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "lessons"
LARGEST = 1_000_000  # bytes of a file that are read
LONGEST = {"part": 30, "title": 80, "text": 900, "question": 300, "observation": 600}
ANSWER = {"text": 120, "why": 300}  # characters at most
ANSWERS = 2, 4
ROOTS: dict[str, Root[Any]] = {
    "landscape": options.ROOT,
    "autoencoder": latent_options.ROOT,
}
KEYS = (
    *LONGEST, "tab", "spec", "panels", "answers", "right", "then", "steps", "facts",
    "trained",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be answered, and why that is right or wrong."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as it stands in its file.

    `spec` is how it begins and `then` what it becomes once the question is answered (or
    skipped); `steps` are taken then (of an autoencoder: epochs), and `panels` are open
    meanwhile. `right` is the place of the right answer. An autoencoder that is
    `trained` begins with what its training ended in, where that is known.
    """

    name: str
    part: str
    title: str
    text: str
    spec: Spec | AutoencoderSpec
    question: str
    answers: tuple[Answer, ...]
    right: int
    then: Spec | AutoencoderSpec
    steps: int
    panels: tuple[str, ...]
    observation: str
    facts: tuple[str, ...]
    trained: bool = False

    @property
    def tab(self) -> str:
        """Which tab it is in."""
        return "landscape" if isinstance(self.spec, Spec) else "autoencoder"

    @property
    def heading(self) -> str:
        """What it is called where there is a line for it."""
        number = f"Lesson {self.name} · " if self.name.isdigit() else ""
        return number + self.title


@dataclass(frozen=True, slots=True)
class Heading:
    """What a lesson of the lecture is called, and in which part of it."""

    name: str
    part: str
    title: str


def headings() -> tuple[Heading, ...]:
    """Return what all lessons are called, in lecture order; their presets wait."""
    trees = {
        name: tree_of((FOLDER / f"{name}.json").read_text("utf-8"))
        for name in lesson_names()
    }
    return tuple(
        Heading(name, str(tree["part"]), str(tree["title"]))
        for name, tree in trees.items()
        if isinstance(tree, Mapping)
    )


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
    return read_lesson(FOLDER / f"{name}.json")


def is_lesson_file(path: Path) -> bool:
    """Tell whether a file is meant as a lesson: it asks something."""
    try:
        with path.open("rb") as file:
            tree = tree_of(file.read(LARGEST).decode("utf-8-sig"))
    except (OSError, ValueError):
        return False  # who reads it says what is wrong with it
    return isinstance(tree, Mapping) and "question" in tree


def read_lesson(path: Path) -> Lesson:
    """Return the lesson in the file `path`.

    Raises:
        ValueError: one sentence that names the file, the key, and what is wrong.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError(f"a lesson has at most {LARGEST:,} bytes")
        return lesson_of(path.stem, tree_of(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not a text file") from None
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def lesson_of(name: str, tree: object) -> Lesson:
    """Return the lesson that a tree of JSON says; refuse others in one sentence."""
    if not isinstance(tree, Mapping):
        raise ValueError(f"a lesson is an object of keys, not {shown(tree)}")
    for key in tree:
        if key not in KEYS:
            raise ValueError(f"there is no key {shown(key)}{nearest(str(key), KEYS)}")
    words = {key: _words(tree, key, most) for key, most in LONGEST.items()}
    root = ROOTS[_tab(tree)]
    spec = root.from_tree(tree.get("spec", {}))
    return Lesson(
        name,
        **words,
        spec=spec,
        answers=(answers := _answers(tree)),
        right=whole_number(tree, "right", len(answers) - 1),
        then=root.revise(spec, root.flatten(_object(tree, "then"))),
        steps=whole_number(tree, "steps", 100_000),
        panels=_names(tree, "panels"),
        facts=_names(tree, "facts"),
        trained=_truth(tree, "trained"),
    )


def _tab(tree: Mapping[str, object]) -> str:
    tab = tree.get("tab", "landscape")
    if not isinstance(tab, str) or tab not in ROOTS:
        raise ValueError(f"tab must be {' or '.join(ROOTS)}, not {shown(tab)}")
    return tab


def _truth(tree: Mapping[str, object], key: str) -> bool:
    value = tree.get(key, False)
    if not isinstance(value, bool):
        raise ValueError(f"{key} must be true or false, not {shown(value)}")
    return value


def _words(tree: Mapping[str, object], key: str, most: int) -> str:
    """Return a text that has to be there, of at most so many characters."""
    if key not in tree:
        raise ValueError(f"{key} is missing")
    text = tree[key]
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{key} must be a text, not {shown(text)}")
    if len(text) > most:
        raise ValueError(f"{key} has {len(text)} characters, and may have {most}")
    return text


def _answers(tree: Mapping[str, object]) -> tuple[Answer, ...]:
    answers = tree.get("answers", ())
    least, most = ANSWERS
    if not isinstance(answers, list) or not least <= len(answers) <= most:
        raise ValueError(f"answers must be a list of {least} to {most}")
    found = []
    for number, answer in enumerate(answers, 1):
        try:
            if not isinstance(answer, Mapping) or answer.keys() - ANSWER.keys():
                raise ValueError("it is an object with text and why")
            found.append(Answer(*(_words(answer, k, n) for k, n in ANSWER.items())))
        except ValueError as error:
            raise ValueError(f"answer {number}: {error}") from None
    return tuple(found)


def _object(tree: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = tree.get(key, {})
    if not isinstance(value, Mapping):
        raise ValueError(f"{key} must be an object of parts, not {shown(value)}")
    return value


def _names(tree: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = tree.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError(f"{key} must be a list of names, not {shown(value)}")
    return tuple(value)
