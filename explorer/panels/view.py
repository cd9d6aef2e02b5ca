"""How the surface is shown, and whose loss it is."""

from explorer.controls import CountControl, NameControl, ToggleControl, titled
from explorer.entries import NumberControl, OptionalControl
from explorer.forms import Panel
from models.catalog import BRIGHT, COLOR_MAPS, COLORS, SAMPLES
from models.specs import Spec

ARROWS = {"gradient", "downhill", "partials"}
PATCHES = {"tangent", "quadratic"}


class ViewPanel(Panel):
    """Edits a `ViewSpec`, but for its layers."""

    def __init__(self) -> None:
        super().__init__("View")
        self._add_losses()
        self._add_colors()
        self._add_layers()

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says; rows that mean nothing here are left out."""
        super().show_spec(spec)
        self.show_note(COLOR_MAPS[spec.view.color_map].title)
        layers, is_network = set(spec.view.layers), not spec.is_function
        is_one = spec.view.samples == "example"
        self.show_row("view.samples", is_network)
        self.show_row("view.example", is_network and is_one)
        self.show_row("view.radius", bool(layers & PATCHES))
        self.show_row("view.true_length", bool(layers & ARROWS))

    def _add_losses(self) -> None:
        samples = NameControl("view.samples", titled(SAMPLES), _samples)
        example = CountControl("view.example", high=lambda spec: spec.data.training - 1)
        self.add("view.samples", "Loss of", samples)
        self.add("view.example", "Example", example)
        self.add("view.log_height", "", ToggleControl("view.log_height", "Log height"))
        self.add_line(
            "Heights",
            {
                "view.height_low": OptionalControl("view.height_low", "low: auto"),
                "view.height_high": OptionalControl("view.height_high", "high: auto"),
            },
        )

    def _add_colors(self) -> None:
        for key, label, choices in (
            ("view.colors", "Colours", titled(COLORS)),
            ("view.color_map", "Colour map", titled(COLOR_MAPS)),
            ("view.bright", "Bright end", titled(BRIGHT)),
        ):
            self.add(key, label, NameControl(key, choices))
        opacity = NumberControl("view.opacity", 0.2, 1.0, is_log=False)
        self.add("view.opacity", "Opacity", opacity)

    def _add_layers(self) -> None:
        self.add("view.radius", "Patch radius", NumberControl("view.radius", 0.02, 2.0))
        length = ToggleControl("view.true_length", "Arrows of true length")
        self.add("view.true_length", "", length)


def _samples(spec: Spec, name: str) -> str:
    if name == "batch" and not spec.has_batches:
        return "Full batch: this batch is all the examples."
    if name == "test" and not spec.data.held_out:
        return "No examples are held out: the panel Data does that."
    return ""
