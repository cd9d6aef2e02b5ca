"""Arrays in .npz files: those from anywhere are believed only as far as bytes follow.

numpy makes room for whatever the header of an array claims, before it reads; here the
claim is held against the size that is allowed. Arrays of objects are refused, as they
would have to be unpickled.
"""

import zipfile
import zlib
from collections.abc import Mapping
from math import prod
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.files import write_whole
from models.language import tr

BROKEN = (
    OSError, ValueError, KeyError, EOFError, RuntimeError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What is raised of bytes that are no .npz file, or of one that cannot be unpacked."""


class Header(NamedTuple):
    """What an array is, before its numbers are read."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]


def read_header(stream: IO[bytes]) -> Header:
    """Return what the array in `stream` is, and leave it where its numbers begin.

    Raises:
        ValueError: it is none, of objects, or not in C's order.
    """
    read = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }
    try:
        shape, is_fortran, dtype = read[np.lib.format.read_magic(stream)](stream)
    except (ValueError, KeyError):  # whose words are for programmers
        raise ValueError(tr("its arrays are broken")) from None
    if dtype.hasobject:
        raise ValueError(tr("it holds objects, and numbers are wanted"))
    if is_fortran and len(shape) > 1:
        raise ValueError(tr("its arrays are stored in Fortran's order, not in C's"))
    return Header(shape, dtype)


def read_array(archive: zipfile.ZipFile, name: str, most: int) -> NDArray[Any]:
    """Return an array of at most `most` bytes.

    Raises:
        ValueError: it is larger, or ends early, or is as `read_header` says.
    """
    with archive.open(f"{name}.npy") as stream:
        shape, dtype = read_header(stream)
        size = prod(shape) * dtype.itemsize
        if not 0 <= size <= most:
            raise ValueError(tr("its {name} is larger than it can be", name=name))
        raw = stream.read(size)
    if len(raw) < size:
        raise ValueError(tr("its {name} ends too early", name=name))
    return np.frombuffer(raw, dtype).reshape(shape)


def write_npz(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write `arrays` to `path`, whole or not at all."""
    write_whole(path, lambda at: np.savez(at, allow_pickle=False, **arrays))
