"""The autoencoder's tab, as a user has it: clicks, keys and what is then seen."""

import time
from itertools import pairwise

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication

from explorer.latent.tab import make_tab
from explorer.latent.tool import WAITS
from explorer.theme import DARK, LIGHT
from models.latent_frames import principal_frame, sized
from models.latent_options import revise
from models.latent_specs import AutoencoderSpec

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
KEYS = Qt.KeyboardModifier.NoModifier
QUICK = revise(
    AutoencoderSpec(),
    {
        "images.name": "faces",
        "images.world": "two_knobs",
        "images.size": 24,
        "images.samples": 120,
        "hourglass.layers": (16,),
        "learning.epochs": 6,
        "view.speed": 10_000.0,
    },
)


class Desk:
    """The tab on the screen, with the clock of a window."""

    def __init__(self, qtbot, spec=QUICK):
        self.bot, self.told = qtbot, []
        self.tab = make_tab(LIGHT, spec)
        self.session = self.tab.session
        self.session.told.connect(self.told.append)
        qtbot.addWidget(self.tab)
        qtbot.addWidget(self.tab.transport)
        self.tab.resize(1264, 640)
        self.tab.show()
        self.tab.transport.show()
        self.session.open()
        self.settle()

    def settle(self):
        self.until(lambda: self.session.is_settled)

    def until(self, is_true):
        end = time.monotonic() + 30
        while not is_true():
            assert time.monotonic() < end
            self.session.tick(0.016)
            QApplication.processEvents()
            time.sleep(0.001)
        QApplication.processEvents()

    def press(self, name):
        self.bot.mouseClick(self.tab.transport.buttons[name], LEFT)

    def train(self):
        self.press("skip")
        self.settle()

    @property
    def epoch(self):
        return self.session.visit.index

    def mouse(self, kind, spot, button=NONE, held=NONE):
        view = self.tab.plot.viewport()
        where = QPointF(spot)
        event = QMouseEvent(kind, where, view.mapToGlobal(where), button, held, KEYS)
        QApplication.sendEvent(view, event)

    def spot_of(self, number):
        x, y = self.session._shown.points[number]
        return self.tab.plot.pixel_of(x, y)

    def click_dot(self, number):
        spot = self.spot_of(number)
        self.mouse(QEvent.Type.MouseButtonPress, spot, LEFT, LEFT)
        self.mouse(QEvent.Type.MouseButtonRelease, spot, LEFT)
        self.bot.wait(300)  # it may yet be the first click of two


@pytest.fixture
def desk(qtbot):
    desk = Desk(qtbot)
    yield desk
    desk.session.close()


def test_it_trains_by_steps_to_its_end_and_says_so(desk):
    assert desk.epoch == 0
    desk.press("step")
    desk.settle()
    assert desk.epoch == 1
    desk.press("play")
    desk.until(lambda: desk.epoch == 6)
    desk.settle()
    assert "Trained for 6 epochs, as asked." in desk.told
    assert not desk.session.playback.is_playing
    assert desk.tab.transport._values["epoch"].text() == "6"
    learnt = desk.session._walk.whole.losses.learnt
    assert len(learnt) == 7
    assert learnt[-1] < learnt[0]


def test_time_turns_back_and_what_follows_is_a_branch(desk):
    desk.train()
    last = desk.session.visit.moment
    desk.bot.keyClick(desk.tab.timeline.groove, Qt.Key.Key_Home)
    desk.settle()
    assert desk.epoch == 0
    assert "what is played from here is a new branch" in desk.told[-1]
    desk.press("play")
    desk.until(lambda: desk.epoch == 6)
    desk.settle()
    again = desk.session.visit.moment
    assert desk.session._walk.whole.forks == (0,)
    np.testing.assert_array_equal(again.checkpoint.theta, last.checkpoint.theta)
    np.testing.assert_array_equal(again.codes, last.codes)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_every_tool_opens_and_says_what_is_seen(desk, theme):
    desk.train()
    desk.tab.show_theme(theme)
    for name, button in desk.tab.toolbox.segments.buttons.items():
        desk.bot.mouseClick(button, LEFT)
        desk.until(lambda: desk.session.is_settled)
        assert desk.session.spec.view.tool == name
        tool = desk.tab.toolbox.tool
        assert tool.isVisible()
        if name != "map":  # which waits for the pointer
            assert tool.said.text() not in ("", WAITS)


