"""Lessons in the window: ask first, then play and measure; the map; the keys."""

import json

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QLineEdit, QSlider, QSpinBox, QWhatsThis

from explorer.help import HelpDialog
from explorer.keys import GROUPS
from explorer.lessons.chart import ACROSS, LectureMap
from explorer.lessons.teaching import HELD
from explorer.plots.style import Plot
from explorer.settings import settings
from models.claims import Fact
from models.lessons import FOLDER, PANELS, headings, load_lesson
from tests.explorer.test_window import QUICK, Screen, drop

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(qtbot, qapp):
    settings().clear()
    screen = Screen(qtbot, qapp, QUICK)
    screen.settled()
    yield screen
    screen.window.close()


def press(screen, button):
    screen.qtbot.mouseClick(button, LEFT)


def answered(screen, number):
    """Answer, and wait until all is played and measured."""
    window = screen.window
    lesson = window.teaching.lesson
    press(screen, window.lesson_card.buttons[number])
    screen.wait(lambda: not window.playback.is_moving)
    screen.wait(lambda: len(window.teaching._facts) == len(lesson.facts))
    return window.lesson_card


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_tiles_of_the_map_stand_in_columns_with_their_whole_titles(qtbot, width):
    chart = LectureMap(headings())
    qtbot.addWidget(chart)
    chart.resize(width, 720)
    chart.show()
    boxes = [tile.geometry() for tile in chart.tiles.values()]
    assert len({box.x() for box in boxes}) == ACROSS
    assert max(box.width() for box in boxes) - min(box.width() for box in boxes) <= 1
    assert max(box.bottom() for box in boxes) < 720, "no part is below the window"
    for tile in chart.tiles.values():
        label = tile.words
        assert label.heightForWidth(label.width()) <= label.height(), label.text()


@pytest.mark.gl
def test_a_lesson_is_asked_before_it_is_played(screen):
    window = screen.window
    press(screen, window.tabs.buttons["lessons"])
    chart = window._map
    assert chart.isVisible()
    assert not window.transport.isVisible()
    press(screen, chart.tiles["7"])
    screen.settled()
    card, lesson = window.lesson_card, load_lesson("7")
    assert card.isVisible()
    assert window.session.spec == lesson.spec
    assert card.text.text() == lesson.text
    assert not card.seen.isVisible()
    assert not card.verdicts
    for name in ("play", "step", "skip"):
        assert not window.transport.buttons[name].isEnabled()
        assert window.transport.buttons[name].toolTip() == HELD
    for key in (Qt.Key.Key_Space, Qt.Key.Key_End):
        window.stage.tell("")
        screen.key(key)
        assert not window.playback.is_moving
        assert window.stage.told.text() == HELD
    screen.key(Qt.Key.Key_Period)
    assert window.session.step == 0


@pytest.mark.gl
def test_an_answer_shows_why_plays_and_measures(screen):
    window = screen.window
    window.teaching.open("9")
    lesson = window.teaching.lesson
    wrong = next(n for n in range(len(lesson.answers)) if n != lesson.right)
    card = answered(screen, wrong)
    for verdict, number in zip(card.verdicts, (wrong, lesson.right), strict=True):
        assert verdict.why.text() == lesson.answers[number].why
    assert [one.text.text()[0] for one in card.verdicts] == ["✗", "✓"]
    assert card.seen.text() == lesson.observation
    assert card.measured.lines.text().count("✓") == len(lesson.facts)
    assert "12.04°" in card.measured.lines.text()
    assert window.session.spec == lesson.then
    window.teaching.show_map()
    assert "1 of 24" in window._map._told.text()
    press(screen, window._map.tiles["9"])
    assert card.text.isVisible(), "it is asked again"


@pytest.mark.gl
def test_what_is_asked_for_is_played_and_then_pauses(screen):
    window = screen.window
    window.teaching.open("6")
    screen.settled()
    answered(screen, -1)
    assert window.session.step == load_lesson("6").steps
    assert not window.playback.is_playing
    screen.key(Qt.Key.Key_Space)
    assert window.playback.is_playing, "now it plays on"


@pytest.mark.gl
def test_keys_turn_to_the_next_lesson_and_the_other_tab(screen):
    window, qtbot = screen.window, screen.qtbot
    window.teaching.open("19")
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    assert window.teaching.lesson.name == "20"
    assert window.tab == "autoencoder"
    assert window.lesson_card.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_PageUp, CTRL)
    assert window.tab == "landscape"
    assert window.lesson_card.isVisible()
    window.teaching.open("24")
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    assert window.tab == "lessons", "after the last comes the map"
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    close = next(
        button
        for button in window.lesson_card.findChildren(type(window.tabs.folded))
        if button.accessibleName() == "Close the lesson"
    )
    window.teaching.open("5")
    press(screen, close)
    assert not window.lesson_card.isVisible()
    screen.key(Qt.Key.Key_Space)
    assert window.playback.is_playing, "nothing is held back any more"


