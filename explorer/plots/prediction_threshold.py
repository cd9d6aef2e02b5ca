"""The threshold under the data view, and how right and wrong it is to decide by it."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.elided import ElidedLabel
from explorer.entries import NumberControl
from explorer.theme import hold
from models.fits import decide
from models.language import tr
from models.options import OPTIONS
from models.snapshots import Prediction, Ranking
from models.specs import Spec

KEY = "view.threshold"
WIDTH = 78  # px, of the share that is right: it does not jump


class ThresholdStrip(QWidget):
    """A slider, and what is decided at it.

    Signals:
        edited: (dict) the user moved the threshold.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._ranking: Ranking | None = None
        self._classes: tuple[str, ...] = ()
        self._threshold = 0.5
        self.control = NumberControl(KEY, 0.0, 1.0, is_log=False)
        self.control.widget.setToolTip(OPTIONS[KEY].meaning)
        self.control.widget.setAccessibleName(tr("Threshold"))
        self.control.connect(lambda value: self.edited.emit({KEY: value}))
        self.right = QLabel()
        self.right.setToolTip(
            tr("Training examples on the right side of the threshold.")
        )
        hold(self.right, minimumWidth=WIDTH)
        self.wrong = ElidedLabel(
            tr(
                "The two kinds of error: how many training examples of a class are "
                "taken for the other one."
            )
        )
        self._lay_out()

    def show_spec(self, spec: Spec) -> None:
        """Show where the threshold is."""
        self._threshold = spec.view.threshold
        self.control.show(spec)
        self._tell()

    def show_prediction(self, prediction: Prediction) -> None:
        """Tell how right it is to decide by the threshold, of these probabilities."""
        self._ranking, self._classes = prediction.ranking, prediction.data.classes
        self._tell()

    def _tell(self) -> None:
        if self._ranking is None:
            return
        at = decide(self._ranking, self._threshold)
        count, (first, second) = at.first + at.second, self._classes
        self.right.setText(tr("{right:.1f} % right", right=100 * at.right / count))
        self.wrong.say(
            tr(
                "Wrong: {false_alarms} of {of_first} {first_class}, {misses} of "
                "{of_second} {second_class}",
                false_alarms=at.false_alarms,
                of_first=at.first,
                first_class=first,
                misses=at.misses,
                of_second=at.second,
                second_class=second,
            )
        )

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row.addWidget(QLabel(tr("Threshold")))
        row.addWidget(self.control.widget, 1)
        row.addWidget(self.right)
        column.addLayout(row)
        column.addWidget(self.wrong)
        for label in (self.right, self.wrong):
            label.setObjectName("strip")
