"""Holds the camera, and moves it: at once, smoothly, or round and round."""

import time
from dataclasses import replace

from PyQt6.QtCore import QEasingCurve, QObject, QTimer, QVariantAnimation, pyqtSignal

from explorer.scene.camera import Camera

GLIDE = 300  # ms
FRAME = 16  # ms
DEGREES_PER_SECOND = 12.0


class Tripod(QObject):
    """The camera of a view.

    Signals:
        moved: the camera is another.
        turned: (bool) the turntable has started, or stopped.
    """

    moved = pyqtSignal()
    turned = pyqtSignal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.camera = Camera()
        self.is_smooth = True
        self._begin = self._end = self.camera
        self._glide = QVariantAnimation(self)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setDuration(GLIDE)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.valueChanged.connect(self._move_on)
        self._turntable = QTimer(self)
        self._turntable.setInterval(FRAME)
        self._turntable.timeout.connect(self._turn_on)
        self._looked = 0.0  # when it last turned, s

    def put(self, camera: Camera) -> None:
        """Have `camera` at once; what moved it before, stops."""
        self.touch()
        self._take(camera)

    def refit(self, camera: Camera) -> None:
        """Have `camera`, of another panel or lens; what moves goes on."""
        panel = {
            name: getattr(camera, name)
            for name in ("width", "height", "is_perspective")
        }
        self._begin = replace(self._begin, **panel)
        self._end = replace(self._end, **panel)
        self._take(camera)

    def go(self, camera: Camera) -> None:
        """Move smoothly to `camera`."""
        self.touch()
        if not self.is_smooth:
            self._take(camera)
            return
        self._begin, self._end = self.camera, camera
        self._glide.start()

    def turn(self, is_on: bool) -> None:
        """Start or stop going round the box."""
        if is_on == self._turntable.isActive():
            return
        if is_on:
            self._glide.stop()
            self._looked = time.perf_counter()
            self._turntable.start()
        else:
            self._turntable.stop()
        self.turned.emit(is_on)

    def touch(self) -> None:
        """Stop whatever moves: the user has taken hold of the view."""
        self._glide.stop()
        self.turn(False)

    def _take(self, camera: Camera) -> None:
        self.camera = camera
        self.moved.emit()

    def _move_on(self, share: float) -> None:
        is_there = share >= 1
        self._take(self._end if is_there else self._begin.between(self._end, share))

    def _turn_on(self) -> None:
        now = time.perf_counter()
        degrees = DEGREES_PER_SECOND * (now - self._looked)
        self._looked = now
        self._take(self.camera.orbit(degrees, 0.0))
