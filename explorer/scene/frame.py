"""What an item needs to know to paint itself once."""

from dataclasses import dataclass
from typing import Any, Protocol

from PyQt6.QtGui import QMatrix3x3, QMatrix4x4, QVector2D, QVector3D

from explorer.scene.gl import GLFunctions
from explorer.scene.shaders import Programs

LIGHT = QVector3D(-0.35, 0.6, 0.75).normalized()  # from the upper left of the viewer


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One drawing of the scene."""

    functions: GLFunctions
    programs: Programs
    matrix: QMatrix4x4  # scene to clip coordinates
    rotation: QMatrix3x3  # scene to eye directions
    eye: QVector3D  # where the camera is, in the scene
    size: QVector2D  # of the picture, in its pixels
    pixel: float  # pixels of the picture per pixel of the layout


class Item(Protocol):
    """Draws one shape of the scene by GL."""

    def show(self, shape: Any) -> None:
        """Take a shape, always of the same type; it costs nothing to show it again."""

    def paint(self, frame: Frame) -> None:
        """Draw; the context is current."""

    def release(self, functions: GLFunctions) -> None:
        """Give all GL objects back; the next `paint` makes new ones."""
