"""A text of a few lines, each of which ends in an ellipsis where it does not fit."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QLabel, QSizePolicy


class Lines(QLabel):
    """Always as high as its lines may be many, so that nothing moves with them."""

    def __init__(self, most: int = 4) -> None:
        super().__init__()
        self._most, self._whole = most, ""
        self.setObjectName("note")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Ignored, policy.Fixed)

    @property
    def whole(self) -> str:
        """All of the text."""
        return self._whole

    def say(self, text: str) -> None:
        """Show `text`, as far as it fits."""
        self._whole = text
        elide, metrics = Qt.TextElideMode.ElideRight, self.fontMetrics()
        lines = text.split("\n")[: self._most]
        shown = [metrics.elidedText(line, elide, self.width()) for line in lines]
        self.setText("\n".join(shown))
        self.setToolTip(text if shown != lines else "")

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Show as much as fits now."""
        super().resizeEvent(event)
        self.say(self._whole)

    def sizeHint(self) -> QSize:
        """Ask for all lines, even while they are empty."""
        return QSize(0, self._most * self.fontMetrics().lineSpacing())
