"""The widget that shows the scene where there is no OpenGL."""

from collections.abc import Callable

from PyQt6.QtCore import QSizeF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QWidget

from explorer.scene.camera import Camera
from explorer.scene.facets import thinned
from explorer.scene.painter import paint_scene
from explorer.scene.shapes import Relief, Scene
from explorer.theme import DARK, Theme
from models.language import tr

REST = 250  # ms without a change, before the fine picture is drawn
MOVING, RESTING = 61, 101  # points a side of a surface, at most


class PainterCanvas(QWidget):
    """Only draws: the pointer goes through to what is behind.

    Signals:
        drawn: a picture is on the screen.
        failed: (str) never; as of a canvas of OpenGL.
    """

    drawn = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: Scene = {}
        self._camera = Camera()
        self._theme = DARK
        self._paint_text: Callable[[QPainter, Camera], None] | None = None
        self._picture: QImage | None = None
        self._is_fine = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._refine)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def drawing(self) -> "PainterCanvas":
        """What draws on it: itself."""
        return self

    def show_scene(
        self,
        scene: Scene,
        camera: Camera,
        theme: Theme,
        paint_text: Callable[[QPainter, Camera], None],
    ) -> None:
        """Draw `scene`, and the text over it: at once, and finely when it rests."""
        self._scene, self._camera, self._theme = scene, camera, theme
        self._paint_text = paint_text
        self._change()

    def image(
        self, scene: Scene, camera: Camera, theme: Theme, scale: float, samples: int
    ) -> QImage:
        """Return what OpenGL does; more than one of `samples` asks for smooth edges."""
        return painted(scene, camera, theme, scale, samples)

    def _change(self) -> None:
        self._picture, self._is_fine = None, False
        self._rest.start()
        self.update()

    def _refine(self) -> None:
        self._picture, self._is_fine = None, True
        self.update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Draw anew, in the new size."""
        super().resizeEvent(event)
        self._change()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Show the picture, which is drawn when something has changed."""
        if self._picture is None:
            self._picture = self._draw()
        with QPainter(self) as painter:
            painter.drawImage(0, 0, self._picture)
        self.drawn.emit()

    def _draw(self) -> QImage:
        ratio = self.devicePixelRatioF()
        image = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        zoom = self._theme.zoom
        camera = self._camera.fit(self.width() / zoom, self.height() / zoom)
        with QPainter(image) as painter:
            painter.scale(zoom, zoom)
            painter.setFont(self.font())
            scene = self._thinned(RESTING if self._is_fine else MOVING)
            paint_scene(painter, scene, camera, self._theme, self._is_fine)
            if self._paint_text is not None:
                self._paint_text(painter, camera)
        return image

    def _thinned(self, most: int) -> Scene:
        """Return the scene with surfaces of at most `most` points a side."""
        return {
            name: thinned(shape, most) if isinstance(shape, Relief) else shape
            for name, shape in self._scene.items()
        }


def painted(
    scene: Scene, camera: Camera, theme: Theme, scale: float, samples: int
) -> QImage:
    """Return a picture of `scene` of any size, without OpenGL and without text.

    `scale` pixels are painted for each of the camera's panel; more than one of
    `samples` asks for smooth edges.

    Raises:
        ValueError: there is no memory for so large a picture.
    """
    size = (QSizeF(camera.width, camera.height) * scale).toSize()
    image = QImage(size, QImage.Format.Format_RGB32)
    if image.isNull():
        raise ValueError(
            tr(
                "a picture of {width} x {height} is too large",
                width=size.width(),
                height=size.height(),
            )
        )
    with QPainter(image) as painter:
        painter.scale(scale, scale)
        paint_scene(painter, scene, camera, theme, is_fine=samples > 1)
    return image
