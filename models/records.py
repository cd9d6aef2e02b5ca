"""A whole run in numbers: what `export` writes as .npz, without a display."""

from itertools import islice
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.data import data_of
from models.files import write_whole
from models.landscapes import measure
from models.objectives import make_objective
from models.options import to_json
from models.projections import project
from models.snapshots import Step
from models.specs import Spec
from models.surveys import plane_of
from models.training import train


def run(spec: Spec, steps: int) -> list[Step]:
    """Return the start and up to `steps` steps: fewer where the descent diverges."""
    return list(islice(train(spec), steps + 1))


def record(spec: Spec, steps: int) -> dict[str, NDArray[Any]]:
    """Return the surface, the descents and the data by name, in double precision."""
    objective, data = make_objective(spec), data_of(spec)
    walked = run(spec, steps)
    plane = plane_of(spec, walked)
    *_, surface = measure(objective, plane, spec.plane.resolution)
    assert surface is not None
    thetas = np.stack([step.theta for step in walked])
    xy, off_plane = project(plane, thetas)
    gradient = objective.gradient(thetas[-1:])[0]
    return {
        "axis_x": surface.axis_x,
        "axis_y": surface.axis_y,
        "loss": surface.loss,
        "origin": plane.origin,
        "direction_x": plane.direction_x,
        "direction_y": plane.direction_y,
        "thetas": thetas[None],
        "losses": np.array([[step.loss for step in walked]]),
        "path": xy[None],
        "off_plane": off_plane[None],
        "gradient": gradient,
        "inputs": data.inputs,
        "targets": data.targets,
        "is_held_out": data.is_held_out,
        "spec": np.array(to_json(spec)),
    }


def write_npz(path: FilePath, arrays: dict[str, NDArray[Any]]) -> None:
    """Write `arrays` to `path`, whole or not at all."""
    write_whole(path, lambda at: np.savez(at, allow_pickle=False, **arrays))
