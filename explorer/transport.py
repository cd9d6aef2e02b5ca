"""The toolbar: run, pause, step, start anew; and where the descent stands."""

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFont, QFontMetrics, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton

from explorer.entries import NumberControl
from explorer.forms import Card
from explorer.theme import Theme, icon
from models.options import OPTIONS
from models.scales import short
from models.snapshots import Path, Step
from models.specs import Spec

WIDEST = {"step": "9999999", "epoch": "9999.99"} | dict.fromkeys(
    ("loss", "|∇L|"), "9.99×10⁻¹⁰"
)


NARROW = 1150  # px: less is no room for what can be had from tooltips


class Transport(Card):
    """The run cluster, the speed, and the readout.

    Signals:
        reset: the user wants the start again, with the same weights.
        reseeded: the user wants new weights.
        played: (bool) the user wants the descent to run, or to pause.
        stepped: (int) the user wants one step, or one back.
        edited: (dict) the user changed the speed.
    """

    reset = pyqtSignal()
    reseeded = pyqtSignal()
    played = pyqtSignal(bool)
    stepped = pyqtSignal(int)
    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__("")
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self.body.takeAt(0)
        self.body.addLayout(self._row)
        self.body.setContentsMargins(10, 6, 12, 6)
        self.buttons: dict[str, QToolButton] = {}
        self._can_play: bool = True
        self._add("reset", "Reset to the same weights (R)", self.reset.emit)
        self._add("shuffle", "New weights (Shift+R)", self.reseeded.emit)
        self._add("back", "One step back (,)", lambda: self.stepped.emit(-1))
        self._add(
            "play", "Play or pause (Space)", lambda: self.played.emit(self._can_play)
        )
        self._add("step", "One step (.)", lambda: self.stepped.emit(1))
        self.buttons["play"].setObjectName("play")
        self.buttons["play"].setIconSize(QSize(24, 24))
        self.speed = NumberControl("view.speed", 1.0, 10_000.0)
        self.speed.connect(lambda value: self.edited.emit({"view.speed": value}))
        self.speed.widget.setFixedWidth(150)
        self.speed.widget.setToolTip(OPTIONS["view.speed"].meaning)
        self.speed.widget.setAccessibleName("Speed")
        self._row.addSpacing(10)
        self._row.addWidget(_label("Speed", "dim"))
        self._row.addWidget(self.speed.widget)
        self._unit = _label("steps/s", "dim")
        self._row.addWidget(self._unit)
        self._row.addSpacing(14)
        self._names: dict[str, QLabel] = {}
        self._values = {
            name: self._add_value(name) for name in ("step", "epoch", "loss", "|∇L|")
        }
        self._row.addStretch(1)
        self._add("columns", "Which columns are shown", lambda: None)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Leave out what is least needed, where there is no room for all."""
        super().resizeEvent(event)
        for label in (self._unit, self._names["epoch"], self._values["epoch"]):
            label.setVisible(self.width() >= NARROW)

    def show_menu(self, menu: QMenu | None) -> None:
        """Open `menu` from the button at the right."""
        self.buttons["columns"].setMenu(menu)
        mode = QToolButton.ToolButtonPopupMode.InstantPopup
        self.buttons["columns"].setPopupMode(mode)

    def show_spec(self, spec: Spec) -> None:
        """Show the speed."""
        self.speed.show(spec)

    def show_playing(self, is_playing: bool) -> None:
        """Show whether the descent runs."""
        self._can_play = not is_playing
        self._show_icons()

    def show_path(self, _: Path, step: Step) -> None:
        """Show where the descent stands."""
        slope = float((step.gradient**2).sum()) ** 0.5
        texts = (f"{step.index}", f"{step.epoch:.4g}", short(step.loss), short(slope))
        for label, text in zip(self._values.values(), texts, strict=True):
            label.setText(text)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._show_icons()

    def _show_icons(self) -> None:
        for name, button in self.buttons.items():
            shown = "pause" if name == "play" and not self._can_play else name
            color = self._theme.on_accent if name == "play" else self._theme.text
            button.setIcon(icon(shown, color))

    def _add(self, name: str, tooltip: str, tell: Callable[[], object]) -> None:
        button = QToolButton()
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip)
        button.setIconSize(QSize(20, 20))
        button.clicked.connect(lambda: tell())
        self.buttons[name] = button
        self._row.addWidget(button)

    def _add_value(self, name: str) -> QLabel:
        value = _label("–", "value")
        font = QFont(value.font())
        font.setPixelSize(13)
        font.setBold(True)
        value.setFixedWidth(QFontMetrics(font).horizontalAdvance(WIDEST[name]))
        self._names[name] = _label(name, "dim")
        self._row.addWidget(self._names[name])
        self._row.addWidget(value)
        self._row.addSpacing(2)
        value.setToolTip(
            {
                "step": "Steps taken since the start.",
                "epoch": "Passes over the data since the start.",
                "loss": "Loss over all the data, at the walker.",
                "|∇L|": "Length of the gradient that the next step follows.",
            }[name]
        )
        return value


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return label
