"""Lit arrows in space, all in one mesh, with a dark outline."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.scene.buffers import Float32, Indices, Vertices, attached
from explorer.scene.frame import LIGHT, Frame
from explorer.scene.gl import GL, GLFunctions
from explorer.scene.shaders import Shader

SIDES = 16
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
    float depth = gl_Position.z / gl_Position.w;
    gl_Position.z = (0.05 * depth - 0.94) * gl_Position.w;  // before all else
}
""",
    fragment="""
varying vec4 ink;
void main() { fragColor = ink; }
""",
)


class ArrowsItem:
    """Draws the arrows it was last shown.

    They are in front of everything, as in a bowl the tip of a tangent is under the
    surface.
    """

    def __init__(self) -> None:
        self._vertices = Vertices((0, 3), (1, 3), (2, 4))
        self._indices = Indices()
        self._count = 0
        self._capacity = 0

    def show(self, tails: ArrayLike, vectors: ArrayLike, colors: ArrayLike) -> None:
        """Take arrows: tails (K, 3), vectors (K, 3) and colours (K, 4)."""
        points, normals, triangles = arrow_meshes(
            np.asarray(tails, np.float32), np.asarray(vectors, np.float32)
        )
        vertices = np.empty((*points.shape[:2], 10), np.float32)
        vertices[..., :3] = points
        vertices[..., 3:6] = normals
        vertices[..., 6:] = np.asarray(colors, np.float32)[:, None]
        self._vertices.set(vertices)
        self._count = triangles.size
        if len(points) != self._capacity:
            self._indices.set(triangles)
            self._capacity = len(points)

    def clear(self) -> None:
        """Draw nothing."""
        self._count = 0

    def paint(self, frame: Frame) -> None:
        """Draw the outlines, and the arrows over them."""
        if not self._count:
            return
        gl = frame.functions
        program = frame.programs.bind(SHADER)
        program.setUniformValue("matrix", frame.matrix)
        program.setUniformValue("rotation", frame.rotation)
        program.setUniformValue("light", LIGHT)
        program.setUniformValue("size", frame.size)
        gl.glEnable(GL.DEPTH_TEST)
        gl.glDisable(GL.BLEND)
        with attached(program, self._indices, self._vertices):
            for outline in (OUTLINE * frame.pixel, 0.0):
                program.setUniformValue("outline", outline)
                gl.glDepthMask(outline == 0)
                gl.glDrawElements(GL.TRIANGLES, self._count, GL.UNSIGNED_INT, None)

    def release(self, functions: GLFunctions) -> None:
        """Give the buffers back."""
        self._vertices.release()
        self._indices.release()


@lru_cache(maxsize=1)
def template() -> tuple[Float32, Float32, NDArray[np.uint32]]:
    """Return an arrow of length 1 along x: points, normals (V, 3) and triangles.

    The first coordinate of a point counts the length of the shaft from 0 to 1 and that
    of the head from 1 to 2, as only the shaft grows with the arrow.
    """
    angle = 2 * np.pi * np.arange(SIDES) / SIDES
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
        (1, HEAD, back),
        (1, 0, back),
        (0, SHAFT, back),
        (0, 0, back),
    ]
    points = np.concatenate([at * ahead + radius * around for at, radius, _ in rings])
    normals = np.concatenate([normal for *_, normal in rings])
    triangles = np.concatenate([_band(first) for first in range(0, len(rings), 2)])
    return points.astype(np.float32), normals.astype(np.float32), triangles


def _band(first: int) -> NDArray[np.uint32]:
    """Return the triangles between ring `first` and the next."""
    side = np.arange(SIDES)
    after = (side + 1) % SIDES
    here, there = first * SIDES, (first + 1) * SIDES
    one = np.stack([here + side, there + side, there + after], axis=1)
    other = np.stack([here + side, there + after, here + after], axis=1)
    return np.concatenate([one, other]).astype(np.uint32)


def arrow_meshes(
    tails: Float32, vectors: Float32
) -> tuple[Float32, Float32, NDArray[np.uint32]]:
    """Return points and normals (K, V, 3), and the triangles, of K arrows."""
    points, normals, triangles = template()
    lengths = np.linalg.norm(vectors, axis=1)
    axes = _axes(vectors / np.maximum(lengths, 1e-9)[:, None])
    shaft = np.maximum(lengths - HEAD_LENGTH, 0)[:, None]
    head = np.minimum(lengths, HEAD_LENGTH)[:, None]
    local = np.repeat(points[None], len(tails), axis=0)
    along = points[:, 0]
    local[..., 0] = shaft * np.minimum(along, 1) + head * np.maximum(along - 1, 0)
    offsets = np.arange(len(tails), dtype=np.uint32)[:, None] * np.uint32(len(points))
    corners = np.ascontiguousarray(offsets + triangles.ravel())
    return local @ axes + tails[:, None], normals @ axes, corners


def _axes(ahead: Float32) -> Float32:
    """Return right-handed axes (K, 3, 3) whose first is `ahead` (K, 3)."""
    is_steep = np.abs(ahead[:, 2:]) > 0.9
    up = np.where(is_steep, EAST, UP)
    side = np.cross(up, ahead)
    side /= np.linalg.norm(side, axis=1)[:, None]
    return np.stack([ahead, side, np.cross(ahead, side)], axis=1)
