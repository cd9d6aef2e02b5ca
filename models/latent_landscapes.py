"""The loss of an autoencoder over a plane of its parameters, coarse first.

There are millions of them, and each point of the square is another network: the loss is
of some of the images that train, evenly chosen, which is said with the surface. Planes
go through the walker, the last of the moments.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from models.hourglasses import encode, hourglass_of, pixel_losses
from models.images import Floats, flat
from models.landscapes import grid_sides
from models.language import tr
from models.latent_moments import LatentSight, LatentSlice, Moment, Preview
from models.latent_plane_specs import LatentPlaneSpec
from models.latent_planes import placed
from models.latent_rows import (
    chunks,
    reconstructions,
    rows_of,
    sets_of,
    spread_out,
)
from models.latent_squares import make_plane, walker_of
from models.snapshots import Array, Path, Plane, Surface, frozen
from models.spread import Spread

WORK = 2e8  # parameters times images, for each point
FEWEST, MOST = 64, 256  # images
SLOPE = 0.01  # of the extent, over which the slope at the walker is measured


class Probe:
    """The loss of some images anywhere in a plane; threads may share it."""

    def __init__(self, moment: Moment, plane: Plane) -> None:
        count = int(np.clip(WORK / moment.spec.count, FEWEST, MOST))
        self.numbers = spread_out(sets_of(moment)[0], count)
        self.spec, self._rows = moment.spec, rows_of(moment, self.numbers)
        self._origin, self._x, self._y = (
            part.astype(np.float32)
            for part in (plane.origin, plane.direction_x, plane.direction_y)
        )

    def losses(self, x: float, along: Array) -> Array:
        """Return the losses (J,) at `x` with each of y `along` (J,)."""
        theta = np.empty_like(self._origin)
        hourglass, row = hourglass_of(self.spec, theta), self._origin + x * self._x
        found = []
        for y in along.astype(np.float32):
            np.multiply(self._y, y, out=theta)
            theta += row
            found.append(float(pixel_losses(hourglass, self._rows).mean()))
        return np.array(found)


def survey(
    moments: Sequence[Moment],
    wish: LatentPlaneSpec,
    spread: Spread = map,
    plane: Plane | None = None,
) -> Iterator[Surface | None]:
    """Yield the surface around the walker, the last of `moments`, ever finer.

    None comes between rows of the grid, where it may be given up. The plane is the one
    that `wish` asks for, if there is no other.
    """
    plane = plane or make_plane(moments, wish)
    yield None
    walker = walker_of(moments)
    probe = Probe(walker, plane)
    note = _told(len(probe.numbers), walker)
    loss = np.empty((0, 0))
    for side in grid_sides(wish.resolution):
        x, y = (
            np.linspace(middle - plane.extent, middle + plane.extent, side)
            for middle in plane.centre
        )
        loss = _between(loss, side)
        tasks = [(float(x[k]), y[np.isnan(row)]) for k, row in enumerate(loss)]
        found = spread(lambda task: probe.losses(*task), tasks)
        for row, losses in zip(loss, found, strict=True):
            row[np.isnan(row)] = losses
            yield None
        yield Surface(plane, frozen(x), frozen(y), frozen(loss), note=note)


def survey_path(
    moments: Sequence[Moment], wish: LatentPlaneSpec, spread: Spread = map
) -> Iterator[LatentSlice | None]:
    """Yield the surface that `wish` asks for, ever finer, with the path in it."""
    plane = make_plane(moments, wish)
    path: Path | None = None
    for found in follow(moments, plane):
        path = found
        yield None
    assert path is not None
    for surface in survey(moments, wish, spread, plane):
        yield None if surface is None else LatentSlice(surface, path)


def preview(
    moment: Moment, plane: Plane, place: tuple[float, float]
) -> Iterator[Preview | None]:
    """Yield what the autoencoder at a place of `plane` makes of the images."""
    there = moment_at(moment, plane, place)
    yield None
    hourglass = hourglass_of(there.spec, there.checkpoint.theta)
    rows = reconstructions(there, hourglass)
    yield Preview(LatentSight(there, reconstructions=rows))


def _between(loss: Array, side: int) -> Array:
    """Return a grid that has what is known of the last one, and nan elsewhere."""
    finer = np.full((side, side), np.nan)
    if side == 2 * len(loss) - 1:
        finer[::2, ::2] = loss
    return finer


def _told(count: int, moment: Moment) -> str:
    whole = len(sets_of(moment)[0])
    if count == whole:
        return ""
    return tr(
        "the loss of {count} of the {whole:,} images that train, evenly chosen",
        count=count,
        whole=whole,
    )


def follow(moments: Sequence[Moment], plane: Plane) -> Iterator[Path | None]:
    """Yield None between moments, and at last their path, seen in `plane`.

    Its steps are numbered by epochs; losses are those of the checkpoints. The gradient
    is that of the surface, from differences.
    """
    basis = np.stack([plane.direction_x, plane.direction_y])
    inverse = np.linalg.inv(basis @ basis.T)
    xy, off_plane = [], []
    sound = moments[: moments.index(walker_of(moments)) + 1]
    for moment in sound:
        away = moment.checkpoint.theta - plane.origin
        place = inverse @ (basis @ away)
        away -= place @ basis
        xy.append(place)
        off_plane.append(np.linalg.norm(away))
        yield None
    yield Path(
        frozen([moment.checkpoint.epoch for moment in sound]),
        frozen([moment.checkpoint.loss for moment in sound]),
        frozen(xy),
        frozen(off_plane),
        _slope(Probe(sound[-1], plane), xy[-1], SLOPE * plane.extent),
    )


def _slope(probe: Probe, at: Array, step: float) -> Array:
    """Return the gradient (2,) along x and y."""
    x, y = at.tolist()
    along_x = [probe.losses(x + way * step, np.array([y]))[0] for way in (-1, 1)]
    along_y = probe.losses(x, np.array([y - step, y + step]))
    pairs = np.array([along_x, along_y])
    return frozen((pairs[:, 1] - pairs[:, 0]) / (2 * step))


def moment_at(moment: Moment, plane: Plane, place: tuple[float, float]) -> Moment:
    """Return the autoencoder at a place of `plane`, seen in the frame of `moment`.

    Its loss is that of the surface; what is held out is not measured.
    """
    theta: Floats = plane.theta(*place).astype(np.float32)
    theta.setflags(write=False)
    hourglass, pixels = hourglass_of(moment.spec, theta), moment.images.pixels
    parts = chunks(np.arange(len(pixels)))
    codes = np.concatenate([encode(hourglass, flat(pixels[part])) for part in parts])
    codes.setflags(write=False)
    points = placed(moment.frame, codes, moment.images)
    loss = float(Probe(moment, plane).losses(place[0], np.array([place[1]]))[0])
    there = replace(
        moment.checkpoint, theta=theta, loss=loss, held_out=np.nan, memory=None
    )
    return replace(moment, checkpoint=there, codes=codes, points=points)
