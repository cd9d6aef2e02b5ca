"""The session, without threads: the lanes compute when asked."""

import numpy as np
import pytest

from explorer.session import Lanes, Session
from models.data import make_data
from models.draws import batch_at
from models.options import from_json, revise, to_json
from models.specs import Spec
from models.stale import stale
from models.trails import MOST_STEPS
from tests.explorer.instant import Instant

SMALL = revise(Spec(), {"plane.resolution": 21})


@pytest.fixture
def session(qapp):
    session = Session(SMALL, Lanes(*(Instant() for _ in range(5))))
    session.open()
    return session


@pytest.fixture
def seen(session):
    seen = {"path": [], "prediction": [], "surface": [], "told": [], "playing": []}
    session.walked.connect(lambda path, step: seen["path"].append((path, step)))
    session.seen.connect(lambda sight: seen["prediction"].append(sight.prediction))
    session.surface_changed.connect(lambda *shown: seen["surface"].append(shown))
    session.told.connect(seen["told"].append)
    session.playback.playing_changed.connect(seen["playing"].append)
    session.tick(0.0)
    session.tick(0.0)
    return seen


def starts(session):
    return session._lanes.surface.starts, session._lanes.descent.starts


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"optimizer.learning_rate": 0.01}, (0, 1)),
        ({"batch.size": 2}, (0, 1)),
        ({"plane.extent": 2.0}, (1, 0)),
        ({"plane.resolution": 41}, (1, 0)),
        ({"start.theta": (1.0, 1.0)}, (0, 1)),
        ({"network.seed": 1}, (1, 1)),
        ({"data.noise": 0.5}, (1, 1)),
        ({"network.hidden": (2,)}, (1, 1)),
        ({"data.name": "moons"}, (1, 1)),
        ({"view.log_height": True}, (0, 0)),
        ({"view.speed": 100.0}, (0, 0)),
        ({"data.name": "six_points"}, (0, 0)),
    ],
)
def test_restarts_only_what_is_stale(session, seen, change, expected):
    before = starts(session)
    assert session.edit(change)
    after = starts(session)
    assert (after[0] - before[0], after[1] - before[1]) == expected


def test_a_change_is_stale_in_both_directions():
    moons = revise(SMALL, {"data.name": "moons"})
    assert stale(SMALL, moons) == stale(moons, SMALL)
    assert not stale(SMALL, SMALL).problem


def test_the_start_is_shown_before_any_click(seen):
    path, step = seen["path"][-1]
    assert step.index == 0
    assert path.xy.tolist() == [[-2.0, 2.0]]
    assert path.losses[0] == pytest.approx(39.125)
    assert seen["prediction"][-1].walker.loss == pytest.approx(39.125)
    surface, scale, colors = seen["surface"][-1]
    assert surface.loss.shape == (21, 21)
    assert (scale.is_log, colors.is_log) == (False, True)


def test_dragging_a_weight_starts_at_the_last_parameters(session, seen):
    before = session._lanes.descent.starts
    for value in (1.0, 2.0, 3.0):
        session.drag_to(np.array([value, 0.5]))
    session.tick(0.0)
    assert session.spec.start.theta == (3.0, 0.5)
    assert session._lanes.descent.starts == before + 1


def test_a_drag_shows_start_after_start_and_ends_at_the_last(session, seen):
    starts = session._lanes.descent.starts
    for x in (1.0, 1.5):
        session.drag(x, 0.0)
        session.drag(x, 1.0)  # before the screen was drawn again
        assert not session.is_settled
        session.tick(0.0)
        session.tick(0.0)
        assert seen["path"][-1][0].xy.tolist() == [[x, 1.0]]
        assert seen["prediction"][-1].walker is not None
    assert session.spec.start.theta == pytest.approx((1.5, 1.0))
    assert session._lanes.descent.starts == starts + 2


def test_another_problem_lets_go_of_the_walker(session, seen):
    session.drag(1.0, 1.0)
    session.edit({"data.name": "moons"})
    session.tick(0.0)
    session.tick(0.0)
    assert session.spec.start.theta == ()


