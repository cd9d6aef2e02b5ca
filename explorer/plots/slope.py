"""What a map shows of the slope and the curvature where the walker stands."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPen

from explorer.plots.arrows import EDGE, HEAD, arrow_item, arrow_outlines, reach
from explorer.plots.signs import Spot, haloed
from explorer.theme import (
    DOWNHILL,
    FULL,
    GRADIENT,
    MOMENTUM,
    QUADRATIC,
    SINGLE,
    TANGENT,
    WALKER,
    Theme,
)
from models.scales import Scale
from models.snapshots import Array, Ground, Path, Surface
from models.specs import ViewSpec

LEAST = 0.08  # of the longer axis, at least: of a valley that is almost straight
MOST_TIMES = 2.0  # the length of such an arrow, against that of all examples
THIN = 0.5  # of the size of others: arrows of single examples
OFF_PLANE = 22  # px: the ring around a walker that is not on the slice
NONE = np.zeros((0, 2)), np.zeros((0, 2))  # tails and vectors of no arrows


class Slope:
    """Arrows, the outline of the tangent plane, and the axes of the curvature."""

    def __init__(self) -> None:
        self._patch, self._axes = (
            pg.PlotCurveItem(connect="finite", antialias=True) for _ in range(2)
        )
        partials = pg.PlotCurveItem(connect="finite", antialias=True)
        partials.setPen(pg.mkPen(GRADIENT, width=2, style=Qt.PenStyle.DashLine))
        partials.setShadowPen(pg.mkPen(EDGE, width=4))
        self._arrows = {
            "partials": partials,
            "fan": arrow_item(SINGLE),
            "full": arrow_item(FULL),
            "gradient": arrow_item(GRADIENT),
            "downhill": arrow_item(DOWNHILL),
            "momentum": arrow_item(MOMENTUM),
            "step": arrow_item(WALKER),
        }
        self._ring = pg.ScatterPlotItem(size=OFF_PLANE)
        self.items = (self._patch, self._axes, *self._arrows.values(), self._ring)

    def show(
        self,
        path: Path | None,
        ground: Ground | None,
        surface: Surface,
        scale: Scale,
        view: ViewSpec,
        half: float,
        theme: Theme,
    ) -> None:
        """Draw what `view` asks for at the end of `path`, where there is one.

        `half` the side of what is shown is what the arrows are measured by.
        """
        layers = view.layers
        arrows = _arrows(path, ground, surface, scale, view, half) if path else {}
        for name, item in self._arrows.items():
            is_wanted = ("fan" if name == "full" else name) in layers
            drawn = arrows.get(name, NONE) if is_wanted else NONE
            size = THIN if name == "fan" else 1.0
            item.setData(*arrow_outlines(*drawn, size * HEAD * half))
        reached = view.radius * surface.plane.extent
        self._patch.setPen(_patch_pen(layers))
        self._patch.setData(*_patch(ground, reached, layers))
        self._axes.setData(*_axes(ground, reached, layers))
        self._ring.setData(_ring(ground, scale, layers, theme))

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._axes.setPen(pg.mkPen(theme.text, width=1.5))
        for item in (self._patch, self._axes):
            item.setShadowPen(pg.mkPen(theme.halo, width=3.5))


def _arrows(
    path: Path,
    ground: Ground | None,
    surface: Surface,
    scale: Scale,
    view: ViewSpec,
    half: float,
) -> dict[str, tuple[Array, Array]]:
    """Return tails and vectors (K, 2) of the arrows at the walker, by layer."""
    at, up = path.xy[-1:], path.gradient
    slope = float(np.linalg.norm(up))
    times = half * reach(slope, surface, scale, view.true_length)
    found = {
        "gradient": (at, times * up[None]),
        "downhill": (at, -times * up[None]),
        "partials": (at.repeat(2, axis=0), times * np.diag(up)),
    }
    if ground is not None and (fan := ground.fan) is not None:
        singles, each = fan.singles, times
        if not view.true_length:
            size = float(np.linalg.norm(fan.full)) or 1.0
            shares = np.linalg.norm(singles, axis=1, keepdims=True) / size
            singles = singles / np.maximum(1.0, shares / MOST_TIMES)
            each = times * slope / size
        found["fan"] = (at.repeat(len(singles), axis=0), each * singles)
        found["full"] = (at, each * fan.full[None])
    if ground is not None and ground.momentum is not None:
        size = float(np.linalg.norm(ground.momentum))
        length = times * slope / size if size > 0 else 0.0
        found["momentum"] = (at, length * ground.momentum[None])
    if ground is not None:
        found["step"] = (ground.xy[None], ground.step[None])
    return found


def _patch(ground: Ground | None, reached: float, layers: tuple[str, ...]) -> Array:
    """Return the outline (2, 5) of the tangent plane, or of the local quadratic."""
    if ground is None or not {"tangent", "quadratic"} & set(layers):
        return np.zeros((2, 0))
    corners = np.array([[-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1]])
    outline: Array = ground.xy[:, None] + reached * corners
    return outline


def _patch_pen(layers: tuple[str, ...]) -> QPen:
    color = TANGENT if "tangent" in layers else QUADRATIC
    return QPen(pg.mkPen(color, width=1.8))


def _axes(ground: Ground | None, reached: float, layers: tuple[str, ...]) -> Array:
    """Return the eigen-axes (2, 5) of the curvature, as of a line of equal loss.

    A semi-axis is as long as one over the root of its curvature, against the other.
    """
    if ground is None or "quadratic" not in layers:
        return np.zeros((2, 0))
    if not np.isfinite(ground.hessian).all():
        return np.zeros((2, 0))
    values, vectors = np.linalg.eigh(ground.hessian)
    sizes = np.maximum(np.abs(values), np.finfo(float).tiny)
    shares = np.maximum(np.sqrt(sizes.min() / sizes), LEAST)
    x, y = (reached * shares * vectors).T
    ends = np.stack([-x, x, np.full(2, np.nan), -y, y], axis=1)
    axes: Array = ground.xy[:, None] + ends
    return axes


def _ring(
    ground: Ground | None, scale: Scale, layers: tuple[str, ...], theme: Theme
) -> list[Spot]:
    """Return the ring around a walker whose loss is not that of the slice there."""
    if ground is None or "tether" not in layers:
        return []
    is_there = np.isfinite(ground.xy).all()
    if not is_there or scale.is_level(ground.loss - ground.height):
        return []
    return haloed(ground.xy, "o", theme.text, theme.halo)
