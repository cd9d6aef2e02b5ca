"""Two classes by one sigmoid node or by two of softmax: gradients, and descents."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.elided import ElidedLabel
from explorer.plots.legend import written
from explorer.plots.style import Plot
from explorer.theme import LIGHT, NEGATIVE, POSITIVE, WALKER, Theme
from models.derivations import precise
from models.language import tr
from models.scales import short
from models.snapshots import Nodes, Sight
from models.specs import Spec

HEIGHT, LEAST = 34, 70  # px, of the gradients, and of the plot at least
BELOW = 34  # px, of the axis
ROWS = 3  # of the legend below, at most
BAR, GROUP = 0.26, 0.78  # of the room of one weight: a bar, and all three
SIGNS = [(WALKER, tr("■ one")), (NEGATIVE, tr("■ two: 1st")), (POSITIVE, tr("■ 2nd"))]
USES = {
    True: (
        tr("Use one node"),
        tr("Let the model have one sigmoid node, from the same start."),
    ),
    False: (
        tr("Use two nodes"),
        tr("Let the model have two nodes, from the matching start."),
    ),
}
DESCENTS = tr(
    "Plain gradient descent on all examples at the rate α, from the walker's start: "
    "one node, two that say the same at first, and two of which the output layer has "
    "half the rate."
)


class SlopeBars(QWidget):
    """The gradient of each weight into the output: of one node, of either of two."""

    def __init__(self) -> None:
        super().__init__()
        self.nodes: Nodes | None = None
        self._theme = LIGHT
        self.setFixedHeight(HEIGHT)
        self.setToolTip(
            tr(
                "∂L/∂w of each weight into the output layer, the bias last. One "
                "node: red. Two nodes: orange and blue, as much down and up."
            )
        )

    def show_nodes(self, nodes: Nodes) -> None:
        """Paint the gradients of `nodes`."""
        self.nodes = nodes
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint a group of three bars for each weight, up or down from the middle."""
        nodes = self.nodes
        with QPainter(self) as painter:
            middle = self.height() / 2
            painter.fillRect(
                QRectF(0, middle, self.width(), 1), self._theme.color("line")
            )
            if nodes is None:
                return
            rows = np.stack([nodes.one, *nodes.two])
            most = float(np.nanmax(np.abs(rows), initial=0.0)) or 1.0
            room = self.width() / rows.shape[1]
            for row, color in zip(rows, (WALKER, NEGATIVE, POSITIVE), strict=True):
                shift = (WALKER, NEGATIVE, POSITIVE).index(color) * BAR
                for number, slope in enumerate(np.nan_to_num(row).tolist()):
                    left = (number + (1 - GROUP) / 2 + shift) * room
                    high = -slope / most * (middle - 1)
                    box = QRectF(left, middle, BAR * room, high).normalized()
                    painter.fillRect(box, QColor(color))


class RacedPlot(Plot):
    """The losses of the descents beside each other."""

    def __init__(self) -> None:
        super().__init__(tr("step"), tr("loss"))
        self.setMouseEnabled(x=False, y=False)
        self.getPlotItem().getAxis("bottom").setHeight(BELOW)
        dashes = Qt.PenStyle.DashLine
        pens = (
            pg.mkPen(WALKER, width=2),
            pg.mkPen(POSITIVE, width=2),
            pg.mkPen(NEGATIVE, width=2.5, style=dashes),
        )
        self._lines = [pg.PlotCurveItem(pen=pen, antialias=True) for pen in pens]
        for line in self._lines:
            self.addItem(line, ignoreBounds=True)
        self.setToolTip(DESCENTS)

    def show_losses(self, nodes: Nodes) -> None:
        """Draw the losses of `nodes` over the steps."""
        steps = np.arange(nodes.losses.shape[1])
        for line, losses in zip(self._lines, nodes.losses, strict=True):
            line.setData(steps, losses)
        finite = nodes.losses[np.isfinite(nodes.losses)]
        if finite.size:
            low, high = float(finite.min()), float(finite.max())
            room = 0.05 * (high - low) or 1.0
            ends = low - room, high + room
            self.setRange(xRange=(0, len(steps) - 1), yRange=ends, padding=0)
        self.repaint_soon()


