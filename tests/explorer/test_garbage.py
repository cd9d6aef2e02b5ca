"""Garbage: collected by the window's clock, on the thread of the GUI alone."""

import gc
import threading
import weakref

import pytest
from PyQt6 import sip
from PyQt6.QtWidgets import QComboBox, QDialog, QMenu

from explorer.app import make_window
from explorer.garbage import YOUNG, Garbage, free_windows, let_go
from models.specs import Spec


class Widget:
    """Refers to itself, as a widget does by its slots."""

    def __init__(self):
        self.me = self


@pytest.fixture
def garbage():
    gc.enable()
    garbage = Garbage()
    yield garbage
    garbage.end()
    assert gc.isenabled()


def test_no_thread_frees_a_widget_that_is_gone(garbage):
    gone = weakref.ref(Widget())
    made = threading.Thread(target=lambda: [[] for _ in range(100 * YOUNG)])
    made.start()
    made.join()
    assert gone() is not None
    held = [[] for _ in range(2 * YOUNG)]
    garbage.collect()
    assert gone() is None
    del held


def test_torch_leaves_it_to_the_window(garbage):
    import models.quiet_torch  # noqa: F401

    assert not gc.isenabled()


def menus_of_qt():
    """Return where menus are that were not made in Python."""
    menus = [one for one in gc.get_objects() if issubclass(type(one), QMenu)]
    living = [menu for menu in menus if not sip.isdeleted(menu)]
    return {sip.unwrapinstance(menu) for menu in living if not sip.ispycreated(menu)}


def test_of_a_window_that_is_closed_nothing_is_left(qapp):
    known = menus_of_qt()
    window = make_window(qapp, Spec(), "light", has_gl=False)
    left = weakref.ref(window.session)
    window.close()
    del window
    free_windows()
    assert left() is None
    assert menus_of_qt() <= known


def test_of_a_dialog_that_is_closed_nothing_is_left(qtbot):
    dialog = QDialog()
    dialog.box = QComboBox(dialog)
    dialog.model = dialog.box.model()  # by its address alone
    dialog.accepted.connect(lambda me=dialog: me)
    left = weakref.ref(dialog)
    let_go(dialog)
    dialog.open()
    dialog.reject()
    del dialog
    qtbot.waitUntil(lambda: left() is None)
