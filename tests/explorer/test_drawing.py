"""Examples drawn by hand: clicks, drags and right-clicks, and what follows of them."""

from itertools import pairwise

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from explorer.panels.data import DataPanel
from explorer.plots.column import PlotColumn
from explorer.plots.prediction import PredictionView
from explorer.session import Lanes, Session
from explorer.theme import DARK, LIGHT
from explorer.undo import Undo
from models.data import examples_of
from models.drawn_points import moved, settings_of
from models.options import revise
from models.predictions import predict
from models.snapshots import Sight
from models.specs import Spec
from tests.explorer.instant import Instant
from tests.explorer.plots import send
from tests.explorer.test_window import QUICK, Screen

PRESS, MOVE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove
RELEASE = QEvent.Type.MouseButtonRelease
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
FEW = {"plane.resolution": 21}


class Desk:
    """A data view that is obeyed at once, and what it told."""

    def __init__(self, qtbot, **changes):
        self.spec, self.told, self.refusals, self.chosen = Spec(), [], [], []
        self.window = QWidget()
        self.view = PredictionView()
        column = QVBoxLayout(self.window)
        column.addWidget(self.view.draw_button)
        column.addWidget(self.view)
        qtbot.addWidget(self.window)
        self.view.show_theme(DARK)
        self.window.resize(380, 460)
        self.window.show()
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.view.drawn.connect(self._draw)
        self.view.refused.connect(self.refusals.append)
        self.view.edited.connect(self.chosen.append)
        self.show(**changes)

    def show(self, **changes):
        named = {key.replace("__", "."): value for key, value in changes.items()}
        self._show(revise(self.spec, named))

    def _draw(self, changes, stroke, is_held):
        self.told.append((stroke, is_held))
        self._show(revise(self.spec, changes))

    def _show(self, spec):
        self.spec = spec
        prediction = predict(spec, np.zeros(spec.count), None, None)
        self.view.show_spec(spec)
        self.view.show_sight(Sight(prediction, None, (), None))

    @property
    def examples(self):
        return examples_of(self.spec.data)

    @property
    def plot(self):
        return self.view.plot

    def click(self, at, button=LEFT):
        send(self.plot, PRESS, at, button, button)
        send(self.plot, RELEASE, at, button, button)

    def drag(self, *spots):
        send(self.plot, PRESS, spots[0])
        for spot in spots[1:]:
            send(self.plot, MOVE, spot)
        send(self.plot, RELEASE, spots[-1])


@pytest.fixture
def make(qtbot):
    return lambda **changes: Desk(qtbot, **changes)


def test_a_click_on_empty_room_adds_where_the_pencil_is_down(make, qtbot):
    desk = make()
    spot = desk.plot.pixel_of(2.5, -1.0)
    desk.click(spot)
    assert len(desk.examples) == 6  # not switched on
    qtbot.mouseClick(desk.view.draw_button, LEFT)
    desk.click(desk.plot.pixel_of(2.5, -1.0))
    assert len(desk.examples) == 7
    np.testing.assert_allclose(desk.examples[-1], [2.5, -1.0], atol=0.05)
    desk.click(QPointF(3, 3))  # beside the plot
    assert len(desk.examples) == 7
    assert desk.spec.data.points


def test_a_click_on_an_example_still_chooses_it(make, qtbot):
    desk = make()
    x, y = desk.examples[3]
    for _ in range(2):
        desk.click(desk.plot.pixel_of(x, y))
        assert desk.chosen.pop()["view.example"] == 3
        qtbot.mouseClick(desk.view.draw_button, LEFT)
    assert not desk.told


