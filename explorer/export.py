"""Pictures of the window and of its views."""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PyQt6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QApplication, QWidget

from explorer.animation import Filming, Motion, Run, Turn, shares_of
from explorer.app import make_application, make_window
from explorer.lanes import Lane
from explorer.pictures import (
    FINEST,
    WRITERS,
    Draw,
    drawn,
    picture_of,
    write_png,
)
from explorer.window import Window
from models import engine
from models.animations import FORMATS
from models.claims import Fact
from models.language import tr
from models.latent_specs import AutoencoderSpec
from models.lessons import Lesson
from models.sessions import Pose
from models.specs import Spec

LARGEST = 0.3  # of a picture's height, for that
Picture = Callable[[], QImage]
LONGEST = 600.0  # seconds to wait for a picture
INTERRUPTS: list[int] = []  # the signals that ask to end
SKIPPED = -1  # the number of no answer


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
    scale: float = 1.0  # pixels of the picture for each of `size`
    motion: str = "run"  # of an animation: "run" or "turn"
    seconds: int = 6  # that it takes
    rate: int = 20  # frames a second
    has_lines: bool = True  # in a vector picture, also the surface
    has_caption: bool = True  # of a surface or a map: what is said of it, below
    is_clear: bool = False  # nothing is behind a plot
    lesson: Lesson | None = None  # whose card stands in the window
    is_answered: bool = False  # its question
    model: Path | None = None  # a file with the training of an autoencoder


def export_picture(spec: Spec, path: Path, look: Look) -> None:
    """Write a picture of a view of the landscape."""
    app, view, size = make_application(), look.view, look.size
    window = _made(app, spec, look, look.has_gl)
    window.stage.scene.set_smooth(False)
    try:
        window.resize(*(size if view == "window" else (1440, 900)))
        window.show()
        _show_card(window, look)
        window.session.watch("cut", view == "cut")
        window.session.watch("history", view == "history")
        window.session.playback.advance(look.steps)
        if look.pose is not None:
            scene = window.stage.scene
            scene.show_camera(replace(scene.camera, **asdict(look.pose)))
        settle(app, window)
        if view in ("surface", "map"):
            _write_captioned(window, path, look)
        else:
            plots = window.plots
            assert plots is not None  # the window has settled
            widgets: dict[str, QWidget] = {
                "window": window,
                "prediction": plots.prediction,
                "history": plots.history,
                "cut": plots.cut,
            }
            _write(window, widgets[view], path, look)
    finally:
        window.close()


def _made(
    app: QApplication,
    spec: Spec,
    look: Look,
    has_gl: bool | None,
    latent_spec: AutoencoderSpec | None = None,
) -> Window:
    """Return the window; on what it is drawn is nothing for a picture to tell."""
    window = make_window(app, spec, look.theme, has_gl, latent_spec)
    window.stage.tell("")
    return window


def export_latent(spec: AutoencoderSpec, path: Path, look: Look) -> None:
    """Write a picture of the autoencoder's tab, or a view of it."""
    app, view, size = make_application(), look.view, look.size
    window = _made(app, Spec(), look, has_gl=False, latent_spec=spec)
    try:
        window.resize(*(size if view == "window" else (1440, 900)))
        window.show()
        settle(app, window)
        window.show_tab("autoencoder")
        _show_card(window, look)
        assert window.latent is not None
        window.latent.transport.leave_out("seconds")  # so that pictures are the same
        if look.model is not None:
            settle(app, window)
            window.files.open(str(look.model))
            settle(app, window)
        window.playback.advance(look.steps)
        settle(app, window)
        widgets: dict[str, QWidget] = {
            "window": window,
            "codes": window.latent.plot,
            "tool": window.latent.toolbox,
            "losses": window.latent.losses,
        }
        _write(window, widgets[view], path, look)
    finally:
        window.close()


def _show_card(window: Window, look: Look) -> None:
    """Show the card of a lesson and its panels; answered, with what is measured."""
    if (lesson := look.lesson) is None:
        return
    card = window.lesson_card
    card.show_lesson(lesson)
    if look.is_answered:
        card.show_answer(lesson, SKIPPED)
        card.show_facts(_measured(lesson), is_done=True)
    window.front_side.panels.choose(lesson.panels)
    window.show_lesson(True)


def _measured(lesson: Lesson) -> list[Fact]:
    """Return what is found of each claim of a lesson."""
    lane: Lane[Fact] = Lane(2)
    facts: list[Fact] = []
    try:
        lane.start(engine.verify(lesson.facts))
        for _ in _waits(lambda: len(facts) == len(lesson.facts)):
            facts.extend(lane.take(8))
    finally:
        lane.close()
    return facts


