"""The menu at the right of the tabs: files, pictures, the look, and help."""

from collections.abc import Callable, Mapping
from functools import partial

from PyQt6.QtGui import QActionGroup, QKeySequence
from PyQt6.QtWidgets import QMenu, QToolButton

from explorer.keeping import recent
from explorer.keys import GROUPS
from models.language import LANGUAGES, tr

SHOWN = (  # by the names that `keys` has for them; "" is a line
    "open", "recent", "save", "restore", "", "export", "copy", "", "lessons", "present",
    "theme", "language", "", "help", "what", "tour",
)  # fmt: skip
TITLES = {
    "open": tr("Open …"),
    "recent": tr("Open again"),
    "save": tr("Save …"),
    "restore": tr("Restore the last session"),
    "export": tr("Export a picture …"),
    "copy": tr("Copy the picture"),
    "lessons": tr("Lessons"),
    "present": tr("Present"),
    "theme": tr("Look"),
    "language": tr("Language"),
    "help": tr("Help and keys"),
    "what": tr("What is this?"),
    "tour": tr("The tour"),
}
SYSTEM = {"system": tr("As the system")}
LOOKS = SYSTEM | {"light": tr("Light"), "dark": tr("Dark")}


class MenuButton(QToolButton):
    """Opens the menu; what it does is given by name."""

    def __init__(self, actions: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self.setText(tr("Menu ▾"))
        self.setObjectName("segment")
        self.setToolTip(tr("Files, pictures, the look, and help"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = menu = QMenu(self)
        self.recent, self.looks, self.languages = (
            QMenu(TITLES[name], menu) for name in ("recent", "theme", "language")
        )
        menus = {
            "recent": self.recent, "theme": self.looks, "language": self.languages
        }  # fmt: skip
        keys = {key.action: key.keys[0] for group in GROUPS.values() for key in group}
        for name in SHOWN:
            if not name:
                menu.addSeparator()
            elif name in menus:
                menu.addMenu(menus[name])
            elif name in actions and (action := menu.addAction(TITLES[name])):
                action.setObjectName(name)
                action.triggered.connect(partial(_do, actions[name]))
                if name in keys:  # as a hint: the window has the key itself
                    native = QKeySequence.SequenceFormat.NativeText
                    hint = QKeySequence(keys[name]).toString(native)
                    action.setText(f"{TITLES[name]}\t{hint}")
        self.setMenu(menu)

    def offer_recent(self, open_file: Callable[[str], object]) -> None:
        """Offer the files that were opened last, as they are when it is opened."""

        def fill() -> None:
            self.recent.clear()
            for path in recent():
                if action := self.recent.addAction(path.name):
                    action.setToolTip(str(path))
                    action.triggered.connect(
                        partial(_do, partial(open_file, str(path)))
                    )
            self.recent.setEnabled(not self.recent.isEmpty())

        self._menu.aboutToShow.connect(fill)

    def offer_stillness(self, is_still: bool, choose: Callable[[bool], object]) -> None:
        """Offer to let nothing glide, below the themes."""
        self.looks.addSeparator()
        if action := self.looks.addAction(tr("Less motion")):
            action.setToolTip(tr("The camera and the surface jump instead of gliding"))
            action.setCheckable(True)
            action.setChecked(is_still)
            action.toggled.connect(choose)

    def offer_looks(self, now: str, choose: Callable[[str], object]) -> None:
        """Offer the themes, of which one is chosen."""
        _offer(self.looks, LOOKS, now, choose)

    def offer_languages(self, now: str, choose: Callable[[str], object]) -> None:
        """Offer the languages, of which one is chosen."""
        _offer(self.languages, SYSTEM | LANGUAGES, now, choose)


def _offer(
    menu: QMenu, titles: Mapping[str, str], now: str, choose: Callable[[str], object]
) -> None:
    """Offer one of a few names in a menu."""
    group = QActionGroup(menu)
    for name, title in titles.items():
        if action := menu.addAction(title):
            action.setCheckable(True)
            action.setChecked(name == now)
            action.triggered.connect(partial(_do, partial(choose, name)))
            group.addAction(action)


def _do(act: Callable[[], object], _: bool = False) -> None:
    act()
