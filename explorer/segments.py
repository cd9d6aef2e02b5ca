"""A row of buttons of which one is down: it says what is shown; or a menu of them."""

from collections.abc import Mapping

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from models.language import tr

GAP = 4  # px, between buttons
LEFT_TO_RIGHT = "\u200e"  # a mark that is not seen


class Segments(QWidget):
    """One button for each name.

    Signals:
        chosen: (str) the user pressed the button of this name.
    """

    chosen = pyqtSignal(str)

    def __init__(
        self,
        titles: Mapping[str, tuple[str, str]],
        is_narrow: bool = False,
        nothing: str = "",
    ) -> None:
        """Take the title of each name, and what it does; many have to be narrow.

        What is called `nothing` is the menu while none of them is chosen.
        """
        super().__init__()
        self._titles, self._nothing = titles, nothing
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self._group = QButtonGroup(self)
        for name, (title, tooltip) in titles.items():
            button = QToolButton()
            button.setText(title)
            button.setToolTip(tooltip)
            button.setCheckable(True)
            button.setObjectName("page" if is_narrow else "segment")
            button.clicked.connect(lambda _, name=name: self.chosen.emit(name))
            self._group.addButton(button)
            row.addWidget(button)
            self.buttons[name] = button
        self.folded = self._make_folded()
        row.addWidget(self.folded)
        self.fold(False)

    def show_choice(self, name: str) -> None:
        """Show that `name` is chosen; another name than those of the buttons: none."""
        self._group.setExclusive(False)  # or else one would stay down
        for own, button in self.buttons.items():
            button.setChecked(own == name)
        self._group.setExclusive(True)
        title, _ = self._titles.get(name, (self._nothing, ""))
        self.folded.setText(f"{title} ▾")

    def refuse(self, refusals: Mapping[str, str]) -> None:
        """Grey those that are refused, by name; each says why, others what they do."""
        actions = self._menu.actions()
        for action, (name, button) in zip(actions, self.buttons.items(), strict=True):
            refusal = refusals.get(name, "")
            for part in (action, button):
                part.setEnabled(not refusal)
                part.setToolTip(refusal or self._titles[name][1])

    def fold(self, is_folded: bool) -> None:
        """Put one button with a menu in the place of all, or them in its place."""
        for button in self.buttons.values():
            button.setVisible(not is_folded)
        self.folded.setVisible(is_folded)

    def fit(self, width: int) -> None:
        """Fold where `width` is no room for a button each."""
        each = [button.sizeHint().width() + GAP for button in self.buttons.values()]
        self.fold(width < sum(each) - GAP)

    def _make_folded(self) -> QToolButton:
        folded = QToolButton()
        folded.setObjectName("segment")
        folded.setToolTip(tr("Which of these is shown"))
        folded.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = menu = QMenu(folded)
        menu.setToolTipsVisible(True)
        for name, (title, tooltip) in self._titles.items():
            action = menu.addAction(title, lambda n=name: self.chosen.emit(n))
            assert action is not None
            action.setToolTip(tooltip)
        folded.setMenu(menu)
        return folded
