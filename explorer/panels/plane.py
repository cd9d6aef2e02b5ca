"""The plane that is drawn, and how."""

from explorer.controls import (
    CountControl,
    NameControl,
    NumberControl,
    ToggleControl,
    titled,
)
from explorer.forms import Panel
from models.catalog import COLORS, PLANES
from models.points import names_of
from models.specs import Spec


class ParameterControl(NameControl):
    """One parameter of the network, by name."""

    def __init__(self, key: str) -> None:
        super().__init__(key, {})
        self._shown: tuple[str, ...] = ()

    def show(self, spec: Spec) -> None:
        """Show the chosen parameter among those that the network has."""
        names = names_of(spec)
        if names != self._shown:
            self._shown = names
            self.widget.clear()
            self.widget.addItems(names)
            self._names = list(range(len(names)))  # type: ignore[arg-type]
        super().show(spec)


class PlanePanel(Panel):
    """Edits a `PlaneSpec`, and the height of a `ViewSpec`."""

    def __init__(self) -> None:
        super().__init__("Surface")
        self.add("plane.kind", "Axes", NameControl("plane.kind", titled(PLANES)))
        self.add("plane.x", "Along x", ParameterControl("plane.x"))
        self.add("plane.y", "Along y", ParameterControl("plane.y"))
        self.add("plane.seed", "Seed", CountControl("plane.seed"))
        self.add(
            "plane.extent",
            "Extent ±",
            NumberControl(
                "plane.extent", 0.1, 30.0, value=lambda spec: spec.plane.extent or 3.0
            ),
        )
        self.add(
            "plane.resolution",
            "Resolution",
            CountControl("plane.resolution", step=20),
        )
        self.add(
            "view.log_height",
            "",
            ToggleControl(
                "view.log_height", "Log height", lambda spec: spec.view.log_height
            ),
        )
        self.add("view.colors", "Colours", NameControl("view.colors", titled(COLORS)))

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says; rows that mean nothing here are left out."""
        super().show_spec(spec)
        is_random = spec.plane_kind == "random"
        self.show_row("plane.seed", is_random)
        for key in ("plane.x", "plane.y"):
            self.show_row(key, not is_random and not spec.is_exact)
        self.show_note("exact" if spec.is_exact else "slice")
