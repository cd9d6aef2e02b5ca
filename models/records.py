"""A whole run in numbers: what `export` writes as .npz, without a display."""

import csv
from dataclasses import replace
from itertools import islice
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.comparisons import other_of
from models.data import data_of
from models.files import write_whole
from models.landscapes import measure
from models.objectives import make_objective
from models.options import to_json
from models.points import names_of
from models.projections import project
from models.snapshots import Step, Surface
from models.specs import Spec
from models.surveys import plane_of
from models.trails import Trail
from models.training import race, train


def run(spec: Spec, steps: int) -> list[Step]:
    """Return the start and up to `steps` steps: fewer where the descent diverges."""
    return list(islice(train(spec), steps + 1))


def record(spec: Spec, steps: int) -> dict[str, NDArray[Any]]:
    """Return the surface, the descents and the data by name, in double precision."""
    objective, data = make_objective(spec), data_of(spec)
    raced = list(zip(*islice(race(spec.descents), steps + 1), strict=True))
    own, *rivals = (Trail(tuple(steps)) for steps in raced)
    plane = plane_of(spec, replace(own, beside=tuple(rivals)))
    *_, surface = measure(objective, plane, spec.plane.resolution)
    assert surface is not None
    thetas = np.array([[step.theta for step in steps] for steps in raced])
    seen = [project(plane, own) for own in thetas]
    gradient = objective.gradient(thetas[0, -1:])[0]
    return _against(spec, surface) | {
        "axis_x": surface.axis_x,
        "axis_y": surface.axis_y,
        "loss": surface.loss,
        "origin": plane.origin,
        "direction_x": plane.direction_x,
        "direction_y": plane.direction_y,
        "thetas": thetas,
        "losses": np.array([[step.loss for step in steps] for steps in raced]),
        "path": np.array([xy for xy, _ in seen]),
        "off_plane": np.array([away for _, away in seen]),
        "gradient": gradient,
        "inputs": data.inputs,
        "targets": data.targets,
        "is_held_out": data.is_held_out,
        "spec": np.array(to_json(spec)),
    }


def _against(spec: Spec, surface: Surface) -> dict[str, NDArray[Any]]:
    """Return the loss that the surface is compared with, if it is with any."""
    if (other := other_of(spec)) is None:
        return {}
    *_, found = measure(make_objective(other), surface.plane, len(surface.axis_x))
    assert found is not None
    return {"loss_against": found.loss}


def write_csv(path: FilePath, spec: Spec, arrays: dict[str, NDArray[Any]]) -> None:
    """Write a row for each step of each descent, whole or not at all."""
    write_whole(path, lambda at: _write_table(at, spec, arrays))


def _write_table(at: FilePath, spec: Spec, arrays: dict[str, NDArray[Any]]) -> None:
    names = names_of(spec)
    with at.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(
            ["descent", "step", "loss", "plane_x", "plane_y", "off_plane", *names]
        )
        parts = (arrays[name] for name in ("losses", "path", "off_plane", "thetas"))
        for descent, (losses, path, away, thetas) in enumerate(
            zip(*parts, strict=True)
        ):
            columns = np.column_stack([losses, path, away, thetas])
            for step, row in enumerate(columns.tolist()):
                table.writerow([descent, step, *(f"{value:.17g}" for value in row)])
