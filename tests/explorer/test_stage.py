"""The stage: two views kept alike, menus over them, and the strip under them."""

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, pyqtSignal
from PyQt6.QtWidgets import QApplication, QWidget

from explorer.elided import ElidedLabel
from explorer.stage import Stage
from explorer.theme import DARK
from models.catalog import LAYERS
from models.options import OPTIONS, revise
from models.scales import make_scale
from models.snapshots import (
    Cut,
    Ground,
    Marker,
    Path,
    Plane,
    Prediction,
    Probe,
    Remark,
    Sight,
    Surface,
    frozen,
)
from models.specs import Spec
from tests.explorer.plots import LEFT, NONE, send


class Scene(QWidget):
    """In place of the scene, without OpenGL: it keeps what it was last shown."""

    picked = pyqtSignal(float, float)
    hovered = pyqtSignal(object)
    dragged = pyqtSignal(float, float)
    turned = pyqtSignal(bool)

    def __init__(self):
        super().__init__()
        self.shown = {}

    def __getattr__(self, name):
        if not name.startswith("show_") and name not in ("home", "turn"):
            raise AttributeError(name)
        return lambda *what: self.shown.update({name: what})


def plane(is_exact=False):
    return Plane(
        origin=frozen([0, 0]), direction_x=frozen([1, 0]), direction_y=frozen([0, 1]),
        centre=(0.0, 0.0), extent=2.0, name_x="w", name_y="b", is_exact=is_exact,
        note="slice through the start; all 105 parameters move together",
    )  # fmt: skip


def bowl(is_exact=False):
    axis = np.linspace(-2, 2, 21)
    x, y = np.meshgrid(axis, axis, indexing="ij")
    return Surface(plane(is_exact), frozen(axis), frozen(axis), frozen(1 + x**2 + y**2))


def walk(x, y, off_plane=0.0):
    return Path(
        frozen([0]), frozen([1]), frozen([[x, y]]), frozen([off_plane]), frozen([1, 0])
    )


GROUND = Ground(
    xy=frozen([0, 0]), loss=3.0, height=3.0, gradient=frozen([1, 0]),
    hessian=frozen(np.eye(2)), step=frozen([-1, 0]), promised=2.04, real=2.24,
)  # fmt: skip
PROBE = Probe(frozen([1, 2]), 0.5, frozen([3, 4]), frozen([]))
SIGHT = Sight(Prediction(None, (), PROBE, None, None), GROUND, (), None)
CUT = Cut(
    "w", frozen([-2, 2]), frozen([5, 5]), 0.0, 1.0, 0.0, frozen([[-2, 0], [2, 0]])
)


@pytest.fixture
def stage(qtbot):
    stage = Stage(Scene())
    qtbot.addWidget(stage)
    stage.show_theme(DARK)
    stage.show_spec(Spec())
    stage.resize(900, 600)
    with qtbot.waitExposed(stage):
        stage.show()
    show(stage, bowl())
    return stage


def show(stage, surface):
    scale = make_scale(surface.loss)
    stage.show_surface(surface, scale, scale)


def press(stage, qtbot, name):
    qtbot.mouseClick(stage.segments.buttons[name], LEFT)


def move_over_map(stage, x, y):
    plot = stage.map.plot
    send(plot, QEvent.Type.MouseMove, plot.pixel_of(x, y), NONE, NONE)


def click_in_menu(qtbot, button, name):
    """Open the menu of `button` and click on a line of it."""
    menu, action = button.menu(), button.actions_by_name[name]
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    qtbot.waitUntil(menu.isVisible)
    at = menu.actionGeometry(action).center()
    qtbot.mouseMove(menu, at)
    menu.setActiveAction(action)
    qtbot.mouseClick(menu, LEFT, pos=at)
    is_open = menu.isVisible()
    menu.close()
    return is_open


def test_the_buttons_show_one_view_the_other_or_both(stage, qtbot):
    for name, seen in (("both", (True, True)), ("map", (False, True))):
        press(stage, qtbot, name)
        assert (stage.scene.isVisible(), stage.map.isVisible()) == seen
        assert stage.view == name
    press(stage, qtbot, "3-D")
    assert (stage.scene.isVisible(), stage.map.isVisible()) == (True, False)
    assert stage.segments.buttons["3-D"].isChecked()


