"""The command `export`: pictures, numbers, specs, and the whole lecture in pictures."""

import argparse
import gc
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from explorer.asked import read_asked, spec_parser
from models.animations import FORMATS, RATES, SECONDS, refusal
from models.fields import nearest
from models.latent_specs import AutoencoderSpec
from models.lessons import lesson_names, load_lesson
from models.sessions import Pose
from models.spec_files import write_spec
from models.specs import Spec

MOST_STEPS, SCALES = 1_000_000, (1, 8)
PICTURES = (".png", ".svg", ".pdf")
SUFFIXES = (*PICTURES, *FORMATS, ".npz", ".csv", ".json")
MOTIONS = ("run", "turn")
VIEWS = ("window", "surface", "map", "prediction", "history", "cut")
LATENT_VIEWS = ("window", "codes", "tool", "losses")


@dataclass(frozen=True, slots=True)
class Shot:
    """A file to be written, and of what."""

    spec: Spec | AutoencoderSpec
    out: Path
    size: tuple[int, int]
    pose: Pose | None
    options: argparse.Namespace


def export(arguments: list[str]) -> int:
    """Write what `arguments` say; return the exit status."""
    parser = spec_parser(" export", "Write a picture, the numbers, or the spec.")
    parser.add_argument(
        "out", metavar="OUT",
        help=".png, .svg or .pdf, .gif, .webp or .mp4 (animations), .npz or .csv "
        "(numbers) or .json (spec); or a folder",
    )  # fmt: skip
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
    parser.add_argument("--scale", default="1", help="pixels for each of --size (1-8)")
    parser.add_argument(
        "--surface", choices=("lines", "image"), default="lines",
        help="what the surface is in .svg and .pdf",
    )  # fmt: skip
    parser.add_argument(
        "--motion", choices=MOTIONS, default="run",
        help="of an animation: the --steps as they come, or once round the surface",
    )  # fmt: skip
    parser.add_argument("--seconds", default="6", help="of an animation (1-60)")
    parser.add_argument("--rate", default="20", help="its frames a second (5-30)")
    parser.add_argument(
        "--all-lessons", action="store_true",
        help="a picture of each lesson, into the folder OUT",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    if options.all_lessons:
        return _export_lessons(options)
    return _export_one(options)


def _export_lessons(options: argparse.Namespace) -> int:
    """Write a picture of each lesson; tell of those that fail, and go on."""
    folder = Path(options.out)
    if not folder.is_dir():
        raise ValueError(f"the folder {folder} does not exist")
    if options.lesson or options.open or options.tab or options.set:
        raise ValueError("--all-lessons takes all lessons as they are")
    shots = []
    for name in lesson_names():
        lesson = load_lesson(name)
        title = "-".join(re.findall(r"[a-z0-9]+", lesson.title.lower()))
        steps = options.steps or (f"{lesson.steps}" if options.answered else "0")
        shots.append(
            _shot(
                argparse.Namespace(
                    **vars(options)
                    | {"lesson": name, "steps": steps, "view": "window"}
                    | {"out": folder / f"{int(name):02}-{title}.png"}
                )
            )
        )
    problems = _write_pictures(shots)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return int(bool(problems))


def _export_one(options: argparse.Namespace) -> int:
    shot = _shot(options)
    spec, out, suffix = shot.spec, shot.out, shot.out.suffix.lower()
    if suffix == ".json":
        write_spec(out, spec)
    elif suffix in (*PICTURES, *FORMATS):
        for problem in _write_pictures([shot]):
            raise ValueError(problem)
    elif isinstance(spec, Spec):
        _write_numbers(spec, out, options.steps)
    elif suffix == ".csv":
        _write_codes(spec, out, options.steps)
    else:
        _write_model(spec, out, options.steps)
    return 0


def _shot(options: argparse.Namespace) -> Shot:
    """Return what is asked for, once all of it is sound."""
    asked = read_asked(options)
    steps = options.steps or f"{asked.steps}"
    if not (steps.isdigit() and int(steps) <= MOST_STEPS):
        raise ValueError(
            f"--steps must be a whole number from 0 to {MOST_STEPS}, not {steps}"
        )
    options.steps = int(steps)
    _check_out(options, VIEWS if isinstance(asked.spec, Spec) else LATENT_VIEWS)
    size = _parse_size(options.size)
    for name, ends in (("scale", SCALES), ("seconds", SECONDS), ("rate", RATES)):
        setattr(options, name, _whole(name, getattr(options, name), ends))
    if Path(options.out).suffix.lower() in FORMATS:
        _check_motion(options, isinstance(asked.spec, Spec))
    return Shot(asked.spec, Path(options.out), size, asked.pose, options)


def _whole(name: str, text: str | int, ends: tuple[int, int]) -> int:
    """Return a whole number between two ends."""
    low, high = ends
    if not (f"{text}".isdigit() and low <= int(text) <= high):
        raise ValueError(f"--{name} must be from {low} to {high}, not {text}")
    return int(text)


def _check_motion(options: argparse.Namespace, is_landscape: bool) -> None:
    """Refuse what cannot be filmed, or not be written."""
    if problem := refusal(Path(options.out).suffix.lower()):
        raise ValueError(problem)
    if options.motion == "run" and not options.steps:
        raise ValueError("an animation of a run needs --steps")
    if options.motion == "turn" and not (
        is_landscape and options.view in ("window", "surface")
    ):
        raise ValueError("--motion turn is of the view window or surface")


def _check_out(options: argparse.Namespace, views: Sequence[str]) -> None:
    """Refuse a file that cannot be, and a view that there is not."""
    out = Path(options.out)
    if out.suffix.lower() not in SUFFIXES:
        raise ValueError(
            f"OUT must end in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}, "
            f"not {out.suffix or out.name}" + nearest(out.suffix, SUFFIXES)
        )
    if not out.parent.is_dir():
        raise ValueError(f"the folder {out.parent} does not exist")
    if options.view not in views:
        raise ValueError(
            f"--view must be {', '.join(views[:-1])} or {views[-1]}, not {options.view}"
            + nearest(options.view, views)
        )


def _write_numbers(spec: Spec, out: Path, steps: int) -> None:
    import models.quiet_torch  # noqa: F401
    from models.records import record, write_csv, write_npz

    arrays = record(spec, steps)
    if out.suffix.lower() == ".csv":
        write_csv(out, spec, arrays)
    else:
        write_npz(out, arrays)
    taken = arrays["losses"].shape[1] - 1
    if taken < steps:
        sys.stderr.write(f"The descent diverged at step {taken}, and ends there.\n")


def _write_codes(spec: AutoencoderSpec, out: Path, epochs: int) -> None:
    """Train, and write what each image is squeezed into."""
    import models.quiet_torch  # noqa: F401
    from models.latent_codes import write_codes
    from models.latent_training import last_moment

    write_codes(out, last_moment(spec, epochs or spec.learning.epochs))


def _write_model(spec: AutoencoderSpec, out: Path, epochs: int) -> None:
    """Train for so many epochs, or all that the spec asks for if none are said."""
    import models.quiet_torch  # noqa: F401
    from models.latent_files import save_model
    from models.latent_training import trained

    save_model(out, spec, trained(spec, epochs or spec.learning.epochs))


def _write_pictures(shots: Sequence[Shot]) -> list[str]:
    """Write them one after the other, on one display; return what cannot be."""
    from explorer.display import make_display

    display = make_display()
    if display.problem:
        sys.stderr.write(f"{display.problem}.\n")
    problems = []
    try:
        from explorer.export import Look, export_latent, export_picture

        for shot in shots:
            asked = shot.options
            look = Look(
                asked.view, shot.size, asked.theme, asked.steps, asked.has_gl,
                shot.pose, asked.has_session, asked.scale, asked.motion,
                asked.seconds, asked.rate, asked.surface == "lines",
            )  # fmt: skip
            try:
                if isinstance(shot.spec, AutoencoderSpec):
                    export_latent(shot.spec, shot.out, look)
                else:
                    export_picture(shot.spec, shot.out, look)
            except ValueError as error:
                problems.append(str(error))
            gc.collect()  # of a window that is gone, in no lane of the next one
    finally:
        display.close()
    return problems


def _parse_size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise ValueError(f"--size must be WIDTHxHEIGHT such as 1440x900, not {text}")
    size = int(width), int(height)
    if not all(64 <= side <= 8192 for side in size):
        raise ValueError(f"--size must be from 64x64 to 8192x8192, not {text}")
    return size
