"""How a table is written: a row of controls, as it was found out or as is asked for."""

from dataclasses import replace

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from models.detection import STYLES
from models.formats import (
    ENCODINGS,
    SEPARATORS,
    EncodingName,
    Format,
    SeparatorName,
)
from models.language import tr

SEPARATOR_TITLES: dict[SeparatorName, str] = {
    "comma": tr("Comma  ,"),
    "semicolon": tr("Semicolon  ;"),
    "tab": tr("Tab"),
    "bar": tr("Bar  |"),
    "spaces": tr("Spaces"),
}
ENCODING_TITLES: dict[EncodingName, str] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
}
SIGNS = {"none": "", "comma": ",", "point": ".", "space": " ", "apostrophe": "’"}
STYLE_TITLES = [f"1{SIGNS[group]}234{SIGNS[mark]}5" for mark, group in STYLES]


class FormatBar(QWidget):
    """Shows a `Format`, and tells which one the user would rather have.

    Signals:
        edited: (Format) the user changed something.
    """

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown = Format()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.separator = self._add(
            tr("Separator"),
            tr("What stands between two cells of a row."),
            [SEPARATOR_TITLES[name] for name in SEPARATORS],
        )
        self.numbers = self._add(
            tr("Numbers"),
            tr("The sign before the decimals, and the one between thousands."),
            STYLE_TITLES,
        )
        self.encoding = self._add(
            tr("Encoding"),
            tr("How letters are kept as bytes: wrong if names have odd signs in them."),
            [ENCODING_TITLES[name] for name in ENCODINGS],
        )
        self.header = QCheckBox(tr("First row has the names"))
        self.header.setToolTip(tr("Without it the columns are numbered."))
        self.header.clicked.connect(lambda on: self._tell(has_header=on))
        self._row.addWidget(self.header)
        self._row.addStretch(1)
        self.separator.activated.connect(
            lambda row: self._tell(separator=list(SEPARATORS)[row])
        )
        self.numbers.activated.connect(
            lambda row: self._tell(decimal=STYLES[row][0], thousands=STYLES[row][1])
        )
        self.encoding.activated.connect(lambda row: self._tell(encoding=ENCODINGS[row]))

    def show_format(self, form: Format) -> None:
        """Show how the table is read."""
        self._shown = form
        self.separator.setCurrentIndex(list(SEPARATORS).index(form.separator))
        self.numbers.setCurrentIndex(STYLES.index((form.decimal, form.thousands)))
        self.encoding.setCurrentIndex(ENCODINGS.index(form.encoding))
        self.header.setChecked(form.has_header)

    def _add(self, title: str, meaning: str, names: list[str]) -> QComboBox:
        box, label = QComboBox(), QLabel(title)
        box.addItems(names)
        box.setToolTip(meaning)
        box.setAccessibleName(title)
        label.setBuddy(box)
        self._row.addWidget(label)
        self._row.addWidget(box)
        return box

    def _tell(self, **changes: object) -> None:
        form = replace(self._shown, **changes)  # type: ignore[arg-type]
        if form != self._shown:
            self.show_format(form)
            self.edited.emit(form)
