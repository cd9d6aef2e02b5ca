"""The program is killed: what it was at a moment before, and every saved file, stay."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explorer.keeping import LAST, RUNNING
from models.options import revise
from models.sessions import SavedSession, read_session, write_session
from models.specs import Spec

ROOT = Path(__file__).resolve().parents[2]
PLAY = """
import sys
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from explorer import keeping
from explorer.app import make_application, run
from explorer.window import Window
from models.options import revise
from models.specs import Spec

keeping.MINUTE = 100  # ms
app = make_application()  # kept: without a name it would be gone

def go():
    (window,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, Window))
    window.tour.end()
    if sys.argv[1] == "play":
        window.playback.play(True)
        return
    print(window.offer.isVisible(), flush=True)
    window.offer.take.click()
    QTimer.singleShot(100, lambda: tell(window))

def tell(window):
    if not window.session.step:
        QTimer.singleShot(100, lambda: tell(window))
        return
    print(window.session.step, flush=True)
    window.close()

QTimer.singleShot(1000, go)
run(revise(Spec(), {"plane.resolution": 21, "view.speed": 50.0}), "", "dark", False)
"""
SAVE = """
import sys
from itertools import count
from pathlib import Path
from models.options import revise
from models.sessions import SavedSession, write_session
from models.specs import Spec

print("begun", flush=True)
for step in count(1):
    write_session(Path(sys.argv[1]), SavedSession(Spec(), step=step))
"""


def start(script, *arguments, folder):
    env = os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def steps_kept(folder):
    found = list(folder.rglob(LAST))
    return read_session(found[0]).step if found else 0


@pytest.mark.gl
def test_killed_while_it_plays_it_is_offered_again(tmp_path):
    with start(PLAY, "play", folder=tmp_path) as program:
        end = time.monotonic() + 30
        while steps_kept(tmp_path) < 5 and time.monotonic() < end:
            time.sleep(0.05)
        program.send_signal(signal.SIGKILL)
    kept = steps_kept(tmp_path)
    assert kept >= 5
    with start(PLAY, "look", folder=tmp_path) as program:
        told, _ = program.communicate(timeout=60)
    is_offered, step = told.split()
    assert is_offered == "True"
    assert int(step) == kept


def test_killed_while_it_saves_the_file_is_whole(tmp_path):
    path = tmp_path / "session.json"
    write_session(path, SavedSession(revise(Spec(), {"data.name": "moons"})))
    last = 0
    for wait in (0.0, 0.013, 0.029, 0.051, 0.087):
        with start(SAVE, path, folder=tmp_path) as program:
            assert program.stdout.readline() == "begun\n"
            time.sleep(wait)
            program.send_signal(signal.SIGKILL)
        session = read_session(path)
        last = max(last, session.step)
    assert last > 0


@pytest.mark.gl
def test_asked_to_end_it_keeps_the_session_as_by_its_button(tmp_path):
    with start(PLAY, "play", folder=tmp_path) as program:
        end = time.monotonic() + 30
        while steps_kept(tmp_path) < 5 and time.monotonic() < end:
            time.sleep(0.05)
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=20) == 0
    assert steps_kept(tmp_path) >= 5
    assert not list(tmp_path.rglob(RUNNING)), "and nothing was cut off"
