"""The command line: the window, `export`, `options` and `bench`."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from models import latent_options
from models.fields import nearest
from models.latent_files import open_model
from models.latent_specs import AutoencoderSpec
from models.lessons import (
    Lesson,
    is_lesson_file,
    lesson_names,
    load_lesson,
    read_lesson,
)
from models.options import OPTIONS, parse_changes, revise
from models.own_tables import completed, fetch
from models.sessions import Pose, is_session_file, read_session
from models.spec_files import read_any, write_spec
from models.specs import Spec

MOST_STEPS = 1_000_000
SUFFIXES = (".png", ".npz", ".json")
VIEWS = ("window", "surface", "map", "prediction", "history", "cut")
TABS = ("landscape", "autoencoder")
LATENT_VIEWS = ("window", "codes", "tool", "losses")
MODEL = ".npz"  # of a trained autoencoder


class Parser(argparse.ArgumentParser):
    """Refuses in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise what the caller prints."""
        raise ValueError(message)


def main(arguments: list[str]) -> int:
    """Do what `arguments` say; return the exit status."""
    commands = {"export": _export, "options": _options, "bench": _bench}
    try:
        if arguments and arguments[0] in commands:
            return commands[arguments[0]](arguments[1:])
        if arguments and not arguments[0].startswith("-"):
            hint = nearest(arguments[0], commands)
            raise ValueError(f"there is no command {arguments[0]}{hint}")
        return _open_window(arguments)
    except (ValueError, OSError) as error:
        return _refuse(str(error))


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


def _spec_parser(command: str, description: str) -> Parser:
    parser = Parser(f"main.py{command}", description=description)
    parser.add_argument(
        "--lesson", metavar="ID", help=f"one of {', '.join(lesson_names())}"
    )
    parser.add_argument(
        "--answered", action="store_true",
        help="begin where the question of the lesson was answered",
    )  # fmt: skip
    parser.add_argument(
        "--open",
        metavar="FILE",
        help="a spec, session, lesson, picture, or trained model",
    )
    parser.add_argument("--tab", choices=TABS, default=None, help="what --set is about")
    parser.add_argument(
        "--set", metavar="KEY=VALUE", action="append", default=[],
        help="change a key of the spec; `options` lists them",
    )  # fmt: skip
    parser.add_argument(
        "--theme", choices=("light", "dark"), help="default: the system's"
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--gl", dest="has_gl", action="store_true", default=None,
        help="draw by OpenGL, also if the last start died of it",
    )  # fmt: skip
    ways.add_argument(
        "--no-gl", dest="has_gl", action="store_false", help="draw without OpenGL"
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


def _read(options: argparse.Namespace) -> Asked:
    """Return what the options ask for; refuse it in one sentence."""
    if options.lesson is not None and options.open is not None:
        raise ValueError("--lesson and --open cannot be given together")
    asked = _begun(options)
    if options.tab is not None and options.tab != _tab(asked.spec):
        raise ValueError(
            f"{options.open or f'lesson {options.lesson}'} is of the "
            f"{_tab(asked.spec)}, not of the {options.tab}"
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
        if session.tab == "landscape":
            spec, steps = session.landscape, session.step
            return Asked(spec, file.name, None, file, steps, session.camera)
        return Asked(session.autoencoder, file.name, None, file, session.epoch)
    return Asked(read_any(file), file.name, file=file)


def _taught(lesson: Lesson, is_answered: bool) -> Asked:
    return Asked(lesson.then if is_answered else lesson.spec, lesson.heading, lesson)


def _tab(spec: Spec | AutoencoderSpec) -> str:
    return "landscape" if isinstance(spec, Spec) else "autoencoder"


def _open_window(arguments: list[str]) -> int:
    parser = _spec_parser("", "Watch a small network learn on its loss surface.")
    parser.epilog = "commands: export, options, bench (each has --help)"
    options = parser.parse_args(arguments)
    asked = _read(options)
    from explorer.display import find_display

    display = find_display()
    if display.problem:
        sys.stderr.write(
            f"{display.problem}, so no window can be opened; "
            "`python main.py export OUT.png` writes a picture of it instead.\n"
        )
        return 1
    from explorer.app import run

    spec, lesson = asked.spec, asked.lesson
    if lesson is not None and not options.answered:
        lesson = replace(lesson, spec=spec)
    return run(
        spec if isinstance(spec, Spec) else Spec(),
        asked.title,
        options.theme,
        options.has_gl,
        spec if isinstance(spec, AutoencoderSpec) else None,
        opened=lesson or asked.file,
    )


def _export(arguments: list[str]) -> int:
    parser = _spec_parser(" export", "Write a picture, the numbers, or the spec.")
    parser.add_argument(
        "out", metavar="OUT", help=".png, .npz (numbers) or .json (spec)"
    )
    parser.add_argument(
        "--steps", help="steps of the descent, or epochs of a training (0)"
    )
    parser.add_argument(
        "--no-session", dest="has_session", action="store_false",
        help="leave out of the picture what lets it be opened again",
    )  # fmt: skip
    views = f"{', '.join(VIEWS)}; of an autoencoder {', '.join(LATENT_VIEWS)}"
    parser.add_argument("--view", default="window", help=views)
    parser.add_argument("--size", default="1440x900", metavar="WxH",
        help="in pixels; a window is at least 1000x600",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    asked = _read(options)
    spec, options.pose = asked.spec, asked.pose
    options.steps = options.steps or f"{asked.steps}"
    if not (options.steps.isdigit() and int(options.steps) <= MOST_STEPS):
        raise ValueError(
            f"--steps must be a whole number from 0 to {MOST_STEPS}, "
            f"not {options.steps}"
        )
    options.steps = int(options.steps)
    known = VIEWS if isinstance(spec, Spec) else LATENT_VIEWS
    suffix, size = _suffix(options, known), _parse_size(options.size)
    out = Path(options.out)
    if suffix == ".json":
        write_spec(out, spec)
    elif suffix == ".png":
        _write_picture(spec, out, size, options)
    elif isinstance(spec, Spec):
        _write_numbers(spec, out, options.steps)
    else:
        _write_model(spec, out, options.steps)
    return 0


def _suffix(options: argparse.Namespace, views: Sequence[str]) -> str:
    """Return what kind of file is asked for, once all else that is asked is sound."""
    out = Path(options.out)
    if out.suffix.lower() not in SUFFIXES:
        raise ValueError(
            f"OUT must end in .png, .npz or .json, not {out.suffix or out.name}"
            + nearest(out.suffix, SUFFIXES)
        )
    if not out.parent.is_dir():
        raise ValueError(f"the folder {out.parent} does not exist")
    if options.view not in views:
        raise ValueError(
            f"--view must be {', '.join(views[:-1])} or {views[-1]}, not {options.view}"
            + nearest(options.view, views)
        )
    return out.suffix.lower()


def _write_numbers(spec: Spec, out: Path, steps: int) -> None:
    import models.quiet_torch  # noqa: F401
    from models.records import record, write_npz

    arrays = record(spec, steps)
    write_npz(out, arrays)
    taken = arrays["losses"].shape[1] - 1
    if taken < steps:
        sys.stderr.write(f"The descent diverged at step {taken}, and ends there.\n")


def _write_model(spec: AutoencoderSpec, out: Path, epochs: int) -> None:
    """Train for so many epochs, or all that the spec asks for if none are said."""
    import models.quiet_torch  # noqa: F401
    from models.latent_files import save_model
    from models.latent_training import trained

    save_model(out, spec, trained(spec, epochs or spec.learning.epochs))


def _write_picture(
    spec: Spec | AutoencoderSpec,
    out: Path,
    size: tuple[int, int],
    options: argparse.Namespace,
) -> None:
    from explorer.display import make_display

    display = make_display()
    if display.problem:
        sys.stderr.write(f"{display.problem}.\n")
    problem = ""
    try:
        from explorer.export import Look, export_latent, export_picture

        look = Look(
            options.view, size, options.theme, options.steps, options.has_gl,
            options.pose, options.has_session,
        )  # fmt: skip
        if isinstance(spec, AutoencoderSpec):
            export_latent(spec, out, look)
        else:
            export_picture(spec, out, look)
    except ValueError as error:
        problem = str(error)  # and let go of what needs the display before it closes
    finally:
        display.close()
    if problem:
        raise ValueError(problem)


def _parse_size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise ValueError(f"--size must be WIDTHxHEIGHT such as 1440x900, not {text}")
    size = int(width), int(height)
    if not all(64 <= side <= 8192 for side in size):
        raise ValueError(f"--size must be from 64x64 to 8192x8192, not {text}")
    return size


def _options(arguments: list[str]) -> int:
    parser = Parser("main.py options", description="List every key of the spec.")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument(
        "--tab", choices=TABS, default="landscape", help="whose keys they are"
    )
    asked = parser.parse_args(arguments)
    is_latent = asked.tab == "autoencoder"
    known = latent_options.OPTIONS if is_latent else OPTIONS
    if asked.json:
        rows = {
            option.key: {
                "meaning": option.meaning,
                "allowed": option.allowed,
                "names": list(option.names),
                "low": option.low,
                "high": option.high,
                "default": option.default,
            }
            for option in known.values()
        }
        sys.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
        return 0
    for option in known.values():
        sys.stdout.write(f"{option.key}={option.spell(option.default)}\n")
        sys.stdout.write(f"    {option.meaning}\n    {option.allowed}\n")
    return 0


def _bench(arguments: list[str]) -> int:
    parser = Parser("main.py bench", description="Measure speed, as ratios in one run.")
    parser.add_argument("--json", action="store_true", help="for programs")
    as_json = parser.parse_args(arguments).json
    from explorer.bench import run_bench

    return run_bench(as_json)
