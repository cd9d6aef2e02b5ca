"""Heights and colours: where losses lie, and which numbers stand beside them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.scales import (
    Scale,
    make_colors,
    make_difference,
    make_scale,
    round_numbers,
    short,
    steady,
    tick_texts,
)

LOSSES = st.lists(
    st.floats(0, 1e12) | st.sampled_from([np.inf, np.nan]), min_size=1, max_size=50
).map(np.array)


@given(LOSSES, st.booleans())
def test_every_loss_has_a_place(losses, is_log):
    scale = make_scale(losses, is_log)
    units = scale.unit(losses)
    assert np.isfinite(units).all()
    assert units.min() >= 0
    assert units.max() <= 1
    order = np.argsort(losses[np.isfinite(losses)])
    assert (np.diff(units[np.isfinite(losses)][order]) >= -1e-12).all()


@given(st.floats(1e-6, 1e6), st.floats(1.001, 1e6), st.booleans(), st.floats(0, 1))
def test_value_undoes_unit(low, ratio, is_log, fraction):
    scale = Scale(low, low * ratio, is_log)
    assert scale.unit(np.array(scale.value(fraction))) == pytest.approx(
        fraction, abs=1e-6
    )


@given(LOSSES, st.booleans(), st.integers(2, 9))
def test_ticks_lie_inside_and_are_few(losses, is_log, most):
    scale = make_scale(losses, is_log)
    ticks = scale.ticks(most)
    assert len(ticks) <= most + 1
    assert ticks == sorted(ticks)
    span = scale.high - scale.low
    assert all(scale.low - 1e-6 * span <= t <= scale.high + 1e-6 * span for t in ticks)


@given(st.floats(1e-3, 10), st.floats(0, 1e3), st.booleans())
def test_a_scale_reaches_down_and_then_stays(low, loss, is_log):
    scale = Scale(low, 20 * low, is_log)
    reached = scale.reaching(loss)
    assert reached.reaching(loss) == reached
    assert reached.low <= scale.low
    if loss >= scale.low:
        assert reached == scale
    elif loss > 1e-6 * reached.high or not is_log:
        assert reached.low <= loss


def test_a_scale_that_reaches_lower_keeps_most_of_its_height():
    assert Scale(0.69, 0.73).reaching(0.689).low == pytest.approx(0.68)
    assert Scale(1.0, 11.0).reaching(0.01).low == 0.0
    assert Scale(-1.0, 1.0).reaching(-1.2).low == pytest.approx(-1.5)


def test_what_is_level_has_no_direction():
    scale = Scale(0.0, 10.0)
    assert [scale.is_level(r) for r in (0.0, 1e-9, 1e-3, np.inf, np.nan)] == [
        True, True, False, False, True,
    ]  # fmt: skip


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30).map(np.array))
def test_a_difference_of_nothing_is_in_the_middle(rise):
    scale = make_difference(rise, 1e3 + rise)
    assert scale.low == -scale.high < 0
    assert scale.is_difference
    assert scale.unit(np.zeros(1)) == 0.5
    assert scale.is_clipped == (np.abs(rise).max() > scale.high)


def test_a_difference_is_told_with_its_sign_to_both_sides():
    scale = make_difference(np.array([-0.5, 0.25, np.nan]), np.ones(3))
    assert (scale.low, scale.high, scale.is_clipped) == (-0.5, 0.5, False)
    cliff = np.append(np.linspace(-1, 1, 99), -1e6)
    assert make_difference(cliff, cliff).is_clipped
    assert make_difference(np.zeros(3), np.zeros(3)).high == 1.0
    assert make_difference(np.zeros(3), np.full(3, 2.0)).high == pytest.approx(2e-6)


def test_ticks_are_round():
    assert round_numbers(-3, 3, 7) == [-3, -2, -1, 0, 1, 2, 3]
    assert round_numbers(0, 0.9, 5) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8])
    assert Scale(0.04, 150, is_log=True).ticks() == pytest.approx([0.1, 1, 10, 100])


def test_cliffs_are_cut_off_and_said_to_be():
    losses = np.append(np.linspace(0, 1, 99), 1e6)
    scale = make_scale(losses)
    assert scale.is_clipped
    assert 1 <= scale.high < 4
    assert not make_scale(np.linspace(0, 1, 99)).is_clipped


def test_what_is_no_number_does_not_stretch_the_scale():
    scale = make_scale(np.array([0.0, 1.0, np.inf, np.nan, -np.inf]))
    assert (scale.low, scale.high, scale.is_clipped) == (0.0, 1.0, False)
    assert make_scale(np.array([np.nan])).high > make_scale(np.array([np.nan])).low


def test_the_user_may_fix_the_ends():
    losses = np.linspace(0, 10, 50)
    scale = make_scale(losses, False, 2.0, 6.0)
    assert (scale.low, scale.high, scale.is_clipped) == (2.0, 6.0, True)
    assert make_scale(losses, False, None, 20.0).high == 20.0
    log = make_scale(losses, True, -1.0, 6.0)
    assert 0 < log.low < log.high == 6.0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-2.0, "−2"), (0.04514, "0.0451"), (39.125, "39.1"),
        (12345.6, "12346"), (1.5e-7, "1.5×10⁻⁷"), (2e12, "2×10¹²"),
        (np.inf, "∞"), (-np.inf, "−∞"), (np.nan, "undefined"),
    ],
)  # fmt: skip
def test_numbers_are_short(value, text):
    assert short(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.0000"),
        (0.5, "0.5000"),
        (-0.63791, "−0.6379"),
        (12.5, "12.500"),
        (-4321.5, "−4321.5"),
        (-7.951e-5, "−8×10⁻⁵"),
        (1.26e-5, "1.3×10⁻⁵"),
        (123_456.0, "1.2×10⁵"),
        (np.inf, "∞"),
        (np.nan, "undefined"),
    ],
)
def test_numbers_that_change_keep_their_width(value, text):
    assert steady(value) == text


@pytest.mark.parametrize(
    ("ticks", "texts"),
    [
        ([0.0, 0.5, 1.0], ("0", "0.5", "1")),
        ([12344.998, 12345.0, 12345.002], ("12344.998", "12345.000", "12345.002")),
        ([-0.6932, -0.6931], ("−0.6932", "−0.6931")),
        ([0.6931470, 0.6931475], ("0.6931470", "0.6931475")),
        ([0.693147, 0.69314702, 0.69314704], ("0.693147", "+2×10⁻⁸", "+4×10⁻⁸")),
        ([1e300, 1.0001e300], ("1e+300", "+1×10²⁹⁶")),
    ],
)
def test_neighbouring_ticks_are_told_apart(ticks, texts):
    assert tick_texts(ticks) == texts


@given(st.floats(-1e6, 1e6), st.floats(-9, 6))
def test_ticks_of_any_range_are_told_apart(low, power):
    ticks = make_scale(np.array([low, low + 10**power])).ticks()
    assert len(set(tick_texts(ticks))) == len(ticks)


def test_automatic_colours_follow_the_bulk_and_not_a_minimum_of_zero():
    radius = np.linspace(0, 8, 1000)
    plateau = 1 - np.exp(-(radius**2))
    assert not make_colors(plateau, "auto").is_log
    wide = make_colors(radius**6, "auto")
    assert wide.is_log
    assert np.median(wide.unit(radius**6)) < 0.85
    assert make_colors(plateau, "log").is_log
    assert not make_colors(radius**6 - 1e-9, "auto").is_log


def test_huge_losses_have_their_places():
    losses = np.linspace(-9e300, 9e300, 101)
    for scale in (make_scale(losses), make_colors(losses, "auto")):
        assert scale.unit(losses) == pytest.approx(np.linspace(0, 1, 101))
        assert len(scale.ticks()) > 2
