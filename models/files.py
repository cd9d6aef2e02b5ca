"""Files that are read within bounds, and written whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from models.language import tr


def read_text(path: Path, most: int) -> str:
    """Return the text of a file, which has at most so many bytes.

    Raises:
        ValueError: one sentence that names the file, and why it cannot be read.
    """
    try:
        check_file(path)
        with path.open("rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise ValueError(
                tr("{path} has more than {most:,} bytes", path=path, most=most)
            )
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(tr("{path} is not a text file", path=path)) from None
    except OSError as error:
        raise ValueError(
            tr("{path} cannot be read: {strerror}", path=path, strerror=error.strerror)
        ) from None


def check_file(path: Path) -> None:
    """Refuse what is there but no file: some of these never end.

    Raises:
        ValueError: one sentence that names it.
    """
    if path.exists() and not path.is_file():
        raise ValueError(tr("{path} is no file that can be read", path=path))


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file beside `path`, and put it in its place when done.

    Raises:
        ValueError: one sentence that names the file, and why it cannot be written.
    """
    path = Path(os.path.realpath(path))  # what a link points at, and not the link
    try:
        handle, name = tempfile.mkstemp(suffix=path.suffix, dir=path.parent)
        os.close(handle)
        try:
            write(Path(name))
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(name, 0o666 & ~umask)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise ValueError(
            tr(
                "{path} cannot be written: {strerror}",
                path=path,
                strerror=error.strerror,
            )
        ) from None
