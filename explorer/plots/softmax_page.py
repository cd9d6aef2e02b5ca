"""Outputs to play with, and the shares that they become."""

import numpy as np
from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.controls import enable, titled
from explorer.elided import ElidedLabel
from explorer.plots.shares import ShareBar
from explorer.segments import Segments
from explorer.theme import LIGHT, Theme, hold
from models.catalog import SHARINGS, SharingName
from models.language import tr
from models.parameters import SUBSCRIPTS
from models.scales import short
from models.sharing import shares_of, slopes_of
from models.snapshots import Array, Sight
from models.specs import Spec

LECTURE = (-2.0, 1.0, 0.5)
MOST = 6  # classes for which there is room
TICKS = 10  # of a slider, for 1
REACH = 8  # of a slider, to both sides
RAISE = 5.0
NUMBER = 44  # px
NOTHING = 1e-9  # of a share: less is but rounding
FOLLOW = tr("Show the outputs for the example of the first page, as the walker moves.")
ALONE = tr("There are no outputs of classes to follow: these data have none.")
MANY = tr("There is room for {most} classes.", most=MOST)


class SoftmaxPage(QWidget):
    """A slider for each output, and the bar of its share.

    It plays without a network as well, or follows what the network says of an example.

    Signals:
        edited: (dict) never: it is a play.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.segments = Segments(titled(SHARINGS))
        self.raising = _button(tr("+5 to all"), tr("Make all outputs higher by 5."))
        self.lecture = _button("−2, 1, ½", tr("The three outputs of the lecture."))
        self.following = _button(tr("follow"), FOLLOW)
        self.following.setCheckable(True)
        self.sliders: list[QSlider] = []
        self.bars: list[ShareBar] = []
        self._numbers: list[tuple[QLabel, QLabel, QLabel]] = []
        self.slopes = ElidedLabel(
            tr("How the shares change with the output last moved.")
        )
        self.said = ElidedLabel(tr("What has just happened."), lines=2)
        self.outputs: Array = np.array(LECTURE)
        self._name: SharingName = "exp"
        self._last, self._true = 1, -1
        self._own: Array | None = None  # what the network says
        self._theme = LIGHT
        self._lay_out()
        self.segments.chosen.connect(self._choose)
        self.raising.clicked.connect(self._raise)
        self.lecture.clicked.connect(lambda: self._set(np.array(LECTURE)))
        self.following.clicked.connect(self._follow)
        self._set(self.outputs)

    @property
    def shares(self) -> Array:
        """The share of each output."""
        return shares_of(self._name, self.outputs)

    def show_spec(self, spec: Spec) -> None:
        """Follow the network only where it has outputs for classes."""
        classes = len(spec.data.choice.classes) if not spec.is_function else 0
        refusal = ALONE if not classes else MANY if classes > MOST else ""
        enable(self.following, refusal, FOLLOW)
        if refusal:
            self.following.setChecked(False)

    def show_sight(self, sight: Sight) -> None:
        """Take what the network says of the example."""
        seen, data = sight.likelihood, sight.prediction.data
        if seen is None or not data.has_classes:
            return
        self._own = seen.logits
        if self.following.isChecked():
            self._true = int(data.targets[seen.row, 0])
            self._show(self._own)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for bar in self.bars:
            bar.show_theme(theme)

    def _set(self, outputs: Array, said: str = "") -> None:
        """Play with these outputs, and not with those of the network."""
        self.following.setChecked(False)
        self._true = -1
        self._show(outputs, said)

    def _show(self, outputs: Array, said: str = "") -> None:
        self.outputs = outputs
        self._last = min(self._last, len(outputs) - 1)
        self._make(len(outputs))
        shares = self.shares
        for number, (output, share) in enumerate(
            zip(outputs.tolist(), shares.tolist(), strict=True)
        ):
            with QSignalBlocker(self.sliders[number]):
                self.sliders[number].setValue(round(TICKS * output))
            self.bars[number].show_share(share, number, number == self._true)
            _, value, part = self._numbers[number]
            value.setText(short(output))
            part.setText(f"{share:.3f}")
        slopes = slopes_of(self._name, outputs)[:, self._last].tolist()
        changes = ", ".join(f"{slope:.3f}".replace("-", "−") for slope in slopes)
        self.slopes.say(f"∂y/∂o{_sub(self._last)} = ({changes})")
        self.said.say(said or _remark(self._name, outputs, shares, self._true))

    def _choose(self, name: SharingName) -> None:
        self._name = name
        self.segments.show_choice(name)
        self._show(self.outputs)

    def _raise(self) -> None:
        before = self.shares
        moved = float(
            np.abs(shares_of(self._name, self.outputs + RAISE) - before).max()
        )
        said = tr(
            "All are 5 higher, and shares have moved by up to {moved:.3f}.", moved=moved
        )
        if moved < NOTHING:
            most = (
                tr("by more than {moved}", moved=short(moved))
                if moved
                else tr("at all")
            )
            said = tr("All are 5 higher, and no share has moved {most}: ", most=most)
            said += tr("only differences count.")
        self._set(self.outputs + RAISE, said)

    def _follow(self, is_following: bool) -> None:
        if is_following and self._own is not None:
            self._show(self._own)
        elif not is_following:
            self._set(self.outputs)

    def _move(self, number: int, tick: int) -> None:
        outputs = self.outputs.copy()
        outputs[number], self._last = tick / TICKS, number
        self._set(outputs)

    def _make(self, count: int) -> None:
        while len(self.sliders) < count:
            self._add_row(len(self.sliders))
        for row, slider in enumerate(self.sliders):
            for widget in (slider, self.bars[row], *self._numbers[row]):
                widget.setVisible(row < count)

    def _add_row(self, row: int) -> None:
        slider, bar = QSlider(Qt.Orientation.Horizontal), ShareBar()
        name, value, share = (QLabel() for _ in range(3))
        name.setText(f"o{_sub(row)}")
        slider.setRange(-REACH * TICKS, REACH * TICKS)
        slider.setMinimumWidth(60)
        slider.setAccessibleName(tr("Output {row}", row=row + 1))
        slider.setToolTip(
            tr("Output {row}: push it up, and the other shares fall.", row=row + 1)
        )
        slider.valueChanged.connect(lambda tick: self._move(row, tick))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for number in (value, share):
            hold(number, width=NUMBER)
            number.setAlignment(right)
        bar.show_theme(self._theme)
        for column, widget in enumerate((name, slider, value, bar, share)):
            self._grid.addWidget(widget, row, column)
        self.sliders.append(slider)
        self.bars.append(bar)
        self._numbers.append((name, value, share))

    def _lay_out(self) -> None:
        column, above, below = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        for number in (1, 3):
            self._grid.setColumnStretch(number, 1)
        above.addWidget(self.segments)
        above.addStretch(1)
        for button in (self.raising, self.following):
            above.addWidget(button)
        below.addWidget(self.lecture)
        below.addWidget(self.slopes, 1)
        column.addLayout(above)
        column.addLayout(self._grid, 1)
        column.addLayout(below)
        column.addWidget(self.said)
        self.segments.show_choice(self._name)
        for label in (self.slopes, self.said):
            label.setObjectName("strip")
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter)


def _remark(name: SharingName, outputs: Array, shares: Array, true: int) -> str:
    """Say what is odd about these shares; or what they are."""
    lowest = int(outputs.argmin())
    if name != "exp" and outputs[lowest] < 0 and shares.argmax() == lowest:
        return tr(
            "{outputs} is the lowest output, and has the largest share: "
            "{title} forgets the sign.",
            outputs=short(float(outputs[lowest])),
            title=SHARINGS[name].title,
        )
    if true >= 0:
        loss = -float(np.log(shares[true])) if shares[true] > 0 else np.inf
        return tr(
            "The outlined class is true: −log of its share is {loss}.", loss=short(loss)
        )
    return tr("The shares add up to 1: push one up, and the others go down.")


def _sub(row: int) -> str:
    return str(row + 1).translate(SUBSCRIPTS)


def _button(text: str, tooltip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tooltip)
    button.setObjectName("segment")
    return button
