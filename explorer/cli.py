"""The command line: the window, `export`, `options` and `bench`."""

import gc
import json
import sys
from dataclasses import replace

from explorer.asked import TABS, Parser, read_asked, spec_parser
from explorer.export_command import export
from explorer.settings import IS_PORTABLE
from models import latent_options
from models.fields import nearest
from models.language import tr
from models.latent_specs import AutoencoderSpec
from models.options import OPTIONS
from models.specs import Spec


def main(arguments: list[str]) -> int:
    """Do what `arguments` say; return the exit status."""
    commands = {"export": export, "options": _options, "bench": _bench}
    try:
        if arguments and arguments[0] in commands:
            gc.enable()  # mostly there is no window that collects
            return commands[arguments[0]](arguments[1:])
        if arguments and not arguments[0].startswith("-"):
            hint = nearest(arguments[0], commands)
            raise ValueError(
                tr(
                    "there is no command {name}{hint}",
                    name=arguments[0],
                    hint=hint,
                )
            )
        return _open_window(arguments)
    except (ValueError, OSError) as error:
        return _refuse(str(error))


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


def _open_window(arguments: list[str]) -> int:
    parser = spec_parser("", tr("Watch a small network learn on its loss surface."))
    parser.epilog = tr("commands: export, options, bench (each has --help)")
    parser.add_argument(
        IS_PORTABLE, action="store_true",
        help=tr("keep settings and sessions in a folder beside the program"),
    )  # fmt: skip
    options = parser.parse_args(arguments)
    asked = read_asked(options)
    from explorer.display import find_display

    display = find_display()
    if display.problem:
        sys.stderr.write(
            tr(
                "{problem}, so no window can be opened; `python main.py export "
                "OUT.png` writes a picture of it instead.\n",
                problem=display.problem,
            )
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


def _options(arguments: list[str]) -> int:
    parser = Parser("main.py options", description=tr("List every key of the spec."))
    parser.add_argument("--json", action="store_true", help=tr("for programs"))
    parser.add_argument(
        "--tab", choices=TABS, default="landscape", help=tr("whose keys they are")
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
    parser = Parser(
        "main.py bench", description=tr("Measure speed, as ratios in one run.")
    )
    parser.add_argument("--json", action="store_true", help=tr("for programs"))
    as_json = parser.parse_args(arguments).json
    from explorer.bench import run_bench

    return run_bench(as_json)
