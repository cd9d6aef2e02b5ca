"""Where to draw: decided before Qt starts, which would otherwise abort the process."""

import ctypes
import os
import shutil
import signal
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.language import tr


@dataclass(frozen=True, slots=True)
class Display:
    """Where to draw, and what the user should know of it."""

    problem: str = ""  # why no window can be opened; one sentence
    virtual: Any = None  # a display that was started, and ends with the program

    def close(self) -> None:
        """End a display that was started."""
        if self.virtual is not None:
            self.virtual.stop()
            del os.environ["QT_QPA_PLATFORM"]


def find_display() -> Display:
    """Return whether a window can be opened."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform == "offscreen":
        _silence()
    if platform or not sys.platform.startswith("linux"):
        return Display()
    if os.environ.get("WAYLAND_DISPLAY"):
        return Display()
    if library := _missing_library():
        return Display(
            tr("{library} (on Debian, `make run` installs it)", library=library)
        )
    display = os.environ.get("DISPLAY")
    if not display:
        return Display(tr("There is no display"))
    if not _answers(display):
        return Display(tr("The display {display} does not answer", display=display))
    return Display()


def make_display() -> Display:
    """Return a display to draw pictures on: a real, a virtual one, or none at all."""
    found = find_display()
    if not found.problem:
        return found
    if not _missing_library() and shutil.which("Xvfb"):
        from pyvirtualdisplay.display import Display as VirtualDisplay

        virtual = VirtualDisplay(visible=False, size=(3840, 2160), color_depth=24)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            virtual.start()  # deaf to Ctrl+C, or it would be gone before us
        except Exception as error:  # noqa: BLE001 - whatever keeps Xvfb from starting
            return _no_display(
                tr(
                    "{problem}, and Xvfb did not start ({error})",
                    problem=found.problem,
                    error=error,
                )
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        return Display(virtual=virtual)
    return _no_display(found.problem)


def _no_display(problem: str) -> Display:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _silence()
    return Display(problem)


def _silence() -> None:
    """Keep Qt from saying that an offscreen window has no size hints."""
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"


def _missing_library() -> str:
    """Name the shared library that Qt's X11 plugin lacks; Qt blames another."""
    spec = find_spec("PyQt6")
    if spec is None or spec.origin is None:
        return ""
    plugins = Path(spec.origin).parent / "Qt6" / "plugins" / "platforms"
    if not (plugins / "libqxcb.so").exists():
        return ""  # a distribution's own PyQt6
    try:
        import PyQt6.QtGui  # noqa: F401 - the libraries that the plugin needs as well

        ctypes.CDLL(str(plugins / "libqxcb.so"))
    except (OSError, ImportError) as error:
        return tr("{split} is missing", split=str(error).split(":")[0])
    return ""


def _answers(display: str) -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    answers = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return bool(answers)
