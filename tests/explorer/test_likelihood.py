"""The look at the likelihood: lessons 15, 16, 18 and 19, with a real pointer."""

import re
from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication, QStackedWidget, QWidget

from explorer.plots.insights import Insights
from explorer.plots.likelihood import PAGES, LikelihoodView
from explorer.plots.shares import Shares
from explorer.theme import DARK, LIGHT
from models.catalog import LIKELIHOODS
from models.objectives import make_objective
from models.options import revise
from models.planes import make_plane
from models.sights import look_around
from models.snapshots import frozen
from models.specs import Spec
from models.training import train
from tests.explorer import plots

PEOPLE = {"data.name": "blood_pressure", "network.hidden": (3,)}
LOGISTIC = {"data.name": "logistic", "view.likelihood": "maps"}
MOONS = {"data.name": "moons", "network.hidden": (8,), "view.likelihood": "nodes"}


@pytest.fixture
def view(qtbot):
    view = LikelihoodView()
    qtbot.addWidget(view)
    view.show_theme(DARK)
    view.resize(360, 300)
    with qtbot.waitExposed(view):
        view.show()
    return view


def sight_of(spec, steps=0):
    walked = list(islice(train(spec), steps + 1))
    (sight,) = look_around(spec, walked, make_plane(spec), watched={"likelihood"})
    return sight


def show(view, changes, steps=0):
    """Show what is seen with `changes`, and return the page that is open."""
    spec = revise(Spec(), changes)
    view.show_spec(spec)
    view.show_sight(sight_of(spec, steps))
    return view.pages[spec.view.likelihood]


def click(qtbot, widget, at=None):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or QPoint())


def press(qtbot, button):
    click(qtbot, button, button.rect().center())


def hover(widget, at):
    """Move the pointer without a button down."""
    where = widget.mapToGlobal(at)
    kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
    event = QMouseEvent(kind, at, where, none, none, plots.NO_KEYS)
    QApplication.sendEvent(widget, event)


def numbers(text):
    return [float(number) for number in re.findall(r"[=:] ([\d.]+)", text)]


def test_every_page_has_a_name_and_opens_in_both_themes(view):
    assert list(PAGES) == list(LIKELIHOODS)
    for theme in (LIGHT, DARK):
        view.show_theme(theme)
        for name in PAGES:
            show(view, MOONS | {"view.likelihood": name})
            assert view.pages[name].isVisible()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "data",
    [
        {"data.name": "moons"},
        {"data.name": "blobs", "data.classes": 4},
        {"data.name": "blood_pressure"},
    ],
)
def test_nothing_lies_over_anything_else_where_there_is_no_room(view, name, data):
    view.resize(280, 180)
    page = show(view, data | {"view.likelihood": name})
    QApplication.processEvents()
    if view.message.isVisible():
        return
    parts = [part for part in page.findChildren(QWidget) if part.isVisible()]
    own = [part for part in parts if part.parentWidget() is page]
    for number, part in enumerate(own):
        assert page.rect().contains(part.geometry())
        assert part.height() >= part.minimumSizeHint().height()
        for other in own[:number]:
            assert not part.geometry().intersects(other.geometry())


def test_ten_classes_have_room_for_each(qtbot):
    shares = Shares()
    qtbot.addWidget(shares)
    shares.show_shares(tuple("0123456789"), np.full(10, 0.1), 3)
    shares.resize(300, shares.minimumSizeHint().height())
    shares.show()
    for widgets in (shares.bars, shares.numbers):
        for above, below in pairwise(widgets):
            assert above.geometry().bottom() < below.geometry().top()
        assert all(w.height() >= w.minimumSizeHint().height() for w in widgets)


def test_a_button_asks_for_its_page(view, qtbot):
    show(view, PEOPLE)
    with qtbot.waitSignal(view.edited) as edited:
        press(qtbot, view.segments.buttons["steps"])
    assert edited.args == [{"view.likelihood": "steps"}]


def test_what_cannot_be_shown_is_grey_and_says_why(view):
    show(view, PEOPLE)
    button = view.segments.buttons["nodes"]
    assert not button.isEnabled()
    assert "two classes" in button.toolTip()
    show(view, PEOPLE | {"loss.name": "huber", "view.likelihood": "steps"})
    assert view.message.isVisible()
    assert "Huber comes from no distribution" in view.message.text()
    assert view.segments.buttons["softmax"].isEnabled()
    show(view, PEOPLE | {"view.likelihood": "steps"})
    assert not view.message.isVisible()


def test_a_formula_has_no_likelihood(view):
    spec = revise(Spec(), {"function.name": "peaks"})
    view.show_spec(spec)
    view.show_sight(sight_of(spec))
    assert "no data" in view.message.text()


