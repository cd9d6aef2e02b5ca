"""Lit arrows in space, all in one mesh, with a dark outline."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.scene.buffers import Mesh, Vertices
from explorer.scene.frame import LIGHT, Frame
from explorer.scene.gl import GL, GLFunctions
from explorer.scene.shaders import Shader
from explorer.scene.shapes import Arrows, Float32

SIDES, FEW_SIDES = 16, 6
FRONT = 0.05, -0.94  # before all else
LYING = 1.0, -0.004
SHAFT = 0.018  # radii and the length of the head, in the scene
HEAD = 0.05
HEAD_LENGTH = 0.12
EAST = np.array([1, 0, 0], np.float32)
UP = np.array([0, 0, 1], np.float32)
OUTLINE = 1.2  # pixels

SHADER = Shader(
    name="arrows",
    attributes=("position", "normal", "color"),
    vertex="""
uniform mat4 matrix;
uniform mat3 rotation;
uniform vec3 light;
uniform vec2 size;
uniform vec2 depth;     // how far of it is kept, and how much nearer
uniform float outline;  // pixels; 0 for the arrow itself
attribute vec3 position;
attribute vec3 normal;
attribute vec4 color;
varying vec4 ink;
void main() {
    vec3 facing = normalize(rotation * normal);
    float sky = 0.5 + 0.5 * facing.y;
    float lamp = max(dot(facing, light), 0.0);
    float lit = 0.52 + 0.16 * sky + 0.46 * lamp;
    ink = outline > 0.0 ? vec4(0.03, 0.04, 0.05, 1.0) : vec4(color.rgb * lit, 1.0);
    gl_Position = matrix * vec4(position, 1.0);
    vec2 away = facing.xy / max(length(facing.xy), 1e-4);
    gl_Position.xy += away * outline * 2.0 / size * gl_Position.w;
    gl_Position.z = depth.x * gl_Position.z + depth.y * gl_Position.w;
}
""",
    fragment="""
varying vec4 ink;
void main() { fragColor = ink; }
""",
)


class ArrowsItem:
    """Draws arrows.

    Those in front are in front of everything, as in a bowl the tip of a tangent is
    under the surface, and have an outline. The others are many: they have few sides.
    """

    def __init__(self) -> None:
        self._vertices = Vertices((0, 3), (1, 3), (2, 4))
        self._mesh = Mesh(self._vertices)
        self._shown: Arrows | None = None

    def show(self, arrows: Arrows) -> None:
        """Take the arrows."""
        if arrows is self._shown:
            return
        self._shown = arrows
        points, normals, triangles = arrow_meshes(arrows)
        vertices = np.empty((*points.shape[:2], 10), np.float32)
        vertices[..., :3] = points
        vertices[..., 3:6] = normals
        vertices[..., 6:] = arrows.colors[:, None]
        self._vertices.set(vertices)
        if triangles.size != self._mesh.count:
            self._mesh.connect(triangles)

    def paint(self, frame: Frame) -> None:
        """Draw the outlines, and the arrows over them."""
        if self._shown is None or not self._mesh.count:
            return
        gl, is_in_front = frame.functions, self._shown.is_in_front
        program = frame.programs.bind(SHADER)
        program.set(
            matrix=frame.matrix,
            rotation=frame.rotation,
            light=LIGHT,
            size=frame.size,
            depth=FRONT if is_in_front else LYING,
        )
        gl.glEnable(GL.DEPTH_TEST)
        gl.glDisable(GL.BLEND)
        outlines = (OUTLINE * frame.pixel, 0.0) if is_in_front else (0.0,)
        with self._mesh.attached(program.linked):
            for outline in outlines:
                program.set(outline=outline)
                gl.glDepthMask(outline == 0)
                self._mesh.draw(gl)

    def release(self, functions: GLFunctions) -> None:
        """Give the buffers back."""
        self._mesh.release()


@lru_cache(maxsize=2)
def template(sides: int, has_caps: bool) -> tuple[Float32, Float32, NDArray[np.uint32]]:
    """Return an arrow of length 1 along x: points, normals (V, 3) and triangles.

    The first coordinate of a point counts the length of the shaft from 0 to 1 and that
    of the head from 1 to 2, as only the shaft grows with the arrow. Without caps one
    sees into it from behind, which does not matter where it is small.
    """
    angle = 2 * np.pi * np.arange(sides) / sides
    around = np.stack([0 * angle, np.cos(angle), np.sin(angle)], axis=1)
    ahead = np.array([1.0, 0.0, 0.0])
    slant = around + ahead * HEAD / HEAD_LENGTH
    slant /= np.linalg.norm(slant, axis=1)[:, None]
    back = np.broadcast_to(-ahead, around.shape)
    rings = [
        (0, SHAFT, around),
        (1, SHAFT, around),
        (1, HEAD, slant),
        (2, 0, slant),
    ]
    caps = [
        (1, HEAD, back),
        (1, 0, back),
        (0, SHAFT, back),
        (0, 0, back),
    ]
    rings += caps if has_caps else []
    points = np.concatenate([at * ahead + radius * around for at, radius, _ in rings])
    normals = np.concatenate([normal for *_, normal in rings])
    pairs = range(0, len(rings), 2)
    triangles = np.concatenate([_band(first, sides) for first in pairs])
    return points.astype(np.float32), normals.astype(np.float32), triangles


def _band(first: int, sides: int) -> NDArray[np.uint32]:
    """Return the triangles between ring `first` and the next."""
    side = np.arange(sides)
    after = (side + 1) % sides
    here, there = first * sides, (first + 1) * sides
    one = np.stack([here + side, there + side, there + after], axis=1)
    other = np.stack([here + side, there + after, here + after], axis=1)
    return np.concatenate([one, other]).astype(np.uint32)


def arrow_meshes(arrows: Arrows) -> tuple[Float32, Float32, NDArray[np.uint32]]:
    """Return points and normals (K, V, 3), and the triangles, of K arrows."""
    is_large = arrows.is_in_front
    points, normals, triangles = template(SIDES if is_large else FEW_SIDES, is_large)
    lengths = np.linalg.norm(arrows.vectors, axis=1)
    axes = _axes(arrows.vectors / np.maximum(lengths, 1e-9)[:, None])
    head = np.minimum(lengths, HEAD_LENGTH * arrows.size)[:, None]
    shaft = lengths[:, None] - head
    local = points * (head / HEAD_LENGTH)[..., None]  # a short arrow is also thin
    along = points[:, 0]
    local[..., 0] = shaft * np.minimum(along, 1) + head * np.maximum(along - 1, 0)
    count = np.uint32(len(points))
    first = np.arange(len(lengths), dtype=np.uint32)[:, None] * count
    corners = np.ascontiguousarray(first + triangles.ravel())
    return local @ axes + arrows.tails[:, None], normals @ axes, corners


def _axes(ahead: Float32) -> Float32:
    """Return right-handed axes (K, 3, 3) whose first is `ahead` (K, 3)."""
    is_steep = np.abs(ahead[:, 2:]) > 0.9
    up = np.where(is_steep, EAST, UP)
    side = np.cross(up, ahead)
    side /= np.linalg.norm(side, axis=1)[:, None]
    return np.stack([ahead, side, np.cross(ahead, side)], axis=1)
