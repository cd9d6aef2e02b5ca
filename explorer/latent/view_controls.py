"""Controls for what is looked at of an autoencoder: one for each key of its view."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import CountBox, NameBox
from explorer.segments import Segments
from explorer.theme import hold
from models.latent_plane_specs import LatentPlaneSpec
from models.latent_specs import AutoencoderSpec, LatentViewSpec
from models.roots import value_of

TICKS = 400  # of a slider
NARROWEST, WIDEST = 56, 88  # px, of a box for a whole number
FIELDS = {
    f"{part.part}.{field.name}": field.metadata
    for part in (LatentViewSpec, LatentPlaneSpec)
    for field in fields(part)
}
"""Meaning and range of each key."""

Show = Callable[[Any], None]
"""Shows the value of a key."""


def meaning(key: str) -> str:
    """Return what `key` does, in one sentence."""
    return str(FIELDS[key]["meaning"])


def fit_count(box: CountBox) -> None:
    """Let a box be as narrow as its numbers are short, and tell them when typed."""
    hold(box, minimumWidth=NARROWEST)
    hold(box, maximumWidth=WIDEST)
    box.setKeyboardTracking(False)


class ViewControls(QWidget):
    """Rows of controls, each with its label; they tell what the user asks for.

    Signals:
        edited: (dict) the user changed a control; dotted keys and their new values.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.widgets: dict[str, QWidget] = {}
        self._shows: dict[str, Show] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.add_row()

    def add_row(self) -> None:
        """Put what is added from here on into another row."""
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._column.addLayout(self._row)

    def add_stretch(self) -> None:
        """Leave the rest of the row free."""
        self._row.addStretch(1)

    def add_widget(self, widget: QWidget, stretch: int = 0) -> None:
        """Add something that is no control of a key."""
        self._row.addWidget(widget, stretch)

    def add_segments(self, key: str, titles: Mapping[str, tuple[str, str]]) -> Segments:
        """Add a button for each of a few names."""
        segments = Segments(titles, is_narrow=True)
        segments.chosen.connect(lambda name: self._tell(key, name))
        self._add(key, "", segments, segments.show_choice)
        return segments

    def add_names(self, key: str, label: str, titles: Mapping[str, str]) -> NameBox:
        """Add a list of names to choose from."""
        box = NameBox()
        names = list(titles)
        box.addItems(titles.values())
        box.activated.connect(lambda index: self._tell(key, names[index]))
        self._add(key, label, box, lambda name: box.setCurrentIndex(names.index(name)))
        return box

    def add_count(self, key: str, label: str, step: int = 1) -> CountBox:
        """Add a whole number."""
        box = CountBox()
        box.setRange(int(FIELDS[key]["low"]), int(FIELDS[key]["high"]))
        box.setSingleStep(step)
        fit_count(box)
        box.valueChanged.connect(lambda value: self._tell(key, value))
        self._add(key, label, box, box.setValue)
        return box

    def add_toggle(self, key: str, text: str) -> QCheckBox:
        """Add something that is on or off."""
        box = QCheckBox(text)
        box.clicked.connect(lambda is_on: self._tell(key, is_on))
        self._add(key, "", box, box.setChecked)
        return box

    def add_slider(self, key: str, label: str, low: float, high: float) -> QSlider:
        """Add a number on a slider, which tells it while it is dragged."""
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, TICKS)
        slider.setPageStep(TICKS // 20)
        number = QLabel()
        number.setObjectName("value")
        number.setMinimumWidth(number.fontMetrics().horizontalAdvance("−0.00") + 4)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

        def ask(tick: int) -> None:
            self._tell(key, round(low + (high - low) * tick / TICKS, 3))

        def show(value: float) -> None:
            slider.setValue(round((value - low) / (high - low) * TICKS))
            number.setText(f"{value:.2f}".replace("-", "−"))

        slider.valueChanged.connect(ask)
        self._add(key, label, slider, show, stretch=1)
        self._row.addWidget(number)
        return slider

    def show_spec(self, spec: AutoencoderSpec) -> None:
        """Show what `spec` says, without telling anyone."""
        for key, show in self._shows.items():
            with QSignalBlocker(self.widgets[key]):
                show(value_of(spec, key))

    def _tell(self, key: str, value: object) -> None:
        self.edited.emit({key: value})

    def _add(
        self, key: str, label: str, widget: QWidget, show: Show, stretch: int = 0
    ) -> None:
        self.widgets[key], self._shows[key] = widget, show
        if label:
            text = QLabel(label)
            text.setToolTip(meaning(key))
            text.setBuddy(widget)
            self._row.addWidget(text)
        if not isinstance(widget, Segments):
            widget.setToolTip(meaning(key))
        own = widget.text() if isinstance(widget, QAbstractButton) else ""
        widget.setAccessibleName(label or own or meaning(key))
        self._row.addWidget(widget, stretch)
