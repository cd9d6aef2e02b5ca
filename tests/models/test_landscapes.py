"""Planes, surfaces, predictions and records, against what they are slices of."""

import json
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models.landscapes import grid_sides, measure
from models.objectives import make_objective
from models.options import from_json, revise
from models.planes import make_plane
from models.records import record, write_npz
from models.specs import Spec
from models.surveys import survey

NET = {"data.name": "moons", "data.samples": 30, "network.hidden": (4, 3)}


def spec_of(**changes):
    return revise(Spec(), NET | {k.replace("__", "."): v for k, v in changes.items()})


KINDS = [
    {"plane__kind": "random"},
    {"plane__kind": "weights", "plane__x": 5, "plane__y": 20},
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_slice_is_the_loss_at_its_own_parameters(kind):
    spec = spec_of(**kind)
    objective, plane = make_objective(spec), make_plane(spec)
    *_, surface = measure(objective, plane, 21)
    for i, j in ((0, 0), (3, 17), (10, 10), (20, 4)):
        theta = (
            plane.origin
            + surface.axis_x[i] * plane.direction_x
            + surface.axis_y[j] * plane.direction_y
        )
        expected = float(objective.losses(torch.tensor(theta)[None]).mean())
        assert surface.loss[i, j] == pytest.approx(expected, rel=1e-12)


def test_surfaces_come_coarse_first_with_places_to_stop():
    spec = spec_of(plane__resolution=41)
    items = list(survey(spec))
    surfaces = [item.surface for item in items if item is not None]
    assert grid_sides(41) == [9, 17, 41]
    assert [len(s.axis_x) for s in surfaces] == [9, 17, 41, 41]  # and explained
    assert len(items) > len(surfaces)
    exact = record(spec, 0)["loss"]
    np.testing.assert_allclose(surfaces[-1].loss, exact, rtol=2e-5)


@given(st.integers(21, 301))
def test_grids_double_up_to_the_resolution(resolution):
    sides = grid_sides(resolution)
    assert sides[-1] == resolution
    assert all(a < b < 3 * a for a, b in pairwise(sides))


def test_a_record_hangs_together(tmp_path):
    spec = spec_of(plane__resolution=21, batch__size=7)
    arrays = record(spec, 15)
    write_npz(tmp_path / "run.npz", arrays)
    with np.load(tmp_path / "run.npz", allow_pickle=False) as file:
        found = {name: file[name] for name in file.files}
    count = spec.shape.count
    shapes = {name: array.shape for name, array in found.items()}
    assert shapes == {
        "axis_x": (21,), "axis_y": (21,), "loss": (21, 21),
        "origin": (count,), "direction_x": (count,), "direction_y": (count,),
        "thetas": (1, 16, count), "losses": (1, 16), "path": (1, 16, 2),
        "off_plane": (1, 16), "gradient": (count,),
        "inputs": (30, 2), "targets": (30, 1), "spec": (),
    }  # fmt: skip
    assert from_json(str(found["spec"])) == spec
    json.loads(str(found["spec"]))
    back = found["origin"] + found["path"][0] @ np.stack(
        [found["direction_x"], found["direction_y"]]
    )
    np.testing.assert_allclose(
        np.linalg.norm(found["thetas"][0] - back, axis=1),
        found["off_plane"][0],
        atol=1e-12,
    )
    objective, last = make_objective(spec), torch.tensor(found["thetas"][0, -1:])
    np.testing.assert_allclose(
        found["gradient"], objective.gradient(last)[0], rtol=1e-12
    )
    assert found["losses"][0, -1] == pytest.approx(float(objective.losses(last).mean()))
    assert all(a.dtype == np.float64 for name, a in found.items() if name != "spec")


def test_a_run_that_diverges_is_recorded_up_to_there():
    spec = revise(Spec(), {"optimizer.learning_rate": 0.2, "plane.resolution": 21})
    assert record(spec, 100)["losses"].shape == (1, 6)


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "run.npz"
    path.write_text("old")
    with pytest.raises(TypeError):
        write_npz(path, {"file": np.zeros(1)} | {1: 2})
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
