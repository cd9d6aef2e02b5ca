"""A click into the history brings the whole window back to that step."""

import numpy as np
import pytest
from PyQt6.QtCore import QEvent
from PyQt6.QtWidgets import QLabel

from explorer.app import make_window
from models.catalog import CURVES
from models.options import revise
from models.scores import score
from models.specs import Spec
from tests.explorer.plots import LEFT, NONE, send
from tests.explorer.test_time import session as session
from tests.explorer.test_time import walk

PRESS, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
SPEC = revise(
    Spec(),
    {
        "data.name": "moons",
        "data.samples": 40,
        "data.test": 0.25,
        "network.hidden": (3,),
        "plane.kind": "random",
        "plane.resolution": 21,
        "optimizer.name": "adam",
        "batch.size": 7,
        "view.curves": tuple(CURVES),
    },
)


class Screen:
    """A window, and what was last seen in it."""

    def __init__(self, qtbot, qapp):
        self.qtbot, self.window = qtbot, make_window(qapp, SPEC, "dark")
        self.paths, self.sights = [], []
        session = self.window.session
        session.walked.connect(lambda *shown: self.paths.append(shown))
        session.seen.connect(self.sights.append)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)
        self.window.show()
        qtbot.waitUntil(lambda: session.is_settled, timeout=20_000)

    def settle(self):
        session = self.window.session
        self.qtbot.waitUntil(lambda: session.is_settled, timeout=10_000)

    def click(self, index):
        history = self.window.plots.history
        spot = history.pixel_of(index, np.mean(history.viewRange()[1]))
        send(history, PRESS, spot, LEFT)
        send(history, RELEASE, spot, LEFT, NONE)
        self.settle()

    @property
    def numbers(self):
        """All that the window says of a step."""
        bar = self.window.transport.findChildren(QLabel)
        path, step = self.paths[-1]
        sight = self.sights[-1]
        return (
            [label.text() for label in bar],
            step.theta.tolist(),
            path.xy.tolist(),
            sight.prediction.walker.outputs.tolist(),
            sight.ground.loss,
        )


@pytest.fixture
def screen(qtbot, qapp):
    screen = Screen(qtbot, qapp)
    yield screen
    screen.window.close()


@pytest.mark.gl
def test_a_click_shows_in_the_whole_window_what_was_shown_live(screen):
    live = []
    for _ in range(13):
        live.append(screen.numbers)
        screen.window.session.playback.advance(1)
        screen.settle()
    plots = screen.window.plots
    steps = screen.window.session._walk.whole.steps
    expected = score(SPEC, steps)
    for index in (4, 9, 0, 12):
        screen.click(index)
        assert screen.numbers == live[index]
        lines = plots.history._lines._own
        assert len(lines["training"].getData()[0]) == 14
        x, held_out = lines["held_out"].getData()
        assert x.tolist() == list(range(14))
        np.testing.assert_allclose(10**held_out, expected.held_out)
        assert plots.history._now.value() == index
        assert plots.reading.whole.startswith(f"step {index} ●")
        assert "new branch" in screen.window.stage.told.text()
    screen.click(13)
    assert not plots.history._now.isVisible()
    assert plots.reading.whole == ""


@pytest.mark.gl
def test_what_is_not_looked_at_is_not_scored(screen):
    assert screen.sights[-1].scores is not None
    screen.window.session.edit({"view.losses": "cut"})
    screen.settle()
    assert screen.sights[-1].scores is None
    assert screen.sights[-1].cut is not None
    screen.window.session.edit({"view.losses": "steps"})
    screen.settle()
    assert screen.sights[-1].scores is not None
    assert screen.sights[-1].cut is None


def test_rivals_and_branches_stay_whole_while_one_looks_back(session):
    recorded = []
    session.recorded.connect(lambda *shown: recorded.append(shown))
    changes = {"names": ("momentum",), "rates": (0.1,), "sizes": (0,)}
    session.edit({f"race.{key}": value for key, value in changes.items()})
    walk(session, 20)
    session.playback.look_back(8)
    walk(session, 5)
    session.playback.look_back(11)
    paths, step, is_back = recorded[-1]
    assert (step.index, is_back) == (11, True)
    assert [path.indices[-1] for path in paths] == [13, 13, 20]
    own, rival, left = paths
    assert own.losses[:9].tolist() == left.losses[:9].tolist()
    assert rival.record.seen[-1] == 13 * 30


@pytest.mark.gl
def test_the_timeline_brings_the_whole_window_back(screen):
    live = []
    for _ in range(6):
        live.append(screen.numbers)
        screen.window.session.playback.advance(1)
        screen.settle()
    timeline = screen.window.stage.timeline
    for index in (4, 0, 2):
        timeline.groove.setValue(index)
        screen.settle()
        assert screen.numbers == live[index]
        assert timeline.groove.value() == index
        assert timeline.last.text().startswith("step 6")
        assert "new branch" in screen.window.stage.told.text()
