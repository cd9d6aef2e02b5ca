"""Sessions in the window: saved, dropped, kept every minute, restored when cut off."""

from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtCore import QSysInfo, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QFileDialog

from explorer.cli import main
from explorer.export_dialog import ExportDialog
from explorer.filing import WHOLE
from explorer.keeping import CUT_OFF, LAST, RUNNING, Keeping, recent
from explorer.pictures import picture_of
from explorer.settings import settings
from models.options import from_json, revise
from models.own_tables import completed
from models.sessions import MARK, read_session
from tests.explorer.test_window import QUICK, Screen, drop

LEFT = Qt.MouseButton.LeftButton
AGES = 3.5, 7.0, 2.25, 9.0, 5.5, 4.0, 8.0, 6.5, 11.0


@pytest.fixture
def screen(qtbot, qapp):
    settings().clear()
    screen = Screen(qtbot, qapp, QUICK)
    screen.settled()
    yield screen
    screen.window.close()


def played(screen, steps):
    screen.window.session.playback.advance(steps)
    screen.settled()


@pytest.mark.gl
def test_a_saved_session_comes_back_as_it_was(screen, tmp_path):
    window, path = screen.window, tmp_path / "session.json"
    window.session.edit({"optimizer.learning_rate": 0.02})
    played(screen, 7)
    window.stage.scene.look(120.0, 50.0)
    theta = window.session._walk.last.theta.tolist()
    window.files.save(str(path))
    assert path.resolve() in recent()
    window.session.edit({"data.name": "moons"})
    window.stage.scene.home()
    screen.settled()
    drop(window, path)
    screen.settled()
    assert window.session.step == 7
    assert window.session._walk.last.theta.tolist() == theta
    assert window.session.spec.optimizer.learning_rate == 0.02
    camera = window.stage.scene.camera
    assert (camera.azimuth, camera.elevation) == (120.0, 50.0)


@pytest.mark.gl
def test_what_was_cut_off_is_offered_and_restored(screen, tmp_path):
    window = screen.window
    keeping = window.keeping
    assert not keeping.begin(tmp_path)
    assert (tmp_path / RUNNING).exists()
    window.session.edit({"optimizer.learning_rate": 0.03})
    played(screen, 4)
    keeping.keep()
    assert read_session(tmp_path / LAST).step == 4
    other = Keeping(window)
    assert not other.begin(tmp_path), "another window is running: it is not cut off"
    keeping._lock = keeping._folder = None  # as if it were killed
    host = QSysInfo.machineHostName()
    (tmp_path / RUNNING).write_text(f"999999\nother\n{host}\n")
    later = Keeping(window)
    assert later.begin(tmp_path)
    assert (tmp_path / CUT_OFF).exists()
    window.session.edit({"optimizer.learning_rate": 0.5})
    later.restore()
    screen.settled()
    assert window.session.spec.optimizer.learning_rate == 0.03
    assert window.session.step == 4
    later.end()
    assert not (tmp_path / RUNNING).exists()
    assert not (tmp_path / CUT_OFF).exists()
    assert read_session(tmp_path / LAST).step == 4, "it may be looked at again"


@pytest.mark.gl
def test_a_folder_that_cannot_be_written_is_no_loss(screen, tmp_path):
    keeping = Keeping(screen.window)
    (tmp_path / "file").write_text("")
    assert not keeping.begin(tmp_path / "file" / "below")
    keeping.restore()
    assert "There is no last session" in screen.window.stage.told.text()


@pytest.fixture
def dialog(screen):
    screen.qtbot.keyClick(
        screen.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier
    )
    return screen.window.findChild(ExportDialog)


@pytest.mark.gl
def test_a_picture_is_as_large_as_asked_and_opens_again(screen, dialog, tmp_path):
    window, path = screen.window, tmp_path / "picture.png"
    played(screen, 3)
    dialog.says.setChecked(False)
    for view in ("Window", "Surface", "Prediction"):
        dialog.view.setCurrentText(view)
        dialog.scale.setValue(2)
        dialog.write(path)
        widget, image = dialog._widget, QImage(str(path))
        assert (image.width(), image.height()) == (
            2 * widget.width(),
            2 * widget.height(),
        )
    assert dialog.told.text() == "Saved as picture.png."
    with Image.open(path) as picture:
        assert str(tmp_path) not in picture.info[MARK]
    window.session.edit({"data.name": "moons"})
    drop(window, path)
    screen.settled()
    assert window.session.spec == QUICK
    assert window.session.step == 3
    dialog.carries.setChecked(False)
    dialog.write(path)
    with Image.open(path) as picture:
        assert MARK not in picture.info