def test_playing_takes_steps_by_time(session, seen):
    session.edit({"view.speed": 100.0})
    session.playback.play(True)
    for _ in range(5):
        session.tick(0.03)
    assert seen["path"][-1][1].index == 15
    session.playback.play(False)
    session.tick(1.0)
    assert seen["path"][-1][1].index == 15
    assert seen["playing"] == [True, False]


def test_reports_come_at_a_pace_that_can_be_read(session, seen):
    reports = []
    session.reported.connect(lambda path, step: reports.append(step.index))
    walks = len(seen["path"])
    session.edit({"view.speed": 100.0})
    session.playback.play(True)
    for _ in range(20):
        session.tick(0.01)
    assert len(seen["path"]) - walks == 20
    assert reports == [5, 10, 15, 20]
    session.playback.play(False)
    session.playback.advance(3)
    session.tick(0.01)
    assert reports[-1] == 23


def test_a_step_is_one_step(session, seen):
    for number in (1, 2, 3):
        session.playback.advance(1)
        session.tick(0.016)
        session.tick(0.016)
        path, step = seen["path"][-1]
        assert (step.index, len(path.xy)) == (number, number + 1)


def test_the_learning_rate_acts_without_a_restart(session, seen):
    session.playback.advance(3)
    session.tick(0)
    before = seen["path"][-1][1]
    session.edit({"optimizer.learning_rate": 0.01})
    session.playback.advance(1)
    session.tick(0)
    path, after = seen["path"][-1]
    assert after.index == 4
    assert len(path.xy) == 5
    np.testing.assert_allclose(after.theta, before.theta - 0.01 * before.gradient)


def test_a_rate_changed_before_the_first_step_is_used(session):
    steps = []
    session.walked.connect(lambda path, step: steps.append(step))
    session.edit({"optimizer.learning_rate": 0.001})
    session.tick(0)
    session.playback.advance(1)
    session.tick(0)
    first, second = steps[-2:]
    np.testing.assert_allclose(second.theta, first.theta - 0.001 * first.gradient)


def test_reset_goes_back_to_the_same_weights(session, seen):
    session.edit({"network.seed": 5})
    session.tick(0)
    drawn = seen["path"][-1][1].theta
    session.playback.play(True)
    session.tick(1.0)
    assert seen["path"][-1][1].index > 0
    session.playback.reset()
    session.tick(1.0)
    path, step = seen["path"][-1]
    assert not session.playback.is_playing
    assert np.array_equal(step.theta, drawn)
    assert len(path.xy) == 1


def test_a_click_starts_there(session, seen):
    session.tick(0)
    session.start_at(1.5, -0.5)
    session.tick(0)
    assert seen["path"][-1][1].theta.tolist() == [1.5, -0.5]


def test_the_path_is_projected_anew_when_the_plane_changes(session, seen):
    session.edit({"data.name": "moons", "network.hidden": (3,)})
    session.playback.advance(10)
    for _ in range(4):
        session.tick(0)
    before = seen["path"][-1]
    session.edit({"plane.kind": "weights"})
    for _ in range(2):
        session.tick(0)
    after = seen["path"][-1]
    assert after[1].index == before[1].index == 10
    assert after[0].xy.shape == before[0].xy.shape
    assert after[0].xy[-1].tolist() == after[1].theta[:2].tolist()


def test_divergence_pauses_and_is_told(session, seen):
    session.edit({"optimizer.learning_rate": 0.12, "view.speed": 1000.0})
    session.playback.play(True)
    for _ in range(10):
        session.tick(1.0)
    assert seen["told"][-1] == "diverged at step 17: learning rate above 2/λmax = 0.101"
    assert not session.playback.is_playing
    session.playback.reset()
    assert seen["told"][-1] == ""


def test_after_divergence_a_smaller_rate_plays_from_the_start(session, seen):
    session.edit({"optimizer.learning_rate": 0.2, "view.speed": 1000.0})
    session.playback.play(True)
    session.tick(1.0)
    session.edit({"optimizer.learning_rate": 0.05})
    assert "diverged at step 5" in seen["told"][-1]  # it still is
    session.playback.play(True)
    assert seen["told"][-1] == ""
    session.tick(0.05)
    session.tick(0.05)
    path, step = seen["path"][-1]
    assert session.playback.is_playing
    assert 0 < step.index < 110
    assert path.losses[-1] < path.losses[0]


