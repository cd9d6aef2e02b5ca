"""How fast a descent plays in the window, and how fast one scrubs through it."""

import time
from collections.abc import Callable
from itertools import pairwise

from PyQt6.QtWidgets import QApplication

from explorer.app import SIZE, make_window
from explorer.playback import Playback
from explorer.slice_speed import NET
from models.options import revise
from models.specs import Spec

ADAM = {"optimizer.name": "adam", "optimizer.learning_rate": 0.01}
FASTEST = {"batch.size": 64, "plane.resolution": 101, "view.speed": 10_000.0}
WARM, PLAYED, PATIENCE = 4.0, 5.0, 60.0  # seconds; the first until a process is up
LOOKS = 50  # back, from the end to the start


def play_figures(app: QApplication) -> dict[str, float]:
    """Play the network of the slices by Adam as fast as it goes; then look back."""
    window = make_window(app, revise(Spec(), NET | ADAM | FASTEST), "light")
    window.resize(*SIZE)
    session, playback, drawn = window.session, window.session.playback, list[float]()
    window.stage.scene.drawn.connect(lambda: drawn.append(time.perf_counter()))
    indices = [0]
    session.reported.connect(lambda path, step: indices.append(step.index))
    window.show()
    try:
        wait(app, lambda: session.is_settled)
        playback.play(True)
        wait(app, lambda: False, WARM)
        drawn.clear()
        del indices[:-1]
        wait(app, lambda: False, PLAYED)
        gaps = [later - sooner for sooner, later in pairwise(drawn)]
        steps = indices[-1] - indices[0]
        playback.play(False)
        wait(app, lambda: session.is_settled)
        return {
            "played in the window, steps a second": steps / PLAYED,
            "played in the window, frames a second": len(gaps) / PLAYED,
            "played in the window, worst gap, ms": 1e3 * max(gaps, default=PLAYED),
            "scrubbed, pictures a second": _scrubbed(app, playback, indices[-1], drawn),
        }
    finally:
        window.close()


def _scrubbed(
    app: QApplication, playback: Playback, last: int, drawn: list[float]
) -> float:
    begun = time.perf_counter()
    for look in range(1, LOOKS + 1):
        drawn.clear()
        playback.look_back(last - look * last // LOOKS)
        wait(app, lambda: bool(drawn))
    return LOOKS / (time.perf_counter() - begun)


def wait(
    app: QApplication, is_true: Callable[[], bool], patience: float = PATIENCE
) -> None:
    """Let the window live until something is true, or for so many seconds."""
    end = time.perf_counter() + patience
    while not is_true() and time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.0005)
