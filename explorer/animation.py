"""Filming a view: frame by frame while the screen goes on, and written by a lane."""

import queue
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PIL import Image
from PyQt6.QtCore import QObject, QTimer, pyqtSignal
from PyQt6.QtGui import QImage

from explorer.lanes import LaneLike
from explorer.playback import Playback
from explorer.scene.view import SceneView
from models.animations import StoppedError, write_animation
from models.language import tr

TURN = 360.0  # degrees
AHEAD = 3  # frames that wait to be written
SAMPLES = 3  # frames that are taken first: all colours are to be in one of them
PAUSE = 2  # ms between two looks


class Motion(Protocol):
    """What moves in an animation."""

    def show(self, share: float) -> bool:
        """Show it as it is after a share of the time; tell if it has another look."""

    @property
    def is_ready(self) -> bool:
        """Whether it is on the screen."""

    def end(self) -> None:
        """Show it as it was before."""


class Run:
    """The steps so far, from the start to the last."""

    def __init__(self, playback: Playback, is_settled: Callable[[], bool]) -> None:
        """Take what was played, and what says whether it is seen."""
        self._playback, self._is_settled = playback, is_settled
        self._at, self._last = playback.at, playback.reached
        playback.play(False)
        playback.film(True)

    def show(self, share: float) -> bool:
        """Look back at a step, if it is another than is looked at."""
        before = self._playback.at
        self._playback.look_back(round(share * self._last))
        self._playback.told.emit("")  # that it is the past goes without saying
        return self._playback.at != before

    @property
    def is_ready(self) -> bool:
        """Whether all of the step is on the screen."""
        return self._is_settled()

    def end(self) -> None:
        """Look at the step that was looked at."""
        self._playback.film(False)
        self._playback.look_back(self._at)


class Turn:
    """Once round the box, and back to where it was seen from."""

    def __init__(self, scene: SceneView) -> None:
        self._scene, self._camera = scene, scene.camera
        self.is_ready = True  # a picture asks the camera itself

    def show(self, share: float) -> bool:
        """Look from another side."""
        azimuth = (self._camera.azimuth + TURN * share) % TURN
        self._scene.show_camera(replace(self._camera, azimuth=azimuth))
        return True

    def end(self) -> None:
        """Look as before."""
        self._scene.show_camera(self._camera)


class Filming(QObject):
    """Takes the frames of a motion, and has them written.

    Signals:
        progressed: (int) so many frames are taken.
        estimated: (int) it will have at most about so many bytes; 0: nobody knows.
        ended: (str) the file is written, or why it is not, in one sentence.
    """

    progressed = pyqtSignal(int)
    estimated = pyqtSignal(int)
    ended = pyqtSignal(str)

    def __init__(
        self,
        motion: Motion,
        picture: Callable[[], QImage],
        lane: LaneLike,
        shares: list[float],
    ) -> None:
        """Take what moves, what pictures it, and at which shares of the time."""
        super().__init__()
        self._motion, self._picture, self._lane = motion, picture, lane
        self._shares, self.count = shares, len(shares)
        samples = [
            shares[k * (self.count - 1) // (SAMPLES - 1)] for k in range(SAMPLES)
        ]
        self._asked = [*samples, *shares]
        self._samples: list[Image.Image] = []
        self._frame: Image.Image | None = None  # the last, while it looks the same
        self._waiting: queue.Queue[Image.Image | None] = queue.Queue(AHEAD)
        self.problem = ""  # why there is no file
        self._is_shown = self._has_estimate = self.is_done = False
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._go_on)

    def start(self, path: Path, rate: int) -> None:
        """Begin to film."""
        self._path, self._rate = path, rate
        self._timer.start()

    def stop(self) -> None:
        """Film no more; nothing is left of the file."""
        self._end(tr("Stopped: no file is written."))

    def _go_on(self) -> None:
        try:
            self._hear()
            if not self.is_done and self._asked:
                self._take()
        except (StoppedError, ValueError, RuntimeError) as error:
            self._end(f"{error}", has_failed=True)

    def _hear(self) -> None:
        """Hear what the lane says of the file."""
        for size in self._lane.take(1):
            if self._has_estimate:
                self._end(
                    tr(
                        "Saved as {name}, {size}.",
                        name=self._path.name,
                        size=in_words(size),
                    )
                )
            else:
                self._has_estimate = True
                self.estimated.emit(size)

    def _take(self) -> None:
        """Take the next frame, once it is seen and there is room for it."""
        if not self._is_shown:
            is_other = self._motion.show(self._asked[0])
            self._is_shown = True
            if is_other:
                self._frame = None
                return  # it has to be drawn first
        if not self._motion.is_ready or self._waiting.full():
            return
        frame = self._frame = self._frame or _as_frame(self._picture())
        self._asked.pop(0)
        self._is_shown = False
        if len(self._samples) == SAMPLES:
            self._waiting.put_nowait(frame)
        else:
            self._samples.append(frame)
        if len(self._asked) == self.count:
            self._lane.start(
                write_animation(
                    self._path, self._samples, self._frames(), self.count, self._rate
                )
            )
        self.progressed.emit(max(0, self.count - len(self._asked)))

    def _frames(self) -> Iterator[Image.Image]:
        """Yield the frames, in the lane, as they come."""
        for _ in range(self.count):
            frame = self._waiting.get()
            if frame is None:
                raise StoppedError
            yield frame

    def _end(self, sentence: str, has_failed: bool = False) -> None:
        """Let the lane end, show all as it was, and tell how it went."""
        self._timer.stop()
        self.is_done = True
        while not self._waiting.empty():
            self._waiting.get_nowait()
        self._waiting.put_nowait(None)  # for a lane that waits
        self._lane.start(iter(()))
        self._motion.end()
        self.problem = sentence if has_failed else ""
        self.ended.emit(sentence)


def shares_of(seconds: float, rate: int, is_closed: bool) -> list[float]:
    """Return the shares of the time at which frames are taken.

    Args:
        seconds: how long it is.
        rate: frames a second.
        is_closed: the end is the beginning, which is not shown twice.
    """
    count = max(2, round(seconds * rate))
    last = count if is_closed else count - 1
    return [number / last for number in range(count)]


def in_words(size: int) -> str:
    """Return a number of bytes as people say it."""
    for unit, of in (("MB", 10**6), ("kB", 10**3)):
        if size >= of:
            return f"{size / of:.3g} {unit}"
    return tr("{size} bytes", size=size)


def _as_frame(image: QImage) -> Image.Image:
    """Return what Pillow has for it, without what is transparent."""
    plain = image.convertToFormat(QImage.Format.Format_RGBX8888)
    bits = plain.constBits()
    assert bits is not None
    size = plain.width(), plain.height()
    data = bits.asstring(plain.sizeInBytes())
    return Image.frombytes("RGBX", size, data).convert("RGB")
