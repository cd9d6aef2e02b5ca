"""Multisampled pictures, drawn off the screen."""

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QImage
from PyQt6.QtOpenGL import (
    QOpenGLFramebufferObject,
    QOpenGLFramebufferObjectFormat,
)

from explorer.scene.gl import GL

MOST_PIXELS = 32_000_000  # of some 50 bytes each, several samples with their depth


def make_framebuffer(width: int, height: int, samples: int) -> QOpenGLFramebufferObject:
    """Return a framebuffer in the current context, bound.

    Raises:
        RuntimeError: the driver has none of this size.
    """
    too_large = f"no picture of {width} × {height} pixels can be drawn"
    if width * height > MOST_PIXELS:  # nor can all drivers tell that themselves
        raise RuntimeError(too_large)
    wanted = QOpenGLFramebufferObjectFormat()
    wanted.setAttachment(QOpenGLFramebufferObject.Attachment.CombinedDepthStencil)
    wanted.setSamples(samples)
    wanted.setInternalTextureFormat(GL.RGBA8)
    framebuffer = QOpenGLFramebufferObject(width, height, wanted)
    if not framebuffer.isValid() or not framebuffer.bind():
        raise RuntimeError(too_large)
    return framebuffer


def copy_to_widget(
    framebuffer: QOpenGLFramebufferObject,
    width: int,
    height: int,
    has_depth: bool = False,
) -> None:
    """Copy `framebuffer`, resolved, into the default framebuffer, and bind that.

    The depth can be copied only where both have the same form of it.
    """
    area = QRect(0, 0, width, height)
    buffers = GL.COLOR_BUFFER_BIT | (GL.DEPTH_BUFFER_BIT if has_depth else 0)
    QOpenGLFramebufferObject.bindDefault()
    QOpenGLFramebufferObject.blitFramebuffer(
        None, area, framebuffer, area, buffers, GL.NEAREST
    )
    QOpenGLFramebufferObject.bindDefault()


def take_image(framebuffer: QOpenGLFramebufferObject) -> QImage:
    """Return the picture on `framebuffer`."""
    framebuffer.release()
    return framebuffer.toImage()
