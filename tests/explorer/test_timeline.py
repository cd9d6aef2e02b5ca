"""The timeline: what it shows of a descent, and where the user goes on it."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QKeySequence, QShortcut

from explorer.theme import DARK
from explorer.timeline import MEANING, REFUSAL, Timeline
from tests.explorer.paths import path, show
from tests.explorer.test_time import seen as seen
from tests.explorer.test_time import session as session
from tests.explorer.test_time import walk

LEFT, KEYS = Qt.MouseButton.LeftButton, Qt.Key


def kept(*indices):
    return path(*[1] * len(indices), indices=indices)


@pytest.fixture
def timeline(qtbot):
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.show_theme(DARK)
    timeline.resize(600, 24)
    timeline.show()
    return timeline


@pytest.fixture
def sought(timeline):
    sought = []
    timeline.sought.connect(sought.append)
    return sought


def test_a_moment_beside_which_none_is_kept_is_the_last(timeline):
    timeline.show_kept(np.array([60]), 60)
    assert (timeline.first.text(), timeline.last.text()) == ("60", "step 60")
    assert timeline.groove.place(0) > timeline.groove.width() - 10, "at the end"
    timeline.clear_path()
    assert timeline.first.text() == "0"
    assert timeline.groove.place(0) < 10


def press(qtbot, timeline, row):
    spot = QPoint(round(timeline.groove.place(row)), timeline.groove.height() // 2)
    qtbot.mousePress(timeline.groove, LEFT, pos=spot)


def test_there_is_nothing_to_go_back_to_before_a_step(timeline, sought):
    assert not timeline.groove.isEnabled()
    assert timeline.groove.toolTip() == REFUSAL
    show(timeline, kept(0))
    assert not timeline.groove.isEnabled()
    show(timeline, kept(0, 1))
    assert timeline.groove.isEnabled()
    assert timeline.groove.toolTip() == MEANING
    timeline.clear_path()
    assert not timeline.groove.isEnabled()
    assert timeline.last.text().startswith("step 0")
    assert sought == []  # showing is silent


def test_the_handle_follows_and_the_end_says_where_it_is(timeline, sought):
    show(timeline, kept(0, 1, 2))
    show(timeline, kept(*range(31)))
    assert timeline.groove.value() == timeline.groove.maximum() == 30
    assert timeline.last.text() == "step 30 · epoch 3"
    show(timeline, kept(*range(31)), back_to=12)
    assert (timeline.groove.value(), timeline.groove.maximum()) == (12, 30)
    assert timeline.last.text() == "step 30 · epoch 3"
    assert sought == []


def test_a_click_on_the_line_goes_there_and_a_drag_on(qtbot, timeline, sought):
    show(timeline, kept(*range(0, 41, 4), 43))
    press(qtbot, timeline, 3)
    assert sought == [12]
    show(timeline, kept(*range(0, 41, 4), 43))  # news of before the look
    assert timeline.groove.value() == 3  # the hand has it
    groove = timeline.groove
    for row in (5, 11, 0):
        groove._follow(groove.place(row))
    qtbot.mouseRelease(groove, LEFT)
    assert sought == [12, 20, 43, 0]


def test_arrow_keys_go_from_one_kept_step_to_the_next(qtbot, timeline, sought):
    show(timeline, kept(*range(0, 41, 4), 43))
    for key in (KEYS.Key_Left, KEYS.Key_Left, KEYS.Key_Right):
        qtbot.keyClick(timeline.groove, key)
    assert sought == [40, 36, 40]


def test_its_keys_lead_far_and_none_of_the_window_does(qtbot, timeline, sought):
    pressed = []
    for key in ("Home", "End", "PgUp", "PgDown"):
        QShortcut(QKeySequence(key), timeline, lambda key=key: pressed.append(key))
    show(timeline, kept(*range(0, 82, 2)))
    timeline.activateWindow()
    timeline.groove.setFocus()
    qtbot.waitUntil(timeline.groove.hasFocus)
    for key in (KEYS.Key_PageUp, KEYS.Key_Home, KEYS.Key_PageDown, KEYS.Key_End):
        qtbot.keyClick(timeline.groove, key)
    assert sought == [72, 0, 8, 80]
    assert pressed == []
    timeline.groove.clearFocus()
    qtbot.keyClick(timeline, KEYS.Key_Home)
    assert pressed == ["Home"]
    assert len(sought) == 4


def test_the_epoch_is_left_out_where_there_is_no_room(timeline):
    show(timeline, kept(*range(31)))
    timeline.resize(300, 24)
    assert timeline.last.text() == "step 30"


def test_of_many_moves_in_a_frame_the_last_counts(session, seen):
    walk(session, 20)
    live = seen["walked"][-1]
    before = len(seen["walked"])
    for index in range(19, 6, -1):
        session.playback.scrub(index)
    assert not session.is_settled
    session.tick(0)
    assert len(seen["walked"]) == before + 1
    assert seen["walked"][-1][1].index == 7
    assert seen["told"][-1].startswith("Step 7 of 20")
    session.tick(0)
    paths, step, is_back = seen["recorded"][-1]
    assert (step.index, is_back) == (7, True)
    assert paths[0].indices[-1] == 20
    session.playback.scrub(20)
    session.tick(0)
    assert seen["walked"][-1][1] is live[1]
    assert seen["told"][-1] == ""


def test_who_plays_on_is_not_taken_back(session):
    walk(session, 5)
    session.playback.scrub(2)
    session.playback.play(True)
    session.tick(0)
    assert session.playback.is_playing


def test_the_start_of_each_branch_is_told(session):
    forked = []
    session.forked.connect(forked.append)
    walk(session, 10)
    for index in (6, 8, 3):
        session.playback.look_back(index)
        walk(session, 5)
    assert forked[-1] == (3,)  # of what lies before: 6 and 8 are of another branch
    session.playback.look_back(5)
    walk(session, 1)
    assert forked[-1] == (3, 5)
    session.playback.reset()
    session.tick(0)
    assert forked[-1] == ()
