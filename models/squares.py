"""Pictures of any size, cropped to a square and made as small as is asked for.

The pixels of a file are not decoded before its header has said how many there are: a
small file may claim to be a picture that fills the memory.
"""

import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from models.language import tr
from models.latent_specs import ColoursName

Bytes = NDArray[np.uint8]

MOST_PIXELS = 50_000_000  # of one picture; Pillow itself stops at 3.6 times as many
FORMATS = "PNG", "JPEG"
DEEP = "I;16", "I;16B", "I;16L", "I;16N", "I"  # modes of 16 bits
MODES: dict[ColoursName, str] = {"colour": "RGB", "grey": "L"}
BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError,
    OverflowError, AttributeError, struct.error, zlib.error,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow raises of bytes that are no picture: it has no error of its own."""

warnings.simplefilter("error", Image.DecompressionBombWarning)


def read_square(file: Path, size: int, colours: ColoursName) -> Bytes:
    """Return the middle square of a picture, (size, size, C).

    Raises:
        ValueError: why it cannot be read, the rest of a sentence.
    """
    try:
        with Image.open(file, formats=FORMATS) as picture:
            refuse_large(*picture.size)
            picture.draft(MODES[colours], (2 * size, 2 * size))
            return squared(ImageOps.exif_transpose(picture), size, colours)
    except BROKEN as error:
        raise ValueError(_why(error)) from None


def refuse_large(width: int, height: int) -> None:
    """Refuse a picture that has too many pixels, or none.

    Raises:
        ValueError: how many it has, the rest of a sentence.
    """
    if not 0 < width * height <= MOST_PIXELS:
        raise TooLargeError(
            tr(
                "it has {width:,} x {height:,} pixels, and at most {most} "
                "million can be read",
                width=width,
                height=height,
                most=MOST_PIXELS // 1_000_000,
            )
        )


class TooLargeError(ValueError):
    """Of a picture, in words that are shown as they are."""


def squared(picture: Image.Image, size: int, colours: ColoursName) -> Bytes:
    """Return the middle square of `picture`, (size, size, C); what is clear is white.

    Raises:
        ValueError, OSError: it cannot be decoded.
    """
    if picture.mode in DEEP:
        deep = np.asarray(picture).astype(np.int64) >> 8
        picture = Image.fromarray(deep.clip(0, 255).astype(np.uint8))
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        picture = Image.alpha_composite(white, clear)
    plain = picture.convert(MODES[colours])
    side = min(plain.size)
    left, top = ((whole - side) // 2 for whole in plain.size)
    square = plain.crop((left, top, left + side, top + side))
    fitted = square.resize((size, size), Image.Resampling.BILINEAR)
    return np.asarray(fitted).reshape(size, size, -1)


def _why(error: Exception) -> str:
    if isinstance(error, TooLargeError):
        return str(error)
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return tr(
            "it has more than {most} million pixels",
            most=MOST_PIXELS // 1_000_000,
        )
    if isinstance(error, OSError) and error.strerror:
        return tr("it cannot be opened: {why}", why=error.strerror.lower())
    return tr("it is broken, or no PNG or JPEG picture")