def test_a_model_that_has_diverged_makes_nothing_likely(view):
    spec = Spec()
    lost = replace(next(train(spec)), theta=frozen([np.inf, np.nan]), loss=np.nan)
    (sight,) = look_around(spec, [lost], make_plane(spec), watched={"likelihood"})
    view.show_spec(spec)
    view.show_sight(sight)
    assert "diverged" in view.message.text()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("data", ["six_points", "moons", "iris"])
def test_a_descent_that_is_about_to_diverge_is_shown(view, name, data):
    wild = {"optimizer.learning_rate": 100.0, "network.activation": ("relu",)}
    changes = wild | {"data.name": data, "view.likelihood": name}
    spec = revise(Spec(), changes | {"network.hidden": (3,)})
    walked = list(islice(train(spec), 200))
    for step in (*walked[1:6], *walked[-3:]):
        found = look_around(spec, [step], make_plane(spec), watched={"likelihood"})
        view.show_spec(spec)
        view.show_sight(next(found))
        QApplication.processEvents()


def test_the_example_is_told_in_its_own_units(view, qtbot):
    page = show(view, PEOPLE | {"view.example": 4})
    assert page.example.whole == "t = 137 mmHg: age 68.8 years, weight 85.3 kg"
    with qtbot.waitSignal(page.edited) as edited:
        press(qtbot, page.next)
    assert edited.args == [{"view.example": 5}]
    show(view, PEOPLE | {"view.example": 299})
    with qtbot.waitSignal(page.edited) as edited:
        press(qtbot, page.next)
    assert edited.args == [{"view.example": 0}]
    assert page.number.text() == "300 of 300"
    with qtbot.waitSignal(page.edited) as edited:
        page.number.setValue(7)
    assert edited.args == [{"view.example": 6}]


def test_the_bell_is_dragged_and_the_constant_stays(view, qtbot):
    page = show(view, PEOPLE | {"view.example": 4})
    told = page.chain.whole
    qtbot.wait(50)
    plot, data = page.plot, sight_of(revise(Spec(), PEOPLE)).prediction.data
    truth = float(data.targets[4, 0])
    for kind, away in (
        (QEvent.Type.MouseButtonPress, 1.3),
        (QEvent.Type.MouseMove, -0.7),
        (QEvent.Type.MouseMove, 0.1),
        (QEvent.Type.MouseButtonRelease, 0.1),
    ):
        plots.send(plot, kind, plot.pixel_of(truth + away, 0.1))
        minus, error, apart = numbers(page.reading.whole)
        assert apart == 0.91894
        assert minus - error == pytest.approx(0.91894, abs=2e-4)
    assert page.chain.whole.endswith("N(y, 1) → p(t) = 0.397")
    middle, own = re.search(r"y = (\S+) \((\S+) mmHg\)", page.chain.whole).groups()
    seen = float(middle.replace("−", "-"))
    assert float(own) == pytest.approx(data.shift[-1] + data.scale[-1] * seen, abs=0.5)
    press(qtbot, page.back)
    assert page.chain.whole == told


@pytest.mark.parametrize("standardise", [True, False])
def test_a_density_is_over_the_axis_in_the_units_of_the_axis(view, standardise):
    changes = PEOPLE | {"data.standardise": standardise}
    page, data = show(view, changes), sight_of(revise(Spec(), changes)).prediction.data
    assert page.plot.labels["bottom"] == data.target_label
    x, height = page.plot._curve.getData()
    assert np.trapezoid(height, x) == pytest.approx(1, abs=0.02)  # cut at both sides
    assert height.max() == pytest.approx(0.39894, abs=1e-5)
    assert ("(" in page.chain.whole.split("→")[1]) == standardise


def test_a_walker_that_moves_takes_the_bell_with_it(view):
    page = show(view, PEOPLE)
    page.plot.moved.emit(2.0)
    assert page.chain.whole.startswith("dragged")
    show(view, PEOPLE)
    assert page.chain.whole.startswith("dragged")
    show(view, PEOPLE, steps=3)
    assert page.chain.whole.startswith("network")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"loss.name": "absolute"}, ("Laplace(y, 1)", "0.69315 = log 2 apart")),
        ({"loss.name": "normal"}, ("±", "the loss is −log p itself")),
    ],
)
def test_other_densities(view, changes, words):
    page = show(view, PEOPLE | changes)
    assert words[0] in page.chain.whole
    assert words[1] in page.reading.whole


