"""A button whose text may have several lines."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from explorer.keys import ENTER

MARGINS = 10, 6, 10, 6  # px


class WrappedButton(QPushButton):
    """A mark, such as a number, and a text beside it that is wrapped."""

    def __init__(self, mark: str, text: str, name: str = "answer") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(f"{mark} {text}".strip())
        self.mark, self.words = QLabel(mark), QLabel(text)
        self.mark.setObjectName("dim")
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(*MARGINS)
        row.setSpacing(10)
        for label in (self.mark, self.words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Be pressed by Enter, too."""
        if event is not None and event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for what the text needs, not for what Qt gives a button without any."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Be content with little width."""
        return QSize(60, self.heightForWidth(max(60, self.width())))

    def hasHeightForWidth(self) -> bool:
        """Tell that narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the text needs."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0
