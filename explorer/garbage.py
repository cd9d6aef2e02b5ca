"""Garbage is collected between two frames, on the thread of the GUI alone.

Python collects it on whichever thread happens to ask for memory. Widgets and plots that
are gone refer to each other until then, and to free them in a lane ends the program.
"""

import gc
import time

from PyQt6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PyQt6.QtWidgets import QDialog

YOUNG, OLDER = 5000, 10  # objects, and collections of younger ones, that are enough
RARELY = 20.0  # seconds between two collections of all there is: they take long


class Garbage:
    """Keeps Python from collecting by itself, from now until the end."""

    def __init__(self) -> None:
        self._was_automatic = gc.isenabled()
        self._last = time.monotonic()
        gc.disable()

    def collect(self) -> None:
        """Collect, if there is enough; called every frame."""
        young, older, oldest = gc.get_count()
        now = time.monotonic()
        if oldest > OLDER and now - self._last > RARELY:
            self._last = now
            gc.collect()
        elif older > OLDER:
            gc.collect(1)
        elif young > YOUNG:
            gc.collect(0)

    def end(self) -> None:
        """Leave it to Python again, if it was."""
        if self._was_automatic:
            gc.enable()


def let_go(dialog: QDialog) -> None:
    """Free a dialog once it is closed, and all that Python has of it."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.destroyed.connect(lambda: QTimer.singleShot(0, free_windows))


def free_windows() -> None:
    """Free windows that are closed, and all that Python has of them.

    PyQt learns of the end of a widget only if it was made in Python. Whatever Qt itself
    made in a window (a submenu, the model of a combo box) stays known to it by an
    address that the next window may use. So none may outlive its window: the slots
    that refer to it go with Qt's deferred deletes.
    """
    gc.collect()
    for kind in (QEvent.Type.MetaCall, QEvent.Type.DeferredDelete):
        QCoreApplication.sendPostedEvents(None, kind)
    gc.collect()
