"""The widget that shows the loss surface in 3-D, and tells what the user does to it."""

from PyQt6.QtCore import QEvent, QPointF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PyQt6.QtOpenGLWidgets import QOpenGLWidget
from PyQt6.QtWidgets import QWidget

from explorer.gestures import Gesture, Pick
from explorer.scene.camera import Camera
from explorer.scene.contents import Contents
from explorer.scene.picking import pick
from explorer.scene.renderer import Renderer, Shot
from explorer.theme import DARK, Theme
from models.scales import Scale
from models.snapshots import Path, Surface

DEGREES_PER_PIXEL = 0.4
ZOOM_PER_NOTCH = 1.15
NOTCH = 120  # eighths of a degree, of the wheel
REST = 250  # ms without a change, before software GL draws the fine picture
SAMPLES = 4


class SceneView(QOpenGLWidget):
    """A loss surface and a path on it; computes nothing about the model.

    Args:
        parent: as of any widget.
        is_software: GL runs on the CPU: draw fast while things change, and one
            multisampled picture when they rest.
    """

    picked = pyqtSignal(float, float)  # a click on the surface, in plane coordinates
    hovered = pyqtSignal(object)  # (x, y) in plane coordinates, or None
    failed = pyqtSignal(str)  # why there is no picture, one sentence

    def __init__(
        self, parent: QWidget | None = None, is_software: bool = False
    ) -> None:
        super().__init__(parent)
        self.is_software = is_software
        self.camera = Camera()
        self._theme = DARK
        self._contents = Contents(DARK)
        self._renderer: Renderer | None = None
        self._gesture: Gesture | None = None
        self._is_over = False
        self._is_fine = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._refine)
        self._pick = Pick(self)
        self._pick.picked.connect(self.picked)
        wanted = self.format()
        wanted.setSamples(0 if is_software else SAMPLES)
        self.setFormat(wanted)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)

    # What is shown

    def show_surface(self, surface: Surface, heights: Scale, colors: Scale) -> None:
        """Show `surface` with heights and colours by two scales of its losses."""
        self._contents.show_surface(surface, heights, colors)
        self.update()

    def show_path(self, path: Path | None) -> None:
        """Show `path`, with the walker and its arrows at the last step, or none."""
        self._contents.show_path(path)
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Show everything in the colours of `theme`."""
        self._theme = theme
        self._contents.show_theme(theme)
        self.update()

    def look(self, azimuth: float, elevation: float) -> None:
        """Turn to a direction, in degrees; (45, 30) is the corner view."""
        self.camera = self.camera.look(azimuth, elevation)
        self.update()

    def home(self) -> None:
        """Return to the corner view of the whole box."""
        self.camera = self.camera.home()
        self.update()

    def render_image(
        self, width: int, height: int, scale: float = 1.0, samples: int = SAMPLES
    ) -> QImage:
        """Return the scene laid out for `width` x `height` pixels, with its text.

        Args:
            width: of the layout.
            height: of the layout.
            scale: pixels of the image per pixel of the layout.
            samples: of each pixel.

        Raises:
            RuntimeError: there is no context yet, or no framebuffer of this size.
        """
        self.makeCurrent()
        if self._renderer is None:
            raise RuntimeError("The scene can be pictured once it has been shown.")
        camera = self.camera.fit(width, height)
        shot = Shot(
            camera,
            self._theme.color("panel"),
            round(width * scale),
            round(height * scale),
            scale,
        )
        try:
            image = self._renderer.image(shot, samples)
        finally:
            self.doneCurrent()
        painter = QPainter(image)
        painter.setFont(self.font())
        painter.scale(scale, scale)
        self._contents.paint_text(painter, camera)
        painter.end()
        return image

    # The life of the context, which ends when the top-level window changes

    def initializeGL(self) -> None:
        """Set up for a new context."""
        context = self.context()
        assert context is not None  # Qt calls this with one current
        try:
            self._renderer = Renderer(context, self._contents)
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

    def resizeGL(self, width: int, height: int) -> None:
        """Fill the new size."""
        self.camera = self.camera.fit(width, height)

    def paintGL(self) -> None:
        """Draw the scene and the text over it."""
        if self._renderer is None:
            return
        pixel = self.devicePixelRatioF()
        size = round(self.width() * pixel), round(self.height() * pixel)
        shot = Shot(self.camera, self._theme.color("panel"), *size, pixel)
        try:
            self._draw(self._renderer, shot)
        except RuntimeError as error:
            self._renderer = None
            self.failed.emit(str(error))
            return
        painter = QPainter(self)
        self._contents.paint_text(painter, self.camera)
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

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a click or a drag."""
        assert event is not None
        self._gesture = Gesture(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Orbit or pan with a button, else tell where the pointer is."""
        assert event is not None
        if self._gesture is None:
            self._tell_hover(self._plane_point(event.position()))
            return
        way = self._gesture.move(event.position())
        if way is None:
            return
        if self._gesture.is_pan:
            self.camera = self.camera.pan(way.x(), way.y())
        else:
            turn, rise = way.x() * DEGREES_PER_PIXEL, way.y() * DEGREES_PER_PIXEL
            self.camera = self.camera.orbit(turn, rise)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End a drag, or tell what was clicked."""
        assert event is not None
        gesture, self._gesture = self._gesture, None
        if gesture is None or not gesture.is_click:
            return
        self._pick.click(self._plane_point(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Return home; the click that came before picks nothing."""
        self._pick.cancel()
        self.home()

    def leaveEvent(self, event: QEvent | None) -> None:
        """Tell that the pointer is over nothing."""
        self._tell_hover(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom around the pointer."""
        assert event is not None
        notches = event.angleDelta().y() / NOTCH
        spot = event.position()
        self.camera = self.camera.zoom(ZOOM_PER_NOTCH**notches, spot.x(), spot.y())
        self.update()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Return home on Home."""
        assert event is not None
        if event.key() == Qt.Key.Key_Home:
            self.home()
        else:
            super().keyPressEvent(event)

    def _plane_point(self, spot: QPointF) -> tuple[float, float] | None:
        """Return the plane coordinates of the surface under a pixel, if it is there."""
        field, box = self._contents.surface.field, self._contents.box
        if field is None or box is None:
            return None
        place = pick(field, *self.camera.ray(spot.x(), spot.y()))
        if place is None:
            return None
        x, y = box.plane_xy(place).tolist()
        return x, y

    def _tell_hover(self, point: tuple[float, float] | None) -> None:
        if point is not None or self._is_over:
            self.hovered.emit(point)
        self._is_over = point is not None
