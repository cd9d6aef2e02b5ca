"""Shader programs: one source each, in the four dialects that contexts speak."""

from dataclasses import dataclass
from typing import Any

from PyQt6.QtGui import QOpenGLContext
from PyQt6.QtOpenGL import QOpenGLShader, QOpenGLShaderProgram

_NEW_VERTEX = """\
#define attribute in
#define varying out
#define texture2D texture
"""
_NEW_FRAGMENT = """\
#define varying in
#define texture2D texture
out vec4 fragColor;
"""
_OLD_FRAGMENT = "#define fragColor gl_FragColor\n"
_PRECISION = "precision highp float;\n"
_DERIVATIVES = "#extension GL_OES_standard_derivatives : enable\n"

# What goes before the (vertex, fragment) source in each dialect.
HEADERS = {
    "gl2": ("#version 120\n", "#version 120\n" + _OLD_FRAGMENT),
    "core": ("#version 150\n" + _NEW_VERTEX, "#version 150\n" + _NEW_FRAGMENT),
    "es2": (
        "#version 100\n" + _PRECISION,
        "#version 100\n" + _DERIVATIVES + _PRECISION + _OLD_FRAGMENT,
    ),
    "es3": (
        "#version 300 es\n" + _PRECISION + _NEW_VERTEX,
        "#version 300 es\n" + _PRECISION + _NEW_FRAGMENT,
    ),
}


def dialect(context: QOpenGLContext) -> str:
    """Return the key of `HEADERS` that suits `context`."""
    version = context.format().version()
    if context.isOpenGLES():
        return "es3" if version >= (3, 0) else "es2"
    return "core" if version >= (3, 2) else "gl2"


@dataclass(frozen=True, slots=True)
class Shader:
    """The source of a program, less the lines that depend on the dialect."""

    name: str
    vertex: str
    fragment: str
    attributes: tuple[str, ...]  # in the order of their locations


class Program:
    """A linked program, which remembers its uniforms: to set one is slow."""

    def __init__(self, linked: QOpenGLShaderProgram) -> None:
        self.linked = linked
        self._places: dict[str, int] = {}
        self._values: dict[str, object] = {}

    def set(self, **values: Any) -> None:
        """Give uniforms their values; a tuple is a vector. The program is bound."""
        for name, value in values.items():
            if name not in self._places:
                self._places[name] = self.linked.uniformLocation(name)
            elif self._values[name] == value:
                continue
            self._values[name] = value
            parts = value if isinstance(value, tuple) else (value,)
            self.linked.setUniformValue(self._places[name], *parts)


class Programs:
    """The linked programs of one context."""

    def __init__(self, context: QOpenGLContext) -> None:
        self._headers = HEADERS[dialect(context)]
        self._linked: dict[str, Program] = {}

    def bind(self, shader: Shader) -> Program:
        """Make `shader` current, linking it the first time.

        Raises:
            RuntimeError: the driver does not take it; the message is the driver's.
        """
        if shader.name not in self._linked:
            self._linked[shader.name] = Program(link(shader, self._headers))
        program = self._linked[shader.name]
        program.linked.bind()
        return program


def link(shader: Shader, headers: tuple[str, str]) -> QOpenGLShaderProgram:
    """Compile and link `shader`; raise RuntimeError with the driver's message."""
    program = QOpenGLShaderProgram()
    bit = QOpenGLShader.ShaderTypeBit
    parts = (bit.Vertex, shader.vertex), (bit.Fragment, shader.fragment)
    for header, (kind, source) in zip(headers, parts, strict=True):
        if not program.addShaderFromSourceCode(kind, header + source):
            raise RuntimeError(f"shader {shader.name}: {program.log()}")
    for location, attribute in enumerate(shader.attributes):
        program.bindAttributeLocation(attribute, location)
    if not program.link():
        raise RuntimeError(f"shader {shader.name}: {program.log()}")
    return program