@pytest.mark.parametrize("is_on", [False, True])
def test_a_drag_moves_one_and_is_one_stroke(make, is_on):
    desk = make()
    desk.view.draw_button.setChecked(is_on)
    before = desk.examples
    start, end = desk.plot.pixel_of(*before[5]), desk.plot.pixel_of(4.0, -1.0)
    desk.drag(start, start + QPointF(2, 0))  # no more than a click
    assert not desk.told
    desk.drag(start, (start + end) / 2, end)
    assert [is_held for _, is_held in desk.told] == [True, True, False]
    assert len({stroke for stroke, _ in desk.told}) == 1
    np.testing.assert_allclose(desk.examples[5], [4.0, -1.0], atol=0.05)
    np.testing.assert_array_equal(desk.examples[:5], before[:5])
    desk.drag(end, start)
    assert len({stroke for stroke, _ in desk.told}) == 2


def test_the_picture_keeps_still_under_a_drag_and_no_drag_leaves_it(make):
    desk = make()
    frame, x = desk.plot.viewRange(), desk.examples[:, 0]
    start = desk.plot.pixel_of(*desk.examples[5])
    send(desk.plot, PRESS, start)
    send(desk.plot, MOVE, start + QPointF(0, -2000))
    assert desk.plot.viewRange() == frame
    assert desk.examples[5, 1] == pytest.approx(frame[1][1])
    send(desk.plot, RELEASE, start + QPointF(0, -2000))
    assert desk.plot.viewRange()[1][1] > frame[1][1]  # room for the next
    np.testing.assert_allclose(desk.examples[:, 0], x, atol=0.02)


def test_a_right_click_removes_but_never_the_last(make, qtbot):
    desk = make(data__points=(0.0, 1.0, 2.0, 3.0))
    at = desk.plot.pixel_of(0.0, 1.0)
    desk.click(at, RIGHT)
    assert len(desk.examples) == 2  # not switched on
    qtbot.mouseClick(desk.view.draw_button, LEFT)
    desk.click(desk.plot.pixel_of(1.0, 0.0), RIGHT)  # on empty room
    assert len(desk.examples) == 2
    desk.click(at, RIGHT)
    assert desk.examples.tolist() == [[2, 3]]
    desk.click(desk.plot.pixel_of(2.0, 3.0), RIGHT)
    assert desk.examples.tolist() == [[2, 3]]
    assert "last example stays" in desk.refusals[-1]


def test_new_examples_are_of_the_class_of_the_chip_or_key(make, qtbot):
    desk = make(data__name="spiral", data__classes=3, data__samples=12)
    keys = desk.view.drawing
    qtbot.keyClick(desk.window, Qt.Key.Key_3)
    assert keys.chosen == 0  # not switched on
    qtbot.mouseClick(desk.view.draw_button, LEFT)
    spots = [desk.plot.pixel_of(x, 2.0) for x in (-1.6, -0.8, 0.2, 1.4)]
    desk.click(spots[0])
    qtbot.keyClick(desk.window, Qt.Key.Key_3)
    desk.click(spots[1])
    qtbot.keyClick(desk.window, Qt.Key.Key_9)  # there is no such class
    desk.click(spots[2])
    qtbot.mouseClick(keys.chips[1], LEFT)
    desk.click(spots[3])
    assert desk.examples[12:, -1].tolist() == [0, 2, 2, 1]
    assert [chip.isChecked() for chip in keys.chips] == [False, True, False]
    assert "class 1" in keys.chips[1].toolTip()
    desk.show(data__name="moons")
    assert [chip.text() for chip in keys.chips] == ["class 0", "class 1"]
    assert keys.chosen == 0


def test_of_two_inputs_the_target_is_typed_in_its_own_units(make, qtbot):
    desk = make(data__name="blood_pressure", data__samples=20)
    qtbot.mouseClick(desk.view.draw_button, LEFT)
    field, spot = desk.view.drawing.field, desk.plot.pixel_of(0.1, 2.0)
    mean = desk.examples[:, 2].mean()
    desk.click(spot)
    assert desk.examples[-1, 2] == pytest.approx(mean)
    field.setText("")
    qtbot.keyClicks(field, "wide")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "must be a number" in field.toolTip()
    field.selectAll()
    qtbot.keyClicks(field, "155")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.click(desk.plot.pixel_of(-1.2, 2.0))
    age, weight, pressure = desk.examples[-1]
    assert 20 < age < 45
    assert weight > 90
    assert pressure == 155


