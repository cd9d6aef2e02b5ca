"""Planes, surfaces, predictions and records, against what they are slices of."""

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import nn

from models.catalog import ACTIVATIONS
from models.landscapes import grid_sides, measure, part_of, tiles
from models.lessons import load_lesson
from models.npz_files import write_npz
from models.objectives import make_objective
from models.options import from_json, revise
from models.parameters import Shape
from models.planes import make_plane
from models.records import record
from models.specs import Spec
from models.surveys import live_side, survey
from tests.models.nets import KINDS, Plain, spec_of


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
        expected = objective.losses(theta[None]).mean()
        assert surface.loss[i, j] == pytest.approx(expected, rel=1e-12)


def test_surfaces_come_coarse_first_with_places_to_stop():
    spec = spec_of(plane__resolution=41)
    items = list(survey(spec))
    surfaces = [item.surface for item in items if item is not None]
    assert grid_sides(41) == [9, 17, 41]
    assert [len(s.axis_x) for s in surfaces] == [9, 17, 41, 41]  # and explained
    assert len(items) > len(surfaces)
    assert items[-2] is None  # a place to stop before the surface is explained
    assert surfaces[-1].loss is surfaces[-2].loss
    exact = record(spec, 0)["loss"]
    np.testing.assert_allclose(surfaces[-1].loss, exact, rtol=2e-5)


def test_a_surface_that_another_will_follow_comes_alone_and_not_so_fine():
    spec = revise(spec_of(plane__resolution=301), {"data.samples": 500})
    (item,) = [item for item in survey(spec, is_live=True) if item is not None]
    assert len(item.surface.axis_x) == live_side(spec) < 301
    assert live_side(spec_of(plane__resolution=41)) == 41


def test_the_finished_surface_has_its_marks():
    *_, before, last = (item for item in survey(load_lesson("6").spec) if item)
    assert before.surface.marks == ()
    (mark,) = last.surface.marks
    assert (mark.kind, mark.loss) == ("minimum", pytest.approx(0.04514286))


@given(
    name=st.sampled_from(["six_points", "moons"]),
    hidden=st.lists(st.integers(1, 4), max_size=3),
    activation=st.lists(st.sampled_from(list(ACTIVATIONS)), max_size=2),
    loss=st.sampled_from(["auto", "squared"]),
    bias=st.booleans(),
    kind=st.sampled_from(["random", "weights"]),
    axes=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    extent=st.sampled_from([0.5, 3.0, 300.0]),
)
@settings(max_examples=150, deadline=None)
def test_every_slice_is_what_a_network_of_torch_loses(
    name, hidden, activation, loss, bias, kind, axes, extent
):
    count = Shape(((2, 1)[name == "six_points"], *hidden, 1), bias).count
    x, y = (axis % max(1, count) for axis in axes)
    assume(count > 1 and x != y)
    spec = revise(
        Spec(),
        {
            "data.name": name, "data.samples": 5, "network.hidden": tuple(hidden),
            "network.activation": activation, "network.bias": bias, "loss.name": loss,
            "plane.kind": kind, "plane.x": x, "plane.y": y, "plane.extent": extent,
        },
    )  # fmt: skip
    objective, plane = make_objective(spec), make_plane(spec)
    *_, surface = measure(objective, plane, 21)
    for i, j in ((0, 0), (3, 17), (10, 10), (20, 4)):
        theta = torch.tensor(plane.theta(surface.axis_x[i], surface.axis_y[j]))
        expected = torch_losses(spec, objective, theta)
        mean = float(expected.mean())  # sines of large sums lose some digits
        assert surface.loss[i, j] == pytest.approx(mean, rel=1e-7)
        np.testing.assert_allclose(surface.table[i, j], expected, rtol=1e-5, atol=1e-37)


class Sine(nn.Module):
    def forward(self, values):
        return values.sin()


