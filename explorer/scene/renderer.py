"""The GL side of the view: one context, from its first picture to its end."""

from dataclasses import dataclass, replace
from itertools import islice

from PyQt6.QtCore import QSize
from PyQt6.QtGui import (
    QColor,
    QImage,
    QOpenGLContext,
    QSurfaceFormat,
    QVector2D,
    QVector3D,
)
from PyQt6.QtOpenGL import QOpenGLFramebufferObject, QOpenGLVertexArrayObject

from explorer.scene.arrows import ArrowsItem
from explorer.scene.camera import Camera, qt_matrix
from explorer.scene.frame import Frame, Item
from explorer.scene.framebuffers import copy_to_widget, make_framebuffer, take_image
from explorer.scene.gl import GL, GLFunctions, gl_functions
from explorer.scene.lines import LinesItem
from explorer.scene.shaders import Programs
from explorer.scene.shapes import Arrows, Relief, Scene, Shape, Sheet, Strokes
from explorer.scene.sheet import SheetItem
from explorer.scene.surface import SurfaceItem

ITEMS: dict[type[Shape], type[Item]] = {
    Arrows: ArrowsItem,
    Relief: SurfaceItem,
    Sheet: SheetItem,
    Strokes: LinesItem,
}


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One picture to be taken."""

    scene: Scene
    camera: Camera
    background: QColor
    width: int  # in its own pixels
    height: int
    pixel: float  # of its pixels per pixel of the layout

    def shared(self, other: "Shot") -> int:
        """Return how many of the first shapes look just the same in `other`."""
        if self._view != other._view:
            return 0
        count = 0
        for mine, theirs in zip(self.scene.items(), other.scene.items(), strict=False):
            if mine[0] != theirs[0] or mine[1] is not theirs[1]:
                break
            count += 1
        return count

    def first(self, count: int) -> "Shot":
        """Return a picture of the first `count` shapes alone."""
        return replace(self, scene=dict(islice(self.scene.items(), count)))

    @property
    def _view(self) -> tuple[object, ...]:
        return self.camera, self.background, self.width, self.height, self.pixel


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """A picture that is kept, to draw others over it."""

    shot: Shot
    framebuffer: QOpenGLFramebufferObject


class Renderer:
    """Draws scenes in one context, by one item for each name.

    Raises:
        RuntimeError: Qt has no functions for the context; one sentence.
    """

    def __init__(self, context: QOpenGLContext) -> None:
        functions = gl_functions(context)
        if functions is None:
            major, minor = context.format().version()
            raise RuntimeError(f"Qt offers no functions for OpenGL {major}.{minor}.")
        self._gl: GLFunctions = functions
        self._programs = Programs(context)
        self._has_switch = not context.isOpenGLES()  # there it is always on
        self._items: dict[str, Item] = {}
        self._fine: QOpenGLFramebufferObject | None = None
        self._last: Shot | None = None
        self._backdrop: Backdrop | None = None
        self._has_backdrops = True  # until the driver refuses to copy one
        self._arrays: QOpenGLVertexArrayObject | None = None
        core = QSurfaceFormat.OpenGLContextProfile.CoreProfile
        if context.format().profile() == core:
            self._arrays = QOpenGLVertexArrayObject()
            self._arrays.create()

    def draw(self, shot: Shot) -> None:
        """Draw into the framebuffer that is bound."""
        self._forget(shot.scene)
        self._draw(shot)

    def _forget(self, scene: Scene) -> None:
        """Give back what draws shapes that are no longer in the scene."""
        for name in self._items.keys() - scene.keys():
            self._items.pop(name).release(self._gl)

    def _draw(self, shot: Shot) -> None:
        ground = shot.background
        self._gl.glDepthMask(True)
        self._gl.glClearColor(ground.redF(), ground.greenF(), ground.blueF(), 1.0)
        self._gl.glClear(GL.COLOR_BUFFER_BIT | GL.DEPTH_BUFFER_BIT)
        self._paint(shot, 0)

    def draw_over(self, shot: Shot) -> None:
        """Draw into the default framebuffer, over a copy of what has come to rest.

        A driver without a GPU draws a surface far more slowly than it copies a picture.
        The first shapes of a scene are kept as one once they are the same twice.
        """
        last, self._last = self._last, shot
        self._forget(shot.scene)
        backdrop = self._backdrop_of(shot, 0 if last is None else shot.shared(last))
        if backdrop is None:
            self._draw(shot)
        else:
            copy_to_widget(
                backdrop.framebuffer, shot.width, shot.height, has_depth=True
            )
            self._paint(shot, len(backdrop.shot.scene))

    def _backdrop_of(self, shot: Shot, still: int) -> Backdrop | None:
        """Return a picture of first shapes of `shot`, of which so many are at rest."""
        kept = self._backdrop
        if kept and shot.shared(kept.shot) == len(kept.shot.scene) >= still:
            return kept
        if not still or not self._has_backdrops:
            return None
        framebuffer = make_framebuffer(shot.width, shot.height, samples=0)
        self._backdrop = Backdrop(shot.first(still), framebuffer)
        self._draw(self._backdrop.shot)
        copy_to_widget(framebuffer, shot.width, shot.height, has_depth=True)
        self._has_backdrops = self._gl.glGetError() == GL.NO_ERROR
        if not self._has_backdrops:
            self._backdrop = None
        return self._backdrop

    def _paint(self, shot: Shot, begin: int) -> None:
        """Draw the shapes from number `begin` on over what is there."""
        gl = self._gl
        if self._arrays is not None:
            self._arrays.bind()
        gl.glViewport(0, 0, shot.width, shot.height)
        gl.glDepthMask(True)
        gl.glDisable(GL.CULL_FACE)
        if self._has_switch:
            gl.glEnable(GL.MULTISAMPLE)  # QPainter leaves it off
        frame = self._frame(shot)
        for name, shape in islice(shot.scene.items(), begin, None):
            if name not in self._items:
                self._items[name] = ITEMS[type(shape)]()
            self._items[name].show(shape)
            self._items[name].paint(frame)
        gl.glDisable(GL.DEPTH_TEST)
        if self._arrays is not None:
            self._arrays.release()

    def _frame(self, shot: Shot) -> Frame:
        return Frame(
            functions=self._gl,
            programs=self._programs,
            matrix=qt_matrix(shot.camera.matrix),
            rotation=qt_matrix(shot.camera.view).normalMatrix(),
            eye=QVector3D(*shot.camera.eye.tolist()),
            size=QVector2D(shot.width, shot.height),
            pixel=float(shot.pixel),  # a whole number would be another uniform
        )

    def draw_fine(self, shot: Shot, samples: int) -> None:
        """Draw multisampled, and copy the picture into the default framebuffer."""
        fine = self._fine
        if fine is None or fine.size() != QSize(shot.width, shot.height):
            fine = self._fine = make_framebuffer(shot.width, shot.height, samples)
        fine.bind()
        self.draw(shot)
        copy_to_widget(fine, shot.width, shot.height)

    def image(self, shot: Shot, samples: int) -> QImage:
        """Return a picture without text."""
        framebuffer = make_framebuffer(shot.width, shot.height, samples)
        self.draw(shot)
        return take_image(framebuffer)

    def release(self) -> None:
        """Give everything back, before the context ends."""
        self._forget({})
        self._fine = self._backdrop = None
        if self._arrays is not None:
            self._arrays.destroy()