def test_one_input_with_classes_has_its_examples_moved_sideways_alone(make, qtbot):
    desk = make(data__name="threshold")
    qtbot.mouseClick(desk.view.draw_button, LEFT)
    start = desk.plot.pixel_of(*desk.examples[0])
    desk.drag(start, start + QPointF(40, -60))
    assert desk.examples[0, 0] > -2.9
    assert desk.examples[0, 1] == 0
    qtbot.keyClick(desk.window, Qt.Key.Key_2)
    desk.click(desk.plot.pixel_of(-1.0, 0.4))
    np.testing.assert_allclose(desk.examples[-1], [-1.0, 1.0], atol=0.05)


def test_clear_leaves_what_a_drawing_begins_with(make, qtbot):
    desk = make(data__name="moons")
    qtbot.mouseClick(desk.view.draw_button, LEFT)
    qtbot.mouseClick(desk.view.drawing.clear, LEFT)
    assert desk.examples[:, -1].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"function__name": "bowl"}, "formula"),
        ({"data__name": "wine"}, "13 inputs"),
        ({"data__name": "moons", "view__prediction": "3-D"}, "3-D"),
    ],
)
def test_where_nothing_can_be_drawn_the_pencil_says_why(make, qtbot, changes, words):
    desk = make(data__name="moons")
    desk.view.draw()
    assert desk.view.draw_button.isChecked()
    desk.show(**changes)
    button = desk.view.draw_button
    assert (button.isEnabled(), button.isChecked()) == (False, False)
    assert words in button.toolTip()
    assert desk.view.drawing.isHidden()
    desk.view.draw()
    assert words in desk.refusals[-1]
    desk.view.show_theme(LIGHT)


@pytest.mark.parametrize("width", [310, 380])
def test_there_is_room_for_all_over_the_data(qtbot, width):
    column = PlotColumn()
    qtbot.addWidget(column)
    column.show_spec(revise(Spec(), {"data.name": "moons"}))
    column.resize(width, 700)
    column.show()
    qtbot.waitExposed(column)
    view = column.prediction
    for button in (view.draw_button, *view.segments.findChildren(QToolButton)):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()


# What follows of it


@pytest.fixture
def session(qapp):
    session = Session(revise(Spec(), FEW), Lanes(*(Instant() for _ in range(5))))
    session.open()
    for _ in range(3):
        session.tick(0.0)
    return session


def redrawn(session, x, y):
    return settings_of(moved(examples_of(session.spec.data), 0, np.array([x, y])))


def test_the_walker_goes_on_from_where_it_stands(session):
    told = []
    session.reported.connect(lambda path, step: told.append((path, step)))
    session.edit(redrawn(session, 0.0, 1.0))
    assert session.spec.start.theta == (-2, 2)  # it has not moved
    session.tick(0.1)
    session.playback.advance(5)
    session.tick(0.1)
    session.tick(0.1)
    stood = told[-1][1].theta
    session.edit(redrawn(session, 0.0, 4.0))
    session.tick(0.1)
    session.tick(0.1)
    path, step = told[-1]
    assert (step.index, len(path.losses)) == (0, 1)
    np.testing.assert_array_equal(step.theta, stood)
    x, t = examples_of(session.spec.data).T
    assert step.loss == pytest.approx(np.mean((stood[0] * x + stood[1] - t) ** 2))


