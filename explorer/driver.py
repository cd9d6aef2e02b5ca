"""Whether the last start died in the OpenGL driver, which Python cannot catch.

A note is left before the driver is first called, and taken away after the first frame.
One that is still there, and whose process is gone, is of a start that did not survive.
"""

import os
from pathlib import Path

from explorer.settings import folder


def note_path() -> Path:
    """Return where the note is left."""
    return folder() / "starting-opengl"


def has_died(note: Path) -> bool:
    """Tell whether a start that left `note` died before its first frame."""
    try:
        process = int(note.read_text())
    except (OSError, ValueError):
        return note.exists()
    return process != os.getpid() and not _is_alive(process)


def leave(note: Path) -> None:
    """Say that the driver is about to be called; where nothing can be kept, nothing."""
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(str(os.getpid()))
    except OSError:
        return


def take_away(note: Path) -> None:
    """Say that the driver has survived."""
    try:
        note.unlink(missing_ok=True)
    except OSError:
        return


def _is_alive(process: int) -> bool:
    if os.name == "nt":  # there os.kill would end the process
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
