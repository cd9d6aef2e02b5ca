"""How fast an autoencoder trains in its tab, and how fast its codes are drawn."""

import time
from dataclasses import replace

import numpy as np
from PyQt6.QtWidgets import QApplication

from explorer.app import SIZE, make_window
from explorer.latent.tab import LatentTab
from explorer.play_speed import wait
from models.latent_moments import Moment
from models.specs import Spec

FRAMES = 60
PEOPLE: dict[str, object] = {
    "images.name": "faces",
    "hourglass.layers": (256,),
    "hourglass.bottleneck": 16,
    "hourglass.activation": "elu",
    "learning.epochs": 60,
}


def latent_figures(app: QApplication) -> dict[str, float]:
    """Train digits and people as fast as it goes; draw the codes of the latter."""
    window = make_window(app, Spec(), "light")
    window.resize(*SIZE)
    window.show()
    try:
        wait(app, lambda: window.is_settled)
        window.show_tab("autoencoder")
        tab = window.latent
        assert tab is not None
        wait(app, lambda: tab.session.is_settled)
        digits = _trained(app, tab)
        tab.session.edit(PEOPLE)
        wait(app, lambda: tab.session.is_settled)
        people = _trained(app, tab)
        assert tab.session.visit is not None
        return {
            "digits, 200 epochs in the tab, s": digits,
            "people, 60 epochs in the tab, s": people,
            "codes of 4,000 images, frames a second": _drawn(
                app, tab, tab.session.visit.moment
            ),
        }
    finally:
        window.close()


def _trained(app: QApplication, tab: LatentTab) -> float:
    """Return how many seconds it takes to skip to the end."""
    begun = time.perf_counter()
    tab.session.playback.skip()
    wait(app, lambda: tab.session.is_settled, 600.0)
    return time.perf_counter() - begun


def _drawn(app: QApplication, tab: LatentTab, moment: Moment) -> float:
    begun, step = time.perf_counter(), np.array([0.01, 0.0])
    for frame in range(FRAMES):
        moved = replace(moment, points=moment.points + frame % 2 * step)
        tab.plot.show_moment(moved)
        app.processEvents()
    return FRAMES / (time.perf_counter() - begun)