@pytest.mark.parametrize("size", [(1100, 600), (560, 620)])
def test_two_views_share_the_room_as_it_is(stage, qtbot, size):
    press(stage, qtbot, "both")
    stage.resize(*size)
    across = stage.map.x() - stage.scene.x(), stage.map.y() - stage.scene.y()
    assert (across[0] > 400, across[1] > 150) == (size[0] > 1000, size[0] < 1000)
    one, other = stage.scene.size(), stage.map.size()
    assert one.width() == pytest.approx(other.width(), abs=10)
    assert one.height() == pytest.approx(other.height(), abs=10)


def test_side_by_side_there_is_one_colour_bar(stage, qtbot):
    press(stage, qtbot, "both")
    assert not stage.map.bar.isVisible()
    press(stage, qtbot, "map")
    assert stage.map.bar.isVisible()


def test_what_is_visible_is_up_to_date_and_what_is_not_is_left_alone(stage, qtbot):
    press(stage, qtbot, "both")
    stage.show_path(walk(1, 1), None)
    assert stage.scene.shown["show_paths"][0][0].xy.tolist() == [[1, 1]]
    assert stage.map.plot.walker.tolist() == [1, 1]
    press(stage, qtbot, "map")
    stage.scene.shown.clear()
    stage.show_path(walk(0, 1), None)
    marker = Marker("before", frozen([1, 0]), 2.0, 0.0)
    stage.show_sight(replace(SIGHT, markers=(marker,), cut=CUT))
    assert stage.scene.shown == {}
    press(stage, qtbot, "3-D")
    shown = stage.scene.shown
    assert shown["show_paths"][0][0].xy.tolist() == [[0, 1]]
    assert shown["show_ground"] == (GROUND,)
    assert shown["show_markers"] == ((marker,),)
    assert shown["show_cut"][0].tolist() == [[-2, 0], [2, 0]]
    assert shown["show_theme"] == (DARK,)
    assert shown["show_spec"] == (Spec().view,)
    stage.clear_path()
    assert shown["show_paths"] == ((),)
    assert stage.map.plot.walker.tolist() == [0, 1]


def test_the_pointer_over_one_view_is_seen_in_the_other(stage, qtbot):
    press(stage, qtbot, "both")
    qtbot.wait(50)  # the map takes its size
    told, ring = [], stage.map._signs._pointer
    stage.hovered.connect(told.append)
    stage.scene.hovered.emit((1.0, -1.0))
    assert [ring.getData()[0][0], ring.getData()[1][0]] == [1, -1]
    stage.scene.hovered.emit(None)
    assert len(ring.getData()[0]) == 0
    move_over_map(stage, 0.5, 1.0)
    assert stage.scene.shown["show_pointer"][0] == pytest.approx((0.5, 1), abs=0.05)
    assert len(ring.getData()[0]) == 0
    QApplication.sendEvent(stage.map.plot, QEvent(QEvent.Type.Leave))
    assert stage.scene.shown["show_pointer"] == (None,)
    assert told == [(1, -1), None, pytest.approx((0.5, 1), abs=0.05), None]


def test_what_is_done_in_either_view_is_told(stage, qtbot):
    press(stage, qtbot, "both")
    told = []
    stage.picked.connect(lambda *point: told.append(("picked", *point)))
    stage.dragged.connect(lambda *point: told.append(("dragged", *point)))
    for view in (stage.scene, stage.map):
        view.picked.emit(1.0, 2.0)
        view.dragged.emit(0.5, 0.5)
    assert told == [("picked", 1, 2), ("dragged", 0.5, 0.5)] * 2


def test_layers_are_switched_in_a_menu_that_stays_open(stage, qtbot):
    told = []
    stage.edited.connect(told.append)
    assert click_in_menu(qtbot, stage.layers, "tangent")  # it is still open
    (layers,) = told.pop().values()
    assert set(layers) == {*Spec().view.layers, "tangent"}
    assert list(layers) == [name for name in LAYERS if name in layers]
    stage.show_spec(revise(Spec(), {"view.layers": layers}))
    assert told == []
    click_in_menu(qtbot, stage.layers, "contours")
    (layers,) = told.pop().values()
    assert "contours" not in layers
    assert "tangent" in layers


def test_every_line_of_the_menus_says_what_it_does(stage):
    stage.show_spec(revise(Spec(), {"loss.l1": 0.1}))  # all of them can be shown
    actions = stage.layers.actions_by_name
    for name, layer in LAYERS.items():
        assert actions[name].toolTip() == layer.meaning
    assert actions["telling"].toolTip() == OPTIONS["view.telling"].meaning
    for action in stage.look.actions_by_name.values():
        assert action.toolTip().endswith(".")


