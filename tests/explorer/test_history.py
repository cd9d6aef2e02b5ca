"""The history of a descent: what is drawn, read off, and asked for by the mouse."""

import re
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF
from PyQt6.QtGui import QFontMetricsF

from explorer.plots.curves import LOOKS, envelope, other_looks
from explorer.plots.curves_button import CurvesButton
from explorer.plots.history import HistoryPlot
from explorer.theme import DARK, LIGHT, OTHERS, TICK_PIXELS, sized_font
from models.catalog import CURVES
from models.options import revise
from models.scales import short
from models.snapshots import Path, Scores, Weights, frozen
from models.specs import Spec
from tests.explorer.paths import path, show
from tests.explorer.plots import LEFT, NONE, send

MOVE, LEAVE = QEvent.Type.MouseMove, QEvent.Type.Leave
PRESS, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
ALL = revise(
    Spec(),
    {
        "data.name": "moons",
        "data.test": 0.3,
        "batch.size": 7,
        "view.curves": tuple(CURVES),
    },
)


def scores(own, *indices):
    losses = own.losses[list(indices)]
    return Scores(
        frozen(indices),
        frozen(losses),
        frozen(losses * 5),
        frozen(0.1 * np.array(indices)),
        frozen(0.05 * np.array(indices)),
    )


def weighed(own, indices, values, names, axes, count):
    weights = Weights(frozen(values), names, axes, count)
    return replace(scores(own, *indices), weights=weights)


def right_values(plot, heights):
    """What the axis at the right says of heights of the plot."""
    (bottom, top), (low, high) = plot._right.range, plot.viewRange()[1]
    return bottom + (np.array(heights) - low) / (high - low) * (top - bottom)


def plain(plot):
    """What the legend says, without colours."""
    text = re.sub("<[^>]*>", "", " ".join(plot._title))
    return re.sub(r"\s+", " ", text.replace("&nbsp;", " ")).strip()


def drawn(plot, name):
    line = plot._lines._own[name]
    return line.getData() if line.isVisible() else None


@pytest.fixture
def plot(qtbot):
    plot = HistoryPlot()
    qtbot.addWidget(plot)
    plot.show_theme(DARK)
    plot.resize(600, 300)
    plot.show()
    return plot


@pytest.fixture
def said(plot):
    said = {"read": [""], "asked": []}
    plot.read.connect(said["read"].append)
    plot.asked.connect(said["asked"].append)
    return said


def test_positive_losses_are_on_a_log_scale(plot):
    show(plot, path(100, 10, 1))
    assert drawn(plot, "training")[1] == pytest.approx([2, 1, 0])
    assert plot.labels["left"] == "loss, log scale"
    plot.show_spec(revise(Spec(), {"view.log_losses": False}))
    assert drawn(plot, "training")[1] == pytest.approx([100, 10, 1])
    assert plot.labels["left"] == "loss"


def test_negative_losses_are_as_they_are(plot):
    show(plot, path(3, -5, -8199))
    assert drawn(plot, "training")[1] == pytest.approx([3, -5, -8199])
    assert plot.labels["left"] == "loss"
    assert plot._left.tickStrings([-5000.0], 1, 1) == ["−5000"]


@pytest.mark.parametrize(
    "losses", [(1.0, 1e-200, 5e-324), (1e307, 1e-308), (1e306, 1e307), (5e-324, 1e-320)]
)
def test_numbers_at_the_ends_of_what_there_is_are_drawn(plot, losses):
    show(plot, path(*losses))
    plot.grab()  # draws the axis, which must find its numbers
    low, high = plot._left.range
    ((_, ticks),) = plot._left.tickValues(low, high, 200)
    assert np.isfinite(ticks).all()


def test_what_is_no_number_is_a_gap(plot):
    show(plot, path(1, np.nan, 100, np.inf))
    heights = drawn(plot, "training")[1]
    assert np.isnan(heights).tolist() == [False, True, False, True]
    show(plot, path(np.nan))


def test_each_curve_is_drawn_where_its_axis_says(plot):
    own = path(8, 4, 2, 1)
    plot.show_spec(ALL)
    show(plot, own)
    plot.show_scores(scores(own, 0, 2, 3))
    for name, values in (
        ("training", [8, 4, 2, 1]),
        ("batch", [16, 8, 4, 2]),
        ("gradient", [24, 12, 6, 3]),
        ("rate", [0.5] * 4),
    ):
        assert 10 ** drawn(plot, name)[1] == pytest.approx(values)
    x, y = drawn(plot, "held_out")
    assert (x.tolist(), 10**y) == ([0, 2, 3], pytest.approx([40, 10, 5]))
    (bottom, top), (low, high) = plot._right.range, plot.viewRange()[1]
    for name, values in (
        ("quality", [0, 0.2, 0.3]),
        ("held_out_quality", [0, 0.1, 0.15]),
    ):
        share = (drawn(plot, name)[1] - low) / (high - low)
        assert bottom + share * (top - bottom) == pytest.approx(values)
    assert plot.labels["right"] == "accuracy, θ"
    assert plot._right.isVisible()
    plot.show_spec(revise(ALL, {"view.curves": ("training",)}))
    assert not plot._right.isVisible()
    assert drawn(plot, "batch") is None


