"""How the surface is shown, and whose loss it is."""

from typing import cast

from explorer.controls import CountControl, NameControl, ToggleControl, titled
from explorer.entries import NumberControl, OptionalControl
from explorer.forms import Panel
from models.catalog import (
    ACTIVATIONS,
    BRIGHT,
    COLOR_MAPS,
    COLORS,
    LOSSES,
    SAMPLES,
    AgainstName,
)
from models.language import tr
from models.specs import Spec, incomparable

SAYS = tr("How the surface looks: colours, heights, and whose loss it is.")

ARROWS = {"gradient", "downhill", "partials"}
COLORED = "view.colors", "view.color_map", "view.bright"  # losses, not differences
AGAINST = {
    "none": (tr("Nothing"), tr("Colours are losses.")),
    **titled(ACTIVATIONS),
    **{name: each for name, each in titled(LOSSES).items() if name != "auto"},
}
GROUPS = {"linear": tr("Activations"), "squared": tr("Losses")}
PATCHES = {"tangent", "quadratic"}


class ViewPanel(Panel):
    """Edits a `ViewSpec`, but for its layers."""

    def __init__(self) -> None:
        super().__init__(tr("View"), SAYS)
        self._add_losses()
        self._add_colors()
        self._add_layers()

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says; rows that mean nothing here are left out."""
        super().show_spec(spec)
        against = spec.view.against
        look = COLOR_MAPS[spec.view.color_map].title
        self.show_note(look if against == "none" else f"− {AGAINST[against][0]}")
        layers, is_network = set(spec.view.layers), not spec.is_function
        is_one = spec.view.samples == "example"
        self.show_row("view.samples", is_network)
        self.show_row("view.example", is_network and is_one)
        self.show_row("view.against", is_network)
        for key in COLORED:
            self.show_row(key, against == "none")
        self.show_row("view.radius", bool(layers & PATCHES))
        self.show_row("view.true_length", bool(layers & ARROWS))

    def _add_losses(self) -> None:
        samples = NameControl("view.samples", titled(SAMPLES), _samples)
        example = CountControl(
            "view.example", high=lambda spec: spec.data.training - 1, first=1
        )
        self.add("view.samples", tr("Loss of"), samples)
        self.add("view.example", tr("Example"), example)
        self.add(
            "view.log_height", "", ToggleControl("view.log_height", tr("Log height"))
        )
        self.add_line(
            tr("Heights"),
            {
                "view.height_low": OptionalControl("view.height_low", tr("low: auto")),
                "view.height_high": OptionalControl(
                    "view.height_high", tr("high: auto")
                ),
            },
        )

    def _add_colors(self) -> None:
        against = NameControl("view.against", AGAINST, _incomparable, headings=GROUPS)
        self.add("view.against", tr("Compare to"), against)
        for key, label, choices in (
            ("view.colors", tr("Colours"), titled(COLORS)),
            ("view.color_map", tr("Colour map"), titled(COLOR_MAPS)),
            ("view.bright", tr("Bright end"), titled(BRIGHT)),
        ):
            self.add(key, label, NameControl(key, choices))
        opacity = NumberControl("view.opacity", 0.2, 1.0, is_log=False)
        self.add("view.opacity", tr("Opacity"), opacity)

    def _add_layers(self) -> None:
        self.add(
            "view.radius", tr("Patch radius"), NumberControl("view.radius", 0.02, 2.0)
        )
        length = ToggleControl("view.true_length", tr("Arrows of true length"))
        self.add("view.true_length", "", length)


def _incomparable(spec: Spec, name: str) -> str:
    refusal = incomparable(spec, cast(AgainstName, name))
    return f"{refusal[0].upper()}{refusal[1:]}." if refusal else ""


def _samples(spec: Spec, name: str) -> str:
    if name == "batch" and not spec.has_batches:
        return tr("Full batch: this batch is all the examples.")
    if name == "test" and not spec.data.held_out:
        return tr("No examples are held out: the panel Data does that.")
    return ""
