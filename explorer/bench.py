"""Speed, measured in one run, as ratios to what it is compared with."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

import numpy as np

from explorer.latent_speed import latent_figures
from explorer.play_speed import ADAM, play_figures
from explorer.slice_speed import NET, ROUNDS, seconds, slice_figures
from models.specs import MOST_RIVALS, Spec

TAKEN = 300  # steps at a time


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
    """Steps a second of the same network by Adam; and of eight of them, in a race.

    Beside its gradient at the batch, each step has the loss over all examples.
    """
    import models.quiet_torch  # noqa: F401
    from models.objectives import make_objective
    from models.options import revise
    from models.points import start_of
    from models.training import race

    def gradients(count: int) -> float:
        spec = revise(Spec(), NET)
        objective, batch = make_objective(spec), np.arange(10)
        thetas = np.repeat(start_of(spec)[None], count, 0)
        return _median(
            lambda: [objective.gradient(thetas, batch) for _ in range(TAKEN)]
        )

    def pace(changes: dict[str, object]) -> float:
        descents = revise(Spec(), NET | ADAM | changes).descents
        steps: Iterator[object] = race(descents)
        return TAKEN / _median(lambda: list(islice(steps, TAKEN)))

    rivals: dict[str, object] = {
        "race.names": ("adam",) * MOST_RIVALS,
        "race.rates": (0.01,) * MOST_RIVALS,
        "race.sizes": (10,) * MOST_RIVALS,
    }
    one = pace({"batch.size": 10})
    return {
        "descent by Adam, steps a second": pace({"batch.size": 64}),
        "gradients of eight at batch 10, times one": gradients(8) / gradients(1),
        "race of eight at batch 10, times one": one / pace(rivals | {"batch.size": 10}),
    }


def _frames() -> dict[str, float]:
    """Frames a second of the whole scene, a new surface in each, at 900x600.

    Against pyqtgraph's own surface, bare, where PyOpenGL is there to draw it.
    """
    from explorer.app import make_application
    from explorer.scene.gl import probe_gl

    app = make_application()
    gl = probe_gl()
    if not gl.ok:
        return {}
    scenes: dict[str, Callable[[], None]] = {
        "scene, frames a second at 101x101": _whole_scene(101, gl.is_software),
        "scene, frames a second at 201x201": _whole_scene(201, gl.is_software),
    }
    if stock := _stock_surface():
        scenes["pyqtgraph's surface, frames a second at 101x101"] = stock
    rounds = [  # in turns, as other work slows all of them alike
        {name: _median(frame, 12) for name, frame in scenes.items()} for _ in range(5)
    ]
    app.processEvents()
    figures = {
        name: 1 / statistics.median(each[name] for each in rounds) for name in scenes
    }
    whole, _, *stocks = figures.values()
    if stocks:
        figures["scene, times faster than pyqtgraph's"] = whole / stocks[0]
    return figures | play_figures(app) | latent_figures(app)


def _whole_scene(side: int, is_software: bool) -> Callable[[], None]:
    """Return what draws a frame: surface, three paths, 200 arrows, marks and text."""
    from PyQt6.QtCore import QEventLoop

    from explorer.scene.gl_canvas import make_gl_canvas
    from explorer.scene.view import SceneView
    from models.options import revise
    from models.projections import trace
    from models.records import run
    from models.scales import make_scale
    from models.specs import ViewSpec
    from models.surveys import survey

    spec = revise(Spec(), {"plane.resolution": side})
    *_, last = survey(spec)
    assert last is not None
    surface = last.surface
    steps = run(spec, 100)
    view, loop = SceneView(make_gl_canvas(is_software)), QEventLoop()
    view.resize(900, 600)
    view.drawn.connect(loop.quit)
    view.show_paths(tuple(trace(surface.plane, steps[k:]) for k in (0, 20, 50)))
    view.show_spec(ViewSpec(layers=(*ViewSpec().layers, "field", "marks")))
    losses, scale = surface.loss, make_scale(surface.loss)

    def frame() -> None:
        nonlocal losses
        losses = losses * 0.999
        view.show_surface(replace(surface, loss=losses), scale, scale)
        view.show()
        loop.exec()

    return frame


def _stock_surface() -> Callable[[], None] | None:
    """Return what draws a frame of pyqtgraph's surface, or None without PyOpenGL."""
    try:
        import pyqtgraph.opengl as stock
    except ImportError:
        return None
    from PyQt6.QtCore import QEventLoop

    axis = np.linspace(-3, 3, 101)
    heights = np.sin(axis)[:, None] * np.cos(axis) + 0.1 * axis**2
    surface = stock.GLSurfacePlotItem(
        x=axis, y=axis, z=heights, shader="shaded", smooth=True, computeNormals=True
    )
    view, loop = stock.GLViewWidget(), QEventLoop()
    view.resize(900, 600)
    view.addItem(surface)
    view.frameSwapped.connect(loop.quit)

    def frame() -> None:
        nonlocal heights
        heights = heights * 0.999
        surface.setData(z=heights)
        view.show()
        loop.exec()

    return frame


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
