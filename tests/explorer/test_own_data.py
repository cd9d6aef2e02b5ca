"""Own data: what one asks of the panel, and how a table takes the place of a set."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFileDialog

from explorer.cli import main
from explorer.panels.data import DataPanel
from explorer.session import Lanes, Session
from explorer.table_dialog import TableDialog
from explorer.theme import THEMES, apply_theme
from models.catalog import DATA
from models.data import make_data
from models.options import parse_changes, revise
from models.own_tables import completed
from models.spec_files import read_any, write_spec
from models.specs import Spec
from models.tables import suggest
from tests.explorer.instant import Instant
from tests.explorer.test_panels import choose, obey
from tests.explorer.test_window import QUICK, Screen, drop
from tests.models.test_tables import ANYTHING

CELL = st.one_of(
    st.integers(-3, 30).map(str),
    st.floats(-1e13, 1e13, allow_nan=False).map(str),
    st.sampled_from(["", "NA", "yes", "no", "1e999", "=1+1", '"']),
)
ROWS = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=3, max_size=30)
ANY_FILE = ANYTHING | st.builds(
    lambda head, rows, by: "\n".join(by.join(row) for row in [head, *rows]).encode(),
    st.sampled_from([["a", "b", "c"], ["a (m)", "a (m)", ""], ["1", "2", "3"]]),
    ROWS,
    st.sampled_from([",", ";", "\t"]),
)

SMALL = revise(Spec(), {"plane.resolution": 21})
TEXT = "length (mm),mass,animal\n" + "".join(
    f"{n * 7 % 10},{n * n % 11},{'dog' if n % 3 else 'cat'}\n" for n in range(60)
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "animals.csv"
    path.write_text(TEXT)
    return path


def own(file, *more, spec=SMALL):
    return revise(
        spec, completed(spec.data, parse_changes([f"data.file={file}", *more]))
    )


@pytest.fixture
def forget(monkeypatch):
    """Let the next look be the first, as in another process."""

    def do():
        monkeypatch.setattr("models.own_tables._KEPT", {})
        make_data.cache_clear()

    return do


# The panel


@pytest.fixture
def panel(qtbot, qapp):
    apply_theme(qapp, THEMES["dark"])
    panel = DataPanel()
    qtbot.addWidget(panel)
    panel.show()
    with qtbot.waitActive(panel):
        panel.activateWindow()
    return panel


def shown(panel):
    return {
        key for key, control in panel.controls.items() if control.widget.isVisible()
    }


ALWAYS = {"name", "samples", "test", "noise", "seed", "standardise"}


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("six_points", set()),
        ("blood_pressure", set()),
        ("moons", {"balance"}),
        ("spiral", {"classes", "balance"}),
        ("wine", {"columns"}),
    ],
)
def test_the_panel_has_the_rows_that_suit_the_set(panel, name, more):
    panel.show_spec(revise(Spec(), {"data.name": name}))
    assert shown(panel) == {f"data.{key}" for key in ALWAYS | more}
    assert panel.said.text() == DATA[name].meaning
    assert panel.origin.whole == DATA[name].origin
    assert not panel.columns.isVisible()


def test_the_panel_says_what_an_own_table_is(panel, file):
    panel.show_spec(own(file))
    assert panel.controls["data.name"].widget.currentText() == "animals.csv"
    assert panel.said.text() == "Own table: 2 inputs to animal."
    assert panel.origin.whole == str(file)
    assert panel._note.whole == "animals.csv · 60 samples · 2 classes"
    assert panel.columns.isVisible()
    panel.show_spec(SMALL)
    box = panel.controls["data.name"].widget
    assert box.itemText(box.count() - 1) == "Own table …"


def test_sets_stand_under_headings_that_cannot_be_chosen(panel, qtbot):
    panel.show_spec(SMALL)
    box = panel.controls["data.name"].widget
    texts = [box.itemText(row) for row in range(box.count())]
    assert texts.index("Numbers") < texts.index("Six points") < texts.index("Moons")
    assert texts.index("Measured") < texts.index("Wine") < texts.index("Your own")
    assert not box.model().item(texts.index("Measured")).isEnabled()
    now = obey(panel, SMALL)
    choose(qtbot, box, "Blobs")
    assert now[0].data.name == "blobs"


def test_classes_and_their_balance_are_chosen(panel, qtbot):
    now = obey(panel, revise(Spec(), {"data.name": "blobs"}))
    panel.controls["data.classes"].widget.setValue(4)
    assert len(now[0].data.choice.classes) == 4
    balance = panel.controls["data.balance"]
    assert balance.button.isChecked()
    assert balance.field.text() == ""
    balance.slider.setValue(balance.TICKS // 4)
    assert now[0].data.balance == pytest.approx(0.26)
    qtbot.mouseClick(balance.button, Qt.MouseButton.LeftButton)
    assert now[0].data.balance is None
    assert panel._note.whole.endswith("· 200 samples · 4 classes")


def test_columns_are_ticked_and_one_stays(panel, qtbot):
    now = obey(panel, revise(Spec(), {"data.name": "iris", "data.test": 0.2}))
    button = panel.controls["data.columns"].widget
    assert button.text() == "2 of 4 inputs ▾"
    actions = button.actions_by_name
    actions["petal length"].trigger()
    assert now[0].data.columns == ("petal width",)
    assert not actions["petal width"].isEnabled()
    assert actions["petal width"].toolTip() == "At least one column is an input."
    actions["sepal length"].trigger()
    assert now[0].data.columns == ("sepal length", "petal width")
    assert now[0].data.held_out == 30
    menu = button.menu()
    assert [a.text() for a in menu.actions()][:2] == [
        "All", "Only petal length and petal width",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    assert button.text() == "4 of 4 inputs ▾"
    menu.actions()[1].trigger()
    assert now[0].data.columns == ()


def test_columns_are_ticked_by_the_keyboard_while_the_menu_stays(panel, qtbot):
    now = obey(panel, revise(Spec(), {"data.name": "iris"}))
    button = panel.controls["data.columns"].widget
    menu = button.menu()
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    down, space = Qt.Key.Key_Down, Qt.Key.Key_Space
    for key in (down, down, down, space, down, space):
        qtbot.keyClick(menu, key)
    assert menu.isVisible()
    assert now[0].data.choice.inputs == DATA["iris"].inputs
    menu.close()


def test_an_own_table_is_asked_for_and_until_then_all_stays(panel, qtbot):
    asked = []
    panel.table_asked.connect(lambda: asked.append("table"))
    now = obey(panel, SMALL)
    box = panel.controls["data.name"].widget
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    assert asked == ["table"]
    assert (now[0], box.currentText()) == (SMALL, "Six points")
    qtbot.mouseClick(panel.table, Qt.MouseButton.LeftButton)
    assert asked == ["table", "table"]


# The session


class Desk:
    """A session without threads, and what it has said."""

    def __init__(self, spec=SMALL):
        self.session = Session(spec, Lanes(*(Instant() for _ in range(5))))
        self.told, self.refused, self.previews, self.read = [], [], [], []
        self.session.told.connect(self.told.append)
        tables = self.session.tables
        tables.refused.connect(self.refused.append)
        tables.previewed.connect(self.previews.append)
        tables.read.connect(self.read.append)
        self.session.open()
        self.tick()

    def tick(self, times=3):
        for _ in range(times):
            self.session.tick(0.0)

    def open(self, file):
        """Open a table as one does who takes it as it is suggested."""
        self.session.tables.look(file)
        self.tick()
        if self.previews:
            self.session.tables.choose(suggest(self.previews.pop()))
            self.tick(8)
        if self.read:
            self.session.learn(self.read.pop())
            self.tick()


@pytest.fixture
def desk(qapp):
    return Desk()


def test_a_table_that_is_read_takes_the_place_of_the_set(desk, file):
    desk.open(file)
    spec = desk.session.spec
    assert (spec.data.name, spec.data.file) == ("own", str(file))
    assert spec.data.labels == ("cat", "dog")
    assert desk.told[-1] == "60 rows read."
    assert desk.session._walk.last.index == 0
    desk.session.undo()
    assert desk.session.spec == SMALL


def test_a_table_that_has_changed_is_read_anew(desk, file):
    desk.open(file)
    before = desk.session.spec
    file.write_text(TEXT.replace("7,1,dog", "7,2,dog"))
    desk.open(file)
    after = desk.session.spec
    assert after != before
    first, second = make_data(before.data), make_data(after.data)
    assert (first.inputs != second.inputs).any()


def test_fewer_rows_let_go_of_how_many_were_asked_for(desk, file):
    desk.open(file)
    assert desk.session.edit({"data.samples": 55})
    file.write_text("\n".join(TEXT.split("\n")[:41]))
    desk.open(file)
    assert desk.session.spec.data.count == 40


def test_a_spec_waits_for_its_table(desk, file, forget):
    spec = own(file)
    forget()
    desk.session.adopt(spec)
    assert desk.session.spec == SMALL
    desk.tick()
    assert desk.session.spec == spec
    assert not desk.told[-1]


def test_a_spec_without_its_table_leaves_all_as_it_was(desk, file, forget):
    spec = own(file)
    forget()
    file.unlink()
    desk.session.playback.play(True)
    desk.session.adopt(spec)
    desk.tick()
    assert desk.session.spec == SMALL
    assert desk.told[-1] == "animals.csv: there is no such file"
    assert desk.session.playback.is_playing
    desk.session.undo()
    assert desk.session.spec == SMALL


def test_a_reading_that_is_stopped_changes_nothing(desk, file):
    desk.session.tables.look(file)
    desk.tick()
    desk.session.tables.choose(suggest(desk.previews.pop()))
    desk.session.tables.stop()
    desk.tick()
    assert desk.read == []
    assert desk.session.spec == SMALL


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=ANY_FILE)
def test_no_file_loses_the_running_session(qapp, tmp_path, content):
    desk, file = Desk(), tmp_path / "t.csv"
    file.write_bytes(content)
    desk.open(file)
    spec = desk.session.spec
    if spec == SMALL:
        assert [*desk.refused, *filter(None, desk.told)]
    else:
        assert spec.data.is_own
    said = [*desk.refused, *desk.told]
    assert not any("\n" in text or "failed" in text for text in said)
    desk.session.playback.advance(1)
    desk.tick()
    assert desk.session._walk.last.index == 1 or desk.session._walk.verdict


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=ANY_FILE, more=st.sampled_from(["seed=1", "target=a", "columns=a,b"]))
def test_any_file_is_taken_or_refused_on_the_command_line(
    tmp_path, capsys, content, more
):
    file, out = tmp_path / "t.csv", tmp_path / "out.json"
    file.write_bytes(content)
    flags = ["--set", f"data.file={file}", "--set", f"data.{more}"]
    status = main(["export", str(out), *flags])
    error = capsys.readouterr().err
    if status == 2:
        assert re.fullmatch(r"[a-z]+\.[a-z_]+[^\n]*\n", error)
    else:
        assert (status, error) == (0, "")
        assert read_any(out).data.is_own


# The window


@pytest.fixture
def screen(qtbot, qapp):
    screen = Screen(qtbot, qapp, QUICK)
    yield screen
    screen.window.close()


def dialog_of(screen):
    [dialog] = screen.window.findChildren(TableDialog)
    screen.wait(lambda: dialog.ok.isEnabled() or bool(dialog.told.whole))
    return dialog


@pytest.mark.gl
def test_a_dropped_table_is_shown_and_learnt_from(screen, file, qtbot):
    window = screen.window
    window.session.playback.play(True)
    drop(window, file)
    dialog = dialog_of(screen)
    assert window.session.spec == QUICK
    assert window.session.playback.is_playing
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    window.session.playback.play(False)
    screen.settled()
    assert window.session.spec.data.file == str(file)
    assert window.stage.told.text() == "60 rows read."
    qtbot.mouseClick(window.data.columns, Qt.MouseButton.LeftButton)
    screen.wait(lambda: len(window.findChildren(TableDialog)) == 1)
    dialog = dialog_of(screen)
    assert dialog.columns.count.text() == "2 chosen"
    dialog.columns.inputs.item(0).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert window.session.spec.data.columns == ("mass",)


@pytest.mark.gl
def test_what_is_not_opened_leaves_all_as_it_was(
    screen, file, tmp_path, qtbot, monkeypatch, forget
):
    window = screen.window
    path, spec = tmp_path / "spec.json", own(file)
    write_spec(path, spec)
    forget()
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_, **__: (str(file), "")
    )
    qtbot.mouseClick(window.data.table, Qt.MouseButton.LeftButton)
    dialog = dialog_of(screen)
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    file.write_text("no table at all")
    drop(window, file)
    screen.wait(lambda: window.findChildren(TableDialog) != [])
    dialog = window.findChildren(TableDialog)[-1]
    screen.wait(lambda: bool(dialog.told.whole))
    assert dialog.told.whole.startswith("animals.csv: it has")
    dialog.reject()
    file.unlink()
    drop(window, path)
    screen.wait(lambda: bool(window.stage.told.text()))
    assert window.stage.told.text() == "animals.csv: there is no such file"
    assert window.session.spec == QUICK
