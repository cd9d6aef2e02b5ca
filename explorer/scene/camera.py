"""Where the scene is seen from, and how it fills its panel.

Zooming does not change the distance, and so not the perspective: the picture of the
box is scaled and shifted to fill the panel, which has a closed form. In a panel that is
tall for that, it is looked at more steeply, and the box is drawn higher. Image
coordinates are those on the screen through the middle of the box, where one unit is one
unit of the scene.
"""

import itertools
import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from PyQt6.QtGui import QMatrix4x4

from explorer.scene.box import FLOOR, HEIGHT
from models.snapshots import Array

DISTANCE = 6.0  # from the middle of the box
FARTHEST = 60.0  # from above, where the picture becomes a map
STEEP = 60.0  # the elevation from which it does
RADIUS = 2.0  # of a ball around the middle that holds all that is drawn
MIDDLE = np.array([0.0, 0.0, 0.5 * (FLOOR + HEIGHT)])
CORNERS = np.array(list(itertools.product((-1, 1), (-1, 1), (FLOOR, HEIGHT))))
ELEVATIONS = (-10.0, 90.0)
ZOOMS = (0.3, 20.0)
ViewName = Literal["corner", "top", "front", "side"]
VIEWS: dict[ViewName, tuple[float, float]] = {  # azimuth and elevation
    "corner": (45.0, 30.0),
    "top": (0.0, 90.0),
    "front": (0.0, 8.0),
    "side": (90.0, 8.0),
}
MARGINS = 62.0, 30.0, 92.0, 44.0  # pixels left, top, right, bottom: numbers and names
TILTS = np.linspace(1.0, 1.9, 19)  # how many times as steep it is looked at
LIFT = 0.6  # of that is made up for by the height of the box: slopes look as before
NARROW = 1.0  # width to height of a panel, below which the bar goes over the box
NARROW_MARGIN = 34.0  # right, there