@pytest.mark.gl
def test_a_teachers_own_lesson_is_dropped_and_a_broken_one_is_told(screen, tmp_path):
    window, path = screen.window, tmp_path / "mine.json"
    tree = json.loads((FOLDER / "9.json").read_text("utf-8"))
    path.write_text(json.dumps(tree | {"title": "My own"}), "utf-8")
    drop(window, path)
    assert window.lesson_card.name.text() == "My own"
    assert window.lesson_card.isVisible()
    path.write_text(json.dumps(tree | {"right": 7}), "utf-8")
    drop(window, path)
    assert window.stage.told.text().startswith(f"{path}: right must be a whole number")
    assert window.teaching.lesson.title == "My own", "and that stays"


@pytest.mark.gl
def test_a_word_leads_to_its_lesson(screen):
    screen.key(Qt.Key.Key_F1)
    dialog = screen.window.findChild(HelpDialog)
    words = next(
        label for label in dialog.findChildren(QLabel) if "saddle" in label.text()
    )
    assert 'href="7"' in words.text()
    words.linkActivated.emit("7")  # as Qt does where a link is pressed
    assert screen.window.teaching.lesson.name == "7"
    dialog.close()
    screen.key(Qt.Key.Key_F1)
    assert screen.window.findChildren(HelpDialog) == [dialog], "and not a second one"
    assert dialog.isVisible()
    dialog.close()


def test_help_lists_every_key(qtbot):
    dialog = HelpDialog(None)
    qtbot.addWidget(dialog)
    text = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for group in GROUPS.values():
        for key in group:
            assert key.says in text
    assert "PyQt6" in text


@pytest.mark.gl
def test_every_key_that_is_listed_does_something(screen):
    window = screen.window
    named = window._actions.named() | window._named()
    listed = {key.action for group in GROUPS.values() for key in group}
    assert listed <= named.keys()


@pytest.mark.gl
@pytest.mark.parametrize("is_trained", [False, True])
def test_the_outcome_of_a_training_is_hidden_or_where_it_begins(
    screen, tmp_path, monkeypatch, is_trained
):
    monkeypatch.setattr("explorer.latent.tab.cache", lambda: tmp_path)
    window, path = screen.window, tmp_path / "mine.json"
    tree = json.loads((FOLDER / "20.json").read_text("utf-8"))
    tree["spec"]["learning"]["epochs"] = tree["steps"] = 2
    tree |= {"facts": [], "trained": is_trained}
    path.write_text(json.dumps(tree))

    def opened():
        drop(window, path)
        screen.wait(lambda: window.latent.session.is_settled)
        return window.playback.at

    assert opened() == 0, "it was never trained"
    for again in (False, True):
        press(screen, window.lesson_card.buttons[0])
        screen.wait(lambda: window.playback.reached == 2)
        screen.wait(lambda: window.latent.session.is_settled)
        assert opened() == (2 if is_trained else 0), again


@pytest.mark.gl
def test_another_lesson_does_not_go_on_with_the_training_of_the_last(
    screen, tmp_path, monkeypatch
):
    monkeypatch.setattr("explorer.latent.tab.cache", lambda: tmp_path)
    window, path = screen.window, tmp_path / "mine.json"
    tree = json.loads((FOLDER / "20.json").read_text("utf-8"))
    tree["spec"]["learning"]["epochs"] = tree["steps"] = 400
    path.write_text(json.dumps(tree | {"facts": []}))
    for _ in range(2):
        drop(window, path)
        screen.wait(lambda: window.latent.session.visit is not None)
        screen.qtbot.wait(300)
        assert window.playback.reached == 0, "the question is open"
        assert not window.playback.is_moving
        press(screen, window.lesson_card.buttons[0])
        screen.wait(lambda: window.playback.reached > 1)


