"""The widget that shows the loss surface in 3-D, and tells what the user does to it."""

from dataclasses import replace

from PyQt6.QtCore import QEvent, QRectF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from explorer.scene.camera import Camera, ViewName
from explorer.scene.captions import paint_captions
from explorer.scene.contents import Contents
from explorer.scene.drawing import SAMPLES
from explorer.scene.facets import thinned
from explorer.scene.gl_canvas import GLCanvas
from explorer.scene.painter import paint_scene
from explorer.scene.painter_canvas import PainterCanvas, painted
from explorer.scene.pointing import Pointing
from explorer.scene.shapes import Relief
from explorer.scene.tripod import Tripod
from explorer.theme import DARK, Theme
from models.scales import Scale
from models.snapshots import Array, Ground, Marker, Path, Rain, Surface
from models.specs import ViewSpec

Canvas = GLCanvas | PainterCanvas
IMAGE_SCALE = 3.0  # of what cannot be lines, in a vector picture


class SceneView(QWidget):
    """A loss surface and what stands on it; computes nothing about the model.

    Signals:
        picked: (float, float) a click on the surface, in plane coordinates.
        hovered: (tuple or None) the pointer is over this point of the plane.
        dragged: (float, float) the walker is pulled here.
        turned: (bool) the turntable has started, or stopped.
        drawn: a picture is on the screen.
        failed: (str) why there is none, one sentence.

    Args:
        canvas: what it is drawn on.
    """

    picked = pyqtSignal(float, float)
    hovered = pyqtSignal(object)
    dragged = pyqtSignal(float, float)
    turned = pyqtSignal(bool)
    drawn = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._contents = Contents(DARK)
        self._tripod = Tripod(self)
        self._pointing = Pointing(self, self._tripod, self._contents)
        self._soon = QTimer(self)  # so that many changes are drawn once
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._tripod.moved.connect(self._soon.start)
        self._tripod.turned.connect(self.turned)
        self._pointing.picked.connect(self.picked)
        self._pointing.hovered.connect(self.hovered)
        self._pointing.dragged.connect(self.dragged)
        self._pointing.grasped.connect(self._show_cursor)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show_cursor(False)
        self._canvas: Canvas
        self.draw_on(canvas)

    def draw_on(self, canvas: Canvas) -> None:
        """Draw on `canvas`, in place of what was drawn on before."""
        layout = self.layout()
        assert layout is not None
        if layout.count():
            layout.removeWidget(self._canvas)
            self._canvas.deleteLater()
        self._canvas = canvas
        layout.addWidget(canvas)
        canvas.drawn.connect(self.drawn)
        canvas.drawing.failed.connect(self.failed)
        self._soon.start()

    # What is shown

    def show_surface(self, surface: Surface, heights: Scale, colors: Scale) -> None:
        """Show `surface` with heights and colours by two scales of its losses."""
        self._show(surface=surface, heights=heights, colors=colors)

    def show_paths(self, paths: tuple[Path, ...]) -> None:
        """Show descents: the first with the walker and its arrows; or none."""
        self._show(paths=paths)

    def show_ground(self, ground: Ground | None) -> None:
        """Show the shape of the slice where the walker is."""
        self._show(ground=ground)

    def show_markers(self, markers: tuple[Marker, ...]) -> None:
        """Show the kept points."""
        self._show(markers=markers)

    def show_cut(self, ends: Array | None) -> None:
        """Show the line between `ends` (2, 2), or none."""
        cut = None if ends is None else tuple(map(tuple, ends.tolist()))
        self._show(cut=cut)

    def show_rain(self, rain: Rain | None) -> None:
        """Show drops that run down, and the basins of those that arrived; or none."""
        self._show(rain=rain)

    def show_pointer(self, at: tuple[float, float] | None) -> None:
        """Show where the pointer is in another view, or nowhere."""
        self._show(pointer=at)

    def show_spec(self, view: ViewSpec) -> None:
        """Show it as `view` asks for."""
        self._show(view=view)
        if view.perspective != self.camera.is_perspective:
            self._tripod.refit(replace(self.camera, is_perspective=view.perspective))

    def show_theme(self, theme: Theme) -> None:
        """Show everything in the colours of `theme`."""
        self._show(theme=theme)
        self._tripod.refit(self._fitted(self.width(), self.height()))

    # Where from

    @property
    def camera(self) -> Camera:
        """Where the scene is seen from."""
        return self._tripod.camera

    def look(self, azimuth: float, elevation: float) -> None:
        """Turn to a direction at once, in degrees; (45, 30) is the corner view."""
        self._tripod.put(self.camera.look(azimuth, elevation))

    def show_camera(self, camera: Camera) -> None:
        """See it from there, at once."""
        self._tripod.put(camera)

    def show_view(self, name: ViewName) -> None:
        """Move to a view that has a name."""
        self._tripod.go(self.camera.preset(name))

    def home(self) -> None:
        """Move to the corner view of the whole box."""
        self._tripod.go(self.camera.home())

    def turn(self, is_on: bool) -> None:
        """Go slowly round the box until anything is touched, or stop."""
        self._tripod.turn(is_on)

    def set_smooth(self, is_smooth: bool) -> None:
        """Say whether moves take their time; they do at first."""
        self._tripod.is_smooth = is_smooth

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
            ValueError: there is no memory for so large a picture.
        """
        image = self.render_bare(width, height, scale, samples)
        with QPainter(image) as painter:
            painter.setFont(self.font())
            painter.scale(scale * self._zoom, scale * self._zoom)
            paint_captions(painter, self._contents, self._fitted(width, height))
        return image

    def render_bare(
        self, width: int, height: int, scale: float = 1.0, samples: int = SAMPLES
    ) -> QImage:
        """Return what `render_image` does, but without text."""
        camera, scale = self._fitted(width, height), scale * self._zoom
        scene, theme = self._contents.scene(camera), self._contents.shown.theme
        given = scene, camera, theme, scale, samples
        try:
            return self._canvas.drawing.image(*given)
        except RuntimeError:  # it is not shown yet, or no framebuffer is so large
            return painted(*given)

    @property
    def _zoom(self) -> float:
        return self._contents.shown.theme.zoom

    def _fitted(self, width: int, height: int) -> Camera:
        """Return the camera for a panel: where type is large it is laid out smaller."""
        return self.camera.fit(width / self._zoom, height / self._zoom)

    def paint_on(
        self, painter: QPainter, width: int, height: int, finest: int | None
    ) -> None:
        """Paint the scene for a vector picture: its text is letters in any case.

        Args:
            painter: of the picture.
            width: of the layout.
            height: of the layout.
            finest: points a side of the surface, at most, where it is to be lines and
                facets; None for an image of it.
        """
        camera, zoom = self._fitted(width, height), self._zoom
        theme = self._contents.shown.theme
        painter.save()
        if finest is None:
            image = self.render_bare(width, height, IMAGE_SCALE)
            painter.drawImage(QRectF(0, 0, width, height), image)
        painter.scale(zoom, zoom)
        if finest is not None:
            scene = {
                name: thinned(shape, finest) if isinstance(shape, Relief) else shape
                for name, shape in self._contents.scene(camera).items()
            }
            paint_scene(painter, scene, camera, theme, is_fine=True)
        painter.setFont(self.font())
        paint_captions(painter, self._contents, camera)
        painter.restore()

    def _show(self, **changes: object) -> None:
        self._contents.show(**changes)
        self._soon.start()

    def _draw(self) -> None:
        scene, theme = self._contents.scene(self.camera), self._contents.shown.theme
        self._canvas.drawing.show_scene(scene, self.camera, theme, self._paint_text)

    def _paint_text(self, painter: QPainter, camera: Camera) -> None:
        painter.setFont(self.font())
        paint_captions(painter, self._contents, camera)

    def _show_cursor(self, is_near_walker: bool) -> None:
        shape = Qt.CursorShape
        self.setCursor(shape.OpenHandCursor if is_near_walker else shape.CrossCursor)

    # Events

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fill the new size, in the very next picture."""
        self._tripod.refit(self._fitted(self.width(), self.height()))
        self._soon.stop()
        self._draw()
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Let nothing move that is not seen."""
        self._tripod.touch()
        super().hideEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a click or a drag."""
        assert event is not None
        self._pointing.press(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Orbit, pan or pull with a button, else tell where the pointer is."""
        assert event is not None
        self._pointing.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End a drag, or tell what was clicked."""
        assert event is not None
        self._pointing.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Return home."""
        self._pointing.double_click()

    def leaveEvent(self, event: QEvent | None) -> None:
        """Tell that the pointer is over nothing."""
        self._pointing.leave()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom around the pointer."""
        assert event is not None
        self._pointing.wheel(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Return home on Home; any key stops what moves by itself."""
        assert event is not None
        self._tripod.touch()
        if event.key() == Qt.Key.Key_Home:
            self.home()
        else:
            super().keyPressEvent(event)
