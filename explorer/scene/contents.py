"""All that the scene shows, and the shapes that it is made of, up to date."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from PyQt6.QtCore import QPointF

from explorer.scene.box import Box
from explorer.scene.camera import Camera
from explorer.scene.floor import frame
from explorer.scene.flow import floor_flow, surface_flow
from explorer.scene.latest import Latest
from explorer.scene.on_surface import Ends, crease_lines, cut_line, cut_shadow
from explorer.scene.patch import quadratic, tangent
from explorer.scene.picking import HeightField, pick
from explorer.scene.rain import basins_on_floor, drops
from explorer.scene.relief import (
    Finish,
    field_of,
    floor_contours,
    floor_penalty,
    make_relief,
)
from explorer.scene.shapes import Float32, Relief, Scene, Shape
from explorer.scene.symbols import (
    Symbol,
    end_symbols,
    kept_symbols,
    mark_symbols,
    pointer_symbol,
)
from explorer.scene.track import path_colors, path_segments, starts, tracks
from explorer.scene.walker import (
    ball,
    fan,
    momentum_arrow,
    partials,
    slope_arrows,
    stem,
    step_arrow,
    tether,
    unit_length,
    walker_place,
)
from explorer.theme import Theme
from models.scales import Scale
from models.snapshots import Ground, Marker, Path, Rain, Surface
from models.specs import ViewSpec

CLEARANCE = 0.06  # in the scene: the walker is hidden if more is before it

UNKNOWN = Scale(0.0, 1.0)

Named = Iterator[tuple[str, Shape | None]]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the scene was last told to show."""

    theme: Theme
    surface: Surface | None = None
    heights: Scale = UNKNOWN
    colors: Scale = UNKNOWN
    paths: tuple[Path, ...] = ()  # the first is the walker's
    ground: Ground | None = None
    markers: tuple[Marker, ...] = ()
    cut: Ends | None = None
    rain: Rain | None = None
    pointer: tuple[float, float] | None = None
    view: ViewSpec = field(default_factory=ViewSpec)

    def has(self, layer: str) -> bool:
        """Return whether `layer` is to be drawn."""
        return layer in self.view.layers


