"""All that can be read in the window is said in the language of the user."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt6.QtGui import QImage

from explorer.app import OTHER_LANGUAGE
from explorer.menu import SYSTEM
from models.language import LANGUAGES

ROOT = Path(__file__).parents[2]


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=180,
    )


def test_no_text_in_the_window_is_left_untranslated():
    done = run("tests/explorer/pseudo.py", PYTHONPATH=ROOT)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr[-2000:]


@pytest.mark.parametrize("lesson", ["5", "20"])
def test_pictures_are_in_dutch_without_a_display(tmp_path, lesson):
    out = tmp_path / "les.png"
    size = "--size", "1000x600"
    done = run("main.py", "export", out, "--lesson", lesson, *size, LANGUAGE="nl")
    assert (done.returncode, done.stderr) == (0, "")
    assert QImage(str(out)).width() == 1000


def test_a_language_is_chosen_in_the_menu_for_the_next_start(qtbot, qapp, monkeypatch):
    from explorer import app
    from explorer.settings import language, settings
    from tests.explorer.test_window import QUICK, Screen

    window = Screen(qtbot, qapp, QUICK).window
    monkeypatch.setattr(app, "settings", settings)
    window.menu.offer_languages(
        language(), lambda name: app._choose_language(window, name)
    )
    actions = {action.text(): action for action in window.menu.languages.actions()}
    assert list(actions) == [*SYSTEM.values(), *LANGUAGES.values()]
    assert actions[SYSTEM["system"]].isChecked()
    actions["Nederlands"].trigger()
    assert language() == "nl"
    assert window.stage.told.text() == OTHER_LANGUAGE
    actions[SYSTEM["system"]].trigger()
    assert language() == "system"
