"""The network."""

from explorer.controls import (
    CountControl,
    LayersControl,
    NameControl,
    ToggleControl,
    enable,
    titled,
)
from explorer.forms import Panel
from explorer.lines import Lines
from explorer.panels.activations import ActivationsControl
from explorer.panels.collapsed import Collapsed
from explorer.panels.diagram import Diagram
from explorer.theme import Theme
from models.catalog import ACTIVATIONS, FACES
from models.language import tr, trn
from models.options import OPTIONS
from models.snapshots import Path, Sight, Step
from models.specs import Spec

SAYS = tr("The model: its layers and activations, and every weight in it.")


class NetworkPanel(Panel):
    """Edits a `NetworkSpec`, and by clicks on weights the axes."""

    def __init__(self) -> None:
        super().__init__(tr("Network"), SAYS)
        self.add("network.hidden", tr("Hidden layers"), LayersControl("network.hidden"))
        self.add("network.activation", tr("Activation"), ActivationsControl())
        seed = CountControl("network.seed")
        bias = ToggleControl(
            "network.bias", tr("Biases"), lambda spec: spec.network.bias
        )
        self.add_line(tr("Seed"), {"network.seed": seed, "network.bias": bias})
        self.diagram, self.collapsed = Diagram(), Collapsed()
        self.text = Lines()
        self.heart = self.diagram
        self.diagram.told.connect(self.text.say)
        self.diagram.edited.connect(self.edited)
        for part in (self.diagram, self.text, self.collapsed):
            self.add_widget(part)
        self.add(
            "view.units", tr("Units show"), NameControl("view.units", titled(FACES))
        )
        nodes = ToggleControl("view.bias_nodes", tr("Biases as nodes of 1"))
        self.add("view.bias_nodes", "", nodes)

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says, and how many parameters; a formula has none."""
        super().show_spec(spec)
        self.setVisible(not spec.is_function)
        nodes, meaning = "view.bias_nodes", OPTIONS["view.bias_nodes"].meaning
        refusal = "" if spec.network.bias else tr("There are no biases.")
        enable(self.controls[nodes].widget, refusal, meaning)
        self.show_note(_short(spec))
        self.diagram.show_spec(spec)
        self.collapsed.show_spec(spec)

    def show_path(self, _: Path, step: Step) -> None:
        """Show the weights of the walker."""
        self.diagram.show_weights(step.theta)
        self.collapsed.show_weights(step.theta)

    def show_sight(self, sight: Sight) -> None:
        """Show how the loss changes with each weight, and what units make of data."""
        self.diagram.show_sight(sight)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.diagram.show_theme(theme)
        self.collapsed.show_theme(theme)


def _short(spec: Spec) -> str:
    """Say of a network what tells it from others."""
    count = trn("{n} parameter", "{n} parameters", spec.shape.count)
    bends = dict.fromkeys(spec.network.activations)
    if not bends:
        return tr("perceptron · {count}", count=count)
    sizes = "-".join(map(str, spec.shape.sizes))
    return f"{sizes} · {', '.join(ACTIVATIONS[n].title for n in bends)} · {count}"
