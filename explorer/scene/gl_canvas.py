"""The widget on which OpenGL draws; what it draws is another's to decide."""

from collections.abc import Callable

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtOpenGLWidgets import QOpenGLWidget

from explorer.scene.camera import Camera
from explorer.scene.renderer import Renderer, Shot
from explorer.scene.shapes import Scene
from explorer.theme import DARK, Theme

REST = 250  # ms without a change, before software GL draws the fine picture
SAMPLES = 4

PaintText = Callable[[QPainter, Camera], None]


class GLCanvas(QOpenGLWidget):
    """Draws a scene and the text over it; lets the pointer through.

    Signals:
        drawn: a picture is on the screen.
        failed: (str) why there is none, one sentence.

    Args:
        is_software: GL runs on the CPU: draw fast while things change, and one
            multisampled picture when they rest.
    """

    drawn = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, is_software: bool = False) -> None:
        super().__init__()
        self.is_software = is_software
        self._picture: tuple[Scene, Camera, Theme] = {}, Camera(), DARK
        self._paint_text: PaintText = lambda painter, camera: None
        self._renderer: Renderer | None = None
        self._is_fine = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._refine)
        wanted = self.format()
        wanted.setSamples(0 if is_software else SAMPLES)
        self.setFormat(wanted)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.frameSwapped.connect(self.drawn)

    def show_scene(
        self, scene: Scene, camera: Camera, theme: Theme, paint_text: PaintText
    ) -> None:
        """Draw `scene` as `camera` sees it, with what `paint_text` paints over it."""
        self._picture, self._paint_text = (scene, camera, theme), paint_text
        self.update()

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
        self.makeCurrent()
        try:
            shot = Shot(scene, camera, theme.color("panel"), *size, scale)
            return self._renderer.image(shot, samples)
        finally:
            self.doneCurrent()

    # The life of the context, which ends when the top-level window changes

    def initializeGL(self) -> None:
        """Set up for a new context."""
        context = self.context()
        assert context is not None  # Qt calls this with one current
        try:
            self._renderer = Renderer(context)
        except RuntimeError as error:
            self.failed.emit(str(error))
            return
        direct = Qt.ConnectionType.DirectConnection
        context.aboutToBeDestroyed.connect(self._release, direct)  # type: ignore[call-arg]

    def _release(self) -> None:
        if self._renderer is not None:
            self.makeCurrent()
            self._renderer.release()
            self._renderer = None
            self.doneCurrent()

    def paintGL(self) -> None:
        """Draw the scene and the text over it."""
        if self._renderer is None:
            return
        scene, camera, theme = self._picture
        pixel = self.devicePixelRatioF()
        size = round(self.width() * pixel), round(self.height() * pixel)
        shot = Shot(scene, camera, theme.color("panel"), *size, pixel)
        try:
            self._draw(self._renderer, shot)
        except RuntimeError as error:
            self._renderer = None
            self.failed.emit(str(error))
            return
        painter = QPainter(self)
        self._paint_text(painter, camera)
        painter.end()

    def _draw(self, renderer: Renderer, shot: Shot) -> None:
        if not self.is_software:
            renderer.draw(shot)
        elif self._is_fine:
            renderer.draw_fine(shot, SAMPLES)
            self._is_fine = False
        else:
            renderer.draw(shot)
            self._rest.start()

    def _refine(self) -> None:
        self._is_fine = True
        self.update()
