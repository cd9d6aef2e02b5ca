"""The box that the scene shows: plane coordinates and losses to places in it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from models.scales import Scale
from models.snapshots import Array, Plane

HEIGHT = 0.7  # of the top of the scale; x and y run from -1 to 1
FLOOR = -0.12  # below the lowest loss, so that the grid is seen under the surface
FAR = 1e4  # heights of a box that count as infinitely far
TOLERANCE = 1e-6
STEP = 1e-5  # of the extent: how far to look for the slope


@dataclass(frozen=True, slots=True)
class Box:
    """A square of the plane and a range of losses, seen as a box.

    Or a rectangle, and a range of something else: the box has a square ground still.
    """

    centre: tuple[float, float]
    extent: float  # half of what is seen along x, and along y if nothing else is said
    scale: Scale
    extent_y: float | None = None

    @classmethod
    def around(cls, plane: Plane, scale: Scale) -> "Box":
        """Return the box that shows what is drawn of `plane`."""
        return cls(plane.centre, plane.extent, scale)

    @property
    def extents(self) -> tuple[float, float]:
        """Half of what is seen along x and along y."""
        return self.extent, self.extent if self.extent_y is None else self.extent_y

    def place(self, xy: ArrayLike, losses: ArrayLike) -> NDArray[np.float32]:
        """Return the places (T, 3) of points `xy` (T, 2) with `losses` (T,)."""
        with np.errstate(over="ignore"):  # a descent may diverge: inf will do
            return self._place(xy, losses).astype(np.float32)

    def _place(self, xy: ArrayLike, losses: ArrayLike) -> Array:
        return self._over(xy, self.scale.unit(np.asarray(losses, np.float64)))

    def _over(self, xy: ArrayLike, fractions: Array) -> Array:
        flat = (np.asarray(xy, np.float64) - self.centre) / self.extents
        return np.concatenate([flat, HEIGHT * fractions[..., None]], axis=-1)

    def place_freely(self, xy: ArrayLike, losses: ArrayLike) -> NDArray[np.float32]:
        """Return places (T, 3) that may lie above or below the box.

        So that a path leaves through the top instead of creeping along it.
        """
        low, high, values = self.scale.low, self.scale.high, np.asarray(losses)
        with np.errstate(all="ignore"):
            if self.scale.is_log:
                low, high = np.log(low), np.log(high)
                values = np.log(np.maximum(values, np.finfo(float).tiny))
            fractions = ((values - low) / (high - low)).clip(-FAR, FAR)
            return self._over(xy, fractions).astype(np.float32)

    def plane_xy(self, places: ArrayLike) -> Array:
        """Return the plane coordinates (T, 2) of `places` (T, 3) or (T, 2)."""
        flat = np.asarray(places, np.float64)[..., :2]
        coordinates: Array = flat * self.extents + self.centre
        return coordinates

    def holds(self, xy: ArrayLike) -> NDArray[np.bool_]:
        """Return which of the points `xy` (T, 2) lie inside, their edge included."""
        offset = np.abs(np.asarray(xy, np.float64) - self.centre)
        return np.asarray((offset <= np.multiply(self.extents, 1 + 1e-9)).all(axis=-1))

    def is_over(self, loss: float) -> bool:
        """Return whether a place with this loss is above the box."""
        return not loss <= self.scale.high * (1 + TOLERANCE)

    def direction(
        self,
        xy: ArrayLike,
        loss: float,
        gradient: ArrayLike,
        length: float,
        way: ArrayLike | None = None,
    ) -> NDArray[np.float32] | None:
        """Return the vector (3,) along the surface, up the gradient or another way.

        A step that way is placed through the scale, which applies the chain rule to
        whatever the scale does; where the scale clips, the vector is level.

        Args:
            xy: where, (2,).
            loss: there.
            gradient: of the loss along x and y, (2,).
            length: of the vector, in the scene.
            way: along x and y, (2,); none: the gradient's.

        Returns:
            None where there is no such direction: no gradient, or not a finite one.
        """
        point, slope = np.asarray(xy, np.float64), np.asarray(gradient, np.float64)
        along = slope if way is None else np.asarray(way, np.float64)
        size = float(np.hypot(*along))
        if not (0 < size < np.inf and np.isfinite([loss, *slope]).all()):
            return None
        step = STEP * self.extent / size * along
        ends = self._place([point, point + step], [loss, loss + float(slope @ step)])
        vector = ends[1] - ends[0]
        return np.asarray(length * vector / np.linalg.norm(vector), np.float32)
