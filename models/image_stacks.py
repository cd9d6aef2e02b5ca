"""Files that hold many images: arrays of numpy, and the IDX format of MNIST.

What a file says of its size is believed only as far as bytes follow: images are read
some at a time, and no more than asked for. Nothing is unpickled.
"""

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from math import isqrt, prod
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from models.language import tr
from models.npz_files import BROKEN, read_array, read_header
from models.squares import refuse_large

IMAGES = "images", "x", "x_train", "data", "pixels", "arr_0"
LABELS = "labels", "y", "y_train", "targets", "digits", "arr_1"
MOST_LABELS = 1 << 28  # bytes
UNSIGNED_BYTES = 8  # the only type of number in IDX files that is read
WHITES = 1, 16, 255, 65535  # what white may be


class Stack(NamedTuple):
    """Many images of one shape, not read yet."""

    total: int
    shape: tuple[int, int, int]  # height, width, channels
    channels_first: bool
    dtype: np.dtype[Any]
    labels: NDArray[Any] | None  # (total,)
    stream: IO[bytes]  # where the first image begins


@contextmanager
def open_stack(file: Path) -> Iterator[Stack]:
    """Open a file of images.

    Raises:
        ValueError: what is wrong with it, the rest of a sentence.
    """
    opener = _open_npz if zipfile.is_zipfile(file) else _open_idx
    with opener(file) as stack:
        yield stack


def slabs(stack: Stack, rows: int) -> Iterator[NDArray[np.uint8]]:
    """Yield the images (B, H, W, C), up to `rows` at a time, as bytes.

    Raises:
        ValueError: the file ends too early.
    """
    height, width, channels = stack.shape
    each = prod(stack.shape) * stack.dtype.itemsize
    white = 0
    for start in range(0, stack.total, rows):
        wanted = min(rows, stack.total - start)
        raw = stack.stream.read(wanted * each)
        if len(raw) < wanted * each:
            found = start + len(raw) // each
            raise ValueError(
                tr(
                    "it ends after {found:,} of {total:,} images",
                    found=found,
                    total=stack.total,
                )
            )
        values = np.frombuffer(raw, stack.dtype)
        if stack.channels_first:
            values = values.reshape(wanted, channels, height, width)
            values = values.transpose(0, 2, 3, 1)
        values = values.reshape(wanted, *stack.shape)
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            raise ValueError(tr("it holds values that are no numbers, or infinite"))
        white = white or white_of(values)
        yield as_bytes(values, white)


def white_of(values: NDArray[Any]) -> int:
    """Return which value is white, from the first images: the next usual one up."""
    largest = values.astype(np.float64).max(initial=0)
    return next((white for white in WHITES if largest <= white), WHITES[-1])


def as_bytes(values: NDArray[Any], white: int) -> NDArray[np.uint8]:
    """Return values from 0 to `white` as bytes; others are cut."""
    if values.dtype == np.uint8 and white == WHITES[2]:
        return np.asarray(values, np.uint8)
    wide = values.astype(np.float64) / white
    scaled: NDArray[np.uint8] = np.rint(wide.clip(0, 1) * 255).astype(np.uint8)
    return scaled


@contextmanager
def _open_npz(file: Path) -> Iterator[Stack]:
    with zipfile.ZipFile(file) as archive:
        names = [n.removesuffix(".npy") for n in archive.namelist()]
        named = next((name for name in IMAGES if name in names), None)
        if named is None:
            raise ValueError(
                tr("it has no array called {names}", names=", ".join(IMAGES[:-1]))
            )
        with archive.open(f"{named}.npy") as stream:
            shape, dtype = read_header(stream)
            if dtype.kind not in "buif":
                raise ValueError(
                    tr(
                        "{named} must hold numbers, not {dtype}",
                        named=named,
                        dtype=dtype,
                    )
                )
            height, width, channels, is_first = _image_shape(shape)
            refuse_large(width, height)
            yield Stack(
                shape[0], (height, width, channels), is_first, dtype,
                _labels(archive, names, shape[0]), stream,
            )  # fmt: skip


def _image_shape(shape: tuple[int, ...]) -> tuple[int, int, int, bool]:
    """Return height, width, channels, and whether the channels come first."""
    if len(shape) == 3:
        return shape[1], shape[2], 1, False
    if len(shape) == 4 and shape[3] in (1, 3):
        return shape[1], shape[2], shape[3], False
    if len(shape) == 4 and shape[1] in (1, 3):
        return shape[2], shape[3], shape[1], True
    if len(shape) == 2 and shape[1] and isqrt(shape[1]) ** 2 == shape[1]:
        return isqrt(shape[1]), isqrt(shape[1]), 1, False
    raise ValueError(
        tr(
            "its images must be of shape (N, height, width), with 1 or 3 "
            "channels last or first, or (N, side²), not {shape}",
            shape=shape,
        )
    )


def _labels(
    archive: zipfile.ZipFile, names: list[str], count: int
) -> NDArray[Any] | None:
    named = next((name for name in LABELS if name in names), None)
    if named is None:
        return None
    try:
        labels = read_array(archive, named, MOST_LABELS)
    except BROKEN:
        return None
    return labels if labels.shape == (count,) and labels.dtype.kind in "buiU" else None


@contextmanager
def _open_idx(file: Path) -> Iterator[Stack]:
    with _plain(file) as stream:
        sizes = _idx_sizes(stream)
        if len(sizes) not in (3, 4) or (len(sizes) == 4 and sizes[3] not in (1, 3)):
            raise ValueError(tr("it holds no images: it must have 3 dimensions"))
        refuse_large(sizes[2], sizes[1])
        channels = sizes[3] if len(sizes) == 4 else 1
        yield Stack(
            sizes[0], (sizes[1], sizes[2], channels), False, np.dtype(np.uint8),
            _idx_labels(file, sizes[0]), stream,
        )  # fmt: skip


@contextmanager
def _plain(file: Path) -> Iterator[IO[bytes]]:
    """Open a file, through gzip where it begins as gzip does."""
    with file.open("rb") as raw:
        is_packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        yield cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if is_packed else raw


def _idx_sizes(stream: IO[bytes]) -> list[int]:
    """Return the dimensions: 2 zeros, a type, how many, 4 bytes for each."""
    magic = stream.read(4)
    if len(magic) < 4 or magic[:2] != b"\0\0" or not 1 <= magic[3] <= 4:
        raise ValueError(tr("it is neither an .npz file nor an IDX file"))
    if magic[2] != UNSIGNED_BYTES:
        raise ValueError(tr("its numbers must be unsigned bytes"))
    raw = stream.read(4 * magic[3])
    if len(raw) < 4 * magic[3]:
        raise ValueError(tr("it ends within its header"))
    return [int(size) for size in np.frombuffer(raw, ">u4")]


def _idx_labels(file: Path, count: int) -> NDArray[Any] | None:
    """Return the labels in the file that lies beside it, if there is one."""
    beside = file.with_name(
        file.name.replace("images", "labels").replace("idx3", "idx1")
    )
    if beside == file or not beside.is_file():
        return None
    try:
        with _plain(beside) as stream:
            sizes, raw = _idx_sizes(stream), stream.read(count)
    except BROKEN:
        return None
    is_whole = sizes == [count] and len(raw) == count
    return np.frombuffer(raw, np.uint8) if is_whole else None
