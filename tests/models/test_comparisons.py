"""A surface against that of another activation or loss, of the same models."""

from itertools import islice

import numpy as np
import pytest
import torch

from models.landscapes import measure
from models.objectives import make_objective
from models.options import revise
from models.records import record
from models.samples import drawn_numbers
from models.specs import Spec
from models.surveys import live_side, narrow, survey
from models.trails import Trail
from models.training import train
from tests.models.nets import KINDS, spec_of

PLANES = [*KINDS, {"plane__kind": "path"}, {"plane__kind": "principal"}]
RELU = {"network.activation": ("relu",)}


def last_of(spec, **given):
    *_, last = survey(spec, dtype=torch.float64, **given)
    return last.surface


def apart(spec, plane, side, samples=None):
    """Return the losses of another problem at the points of a plane."""
    objective = make_objective(spec)
    if samples is not None:
        objective = objective.part(samples)
    *_, surface = measure(objective, plane, side)
    return surface.loss


@pytest.mark.parametrize("kind", PLANES)
@pytest.mark.parametrize(
    ("against", "changes"),
    [
        ("relu", RELU),
        ("squared", {"loss.name": "squared"}),
        ("errors", {"loss.name": "errors"}),
    ],
)
def test_a_difference_is_that_of_two_surfaces(kind, against, changes):
    spec = spec_of(**kind, plane__resolution=21, loss__l2=0.01)
    surface = last_of(revise(spec, {"view.against": against}))
    one = apart(spec, surface.plane, 21)
    other = apart(revise(spec, changes), surface.plane, 21)
    np.testing.assert_allclose(surface.tint, one - other, rtol=1e-9, atol=1e-12)
    assert np.abs(surface.tint).max() > 1e-3
    np.testing.assert_array_equal(surface.plane.origin, last_of(spec).plane.origin)


@pytest.mark.parametrize("name", ["absolute", "huber"])
def test_losses_of_numbers_are_compared_by_closed_form(name):
    spec = revise(Spec(), {"view.against": name, "plane.resolution": 21})
    surface, objective = last_of(spec), make_objective(spec)
    x, t = objective.inputs[0].numpy(), objective.targets[0].numpy()
    w, b = np.meshgrid(surface.axis_x, surface.axis_y, indexing="ij")
    error = np.abs(w[..., None] * x + b[..., None] - t)
    huber = np.where(error < 1, error**2 / 2, error - 0.5)
    other = error if name == "absolute" else huber
    expected = (error**2).mean(-1) - other.mean(-1)
    np.testing.assert_allclose(surface.tint, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    "changes",
    [
        {"view.samples": "example", "view.example": 3},
        {"view.samples": "batch", "batch.size": 5},
    ],
)
@pytest.mark.parametrize("is_live", [False, True])
def test_both_are_of_the_same_examples(changes, is_live):
    spec = revise(spec_of(plane__resolution=21, view__against="relu"), changes)
    trail = Trail(tuple(islice(train(spec), 4)))
    surface = last_of(spec, trail=trail, is_live=is_live)
    numbers = drawn_numbers(spec, trail.steps[-1].seen)
    other = apart(revise(spec, RELU), surface.plane, 21, numbers)
    np.testing.assert_allclose(surface.against, other, rtol=1e-6)
    (again,) = [item.surface for item in narrow(spec, trail, surface) if item]
    np.testing.assert_allclose(again.against, other, rtol=1e-5)
    np.testing.assert_allclose(again.loss, surface.loss, rtol=1e-5)


def test_those_held_out_are_compared_too():
    spec = spec_of(data__test=0.3, plane__resolution=21)
    spec = revise(spec, {"view.samples": "test", "view.against": "relu"})
    surface = last_of(spec)
    *_, other = measure(make_objective(revise(spec, RELU), "test"), surface.plane, 21)
    np.testing.assert_allclose(surface.against, other.loss, rtol=1e-9)


def test_what_is_the_same_differs_nowhere():
    for against in ("tanh", "log"):
        surface = last_of(spec_of(view__against=against, plane__resolution=21))
        assert not surface.tint.any()


def test_every_surface_on_the_way_has_its_difference():
    spec = spec_of(view__against="sine", plane__resolution=41)
    found = [item.surface for item in survey(spec) if item is not None]
    assert [surface.against.shape[0] for surface in found] == [9, 17, 41, 41]
    assert found[-1].against is found[-2].against
    dear = revise(spec, {"data.samples": 2000, "plane.resolution": 301})
    alone = revise(dear, {"view.against": "none"})
    assert live_side(dear) < live_side(alone)  # as there are two to compute
    assert last_of(revise(spec, {"view.against": "none"})).against is None


def test_where_either_is_no_number_there_is_no_difference():
    spec = spec_of(view__against="relu", plane__resolution=21)
    wide = revise(spec, {"plane.extent": 1000.0, "network.activation": ("linear",)})
    surface = last_of(wide)
    holes = ~(np.isfinite(surface.loss) & np.isfinite(surface.against))
    np.testing.assert_array_equal(~np.isfinite(surface.tint), holes)


def test_the_numbers_of_a_run_hold_what_it_is_compared_with():
    spec = spec_of(plane__kind="weights", view__against="relu", plane__resolution=21)
    found = record(spec, 3)
    other = record(revise(spec, {**RELU, "view.against": "none"}), 0)
    np.testing.assert_allclose(found["loss_against"], other["loss"], rtol=1e-12)
    assert "loss_against" not in other