@pytest.mark.gl
def test_a_picture_has_so_many_pixels_and_says_what_it_is_of(screen, dialog, tmp_path):
    dialog.view.setCurrentText("Surface")
    dialog.says.setChecked(True)
    dialog.wide.setValue(1000)
    dialog.write(tmp_path / "told.png")
    dialog.says.setChecked(False)
    dialog.write(tmp_path / "alone.png")
    told, alone = (QImage(str(tmp_path / f"{n}.png")) for n in ("told", "alone"))
    widget = dialog._widget
    assert alone.width() == told.width() == 1000
    assert alone.height() == round(1000 * widget.height() / widget.width())
    assert told.height() > alone.height() + 20
    assert told.copy(alone.rect()) == alone
    dialog.scale.setValue(3)
    assert dialog.wide.value() == 3 * widget.width()
    dialog.says.setChecked(True)
    dialog.write(tmp_path / "told.svg")
    root = ElementTree.parse(tmp_path / "told.svg").getroot()
    texts = {"".join(node.itertext()).strip() for node in root.iter()}
    assert screen.window.stage.strip.sentences[0] in texts
    dialog.view.setCurrentText("Prediction")
    assert not dialog.says.isVisible()


@pytest.mark.gl
def test_the_steps_are_written_as_a_table(screen, tmp_path):
    played(screen, 3)
    screen.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = screen.window.findChild(ExportDialog)
    dialog.view.setCurrentText("Losses")
    dialog.write(tmp_path / "steps.csv")
    rows = (tmp_path / "steps.csv").read_text().splitlines()
    assert [row.split(",")[1] for row in rows] == ["step", "0", "1", "2", "3"]
    dialog.view.setCurrentText("Surface")
    dialog.write(tmp_path / "numbers.npz")
    with np.load(tmp_path / "numbers.npz", allow_pickle=False) as numbers:
        side = len(numbers["axis_x"])
        assert numbers["loss"].shape == (side, side)
        assert numbers["steps_0"].tolist() == [0, 1, 2, 3]
        assert from_json(str(numbers["spec"])) == screen.window.session.spec
    dialog.view.setCurrentText("Prediction")
    dialog.write(tmp_path / "none.csv")
    assert "no table of Prediction" in dialog.told.text()
    assert not (tmp_path / "none.csv").exists()


@pytest.mark.gl
def test_pictures_are_sharp_and_the_same_twice(screen, dialog):
    dialog.view.setCurrentText("Prediction")
    once, again, small = dialog.image(4), dialog.image(4), dialog.image(1)
    assert once == again
    enlarged = small.scaled(once.size())

    def greys(image):
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        across, down = range(image.width()), range(0, image.height(), 5)
        return [[grey.pixelColor(x, y).red() for x in across] for y in down]

    runs = [
        sum(a != b for row in rows for a, b in pairwise(row))
        for rows in (greys(once), greys(enlarged))
    ]
    assert runs[0] > 1.1 * runs[1], "more is seen than in an enlarged one"


@pytest.mark.gl
def test_vector_pictures_and_transparent_ones(screen, dialog, tmp_path):
    dialog.view.setCurrentText("Window")
    for suffix, begin in ((".svg", b"<?xml"), (".pdf", b"%PDF")):
        path = tmp_path / f"picture{suffix}"
        dialog.write(path)
        assert path.read_bytes().startswith(begin), dialog.told.text()
    root = ElementTree.parse(tmp_path / "picture.svg").getroot()
    texts = {"".join(node.itertext()).strip() for node in root.iter()}
    assert "Landscape" in texts, "letters, not pixels"
    dialog.clear.setChecked(True)
    dialog.view.setCurrentText("Prediction")
    assert picture_of(dialog._widget, 1.0).pixelColor(1, 1).alpha() == 0
    dialog.write(tmp_path / "no" / "picture.png")
    assert "cannot be written: No such file" in dialog.told.text()


@pytest.mark.gl
def test_a_session_with_its_table_opens_where_the_table_is_not(
    screen, tmp_path, monkeypatch, capsys
):
    window, table = screen.window, tmp_path / "children.csv"
    table.write_text("age;height\n" + "\n".join(f"{k};{50 + 6 * k}" for k in AGES))
    spec = revise(QUICK, completed(QUICK.data, {"data.file": str(table)}))
    window.session.adopt(spec)
    screen.settled()
    window.session.playback.advance(9)
    screen.settled()
    path = tmp_path / "whole.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (f"{path}", WHOLE))
    screen.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    table.unlink()
    window.session.adopt(QUICK)
    screen.settled()
    drop(window, path)
    screen.wait(lambda: window.session.spec.data.file.endswith("children.csv"))
    screen.settled()
    inputs = screen.shown["prediction"].data.inputs
    assert window.session.step == 9
    ages = np.array(AGES)
    assert inputs[:, 0] == pytest.approx((ages - ages.mean()) / ages.std())
    assert main(["export", str(tmp_path / "run.npz"), "--open", str(path)]) == 0
    assert len(np.load(tmp_path / "run.npz")["inputs"]) == 9
