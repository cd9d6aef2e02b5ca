"""A line over the views that offers something once, and goes."""

from collections.abc import Callable

from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from models.language import tr


class Offer(QFrame):
    """A sentence, a button that does it, and one that does not."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._words, self.take = QLabel(), QPushButton()
        self._words.setWordWrap(True)
        self.leave = QPushButton(tr("No, thanks"))
        self._act: Callable[[], object] = self.hide
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self.leave)
        row.addWidget(self.take)
        self.take.setObjectName("play")
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.hide)
        self.hide()

    def show_offer(self, words: str, verb: str, act: Callable[[], object]) -> None:
        """Offer to `act`."""
        self._words.setText(words)
        self.take.setText(verb)
        self._act = act
        self.show()

    def _take(self) -> None:
        self.hide()
        self._act()
