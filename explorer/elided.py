"""A label that ends in an ellipsis where it does not fit; Qt's own cuts letters."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QLabel, QSizePolicy

from models.language import tr

RIGHT = Qt.TextElideMode.ElideRight
SCALED = tr("standardised")  # as labels of data say it
LOG = tr(", log scale")  # and those of losses


class ElidedLabel(QLabel):
    """A few lines; while some is left out, the tooltip begins with all of it."""

    def __init__(self, meaning: str = "", lines: int = 1) -> None:
        """Take what the text is, for the tooltip, and how many lines it may have."""
        super().__init__()
        self._lines = lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignBottom)
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
        """Ask for all lines, even while they are empty: nothing is to jump."""
        metrics = self.fontMetrics()
        return QSize(0, metrics.height() + (self._lines - 1) * metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """Be content with no width at all."""
        return self.sizeHint()

    def _fit(self) -> None:
        shown = fitted(self._whole, self.fontMetrics(), self.width(), self._lines)
        self.setText("\n".join(shown))
        is_cut = " ".join(shown) != self._whole
        self.setToolTip(f"{self._whole}\n{self._meaning}" if is_cut else self._meaning)


class Heading(QLabel):
    """A title; where there is no room for all of it, as much as there is."""

    def paintEvent(self, _: QPaintEvent | None) -> None:
        """Paint what fits."""
        text = self.fontMetrics().elidedText(self.text(), RIGHT, self.width())
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.rect(), self.alignment(), text)


def named(label: str, metrics: QFontMetricsF, room: float) -> str:
    """Return the name of an axis as far as it fits: what is in brackets goes first.

    Args:
        label: a name, and in brackets its unit, that it is standardised, or both; or
            several with commas between them, and last that they are on a log scale.
        metrics: of the font.
        room: pixels.
    """
    is_list = ", " in label and "(" not in label
    ways = [label, *(_shorter_list(label) if is_list else _shorter(label))]
    fit = (way for way in ways if metrics.horizontalAdvance(way) <= room)
    return next(fit, "") or metrics.elidedText(ways[-1], RIGHT, room)


def _shorter(label: str) -> tuple[str, ...]:
    unit = label.replace(f", {SCALED})", ")").removesuffix(f" ({SCALED})")
    return label.replace(f"{SCALED})", "std.)"), unit, label.partition(" (")[0]


def _shorter_list(label: str) -> tuple[str, ...]:
    """Return fewer words for several names; none of them is cut itself."""
    names = label.removesuffix(LOG).split(", ")
    fewer = (", ".join(names[:count]) for count in range(len(names) - 1, 0, -1))
    return label.replace(LOG, ", log"), ", ".join(names), *(f"{n} …" for n in fewer)


def fitted(text: str, metrics: QFontMetrics, width: int, lines: int) -> list[str]:
    """Return `text` in at most so many lines; the last has an ellipsis for the rest."""
    shown: list[str] = []
    rest = text
    while rest and len(shown) < lines - 1:
        words = rest.split(" ")
        count = len(words)
        while count > 1 and metrics.horizontalAdvance(" ".join(words[:count])) > width:
            count -= 1
        shown.append(" ".join(words[:count]))
        rest = " ".join(words[count:])
    elided = [metrics.elidedText(rest, RIGHT, width)]
    return shown + (elided if rest else [])
