"""A translucent patch, seen faintly also where the surface hides it."""

from explorer.scene.buffers import Mesh, Vertices
from explorer.scene.frame import Frame
from explorer.scene.gl import GL, GLFunctions
from explorer.scene.shaders import Shader
from explorer.scene.shapes import Sheet

SHADER = Shader(
    name="sheet",
    attributes=("position",),
    vertex="""
uniform mat4 matrix;
attribute vec3 position;
void main() {
    gl_Position = matrix * vec4(position, 1.0);
    gl_Position.z -= 0.002 * gl_Position.w;  // a tangent is not in its surface
}
""",
    fragment="""
uniform vec4 ink;
void main() { fragColor = vec4(ink.rgb * ink.a, ink.a); }
""",
)
HIDDEN = 0.4  # of the opacity, where it is behind the surface


class SheetItem:
    """Draws a sheet."""

    def __init__(self) -> None:
        self._vertices = Vertices((0, 3))
        self._mesh = Mesh(self._vertices)
        self._shown: Sheet | None = None

    def show(self, sheet: Sheet) -> None:
        """Take the patch."""
        if sheet is self._shown:
            return
        if self._shown is None or self._shown.triangles is not sheet.triangles:
            self._mesh.connect(sheet.triangles)
        self._vertices.set(sheet.points)
        self._shown = sheet

    def paint(self, frame: Frame) -> None:
        """Draw it twice: as a whole and faintly, then what nothing hides."""
        if self._shown is None or not self._mesh.count:
            return
        gl = frame.functions
        program = frame.programs.bind(SHADER)
        program.set(matrix=frame.matrix)
        *color, opacity = self._shown.color
        gl.glEnable(GL.BLEND)
        gl.glBlendFunc(GL.ONE, GL.ONE_MINUS_SRC_ALPHA)
        gl.glDepthMask(False)
        with self._mesh.attached(program.linked):
            gl.glDisable(GL.DEPTH_TEST)
            program.set(ink=(*color, HIDDEN * opacity))
            self._mesh.draw(gl)
            gl.glEnable(GL.DEPTH_TEST)
            program.set(ink=(*color, opacity))
            self._mesh.draw(gl)
        gl.glDepthMask(True)
        gl.glDisable(GL.BLEND)

    def release(self, functions: GLFunctions) -> None:
        """Give the buffers back."""
        self._mesh.release()
