"""The scene without OpenGL: a painter's algorithm with QPainter, also for vectors.

The surfaces are drawn first, and then, in the order of the scene, what of the rest
they do not hide; what the scene has before them and is not solid is drawn under them.
"""

from collections.abc import Sequence

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QPainter

from explorer.scene.camera import Camera
from explorer.scene.hiding import Cover
from explorer.scene.painted_arrows import paint_arrows
from explorer.scene.painted_relief import paint_reliefs
from explorer.scene.painted_sheet import paint_sheet
from explorer.scene.painted_strokes import paint_pass
from explorer.scene.shapes import Arrows, Relief, Scene, Shape, Strokes
from explorer.theme import Theme


def paint_scene(
    painter: QPainter,
    scene: Scene,
    camera: Camera,
    theme: Theme,
    is_fine: bool = False,
) -> None:
    """Draw every shape, without text, in pixels of the layout.

    Args:
        painter: of a widget, an image, or a vector picture.
        scene: what is drawn.
        camera: fitted to the size of the picture.
        theme: gives the background.
        is_fine: anti-aliased, as vector pictures are to be.
    """
    painter.save()
    painter.fillRect(QRectF(0, 0, camera.width, camera.height), theme.color("panel"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    under, reliefs, over = _in_order(scene)
    nothing, sight = Cover((), camera), Cover(reliefs, camera)
    for shape in under:
        _paint(painter, shape, nothing)
    if reliefs:
        paint_reliefs(painter, reliefs, camera, is_fine)
    for shape in over:
        _paint(painter, shape, sight)
    painter.restore()


def _in_order(
    scene: Scene,
) -> tuple[Sequence[Shape], tuple[Relief, ...], Sequence[Shape]]:
    """Return what is drawn before the surfaces, the surfaces, and what after."""
    shapes = list(scene.values())
    reliefs = tuple(shape for shape in shapes if isinstance(shape, Relief))
    first = shapes.index(reliefs[0]) if reliefs else 0
    under = [shape for shape in shapes[:first] if not _is_solid(shape)]
    over = [s for s in shapes if s not in under and not isinstance(s, Relief)]
    return under, reliefs, over


def _is_solid(shape: Shape) -> bool:
    if isinstance(shape, Strokes):
        return any(each.is_solid for each in shape.passes)
    return isinstance(shape, Arrows)


def _paint(painter: QPainter, shape: Shape, sight: Cover) -> None:
    if isinstance(shape, Strokes):
        for each in shape.passes:
            paint_pass(painter, shape.segments, each, sight)
    elif isinstance(shape, Arrows):
        paint_arrows(painter, shape, sight)
    elif not isinstance(shape, Relief):
        paint_sheet(painter, shape, sight)