@dataclass(frozen=True)  # without slots, for the cached properties
class Camera:
    """A camera that looks at the middle of the box; angles in degrees.

    At azimuth 0 x points right and y away; at 45 a corner is in front, x runs to the
    right of it and y to the left. Elevation 90 looks straight down; between that and
    level, `rise` is more in a tall panel. Each change returns another camera.
    """

    azimuth: float = 45.0
    elevation: float = 30.0
    zoom_factor: float = 1.0
    pan_x: float = 0.0  # of the middle, in image coordinates
    pan_y: float = 0.0
    is_perspective: bool = True
    width: float = 1.0  # of the panel, in pixels of the layout
    height: float = 1.0
    has_bar: bool = True  # a colour bar beside the box, which needs room

    def home(self) -> "Camera":
        """Return to the corner view of the whole box."""
        return replace(
            self, azimuth=45.0, elevation=30.0, zoom_factor=1.0, pan_x=0.0, pan_y=0.0
        )

    def preset(self, name: ViewName) -> "Camera":
        """Return the whole box from one of the named sides, as large as it fits.

        From these the box is seen along its sides, where it is narrower than over a
        corner: so the picture is larger than at home.
        """
        turned = self.home().look(*VIEWS[name])
        if name == "corner":
            return turned
        wanted, lens = turned._fitted(turned.azimuth), turned.lens
        return replace(
            turned,
            zoom_factor=wanted.scale / lens.scale,
            pan_x=(wanted.right - lens.right) / wanted.scale,
            pan_y=(wanted.up - lens.up) / wanted.scale,
        )

    def between(self, other: "Camera", share: float) -> "Camera":
        """Return a camera on the way to `other`, the shorter way round."""
        turn = (other.azimuth - self.azimuth + 180) % 360 - 180
        ratio = other.zoom_factor / self.zoom_factor

        def mixed(one: float, two: float) -> float:
            return one + share * (two - one)

        return replace(
            self.look(
                self.azimuth + share * turn, mixed(self.elevation, other.elevation)
            ),
            zoom_factor=self.zoom_factor * ratio**share,
            pan_x=mixed(self.pan_x, other.pan_x),
            pan_y=mixed(self.pan_y, other.pan_y),
        )

    def fit(self, width: float, height: float) -> "Camera":
        """Fill a panel of this many pixels; the user's zoom and pan stay."""
        return replace(self, width=max(width, 1.0), height=max(height, 1.0))

    def look(self, azimuth: float, elevation: float) -> "Camera":
        """Turn to a direction."""
        lowest, highest = ELEVATIONS
        elevation = min(max(elevation, lowest), highest)
        return replace(self, azimuth=azimuth % 360, elevation=elevation)

    def orbit(self, turn: float, rise: float) -> "Camera":
        """Go around the box, by degrees."""
        return self.look(self.azimuth + turn, self.elevation + rise)

    def pan(self, right: float, down: float) -> "Camera":
        """Move the picture by pixels."""
        scale = self.lens.scale
        return replace(
            self, pan_x=self.pan_x + right / scale, pan_y=self.pan_y - down / scale
        )

    def zoom(self, factor: float, x: float, y: float) -> "Camera":
        """Enlarge the picture by `factor` around the pixel (x, y)."""
        smallest, largest = ZOOMS
        wanted = min(max(self.zoom_factor * factor, smallest), largest)
        zoomed = replace(self, zoom_factor=wanted)
        old, new = self.lens, zoomed.lens
        right, up = x - self.width / 2, self.height / 2 - y
        return replace(
            zoomed,
            pan_x=self.pan_x
            + (right - new.right) / new.scale
            - (right - old.right) / old.scale,
            pan_y=self.pan_y + (up - new.up) / new.scale - (up - old.up) / old.scale,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether the colour bar fits over the box instead of beside it."""
        return self.width < NARROW * self.height

    @cached_property
    def tilt(self) -> float:
        """How many times as steep as by its elevation it looks, in a tall panel.

        As steep as fills the panel in both directions from the corner: it depends on
        nothing else, so that turning the box does not make it breathe.
        """
        room_x, room_y = self._room
        return float(np.interp(room_y / room_x, _shapes(self.is_perspective), TILTS))

    @property
    def lift(self) -> float:
        """How many times as high as in the scene the box is drawn."""
        return _lift(self.tilt)

    @property
    def rise(self) -> float:
        """The elevation from which the box is seen."""
        return _rise(self.elevation, self.tilt)

    @cached_property
    def rotation(self) -> Array:
        """The rotation (3, 3) from the scene to the eye: right, up, back."""
        return _rotation(self.azimuth, self.rise)

    @cached_property
    def facing(self) -> Array:
        """The matrix (3, 3) from normals in the scene to the eye; lengths are lost."""
        return np.asarray(self.rotation / (1, 1, self.lift))

    @property
    def direction(self) -> Array:
        """The unit vector (3,) from the box, as high as it is seen, to the camera."""
        return np.asarray(self.rotation[2])

    @property
    def distance(self) -> float:
        """How far the camera is from the middle of the box."""
        return _distance(self.rise) if self.is_perspective else FARTHEST

    @property
    def eye(self) -> Array:
        """Where the camera is, (3,); practically at infinity without perspective."""
        distance = self.distance if self.is_perspective else 1e4
        return np.asarray(MIDDLE + distance * self.direction / (1, 1, self.lift))

    @cached_property
    def lens(self) -> "Lens":
        """What makes the box fill the panel.

        The box is fitted as seen over a corner, where it is widest, so that turning it
        does not make it breathe.
        """
        fitted = self._fitted(45)
        scale = fitted.scale * self.zoom_factor
        return Lens(
            scale=scale,
            right=fitted.right + scale * self.pan_x,
            up=fitted.up + scale * self.pan_y,
        )

    def _fitted(self, azimuth: float) -> "Lens":
        """Return what makes the box fill the panel as it is seen from `azimuth`."""
        low, high = _ends(azimuth, self.rise, self.lift, self.is_perspective)
        left, top, right, bottom = self._margins
        room_x, room_y = self._room
        scale = min(room_x / (high[0] - low[0]), room_y / (high[1] - low[1]))
        middle_x = (left - right) / 2 - scale * (low[0] + high[0]) / 2
        middle_y = (bottom - top) / 2 - scale * (low[1] + high[1]) / 2
        return Lens(float(scale), float(middle_x), float(middle_y))

    @property
    def _margins(self) -> tuple[float, float, float, float]:
        left, top, right, bottom = MARGINS
        has_room = self.has_bar and not self.is_narrow
        return left, top, right if has_room else NARROW_MARGIN, bottom

    @property
    def _room(self) -> tuple[float, float]:
        """Pixels across and up that are left for the box."""
        left, top, right, bottom = self._margins
        return (
            max(self.width - left - right, 0.3 * self.width),
            max(self.height - top - bottom, 0.3 * self.height),
        )

    @cached_property
    def view(self) -> Array:
        """The matrix (4, 4) from the scene to the eye."""
        matrix = np.eye(4)
        matrix[:3, :3] = self.rotation * (1, 1, self.lift)
        matrix[:3, 3] = -matrix[:3, :3] @ MIDDLE
        matrix[2, 3] -= self.distance
        return matrix

    @cached_property
    def matrix(self) -> Array:
        """The matrix (4, 4) from the scene to clip coordinates."""
        return np.asarray(self._projection() @ self.view)

    def _projection(self) -> Array:
        lens, distance = self.lens, self.distance
        near, far = distance - RADIUS, distance + RADIUS
        stretch = np.array([2 * lens.scale / self.width, 2 * lens.scale / self.height])
        shift = np.array([2 * lens.right / self.width, 2 * lens.up / self.height])
        matrix = np.zeros((4, 4))
        if self.is_perspective:
            matrix[[0, 1], [0, 1]] = stretch * distance
            matrix[:2, 2] = -shift
            matrix[2, 2:] = np.array([far + near, 2 * far * near]) / (near - far)
            matrix[3, 2] = -1
        else:
            matrix[[0, 1], [0, 1]] = stretch
            matrix[:2, 3] = shift
            matrix[2, 2:] = np.array([2, far + near]) / (near - far)
            matrix[3, 3] = 1
        return matrix

    def project(self, places: ArrayLike) -> Array:
        """Return the pixels (T, 2), from the top left, of `places` (T, 3)."""
        points = np.asarray(places, np.float64).reshape(-1, 3)
        clip = points @ self.matrix[:, :3].T + self.matrix[:, 3]
        half = np.array([self.width / 2, self.height / 2])
        return np.asarray(half + half * (1, -1) * clip[:, :2] / clip[:, 3:])

    def ray(self, x: float, y: float) -> tuple[Array, Array]:
        """Return the nearest and the farthest place (3,) seen at a pixel."""
        right, up = 2 * x / self.width - 1, 1 - 2 * y / self.height
        ends = np.array([[right, up, -1, 1], [right, up, 1, 1]])
        places = np.linalg.solve(self.matrix, ends.T).T
        near, far = places[:, :3] / places[:, 3:]
        return near, far


@dataclass(frozen=True, slots=True)
class Lens:
    """How image coordinates become pixels, right and up from the panel's middle."""

    scale: float  # pixels per image unit
    right: float  # of the middle of the box
    up: float


@lru_cache(maxsize=2)
def _shapes(is_perspective: bool) -> Array:
    """Return height to width of the box as seen from the corner, for each tilt."""
    elevation = Camera.elevation
    sizes = [
        np.subtract(*_ends(45, _rise(elevation, tilt), _lift(tilt), is_perspective))
        for tilt in TILTS.tolist()
    ]
    return np.array([height / width for width, height in sizes])


def _ends(
    azimuth: float, rise: float, lift: float, is_perspective: bool
) -> tuple[Array, Array]:
    """Return the least and the greatest image coordinates (2,) of the box."""
    offsets = (CORNERS - MIDDLE) * (1, 1, lift)
    corners = offsets @ _rotation(azimuth, rise).T
    image = corners[:, :2]
    if is_perspective:
        distance = _distance(rise)
        image = image * distance / (distance - corners[:, 2:])
    return image.min(axis=0), image.max(axis=0)


def _lift(tilt: float) -> float:
    return 1 + LIFT * (tilt - 1)


def _rise(elevation: float, tilt: float) -> float:
    """Return an elevation so many times as steep; level and upright stay."""
    up, away = math.sin(math.radians(elevation)), math.cos(math.radians(elevation))
    return math.degrees(math.atan2(tilt * up, away))


def _distance(rise: float) -> float:
    """Return how far away the camera is, with perspective."""
    steep = max(rise - STEEP, 0.0) / (ELEVATIONS[1] - STEEP)
    return DISTANCE + (FARTHEST - DISTANCE) * steep**2 * (3 - 2 * steep)


def _rotation(azimuth: float, elevation: float) -> Array:
    turn, rise = math.radians(azimuth), math.radians(elevation)
    sine, cosine = math.sin(turn), math.cos(turn)
    away, raised = math.cos(rise), math.sin(rise)
    right = cosine, -sine, 0.0
    up = sine * raised, cosine * raised, away
    back = -sine * away, -cosine * away, raised
    return np.array([right, up, back])


def qt_matrix(matrix: Array) -> QMatrix4x4:
    """Return `matrix` (4, 4) in Qt's type."""
    return QMatrix4x4(*matrix.ravel().tolist())