@pytest.mark.gl
def test_a_press_tells_what_anything_is_and_does_nothing_else(screen):
    window = screen.window
    asked = {
        window.transport.buttons["play"]: "Play or pause",
        window.stage.scene: "the ball stands where the network is",
        window.stage.strip.axes: "What the two axes are",
        window.descent: "The rule of a step",
        window.data.controls["data.noise"].slider: "<b>Noise</b>",
        window.plots.history: "The loss at every step",
        window.lesson_card.parentWidget() or window: "nothing to say",
    }
    for widget, words in asked.items():
        screen.key(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        assert QWhatsThis.inWhatsThisMode()
        shown = widget
        while not shown.whatsThis():
            shown = shown.parentWidget()
        assert words in shown.whatsThis()
        press(screen, widget)
        assert not QWhatsThis.inWhatsThisMode()
        QWhatsThis.hideText()
    assert not window.playback.is_playing
    assert window.session.step == 0


@pytest.mark.gl
def test_a_lesson_is_answered_and_the_map_is_walked_by_keys(screen):
    window, keys = screen.window, Qt.Key
    screen.key(keys.Key_3, CTRL)
    tiles = window._map.tiles
    tiles["1"].setFocus()
    for key, reached in (
        (keys.Key_Right, "2"), (keys.Key_Down, "6"), (keys.Key_Up, "2"),
        (keys.Key_Left, "1"), (keys.Key_Up, "1"), (keys.Key_Down, "5"),
    ):  # fmt: skip
        screen.qtbot.keyClick(window.focusWidget(), key)
        assert window.focusWidget() is tiles[reached]
    screen.qtbot.keyClick(window.focusWidget(), keys.Key_Return)
    assert window.teaching.lesson.name == "5"
    screen.key(keys.Key_B)
    assert window.lesson_card.verdicts[0].text.text() == "✓ Four times"
    assert window.transport.buttons["play"].isEnabled()
    screen.key(keys.Key_A)
    assert len(window.lesson_card.verdicts) == 1, "nothing is asked any more"
    screen.key(keys.Key_D)
    assert window.plots.prediction.draw_button.isChecked(), "and so it draws"


@pytest.mark.gl
def test_the_card_stays_with_its_tab(screen):
    window = screen.window
    window.teaching.open("5")
    screen.key(Qt.Key.Key_2, CTRL)
    assert not window.lesson_card.isVisible()
    assert not window.playback.held
    screen.key(Qt.Key.Key_1, CTRL)
    assert window.lesson_card.isVisible()
    assert window.playback.held == HELD


@pytest.mark.gl
def test_all_of_a_lesson_is_in_sight_in_a_small_window(screen):
    window, card = screen.window, screen.window.lesson_card
    window.resize(1280, 720)

    def is_whole():
        return card._inner.height() <= card._inner.parentWidget().height()

    for name in [heading.name for heading in headings()][:19]:
        window.teaching.open(name)
        screen.wait(is_whole)
        lesson = window.teaching.lesson
        card.show_answer(lesson, (lesson.right + 1) % len(lesson.answers))
        card.show_facts([Fact("x" * 20 + " y" * 40, True)] * len(lesson.facts), True)
        screen.wait(is_whole)


@pytest.mark.gl
def test_a_lesson_may_name_each_panel_and_no_other(screen):
    window = screen.window
    window.show_tab("autoencoder")
    for tab, panels in (
        ("landscape", window.panels),
        ("autoencoder", window.latent.panels),
    ):
        assert {panel.title.lower() for panel in panels} == set(PANELS[tab])


@pytest.mark.gl
def test_tab_passes_the_buttons_over_the_surface_and_the_timeline(screen):
    window, passed = screen.window, []
    screen.key(Qt.Key.Key_Period)
    screen.wait(lambda: window.session.step == 1)
    window.transport.buttons["columns"].setFocus()
    for _ in range(5):
        screen.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        passed.append(window.focusWidget())
    stage = window.stage
    over = stage.layers, stage.look, stage.segments.buttons["3-D"]
    assert passed == [*over, stage.scene, stage.timeline.groove]


@pytest.mark.gl
def test_sliders_and_plots_have_names_for_a_screen_reader(screen):
    window = screen.window
    for panel in window.panels:
        panel.fold(False)
    for part in window.findChildren((QSlider, QLineEdit, Plot)):
        is_inner = isinstance(part.parentWidget(), QSpinBox)
        assert part.accessibleName() or is_inner or not part.isVisible(), part


@pytest.mark.gl
def test_a_lesson_is_where_undo_ends_and_drawing_too(screen):
    window = screen.window
    window.teaching.open("14")
    press(screen, window.lesson_card.buttons[-1])
    screen.key(Qt.Key.Key_D)
    assert window.plots.prediction.draw_button.isChecked()
    window.teaching.open("7")
    assert not window.plots.prediction.draw_button.isChecked()
    screen.key(Qt.Key.Key_D)
    assert not window.plots.prediction.draw_button.isChecked(), "it asks"
    screen.key(Qt.Key.Key_Z, CTRL)
    assert window.session.spec == load_lesson("7").spec


@pytest.mark.gl
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_End])
def test_a_pause_does_not_lose_the_end_of_a_lesson(screen, key):
    window = screen.window
    window.teaching.open("10")
    screen.settled()
    press(screen, window.lesson_card.buttons[-1])
    screen.wait(lambda: window.session.step > 0)
    screen.key(Qt.Key.Key_Space)
    assert not window.playback.is_playing
    window.session.edit({"view.speed": 1000.0})
    screen.key(key)
    screen.wait(lambda: not window.playback.is_moving)
    screen.settled()
    assert window.session.step == load_lesson("10").steps
    screen.key(Qt.Key.Key_Space)
    assert window.playback.is_playing, "now without an end"


@pytest.mark.gl
def test_columns_are_wide_enough_after_a_lesson_of_the_other_tab(screen):
    window = screen.window
    window.resize(1280, 720)
    window.teaching.open("20")
    window.teaching.open("19")
    screen.wait(lambda: window.columns.left.width() >= 350)
    assert window.columns.right.width() >= 370
