"""The widget that shows what a network says of two inputs in 3-D."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from explorer.gestures import LEFT, Gesture
from explorer.scene.camera import Camera
from explorer.scene.floor import axes
from explorer.scene.outputs import box_of, make_scene, places
from explorer.scene.overlay import lay_out, paint_labels
from explorer.scene.painted_examples import paint_examples, paint_legend
from explorer.scene.painter_canvas import PainterCanvas
from explorer.scene.pointing import DEGREES_PER_PIXEL, NOTCH, ZOOM_PER_NOTCH
from explorer.scene.tripod import Tripod
from explorer.theme import DARK, Theme
from models.catalog import DataLayerName
from models.language import tr
from models.snapshots import Prediction
from models.specs import Spec

SHORTEST = 36.0  # pixels of an edge that is worth numbers
MOST = 150  # examples that are drawn
NEAR = 14.0  # pixels: a click so near to an example means it


class OutputsView(QWidget):
    """A surface over two inputs, by QPainter, with the examples at their targets.

    Small and coarse, it needs no context of OpenGL beside that of the loss.

    Signals:
        chosen: (int) a click on the example of this number, of those learnt from.
    """

    chosen = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._prediction: Prediction | None = None
        self._layers: frozenset[DataLayerName] = frozenset()
        self._theme = DARK
        self._gesture: Gesture | None = None
        self._tripod = Tripod(self)
        self._tripod.put(replace(Camera(), has_bar=False))
        self._canvas = PainterCanvas()
        self._soon = QTimer(self)  # so that many changes are drawn once
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        self._tripod.moved.connect(self._soon.start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Prediction in 3-D"))
        self.setToolTip(tr("Drag to turn it, double-click to look as at first."))

    @property
    def camera(self) -> Camera:
        """Where it is seen from."""
        return self._tripod.camera

    def show_spec(self, spec: Spec) -> None:
        """Draw the layers that `spec` asks for."""
        self._layers = spec.drawn_data_layers
        if spec.view.perspective != self.camera.is_perspective:
            is_perspective = spec.view.perspective
            self._tripod.refit(replace(self.camera, is_perspective=is_perspective))
        self._soon.start()

    def show_prediction(self, prediction: Prediction) -> None:
        """Draw the data, and what the walker's model makes of them."""
        self._prediction = prediction
        self._soon.start()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._fit()
        self._soon.start()

    def _fit(self) -> None:
        """Fill the panel; where type is large it is laid out smaller."""
        size, zoom = self.size(), self._theme.zoom
        self._tripod.refit(self.camera.fit(size.width() / zoom, size.height() / zoom))

    def _draw(self) -> None:
        prediction = self._prediction
        if prediction is None or len(prediction.axes) != 2 or not self.isVisible():
            return
        has_contours = "contours" in self._layers
        scene = make_scene(prediction, self.camera, self._theme, has_contours)
        drawing = self._canvas.drawing
        drawing.show_scene(scene, self.camera, self._theme, self._paint_text)

    def _paint_text(self, painter: QPainter, camera: Camera) -> None:
        prediction = self._prediction
        assert prediction is not None
        data = prediction.data
        x, y = (data.names[number] for number in prediction.inputs)
        own = axes(box_of(prediction), camera)
        what = f"p({data.classes[1]})" if len(data.classes) == 2 else "p"
        names = x, y, what if data.has_classes else data.names[-1]
        labels = lay_out(own, names, camera, self.font().toString(), SHORTEST)
        paint_labels(painter, list(labels), self._theme)
        paint_legend(painter, prediction, self._theme)
        rows = self._rows(prediction)
        given = prediction, camera, self._theme, self._layers, rows
        paint_examples(painter, *given)

    def _rows(self, prediction: Prediction) -> NDArray[np.intp]:
        """Return the numbers of the examples that are drawn, evenly chosen."""
        is_held_out = prediction.data.is_held_out
        has_test = "test" in self._layers
        rows = np.flatnonzero(has_test | ~is_held_out)
        spots = np.linspace(0, len(rows) - 1, min(len(rows), MOST)).round()
        return np.asarray(rows[spots.astype(np.intp)])

    # Events

    def showEvent(self, event: QShowEvent | None) -> None:
        """Draw what it was told while it was hidden."""
        super().showEvent(event)
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fill the new size."""
        self._fit()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a click or a drag."""
        assert event is not None
        self._tripod.touch()
        self._gesture = Gesture(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Go round it, or move it."""
        assert event is not None
        way = self._gesture.move(event.position()) if self._gesture else None
        if self._gesture is None or way is None:
            return
        if self._gesture.is_pan:
            way /= self._theme.zoom
            self._tripod.put(self.camera.pan(way.x(), way.y()))
        else:
            turn, rise = way.x() * DEGREES_PER_PIXEL, way.y() * DEGREES_PER_PIXEL
            self._tripod.put(self.camera.orbit(turn, rise))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Choose the example that was clicked."""
        assert event is not None
        gesture, self._gesture = self._gesture, None
        if gesture is not None and gesture.is_click and event.button() == LEFT:
            at = event.position() / self._theme.zoom
            self._choose(at.x(), at.y())

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Look as at first."""
        self._tripod.go(self.camera.home())

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom around the pointer."""
        assert event is not None
        notches = event.angleDelta().y() / NOTCH
        at = event.position() / self._theme.zoom
        factor = ZOOM_PER_NOTCH**notches
        self._tripod.put(self.camera.zoom(factor, at.x(), at.y()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Look as at first on Home."""
        assert event is not None
        if event.key() == Qt.Key.Key_Home:
            self._tripod.go(self.camera.home())
        else:
            super().keyPressEvent(event)

    def _choose(self, x: float, y: float) -> None:
        prediction = self._prediction
        if prediction is None or len(prediction.axes) != 2:
            return
        is_in = ~prediction.data.is_held_out
        rows = self._rows(prediction)
        rows = rows[is_in[rows]]
        spots = self.camera.project(places(prediction, box_of(prediction), rows))
        away = np.hypot(*(spots - (x, y)).T)
        if away.min() < NEAR:
            self.chosen.emit(int(np.cumsum(is_in)[rows[away.argmin()]] - 1))
