"""Start-up: the Qt application, the session, and the window on it."""

import signal
import sys
import traceback
from functools import partial
from pathlib import Path
from types import TracebackType

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QSize, Qt, QTimer, QTranslator
from PyQt6.QtGui import QIcon
from PyQt6.QtWidgets import QApplication

from explorer.driver import has_died, leave, note_path, take_away
from explorer.flat import FlatStyle
from explorer.lanes import Lane
from explorer.scene.gl import probe_gl
from explorer.scene.gl_canvas import make_gl_canvas
from explorer.scene.painter_canvas import PainterCanvas
from explorer.scene.view import Canvas, SceneView
from explorer.session import Lanes, Session
from explorer.settings import LANGUAGE, NAME, folder, language, settings
from explorer.theme import RESOURCES, THEMES, Theme, apply_theme, system_theme
from explorer.window import Window
from models.language import spoken, tr
from models.latent_specs import AutoencoderSpec
from models.lessons import Lesson
from models.specs import Spec

PROGRAM = "loss-landscape-explorer"
SIZE = (1440, 900)
FIRST = 1500  # ms until the tour, so that there is something to see
STILL = "look/still"  # in the settings: nothing glides
LOOK = "look/theme"  # in the settings: one of the themes, or as the system has it
CUT_OFF = tr(
    "The last session was cut off. It can be put back as it was up to a minute before."
)
OTHER_LANGUAGE = tr("From the next start on the program speaks that language.")
DIED = tr(
    "The last start died in the OpenGL driver: drawn without it. "
    "Start with --gl to try it again."
)


def make_application() -> QApplication:
    """Return the application; there is one in a process.

    Hold it as long as there are widgets: PyQt ends an application that nothing refers
    to, and Qt then deletes its widgets under the hands of Python.
    """
    if isinstance(made := QApplication.instance(), QApplication):
        return made
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication([PROGRAM])
    app.setApplicationName(NAME)
    _translate(app)
    app.setDesktopFileName(PROGRAM)
    app.setWindowIcon(QIcon(str(RESOURCES / f"{PROGRAM}.svg")))
    app.setStyle(FlatStyle())
    return app


def make_window(
    app: QApplication,
    spec: Spec,
    theme_name: str | None,
    has_gl: bool | None = None,
    latent_spec: AutoencoderSpec | None = None,
    note: Path | None = None,
) -> Window:
    """Return the window on a new session.

    Args:
        app: the application.
        spec: what is shown first.
        theme_name: None for that of the system.
        has_gl: draw the scene by OpenGL; None if that can be done.
        latent_spec: what the autoencoder's tab shows first; None for the usual.
        note: where to tell the next start that the driver is called; None for nowhere.
    """
    theme = THEMES[theme_name] if theme_name else system_theme(app)
    apply_theme(app, theme)
    lanes = Lanes(*(Lane(ahead) for ahead in (8, 256, 2, 2, 2)))
    session = Session(spec, lanes)
    canvas, problem = _make_canvas(app, has_gl, note)
    scene = SceneView(canvas)
    window = Window(session, scene, theme, latent_spec)
    window.stage.tell(problem)
    scene.failed.connect(lambda text: _do_without(window, text))
    app.aboutToQuit.connect(session.close)
    return window


def _make_canvas(
    app: QApplication, has_gl: bool | None, note: Path | None
) -> tuple[Canvas, str]:
    """Return what the scene is drawn on, and what the user should know of it."""
    if has_gl is False:
        return PainterCanvas(), ""
    if note is not None:
        if has_gl is None and has_died(note):
            return PainterCanvas(), DIED
        leave(note)
        app.aboutToQuit.connect(partial(take_away, note))
    gl = probe_gl()
    if not gl.ok:
        if note is not None:
            take_away(note)
        return PainterCanvas(), tr(
            "No OpenGL here ({text}): drawn without it.", text=gl.text
        )
    canvas = make_gl_canvas(gl.is_software)
    if note is not None:
        once = Qt.ConnectionType.SingleShotConnection
        canvas.drawn.connect(partial(take_away, note), once)  # type: ignore[call-arg]
    return canvas, ""


def _do_without(window: Window, problem: str) -> None:
    window.stage.scene.draw_on(PainterCanvas())
    window.stage.tell(
        tr("OpenGL failed ({problem}): drawn without it.", problem=problem)
    )


def run(
    spec: Spec,
    title: str,
    theme_name: str | None,
    has_gl: bool | None,
    latent_spec: AutoencoderSpec | None = None,
    opened: Path | Lesson | None = None,
) -> int:
    """Open the window, and return when it is closed.

    With a spec of an autoencoder its tab is in front. What is `opened` is a file, as if
    it were dropped on the window, or a lesson.
    """
    app = make_application()
    kept = str(settings().value(LOOK, "system"))
    chosen = theme_name or (kept if kept in THEMES else None)
    window = make_window(app, spec, chosen, has_gl, latent_spec, note_path())
    sys.excepthook = _Reporter(window)
    for one in (signal.SIGINT, signal.SIGTERM):  # as the button does: all is kept
        signal.signal(one, lambda *_: window.close())
    if was_cut_off := window.keeping.begin(folder()):
        window.offer.show_offer(CUT_OFF, tr("Restore it"), window.keeping.restore)
    window.menu.offer_recent(window.files.open)
    window.menu.offer_looks(chosen or "system", partial(_choose_look, app, window))
    is_still = settings().value(STILL) == "yes"
    _let_glide(window, is_still)
    window.menu.offer_languages(language(), partial(_choose_language, window))
    window.menu.offer_stillness(is_still, partial(_let_glide, window))
    if title:
        window.setWindowTitle(tr("{title} – Loss Landscape Explorer", title=title))
    if theme_name is None and (hints := app.styleHints()):
        hints.colorSchemeChanged.connect(lambda _: _follow_system(app, window))
    room = window.screen()
    size = QSize(*SIZE)
    window.resize(size.boundedTo(room.availableSize()) if room else size)
    window.show()
    if isinstance(opened, Lesson):
        window.teaching.begin(opened)
    elif opened is not None:
        window.files.open(str(opened))
    elif latent_spec is not None:
        window.show_tab("autoencoder")
    elif not was_cut_off:  # else there is something else to be asked
        QTimer.singleShot(FIRST, window.tour.offer)
    return app.exec()


def _choose_look(app: QApplication, window: Window, name: str) -> None:
    settings().setValue(LOOK, name)
    _show_theme(app, window, THEMES.get(name) or system_theme(app))


def _choose_language(window: Window, name: str) -> None:
    settings().setValue(LANGUAGE, name)
    window.stage.tell(OTHER_LANGUAGE)


def _translate(app: QApplication) -> None:
    """Let the dialogs of Qt speak the language that all else does."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{spoken()}", folder):
        app.installTranslator(translator)


def _let_glide(window: Window, is_still: bool) -> None:
    settings().setValue(STILL, "yes" if is_still else "no")
    window.set_smooth(not is_still)


def _follow_system(app: QApplication, window: Window) -> None:
    if settings().value(LOOK, "system") not in THEMES:
        _show_theme(app, window, system_theme(app))


def _show_theme(app: QApplication, window: Window, theme: Theme) -> None:
    shown = window.presentation.dressed(theme)
    apply_theme(app, shown)
    window.show_theme(shown)


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
        self._window.stage.tell(
            tr("Something went wrong: {error}.", error=error or kind.__name__)
        )
