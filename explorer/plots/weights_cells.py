"""How the cells of the table of weights are painted, and typed into.

Qt's own painting asks for each cell's look role by role; a table that changes twenty
times a second cannot wait for that.
"""

import numpy as np
from PyQt6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PyQt6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PyQt6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from explorer.plots.weights_rows import Column, Row, WeightRows
from explorer.theme import LIGHT, NAME_PIXELS, NEGATIVE, POSITIVE, Theme, sized_font
from models.language import tr
from models.snapshots import Array

THICK, MARGIN = 3.0, 4  # px, of a bar, and around what is in a cell
DOT, BOX = 2.0, 16  # px, radius of where the walker is, and the side of a box
SELECTED = 60  # alpha of the ground
MOST = 64  # points of a line
ROUND, BADGE = 4.0, 7.0  # px, of the corners of a box; radius of what marks an axis
MARKS = {  # in a box, px from its corner
    True: ((4.0, 8.5), (7.0, 11.5), (12.0, 5.0)),
    False: ((4.5, 8.0), (11.5, 8.0)),
}
PLAIN = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(PLAIN)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight) | int(PLAIN)


class WeightCells(QStyledItemDelegate):
    """Names, numbers over bars, lines of the past, and boxes to tick."""

    def __init__(self, rows: WeightRows, table: QTableView) -> None:
        super().__init__(table)
        self._rows, self._table = rows, table
        self._bars = QColor(NEGATIVE), QColor(POSITIVE)
        self.show_theme(LIGHT)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._font = sized_font(QFont(), theme.pixels(NAME_PIXELS - 1))
        self._bold = QFont(self._font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._text, self._dim = theme.color("text"), theme.color("dim")
        self._grid, self._field = theme.color("grid"), theme.color("field")
        self._accent, self._line = theme.color("accent"), theme.color("line")
        self._selected = theme.color("accent")
        self._selected.setAlpha(SELECTED)
        self._on_accent = theme.color("on_accent")
        self._tick = QPen(self._on_accent, 2.0)

    def paint(
        self,
        painter: QPainter | None,
        option: QStyleOptionViewItem,
        index: QModelIndex,
    ) -> None:
        """Paint the ground of a cell, and what is in it."""
        if painter is None:
            return
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row, column = self._rows.rows[index.row()], index.column()
        box = self._table.visualRect(index)  # `option.rect` would keep hold of `option`
        if row.is_layer:
            painter.fillRect(box, self._field)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._selected)
        if column == Column.FROZEN:
            self._paint_box(painter, box, row)
        elif column == Column.PAST:
            self._paint_past(painter, box, self._rows.past(row))
        else:
            self._paint_text(painter, box, row, Column(column))
            self._paint_bar(painter, box, self._rows.bar(row, Column(column)))

    def _paint_text(
        self, painter: QPainter, box: QRect, row: Row, column: Column
    ) -> None:
        painter.setFont(self._bold if row.is_layer else self._font)
        painter.setPen(self._dim if self._rows.is_dim(row) else self._text)
        edge = LEFT if column == Column.NAME else RIGHT
        inner = box.adjusted(MARGIN, 0, -MARGIN, 0)
        axis = self._rows.axis(row) if column == Column.NAME else ""
        text = row.title if axis else self._rows.text(row, column)
        painter.drawText(inner, edge, text)
        if axis:
            self._paint_badge(painter, inner, text, axis)

    def _paint_badge(
        self, painter: QPainter, inner: QRect, text: str, axis: str
    ) -> None:
        """Paint the name of an axis behind `text`, as on the drawing of the network."""
        left = inner.left() + painter.fontMetrics().horizontalAdvance(text) + MARGIN
        disc = QRectF(left, inner.center().y() - BADGE, 2 * BADGE, 2 * BADGE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        painter.drawEllipse(disc)
        painter.setPen(self._on_accent)
        painter.drawText(disc.translated(0.0, -1.0), Qt.AlignmentFlag.AlignCenter, axis)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_bar(self, painter: QPainter, box: QRect, part: float | None) -> None:
        """Paint a bar from the middle, to the right if positive; nothing for None."""
        if part is None:
            return
        middle, top = box.x() + box.width() / 2, box.bottom() - THICK
        painter.fillRect(QRectF(middle - 0.5, top - 1, 1, THICK + 1), self._grid)
        length = part * (box.width() / 2 - MARGIN)
        bar = QRectF(middle, top, length, THICK).normalized()
        painter.fillRect(bar, self._bars[part > 0])

    def _paint_past(self, painter: QPainter, box: QRect, past: Array | None) -> None:
        """Paint a line from lowest to highest, where 0 is, and a dot at its end."""
        if past is None or not (past := past[np.isfinite(past)]).size:
            return
        past = past[:: -max(1, -(-len(past) // MOST))][::-1]  # the last is among them
        low, high = float(past.min()), float(past.max())
        left, right = box.left() + MARGIN, box.right() - MARGIN
        bottom, height = box.bottom() - MARGIN, box.height() - 2 * MARGIN
        if low < 0 < high:
            level = round(bottom + low * height / (high - low))
            painter.fillRect(left, level, right - left, 1, self._line)
        if not high > low:
            low, high = low - 1, low + 1
        ys = (bottom - (past - low) * (height / (high - low))).tolist()
        step = (right - left) / max(1, len(ys) - 1)
        spots = [QPointF(left + k * step, y) for k, y in enumerate(ys)]
        spots[0] = spots[0] if len(spots) > 1 else QPointF(right, ys[0])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._dim)
        painter.drawPolyline(QPolygonF(spots))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        painter.drawEllipse(spots[-1], DOT, DOT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_box(self, painter: QPainter, cell: QRect, row: Row) -> None:
        """Paint a box as everywhere: ticked, or with a dash where it is so in part."""
        part, box = self._rows.part_frozen(row), QRectF(box_in(cell))
        is_off = part == 0
        is_refused = bool(self._rows.refusal(row))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._dim if is_off else self._accent
        painter.setPen(self._line if is_refused else edge)
        painter.setBrush(self._field if is_off else self._accent)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
        if not is_off:
            painter.setPen(self._tick)
            at = [box.topLeft() + QPointF(*spot) for spot in MARKS[part == 1]]
            painter.drawPolyline(QPolygonF(at))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # Typing

    def createEditor(
        self, parent: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> QWidget:
        """Return a field that holds the value as it is now, selected."""
        field = QLineEdit(index.data(Qt.ItemDataRole.EditRole), parent)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(
            tr("Value of {data}", data=index.siblingAtColumn(0).data())
        )
        field.selectAll()
        return field

    def setEditorData(self, editor: QWidget | None, index: QModelIndex) -> None:
        """Leave what is being typed alone, while the value changes."""

    def setModelData(
        self,
        editor: QWidget | None,
        model: QAbstractItemModel | None,
        index: QModelIndex,
    ) -> None:
        """Hand over what was typed, if anything was."""
        if isinstance(editor, QLineEdit) and model is not None and editor.isModified():
            model.setData(index, editor.text())


def box_in(cell: QRect) -> QRect:
    """Return where the box to tick is in its cell."""
    box = QRect(0, 0, BOX, BOX)
    box.moveCenter(cell.center())
    return box
