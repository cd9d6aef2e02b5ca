"""The history of a descent: its curves at every kept step, to read and go back in."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QEvent, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QResizeEvent

from explorer.gestures import LEFT
from explorer.plots.curve_lines import CurveLines
from explorer.plots.curves import (
    AXES,
    LOOKS,
    LOSS,
    RIGHT,
    Curve,
    along,
    curves_of,
    finite,
    other_parts,
    own_parts,
    rival_names,
    worth,
)
from explorer.plots.loss_axis import LossAxis, Ruler, ValueAxis, make_ruler
from explorer.plots.style import LINE, Plot
from explorer.plots.weights import THETA, Bundle, WeightLines, bundle_of
from explorer.theme import Theme
from models.catalog import CurveName
from models.language import tr
from models.scales import short
from models.snapshots import Path, Scores, Step
from models.specs import Spec

BETWEEN = 2  # points in a column of pixels, at most
PADDING = 0.02  # of the steps, at both ends
LEGEND = 0.25  # of the height, at most
RIGHT_WIDTH = 46  # px, of the axis at the right
ORDER = LOSS, "‖∇L‖", "α"  # in the name of the axis
DOTTED = Qt.PenStyle.DotLine


class HistoryPlot(Plot):
    """Curves of a descent against its steps, and the losses of others beside it.

    Signals:
        asked: (int) the user wants to see the step of this number.
        read: (str) what the curves are under the pointer, or at the moment that is
            looked at; empty where neither is.
    """

    asked = pyqtSignal(int)
    read = pyqtSignal(str)

    def __init__(self) -> None:
        axes = {"left": LossAxis("left"), "right": ValueAxis("right")}
        super().__init__(tr("step"), tr("loss, log scale"), axes)
        self._left: LossAxis = self.getPlotItem().getAxis("left")
        self._right: ValueAxis = self.getPlotItem().getAxis("right")
        self._prepare_right()
        self.setMouseEnabled(x=False, y=False)
        self._lines, self._weights = CurveLines(), WeightLines()
        self._now, self._pointed = (pg.InfiniteLine(angle=90) for _ in range(2))
        marks = self._now, self._pointed
        for item in (*self._weights.items, *self._lines.items, *marks):
            self.addItem(item, ignoreBounds=True)  # the range is set with each path
        self._spec = Spec()
        self._paths: tuple[Path, ...] = ()
        self._scores: Scores | None = None
        self._curves: dict[CurveName, Curve] = {}
        self._bundle: Bundle | None = None  # of weights, if they are drawn
        self._moment: int | None = None  # the step that is looked at, back in time
        self._pointer: float | None = None  # on the axis below
        self._asked: int | None = None  # during a drag
        self.viewport().setMouseTracking(True)
        self._draw()

    def show_spec(self, spec: Spec) -> None:
        """Take which curves are wanted, and over what."""
        old, self._spec = self._spec, spec
        if _wanted(old) != _wanted(spec):
            self._draw()

    def show_paths(self, paths: tuple[Path, ...], step: Step, is_back: bool) -> None:
        """Draw the whole path of the walker, and others; mark where it looks back."""
        self._paths, self._moment = paths, step.index if is_back else None
        self._draw()

    def show_scores(self, scores: Scores | None) -> None:
        """Draw how good the models were at some of the steps."""
        if scores is not self._scores:
            self._scores = scores
            self._draw()

    def clear_path(self) -> None:
        """Draw no curves."""
        self._paths, self._scores = (), None
        self._draw()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().show_theme(theme)
        self._now.setPen(pg.mkPen(theme.accent, width=1.5))
        self._pointed.setPen(pg.mkPen(theme.dim, width=1, style=DOTTED))
        for lines in (self._lines, self._weights):
            lines.show_theme(theme)
        self._draw()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Break the legend where it fits now."""
        super().resizeEvent(event)
        if event is not None and self.getPlotItem():  # not while it is made or closed
            self._show_legend()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the step under the pointer."""
        if event.button() == LEFT:
            self._ask(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ask for the steps one drags over, and read off what is under the pointer."""
        if event.buttons() & LEFT:
            self._ask(event.position())
        self._pointer = self.point_at(event.position())[0]
        self._mark()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._asked = None

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is nowhere."""
        self._pointer = None
        self._mark()
        super().leaveEvent(event)

    def _prepare_right(self) -> None:
        """Give the axis of accuracy or R², and weights, its own scale."""
        self._right.unlinkFromView()
        self._right.setGrid(False)
        self._right.setWidth(RIGHT_WIDTH)
        self.labels["right"] = ""
        self._right.hide()

    def _draw(self) -> None:
        """Draw all curves anew."""
        over, names = self._spec.view.over, self._spec.drawn_curves
        self._curves, self._bundle, others = {}, None, []
        if self._paths:
            first, *rest = self._paths
            self._curves = curves_of(first, self._scores, names, over)
            if "weights" in names:
                self._bundle = bundle_of(first, self._scores, over)
            others = [Curve(along(path, over), finite(path.losses)) for path in rest]
        own = self._curves.items()
        ruler = make_ruler(
            [worth(name, y) for name, (_, y) in own if LOOKS[name].axis != RIGHT]
            + [curve.y for curve in others],
            [y for name, (_, y) in own if LOOKS[name].axis == RIGHT],
            self._spec.view.log_losses,
            [self._bundle.values.ravel()] if self._bundle else [],
        )
        self._show_axes(ruler)
        most = max(2, BETWEEN * self.width())
        self._lines.show_curves(self._curves, others, ruler, most)
        self._weights.show_bundle(self._bundle, ruler, most)
        self._show_legend()
        self._mark()

    def _show_axes(self, ruler: Ruler) -> None:
        """Give the axes their ranges and names, and hide what has no curve."""
        over = self._spec.view.over
        name, least = AXES[over]
        last = max(least, self._last)
        x_range = -PADDING * last, (1 + PADDING) * last
        self.setRange(xRange=x_range, yRange=ruler.left, padding=0)
        self._right.setRange(*ruler.right)
        self._left.is_log = ruler.is_log
        drawn = self._spec.drawn_curves
        axes = {LOOKS[name].axis for name in drawn if name in LOOKS}
        left = [axis for axis in ORDER if axis in axes]
        right = [self._quality] * (RIGHT in axes) + [THETA] * ("weights" in drawn)
        self._left.setStyle(showValues=bool(left))
        if bool(right) != self._right.isVisible():
            self._right.setVisible(bool(right))
        words = ", ".join(left + [tr("log scale")] * bool(left and ruler.is_log))
        self.show_labels(name, words, ", ".join(right))

    @property
    def _last(self) -> float:
        """Where the axis below ends: with the longest path; or where rivals compare.

        The same steps are to one batch a few examples, and to another very many: over
        anything but steps the axis ends where all that still go on have come.
        """
        over, count = self._spec.view.over, len(self._spec.race.names)
        ends = [float(along(path, over)[-1]) for path in self._paths]
        if over == "steps" or not count or not ends:
            return max(ends, default=0.0)
        steps = [int(path.indices[-1]) for path in self._paths[: 1 + count]]
        return min(e for e, s in zip(ends, steps, strict=False) if s >= steps[0])

    def _show_legend(self) -> None:
        """Say over the plot what is in it, in fewer words where there is no room."""
        drawn, others = self._spec.drawn_curves, len(self._paths[1:])
        briefly = rival_names(self._spec, is_short=True)
        ways = rival_names(self._spec), briefly, [""] * len(briefly)
        for is_short, rivals in zip((False, True, True), ways, strict=True):
            rest = other_parts(rivals, others)
            own = own_parts(drawn, self._quality, self.theme, is_short)
            weights = self._bundle.parts(self.theme, is_short) if self._bundle else []
            rows = self.legend([*own, *weights, *rest])
            if len(rows) * self.theme.pixels(LINE) <= LEGEND * self.height():
                break
        self.show_title(rows)

    @property
    def _quality(self) -> str:
        return tr("accuracy") if self._spec.data.choice.has_classes else "R²"

    def _ask(self, spot: QPointF) -> None:
        if not self._paths:
            return
        index = int(self._paths[0].indices[self._nearest(self.point_at(spot)[0])])
        if index != self._asked:
            self._asked = index
            self.asked.emit(index)

    def _nearest(self, x: float) -> int:
        """Return which kept step of the walker is nearest to `x` on the axis."""
        places = along(self._paths[0], self._spec.view.over)
        return int(np.abs(places - x).argmin())

    def _mark(self) -> None:
        """Draw upright lines at the moment and under the pointer; read the curves."""
        moment = pointed = None
        if self._paths and self._moment is not None:
            moment = int(np.searchsorted(self._paths[0].indices, self._moment))
        if self._paths and self._pointer is not None:
            pointed = self._nearest(self._pointer)
        for line, row in ((self._now, moment), (self._pointed, pointed)):
            line.setVisible(row is not None)
            if row is not None:
                line.setValue(along(self._paths[0], self._spec.view.over)[row])
        row = moment if pointed is None else pointed
        self.read.emit("" if row is None else self._reading(self._paths[0], row))
        self.repaint_soon()

    def _reading(self, path: Path, row: int) -> str:
        """Say what the curves are at a step; ≈ where only a neighbour is known."""
        over, parts = (
            self._spec.view.over,
            [tr("step {indices}", indices=int(path.indices[row]))],
        )
        at = float(along(path, over)[row])
        if over != "steps":
            parts.append(f"{AXES[over][0]} {short(at)}")
        for name in reversed(self._curves):
            value, is_there = self._curves[name].at(at)
            number = short(value) if np.isfinite(value) else "–"
            parts.append(f"{LOOKS[name].sign}{'' if is_there else '≈'}{number}")
        parts += self._bundle.reading(at) if self._bundle else []
        return " ".join(parts)


def _wanted(spec: Spec) -> tuple[object, ...]:
    """Return what the picture of a history depends on."""
    view, data = spec.view, spec.data.choice
    drawn, rivals = spec.drawn_curves, rival_names(spec)
    return drawn, view.over, view.log_losses, data.task, rivals
