"""What there is to choose from: names, titles, and what goes with what. No maths here.

The functions behind these names are registered in `data`, `activations`, `losses` and
`optimizers`; a test holds the two together.
"""

from dataclasses import dataclass
from typing import Literal

DataName = Literal[
    "six_points",
    "tanh_curve",
    "blood_pressure",
    "diabetes",
    "blobs",
    "moons",
    "circles",
    "xor",
    "spiral",
]
ActivationName = Literal["linear", "sigmoid", "tanh", "relu"]
LossName = Literal["auto", "squared", "log"]
OptimizerName = Literal["gradient_descent"]
PlaneKind = Literal["auto", "weights", "random"]
ColorsName = Literal["auto", "linear", "log"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One name a user may choose: what it is called and what it is."""

    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class DataChoice(Choice):
    """A data set, and what can be said of it before it is made."""

    inputs: tuple[str, ...]  # the name of each input
    target: str
    units: tuple[str, ...]  # of the inputs and the target; "" where there is none
    samples: int  # by default
    noise: float | None  # by default; None: these data are as they are
    has_classes: bool = False
    is_fixed: bool = False  # a table: no more samples than it has
    is_standardised: bool = True  # by default
    start: tuple[float, float] | None = None  # of a model with two parameters


def _classes(title: str, meaning: str, samples: int, noise: float) -> DataChoice:
    return DataChoice(
        title,
        meaning,
        inputs=("x₁", "x₂"),
        target="class",
        units=("", "", ""),
        samples=samples,
        noise=noise,
        has_classes=True,
    )


DATA: dict[DataName, DataChoice] = {
    "six_points": DataChoice(
        "Six points",
        "Six points near a line: a model with one weight and one bias, drawn exactly.",
        inputs=("x",),
        target="t",
        units=("", ""),
        samples=6,
        noise=0.0,
        is_fixed=True,
        is_standardised=False,
        start=(-2.0, 2.0),
    ),
    "tanh_curve": DataChoice(
        "Tanh curve",
        "Points on t = 1.5 tanh(1.2 x): one hidden unit without biases fits it twice.",
        inputs=("x",),
        target="t",
        units=("", ""),
        samples=40,
        noise=0.1,
        is_standardised=False,
    ),
    "blood_pressure": DataChoice(
        "Blood pressure (synthetic)",
        "Age and weight to systolic blood pressure: made-up people, not medical data.",
        inputs=("age", "weight"),
        target="blood pressure",
        units=("years", "kg", "mmHg"),
        samples=300,
        noise=8.0,
    ),
    "diabetes": DataChoice(
        "Blood pressure (real)",
        "Age and body mass index to mean blood pressure: 442 real people from the "
        "diabetes study of Efron et al. (2004).",
        inputs=("age", "bmi"),
        target="blood pressure",
        units=("years", "kg/m²", "mmHg"),
        samples=442,
        noise=None,
        is_fixed=True,
    ),
    "blobs": _classes("Blobs", "Two round clouds: a straight line will do.", 200, 0.8),
    "moons": _classes("Moons", "Two interleaved half circles.", 200, 0.12),
    "circles": _classes("Circles", "A disc inside a ring: no line helps.", 200, 0.08),
    "xor": _classes(
        "XOR", "Opposite quadrants, equally many points in each.", 200, 0.0
    ),
    "spiral": _classes("Spiral", "Two arms wound around each other.", 300, 0.06),
}

ACTIVATIONS: dict[ActivationName, Choice] = {
    "linear": Choice("Linear", "f(z) = z: layers of it are one layer in disguise."),
    "sigmoid": Choice("Sigmoid", "f(z) = 1 / (1 + exp(−z)): squeezes into 0 … 1."),
    "tanh": Choice("Tanh", "f(z) = tanh z: squeezes into −1 … 1, through the origin."),
    "relu": Choice("ReLU", "f(z) = max(0, z): cuts off what is negative."),
}

LOSSES: dict[LossName, Choice] = {
    "auto": Choice(
        "By task", "Squared error for numbers, log loss for classes: as the data are."
    ),
    "squared": Choice(
        "Squared error", "(y − t)², averaged; for classes y = σ(z), the probability."
    ),
    "log": Choice(
        "Log loss",
        "−log p(t), averaged; the cross-entropy, for classes only.",
    ),
}

OPTIMIZERS: dict[OptimizerName, Choice] = {
    "gradient_descent": Choice(
        "Gradient descent", "θ ← θ − α ∇L: a step straight down the slope."
    ),
}

PLANES: dict[PlaneKind, Choice] = {
    "auto": Choice(
        "By model",
        "Two weights where there is no hidden layer, two random directions otherwise.",
    ),
    "weights": Choice("Two weights", "The two chosen parameters; all others stay."),
    "random": Choice(
        "Random directions",
        "Two random directions through the start, each unit's part scaled to that "
        "unit's own weights (Li et al. 2018).",
    ),
}

COLORS: dict[ColorsName, Choice] = {
    "auto": Choice("By range", "Log where the losses span much, linear otherwise."),
    "linear": Choice("Linear", "Equal steps of colour for equal steps of loss."),
    "log": Choice("Log", "Equal steps of colour for equal factors of loss."),
}
