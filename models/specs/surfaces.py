"""The plane, the formula, and the points that are asked for."""

from dataclasses import dataclass
from typing import ClassVar

from models.catalog import CentreName, CutName, FunctionName, NormaliseName, PlaneKind
from models.expressions import LONGEST, parse
from models.fields import Part, option
from models.language import tr


@dataclass(frozen=True, slots=True)
class PlaneSpec(Part):
    """The two directions of parameter space that are drawn."""

    part: ClassVar[str] = "plane"
    kind: PlaneKind = option("auto", tr("What the two axes of the surface are."))
    x: int = option(0, tr("Number of the parameter along x, for two weights."), 0, 9999)
    y: int = option(1, tr("Number of the parameter along y, for two weights."), 0, 9999)
    seed: int = option(0, tr("Draws the random directions."), 0, 999_999)
    normalise: NormaliseName = option(
        "filter", tr("How long random directions are in each part of the network.")
    )
    centre: CentreName = option("start", tr("The point that the plane goes through."))
    kept: int = option(0, tr("Number of the kept point that is the centre."), 0, 99)
    extent: float | None = option(
        None,
        tr("Half the side of the square that is drawn (none: as suits the plane)."),
        1e-3,
        1e3,
    )
    resolution: int = option(101, tr("Grid points along each side."), 21, 301)


@dataclass(frozen=True, slots=True)
class FunctionSpec(Part):
    """A test surface in two variables, in place of a network's loss."""

    part: ClassVar[str] = "function"
    name: FunctionName = option(
        "none", tr("A surface with a formula instead of a network's loss (none).")
    )
    expression: str = option(
        "", tr("The own formula, in x and y, such as x^2 + sin(3*y)."), 0, LONGEST
    )

    def check(self) -> None:
        """Refuse text that is no formula, also while it is not the one chosen."""
        if self.expression or self.name == "expression":
            try:
                parse(self.expression)
            except ValueError as error:
                raise ValueError(
                    tr(
                        "function.expression must be a formula in x and y: {error}",
                        error=error,
                    )
                ) from None


@dataclass(frozen=True, slots=True)
class StartSpec(Part):
    """Where the descent starts."""

    part: ClassVar[str] = "start"
    theta: tuple[float, ...] = option(
        (), tr("All parameters, in their order (none: as drawn)."), -1e6, 1e6
    )


@dataclass(frozen=True, slots=True)
class KeptSpec(Part):
    """Points of parameter space that the user keeps, to return to them."""

    part: ClassVar[str] = "kept"
    names: tuple[str, ...] = option((), tr("What the kept points are called."), 0, 24)
    values: tuple[float, ...] = option(
        (), tr("All parameters of the first kept point, then of the next."), -1e6, 1e6
    )


@dataclass(frozen=True, slots=True)
class CutSpec(Part):
    """A straight line through parameter space along which the loss is drawn."""

    part: ClassVar[str] = "cut"
    along: CutName = option("x", tr("Where the surface is cut."))
    at: float | None = option(
        None,
        tr("Where on the cut the tangent touches (none: at the walker)."),
        -1e6,
        1e6,
    )
