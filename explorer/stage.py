"""The middle of the window: the surface, in 3-D or as a map, and what is said of it."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
)

from explorer.forms import Card
from explorer.scene.view import SceneView
from explorer.theme import LIGHT, Theme
from models.scales import Scale, short
from models.snapshots import Path, Prediction, Step, Surface
from models.specs import Spec

LONG = 10  # characters of an axis name that are not repeated with each number

if TYPE_CHECKING:
    from explorer.plots.map import MapView


class Stage(Card):
    """Shows a surface by one of two renderers.

    Signals:
        picked: (float, float) the user clicked on the surface, in plane coordinates.
        hovered: (tuple or None) the pointer is over this point of the surface.
    """

    picked = pyqtSignal(float, float)
    hovered = pyqtSignal(object)

    def __init__(self, scene: SceneView | None) -> None:
        super().__init__("Loss surface")
        self.scene = scene
        self._missing = [] if scene else ["no OpenGL: shown as a map"]
        self._map: MapView | None = None
        self._theme = LIGHT
        self._surface: tuple[Surface, Scale, Scale] | None = None
        self._path: Path | None = None
        self._stack = QStackedWidget()
        self.buttons: dict[str, QToolButton] = {}
        self._add_buttons()
        self.body.addWidget(self._stack, 1)
        self._add_strip()
        if scene is not None:
            self._add_view(scene)
        self.show_view("3-D")

    @property
    def map(self) -> "MapView":
        """The map, made when it is first asked for."""
        if self._map is None:
            from explorer.plots.map import MapView  # pyqtgraph is slow to load

            self._map = MapView()
            self._add_view(self._map)
        return self._map

    @property
    def view(self) -> str:
        """Which of the two is shown: 3-D or map."""
        return "3-D" if self._stack.currentWidget() is self.scene else "map"

    def show_view(self, name: str) -> None:
        """Show the surface in 3-D, where there is OpenGL, or as a map."""
        shown = self.map if name == "map" or self.scene is None else self.scene
        shown.show_theme(self._theme)
        if self._surface is not None:
            shown.show_surface(*self._surface)
        _show_path(shown, self._path)
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        self.buttons[self.view].setChecked(True)
        self.buttons["home"].setEnabled(self.view == "3-D")

    @property
    def _shown(self) -> "SceneView | MapView":
        """The one view that is visible: the other is not kept up to date."""
        return self.map if self.view == "map" or self.scene is None else self.scene

    def _add_view(self, view: "SceneView | MapView") -> None:
        self._stack.addWidget(view)
        view.picked.connect(self.picked)
        view.hovered.connect(self.hovered)

    def home(self) -> None:
        """Look at the surface as at first."""
        if self.scene is not None:
            self.scene.home()

    def show_spec(self, spec: Spec) -> None:
        """Say what the surface is the loss of."""
        loss = "log loss" if spec.loss_name == "log" else "squared error"
        if spec.loss_name == "squared" and spec.data.choice.has_classes:
            loss = "squared error of the probability"
        scaled = "standardised" if spec.data.is_standardised else "not standardised"
        self._data.setText(f"{loss}, mean over {spec.data.count} samples, {scaled}")

    def show_surface(self, surface: Surface, heights: Scale, colors: Scale) -> None:
        """Draw `surface`, and say what its axes are."""
        self._surface = surface, heights, colors
        self._shown.show_surface(surface, heights, colors)
        self._axes.setText(surface.plane.note)
        self._axes.setToolTip(surface.plane.note)
        cut = [f"cut off above {short(heights.high)}"] if heights.is_clipped else []
        self.show_note(" · ".join(self._missing + cut))

    def clear_path(self) -> None:
        """Draw no path."""
        self._path = None
        _show_path(self._shown, None)
        self._off_plane.clear()

    def show_path(self, path: Path, _: Step) -> None:
        """Draw `path`."""
        self._path = path
        _show_path(self._shown, path)

    def show_distance(self, path: Path, _: Step) -> None:
        """Say how far the end of `path` is off the plane."""
        is_slice = self._surface is not None and not self._surface[0].plane.is_exact
        away = short(float(path.off_plane[-1]))
        self._off_plane.setText(f"walker {away} off the plane" if is_slice else "")

    def show_prediction(self, prediction: Prediction) -> None:
        """Say what is under the pointer."""
        at, probe = prediction.hovered_at, prediction.hovered
        if at is None or probe is None:
            self._pointer.clear()
            return
        slope = float((probe.gradient**2).sum()) ** 0.5
        plane = self._surface[0].plane if self._surface else None
        names = ("x", "y") if plane is None else (plane.name_x, plane.name_y)
        if max(map(len, names)) > LONG:
            names = ("x", "y")
        x, y = (f"{n} = {short(v)}" for n, v in zip(names, at, strict=True))
        self._pointer.setText(
            f"{x}   {y}   loss {short(probe.loss)}   |∇L| {short(slope)}"
        )

    def tell(self, sentence: str) -> None:
        """Say what the user should know; nothing, if empty."""
        self.told.setText(sentence)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._shown.show_theme(theme)

    def _add_buttons(self) -> None:
        group = QButtonGroup(self)
        for name, tooltip in (
            ("3-D", "The loss surface in three dimensions (M)"),
            ("map", "The loss surface from above, as a map (M)"),
        ):
            button = self._add_button(name, tooltip)
            button.setCheckable(True)
            button.setObjectName("segment")
            button.clicked.connect(lambda _, name=name: self.show_view(name))
            group.addButton(button)
        home = self._add_button("home", "Look as at first (Home, double-click)")
        home.clicked.connect(self.home)
        if self.scene is None:
            self.buttons["3-D"].setEnabled(False)
            self.buttons["3-D"].setToolTip("No OpenGL here: the map shows the surface.")

    def _add_button(self, name: str, tooltip: str) -> QToolButton:
        button = QToolButton()
        button.setText(name[0].upper() + name[1:])
        button.setToolTip(tooltip)
        self.header.addWidget(button)
        self.buttons[name] = button
        return button

    def _add_strip(self) -> None:
        self._axes, self._data, self._off_plane, self._pointer, self.told = (
            QLabel() for _ in range(5)
        )
        rows = (
            (self._axes, self._off_plane),
            (self._data,),  # alone: it may not be cut off while one hovers
            (self.told, self._pointer),
        )
        for labels in rows:
            row = QHBoxLayout()
            for label in labels:
                label.setObjectName("strip")
                row.addWidget(label)
            labels[0].setSizePolicy(
                QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
            )
            row.setStretch(0, 1)
            self.body.addLayout(row)
        self._axes.setText("loading torch …")
        self._axes.setToolTip("What the two axes are, and what is fixed.")
        self._off_plane.setToolTip(
            "Distance in parameter space between the walker and the plane that is "
            "drawn: the walker is drawn at its true loss, the surface is the slice."
        )
        self._pointer.setToolTip("Coordinates, exact loss and slope under the pointer.")
        self.told.setObjectName("told")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


def _show_path(view: "SceneView | MapView", path: Path | None) -> None:
    if isinstance(view, SceneView):
        view.show_paths(() if path is None else (path,))
    else:
        view.show_path(path)
