"""The loss surface: lit, coloured by loss, with contour and grid lines."""

import numpy as np
from numpy.typing import NDArray

from explorer.scene.buffers import Mesh, Vertices
from explorer.scene.frame import LIGHT, Frame
from explorer.scene.gl import GL, GLFunctions
from explorer.scene.shaders import Shader
from explorer.scene.shapes import Float32, Relief
from explorer.scene.texture import ColorTexture
from models.snapshots import Array

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
uniform vec2 inks;      // of contours and grid
uniform float opacity;
varying vec4 shade;
void main() {
    vec4 paint = texture2D(colors, vec2(shade.y * lookup.x + lookup.y, 0.5));
    vec3 number = shade.yzw;
    vec3 change = max(fwidth(number), vec3(1e-6));
    vec3 gap = abs(fract(number + 0.5) - 0.5) / change;  // pixels to the nearest line
    float mesh = clamp(reach.x - min(gap.y, gap.z), 0.0, 1.0) * inks.y;
    vec3 color = mix(paint.rgb * shade.x, vec3(1.0), 0.2 * mesh);
    bool strong = abs(fract(number.x * 0.2 + 0.5) - 0.5) < 0.1;  // every fifth
    float ink = clamp((strong ? reach.y : reach.x) - gap.x, 0.0, 1.0);
    ink *= strong ? 0.78 : 0.42;
    ink *= clamp(2.0 - 3.3 * change.x, 0.0, 1.0);  // lines fade where they crowd
    ink *= step(1e-4, change.x) * inks.x;          // and a plateau is no line
    fragColor = vec4(mix(color, vec3(paint.a), ink) * opacity, opacity);
}
""",
)
TEXELS = 255 / 256  # from the middle of the first colour to that of the last
LINE = 1.0  # pixels
STRONG_LINE = 1.5


class SurfaceItem:
    """Draws a relief, both of its faces."""

    def __init__(self) -> None:
        self._ground = Vertices((0, 2))
        self._relief = Vertices((1, 4))
        self._mesh = Mesh(self._ground, self._relief)
        self._colors = ColorTexture()
        self._shown: Relief | None = None

    def show(self, relief: Relief) -> None:
        """Take the heights, their colours, and whatever else has changed with them."""
        if relief is self._shown:
            return
        old, self._shown = self._shown, relief
        axis_x, axis_y, heights = relief.axis_x, relief.axis_y, relief.heights
        if not (old and _same(old.axis_x, axis_x) and _same(old.axis_y, axis_y)):
            ground = np.stack(np.meshgrid(axis_x, axis_y, indexing="ij"), axis=-1)
            self._ground.set(ground.astype(np.float32))
        if not (old and _same(np.isnan(old.heights), np.isnan(heights))):
            self._mesh.connect(whole_cells(heights))
        if not (old and old.table is relief.table):
            self._colors.set(with_line_tones(relief.table))
        steps = axis_x[1] - axis_x[0], axis_y[1] - axis_y[0]
        self._relief.set(relief_vertices(heights, steps, relief.colors))

    def paint(self, frame: Frame) -> None:
        """Draw it; where it is translucent, only the nearest of its layers is seen."""
        relief, gl = self._shown, frame.functions
        if relief is None or not self._mesh.count:
            return
        program = frame.programs.bind(SHADER)
        per_unit, offset = relief.contours
        program.set(
            matrix=frame.matrix,
            rotation=frame.rotation,
            light=LIGHT,
            eye=frame.eye,
            contours=relief.contours,
            grid=relief.grid,
            lookup=(TEXELS / per_unit, 0.5 - TEXELS * (0.5 + offset / per_unit)),
            reach=tuple(0.5 * w * frame.pixel + 0.5 for w in (LINE, STRONG_LINE)),
            inks=(float(relief.has_contours), float(relief.has_grid)),
            opacity=relief.opacity,
            colors=0,
        )
        self._colors.bind(gl)
        gl.glEnable(GL.DEPTH_TEST)
        gl.glDisable(GL.BLEND)
        with self._mesh.attached(program.linked):
            if relief.opacity < 1:
                gl.glColorMask(False, False, False, False)
                self._mesh.draw(gl)
                gl.glColorMask(True, True, True, True)
                gl.glDepthFunc(GL.LEQUAL)
                gl.glEnable(GL.BLEND)
                gl.glBlendFunc(GL.ONE, GL.ONE_MINUS_SRC_ALPHA)
            self._mesh.draw(gl)
        gl.glDepthFunc(GL.LESS)
        gl.glDisable(GL.BLEND)
        gl.glBindTexture(GL.TEXTURE_2D, 0)

    def release(self, functions: GLFunctions) -> None:
        """Give the buffers and the texture back."""
        self._mesh.release()
        self._colors.release(functions)


_same = np.array_equal


def with_line_tones(table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return `table` with, in place of alpha, how light a line on each colour is."""
    brightness = table[:, :3] @ np.array([0.3, 0.6, 0.1]) / 255
    toned = table.copy()
    toned[:, 3] = np.interp(brightness, [0.12, 0.3], [130, 0])
    return toned


def relief_vertices(
    heights: Array, steps: tuple[float, float], colors: Array
) -> Float32:
    """Return heights, their slopes along x and y, and `colors`, (R, R, 4)."""
    stacked = np.empty((*heights.shape, 4), np.float32)
    stacked[..., 0] = heights
    stacked[..., 1] = slopes(heights, steps[0])
    stacked[..., 2] = slopes(heights.T, steps[1]).T
    stacked[..., 3] = colors
    return stacked


def slopes(heights: Array, step: float) -> Array:
    """Return central differences along the first axis.

    They are one-sided at the ends and beside holes; a point between two holes is level.
    """
    rise = np.diff(heights, axis=0) / step
    out = np.empty_like(heights)
    out[0], out[-1] = rise[0], rise[-1]
    np.add(rise[1:], rise[:-1], out=out[1:-1])
    out[1:-1] *= 0.5
    if np.isnan(rise).any():
        before, after = rise[:-1], rise[1:]
        inner = np.where(np.isnan(before), after, out[1:-1])
        out[1:-1] = np.where(np.isnan(after), before, inner)
        np.nan_to_num(out, copy=False)
    return out


def whole_cells(heights: Array) -> NDArray[np.uint32]:
    """Return two triangles (cells, 6) in each cell of a grid that touches no hole."""
    triangles = grid_triangles(*heights.shape)
    holes = np.isnan(heights).ravel()
    return triangles[~holes[triangles].any(axis=1)] if holes.any() else triangles


def grid_triangles(rows: int, columns: int) -> NDArray[np.uint32]:
    """Return the corners (cells, 6) of two triangles in each cell of a grid."""
    first = np.arange(rows - 1, dtype=np.uint32)[:, None] * np.uint32(columns)
    corner = (first + np.arange(columns - 1, dtype=np.uint32)).ravel()
    below = corner + np.uint32(columns)
    one = np.uint32(1)
    cells = [corner, below, corner + one, corner + one, below, below + one]
    return np.ascontiguousarray(np.stack(cells, axis=1))
