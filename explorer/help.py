"""Help: every key, the words of the field, and what the program is made of."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from PyQt6.QtCore import PYQT_VERSION_STR, QT_VERSION_STR, Qt, pyqtSignal
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.keys import GROUPS, PLACES
from models.glossary import glossary
from models.language import tr

SIZE = 720, 620  # px
LICENCES = {  # of what is imported, and of what is shipped with it
    "PyQt6": "GPL-3, or commercial",
    "pyqtgraph": "MIT",
    "numpy": "BSD-3",
    "torch": "BSD-3",
    "contourpy": "BSD-3",
    "Pillow": "MIT-CMU",
}
OWN = "loss-landscape-explorer"


def show_help(parent: QWidget, open_lesson: Callable[[str], object]) -> None:
    """Show all that there is to know, beside the window."""
    dialog = parent.findChild(HelpDialog)
    if dialog is None:
        dialog = HelpDialog(parent)
        dialog.asked.connect(open_lesson)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


class HelpDialog(QDialog):
    """A page for the keys, one for the words, and one about the program.

    Signals:
        asked: (str) the user wants the lesson of this name.
    """

    asked = pyqtSignal(str)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Help"))
        self.resize(*SIZE)
        pages = QTabWidget()
        pages.addTab(_page(keys_text()), tr("Keys"))
        words = _page(words_text())
        words.findChild(QLabel).linkActivated.connect(self.asked)
        pages.addTab(words, tr("Words"))
        pages.addTab(_page(about_text()), tr("About"))
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addWidget(pages)
        rows.addWidget(close)


def keys_text() -> str:
    """Return all keys as rich text, and what the mouse does, as `keys` has them."""
    native = QKeySequence.SequenceFormat.NativeText
    groups = {
        title: [
            (
                tr(" or ").join(QKeySequence(k).toString(native) for k in key.keys),
                key.says,
            )
            for key in group
        ]
        for title, group in GROUPS.items()
    }
    rows = []
    for title, pairs in [*groups.items(), *PLACES.items()]:
        rows.append(f"<tr><td colspan=2><h3>{title}</h3></td></tr>")
        rows += [
            f"<tr><td width=190><b>{name}</b>&nbsp;&nbsp;</td><td>{says}</td></tr>"
            for name, says in pairs
        ]
    return f"<table cellspacing=4>{''.join(rows)}</table>"


LESSON = tr("lesson")


def words_text() -> str:
    """Return the glossary as rich text; a lesson's number leads to it."""
    rows = []
    for term in glossary():
        links = " ".join(f'<a href="{n}">{n}</a>' for n in term.lessons)
        shown = f"<td width=70>{LESSON} {links}</td>"
        rows.append(f"<tr><td><b>{term.name}</b></td><td>{term.says}</td>{shown}</tr>")
    return f"<table cellspacing=6>{''.join(rows)}</table>"


def about_text() -> str:
    """Return what the program is, with versions and licences."""
    used = [
        f"<tr><td>{name}</td><td>{_version(name)}</td><td>{licence}</td></tr>"
        for name, licence in LICENCES.items()
    ]
    return tr(
        "<h3>Loss Landscape Explorer {version}</h3><p>Watch small neural "
        "networks learn, on the loss surface they walk on. Its code and its "
        "icons are under the MIT licence.</p><p>With Qt {qt} and PyQt "
        "{pyqt}. It uses:</p><table "
        "cellspacing=6>{used}</table><p>Measured data sets come with their "
        "origin and licence, in resources/data/ORIGIN.md.</p>",
        version=_version(OWN),
        qt=QT_VERSION_STR,
        pyqt=PYQT_VERSION_STR,
        used="".join(used),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _page(text: str) -> QWidget:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setMargin(12)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    area = QScrollArea()
    area.setWidget(label)
    area.setWidgetResizable(True)
    return area
