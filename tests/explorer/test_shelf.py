"""The look inside the loss: curves, dots, and an example dragged along them."""

import re

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtWidgets import QApplication

from explorer.plots.shelf import NOTHING, ShelfView
from explorer.plots.shelf_words import COLORS
from explorer.theme import CLASSES, DARK, LIGHT, WALKER
from models.catalog import LOSSES
from models.loss_curves import shelf_of
from models.options import revise
from models.predictions import predict
from models.sights import look_around
from models.snapshots import Noise, Sight
from models.specs import Spec
from models.training import train
from tests.explorer import plots, scenes
from tests.explorer.plots import NONE

WATCHED = frozenset({"loss"})


@pytest.fixture
def view(qtbot):
    view = ShelfView()
    qtbot.addWidget(view)
    view.show_theme(DARK)
    view.resize(500, 420)
    with qtbot.waitExposed(view):
        view.show()
    view.told = []
    view.edited.connect(view.told.append)
    return view


def show(view, data="threshold", **changes):
    changes = {key.replace("__", "."): value for key, value in changes.items()}
    spec = revise(Spec(), {"data.name": data} | changes)
    (sight,) = look_around(spec, [next(train(spec))], None, watched=WATCHED)
    view.show_spec(spec)
    view.show_sight(sight)
    view.grab()  # lays out
    return sight.shelf


def press(view, spot):
    plots.send(view.plot, QEvent.Type.MouseButtonPress, spot)


def move(view, spot, held=plots.LEFT):
    plots.send(view.plot, QEvent.Type.MouseMove, spot, NONE, held)


def release(view, spot):
    plots.send(view.plot, QEvent.Type.MouseButtonRelease, spot, plots.LEFT, NONE)


def numbers(text):
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+\.?\d*", text)]


def cells(view):
    text = re.sub(r"<span[^>]*>|</span>", "", view.origins.text())
    rows = text.split("<tr>")[1:]
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]


def test_the_chosen_example_is_read_off(view):
    shelf = show(view, view__example=7)
    x, loss = shelf.places[shelf.chosen], shelf.losses[shelf.chosen]
    number, _, *rest = numbers(view.reading.whole)
    assert number == 8, "people count from 1"
    assert " of 30: " in view.reading.whole
    assert rest[0] == pytest.approx(x, rel=1e-2)
    assert rest[1] == pytest.approx(loss, rel=1e-2)
    y = 1 / (1 + np.exp(-x))
    assert rest[2] == pytest.approx(y - shelf.classes[shelf.chosen], abs=0.01)


def test_an_example_is_dragged_along_its_curve_and_goes_back(view):
    shelf = show(view, view__example=7)
    before, k = view.reading.whole, shelf.chosen
    press(view, view.plot.pixel_of(shelf.places[k], shelf.losses[k]))
    to = view.plot.pixel_of(1.5, 0.1)
    move(view, to)
    assert view.reading.whole.startswith("If z were 1.5")
    _, loss, slope = numbers(view.reading.whole)
    true = shelf.classes[k]
    assert loss == pytest.approx(np.log1p(np.exp(1.5 * (1 - 2 * true))), abs=0.02)
    assert slope == pytest.approx(1 / (1 + np.exp(-1.5)) - true, abs=0.02)
    at = view.plot.pixel_of(1.5, loss).toPoint()
    picture = scenes.pixels(view.plot.grab().toImage())
    red = [int(WALKER[k : k + 2], 16) for k in (1, 3, 5)]
    assert np.abs(picture[at.y(), at.x()] - red).max() < 12
    show(view, view__example=7)  # training goes on meanwhile
    assert view.reading.whole.startswith("If z were 1.5")
    release(view, to)
    QApplication.sendEvent(view.plot, QEvent(QEvent.Type.Leave))
    assert view.reading.whole == before
    assert view.told == []  # a thought alone changes nothing


def test_a_click_on_another_example_chooses_it(view):
    shelf = show(view, "six_points", view__example=0)
    other = 4
    press(view, view.plot.pixel_of(shelf.places[other], shelf.losses[other]))
    assert view.told == [{"view.example": int(shelf.numbers[other])}]


