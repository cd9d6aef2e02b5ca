"""The command `export`: pictures, numbers, specs, and the whole lecture in pictures."""

import argparse
import re
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.asked import MODEL, Asked, read_asked, spec_parser
from models.animations import FORMATS, RATES, SECONDS, refusal
from models.fields import nearest
from models.language import tr
from models.latent_specs import AutoencoderSpec
from models.lessons import lesson_names, load_lesson
from models.spec_files import write_spec
from models.specs import Spec

if TYPE_CHECKING:
    from explorer.export import Look

MOST_STEPS, SCALES = 1_000_000, (1, 8)
PICTURES = (".png", ".svg", ".pdf")
SUFFIXES = (*PICTURES, *FORMATS, ".npz", ".csv", ".json")
MOTIONS = ("run", "turn")
FITS = {  # options, what each is where it is not given, and the files that have a use
    "view": ("window", (*PICTURES, *FORMATS)),
    "scale": ("1", (".png", *FORMATS)),
    "transparent": (False, (".png",)),
    "surface": ("lines", (".svg", ".pdf")),
    "motion": ("run", FORMATS),
    "seconds": ("6", FORMATS),
    "rate": ("20", FORMATS),
}
LONGEST_SIDE = 16384  # px
VIEWS = ("window", "surface", "map", "prediction", "history", "cut")
LATENT_VIEWS = ("window", "codes", "tool", "losses")


@dataclass(frozen=True, slots=True)
class Shot:
    """A file to be written, and of what."""

    spec: Spec | AutoencoderSpec
    out: Path
    size: tuple[int, int]
    asked: Asked
    options: argparse.Namespace


def export(arguments: list[str]) -> int:
    """Write what `arguments` say; return the exit status."""
    parser = spec_parser(" export", tr("Write a picture, the numbers, or the spec."))
    parser.add_argument(
        "out", metavar="OUT",
        help=tr(".png, .svg or .pdf, .gif, .webp or .mp4 (animations), .npz or .csv "
        "(numbers) or .json (spec); or a folder"),
    )  # fmt: skip
    parser.add_argument(
        "--steps", help=tr("steps of the descent, or epochs of a training (0)")
    )
    parser.add_argument(
        "--no-session", dest="has_session", action="store_false",
        help=tr("leave out of the picture what lets it be opened again"),
    )  # fmt: skip
    views = tr(
        "{views}; of an autoencoder {others}",
        views=", ".join(VIEWS),
        others=", ".join(LATENT_VIEWS),
    )
    parser.add_argument("--view", default=FITS["view"][0], help=views)
    parser.add_argument("--size", default="1440x900", metavar="WxH",
        help=tr("in pixels; a window is at least 1000x600"),
    )  # fmt: skip
    parser.add_argument(
        "--scale", default=FITS["scale"][0], help=tr("pixels for each of --size (1-8)")
    )
    parser.add_argument(
        "--transparent", action="store_true",
        help=tr("nothing behind a plot (.png)"),
    )  # fmt: skip
    parser.add_argument(
        "--no-caption", dest="has_caption", action="store_false",
        help=tr("leave out what is said of a surface or a map, below it"),
    )  # fmt: skip
    parser.add_argument(
        "--surface", choices=("lines", "image"), default=FITS["surface"][0],
        help=tr("what the surface is in .svg and .pdf"),
    )  # fmt: skip
    parser.add_argument(
        "--motion", choices=MOTIONS, default=FITS["motion"][0],
        help=tr("of an animation: the --steps as they come, or once round the surface"),
    )  # fmt: skip
    parser.add_argument(
        "--seconds", default=FITS["seconds"][0], help=tr("of an animation (1-60)")
    )
    parser.add_argument(
        "--rate", default=FITS["rate"][0], help=tr("its frames a second (5-30)")
    )
    parser.add_argument(
        "--all-lessons", action="store_true",
        help=tr("a picture of each lesson, into the folder OUT"),
    )  # fmt: skip
    options = parser.parse_args(arguments)
    if options.all_lessons:
        return _export_lessons(options)
    return _export_one(options)