class NodesPage(QWidget):
    """What is the same with one node and with two, and what is not.

    Signals:
        edited: (dict) the user wants the model to have the other number of nodes.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.told = ElidedLabel(tr("How far apart the gradients of both are."), lines=2)
        self.signs = QLabel()
        self.bars, self.plot = SlopeBars(), RacedPlot()
        self.reading = QLabel()
        self.reading.setToolTip(DESCENTS)
        self.reading.setWordWrap(True)
        self.button = QToolButton()
        self.button.setObjectName("segment")
        self.button.clicked.connect(self._ask)
        for label in (self.told, self.signs, self.reading):
            label.setObjectName("strip")
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.plot.setMinimumHeight(LEAST)
        policy = QSizePolicy.Policy  # the plot takes what is left, and asks for nothing
        self.plot.setSizePolicy(policy.Expanding, policy.Ignored)
        # Its own least height would be that of the narrowest text.
        self.reading.setMinimumHeight(ROWS * self.reading.fontMetrics().lineSpacing())
        above, column = QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        above.addWidget(self.bars, 1)
        above.addWidget(self.button)
        column.addWidget(self.told)
        column.addWidget(self.signs)
        column.addLayout(above)
        column.addWidget(self.plot, 1)
        column.addWidget(self.reading)
        self._nodes: Nodes | None = None
        self._theme = LIGHT

    def show_spec(self, spec: Spec) -> None:
        """Offer the other number of nodes."""
        text, tooltip = USES[spec.outputs == 2]
        self.button.setText(text)
        self.button.setToolTip(tooltip)

    def show_sight(self, sight: Sight) -> None:
        """Show the gradients where the walker stands, and the descents."""
        if sight.likelihood is None or (nodes := sight.likelihood.nodes) is None:
            return
        is_new = self._nodes is None or nodes.losses is not self._nodes.losses
        self._nodes = nodes
        self.bars.show_nodes(nodes)
        self.told.say(_told(nodes))
        if is_new:
            self.plot.show_losses(nodes)
            self._show_legends()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.bars.show_theme(theme)
        self.plot.show_theme(theme)
        self._show_legends()

    def _show_legends(self) -> None:
        dim = self._theme.dim
        self.signs.setText(f"∂L/∂w &nbsp;{written(SIGNS, dim)}")
        if self._nodes is not None:
            self.reading.setText(_legend(self._nodes, dim))

    def _ask(self) -> None:
        if (nodes := self._nodes) is not None:
            name = "log" if nodes.is_two else "cross_entropy"
            start = tuple(nodes.start.tolist())
            self.edited.emit({"loss.name": name, "start.theta": start})


def _told(nodes: Nodes) -> str:
    """Say how far apart the gradients are: in hidden layers, if any, and the output."""
    one, two = nodes.counts
    hidden = tr("No hidden layer")
    if one > len(nodes.one):
        hidden = tr(
            "Hidden gradients: equal to {hidden_gap}",
            hidden_gap=short(nodes.hidden_gap),
        )
    return tr(
        "{hidden}; output ∓g to {output_gap}; {one}, {two} parameters",
        hidden=hidden,
        output_gap=short(nodes.output_gap),
        one=one,
        two=two,
    )


def _legend(nodes: Nodes, dim: str) -> str:
    """Return what each descent has come to, beside a sign in its colour."""
    alone, both, halved = nodes.losses
    gap = float(np.abs(alone - halved).max())
    parts = [
        (WALKER, tr("― one: {alone}", alone=precise(float(alone[-1])))),
        (POSITIVE, tr("― two: {both}", both=precise(float(both[-1])))),
        (NEGATIVE, tr("┄ two, output at α/2: {gap} from one", gap=_apart(gap))),
    ]
    return tr(
        "After {alone} steps {parts}", alone=len(alone) - 1, parts=written(parts, dim)
    )


def _apart(gap: float) -> str:
    return short(gap) if gap else tr("nothing")