@pytest.mark.parametrize(
    ("over", "values"),
    [
        ("epochs", [0, 0.1, 0.2]),
        ("examples", [0, 7, 14]),
        ("seconds", [0, 0.001, 0.002]),
    ],
)
def test_the_axis_is_what_was_asked_for(plot, over, values):
    plot.show_spec(revise(ALL, {"view.over": over}))
    show(plot, path(3, 2, 1), path(3, 2, batch=1))
    assert drawn(plot, "training")[0] == pytest.approx(values)
    other = plot._lines._others[0].getData()[0]
    assert other == pytest.approx([0, 1] if over == "examples" else values[:2])


@pytest.mark.parametrize(
    ("over", "end"), [("examples", 3), ("epochs", 3 / 70), ("steps", 10)]
)
def test_rivals_are_compared_as_far_as_all_have_come(plot, over, end):
    rivals = {"race.names": ("adam", "adam"), "view.over": over}
    plot.show_spec(revise(ALL, rivals))
    ended = path(3, 2, batch=1)
    show(plot, path(4, 3, 2, 1), path(4, 3, 2, 1, batch=1), ended)
    assert plot.viewRange()[0][1] == pytest.approx(max(end, 1) * 1.02, rel=0.01)


def test_scores_of_another_descent_are_not_drawn(plot):
    own, other = path(8, 4, 2, 1), path(8, 5, 2.5, 1.25)
    plot.show_spec(ALL)
    show(plot, own)
    plot.show_scores(scores(other, 0, 1, 2, 3))
    assert drawn(plot, "held_out")[0].tolist() == [0]
    plot.show_scores(scores(own, 0, 1, 2, 3))
    assert drawn(plot, "held_out")[0].tolist() == [0, 1, 2, 3]


def test_a_rate_that_goes_to_nothing_leaves_room_for_the_losses(plot):
    own = path(8, 4, 2, 1)
    rates = own.record._replace(rates=frozen([np.nan, 0.5, 1e-12, 0]))
    plot.show_spec(revise(ALL, {"view.curves": ("training", "rate")}))
    show(plot, Path(own.indices, own.losses, own.xy, own.off_plane, own.xy[0], rates))
    assert 10 ** plot.viewRange()[1][0] == pytest.approx(0.5, rel=0.2)


def test_others_are_drawn_in_the_colours_and_signs_of_the_race(plot):
    plot.show_spec(revise(ALL, {"race.names": ("adam",), "race.rates": (0.1,),
                                "race.sizes": (7,)}))  # fmt: skip
    show(plot, path(8, 4, 2), path(8, 6, 5), path(8, 7))
    first, second, third, *_ = plot._lines._others
    assert 10 ** first.getData()[1] == pytest.approx([8, 6, 5])
    assert 10 ** second.getData()[1] == pytest.approx([8, 7])
    assert not third.isVisible()
    assert first.opts["pen"].color().name() == OTHERS[0]
    assert [sign for _, (_, sign) in zip(range(4), other_looks(), strict=False)] == [
        "◆", "■", "▲", "●",
    ]  # fmt: skip
    spots = plot._lines._ends.points()
    assert [spot.symbol() for spot in spots[:2]] == ["d", "s"]
    text = plain(plot)
    assert "◆ Adam, α 0.1" in text
    assert "batch" not in text.partition("◆")[2], "that is the same for both"
    assert "■ branches" in text
    show(plot, path(8, 4, 2))
    assert not first.isVisible()
    assert "Adam" not in plain(plot)


def test_rivals_are_named_in_fewer_words_where_there_is_little_room(plot, qtbot):
    names, rates = ("adam", "nesterov", "adam"), (0.1, 0.05, 0.1)
    race = {"race.names": names, "race.rates": rates, "race.sizes": (7, 0, 1)}
    plot.show_spec(revise(ALL, {**race, "view.curves": ("training",)}))
    show(plot, *[path(8, 4)] * 4)
    text = plain(plot)
    assert "◆ Adam, α 0.1, batch 7" in text
    assert "■ Nesterov, α 0.05, batch all" in text
    alike = {"optimizer.name": "adam", "race.names": ("adam",) * 3}
    plot.show_spec(revise(plot._spec, alike))
    assert "◆ Adam, α 0.1, batch 7" in plain(plot)
    for height, rows in ((150, 2), (90, 1)):
        plot.resize(300, height)
        qtbot.wait(1)
        assert len(plot._title) <= rows
    assert "▲ rivals" in plain(plot)
    assert "Adam" not in plain(plot)