def test_a_dot_under_the_pointer_shows_its_image_and_a_place_is_decoded(desk):
    desk.train()
    desk.bot.mouseClick(desk.tab.toolbox.segments.buttons["map"], LEFT)
    desk.settle()
    pointed, seen = [], []
    desk.session.pointed.connect(pointed.append)
    desk.session.seen.connect(seen.append)
    desk.mouse(QEvent.Type.MouseMove, desk.spot_of(7))
    desk.until(lambda: pointed and pointed[-1] is not None and seen)
    number = pointed[-1].number
    away = desk.session._shown.points - desk.session._shown.points[7]
    assert np.linalg.norm(away[number]) < 0.05 * np.abs(away).max()
    assert desk.tab.plot.tip.isVisible()
    assert seen[-1].decoded is not None
    desk.mouse(QEvent.Type.MouseMove, QPointF(62, 30))
    desk.until(lambda: not desk.tab.plot.tip.isVisible())


def test_clicks_choose_the_ends_of_a_film(desk):
    desk.train()
    desk.bot.mouseClick(desk.tab.toolbox.segments.buttons["interpolation"], LEFT)
    desk.settle()
    desk.click_dot(11)
    desk.settle()
    first = desk.session.spec.view.ends[0]
    desk.click_dot(40)
    desk.settle()
    assert desk.session.spec.view.ends[0] == first
    assert len(set(desk.session.spec.view.ends)) == 2


