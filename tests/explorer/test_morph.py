"""The surface of one loss becomes that of another, without threads."""

import numpy as np
import pytest

from explorer.session import Lanes, Session
from explorer.slices import MORPH
from models.options import revise
from models.specs import Spec
from tests.explorer.instant import Instant


@pytest.fixture
def session(qapp):
    spec = revise(Spec(), {"plane.resolution": 21})
    session = Session(spec, Lanes(*(Instant() for _ in range(5))))
    session.shown = []
    session.surface_changed.connect(lambda *shown: session.shown.append(shown[0].loss))
    session.open()
    settle(session)
    return session


def settle(session, elapsed=0.0):
    for _ in range(6):
        session.tick(elapsed)


def test_another_loss_is_come_to_in_half_a_second(session):
    old = session.shown[-1]
    session.edit({"view.insight": "loss"})
    session.edit({"loss.name": "absolute"})
    settle(session)
    assert session.shown[-1] == pytest.approx(old)
    session.tick(MORPH / 2)
    half = session.shown[-1]
    session.tick(MORPH)
    new = session.shown[-1]
    assert not np.allclose(new, old)
    assert half == pytest.approx((old + new) / 2)
    count = len(session.shown)
    settle(session, MORPH)
    assert len(session.shown) == count  # it has arrived


def test_it_has_not_settled_while_it_is_on_its_way(session):
    session._lanes.surface.is_idle = True
    session.edit({"loss.name": "absolute"})
    settle(session)
    assert not session._slices.is_up_to_date(session.spec, session._walk.trail)
    session.tick(MORPH)
    assert session._slices.is_up_to_date(session.spec, session._walk.trail)


@pytest.mark.parametrize(
    "changes", [{"data.noise": 0.5}, {"loss.l2": 0.5}, {"data.name": "moons"}]
)
def test_other_problems_are_shown_at_once(session, changes):
    session.edit(changes)
    settle(session)
    last = session.shown[-1]
    session.tick(MORPH / 2)
    assert session.shown[-1] is last


def test_a_change_on_the_way_goes_on_from_there(session):
    session.edit({"loss.name": "absolute"})
    settle(session)
    session.tick(MORPH / 2)
    half = session.shown[-1]
    session.edit({"loss.name": "huber"})
    session.edit({"loss.name": "squared"})  # before the screen was drawn again
    settle(session)
    assert session.shown[-1] == pytest.approx(half)
