"""Specs as files: readable JSON, written whole or not at all."""

from pathlib import Path

from models.files import write_whole
from models.options import from_json, to_json
from models.specs import Spec


def read_spec(path: Path) -> Spec:
    """Return the spec in the file `path`.

    Raises:
        ValueError: one sentence that names the file, and what is wrong with it.
    """
    try:
        return from_json(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not a text file") from None
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def write_spec(path: Path, spec: Spec) -> None:
    """Write `spec` to the file `path`; a ValueError says why it cannot be."""
    write_whole(path, lambda at: at.write_text(to_json(spec) + "\n", "utf-8"))
