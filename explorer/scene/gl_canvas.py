"""The widgets on which OpenGL draws the scene; the pointer goes through them."""

from PyQt6.QtCore import QCoreApplication, QEvent, Qt, pyqtSignal
from PyQt6.QtOpenGL import QOpenGLWindow
from PyQt6.QtOpenGLWidgets import QOpenGLWidget
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from explorer.scene.drawing import Drawing


def make_gl_canvas(is_software: bool) -> "GLCanvas":
    """Return the canvas that suits the machine.

    A widget is drawn off the screen and then copied into its window, with all that is
    around it. A GPU does not notice; on the CPU the copy takes as long as the scene.
    """
    return WindowCanvas() if is_software else WidgetCanvas()


class WidgetCanvas(QOpenGLWidget):
    """Draws on a widget like any other.

    Signals:
        drawn: a picture is on the screen.
    """

    drawn = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.drawing = Drawing(self, is_software=False)
        self.drawing.staled.connect(self.update)
        self.frameSwapped.connect(self.drawn)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def initializeGL(self) -> None:
        """Set up for a new context."""
        self.drawing.begin(self._end)

    def _end(self) -> None:
        self.drawing.end()

    def paintGL(self) -> None:
        """Draw the scene and the text over it."""
        self.drawing.paint()


class WindowCanvas(QWidget):
    """Draws on a window of its own, inside a widget; nothing can be laid over it.

    Signals:
        drawn: a picture is on the screen.
    """

    drawn = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        window = _Window()
        self.drawing = window.drawing
        window.frameSwapped.connect(self.drawn)
        container = QWidget.createWindowContainer(window, self)
        container.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self, container):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(container)


class _Window(QOpenGLWindow):
    def __init__(self) -> None:
        super().__init__()
        self.drawing = Drawing(self, is_software=True)
        self.drawing.staled.connect(self._repaint)
        self.setFlag(Qt.WindowType.WindowTransparentForInput)

    def initializeGL(self) -> None:
        self.drawing.begin(self._end)

    def _end(self) -> None:
        self.drawing.end()

    def paintGL(self) -> None:
        self.drawing.paint()

    def _repaint(self) -> None:
        """Paint with the next event: `update` waits for another 5 ms."""
        if self.isExposed():
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.UpdateRequest))


GLCanvas = WidgetCanvas | WindowCanvas
