"""Planes through parameter space, and what is seen in them."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalog import NORMALISERS
from models.directions import parts_of, random_directions
from models.objectives import make_objective
from models.options import revise
from models.parameters import draw_parameters
from models.planes import make_plane
from models.points import drawn_of, start_of
from models.predictions import predict
from models.projections import project, trace
from models.records import record, run
from models.scales import short
from models.snapshots import Anchors, frozen
from models.specs import Spec
from models.stale import AHEAD
from models.surveys import anchors_of, plane_of
from models.trails import Trail
from models.training import train
from tests.models.nets import KINDS, spec_of


@pytest.mark.parametrize("kind", KINDS)
def test_the_slice_passes_through_the_start(kind):
    spec = spec_of(**kind)
    _, off_plane = project(make_plane(spec), start_of(spec)[None])
    assert off_plane[0] < 1e-12
    assert np.array_equal(start_of(spec), draw_parameters(spec.shape, 0))


def test_axes_of_two_weights_are_the_weights_themselves():
    spec = spec_of(**KINDS[1])
    plane = make_plane(spec)
    theta = plane.theta(1.25, -0.5)
    assert (theta[5], theta[20]) == (1.25, -0.5)
    assert (plane.name_x, plane.name_y) == ("w₂₂ of layer 1", "w₃₃ of layer 2")
    assert "the other 29 parameters" in plane.note
    assert not plane.is_exact


def test_each_unit_moves_as_far_as_its_weights_are_long():
    spec = spec_of(plane__kind="random")
    plane, drawn = make_plane(spec), draw_parameters(spec.shape, 0)
    for direction in (plane.direction_x, plane.direction_y):
        unit = [1, 5, 9]  # the second unit of layer 1: two weights and its bias
        assert np.linalg.norm(direction[unit]) == pytest.approx(
            np.linalg.norm(drawn[unit])
        )
    assert not np.array_equal(plane.direction_x, plane.direction_y)


@given(
    st.lists(st.integers(1, 4), max_size=3),
    st.booleans(),
    st.integers(0, 9),
    st.sampled_from(list(NORMALISERS)),
)
@settings(max_examples=40)
def test_random_directions_are_at_right_angles_and_of_equal_length(
    hidden, bias, seed, normalise
):
    spec = spec_of(network__hidden=tuple(hidden), network__bias=bias)
    parts = parts_of(spec.shape, normalise)
    basis = random_directions(parts, draw_parameters(spec.shape, 0), seed)
    gram = basis @ basis.T
    assert gram[0, 1] == pytest.approx(0, abs=1e-9 * gram[0, 0])
    assert gram[1, 1] == pytest.approx(gram[0, 0], rel=1e-9)


def test_on_a_random_plane_the_path_goes_down_the_arrow():
    spec = revise(Spec(), {"plane.kind": "random", "optimizer.learning_rate": 1e-3})
    plane = make_plane(spec)
    start, after = run(spec, 1)
    path = trace(plane, [start])
    way = trace(plane, [start, after]).xy
    way = way[1] - way[0]
    cosine = way @ path.gradient / np.linalg.norm(way) / np.linalg.norm(path.gradient)
    assert cosine == pytest.approx(-1, abs=1e-9)


def test_what_is_fixed_is_named_with_its_value():
    spec = revise(Spec(), {"data.name": "blood_pressure"})
    drawn = draw_parameters(spec.shape, 0)
    assert make_plane(spec).note == (
        f"slice along w_age and w_weight; fixed: b = {short(drawn[2])}"
    )


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(0, 3))
@settings(max_examples=50)
def test_projection_finds_the_nearest_point_of_the_plane(x, y, away):
    plane = make_plane(spec_of(plane__kind="random"))
    normal = np.random.default_rng(0).normal(size=plane.origin.shape)
    for direction in np.linalg.qr(np.stack([plane.direction_x, plane.direction_y], 1))[
        0
    ].T:
        normal -= (normal @ direction) * direction
    normal /= np.linalg.norm(normal)
    xy, off_plane = project(plane, (plane.theta(x, y) + away * normal)[None])
    assert xy[0] == pytest.approx([x, y], abs=1e-9)
    assert off_plane[0] == pytest.approx(away, abs=1e-9)


def test_a_path_in_two_pieces_is_the_path():
    spec = spec_of()
    steps, plane = run(spec, 20), make_plane(spec)
    whole = trace(plane, steps)
    pieces = trace(plane, steps[12:], trace(plane, steps[:12]))
    for name in ("indices", "losses", "xy", "off_plane", "gradient"):
        assert np.array_equal(getattr(whole, name), getattr(pieces, name))
    assert whole.off_plane[0] < 1e-12 < whole.off_plane[-1]


def test_a_layers_part_is_as_long_as_the_layer():
    spec = spec_of(plane__kind="random", plane__normalise="layer")
    plane, drawn = make_plane(spec), drawn_of(spec)
    for weights, biases, _, _ in spec.shape.layers():
        layer = slice(weights.start, biases.stop)
        expected = np.linalg.norm(drawn[layer])
        for direction in (plane.direction_x, plane.direction_y):
            assert np.linalg.norm(direction[layer]) == pytest.approx(expected)
    assert plane.name_y == "random direction 2, layer-normalised"


def test_plain_directions_are_as_long_as_all_the_weights():
    plane = make_plane(spec_of(plane__kind="random", plane__normalise="none"))
    expected = np.linalg.norm(plane.origin)
    assert np.linalg.norm(plane.direction_x) == pytest.approx(expected)
    assert plane.name_x == "random direction 1, plain"


def test_start_and_end_of_the_path_lie_in_its_plane():
    spec = spec_of(plane__kind="path", optimizer__learning_rate=0.5)
    steps = run(spec, AHEAD)
    plane = plane_of(spec)
    path = trace(plane, steps)
    assert path.off_plane[0] < 1e-12
    assert path.off_plane[-1] < 1e-9
    assert path.off_plane.max() > 1e-3
    assert path.xy[0] == pytest.approx([0, 0], abs=1e-12)
    assert path.xy[-1] == pytest.approx(
        [np.linalg.norm(steps[-1].theta - steps[0].theta), 0], abs=1e-9
    )
    reach = np.abs(path.xy - plane.centre).max()
    assert 0.7 * plane.extent < reach < plane.extent


def test_no_other_second_direction_leaves_less_of_the_path():
    spec = spec_of(plane__kind="path", optimizer__learning_rate=0.5)
    thetas = np.stack([step.theta for step in run(spec, AHEAD)])
    plane = make_plane(spec, Anchors(path=thetas))
    _, ours = project(plane, thetas)
    rng = np.random.default_rng(0)
    for _ in range(20):
        other = rng.normal(size=len(plane.origin))
        other -= (other @ plane.direction_x) * plane.direction_x
        away = thetas - thetas[0]
        basis = np.stack([plane.direction_x, other / np.linalg.norm(other)])
        left = away - away @ basis.T @ basis
        assert (ours**2).sum() <= (left**2).sum() + 1e-12


def test_after_another_rule_the_plane_follows_the_steps_that_were_taken():
    before = spec_of(plane__kind="path")
    steps = list(islice(train(before), 31))
    after = revise(before, {"optimizer.name": "adam"})
    path = anchors_of(after, Trail(tuple(steps))).path
    *_, end = islice(train(after, steps[-1]), AHEAD + 1)
    assert np.array_equal(path[0], steps[0].theta)
    assert np.array_equal(path[-1], end.theta)
    plane = plane_of(after, Trail(tuple(steps)))
    _, off_plane = project(plane, np.stack([steps[0].theta, end.theta]))
    assert off_plane == pytest.approx([0, 0], abs=1e-9)


def test_a_plane_of_the_path_keeps_still_for_as_long_as_it_was_looked_ahead():
    spec = spec_of(plane__kind="path", optimizer__learning_rate=0.5)
    steps = run(spec, 2 * AHEAD)
    ahead, early, late = (
        plane_of(spec, Trail(tuple(steps[:k]))) for k in (0, 50, 2 * AHEAD)
    )
    assert np.array_equal(ahead.direction_x, early.direction_x)
    assert ahead.last == early.last == 0
    assert late.last == steps[2 * AHEAD - 1].index
    assert not np.array_equal(ahead.direction_x, late.direction_x)


def test_principal_directions_are_those_of_the_singular_values():
    spec = spec_of(plane__kind="principal", optimizer__learning_rate=0.5)
    thetas = np.stack([step.theta for step in run(spec, AHEAD)])
    plane = make_plane(spec, Anchors(path=thetas))
    centred = thetas - thetas.mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    for k, direction in ((-1, plane.direction_x), (-2, plane.direction_y)):
        assert abs(direction @ vectors[:, k]) == pytest.approx(1, abs=1e-6)
    share = round(100 * values[-1] / values.sum())
    assert plane.name_x == f"principal direction 1, {share} %"


def test_the_steepest_curvatures_are_the_hessians_own():
    spec = spec_of(plane__kind="hessian")
    plane, objective = make_plane(spec), make_objective(spec)
    theta = plane.origin
    step, count = 1e-5, len(theta)
    ahead, behind = (
        objective.gradient(theta + sign * step * np.eye(count)) for sign in (1, -1)
    )
    hessian = (ahead - behind) / (2 * step)
    values = np.linalg.eigvalsh(0.5 * (hessian + hessian.T))
    for direction, value in ((plane.direction_x, -1), (plane.direction_y, -2)):
        assert direction @ hessian @ direction == pytest.approx(values[value], rel=1e-5)
    assert plane.name_x == f"steepest curvature, λ = {short(values[-1])}"


def kept(spec, *points):
    values = tuple(np.concatenate(points).tolist())
    names = tuple("ABCDE"[: len(points)])
    return revise(spec, {"kept.names": names, "kept.values": values})


def test_three_kept_points_lie_in_their_plane_and_in_its_square():
    spec = spec_of()
    points = np.random.default_rng(1).normal(size=(3, spec.count))
    spec = revise(kept(spec, *points), {"plane.kind": "points"})
    plane = make_plane(spec)
    xy, off_plane = project(plane, points)
    assert off_plane.max() < 1e-12
    assert (np.abs(xy - plane.centre) < plane.extent).all()
    assert (plane.name_x, plane.name_y) == ("A → B", "towards C")


def test_three_points_on_a_line_still_make_a_plane():
    spec = spec_of()
    a, b = np.random.default_rng(1).normal(size=(2, spec.count))
    spec = revise(kept(spec, a, b, 2 * b - a), {"plane.kind": "points"})
    plane = make_plane(spec)
    assert abs(plane.direction_x @ plane.direction_y) < 1e-12
    assert np.linalg.norm(plane.direction_y) == pytest.approx(1)


@pytest.mark.parametrize("kind", ["weights", "random", "path", "principal", "hessian"])
def test_a_plane_goes_through_its_centre(kind):
    spec = spec_of(plane__kind=kind, optimizer__learning_rate=0.5)
    steps = run(spec, 30)
    centred = revise(spec, {"plane.centre": "walker"})
    plane = plane_of(centred, Trail(tuple(steps)))
    xy, off_plane = project(plane, steps[-1].theta[None])
    assert off_plane[0] < 1e-12
    assert xy[0] == pytest.approx(plane.centre, abs=1e-9)
    point = np.random.default_rng(2).normal(size=spec.count)
    at_point = revise(kept(spec, point), {"plane.centre": "kept"})
    assert project(plane_of(at_point, Trail(tuple(steps))), point[None])[1][0] < 1e-9


def test_a_descent_that_goes_nowhere_gets_random_directions():
    spec = revise(
        Spec(),
        {
            "data.name": "tanh_curve",
            "network.hidden": (1,),
            "network.bias": False,
            "start.theta": (0.0, 0.0),
            "plane.kind": "path",
        },
    )
    assert plane_of(spec).name_x.startswith("random direction 1")


def test_a_prediction_is_what_the_model_says_there():
    spec = Spec()
    prediction = predict(spec, start_of(spec), frozen([0.5, -1.0]), (0.5, -1.0))
    (axis,) = prediction.axes
    np.testing.assert_allclose(prediction.walker.outputs[0], -2 * axis + 2)
    np.testing.assert_allclose(prediction.hovered.outputs[0], 0.5 * axis - 1)
    assert prediction.walker.loss == pytest.approx(39.125)
    assert prediction.hovered_at == (0.5, -1.0)
    assert axis[0] < 0 < 5 < axis[-1]


def test_classes_are_predicted_as_probabilities():
    spec = spec_of()
    prediction = predict(spec, 5 * start_of(spec), None, None)
    outputs = prediction.walker.outputs
    assert outputs.shape == (1, len(prediction.axes[0]) * len(prediction.axes[1]))
    assert 0 < outputs.min() < 0.4 < 0.6 < outputs.max() < 1
    assert prediction.hovered is None


def forward(theta, inputs, targets):
    """Return the mean log loss of a 2-4-3-1 tanh network, by numpy alone."""
    w1, b1, w2, b2, w3, b3 = np.split(theta, [8, 12, 24, 27, 30])
    hidden = np.tanh(inputs @ w1.reshape(2, 4) + b1)
    hidden = np.tanh(hidden @ w2.reshape(4, 3) + b2)
    z = hidden @ w3 + b3
    return np.logaddexp(0, np.where(targets > 0.5, -z, z)).mean()


@pytest.mark.parametrize("centre", ["start", "walker", "kept"])
@pytest.mark.parametrize(
    "kind", ["weights", "random", "path", "principal", "hessian", "points"]
)
def test_every_slice_is_the_loss_of_the_models_in_its_plane(kind, centre):
    points = np.random.default_rng(3).normal(size=(3, 31))
    spec = kept(spec_of(optimizer__learning_rate=0.5), *points)
    changes = {"plane.kind": kind, "plane.centre": centre, "plane.resolution": 21}
    found = record(revise(spec, changes), 5)
    inputs, targets = found["inputs"], found["targets"][:, 0]
    for i, j in ((0, 0), (20, 3), (10, 10), (7, 20)):
        theta = (
            found["origin"]
            + found["axis_x"][i] * found["direction_x"]
            + found["axis_y"][j] * found["direction_y"]
        )
        expected = forward(theta, inputs, targets)
        assert found["loss"][i, j] == pytest.approx(expected, rel=1e-9)
