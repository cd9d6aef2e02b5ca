"""The GL side of the view: one context, from its first picture to its end."""

from dataclasses import dataclass

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
        self._arrays: QOpenGLVertexArrayObject | None = None
        core = QSurfaceFormat.OpenGLContextProfile.CoreProfile
        if context.format().profile() == core:
            self._arrays = QOpenGLVertexArrayObject()
            self._arrays.create()

    def draw(self, shot: Shot) -> None:
        """Draw into the framebuffer that is bound."""
        gl, ground = self._gl, shot.background
        if self._arrays is not None:
            self._arrays.bind()
        gl.glViewport(0, 0, shot.width, shot.height)
        gl.glDepthMask(True)
        gl.glDisable(GL.CULL_FACE)
        if self._has_switch:
            gl.glEnable(GL.MULTISAMPLE)  # QPainter leaves it off
        gl.glClearColor(ground.redF(), ground.greenF(), ground.blueF(), 1.0)
        gl.glClear(GL.COLOR_BUFFER_BIT | GL.DEPTH_BUFFER_BIT)
        self._paint(shot.scene, self._frame(shot))
        gl.glDisable(GL.DEPTH_TEST)
        if self._arrays is not None:
            self._arrays.release()

    def _paint(self, scene: Scene, frame: Frame) -> None:
        for name in self._items.keys() - scene.keys():
            self._items.pop(name).release(self._gl)
        for name, shape in scene.items():
            if name not in self._items:
                self._items[name] = ITEMS[type(shape)]()
            self._items[name].show(shape)
            self._items[name].paint(frame)

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
        for item in self._items.values():
            item.release(self._gl)
        self._fine = None
        if self._arrays is not None:
            self._arrays.destroy()