def test_that_the_oldest_branches_are_out_of_sight_is_in_the_legend(plot):
    for count, words in ((6, "branches"), (7, "last 7 branches")):
        show(plot, path(8, 4), *[path(8, 4)] * count)
        assert plain(plot).endswith(words)


def test_no_name_of_the_axis_is_cut(plot, qtbot):
    plot.show_spec(ALL)
    show(plot, path(8, 4, 2, 1))
    metrics = QFontMetricsF(sized_font(plot.font(), TICK_PIXELS))
    ways = ["loss …", "loss, ‖∇L‖ …", *(f"loss, ‖∇L‖, α{w}" for w in ("", ", log"))]
    ways, found = [*ways, "loss, ‖∇L‖, α, log scale"], []
    for height in (130, 160, 180, 300):
        plot.resize(300, height)
        qtbot.wait(40)
        shown = plot._left.labelText
        assert metrics.horizontalAdvance(shown) <= plot._left.size().height()
        assert plot._left.toolTip() == ways[-1]
        found.append(ways.index(shown))
    assert found == sorted(found)
    assert found[-1] == len(ways) - 1


def test_no_two_curves_look_alike():
    assert len({look.sign for look in LOOKS.values()}) == len(LOOKS)
    looks = {(look.symbol, look.is_held_out) for look in LOOKS.values()}
    assert len(looks) == len(LOOKS)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_curves_and_texts_fit_into_little_room(plot, qtbot, theme):
    plot.show_theme(theme)
    plot.show_spec(ALL)
    own = path(*np.geomspace(8, 1, 40))
    show(plot, own)
    plot.show_scores(scores(own, *range(9)))
    plot.resize(300, 150)
    qtbot.wait(50)
    box = plot.getPlotItem().getViewBox().sceneBoundingRect()
    assert box.height() > 45
    assert box.width() > 170
    assert len(plot._title) == 2
    for look in LOOKS.values():
        assert look.sign in " ".join(plot._title)
    ((_, ticks),) = plot._right.tickValues(*plot._right.range, box.height())
    texts = plot._right.tickStrings(ticks, 1, 0.5)
    assert [float(text) for text in texts] == [0, 0.5, 1]
    assert not any("−" in text for text in texts)


def test_the_pointer_reads_the_nearest_step(plot, said):
    own = path(8, 4, 2, 1, 0.5)
    plot.show_spec(ALL)
    show(plot, own)
    plot.show_scores(scores(own, 0, 2, 4))
    send(plot, MOVE, plot.pixel_of(1.7, 0), NONE, NONE)
    assert said["read"][-1] == "step 2 ●2 ○10 ★0.2 ☆0.1 ▼6 ⬟0.5 ×4"
    assert plot._pointed.isVisible()
    assert plot._pointed.value() == 2
    send(plot, MOVE, plot.pixel_of(3.2, 0), NONE, NONE)  # scored near it only
    assert said["read"][-1] == "step 3 ●1 ○≈10 ★≈0.2 ☆≈0.1 ▼3 ⬟0.5 ×2"
    plot.show_spec(revise(ALL, {"view.over": "epochs", "view.curves": ("training",)}))
    send(plot, MOVE, plot.pixel_of(0.31, 0), NONE, NONE)
    assert said["read"][-1] == "step 3 epoch 0.3 ●1"
    plot.leaveEvent(QEvent(LEAVE))
    assert said["read"][-1] == ""
    assert not plot._pointed.isVisible()
    assert said["asked"] == []


def test_a_click_and_a_drag_ask_for_steps(plot, said):
    show(plot, path(*range(1, 31)))
    send(plot, PRESS, plot.pixel_of(12.2, 0))
    send(plot, RELEASE, plot.pixel_of(12.2, 0), held=NONE)
    assert said["asked"] == [12]
    send(plot, PRESS, plot.pixel_of(12.2, 0))
    for x in (14, 14.1, 20, 99):
        send(plot, MOVE, plot.pixel_of(x, 0), NONE)
    send(plot, RELEASE, plot.pixel_of(99, 0), held=NONE)
    assert said["asked"] == [12, 12, 14, 20, 29]
    plot.clear_path()
    send(plot, PRESS, QPointF(200, 100), LEFT)
    assert said["asked"] == [12, 12, 14, 20, 29]


def test_a_line_marks_the_moment_that_is_looked_at(plot, said):
    show(plot, path(8, 4, 2, 1), back_to=2)
    assert (plot._now.isVisible(), plot._now.value()) == (True, 2)
    assert said["read"][-1] == "step 2 ●2"
    assert len(drawn(plot, "training")[0]) == 4  # all of it is still there
    show(plot, path(8, 4, 2, 1))
    assert not plot._now.isVisible()


