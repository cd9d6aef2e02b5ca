"""What faces are painted on, many at once, and how.

A shape is a distance to its edge. How much of a pixel it covers falls from 1 to 0 over
one pixel there, so that edges are smooth without drawing at a higher resolution. There
are n faces of S by S pixels; x goes right and y up.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.images import Floats

Reals = NDArray[np.floating[Any]]  # of single precision, which is quicker

Colour = Reals | tuple[float, float, float]
"""(n, 3), or one for all of them."""

ZOOM, RAISED = 1.30, 0.02  # a tight crop, which gives eyes and mouth more pixels
POSE = 0.35  # how far a head moves: a little, as it eats the variance of the pixels
REACH = 0.08  # rows beyond a part, that a tilted and shifted one may need


def _colours(*rows: tuple[int, int, int]) -> Floats:
    return np.array(rows, dtype=np.float32) / np.float32(255)


SKIN = _colours(
    (255, 226, 200), (241, 194, 150), (214, 160, 112),
    (168, 112, 70), (112, 70, 42), (74, 45, 30),
)  # fmt: skip
HAIR = _colours(
    (22, 18, 20), (74, 46, 28), (140, 88, 44),
    (226, 186, 104), (186, 72, 28), (176, 176, 180),
)  # fmt: skip
BACKGROUND = _colours(
    (186, 214, 236), (206, 230, 200), (244, 224, 186),
    (226, 204, 232), (240, 205, 200), (205, 210, 216),
)  # fmt: skip
SHIRT = _colours(
    (60, 92, 150), (150, 60, 60), (70, 120, 82),
    (90, 90, 96), (190, 150, 70), (120, 80, 140),
)  # fmt: skip


class Band(NamedTuple):
    """Some rows of all faces, and where their pixels are on the heads."""

    rows: slice
    x: Reals  # (n, rows, S)
    y: Reals


class Sheet(NamedTuple):
    """Faces while they are painted."""

    knobs: Mapping[str, Reals]  # (n, 1, 1) each
    image: Reals  # (3, n, S, S), what is painted on
    whole: Band
    pixel: float  # its side
    skin: Reals  # (n, 3)
    hair: Reals  # (n, 3)

    def band(self, low: float, high: float) -> Band:
        """Return the rows where a part from y = `low` to `high` of a head may be."""
        top = 1 / ZOOM - RAISED
        size = self.image.shape[2]
        first = int(np.clip(np.floor((top - high - REACH) / self.pixel), 0, size))
        last = int(np.clip(np.ceil((top - low + REACH) / self.pixel), 0, size))
        rows = slice(first, max(last, first + 1))
        return Band(rows, self.whole.x[:, rows], self.whole.y[:, rows])

    def covered(self, distance: Reals) -> Reals:
        """Return which share of each pixel is inside: where `distance` is below 0."""
        return clipped(0.5 - distance * np.float32(1 / self.pixel))

    def paint(self, band: Band, share: Reals, colour: Colour) -> None:
        """Lay `colour` over a band, as opaque as `share` (n, rows, S) says."""
        for channel in range(3):
            under = self.image[channel][:, band.rows]
            if isinstance(colour, tuple):
                under += share * (colour[channel] - under)
            else:
                under += share * (colour[:, channel, None, None] - under)


def new_sheet(knobs: Mapping[str, Reals], size: int) -> Sheet:
    """Return faces of which only the background is painted; `knobs` are (n,) each."""
    backs = BACKGROUND[numbers(knobs["bg"])]
    image = np.empty((3, len(backs), size, size), np.float32)
    image[...] = backs.T[:, :, None, None]
    tall = {name: values[:, None, None] for name, values in knobs.items()}
    return Sheet(
        tall,
        image,
        Band(slice(0, size), *_head_frame(tall, size)),
        float(np.float32(2 / size) / np.float32(ZOOM)),
        ramp(SKIN, knobs["skin"]),
        HAIR[numbers(knobs["hair"])],
    )


def _head_frame(knobs: Mapping[str, Reals], size: int) -> tuple[Reals, Reals]:
    """Return x and y (n, S, S) of each pixel on heads that are tilted and shifted."""
    ticks = (np.arange(size, dtype=np.float32) + 0.5) * np.float32(2 / size) - 1
    ticks = ticks * np.float32(1 / ZOOM)
    x = ticks[None, None, :] - knobs["dx"] * (POSE * 0.07)
    y = -ticks[None, :, None] - RAISED - knobs["dy"] * (POSE * 0.05)
    angle = knobs["tilt"] * (POSE * 0.14)
    cosine, sine = np.cos(angle), np.sin(angle)
    return cosine * x + sine * y, -sine * x + cosine * y


def clipped(values: Reals) -> Reals:
    """Return `values`, those below 0 as 0 and those above 1 as 1."""
    within: Reals = np.clip(values, 0, 1)
    return within


def numbers(values: Reals) -> NDArray[np.intp]:
    """Return numbers of colours."""
    return values.astype(np.intp)


def ramp(colours: Reals, place: Reals) -> Reals:
    """Return colours (n, 3) at `place` (n,), from 0 to 1, in between those given."""
    steps = clipped(place) * (len(colours) - 1)
    below = np.minimum(numbers(steps), len(colours) - 2)
    share = (steps - below)[:, None].astype(np.float32)
    mixed: Reals = colours[below] * (1 - share) + colours[below + 1] * share
    return mixed


def ellipse(x: Reals, y: Reals, a: Reals | float, b: Reals | float) -> Reals:
    """Return about the distance to an ellipse with half-axes `a` and `b`.

    It is k₁ (k₁ - 1) / k₂, after Quílez: exact at the edge, where it counts.
    """
    u, v = x / a, y / b
    k1 = np.sqrt(u * u + v * v)
    k2 = np.sqrt((u / a) ** 2 + (v / b) ** 2)
    distance: Reals = k1 * (k1 - 1) / (k2 + 1e-6)
    return distance
