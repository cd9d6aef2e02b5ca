"""What the options of a command ask for: a spec, and where it comes from."""

import argparse
import atexit
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NoReturn

from models import latent_options
from models.language import tr
from models.latent_files import open_model
from models.latent_specs import AutoencoderSpec
from models.lessons import (
    Lesson,
    is_lesson_file,
    lesson_names,
    load_lesson,
    read_lesson,
)
from models.options import parse_changes, revise
from models.own_tables import completed, fetch
from models.sessions import Pose, is_session_file, read_session, unpacked
from models.spec_files import read_any
from models.specs import Spec

TABS = ("landscape", "autoencoder")
MODEL = ".npz"  # of a trained autoencoder


class Parser(argparse.ArgumentParser):
    """Refuses in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise what the caller prints."""
        raise ValueError(message)


def spec_parser(command: str, description: str) -> Parser:
    """Return a parser of the options that say what is shown."""
    parser = Parser(f"main.py{command}", description=description)
    parser.add_argument(
        "--lesson",
        metavar="ID",
        help=tr("one of {lesson_names}", lesson_names=", ".join(lesson_names())),
    )
    parser.add_argument(
        "--answered", action="store_true",
        help=tr("begin where the question of the lesson was answered"),
    )  # fmt: skip
    parser.add_argument(
        "--open",
        metavar="FILE",
        help=tr("a spec, session, lesson, picture, or trained model"),
    )
    parser.add_argument(
        "--tab", choices=TABS, default=None, help=tr("what --set is about")
    )
    parser.add_argument(
        "--set", metavar="KEY=VALUE", action="append", default=[],
        help=tr("change a key of the spec; `options` lists them"),
    )  # fmt: skip
    parser.add_argument(
        "--theme", choices=("light", "dark"), help=tr("default: the system's")
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--gl", dest="has_gl", action="store_true", default=None,
        help=tr("draw by OpenGL, also if the last start died of it"),
    )  # fmt: skip
    ways.add_argument(
        "--no-gl", dest="has_gl", action="store_false", help=tr("draw without OpenGL")
    )
    return parser


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options ask for: a spec, and where it comes from."""

    spec: Spec | AutoencoderSpec
    title: str = ""
    lesson: Lesson | None = None
    file: Path | None = None  # to be opened in the window, as if it were dropped there
    steps: int = 0  # that were taken
    pose: Pose | None = None  # of the camera


def read_asked(options: argparse.Namespace) -> Asked:
    """Return what the options ask for; refuse it in one sentence."""
    if options.lesson is not None and options.open is not None:
        raise ValueError(tr("--lesson and --open cannot be given together"))
    if options.answered and options.lesson is None and options.open is None:
        raise ValueError(tr("--answered is of a lesson"))
    asked = _begun(options)
    if options.tab is not None and options.tab != _tab(asked.spec):
        raise ValueError(
            tr(
                "{open} is of the {spec}, not of the {tab}",
                open=options.open or tr("lesson {lesson}", lesson=options.lesson),
                spec=_tab(asked.spec),
                tab=options.tab,
            )
        )
    if isinstance(spec := asked.spec, AutoencoderSpec):
        changes = latent_options.parse_changes(options.set)
        revised = latent_options.revise(spec, changes)
        return replace(asked, spec=revised, file=None if changes else asked.file)
    changed = revise(spec, completed(spec.data, parse_changes(options.set)))
    for _ in fetch(changed.data):  # a table that is not there is told before all else
        pass
    return replace(asked, spec=changed, file=None if options.set else asked.file)


def _begun(options: argparse.Namespace) -> Asked:
    """Return what is asked for before it is changed."""
    if options.lesson is not None:
        return _taught(load_lesson(options.lesson), options.answered)
    if options.open is None:
        return Asked(AutoencoderSpec() if options.tab == "autoencoder" else Spec())
    file = Path(options.open)
    if file.suffix.lower() == MODEL:
        return Asked(open_model(file).spec, file.name, file=file)
    if is_lesson_file(file):
        return _taught(read_lesson(file), options.answered)
    if is_session_file(file):
        session = read_session(file)
        if session.table:
            session = unpacked(session, _place())
        if session.tab == "landscape":
            spec, steps = session.landscape, session.step
            return Asked(spec, file.name, None, file, steps, session.camera)
        return Asked(session.autoencoder, file.name, None, file, session.epoch)
    return Asked(read_any(file), file.name, file=file)


@cache
def _place() -> Path:
    """Return a folder for tables that came with sessions; it goes with the program."""
    place = Path(tempfile.mkdtemp(prefix="loss-landscape-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def _taught(lesson: Lesson, is_answered: bool) -> Asked:
    if not is_answered:
        return Asked(lesson.spec, lesson.heading, lesson)
    return Asked(lesson.then, lesson.heading, lesson, steps=lesson.steps)


def _tab(spec: Spec | AutoencoderSpec) -> str:
    return "landscape" if isinstance(spec, Spec) else "autoencoder"
