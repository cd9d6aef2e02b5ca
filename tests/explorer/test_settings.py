"""Where the program keeps what it remembers."""

import pytest

from explorer import settings as kept
from explorer.driver import note_path


@pytest.fixture
def beside(monkeypatch, tmp_path):
    monkeypatch.setattr(kept, "PORTABLE", tmp_path / "portable")
    monkeypatch.setattr(kept, "_beside", False)
    return tmp_path / "portable"


def test_it_is_the_place_of_the_platform(beside):
    for place in (kept.folder(), kept.cache(), note_path()):
        assert beside not in place.parents


def test_portable_it_is_all_beside_the_program(beside):
    kept.keep_beside_program()
    assert kept.folder() == beside
    for place in (kept.cache(), note_path()):
        assert beside in place.parents
    kept.settings().setValue("look/theme", "dark")
    kept.settings().sync()
    assert [path.suffix for path in beside.iterdir()] == [".ini"]
    assert kept.settings().value("look/theme") == "dark"