@pytest.mark.parametrize(
    ("changes", "family", "count"),
    [
        ({"data.name": "heart_disease"}, "Bernoulli", 2),
        ({"data.name": "iris"}, "Categorical", 3),
        ({"data.name": "blobs", "data.classes": 4}, "Categorical", 4),
    ],
)
def test_classes_have_bars_that_add_up_to_one(view, changes, family, count):
    page = show(view, changes | {"view.example": 1})
    bars = [bar for bar in page.shares.bars if bar.isVisible()]
    assert len(bars) == count
    assert sum(bar.share for bar in bars) == pytest.approx(1, abs=1e-12)
    (true,) = [bar for bar in bars if bar.is_true]
    assert family in page.chain.whole
    (minus,) = numbers(page.reading.whole)
    assert minus == pytest.approx(-np.log(true.share), rel=1e-4)


@pytest.mark.parametrize("name", ["heart_disease", "iris"])
def test_what_an_example_adds_to_the_sum_is_the_loss_in_bits_as_well(view, name):
    changes = {"data.name": name, "loss.base": "2", "view.example": 3}
    page, spec = show(view, changes), revise(Spec(), changes)
    own = make_objective(spec).losses(next(train(spec)).theta[None])[0, 3]
    (told,) = numbers(page.reading.whole)
    assert page.reading.whole.startswith("−log₂ p(")
    assert told == pytest.approx(own, rel=1e-4)


def test_the_product_is_0_in_single_precision_and_that_is_said(view, qtbot):
    page = show(view, LOGISTIC)
    product, log, minus, mean = page.maps.tiles
    assert product.note == "0 at all 1,681 points: below 1.4×10⁻⁴⁵"
    assert not product.has_best
    assert log.has_best
    assert minus.has_best
    assert mean.has_best
    press(qtbot, page.segments.buttons["float64"])
    product = page.maps.tiles[0]
    assert product.has_best
    assert product.head == "≤ 5.91×10⁻⁹⁰"
    assert re.fullmatch(r"0 at \d+ of 1,681 points", product.note)


def test_few_examples_can_be_multiplied(view):
    page = show(view, LOGISTIC | {"data.samples": 10})
    assert page.maps.tiles[0].note == ""
    assert page.maps.tiles[0].has_best


def test_a_product_of_densities_may_be_more_than_a_number_can_be(view):
    narrow = {"loss.name": "normal", "data.name": "tanh_curve", "data.samples": 1000}
    weights = {"plane.kind": "weights", "plane.x": 2, "plane.y": 3, "plane.extent": 4.0}
    page = show(view, narrow | weights | {"view.likelihood": "maps"})
    assert len(page.maps.tiles) == 4
    assert page.reading.whole


@pytest.mark.parametrize("size", [(360, 230), (360, 420)])
def test_the_pointer_reads_all_four(view, size):
    view.resize(*size)
    page = show(view, LOGISTIC)
    QApplication.processEvents()
    first, *others = page.maps.rects()
    assert all(page.maps.rect().toRectF().contains(rect) for rect in (first, *others))
    for rect in (first, others[-1]):
        hover(page.maps, rect.center())
        assert page.reading.whole.startswith("pointer (0, 0): ∏ p = 3.87×10⁻¹²¹")
    page.maps.leaveEvent(None)
    assert page.reading.whole.startswith("★ (1.5, −0.45): ∏ p = 5.91×10⁻⁹⁰")


def test_a_star_at_the_edge_is_no_optimum(view):
    page = show(view, LOGISTIC)
    assert "optimum" in page.note.whole
    aside = {"plane.extent": 0.5}
    page = show(view, LOGISTIC | aside)
    product = sight_of(revise(Spec(), LOGISTIC | aside)).likelihood.product
    low = product.minus_log.min()
    rim = (product.minus_log[[0, -1]], product.minus_log[:, [0, -1]])
    assert low == min(part.min() for part in rim)
    assert "optimum" not in page.note.whole
    assert "at the edge" in page.note.whole
    assert page.reading.whole.startswith("The optimum lies outside. ★ (")


def test_maps_are_the_right_way_up(view):
    """The lowest of −log p lies at a large w, and at a b below 0."""
    page = show(view, LOGISTIC)
    darkest = page.maps.tiles[2].colors.astype(int)[..., :3].sum(-1)
    i, j = np.unravel_index(darkest.argmin(), darkest.shape)
    assert i > 20 > j


def test_steps_are_lit_one_by_one_and_explained(view, qtbot):
    page = show(view, PEOPLE | {"view.likelihood": "steps"})
    assert len(page.rows) == 7
    before, after = page.buttons
    assert not before.isEnabled()
    for _ in range(5):
        press(qtbot, after)
    assert "½ log 2π = 0.9189" in page.note.whole
    assert f"color:{DARK.dim}" in page.rows[5].formula.text()  # what is constant
    press(qtbot, page.rows[0])
    assert "float32: 0 from example" in page.note.whole
    assert DARK.accent in page.rows[0].value.text()


def slide(page, number, value):
    page.sliders[number].setValue(round(10 * value))


def shown_shares(page):
    return [bar.share for bar in page.bars if bar.isVisible()]