def test_what_a_map_cannot_show_is_grey_and_says_why(stage, qtbot):
    stem = stage.layers.actions_by_name["stem"]
    top = stage.look.actions_by_name["top"]
    home = stage.look.actions_by_name["home"]
    press(stage, qtbot, "map")
    assert not stem.isEnabled()
    assert not top.isEnabled()
    assert stem.toolTip() == top.toolTip() == "Only in 3-D."
    assert home.isEnabled()
    press(stage, qtbot, "both")
    assert stem.isEnabled()
    assert top.isEnabled()


def test_the_view_menu_turns_the_scene_and_changes_its_lens(stage, qtbot):
    told = []
    stage.edited.connect(told.append)
    for name in ("corner", "top", "front", "side"):
        assert not click_in_menu(qtbot, stage.look, name)
        assert stage.scene.shown["show_view"] == (name,)
    click_in_menu(qtbot, stage.look, "home")
    assert stage.scene.shown["home"] == ()
    click_in_menu(qtbot, stage.look, "turn")
    assert stage.scene.shown["turn"] == (True,)
    stage.scene.turned.emit(False)  # as it does at the first touch
    assert not stage.look.actions_by_name["turn"].isChecked()
    assert told == []
    click_in_menu(qtbot, stage.look, "perspective")
    assert told == [{"view.perspective": False}]


def test_exact_or_slice_is_said(stage):
    assert stage._note.text() == "slice"
    assert stage.strip.axes.whole == plane().note
    stage.strip.show_distance(walk(0, 0, off_plane=0.319))
    assert stage.strip.off_plane.text() == "walker 0.319 off the plane"
    stage.strip.show_distance(walk(0, 0, off_plane=2e-16))
    assert stage.strip.off_plane.text() == "walker on the plane"
    show(stage, bowl(is_exact=True))
    stage.strip.show_distance(walk(0, 0, off_plane=0.0))
    assert stage._note.text() == "exact"
    assert stage.strip.off_plane.text() == ""


def test_a_walker_out_of_sight_and_heights_cut_off_below_are_told(stage):
    stage.strip.show_distance(walk(5, 0, off_plane=0.5))
    text = stage.strip.off_plane.text()
    assert text == "walker 0.5 off the plane, beyond the square"
    show(stage, bowl(is_exact=True))
    stage.strip.show_distance(walk(5, 0))
    assert stage.strip.off_plane.text() == "the walker is outside this square"
    surface = bowl()
    scale = make_scale(surface.loss, False, 2.0, 4.0)
    stage.show_surface(surface, scale, scale)
    assert stage.strip.limits.whole == "cut off above 4 · cut off below 2"


def test_holes_and_what_else_cannot_be_drawn_are_told(stage):
    surface = bowl()
    losses = surface.loss.copy()
    losses[3, 4:9], losses[0, 0] = np.nan, np.inf
    show(stage, replace(surface, loss=frozen(losses), note="The valley has no end."))
    assert stage.strip.limits.whole == (
        "6 points are no numbers: shown as holes · The valley has no end."
    )
    show(stage, surface)
    assert stage.strip.limits.whole == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "squared error, mean over 6 samples, not standardised"),
        (
            {"data.name": "moons", "view.samples": "batch", "batch.size": 16},
            "log loss, mean over the next batch: 16 of 200 samples, standardised",
        ),
        (
            {"view.samples": "example", "view.example": 3},
            "squared error, of example 4 of 6 alone, not standardised",
        ),
        (
            {"data.name": "moons", "data.test": 0.25},
            "log loss, mean over 150 training samples, 50 held out, standardised",
        ),
        (
            {"data.name": "moons", "data.test": 0.25, "view.samples": "test"},
            "log loss, mean over 50 held-out samples, 150 training, standardised",
        ),
        (
            {"data.test": 0.5, "view.samples": "batch", "batch.size": 2},
            "squared error, mean over the next batch: 2 of 3 training samples, "
            "not standardised",
        ),
        ({"function.name": "bowl"}, "Bowl: x² + y²"),
        (
            {"function.name": "expression", "function.expression": "x*y"},
            "Own formula: x*y",
        ),
    ],
)
def test_whose_loss_it_is_is_said(stage, changes, sentence):
    stage.show_spec(revise(Spec(), changes))
    assert stage.strip.data.whole == sentence


def test_that_a_surface_has_no_slope_is_told_beside_it(stage):
    level = Remark("level", "Nothing to follow.", "Take log loss.")
    other = Remark("crawling", "Crawling.", "Take momentum.")
    stage.show_sight(replace(SIGHT, remarks=(other, level)))
    assert not stage.strip.slope.isHidden()
    assert stage.strip.slope.whole == "Nothing to follow. Take log loss."
    stage.show_sight(replace(SIGHT, remarks=(other,)))  # the panel says that
    assert stage.strip.slope.isHidden()


