"""The loss surface: lit, coloured by loss, with contour and grid lines."""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QVector2D, QVector4D

from explorer.scene.box import HEIGHT, Box
from explorer.scene.buffers import Float32, Indices, Vertices, attached
from explorer.scene.frame import LIGHT, Frame
from explorer.scene.gl import GL, GLFunctions
from explorer.scene.picking import HeightField
from explorer.scene.shaders import Shader
from explorer.scene.texture import ColorTexture
from explorer.scene.ticks import grid_spacing
from models.scales import Scale, contour_spacing
from models.snapshots import Array, Surface

# Software GL is bound by vertices, by varyings and by each operation on a pixel: so
# light and the numbers of lines are found per vertex, and all varyings are in one vec4.
SHADER = Shader(
    name="surface",
    attributes=("ground", "relief"),
    vertex="""
uniform mat4 matrix;
uniform mat3 rotation;
uniform vec3 light;
uniform vec3 eye;
uniform vec2 contours;  // lines per unit of the colours, number at 0
uniform vec4 grid;      // lines per x, number at x = 0, the same for y
attribute vec2 ground;
attribute vec4 relief;  // height, its slopes along x and y, place in the colours
varying vec4 shade;     // light, number of the contour, of the grid lines
void main() {
    vec3 place = vec3(ground, relief.x);
    vec3 normal = vec3(-relief.yz, 1.0);
    if (dot(normal, eye - place) < 0.0) normal = -normal;
    normal = normalize(rotation * normal);
    float sky = 0.5 + 0.5 * normal.y;
    float lamp = max(dot(normal, light), 0.0);
    shade.x = 0.44 + 0.18 * sky + 0.5 * lamp;
    shade.y = relief.w * contours.x + contours.y;
    shade.zw = ground * grid.xz + grid.yw;
    gl_Position = matrix * vec4(place, 1.0);
}
""",
    fragment="""
uniform sampler2D colors;
uniform vec2 lookup;    // from the number of a contour to the place of its colour
uniform vec2 reach;     // half the width of thin and strong lines and half a pixel
varying vec4 shade;
void main() {
    vec4 paint = texture2D(colors, vec2(shade.y * lookup.x + lookup.y, 0.5));
    vec3 number = shade.yzw;
    vec3 change = max(fwidth(number), vec3(1e-6));
    vec3 gap = abs(fract(number + 0.5) - 0.5) / change;  // pixels to the nearest line
    float mesh = clamp(reach.x - min(gap.y, gap.z), 0.0, 1.0);
    vec3 color = mix(paint.rgb * shade.x, vec3(1.0), 0.2 * mesh);
    bool strong = abs(fract(number.x * 0.2 + 0.5) - 0.5) < 0.1;  // every fifth
    float ink = clamp((strong ? reach.y : reach.x) - gap.x, 0.0, 1.0);
    ink *= strong ? 0.78 : 0.42;
    ink *= clamp(2.0 - 3.3 * change.x, 0.0, 1.0);  // lines fade where they crowd
    ink *= step(1e-4, change.x);                   // and a plateau is no line
    fragColor = vec4(mix(color, vec3(paint.a), ink), 1.0);
}
""",
)
TEXELS = 255 / 256  # from the middle of the first colour to that of the last
LINE = 1.0  # pixels
STRONG_LINE = 1.5


