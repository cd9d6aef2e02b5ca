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
            rims = wires.radii[layer : layer + 2]
            assert lengths == pytest.approx(rims)
            whole = np.hypot(*(target - source))
            assert line.length() == pytest.approx(whole - sum(rims))
            first = sum(shape.sizes[:layer])
            assert wires.sources[number] == first + place // fan_out
            assert wires.layer_of(wires.targets[number]) == (layer + 1, place % fan_out)
        for place, number in enumerate(range(biases.start, biases.stop)):
            point = wires.lines[number].p1()
            assert (point.x(), point.y()) == pytest.approx(tuple(after[place]))
            assert wires.is_dot[number]
            assert wires.sources[number] == -1


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
    rims = wires.each_radius[wires.targets]
    apart = np.where(wires.is_dot, np.maximum(apart - rims, 0.0), apart)
    assert wires.distances(QPointF(x, y)) == pytest.approx(apart, abs=0.3)
    if wires.unit_at(QPointF(x, y)) is not None:
        return
    nearest = wires.nearest(QPointF(x, y))
    if nearest is None:
        assert apart.min() > REACH - 0.01
    else:
        assert apart[nearest] <= min(apart.min() + 0.3, REACH + 0.3)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_bias_may_be_a_line_from_a_node_fixed_to_1(shape):
    wires = lay_out(shape, ROOM, has_ones=True)
    assert not wires.is_dot.any()
    assert len(wires.ones) == (len(shape.sizes) - 1) * shape.bias
    middles = np.concatenate([wires.middles, wires.ones])
    apart = np.linalg.norm(middles[:, None] - middles, axis=2)
    assert (apart[~np.eye(len(middles), dtype=bool)] > 2 * wires.radius).all()
    for layer, (_, biases, _, _) in enumerate(shape.layers()):
        for place, number in enumerate(range(biases.start, biases.stop)):
            from_one = np.hypot(*(wires.starts[number] - wires.ones[layer]))
            target = wires.units[layer + 1][place]
            to_unit = np.hypot(*(wires.ends[number] - target))
            assert (from_one, to_unit) == pytest.approx(wires.radii[layer : layer + 2])


@pytest.mark.parametrize("shape", SHAPES)
def test_in_a_unit_there_is_its_own_bias_and_nothing_else(shape):
    wires = lay_out(shape, ROOM)
    for unit, middle in enumerate(wires.middles.tolist()):
        spot = QPointF(*middle)
        assert wires.unit_at(spot) == unit
        number, is_hidden = wires.nearest(spot), wires.layer_of(unit)[0] > 0
        if shape.bias and is_hidden:
            assert (wires.is_dot[number], wires.targets[number]) == (True, unit)
        else:
            assert number is None


@given(st.floats(0, 280), st.floats(0, 150))
def test_no_unit_is_where_none_is_drawn(x, y):
    wires = lay_out(Shape((2, 8, 8, 1)), ROOM)
    apart = np.hypot(*(wires.middles - (x, y)).T) - wires.each_radius
    unit = wires.unit_at(QPointF(x, y))
    assert (unit is None) == (apart.min() > 0)


def test_levels_tell_sign_and_strength():
    sizes = np.array([0.0, 1e-3, 0.1, 0.3, 1.0, 3.0, 1e9, np.inf])
    levels = levels_of(sizes)
    assert levels[:2].tolist() == [0, 0]
    assert (np.diff(levels[2:7]) > 0).all()
    assert levels[4] == LEVELS / 2
    assert levels[-1] == LEVELS
    assert levels_of(-sizes).tolist() == (-levels).tolist()
    assert levels_of(np.array([np.nan])).tolist() == [0]
