"""From one surface to another over the same square."""

import numpy as np
import pytest

from models.landscapes import measure
from models.morphs import between, is_rebent, is_same_square
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.specs import Spec
from tests.models.nets import spec_of

SPEC = spec_of(plane__kind="random", network__activation=("tanh",))
BENT = revise(SPEC, {"network.activation": ("sine",)})


def surface_of(spec, side):
    *_, surface = measure(make_objective(spec), make_plane(spec), side)
    return surface


@pytest.fixture(scope="module")
def surfaces():
    return surface_of(SPEC, 17), surface_of(BENT, 17)


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_between_two_surfaces_losses_are_a_share_of_the_way(surfaces, share):
    old, new = surfaces
    found = between(old, new, share)
    assert found.loss == pytest.approx((1 - share) * old.loss + share * new.loss)
    assert found.plane is new.plane


def test_grids_of_other_sides_meet_where_both_have_points(surfaces):
    old, new = surfaces
    finer = between(old, surface_of(BENT, 33), 0.0).loss
    assert finer[::2, ::2] == pytest.approx(old.loss)
    coarser = between(old, surface_of(BENT, 9), 0.0).loss
    assert coarser == pytest.approx(old.loss[::2, ::2])


def test_where_one_is_not_finite_the_new_one_counts(surfaces):
    old, new = surfaces
    holed = np.where(np.arange(17)[:, None] == 8, np.inf, old.loss)
    old = type(old)(old.plane, old.axis_x, old.axis_y, holed)
    found = between(old, new, 0.5).loss
    assert found[8] == pytest.approx(new.loss[8])
    assert np.isfinite(found).all()


def test_a_square_is_the_same_only_at_the_same_weights():
    plane = make_plane(SPEC)
    assert is_same_square(plane, make_plane(BENT))
    for changes in ({"network.seed": 1}, {"plane.extent": 1.3}, {"plane.seed": 1}):
        assert not is_same_square(plane, make_plane(revise(SPEC, changes)))
    assert not is_same_square(plane, make_plane(Spec()))


def test_only_what_is_chosen_bends_a_problem():
    assert is_rebent(SPEC, revise(BENT, {"view.insight": "activation"}))
    assert is_rebent(Spec(), revise(Spec(), {"loss.name": "absolute"}))
    assert not is_rebent(SPEC, SPEC)
    for changes in ({"loss.l2": 0.1}, {"data.noise": 0.3}, {"network.hidden": (2,)}):
        assert not is_rebent(SPEC, revise(BENT, changes))
