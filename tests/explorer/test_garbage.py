"""Garbage: collected by the window's clock, on the thread of the GUI alone."""

import gc
import threading
import weakref

import pytest

from explorer.garbage import YOUNG, Garbage


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
