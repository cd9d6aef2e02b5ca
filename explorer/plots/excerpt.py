"""The part of a plane that is shown when one looks closer."""

from dataclasses import dataclass, replace

from models.snapshots import Plane

CLOSEST = 1e-4  # of the whole


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A square inside the whole square, in coordinates of the plane."""

    middle: tuple[float, float]  # of the whole
    extent: float  # half the side of the whole
    x: float
    y: float
    half: float  # half the side of what is shown

    @classmethod
    def whole(cls, plane: Plane) -> "Excerpt":
        """Return all of what is drawn of `plane`."""
        return cls(plane.centre, plane.extent, *plane.centre, plane.extent)

    def is_of(self, plane: Plane) -> bool:
        """Tell whether `plane` is drawn over the same square."""
        return (self.middle, self.extent) == (plane.centre, plane.extent)

    @property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The least and the greatest x and y."""
        return (
            (self.x - self.half, self.x + self.half),
            (self.y - self.half, self.y + self.half),
        )

    def holds(self, point: tuple[float, float]) -> bool:
        """Tell whether `point` is in the whole square."""
        offsets = (at - own for at, own in zip(point, self.middle, strict=True))
        return all(abs(offset) <= self.extent for offset in offsets)

    def home(self) -> "Excerpt":
        """Return the whole."""
        return Excerpt(self.middle, self.extent, *self.middle, self.extent)

    def zoom(self, factor: float, about: tuple[float, float]) -> "Excerpt":
        """Return this `factor` times larger, with the point `about` where it was."""
        half = min(max(self.half / factor, CLOSEST * self.extent), self.extent)
        share = half / self.half
        x, y = (
            at + (own - at) * share
            for at, own in zip(about, (self.x, self.y), strict=True)
        )
        return replace(self, half=half)._around(x, y)

    def move(self, way_x: float, way_y: float) -> "Excerpt":
        """Return this moved, as far as there is something to see."""
        return self._around(self.x + way_x, self.y + way_y)

    def _around(self, x: float, y: float) -> "Excerpt":
        free = self.extent - self.half
        x, y = (
            min(max(value, middle - free), middle + free)
            for value, middle in zip((x, y), self.middle, strict=True)
        )
        return replace(self, x=x, y=y)
