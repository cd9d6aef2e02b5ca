"""Step by step: the next update in symbols and numbers, one phrase after another."""

from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QWidget

from explorer.elided import ElidedLabel
from models.snapshots import Phrase

MOST = 9  # phrases of the longest rule
SLOW = 3.0  # steps a second: beyond it no one reads phrase by phrase
GAP = 12, 1  # px, between columns and rows


class UpdateStrip(QWidget):
    """Lights the phrases of an update in turn: at a press, or slowly while it plays.

    Signals:
        lit: (Phrase or None) the one that is lit; None while all are.
    """

    lit = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._phrases: tuple[Phrase, ...] = ()
        self._at: int | None = None  # which is lit
        self._speed: float | None = None  # steps a second, while it plays
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.advance)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP[0])
        grid.setVerticalSpacing(GAP[1])
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        self._rows = [(ElidedLabel(), ElidedLabel()) for _ in range(MOST)]
        for row, labels in enumerate(self._rows):
            for column, label in enumerate(labels):
                grid.addWidget(label, row, column)

    def show_phrases(self, phrases: tuple[Phrase, ...]) -> None:
        """Tell an update, from its first phrase on."""
        if phrases == self._phrases:
            return
        self._phrases = phrases
        for number, labels in enumerate(self._rows):
            is_there = number < len(phrases)
            phrase = phrases[number] if is_there else Phrase("", "")
            for label, text in zip(
                labels, (phrase.formula, phrase.values), strict=True
            ):
                label.say(text)
                label.setVisible(is_there)
        self._begin()

    def show_pace(self, speed: float | None) -> None:
        """Take how many steps a second there are; none while it does not play."""
        if speed != self._speed:
            self._speed = speed
            self._begin()

    @property
    def phrase(self) -> Phrase | None:
        """The one that is lit."""
        return None if self._at is None else self._phrases[self._at]

    def advance(self) -> bool:
        """Light the next phrase; tell whether there was one."""
        if self._at is None or self._at + 1 >= len(self._phrases):
            self._timer.stop()
            return False
        self._light(self._at + 1)
        return True

    def _begin(self) -> None:
        """Light the first phrase; all of them where they go by too fast."""
        self._timer.stop()
        is_fast = self._speed is not None and self._speed > SLOW
        self._light(None if is_fast or not self._phrases else 0)
        if self._speed is not None and not is_fast:
            self._timer.start(round(1000 / self._speed / (len(self._phrases) + 1)))

    def _light(self, at: int | None) -> None:
        self._at = at
        for number, labels in enumerate(self._rows):
            is_dim = at is not None and number > at
            name = "dim" if is_dim else "lit" if number == at else "phrase"
            for label in labels:
                if label.objectName() != name:
                    label.setObjectName(name)
                    if style := label.style():  # looks at the name again
                        style.polish(label)
        self.lit.emit(self.phrase)
