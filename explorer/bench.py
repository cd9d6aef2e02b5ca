"""Speed, measured in one run, as ratios to what it is compared with."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice

from explorer.slice_speed import NET, ROUNDS, seconds, slice_figures
from models.specs import Spec


def run_bench(as_json: bool) -> int:
    """Measure everything, and print it."""
    from explorer.display import make_display

    display = make_display()
    try:
        figures = {**_start_up(), **slice_figures(), **_descent(), **_frames()}
    finally:
        display.close()
    if as_json:
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
        return 0
    for name, value in figures.items():
        sys.stdout.write(f"{name:<44}{value:>12.3g}\n")
    return 0


def _median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of `work` in seconds, after one round to warm up."""
    work()
    return statistics.median(seconds(work) for _ in range(rounds))


def _descent() -> dict[str, float]:
    """Steps a second of the same network, with batches of 64."""
    from models.options import revise
    from models.training import train

    steps: Iterator[object] = train(revise(Spec(), NET | {"batch.size": 64}))
    taken = _median(lambda: list(islice(steps, 500)))
    return {"descent, steps a second": 500 / taken}


def _frames() -> dict[str, float]:
    """Frames a second of the whole scene, a new surface in each, at 900x600."""
    from PyQt6.QtCore import QEventLoop

    from explorer.app import make_application
    from explorer.scene.gl import probe_gl
    from explorer.scene.view import SceneView
    from models.projections import trace
    from models.records import run
    from models.scales import make_scale
    from models.surveys import survey

    app = make_application()
    gl = probe_gl()
    if not gl.ok:
        return {}
    spec = Spec()
    *_, last = survey(spec)
    assert last is not None
    surface = last.surface
    view, loop = SceneView(is_software=gl.is_software), QEventLoop()
    view.resize(900, 600)
    view.show()
    path, scale = trace(surface.plane, run(spec, 100)), make_scale(surface.loss)
    view.show_path(path)
    view.frameSwapped.connect(loop.quit)

    def frame() -> None:
        view.show_surface(surface, scale, scale)
        loop.exec()

    taken = _median(frame, 60)
    view.close()
    app.processEvents()
    return {"scene, frames a second at 101x101": 1 / taken}


def _start_up() -> dict[str, float]:
    """Seconds from the start of the process to the window and the surface; memory."""
    program = [sys.executable, "-m", "explorer.stopwatch"]
    runs = [
        json.loads(
            subprocess.run(
                program,
                env={**os.environ, "STARTED": str(time.time())},
                stdout=subprocess.PIPE,
                check=True,
                text=True,
            ).stdout
        )
        for _ in range(3)
    ]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}
