"""Multisampled pictures, drawn off the screen."""

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QImage
from PyQt6.QtOpenGL import (
    QOpenGLFramebufferObject,
    QOpenGLFramebufferObjectFormat,
)

from explorer.scene.gl import GL


def make_canvas(width: int, height: int, samples: int) -> QOpenGLFramebufferObject:
    """Return a framebuffer in the current context, bound.

    Raises:
        RuntimeError: the driver has none of this size.
    """
    wanted = QOpenGLFramebufferObjectFormat()
    wanted.setAttachment(QOpenGLFramebufferObject.Attachment.CombinedDepthStencil)
    wanted.setSamples(samples)
    wanted.setInternalTextureFormat(GL.RGBA8)
    canvas = QOpenGLFramebufferObject(width, height, wanted)
    if not canvas.isValid() or not canvas.bind():
        raise RuntimeError(f"no picture of {width} × {height} pixels can be drawn")
    return canvas


def copy_to_widget(canvas: QOpenGLFramebufferObject, width: int, height: int) -> None:
    """Resolve `canvas` into the default framebuffer, and bind that."""
    area = QRect(0, 0, width, height)
    QOpenGLFramebufferObject.bindDefault()
    QOpenGLFramebufferObject.blitFramebuffer(
        None, area, canvas, area, GL.COLOR_BUFFER_BIT, GL.NEAREST
    )
    QOpenGLFramebufferObject.bindDefault()


def take_image(canvas: QOpenGLFramebufferObject) -> QImage:
    """Return the picture on `canvas`."""
    canvas.release()
    return canvas.toImage()
