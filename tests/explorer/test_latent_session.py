"""The session of an autoencoder, without threads: the lanes compute when asked."""

import numpy as np
import pytest

from explorer.latent.course import ALWAYS, Course, Visit
from explorer.latent.session import LatentLanes, LatentSession
from models.latent_moments import LatentSight, Pointed
from models.latent_options import revise
from models.latent_specs import AutoencoderSpec
from models.latent_stale import latent_stale
from tests.explorer.instant import Instant

QUICK = revise(
    AutoencoderSpec(),
    {
        "images.name": "faces",
        "images.world": "two_knobs",
        "images.size": 24,
        "images.samples": 50,
        "hourglass.layers": (8,),
        "hourglass.bottleneck": 3,
        "batch.size": 16,
        "learning.epochs": 6,
        "view.speed": 10.0,
    },
)


class Seat:
    """A session, and what it tells."""

    def __init__(self, changes=None):
        self.lanes = LatentLanes(Instant(), Instant(), Instant())
        self.session = LatentSession(revise(QUICK, changes or {}), self.lanes)
        names = (
            "gathered", "restarted", "moved", "reported", "recorded", "seen",
            "pointed", "compared", "told",
        )  # fmt: skip
        self.heard = {name: [] for name in names}
        for name, heard in self.heard.items():
            signal = getattr(self.session, name)
            signal.connect(lambda *said, heard=heard: heard.append(said))
        self.session.open()
        self.tick(3)

    def tick(self, times=1, elapsed=0.05):
        for _ in range(times):
            self.session.tick(elapsed)

    def last(self, name):
        return self.heard[name][-1][0]

    def go_to(self, epoch):
        self.session.playback.go_to("epoch", epoch)
        self.tick(4)

    def end(self):
        self.session.playback.skip()
        self.tick(4)

    @property
    def epoch(self):
        return self.session.visit.index

    @property
    def theta(self):
        return self.session.visit.moment.checkpoint.theta


@pytest.fixture
def seat(qapp):
    return Seat()


def test_the_start_is_shown_before_any_click(seat):
    assert seat.last("gathered").count == 50
    assert seat.last("moved").points.shape == (50, 2)
    assert seat.last("reported").index == 0
    assert seat.last("recorded").kept.tolist() == [0]


def test_playing_takes_epochs_by_time_and_a_step_takes_one(seat):
    seat.session.playback.play(True)
    seat.tick(4, 0.05)
    assert seat.epoch == 2
    seat.session.playback.play(False)
    seat.tick(4)
    assert seat.epoch == 2
    seat.session.playback.step(1)
    seat.tick()
    assert seat.epoch == 3


def test_the_end_is_where_it_was_asked_for_and_is_said(seat):
    seat.end()
    assert seat.epoch == 6
    assert seat.last("told") == "Trained for 6 epochs, as asked."
    seat.session.edit({"learning.epochs": 8})
    seat.end()
    assert seat.epoch == 8


@pytest.mark.parametrize(
    ("change", "gathers", "restarts"),
    [
        ({"images.samples": 40}, True, True),
        ({"images.test": 0.4}, False, True),
        ({"hourglass.bottleneck": 2}, False, True),
        ({"hourglass.seed": 1}, False, True),
        ({"learning.noise": 0.1}, False, True),
        ({"batch.size": 8}, False, True),
        ({"optimizer.learning_rate": 0.01}, False, False),
        ({"learning.epochs": 9}, False, False),
        ({"view.axes": "pair"}, False, False),
        ({"view.chosen": (1, 2)}, False, False),
        ({"view.speed": 30.0}, False, False),
        ({"images.file": "elsewhere"}, False, False),
    ],
)
def test_begins_anew_only_what_is_stale(seat, change, gathers, restarts):
    seat.go_to(2)
    counts = [len(seat.heard[name]) for name in ("gathered", "restarted")]
    assert seat.session.edit(change)
    seat.tick(3)
    new = [len(seat.heard[name]) for name in ("gathered", "restarted")]
    assert [b > a for a, b in zip(counts, new, strict=True)] == [gathers, restarts]
    assert seat.epoch == (0 if restarts else 2)


def test_a_change_is_stale_in_both_directions():
    other = revise(QUICK, {"images.name": "digits", "view.map": True})
    assert latent_stale(QUICK, other) == latent_stale(other, QUICK)
    assert not latent_stale(QUICK, QUICK).sight


def test_faces_know_nothing_of_what_only_own_images_have():
    other = revise(QUICK, {"images.colours": "grey"})
    assert not latent_stale(QUICK, other).images


def test_a_refusal_is_a_sentence_and_changes_nothing(seat):
    assert not seat.session.edit({"hourglass.bottleneck": 0})
    assert "from 1 to 256, not 0" in seat.last("told")
    assert seat.session.spec.hourglass.bottleneck == 3


