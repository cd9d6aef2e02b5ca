"""Where the program keeps what it remembers."""

import os

import pytest
from PyQt6.QtCore import QCoreApplication

from explorer import settings as kept
from explorer.driver import note_path


@pytest.fixture
def beside(monkeypatch, tmp_path):
    monkeypatch.setattr(kept, "PORTABLE", tmp_path / "portable")
    monkeypatch.setattr(kept, "_beside", False)
    monkeypatch.setattr(kept, "NAME", QCoreApplication.applicationName())
    return tmp_path / "portable"


def test_it_is_the_place_of_the_platform(beside):
    for place in (kept.folder(), kept.cache(), note_path()):
        assert beside not in place.parents


def test_portable_it_is_all_beside_the_program(beside):
    kept.begin(["--portable"])
    assert kept.folder() == beside
    for place in (kept.cache(), note_path()):
        assert beside in place.parents
    kept.settings().setValue("look/theme", "dark")
    kept.settings().sync()
    assert [path.suffix for path in beside.iterdir()] == [".ini"]
    assert kept.settings().value("look/theme") == "dark"


def test_the_language_that_is_chosen_is_that_of_the_next_start(beside, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    kept.begin(["--portable"])
    assert kept.language() == "system"
    assert os.environ["LANGUAGE"] == "en"
    kept.settings().setValue(kept.LANGUAGE, "nl")
    kept.begin(["--portable"])
    assert os.environ["LANGUAGE"] == "nl"


def test_without_an_environment_it_is_the_language_of_the_system(beside, monkeypatch):
    for name in kept.SAID_BY:
        monkeypatch.delenv(name, raising=False)
    kept.begin(["--portable"])
    assert os.environ["LANGUAGE"].split(":")[0]
