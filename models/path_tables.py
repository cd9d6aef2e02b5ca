"""What is on the screen in numbers: the steps of descents as a table, or as arrays."""

import csv
from collections.abc import Sequence
from pathlib import Path as FilePath

import numpy as np

from models.files import write_whole
from models.npz_files import write_npz
from models.options import to_json
from models.snapshots import Path, Surface
from models.specs import Spec

HEADS = (
    "descent", "step", "epoch", "loss", "gradient",
    "plane_x", "plane_y", "off_plane",
)  # fmt: skip


def write_paths(at: FilePath, paths: Sequence[Path]) -> None:
    """Write a row for each kept step of each descent, whole or not at all.

    `gradient` is the length of that which the next step follows; `plane_x` and
    `plane_y` are in the plane that is shown, `off_plane` is the distance to it.

    Raises:
        ValueError: one sentence that names the file, and why it cannot be written.
    """
    write_whole(at, lambda file: _write(file, paths))


def write_arrays(
    at: FilePath, spec: Spec, surface: Surface | None, paths: Sequence[Path]
) -> None:
    """Write the surface that is shown, and the kept steps of each descent.

    `axis_x`, `axis_y`, `loss` (R, R), and the plane they are in: `origin`,
    `direction_x` and `direction_y` (P,). Of the k-th descent `steps_k`, `losses_k`,
    `path_k` (T, 2) in the plane, and `off_plane_k`; and the spec as JSON.

    Raises:
        ValueError: one sentence that names the file, and why it cannot be written.
    """
    arrays = {"spec": np.array(to_json(spec))}
    if surface is not None:
        plane = surface.plane
        arrays |= {
            "axis_x": surface.axis_x,
            "axis_y": surface.axis_y,
            "loss": surface.loss,
            "origin": plane.origin,
            "direction_x": plane.direction_x,
            "direction_y": plane.direction_y,
        }
    for number, path in enumerate(paths):
        arrays |= {
            f"steps_{number}": path.indices,
            f"losses_{number}": path.losses,
            f"path_{number}": path.xy,
            f"off_plane_{number}": path.off_plane,
        }
    write_npz(at, arrays)


def _write(at: FilePath, paths: Sequence[Path]) -> None:
    with at.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADS)
        for number, path in enumerate(paths):
            record = path.record
            figures = np.column_stack(
                [record.epochs, path.losses, record.slopes, path.xy, path.off_plane]
            )
            for step, row in zip(path.indices, figures.tolist(), strict=True):
                told = (f"{value:.9g}" for value in row)
                table.writerow([number, int(step), *told])