def test_an_edit_is_undone_and_done_again(seat):
    seat.session.edit({"hourglass.bottleneck": 2})
    seat.session.undo()
    assert seat.session.spec.hourglass.bottleneck == 3
    seat.session.redo()
    assert seat.session.spec.hourglass.bottleneck == 2


def test_an_epoch_that_was_is_as_it_was(seat):
    seat.go_to(3)
    was, points = seat.theta, seat.last("moved").points
    seat.end()
    seat.go_to(3)
    assert seat.theta is was
    assert np.array_equal(seat.last("moved").points, points)
    history = seat.last("recorded")
    assert (history.at, history.is_back) == (3, True)
    assert history.kept.tolist() == list(range(7))
    assert "Epoch 3 of 6" in seat.last("told")


def test_a_branch_goes_on_bit_for_bit(seat):
    seat.end()
    whole = seat.theta
    seat.go_to(3)
    seat.session.playback.step(1)  # the next that is kept
    seat.go_to(3)
    seat.session.playback.play(True)
    seat.tick(12)
    assert seat.epoch == 6
    assert np.array_equal(seat.theta, whole)
    history = seat.last("recorded")
    assert history.forks == (3,)
    assert len(history.losses) == 2


def test_another_rule_makes_another_branch(seat):
    seat.end()
    whole = seat.theta
    seat.go_to(3)
    seat.session.edit({"optimizer.learning_rate": 0.02})
    seat.session.playback.play(True)
    seat.tick(12)
    assert seat.epoch == 6
    assert not np.array_equal(seat.theta, whole)


def test_other_axes_draw_the_same_codes_elsewhere(seat):
    seat.go_to(2)
    seat.session.edit({"view.axes": "pair", "view.first": 3, "view.second": 1})
    moment = seat.last("moved")
    assert np.allclose(moment.points, moment.codes[:, [2, 0]])
    seat.go_to(0)  # what was trained before is drawn in these as well
    moment = seat.last("moved")
    assert np.allclose(moment.points, moment.codes[:, [2, 0]])
    seat.end()
    moment = seat.last("moved")
    assert np.allclose(moment.points, moment.codes[:, [2, 0]])


def test_what_is_watched_is_seen_and_nothing_else(seat):
    seat.session.watch(frozenset({"reconstructions"}))
    seat.tick()
    assert seat.last("seen").reconstructions is not None
    assert seat.last("seen").uses is None
    assert isinstance(seat.last("seen"), LatentSight)
    assert [epoch for epoch, _ in seat.last("compared").rows] == [0]


def test_the_image_under_the_pointer_comes_back(seat):
    seat.session.watch(frozenset({"decoded"}))
    seat.session.hover((0.1, 0.2), 7)
    seat.tick()
    pointed = seat.last("pointed")
    assert isinstance(pointed, Pointed)
    assert pointed.number == 7
    assert seat.last("seen").decoded.at.tolist() == [0.1, 0.2]
    seat.session.hover(None, None)
    assert seat.last("pointed") is None


def test_epochs_are_counted_where_batches_are_drawn_with_replacement(qapp):
    seat = Seat({"batch.replace": True, "batch.size": 30, "learning.epochs": 8})
    seat.end()  # 2 batches of 30 are more than the 40 that train
    assert seat.epoch == 8
    assert seat.last("recorded").kept.tolist() == list(range(9))
    assert seat.session.visit.moment.checkpoint.index == 16


@pytest.mark.filterwarnings("ignore:overflow", "ignore:invalid")
def test_one_that_diverges_at_once_says_so_in_the_epoch_it_died_in(qapp):
    seat = Seat(
        {
            "optimizer.name": "gradient_descent",
            "optimizer.learning_rate": 100.0,
            "hourglass.output": "linear",
            "hourglass.activation": "relu",
        }
    )
    seat.end()
    kept = seat.last("recorded").kept.tolist()
    assert kept == list(range(len(kept)))
    assert "diverged" in seat.last("told")
    assert seat.session.visit.moment.checkpoint.has_diverged


def test_without_a_file_images_of_ones_own_are_asked_for(seat):
    seat.session.edit({"images.name": "own"})
    seat.tick(2)
    assert "images.file must name a folder or file" in seat.last("told")
    seat.session.undo()
    seat.tick(3)
    assert seat.epoch == 0


def test_a_long_course_is_thinned_and_keeps_what_is_compared(seat, monkeypatch):
    moment = seat.last("moved")
    monkeypatch.setattr("explorer.latent.course.MOST_BYTES", 0)  # the fewest are kept
    course = Course()
    for number in range(401):
        course = course.extended(Visit(number, moment))
    numbers = [visit.index for visit in course.steps]
    assert len(numbers) <= 10
    assert set(numbers) >= ALWAYS | {400}
    assert len(course.rows) == 401  # losses are known of all
