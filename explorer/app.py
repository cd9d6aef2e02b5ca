"""Start-up: the Qt application, the session, and the window on it."""

import sys
import traceback
from types import TracebackType

from PyQt6.QtCore import QCoreApplication, Qt
from PyQt6.QtWidgets import QApplication

from explorer.lanes import Lane
from explorer.scene.gl import probe_gl
from explorer.scene.gl_canvas import make_gl_canvas
from explorer.scene.view import SceneView
from explorer.session import Lanes, Session
from explorer.theme import THEMES, apply_theme, system_theme
from explorer.window import Window
from models.specs import Spec

SIZE = (1440, 900)


def make_application() -> QApplication:
    """Return the application; there is one in a process."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(["loss-landscape-explorer"])
    app.setApplicationName("Loss Landscape Explorer")
    app.setStyle("Fusion")
    return app


def make_window(app: QApplication, spec: Spec, theme_name: str | None) -> Window:
    """Return the window on a new session; without OpenGL it shows the map."""
    gl = probe_gl()
    theme = THEMES[theme_name] if theme_name else system_theme(app)
    apply_theme(app, theme)
    lanes = Lanes(Lane(ahead=8), Lane(ahead=256), Lane(ahead=2))
    session = Session(spec, lanes)
    scene = SceneView(make_gl_canvas(gl.is_software)) if gl.ok else None
    window = Window(session, scene, theme)
    if scene is None:
        window.stage.tell(f"No OpenGL here ({gl.text}): the surface is shown as a map.")
    else:
        scene.failed.connect(window.stage.tell)
    app.aboutToQuit.connect(session.close)
    return window


def run(spec: Spec, title: str, theme_name: str | None) -> int:
    """Open the window, and return when it is closed."""
    app = make_application()
    window = make_window(app, spec, theme_name)
    sys.excepthook = _Reporter(window)
    if title:
        window.setWindowTitle(f"{title} – Loss Landscape Explorer")
    if theme_name is None and (hints := app.styleHints()):
        hints.colorSchemeChanged.connect(lambda _: _follow_system(app, window))
    window.resize(*SIZE)
    window.show()
    return app.exec()


def _follow_system(app: QApplication, window: Window) -> None:
    theme = system_theme(app)
    apply_theme(app, theme)
    window.show_theme(theme)


class _Reporter:
    """Tells the user of an error that nothing else caught, and logs it.

    Without it PyQt aborts the process when a slot raises.
    """

    def __init__(self, window: Window) -> None:
        self._window = window

    def __call__(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        traceback.print_exception(kind, error, trace)
        self._window.stage.tell(f"Something went wrong: {error or kind.__name__}.")
