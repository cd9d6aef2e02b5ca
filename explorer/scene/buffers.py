"""GL buffers that remember their content, so that a new context can have it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtOpenGL import QOpenGLBuffer, QOpenGLShaderProgram
from PyQt6.sip import voidptr

from explorer.scene.gl import GL, GLFunctions

FLOAT_SIZE = 4  # bytes


class Buffer:
    """One GL buffer, made and filled when it is first bound."""

    def __init__(self, kind: QOpenGLBuffer.Type) -> None:
        self._kind = kind
        self._buffer: QOpenGLBuffer | None = None
        self._data: NDArray[Any] = np.empty(0, np.float32)
        self._is_stale = True

    def set(self, data: NDArray[Any]) -> None:
        """Replace the content by the C-contiguous `data`; it is not copied."""
        self._data = data
        self._is_stale = True

    def bind(self) -> None:
        """Bind the buffer, its content up to date."""
        if self._buffer is None:
            self._buffer = QOpenGLBuffer(self._kind)
            self._buffer.create()
            self._buffer.setUsagePattern(QOpenGLBuffer.UsagePattern.DynamicDraw)
            self._is_stale = True
        self._buffer.bind()
        if self._is_stale:  # a new allocation does not wait for the last frame
            address = voidptr(self._data.ctypes.data)
            self._buffer.allocate(address, self._data.nbytes)
            self._is_stale = False

    def unbind(self) -> None:
        """Leave nothing bound, which QPainter relies on."""
        if self._buffer is not None:
            self._buffer.release()

    def release(self) -> None:
        """Give the GL buffer back; its context is current."""
        if self._buffer is not None:
            self._buffer.destroy()
        self._buffer = None


class Vertices(Buffer):
    """Interleaved float32 attributes.

    Args:
        attributes: (location, number of floats) of each, in their order in a vertex.
    """

    def __init__(self, *attributes: tuple[int, int]) -> None:
        super().__init__(QOpenGLBuffer.Type.VertexBuffer)
        self._attributes = attributes
        self._stride = FLOAT_SIZE * sum(size for _, size in attributes)

    def attach(self, program: QOpenGLShaderProgram) -> None:
        """Feed the attributes of `program` from this buffer."""
        self.bind()
        offset = 0
        for location, size in self._attributes:
            program.setAttributeBuffer(location, GL.FLOAT, offset, size, self._stride)
            program.enableAttributeArray(location)
            offset += FLOAT_SIZE * size
        self.unbind()

    def detach(self, program: QOpenGLShaderProgram) -> None:
        """Undo `attach`."""
        for location, _ in self._attributes:
            program.disableAttributeArray(location)


class Indices(Buffer):
    """The corners of triangles, as uint32."""

    def __init__(self) -> None:
        super().__init__(QOpenGLBuffer.Type.IndexBuffer)


class Mesh:
    """Triangles between vertices, from buffers of which each may change alone."""

    def __init__(self, *buffers: Vertices) -> None:
        self._buffers = buffers
        self._indices = Indices()
        self.count = 0  # of the corners that are drawn

    def connect(self, triangles: NDArray[np.uint32]) -> None:
        """Take the corners of the triangles, any shape; all of them are drawn."""
        self._indices.set(triangles)
        self.count = triangles.size

    @contextmanager
    def attached(self, program: QOpenGLShaderProgram) -> Iterator[None]:
        """Have `program`, which is bound, draw from this mesh for a while."""
        for buffer in self._buffers:
            buffer.attach(program)
        self._indices.bind()
        yield
        self._indices.unbind()
        for buffer in self._buffers:
            buffer.detach(program)
        program.release()

    def draw(self, functions: GLFunctions) -> None:
        """Draw once; attached."""
        functions.glDrawElements(GL.TRIANGLES, self.count, GL.UNSIGNED_INT, None)

    def release(self) -> None:
        """Give all buffers back."""
        for buffer in (*self._buffers, self._indices):
            buffer.release()
