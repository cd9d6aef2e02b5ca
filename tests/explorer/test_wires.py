"""Where the weights of a network are drawn: each between its units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QPointF, QRectF

from explorer.panels.wires import LEVELS, REACH, lay_out, levels_of
from models.parameters import Shape

ROOM = QRectF(40.0, 10.0, 200.0, 130.0)
SHAPES = (
    Shape((1, 1)), Shape((2, 1)), Shape((1, 1, 1), bias=False), Shape((2, 8, 8, 1)),
    Shape((2, *(16,) * 6, 1)), Shape((3, 2, 4), bias=False),
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_each_line_joins_the_units_of_its_parameter(shape):
    wires = lay_out(shape, ROOM)
    assert len(wires.lines) == shape.count
    for layer, (weights, biases, _, fan_out) in enumerate(shape.layers()):
        before, after = wires.units[layer], wires.units[layer + 1]
        for place, number in enumerate(range(weights.start, weights.stop)):
            source, target = before[place // fan_out], after[place % fan_out]
            line = wires.lines[number]
            ends = ((line.x1(), line.y1()), (line.x2(), line.y2()))
            lengths = [
                np.hypot(*(end - unit))
                for end, unit in zip(ends, (source, target), strict=True)
            ]
            assert lengths == pytest.approx([wires.radius] * 2)
            whole = np.hypot(*(target - source))
            assert line.length() == pytest.approx(whole - 2 * wires.radius)
        for place, number in enumerate(range(biases.start, biases.stop)):
            point = wires.lines[number].p1()
            assert (point.x(), point.y()) == pytest.approx(tuple(after[place]))
            assert wires.is_bias[number]


@pytest.mark.parametrize("shape", SHAPES)
def test_units_do_not_overlap_and_stay_in_the_room(shape):
    wires = lay_out(shape, ROOM)
    middles = np.concatenate(wires.units)
    apart = np.linalg.norm(middles[:, None] - middles, axis=2)
    assert (apart[~np.eye(len(middles), dtype=bool)] > 2 * wires.radius).all()
    x, y = middles.T
    assert (x.min(), x.max()) == (ROOM.left(), ROOM.right())
    assert y.min() >= ROOM.top()
    assert y.max() <= ROOM.bottom()
    assert (np.diff([column[0, 0] for column in wires.units]) > 0).all()


@given(st.sampled_from(SHAPES[:4]), st.floats(0, 280), st.floats(0, 150))
def test_the_nearest_is_the_nearest_of_many_points_on_every_line(shape, x, y):
    wires = lay_out(shape, ROOM)
    shares = np.linspace(0.0, 1.0, 401)[:, None, None]
    feet = wires.starts + shares * (wires.ends - wires.starts)
    apart = np.linalg.norm(feet - (x, y), axis=2).min(axis=0)
    apart = np.where(wires.is_bias, np.maximum(apart - wires.radius, 0.0), apart)
    assert wires.distances(QPointF(x, y)) == pytest.approx(apart, abs=0.3)
    nearest = wires.nearest(QPointF(x, y))
    if nearest is None:
        assert apart.min() > REACH - 0.01
    else:
        assert apart[nearest] <= min(apart.min() + 0.3, REACH + 0.3)


def test_levels_tell_sign_and_strength():
    sizes = np.array([0.0, 1e-3, 0.1, 0.3, 1.0, 3.0, 1e9, np.inf])
    levels = levels_of(sizes)
    assert levels[:2].tolist() == [0, 0]
    assert (np.diff(levels[2:7]) > 0).all()
    assert levels[4] == LEVELS / 2
    assert levels[-1] == LEVELS
    assert levels_of(-sizes).tolist() == (-levels).tolist()
    assert levels_of(np.array([np.nan])).tolist() == [0]