def test_heights_reach_down_to_a_walker_that_leaves_the_slice(session, seen):
    session.edit({"data.name": "moons", "network.hidden": (4,)})
    session.edit({"optimizer.learning_rate": 2.0})
    session.tick(0)
    session.tick(0)
    surface, heights, colors = seen["surface"][-1]
    session.playback.advance(300)
    session.tick(0)
    path, step = seen["path"][-1]
    assert step.loss < surface.loss.min()
    assert seen["surface"][-1][1].low == 0
    assert heights.low == pytest.approx(surface.loss.min())
    shown = len(seen["surface"])
    session.playback.advance(1)
    session.tick(0)
    assert len(seen["surface"]) == shown  # once is enough


def test_a_walker_beyond_the_square_does_not_stretch_the_heights(session, seen):
    changes = {"function.name": "expression", "function.expression": "x^2 - y^2"}
    session.edit(changes | {"start.theta": (0.0, 0.1), "view.speed": 1000.0})
    session.playback.advance(60)
    for _ in range(4):
        session.tick(0.05)
    assert seen["path"][-1][1].loss < -900
    assert -30 < seen["surface"][-1][1].low < 0


def test_what_a_batch_loses_more_than_all_is_said_to_be_cut_off(session, seen):
    session.edit({"batch.size": 1, "view.samples": "batch"})
    session._lanes.surface.is_idle = True
    for _ in range(3):
        session.tick(0.05)
    surface, heights, colors = seen["surface"][-1]
    assert surface.loss.max() > surface.whole.max()
    assert (heights.is_clipped, colors.is_clipped) == (True, True)


def test_a_refused_edit_changes_nothing_and_is_told(session, seen):
    shown = []
    session.spec_changed.connect(shown.append)
    assert not session.edit({"optimizer.learning_rate": -1.0})
    assert session.spec == SMALL
    assert shown == [SMALL]
    assert "optimizer.learning_rate must be" in seen["told"][-1]


def test_a_failure_is_told_and_the_next_edit_recovers(session, seen):
    def broken():
        raise FloatingPointError("overflow")
        yield

    session._lanes.surface.start(broken())
    session.tick(0)
    assert seen["told"][-1] == "The computation failed: overflow."
    session.edit({"plane.extent": 1.0})
    session.tick(0)
    assert seen["surface"][-1][0].plane.extent == 1.0


def test_hovering_looks_at_that_model(session, seen):
    session.hover((0.8371, -1.1429))
    session.tick(0)
    prediction = seen["prediction"][-1]
    assert prediction.hovered.loss == pytest.approx(0.04514, abs=1e-5)
    assert np.linalg.norm(prediction.hovered.gradient) < 2e-3
    session.hover(None)
    session.tick(0)
    assert seen["prediction"][-1].hovered is None


def test_long_paths_are_thinned_and_keep_both_ends(session, seen):
    session.playback.advance(3 * MOST_STEPS)
    for _ in range(3):
        session.tick(0)
    path, step = seen["path"][-1]
    assert step.index == 3 * MOST_STEPS
    assert len(path.indices) <= MOST_STEPS + 1
    assert path.indices[0] == 0
    assert path.indices[-1] == step.index
    assert (np.diff(path.indices) > 0).all()


def test_log_height_is_another_scale_of_the_same_surface(session, seen):
    session.edit({"view.log_height": True})
    (first, linear, _), (second, log, _) = seen["surface"][-2:]
    assert first is second
    assert (linear.is_log, log.is_log) == (False, True)


