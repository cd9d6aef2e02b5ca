"""Filming a view from the dialog: the run, once round, and stopping on the way."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFileDialog

from explorer.animation import in_words, shares_of
from explorer.export_dialog import RUN, STILL, TURN, ExportDialog
from explorer.settings import settings
from tests.explorer.test_window import QUICK, Screen

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(qtbot, qapp):
    settings().clear()
    screen = Screen(qtbot, qapp, QUICK)
    screen.settled()
    yield screen
    screen.window.close()


def opened(screen, motion, view="Surface", seconds=1, rate=5):
    screen.key(Qt.Key.Key_E, CTRL)
    dialog = screen.window.findChild(ExportDialog)
    dialog.view.setCurrentText(view)
    dialog.motion.setCurrentText(motion)
    dialog.scale.setValue(1)
    dialog.seconds.setValue(seconds)
    dialog.rate.setValue(rate)
    return dialog


def save(screen, dialog, path, monkeypatch):
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), "")
    )
    screen.qtbot.mouseClick(dialog.save, LEFT)


def pictures(path):
    found = []
    with Image.open(path) as image:
        for number in range(image.n_frames):
            image.seek(number)
            found.append(np.asarray(image.convert("RGB"), int))
    return found


@pytest.mark.gl
def test_once_round_ends_where_it_began(screen, tmp_path, monkeypatch):
    camera = screen.window.stage.scene.camera
    dialog = opened(screen, TURN)
    assert "5 frames" in dialog.told.text()
    save(screen, dialog, tmp_path / "turn.gif", monkeypatch)
    assert dialog.stop.isVisible()
    assert not dialog.save.isEnabled()
    screen.qtbot.waitUntil(lambda: not dialog.is_filming, timeout=20_000)
    assert dialog.told.text().startswith("Saved as turn.gif, ")
    assert dialog.save.isEnabled()
    seen = pictures(tmp_path / "turn.gif")
    assert len(seen) == 5
    for one, other in pairwise(seen):
        assert np.abs(one - other).mean() > 1
    assert screen.window.stage.scene.camera == camera
    dialog.close()


@pytest.mark.gl
def test_the_run_is_filmed_step_by_step(screen, tmp_path, monkeypatch):
    window = screen.window
    window.playback.advance(4)
    screen.wait(lambda: window.playback.reached == 4)
    screen.settled()
    window.playback.look_back(2)
    looked_at = []
    window.session.reported.connect(lambda _, step: looked_at.append(step.index))
    dialog = opened(screen, RUN, view="Prediction")
    save(screen, dialog, tmp_path / "run.webp", monkeypatch)
    screen.qtbot.waitUntil(lambda: not dialog.is_filming, timeout=20_000)
    assert len(pictures(tmp_path / "run.webp")) == 5
    samples, shown = looked_at[:3], looked_at[3:]
    assert samples == [0, 2, 4]
    assert shown[:-1] == [0, 1, 2, 3, 4]
    assert window.playback.at == 2
    dialog.close()


@pytest.mark.gl
def test_one_that_is_stopped_leaves_no_file(screen, tmp_path, monkeypatch):
    dialog = opened(screen, TURN, seconds=20, rate=20)
    save(screen, dialog, tmp_path / "long.gif", monkeypatch)
    screen.qtbot.waitUntil(lambda: dialog.progress.value() > 2, timeout=20_000)
    screen.qtbot.mouseClick(dialog.stop, LEFT)
    assert dialog.told.text() == "Stopped: no file is written."
    assert not dialog.is_filming
    assert list(tmp_path.iterdir()) == []
    save(screen, dialog, tmp_path / "long.gif", monkeypatch)
    screen.qtbot.waitUntil(lambda: dialog.progress.value() > 2, timeout=20_000)
    screen.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.gl
def test_a_file_that_cannot_be_is_a_sentence(screen, tmp_path, monkeypatch):
    dialog = opened(screen, TURN)
    save(screen, dialog, tmp_path / "a.avi", monkeypatch)
    assert "not .avi" in dialog.told.text()
    save(screen, dialog, tmp_path / "none" / "a.gif", monkeypatch)
    screen.qtbot.waitUntil(lambda: not dialog.is_filming, timeout=20_000)
    assert "cannot be written" in dialog.told.text()
    dialog.close()


@pytest.mark.gl
def test_only_what_moves_is_offered(screen):
    dialog = opened(screen, STILL)
    assert dialog.motion.findText(RUN) < 0  # no step is taken
    assert dialog.clear.isVisible()
    assert not dialog.seconds.isVisible()
    dialog.motion.setCurrentText(TURN)
    assert dialog.seconds.isVisible()
    assert not dialog.clear.isVisible()
    dialog.view.setCurrentText("Prediction")
    assert dialog.motion.currentText() == STILL
    dialog.close()


def test_frames_are_spread_over_the_time():
    assert shares_of(1, 4, is_closed=True) == [0, 0.25, 0.5, 0.75]
    assert shares_of(1, 5, is_closed=False) == [0, 0.25, 0.5, 0.75, 1]
    assert [in_words(n) for n in (17, 2400, 3_456_789)] == [
        "17 bytes", "2.4 kB", "3.46 MB",
    ]  # fmt: skip
