"""Rain: many descents at once are the single ones, and end where those end."""

from itertools import islice

import numpy as np
import pytest

from models.options import revise
from models.planes import make_plane
from models.rains import SIDE, rain
from models.snapshots import DIVERGED, FLYING
from models.specs import Spec
from models.training import train

PEAKS = revise(Spec(), {"function.name": "peaks"})


def run(spec, start, steps):
    """Return the last of so many steps from `start`."""
    own = revise(spec, {"start.theta": tuple(start.tolist())})
    *_, last = islice(train(own), steps + 1)
    return last


def test_the_drops_are_single_descents():
    changes = {"data.name": "blood_pressure", "network.hidden": (), "batch.size": 16}
    spec = revise(Spec(), changes | {"network.bias": False, "optimizer.name": "adam"})
    first, second, *_ = islice(rain(spec, make_plane(spec)), 2)
    assert (first.index, second.index) == (0, 20)
    for k in (0, 7, 112, 224):
        last = run(spec, first.xy[k], 20)
        np.testing.assert_allclose(second.xy[k], last.theta, rtol=0, atol=1e-12)
        assert second.losses[k] == pytest.approx(last.loss, rel=1e-12)


def test_the_lectures_surface_has_three_basins():
    first, *_, last = rain(PEAKS, make_plane(PEAKS))
    assert last.has_ended
    assert not (last.numbers < 0).any()
    losses = [basin.loss for basin in last.basins]
    assert losses == pytest.approx([0.976, 3.60, 5.09], abs=0.006)
    assert sum(basin.drops for basin in last.basins) == SIDE**2
    for k in range(0, SIDE**2, 32):
        alone = run(PEAKS, first.xy[k], 300)
        assert losses[last.numbers[k]] == pytest.approx(alone.loss, abs=1e-3)


def test_starts_fill_the_square_evenly():
    plane = make_plane(PEAKS)
    first = next(rain(PEAKS, plane))
    assert first.xy.mean(axis=0) == pytest.approx(plane.centre)
    low, high = first.xy.min(axis=0), first.xy.max(axis=0)
    assert (high - low) / 2 == pytest.approx(plane.extent * (1 - 1 / SIDE))
    assert (first.numbers == FLYING).all()


def test_too_large_a_rate_leads_nowhere():
    spec = revise(Spec(), {"optimizer.learning_rate": 0.2})
    *_, last = rain(spec, make_plane(spec))
    assert (last.numbers == DIVERGED).all()
    assert last.basins == ()


def test_what_crawls_on_a_plateau_has_not_arrived():
    changes = {"function.name": "bowl", "optimizer.learning_rate": 1e-7}
    spec = revise(Spec(), changes)
    *_, last = rain(spec, make_plane(spec))
    assert last.has_ended
    middle = SIDE**2 // 2  # begins in the minimum
    assert np.flatnonzero(last.numbers != FLYING).tolist() == [middle]
