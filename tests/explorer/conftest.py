"""A scene on the screen."""

import pytest

from explorer.scene.gl import probe_gl
from tests.explorer.scenes import bowl, make_view, show


@pytest.fixture
def probe(qapp):
    probe = probe_gl()
    assert probe.ok, probe.text
    return probe


@pytest.fixture
def view(qtbot, probe):
    view = make_view(probe.is_software)
    qtbot.addWidget(view)
    failures = []
    view.failed.connect(failures.append)
    show(view, bowl())
    with qtbot.waitSignal(view.drawn):
        view.show()
    yield view
    assert not failures
