"""Looking back, branching off, and taking settings back."""

import numpy as np
import pytest

from explorer.session import Lanes, Session
from explorer.undo import TOGETHER, Undo
from explorer.walk import MOST_LEFT
from models.options import revise
from models.specs import Spec
from tests.explorer.instant import Instant

ADAM = revise(
    Spec(),
    {
        "data.name": "moons",
        "data.samples": 30,
        "network.hidden": (3,),
        "plane.resolution": 21,
        "plane.kind": "random",
        "optimizer.name": "adam",
        "batch.size": 7,
    },
)


@pytest.fixture
def session(qapp):
    session = Session(ADAM, Lanes(*(Instant() for _ in range(5))))
    session.open()
    session.tick(0)
    return session


@pytest.fixture
def seen(session):
    seen = {"walked": [], "recorded": [], "branched": [()], "told": [""]}
    session.walked.connect(lambda *shown: seen["walked"].append(shown))
    session.recorded.connect(lambda *shown: seen["recorded"].append(shown))
    session.branched.connect(seen["branched"].append)
    session.told.connect(seen["told"].append)
    return seen


def walk(session, steps):
    session.playback.advance(steps)
    for _ in range(2):
        session.tick(0)


def numbers(path, step):
    return step.index, step.loss, step.theta.tolist(), path.xy.tolist()


def test_a_moment_is_shown_again_exactly_as_it_was_live(session, seen):
    live = {}
    for _ in range(12):
        walk(session, 1)
        path, step = seen["walked"][-1]
        live[step.index] = numbers(path, step)
    for index in (3, 11, 0, 7):
        session.playback.look_back(index)
        path, step = seen["walked"][-1]
        assert numbers(path, step) == live.get(index, numbers(path, step))
        assert step.index == index
        assert len(path.losses) == index + 1
        (whole,), at, is_back = seen["recorded"][-1]
        assert (len(whole.losses), at.index, is_back) == (13, index, True)
    assert seen["told"][-1].startswith("Step 7 of 12: what is played from here")


def test_steps_and_epochs_back_and_forth(session, seen):
    walk(session, 20)
    for by, index in ((-1, 19), (-1, 18), (1, 19), (1, 20), (1, 21)):
        session.playback.step(by)
        for _ in range(2):
            session.tick(0)
        assert seen["walked"][-1][1].index == index
    session.playback.leap(-1)  # ⌈30 / 7⌉ steps
    assert seen["walked"][-1][1].index == 16
    session.playback.leap(-100)
    assert seen["walked"][-1][1].index == 0
    session.playback.step(-1)
    assert seen["walked"][-1][1].index == 0
    session.playback.look_back(10**9)
    assert seen["walked"][-1][1].index == 21
    assert not seen["recorded"][-1][2]


def test_a_branch_without_a_change_repeats_the_original_bit_for_bit(session, seen):
    walk(session, 30)
    original = session._walk.whole.steps
    session.playback.look_back(11)
    walk(session, 19)
    again = session._walk.whole.steps
    assert [step.index for step in again] == list(range(31))
    for ours, theirs in zip(again, original, strict=True):
        assert np.array_equal(ours.theta, theirs.theta)
        assert (ours.loss, ours.seen) == (theirs.loss, theirs.seen)
    (left,) = seen["branched"][-1]
    assert len(left.losses) == 31


def test_a_change_while_looking_back_branches_off_there(session, seen):
    walk(session, 30)
    session.playback.look_back(10)
    session.edit({"optimizer.learning_rate": 0.5})
    walk(session, 5)
    path, step = seen["walked"][-1]
    assert step.index == 15
    (left,) = seen["branched"][-1]
    np.testing.assert_array_equal(path.xy[:11], left.xy[:11])
    assert not np.array_equal(path.xy[11:], left.xy[11:16])
    session.edit({"plane.seed": 3})  # another plane: both are seen in it
    for _ in range(3):
        session.tick(0)
    (moved,) = seen["branched"][-1]
    path, _ = seen["walked"][-1]
    np.testing.assert_allclose(path.xy[0], moved.xy[0], atol=1e-12)
    assert not np.allclose(moved.xy[-1], left.xy[-1])
    session.playback.reset()
    for _ in range(2):
        session.tick(0)
    assert seen["branched"][-1] == ()