def test_while_it_is_held_the_last_move_counts_once_the_one_before_is_shown(session):
    told, stroke = [], object()
    session.spec_changed.connect(told.append)
    for height in (1.0, 2.0, 3.0):
        session.draw(redrawn(session, 0.0, height), stroke, True)
    assert not told
    session.tick(0.0)
    assert [spec.data.points[1] for spec in told] == [3.0]
    session.draw(redrawn(session, 0.0, 5.0), stroke, True)
    session.draw(redrawn(session, 0.0, 6.0), stroke, False)
    session.tick(0.0)
    session.tick(0.0)
    assert [spec.data.points[1] for spec in told] == [3.0, 6.0]
    session.undo()
    assert session.spec.data.points == ()


def test_a_stroke_is_undone_at_once_and_never_with_another():
    now, undo = [0.0], Undo(lambda: now[0])
    specs = [revise(Spec(), {"data.points": (0.0, float(k))}) for k in range(5)]
    first, second = object(), object()
    strokes = first, first, second, None
    for (old, new), stroke in zip(pairwise(specs), strokes, strict=True):
        now[0] += 10.0 if stroke is first else 0.1
        undo.note(old, new, stroke)
    assert undo.back(specs[4]) == specs[3]
    assert undo.back(specs[3]) == specs[2]
    assert undo.back(specs[2]) == specs[0]
    assert undo.back(specs[0]) is None


def test_the_panel_says_so_and_leads_back(qtbot):
    panel, told = DataPanel(), []
    qtbot.addWidget(panel)
    panel.edited.connect(told.append)
    panel.show()
    spec = revise(Spec(), {"data.name": "moons"})
    panel.show_spec(spec)
    assert panel.drawn.isHidden()
    spec = revise(spec, settings_of(examples_of(spec.data)[:12]))
    panel.show_spec(spec)
    assert panel.drawn_count.whole == "12 examples, drawn by hand"
    for key in ("samples", "noise", "seed"):
        assert "by hand" in panel.controls[f"data.{key}"].widget.toolTip()
    qtbot.mouseClick(panel.back, LEFT)
    qtbot.mouseClick(panel.clear, LEFT)
    back, clear = told
    assert revise(spec, back).data.points == ()
    assert revise(spec, clear).data.count == 2


@pytest.mark.gl
def test_surface_and_fit_change_under_the_pointer_and_undo_brings_all_back(qtbot, qapp):
    screen = Screen(qtbot, qapp, QUICK)
    session, plot = screen.window.session, screen.window.plots.prediction.plot
    surface, outputs = screen.shown["surface"].loss, screen.shown["prediction"].fitted
    screen.key(Qt.Key.Key_D)
    assert screen.window.plots.prediction.draw_button.isChecked()
    start = plot.pixel_of(5.0, 3.2)
    send(plot, PRESS, start)
    send(plot, MOVE, start + QPointF(0, 30))
    screen.wait(lambda: bool(session.spec.data.points))
    screen.wait(lambda: screen.shown["prediction"].data.targets[5, 0] < 3)
    screen.wait(lambda: not np.array_equal(screen.shown["surface"].loss, surface))
    send(plot, MOVE, start + QPointF(0, 60))
    send(plot, RELEASE, start + QPointF(0, 60))
    screen.settled()
    x, t = examples_of(session.spec.data).T
    plane = screen.shown["surface"].plane
    w, b = plane.theta(0.0, 0.0)
    assert screen.shown["surface"].loss.shape == surface.shape
    corner = screen.shown["surface"]
    theta = plane.theta(corner.axis_x[0], corner.axis_y[-1])
    loss = np.mean((theta[0] * x + theta[1] - t) ** 2)
    assert corner.loss[0, -1] == pytest.approx(loss, rel=1e-5)
    session.playback.advance(50)
    screen.settled()
    assert not np.allclose(screen.shown["prediction"].fitted, outputs)
    screen.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    screen.settled()
    assert session.spec == QUICK
    np.testing.assert_array_equal(screen.shown["surface"].loss, surface)
    np.testing.assert_array_equal(screen.shown["prediction"].fitted, outputs)
    screen.window.close()