def test_sliders_become_shares(view, qtbot):
    page = show(view, PEOPLE | {"view.likelihood": "softmax"})
    assert shown_shares(page) == pytest.approx([0.030, 0.604, 0.366], abs=5e-4)
    slide(page, 0, 1.0)
    slide(page, 2, 1.0)
    assert shown_shares(page) == pytest.approx([1 / 3] * 3)
    assert page.slopes.whole == "∂y/∂o₃ = (−0.111, −0.111, 0.222)"
    press(qtbot, page.lecture)
    assert page.outputs.tolist() == [-2, 1, 0.5]


@pytest.mark.parametrize(
    ("name", "shares"),
    [("abs", [0.571, 0.286, 0.143]), ("square", [0.762, 0.190, 0.048])],
)
def test_other_ways_let_the_most_negative_win(view, qtbot, name, shares):
    page = show(view, PEOPLE | {"view.likelihood": "softmax"})
    press(qtbot, page.segments.buttons[name])
    assert shown_shares(page) == pytest.approx(shares, abs=5e-4)
    assert "−2 is the lowest output, and has the largest share" in page.said.whole
    press(qtbot, page.raising)
    assert "shares have moved by up to" in page.said.whole


def test_5_more_for_all_changes_nothing(view, qtbot):
    page = show(view, PEOPLE | {"view.likelihood": "softmax"})
    before = shown_shares(page)
    for _ in range(3):
        press(qtbot, page.raising)
    assert shown_shares(page) == pytest.approx(before, abs=1e-15)
    assert page.outputs.tolist() == [13, 16, 15.5]
    assert "only differences count" in page.said.whole


def test_it_follows_what_the_network_says_of_the_example(view, qtbot):
    page = show(view, {"data.name": "iris", "view.likelihood": "softmax"})
    press(qtbot, page.following)
    sight = sight_of(revise(Spec(), {"data.name": "iris"}))
    assert shown_shares(page) == pytest.approx(sight.likelihood.output, abs=1e-12)
    show(view, {"data.name": "iris", "view.likelihood": "softmax"}, steps=5)
    assert shown_shares(page) != pytest.approx(sight.likelihood.output, abs=1e-3)
    slide(page, 0, 3.0)
    assert not page.following.isChecked()
    show(view, {"data.name": "blood_pressure", "view.likelihood": "softmax"})
    assert not page.following.isEnabled()
    assert "no outputs of classes" in page.following.toolTip()


def test_one_node_beside_two(view, qtbot):
    page = show(view, MOONS | {"optimizer.learning_rate": 0.1})
    assert page.told.whole.endswith("33, 42 parameters")
    assert page.told.whole.startswith("Hidden gradients: equal to ")
    assert page.told.text().replace("\n", " ") == page.told.whole, "nothing is cut"
    assert "∂L/∂w" in page.signs.text()
    assert "After 200 steps" in page.reading.text()
    assert page.button.text() == "Use two nodes"
    with qtbot.waitSignal(page.edited) as edited:
        press(qtbot, page.button)
    (changes,) = edited.args
    assert changes["loss.name"] == "cross_entropy"
    spec = revise(revise(Spec(), MOONS), changes)
    one = next(train(revise(Spec(), MOONS)))
    assert next(train(spec)).loss == pytest.approx(one.loss, abs=1e-15)
    page = show(view, MOONS | changes)
    assert page.button.text() == "Use one node"
    with qtbot.waitSignal(page.edited) as edited:
        press(qtbot, page.button)
    assert edited.args[0]["start.theta"] == pytest.approx(one.theta.tolist())


def test_without_a_hidden_layer_there_are_no_hidden_gradients(view):
    page = show(view, MOONS | {"network.hidden": ()})
    assert page.told.whole.startswith("No hidden layer; output ∓g to ")


def test_it_is_one_of_the_looks_inside(qtbot):
    insights = Insights()
    qtbot.addWidget(insights)
    watched = []
    insights.watched.connect(lambda *what: watched.append(what))
    insights.show_spec(revise(Spec(), {"view.insight": "likelihood"}))
    assert watched == [("likelihood", True)]
    assert isinstance(insights.views["likelihood"], LikelihoodView)
    assert insights.findChild(QStackedWidget) is not None


def test_pages_are_in_a_menu_where_there_is_no_room_for_buttons(view):
    show(view, PEOPLE)
    view.resize(200, 300)
    assert view.segments.folded.isVisible()
    assert view.segments.folded.text() == "Output ▾"
    greyed = [
        a.text() for a in view.segments.folded.menu().actions() if not a.isEnabled()
    ]
    assert greyed == ["Nodes"]


def test_no_map_is_pointed_at_beside_them(view):
    page = show(view, LOGISTIC)
    hover(page.maps, QPointF(1, 1))
    assert page.reading.whole.startswith("★")