def _export_lessons(options: argparse.Namespace) -> int:
    """Write a picture of each lesson; tell of those that fail, and go on."""
    folder = Path(options.out)
    if not folder.parent.is_dir():
        raise ValueError(tr("the folder {parent} does not exist", parent=folder.parent))
    if folder.exists() and not folder.is_dir():
        raise ValueError(tr("{out} is not a folder", out=folder))
    if options.lesson or options.open or options.tab or options.set:
        raise ValueError(tr("--all-lessons takes all lessons as they are"))
    folder.mkdir(exist_ok=True)
    shots = []
    for name in lesson_names():
        lesson = load_lesson(name)
        title = "-".join(re.findall(r"[a-z0-9]+", lesson.title.lower()))
        shots.append(
            _shot(
                argparse.Namespace(
                    **vars(options)
                    | {"lesson": name, "view": "window"}
                    | {"out": folder / f"{int(name):02}-{title}.png"}
                )
            )
        )
    problems = _write_pictures(shots)
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
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
            tr(
                "--steps must be a whole number from 0 to {most}, not {steps}",
                most=MOST_STEPS,
                steps=steps,
            )
        )
    options.steps = int(steps)
    _check_out(options, VIEWS if isinstance(asked.spec, Spec) else LATENT_VIEWS)
    size = _parse_size(options.size)
    for name, ends in (("scale", SCALES), ("seconds", SECONDS), ("rate", RATES)):
        setattr(options, name, _whole(name, getattr(options, name), ends))
    _check_fit(options)
    if max(size) * options.scale > LONGEST_SIDE:
        raise ValueError(
            tr(
                "a picture has at most {most} pixels a side, not {side}",
                most=LONGEST_SIDE,
                side=max(size) * options.scale,
            )
        )
    if Path(options.out).suffix.lower() in FORMATS:
        _check_motion(options, isinstance(asked.spec, Spec))
    return Shot(asked.spec, Path(options.out), size, asked, options)


def _whole(name: str, text: str | int, ends: tuple[int, int]) -> int:
    """Return a whole number between two ends."""
    low, high = ends
    if not (f"{text}".isdigit() and low <= int(text) <= high):
        raise ValueError(
            tr(
                "--{name} must be from {low} to {high}, not {text}",
                name=name,
                low=low,
                high=high,
                text=text,
            )
        )
    return int(text)


def _check_fit(options: argparse.Namespace) -> None:
    """Refuse an option that the file has no use for."""
    suffix = Path(options.out).suffix.lower()
    for name, (usual, suffixes) in FITS.items():
        is_usual = f"{getattr(options, name)}" == f"{usual}"
        if not is_usual and suffix not in suffixes:
            raise ValueError(
                tr(
                    "--{name} is for {some}, not for {suffix}",
                    name=name,
                    some=", ".join(suffixes),
                    suffix=suffix,
                )
            )


def _check_motion(options: argparse.Namespace, is_landscape: bool) -> None:
    """Refuse what cannot be filmed, or not be written."""
    if problem := refusal(Path(options.out).suffix.lower()):
        raise ValueError(problem)
    if options.motion == "run" and not options.steps:
        raise ValueError(tr("an animation of a run needs --steps"))
    if options.motion == "turn" and not (
        is_landscape and options.view in ("window", "surface")
    ):
        raise ValueError(tr("--motion turn is of the view window or surface"))


def _check_out(options: argparse.Namespace, views: Sequence[str]) -> None:
    """Refuse a file that cannot be, and a view that there is not."""
    out = Path(options.out)
    if out.suffix.lower() not in SUFFIXES:
        raise ValueError(
            tr(
                "OUT must end in {some} or {last}, not {suffix}",
                some=", ".join(SUFFIXES[:-1]),
                last=SUFFIXES[-1],
                suffix=out.suffix or out.name,
            )
            + nearest(out.suffix, SUFFIXES)
        )
    if not out.parent.is_dir():
        raise ValueError(tr("the folder {parent} does not exist", parent=out.parent))
    if options.view not in views:
        raise ValueError(
            tr(
                "--view must be {some} or {last}, not {view}",
                some=", ".join(views[:-1]),
                last=views[-1],
                view=options.view,
            )
            + nearest(options.view, views)
        )


