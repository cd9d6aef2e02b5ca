"""The toolbar: run, pause, step, start anew; and where the descent stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QResizeEvent
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
)

from explorer.entries import NumberControl, as_number, when_typed
from explorer.icons import icon
from explorer.theme import LIGHT, NAME_PIXELS, Theme, hold, sized_font
from models.ends import MOST
from models.keys import Option
from models.language import tr
from models.options import OPTIONS
from models.scales import short
from models.snapshots import Path, Step

LOSS = "9.99×10⁻¹⁰"  # the widest
ICON, PLAY = 20, 24  # px, of a button
PARTS = 1000  # of the way to the end
SKIP = tr(
    "Skip to the end, or stop on the way (End): to where it is to stop, or "
    "{most} steps on",
    most=MOST,
)
NARROW = 1150  # px: less is no room for what can be had from tooltips,
NARROWEST = 900  # and for the speed


class Figure(NamedTuple):
    """A number that is read off while it runs."""

    meaning: str
    widest: str  # text that it may be
    is_sought: bool = False  # one can type where to go
    is_spare: bool = False  # left out where there is no room


@dataclass(frozen=True, slots=True)
class Words:
    """What is played, in words."""

    unit: str
    pace: str
    skip: str
    options: Mapping[str, Option]
    figures: Mapping[str, Figure]


STEPS = Words(
    tr("step"),
    tr("steps/s"),
    SKIP,
    OPTIONS,
    {
        "step": Figure(
            tr("Steps taken since the start. Type a number to go there."),
            "9999999",
            True,
        ),
        "epoch": Figure(
            tr("Passes over the data since the start. Type a number to go there."),
            "9999.99",
            is_sought=True,
            is_spare=True,
        ),
        "loss": Figure(tr("Loss over all the data, at the walker."), LOSS),
        "|∇L|": Figure(tr("Length of the gradient that the next step follows."), LOSS),
    },
)


class Transport(QFrame):
    """The run cluster, the speed, and the readout.

    Signals:
        reset: the user wants the start again, with the same weights.
        reseeded: the user wants new weights.
        played: (bool) the user wants the descent to run, or to pause.
        stepped: (int) the user wants one step, or one back.
        skipped: the user wants the end, or to stop on the way there.
        sought: (str, object) the user typed which "step" or "epoch" to go to: a
            number, or what is none.
        edited: (dict) the user changed the speed.
    """

    reset = pyqtSignal()
    reseeded = pyqtSignal()
    played = pyqtSignal(bool)
    stepped = pyqtSignal(int)
    skipped = pyqtSignal()
    sought = pyqtSignal(str, object)
    edited = pyqtSignal(object)

    def __init__(self, words: Words = STEPS) -> None:
        """Take what is played."""
        super().__init__()
        self._words, self._theme = words, LIGHT
        self.setObjectName("card")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time goes in plots
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 12, 0)
        column.setSpacing(2)
        column.addLayout(self._row)
        self.progress = QProgressBar()
        self.progress.setRange(0, PARTS)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        column.addWidget(self.progress)
        self.show_skipping(None)
        self.buttons: dict[str, QToolButton] = {}
        self._left_out: set[str] = set()  # figures
        self._can_play: bool = True
        self._add("reset", tr("Reset to the same weights (R)"), self.reset.emit)
        self._add("shuffle", tr("New weights (Shift+R)"), self.reseeded.emit)
        self._add(
            "back",
            tr("One {unit} back (,)", unit=words.unit),
            lambda: self.stepped.emit(-1),
        )
        self._add(
            "play",
            tr("Play or pause (Space)"),
            lambda: self.played.emit(self._can_play),
        )
        self._add(
            "step", tr("One {unit} (.)", unit=words.unit), lambda: self.stepped.emit(1)
        )
        self._add("skip", words.skip, self.skipped.emit)
        self.buttons["play"].setObjectName("play")
        self.speed = NumberControl("view.speed", 1.0, 10_000.0, options=words.options)
        self.speed.connect(lambda value: self.edited.emit({"view.speed": value}))
        hold(self.speed.widget, width=150)
        self.speed.widget.setToolTip(words.options["view.speed"].meaning)
        self.speed.widget.setAccessibleName(tr("Speed"))
        self._row.addSpacing(10)
        self._speed = _label(tr("Speed"), "dim")
        self._speed.setToolTip(words.options["view.speed"].meaning)
        self._row.addWidget(self._speed)
        self._row.addWidget(self.speed.widget)
        self._unit = _label(words.pace, "dim")
        self._row.addWidget(self._unit)
        self._row.addSpacing(14)
        self._names: dict[str, QLabel] = {}
        self._texts: dict[str, str] = {}
        self._values = {
            name: self._add_value(name, figure)
            for name, figure in words.figures.items()
        }
        self._row.addStretch(1)
        self._add("columns", tr("Which columns are shown"), lambda: None)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Leave out what is least needed, where there is no room for all."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give each figure the room that it may need, and leave out the spare ones."""
        figures = self._words.figures
        font = sized_font(self.font(), self._theme.pixels(NAME_PIXELS))
        font.setBold(True)
        for name, figure in figures.items():
            room = QFontMetrics(font).horizontalAdvance(figure.widest)
            self._values[name].setFixedWidth(room)
        is_wide = self.width() >= self._theme.pixels(NARROW)
        self._unit.setVisible(is_wide)
        for name, figure in figures.items():
            is_shown = name not in self._left_out and (is_wide or not figure.is_spare)
            for label in (self._names[name], self._values[name]):
                label.setVisible(is_shown)
        for widget in (self._speed, self.speed.widget):
            widget.setVisible(self.width() >= self._theme.pixels(NARROWEST))

    @property
    def titles(self) -> dict[str, str]:
        """What the keys are called that are set here."""
        return {"view.speed": self.speed.widget.accessibleName()}

    def leave_out(self, name: str) -> None:
        """Show a figure no more, as it would be another each time."""
        self._left_out.add(name)
        self._fit()

    def show_menu(self, menu: QMenu | None) -> None:
        """Open `menu` from the button at the right."""
        self.buttons["columns"].setMenu(menu)
        mode = QToolButton.ToolButtonPopupMode.InstantPopup
        self.buttons["columns"].setPopupMode(mode)

    def show_spec(self, spec: Any) -> None:
        """Show the speed."""
        self.speed.show(spec)

    def show_playing(self, is_playing: bool) -> None:
        """Show whether the descent runs."""
        self._can_play = not is_playing
        self._show_icons()

    def show_held(self, why: str) -> None:
        """Grey what goes on, and say why; or, for no reason, let it be pressed."""
        for name in ("play", "step", "skip"):
            button = self.buttons[name]
            button.setEnabled(not why)
            button.setToolTip(why or button.accessibleName())

    def show_skipping(self, part: float | None) -> None:
        """Show which part of the way to the end is done; None if it is not skipped."""
        self.progress.setValue(round(PARTS * (part or 0.0)))

    def show_path(self, _: Path, step: Step) -> None:
        """Show where the descent stands."""
        slope = float((step.gradient**2).sum()) ** 0.5
        self.show_figures(
            f"{step.index}", f"{step.epoch:.4g}", short(step.loss), short(slope)
        )

    def show_figures(self, *texts: str) -> None:
        """Show what each figure is."""
        self._texts = dict(zip(self._values, texts, strict=True))
        self._show_texts()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._show_icons()
        self._fit()

    def _show_texts(self) -> None:
        for name, text in self._texts.items():
            value = self._values[name]
            if not (isinstance(value, QLineEdit) and value.isModified()):  # while typed
                value.setText(text)

    def _show_icons(self) -> None:
        for name, button in self.buttons.items():
            shown = "pause" if name == "play" and not self._can_play else name
            if name == "play":
                drawing = icon(shown, self._theme.on_accent, self._theme.dim)
            else:
                drawing = icon(shown, self._theme.text)
            button.setIcon(drawing)
            side = self._theme.pixels(PLAY if name == "play" else ICON)
            button.setIconSize(QSize(side, side))

    def _add(self, name: str, tooltip: str, tell: Callable[[], object]) -> None:
        button = QToolButton()
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip)
        button.clicked.connect(lambda: tell())
        self.buttons[name] = button
        self._row.addWidget(button)

    def _add_value(self, name: str, figure: Figure) -> QLabel | QLineEdit:
        value = self._field(name) if figure.is_sought else _label("–", "value")
        self._names[name] = _label(tr(name), "dim")
        self._row.addWidget(self._names[name])
        self._row.addWidget(value)
        self._row.addSpacing(2)
        for label in (self._names[name], value):
            label.setToolTip(figure.meaning)
        return value

    def _field(self, name: str) -> QLineEdit:
        """Return a number that can be read, and typed over."""
        field = QLineEdit("–")
        field.setObjectName("value")
        field.setAccessibleName(tr("Go to {name}", name=tr(name)))
        when_typed(field, lambda text: self.sought.emit(name, as_number(text)))
        field.editingFinished.connect(self._show_texts)
        return field


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return label
