"""A click on a surface, which waits to see whether it is the first of two."""

from PyQt6.QtCore import QObject, QTimer, pyqtSignal
from PyQt6.QtWidgets import QApplication

SECOND_CLICK = 250  # ms, at most


class Pick(QObject):
    """Tells a click when it was no double-click.

    Signals:
        picked: (float, float) the point that was clicked once.
    """

    picked = pyqtSignal(float, float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._point: tuple[float, float] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(min(SECOND_CLICK, QApplication.doubleClickInterval()))
        self._wait.timeout.connect(self._tell)

    def click(self, point: tuple[float, float] | None) -> None:
        """Take a click on `point`, or beside the surface."""
        self._point = point
        self._wait.start()

    def cancel(self) -> None:
        """Forget the click: it was the first of two."""
        self._wait.stop()

    def _tell(self) -> None:
        if self._point is not None:
            self.picked.emit(*self._point)
