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
from models.files import read_text
from models.language import tr
from models.latent_specs import AutoencoderSpec
from models.roots import Root, keys_in, tree_of
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
PANELS = {  # by their titles, in English and in small letters
    "landscape": (
        "data", "network", "loss", "descent", "batch", "race", "kept points",
        "surface", "view",
    ),
    "autoencoder": ("images", "network", "training", "view"),
}  # fmt: skip
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
        number = tr("Lesson {name} · ", name=self.name) if self.name.isdigit() else ""
        return number + self.title


def looks_inside(spec: Spec | AutoencoderSpec) -> bool:
    """Tell whether a look inside the model is open."""
    return isinstance(spec, Spec) and spec.view.insight != "none"


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
        Heading(name, tr(str(tree["part"])), tr(str(tree["title"])))
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
            tr(
                "there is no lesson {name}: the lessons are {names}",
                name=name,
                names=", ".join(names),
            )
        )
    return read_lesson(FOLDER / f"{name}.json")


def is_lesson_file(path: Path) -> bool:
    """Tell whether a file is meant as a lesson: it asks something."""
    return "question" in keys_in(path, LARGEST)


def read_lesson(path: Path) -> Lesson:
    """Return the lesson in the file `path`.

    Raises:
        ValueError: one sentence that names the file, the key, and what is wrong.
    """
    text = read_text(path, LARGEST)
    try:
        name = (
            path.stem if path.parent == FOLDER else path.name
        )  # 7.json is no lesson 7
        return lesson_of(name, tree_of(text))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def lesson_of(name: str, tree: object) -> Lesson:
    """Return the lesson that a tree of JSON says; refuse others in one sentence."""
    if not isinstance(tree, Mapping):
        raise ValueError(
            tr("a lesson is an object of keys, not {tree}", tree=shown(tree))
        )
    for key in tree:
        if key not in KEYS:
            raise ValueError(
                tr(
                    "there is no key {key}{hint}",
                    key=shown(key),
                    hint=nearest(str(key), KEYS),
                )
            )
    words = {key: tr(_words(tree, key, most)) for key, most in LONGEST.items()}
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
        panels=_panels(tree),
        facts=_names(tree, "facts"),
        trained=_truth(tree, "trained"),
    )


def _tab(tree: Mapping[str, object]) -> str:
    tab = tree.get("tab", "landscape")
    if not isinstance(tab, str) or tab not in ROOTS:
        raise ValueError(
            tr(
                "tab must be {tabs}, not {tab}",
                tabs=tr(" or ").join(ROOTS),
                tab=shown(tab),
            )
        )
    return tab


def _truth(tree: Mapping[str, object], key: str) -> bool:
    value = tree.get(key, False)
    if not isinstance(value, bool):
        raise ValueError(
            tr("{key} must be true or false, not {value}", key=key, value=shown(value))
        )
    return value


def _words(tree: Mapping[str, object], key: str, most: int) -> str:
    """Return a text that has to be there, of at most so many characters."""
    if key not in tree:
        raise ValueError(tr("{key} is missing", key=key))
    text = tree[key]
    if not isinstance(text, str) or not text.strip():
        raise ValueError(
            tr("{key} must be a text, not {text}", key=key, text=shown(text))
        )
    if len(text) > most:
        raise ValueError(
            tr(
                "{key} has {text} characters, and may have {most}",
                key=key,
                text=len(text),
                most=most,
            )
        )
    return text


def _answers(tree: Mapping[str, object]) -> tuple[Answer, ...]:
    answers = tree.get("answers", ())
    least, most = ANSWERS
    if not isinstance(answers, list) or not least <= len(answers) <= most:
        raise ValueError(
            tr("answers must be a list of {least} to {most}", least=least, most=most)
        )
    found = []
    for number, answer in enumerate(answers, 1):
        try:
            if not isinstance(answer, Mapping) or answer.keys() - ANSWER.keys():
                raise ValueError(tr("it is an object with text and why"))
            found.append(Answer(*(tr(_words(answer, k, n)) for k, n in ANSWER.items())))
        except ValueError as error:
            raise ValueError(
                tr("answer {number}: {error}", number=number, error=error)
            ) from None
    return tuple(found)


def _object(tree: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = tree.get(key, {})
    if not isinstance(value, Mapping):
        raise ValueError(
            tr(
                "{key} must be an object of parts, not {value}",
                key=key,
                value=shown(value),
            )
        )
    return value


def _panels(tree: Mapping[str, object]) -> tuple[str, ...]:
    """Return the panels that are to be open, of those that its tab has."""
    known, names = PANELS[_tab(tree)], _names(tree, "panels")
    for name in names:
        if name not in known:
            raise ValueError(
                tr(
                    "panels: there is no panel {name}{hint}",
                    name=shown(name),
                    hint=nearest(name, known),
                )
            )
    return names


def _names(tree: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = tree.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError(
            tr(
                "{key} must be a list of names, not {value}",
                key=key,
                value=shown(value),
            )
        )
    return tuple(value)