class Contents:
    """Makes the shapes, each anew only when what it depends on has changed."""

    def __init__(self, theme: Theme) -> None:
        self.shown = Shown(theme)
        self._latest = Latest()

    def show(self, **changes: Any) -> None:
        """Change what is shown; the names are the fields of `Shown`."""
        self.shown = replace(self.shown, **changes)

    @property
    def box(self) -> Box | None:
        """Where it is drawn, once there is a surface."""
        shown = self.shown
        return Box.around(shown.surface.plane, shown.heights) if shown.surface else None

    @property
    def relief(self) -> Relief | None:
        """The surface, once there is one."""
        surface, box, colors = self.shown.surface, self.box, self.shown.colors
        if surface is None or box is None:
            return None
        finish = Finish.of(self.shown.view)
        return self._latest.made("relief", make_relief, surface, box, colors, finish)

    @property
    def field(self) -> HeightField | None:
        """What the pointer can pick, once there is a surface."""
        relief = self.relief
        return self._latest.made("field", field_of, relief) if relief else None

    @property
    def walker(self) -> Float32 | None:
        """The place (3,) of the walker, where it is in the square."""
        paths, box = self.shown.paths, self.box
        return walker_place(paths[0], box) if paths and box else None

    def point_at(self, camera: Camera, spot: QPointF) -> tuple[float, float] | None:
        """Return the plane coordinates of the surface under a pixel, if it is there."""
        field, box = self.field, self.box
        place = pick(field, *camera.ray(spot.x(), spot.y())) if field else None
        if place is None or box is None:
            return None
        x, y = box.plane_xy(place).tolist()
        return x, y

    def scene(self, camera: Camera) -> Scene:
        """Return the shapes, in the order in which they are drawn."""
        surface, box, relief = self.shown.surface, self.box, self.relief
        if surface is None or box is None or relief is None:
            return {}
        named = (
            *self._below(surface, box, relief, camera),
            ("relief", relief),
            *self._on_surface(surface, box, relief),
            *self._tracks(box),
            *self._patches(box),
            *self._walker(surface, box, camera),
        )
        return {name: shape for name, shape in named if shape is not None}

    def symbols(self) -> tuple[Symbol, ...]:
        """Return the symbols that are painted over the scene."""
        shown, box, made = self.shown, self.box, self._latest.made
        if shown.surface is None or box is None:
            return ()
        found = made("ends", end_symbols, shown.paths, box)
        if shown.has("kept"):
            found += made("kept", kept_symbols, shown.markers, box, shown.theme)
        if shown.has("marks"):
            marks = shown.surface.marks
            found += made("marks", mark_symbols, marks, box, shown.theme)
        if shown.pointer is not None and self.field is not None:
            found += pointer_symbol(shown.pointer, box, self.field, shown.theme)
        return found

    def _below(
        self, surface: Surface, box: Box, relief: Relief, camera: Camera
    ) -> Named:
        shown, made = self.shown, self._latest.made
        yield "frame", made("frame", frame, box, camera, shown.theme)
        if shown.rain is not None:
            yield from made("basins", basins_on_floor, shown.rain).items()
        if shown.has("floor"):
            yield "floor", made("floor", floor_contours, relief, shown.theme)
        if shown.has("penalty"):
            yield "penalty", made("penalty", floor_penalty, surface, box)
        if shown.has("floor_field"):
            given = relief, surface, shown.view.true_length, shown.theme
            yield "floor flow", made("floor flow", floor_flow, *given)
        if shown.has("cut") and shown.cut is not None:
            given_cut = shown.cut, box, shown.theme
            yield "cut shadow", made("cut shadow", cut_shadow, *given_cut)

    def _on_surface(self, surface: Surface, box: Box, relief: Relief) -> Named:
        shown, made = self.shown, self._latest.made
        field = made("field", field_of, relief)
        if shown.has("creases"):
            yield "creases", made("creases", crease_lines, surface, box, field)
        if shown.has("cut") and shown.cut is not None:
            given = shown.cut, box, field, shown.theme
            yield "cut", made("cut", cut_line, *given)
        if shown.rain is not None and not shown.rain.has_ended:
            yield "drops", made("drops", drops, shown.rain, box, shown.theme)
        if shown.has("field"):
            is_true = shown.view.true_length
            yield "flow", made("flow", surface_flow, relief, surface, is_true)

    def _tracks(self, box: Box) -> Named:
        theme, made = self.shown.theme, self._latest.made
        paths = tuple(path for path in self.shown.paths if len(path.xy))
        if not paths:
            return
        faded = theme.color("text")
        lines = tuple(
            made(f"path {k}", path_segments, path, box, color, faded)
            for k, (path, color) in enumerate(zip(paths, path_colors(), strict=False))
        )
        if others := lines[:0:-1]:
            yield "other tracks", made("other tracks", tracks, others, theme)
        yield "track", made("track", tracks, lines[:1], theme)
        yield "starts", made("starts", starts, paths, box, theme)

    def _patches(self, box: Box) -> Named:
        shown, made = self.shown, self._latest.made
        ground, radius = shown.ground, shown.view.radius
        if ground is None:
            return
        if shown.has("tangent"):
            yield from made("tangent", tangent, ground, box, radius).items()
        if shown.has("quadratic"):
            given = ground, box, radius, shown.theme
            yield from made("quadratic", quadratic, *given).items()

    def _walker(self, surface: Surface, box: Box, camera: Camera) -> Named:
        shown, made = self.shown, self._latest.made
        theme, ground = shown.theme, shown.ground
        path = shown.paths[0] if shown.paths else None
        if path is None or self.walker is None:
            return
        if shown.has("stem"):
            yield "stem", made("stem", stem, path, box, theme)
        if shown.has("tether") and (field := self.field) is not None:
            given = path, ground, field, box, theme
            yield "tether", made("tether", tether, *given)
        is_true = shown.view.true_length
        unit = made("unit", unit_length, surface) if is_true else None
        arrows = made("arrows", slope_arrows, path, box, unit, shown.view.layers)
        yield "arrows", arrows
        if shown.has("partials"):
            yield from made("partials", partials, path, box, unit).items()
        if shown.has("fan") and ground is not None:
            yield from made("fan", fan, path, ground, box, unit).items()
        if shown.has("momentum") and ground is not None:
            yield "momentum", made("momentum", momentum_arrow, path, ground, box)
        if shown.has("step") and ground is not None:
            yield "step", made("step", step_arrow, ground, box)
        seen = made("seen", self._sees, path, box, camera, self.field)
        yield "ball", made("ball", ball, path, box, theme, seen)

    def _sees(
        self, path: Path, box: Box, camera: Camera, field: HeightField | None
    ) -> bool:
        """Return whether nothing is in front of the walker."""
        place = walker_place(path, box)
        if place is None or field is None:
            return False
        hit = pick(field, *camera.ray(*camera.project(place)[0]))
        return hit is None or float(camera.direction @ (hit - place)) < CLEARANCE