class SurfaceItem:
    """Draws what it was last shown; `field` is what the pointer can pick."""

    def __init__(self) -> None:
        self.field: HeightField | None = None
        self._ground = Vertices((0, 2))
        self._relief = Vertices((1, 4))
        self._indices = Indices()
        self._count = 0
        self._contours = self._lookup = QVector2D()
        self._grid = QVector4D()
        self._colors = ColorTexture()

    def show(self, surface: Surface, box: Box, colors: Scale) -> None:
        """Take the heights, their colours, and whatever else has changed with them."""
        heights = HEIGHT * box.scale.unit(surface.loss)
        axis_x = (surface.axis_x - box.centre[0]) / box.extent
        axis_y = (surface.axis_y - box.centre[1]) / box.extent
        self._lay_ground(axis_x, axis_y)
        self.field = HeightField(axis_x, axis_y, heights)
        steps = axis_x[1] - axis_x[0], axis_y[1] - axis_y[0]
        self._relief.set(relief(heights, steps, colors.unit(surface.loss)))
        per_unit, offset = contour_spacing(colors)
        self._contours = QVector2D(per_unit, offset)
        self._lookup = QVector2D(
            TEXELS / per_unit, 0.5 - TEXELS * (0.5 + offset / per_unit)
        )
        self._grid = QVector4D(*grid_spacing(box))

    def _lay_ground(self, axis_x: Array, axis_y: Array) -> None:
        old = self.field
        if old and _same(old.axis_x, axis_x) and _same(old.axis_y, axis_y):
            return
        ground = np.stack(np.meshgrid(axis_x, axis_y, indexing="ij"), axis=-1)
        self._ground.set(ground.astype(np.float32))
        if not (old and len(old.axis_x) == len(axis_x)):
            triangles = grid_triangles(len(axis_x), len(axis_y))
            self._indices.set(triangles)
            self._count = triangles.size

    def show_colors(self, table: NDArray[np.uint8]) -> None:
        """Take the colours (256, 4), low losses first."""
        self._colors.set(with_line_tones(table))

    def paint(self, frame: Frame) -> None:
        """Draw the surface, both of its faces."""
        if self.field is None:
            return
        gl = frame.functions
        program = frame.programs.bind(SHADER)
        program.setUniformValue("matrix", frame.matrix)
        program.setUniformValue("rotation", frame.rotation)
        program.setUniformValue("light", LIGHT)
        program.setUniformValue("eye", frame.eye)
        program.setUniformValue("contours", self._contours)
        program.setUniformValue("grid", self._grid)
        program.setUniformValue("lookup", self._lookup)
        widths = 0.5 * LINE * frame.pixel + 0.5, 0.5 * STRONG_LINE * frame.pixel + 0.5
        program.setUniformValue("reach", *widths)
        program.setUniformValue("colors", 0)
        self._colors.bind(gl)
        gl.glEnable(GL.DEPTH_TEST)
        gl.glDisable(GL.BLEND)
        with attached(program, self._indices, self._ground, self._relief):
            gl.glDrawElements(GL.TRIANGLES, self._count, GL.UNSIGNED_INT, None)
        gl.glBindTexture(GL.TEXTURE_2D, 0)

    def release(self, functions: GLFunctions) -> None:
        """Give the buffers and the texture back."""
        for buffer in (self._ground, self._relief, self._indices):
            buffer.release()
        self._colors.release(functions)


_same = np.array_equal


def with_line_tones(table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return `table` with, in place of alpha, how light a line on each colour is."""
    brightness = table[:, :3] @ np.array([0.3, 0.6, 0.1]) / 255
    toned = table.copy()
    toned[:, 3] = np.interp(brightness, [0.12, 0.3], [130, 0])
    return toned


def relief(heights: Array, steps: tuple[float, float], colors: Array) -> Float32:
    """Return heights, their slopes along x and y, and `colors`, (R, R, 4)."""
    stacked = np.empty((*heights.shape, 4), np.float32)
    stacked[..., 0] = heights
    _slopes(heights, steps[0], stacked[..., 1])
    _slopes(heights.T, steps[1], stacked[..., 2].T)
    stacked[..., 3] = colors
    return stacked


def _slopes(heights: Array, step: float, out: Float32) -> None:
    """Write central differences along the first axis; one-sided at its ends."""
    np.subtract(heights[2:], heights[:-2], out=out[1:-1], casting="same_kind")
    out[0] = 2 * (heights[1] - heights[0])
    out[-1] = 2 * (heights[-1] - heights[-2])
    out *= 0.5 / step


def grid_triangles(rows: int, columns: int) -> NDArray[np.uint32]:
    """Return the corners (cells, 6) of two triangles in each cell of a grid."""
    first = np.arange(rows - 1, dtype=np.uint32)[:, None] * np.uint32(columns)
    corner = (first + np.arange(columns - 1, dtype=np.uint32)).ravel()
    below = corner + np.uint32(columns)
    one = np.uint32(1)
    cells = [corner, below, corner + one, corner + one, below, below + one]
    return np.ascontiguousarray(np.stack(cells, axis=1))