def test_the_pointer_reads_all_losses_that_are_compared(view):
    show(view, view__shelf=("hinge",))
    move(view, view.plot.pixel_of(0.5, 0.45), NONE)
    assert "t = class 1: log loss 0.474, slope −0.378 · hinge 0.5" in (
        view.reading.whole
    )


def legend(view):
    return re.sub(r"<[^>]*>|&nbsp;", "", " ".join(view.plot._title))


def test_every_curve_is_named_in_a_colour_of_its_own(view):
    shelf = show(view, view__shelf=("hinge", "squared", "cross_entropy", "errors"))
    told = legend(view)
    assert "━ Log loss, t = class 0 ━ t = class 1" in told
    for title in ("― Hinge", "― Squared error", "╌ Cross-entropy", "― Error count"):
        assert title in told
    own, *others = shelf.curves
    colors = {COLORS[each.name] for each in others} | {*CLASSES[:2], WALKER}
    assert len(colors) == len(others) + 3
    for color in (COLORS[each.name] for each in others):
        assert color in " ".join(view.plot._title)
    own, other = view.plot._own[0], view.plot._beside["hinge"]
    assert own.opts["pen"].widthF() > other.opts["pen"].widthF()


def test_numbers_have_no_two_losses_of_a_colour(view):
    names = ("absolute", "huber", "normal")
    show(view, "six_points", view__shelf=names)
    assert "━ Squared error" in legend(view)
    assert len({COLORS[name] for name in (*names, "squared")}) == 4


def test_a_sum_is_not_called_a_mean(view):
    shelf = show(view, loss__reduction="sum")
    assert shelf.total == pytest.approx(shelf.mean * len(shelf.numbers))
    mean, total = numbers(view.plot._number.toPlainText())
    assert mean == pytest.approx(shelf.mean, rel=1e-2)
    assert total == pytest.approx(shelf.total, rel=1e-2)
    assert "mean of the examples" in legend(view)
    show(view)
    assert "sum" not in view.plot._number.toPlainText()


def test_a_loss_in_bits_says_so(view):
    show(view, loss__base="2", view__shelf=("hinge",))
    assert "Log loss (bits), t" in legend(view)
    assert "Hinge (" not in legend(view)


def test_losses_and_slopes_share_an_axis_that_names_both(view):
    show(view)
    assert view.plot.labels["left"] == "loss, slope"


def test_the_mean_is_written_where_it_hides_nothing(view):
    shelf = show(view, "moons", network__hidden=(3,))
    text = view.plot._number
    box = text.mapToScene(text.boundingRect()).boundingRect()
    on = [
        box.contains(view.plot.pixel_of(x, y))
        for x, y in zip(shelf.places, shelf.losses, strict=True)
    ]
    assert not any(on)


def test_where_the_loss_comes_from_is_told_without_room_for_a_table(view):
    show(view, view__shelf=("hinge", "squared"))
    view.resize(500, view.minimumSizeHint().height())
    assert view.origin.isVisible()
    assert view.origin.whole == "Log loss: logistic regression · Bernoulli"
    assert view.origins_button.table.text() == view.origins.text()
    assert view.origins_button.isVisible()
    show(view, loss__name="hinge")
    assert view.origin.whole == "Hinge: support vector machine · no likelihood"


def test_the_table_tells_where_losses_come_from(view):
    view.resize(500, 460)
    show(view, view__shelf=("hinge", "squared"))
    assert view.origins.isVisible()
    assert not view.foot.isVisible()
    assert cells(view)[1:] == [
        ["―&nbsp;Log loss", "logistic regression", "Bernoulli"],
        ["―&nbsp;Squared error", "linear regression", "Normal, of fixed variance"],
        ["―&nbsp;Hinge", "support vector machine", "none"],
    ]
    view.resize(500, view.minimumSizeHint().height() + 20)
    assert not view.origins.isVisible()  # there is no room
    view.resize(500, 460)
    assert view.origins.isVisible()


