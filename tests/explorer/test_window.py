"""The real window, with real lanes: what a user does, and what is then shown."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QColor, QDropEvent, QMouseEvent
from PyQt6.QtWidgets import QApplication

from explorer.app import make_window
from explorer.scene.gl_canvas import GLCanvas
from explorer.scene.painter_canvas import PainterCanvas
from explorer.theme import BASINS, DARK, LIGHT
from models.catalog import LAYERS
from models.lessons import load_lesson
from models.options import revise
from models.scales import short
from models.sessions import read_session
from models.spec_files import write_spec
from models.specs import Spec
from tests.explorer.plots import send

ROOT = Path(__file__).resolve().parents[2]
QUICK = revise(Spec(), {"plane.resolution": 31, "view.speed": 200.0})


class Screen:
    """A window, and what was last shown in it."""

    def __init__(self, qtbot, qapp, spec):
        self.qtbot, self.shown = qtbot, {}
        self.window = make_window(qapp, spec, "dark")
        session = self.window.session
        session.walked.connect(
            lambda path, step: self.shown.update(path=path, step=step)
        )
        session.surface_changed.connect(lambda s, *_: self.shown.update(surface=s))
        session.seen.connect(lambda s: self.shown.update(prediction=s.prediction))
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)
        self.window.show()
        with qtbot.waitActive(self.window):  # else shortcuts are not heard
            self.window.activateWindow()
        qtbot.waitUntil(lambda: session.is_settled, timeout=20_000)

    def wait(self, is_true):
        self.qtbot.waitUntil(is_true, timeout=10_000)

    def key(self, key, *modifiers):
        self.qtbot.keyClick(self.window, key, *modifiers)

    def settled(self):
        self.wait(lambda: self.window.session.is_settled)


@pytest.fixture
def screen(qtbot, qapp):
    screen = Screen(qtbot, qapp, QUICK)
    yield screen
    screen.window.close()


def move(widget, position):
    """Move the pointer; qtbot's own does not reach a widget under a virtual display."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(position),
        QPointF(widget.mapToGlobal(position)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def map_position(screen, x, y):
    view_box = screen.window.stage.map.plot.getPlotItem().getViewBox()
    return view_box.mapViewToScene(QPointF(x, y)).toPoint()


@pytest.mark.gl
def test_the_first_picture_needs_no_click(screen):
    shown, window = screen.shown, screen.window
    assert shown["step"].theta.tolist() == [-2, 2]
    assert shown["surface"].loss.shape == (31, 31)
    assert shown["prediction"].walker.loss == pytest.approx(39.125)
    assert window.stage.view == "3-D"
    texts = {label.text() for label in window.findChildren(type(window.stage.told))}
    assert "exact: the model has these two parameters and no others" in texts
    assert "squared error, mean over 6 samples, not standardised" in texts
    assert "39.1" in texts


@pytest.mark.gl
def test_space_plays_and_the_path_grows(screen):
    screen.key(Qt.Key.Key_Space)
    screen.wait(lambda: screen.shown["step"].index > 40)
    screen.key(Qt.Key.Key_Space)
    screen.settled()
    path, step = screen.shown["path"], screen.shown["step"]
    assert len(path.xy) == step.index + 1
    assert path.losses[-1] < 0.1 * path.losses[0]
    history = screen.window.plots.history._lines._own["training"]
    screen.wait(lambda: len(history.getData()[0]) == len(path.losses))
    outputs = screen.shown["prediction"].walker.outputs[0]
    assert outputs[-1] - outputs[0] > 0  # the line has turned


@pytest.mark.gl
def test_keys_and_buttons_step_reset_and_draw_new_weights(screen):
    for number in (1, 2):
        screen.key(Qt.Key.Key_Period)
        screen.wait(lambda n=number: screen.shown["step"].index == n)
    buttons = screen.window.transport.buttons
    screen.qtbot.mouseClick(buttons["step"], Qt.MouseButton.LeftButton)
    screen.wait(lambda: screen.shown["step"].index == 3)
    screen.key(Qt.Key.Key_Comma)
    screen.wait(lambda: screen.shown["step"].index == 2)
    screen.qtbot.mouseClick(buttons["back"], Qt.MouseButton.LeftButton)
    screen.wait(lambda: screen.shown["step"].index == 1)
    assert "new branch" in screen.window.stage.told.text()
    screen.key(Qt.Key.Key_R)
    screen.wait(lambda: screen.shown["step"].index == 0)
    assert screen.shown["step"].theta.tolist() == [-2, 2]
    screen.qtbot.mouseClick(buttons["shuffle"], Qt.MouseButton.LeftButton)
    screen.wait(lambda: screen.shown["step"].theta.tolist() != [-2, 2])


@pytest.mark.gl
def test_a_click_on_the_surface_starts_there(screen):
    scene = screen.window.stage.scene
    middle = QPoint(scene.width() // 2, scene.height() // 2)
    screen.qtbot.mouseClick(scene, Qt.MouseButton.LeftButton, pos=middle)
    screen.wait(lambda: screen.shown["step"].theta.tolist() != [-2, 2])
    start = screen.window.session.spec.start
    assert screen.shown["step"].theta.tolist() == list(start.theta)


@pytest.mark.gl
def test_hovering_tells_the_exact_loss(screen):
    scene = screen.window.stage.scene
    move(scene, QPoint(scene.width() // 2, scene.height() // 2))
    screen.wait(lambda: screen.shown["prediction"].hovered is not None)
    (x, y), probe = (
        screen.shown["prediction"].hovered_at,
        screen.shown["prediction"].hovered,
    )
    t = np.array([-1.2, -0.1, 0.3, 1.6, 1.9, 3.2])
    assert probe.loss == pytest.approx(((x * np.arange(6) + y - t) ** 2).mean())
    assert "loss" in screen.window.stage.strip.pointer.text()
    QApplication.sendEvent(scene, QEvent(QEvent.Type.Leave))
    screen.wait(lambda: screen.shown["prediction"].hovered is None)
    assert screen.window.stage.strip.pointer.text() == ""


@pytest.mark.gl
def test_the_map_takes_clicks_and_hovers_as_the_scene_does(screen):
    stage = screen.window.stage
    screen.key(Qt.Key.Key_M)
    assert stage.view == "both"
    screen.key(Qt.Key.Key_M)
    assert stage.view == "map"
    viewport = stage.map.plot.viewport()
    screen.qtbot.wait(50)  # the view box takes its size
    move(viewport, map_position(screen, 1.0, -1.0))
    screen.wait(lambda: screen.shown["prediction"].hovered is not None)
    assert screen.shown["prediction"].hovered_at == pytest.approx((1, -1), abs=0.05)
    at = map_position(screen, 2.0, 1.0)
    screen.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    screen.wait(lambda: screen.shown["step"].theta == pytest.approx([2, 1], abs=0.05))
    screen.qtbot.wait(300)  # or this is the second click of two
    at = map_position(screen, 0.0, 0.0)
    for click in (screen.qtbot.mouseClick, screen.qtbot.mouseDClick):
        click(viewport, Qt.MouseButton.LeftButton, pos=at)
    screen.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at)
    screen.qtbot.wait(400)  # two clicks start nothing
    assert screen.shown["step"].theta == pytest.approx([2, 1], abs=0.05)
    screen.key(Qt.Key.Key_M)
    assert stage.view == "3-D"


@pytest.mark.gl
def test_the_slider_acts_on_the_running_descent(screen):
    descent = screen.window.descent
    slider = descent.controls["optimizer.learning_rate"].slider
    screen.key(Qt.Key.Key_Space)
    screen.wait(lambda: screen.shown["step"].index > 5)
    for _ in range(5):
        screen.qtbot.keyClick(slider, Qt.Key.Key_Left)
    before = screen.shown["step"].index
    screen.wait(lambda: screen.shown["step"].index > before + 5)
    assert screen.window.session.playback.is_playing
    assert screen.window.session.spec.optimizer.learning_rate < 0.045
    assert screen.shown["path"].indices[0] == 0


@pytest.mark.gl
def test_space_plays_also_from_a_box_for_numbers(screen):
    box = screen.window.panels[0].controls["data.seed"].widget
    box.setFocus()
    screen.qtbot.keyClick(box, Qt.Key.Key_Up)
    assert screen.window.session.spec.data.seed == 1
    screen.qtbot.keyClick(box, Qt.Key.Key_Space)
    screen.wait(lambda: screen.shown["step"].index > 3)
    screen.qtbot.keyClick(box, Qt.Key.Key_Return)
    screen.wait(lambda: not box.hasFocus())
    assert box.value() == 1


def test_space_presses_the_button_that_has_the_keyboard(screen):
    button = screen.window.stage.segments.buttons["map"]
    button.setFocus()
    screen.qtbot.keyClick(button, Qt.Key.Key_Space)
    assert screen.window.stage.view == "map"
    assert not screen.window.session.playback.is_playing


def type_in(screen, field, text):
    field.selectAll()
    screen.qtbot.keyClicks(field, text)
    screen.qtbot.keyClick(field, Qt.Key.Key_Return)


def type_rate(screen, text):
    field = screen.window.descent.controls["optimizer.learning_rate"].field
    type_in(screen, field, text)
    return field


@pytest.mark.gl
def test_diverging_says_so_and_stops(screen):
    type_rate(screen, "0.12")
    screen.key(Qt.Key.Key_Space)
    screen.wait(lambda: bool(screen.window.stage.told.text()))
    assert screen.window.stage.told.text() == (
        "diverged at step 17: learning rate above 2/λmax = 0.101"
    )
    assert not screen.window.session.playback.is_playing


@pytest.mark.gl
def test_what_cannot_be_is_refused_and_the_session_goes_on(screen):
    field = type_rate(screen, "-1")
    told = screen.window.stage.told
    assert told.text() == "Learning rate α must be a number from 1×10⁻⁸ to 100, not -1"
    screen.window.session.edit({"view.height_low": 3.0, "view.height_high": 2.0})
    assert told.text() == "Heights low must be below Heights high, not 3 and 2"
    screen.window.session.edit({"network.bias": 1})
    assert told.text() == "Biases must be true or false, not 1"
    screen.window.session.edit({"view.speed": -1.0})
    assert told.text().startswith("Speed must be a number from ")
    screen.window.race.add_button.click()
    type_in(screen, screen.window.race.lines[0].rate, "-1")
    assert told.text().startswith("Learning rate of a rival must be ")
    screen.window.session.undo()
    assert screen.window.session.spec == QUICK
    assert field.text() == "0.05"


def drop(widget, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)  # Qt delivers drops only from a drag of its own


@pytest.mark.gl
def test_a_dropped_spec_is_opened_and_a_broken_one_changes_nothing(screen, tmp_path):
    window, path = screen.window, tmp_path / "spec.json"
    moons = revise(QUICK, {"data.name": "moons"})
    write_spec(path, moons)
    drop(window, path)
    screen.settled()
    assert window.session.spec == moons
    assert window.stage.told.text() == ""
    path.write_text('{"data": {"samples": 0}}')
    drop(window, path)
    assert window.session.spec == moons
    assert window.stage.told.text() == (
        f"{path}: data.samples must be a whole number from 1 to 20000 or none, not 0"
    )
    window.files.save(str(path))
    assert read_session(path).landscape == moons
    drop(window, path)
    screen.settled()
    assert window.session.spec == moons
    window.files.save(str(tmp_path / "nowhere" / "spec.json"))
    assert "cannot be written: No such file" in window.stage.told.text()


@pytest.mark.gl
@pytest.mark.parametrize("name", ["moons", "diabetes", "xor"])
def test_every_kind_of_data_reaches_every_view(screen, name):
    screen.window.session.edit({"data.name": name, "network.hidden": (3,)})
    screen.settled()
    screen.key(Qt.Key.Key_Space)
    screen.wait(lambda: screen.shown["step"].index > 3)
    screen.key(Qt.Key.Key_Space)
    screen.settled()
    assert "off the plane" in screen.window.stage.strip.off_plane.text()
    assert "slice" in screen.window.stage.strip.axes.whole
    assert screen.window.plots.prediction.plot._map.items[0].isVisible()


@pytest.mark.gl
def test_a_step_is_typed_and_end_skips_to_the_end(screen):
    transport = screen.window.transport
    field = transport._values["step"]
    screen.qtbot.mouseDClick(field, Qt.MouseButton.LeftButton)
    field.selectAll()
    screen.qtbot.keyClicks(field, "50")
    screen.qtbot.keyClick(field, Qt.Key.Key_Return)
    screen.wait(lambda: screen.shown["step"].index == 50)
    screen.settled()
    assert field.text() == "50"
    field.selectAll()
    screen.qtbot.keyClicks(field, "x")
    screen.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "must be from 0" in screen.window.stage.strip.told.text()
    assert field.text() == "50"
    screen.key(Qt.Key.Key_End)
    screen.wait(lambda: transport.progress.value() > 0)
    screen.qtbot.mouseClick(transport.buttons["skip"], Qt.MouseButton.LeftButton)
    assert transport.progress.value() == 0
    screen.settled()
    assert 50 < screen.shown["step"].index < 10_050


def lit(screen):
    """Return the phrase that is lit, as it is read."""
    rows = screen.window.stage.update_strip._rows
    found = [labels for labels in rows if labels[0].objectName() == "lit"]
    return [label.text() for labels in found for label in labels]


@pytest.mark.gl
def test_an_update_is_told_phrase_by_phrase_and_then_made(screen):
    assert not screen.window.stage.update_strip.isVisible()
    screen.key(Qt.Key.Key_U)
    screen.settled()
    assert screen.window.stage.update_strip.isVisible()
    step = screen.shown["step"]
    drawn = screen.window.stage.scene._contents.shown
    assert lit(screen) == ["θ", "θ = (−2, 2), L = 39.1"]
    assert not drawn.has("gradient")
    told = []
    for _ in range(3):
        screen.key(Qt.Key.Key_Period)
        told.append(lit(screen)[0])
        drawn = screen.window.stage.scene._contents.shown
        assert drawn.has("gradient") == (told[-1] == "∇L")
        assert drawn.has("step") == told[-1].startswith("Δθ")
        assert not drawn.has("downhill")
    assert told == ["∇L", "Δθ = −0.05 ∇L", "θ′ = θ + Δθ"]
    promised = lit(screen)[1]
    assert screen.shown["step"] is step, "the step is told, and not yet made"
    screen.qtbot.mouseClick(
        screen.window.transport.buttons["step"], Qt.MouseButton.LeftButton
    )
    screen.wait(lambda: screen.shown["step"].index == 1)
    screen.settled()
    assert lit(screen)[1] == promised.replace("′", "")
    screen.key(Qt.Key.Key_U)
    screen.settled()
    assert screen.window.stage.scene._contents.shown.has("downhill")


@pytest.mark.gl
def test_an_update_is_told_slowly_while_it_plays_slowly(screen):
    screen.window.session.edit({"view.telling": True, "view.speed": 2.0})
    screen.settled()
    seen = set()
    screen.window.stage.update_strip.lit.connect(
        lambda phrase: seen.add(phrase and phrase.formula)
    )
    screen.key(Qt.Key.Key_Space)
    screen.wait(lambda: screen.shown["step"].index == 2)
    assert len(seen - {None}) == 4
    screen.window.session.edit({"view.speed": 100.0})
    screen.wait(lambda: screen.shown["step"].index > 10)
    assert lit(screen) == []
    screen.key(Qt.Key.Key_Space)
    screen.settled()
    assert lit(screen)[0] == "θ"


@pytest.mark.gl
def test_rain_is_drawn_in_scene_and_map_and_told(screen):
    window = screen.window
    window.session.edit({"function.name": "peaks"})
    screen.settled()
    rained = []
    window.session.rained.connect(rained.append)
    screen.qtbot.mouseClick(window.race.rain, Qt.MouseButton.LeftButton)
    screen.wait(lambda: bool(rained) and rained[-1].has_ended)
    window.session.edit({"view.log_height": True})  # other sentences leave it alone
    screen.settled()
    legend = window.stage.strip.rain
    assert legend.isVisible()
    for text in ("loss 0.976", "loss 3.6", "loss 5.09", BASINS[2]):
        assert text in legend.text()
    window.stage.show_view("map")
    cells = window.stage.map._rain._cells
    number = rained[-1].numbers.reshape(15, 15)[7, 3]
    color = QColor(BASINS[number])
    assert cells.image[7, 3, :3].tolist() == [color.red(), color.green(), color.blue()]
    assert cells.mapRectToParent(cells.boundingRect()).left() == pytest.approx(-3)
    screen.qtbot.mouseClick(window.race.rain, Qt.MouseButton.LeftButton)
    assert rained[-1] is None
    assert cells.image is None
    assert not legend.isVisible()
    assert window.stage.told.text() == ""


@pytest.mark.gl
def test_themes_can_be_changed_while_it_runs(screen):
    def corner():
        return (
            screen.window.stage.scene._canvas.drawing._surface.grabFramebuffer()
            .pixelColor(2, 2)
            .lightness()
        )

    screen.window.show_theme(LIGHT)
    screen.wait(lambda: corner() > 200)
    screen.window.show_theme(DARK)
    screen.wait(lambda: corner() < 60)


def test_without_opengl_the_scene_is_painted_and_that_is_said(qtbot, qapp, monkeypatch):
    from explorer import app
    from explorer.scene.gl import GLProbe

    monkeypatch.setattr(app, "probe_gl", lambda: GLProbe(False, False, "no driver"))
    screen = Screen(qtbot, qapp, QUICK)
    window = screen.window
    assert window.stage.view == "3-D"
    assert "No OpenGL here (no driver)" in window.stage.told.text()
    screen.key(Qt.Key.Key_Space)
    screen.wait(lambda: screen.shown["step"].index > 3)
    scene = window.stage.scene
    screen.qtbot.mouseClick(scene, Qt.MouseButton.LeftButton, pos=scene.rect().center())
    screen.wait(lambda: screen.shown["step"].theta.tolist() != [-2, 2])
    window.close()


@pytest.mark.gl
def test_a_start_that_died_in_the_driver_is_drawn_without_it_the_next_time(
    qtbot, qapp, tmp_path
):
    note = tmp_path / "note"
    note.write_text("999999999")  # of a process that is gone
    window = make_window(qapp, QUICK, "dark", note=note)
    assert "died in the OpenGL driver" in window.stage.told.text()
    assert isinstance(window.stage.scene._canvas, PainterCanvas)
    window.close()
    again = make_window(qapp, QUICK, "dark", has_gl=True, note=note)
    assert isinstance(again.stage.scene._canvas, GLCanvas)
    assert note.exists()
    with qtbot.waitSignal(again.stage.scene.drawn):
        again.show()
    assert not note.exists()  # it has survived its first frame
    again.close()


@pytest.mark.gl
def test_when_opengl_fails_the_scene_is_painted(screen):
    scene = screen.window.stage.scene
    with screen.qtbot.waitSignal(scene.drawn):
        scene.failed.emit("the shader is broken")
    assert isinstance(scene._canvas, PainterCanvas)
    assert "the shader is broken" in screen.window.stage.told.text()


BUSY = """
import sys
from PyQt6.QtCore import QTimer
from explorer.app import make_application, make_window
from models.options import revise
from models.specs import Spec
app = make_application()
spec = revise(Spec(), {"data.name": "moons", "network.hidden": (16, 16, 16),
                       "plane.resolution": 301, "view.speed": 10000.0})
window = make_window(app, spec, "dark")
window.show()
window.session.playback.play(True)
QTimer.singleShot(int(sys.argv[1]), window.close)
sys.exit(app.exec())
"""


@pytest.mark.gl
@pytest.mark.parametrize("delay", [0, 200, 900, 2000])
def test_closing_while_everything_runs_ends_cleanly(delay):
    done = subprocess.run(
        [sys.executable, "-c", BUSY, str(delay)],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.gl
def test_the_diagram_follows_the_walker_and_its_weights_become_axes(screen):
    session, diagram = screen.window.session, screen.window.network.diagram
    session.edit({"data.name": "moons", "network.hidden": (3,)})
    screen.settled()
    session.playback.advance(5)
    screen.settled()
    theta = screen.shown["step"].theta
    for number, value in ((4, theta[4]), (10, theta[10])):
        at = diagram.wires.lines[number].pointAt(0.7).toPoint()
        move(diagram, at)
        assert short(value) in screen.window.network.text.whole
        screen.qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=at)
    screen.wait(lambda: screen.shown["surface"].plane.name_x == "w₂₂ of layer 1")
    screen.wait(lambda: screen.shown["surface"].plane.name_y == "w₂₁ of layer 2")


@pytest.mark.gl
@pytest.mark.parametrize("view", ["3-D", "both", "painted"])
def test_every_layer_survives_holes_cliffs_and_other_grids(screen, view):
    session, stage = screen.window.session, screen.window.stage
    told = []
    session.told.connect(told.append)
    if view == "painted":
        stage.scene.draw_on(PainterCanvas())
    else:
        stage.show_view(view)
    session.edit({"view.layers": tuple(LAYERS), "view.true_length": True})
    session.keep()
    formulas = (
        "1e99 x^2",
        "log(x) + y",
        "1/(x y)",
        "sqrt(0 - 1 - x^2)",
        "exp(exp(x)) y",
        "0 x + 1",
    )
    formula = "function.expression"
    steps = [
        {"plane.resolution": 21},
        {"data.name": "moons", "network.hidden": (3,), "data.samples": 1},
        {"network.activation": "relu", "plane.kind": "hessian"},
        {"plane.centre": "walker", "data.samples": 40, "data.test": 0.5},
        {"view.samples": "example", "plane.resolution": 31},
        {"view.samples": "all", "view.log_height": True, "plane.extent": 1000.0},
        {"view.opacity": 0.3, "plane.kind": "principal", "view.perspective": False},
        *({"function.name": "expression", formula: text} for text in formulas),
        {"function.name": "rosenbrock", "view.height_high": 0.5},
        {"function.name": "none", "data.name": "six_points"},
    ]
    for changes in steps:
        assert session.edit(changes), told[-1]
        session.playback.play(True)
        screen.qtbot.wait(30)
        session.playback.play(False)
        screen.settled()
    assert not [text for text in told if "failed" in text or "wrong" in text]


def test_a_descent_that_diverges_is_named_and_the_gauge_mends_it(qtbot, qapp):
    spec = revise(load_lesson("10").spec, {"optimizer.learning_rate": 0.2})
    screen = Screen(qtbot, qapp, revise(spec, {"plane.resolution": 31}))
    panel, session = screen.window.descent, screen.window.session
    if panel.is_folded:
        qtbot.mouseClick(panel.heading, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "diverge" in panel.gauge.text.text(), timeout=20_000)
    before = [panel.geometry(), panel.remarks.geometry()]
    assert panel.remarks.whole == ""
    session.playback.advance(10)
    qtbot.waitUntil(lambda: panel.remarks.whole.startswith("Diverged"), timeout=20_000)
    assert panel.remarks.text().replace("\n", " ") == panel.remarks.whole  # not elided
    assert [panel.geometry(), panel.remarks.geometry()] == before  # nothing jumps
    qtbot.mouseClick(panel.gauge.button, Qt.MouseButton.LeftButton)
    assert session.spec.optimizer.learning_rate == 0.0101
    session.playback.reset()
    session.playback.advance(1500)
    qtbot.waitUntil(lambda: panel.remarks.whole.startswith("Conv"), timeout=20_000)
    assert panel.remarks.text().replace("\n", " ") == panel.remarks.whole


def test_the_look_inside_the_loss_is_live(screen):
    window = screen.window
    window.session.edit({"view.insight": "loss", "loss.l2": 0.01})
    look = window.plots.insights.views["loss"]
    screen.wait(lambda: look.reading.whole.startswith("Example 1 of 6: y − t = 3.2"))
    data, weights = "39.1", "0.04"  # at w = −2
    expected = f"Squared error · data {data} + weights {weights}"
    screen.wait(lambda: window.loss._note.whole == expected)
    window.session.edit({"view.example": 5})
    screen.wait(lambda: look.reading.whole.startswith("Example 6 of 6"))
    window.session.edit({"view.insight": "none"})
    assert not look.isVisible()


@pytest.mark.gl
def test_a_click_in_the_data_view_chooses_an_example_and_its_surface(screen):
    window, prediction = screen.window, screen.window.plots.prediction
    window.session.edit({"data.name": "blood_pressure", "view.data_layers": ("test",)})
    screen.settled()
    data = screen.shown["prediction"].data
    spot = prediction.plot.pixel_of(*data.inputs[4])
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        send(prediction.plot, kind, spot)
    screen.settled()
    example = screen.shown["prediction"].example
    assert window.session.spec.view.example == example.number
    assert prediction.person.isVisible()
    assert prediction.person.count.text() == f"Example {example.number + 1} of 300"
    before = screen.shown["surface"].loss
    screen.qtbot.mouseClick(prediction.person.surface, Qt.MouseButton.LeftButton)
    screen.settled()
    assert window.session.spec.view.samples == "example"
    assert not np.allclose(screen.shown["surface"].loss, before)
    segment = prediction.segments.buttons["3-D"]
    screen.qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    screen.settled()
    assert prediction._space.isVisible()
    assert not prediction.plot.isVisible()
    for _ in range(4):
        window.session.undo()
    screen.settled()
    assert prediction.plot.isVisible()
    assert not prediction.person.isVisible()


@pytest.mark.parametrize(("width", "panel"), [(1280, 300), (1920, 360)])
def test_a_wide_window_has_wider_panels(qtbot, qapp, width, panel):
    window = make_window(qapp, QUICK, "light", False)
    qtbot.addWidget(window)
    window.resize(width, 900)
    window.show()
    qtbot.waitUntil(lambda: window.data.width() == panel)
    qtbot.waitUntil(lambda: window.session.is_settled, timeout=20_000)
    window.close()


@pytest.mark.gl
def test_a_screen_reader_is_told_where_the_descent_stands(screen):
    stage = screen.window.stage
    screen.key(Qt.Key.Key_Period)
    screen.wait(lambda: "step 1," in stage.accessibleDescription())
    screen.settled()
    step, told = screen.shown["step"], stage.accessibleDescription()
    assert f"loss {short(step.loss)}" in told
    assert "exact: the model has these two parameters" in told
    x, y = screen.shown["path"].xy[-1]
    assert f"at {short(x)} along the first axis, {short(y)} along" in told


@pytest.mark.gl
def test_nothing_glides_where_that_is_asked(screen):
    window, scene = screen.window, screen.window.stage.scene
    scene.look(10, 60)
    window.set_smooth(False)
    screen.key(Qt.Key.Key_Home)
    assert (scene.camera.azimuth, scene.camera.elevation) == (45, 30)
    surfaces = []
    window.session.surface_changed.connect(lambda one, *_: surfaces.append(one))
    window.session.edit({"loss.name": "absolute"})
    screen.settled()
    assert len(surfaces) < 4  # it jumps: rough, then fine
    window.set_smooth(True)
    window.session.edit({"loss.name": "squared"})
    screen.settled()
    assert len(surfaces) > 8
