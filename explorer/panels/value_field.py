"""A field at a line of the network diagram, to type the value of its weight."""

from PyQt6.QtCore import QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent
from PyQt6.QtWidgets import QLineEdit, QWidget

from explorer.entries import as_number, mark, when_typed
from models.language import tr
from models.options import OPTIONS

WIDTH, HEIGHT = 72, 24  # px
OPTION = OPTIONS["start.theta"]
REFUSAL = tr(
    "It must be a number from {low:,.0f} to {high:,.0f}.",
    low=OPTION.low,
    high=OPTION.high,
)


class ValueField(QLineEdit):
    """Appears where it is asked for, and is gone once it is left.

    Signals:
        typed: (int, float) the number of a parameter, and the value it is to have.
    """

    typed = pyqtSignal(int, float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self._meaning = 0, ""
        self.hide()
        when_typed(self, self._take)
        self.returnPressed.connect(self._close)

    def ask(self, number: int, name: str, value: float, at: QPointF) -> None:
        """Ask for the value of a parameter, near a point of the parent."""
        self._number, self._meaning = number, tr("The value of {name}", name=name)
        mark(self, "", self._meaning)
        self.setAccessibleName(self._meaning)
        self.setText(f"{value:.6g}")
        room = self.parentWidget()
        assert room is not None
        x = min(max(at.x() - WIDTH / 2, 0), room.width() - WIDTH)
        y = min(max(at.y() - HEIGHT / 2, 0), room.height() - HEIGHT)
        self.setGeometry(round(x), round(y), WIDTH, HEIGHT)
        self.show()
        self.raise_()
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Leave it as it was with Escape."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Be gone once the focus is."""
        super().focusOutEvent(event)
        self.hide()

    def _take(self, text: str) -> None:
        value = as_number(text)
        if isinstance(value, int | float) and OPTION.low <= value <= OPTION.high:
            mark(self, "", self._meaning)
            self.typed.emit(self._number, float(value))
        else:
            mark(self, REFUSAL, self._meaning)

    def _close(self) -> None:
        if not self.property("refused"):
            self._leave()

    def _leave(self) -> None:
        self.hide()
        if (room := self.parentWidget()) is not None:
            room.setFocus()
