"""Handwritten digits of 8 by 8 pixels: a small file that is shipped."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from models.images import Attribute, Images, sealed
from models.language import marked, tr
from models.snapshots import frozen

FILE = Path(__file__).resolve().parent.parent / "resources" / "data" / "digits.npz"
INK = np.float32(16)  # the value of a pixel that is full of it
NAMES = tuple("0123456789")


@lru_cache(maxsize=1)
def load_digits() -> Images:
    """Return the 1,797 digits, ink is 1, and which digit each is."""
    with np.load(FILE, allow_pickle=False) as arrays:
        ink, digits = arrays["images"], arrays["digits"]
    return Images(
        sealed(ink[..., None] / INK),
        (Attribute(marked("digit"), frozen(digits), NAMES),),
        tr("Digits, 8 x 8"),
        tr("1,797 digits written by 43 people (Alpaydin and Kaynak, 1998)."),
    )