def test_the_menu_chooses_curves_and_axis_and_greys_what_there_is_not(qtbot):
    button, edits = CurvesButton(), []
    qtbot.addWidget(button)
    button.edited.connect(edits.append)
    button.show_spec(Spec())
    actions = button.actions_by_name
    assert not actions["held_out"].isEnabled()
    assert "Hold examples out" in actions["held_out"].toolTip()
    button.show_spec(ALL)
    assert all(actions[name].isEnabled() for name in CURVES)
    actions["rate"].trigger()
    actions["epochs"].trigger()
    actions["log"].trigger()
    rest = tuple(name for name in CURVES if name != "rate")
    assert edits == [
        {"view.curves": rest}, {"view.over": "epochs"}, {"view.log_losses": False},
    ]  # fmt: skip
    for edit in edits:
        assert revise(ALL, edit) != ALL


def test_numbers_are_read_as_they_are_everywhere(plot, said):
    show(plot, path(0.012345, 1e-7))
    send(plot, MOVE, plot.pixel_of(1, 0), NONE, NONE)
    assert said["read"][-1] == f"step 1 ●{short(1e-7)}"


def test_a_long_path_is_drawn_by_fewer_points_with_the_same_outline():
    x = np.arange(40_000.0)
    y = np.random.default_rng(0).normal(size=len(x))
    y[1234], y[30_001], y[20_000] = -9, 9, np.nan
    some_x, some_y = envelope(x, y, 600)
    assert len(some_x) < 1000
    assert np.isin(some_x, x).all()
    assert (np.diff(some_x) > 0).all()
    assert (np.nanmin(some_y), np.nanmax(some_y)) == (-9, 9)
    assert np.isnan(some_y).sum() == 1
    assert (some_x[0], some_x[-1]) == (0, len(x) - 1)
    np.testing.assert_array_equal(some_y, y[some_x.astype(int)])


def test_weights_are_lines_over_an_axis_of_their_own(plot, said):
    own = path(8, 4, 2, 1)
    plot.show_spec(revise(Spec(), {"view.curves": ("training", "weights")}))
    show(plot, own)
    values = [[1, -3, 2], [0, 0.5, 0], [4, 5, 6], [np.inf, 0, 7]]
    names = ("w", "b", "u", "v")
    plot.show_scores(weighed(own, (0, 2, 3), values, names, 2, 30))
    lines = plot._weights
    for line, expected in zip(lines._strong, values[:2], strict=True):
        x, y = line.getData()
        assert x.tolist() == [0, 2, 3]
        assert right_values(plot, y) == pytest.approx(expected)
    thin = right_values(plot, lines._thin.getData()[1])
    expected = [4, 5, 6, np.nan, np.nan, 0, 7, np.nan]
    np.testing.assert_allclose(thin, expected, atol=1e-9)
    assert right_values(plot, [lines._zero.value()]) == pytest.approx([0], abs=1e-9)
    assert plot.labels["right"] == "θ"
    assert "w" in plot._title[0]
    assert "2 other weights of 28, moved farthest" in "".join(plot._title)
    send(plot, MOVE, plot.pixel_of(2, 0), NONE, NONE)
    assert said["read"][-1].endswith("w = −3 b = 0.5")
    send(plot, MOVE, plot.pixel_of(1, 0), NONE, NONE)
    assert "w ≈" in said["read"][-1]
    plot.show_spec(Spec())
    assert not any(item.isVisible() for item in lines.items)
    assert not plot._right.isVisible()


def test_where_no_weight_is_an_axis_few_are_read(plot, said):
    own = path(8, 4)
    plot.show_spec(revise(Spec(), {"view.curves": ("weights",)}))
    show(plot, own)
    plot.show_scores(weighed(own, (0, 1), np.eye(5)[:, :2], tuple("abcde"), 0, 5))
    send(plot, MOVE, plot.pixel_of(1, 0), NONE, NONE)
    assert said["read"][-1].endswith("a = 0 b = 1 c = 0")
    assert "5 weights" in "".join(plot._title)


def test_accuracy_and_weights_share_the_scale_at_the_right(plot):
    own = path(8, 4)
    plot.show_spec(ALL)
    show(plot, own)
    plot.show_scores(weighed(own, (0, 1), [[-4, 9]], ("w",), 0, 5))
    assert plot.labels["right"] == "accuracy, θ"
    assert right_values(plot, drawn(plot, "quality")[1]) == pytest.approx([0, 0.1])
    bottom, top = plot._right.range
    assert bottom < -4
    assert top > 9
    ((_, ticks),) = plot._right.tickValues(bottom, top, 200)
    assert 0 in ticks
    assert len(ticks) >= 4