def test_the_promise_of_the_tangent_is_told_while_it_is_drawn(stage):
    stage.show_sight(SIGHT)
    assert stage.strip.step.text() == ""
    stage.show_spec(revise(Spec(), {"view.layers": ("tangent",)}))
    assert (
        stage.strip.step.text() == "loss after the next step: promised 2.04, real 2.24"
    )
    stage.show_sight(replace(SIGHT, ground=None))
    assert stage.strip.step.text() == ""


def test_what_is_under_the_pointer_is_read_off(stage):
    prediction = Prediction(None, (), PROBE, PROBE, (1.0, 2.0))
    stage.show_sight(replace(SIGHT, prediction=prediction))
    assert stage.strip.pointer.text() == "w = 1   b = 2   loss 0.5   |∇L| 5"
    stage.show_spec(revise(Spec(), {"view.samples": "example"}))
    stage.strip.show_prediction(prediction)  # not the height of what is drawn
    assert stage.strip.pointer.text() == "w = 1   b = 2   training loss 0.5   |∇L| 5"
    away = replace(prediction, hovered=None, hovered_at=None)
    stage.show_sight(replace(SIGHT, prediction=away))
    assert stage.strip.pointer.text() == ""


def test_a_long_text_ends_in_an_ellipsis_and_is_whole_in_the_tooltip(qtbot):
    label = ElidedLabel("What it is.")
    qtbot.addWidget(label)
    label.resize(400, 20)
    label.show()
    label.say("A sentence that is longer than the label will be.")
    assert label.text() == label.whole
    assert label.toolTip() == "What it is."
    label.resize(120, 20)
    QApplication.processEvents()
    assert label.text().endswith("…")
    assert label.fontMetrics().horizontalAdvance(label.text()) <= 120
    assert label.toolTip() == f"{label.whole}\nWhat it is."
    assert label.minimumSizeHint().width() == 0


def test_a_text_of_two_lines_has_its_words_in_order_and_its_height_always(qtbot):
    label = ElidedLabel(lines=2)
    qtbot.addWidget(label)
    label.resize(200, 40)
    label.show()
    height = label.sizeHint().height()
    label.say("A sentence that is longer than the label is.")
    assert label.text().replace("\n", " ") == label.whole
    assert label.text().count("\n") == 1
    widths = map(label.fontMetrics().horizontalAdvance, label.text().split("\n"))
    assert max(widths) <= 200
    assert label.sizeHint().height() == height
    label.resize(90, 40)
    QApplication.processEvents()
    assert label.text().endswith("…")
    assert label.toolTip().startswith(label.whole)


@pytest.mark.parametrize("width", [346, 600])
def test_what_stands_over_the_views_neither_overlaps_nor_is_cut(stage, qtbot, width):
    stage.setMinimumSize(1, 1)  # or the layout has a word
    stage.resize(width, 500)
    qtbot.waitUntil(lambda: stage.width() == width)
    QApplication.processEvents()
    parts = [stage.layers, stage.look, *stage.segments.buttons.values()]
    shown = [part for part in (*parts, stage.segments.folded) if part.isVisible()]
    assert stage.segments.folded.isVisible() == (width < 470)
    for part in shown:
        assert part.width() >= part.minimumSizeHint().width()
        right = part.mapTo(stage, part.rect().topRight()).x()
        assert right < width


def test_the_folded_menu_chooses_a_view(stage):
    stage.segments.fold(True)
    actions = {one.text(): one for one in stage.segments.folded.menu().actions()}
    actions["Map"].trigger()
    assert stage.view == "map"
    assert stage.segments.folded.text() == "Map ▾"


def test_one_sample_is_one_sample(stage):
    stage.show_spec(revise(Spec(), {"data.samples": 2, "data.test": 0.5}))
    assert "mean over 1 training sample, 1 held out" in stage.strip.data.whole


def test_what_weights_cost_can_be_shown_where_they_cost_something(stage):
    action = stage.layers.actions_by_name["penalty"]
    stage.show_spec(Spec())
    assert not action.isEnabled()
    assert action.toolTip() == "Weights cost nothing: L1 and L2 are off."
    stage.show_spec(revise(Spec(), {"loss.l1": 0.1}))
    assert action.isEnabled()
    assert action.isChecked()
