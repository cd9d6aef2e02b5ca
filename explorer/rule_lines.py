"""The lines of a panel for what a rule has besides its learning rate."""

from collections.abc import Mapping

from explorer.entries import NumberControl
from explorer.forms import Panel
from models.keys import Option
from models.language import tr
from models.options import OPTIONS
from models.specs import OptimizerSpec

NUMBERS = {  # field: label, and the ends of the slider, which is logarithmic or not
    "momentum": (tr("Momentum μ"), 0.0, 0.9999, False),
    "beta1": (tr("Momentum β₁"), 0.0, 0.9999, False),
    "beta2": (tr("Memory β₂"), 0.0, 0.99999, False),
    "epsilon": (tr("Floor ε"), 1e-12, 1.0, True),
    "weight_decay": (tr("Decay λ"), 1e-5, 10.0, True),
    "damping": (tr("Damping δ"), 1e-6, 1e4, True),
}


def add_numbers(panel: Panel, options: Mapping[str, Option] = OPTIONS) -> None:
    """Add a line to `panel` for each number that some rule has."""
    for field, (label, low, high, is_log) in NUMBERS.items():
        key = f"optimizer.{field}"
        panel.add(key, label, NumberControl(key, low, high, is_log, options=options))


def show_used(panel: Panel, optimizer: OptimizerSpec) -> None:
    """Show the lines of `panel` that this rule and its schedule use, and no others."""
    for key in panel.controls:
        part, field = key.split(".")
        if part == "optimizer":
            panel.show_row(key, field in optimizer.used)