def _write_numbers(spec: Spec, out: Path, steps: int) -> None:
    import models.quiet_torch  # noqa: F401
    from models.npz_files import write_npz
    from models.records import record, write_csv

    arrays = record(spec, steps)
    if out.suffix.lower() == ".csv":
        write_csv(out, spec, arrays)
    else:
        write_npz(out, arrays)
    taken = arrays["losses"].shape[1] - 1
    if taken < steps:
        sys.stderr.write(
            tr("The descent diverged at step {taken}, and ends there.\n", taken=taken)
        )


def _write_codes(spec: AutoencoderSpec, out: Path, epochs: int) -> None:
    """Train, and write what each image is squeezed into."""
    import models.quiet_torch  # noqa: F401
    from models.latent_codes import write_codes
    from models.latent_training import last_moment

    epochs = epochs or spec.learning.epochs
    write_codes(out, last_moment(spec, epochs, partial(_tell_epoch, epochs)))


def _write_model(spec: AutoencoderSpec, out: Path, epochs: int) -> None:
    """Train for so many epochs, or all that the spec asks for if none are said."""
    import models.quiet_torch  # noqa: F401
    from models.latent_files import save_model
    from models.latent_training import trained

    epochs = epochs or spec.learning.epochs
    save_model(out, spec, trained(spec, epochs, partial(_tell_epoch, epochs)))


def _tell_epoch(epochs: int, number: int) -> None:
    """Tell somebody who waits how far a training is."""
    if sys.stderr.isatty():
        end = "\n" if number == epochs else "\r"
        sys.stderr.write(tr("epoch {n} of {epochs}", n=number, epochs=epochs) + end)


def _write_pictures(shots: Sequence[Shot]) -> list[str]:
    """Write them one after the other, on one display; return what cannot be.

    Raises:
        KeyboardInterrupt: it was interrupted, and what it had begun is put away.
    """
    from explorer.display import make_display

    display = make_display()
    if display.problem:
        sys.stderr.write(f"{display.problem}.\n")
    try:
        problems, has_ended = _draw(shots)
    finally:
        display.close()
    if not has_ended:
        raise KeyboardInterrupt
    return problems


def _draw(shots: Sequence[Shot]) -> tuple[list[str], bool]:
    """Write them; return what cannot be written, and whether it got to the end."""
    from explorer.app import make_application
    from explorer.export import INTERRUPTS, export_latent, export_picture
    from explorer.garbage import free_windows

    INTERRUPTS.clear()
    before = signal.signal(signal.SIGINT, lambda one, _: INTERRUPTS.append(one))
    application = make_application()  # for all of them, and no longer than the display
    problems = []
    for shot in shots:
        try:
            if isinstance(shot.spec, AutoencoderSpec):
                export_latent(shot.spec, shot.out, _look(shot))
            else:
                export_picture(shot.spec, shot.out, _look(shot))
        except (ValueError, OSError) as error:  # the others may be written
            problems.append(str(error))
        except KeyboardInterrupt:
            break
        finally:
            free_windows()
    del application
    signal.signal(signal.SIGINT, before)
    return problems, not INTERRUPTS


def _look(shot: Shot) -> "Look":
    """Return how a picture is to look."""
    from explorer.export import Look

    asked, options = shot.asked, shot.options
    is_model = asked.file is not None and asked.file.suffix.lower() == MODEL
    return Look(
        options.view,
        shot.size,
        options.theme,
        options.steps,
        options.has_gl,
        pose=asked.pose,
        has_session=options.has_session,
        scale=options.scale,
        motion=options.motion,
        seconds=options.seconds,
        rate=options.rate,
        has_lines=options.surface == "lines",
        has_caption=options.has_caption,
        is_clear=options.transparent,
        lesson=asked.lesson,
        is_answered=options.answered,
        model=asked.file if is_model else None,
    )


def _parse_size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise ValueError(
            tr("--size must be WIDTHxHEIGHT such as 1440x900, not {text}", text=text)
        )
    size = int(width), int(height)
    if not all(64 <= side <= 8192 for side in size):
        raise ValueError(
            tr("--size must be from 64x64 to 8192x8192, not {text}", text=text)
        )
    return size
