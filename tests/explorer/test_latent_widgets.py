"""The tools of the autoencoder: what they show, and what they ask for."""

from dataclasses import fields, replace

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QSlider

from explorer.latent.codes_plot import CodesPlot
from explorer.latent.panels import (
    HourglassPanel,
    ImagesPanel,
    LatentViewPanel,
    LearningPanel,
)
from explorer.latent.tab import LEFT as COLUMN
from explorer.latent.tool import WAITS
from explorer.latent.tools import TOOLS
from explorer.theme import BAR, DARK, LIGHT
from models.latent_moments import Reconstructions
from models.latent_specs import AutoencoderSpec
from models.latent_words import fit_told, mistrust, spread, trust_told
from tests.explorer.latent_sights import DIGITS, Trained, with_view

LEFT = Qt.MouseButton.LeftButton
PARTS = (
    "decoded", "reconstructions", "atlas", "film", "sweep", "uses", "invention",
)  # fmt: skip


@pytest.fixture(scope="module")
def trained():
    return Trained(DIGITS)


@pytest.fixture(scope="module")
def sight(trained):
    return trained.sight(ends=(3, 8))


@pytest.fixture
def make(qtbot, sight):
    def make(name, sight=sight, size=(400, 560)):
        tool = TOOLS[name]()
        qtbot.addWidget(tool)
        tool.asked = []
        tool.edited.connect(tool.asked.append)
        tool.resize(*size)
        tool.show_theme(DARK)
        tool.show_spec(sight.moment.spec)
        tool.show_sight(sight)
        tool.show()
        qtbot.wait(1)
        return tool

    return make


def click(qtbot, sheet, place):
    qtbot.mouseClick(sheet, LEFT, pos=sheet.grid.rect(place).center())


@pytest.mark.parametrize("name", TOOLS)
def test_showing_is_silent(make, sight, name):
    tool = make(name)
    other = with_view(
        sight.moment.spec, alpha=0.5, draws=50, sheet=3, map=True, ends=(1, 2), steps=5
    )
    tool.show_spec(other)
    tool.show_sight(replace(sight, moment=replace(sight.moment, spec=other)))
    tool.show_theme(LIGHT)
    tool.grab()
    assert tool.asked == []


@pytest.mark.parametrize("name", TOOLS)
def test_what_is_not_computed_yet_stays_as_it_was(make, sight, name):
    tool = make(name)
    tool.said.say("")
    before = tool.grab().toImage()
    tool.show_sight(replace(sight, **dict.fromkeys(PARTS)))
    if name != "map":  # where the pointer is nowhere, nothing is awaited
        assert tool.said.whole == WAITS
        tool.said.say("")
    assert tool.grab().toImage() == before


@pytest.mark.parametrize("name", TOOLS)
def test_nothing_is_wider_than_a_narrow_column(make, name):
    assert make(name).minimumSizeHint().width() <= 340


@pytest.mark.parametrize(
    "kind", [ImagesPanel, HourglassPanel, LearningPanel, LatentViewPanel]
)
def test_no_panel_is_wider_than_its_column(qtbot, kind):
    panel = kind()
    qtbot.addWidget(panel)
    panel.show_spec(AutoencoderSpec())
    assert panel.minimumSizeHint().width() <= COLUMN - 2 * BAR


def test_reconstructions_say_their_losses(qtbot, make, sight):
    tool = make("reconstructions")
    losses = sight.reconstructions.losses
    assert tool.pairs.captions.below == [f"{loss:.2g}" for loss in losses]
    assert "10 of 10 were held out" in tool.said.whole
    assert not tool.strip.isVisible()
    tool.show_epochs([(1, sight.reconstructions.decoded)])
    assert tool.strip.isVisible()


