"""Sets of square images, as they are learnt from and as they are coloured by.

N images of S by S pixels with C channels: 1 is grey, 3 are red, green and blue.
"""

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.snapshots import Array

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8] | NDArray[np.float32]
"""(N, S, S, C): bytes, of which 255 is white, or float32 from 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """What is known of each image, such as its digit or its smile. No training sees it.

    Where it has classes, the values are places among their names.
    """

    name: str
    values: Array  # (N,)
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be used, and why: the rest of a sentence."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ImageReading:
    """How far images are read or drawn."""

    share: float
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Images:
    """A set of images and what is known of them."""

    pixels: Pixels  # (N, S, S, C), read-only
    attributes: tuple[Attribute, ...]
    title: str
    note: str  # what they are and where they come from
    skipped: tuple[Skipped, ...] = ()

    @property
    def count(self) -> int:
        """N, how many there are."""
        return len(self.pixels)

    @property
    def shape(self) -> tuple[int, int, int]:
        """S, S and C."""
        height, width, channels = self.pixels.shape[1:]
        return height, width, channels

    def attribute(self, name: str) -> Attribute:
        """Return the attribute of that name."""
        return next(one for one in self.attributes if one.name == name)


def sealed(pixels: Pixels) -> Pixels:
    """Make `pixels` read-only and return it."""
    pixels.setflags(write=False)
    return pixels


def flat(pixels: Pixels) -> Floats:
    """Return images as new rows (N, S * S * C) of float32 from 0 to 1."""
    rows = pixels.reshape(len(pixels), prod(pixels.shape[1:]))
    if rows.dtype == np.uint8:
        return rows * np.float32(1 / 255)
    return np.array(rows, dtype=np.float32)


def flat_at(pixels: Pixels, numbers: NDArray[np.intp]) -> Floats:
    """Return some images as `flat` does; they are copied once."""
    some: Any = pixels[numbers]
    if some.dtype == np.uint8:
        return flat(some)
    rows: Floats = some.reshape(len(numbers), prod(pixels.shape[1:]))
    return rows


def parted(count: int, held_out: float) -> tuple[int, int]:
    """Return how many images train and how many are held out.

    Some are held out, if any are asked for, but not all.
    """
    out = min(max(round(held_out * count), 1), count - 1) if held_out else 0
    return count - out, out


def split(count: int, held_out: float, seed: int) -> tuple[NDArray[np.intp], ...]:
    """Return the numbers of the images that train, and of those held out, rising."""
    _, out = parted(count, held_out)
    order = np.random.default_rng(seed).permutation(count)
    return np.sort(order[out:]), np.sort(order[:out])
