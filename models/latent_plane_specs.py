"""What the user asks for of the landscape of an autoencoder."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.fields import Part, option
from models.language import tr

LatentPlaneName = Literal["random", "path"]


@dataclass(frozen=True, slots=True)
class LatentPlaneSpec(Part):
    """The square of parameter space in which an autoencoder's loss is drawn."""

    part: ClassVar[str] = "plane"
    kind: LatentPlaneName = option(
        "path",
        tr(
            "Two random directions, filter-normalised, or the two in which the path to "
            "the epoch that is looked at differs most."
        ),
    )
    extent: float = option(
        0.0, tr("Half the side of the square (0: as suits the plane)."), 0.0, 1000.0
    )
    resolution: int = option(33, tr("Points along a side."), 9, 129)
    seed: int = option(0, tr("Draws the random directions."), 0, 999_999)
