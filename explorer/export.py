"""Pictures of the window and of its views."""

import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QImage, QPainter
from PyQt6.QtWidgets import QApplication, QWidget

from explorer.app import make_application, make_window
from explorer.pictures import picture_of, write_png
from explorer.theme import NAME_PIXELS, sized_font
from explorer.window import Window
from models.latent_specs import AutoencoderSpec
from models.sessions import Pose
from models.specs import Spec

MARGIN = 12  # px, around what is said below a picture
LARGEST = 0.3  # of a picture's height, for that
WRAPPED = Qt.TextFlag.TextWordWrap
LONGEST = 600.0  # seconds to wait for a picture


@dataclass(frozen=True, slots=True)
class Look:
    """What is pictured, and how: after how many steps, or epochs, and from where."""

    view: str
    size: tuple[int, int]
    theme: str | None
    steps: int
    has_gl: bool | None
    pose: Pose | None = None
    has_session: bool = True  # so that the picture can be opened again


def export_picture(spec: Spec, path: Path, look: Look) -> None:
    """Write a picture of a view of the landscape."""
    app, view, size = make_application(), look.view, look.size
    window = make_window(app, spec, look.theme, look.has_gl)
    window.stage.scene.set_smooth(False)
    try:
        window.resize(*(size if view == "window" else (1440, 900)))
        window.show()
        window.session.watch("cut", view == "cut")
        window.session.watch("history", view == "history")
        window.session.playback.advance(look.steps)
        if look.pose is not None:
            scene = window.stage.scene
            scene.show_camera(replace(scene.camera, **asdict(look.pose)))
        settle(app, window)
        image = picture(window, view, QSize(*size))
        write_png(image, path, window.keeping.session() if look.has_session else None)
    finally:
        window.close()


def export_latent(spec: AutoencoderSpec, path: Path, look: Look) -> None:
    """Write a picture of the autoencoder's tab, or a view of it."""
    app, view, size = make_application(), look.view, look.size
    window = make_window(app, Spec(), look.theme, has_gl=False, latent_spec=spec)
    try:
        window.resize(*(size if view == "window" else (1440, 900)))
        window.show()
        settle(app, window)
        window.show_tab("autoencoder")
        assert window.latent is not None
        window.playback.advance(look.steps)
        settle(app, window)
        views: dict[str, QWidget] = {
            "window": window,
            "codes": window.latent.plot,
            "tool": window.latent.toolbox,
            "losses": window.latent.losses,
        }
        image = _pictured(window, views[view], QSize(*size))
        write_png(image, path, window.keeping.session() if look.has_session else None)
    finally:
        window.close()


def settle(app: QApplication, window: Window) -> None:
    """Let the session in front finish what it was asked for."""
    end = time.monotonic() + LONGEST
    while not window.is_settled:
        if time.monotonic() > end:
            raise TimeoutError("the picture was not finished in ten minutes")
        app.processEvents()
        time.sleep(0.002)
    app.processEvents()


def picture(window: Window, view: str, size: QSize) -> QImage:
    """Return `view` of `window` as an image of `size`, drawn as on the screen."""
    if view in ("surface", "map"):
        return _captioned(window, view, size)
    return _drawn(window, view, size)


def _captioned(window: Window, view: str, size: QSize) -> QImage:
    """Return the surface with what the strip says of it below: it needs that too."""
    text = "\n".join(window.stage.strip.sentences)
    font = sized_font(window.font(), NAME_PIXELS)
    room = QRect(MARGIN, 0, size.width() - 2 * MARGIN, size.height())
    needed = QFontMetrics(font).boundingRect(room, int(WRAPPED), text).height()
    height = needed + MARGIN
    if height > LARGEST * size.height():  # of so small a picture little would be left
        return _drawn(window, view, size)
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(window.theme.color("panel"))
    above = QSize(size.width(), size.height() - height)
    with QPainter(image) as painter:
        painter.drawImage(0, 0, _drawn(window, view, above))
        painter.setFont(font)
        painter.setPen(window.theme.color("dim"))
        painter.drawText(room.translated(0, above.height()), int(WRAPPED), text)
    return image


def _drawn(window: Window, view: str, size: QSize) -> QImage:
    scene = window.stage.scene
    if view == "surface":
        return scene.render_image(size.width(), size.height())
    if view == "map":
        window.stage.show_view("map")
    plots = window.plots
    assert plots is not None  # the window has settled
    widgets: dict[str, QWidget] = {
        "window": window,
        "prediction": plots.prediction,
        "history": plots.history,
        "cut": plots.cut,
    }
    return _pictured(window, widgets.get(view) or window.stage.map, size)


def _pictured(window: Window, widget: QWidget, size: QSize) -> QImage:
    """Return a widget of `window`, or all of it, as it is drawn at a size."""
    if widget is not window:
        widget.setParent(None)  # out of the layout that gives it another size
        palette = widget.palette()
        palette.setColor(palette.ColorRole.Window, window.theme.color("panel"))
        widget.setPalette(palette)
        widget.show()
    widget.resize(size)
    QApplication.processEvents()
    ground = "window" if widget is window else "panel"
    return picture_of(widget, 1.0, window.theme.color(ground))