def test_a_saved_spec_gives_the_same_numbers(session, seen):
    session.edit({"data.name": "circles", "network.hidden": (3,), "batch.size": 16})
    session.playback.advance(20)
    session.tick(0)
    session.tick(0)
    again = Session(
        from_json(to_json(session.spec)), Lanes(*(Instant() for _ in range(5)))
    )
    again.open()
    ends = []
    again.walked.connect(lambda path, step: ends.append(step))
    again.playback.advance(20)
    again.tick(0)
    again.tick(0)
    assert np.array_equal(ends[-1].theta, seen["path"][-1][1].theta)


FOLLOWING = {
    "data.name": "moons",
    "network.hidden": (4,),
    "plane.kind": "random",
    "plane.centre": "walker",
    "optimizer.learning_rate": 0.5,
    "view.speed": 100.0,
}


@pytest.fixture
def live(qapp):
    spec = revise(SMALL, FOLLOWING | {"plane.resolution": 41})
    session = Session(spec, Lanes(*(Instant() for _ in range(5))))
    session.surfaces = []
    session.surface_changed.connect(lambda *shown: session.surfaces.append(shown[0]))
    session.open()
    for _ in range(4):
        session.tick(0.0)
    return session


def test_a_slice_follows_the_walker_while_it_trains(live):
    live.playback.play(True)
    for _ in range(20):
        live.tick(0.05)
    thetas = [surface.plane.origin for surface in live.surfaces]
    assert len({theta.tobytes() for theta in thetas}) > 5
    live.playback.play(False)
    for _ in range(6):
        live.tick(0.0)
    assert live.surfaces[-1].plane.origin.tolist() == live._walk.last.theta.tolist()
    count = len(live.surfaces)
    for _ in range(6):
        live.tick(0.0)
    assert len(live.surfaces) == count  # at rest nothing is computed


def test_a_slice_through_the_start_stays_while_it_trains(live):
    live.edit({"plane.centre": "start"})
    for _ in range(6):
        live.tick(0.0)
    plane = live.surfaces[-1].plane
    count = len(live.surfaces)
    live.playback.play(True)
    for _ in range(20):
        live.tick(0.05)
    assert all(surface.plane is plane for surface in live.surfaces[count:])


def test_a_plane_of_the_path_turns_with_it_now_and_then(live):
    live.edit({"plane.kind": "path", "plane.centre": "start", "view.speed": 1000.0})
    for _ in range(6):
        live.tick(0.0)
    assert live.surfaces[-1].plane.last == 0
    live.playback.play(True)
    for _ in range(40):
        live.tick(0.02)
    live.playback.play(False)
    for _ in range(8):
        live.tick(0.0)
    lasts = [surface.plane.last for surface in live.surfaces]
    assert lasts == sorted(lasts)
    assert 2 < len({last for last in lasts if last}) < 12
    assert lasts[-1] == live._walk.last.index


def test_the_surface_of_one_example_is_its_own_loss(session, seen):
    session.edit({"view.samples": "example", "view.example": 3})
    session.tick(0.0)
    surface = seen["surface"][-1][0]
    x, t = 3.0, 1.6
    w, b = np.meshgrid(surface.axis_x, surface.axis_y, indexing="ij")
    np.testing.assert_allclose(surface.loss, (w * x + b - t) ** 2, rtol=1e-5, atol=1e-6)
    session.edit({"view.samples": "all"})
    session.tick(0.0)
    assert seen["surface"][-1][0].loss.min() == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize("is_idle", [False, True])
def test_the_surface_of_what_is_held_out_comes_and_goes(session, seen, is_idle):
    session.edit({"data.test": 0.5})
    session.tick(0.0)
    data = make_data(session.spec.data)
    x, t = data.inputs[:, 0], data.targets[:, 0]
    steps = session._lanes.descent.starts

    def shown(is_in):
        session._lanes.surface.is_idle = is_idle
        session.tick(0.0)
        surface = seen["surface"][-1][0]
        w, b = np.meshgrid(surface.axis_x, surface.axis_y, indexing="ij")
        losses = (w[..., None] * x[is_in] + b[..., None] - t[is_in]) ** 2
        np.testing.assert_allclose(surface.loss, losses.mean(-1), rtol=1e-5, atol=1e-6)
        return surface

    session.edit({"view.samples": "test"})
    assert shown(data.is_held_out).marks
    session.edit({"view.samples": "example", "view.example": 1})
    shown(np.flatnonzero(~data.is_held_out)[[1]])
    session.edit({"view.samples": "test"})
    session.edit({"view.samples": "example"})  # before the one of the test has come
    shown(np.flatnonzero(~data.is_held_out)[[1]])
    session.edit({"view.samples": "all"})
    shown(~data.is_held_out)
    assert session._lanes.descent.starts == steps


