"""The examples."""

from explorer.controls import (
    CountControl,
    NameControl,
    ToggleControl,
    titled,
)
from explorer.entries import NumberControl
from explorer.forms import Panel
from models.catalog import DATA
from models.options import OPTIONS
from models.scales import counted
from models.specs import Spec


class DataPanel(Panel):
    """Edits a `DataSpec`."""

    def __init__(self) -> None:
        super().__init__("Data")
        self.add("data.name", "Set", NameControl("data.name", titled(DATA)))
        self.add(
            "data.samples",
            "Samples",
            CountControl("data.samples", lambda spec: spec.data.count, _most),
        )
        self.add(
            "data.test", "Held out", NumberControl("data.test", 0.0, 0.9, is_log=False)
        )
        self.add(
            "data.noise",
            "Noise",
            NumberControl(
                "data.noise",
                0.0,
                lambda spec: max(1.0, 2.5 * (spec.data.choice.noise or 0.0)),
                is_log=False,
                value=lambda spec: spec.data.noise_level,
                refusal=_measured,
            ),
        )
        standardise = ToggleControl(
            "data.standardise", "Standardise", lambda spec: spec.data.is_standardised
        )
        seed = CountControl("data.seed", refusal=_undrawn)
        self.add_line("Seed", {"data.seed": seed, "data.standardise": standardise})

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says, and how much of it there is; a formula has none."""
        super().show_spec(spec)
        self.setVisible(not spec.is_function)
        kind = "classes" if spec.data.choice.has_classes else "regression"
        self.show_note(f"{_counts(spec)} · {kind}")


def _counts(spec: Spec) -> str:
    data = spec.data
    if data.held_out:
        return f"{data.training} training, {data.held_out} test"
    return counted(data.count, "sample")


def _most(spec: Spec) -> int:
    option = OPTIONS["data.samples"]
    return spec.data.choice.samples if spec.data.choice.is_fixed else int(option.high)


def _measured(spec: Spec) -> str:
    if spec.data.choice.noise is None:
        return "These data were measured: nothing is drawn at random."
    return ""


def _undrawn(spec: Spec) -> str:
    return "" if spec.data.held_out else _measured(spec)
