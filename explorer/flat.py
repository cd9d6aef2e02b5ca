"""How controls are drawn where the style sheet leaves it to Qt: flat, and by lines.

Qt's Fusion keeps images of frames and arrows, which a picture with four pixels for each
of the screen's would enlarge.

What Qt tells of a control in an option lives no longer than the call. Its rectangle and
its palette, once read, keep Python's hold of it: the next one at the same address would
be taken for it. So the widget is asked, or a copy.
"""

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPolygonF
from PyQt6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QProxyStyle,
    QSpinBox,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from explorer.icons import icon

RADIUS, TICK_RADIUS = 6.0, 4.0  # px, of fields, and of what is ticked
ARROW = 0.24  # half the width of an arrow, of the height of a line
TICK = (0.22, 0.53), (0.43, 0.73), (0.79, 0.3)  # of the side of what is ticked
PALE = 110  # alpha of what can be neither pressed nor ticked

_Role, _State = QPalette.ColorRole, QStyle.StateFlag
_Part, _Element = QStyle.SubControl, QStyle.PrimitiveElement
_Symbol = QStyle.StandardPixmap
_DOCK = {
    _Symbol.SP_TitleBarCloseButton: "close",
    _Symbol.SP_TitleBarNormalButton: "float",
}
_TICKED = _Element.PE_IndicatorCheckBox, _Element.PE_IndicatorItemViewItemCheck


class FlatStyle(QProxyStyle):
    """Fusion, but for boxes to choose and count in, fields, ticks, and docks."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawComplexControl(  # noqa: D102 - of Qt
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex | None,
        painter: QPainter | None,
        widget: QWidget | None = None,
    ) -> None:
        if painter is not None and isinstance(widget, QComboBox):
            _draw_frame(painter, widget)
            at = self.subControlRect(control, option, _Part.SC_ComboBoxArrow, widget)
            _draw_arrow(painter, widget, QRectF(at).center(), 1, is_on=True)
        elif painter is not None and isinstance(widget, QSpinBox):
            _draw_frame(painter, widget)
            if widget.buttonSymbols() == QAbstractSpinBox.ButtonSymbols.NoButtons:
                return
            value = widget.value()
            for part, way, is_on in (
                (_Part.SC_SpinBoxUp, -1, value < widget.maximum()),
                (_Part.SC_SpinBoxDown, 1, value > widget.minimum()),
            ):
                at = self.subControlRect(control, option, part, widget)
                _draw_arrow(painter, widget, QRectF(at).center(), way, is_on)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def drawPrimitive(  # noqa: D102 - of Qt
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption | None,
        painter: QPainter | None,
        widget: QWidget | None = None,
    ) -> None:
        if painter is not None and option is not None and element in _TICKED:
            _draw_tick(painter, QStyleOption(option))
        elif (
            painter is not None
            and element == _Element.PE_PanelLineEdit
            and isinstance(widget, QLineEdit)
            and widget.hasFrame()
        ):
            _draw_frame(painter, widget)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def standardIcon(  # noqa: D102 - of Qt
        self,
        symbol: QStyle.StandardPixmap,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> QIcon:
        if symbol in _DOCK and widget is not None:
            color = widget.palette().color(_Role.PlaceholderText)
            return icon(_DOCK[symbol], color.name())
        return super().standardIcon(symbol, option, widget)


def _draw_frame(painter: QPainter, widget: QWidget) -> None:
    """Draw the ground of a field, and a line round it."""
    role = _Role.Highlight if widget.hasFocus() else _Role.Mid
    line, ground = widget.palette().color(role), widget.palette().color(_Role.Base)
    _draw_box(painter, QRectF(widget.rect()), RADIUS, line, ground)


def _draw_box(
    painter: QPainter, rect: QRectF, radius: float, line: QColor, ground: QColor
) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(line)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def _draw_arrow(
    painter: QPainter, widget: QWidget, center: QPointF, way: int, is_on: bool
) -> None:
    """Draw an arrow, up or down; pale where there is no further."""
    half = ARROW * widget.fontMetrics().height()
    color = widget.palette().color(_Role.PlaceholderText)
    if not (is_on and widget.isEnabled()):
        color.setAlpha(PALE)
    corners = ((-half, -half / 2 * way), (half, -half / 2 * way), (0.0, half / 2 * way))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([center + QPointF(x, y) for x, y in corners]))
    painter.restore()


def _draw_tick(painter: QPainter, option: QStyleOption) -> None:
    """Draw the box of what can be ticked, and the tick."""
    state, palette, rect = option.state, option.palette, QRectF(option.rect)
    is_ticked = bool(state & _State.State_On)
    is_lit = is_ticked or bool(state & _State.State_HasFocus)
    line = palette.color(_Role.Highlight if is_lit else _Role.PlaceholderText)
    if not state & _State.State_Enabled:
        line.setAlpha(PALE)
    ground = palette.color(_Role.Highlight if is_ticked else _Role.Base)
    _draw_box(painter, rect, TICK_RADIUS, line, ground)
    if is_ticked:
        pen = QPen(palette.color(_Role.HighlightedText), 0.14 * rect.width())
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        places = [QPointF(x * rect.width(), y * rect.height()) for x, y in TICK]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([rect.topLeft() + place for place in places]))
        painter.restore()