def test_the_plane_moves_while_the_walker_looks_back(session, seen):
    walk(session, 30)
    session.playback.look_back(10)
    session.edit({"plane.seed": 3})
    for _ in range(3):
        session.tick(0)
    path, step = seen["walked"][-1]
    assert (step.index, len(path.xy)) == (10, 11)
    (ahead,) = seen["branched"][-1]
    np.testing.assert_allclose(ahead.xy[:11], path.xy, atol=1e-12)


def test_rivals_look_back_and_go_on_with_the_walker(session, seen):
    steps = []
    session.raced.connect(steps.append)
    rivals = {"race.names": ("momentum", "adam"), "race.rates": (0.1, 0.2)}
    session.edit({**rivals, "race.sizes": (7, 0)})
    walk(session, 30)
    assert [step.index for step in steps[-1]] == [30, 30, 30]
    assert [len(path.losses) for path in seen["branched"][-1]] == [31, 31]
    live = steps[-1]
    session.playback.look_back(12)
    assert [step.index for step in steps[-1]] == [12, 12, 12]
    assert [len(path.losses) for path in seen["branched"][-1]] == [13, 13, 31]
    walk(session, 18)
    for ours, theirs in zip(steps[-1], live, strict=True):
        assert np.array_equal(ours.theta, theirs.theta)
    session.edit({"race.rates": (0.1, 0.5)})  # they go on, one by another rule
    walk(session, 1)
    assert [step.index for step in steps[-1]] == [31, 31, 31]
    session.edit({"race.names": (), "race.rates": (), "race.sizes": ()})
    walk(session, 1)
    assert [step.index for step in steps[-1]] == [1]


RIVAL = {"race.names": ("momentum",), "race.rates": (0.1,), "race.sizes": (7,)}


def test_where_the_descent_was_undone_its_steps_come_back_by_redo(session, seen):
    session.edit(RIVAL)
    walk(session, 5)
    step = seen["walked"][-1][1]
    session.undo()
    assert seen["told"][-1] == (
        "The descent starts again, now alone; redo brings back its 5 steps."
    )
    session.redo()
    assert seen["walked"][-1][1] is step


def test_rivals_that_come_let_all_begin_again_and_undo_brings_the_steps_back(
    session, seen
):
    walk(session, 30)
    path, step = seen["walked"][-1]
    session.edit(RIVAL)
    assert seen["told"][-1] == (
        "The descent starts again, now with 1 rival; undo brings back its 30 steps."
    )
    walk(session, 5)
    session.edit({"plane.seed": 3})
    walk(session, 1)
    session.undo()
    session.undo()
    assert seen["walked"][-1][1] is step
    for _ in range(3):
        session.tick(0)
    np.testing.assert_allclose(seen["walked"][-1][0].xy, path.xy, atol=1e-12)
    assert seen["branched"][-1] == ()
    walk(session, 1)
    assert seen["walked"][-1][1].index == 31
    session.redo()  # and so does redo, those of the race
    assert seen["walked"][-1][1].index == 6
    assert len(seen["branched"][-1]) == 1


def test_who_has_not_moved_loses_nothing_by_a_rival(session, seen):
    session.edit(RIVAL)
    assert seen["told"][-1] == ""


def test_undo_brings_back_a_look_back_and_its_branches(session, seen):
    walk(session, 20)
    session.playback.look_back(5)
    walk(session, 10)
    session.playback.look_back(8)
    session.edit(RIVAL)
    walk(session, 3)
    session.undo()
    assert seen["walked"][-1][1].index == 8
    assert [len(path.losses) for path in seen["branched"][-1]] == [21, 16]
    session.playback.look_back(15)
    walk(session, 1)
    assert seen["walked"][-1][1].index == 16


