"""The parameters of the walker over time: many thin lines, two of them strong."""

from typing import NamedTuple

import numpy as np
import pyqtgraph as pg

from explorer.plots.curves import Curve, along, envelope, finite, rows_of
from explorer.plots.legend import Part
from explorer.plots.loss_axis import Ruler
from explorer.theme import LIGHT, Theme
from models.catalog import OverName
from models.language import tr
from models.scales import short
from models.snapshots import Array, Path, Scores

THETA = "θ"  # the name of their axis
READ = 3  # are read under the pointer, where none is an axis
FAINT = 150  # alpha of the thin ones
SIGN = "─"  # in the legend
ENDS = ("t2", "▶"), ("t3", "◀")  # at the ends of the strong lines, as in the legend


class Bundle(NamedTuple):
    """The lines of C parameters through S steps, those of the plane's axes first."""

    x: Array  # (S,)
    values: Array  # (C, S)
    names: tuple[str, ...]  # C
    axes: int
    total: int  # of all parameters

    @property
    def strong(self) -> list[Curve]:
        """The lines of the plane's axes."""
        return [Curve(self.x, y) for y in self.values[: self.axes]]

    @property
    def thin(self) -> list[Curve]:
        """The other lines."""
        return [Curve(self.x, y) for y in self.values[self.axes :]]

    def parts(self, theme: Theme, is_short: bool) -> list[Part]:
        """Return what the legend says of them."""
        strong = zip(_colors(theme), ENDS, self.names[: self.axes], strict=False)
        parts = [(color, f"{sign} {name}") for color, (_, sign), name in strong]
        if rest := len(self.names) - self.axes:
            others = self.total - self.axes
            which = (
                ""
                if rest == others
                else tr(" of {others}, moved farthest", others=others)
            )
            more = tr("other ") * bool(self.axes)
            words = (
                THETA
                if is_short
                else tr(
                    "{rest} {more}weights{which}", rest=rest, more=more, which=which
                )
            )
            parts.append((theme.dim, f"{SIGN} {words}"))
        return parts

    def reading(self, at: float) -> list[str]:
        """Return names and values of a few at a place on the axis, or ≈ beside it."""
        told = []
        for name, y in zip(self.names[: self.axes or READ], self.values, strict=False):
            value, is_there = Curve(self.x, y).at(at)
            number = short(value) if np.isfinite(value) else "–"
            told.append(f"{name} {'=' if is_there else '≈'} {number}")
        return told


def bundle_of(path: Path, scores: Scores | None, over: OverName) -> Bundle | None:
    """Return the lines of parameters, as far as they are known of steps of `path`."""
    if scores is None or (weights := scores.weights) is None:
        return None
    rows, is_its = rows_of(path, scores)
    if not is_its.any():
        return None
    x, values = along(path, over)[rows[is_its]], finite(weights.values[:, is_its])
    return Bundle(x, values, weights.names, weights.axes, weights.count)


class WeightLines:
    """Draws them, with a line where they are 0."""

    def __init__(self) -> None:
        self._zero = pg.InfiniteLine(angle=0)
        self._thin = pg.PlotCurveItem(connect="finite")
        self._strong = [pg.PlotCurveItem(connect="finite") for _ in ENDS]
        self._ends = pg.ScatterPlotItem(size=9)
        self.items = (self._zero, self._thin, *self._strong, self._ends)
        self._theme = LIGHT

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        faint = theme.color("dim")
        faint.setAlpha(FAINT)
        self._zero.setPen(pg.mkPen(theme.line, width=1))
        self._thin.setPen(pg.mkPen(faint, width=1))
        for line, color in zip(self._strong, _colors(theme), strict=True):
            line.setPen(pg.mkPen(color, width=2))

    def show_bundle(self, bundle: Bundle | None, ruler: Ruler, most: int) -> None:
        """Draw each line by at most `most` points; none without a bundle."""
        for item in self.items:
            item.setVisible(bundle is not None)
        if bundle is None:
            return
        self._zero.setValue(float(ruler.heights(np.zeros(1), True)[0]))
        self._thin.setData(*_joined([_drawn(c, ruler, most) for c in bundle.thin]))
        spots = []
        looks = zip(self._strong, _colors(self._theme), ENDS, strict=True)
        for k, (line, color, (symbol, _)) in enumerate(looks):
            line.setVisible(k < bundle.axes)
            if k < bundle.axes:
                x, y = _drawn(bundle.strong[k], ruler, most)
                line.setData(x, y)
                look = {"symbol": symbol, "brush": color, "pen": self._theme.panel}
                spots += [{"pos": (x[-1], y[-1])} | look] * bool(np.isfinite(y[-1]))
        self._ends.setData(spots)


def _colors(theme: Theme) -> tuple[str, str]:
    """Return the colours of the parameters along x and y."""
    return theme.accent, theme.text


def _drawn(curve: Curve, ruler: Ruler, most: int) -> tuple[Array, Array]:
    return envelope(curve.x, ruler.heights(curve.y, True), most)


def _joined(lines: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    """Return all lines as one, with gaps between them: that is drawn much faster."""
    gap = np.array([np.nan])
    parts = [part for x, y in lines for part in ((x, y), (gap, gap))]
    if not parts:
        return gap, gap
    xs, ys = zip(*parts, strict=True)
    return np.concatenate(xs), np.concatenate(ys)
