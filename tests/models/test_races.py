"""Races: side by side it is as it would be alone."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from models.catalog import OPTIMIZERS
from models.options import from_json, parse_changes, revise, to_json
from models.projections import project
from models.records import record
from models.specs import MOST_RIVALS, Spec
from models.stale import stale
from models.surveys import plane_of
from models.training import race, train

ALL = [name for name in OPTIMIZERS if name != "gradient_descent"][:MOST_RIVALS]
SIZES = (0, 0, 7, 7, 7, 16, 1)
MOONS = {
    "data.name": "moons",
    "data.samples": 40,
    "network.hidden": (4, 3),
    "batch.size": 7,
    "optimizer.learning_rate": 0.02,
}


def race_of(names, rates, sizes, **settings):
    race = {"race.names": names, "race.rates": rates, "race.sizes": sizes}
    return revise(Spec(), {**MOONS, **race, **settings})


def test_a_race_of_eight_equals_eight_single_runs():
    spec = race_of(tuple(ALL), (0.02,) * len(ALL), SIZES)
    assert len(spec.descents) == 8
    raced = list(zip(*islice(race(spec.descents), 61), strict=True))
    for own, together in zip(spec.descents, raced, strict=True):
        alone = list(islice(train(own), 61))
        for ours, theirs in zip(together, alone, strict=True):
            assert (ours.index, ours.seen) == (theirs.index, theirs.seen)
            np.testing.assert_allclose(ours.theta, theirs.theta, rtol=0, atol=1e-12)
            assert ours.loss == pytest.approx(theirs.loss, rel=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_equals_are_equal_and_each_goes_on_from_any_step(name):
    spec = race_of((name,) * 2, (0.02, 0.01), (7, 7), **{"optimizer.name": name})
    steps = list(islice(race(spec.descents), 31))
    walker, equal, other = steps[-1]
    assert np.array_equal(walker.theta, equal.theta)
    assert not np.array_equal(walker.theta, other.theta)
    *_, again = islice(race(spec.descents, steps[12]), 18)
    mixed = steps[12][0], steps[20][1], steps[12][2]  # no longer at the same step
    *_, apart = islice(race(spec.descents, mixed), 18)
    for ours, same, near in zip(steps[-1], again, apart, strict=True):
        assert np.array_equal(ours.theta, same.theta)
        assert ours.loss == same.loss
        if ours is not equal:
            np.testing.assert_allclose(near.theta, ours.theta, rtol=0, atol=1e-8)
    assert apart[1].index == 38


def test_a_rival_that_changes_its_rule_leaves_its_team():
    spec = race_of(("adam",) * 2, (0.02,) * 2, (7, 7), **{"optimizer.name": "adam"})
    *_, lasts = islice(race(spec.descents), 11)
    other = revise(spec, {"race.names": ("adam", "momentum")})
    *_, after = islice(race(other.descents, lasts), 10)
    back = revise(other, {"race.names": ("adam", "adam")})
    *_, ends = islice(race(back.descents, after), 10)
    assert np.array_equal(ends[0].theta, ends[1].theta)
    alone = list(islice(train(back.descents[2], after[2]), 10))
    np.testing.assert_allclose(ends[2].theta, alone[-1].theta, rtol=0, atol=1e-12)
    assert not np.array_equal(ends[2].theta, ends[1].theta)


def test_the_walker_of_a_race_is_as_it_is_without():
    spec = race_of(("adam",), (0.1,), (0,))
    alone = replace(spec, race=Spec().race)
    for (ours, _), theirs in zip(
        islice(race(spec.descents), 30), train(alone), strict=False
    ):
        np.testing.assert_allclose(ours.theta, theirs.theta, rtol=0, atol=1e-13)


def test_one_that_has_ended_waits_for_the_others():
    settings = {"data.name": "six_points", "network.hidden": (), "batch.size": 0}
    spec = race_of(
        ("gradient_descent",) * 2,
        (0.2, 0.05),
        (0, 0),
        **{"data.samples": None},
        **settings,
    )
    lasts = list(islice(race(spec.descents), 200))
    walker, wild, tame = lasts[-1]
    assert (wild.index, walker.index, tame.index) == (5, 199, 199)
    assert "diverged at step 5" in wild.verdict
    assert not walker.verdict


@pytest.mark.parametrize(
    ("names", "rates", "sizes", "sentence"),
    [
        (("adam",), (), (0,), "race.names, race.rates and race.sizes must be equally"),
        (("adam",) * 8, (0.1,) * 8, (0,) * 8, "at most 7 rivals, not 8"),
        (("adams",), (0.1,), (0,), "race.names must be any of"),
        (("adam",), (-1.0,), (0,), "race.rates must be numbers from"),
    ],
)
def test_what_cannot_race_is_refused(names, rates, sizes, sentence):
    with pytest.raises(ValueError, match=sentence):
        race_of(names, rates, sizes)


def test_rivals_that_are_named_alone_have_what_the_walker_has():
    wanted = parse_changes(
        ["race.names=adam,momentum", "optimizer.learning_rate=0.3", "batch.size=4"]
    )
    race = revise(Spec(), wanted).race
    assert (race.rates, race.sizes) == ((0.3, 0.3), (4, 4))
    own = {"race.names": ("adam",), "race.rates": (0.1,)}
    more = revise(revise(Spec(), own), {"race.names": ("adam", "adagrad")})
    assert more.race.rates == (0.1, more.optimizer.learning_rate)
    assert revise(more, {"race.names": ()}).race == Spec().race


def test_newton_is_refused_as_a_rival_too():
    with pytest.raises(ValueError, match="must not be newton"):
        race_of(("newton",), (1.0,), (0,), **{"network.hidden": (16, 16)})


def test_a_race_survives_json():
    spec = race_of(("adam", "momentum"), (0.1, 0.2), (0, 16))
    assert from_json(to_json(spec)) == spec


def test_a_plane_of_the_path_holds_the_paths_of_all():
    rates = (0.1, 0.3)
    spec = race_of(("adam", "momentum"), rates, (0, 0), **{"plane.kind": "path"})
    plane = plane_of(spec)
    for steps in zip(*islice(race(spec.descents), 200), strict=True):
        xy, _ = project(plane, np.stack([step.theta for step in steps]))
        assert (np.abs(xy - plane.centre) <= plane.extent).all()


def test_a_record_holds_all_descents():
    spec = race_of(("adam", "momentum"), (0.1, 0.3), (0, 0), **{"plane.resolution": 21})
    found = record(spec, 12)
    assert found["thetas"].shape == (3, 13, spec.count)
    assert found["path"].shape == (3, 13, 2)
    for k, own in enumerate(spec.descents):
        alone = list(islice(train(own), 13))
        np.testing.assert_allclose(found["thetas"][k, -1], alone[-1].theta, atol=1e-12)
        np.testing.assert_allclose(found["losses"][k], [s.loss for s in alone])


@pytest.mark.parametrize("starts", ["kept", "drawn"])
def test_each_may_start_from_a_point_of_its_own(starts):
    spec = race_of(("adam",) * 3, (0.02,) * 3, (7,) * 3)
    points = np.random.default_rng(0).normal(size=(2, spec.count))
    kept = {"kept.names": ("A", "B"), "kept.values": tuple(points.ravel().tolist())}
    spec = revise(spec, kept | {"race.starts": starts})
    *_, lasts = islice(race(spec.descents), 20)
    begins = [next(train(own)).theta for own in spec.descents]
    for own, last in zip(spec.descents, lasts, strict=True):
        *_, alone = islice(train(own), 20)
        np.testing.assert_allclose(last.theta, alone.theta, rtol=0, atol=1e-12)
    if starts == "kept":
        np.testing.assert_array_equal(begins[1:3], points)
        np.testing.assert_array_equal(begins[3], begins[0])  # there is no third point
    else:
        assert len({begin.tobytes() for begin in begins}) == 4


def test_other_starts_begin_the_race_anew():
    spec = race_of(("adam",), (0.02,), (7,))
    drawn = revise(spec, {"race.starts": "drawn"})
    assert stale(spec, drawn).start
    assert not stale(spec, revise(spec, {"race.rates": (0.5,)})).start
    assert not stale(spec, drawn).problem
