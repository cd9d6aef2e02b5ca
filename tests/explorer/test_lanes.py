"""Lanes: what is computed, when, and what of it is seen."""

import threading
import time
from itertools import count

import pytest

from explorer.lanes import Lane


@pytest.fixture
def lane():
    lane = Lane(ahead=3)
    yield lane
    lane.close()


def until(is_true, seconds=5.0):
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.001)


def take(lane, number):
    taken = []
    until(lambda: taken.extend(lane.take(number - len(taken))) or len(taken) == number)
    return taken


def gated(gate, items):
    gate.wait(5)
    yield from items


def test_pulls_a_little_ahead_and_no_further(lane):
    pulled = []
    lane.start(pulled.append(i) or i for i in count())
    assert take(lane, 2) == [0, 1]
    until(lambda: len(pulled) == 5)
    time.sleep(0.05)
    assert pulled == [0, 1, 2, 3, 4]


def test_shows_nothing_of_what_was_replaced(lane):
    lane.start(iter("abcdef"))
    take(lane, 1)
    lane.start(iter(range(3)))
    assert take(lane, 3) == [0, 1, 2]


def test_none_is_only_a_place_to_stop(lane):
    lane.start(iter([None, 1, None, 2, None]))
    assert take(lane, 2) == [1, 2]


def test_a_follower_waits_until_something_was_shown(lane):
    gate = threading.Event()
    lane.start(gated(gate, "a"))
    lane.follow(iter("b"))
    assert lane.take(9) == []
    gate.set()
    assert take(lane, 2) == ["a", "b"]


def test_of_many_followers_only_the_last_is_pulled(lane):
    gate, pulled = threading.Event(), []
    lane.start(gated(gate, "a"))
    for number in range(20):
        lane.follow(pulled.append(n) or n for n in [number])
    gate.set()
    assert take(lane, 2) == ["a", 19]
    assert pulled == [19]


def test_a_follower_starts_at_once_when_nothing_runs(lane):
    lane.follow(iter("a"))
    assert take(lane, 1) == ["a"]
    until(lambda: lane.is_idle)
    lane.follow(iter("b"))
    assert take(lane, 1) == ["b"]


def test_raises_where_it_is_taken_after_what_came_before(lane):
    def broken():
        yield 1
        raise ValueError("boom")

    lane.start(broken())
    assert take(lane, 1) == [1]
    with pytest.raises(ValueError, match="boom"):
        take(lane, 1)
    lane.start(iter([7]))
    assert take(lane, 1) == [7]


def test_a_follower_runs_after_a_failure(lane):
    gate = threading.Event()

    def broken():
        gate.wait(5)
        raise ValueError("boom")
        yield

    lane.start(broken())
    lane.follow(iter([7]))
    gate.set()
    with pytest.raises(ValueError, match="boom"):
        take(lane, 1)
    assert take(lane, 1) == [7]


def test_is_idle_only_when_all_is_taken(lane):
    assert lane.is_idle
    lane.start(iter([1]))
    assert not lane.is_idle
    take(lane, 1)
    until(lambda: lane.is_idle)


def test_spread_is_map_in_order(lane):
    assert list(lane.spread(lambda x: x * x, range(50))) == [x * x for x in range(50)]


def test_spread_raises_what_a_function_raises(lane):
    with pytest.raises(ZeroDivisionError):
        list(lane.spread(lambda x: 1 / x, [1, 0]))


def test_close_ends_every_thread_even_in_the_middle_of_work():
    before = threading.active_count()
    lane = Lane(ahead=10**9)
    lane.start(count())
    list(lane.spread(abs, range(5)))
    assert threading.active_count() > before
    lane.close()
    assert threading.active_count() == before
