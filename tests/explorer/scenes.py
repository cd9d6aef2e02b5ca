"""What the tests of the scene share: a bowl, a walk on it, pictures and the mouse."""

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QImage, QMouseEvent
from PyQt6.QtWidgets import QApplication

from explorer.scene.gl_canvas import make_gl_canvas
from explorer.scene.view import SceneView
from models.scales import make_scale
from models.snapshots import Path, Plane, Surface, frozen

SIZE = 450, 330
NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def loss(x, y):
    return 1 + (x - 0.5) ** 2 + 0.5 * (y + 0.5) ** 2 + 0.3 * np.sin(2 * x)


def bowl(side=41, factor=1.0, centre=(1.0, -1.0), extent=3.0):
    axis_x = np.linspace(-extent, extent, side) + centre[0]
    axis_y = np.linspace(-extent, extent, side) + centre[1]
    values = factor * loss(*np.meshgrid(axis_x, axis_y, indexing="ij"))
    plane = Plane(
        origin=frozen([0, 0]),
        direction_x=frozen([1, 0]),
        direction_y=frozen([0, 1]),
        centre=centre,
        extent=extent,
        name_x="w",
        name_y="b",
        is_exact=True,
        note="",
    )
    return Surface(plane, frozen(axis_x), frozen(axis_y), frozen(values))


def walk(*points, gradient=(1.0, 0.5)):
    xy = np.array(points, float)
    steps = len(xy)
    return Path(
        frozen(range(steps)),
        frozen(loss(*xy.T)),
        frozen(xy),
        frozen(np.zeros(steps)),
        frozen(gradient),
    )


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    bits = image.constBits().asarray(image.sizeInBytes())
    rows = np.frombuffer(bits, np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), -1, 3).astype(int)


def picture(view, scale=1.0, samples=0):
    return pixels(view.render_image(*SIZE, scale, samples))


def show(view, surface, is_log=False):
    scale = make_scale(surface.loss, is_log)
    view.show_surface(surface, scale, scale)


def make_view(is_software=True):
    view = SceneView(make_gl_canvas(is_software))
    view.set_smooth(False)
    view.resize(*SIZE)
    return view


def redraw(qtbot, view):
    with qtbot.waitSignal(view.drawn):
        view.look(45, 31)
        view.look(45, 30)


def seen_at(view, x, y):
    """Return the pixel of the surface at plane coordinates."""
    box = view._contents.box
    place = box.place([[x, y]], [loss(x, y)])
    return view.camera.project(place)[0]


def mouse(view, kind, spot, button=LEFT, held=LEFT):
    spot = QPointF(*spot)
    window_spot = view.mapToGlobal(spot)
    event = QMouseEvent(kind, spot, window_spot, button, held, NO_KEYS)
    QApplication.sendEvent(view, event)


def drag(view, start, end, button=LEFT):
    mouse(view, QEvent.Type.MouseButtonPress, start, button, button)
    mouse(view, QEvent.Type.MouseMove, end, Qt.MouseButton.NoButton, button)
    mouse(view, QEvent.Type.MouseButtonRelease, end, button, Qt.MouseButton.NoButton)
