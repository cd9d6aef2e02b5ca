"""A process that carries on what is long."""

import os
import time
from functools import partial
from itertools import islice

import numpy as np
import pytest

from explorer.play_speed import ADAM
from explorer.worker import STINT, WORTH, Worker
from models import engine
from models.digits import load_digits
from models.latent_options import revise as revise_latent
from models.latent_specs import AutoencoderSpec
from models.latent_training import Training
from models.options import revise
from models.specs import Spec

PATIENCE = 60.0  # seconds, for a process
EVERY, PAUSE = 10, 0.001  # numbers, and seconds that they take
SHORT = int(0.3 * WORTH / PAUSE) * EVERY


def count(end, after):
    """Yield numbers up to `end`, each with the process that counted it."""
    start = 0 if after is None else after[0] + 1
    for number in range(start, end):
        if number % EVERY == 0:
            time.sleep(PAUSE)
            yield None  # where it could be stopped
        yield number, os.getpid()
    if end < 0:
        raise ValueError("there is nothing to count")


def load(after):
    """Yield items that are too large for a pipe to hold."""
    while True:
        time.sleep(STINT)  # so that each goes by itself
        yield os.getpid(), np.zeros(10**6)


def fail_elsewhere(home, after):
    for number, process in said(count(10**6, after)):
        if process != home:
            raise RuntimeError("lost")
        yield number, process


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def started():
    """A process that is up, which several tests share, and what was counted first."""
    worker = Worker()
    yield worker, crossed(worker.follow(partial(count, 10**9)))
    worker.close()


@pytest.fixture
def running(started):
    return started[0]


def crossed(items):
    """Return items up to the first hundred from elsewhere."""
    found, end = [], time.monotonic() + PATIENCE
    for item in said(items):
        found.append(item)
        if item[1] != os.getpid():
            return [*found, *islice(said(items), 99)]
        assert time.monotonic() < end, "the process never came up"
    return found


def said(items):
    return (item for item in items if item is not None)


def test_what_is_short_needs_no_process(worker):
    items = list(said(worker.follow(partial(count, SHORT))))
    assert {process for _, process in items} == {os.getpid()}
    assert worker._process is None


def test_what_is_long_is_carried_on_without_a_gap(started):
    numbers, processes = zip(*started[1], strict=True)
    assert numbers == tuple(range(len(numbers)))
    assert len(set(processes)) == 2


def test_what_comes_next_is_carried_on_at_once_and_to_its_end(running):
    items = list(said(running.follow(partial(count, 5000), (99, 0))))
    assert [number for number, _ in items] == list(range(100, 5000))
    assert os.getpid() not in {process for _, process in items}


def test_what_is_large_is_left_for_another(running):
    for _ in range(5):  # with more of it still on its way
        process, ballast = next(said(running.follow(load, (0, np.zeros(10**6)))))
        assert process != os.getpid()
        assert not ballast.any()


def test_a_process_that_dies_is_not_missed(worker):
    items = said(worker.follow(partial(count, 10**9)))
    before = crossed(items)
    process = worker._process
    process.kill()
    after = [next(items)]
    while after[-1][1] != os.getpid():
        after.append(next(items))
    numbers = [number for number, _ in (*before, *after)]
    assert numbers == list(range(len(numbers)))
    assert process.exitcode is not None


def test_what_fails_there_is_computed_here(worker):
    crossed(worker.follow(partial(count, 10**9)))
    process = worker._process
    go = partial(fail_elsewhere, os.getpid())
    items = list(islice(said(worker.follow(go)), 200))
    assert items == [(number, os.getpid()) for number in range(200)]
    assert process.exitcode is not None, "it is closed"


def test_what_fails_here_is_told(worker):
    with pytest.raises(ValueError, match="nothing to count"):
        list(worker.follow(partial(count, -1)))


def test_a_descent_is_carried_on_bit_for_bit(running):
    go = partial(engine.race, revise(Spec(), ADAM))
    both = zip(said(running.follow(go)), go(), strict=True)
    for (there,), (here,) in islice(both, 300):
        assert there.index == here.index
        assert there.loss == here.loss
        np.testing.assert_array_equal(there.theta, here.theta)
        assert not there.theta.flags.writeable
    np.testing.assert_array_equal(there.memory[0], here.memory[0])


def test_a_training_is_carried_on_bit_for_bit(running):
    spec = revise_latent(
        AutoencoderSpec(), {"hourglass.layers": (8,), "learning.epochs": 4}
    )
    go = Training(spec, load_digits())
    both = zip(said(running.follow(go)), said(go(None)), strict=True)
    for there, here in both:
        assert (there.index, there.loss) == (here.index, here.loss)
        np.testing.assert_array_equal(there.theta, here.theta)
        assert not there.theta.flags.writeable
