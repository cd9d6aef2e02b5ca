"""The steps that are kept of a descent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.snapshots import Step, frozen
from models.trails import Trail


def trail(indices):
    at = frozen([0])
    return Trail(tuple(Step(k, 3 * k, k / 4, at, 0.0, at) for k in indices))


@given(st.sets(st.integers(0, 50), min_size=1), st.floats(-10, 60))
def test_the_nearest_kept_step_is_found(indices, asked):
    kept = np.array(sorted(indices))
    found = trail(kept.tolist())
    away = np.abs(kept - asked).min()
    assert abs(found.nearest(asked) - asked) == pytest.approx(away)
    assert abs(found.nearest_epoch(asked / 4) - asked) == pytest.approx(away)


def test_of_two_as_near_the_earlier_is_meant():
    assert trail([0, 4, 8]).nearest(6) == 4