def test_the_branch_that_goes_out_of_sight_is_told_of(session, seen):
    walk(session, 10)
    for index in range(MOST_LEFT):
        session.playback.look_back(5)
        walk(session, 2 + index)
        assert seen["told"][-1] == ""
    assert len(seen["branched"][-1]) == MOST_LEFT
    session.playback.look_back(5)
    walk(session, 2)
    assert seen["told"][-1].endswith("the oldest is shown no more.")
    assert len(seen["branched"][-1]) == MOST_LEFT


def test_one_can_look_back_from_where_it_diverged(session, seen):
    session.edit({"optimizer.name": "gradient_descent", "loss.name": "squared"})
    session.edit({"data.name": "six_points", "network.hidden": ()})
    session.edit({"optimizer.learning_rate": 0.2, "batch.size": 0})
    walk(session, 50)
    end = seen["walked"][-1][1].index
    assert "diverged" in seen["told"][-1]
    session.playback.step(-1)
    assert seen["walked"][-1][1].index == end - 1
    session.edit({"optimizer.learning_rate": 0.01})
    walk(session, 50)
    assert seen["walked"][-1][1].index == end + 49


def test_undo_and_redo(session, seen):
    session.edit({"plane.extent": 2.0})
    session.edit({"optimizer.learning_rate": 0.2})
    session.undo()
    assert session.spec.optimizer.learning_rate == 0.05
    assert session.spec.plane.extent == 2.0
    session.undo()
    assert session.spec == ADAM
    session.undo()
    assert session.spec == ADAM
    session.redo()
    session.redo()
    assert session.spec.optimizer.learning_rate == 0.2
    session.undo()
    session.edit({"view.opacity": 0.5})
    session.redo()  # there is nothing to make again after something else
    assert session.spec.optimizer.learning_rate == 0.05


def test_a_drag_is_undone_at_once():
    now = [0.0]
    undo, specs = Undo(lambda: now[0]), [Spec()]
    for rate in (0.1, 0.2, 0.3):
        now[0] += 0.5 * TOGETHER
        specs.append(revise(Spec(), {"optimizer.learning_rate": rate}))
        undo.note(*specs[-2:])
    assert undo.back(specs[-1]) == specs[0]
    assert undo.forward(specs[0]) == specs[-1]
    now[0] += 2 * TOGETHER
    undo.note(specs[-1], specs[1])
    assert undo.back(specs[1]) == specs[-1]


@pytest.fixture
def skipped(session):
    skipped = []
    session.playback.skipping.connect(skipped.append)
    return skipped


def test_skipping_ends_where_the_descent_is_to_stop(session, seen, skipped):
    session.edit({"stop.steps": 40})
    session.playback.skip()
    assert skipped == [0.0]
    for _ in range(3):
        session.tick(0)
    assert seen["walked"][-1][1].index == 40
    assert seen["told"][-1].startswith("stopped at step 40")
    assert skipped[-1] is None
    session.playback.skip()
    session.tick(0)
    assert seen["walked"][-1][1].index == 40, "there is nothing beyond the end"


@pytest.mark.parametrize(
    "stop",
    [
        lambda session: session.playback.skip(),
        lambda session: session.playback.play(False),
        lambda session: session.playback.look_back(1),
        lambda session: session.edit({"data.seed": 5}),
    ],
)
def test_skipping_can_be_stopped(session, skipped, stop):
    walk(session, 3)
    session.playback.skip()
    stop(session)
    assert skipped[-1] is None
    for _ in range(3):
        session.tick(0)
    assert session.is_settled or session._walk.has_arrived
    assert session._walk.last.index <= 3


def test_one_goes_to_a_step_that_was_and_to_one_that_is_to_come(session, seen):
    walk(session, 10)
    session.playback.go_to("step", 4)
    assert seen["recorded"][-1][1].index == 4
    session.playback.go_to("step", 25.0)
    session.tick(0)
    assert seen["walked"][-1][1].index == 25
    assert not seen["recorded"][-1][2], "the path goes on; it is no branch"


