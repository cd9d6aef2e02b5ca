"""The surface: whose loss it is, and where it is cut out of parameter space."""

from explorer.controls import (
    CountControl,
    IndexControl,
    NameControl,
    titled,
)
from explorer.entries import AutoControl, TextControl
from explorer.forms import Panel
from models.catalog import CENTRES, FUNCTIONS, NORMALISERS, PLANES
from models.language import tr
from models.points import names_of
from models.specs import Spec

SAYS = tr("Which loss is drawn, over which square of parameter space.")

FIRST = "x^2 + y^2"  # own formula, until another is typed


class PlanePanel(Panel):
    """Edits a `FunctionSpec` and a `PlaneSpec`."""

    def __init__(self) -> None:
        super().__init__(tr("Surface"), SAYS)
        self._has_own = False  # a formula was typed before
        self.add(
            "function.name", tr("Of"), NameControl("function.name", titled(FUNCTIONS))
        )
        self.add(
            "function.expression", tr("Formula"), TextControl("function.expression")
        )
        self.formula = self.add_text()
        self.add("plane.kind", tr("Axes"), AxesControl())
        for key, label in (("plane.x", tr("Along x")), ("plane.y", tr("Along y"))):
            self.add(key, label, IndexControl(key, names_of))
        self.add("plane.seed", tr("Seed"), CountControl("plane.seed"))
        self.add(
            "plane.normalise",
            tr("Normalise"),
            NameControl("plane.normalise", titled(NORMALISERS)),
        )
        self.add(
            "plane.centre",
            tr("Through"),
            NameControl("plane.centre", titled(CENTRES), _centre),
        )
        self.add(
            "plane.kept",
            tr("Kept point"),
            IndexControl("plane.kept", lambda spec: spec.kept.names),
        )
        self.add(
            "plane.extent", tr("Extent ±"), AutoControl("plane.extent", 0.1, 30.0, 3.0)
        )
        self.add(
            "plane.resolution",
            tr("Resolution"),
            CountControl("plane.resolution", step=20),
        )

    def show_spec(self, spec: Spec) -> None:
        """Show what `spec` says; rows that mean nothing here are left out."""
        super().show_spec(spec)
        self._has_own = bool(spec.function.expression)
        is_own = spec.function.name == "expression"
        self.formula.setText(spec.formula)
        self.formula.setVisible(spec.is_function and not is_own)
        self.show_row("function.expression", is_own)
        is_random, is_points = (
            spec.plane_kind == kind for kind in ("random", "points")
        )
        for key in ("plane.x", "plane.y"):
            self.show_row(key, spec.plane_kind == "weights" and not spec.is_exact)
        self.show_row("plane.seed", is_random)
        self.show_row("plane.normalise", is_random and not spec.is_function)
        self.show_row("plane.centre", not is_points)
        self.show_row("plane.kept", spec.plane.centre == "kept" and not is_points)
        self.show_note(tr("exact") if spec.is_exact else tr("slice"))

    def changes(self, key: str, value: object) -> dict[str, object]:
        """Return the edit; an own formula begins as one that can be drawn."""
        is_first = value == "expression" and not self._has_own
        return {key: value} | ({"function.expression": FIRST} if is_first else {})


class AxesControl(NameControl):
    """What the axes are; a formula has no weights, but two variables."""

    def __init__(self) -> None:
        super().__init__("plane.kind", titled(PLANES), _axes)

    def show(self, spec: Spec) -> None:
        """Show the chosen axes, by what there is to choose."""
        super().show(spec)
        item = self._item(self._names.index("weights"))
        if spec.is_function:
            item.setToolTip(tr("The two variables of the formula."))
        item.setText(tr("x and y") if spec.is_function else PLANES["weights"].title)


def _axes(spec: Spec, name: str) -> str:
    if spec.is_function and name not in ("auto", "weights", "random"):
        return tr("A formula has two parameters only: x and y.")
    if name == "points" and len(spec.kept.names) < 3:
        return tr("Keep three points first.")
    return ""


def _centre(spec: Spec, name: str) -> str:
    return tr("Keep a point first.") if name == "kept" and not spec.kept.names else ""
