"""The network and its loss."""

from typing import cast

from PyQt6.QtWidgets import QLabel

from explorer.controls import (
    CountControl,
    LayersControl,
    NameControl,
    ToggleControl,
    titled,
)
from explorer.forms import Panel
from explorer.panels.activations import ActivationsControl
from explorer.panels.diagram import Diagram
from explorer.theme import Theme
from models.catalog import LOSSES, LossName
from models.scales import counted
from models.snapshots import Path, Step
from models.specs import Spec, unsuited


class NetworkPanel(Panel):
    """Edits a `NetworkSpec` and a `LossSpec`, and by clicks on weights the axes."""

    def __init__(self) -> None:
        super().__init__("Network")
        self.add("network.hidden", "Hidden layers", LayersControl("network.hidden"))
        self.add("network.activation", "Activation", ActivationsControl())
        seed = CountControl("network.seed")
        bias = ToggleControl("network.bias", "Biases", lambda spec: spec.network.bias)
        self.add_line("Seed", {"network.seed": seed, "network.bias": bias})
        self.add(
            "loss.name", "Loss", NameControl("loss.name", titled(LOSSES), _refusal)
        )
        self.diagram = Diagram()
        self.text = QLabel()
        self.text.setObjectName("note")
        self.diagram.told.connect(self.text.setText)
        self.diagram.edited.connect(self.edited)
        self.body.addWidget(self.diagram)
        self.body.addWidget(self.text)

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says, and how many parameters; a formula has none."""
        super().show_spec(spec)
        self.setVisible(not spec.is_function)
        self.show_note(counted(spec.shape.count, "parameter"))
        self.diagram.show_spec(spec)

    def show_path(self, _: Path, step: Step) -> None:
        """Show the weights of the walker."""
        self.diagram.show_weights(step.theta)

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.diagram.show_theme(theme)


def _refusal(spec: Spec, name: str) -> str:
    refusal = unsuited(cast(LossName, name), spec.data.choice)
    return f"{refusal}." if refusal else ""
