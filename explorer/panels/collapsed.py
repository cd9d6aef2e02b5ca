"""The one perceptron that says what a chain of linear layers says."""

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from explorer.elided import ElidedLabel
from explorer.panels.drawing import Drawing
from explorer.panels.nodes import Nodes
from explorer.panels.portrait import paint_network, sides_of
from explorer.panels.sketch import MARGIN
from explorer.panels.wire_texts import collapsed_line, output_sign
from explorer.panels.wires import lay_out, levels_of
from explorer.theme import LIGHT, TICK_PIXELS, Theme, sized_font
from models.collapse import collapse, collapsed_shape
from models.language import tr
from models.points import start_of
from models.snapshots import Array
from models.specs import Spec

ROW, LOWEST, HIGHEST = 24, 44, 110  # px
LINES = 3  # of numbers
HEADING = tr("A linear chain is one perceptron:")
MEANING = tr(
    "The brackets of all layers multiplied out; its outputs are the same. In a product "
    "of matrices there is a row for each unit that a layer comes from."
)


class Collapsed(QWidget):
    """Draws the one layer that a linear chain comes to, and its numbers below it.

    It is hidden where there is no such chain.
    """

    def __init__(self) -> None:
        super().__init__()
        self.heading, self.text = ElidedLabel(), ElidedLabel(MEANING, LINES)
        self.heading.say(HEADING)
        self.drawn = Single()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.heading, self.drawn, self.text):
            part.setObjectName("note")
            column.addWidget(part)
        self._spec = Spec()

    def show_spec(self, spec: Spec) -> None:
        """Show what the chain of `spec` comes to, from where its descent starts."""
        bends = set(spec.network.activations)
        is_chain = bends == {"linear"} and not spec.is_function
        is_other = spec.shape != self._spec.shape
        self._spec = spec
        self.setVisible(is_chain)
        if is_chain:
            self.drawn.show_spec(spec)
            if is_other:
                self.show_weights(start_of(spec))

    def show_weights(self, theta: Array) -> None:
        """Show what the parameters (P,) of the chain come to."""
        shape = self._spec.shape
        if self.isHidden() or theta.size != shape.count:
            return
        self.drawn.show_weights(collapse(theta, shape))
        self.text.say(collapsed_line(theta, shape))
        self.setAccessibleDescription(f"{HEADING} {self.text.whole}")

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.drawn.show_theme(theme)


class Single(QWidget):
    """One layer, drawn as the network is."""

    def __init__(self) -> None:
        super().__init__()
        self._spec, self._theme = Spec(), LIGHT
        self._theta = start_of(self._spec)
        self._font = sized_font(self.font(), TICK_PIXELS)
        self.setToolTip(MEANING)
        self.setAccessibleName(tr("The one perceptron"))

    def show_spec(self, spec: Spec) -> None:
        """Take how many inputs and outputs there are."""
        self._spec = spec
        rows = max(collapsed_shape(spec.shape).sizes) + spec.view.bias_nodes
        self.setFixedHeight(min(max(ROW * rows, LOWEST), HIGHEST))
        self.update()

    def show_weights(self, theta: Array) -> None:
        """Show the parameters of the one layer."""
        self._theta = theta
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the layer."""
        spec, theme, metrics = self._spec, self._theme, QFontMetricsF(self._font)
        shape = collapsed_shape(spec.shape)
        if self._theta.size != shape.count:
            return
        sides = sides_of(spec, metrics)
        box = QRectF(self.rect())
        room = box.adjusted(sides.left, MARGIN, -sides.right, -MARGIN)
        wires = lay_out(shape, room, spec.view.bias_nodes)
        drawing = Drawing(wires, levels_of(self._theta), theme, {})
        nodes = Nodes(wires, theme, (), output_sign(spec), ())
        with QPainter(self) as painter:
            paint_network(painter, self._font, drawing, nodes, sides)