def test_counting_errors_warns_that_there_is_no_slope(view):
    show(view)
    assert not view.warning.isVisible()
    show(view, loss__name="errors")
    assert view.warning.text() == (
        "Error count: slope 0 everywhere, nothing to follow."
    )
    assert view.warning.isVisible()


def test_losses_are_compared_and_those_that_do_not_suit_are_greyed(view):
    show(view)
    actions = view.beside.actions_by_name
    assert not actions["absolute"].isEnabled()
    assert "is for numbers" in actions["absolute"].toolTip()
    assert actions["log"].isChecked()
    assert not actions["log"].isEnabled()
    actions["hinge"].trigger()
    assert view.told == [{"view.shelf": ("hinge",)}]
    assert "support vector machine" in actions["hinge"].toolTip()


def test_the_loss_is_chosen_here_too(view, qtbot):
    show(view)
    box = view.loss.widget
    assert box.accessibleName()
    row = box.findText("Huber")
    assert not box.model().item(row).isEnabled()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert view.told[-1] == {"loss.name": "squared"}


def test_what_runs_along_the_axis_is_chosen_where_there_is_a_choice(view, qtbot):
    show(view)
    qtbot.mouseClick(view.over.buttons["prediction"], Qt.MouseButton.LeftButton)
    assert view.told == [{"view.loss_over": "prediction"}]
    show(view, view__loss_over="prediction")
    assert view.plot.labels["bottom"] == "p"
    assert view.over.buttons["prediction"].isChecked()
    show(view, loss__name="hinge", view__loss_over="prediction")
    assert not view.over.isEnabled()
    assert "no probability" in view.over.toolTip()
    assert view.plot.labels["bottom"] == "z"
    show(view, "iris")
    assert not view.over.isVisible()
    assert view.plot.labels["bottom"] == "p of the true class"


def test_an_axis_of_errors_says_of_what(view):
    show(view, "blood_pressure")
    label = view.plot.labels["bottom"]
    assert label.split("   ") == ["y − t", "of blood pressure (mmHg, standardised)"]


def test_a_batch_is_lit(view):
    shelf = show(view)
    whole = scenes.pixels(view.plot.grab().toImage())
    data = view.plot._data
    view.plot.show_shelf(shelf, data, Noise(np.array([3, 5]), 0.0, 1.0))
    assert len(view.plot._lit.points()) == 2
    lit = scenes.pixels(view.plot.grab().toImage())
    assert (lit != whole).any()
    view.plot.show_shelf(shelf, data, None)
    assert (scenes.pixels(view.plot.grab().toImage()) == whole).all()


def test_a_formula_says_that_there_is_nothing(view):
    show(view, function__name="bowl")
    assert (view.nothing.text(), view.plot.isVisible()) == (NOTHING, False)
    assert view.nothing.isVisible()
    controls = view.loss.widget, view.beside, view.over
    for part in controls:
        assert not part.isEnabled()
        assert part.toolTip() == NOTHING
    assert not view.foot.isVisible()
    assert not view.origins.isVisible()
    show(view)
    assert view.plot.isVisible()
    assert not view.nothing.isVisible()
    assert all(part.isEnabled() for part in controls)


@pytest.mark.parametrize("data", ["six_points", "moons", "iris"])
@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_every_loss_is_drawn_in_both_themes(view, data, theme):
    view.show_theme(theme)
    for name in LOSSES:
        spec = revise(Spec(), {"data.name": data})
        task = spec.data.choice.task
        if task in LOSSES[name].suits:
            show(view, data, loss__name=name, view__shelf=tuple(LOSSES))
            picture = scenes.pixels(view.plot.grab().toImage())
            ground = picture[5, 5]
            assert (np.abs(picture - ground).max(2) > 60).sum() > 500
            assert view.reading.whole


def test_a_walker_that_diverged_leaves_the_curves(view):
    spec = Spec()
    lost = shelf_of(spec, np.full(spec.count, np.inf))
    prediction = predict(spec, np.zeros(spec.count), None, None)
    view.show_sight(Sight(prediction, shelf=lost))
    view.grab()
    assert lost.chosen is None
    assert view.reading.whole == ""
