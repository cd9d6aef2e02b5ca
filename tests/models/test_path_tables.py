"""Tables of steps: all of them, as they are."""

import csv
from itertools import islice

import numpy as np
import pytest

from models.options import revise
from models.path_tables import HEADS, write_paths
from models.projections import project
from models.records import record, write_csv
from models.specs import Spec
from models.surveys import plane_of
from models.trails import Trail
from models.training import train

SPEC = revise(Spec(), {"plane.resolution": 21})


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_every_step_is_a_row(tmp_path):
    steps = tuple(islice(train(SPEC), 6))
    trail = Trail(steps)
    plane = plane_of(SPEC, trail)
    path = trail.seen_in(plane).path
    write_paths(tmp_path / "run.csv", (path, path))
    heads, *found = rows(tmp_path / "run.csv")
    assert tuple(heads) == HEADS
    assert [row[:2] for row in found] == [
        [str(k), str(n)] for k in (0, 1) for n in range(6)
    ]
    xy, away = project(plane, np.array([step.theta for step in steps]))
    for row, step, at, off in zip(found, steps, xy, away, strict=False):
        slope = np.linalg.norm(step.gradient)
        figures = [step.epoch, step.loss, slope, *at, off]
        assert [float(value) for value in row[2:]] == pytest.approx(figures, rel=1e-8)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(ValueError, match="cannot be written: No such file"):
        write_paths(tmp_path / "none" / "run.csv", ())


def test_a_run_in_numbers_is_a_table_with_all_parameters(tmp_path):
    arrays = record(SPEC, 3)
    write_csv(tmp_path / "run.csv", SPEC, arrays)
    heads, *found = rows(tmp_path / "run.csv")
    assert heads[-2:] == ["w", "b"]
    assert len(found) == 4
    thetas = np.array([[float(v) for v in row[-2:]] for row in found])
    assert np.array_equal(thetas, arrays["thetas"][0])
