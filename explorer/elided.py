"""A label that ends in an ellipsis where it does not fit; Qt's own cuts letters."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QLabel, QSizePolicy


class ElidedLabel(QLabel):
    """One line; while some of it is left out, the tooltip begins with all of it."""

    def __init__(self, meaning: str = "") -> None:
        """Take what the text is, for the tooltip."""
        super().__init__()
        self._whole, self._meaning = "", meaning
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Ignored, policy.Preferred)
        self.setToolTip(meaning)

    def say(self, text: str) -> None:
        """Show `text`, as far as it fits."""
        self._whole = text
        self._fit()

    @property
    def whole(self) -> str:
        """All of the text."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Show as much as fits now."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for a line, even while it is empty."""
        return QSize(0, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with no width at all."""
        return self.sizeHint()

    def _fit(self) -> None:
        right = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._whole, right, self.width())
        self.setText(shown)
        is_cut = shown != self._whole
        self.setToolTip(f"{self._whole}\n{self._meaning}" if is_cut else self._meaning)
