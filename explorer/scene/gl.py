"""OpenGL through Qt's own tables: what is there, its constants, and shader programs.

Qt's tables call the library that made the context. PyOpenGL picks one by itself, and
picks the wrong one under Wayland, `QT_OPENGL=software` and `QT_XCB_GL_INTEGRATION`.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias, cast

from PyQt6 import QtOpenGL
from PyQt6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

from models.language import tr

if TYPE_CHECKING:  # builds for OpenGL ES lack some
    from PyQt6.QtOpenGL import (
        QOpenGLFunctions_2_0,
        QOpenGLFunctions_2_1,
        QOpenGLFunctions_4_1_Core,
    )

GLFunctions: TypeAlias = (
    "QOpenGLFunctions_4_1_Core | QOpenGLFunctions_2_1 | QOpenGLFunctions_2_0"
)

PLATFORMS_WITHOUT_GL = ("offscreen", "minimal", "vnc", "linuxfb")
SOFTWARE_RENDERERS = (
    "llvmpipe",
    "softpipe",
    "swrast",
    "software",
    "gdi generic",
    "swiftshader",
    "basic render",
)


class GL(IntEnum):
    """The constants used, by their names in the standard less `GL_`."""

    NO_ERROR = 0
    DEPTH_BUFFER_BIT = 0x0100
    COLOR_BUFFER_BIT = 0x4000
    ONE = 1
    TRIANGLES = 4
    LESS = 0x0201
    LEQUAL = 0x0203
    ONE_MINUS_SRC_ALPHA = 0x0303
    CULL_FACE = 0x0B44
    DEPTH_TEST = 0x0B71
    BLEND = 0x0BE2
    TEXTURE_2D = 0x0DE1
    UNSIGNED_BYTE = 0x1401
    UNSIGNED_INT = 0x1405
    FLOAT = 0x1406
    RGBA = 0x1908
    RENDERER = 0x1F01
    VERSION = 0x1F02
    NEAREST = 0x2600
    LINEAR = 0x2601
    TEXTURE_MAG_FILTER = 0x2800
    TEXTURE_MIN_FILTER = 0x2801
    TEXTURE_WRAP_S = 0x2802
    TEXTURE_WRAP_T = 0x2803
    RGBA8 = 0x8058
    MULTISAMPLE = 0x809D
    CLAMP_TO_EDGE = 0x812F
    TEXTURE0 = 0x84C0


@dataclass(frozen=True, slots=True)
class GLProbe:
    """Whether the scene can be drawn here, and by what."""

    ok: bool
    is_software: bool
    text: str  # the renderer and its version, or why there is none


def gl_functions(context: QOpenGLContext) -> "GLFunctions | None":
    """Return Qt's functions for `context`, which is current, or None.

    PyQt6 has no table for core-only contexts of 3.2 to 4.0; one has to ask to get one.
    """
    names = ["QOpenGLFunctions_2_1", "QOpenGLFunctions_2_0"]
    if context.format().version() >= (4, 1) and not context.isOpenGLES():
        names.insert(0, "QOpenGLFunctions_4_1_Core")
    for name in names:
        table = getattr(QtOpenGL, name, None)
        if table is not None:
            functions = cast(GLFunctions, table())
            if functions.initializeOpenGLFunctions():
                return functions
    return None


def probe_gl() -> GLProbe:
    """Try OpenGL out: a few milliseconds, once there is a QGuiApplication."""
    platform = QGuiApplication.platformName()
    if platform in PLATFORMS_WITHOUT_GL:
        return _missing(
            tr("the Qt platform “{platform}” has no OpenGL", platform=platform)
        )
    context = QOpenGLContext()
    if not context.create():
        return _missing(tr("no OpenGL context could be created"))
    surface = QOffscreenSurface()
    surface.setFormat(context.format())
    surface.create()
    if not context.makeCurrent(surface):
        return _missing(tr("the OpenGL context could not be made current"))
    try:
        return _probe_current(context)
    finally:
        context.doneCurrent()


def _probe_current(context: QOpenGLContext) -> GLProbe:
    functions = gl_functions(context)
    version = context.format().version()
    if functions is None or version < (2, 0):
        return _missing(
            tr(
                "OpenGL {major}.{minor} does not do",
                major=version[0],
                minor=version[1],
            )
        )
    renderer = functions.glGetString(GL.RENDERER) or tr("unknown renderer")
    text = f"{renderer}, {functions.glGetString(GL.VERSION)}"
    is_software = any(name in renderer.lower() for name in SOFTWARE_RENDERERS)
    return GLProbe(ok=True, is_software=is_software, text=text)


def _missing(reason: str) -> GLProbe:
    return GLProbe(ok=False, is_software=False, text=reason)