def test_the_wheel_zooms_to_the_pointer_and_a_double_click_shows_all(desk):
    desk.train()
    plot, spot = desk.tab.plot, QPointF(200, 150)
    before, at = plot.viewRange(), plot.point_at(spot)
    turn = QWheelEvent(
        spot, plot.mapToGlobal(spot), QPoint(0, 0), QPoint(0, 240), NONE, KEYS,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(plot.viewport(), turn)
    QApplication.processEvents()
    np.testing.assert_allclose(plot.point_at(spot), at, atol=1e-6)
    closer = plot.viewRange()
    assert closer[0][1] - closer[0][0] < 0.8 * (before[0][1] - before[0][0])
    desk.press("step")
    desk.settle()
    np.testing.assert_allclose(plot.viewRange(), closer)
    desk.mouse(QEvent.Type.MouseButtonDblClick, spot, LEFT, LEFT)
    QApplication.processEvents()
    inside = desk.session._shown.points
    (left, right), (low, high) = plot.viewRange()
    assert (inside.min(0) > (left, low)).all()
    assert (inside.max(0) < (right, high)).all()


def test_codes_stay_where_they_were_from_epoch_to_epoch(desk):
    desk.train()
    moments = [visit.moment for visit in desk.session._walk.whole.steps]
    for before, after in pairwise(moments[1:]):
        moved = np.square(after.points - before.points).sum()
        size = np.sqrt(np.square(after.points - after.points.mean(0)).sum(1).mean())
        assert size == pytest.approx(1.0)
        loose = sized(principal_frame(after.codes), after.codes).points(after.codes)
        assert moved <= np.square(loose - before.points).sum() * (1 + 1e-9)


def test_another_network_begins_anew_and_a_refusal_says_why(desk):
    desk.train()
    box = desk.tab.network.controls["hourglass.bottleneck"].widget
    box.setValue(3)
    desk.settle()
    assert desk.session.spec.hourglass.bottleneck == 3
    assert desk.epoch == 0
    assert desk.session._shown.codes.shape == (120, 3)
    field = desk.tab.network.controls["hourglass.layers"].widget
    field.selectAll()
    desk.bot.keyClicks(field, "16, many")
    desk.bot.keyClick(field, Qt.Key.Key_Return)
    assert any("hourglass.layers must be" in sentence for sentence in desk.told)
    assert desk.session.spec.hourglass.layers == (16,)
    desk.session.undo()
    desk.settle()
    assert desk.session.spec.hourglass.bottleneck == 2


def test_a_rule_has_its_own_numbers_and_no_others(desk):
    controls = desk.tab.learning.controls
    beta, momentum = (controls[f"optimizer.{n}"].widget for n in ("beta2", "momentum"))
    assert (beta.isHidden(), momentum.isHidden()) == (False, True)
    desk.session.edit({"optimizer.name": "momentum"})
    assert (beta.isHidden(), momentum.isHidden()) == (True, False)


def test_a_change_of_the_rule_goes_on_and_one_of_the_view_trains_nothing(desk):
    desk.press("step")
    desk.settle()
    desk.session.edit({"optimizer.learning_rate": 0.01})
    desk.session.edit({"view.thumbnails": True, "view.map": True})
    desk.settle()
    assert desk.epoch == 1
    assert desk.tab.plot.thumbnails.drawn
    desk.press("step")
    desk.settle()
    assert desk.epoch == 2


def test_a_folder_that_is_none_is_told(desk, tmp_path):
    desk.session.edit({"images.name": "own", "images.file": str(tmp_path / "no")})
    desk.until(lambda: any("no" in sentence for sentence in desk.told[-2:]))
    assert "no" in desk.told[-1]
    desk.session.undo()
    desk.settle()
    assert desk.session.spec.images.name == "faces"


def test_images_of_ones_own_are_gathered_and_broken_ones_listed(desk, tmp_path):
    from PIL import Image

    for kind in ("cats", "dogs"):
        (tmp_path / kind).mkdir()
        for number in range(6):
            shade = 40 * number
            picture = Image.new("RGB", (30, 20), (shade, 255 - shade, 90))
            picture.save(tmp_path / kind / f"{number}.png")
    (tmp_path / "cats" / "broken.png").write_bytes(b"no picture")
    desk.session.edit(
        {"images.name": "own", "images.file": str(tmp_path), "images.size": 16}
    )
    desk.settle()
    assert desk.session._walk.images.count == 12
    assert "1 could not be read" in desk.tab.images.told.text()
    assert "broken.png" in desk.tab.images.told.toolTip()
    desk.train()
    assert desk.epoch == 6


def test_a_folder_without_images_is_told_and_nothing_of_the_last_stays(desk, tmp_path):
    desk.train()
    desk.session.edit({"images.name": "own", "images.file": str(tmp_path)})
    desk.settle()
    assert any("there are no images" in sentence for sentence in desk.told)
    assert desk.tab.transport._values["epoch"].text() == "–"
    assert desk.tab.timeline.last.text() == "epoch 0"
    desk.session.undo()
    desk.settle()
    desk.train()
    assert desk.epoch == 6


@pytest.mark.parametrize("kind", ["random", "path"])
def test_the_landscape_is_drawn_and_each_of_its_points_is_a_model(desk, kind):
    desk.train()
    surveyed, previews = [], []
    desk.session.surveyed.connect(surveyed.append)
    desk.session.previewed.connect(previews.append)
    desk.bot.mouseClick(desk.tab.toolbox.segments.buttons["landscape"], LEFT)
    desk.session.edit({"plane.kind": kind, "plane.resolution": 17})
    desk.until(lambda: desk.session.is_settled and bool(surveyed))
    seen, own = surveyed[-1], desk.session._shown
    assert seen.surface.loss.shape == (17, 17)
    np.testing.assert_allclose(seen.path.losses[-1], own.checkpoint.loss)
    assert len(seen.path.xy) == 7
    scene = desk.tab.toolbox.tool.scene
    scene.hovered.emit((0.3, 0.2))  # as the pointer over the surface does
    desk.until(lambda: bool(previews))
    there = previews[-1].sight.moment
    assert desk.tab.plot._moment is there
    assert not np.array_equal(there.codes, own.codes)
    assert "The model at the pointer" in desk.tab.toolbox.tool.said.text()
    scene.hovered.emit(None)
    assert desk.tab.plot._moment is own


def test_codes_are_written_as_a_table(desk, tmp_path):
    desk.train()
    path = tmp_path / "codes.csv"
    desk.session.save_codes(path)
    desk.until(path.exists)
    header, *rows = path.read_text().splitlines()
    assert header.startswith("number,set,smile")
    assert len(rows) == 120
    desk.session.save_codes(tmp_path / "nowhere" / "codes.csv")
    desk.until(lambda: "nowhere" in desk.told[-1])