def test_the_sight_follows_what_is_drawn(session, seen):
    grounds = []
    session.seen.connect(lambda sight: grounds.append(sight.ground))
    session.edit({"view.samples": "example", "view.example": 3})
    session.tick(0.0)
    assert grounds[-1].loss == pytest.approx(39.125)
    assert grounds[-1].height == pytest.approx((-2 * 3 + 2 - 1.6) ** 2)


def test_the_surface_of_the_batch_is_that_of_the_next_step(session, seen):
    session.edit({"batch.size": 2, "view.samples": "batch"})
    session._lanes.surface.is_idle = True
    for _ in range(3):
        session.playback.advance(1)
        session.tick(0.05)
        session.tick(0.05)
        session.tick(0.05)
        step = session._walk.last
        batch = batch_at(6, session.spec.batch, step.seen)
        data = make_data(session.spec.data)
        inputs, targets = data.inputs[batch, 0], data.targets[batch, 0]
        surface, heights, _ = seen["surface"][-1]
        w, b = np.meshgrid(surface.axis_x, surface.axis_y, indexing="ij")
        losses = (w[..., None] * inputs + b[..., None] - targets) ** 2
        np.testing.assert_allclose(surface.loss, losses.mean(-1), rtol=1e-5, atol=1e-6)
    assert heights.high == pytest.approx(surface.whole.max(), rel=1e-6)


def test_the_walker_can_be_kept_and_returned_to(session, seen):
    session.playback.advance(5)
    session.tick(0.0)
    theta = seen["path"][-1][1].theta.tolist()
    session.keep()
    session.keep()
    assert session.spec.kept.names == ("A", "B")
    assert list(session.spec.kept_thetas[0]) == theta
    session.playback.reset()
    session.edit({"start.theta": session.spec.kept_thetas[1]})
    session.tick(0.0)
    assert seen["path"][-1][1].theta.tolist() == theta


def test_the_cut_is_computed_while_someone_looks_at_it(session):
    cuts = []
    session.seen.connect(lambda sight: cuts.append(sight.cut))
    for _ in range(3):
        session.tick(0.0)
    assert cuts[-1] is None
    session.watch("cut", True)
    session.tick(0.0)
    assert (cuts[-1].name, cuts[-1].at) == ("w", -2.0)
    session.watch("cut", False)
    session.edit({"view.layers": ("cut",), "cut.along": "y", "cut.at": 1.0})
    session.tick(0.0)
    assert (cuts[-1].name, cuts[-1].at) == ("b", 1.0)


def test_a_click_on_a_kept_point_goes_back_to_it_exactly(session, seen):
    point = (1.2345, -0.5678)
    session.edit({"kept.names": ("A",), "kept.values": point})
    session.pick(1.25, -0.58)
    session.tick(0.0)
    assert tuple(seen["path"][-1][1].theta) == point
    session.pick(1.5, -0.58)
    session.tick(0.0)
    assert tuple(seen["path"][-1][1].theta) == (1.5, -0.58)


def test_the_user_may_fix_the_heights(session, seen):
    session.edit({"view.height_low": 1.0, "view.height_high": 30.0})
    assert (seen["surface"][-1][1].low, seen["surface"][-1][1].high) == (1.0, 30.0)
    session.playback.advance(200)
    session.tick(0.0)  # below the lowest height: it stays as it was fixed
    assert seen["surface"][-1][1].low == 1.0


