"""The decoder as a map: what it makes of each place, and how far to trust it.

G points a side; y grows upwards, as in all pictures of the program.
"""

import numpy as np

from models.hourglasses import Hourglass, decode, encode
from models.latent_frames import Frame
from models.latent_moments import Atlas, Decoded, Moment
from models.snapshots import Array, frozen


def decode_grid(
    hourglass: Hourglass, frame: Frame, axis_x: Array, axis_y: Array
) -> Atlas:
    """Return what lies at each place of a plane of codes, and how much to doubt it.

    An image that the encoder has never seen the like of is put elsewhere: the distance
    is drawn as the error map.
    """
    grid = np.stack(np.meshgrid(axis_x, axis_y, indexing="ij"), -1).reshape(-1, 2)
    codes = frame.codes(grid).astype(np.float32)
    images = decode(hourglass, codes)
    moved = np.linalg.norm(encode(hourglass, images) - codes, axis=1)
    sides = len(axis_x), len(axis_y)
    pixels = images.reshape(*sides, *hourglass.spec.images.shape)
    pixels.setflags(write=False)
    return Atlas(frozen(axis_x), frozen(axis_y), pixels, frozen(moved.reshape(sides)))


def decoded(
    moment: Moment, hourglass: Hourglass, place: tuple[float, float]
) -> Decoded:
    """Return what the decoder makes of a place of the plane that is drawn."""
    at = np.array([place])
    code = moment.frame.codes(at).astype(np.float32)
    row = decode(hourglass, code)
    doubt = float(np.linalg.norm(encode(hourglass, row) - code))
    image = row.reshape(moment.images.shape)
    image.setflags(write=False)
    return Decoded(frozen(at[0]), code[0], image, doubt)


def span(points: Array, sides: int, margin: float = 0.05) -> tuple[Array, Array]:
    """Return axes (sides,) that hold `points` (N, 2), with a `margin` around them."""
    low, high = points.min(0), points.max(0)
    room = margin * (high - low) + 1e-9
    x, y = (np.linspace(low[a] - room[a], high[a] + room[a], sides) for a in (0, 1))
    return frozen(x), frozen(y)
