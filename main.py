"""Loss Landscape Explorer: watch a small network learn on the landscape it walks on."""

import faulthandler
import gc
import sys

HOW = "`make run` installs it in .venv, and then it is `.venv/bin/python main.py`."
INTERRUPTED = 130  # the exit status of what Ctrl+C has ended


def main() -> int:
    """Run the program with the arguments of the command line."""
    if sys.stderr is not None:  # as a program without a console has none
        faulthandler.enable()  # a crash in a library leaves where it was
    gc.disable()  # while modules are loaded; the window collects, on its own thread
    try:
        from explorer.settings import begin

        begin(sys.argv[1:])
        from explorer.cli import main as run  # whose texts are in a language

        return run(sys.argv[1:])
    except ModuleNotFoundError as error:
        sys.stderr.write(f"{error.name} is not installed here: {HOW}\n")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
