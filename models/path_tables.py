"""The steps of descents as a table."""

import csv
from collections.abc import Sequence
from pathlib import Path as FilePath

import numpy as np

from models.files import write_whole
from models.snapshots import Path

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