def test_a_click_on_a_reconstruction_chooses_its_image(qtbot, make, sight):
    tool = make("reconstructions")
    across = tool.pairs.grid.columns
    row = 2 if across < 10 else 0
    click(qtbot, tool.pairs, (row + 1, 1))
    number = int(sight.reconstructions.numbers[row // 2 * across + 1])
    assert tool.asked == [{"view.chosen": (number,)}]


def test_buttons_say_which_images_are_shown(qtbot, make):
    tool = make("reconstructions")
    qtbot.mouseClick(tool.choice.buttons["worst"], LEFT)
    assert tool.asked == [{"view.shown": "worst"}]
    tool.pick(7)
    assert tool.asked[-1] == {"view.chosen": (7,)}


def test_a_key_blinks_while_it_is_held(qtbot, make):
    tool, turned = make("reconstructions"), []
    tool.blink.turned.connect(turned.append)
    qtbot.keyPress(tool.pairs, Qt.Key.Key_B)
    assert turned == [True]
    qtbot.keyRelease(tool.pairs, Qt.Key.Key_B)
    assert not tool.blink.is_other
    count = len(turned)
    qtbot.wait(300)
    assert len(turned) == count


def test_no_images_chosen_are_no_pairs(make, sight):
    tool = make("reconstructions")
    some = sight.reconstructions
    parts = {
        field.name: getattr(some, field.name)[:0] for field in fields(Reconstructions)
    }
    none = Reconstructions(**parts)
    tool.show_sight(replace(sight, reconstructions=none))
    assert tool.pairs.count == 0
    tool.resize(300, 500)
    tool.grab()
    tool.show_sight(sight)
    assert tool.pairs.count == 20


def test_the_map_shows_the_place_and_how_far_to_trust_it(qtbot, make, trained, sight):
    tool = make("map")
    assert np.array_equal(tool.large.image, sight.decoded.pixels)
    assert tool.said.whole.split(":")[0] in ("Trusted", "Less sure")
    far = trained.decoded((400.0, 400.0))
    tool.show_sight(replace(sight, decoded=far))
    assert tool.said.whole.startswith("Far from anything seen")
    assert tool.large.words == "at (400, 400)"
    for box in tool.findChildren(QCheckBox):
        box.click()
    assert tool.asked == [{f"view.{k}": True} for k in ("map", "doubt", "thumbnails")]


def test_trust_is_a_share_of_the_clouds_size():
    codes = np.array([[-3.0, 0], [3, 0], [0, -4], [0, 4]])
    size = spread(codes)
    assert size == pytest.approx(np.sqrt(np.square(codes).sum() / 4))
    assert trust_told(0.1 * size, size).startswith("Trusted")
    assert trust_told(0.2 * size, size).startswith("Less sure")
    assert "31 %" in trust_told(0.31 * size, size)
    shares = mistrust(size * np.array([0, 0.1, 0.2, 0.3, 9]), size)
    assert shares == pytest.approx([0, 0, 0.5, 1, 1])
    assert trust_told(0.0, 0.0).startswith("Trusted")  # all codes alike


def test_two_clicks_in_the_plane_choose_both_ends(make, sight):
    tool = make("interpolation")
    assert [box.value() for box in tool.boxes] == list(sight.film.ends)
    tool.pick(50)
    assert tool.asked == [{"view.ends": (50, 8)}]
    tool.show_spec(with_view(sight.moment.spec, ends=(50, 8)))
    tool.pick(60)
    assert tool.asked[-1] == {"view.ends": (50, 60)}


def test_ends_are_typed_as_well(qtbot, make):
    tool = make("interpolation")
    tool.boxes[1].setValue(99)
    assert tool.asked == [{"view.ends": (3, 99)}]
    assert tool.boxes[0].maximum() == 1796
    qtbot.mouseClick(tool.buttons[1], LEFT)
    tool.pick(5)
    assert tool.asked[-1] == {"view.ends": (3, 5)}


def test_a_film_is_played_there_and_back(qtbot, make, sight, monkeypatch):
    tool = make("interpolation")
    player, seen = tool.player, []
    tool.stepped.connect(seen.append)
    player._timer.setInterval(1)
    player.button.click()
    qtbot.waitUntil(lambda: len(seen) >= 20, timeout=5000)
    player.button.click()
    assert seen[:20] == [*range(1, 9), *range(7, -1, -1), *range(1, 5)]
    at = player.slider.value()
    assert np.array_equal(player.latent.image, sight.film.latent[at])
    assert np.array_equal(player.faded.image, sight.film.faded[at])
    qtbot.wait(20)
    assert player.slider.value() == at
    assert tool.asked == []


def test_a_click_on_the_film_goes_to_its_step(qtbot, make, sight):
    tool = make("interpolation")
    click(qtbot, tool.sheet, (1, 6))
    assert tool.player.slider.value() == 6
    assert f"{sight.film.largest_steps[1]:.3g}" in tool.said.whole


def test_the_vector_follows_the_slider(qtbot, make, trained, sight):
    tool = make("attribute")
    slider = tool.slider
    assert isinstance(slider, QSlider)
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert tool.asked == [{"view.alpha": pytest.approx(0.005)}]
    tool.show_spec(with_view(trained.spec, alpha=0.5))
    half = trained.sight(alpha=0.5)
    tool.show_sight(half)
    assert np.array_equal(tool.large.image, half.sweep.chosen)
    assert tool.large.words == "α = +0.5"
    assert list(tool.sheet.captions.columns)[::4] == ["−1", "0", "+1"]


def test_a_click_removes_a_pick_and_one_in_the_plane_adds_it(qtbot, make, sight):
    tool = make("attribute")
    with_it, without = (
        tuple(map(int, one)) for one in (sight.sweep.with_it, sight.sweep.without)
    )
    click(qtbot, tool.picked[0], (0, 1))
    rest = (with_it[0], *with_it[2:])
    assert tool.asked[-1] == {"view.with_it": rest, "view.without": without}
    qtbot.mouseClick(tool.buttons[1], LEFT)
    tool.pick(with_it[2])  # it changes sides
    less = tuple(n for n in with_it if n != with_it[2])
    assert tool.asked[-1] == {
        "view.with_it": less,
        "view.without": (*without, with_it[2]),
    }


def test_a_class_that_is_picked_alone_is_named(make, trained, sight):
    tool = make("attribute")
    tool.show_sight(sight)
    assert [b.text() for b in tool.buttons] == ["20 of 9", "20 of others"]
    others = tuple(sight.sweep.without.tolist())
    mixed = (*sight.sweep.with_it[:3].tolist(), others[0])
    tool.show_sight(trained.sight("sweep", with_it=mixed, without=others[1:]))
    assert [b.text() for b in tool.buttons] == ["4 with", "19 without"]


def test_the_plane_shows_the_bell_but_not_one_code_far_off(qtbot, trained):
    plot = CodesPlot()
    qtbot.addWidget(plot)
    plot.resize(400, 400)
    plot.show_spec(with_view(trained.spec, tool="decoder"))
    plot.show_moment(trained.moment)
    seen = trained.sight("invention", tool="decoder")
    plot.show_sight(seen)
    (left, right), (low, high) = plot.viewRange()
    lines = np.concatenate(seen.invention.ellipses)
    assert left < lines[:, 0].min()
    assert lines[:, 0].max() < right
    assert low < lines[:, 1].min()
    assert lines[:, 1].max() < high
    points = trained.moment.points.copy()
    points[7] = 1000, 1000
    plot.show_spec(with_view(trained.spec, tool="map"))
    plot.show_moment(replace(trained.moment, points=points))
    assert plot.viewRange()[0][1] < 50


def test_the_last_pick_of_a_side_stays(qtbot, make, sight):
    one = replace(sight.sweep, with_it=sight.sweep.with_it[:1])
    tool = make("attribute", replace(sight, sweep=one))
    click(qtbot, tool.picked[0], (0, 0))
    assert tool.asked == []


def test_a_click_on_the_sheet_takes_person_and_share(qtbot, make, sight):
    tool = make("attribute")
    click(qtbot, tool.sheet, (2, 7))
    number = int(sight.sweep.subjects[2])
    assert tool.asked == [{"view.chosen": (number,), "view.alpha": 0.75}]


def test_another_attribute_begins_with_other_picks(make):
    tool = make("attribute")
    tool.names.activated.emit(0)
    none = {"view.with_it": (), "view.without": ()}
    assert tool.asked == [{"view.attribute": "digit", **none}]
    tool.reset.click()
    assert tool.asked[-1] == none


def test_codes_are_compared_and_written(qtbot, make, sight):
    tool = make("encoder")
    guesses = sight.uses.guesses
    said = [bar.said for bar in tool.neighbours.bars]
    assert said == [f"{100 * one.neighbours:.0f} %" for one in guesses]
    assert [bar.is_chosen for bar in tool.regression.bars] == [True, False, False]
    with qtbot.waitSignal(tool.asked_for_codes):
        qtbot.mouseClick(tool.export, LEFT)
    assert tool.asked == []


def test_a_number_is_told_by_its_explained_share(make, sight):
    attribute = replace(sight.moment.images.attributes[0], classes=())
    images = replace(sight.moment.images, attributes=(attribute,))
    sight = replace(sight, moment=replace(sight.moment, images=images))
    tool = make("encoder", sight)
    assert "R²" in tool.titles[0].text()
    assert "%" not in tool.neighbours.bars[0].said


@pytest.mark.parametrize(
    ("own", "other", "words"),
    [
        (0.02, 0.04, "PCA, the best that is linear with 2 numbers, loses 2 times"),
        (0.04, 0.02, "This loses 2 times as much as PCA"),
        (0.0201, 0.02, "As good as the best"),
    ],
)
def test_the_loss_is_held_against_pca(make, sight, own, other, words):
    uses = replace(sight.uses, pixel_loss=own, principal_loss=other)
    assert make("encoder", replace(sight, uses=uses)).said.whole.startswith(words)


def test_new_codes_are_drawn_as_asked(qtbot, make, sight):
    tool = make("decoder")
    assert (tool.sheet.grid.rows, tool.sheet.grid.columns) == (5, 5)
    qtbot.mouseClick(tool.again, LEFT)
    buttons = tool.controls.widgets["view.drawn_by"].buttons
    qtbot.mouseClick(buttons["uniform"], LEFT)
    tool.controls.widgets["view.sheet"].setValue(20)
    assert tool.asked == [
        {"view.draw_seed": 1}, {"view.drawn_by": "uniform"}, {"view.sheet": 20},
    ]  # fmt: skip


def test_the_ways_to_draw_are_compared(make, trained):
    tool = make("decoder", trained.sight(drawn_by="classes", sheet=20))
    assert tool.sheet.count == 400
    chosen = [bar.name for bar in tool.bars.bars if bar.is_chosen]
    assert chosen == ["a bell for each class"]
    assert "D = " in tool.said.whole


@pytest.mark.parametrize(
    ("misfit", "words"), [(0.03, "nearly a bell"), (0.1, "roughly"), (0.26, "no bell")]
)
def test_a_misfit_is_a_sentence(misfit, words):
    assert words in fit_told(misfit)
