"""The loss along a cut, and which cut it is."""

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.controls import NameControl, titled
from explorer.elided import ElidedLabel
from explorer.plots.cut_plot import CutPlot
from explorer.plots.tangents import precise
from explorer.theme import Theme, hold
from models.catalog import CUTS
from models.language import tr
from models.options import OPTIONS
from models.scales import short
from models.snapshots import Cut
from models.specs import Spec

KEY = "cut.along"
GAP, WIDEST = 6, 140  # px: between its parts; of the choice


class CutView(QWidget):
    """A `CutPlot` with what it shows over it, and what the pointer reads under it.

    Signals:
        edited: (dict) the user chose another cut.
        moved: (float) the user dragged the touching point here on the axis.
    """

    edited = pyqtSignal(object)
    moved = pyqtSignal(float)

    def __init__(self) -> None:
        super().__init__()
        self.plot = CutPlot()
        self.along = NameControl(KEY, titled(CUTS), _refusal)
        self.along.widget.setToolTip(OPTIONS[KEY].meaning)
        self.along.widget.setAccessibleName(tr("Cut"))
        hold(self.along.widget, maximumWidth=WIDEST)
        self.title = ElidedLabel(
            tr("What runs along the axis, and the slope at the dot."), lines=2
        )
        self.title.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.reading = ElidedLabel(tr("Tangent and curve under the pointer."))
        self.along.connect(lambda name: self.edited.emit({KEY: name}))
        self.plot.moved.connect(self.moved)
        self.plot.read.connect(self.reading.say)
        self._lay_out()

    def show_spec(self, spec: Spec) -> None:
        """Show which cut is chosen, and which others can be."""
        with QSignalBlocker(self.along.widget):
            self.along.show(spec)

    def show_cut(self, cut: Cut | None) -> None:
        """Draw `cut`, or nothing."""
        self.plot.show_cut(cut)
        self.title.say(
            tr(
                "slope {slope} at {name} = {at}",
                slope=precise(cut.slope),
                name=cut.name,
                at=short(cut.at),
            )
            if cut
            else ""
        )

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.plot.show_theme(theme)

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        row.addWidget(self.along.widget)
        row.addWidget(self.title, 1)
        column.addLayout(row)
        column.addWidget(self.plot, 1)
        column.addWidget(self.reading)
        for label in (self.title, self.reading):
            label.setObjectName("strip")


def _refusal(spec: Spec, name: str) -> str:
    if name == "kept" and len(spec.kept.names) < 2:
        return tr("Keep two points first: the cut runs from one to the other.")
    return ""