def test_kept_points_that_mean_nothing_any_more_are_told(session, seen):
    session.playback.advance(5)
    session.tick(0.0)
    session.keep()
    session.keep()
    session.edit({"network.activation": "relu"})
    assert session.spec.kept.names == ("A", "B")
    session.edit({"network.hidden": (2,)})
    assert session.spec.kept.names == ()
    assert seen["told"][-1] == (
        "Dropped: kept points A and B. The model has 7 parameters now, not 2."
    )
    session.edit({"network.hidden": (3,)})
    assert seen["told"][-1] == ""


def test_a_descent_that_was_stopped_goes_on_when_its_end_is_moved(session, seen):
    session.edit({"stop.steps": 20, "view.speed": 1000.0})
    for is_first in (True, False):
        session.playback.play(True)
        for _ in range(3):
            session.tick(0.1)
        last = seen["path"][-1][1]
        assert last.index == (20 if is_first else 35)
        assert not session.playback.is_playing
        assert seen["told"][-1] == last.verdict
        session.edit({"stop.steps": 35} if is_first else {})
        assert seen["told"][-1] == ("" if is_first else last.verdict)
    session.playback.play(True)  # it has ended: from the start again
    session.tick(0.0)
    assert seen["path"][-1][1].index == 0


def test_an_end_that_is_already_passed_stops_at_once(session, seen):
    session.playback.play(True)
    session.tick(1.0)
    now = seen["path"][-1][1].index
    assert session.playback.is_playing
    session.edit({"stop.steps": 1})
    assert not session.playback.is_playing
    assert seen["told"][-1] == f"stopped at step {now}: it was to take 1 step"
    session.tick(1.0)
    assert seen["path"][-1][1].index == now


def test_when_to_stop_does_not_turn_the_plane(session):
    before = revise(SMALL, {"data.name": "moons", "network.hidden": (3,)})
    was = stale(before, revise(before, {"stop.loss": 0.1}))
    assert (was.rule, was.plane, was.start) == (True, False, False)


def test_how_the_loss_bends_is_computed_while_someone_looks(session):
    sights = []
    session.seen.connect(sights.append)
    for is_watched in (False, True, False):
        session.tick(0.0)
        session.watch("gauge", is_watched)
        session.tick(0.0)
        assert (sights[-1].bend is not None) == is_watched
    session.watch("gauge", True)
    session.tick(0.0)
    assert 2 / sights[-1].bend.high == pytest.approx(0.10130, abs=5e-6)


@pytest.fixture
def peaks(qapp):
    spec = revise(SMALL, {"function.name": "peaks"})
    session = Session(spec, Lanes(*(Instant() for _ in range(5))))
    session.open()
    rained = []
    session.rained.connect(rained.append)
    session.tick(0)
    return session, rained


def test_it_rains_until_it_is_asked_to_stop(peaks):
    session, rained = peaks
    session.rain()
    for _ in range(4):
        session.tick(0)
    assert rained[-1].has_ended
    assert len(rained[-1].basins) == 3
    session.rain()
    assert rained[-1] is None


@pytest.mark.parametrize(
    ("change", "is_dry"),
    [
        ({"plane.extent": 2.0}, True),
        ({"optimizer.learning_rate": 0.01}, True),
        ({"function.name": "bowl"}, True),
        ({"start.theta": (1.0, 1.0)}, False),
        ({"race.names": ("adam",), "race.rates": (0.1,), "race.sizes": (0,)}, False),
        ({"stop.steps": 9}, False),
        ({"view.log_height": True}, False),
    ],
)
def test_rain_that_is_stale_is_cleared_and_that_is_said(peaks, change, is_dry):
    session, rained = peaks
    told = []
    session.told.connect(told.append)
    session.rain()
    session.tick(0)
    session.edit(change)
    assert (rained[-1] is None) == is_dry
    assert told[-1].startswith("The rain has dried") == is_dry
    before = len(rained)
    session.tick(0)
    assert not is_dry or len(rained) == before, "no drop of what was cleared"


def test_rules_that_take_one_descent_at_a_time_have_no_rain(peaks):
    session, rained = peaks
    told = []
    session.edit({"optimizer.name": "newton"})
    session.told.connect(told.append)
    session.rain()
    session.tick(0)
    assert told == ["Newton has no rain: it takes one descent at a time."]
    assert rained == []
