"""Lines of any width, discs and balls, anti-aliased by their shader.

`glLineWidth` above 1 is an error in core profiles. A segment is a quad on the screen,
and each of its pixels knows how far from the segment it is; a point is a disc.
"""

import numpy as np
from PyQt6.QtGui import QColor

from explorer.scene.buffers import Mesh, Vertices
from explorer.scene.frame import Frame
from explorer.scene.gl import GL, GLFunctions
from explorer.scene.shaders import Shader
from explorer.scene.shapes import Pass, Segments, Strokes, rgba

SHADER = Shader(
    name="lines",
    attributes=("begin", "end", "corner", "thickness", "color"),
    vertex="""
uniform mat4 matrix;
uniform vec2 size;
uniform float pixel;
uniform float nearer;   // towards the eye, to lie on the surface and not in it
uniform float widen;
attribute vec3 begin;
attribute vec3 end;
attribute vec2 corner;  // -1 or 1 along and across
attribute float thickness;
attribute vec4 color;
varying vec4 ink;
varying vec4 reach;     // along, across, length, radius, in pixels
void main() {
    vec4 from = matrix * vec4(begin, 1.0);
    vec4 to = matrix * vec4(end, 1.0);
    vec2 start = from.xy / from.w * 0.5 * size;
    vec2 stop = to.xy / to.w * 0.5 * size;
    float span = length(stop - start);
    vec2 along = span > 1e-4 ? (stop - start) / span : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    float radius = 0.5 * (thickness + widen) * pixel;
    float margin = radius + 1.0;
    bool first = corner.x < 0.0;
    vec4 base = first ? from : to;
    vec2 place = first ? start - along * margin : stop + along * margin;
    place += across * corner.y * margin;
    reach = vec4(first ? -margin : span + margin, corner.y * margin, span, radius);
    ink = color;
    gl_Position = vec4(place / (0.5 * size) * base.w, base.z - nearer * base.w, base.w);
}
""",
    fragment="""
uniform float ball;
uniform vec4 tint;      // a colour, and how much of it
uniform float opacity;
varying vec4 ink;
varying vec4 reach;
void main() {
    float along = reach.x - clamp(reach.x, 0.0, reach.z);
    vec2 away = vec2(along, reach.y);
    float cover = clamp(reach.w + 0.5 - length(away), 0.0, 1.0);
    if (cover <= 0.0) discard;
    vec3 color = mix(ink.rgb, tint.rgb, tint.a);
    if (ball > 0.5) {
        vec2 flat_normal = away / reach.w;
        float rest = max(0.0, 1.0 - dot(flat_normal, flat_normal));
        vec3 normal = vec3(flat_normal, sqrt(rest));
        float lamp = max(dot(normal, vec3(-0.4, 0.6, 0.69)), 0.0);
        float gloss = pow(max(dot(normal, vec3(-0.25, 0.45, 0.857)), 0.0), 30.0);
        color = color * (0.6 + 0.5 * lamp) + 0.5 * gloss;
    }
    float alpha = cover * ink.a * opacity;
    fragColor = vec4(color * alpha, alpha);
}
""",
)

CORNERS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32)
QUAD = np.array([0, 1, 2, 0, 2, 3], np.uint32)


class LinesItem:
    """Draws strokes, once for each of their passes."""

    def __init__(self) -> None:
        self._vertices = Vertices((0, 3), (1, 3), (2, 2), (3, 1), (4, 4))
        self._mesh = Mesh(self._vertices)
        self._capacity = 0
        self._shown: Strokes | None = None

    def show(self, strokes: Strokes) -> None:
        """Take the segments, in the order in which they are drawn."""
        if strokes is self._shown:
            return
        if self._shown is None or strokes.segments is not self._shown.segments:
            self._take(strokes.segments)
        self._shown = strokes

    def _take(self, segments: Segments) -> None:
        count = len(segments.begins)
        vertices = np.empty((count, 4, 13), np.float32)
        vertices[..., 0:3] = segments.begins[:, None]
        vertices[..., 3:6] = segments.ends[:, None]
        vertices[..., 6:8] = CORNERS
        vertices[..., 8] = segments.widths[:, None]
        vertices[..., 9:] = segments.colors[:, None]
        self._vertices.set(vertices)
        if count > self._capacity:
            self._capacity = count + count // 2 + 16
            first = np.arange(self._capacity, dtype=np.uint32)[:, None] * np.uint32(4)
            self._mesh.connect(first + QUAD)
        self._mesh.count = QUAD.size * count

    def paint(self, frame: Frame) -> None:
        """Draw every pass."""
        if self._shown is None or not self._mesh.count:
            return
        gl = frame.functions
        program = frame.programs.bind(SHADER)
        program.set(matrix=frame.matrix, size=frame.size, pixel=frame.pixel)
        gl.glEnable(GL.BLEND)
        gl.glBlendFunc(GL.ONE, GL.ONE_MINUS_SRC_ALPHA)
        gl.glDepthFunc(GL.LEQUAL)  # later segments lie on earlier ones
        with self._mesh.attached(program.linked):
            for each in self._shown.passes:
                program.set(
                    tint=rgba(each.tint or QColor(), float(each.tint is not None)),
                    widen=each.widen,
                    opacity=each.opacity,
                    nearer=each.nearer,
                    ball=float(each.is_ball),
                )
                self._draw(gl, each)
        gl.glDepthFunc(GL.LESS)
        gl.glDisable(GL.BLEND)

    def _draw(self, gl: GLFunctions, each: Pass) -> None:
        if each.is_hidden_shown:
            gl.glDisable(GL.DEPTH_TEST)
        else:
            gl.glEnable(GL.DEPTH_TEST)
        gl.glDepthMask(each.is_solid)
        self._mesh.draw(gl)
        gl.glDepthMask(True)

    def release(self, functions: GLFunctions) -> None:
        """Give the buffers back."""
        self._mesh.release()
