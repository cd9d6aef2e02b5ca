"""Where a descent ends: as its steps have it."""

from itertools import islice

import pytest

from models.ends import MOST, end_of
from models.options import revise
from models.specs import Spec
from models.training import train

MOONS = {"data.name": "moons", "data.samples": 50, "plane.resolution": 21}


@pytest.mark.parametrize("taken", [0, 5, 16])
@pytest.mark.parametrize(
    "changes",
    [
        {"stop.steps": 40},
        {"stop.epochs": 7},
        {"stop.epochs": 7, "batch.size": 15},
        {"stop.epochs": 7, "batch.size": 15, "batch.replace": True},
        {"stop.epochs": 7, "stop.steps": 20, "batch.size": 25},
        {"stop.epochs": 40, "function.name": "bowl"},
    ],
)
def test_the_end_is_where_the_steps_end(changes, taken):
    spec = revise(Spec(), MOONS | changes)
    steps = list(islice(train(spec), 200))
    assert steps[-1].verdict.startswith("stopped")
    at = steps[min(taken, len(steps) - 1)]
    assert end_of(spec, at) == steps[-1].index


def test_without_conditions_it_goes_on_for_so_many_steps():
    spec = revise(Spec(), {"stop.loss": 1e-6})
    *_, last = islice(train(spec), 4)
    assert end_of(spec, last) == 3 + MOST


def test_an_end_that_is_passed_is_here():
    *_, last = islice(train(Spec()), 20)
    assert end_of(revise(Spec(), {"stop.steps": 5}), last) == last.index