def torch_losses(spec, objective, theta):
    """The losses (N,) of one parameter vector, by torch's own layers."""
    bends = {
        "tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid, "gelu": nn.GELU,
        "leaky_relu": nn.LeakyReLU, "elu": nn.ELU, "silu": nn.SiLU,
        "softplus": nn.Softplus, "sine": Sine,
    }  # fmt: skip
    layers, names = [], iter(spec.network.activations)
    for weights, biases, fan_in, fan_out in spec.shape.layers():
        layer = nn.Linear(fan_in, fan_out, spec.network.bias, dtype=torch.float64)
        layer.weight.data = theta[weights].view(fan_in, fan_out).T
        if spec.network.bias:
            layer.bias.data = theta[biases]
        bend = bends.get(next(names, ""), nn.Identity)()
        layers += [layer, bend]
    outputs = nn.Sequential(*layers[:-1])(objective.inputs.T)[:, 0].detach()
    targets = objective.targets[0]
    if spec.loss_name == "log":
        return torch.logaddexp((1 - 2 * targets) * outputs, torch.zeros(5).double())
    if spec.data.choice.has_classes:
        outputs = outputs.sigmoid()
    return (outputs - targets) ** 2


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
@pytest.mark.parametrize("extent", [1.0, 30.0, 1000.0])
def test_single_precision_overflows_nowhere(activation, extent):
    spec = spec_of(
        network__activation=activation, plane__extent=extent, plane__kind="random"
    )
    objective, plane = make_objective(spec), make_plane(spec)
    *_, exact = measure(objective, plane, 61)
    *_, single = measure(objective.cast(torch.float32), plane, 61)
    assert np.isfinite(single.loss).all()
    away = np.abs(single.loss - exact.loss) / exact.loss
    assert np.quantile(away, 0.99) < 1e-5


def test_other_objectives_are_measured_too():
    class Bowl(Plain):
        samples, dtype = 1, torch.float64

        def losses(self, theta):
            return (theta**2).sum(1, keepdims=True)

    *_, surface = measure(Bowl(), make_plane(Spec()), 21)
    x, y = np.meshgrid(surface.axis_x, surface.axis_y, indexing="ij")
    np.testing.assert_allclose(surface.loss, x**2 + y**2, atol=1e-12)
    assert surface.table.shape == (21, 21, 1)


def test_a_part_of_the_samples_has_its_own_surface():
    spec = spec_of()
    objective, plane = make_objective(spec), make_plane(spec)
    *_, surface = measure(objective, plane, 21)
    chosen = np.array([3, 8, 29])
    part = part_of(objective, surface, chosen)
    few = replace(
        objective,
        inputs=objective.inputs[:, chosen],
        targets=objective.targets[:, chosen],
    )
    *_, expected = measure(few, plane, 21)
    np.testing.assert_allclose(part.loss, expected.loss, rtol=1e-6)
    assert not np.allclose(part.loss, surface.loss, rtol=0.01)
    whole = part_of(objective, surface, np.arange(30))
    np.testing.assert_allclose(whole.loss, surface.loss, rtol=1e-6)


def test_what_is_not_finite_stays_so_in_the_parts_that_hold_it():
    class Broken(Plain):
        samples, dtype = 3, torch.float64

        def losses(self, theta):
            return np.tile([1.0, np.inf, np.nan], (len(theta), 1))

    broken = Broken()
    *_, surface = measure(broken, make_plane(Spec()), 21)
    assert np.isnan(surface.loss).all()
    assert np.isposinf(part_of(broken, surface, np.array([0, 1])).loss).all()
    assert (part_of(broken, surface, np.array([0])).loss == 1).all()


def test_too_many_losses_are_not_kept():
    objective, plane, count = (
        make_objective(spec_of()),
        make_plane(spec_of()),
        21**2 * 30,
    )
    *_, surface = measure(objective, plane, 21, most_kept=count)
    assert surface.table is not None
    *_, surface = measure(objective, plane, 21, most_kept=count - 1)
    assert surface.table is None
    with pytest.raises(ValueError, match="no losses of single samples"):
        part_of(objective, surface, np.array([0]))


@given(st.integers(2, 301), st.integers(26, 20_000))
@settings(deadline=None)
def test_tiles_cover_the_grid_once(side, points):
    seen = np.zeros((side, side), int)
    for tile in tiles(side, points):
        seen[tile] += 1
        assert seen[tile].size <= points
    assert (seen == 1).all()


@given(st.integers(21, 301))
def test_grids_double_up_to_the_resolution(resolution):
    sides = grid_sides(resolution)
    assert sides[-1] == resolution
    assert all(a < b < 3 * a for a, b in pairwise(sides))


def test_a_record_hangs_together(tmp_path):
    spec = spec_of(plane__resolution=21, batch__size=7, data__test=0.3)
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
        "inputs": (30, 2), "targets": (30, 1), "is_held_out": (30,), "spec": (),
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
    objective, last = make_objective(spec), found["thetas"][0, -1:]
    np.testing.assert_allclose(
        found["gradient"], objective.gradient(last)[0], rtol=1e-12
    )
    assert found["losses"][0, -1] == pytest.approx(float(objective.losses(last).mean()))
    assert (found["is_held_out"].dtype, found["is_held_out"].sum()) == (bool, 9)
    numbers = found.keys() - {"is_held_out", "spec"}
    assert all(found[name].dtype == np.float64 for name in numbers)


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
