"""The middle of the window: the surface in 3-D, as a map, or both; what is said."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QLabel, QWidget

from explorer.forms import Card
from explorer.scene.camera import ViewName
from explorer.scene.view import SceneView
from explorer.segments import LEFT_TO_RIGHT, Segments
from explorer.strip import Strip
from explorer.theme import LIGHT, Theme
from explorer.timeline import Timeline
from explorer.update_strip import UpdateStrip
from explorer.view_menus import LayersButton, LookButton
from explorer.views import LandscapeView, Pair, Point
from models.language import tr
from models.scales import Scale, short
from models.snapshots import (
    Path,
    Phrase,
    Plane,
    Rain,
    Sight,
    Step,
    Surface,
)
from models.specs import Spec

if TYPE_CHECKING:
    from explorer.plots.map import MapView

SAYS = tr(
    "The loss over two parameters: the ball stands where the network is, and goes down."
)
VIEWS = {
    "3-D": (f"{LEFT_TO_RIGHT}3-D", tr("The loss surface in three dimensions (M)")),
    "both": (tr("Both"), tr("In three dimensions and as a map, together (M)")),
    "map": (tr("Map"), tr("The loss surface from above, as a map (M)")),
}
NARROW = 470  # px: less is no room for all that stands over the views
GAPS = 6, 1  # px, between those, and where it is narrow
ARROWS = "gradient", "downhill", "partials", "momentum", "step"  # at the walker
EVEN = 1000  # px that either would have: the room is shared in proportion


class Stage(Card):
    """Shows a surface by one or two views, and keeps those that are visible up to date.

    Signals:
        picked: (float, float) the user clicked on the surface, in plane coordinates.
        hovered: (tuple or None) the pointer is over this point of the surface.
        dragged: (float, float) the user dragged the walker here.
        edited: (dict) the user changed what is drawn; dotted keys and new values.
    """

    picked = pyqtSignal(float, float)
    hovered = pyqtSignal(object)
    dragged = pyqtSignal(float, float)
    edited = pyqtSignal(object)

    def __init__(self, scene: SceneView) -> None:
        super().__init__(tr("Loss surface"), SAYS)
        self.scene = scene
        scene.setAccessibleName(tr("Loss surface"))
        self._map: MapView | None = None
        self._shows: dict[str, Callable[[LandscapeView], None]] = {}  # the last of each
        self._views = Pair()
        self._others: tuple[Path, ...] = ()  # paths that the walker left
        self._square: tuple[object, ...] | None = None  # that is drawn
        self.layers, self.look = LayersButton(), LookButton()
        self.segments, self.strip = Segments(VIEWS), Strip()
        self.update_strip, self.timeline = UpdateStrip(), Timeline()
        self._spec, self._is_playing, self._theme = Spec(), False, LIGHT
        self._lay_out()
        self._add_view(scene)
        scene.turned.connect(self.look.show_turning)
        self.show_view("3-D")

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fold what does not fit over the views."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        is_narrow = self.width() < self._theme.pixels(NARROW)
        self.segments.fold(is_narrow)
        self.hide_note(is_narrow)
        self.header.setSpacing(GAPS[is_narrow])

    @property
    def map(self) -> "MapView":
        """The map, made when it is first asked for."""
        if self._map is None:
            from explorer.plots.map import MapView  # pyqtgraph is slow to load

            self._map = MapView()
            self._add_view(self._map)
        return self._map

    @property
    def shown(self) -> dict[str, QWidget]:
        """The views that are looked at, by their titles."""
        views = {tr("Surface"): self.scene, tr("Map"): self._map}
        return {name: view for name, view in views.items() if view is not None}

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What can have the keyboard, as it is passed on by Tab."""
        buttons = *self.segments.buttons.values(), self.segments.folded
        return self.layers, self.look, *buttons, self.scene, self.timeline.groove

    @property
    def told(self) -> QLabel:
        """Where the user is told something."""
        return self.strip.told

    def show_view(self, name: str) -> None:
        """Show the surface in 3-D, as a map, or both."""
        self.view = name
        shown: list[LandscapeView] = [self.scene] if name != "map" else []
        self.scene.setVisible(name != "map")
        if name != "3-D":
            self.map.show_bar(name == "map")  # beside the scene, that has one
            shown.append(self.map)
        if self._map is not None:
            self._map.setVisible(name != "3-D")
        self._shown = shown
        for view in shown:
            self._bring_up_to_date(view)
        self.segments.show_choice(name)
        for menu in (self.layers, self.look):
            menu.show_scene(name != "map")

    def take_keyboard(self) -> None:
        """Let keys mean the view; by a focus proxy Tab would skip the buttons."""
        (self.map if self.view == "map" else self.scene).setFocus()

    def show_next_view(self) -> None:
        """Show it in the next of the three ways."""
        names = list(VIEWS)
        self.show_view(names[(names.index(self.view) + 1) % len(names)])

    def home(self) -> None:
        """Look at the surface as at first."""
        for view in self._shown:
            view.home()

    # What is shown

    def show_spec(self, spec: Spec) -> None:
        """Draw what `spec` asks for, and say what the surface is the loss of."""
        for part in (self.strip, self.layers, self.look):
            part.show_spec(spec)
        self._spec = spec
        self.update_strip.setVisible(spec.view.telling)
        self.show_playing(self._is_playing)
        self._light(self.update_strip.phrase)

    def _light(self, phrase: Phrase | None) -> None:
        """Draw, of the arrows at the walker, the one of a phrase that is told."""
        view = self._spec.view
        if view.telling and phrase is not None:
            layers = tuple(layer for layer in view.layers if layer not in ARROWS)
            arrow = (phrase.arrow,) if phrase.arrow else ()
            view = replace(view, layers=(*layers, *arrow))
        self._show("spec", lambda shown: shown.show_spec(view))

    def tell_on(self) -> bool:
        """Light the next phrase of the update, if it is told and there is one."""
        return self._spec.view.telling and self.update_strip.advance()

    def show_playing(self, is_playing: bool) -> None:
        """Tell the updates slowly while the descent runs."""
        self._is_playing = is_playing
        self.update_strip.show_pace(self._spec.view.speed if is_playing else None)

    def show_surface(self, surface: Surface, heights: Scale, colors: Scale) -> None:
        """Draw `surface`, and say what its axes are."""
        kind = tr("exact") if surface.plane.is_exact else tr("slice")
        self._forget_pointer(surface.plane)
        self.show_note(kind)
        self.strip.show_surface(surface, heights)
        self._show("surface", lambda view: view.show_surface(surface, heights, colors))

    def _forget_pointer(self, plane: Plane) -> None:
        """Where the pointer was means nothing in another square."""
        square = plane.centre, plane.extent, plane.name_x, plane.name_y
        if self._square not in (None, square):
            for view in self._shown:
                view.show_pointer(None)
            self.hovered.emit(None)
        self._square = square

    def show_path(self, path: Path, _: Step) -> None:
        """Draw the `path` of the walker, and those that it left."""
        self.show_paths((path, *self._others))

    def show_others(self, paths: tuple[Path, ...]) -> None:
        """Draw `paths` beside the walker's, with the next of its own."""
        self._others = paths

    def clear_path(self) -> None:
        """Draw no path."""
        self._others = ()
        self.show_paths(())
        self.strip.show_distance(None)
        for view in self._shown:
            view.show_pointer(None)

    def show_paths(self, paths: tuple[Path, ...]) -> None:
        """Draw `paths`, the walker's first."""
        self._show("paths", lambda view: view.show_paths(paths))

    def show_sight(self, sight: Sight) -> None:
        """Draw and say what is seen from where the walker stands."""
        self.strip.show_ground(sight.ground)
        self.strip.show_prediction(sight.prediction)
        self.strip.show_remarks(sight.remarks)
        self.update_strip.show_phrases(sight.phrases)
        ends = sight.cut.ends if sight.cut else None

        def show(view: LandscapeView) -> None:
            view.show_ground(sight.ground)
            view.show_markers(sight.markers)
            view.show_cut(ends)

        self._show("sight", show)

    def show_rain(self, rain: Rain | None) -> None:
        """Draw drops that run down, and say which basins they reach."""
        self._show("rain", lambda view: view.show_rain(rain))
        self.strip.show_rain(rain)

    def show_step(self, path: Path, step: Step) -> None:
        """Say where `path` ends: how far off the plane, and to a screen reader all."""
        self.strip.show_distance(path)
        slope, (x, y) = float((step.gradient**2).sum()) ** 0.5, path.xy[-1].tolist()
        sentences = (
            *self.strip.sentences,
            tr("step {index}, epoch {epoch:.4g}", index=step.index, epoch=step.epoch),
            tr(
                "loss {loss}, length of the gradient {slope}",
                loss=short(step.loss),
                slope=short(slope),
            ),
            tr(
                "the walker is at {x} along the first axis, {y} along the second",
                x=short(x),
                y=short(y),
            ),
            step.verdict.removesuffix("."),
        )
        described = "; ".join(s for s in sentences if s) + "."
        for widget in (self, self.scene):  # which has the focus
            widget.setAccessibleDescription(described)

    def tell(self, sentence: str) -> None:
        """Say what the user should know; nothing, if empty."""
        self.strip.tell(sentence)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._fold()
        self._show("theme", lambda view: view.show_theme(theme))
        self.timeline.show_theme(theme)

    def _show(self, what: str, show: Callable[[LandscapeView], None]) -> None:
        self._shows[what] = show
        for view in self._shown:
            show(view)

    def _bring_up_to_date(self, view: LandscapeView) -> None:
        view.show_pointer(None)
        for show in self._shows.values():
            show(view)

    # How it is put together

    def _add_view(self, view: "SceneView | MapView") -> None:
        self._views.addWidget(view)
        self._views.setSizes([EVEN] * self._views.count())
        view.picked.connect(self.picked)
        view.dragged.connect(self.dragged)
        view.hovered.connect(lambda point: self._tell_hover(view, point))

    def _tell_hover(self, source: LandscapeView, point: Point | None) -> None:
        for view in self._shown:
            if view is not source:
                view.show_pointer(point)
        self.hovered.emit(point)

    def _lay_out(self) -> None:
        for widget in (self.layers, self.look, self.segments):
            self.header.addWidget(widget)
        self.body.addWidget(self._views, 1)
        self.body.addWidget(self.update_strip)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.timeline)
        self.update_strip.lit.connect(self._light)
        self.segments.chosen.connect(self.show_view)
        self.layers.edited.connect(self.edited)
        self.look.edited.connect(self.edited)
        self.look.asked.connect(self._go)
        self.look.turned.connect(self.scene.turn)

    def _go(self, name: str) -> None:
        if name == "home":
            self.home()
        else:
            self.scene.show_view(cast(ViewName, name))
