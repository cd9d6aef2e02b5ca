"""Shows two things in turn while a button is held."""

from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtWidgets import QStyle, QToolButton

from models.language import tr

PERIOD = 250  # ms, of each: 2 Hz, below what may cause seizures


class BlinkButton(QToolButton):
    """A button to hold by mouse; what has a key for it calls `begin` and `end`.

    Where the desktop asks for little motion, the other thing is seen while it is held.

    Signals:
        turned: (bool) the other thing is to be seen, or the usual one again.
    """

    turned = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setText(tr("Blink"))
        self.setObjectName("segment")
        self.setToolTip(
            tr(
                "Hold it, or B while the images have the focus: originals and "
                "reconstructions in turn, in the same place. What jumps is what is "
                "lost."
            )
        )
        self.is_other = False
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD)
        self._timer.timeout.connect(lambda: self._turn(not self.is_other))
        self.pressed.connect(self.begin)
        self.released.connect(self.end)

    @property
    def moves(self) -> bool:
        """Whether the desktop has animations."""
        style = self.style()
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return style is None or style.styleHint(hint, None, self) > 0

    def begin(self) -> None:
        """Show both in turn from here on."""
        self._turn(True)
        if self.moves:
            self._timer.start()

    def end(self) -> None:
        """Show the usual one again."""
        self._timer.stop()
        self._turn(False)

    def _turn(self, is_other: bool) -> None:
        if is_other != self.is_other:
            self.is_other = is_other
            self.turned.emit(is_other)