def test_one_goes_to_an_epoch(session, seen):
    walk(session, 3)
    session.playback.go_to("epoch", 4.0)
    session.tick(0)
    assert seen["walked"][-1][1].epoch == 4.0
    session.playback.go_to("epoch", 2.0)
    assert seen["recorded"][-1][1].epoch == 2.0


@pytest.mark.parametrize("asked", ["abc", None, -1, 1e9, float("nan")])
def test_there_is_no_going_to_what_is_no_step(session, seen, asked):
    walk(session, 3)
    session.playback.go_to("step", asked)
    assert seen["told"][-1] == "The step to go to must be from 0 to 1,000,000."
    assert session._walk.last.index == 3


def test_one_looks_back_before_there_is_a_surface(session, seen):
    walk(session, 3)
    session._lanes.surface.take = lambda most: []  # it takes its time
    session.edit({"data.seed": 3})
    walk(session, 5)
    recorded = len(seen["recorded"])
    session.playback.look_back(2)
    session.playback.step(-1)
    assert len(seen["recorded"]) == recorded
    assert session._walk.last.index == 1
    del session._lanes.surface.take
    session.tick(0)
    session.tick(0)
    (path, *_), step, is_back = seen["recorded"][-1]
    assert (len(path.xy), step.index, is_back) == (6, 1, True)


def test_on_the_way_to_the_end_one_looks_now_and_then(session, seen):
    class Slow(Instant):
        """A lane that has two steps ready at a time."""

        def take(self, most):
            return super().take(min(most, 2))

    session._lanes.descent.__class__ = Slow
    session.edit({"stop.steps": 40})
    session.playback.skip()
    looks = len(seen["walked"])
    for _ in range(19):
        session.tick(0.05)
    assert 2 <= len(seen["walked"]) - looks <= 5
    session.tick(0.05)
    assert seen["walked"][-1][1].index == 40, "but the end is shown at once"
    session.edit({"stop.steps": 60})
    session.playback.skip()
    session.tick(0.01)
    session.playback.skip()
    assert seen["walked"][-1][1].index == 42, "and so is where one stops"
    assert seen["recorded"][-1][1].index == 40


def test_a_change_that_is_taken_back_costs_no_step(session, seen):
    walk(session, 12)
    session.playback.look_back(5)
    session.edit({"optimizer.learning_rate": 0.5})
    assert seen["told"][-1].startswith("Step 5 of 12")
    session.undo()
    session.playback.look_back(12)
    (whole,), at, is_back = seen["recorded"][-1]
    assert (len(whole.losses), at.index, is_back) == (13, 12, False)


def test_what_was_changed_while_looking_back_acts_where_it_goes_on(session, seen):
    walk(session, 12)
    session.playback.look_back(5)
    session.edit({"optimizer.name": "gradient_descent"})
    session.playback.look_back(12)
    walk(session, 1)
    (path, step), (_, before) = seen["walked"][-1], seen["walked"][-2]
    assert (step.index, len(path.losses)) == (13, 14)
    alpha = session.spec.optimizer.learning_rate
    np.testing.assert_allclose(step.theta, before.theta - alpha * before.gradient)


def test_a_step_on_from_the_end_says_that_there_is_none(session, seen):
    session.edit({"stop.steps": 8})
    walk(session, 20)
    assert seen["walked"][-1][1].index == 8
    session.playback.step(1)
    session.tick(0)
    assert seen["walked"][-1][1].index == 8
    assert seen["told"][-1] == "stopped at step 8: it was to take 8 steps"


def test_a_change_of_the_rule_does_not_end_a_skip(session, seen):
    session.edit({"stop.steps": 300})
    session.playback.skip()
    session.edit({"optimizer.learning_rate": 0.001})
    for _ in range(4):
        session.tick(0.3)
    assert seen["walked"][-1][1].index == 300
