"""The dialog that opens a table: real widgets, and files on a lane without a thread."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QComboBox, QLabel, QStyle, QStyleOptionViewItem

from explorer.table_dialog import TableDialog
from explorer.theme import THEMES, apply_theme
from models.formats import Format
from models.readings import read
from models.tables import MOST_ROWS, Choice, Reading, Table, previews
from tests.explorer.instant import Instant

ROWS = "".join(
    f"{n * 7 % 10},5;{n * n % 11};{'red' if n % 3 else 'blue'};{n * n},5\n"
    for n in range(60)
)
TEXT = f"length;width;color;price\n{ROWS}?;1;red;2\n1;2\n"


class Opened:
    """A dialog and what the window would do for it."""

    def __init__(self, file, theme):
        self.file, self.lane, self.tables = file, Instant(), []
        self.dialog = TableDialog(file, theme)
        self.chosen, self.stops = [], []
        self.dialog.reformatted.connect(self.look)
        self.dialog.chosen.connect(self.chosen.append)
        self.dialog.stopped.connect(lambda: self.stops.append(True))

    def look(self, form=None):
        self.lane.start(previews(self.file, form))
        self.pull(self.dialog.show_preview)

    def read(self):
        [choice] = self.chosen
        asked = choice.inputs, choice.target, choice.kind
        self.lane.start(read(self.file, choice.format, *asked))
        self.pull(self.show)

    def show(self, item):
        if isinstance(item, Table):
            self.tables.append(item)
            self.dialog.accept()
        else:
            self.dialog.show_reading(item)

    def pull(self, show):
        try:
            for item in self.lane.take(MOST_ROWS):
                show(item)
        except ValueError as error:
            self.dialog.show_refusal(str(error))


@pytest.fixture
def open_text(qtbot, qapp, tmp_path):
    apply_theme(qapp, THEMES["dark"])

    def make(text=TEXT, name="t.csv"):
        file = tmp_path / name
        file.write_text(text)
        opened = Opened(file, THEMES["dark"])
        qtbot.addWidget(opened.dialog)
        opened.dialog.show()
        with qtbot.waitActive(opened.dialog):
            opened.dialog.activateWindow()
        opened.look()
        return opened

    return make


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def pick(qtbot, box: QComboBox, row):
    """Choose a row of a box by the keyboard, as a user does."""
    box.setFocus()
    by = row - box.currentIndex()
    for _ in range(abs(by)):
        qtbot.keyClick(box, Qt.Key.Key_Down if by > 0 else Qt.Key.Key_Up)


def tick(qtbot, names, row):
    """Click into the little box of an item."""
    option = QStyleOptionViewItem()
    names.initViewItemOption(option)
    option.rect = names.visualItemRect(names.item(row))
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
    at = names.style().subElementRect(part, option, names).center()
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))


def heads(dialog):
    model, across = dialog.table.model(), Qt.Orientation.Horizontal
    return [model.headerData(n, across) for n in range(model.columnCount())]


def test_a_table_is_shown_as_it_was_understood(open_text):
    dialog = open_text().dialog
    assert dialog.bar.separator.currentText() == "Semicolon  ;"
    assert dialog.bar.numbers.currentText() == "1234,5"
    assert dialog.bar.header.isChecked()
    assert heads(dialog) == [
        "length\ninput", "width\ninput", "color\nclasses", "price\ntarget",
    ]  # fmt: skip
    model = dialog.table.model()
    shown = [model.index(1, column).data() for column in range(4)]
    assert shown == ["7.5", "1", "red", "1.5"]
    assert model.rowCount() == 50
    assert dialog.use.whole == (
        "62 rows; 1 left out with a value missing; "
        "1 left out with too many or too few cells."
    )
    assert dialog.ok.isEnabled()


def test_a_column_with_too_many_classes_is_told_in_the_preview(open_text):
    rows = "".join(f"{n % 7},{n % 11},kind {n % 30}\n" for n in range(90))
    dialog = open_text(f"a,b,kind\n{rows}").dialog
    assert dialog.use.whole == (
        "90 rows. kind is no target: it has 30 different values, which are too many "
        "classes."
    )


def test_nothing_can_be_opened_before_it_is_understood(qtbot, tmp_path):
    dialog = TableDialog(tmp_path / "t.csv", THEMES["light"])
    qtbot.addWidget(dialog)
    assert not dialog.ok.isEnabled()
    assert not dialog.columns.isEnabled()
    assert dialog.use.whole == dialog.ok.toolTip() == "Looking at how it is written …"


def test_open_tells_what_was_chosen_and_closes_with_the_table(qtbot, open_text):
    opened = open_text()
    click(qtbot, opened.dialog.ok)
    form = Format("semicolon", "comma")
    expected = Choice(opened.file, form, ("length", "width"), "price", "numbers")
    assert opened.chosen == [expected]
    assert not opened.dialog.ok.isEnabled()
    opened.read()
    assert opened.tables[0].complete == 60
    assert opened.dialog.result() == TableDialog.DialogCode.Accepted


def test_inputs_are_ticked(qtbot, open_text):
    dialog = open_text().dialog
    names = dialog.columns.inputs
    tick(qtbot, names, 0)
    assert heads(dialog)[0] == "length\nnumbers"
    assert dialog.columns.count.text() == "1 chosen"
    for row in (2, 3):  # texts, and the target
        tick(qtbot, names, row)
        assert names.item(row).checkState() == Qt.CheckState.Unchecked
    assert names.item(2).toolTip() == (
        "color cannot be an input: it has texts, not numbers"
    )
    assert names.item(3).toolTip() == "price is the target"
    tick(qtbot, names, 1)
    assert dialog.told.whole == dialog.ok.toolTip() == "choose at least one input"
    assert not dialog.ok.isEnabled()
    tick(qtbot, names, 0)
    assert dialog.ok.isEnabled()
    assert dialog.told.whole == ""


def test_the_target_brings_its_kind_and_what_is_greyed_says_why(qtbot, open_text):
    opened = open_text()
    dialog = opened.dialog
    kind = dialog.columns.kind.buttons
    assert kind["numbers"].isChecked()
    assert not kind["classes"].isEnabled()
    assert "price cannot be classes" in kind["classes"].toolTip()
    pick(qtbot, dialog.columns.target, 2)
    assert kind["classes"].isChecked()
    assert "color cannot be numbers" in kind["numbers"].toolTip()
    pick(qtbot, dialog.columns.target, 1)
    assert heads(dialog)[1] == "width\ntarget"
    assert heads(dialog)[0] == "length\ninput"
    click(qtbot, kind["numbers"])
    click(qtbot, dialog.ok)
    [choice] = opened.chosen
    assert (choice.inputs, choice.target) == (("length",), "width")
    assert choice.kind == "numbers"


def test_a_column_that_is_good_for_nothing_cannot_be_the_target(open_text):
    rows = "".join(f"word {n},{n % 5}.5,{n}\n" for n in range(20))
    target = open_text(f"a,b,c\n{rows}").dialog.columns.target
    assert not target.model().item(0).isEnabled()
    assert target.model().item(0).toolTip() == (
        "a cannot be the target: its texts hardly ever recur"
    )


def test_another_format_is_looked_at_again(qtbot, open_text):
    opened = open_text()
    dialog = opened.dialog
    tick(qtbot, dialog.columns.inputs, 0)
    click(qtbot, dialog.bar.header)
    assert heads(dialog)[0].startswith("column 1")
    click(qtbot, dialog.bar.header)
    assert heads(dialog)[0] == "length\ninput"
    tick(qtbot, dialog.columns.inputs, 0)
    pick(qtbot, dialog.bar.encoding, 4)
    assert heads(dialog)[0] == "length\nnumbers"  # as it was chosen
    click(qtbot, dialog.ok)
    assert opened.chosen[0].format.encoding == "cp1252"


def test_a_format_that_makes_no_table_is_refused_and_can_be_mended(qtbot, open_text):
    dialog = open_text().dialog
    pick(qtbot, dialog.bar.separator, 2)
    assert "only one column, with tab between" in dialog.told.whole
    assert not dialog.ok.isEnabled()
    assert not dialog.columns.isEnabled()
    assert dialog.table.model().rowCount() == 0
    pick(qtbot, dialog.bar.separator, 1)
    assert dialog.told.whole == ""
    assert dialog.ok.isEnabled()
    assert dialog.table.model().rowCount() == 50


def test_reading_shows_how_far_it_is_and_can_be_stopped(qtbot, open_text):
    opened = open_text()
    dialog = opened.dialog
    click(qtbot, dialog.ok)
    dialog.show_reading(Reading(0.4, 412_000))
    assert dialog.progress.value() == 400
    assert dialog.use.whole == "412,000 rows read …"
    assert not dialog.bar.isEnabled()
    assert dialog.cancel.text() == "Stop"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert opened.stops == [True]
    assert dialog.isVisible()
    assert dialog.progress.value() == 0
    assert dialog.ok.isEnabled()
    click(qtbot, dialog.cancel)
    assert not dialog.isVisible()
    assert opened.stops == [True]
    assert dialog.result() == TableDialog.DialogCode.Rejected


def test_what_is_wrong_further_down_is_said_and_can_be_gone_round(qtbot, open_text):
    rows = "".join(f"{n % 7},{n % 9}.5,{n}\n" for n in range(2000))
    opened = open_text(f"a,b,c\n{rows}1e15,1,2\n")
    dialog = opened.dialog
    tick(qtbot, dialog.columns.inputs, 0)
    tick(qtbot, dialog.columns.inputs, 0)
    click(qtbot, dialog.ok)
    opened.read()
    assert dialog.told.whole.startswith("t.csv: line 2002, column a: with “1e15”")
    assert dialog.isVisible()
    assert not dialog.ok.isEnabled()
    tick(qtbot, dialog.columns.inputs, 0)
    assert dialog.ok.isEnabled()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [(1280, 720), (760, 420)])
def test_every_control_is_named_and_nothing_is_cut(qtbot, qapp, open_text, theme, size):
    apply_theme(qapp, THEMES[theme])
    dialog = open_text().dialog
    dialog.show_theme(THEMES[theme])
    dialog.resize(*size)
    qapp.processEvents()
    boxes = dialog.findChildren(QComboBox)
    assert len(boxes) == 4
    for box in boxes:
        assert box.accessibleName()
        assert box.toolTip()
    for widget in [*boxes, *dialog.findChildren(QLabel), dialog.ok, dialog.cancel]:
        if widget.isVisible():
            assert widget.height() >= widget.minimumSizeHint().height()
            assert widget.width() >= widget.minimumSizeHint().width()
            corner = widget.mapTo(dialog, widget.rect().bottomRight())
            assert dialog.rect().contains(corner)
