"""The probability of the data in four ways: product, log, minus log, mean."""

import math

import numpy as np
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.elided import ElidedLabel
from explorer.plots.four_maps import FourMaps, Tile
from explorer.plots.grids import pixels
from explorer.segments import Segments
from explorer.theme import Theme, lookup_table
from models.derivations import power_of_ten, precise
from models.language import tr
from models.scales import Scale, make_scale, short
from models.snapshots import Array, Product, Sight
from models.specs import Spec

PRECISIONS = {
    "float32": (
        "float32",
        tr("Multiply in single precision: below 1.4×10⁻⁴⁵ it is 0."),
    ),
    "float64": (
        "float64",
        tr("Multiply in double precision: below 4.9×10⁻³²⁴ it is 0."),
    ),
}
SMALLEST = {"float32": "1.4×10⁻⁴⁵", "float64": "4.9×10⁻³²⁴"}
MAPS = "∏ p", "log ∏ p", "−log ∏ p", tr("mean −log p")
NOTE = tr("★ optimum  ● walker")
EDGE = tr("★ at the edge  ● walker")
BEST = tr("★ is where the data are most probable, of all points of these maps.")


class MapsPage(QWidget):
    """Four maps of one plane: their numbers differ, and their optimum does not.

    Signals:
        edited: (dict) never: the precision is no matter of the model.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.segments, self.maps = Segments(PRECISIONS), FourMaps()
        self.reading = ElidedLabel(
            tr("All four numbers at the ★, or under the pointer."), lines=3
        )
        self.note = ElidedLabel(BEST)
        for label in (self.reading, self.note):
            label.setObjectName("strip")
        self._kind = "float32"
        self._product: Product | None = None
        self._samples = 1
        self._spec = Spec()
        self._pointed: tuple[int, int] | None = None
        self.segments.show_choice(self._kind)
        self.segments.chosen.connect(self._choose)
        self.maps.pointed.connect(self._point)
        self._lay_out()

    def show_spec(self, spec: Spec) -> None:
        """Take the colours of the surfaces."""
        self._spec = spec
        self._draw()

    def show_sight(self, sight: Sight) -> None:
        """Show the plane that is drawn, and where the walker stands in it."""
        likelihood = sight.likelihood
        if likelihood is None or likelihood.product is None:
            return
        product, self._samples = likelihood.product, len(likelihood.minus_logs)
        is_new = product is not self._product
        self._product = product
        walker = (2.0, 2.0)  # outside
        if sight.ground is not None:
            walker = _shares(product, *sight.ground.xy.tolist())
        i, j = product.best
        best = _shares(product, float(product.axis_x[i]), float(product.axis_y[j]))
        self.maps.show_places(best, walker)
        self.note.say(EDGE if product.is_best_at_edge else NOTE)
        if is_new:
            self._draw()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.maps.show_theme(theme)

    def _draw(self) -> None:
        product = self._product
        if product is None:
            return
        look = self._spec.view
        table = lookup_table(look.color_map, look.bright)
        minus, mean = product.minus_log, product.minus_log / self._samples
        scale = make_scale(minus)
        low = float(minus[product.best])
        downs = pixels(minus, scale, table)
        ups = pixels(_turned(minus, scale), scale, table)
        flat = pixels(mean, make_scale(mean), table)
        heads = (
            f"≤ {power_of_ten(-low)}",
            f"≤ {short(-low)}",
            f"≥ {short(low)}",
            f"≥ {precise(low / self._samples)}",
        )
        pictures = (None, ups, downs, flat)
        tiles = [
            Tile(name, head, colors)
            for name, head, colors in zip(MAPS, heads, pictures, strict=True)
            if colors is not None
        ]
        self.maps.show_tiles((self._multiplied(product, heads[0]), *tiles))
        self._read()

    def _multiplied(self, product: Product, head: str) -> Tile:
        """Return the map of the product, as far as it is a number of the machine."""
        values = product.single if self._kind == "float32" else product.double
        is_zero, is_lost = values == 0, ~np.isfinite(values)
        note, (top, below) = "", (float(values.max()), SMALLEST[self._kind])
        points = tr("{size:,} points", size=values.size)
        if is_zero.all():
            note = tr("0 at all {points}: below {below}", points=points, below=below)
        elif is_lost.any():
            note = tr(
                "∞ at {sum:,} of {points}: more than a number can be",
                sum=int(is_lost.sum()),
                points=points,
            )
        elif is_zero.any():
            note = tr("0 at {sum:,} of {points}", sum=int(is_zero.sum()), points=points)
        has_top = 0 < top < math.inf
        scaled = np.asarray(values, np.float64) / (top if has_top else 1.0)
        look = self._spec.view
        table = lookup_table(look.color_map, look.bright)
        colors = pixels(np.where(is_lost, 1.0, scaled), Scale(0.0, 1.0), table)
        return Tile(MAPS[0], head, colors, note, has_best=has_top)

    def _read(self) -> None:
        product = self._product
        if product is None:
            return
        i, j = self._pointed or product.best
        minus = float(product.minus_log[i, j])
        x, y = short(float(product.axis_x[i])), short(float(product.axis_y[j]))
        is_best = self._pointed is None
        where = "★" if is_best else tr("pointer")
        if is_best and product.is_best_at_edge:
            where = tr("The optimum lies outside. ★")
        self.reading.say(
            tr(
                "{where} ({x}, {y}): ∏ p = {product}, log {log}, −log "
                "{minus}, mean {mean}",
                where=where,
                x=x,
                y=y,
                product=power_of_ten(-minus),
                log=short(-minus),
                minus=short(minus),
                mean=precise(minus / self._samples),
            )
        )

    def _choose(self, name: str) -> None:
        self._kind = name
        self.segments.show_choice(name)
        self._draw()

    def _point(self, at: tuple[int, int] | None) -> None:
        self._pointed = at
        self._read()

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row.addWidget(self.segments)
        row.addWidget(self.note, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | middle)
        column.addLayout(row)
        column.addWidget(self.maps, 1)
        column.addWidget(self.reading)


def _turned(values: Array, scale: Scale) -> Array:
    """Return `values` upside down in the range of `scale`: what was low is high."""
    return scale.low + scale.high - np.clip(values, scale.low, scale.high)


def _shares(product: Product, x: float, y: float) -> tuple[float, float]:
    """Return where (x, y) is in the square, from 0 to 1."""
    (left, right), (low, high) = product.axis_x[[0, -1]], product.axis_y[[0, -1]]
    return float((x - left) / (right - left)), float((y - low) / (high - low))
