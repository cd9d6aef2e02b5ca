"""Draws the scene that was last shown onto a surface of OpenGL, as long as it lives."""

import time
from collections.abc import Callable

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtOpenGL import QOpenGLWindow
from PyQt6.QtOpenGLWidgets import QOpenGLWidget

from explorer.scene.camera import Camera
from explorer.scene.renderer import Renderer, Shot
from explorer.scene.shapes import Scene
from explorer.theme import DARK, Theme

REST = 250  # ms without a change, before software GL draws the fine picture
SHARE = 10  # times what that takes, at least: slow machines change less often than so
SAMPLES = 4

PaintText = Callable[[QPainter, Camera], None]


class Drawing(QObject):
    """What is drawn on `surface`, which calls `begin` and `paint` when it is time.

    Signals:
        staled: the surface should be painted.
        failed: (str) why there is no picture, one sentence.

    Args:
        surface: where; its context ends when the top-level window changes.
        is_software: GL runs on the CPU: draw fast while things change, and one
            multisampled picture when they rest.
    """

    staled = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(
        self, surface: QOpenGLWidget | QOpenGLWindow, is_software: bool
    ) -> None:
        super().__init__(surface)
        self._surface, self._is_software = surface, is_software
        self._picture: tuple[Scene, Camera, Theme] = {}, Camera(), DARK
        self._paint_text: PaintText = lambda painter, camera: None
        self._renderer: Renderer | None = None
        self._is_fine = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._refine)
        wanted = surface.format()
        wanted.setSamples(0 if is_software else SAMPLES)
        wanted.setDepthBufferSize(24)  # as framebuffers have, to be copied from there
        wanted.setStencilBufferSize(8)
        surface.setFormat(wanted)

    def show_scene(
        self, scene: Scene, camera: Camera, theme: Theme, paint_text: PaintText
    ) -> None:
        """Draw `scene` as `camera` sees it, with what `paint_text` paints over it."""
        self._picture, self._paint_text = (scene, camera, theme), paint_text
        self.staled.emit()

    def image(
        self, scene: Scene, camera: Camera, theme: Theme, scale: float, samples: int
    ) -> QImage:
        """Return a picture without text, of the size of the camera's panel.

        Args:
            scene: what is drawn.
            camera: and its panel.
            theme: gives the ground.
            scale: pixels of the image per pixel of the layout.
            samples: of each pixel.

        Raises:
            RuntimeError: there is no context yet, or no framebuffer of this size.
        """
        if self._renderer is None:
            raise RuntimeError("The scene can be pictured once it has been shown.")
        size = round(camera.width * scale), round(camera.height * scale)
        self._surface.makeCurrent()
        try:
            shot = Shot(scene, camera, theme.color("panel"), *size, scale)
            return self._renderer.image(shot, samples)
        finally:
            self._surface.doneCurrent()

    def begin(self, end: Callable[[], None]) -> None:
        """Set up for a new context, which is current.

        Args:
            end: a method of the surface, which calls ours. It is called when the
                context ends, unless the surface itself is gone, and with it all of GL.
        """
        context = self._surface.context()
        assert context is not None
        try:
            self._renderer = Renderer(context)
        except RuntimeError as error:
            self.failed.emit(str(error))
            return
        direct = Qt.ConnectionType.DirectConnection
        context.aboutToBeDestroyed.connect(end, direct)  # type: ignore[call-arg]

    def end(self) -> None:
        """Give everything back, as the context ends."""
        if self._renderer is not None:
            self._surface.makeCurrent()
            self._renderer.release()
            self._renderer = None
            self._surface.doneCurrent()

    def paint(self) -> None:
        """Draw the scene and the text over it; the context is current."""
        if self._renderer is None:
            return
        scene, camera, theme = self._picture
        pixel, surface = self._surface.devicePixelRatioF(), self._surface
        size = round(surface.width() * pixel), round(surface.height() * pixel)
        shot = Shot(scene, camera, theme.color("panel"), *size, pixel * theme.zoom)
        try:
            self._draw(self._renderer, shot)
        except RuntimeError as error:
            self._renderer = None
            self.failed.emit(str(error))
            return
        with QPainter(self._surface) as painter:
            painter.scale(theme.zoom, theme.zoom)
            self._paint_text(painter, camera)

    def _draw(self, renderer: Renderer, shot: Shot) -> None:
        if not self._is_software:
            renderer.draw(shot)
        elif self._is_fine:
            begun = time.perf_counter()
            renderer.draw_fine(shot, SAMPLES)
            cost = 1000 * (time.perf_counter() - begun)
            self._rest.setInterval(max(REST, round(SHARE * cost)))
            self._is_fine = False
        else:
            renderer.draw_over(shot)
            self._rest.start()

    def _refine(self) -> None:
        self._is_fine = True
        self.staled.emit()
