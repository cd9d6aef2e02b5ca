"""Formulas, planes, and whose loss is drawn."""

from dataclasses import dataclass
from typing import Literal

from models.catalog.choices import Choice
from models.language import tr

FunctionName = Literal[
    "none",
    "peaks",
    "bowl",
    "ravine",
    "saddle",
    "rosenbrock",
    "himmelblau",
    "plateau",
    "expression",
]

PlaneKind = Literal[
    "auto", "weights", "random", "path", "principal", "hessian", "points"
]

NormaliseName = Literal["filter", "layer", "none"]

CentreName = Literal["start", "walker", "kept"]

SamplesName = Literal["all", "batch", "example", "test"]

SubsetName = Literal["training", "test"]

CutName = Literal["x", "y", "kept"]


@dataclass(frozen=True, slots=True)
class FunctionChoice(Choice):
    """A test surface in two variables."""

    formula: str  # as it is written by hand
    extent: float  # half the side of the square worth looking at
    start: tuple[float, float] = (-2.0, 2.0)


PLANES: dict[PlaneKind, Choice] = {
    "auto": Choice(
        tr("By model"),
        tr(
            "Two weights where there is no hidden layer, two random directions "
            "otherwise."
        ),
    ),
    "weights": Choice(
        tr("Two weights"), tr("The two chosen parameters; all others stay.")
    ),
    "random": Choice(
        tr("Random directions"),
        tr(
            "Two random directions, as long in each part as the weights themselves "
            "(Li et al. 2018)."
        ),
    ),
    "path": Choice(
        tr("Start to end of the path"),
        tr("The line from start to end, and the main way in which the path leaves it."),
    ),
    "principal": Choice(
        tr("Principal directions"),
        tr("The two directions in which the path varies most."),
    ),
    "hessian": Choice(
        tr("Steepest curvature"),
        tr(
            "The two directions in which the loss bends most: the top eigenvectors of "
            "its Hessian."
        ),
    ),
    "points": Choice(
        tr("Three kept points"), tr("The plane through the first three kept points.")
    ),
}

FUNCTIONS: dict[FunctionName, FunctionChoice] = {
    "none": FunctionChoice(
        tr("A network"), tr("The loss of a network on data."), "", 3.0
    ),
    "peaks": FunctionChoice(
        tr("Peaks and bowl"),
        tr("The lecture's surface: MATLAB's peaks in a bowl, with three minima."),
        "3 (1−x)² exp(−x²−(y+1)²) − 10 (x/5−x³−y⁵) exp(−x²−y²) "
        "− exp(−(x+1)²−y²)/3 + x² + y² + 5",
        3.0,
        (-2.8, 2.0),
    ),
    "bowl": FunctionChoice(
        tr("Bowl"),
        tr("Round: every arrow points at the bottom."),
        "x² + y²",
        3.0,
        (-2.0, 1.5),
    ),
    "ravine": FunctionChoice(
        tr("Ravine"),
        tr("Twenty times as steep across as along."),
        "x²/2 + 10 y²",
        3.0,
        (-2.6, 1.0),
    ),
    "saddle": FunctionChoice(
        tr("Saddle"),
        tr("Level in the middle, and no minimum."),
        "x² − y² + y⁴/8 + 2",
        3.0,
        (-2.0, 0.02),
    ),
    "rosenbrock": FunctionChoice(
        "Rosenbrock",
        tr("A curved valley; its minimum is (1, 1)."),
        "(1−x)² + 100 (y−x²)²",
        2.0,
        (-1.5, 1.6),
    ),
    "himmelblau": FunctionChoice(
        "Himmelblau",
        tr("Four minima, all of loss 0."),
        "(x²+y−11)² + (x+y²−7)²",
        5.0,
        (-1.0, -1.0),
    ),
    "plateau": FunctionChoice(
        tr("Plateau"),
        tr("Steep near the middle, almost level far away."),
        "1 − exp(−(x²+y²)/2)",
        4.0,
        (-3.2, 1.2),
    ),
    "expression": FunctionChoice(
        tr("Own formula"),
        tr("A formula in x and y that you type."),
        "",
        3.0,
        (-2.0, 2.0),
    ),
}

NORMALISERS: dict[NormaliseName, Choice] = {
    "filter": Choice(
        tr("Filter"), tr("Each unit's part is as long as that unit's own weights.")
    ),
    "layer": Choice(
        tr("Layer"), tr("Each layer's part is as long as its own weights.")
    ),
    "none": Choice(tr("None"), tr("Plain: all parameters move alike.")),
}

CENTRES: dict[CentreName, Choice] = {
    "start": Choice(tr("Start"), tr("The slice goes through the weights as drawn.")),
    "walker": Choice(
        tr("Walker"),
        tr("The slice follows the walker, and is computed anew as it trains."),
    ),
    "kept": Choice(tr("Kept point"), tr("The slice goes through a kept point.")),
}

SAMPLES: dict[SamplesName, Choice] = {
    "all": Choice(
        tr("Training examples"), tr("The mean loss over all that is learnt from.")
    ),
    "batch": Choice(
        tr("This batch"), tr("The mean loss over the batch of the next step.")
    ),
    "example": Choice(tr("One example"), tr("The loss of one example alone.")),
    "test": Choice(
        tr("Test examples"), tr("The mean loss over the examples held out.")
    ),
}

CUTS: dict[CutName, Choice] = {
    "x": Choice(tr("First axis"), tr("Through the walker, along the first axis.")),
    "y": Choice(tr("Second axis"), tr("Through the walker, along the second axis.")),
    "kept": Choice(
        tr("Between points"), tr("From the first kept point to the second.")
    ),
}
