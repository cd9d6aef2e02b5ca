"""The menus over the surface: what is drawn, and from where it is looked at."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QMenu, QToolButton

from models.catalog import LAYERS, LayerName
from models.language import tr
from models.options import OPTIONS
from models.specs import Spec

ONLY_3D: frozenset[LayerName] = frozenset({"floor", "stem", "floor_field"})
NO_3D = tr("Only in 3-D.")
NO_PENALTY = tr("Weights cost nothing: L1 and L2 are off.")
PRESETS = {
    "corner": (tr("Corner"), tr("Look from the corner, as at first.")),
    "top": (tr("Top"), tr("Look from above.")),
    "front": (tr("Front"), tr("Look along the second axis.")),
    "side": (tr("Side"), tr("Look along the first axis.")),
}


class StayingMenu(QMenu):
    """A menu that stays open while things in it are switched on and off."""

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Switch what can be switched, and stay."""
        if not self._switch():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Switch by Space, and stay."""
        is_space = event is not None and event.key() == Qt.Key.Key_Space
        if not (is_space and self._switch()):
            super().keyPressEvent(event)

    def _switch(self) -> bool:
        """Switch what is under the pointer or the keyboard; tell if it can be."""
        action = self.activeAction()
        if action is None or not (action.isCheckable() and action.isEnabled()):
            return False
        action.trigger()
        return True


class MenuButton(QToolButton):
    """A button that opens a menu."""

    def __init__(self, text: str, tooltip: str) -> None:
        super().__init__()
        self.setText(f"{text} ▾")
        self.setToolTip(tooltip)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.actions_by_name: dict[str, QAction] = {}
        self._menu = StayingMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)

    def add(self, name: str, text: str, tooltip: str, is_switch: bool) -> QAction:
        """Add a line to the menu."""
        action = QAction(text, self._menu)
        action.setToolTip(tooltip)
        action.setCheckable(is_switch)
        self._menu.addAction(action)
        self.actions_by_name[name] = action
        return action

    def clear(self) -> None:
        """Take all lines out of the menu."""
        self._menu.clear()
        self.actions_by_name.clear()

    def add_line(self) -> None:
        """Add a line between two groups."""
        self._menu.addSeparator()


class LayersButton(MenuButton):
    """What is drawn on the surface and around it.

    Signals:
        edited: (dict) the user switched a layer on or off.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__(tr("Show"), OPTIONS["view.layers"].meaning)
        for name, choice in LAYERS.items():
            action = self.add(name, choice.title, choice.meaning, is_switch=True)
            action.triggered.connect(self._tell)
        self.add_line()
        meaning = OPTIONS["view.telling"].meaning
        telling = self.add("telling", tr("Step by step"), meaning, is_switch=True)
        telling.triggered.connect(
            lambda is_on: self.edited.emit({"view.telling": is_on})
        )

    def show_spec(self, spec: Spec) -> None:
        """Tick what is drawn."""
        for name in LAYERS:
            self.actions_by_name[name].setChecked(name in spec.view.layers)
        self.actions_by_name["telling"].setChecked(spec.view.telling)
        penalty, can = self.actions_by_name["penalty"], spec.has_penalty
        penalty.setEnabled(can)
        penalty.setToolTip(LAYERS["penalty"].meaning if can else NO_PENALTY)

    def show_scene(self, is_shown: bool) -> None:
        """Grey what a map alone cannot show."""
        for name in ONLY_3D:
            action = self.actions_by_name[name]
            action.setEnabled(is_shown)
            action.setToolTip(LAYERS[name].meaning if is_shown else NO_3D)

    def _tell(self) -> None:
        actions = self.actions_by_name
        layers = tuple(name for name in LAYERS if actions[name].isChecked())
        self.edited.emit({"view.layers": layers})


class LookButton(MenuButton):
    """From where the surface is looked at.

    Signals:
        edited: (dict) the user switched the perspective.
        asked: (str) the user wants this view: corner, top, front, side or home.
        turned: (bool) the user wants the turntable on, or off.
    """

    edited = pyqtSignal(object)
    asked = pyqtSignal(str)
    turned = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__(tr("View"), tr("From where to look"))
        for name, (text, tooltip) in PRESETS.items():
            self._add_view(name, text, tooltip)
        self.add_line()
        self._add_view("home", tr("Home"), tr("Look as at first (Home, double-click)."))
        self.add_line()
        turn = self.add(
            "turn", tr("Turntable"), tr("Go slowly round it."), is_switch=True
        )
        turn.triggered.connect(self.turned)
        meaning = OPTIONS["view.perspective"].meaning
        perspective = self.add(
            "perspective", tr("Perspective"), meaning, is_switch=True
        )
        perspective.triggered.connect(
            lambda is_on: self.edited.emit({"view.perspective": is_on})
        )
        self._tooltips = {
            name: action.toolTip() for name, action in self.actions_by_name.items()
        }

    def show_spec(self, spec: Spec) -> None:
        """Tick whether it is in perspective."""
        self.actions_by_name["perspective"].setChecked(spec.view.perspective)

    def show_turning(self, is_turning: bool) -> None:
        """Tick whether it turns."""
        self.actions_by_name["turn"].setChecked(is_turning)

    def show_scene(self, is_shown: bool) -> None:
        """Grey what a map alone cannot do."""
        for name, action in self.actions_by_name.items():
            can = is_shown or name == "home"
            action.setEnabled(can)
            action.setToolTip(self._tooltips[name] if can else NO_3D)

    def _add_view(self, name: str, text: str, tooltip: str) -> None:
        action = self.add(name, text, tooltip, is_switch=False)
        action.triggered.connect(lambda: self.asked.emit(name))
