"""Set up Qt before there is an application."""

import gc
import os

os.environ["LANGUAGE"] = "en"  # the texts in tests are those of the code

import hypothesis
import pytest
from PyQt6.QtCore import QCoreApplication, QStandardPaths, Qt

from explorer.driver import note_path, take_away
from explorer.garbage import free_windows

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
QStandardPaths.setTestModeEnabled(True)  # leaves the user's own files alone
worker = os.environ.get("PYTEST_XDIST_WORKER", "")  # of several that test at once


@pytest.fixture(scope="session")
def qapp(qapp):
    """Return the application; each process that tests has settings of its own."""
    qapp.setApplicationName(f"tests{worker}")
    take_away(note_path())  # of a run that was killed
    gc.collect()
    gc.freeze()  # all modules: to collect what is left, widgets, takes a moment
    return qapp


@pytest.fixture(autouse=True)
def _free(request):
    """Let no window outlive its test; nothing else may have to do with the next."""
    yield
    if "qtbot" in request.fixturenames:
        free_windows()
