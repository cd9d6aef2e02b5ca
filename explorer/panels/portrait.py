"""A network painted whole: its lines, its units, and the names at both sides."""

from dataclasses import dataclass

from PyQt6.QtGui import QFont, QFontMetricsF, QPainter

from explorer.panels.drawing import Drawing
from explorer.panels.labels import Labels
from explorer.panels.nodes import Nodes
from explorer.panels.wire_texts import output_names
from models.specs import Spec

EDGE = 14  # px, between names and units: room for the mark of an axis


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """The names of inputs, at the left, and of outputs."""

    inputs: Labels
    outputs: Labels

    @property
    def left(self) -> float:
        """How far from the left edge the first units are, in pixels."""
        return self.inputs.width + EDGE

    @property
    def right(self) -> float:
        """How far from the right edge the last units are."""
        return self.outputs.width + EDGE


def sides_of(spec: Spec, metrics: QFontMetricsF) -> Sides:
    """Return the names at both sides of the network of `spec`."""
    inputs = Labels(spec.data.choice.input_names, metrics, is_left=True)
    return Sides(inputs, Labels(output_names(spec), metrics, is_left=False))


def paint_network(
    painter: QPainter, font: QFont, drawing: Drawing, nodes: Nodes, sides: Sides
) -> None:
    """Paint lines, units and names; the marks of weights come over all of them."""
    wires, last = drawing.wires, len(drawing.wires.units) - 1
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.paint_lines(painter)
    nodes.paint(painter)
    drawing.paint_dots(painter, nodes.faced)
    nodes.paint_bends(painter)
    at = (-1, -1) if nodes.pointed is None else wires.layer_of(nodes.pointed)
    for labels, layer in (sides.inputs, 0), (sides.outputs, last):
        pointed = at[1] if at[0] == layer else None
        units, radius = wires.units[layer], wires.radii[layer]
        labels.paint(painter, units, radius, drawing.theme, pointed)
    drawing.paint_marks(painter)
