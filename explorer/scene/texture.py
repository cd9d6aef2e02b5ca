"""A colour map on the GPU."""

import numpy as np
from numpy.typing import NDArray

from explorer.scene.gl import GL, GLFunctions

PARAMETERS = {
    GL.TEXTURE_MIN_FILTER: GL.LINEAR,
    GL.TEXTURE_MAG_FILTER: GL.LINEAR,
    GL.TEXTURE_WRAP_S: GL.CLAMP_TO_EDGE,
    GL.TEXTURE_WRAP_T: GL.CLAMP_TO_EDGE,
}


class ColorTexture:
    """A 256 x 1 texture; a plain one, as QOpenGLTexture outlives its context badly."""

    def __init__(self) -> None:
        self._colors: NDArray[np.uint8] | None = None
        self._name: int | None = None
        self._is_stale = True

    def set(self, colors: NDArray[np.uint8]) -> None:
        """Take the colours (256, 4)."""
        self._colors = colors
        self._is_stale = True

    def bind(self, gl: GLFunctions) -> None:
        """Bind the texture to unit 0, up to date."""
        gl.glActiveTexture(GL.TEXTURE0)
        if self._name is None:
            name = gl.glGenTextures(1)
            assert isinstance(name, int)  # one is not a tuple
            self._name = name
            self._is_stale = True
        gl.glBindTexture(GL.TEXTURE_2D, self._name)
        if self._is_stale and self._colors is not None:
            self._upload(gl, self._colors)
            self._is_stale = False

    def _upload(self, gl: GLFunctions, colors: NDArray[np.uint8]) -> None:
        size = (len(colors), 1)
        pixels = colors.tobytes()
        kind = (GL.RGBA, GL.UNSIGNED_BYTE)
        gl.glTexImage2D(GL.TEXTURE_2D, 0, GL.RGBA, *size, 0, *kind, pixels)
        for parameter, value in PARAMETERS.items():
            gl.glTexParameteri(GL.TEXTURE_2D, parameter, value)

    def release(self, gl: GLFunctions) -> None:
        """Give the texture back."""
        if self._name is not None:
            gl.glDeleteTextures(1, [self._name])
        self._name = None
