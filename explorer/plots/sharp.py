"""Plots in pictures: lines as wide as they look on the screen, and symbols as shapes.

On the screen pyqtgraph's lines have a constant width in pixels, and its symbols are
small images. A picture of four pixels for each would have hairlines and coarse dots,
and one of lines and letters would have no symbols at all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pyqtgraph as pg
from PyQt6.QtGui import QPen
from PyQt6.QtWidgets import (
    QAbstractGraphicsShapeItem,
    QGraphicsItem,
    QGraphicsView,
    QWidget,
)

Undo = Callable[[], object]


@contextmanager
def sharpened(widget: QWidget, scale: float) -> Iterator[None]:
    """Let plots in `widget` be painted with `scale` pixels for each of their own."""
    views = widget.findChildren(QGraphicsView)
    if isinstance(widget, QGraphicsView):
        views.append(widget)
    scenes = [scene for view in views if (scene := view.scene()) is not None]
    items = [item for scene in scenes for item in scene.items()]
    undone: list[Undo] = [
        partial(view.setCacheMode, view.cacheMode()) for view in views
    ]
    for view in views:  # or what is behind the plot would be an image, too
        view.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
    undone += [undo for item in items for undo in _sharpen(item, scale)]
    try:
        yield
    finally:
        for undo in undone:
            undo()


def _sharpen(item: QGraphicsItem, scale: float) -> Iterator[Undo]:
    """Widen the pens of `item`, and yield how to make them as they were."""
    if isinstance(item, pg.ScatterPlotItem):
        pens = item.data["pen"].copy()
        item.data["pen"] = [_wide(pen, scale) for pen in pens]
        yield partial(item.data.__setitem__, "pen", pens)
        yield from _replace(item.opts, ("pen",), scale)
        item.setExportMode(True, {"antialias": True})
        yield partial(item.setExportMode, False)
    elif isinstance(item, pg.PlotCurveItem):
        yield from _replace(item.opts, ("pen", "shadowPen"), scale)
    elif isinstance(item, pg.InfiniteLine):
        yield from _replace(vars(item), ("currentPen",), scale)
    elif isinstance(item, pg.AxisItem):
        yield from _replace(vars(item), ("_pen", "_tickPen"), scale)
        item.picture = None  # where it is drawn beforehand
        yield partial(setattr, item, "picture", None)
    elif isinstance(item, QAbstractGraphicsShapeItem):
        pen = item.pen()
        item.setPen(_wide(pen, scale))
        yield partial(item.setPen, pen)


def _replace(
    pens: dict[str, object], names: tuple[str, ...], scale: float
) -> Iterator[Undo]:
    for name in names:
        yield partial(pens.__setitem__, name, pens[name])
        pens[name] = _wide(pens[name], scale)


def _wide(pen: Any, scale: float) -> Any:
    """Return a pen of constant width, wider; any other as it is."""
    if not isinstance(pen, QPen) or not pen.isCosmetic():
        return pen
    wide = QPen(pen)
    wide.setWidthF(scale * max(pen.widthF(), 1.0))
    return wide