def settle(app: QApplication, window: Window) -> None:
    """Let the session in front finish what it was asked for."""
    end = time.monotonic() + LONGEST
    for _ in _waits(lambda: window.is_settled):
        if time.monotonic() > end:
            raise TimeoutError(tr("the picture was not finished in ten minutes"))
    app.processEvents()


def _waits(is_done: Callable[[], bool]) -> Iterator[None]:
    """Let Qt do what there is to do until `is_done`; yield now and then.

    Raises:
        KeyboardInterrupt: it was asked to end, here where nothing of Qt's is under way.
    """
    while not is_done():
        if INTERRUPTS:
            raise KeyboardInterrupt
        QApplication.processEvents()
        time.sleep(0.002)
        yield


def _write(window: Window, widget: QWidget, path: Path, look: Look) -> None:
    """Write a widget of `window`, or all of it, as it is drawn at the asked size."""
    if widget is not window:
        _take_out(widget, window)
    widget.resize(*look.size)
    QApplication.processEvents()
    if (writer := WRITERS.get(path.suffix.lower())) is not None:
        writer(path, widget.size(), drawn(widget, look.has_lines))
        return
    ground = window.theme.color("window" if widget is window else "panel")
    clear = look.is_clear and widget is not window
    _write_image(
        window,
        lambda: picture_of(widget, look.scale, None if clear else ground),
        path,
        look,
    )


def _take_out(widget: QWidget, window: Window) -> None:
    """Take it out of the layout that gives it another size, on a ground of its own."""
    widget.setParent(None)
    palette = widget.palette()
    palette.setColor(palette.ColorRole.Window, window.theme.color("panel"))
    widget.setPalette(palette)
    widget.show()


def _write_image(window: Window, picture: Picture, path: Path, look: Look) -> None:
    """Write what `picture` returns, once or for each frame of an animation."""
    if path.suffix.lower() in FORMATS:
        _film(window, picture, path, look)
        return
    session = window.keeping.session() if look.has_session else None
    write_png(picture(), path, session)


def _film(window: Window, picture: Picture, path: Path, look: Look) -> None:
    """Write an animation."""
    motion: Motion = Run(window.playback, lambda: window.is_settled)
    if look.motion == "turn":
        motion = Turn(window.stage.scene)
    shares = shares_of(look.seconds, look.rate, is_closed=look.motion == "turn")
    lane: Lane[int] = Lane(2)
    filming = Filming(motion, picture, lane, shares)
    try:
        filming.start(path, look.rate)
        for _ in _waits(lambda: filming.is_done):
            pass
    finally:
        lane.close()
    if filming.problem:
        raise ValueError(filming.problem)


def _write_captioned(window: Window, path: Path, look: Look) -> None:
    """Write the surface with what the strip says of it below: it needs that too."""
    size = QSize(*look.size)
    caption = window.picturing.caption
    height = caption.height(size.width()) if look.has_caption else 0
    if height > LARGEST * size.height():  # of so small a picture little would be left
        height = 0
    above = QSize(size.width(), size.height() - height)
    writer = WRITERS.get(path.suffix.lower())
    draw_view = _view(window, look, above, is_vector=writer is not None)

    def draw(painter: QPainter) -> None:
        painter.fillRect(QRect(QPoint(), size), window.theme.color("panel"))
        painter.save()
        draw_view(painter)
        painter.restore()
        if height:
            caption.paint(painter, above.height(), size.width())

    if writer is not None:
        writer(path, size, draw)
        return

    def picture() -> QImage:
        kind = QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(size * look.scale, kind)
        image.setDevicePixelRatio(look.scale)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter)
        image.setDevicePixelRatio(1.0)
        return image

    _write_image(window, picture, path, look)


def _view(window: Window, look: Look, size: QSize, is_vector: bool) -> Draw:
    """Return what draws the surface, or the map, without what is said of it."""
    scene, sides = window.stage.scene, (size.width(), size.height())
    if look.view == "surface" and is_vector:
        finest = FINEST if look.has_lines else None
        return lambda painter: scene.paint_on(painter, *sides, finest)
    if look.view == "surface":
        rect = QRectF(QPointF(), QSizeF(size))
        return lambda painter: painter.drawImage(
            rect, scene.render_image(*sides, look.scale)
        )
    window.stage.show_view("map")
    view = window.stage.map
    _take_out(view, window)
    view.resize(size)
    QApplication.processEvents()
    return drawn(view, scale=1.0 if is_vector else look.scale)
