"""How the cells of the table of weights are painted, and typed into."""

import numpy as np
from PyQt6.QtCore import QAbstractItemModel, QModelIndex, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF
from PyQt6.QtWidgets import (
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from explorer.plots.weights_rows import BAR, PAST
from explorer.theme import LIGHT, NEGATIVE, POSITIVE, Theme
from models.snapshots import Array

THICK, MARGIN = 3.0, 4.0  # px, of a bar, and around it
DOT = 2.0  # px, radius of where the walker is


class BarCells(QStyledItemDelegate):
    """A number over a bar: to the right from the middle if it is positive."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme

    def paint(
        self,
        painter: QPainter | None,
        option: QStyleOptionViewItem,
        index: QModelIndex,
    ) -> None:
        """Paint the number, the bar, and a tick where it is 0."""
        super().paint(painter, option, index)
        if painter is None or not index.data():
            return
        box, part = option.rect, index.data(BAR)
        half = box.width() / 2 - MARGIN
        middle, top = box.x() + box.width() / 2, box.bottom() - THICK
        painter.fillRect(
            QRectF(middle - 0.5, top - 1, 1, THICK + 1), self._theme.color("grid")
        )
        bar = QRectF(middle, top, part * half, THICK).normalized()
        painter.fillRect(bar, QColor(POSITIVE if part > 0 else NEGATIVE))


class ValueCells(BarCells):
    """A number that can be typed; what one types stays while the number changes."""

    def createEditor(
        self, parent: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> QWidget:
        """Return a field that holds the value as it is now, selected."""
        field = QLineEdit(index.data(Qt.ItemDataRole.EditRole), parent)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(f"Value of {index.siblingAtColumn(0).data()}")
        field.selectAll()
        return field

    def setEditorData(self, editor: QWidget | None, index: QModelIndex) -> None:
        """Leave what is being typed alone."""

    def setModelData(
        self,
        editor: QWidget | None,
        model: QAbstractItemModel | None,
        index: QModelIndex,
    ) -> None:
        """Hand over what was typed, if anything was."""
        if isinstance(editor, QLineEdit) and model is not None and editor.isModified():
            model.setData(index, editor.text())


class PastCells(BarCells):
    """A line of what a number has been, and a dot where it is."""

    def paint(
        self,
        painter: QPainter | None,
        option: QStyleOptionViewItem,
        index: QModelIndex,
    ) -> None:
        """Paint the line, from its lowest to its highest, and where 0 is."""
        QStyledItemDelegate.paint(self, painter, option, index)
        past = index.data(PAST)
        if painter is None or past is None or not np.isfinite(past).any():
            return
        inner = QRectF(option.rect).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        shares, zero = _shares(past)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if zero is not None:
            level = inner.bottom() - zero * inner.height()
            painter.setPen(QPen(self._theme.color("line"), 1.0))
            painter.drawLine(
                QPointF(inner.left(), level), QPointF(inner.right(), level)
            )
        x = np.linspace(inner.left(), inner.right(), len(past))
        y = inner.bottom() - shares * inner.height()
        spots = [
            QPointF(*at)
            for at in zip(x.tolist(), y.tolist(), strict=True)
            if np.isfinite(at[1])
        ]
        painter.setPen(QPen(self._theme.color("dim"), 1.2))
        painter.drawPolyline(QPolygonF(spots))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        painter.drawEllipse(spots[-1], DOT, DOT)
        painter.restore()


def _shares(past: Array) -> tuple[Array, float | None]:
    """Return values as shares of the height, and where 0 is, if it is among them."""
    finite = past[np.isfinite(past)]
    low, high = float(finite.min()), float(finite.max())
    if not high > low:
        return np.where(np.isfinite(past), 0.5, np.nan), None
    shares = (past - low) / (high - low)
    return shares, -low / (high - low) if low < 0 < high else None
